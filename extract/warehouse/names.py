"""The printed names that wait for an indicator, and the indicators that they are given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from importlib.resources import files
from typing import NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

from extract.warehouse.database import transaction
from extract.warehouse.errors import RecordsRefused
from extract.warehouse.insert import insert
from schemas.names import PrintedFigure, PrintedName
from schemas.records import Indicator, IndicatorAlias

NAMED = ("observation", "assessment", "commentary")
"""The tables whose rows belong to an indicator."""
DECIDED = ("auto", "accepted")
"""The decisions that give a name its indicator."""
ALIAS_OF = """
    alias.document_id = named.document_id
    AND alias.code IS NOT DISTINCT FROM named.indicator_code
    AND alias.label = named.indicator_label
    AND alias.decision IN ('auto', 'accepted')
"""
"""The alias that gives a row its indicator."""
PRINTED_NAMES = files(__package__).joinpath("names.sql").read_text(encoding="utf-8")
NAME_PRINTS = files(__package__).joinpath("name_prints.sql").read_text(encoding="utf-8")
MATCHED = "matched "
"""What a mark in `meta` begins with: the rest is the council whose names were matched."""


class NamePrint(NamedTuple):
    """What a paper's names are matched by, in a word that changes whenever any of it changes."""

    document_id: str
    council: str | None
    mark: str


def name_prints(con: DuckDBPyConnection) -> list[NamePrint]:
    """The print of every paper."""
    return [NamePrint(*row) for row in con.execute(NAME_PRINTS).fetchall()]


def matched(con: DuckDBPyConnection) -> dict[str, str]:
    """The marks that the last matching of each council left."""
    rows = con.execute("SELECT name, value FROM meta WHERE starts_with(name, ?)", [MATCHED]).fetchall()
    return {name.removeprefix(MATCHED): mark for name, mark in rows}


def printed_names(con: DuckDBPyConnection, papers: Collection[str] | None = None) -> list[PrintedName]:
    """Every name as a paper prints it, with the evidence beside it, in a stable order; of all papers, or of some.

    The unit is the one most of its figures have; polarity and heading are the first that its scorecard rows
    give.  Benchmarks are no figures of the name: they are other bodies' results.  Neither findings nor
    earlier matches play a part, so that the same papers always give the same names.
    """
    columns = [name for name in PrintedName.model_fields if name not in ("rows", "figures")]
    rows = con.execute(PRINTED_NAMES, {"papers": None if papers is None else sorted(papers)}).fetchall()
    return [
        PrintedName(
            **dict(zip(columns, fields, strict=True)),
            figures=tuple(PrintedFigure(f["measure"], f["period"], f["value"]) for f in figures or ()),
        )
        for *fields, figures in rows
    ]


def assign(
    con: DuckDBPyConnection,
    indicators: Sequence[Indicator],
    aliases: Sequence[IndicatorAlias],
    papers: Collection[str] | None = None,
    marks: Mapping[str, str] | None = None,
) -> None:
    """Put indicators and aliases in place of those of the papers, or of all, and give every row its indicator.

    A name is known where its alias says `auto` or `accepted`; rows of other names belong to none.  `marks` say of each
    council what it was matched by.  Raises `RecordsRefused`, and then nothing has changed.
    """
    _refuse_ambiguous(aliases)
    try:
        with transaction(con):
            _forget(con, papers)
            insert(con, indicators)
            insert(con, aliases)
            _release_unknown(con, papers)
            apply_aliases(con, papers)
            if marks is not None:
                con.execute("DELETE FROM meta WHERE starts_with(name, ?)", [MATCHED])
                rows = [[MATCHED + council for council in marks], list(marks.values())]
                con.execute("INSERT INTO meta SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[])", rows)
    except (duckdb.IntegrityError, duckdb.DataError) as error:
        raise RecordsRefused(f"The indicators were not assigned: {error}") from error


def _forget(con: DuckDBPyConnection, papers: Collection[str] | None) -> None:
    """Take out the indicators and aliases of the papers; those of papers that are gone, too."""
    if papers is None:
        con.execute("DELETE FROM indicator")
        con.execute("DELETE FROM indicator_alias")
        return
    con.execute(
        "DELETE FROM indicator_alias WHERE list_contains(?, document_id)"
        " OR document_id NOT IN (SELECT document_id FROM document)",
        [sorted(papers)],
    )
    con.execute(
        "DELETE FROM indicator WHERE indicator_id NOT IN (SELECT coalesce(indicator_id, '') FROM indicator_alias)"
    )


def apply_aliases(con: DuckDBPyConnection, papers: Collection[str] | None = None) -> None:
    """Give the rows of the papers, or of all, their indicators; call it inside a transaction."""
    for table in NAMED:
        con.execute(
            f"""
            UPDATE {table} AS named SET indicator_id = alias.indicator_id
            FROM indicator_alias AS alias
            WHERE {ALIAS_OF} AND named.indicator_id IS DISTINCT FROM alias.indicator_id
                AND ($papers IS NULL OR named.document_id IN (SELECT unnest($papers::VARCHAR[])))
            """,
            {"papers": None if papers is None else sorted(papers)},
        )


def _release_unknown(con: DuckDBPyConnection, papers: Collection[str] | None) -> None:
    for table in NAMED:
        con.execute(
            f"""
            UPDATE {table} AS named SET indicator_id = NULL
            WHERE indicator_id IS NOT NULL AND NOT EXISTS (FROM indicator_alias AS alias WHERE {ALIAS_OF})
                AND ($papers IS NULL OR named.document_id IN (SELECT unnest($papers::VARCHAR[])))
            """,
            {"papers": None if papers is None else sorted(papers)},
        )


def _refuse_ambiguous(aliases: Sequence[IndicatorAlias]) -> None:
    """Two decided aliases of one printed name would leave to chance which of them counts."""
    decided = [(alias.document_id, alias.code, alias.label) for alias in aliases if alias.decision in DECIDED]
    for (document_id, code, label), times in Counter(decided).items():
        if times > 1:
            name = " ".join(part for part in (code, label) if part)
            raise RecordsRefused(f"The name {name!r} of document {document_id} is given {times} indicators.")
