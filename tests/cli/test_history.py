"""The commands history and coverage, on a made-up council whose figures were revised, withdrawn, left out and lost."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from extract.show.history import RULES
from extract.warehouse import assign, gap, gaps, load, open_database, printings
from schemas.records import Correction, Observation, PageRead
from tests.cli.conftest import Ended, Outturn
from tests.warehouse.papers import finding, observation, paper, register

QUARTERS = {
    "2022-23 Q3": (date(2022, 10, 1), date(2022, 12, 31)),
    "2022-23 Q4": (date(2023, 1, 1), date(2023, 3, 31)),
    "2023-24 Q1": (date(2023, 4, 1), date(2023, 6, 30)),
    "2023-24 Q2": (date(2023, 7, 1), date(2023, 9, 30)),
    "2023-24 Q3": (date(2023, 10, 1), date(2023, 12, 31)),
    "2024-25 Q1": (date(2024, 4, 1), date(2024, 6, 30)),
}


def days(paper_id: str, number: int, period: str, value: str | None, **said: object) -> Observation:
    start, end = QUARTERS[period]
    return observation(
        paper_id, number, period=period, period_start=start, period_end=end, value=value, unit="days", **said
    )


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Five papers: 2022-23 Q4 is provisional, then final; Q1 is revised; later quarters have no figure."""
    path = tmp_path / "made-up.duckdb"
    con = open_database(path)
    other = {"indicator_code": "PI.2", "indicator_label": "Rent collected"}
    papers = [
        paper("may", "2023-05-10", [
            days("may", 1, "2022-23 Q4", "61.7", raw="61.7 (provisional)", qualifier="provisional"),
            days("may", 2, "2022-23 Q3", "60.0"),
        ]),
        paper("july", "2023-07-12", [
            days("july", 1, "2022-23 Q4", "61.7"), days("july", 2, "2023-24 Q1", "58.2"),
            days("july", 3, "2023-24 Q1", "58", source="prose"),
        ], scorecard_pages=(1,)),
        paper("october", "2023-10-11", [
            days("october", 1, "2022-23 Q4", "61.9"), days("october", 2, "2023-24 Q1", "59.4"),
            days("october", 3, "2023-24 Q2", None), days("october", 4, "2023-24 Q3", "1", **other),
            days("october", 5, "2023-24 Q1", "95.4", page=2),
        ], [finding("october", 1, 5, page=2, check_name="printed_differently")], scorecard_pages=(1,)),
        paper("november", "2023-11-15", [days("november", 1, "2023-24 Q1", "77")], withdrawn=True),
        paper("june", "2024-07-10", [days("june", 1, "2024-25 Q1", None, status="unreadable", raw="5#.1")]),
    ]  # fmt: skip
    for facts in papers:
        load(con, facts)
    assign(con, *register("may", "july", "october", "november", "june"))
    con.close()
    return path


def said(ended: Ended) -> str:
    """The screen in one line."""
    assert ended.status == 0, ended.err
    return " ".join(ended.out.split())


def test_provisional_then_final_then_revised(outturn: Outturn, db: Path) -> None:
    screen = said(outturn("history", "re-let", "2022-23 Q4", "--db", db))
    assert "2023-05-10 may.pdf 1 61.7 (provisional) provisional" in screen
    assert "2023-07-12 july.pdf 1 61.7 final" in screen
    assert "→ 2023-10-11 october.pdf 1 61.9 revised" in screen
    assert "the series takes 61.9 days: its paper is the latest" in screen


def test_why_one_printing_is_taken(outturn: Outturn, db: Path) -> None:
    screen = said(outturn("history", "PI.1", "Q1 2023/24", "--db", db))
    assert "2023-07-12 july.pdf 1 58.2 first printed" in screen
    assert "→ 2023-10-11 october.pdf 1 59.4 revised" in screen
    assert "! 2023-10-11 october.pdf 2 95.4 differs within its paper" in screen
    assert "2023-11-15 november.pdf 1 77 withdrawn" in screen
    assert "the series takes 59.4 days: its paper is the latest and nothing casts doubt on it" in screen


def test_what_other_papers_bear_out_is_taken_and_that_is_said(outturn: Outturn, tmp_path: Path) -> None:
    path = tmp_path / "disputed.duckdb"
    con = open_database(path)
    for facts in (
        paper("may", "2023-05-10", [days("may", 1, "2022-23 Q4", "61.7")]),
        paper("july", "2023-07-12", [days("july", 1, "2022-23 Q4", "16.72")]),
        paper("panel", "2023-07-12", [days("panel", 1, "2022-23 Q4", "61.7")]),
    ):
        load(con, facts)
    assign(con, *register("may", "july", "panel"))
    con.close()
    screen = said(outturn("history", "re-let", "2022-23 Q4", "--db", path))
    assert "→ 2023-07-12 panel.pdf 1 61.7" in screen
    assert "the series takes 61.7 days: its paper is the latest and more papers bear it out" in screen


@pytest.mark.parametrize(
    ("period", "kind", "sentence"),
    [
        ("2023-24 Q2", "not reported", "Page 1 of october.pdf leaves it blank."),
        ("2023-24 Q3", "not reported", "october.pdf prints other indicators for that period, but not this one."),
        ("2023-24 Q4", "not loaded yet", "No paper of Dudley that is loaded prints anything for 2023-24 Q4."),
        ("2024-25 Q1", "not readable", "What is printed on page 1 of june.pdf could not be read."),
    ],
)
def test_three_kinds_of_gap(outturn: Outturn, db: Path, period: str, kind: str, sentence: str) -> None:
    screen = said(outturn("history", "re-let", period, "--db", db))
    assert f"No outturn for {period}: {kind}. {sentence}" in screen


def test_a_page_that_was_not_read(outturn: Outturn, db: Path) -> None:
    con = open_database(db)
    facts = paper("scan", "2024-02-14", [days("scan", 1, "2023-24 Q3", "1", indicator_label="Rent collected")])
    load(con, facts.model_copy(update={"pages": [PageRead(document_id="scan", page=4, reader="unread")]}))
    con.close()
    screen = said(outturn("history", "re-let", "2023-24 Q3", "--db", db))
    assert "not readable. It may be on page 4 of scan.pdf, which could not be read." in screen


def test_all_periods_with_the_gaps_between(outturn: Outturn, db: Path) -> None:
    screen = said(outturn("history", "re-let", "--db", db))
    assert "2022-23 Q4 61.9 days 3 papers, the last of 2023-10-11" in screen
    assert "2023-24 Q4 not loaded yet" in screen
    assert "2024-25 Q1 not readable" in screen


def test_a_misprint_says_who_put_it_right(outturn: Outturn, db: Path) -> None:
    con = open_database(db)
    con.execute("INSERT INTO correction SELECT unnest(?, recursive := true)", [
        Correction(
            row_table="observation", row_id="july-2", column_name="value", document_id="july", before="85.2",
            after="58.2", who="A. Analyst", decided=date(2026, 3, 2), why="digits swapped",
        ).model_dump()
    ])  # fmt: skip
    con.close()
    screen = said(outturn("history", "re-let", "2023-24 Q1", "--db", db))
    assert "misprint, put right" in screen
    assert "misprint, says A. Analyst: digits swapped" in screen


def test_the_rules_choose_what_the_series_takes(db: Path) -> None:
    con = open_database(db)
    for period in QUARTERS:
        rows = [one for one in printings(con, "relet", period) if not one.withdrawn]
        taken = [one for one in rows if one.taken]
        for rule in (worth for _, worth in RULES):
            best = max((rule(one) for one in rows), default=None)  # type: ignore[type-var]
            rows = [one for one in rows if rule(one) == best]
        assert taken == rows[:1], period
    con.close()


def test_for_programs(outturn: Outturn, db: Path) -> None:
    rows = json.loads(outturn("history", "re-let", "2022-23 Q4", "--db", db, "--json").out)
    assert [(row["value"], row["taken"]) for row in rows] == [
        ("61.700000", False), ("61.700000", False), ("61.900000", True),
    ]  # fmt: skip


@pytest.mark.parametrize(("words", "status"), [(("nothing such", "2022-23"), 1), (("re-let", "yesterday"), 2)])
def test_what_cannot_be_answered(outturn: Outturn, db: Path, words: tuple[str, ...], status: int) -> None:
    assert outturn("history", *words, "--db", db).status == status


COVERAGE = """
Council   Year       Q1       Q2    Q3    Q4   Longer
─────────────────────────────────────────────────────
Dudley    2022-23     –        –   1·1   3·1        –
          2023-24   2·1 !1   1·0   1·0     –        –
          2024-25   1·0        –     –     –        –
"""


def test_coverage(outturn: Outturn, db: Path) -> None:
    screen = outturn("coverage", "--db", db)
    assert screen.status == 0, screen.err
    assert [line.split() for line in COVERAGE.strip().splitlines()] == [
        line.split() for line in screen.out.strip().splitlines()[:5]
    ]
    assert max(map(len, screen.out.splitlines())) <= 80
    first, *_ = json.loads(outturn("coverage", "--db", db, "--json").out)
    assert first == {
        "council": "Dudley", "year": "2022-23", "quarter": 3, "papers": 1, "indicators": 1, "findings": 0,
    }  # fmt: skip


def test_the_database_and_the_command_tell_the_same_gaps(db: Path) -> None:
    con = open_database(db)
    found = [(one.period, one.kind) for one in gaps(con, "relet")]
    said = [(period, why.kind) for period, _ in found if (why := gap(con, "relet", period))]
    con.close()
    assert found == said
    assert found == [
        ("2023-24 Q2", "not_reported"), ("2023-24 Q3", "not_reported"), ("2023-24 Q4", "not_loaded"),
        ("2024-25 Q1", "not_readable"),
    ]  # fmt: skip


def test_a_yearly_measure_has_no_quarters_to_miss(tmp_path: Path) -> None:
    con = open_database(tmp_path / "yearly.duckdb")
    for year in (2018, 2019, 2022):
        said = {
            "period": f"{year}-{year - 1999}",
            "period_start": date(year, 4, 1),
            "period_end": date(year + 1, 3, 31),
        }
        load(con, paper(f"of{year}", f"{year + 1}-06-01", [observation(f"of{year}", 1, value="7", **said)]))
    assign(con, *register("of2018", "of2019", "of2022"))
    assert [(one.period, one.kind) for one in gaps(con, "relet")] == [
        ("2020-21", "not_loaded"), ("2021-22", "not_loaded"),
    ]  # fmt: skip
    con.close()


def test_series_and_coverage_say_what_is_missing_and_why(outturn: Outturn, db: Path) -> None:
    series = said(outturn("series", "re-let", "--db", db))
    assert "2023-24 Q2 to 2023-24 Q3 (2) not reported; 2023-24 Q4 not loaded yet; 2024-25 Q1 not readable" in series
    coverage = said(outturn("coverage", "--db", db))
    assert "without an outturn within series: 1 not loaded yet, 1 not readable, 2 not reported." in coverage
