from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from duckdb import DuckDBPyConnection

from extract.warehouse import RecordsRefused, assign, load, printed_names
from schemas.names import PrintedFigure, PrintedName

from .papers import LABEL, alias, everything, full_paper, observation, paper, register


def test_a_printed_name_comes_with_its_evidence(con: DuckDBPyConnection) -> None:
    rows = [
        observation("a", 1, value="65.9", unit="days"),
        observation("a", 2, value="65.9", unit="days", page=4),
        observation("a", 3, value="60", unit="days", measure="target", period="2023-24"),
        observation("a", 4, value="70", unit="number", measure="benchmark", qualifier="England"),
        observation("a", 5, value="3", period=None),
        observation("a", 6, status="not_yet_available", period="2023-24 Q2"),
    ]
    load(con, paper("a", "2023-09-06", rows, scorecard_pages=(1, 2)))
    assert printed_names(con) == [
        PrintedName(
            document_id="a",
            council="Dudley",
            meeting_date=date(2023, 9, 6),
            code="PI.1",
            label=LABEL,
            unit="days",
            polarity="smaller_is_better",
            heading="Homes",
            figures=(
                PrintedFigure("outturn", "2023-24 Q1", Decimal("65.900000")),
                PrintedFigure("target", "2023-24", Decimal("60.000000")),
            ),
        )
    ]


def test_names_without_a_code_or_a_figure_are_names_too(con: DuckDBPyConnection) -> None:
    bare = observation("a", 1, value="1", indicator_code=None, indicator_label="Under 18s")
    load(con, paper("a", "2023-09-06", [bare], scorecard_pages=(1,)))
    assert [(name.code, name.label, len(name.figures)) for name in printed_names(con)] == [
        ("PI.1", LABEL, 0),
        (None, "Under 18s", 1),
    ]


@pytest.mark.parametrize(
    ("description", "given", "expected"),
    [
        ("code and label", {}, "relet"),
        ("accepted by a person", {"decision": "accepted"}, "relet"),
        ("waits for a person", {"decision": "review"}, None),
        ("rejected by a person", {"decision": "rejected"}, None),
        ("another code", {"code": "PI.2"}, None),
        ("no code", {"code": None}, None),
        ("another label", {"label": "Re-let time"}, None),
        ("another paper", {"document_id": "elsewhere"}, None),
    ],
)
def test_decided_aliases_give_the_indicator(
    con: DuckDBPyConnection, description: str, given: dict[str, str | None], expected: str | None
) -> None:
    load(con, full_paper())
    indicators, _ = register()
    assign(con, indicators, [alias("full", "relet").model_copy(update=given)])
    for table in ("observation", "assessment", "commentary"):
        assert con.execute(f"SELECT DISTINCT indicator_id FROM {table}").fetchall() == [(expected,)], description


def test_a_name_without_a_code_is_matched_too(con: DuckDBPyConnection) -> None:
    load(con, paper("a", "2023-09-06", [observation("a", 1, value="1", indicator_code=None)]))
    assign(con, register()[0], [alias("a", "relet", code=None)])
    assert con.execute("SELECT indicator_id FROM observation").fetchall() == [("relet",)]


def test_a_new_register_replaces_the_old(con: DuckDBPyConnection) -> None:
    load(con, full_paper("a"))
    load(con, full_paper("b"))
    assign(con, *register("a", "b"))
    assign(con, *register("b", indicator_id="second"))
    rows = con.execute("SELECT DISTINCT document_id, indicator_id FROM observation ORDER BY 1").fetchall()
    assert rows == [("a", None), ("b", "second")]
    assert con.execute("SELECT indicator_id FROM indicator").fetchall() == [("second",)]
    before = everything(con)
    assign(con, *register("b", indicator_id="second"))
    assert everything(con) == before


def test_a_register_that_contradicts_itself_changes_nothing(con: DuckDBPyConnection) -> None:
    load(con, full_paper())
    assign(con, *register("full"))
    before = everything(con)
    indicators, aliases = register("full")
    with pytest.raises(RecordsRefused, match=r"'PI\.1 Average re-let time' of document full is given 2 indicators"):
        assign(con, indicators, [*aliases, alias("full", "other")])
    with pytest.raises(RecordsRefused, match="duplicate key"):
        assign(con, [*indicators, *indicators], aliases)
    assert everything(con) == before
