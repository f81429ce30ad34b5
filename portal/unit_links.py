"""The units that a report covers, beside the agencies that the catalogue knows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.agency_forms import same_stem, same_writing
from ingest.agency_names import AgencyName, parse_agency_name
from portal.catalogue.queries import AgencyRow


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit for people; `id` is that of its row and of its place in the report, `agency` its id where it is known."""

    id: str
    name: str
    own_office: bool
    nature: str
    level: str
    agency: str | None


def link_units(rows: Iterable[Mapping[str, str]], known: Sequence[AgencyRow], own: str) -> tuple[UnitLine, ...]:
    """Return the units of a report, each with the one agency that bears its name, where there is exactly one.

    Args:
        rows: of the resource `units`.
        known: the agencies of the report's region.
        own: id of the report's own agency, whose the 本级 is.
    """
    return tuple(
        UnitLine(
            row["id"],
            row["name"],
            row["own_office"] == "true",
            row["nature"],
            row["level"],
            own if row["own_office"] == "true" else _find_agency(row["name"], known),
        )
        for row in rows
    )


def _find_agency(name: str, known: Sequence[AgencyRow]) -> str | None:
    """The agency of a name; of one that may be several agencies' none is guessed."""
    unit = parse_agency_name(name)
    if unit is None:
        return None
    for same in (same_writing, same_stem):
        found = [one.id for one in known if any(same(unit.stem, stem) for stem in _stems(one, unit))]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _stems(agency: AgencyRow, unit: AgencyName) -> Iterable[str]:
    """The stems under which an agency is known; none where its region is another than the unit's."""
    codes = {region.adcode for region in unit.regions}
    if codes and agency.place.adcode not in codes:
        return
    for name in (agency.name, *agency.other_names):
        parsed = parse_agency_name(name)
        if parsed is not None:
            yield parsed.stem
