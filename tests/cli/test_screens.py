"""The commands that look at a database, on a made-up one: whole screens, 80 columns wide."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from extract.warehouse import assign, load, open_database, record_failure
from schemas.records import Observation
from tests.cli.conftest import Ended, Outturn
from tests.warehouse.papers import finding, observation, paper, register

QUARTERS = {
    "2022-23 Q4": (date(2023, 1, 1), date(2023, 3, 31)),
    "2023-24 Q1": (date(2023, 4, 1), date(2023, 6, 30)),
    "2023-24 Q2": (date(2023, 7, 1), date(2023, 9, 30)),
    "2023-24": (date(2023, 4, 1), date(2024, 3, 31)),
}


def days(paper_id: str, number: int, period: str, value: str, **said: object) -> Observation:
    start, end = QUARTERS[period]
    return observation(
        paper_id, number, period=period, period_start=start, period_end=end, value=value, unit="days", **said
    )


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Two papers of one indicator, a figure that is doubtful, and a file that could not be read."""
    path = tmp_path / "made-up.duckdb"
    con = open_database(path)
    july = [days("july", 1, "2022-23 Q4", "61.7"), days("july", 2, "2023-24 Q1", "58.2"),
            days("july", 3, "2023-24", "55", measure="target")]  # fmt: skip
    october = [days("october", 1, "2023-24 Q1", "58.2"), days("october", 2, "2023-24 Q2", "85.1", page=2)]
    doubt = finding(
        "october", 1, 2, page=2, suggestion="58.1, as the commentary has it", check_name="printed_differently"
    )
    load(con, paper("july", "2023-07-12", july, scorecard_pages=(1,)))
    load(con, paper("october", "2023-10-11", october, [doubt], scorecard_pages=(1, 2)))
    assign(con, *register("july", "october"))
    record_failure(con, "papers/broken.pdf", "papers/broken.pdf: cannot be opened as a PDF; download it again")
    con.close()
    return path


def shown(ended: Ended) -> str:
    """The screen without the blanks that fill its lines."""
    return "\n".join(line.rstrip() for line in ended.out.splitlines()).strip()


def test_series(outturn: Outturn, db: Path) -> None:
    ended = outturn("series", "re-let", "--db", db)
    assert ended.status == 0, ended.err
    assert shown(ended) == SERIES


def test_series_for_programs(outturn: Outturn, db: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(outturn("series", "PI.1", "--csv", "--db", db).out)))
    plain = outturn("series", "PI.1", "--json", "--db", db).json
    assert [row["period"] for row in rows] == [row["period"] for row in plain]
    assert {(row["measure"], row["period"], row["value"], row["page"], row["path"]) for row in rows} >= {
        ("outturn", "2023-24 Q2", "85.100000", "2", "october.pdf"),
        ("target", "2023-24", "55.000000", "1", "july.pdf"),
    }


def test_series_of_nothing(outturn: Outturn, db: Path) -> None:
    none = outturn("series", "library", "visits", "--db", db)
    assert (none.status, none.out) == (1, "")
    assert (
        none.err == f'No indicator in {db} answers to "library visits"; try fewer words, or one that is in its name.\n'
    )
    assert outturn("series", "re-let", "--db", "nowhere.duckdb").status == 2
    assert outturn("series", "re-let", "--pick", 7, "--db", db).status == 1


def test_findings(outturn: Outturn, db: Path) -> None:
    ended = outturn("findings", "--db", db)
    assert ended.status == 0
    assert shown(ended) == FINDINGS


def test_findings_that_are_chosen(outturn: Outturn, db: Path) -> None:
    chosen = outturn("findings", "--severity", "warning", "--json", "--db", db).json
    assert [(one["check_name"], one["path"], one["page"]) for one in chosen] == [
        ("printed_differently", "october.pdf", 2)
    ]
    rows = list(csv.DictReader(io.StringIO(outturn("findings", "--csv", "--db", db).out)))
    assert [row["severity"] for row in rows] == ["error", "warning"]
    assert outturn("findings", "--check", "no_such_check", "--db", db).out == "Nothing needs a look.\n"
    assert outturn("findings", "--severity", "grave", "--db", db).status == 2
    assert "1 more" in outturn("findings", "--limit", 1, "--db", db).out


def test_overview(outturn: Outturn, db: Path) -> None:
    ended = outturn("overview", "--db", db)
    assert ended.status == 0, ended.err
    words = " ".join(ended.out.split())
    for said in (
        "2 papers, 4 pages", "Dudley: 2, from 2023-07-12 to 2023-10-11", "5 figures of 1 indicator",
        "1 error file unreadable", "1 warning printed differently", f'outturn series "Average re-let time" --db {db}',
        f"outturn show october.pdf --page 2 --db {db}",
    ):  # fmt: skip
        assert said in words, said


def test_overview_of_nothing(outturn: Outturn, tmp_path: Path) -> None:
    open_database(tmp_path / "empty.duckdb").close()
    ended = outturn("overview", "--db", "empty.duckdb")
    assert (ended.status, ended.out.strip()) == (0, "empty.duckdb holds no papers yet. Load some: outturn run FOLDER")


SERIES = """\
Average re-let time
PI.1 · Dudley · days

85.1 ┤                                                                       ⣀○
     │                                                                 ⢀⣀⠤⠒⠊⠉
     │                                                            ⢀⡠⠤⠒⠊⠁
     │                                                       ⣀⡠⠤⠒⠉⠁
     │                                                  ⣀⠤⠔⠒⠉
     │                                            ⢀⣀⠤⠔⠊⠉
     │●⠤⠤⠤⠤⣀⣀⣀⣀⣀⣀⣀⣀⡀                         ⢀⣀⠤⠒⠊⠁
     │             ⠈⠉⠉⠉⠉⠉⠉⠉⠉⠉⠒⠒⠒⠒⠒⠒⠒⠒⠢⠤⠤⠤⠤●⠒⠉⠁
55.0 ┤╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
     └┬────────────────────────────────────────────────────────────────────────
      2023-24
  ● outturn   ╌ target   ○ doubtful

Period       Outturn   Target   Paper   Page
────────────────────────────────────────────
2022-23 Q4      61.7              [1]      1
2023-24 Q1      58.2       55     [2]      1
2023-24 Q2    ! 85.1       55     [2]      2
2023-24                    55     [1]      1

[1] 2023-07-12  july.pdf
[2] 2023-10-11  october.pdf

! is doubtful: outturn findings --indicator relet"""

FINDINGS = """\
error  file unreadable  1 time
  papers/broken.pdf: cannot be opened as a PDF; download it again

warning  printed differently  1 time
  october.pdf
    page 2  PI.1 Average re-let time, outturn 2023-24 Q2, printed "85.1"
    96 of 7459 is 1.3, not 3.1
    → 58.1, as the commentary has it"""
