"""Cards as programs get them."""

from typing import Any

from portal.answers.model import AgencyCard, Card, FigureCard, FunctionCard, ListCard, ListRow, SpendingCard, Value


def card_record(card: Card) -> dict[str, Any]:
    """Return a card as an object of JSON: values as decimal strings, money in yuan; what a card lacks is left out."""
    if isinstance(card, FigureCard):
        return {
            **_of_one_agency(card),
            "indicator": card.indicator,
            "measure": card.measure,
            "otherScopes": [_value(one) for one in card.others],
            "toldOtherwise": [_value(one) for one in card.differs],
            "checks": [{"severity": one.severity, "message": one.message, "url": one.url} for one in card.checks],
            "selfEvaluated": card.self_evaluated,
            "note": card.note,
        }
    if isinstance(card, SpendingCard):
        return {**_of_one_agency(card), "code": card.code, "name": card.name}
    if isinstance(card, FunctionCard):
        return {
            "kind": card.kind,
            "title": card.title,
            "code": card.code,
            "name": card.name,
            "scope": card.scope,
            "rows": [_row(one) for one in card.rows],
            "total": card.total,
        }
    if isinstance(card, ListCard):
        return {
            "kind": card.kind,
            "title": card.title,
            "indicator": card.indicator,
            "scope": card.scope,
            "phase": card.phase,
            "measure": card.measure,
            "rows": [_row(one) for one in card.rows],
            "nearest": [_row(one) for one in card.nearest],
            "total": card.total,
            "among": card.among,
            "note": card.note,
            "url": card.all_url,
            "years": [{"year": year, "url": url} for year, url in card.years],
            "csvUrl": card.csv_url,
        }
    return _agency(card)


def _of_one_agency(card: FigureCard | SpendingCard) -> dict[str, Any]:
    """What an agency's figure and what it spent are told alike."""
    return {
        "kind": card.kind,
        "title": card.title,
        "agency": card.agency,
        "agencyName": card.agency_name,
        "year": card.year,
        "scope": card.scope,
        "phase": card.phase,
        **_first(card.values),
        "report": card.report.name,
        "sentence": card.sentence,
        "csvUrl": card.csv_url,
        "values": [_value(one) for one in card.values],
        "years": [{"year": year, **_value(one)} for year, one in card.years],
    }


def _agency(card: AgencyCard) -> dict[str, Any]:
    return {
        "kind": card.kind,
        "title": card.agency.name,
        "agency": card.agency.id,
        "agencyName": card.agency.name,
        "otherNames": list(card.agency.other_names),
        "adcode": card.agency.place.adcode,
        "matched": card.matched,
        "years": list(card.years),
        "reports": [
            {"report": one.name, "title": one.title, "year": one.year, "reportType": one.report_type}
            for one in card.latest
        ],
        "total": card.reports,
        "errors": card.errors,
        "notices": card.notices,
        "note": card.note,
    }


def _first(values: tuple[Value, ...]) -> dict[str, Any]:
    """The value that the card is about."""
    told = _value(values[0])
    return {key: told[key] for key in ("value", "unit", "disclosed", "url", "findings")}


def _value(one: Value) -> dict[str, Any]:
    return {
        "label": one.label,
        "value": f"{one.value:f}",
        "unit": one.unit,
        "disclosed": one.disclosed,
        "url": one.url,
        "findings": one.findings,
        **({"scope": one.scope} if one.scope else {}),
        **({"document": one.document} if one.document else {}),
        **({"computed": True} if one.computed else {}),
    }


def _row(row: ListRow) -> dict[str, Any]:
    return {
        "agency": row.agency,
        "agencyName": row.agency_name,
        "year": row.year,
        "report": row.report,
        **({"name": row.name} if row.name else {}),
        **_value(row.value),
    }
