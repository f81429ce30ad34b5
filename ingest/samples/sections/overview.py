"""The first part: duties, offices, the units that the report covers; and the glossary."""

from ingest.samples.classification import numeral
from ingest.samples.data_files import load_tree
from ingest.samples.document import Block, ListItem, Row, Table, Words
from ingest.samples.facts import Datum
from ingest.samples.phrases import joined
from ingest.samples.scene import Scene, noted

_UNITS = "units"


def duties(scene: Scene) -> tuple[Block, ...]:
    """The duties, a numbered list that is no part of the outline."""
    level = scene.agency.region.level_word
    texts = [duty.format(all=f"全{level}", level=level) for duty in scene.agency.kind.duties]
    stop = scene.chance.pick("stop of duties", ("。", "；"))
    items = [
        ListItem(
            scene.manner.duty_number(place),
            scene.manner.set((f"{text}{'。' if place == len(texts) else stop}",)),
            "duties",
        )
        for place, text in enumerate(texts, 1)
    ]
    return (scene.paragraph(scene.say("organisation.duties")), *items)


def departments(scene: Scene) -> tuple[Block, ...]:
    """The agency's own offices."""
    names = scene.agency.kind.departments
    line = scene.say("organisation.departments", number=str(len(names)), departments="、".join(names))
    return (scene.paragraph(line),)


def _covered(scene: Scene) -> list[Words]:
    """Return the names of the units, the agency's own office first, each stating its row."""
    own = (noted(f"{scene.shown}本级", *_facts(scene.shown, own_office=True)),)
    return [own, *((noted(unit, *_facts(unit, own_office=False)),) for unit in scene.agency.units)]


def _facts(name: str, *, own_office: bool) -> tuple[Datum, ...]:
    return (
        Datum(_UNITS, (name,), "name", name),
        Datum(_UNITS, (name,), "own_office", "true" if own_office else "false"),
    )


def units(scene: Scene) -> tuple[Block, ...]:
    """The units whose accounts are in the report: a sentence, a list or a table."""
    if not scene.agency.is_department:
        return (scene.paragraph(scene.say("organisation.single")),)
    names = _covered(scene)
    style = scene.chance.pick("units", ("sentence", "list", "table"))
    if style == "sentence":
        line = scene.say("organisation.units_inline", units=joined("、", names[1:]))
        return (scene.paragraph(line),)
    opening = scene.paragraph(scene.say("organisation.units", number=str(len(names))))
    if style == "list":
        return (opening, *scene.items("units", ((*name, "。") for name in names)))
    rows: list[Row] = [(str(place), *name, "") for place, name in enumerate(names, 1)]
    head: tuple[Row, ...] = (("序号", "单位名称", "备注"),)
    return (opening, Table("", "", (), head, tuple(rows), (), (1, 6, 2)))


def departments_and_units(scene: Scene) -> tuple[Block, ...]:
    """Offices and units under one heading."""
    return (*departments(scene), *units(scene))


def glossary(scene: Scene) -> tuple[Block, ...]:
    """The glossary: numbered terms that are no headings."""
    terms = [
        term
        for term in load_tree("glossary")["terms"]
        if scene.chance.happens(f"term {term['name']}", 0.8) or term["name"] == "财政拨款收入"
    ]
    return tuple(
        ListItem(f"{numeral(place)}、", scene.manner.set((f"{term['name']}：指{term['text']}",)), "glossary")
        for place, term in enumerate(terms, 1)
    )
