"""The papers of the corpus, loaded one by one in several orders, always end in the same, right identities."""

from __future__ import annotations

import json
import random
import tomllib
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from extract.facts import identity
from extract.indicators import Register, load_register, match
from extract.values import parse_period
from extract.warehouse import assign, load, open_database, printed_names
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
        assign(con, *match(printed_names(con), register))
    return con


@pytest.mark.parametrize("register", [Register(), REGISTER], ids=["rules", "register"])
def test_any_order_of_loading_gives_the_same_identities(register: Register) -> None:
    wanted = "SELECT * FROM indicator_alias ORDER BY ALL", "SELECT * FROM indicator ORDER BY ALL"
    orders = [list(papers()), list(papers())[::-1], random.Random(5).sample(papers(), len(papers()))]
    results = []
    for order in orders:
        con = loaded(order, register)
        results.append([con.execute(sql).fetchall() for sql in wanted])
        con.close()
    assert results[1] == results[0]
    assert results[2] == results[0]


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
