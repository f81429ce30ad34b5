"""What a change of the extractor gains and loses, told row by row."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bench.compare import main
from ingest import pipeline
from ingest.comparing import KINDS, Changes, compare_rows
from publishing import publish

FIGURES = next(kind for kind in KINDS if kind.resource == "figures")
REPORT = "{agency}2022年度部门决算\n一、收入情况\n本年收入合计5.00万元，其中：财政拨款收入4.00万元，占80.0%。\n"


def figure(indicator: str, disclosed: str, start: int = 0) -> dict[str, str]:
    key = {"part": "final_accounts", "scope": "all", "phase": "actual", "measure": "amount", "year": "2022"}
    return (
        {"id": "f", "indicator": indicator, "disclosed": disclosed, "value": "", "unit": "元", "base": ""}
        | key
        | {"start": str(start)}
    )


@pytest.mark.parametrize(
    ("old", "new", "counts"),
    [
        ([("income", "5元")], [("income", "5元")], (0, 0, 0)),
        ([("income", "5元")], [("income", "6元")], (0, 0, 1)),
        ([], [("income", "5元"), ("expenditure", "5元")], (2, 0, 0)),
        ([("income", "5元"), ("income", "6元")], [("income", "6元")], (0, 1, 0)),
        ([("income", "5元"), ("income", "6元")], [("income", "7元")], (0, 1, 1)),
    ],
)
def test_rows(old: list[tuple[str, str]], new: list[tuple[str, str]], counts: tuple[int, int, int]) -> None:
    """A row is known by what it is about, not by where it stands; one with another value has changed."""
    changes = compare_rows(FIGURES, [figure(*one) for one in old], [figure(*one, start=9) for one in new])
    assert (len(changes.gained), len(changes.lost), len(changes.changed)) == counts
    assert bool(changes) == bool(any(counts))


def test_nothing_is_no_change() -> None:
    """Two empty lists do not differ."""
    assert compare_rows(FIGURES, [], []) == Changes()


def test_two_stores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports that came and went, each changed row, and the sums."""
    (tmp_path / "in").mkdir()
    paths = {name: tmp_path / "in" / f"{name}.txt" for name in ("教育局", "财政局", "林业局")}
    for name, path in paths.items():
        path.write_text(REPORT.format(agency=f"芦淞区{name}"), encoding="utf-8")
    publish(tmp_path / "old", [paths["教育局"], paths["林业局"]])
    real = pipeline.read_report_figures
    monkeypatch.setattr(pipeline, "read_report_figures", lambda *given: real(*given)[1:])
    publish(tmp_path / "new", [paths["教育局"], paths["财政局"]])
    shown = CliRunner().invoke(main, [str(tmp_path / "old"), str(tmp_path / "new")]).output
    assert "- 430203-linyeju-2022-final-accounts: the report is gone" in shown
    assert "+ 430203-caizhengju-2022-final-accounts: a new report" in shown
    assert (
        "430203-jiaoyuju-2022-final-accounts\n  - figures final_accounts income all actual amount 2022: 5.00万元"
        in shown
    )
    assert "figures: 0 gained, 1 lost, 0 changed" in shown
    assert "sections: 0 gained, 0 lost, 0 changed" in shown
    assert "amounts unread: 0 → 1" in shown
