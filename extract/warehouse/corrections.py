"""What people decided, written over what was read, so that taking a decision back brings the reading back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple, TypeVar

import duckdb
from duckdb import DuckDBPyConnection

from extract.warehouse.database import transaction
from extract.warehouse.errors import RecordsRefused
from extract.warehouse.insert import insert
from extract.warehouse.tables import NAMES, sql_type
from schemas.records import KEYS, TABLES, Correction, Document, Finding, Observation, Record

R = TypeVar("R", bound=Record)


class AsRead(NamedTuple):
    """A paper as it was read, without what people decided about it."""

    document: Document
    observations: list[Observation]
    doubts: list[Finding]
    """Open findings of severity error or warning."""


def correct(
    con: DuckDBPyConnection, beginnings: Sequence[str], decide: Callable[[list[AsRead]], Sequence[Correction]]
) -> None:
    """Put decisions in place of those of the last run; what was read comes back where none says otherwise.

    `decide` is handed the papers whose ids have one of these beginnings.  Raises `RecordsRefused`, and then nothing
    has changed.
    """
    try:
        with transaction(con):
            _write(con, _records(con, Correction, "true"), "before")
            con.execute("DELETE FROM correction")
            decided = decide(_as_read(con, beginnings))
            _write(con, decided, "after")
            insert(con, decided)
    except (duckdb.IntegrityError, duckdb.DataError) as error:
        raise RecordsRefused(f"The decisions were not applied: {error}") from error


def replace_findings(con: DuckDBPyConnection, checks: Collection[str], findings: Sequence[Finding]) -> None:
    """Put findings in place of all earlier ones of these checks; one that comes again keeps its state."""
    ours = [sorted(checks)]
    unique = {finding.finding_id: finding for finding in findings}
    with transaction(con):
        before = con.execute("SELECT finding_id, state FROM finding WHERE list_contains(?, check_name)", ours)
        states = dict(before.fetchall())
        con.execute("DELETE FROM finding WHERE list_contains(?, check_name)", ours)
        again = [one.model_copy(update={"state": states.get(key, one.state)}) for key, one in sorted(unique.items())]
        insert(con, again)


def document_ids(con: DuckDBPyConnection) -> list[str]:
    """Every paper that is loaded."""
    return [name for (name,) in con.execute("SELECT document_id FROM document ORDER BY 1").fetchall()]


def _as_read(con: DuckDBPyConnection, beginnings: Sequence[str]) -> list[AsRead]:
    ids = [name for name in document_ids(con) if name.startswith(tuple(beginnings))]
    doubtful = "document_id = ? AND state = 'open' AND severity IN ('error', 'warning')"
    return [
        AsRead(
            _records(con, Document, "document_id = ?", name)[0],
            _records(con, Observation, "document_id = ?", name),
            _records(con, Finding, doubtful, name),
        )
        for name in ids
    ]


def _records(con: DuckDBPyConnection, model: type[R], where: str, *parameters: object) -> list[R]:
    columns = list(model.model_fields)
    rows = con.execute(f"SELECT {', '.join(columns)} FROM {NAMES[model]} WHERE {where} ORDER BY ALL", parameters)
    return [model(**dict(zip(columns, row, strict=True))) for row in rows.fetchall()]


def _write(con: DuckDBPyConnection, corrections: Sequence[Correction], which: str) -> None:
    """Give every corrected column its value from before or after the decisions."""
    for one in corrections:
        field = TABLES[one.row_table].model_fields[one.column_name]
        (key,) = KEYS[one.row_table]
        con.execute(
            f"UPDATE {one.row_table} SET {one.column_name} = ?::{sql_type(field)} WHERE {key} = ?",
            [getattr(one, which), one.row_id],
        )
