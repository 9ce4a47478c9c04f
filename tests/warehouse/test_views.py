"""Scenarios of papers that print the same figure, as tables.

A printing is written `paper day value` and words for what else is special about it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from duckdb import DuckDBPyConnection

from extract.warehouse import assign, load
from schemas.records import Facts

from .papers import finding, observation, paper, register

SPECIAL: dict[str, dict[str, Any]] = {
    "prose": {"source": "prose"},
    "list": {"page": 2},
    "cumulative": {"qualifier": "cumulative"},
    "to_date": {"qualifier": "year to date"},
    "benchmark": {"measure": "benchmark"},
    "England": {"measure": "benchmark", "qualifier": "England"},
    "Region": {"measure": "benchmark", "qualifier": "West Midlands"},
    "target": {"measure": "target"},
    "undated": {"period": None},
    "not_comparable": {"status": "not_comparable"},
    "not_yet_available": {"status": "not_yet_available"},
    "unreadable": {"status": "unreadable"},
}


def read(scenario: str) -> list[Facts]:
    """The papers of a scenario; `doubted` puts an open warning on a printing, `settled` a rejected one."""
    papers: dict[str, tuple[str | None, list[Any], list[Any]]] = {}
    for number, line in enumerate(scenario.strip().splitlines()):
        name, day, value, *words = line.split()
        _, rows, doubts = papers.setdefault(name, (None if day == "-" else day, [], []))
        fields = {key: said for word in words for key, said in SPECIAL.get(word, {}).items()}
        rows.append(observation(name, number, **({"value": value} if value != "-" else {}) | fields))
        if "doubted" in words:
            doubts.append(finding(name, number, number))
        if "settled" in words:
            doubts.append(finding(name, number, number, state="rejected"))
        if "noted" in words:
            doubts.append(finding(name, number, number, severity="info"))
    return [paper(name, day, rows, doubts, scorecard_pages=(1,)) for name, (day, rows, doubts) in papers.items()]


def fill(con: DuckDBPyConnection, scenario: str) -> None:
    papers = read(scenario)
    for facts in papers:
        load(con, facts)
    assign(con, *register(*(facts.document.document_id for facts in papers)))


SERIES = [
    ("a year to date is not the year's figure", "a 2023-09-06 2.6 \n b 2023-12-06 2.8 to_date", ["a 2.6"]),
    ("but better than none", "a 2023-09-06 2.6 to_date", ["a 2.6"]),
    ("the latest paper counts", "a 2023-09-06 2.6 \n b 2023-12-06 2.8", ["b 2.8"]),
    ("... whichever is loaded first", "b 2023-12-06 2.8 \n a 2023-09-06 2.6", ["b 2.8"]),
    ("a paper without a date is the oldest", "a - 2.6 \n b 1999-12-06 2.8", ["b 2.8"]),
    ("... but better than none", "a - 2.6", ["a 2.6"]),
    ("a scorecard counts before prose", "a 2023-09-06 2.6 prose \n a 2023-09-06 2.8", ["a 2.8"]),
    ("... and before a list", "a 2023-09-06 2.61 list \n a 2023-09-06 2.6", ["a 2.6"]),
    ("... but not before a later paper", "a 2023-09-06 2.6 \n b 2023-12-06 2.8 prose", ["b 2.8"]),
    ("the more precise printing counts", "a 2023-09-06 2.6 \n a 2023-09-06 2.61", ["a 2.61"]),
    ("... but what another paper bears out before it", "a 2023-06-07 2.6 \n b 2023-09-06 9.75 \n b 2023-09-06 2.6", ["b 2.6"]),
    ("... in another paper of the day too", "a 2023-06-07 2.6 \n b 2023-09-06 9.75 \n c 2023-09-06 2.6", ["c 2.6"]),
    ("... of two the one that more bear out", "a 2023-06-07 2.6 \n b 2023-06-07 2.6 \n c 2023-06-07 9.75 \n"
     " d 2023-09-06 9.75 \n e 2023-09-06 2.6", ["e 2.6"]),
    ("... not what its own paper repeats", "b 2023-09-06 9.75 \n c 2023-09-06 2.6 \n c 2023-09-06 2.6", ["b 9.75"]),
    ("... but a scorecard may revise it", "a 2023-06-07 2.6 \n b 2023-09-06 9.75 \n b 2023-09-06 2.6 list", ["b 9.75"]),
    ("a closing zero is precision", "a 2023-09-06 3 \n a 2023-09-06 3.0", ["a 3.0"]),
    ("a doubted printing comes after its equals", "a 2023-09-06 2.61 doubted \n a 2023-09-06 2.7 prose", ["a 2.7"]),
    ("... in another paper of the day too", "a 2023-09-06 2.6 doubted \n b 2023-09-06 2.8", ["b 2.8"]),
    ("... but not after older ones", "a 2023-09-06 2.6 \n b 2023-12-06 2.8 doubted", ["b 2.8 flagged"]),
    ("a settled doubt is none", "a 2023-09-06 2.61 settled \n a 2023-09-06 2.7 prose", ["a 2.61"]),
    ("a note is no doubt", "a 2023-09-06 2.61 noted", ["a 2.61"]),
    ("papers of one day: by document", "b 2023-09-06 2.6 \n a 2023-09-06 2.8", ["a 2.8"]),
    ("a later blank hides nothing", "a 2023-09-06 2.6 \n b 2023-12-06 -", ["a 2.6 later:missing"]),
    ("nor what cannot be read", "a 2023-09-06 2.6 \n b 2023-12-06 - unreadable", ["a 2.6 later:unreadable"]),
    ("nor a change of method", "a 2023-09-06 2 \n b 2023-12-06 - not_comparable", ["a 2 later:not_comparable"]),
    ("an earlier reason is over", "a 2023-09-06 - not_yet_available \n b 2023-12-06 2.6", ["b 2.6"]),
    ("the latest reason where no figure is", "a 2023-09-06 - not_yet_available \n b 2023-12-06 -", ["b missing"]),
    ("without a period it stays out", "a 2023-09-06 2.6 undated", []),
    ("target and outturn are two", "a 2023-09-06 2.6 \n a 2023-09-06 3 target", ["a 2.6", "a 3"]),
    ("comparators are told apart", "a 2023-09-06 2 England \n a 2023-09-06 3 Region", ["a 2", "a 3"]),
    ("... each with its latest", "a 2023-09-06 2 England \n b 2023-12-06 4 England \n b 2023-12-06 3 Region",
     ["b 4", "b 3"]),
    ("... and from one without a name", "a 2023-09-06 2 England \n a 2023-09-06 3 benchmark", ["a 2", "a 3"]),
    ("other qualifiers are no key", "a 2023-09-06 2.6 cumulative \n b 2023-12-06 2.8", ["b 2.8"]),
]  # fmt: skip


@pytest.mark.parametrize(("description", "scenario", "expected"), SERIES, ids=[row[0] for row in SERIES])
def test_series(con: DuckDBPyConnection, description: str, scenario: str, expected: list[str]) -> None:
    fill(con, scenario)
    assert sorted(shown(con, "series")) == sorted(expected), description


def shown(con: DuckDBPyConnection, source: str) -> list[str]:
    rows = con.execute(
        f"SELECT document_id, value IS NULL, raw, status, flagged, later_status FROM {source} ORDER BY ALL"
    ).fetchall()
    return [
        " ".join([document, status if blank else raw, *["flagged"] * flagged, *([f"later:{later}"] if later else [])])
        for document, blank, raw, status, flagged, later in rows
    ]


KNOWN = "a 2023-09-06 2.6 \n b 2023-12-06 2.8 \n c 2024-03-06 - not_comparable \n d - 9.9"
AS_KNOWN_ON = [
    ("before any paper", "2023-09-05", []),
    ("on the day of the meeting", "2023-09-06", ["a 2.6"]),
    ("between two papers", "2023-12-05", ["a 2.6"]),
    ("after the second", "2023-12-06", ["b 2.8"]),
    ("after a change of method", "2024-03-06", ["b 2.8 later:not_comparable"]),
    ("today", "infinity", ["b 2.8 later:not_comparable"]),
]


@pytest.mark.parametrize(("description", "day", "expected"), AS_KNOWN_ON, ids=[row[0] for row in AS_KNOWN_ON])
def test_as_known_on(con: DuckDBPyConnection, description: str, day: str, expected: list[str]) -> None:
    fill(con, KNOWN)
    assert shown(con, f"as_known_on('{day}')") == expected, description
    assert shown(con, f"as_known_on(DATE '{day}')") == expected, description


def test_a_figure_without_an_indicator_stays_out(con: DuckDBPyConnection) -> None:
    load(con, paper("a", "2023-09-06", [observation("a", 1, value="2.6")]))
    assert con.execute("FROM series").fetchall() == []


REVISION = [
    ("a different figure", "a 2023-09-06 2.6 \n b 2023-12-06 2.8", ["a 2.6", "b 2.8 revised"]),
    ("the oldest paper comes first", "b 2023-09-06 2.6 \n a 2023-12-06 2.8", ["b 2.6", "a 2.8 revised"]),
    ("rounded to the coarser printing", "a 2023-09-06 65.91 \n b 2023-12-06 65.9", []),
    ("... in either order", "a 2023-09-06 65.9 \n b 2023-12-06 65.91", []),
    ("... not to a finer one", "a 2023-09-06 65.91 \n b 2023-12-06 65.90", ["a 65.91", "b 65.90 revised"]),
    ("... up", "a 2023-09-06 65.96 \n b 2023-12-06 66.0", []),
    ("... not down", "a 2023-09-06 65.96 \n b 2023-12-06 65.9", ["a 65.96", "b 65.9 revised"]),
    ("a last 5 may go either way", "a 2023-09-06 65.85 \n b 2023-12-06 65.8 \n c 2024-03-06 65.9",
     ["a 65.85", "b 65.8", "c 65.9 revised"]),
    ("whole numbers", "a 2023-09-06 65.4 \n b 2023-12-06 65", []),
    ("the full six decimals", "a 2023-09-06 0.000001 \n b 2023-12-06 0.000002",
     ["a 0.000001", "b 0.000002 revised"]),
    ("large figures", "a 2023-09-06 12345678901234.1 \n b 2023-12-06 12345678901234.2",
     ["a 12345678901234.1", "b 12345678901234.2 revised"]),
    ("the same figure", "a 2023-09-06 2.6 \n b 2023-12-06 2.6", []),
    ("papers of one day do not revise", "a 2023-09-06 2.6 \n b 2023-09-06 2.8", []),
    ("one paper does not revise itself", "a 2023-09-06 2.6 \n a 2023-09-06 2.8 list", []),
    ("a reason is no figure", "a 2023-09-06 2.6 \n b 2023-12-06 - not_comparable", []),
    ("every paper that prints it is listed", "a 2023-09-06 2.6 \n b 2023-12-06 2.6 \n c 2024-03-06 2.8",
     ["a 2.6", "b 2.6", "c 2.8 revised"]),
    ("a paper without a date is the oldest", "a 2023-09-06 2.6 \n b - 2.8", ["b 2.8", "a 2.6 revised"]),
    ("comparators are told apart", "a 2023-09-06 2 England \n b 2023-12-06 3 Region", []),
    ("... and revised", "a 2023-09-06 2 England \n b 2023-12-06 3 England", ["a 2", "b 3 revised"]),
]  # fmt: skip


@pytest.mark.parametrize(("description", "scenario", "expected"), REVISION, ids=[row[0] for row in REVISION])
def test_revision(con: DuckDBPyConnection, description: str, scenario: str, expected: list[str]) -> None:
    fill(con, scenario)
    rows = con.execute("SELECT document_id, raw, revised, edition FROM revision").fetchall()
    assert [" ".join([name, raw, *["revised"] * revised]) for name, raw, revised, _ in rows] == expected, description
    assert [edition for *_, edition in rows] == list(range(1, len(rows) + 1))


AGREEMENT = [
    ("135000", -3, "135400", 0, True),
    ("135000", -3, "135501", 0, False),
    ("-2.6", 1, "-2.64", 2, True),
    ("-2.6", 1, "2.6", 1, False),
    ("99999999999999.999999", 6, "-99999999999999.999999", 6, False),
]


@pytest.mark.parametrize("row", AGREEMENT, ids=str)
def test_agreement(con: DuckDBPyConnection, row: tuple[str, int, str, int, bool]) -> None:
    value, decimals, other, other_decimals, agree = row
    sql = "SELECT agrees(?::DECIMAL(20,6), ?, ?::DECIMAL(20,6), ?)"
    assert con.execute(sql, [value, decimals, other, other_decimals]).fetchall() == [(agree,)]
    assert con.execute(sql, [other, other_decimals, value, decimals]).fetchall() == [(agree,)]


def test_decimals_that_nobody_recorded_are_those_of_the_value(con: DuckDBPyConnection) -> None:
    load(con, paper("a", "2023-09-06", [observation("a", 1, value="65.90", decimals=None)]))
    load(con, paper("b", "2023-12-06", [observation("b", 1, value="65.91", decimals=None)]))
    assign(con, *register("a", "b"))
    assert con.execute("FROM revision").fetchall() == []
    assert con.execute("SELECT decimals FROM printing ORDER BY 1").fetchall() == [(1,), (2,)]


def test_series_says_where_a_figure_comes_from(con: DuckDBPyConnection) -> None:
    row = observation(
        "a", 1, value="1.3", numerator=Decimal(96), denominator=Decimal(7459), x0=1, top=2, x1=3, bottom=4
    )
    load(con, paper("a", "2023-09-06", [row]))
    assign(con, *register("a"))
    (found,) = con.execute(
        "SELECT council, code, name, period_end, numerator, denominator, path, page, observation_id, "
        "[x0, top, x1, bottom] FROM series"
    ).fetchall()
    assert found == (
        "Dudley", "PI.1", "Average re-let time", date(2023, 6, 30), Decimal(96), Decimal(7459), "a.pdf", 1, "a-1",
        [1, 2, 3, 4],
    )  # fmt: skip


def test_coverage(con: DuckDBPyConnection) -> None:
    for name, period in (("a", "2023-24 Q1"), ("b", "2023-24 Q1"), ("c", "2023-24 Q2")):
        load(con, paper(name, "2023-09-06", [observation(name, 1, value="1")], [finding(name, 1, 1)], period=period))
    load(con, paper("d", None, council=None))
    assign(con, *register("a", "b", "c"))
    assert con.execute(
        "SELECT council, period, papers, indicators, observations, findings FROM coverage"
    ).fetchall() == [
        ("Dudley", "2023-24 Q1", 2, 1, 2, 2),
        ("Dudley", "2023-24 Q2", 1, 1, 1, 1),
        (None, None, 1, 0, 0, 0),
    ]
