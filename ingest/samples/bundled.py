"""The bundled samples: four invented agencies in two real districts, three years, accounts and self-evaluation a year.

A budget and the evaluation of one project show those types, too.

They are what a fresh installation shows and what the tests read; each format of text, encoding and kind of mistake is there.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ingest.samples.agencies import Agency, agency
from ingest.samples.chance import Chance
from ingest.samples.mistakes import Mistake, plant
from ingest.samples.output import TRUTH, WrittenReport, write_report
from ingest.samples.performance.report import Annexes
from ingest.samples.report import Author, Shape, author, make
from ingest.samples.writers import Medium
from ingest.samples.writers.docx.body import DocxShape
from ingest.samples.writers.pdf.layout import PdfShape
from ingest.samples.writers.text import Style

YEARS = range(2021, 2024)
_SEED = 20_240_601
_TYPED = DocxShape()
_AUTOMATIC = DocxShape(automatic=True, footer="of")
_TRACKED = DocxShape(tracked=True)
_OF = PdfShape(numbers="of")
_NO_HEADER = PdfShape(header=False)
_HUNAN_FORMS = Annexes(base_data=True, evaluation=True, projects=2)
# As handed in by some: forms first, the projects' form blank, a name and a telephone below each.
_HUNAN_NAMED = Annexes(base_data=True, evaluation=True, projects=0, first=True, named=True)
_ONE_FORM = Annexes(evaluation=True)
_TWO_FORMS = Annexes(evaluation=True, projects=1)


@dataclass(frozen=True, slots=True)
class Sample:
    """One bundled report."""

    agency: str
    year: int
    report_type: str
    medium: Medium
    shape: Shape = field(default_factory=Shape)
    mistake: Mistake | None = None
    stem: str = ""


def agencies() -> dict[str, Agency]:
    """Return the agencies of the bundled samples."""
    return {
        "data": agency("430211", "data", "hunan", with_units=False, area_code="0733"),
        "greenway": agency("430211", "greenway", "ministry", area_code="0733"),
        "canal": agency("330602", "canal", "zhejiang", area_code="0575"),
        "space": agency("330602", "space", "shanghai", area_code="0575"),
    }


_ACCOUNTS, _PERFORMANCE, _BUDGET, _PROJECT = "final_accounts", "performance", "budget", "project_performance"
SAMPLES = (
    # 天元区公共数据服务中心: Hunan's manner, a unit by itself
    Sample("data", 2021, _ACCOUNTS, Medium("docx", docx=_TYPED), mistake=Mistake("amount_digit", 3)),
    Sample("data", 2022, _ACCOUNTS, Medium("docx", docx=_AUTOMATIC)),
    Sample("data", 2023, _ACCOUNTS, Medium("txt"), Shape(tables=False, attached=True), Mistake("share", 1)),
    Sample("data", 2021, _PERFORMANCE, Medium("pdf"), Shape(annexes=_HUNAN_FORMS, cover=True)),
    Sample("data", 2022, _PERFORMANCE, Medium("txt", Style.FLAT, "utf-8-sig"), Shape(annexes=_HUNAN_NAMED)),
    Sample(
        "data",
        2023,
        _PERFORMANCE,
        Medium("docx", docx=_TRACKED),
        Shape(annexes=_HUNAN_FORMS, cover=True),
        Mistake("year", 1),
    ),
    # 天元区城市绿道管理处: the ministry's manner, a department with two units
    Sample("greenway", 2021, _ACCOUNTS, Medium("pdf"), mistake=Mistake("share", 2)),
    Sample("greenway", 2022, _ACCOUNTS, Medium("txt")),
    Sample("greenway", 2023, _ACCOUNTS, Medium("docx", docx=_AUTOMATIC), mistake=Mistake("table_sum", 12)),
    Sample(
        "greenway",
        2021,
        _PERFORMANCE,
        Medium("txt", Style.BROKEN, "gb18030"),
        Shape(bare=True),
        stem="2021年度部门整体支出绩效自评报告",
    ),
    Sample(
        "greenway",
        2022,
        _PERFORMANCE,
        Medium("pdf", pdf=_NO_HEADER),
        Shape(annexes=Annexes(base_data=True, evaluation=True), contents=True, cover=True),
        Mistake("table_sum", 4),
    ),
    Sample("greenway", 2023, _PERFORMANCE, Medium("md"), Shape(annexes=_TWO_FORMS)),
    # 越城区古运河水务保障中心: Zhejiang's manner, parts numbered 一、
    Sample("canal", 2021, _ACCOUNTS, Medium("docx", docx=_TYPED)),
    Sample("canal", 2022, _ACCOUNTS, Medium("pdf", pdf=_OF), mistake=Mistake("direction", 2)),
    Sample("canal", 2023, _ACCOUNTS, Medium("txt", Style.FLAT, "gb18030")),
    Sample(
        "canal",
        2021,
        _PERFORMANCE,
        Medium("docx", docx=_AUTOMATIC),
        Shape(annexes=_TWO_FORMS, contents=True, cover=True),
    ),
    Sample("canal", 2022, _PERFORMANCE, Medium("txt"), Shape(annexes=_ONE_FORM), Mistake("wrong_unit", 1)),
    Sample("canal", 2023, _PERFORMANCE, Medium("pdf", pdf=_OF), Shape(annexes=_TWO_FORMS)),
    # 越城区公共空间管理局: Shanghai's manner, an administrative body with two units
    Sample("space", 2021, _ACCOUNTS, Medium("pdf", pdf=_OF)),
    Sample("space", 2022, _ACCOUNTS, Medium("docx", docx=_TYPED), mistake=Mistake("other_table", 0)),
    Sample("space", 2023, _ACCOUNTS, Medium("docx", docx=_AUTOMATIC)),
    Sample("space", 2021, _PERFORMANCE, Medium("txt", Style.CLEAN, "utf-8-sig"), Shape(annexes=_ONE_FORM)),
    Sample(
        "space", 2022, _PERFORMANCE, Medium("docx", docx=_TYPED), Shape(annexes=_TWO_FORMS), Mistake("missing_unit", 0)
    ),
    Sample("space", 2023, _PERFORMANCE, Medium("pdf"), Shape(annexes=_TWO_FORMS, cover=True, contents=True)),
    # The other types: Hunan's budget, and one project's evaluation with its form
    Sample("data", 2023, _BUDGET, Medium("docx", docx=_TYPED)),
    Sample("greenway", 2023, _PROJECT, Medium("docx", docx=_AUTOMATIC), Shape(cover=True)),
)
_MANIFEST = ("file", "agency", "year", "type", "coverage", "source_url", "published", "note")
_NOTE = "示例：单位和数字均为虚构。"


def _stem(sample: Sample, body: Agency) -> str:
    """Return the name under which a portal would offer the file."""
    if sample.stem:
        return sample.stem
    whose = "部门" if body.is_department else "单位"
    kind = {_ACCOUNTS: f"{whose}决算", _BUDGET: f"{whose}预算", _PROJECT: "项目支出绩效自评报告"}.get(
        sample.report_type, "整体支出绩效自评报告"
    )
    return f"{body.name}{sample.year}年度{kind}"


def _written(directory: Path, sample: Sample, who: Author) -> WrittenReport:
    scene, document = make(who, sample.year, sample.report_type, sample.shape)
    mistakes = (sample.mistake,) if sample.mistake else ()
    for mistake in mistakes:
        document = plant(document, scene, mistake)
    return write_report(
        directory,
        _stem(sample, who.agency),
        scene,
        document,
        sample.report_type,
        sample.medium,
        mistakes=mistakes,
        chance=scene.chance.of("file"),
    )


def _manifest(reports: tuple[WrittenReport, ...], bodies: Mapping[str, Agency]) -> Iterator[dict[str, str]]:
    """Yield a row a file: that it is invented, and of some what must or may be told about files from outside."""
    for sample, report in zip(SAMPLES, reports, strict=True):
        row = {"file": report.path.name, "note": _NOTE}
        told = {"agency": report.agency, "year": str(report.year), "type": report.report_type}
        if sample.shape.bare:
            row |= told
        elif report.report_type == _ACCOUNTS and report.year == YEARS[-1]:
            row |= told | {
                "coverage": "department" if bodies[sample.agency].is_department else "unit",
                "source_url": f"https://www.example.com/{sample.agency}/{report.year}/",
                "published": f"{report.year + 1}-08-30",
            }
        yield row


def write_samples(directory: Path) -> tuple[WrittenReport, ...]:
    """Write the bundled samples, their truths and the manifest into `directory`, made where missing."""
    (directory / TRUTH).mkdir(parents=True, exist_ok=True)
    bodies = agencies()
    authors = {key: author(body, YEARS, Chance(_SEED)) for key, body in bodies.items()}
    reports = tuple(_written(directory, sample, authors[sample.agency]) for sample in SAMPLES)
    with (directory / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _MANIFEST, lineterminator="\n")
        writer.writeheader()
        writer.writerows(_manifest(reports, bodies))
    return reports
