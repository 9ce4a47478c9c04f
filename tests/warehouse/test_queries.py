from __future__ import annotations

from decimal import Decimal

import pytest
from duckdb import DuckDBPyConnection

from extract.warehouse import Summary, assign, find_indicators, findings, history, load, summary
from extract.warehouse.queries import likeness
from schemas.records import Indicator

from .papers import alias, finding, full_paper, observation, paper, register


def test_summary(con: DuckDBPyConnection) -> None:
    assert summary(con).documents == 0
    load(con, full_paper())
    load(con, paper("text", None, pages=None))
    assign(con, *register("full"))
    assert summary(con) == Summary(
        documents=2,
        pages=2,
        observations=3,
        commentary=1,
        indicators=1,
        findings={"error": 0, "warning": 1, "info": 1},
        tables={"read": 1, "set_aside": 0, "not_understood": 0},
    )


def test_history_is_in_order_of_time(con: DuckDBPyConnection) -> None:
    rows = [
        observation("a", 1, value="3", period="2023-24 Q2", period_start="2023-07-01"),
        observation("a", 2, value="2"),
        observation("a", 3, value="4", measure="target"),
        observation("a", 4, value="9", indicator_label="Another"),
    ]
    load(con, paper("a", "2023-12-06", rows))
    assign(con, *register("a"))
    shown = [(row.period, row.measure, row.value, row.path, row.page) for row in history(con, "relet")]
    assert shown == [
        ("2023-24 Q1", "outturn", Decimal(2), "a.pdf", 1),
        ("2023-24 Q1", "target", Decimal(4), "a.pdf", 1),
        ("2023-24 Q2", "outturn", Decimal(3), "a.pdf", 1),
    ]
    assert history(con, "nothing") == []


FINDINGS = [
    ("all that are open, worst first", {}, ["b-f1", "a-f2", "a-f1", "b-f2", "a-f3"]),
    ("by severity", {"severity": "warning"}, ["a-f2", "a-f1", "b-f2"]),
    ("by state", {"state": "rejected"}, ["a-f4"]),
    ("in any state", {"state": None, "severity": "error"}, ["a-f4", "b-f1"]),
    ("by check", {"check_name": "trend"}, ["a-f2"]),
    ("by a part of the path", {"paper": "B.P"}, ["b-f1", "b-f2"]),
    ("by document", {"paper": "a"}, ["a-f2", "a-f1", "a-f3"]),
    ("by council", {"council": "sandwell"}, ["b-f1", "b-f2"]),
    ("by indicator", {"indicator_id": "relet"}, ["a-f1"]),
    ("some", {"limit": 2}, ["b-f1", "a-f2"]),
    ("none", {"council": "%"}, []),
]


@pytest.mark.parametrize(("description", "filters", "expected"), FINDINGS, ids=[row[0] for row in FINDINGS])
def test_findings(con: DuckDBPyConnection, description: str, filters: dict[str, str], expected: list[str]) -> None:
    first = [
        finding("a", 1, 1, page=3),
        finding("a", 2, check_name="trend"),
        finding("a", 3, severity="info"),
        finding("a", 4, severity="error", state="rejected"),
    ]
    load(con, paper("a", "2023-09-06", [observation("a", 1, value="1")], first))
    second = [finding("b", 1, severity="error"), finding("b", 2)]
    load(con, paper("b", "2023-06-06", findings=second, council="Sandwell"))
    assign(con, *register("a"))
    assert [row.finding_id for row in findings(con, **filters)] == expected, description  # type: ignore[arg-type]


NAMES = {
    "PI.120": "Children in care with three or more placements",
    "PI.45": "Working days lost per full-time employee due to sickness absence",
    "PI.46": "Working days lost, long-term",
    "NI.192": "Household waste sent for reuse, recycling and composting",
}
SEARCHES = [
    ("a code however it is written", "pi 120", ["PI.120"]),
    ("words in any order", "sickness working", ["PI.45"]),
    ("a misspelt word", "recyling", ["NI.192"]),
    ("the beginning of a word", "compost", ["NI.192"]),
    ("an old name", "looked after", ["PI.120"]),
    ("the shorter name first", "working days lost", ["PI.46", "PI.45"]),
    ("a whole name", "Working days lost per full-time employee due to sickness absence", ["PI.45"]),
    ("every word must be there", "working nights", []),
    ("a number is not like another", "pi 121", []),
    ("nothing", " ", []),
]


@pytest.mark.parametrize(("description", "words", "expected"), SEARCHES, ids=[row[0] for row in SEARCHES])
def test_find_indicators(con: DuckDBPyConnection, description: str, words: str, expected: list[str]) -> None:
    indicators = [Indicator(indicator_id=code, code=code, name=name, council="Dudley") for code, name in NAMES.items()]
    old = alias("a", "PI.120", code="PI.120", label="Looked after children with 3+ placements")
    no = alias("a", "PI.45", label="Looked after by nobody", decision="rejected")
    assign(con, indicators, [old, no])
    assert [hit.code for hit in find_indicators(con, words)] == expected, description
    assert [hit.code for hit in find_indicators(con, words, council="DUDLEY")] == expected
    assert find_indicators(con, words, council="Sandwell") == []


def test_a_name_found_says_which_printing_it_was_found_in(con: DuckDBPyConnection) -> None:
    assign(con, register()[0], [alias("a", "relet", label="Void turnaround")])
    (hit,) = find_indicators(con, "void")
    assert (hit.name, hit.matched) == ("Average re-let time", "Void turnaround")


def test_likeness_is_100_for_the_name_itself() -> None:
    assert likeness("PI 120", "PI.120") == 100
    assert likeness("days lost", "Working days lost") < 100
