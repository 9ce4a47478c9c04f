"""A new paper has only its own council matched again, and leaves what matching everything anew would leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

import pytest
from duckdb import DuckDBPyConnection

from extract.indicators import Register, match
from extract.run import identify as module
from extract.run.identify import identify
from extract.warehouse import load, open_database
from schemas.names import PrintedName
from schemas.records import Document, Facts, Indicator, IndicatorAlias, Observation

Matched = list[set[str | None]]


def paper(name: str, council: str | None, day: int = 1, label: str = "Calls answered", value: str = "81.2") -> Facts:
    """A paper that prints one figure."""
    figure = Observation(
        observation_id=f"{name}-1", document_id=name, page=1, source="table", indicator_label=label, measure="outturn",
        period="2023-24 Q1", value=Decimal(value), status="reported", raw=value,
    )  # fmt: skip
    document = Document(document_id=name, path=f"{name}.pdf", council=council, meeting_date=date(2023, 9, day))
    return Facts(document=document, observations=[figure])


@pytest.fixture
def con() -> Iterator[DuckDBPyConnection]:
    connection = open_database(None)
    yield connection
    connection.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Matched:
    """The councils that were matched, call by call."""
    calls: Matched = []

    def watched(names: Sequence[PrintedName], register: Register) -> tuple[list[Indicator], list[IndicatorAlias]]:
        calls.append({name.council for name in names})
        return match(names, register)

    monkeypatch.setattr(module, "match", watched)
    return calls


def test_only_the_council_of_a_new_paper_is_matched_again(con: DuckDBPyConnection, asked: Matched) -> None:
    for facts in (paper("a", "Ashby"), paper("b", "Bexton"), paper("c", None)):
        load(con, facts)
    identify(con, Register())
    identify(con, Register())
    load(con, paper("d", "ASHBY", 2))
    identify(con, Register())
    assert asked == [{"Ashby", "Bexton", None}, {"Ashby", "ASHBY"}]


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        (paper("a", "Ashby"), []),
        (paper("a", "Ashby", value="81.9"), [{"Ashby"}]),
        (paper("a", "Ashby", day=9), [{"Ashby"}]),
        (paper("a", "Ashby", label="Letters answered"), [{"Ashby"}]),
        (paper("a", "Bexton"), [{"Bexton"}]),
    ],
    ids=["as before", "another figure", "another day", "another name", "another council"],
)
def test_a_paper_that_is_read_anew(con: DuckDBPyConnection, asked: Matched, again: Facts, expected: Matched) -> None:
    for facts in (paper("a", "Ashby"), paper("b", "Bexton")):
        load(con, facts)
    identify(con, Register())
    asked.clear()
    load(con, again)
    identify(con, Register())
    assert asked == expected
    assert con.execute("SELECT count(*) FROM observation WHERE indicator_id IS NULL").fetchone() == (0,)
    assert con.execute(
        "SELECT count(*) FROM indicator WHERE indicator_id NOT IN (SELECT indicator_id FROM observation)"
    ).fetchone() == (0,)


def test_a_changed_decision_counts_for_papers_of_long_ago(con: DuckDBPyConnection, asked: Matched) -> None:
    load(con, paper("a", "Ashby"))
    identify(con, Register())
    decided = {"council": "Ashby", "names": ["Calls answered"], "who": "A", "when": date(2026, 3, 2), "why": "a total"}
    identify(con, Register.model_validate({"no_indicator": [decided]}))
    assert con.execute("SELECT indicator_id FROM observation").fetchone() == (None,)
    identify(con, Register())
    assert con.execute("SELECT indicator_id IS NOT NULL FROM observation").fetchone() == (True,)
    assert len(asked) == 3


def test_a_decision_about_another_council_is_still_checked_when_nothing_is_new(con: DuckDBPyConnection) -> None:
    load(con, paper("a", "Ashby"))
    decided = {"council": "Ashby", "names": ["Trees planted"], "who": "A", "when": date(2026, 3, 2), "why": "a total"}
    register = Register.model_validate({"no_indicator": [decided]})
    first = identify(con, register)
    assert ["“Trees planted”" in finding.message for finding in first] == [True]
    assert identify(con, register) == first
