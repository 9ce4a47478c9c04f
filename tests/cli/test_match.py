"""`outturn match`: a list of names in, the same list with indicators out."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.cli.conftest import Outturn

NAMES = """\
council,period,code,label,mine
Dudley,2021-22,PI 120,% of assessments completed in 45 days,a
Dudley,2022-23,Pl.120,% of assessments completed in 45 days,b
Dudley,2022-23,PI 9,"Children in need, per 10,000",c
"""


def test_rows_of_one_indicator_share_its_id(outturn: Outturn, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text(NAMES)
    ended = outturn("match", "names.csv", "--output", "matches.csv")
    assert ended.status == 0, ended.err
    with (tmp_path / "matches.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0])[:5] == ["council", "period", "code", "label", "mine"]
    assert {"indicator_id", "method", "score", "decision", "candidate_id"} <= set(rows[0])
    assert [row["mine"] for row in rows] == ["a", "b", "c"]
    assert rows[0]["indicator_id"] == rows[1]["indicator_id"] != rows[2]["indicator_id"]
    assert ended.err.startswith("3 names are 2 indicators; 0 wait for a person")


def test_lists_as_spreadsheets_save_them(outturn: Outturn, tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "cp1252"):
        (tmp_path / "names.csv").write_bytes(NAMES.replace("assessments", "naïve – £").encode(encoding))
        assert outturn("match", "names.csv", "--output", "matches.csv").status == 0
        assert "naïve – £" in (tmp_path / "matches.csv").read_text(encoding="utf-8")


def test_how_it_ends(outturn: Outturn, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text(NAMES)
    (tmp_path / "other.csv").write_text("council,label\nDudley,Bins\n")
    (tmp_path / "none.csv").write_text("council,period,code,label\n")
    assert outturn("match", "nowhere.csv", "-o", "m.csv").status == 2
    assert outturn("match", "names.csv").status == 2
    assert outturn("match", "names.csv", "-o", "names.csv/m.csv").status == 2
    other = outturn("match", "other.csv", "-o", "m.csv")
    assert (other.status, "no column period and no column code" in other.err) == (2, True)
    assert outturn("match", "none.csv", "-o", "m.csv").status == 0
    assert (tmp_path / "m.csv").read_text().startswith("council,period,code,label,indicator_id")
