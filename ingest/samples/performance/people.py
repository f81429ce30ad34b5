"""The line below a form that names who filled it in: an invented person with an invented telephone."""

from ingest.samples.document import Paragraph, Piece
from ingest.samples.facts import Flaw
from ingest.samples.scene import Scene

_NAMES = ("何知夏", "方以宁", "陆晓禾", "宋念初", "江映川")


def signature(scene: Scene, title: str, *, named: bool) -> Paragraph:
    """Return the line of signatures; with a name and a number it is a case for those who protect personal data."""
    if not named:
        return Paragraph(("单位负责人签字：          填表人：          联系电话：          填报日期：",))
    person = scene.chance.pick("person", _NAMES)
    number = f"{scene.agency.area_code}-2555{scene.chance.between('number', 100, 999)}0"
    day = scene.chance.between("day", 10, 28)
    words = f"填表人：{person}     联系电话：{number}"
    flaw = Flaw("notice", "J09", "privacy", f"{title}公开了填表人的姓名和联系电话。")
    date = f"     填报日期：{scene.year + 1}-05-{day}"
    return Paragraph(("单位负责人签字：          ", Piece(words, facts=(flaw,)), date))
