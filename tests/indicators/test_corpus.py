"""The papers of the corpus, loaded one by one in several orders, always end in the same, right identities."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.facts import identity
from extract.indicators import Register, load_register
from extract.run.identify import identify
from extract.values import parse_period
from extract.warehouse import load, open_database
from schemas.records import Document, Facts, Observation

CORPUS = Path(__file__).parents[2] / "corpus"
REGISTER = load_register(CORPUS / "register.toml")
TAKEN = ("page", "source", "indicator_code", "indicator_label", "measure", "period", "value", "unit", "status", "raw")


@cache
def papers() -> tuple[Facts, ...]:
    """What every paper prints, from its truth: reading the files again would take longer and prove no more."""
    return tuple(_facts(json.loads(path.read_text())) for path in sorted((CORPUS / "truth").glob("*.json")))


def _facts(truth: dict[str, object]) -> Facts:
    name, said, printed = truth["file"], truth["document"], truth["observations"]
    assert isinstance(name, str)
    assert isinstance(said, dict)
    assert isinstance(printed, list)
    document_id = identity(name)
    observations = []
    for number, row in enumerate(printed):
        period = parse_period(row["period"]) if row["period"] else None
        fields = {key: row[key] for key in TAKEN} | {
            "observation_id": f"{document_id}-{number}", "document_id": document_id,
            "period_start": period and period.start, "period_end": period and period.end,
            "raw": row["raw"] or "",
        }  # fmt: skip
        observations.append(Observation.model_validate(fields))
    document = Document(
        document_id=document_id, path=name, council=said["council"],
        meeting_date=date.fromisoformat(said["meeting_date"]),
    )  # fmt: skip
    return Facts(document=document, observations=observations)


def loaded(order: list[Facts], register: Register) -> DuckDBPyConnection:
    """A database into which the papers came one by one, each matched as it came."""
    con = open_database(None)
    for facts in order:
        load(con, facts)
        identify(con, register)
    return con


def identities(order: list[Facts], register: Register) -> list[list[tuple[Any, ...]]]:
    """All that matching leaves, and which indicator each figure was given."""
    con = loaded(order, register)
    found = _identities(con)
    con.close()
    return found


def _identities(con: DuckDBPyConnection) -> list[list[tuple[Any, ...]]]:
    wanted = ("FROM indicator_alias", "FROM indicator", "SELECT observation_id, indicator_id FROM observation")
    return [con.execute(f"{sql} ORDER BY ALL").fetchall() for sql in wanted]


@cache
def at_once(register_is_empty: bool) -> list[list[tuple[Any, ...]]]:
    """The identities where all papers are loaded before any name is matched."""
    con = open_database(None)
    for facts in papers():
        load(con, facts)
    identify(con, Register() if register_is_empty else REGISTER)
    found = _identities(con)
    con.close()
    return found


@pytest.mark.parametrize("register_is_empty", [True, False], ids=["rules", "register"])
@given(order=st.permutations(range(9)))
@settings(max_examples=5, deadline=None, derandomize=True)
def test_any_order_of_loading_gives_the_same_identities(register_is_empty: bool, order: list[int]) -> None:
    register = Register() if register_is_empty else REGISTER
    assert identities([papers()[number] for number in order], register) == at_once(register_is_empty)


def test_no_two_measures_are_joined() -> None:
    true = measures()
    con = loaded(list(papers()), REGISTER)
    joined: dict[str, set[str]] = {}
    aliases = con.execute("SELECT DISTINCT indicator_id, label FROM indicator_alias WHERE indicator_id IS NOT NULL")
    for indicator_id, label in aliases.fetchall():
        if label in true:
            joined.setdefault(indicator_id, set()).add(true[label])
    con.close()
    assert len(joined) > 50
    assert {indicator_id: of for indicator_id, of in joined.items() if len(of) > 1} == {}


def test_one_measure_is_one_series_through_its_names() -> None:
    con = loaded(list(papers()), REGISTER)
    found = con.execute(
        "SELECT DISTINCT indicator_id FROM indicator_alias WHERE code IN ('CS/LI 12', 'PI.118')"
    ).fetchall()
    names = con.execute("SELECT count(DISTINCT label) FROM indicator_alias WHERE indicator_id = ?", found[0]).fetchall()
    con.close()
    assert len(found) == 1
    assert names[0][0] >= 6


def test_breaks_are_two_pieces_of_one_series() -> None:
    con = loaded(list(papers()), REGISTER)
    ids = con.execute("SELECT indicator_id FROM indicator WHERE contains(indicator_id, '-from-')").fetchall()
    whole = {name for (name,) in con.execute("SELECT indicator_id FROM indicator").fetchall()}
    con.close()
    assert len(ids) == len(REGISTER.broken)
    assert all(name.partition("-from-")[0] in whole for (name,) in ids)


def measures() -> dict[str, str]:
    """Every name that the corpus gives a measure → the measure."""
    said = tomllib.loads((CORPUS / "generator" / "data" / "indicators.toml").read_text(encoding="utf-8"))
    return {name["name"]: key for key, about in said.items() for name in about.get("names", ())}
