"""The printed names that wait for an indicator, and the indicators that they are given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from importlib.resources import files

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


def printed_names(con: DuckDBPyConnection) -> list[PrintedName]:
    """Every name as a paper prints it, with the evidence beside it, in a stable order.

    The unit is the one most of its figures have; polarity and heading are the first that its scorecard rows
    give.  Benchmarks are no figures of the name: they are other bodies' results.  Neither findings nor
    earlier matches play a part, so that the same papers always give the same names.
    """
    columns = [name for name in PrintedName.model_fields if name not in ("rows", "figures")]
    rows = con.execute(PRINTED_NAMES).fetchall()
    return [
        PrintedName(
            **dict(zip(columns, fields, strict=True)),
            figures=tuple(PrintedFigure(f["measure"], f["period"], f["value"]) for f in figures or ()),
        )
        for *fields, figures in rows
    ]


def assign(con: DuckDBPyConnection, indicators: Sequence[Indicator], aliases: Sequence[IndicatorAlias]) -> None:
    """Put a register in place of the old one, and give every row of a known name its indicator.

    A name is known where its alias says `auto` or `accepted`; rows of other names belong to none.
    Raises `RecordsRefused`, and then nothing has changed.
    """
    _refuse_ambiguous(aliases)
    try:
        with transaction(con):
            for table in ("indicator", "indicator_alias"):
                con.execute(f"DELETE FROM {table}")
            insert(con, indicators)
            insert(con, aliases)
            _release_unknown(con)
            apply_aliases(con)
    except (duckdb.IntegrityError, duckdb.DataError) as error:
        raise RecordsRefused(f"The indicators were not assigned: {error}") from error


def apply_aliases(con: DuckDBPyConnection, document_id: str | None = None) -> None:
    """Give the rows of one paper, or of all, the indicators of the register; call it inside a transaction."""
    for table in NAMED:
        con.execute(
            f"""
            UPDATE {table} AS named SET indicator_id = alias.indicator_id
            FROM indicator_alias AS alias
            WHERE {ALIAS_OF} AND named.indicator_id IS DISTINCT FROM alias.indicator_id
                AND named.document_id = coalesce(?, named.document_id)
            """,
            [document_id],
        )


def _release_unknown(con: DuckDBPyConnection) -> None:
    for table in NAMED:
        con.execute(
            f"""
            UPDATE {table} AS named SET indicator_id = NULL
            WHERE indicator_id IS NOT NULL AND NOT EXISTS (FROM indicator_alias AS alias WHERE {ALIAS_OF})
            """
        )


def _refuse_ambiguous(aliases: Sequence[IndicatorAlias]) -> None:
    """Two decided aliases of one printed name would leave to chance which of them counts."""
    decided = [(alias.document_id, alias.code, alias.label) for alias in aliases if alias.decision in DECIDED]
    for (document_id, code, label), times in Counter(decided).items():
        if times > 1:
            name = " ".join(part for part in (code, label) if part)
            raise RecordsRefused(f"The name {name!r} of document {document_id} is given {times} indicators.")
