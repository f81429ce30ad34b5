"""The first part: duties, offices, the units that the report covers; and the glossary."""

from ingest.samples.classification import numeral
from ingest.samples.data_files import load_tree
from ingest.samples.document import Block, ListItem, Piece, Row, Table, Words
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
    if scene.manner.varied and scene.chance.happens("offices as a list", 0.3):
        opening = scene.paragraph(scene.say("organisation.departments_listed", number=str(len(names))))
        return (opening, *scene.items("departments", ((f"{name}。",) for name in names)))
    line = scene.say("organisation.departments", number=str(len(names)), departments="、".join(names))
    return (scene.paragraph(line),)


def unit_facts(name: str, *, own_office: bool, nature: str = "", level: str = "") -> tuple[Datum, ...]:
    """What the name of a unit states: a row of the units; `nature` and `level` are told by the words before it."""
    return (
        Datum(_UNITS, (name,), "name", name),
        Datum(_UNITS, (name,), "own_office", "true" if own_office else "false"),
        *((Datum(_UNITS, (name,), "nature", nature),) if nature else ()),
        *((Datum(_UNITS, (name,), "level", level),) if level else ()),
    )


def _own(scene: Scene, mark: str = "本级", nature: str = "") -> Words:
    return (noted(f"{scene.shown}{mark}", *unit_facts(scene.shown, own_office=True, nature=nature)),)


def _unit(name: str, nature: str = "", level: str = "") -> Words:
    return (noted(name, *unit_facts(name, own_office=False, nature=nature, level=level)),)


def _covered(scene: Scene, mark: str = "本级") -> list[Words]:
    """Return the names of the units, the agency's own office first, each stating its row."""
    return [_own(scene, mark), *map(_unit, scene.agency.units)]


# What kind of body a unit is, as printed and as the contract has it.
_NATURES = (
    ("公益一类事业单位", "公益一类"),
    ("公益二类事业单位", "公益二类"),
    ("参照公务员法管理的事业单位", "参公"),
    ("全额拨款事业单位", "全额拨款"),
)
_OWN_NATURE = ("行政单位", "行政")
_OWN_MARKS = ("本级", "（本级）", "机关", "（机关）", "本部")


def _nature(scene: Scene, name: str) -> Piece:
    own = name == scene.shown
    printed, nature = _OWN_NATURE if own else scene.chance.pick(f"nature {name}", _NATURES)
    return noted(printed, Datum(_UNITS, (name,), "nature", nature))


def _level(scene: Scene, name: str) -> Piece:
    level = "一级" if name == scene.shown else "二级"
    return noted(f"{level}预算单位", Datum(_UNITS, (name,), "level", level))


def units(scene: Scene) -> tuple[Block, ...]:
    """The units whose accounts are in the report: a sentence, a list or a table."""
    if not scene.agency.is_department:
        return (scene.paragraph(scene.say("organisation.single")),)
    if scene.manner.varied and scene.chance.happens("units in a manner of their own", 0.6):
        return _varied_units(scene)
    names = _covered(scene)
    style = scene.chance.pick("units", ("sentence", "list", "table"))
    if style == "sentence":
        line = scene.say("organisation.units_inline", own=names[0], units=joined("、", names[1:]))
        return (scene.paragraph(line),)
    opening = scene.paragraph(scene.say("organisation.units", number=str(len(names))))
    if style == "list":
        return (opening, *scene.items("units", ((*name, "。") for name in names)))
    rows: list[Row] = [(str(place), *name, "") for place, name in enumerate(names, 1)]
    head: tuple[Row, ...] = (("序号", "单位名称", "备注"),)
    return (opening, Table("", "", (), head, tuple(rows), (), (1, 6, 2)))


def _varied_units(scene: Scene) -> tuple[Block, ...]:
    """The units in the manners of single provinces: with their nature and level, in rows, items or by kind."""
    mark = scene.chance.pick("mark of the own office", _OWN_MARKS)
    names = [scene.shown, *scene.agency.units]
    own, *others = _covered(scene, mark)
    style = scene.chance.pick("units varied", ("natures", "levels", "items", "kinds", "subordinate"))
    number = str(len(names))
    if style in {"natures", "levels"}:
        told = _nature if style == "natures" else _level
        opening = scene.paragraph(scene.say("organisation.units", number=number))
        rows = tuple(
            (str(place), *said, told(scene, name))
            for place, (name, said) in enumerate(zip(names, (own, *others), strict=True), 1)
        )
        last = "单位性质" if style == "natures" else "预算级次"
        head: tuple[Row, ...] = (("序号", scene.chance.pick("head of units", ("单位名称", "预算单位名称")), last),)
        return (opening, Table("", "", (), head, rows, (), (1, 6, 3)))
    if style == "items":
        opening = scene.paragraph(scene.say("organisation.units", number=number))
        listed = [(*said, "（", _nature(scene, name), "）") for name, said in zip(names[1:], others, strict=True)]
        return (opening, *scene.items("units", ((*said, "；") for said in (own, *listed))))
    if style == "kinds":
        own = _own(scene, mark, "行政")
        others = [_unit(name, "事业") for name in scene.agency.units]
        line = scene.say("organisation.units_by_kind", own=own, number=str(len(others)), units=joined("、", others))
        return (scene.paragraph(line),)
    others = [_unit(name, level="二级") for name in scene.agency.units]
    line = scene.say("organisation.units_below", own=own, number=str(len(others)), units=joined("、", others))
    return (scene.paragraph(line),)


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
