"""What papers say of each other is the same in any order of loading, and a run does again only what has changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from duckdb import DuckDBPyConnection

from extract.checks import settle_across
from extract.warehouse import as_first_read, assign, load, settle
from schemas.records import Correction, Facts, PageRead
from schemas.series import PaperFigure, Settlement

from .papers import everything, finding, observation, paper, register

UNIT = {"unit": "percent"}


def clear(name: str, meeting: str, value: str) -> Facts:
    return paper(name, meeting, [observation(name, 1, value=value, raw=f"{value}%", **UNIT)])


def scan(name: str, meeting: str, raw: str, value: str | None) -> Facts:
    status = "reported" if value else "unreadable"
    row = observation(name, 1, value=value, raw=raw, **UNIT).model_copy(update={"status": status})
    doubts = [] if value else [finding(name, 1, 1, check_name="unread_cell")]
    facts = paper(name, meeting, [row], doubts)
    return facts.model_copy(update={"pages": [PageRead(document_id=name, page=1, reader="ocr")]})


PAPERS = [
    clear("first", "2023-09-01", "85.2"),
    scan("scan", "2023-10-01", "85..2%", None),
    scan("blot", "2023-11-01", "852%", "852"),
    clear("last", "2023-12-01", "85.2"),
]


def matched(con: DuckDBPyConnection, names: Sequence[str], asked: list[int] | None = None) -> None:
    """What a run does once its papers are loaded."""

    def decide(figures: Sequence[PaperFigure]) -> Settlement:
        if asked is not None:
            asked.append(len(figures))
        return settle_across(figures)

    as_first_read(con)
    assign(con, *register(*names))
    settle(con, "1", decide)


def value(con: DuckDBPyConnection, name: str) -> Any:
    return con.execute("SELECT value, status FROM observation WHERE document_id = ?", [name]).fetchall()[0]


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_any_order_of_loading_one_run_a_paper_or_one_for_all(con: DuckDBPyConnection, order: tuple[int, ...]) -> None:
    for facts in PAPERS:
        load(con, facts)
    matched(con, [f.document.document_id for f in PAPERS])
    together = everything(con)
    for (table,) in con.execute("SELECT table_name FROM duckdb_tables() WHERE table_name <> 'meta'").fetchall():
        con.execute(f"DELETE FROM {table}")
    loaded: list[str] = []
    for n in order:
        load(con, PAPERS[n])
        loaded.append(PAPERS[n].document.document_id)
        matched(con, sorted(loaded))
    apart = everything(con)
    for database in (together, apart):
        database["indicator_alias"].sort()
    assert apart == together
    assert value(con, "scan") == (Decimal("85.2"), "reported")
    assert value(con, "blot") == (Decimal("85.2"), "reported")


def test_a_repair_answers_the_warning_and_goes_when_its_witness_goes(con: DuckDBPyConnection) -> None:
    load(con, PAPERS[1])
    load(con, PAPERS[0])
    matched(con, ["first", "scan"])
    severities = "SELECT check_name, severity FROM finding ORDER BY 1"
    assert con.execute(severities).fetchall() == [("repair", "info"), ("unread_cell", "info")]
    load(con, clear("first", "2023-09-01", "71.4"))
    matched(con, ["first", "scan"])
    assert con.execute(severities).fetchall() == [("other_paper", "warning"), ("unread_cell", "warning")]
    assert value(con, "scan") == (None, "unreadable")


def test_only_what_has_changed_is_asked_again(con: DuckDBPyConnection) -> None:
    asked: list[int] = []
    load(con, PAPERS[0])
    load(con, PAPERS[1])
    matched(con, ["first", "scan"], asked)
    before = everything(con)
    matched(con, ["first", "scan"], asked)
    assert (asked, everything(con)) == ([2], before)
    load(con, PAPERS[1])
    matched(con, ["first", "scan"], asked)
    assert (asked, everything(con)) == ([2, 2], before)


def test_a_repair_that_a_person_rejects_is_taken_back_for_good(con: DuckDBPyConnection) -> None:
    for facts in PAPERS[:2]:
        load(con, facts)
    matched(con, ["first", "scan"])
    con.execute("UPDATE finding SET state = 'rejected' WHERE check_name = 'repair'")
    for again in (False, True):
        if again:
            load(con, PAPERS[1])
        matched(con, ["first", "scan"])
        assert value(con, "scan") == (None, "unreadable")


def test_what_a_person_says_is_printed_stands(con: DuckDBPyConnection) -> None:
    for facts in PAPERS[:2]:
        load(con, facts)
    con.execute("UPDATE observation SET value = 90 WHERE document_id = 'scan'")
    decided = Correction(
        row_table="observation", row_id="scan-1", column_name="value", document_id="scan", after="90", who="A. Analyst",
        decided=date(2026, 3, 2), why="asked",
    )  # fmt: skip
    columns = ", ".join(Correction.model_fields)
    marks = ", ".join("?" for _ in Correction.model_fields)
    con.execute(f"INSERT INTO correction ({columns}) VALUES ({marks})", list(dict(decided).values()))
    matched(con, ["first", "scan"])
    assert value(con, "scan")[0] == 90


def test_a_withdrawn_paper_is_no_witness(con: DuckDBPyConnection) -> None:
    for facts in PAPERS[:2]:
        load(con, facts)
    con.execute("UPDATE document SET withdrawn = true WHERE document_id = 'first'")
    matched(con, ["first", "scan"])
    assert value(con, "scan") == (None, "unreadable")
