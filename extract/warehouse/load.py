"""One paper into the database: all of it or nothing, and the same whenever it is done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import PurePath

import duckdb
from duckdb import DuckDBPyConnection

from extract.warehouse.database import transaction
from extract.warehouse.errors import RecordsRefused
from extract.warehouse.insert import insert, plain
from extract.warehouse.names import apply_aliases
from extract.warehouse.settle import forget_settled
from schemas.records import DocumentSource, Facts, Finding
from schemas.series import ACROSS

REPLACED = (
    "document", "page_read", "section", "observation", "assessment", "commentary", "finding", "table_seen",
    "correction", "reread",
)  # fmt: skip
"""The tables whose rows of a paper are replaced when it is loaded again; its sources accumulate."""
KEPT = {"finding": f"AND NOT (starts_with(finding_id, '{ACROSS}') AND state <> 'open')"}
"""What of them stays: decisions on what other papers say, which are settled again at the end of the run."""
UNREADABLE = "file_unreadable"
"""The check of a finding about a file of which nothing could be read."""


def load(con: DuckDBPyConnection, facts: Facts) -> None:
    """Put one paper into the database in place of what was loaded of the same bytes before.

    What people decided survives: the state of a finding that comes again, and the indicators that the
    register gives to the paper's names.  Raises `RecordsRefused`, and then nothing has changed.
    """
    try:
        with transaction(con):
            _replace(con, facts)
    except (duckdb.IntegrityError, duckdb.DataError) as error:
        raise RecordsRefused(f"{facts.document.path} was not loaded: {error}") from error


def known(con: DuckDBPyConnection) -> dict[str, str]:
    """Every loaded document, with the version of the reader that read it."""
    return dict(con.execute("SELECT document_id, reader_version FROM document ORDER BY ALL").fetchall())


def add_source(con: DuckDBPyConnection, source: DocumentSource) -> None:
    """Record one more path or address of the same bytes."""
    with transaction(con):
        _merge_sources(con, [source])


def record_failure(con: DuckDBPyConnection, path: PurePath | str, message: str) -> None:
    """Record that a file could not be read; once for each path, with the newest message."""
    text = message if str(path) in message else f"{path}: {message}"
    con.execute(
        """
        INSERT INTO finding (finding_id, check_name, severity, message, state)
        VALUES (?, ?, 'error', ?, 'open')
        ON CONFLICT (finding_id) DO UPDATE SET message = excluded.message
        """,
        [_failure_id(path), UNREADABLE, text],
    )


def clear_failure(con: DuckDBPyConnection, path: PurePath | str) -> None:
    """Forget that a file could not be read."""
    con.execute("DELETE FROM finding WHERE finding_id = ?", [_failure_id(path)])


def _replace(con: DuckDBPyConnection, facts: Facts) -> None:
    document = facts.document
    decided = _decided(con, document.document_id)
    forget_settled(con, document.document_id)
    for table in REPLACED:
        con.execute(f"DELETE FROM {table} WHERE document_id = ? {KEPT.get(table, '')}", [document.document_id])
    for rows in (
        [document], facts.pages, facts.sections, facts.observations, facts.assessments, facts.commentary,
        [_with_state(finding, decided) for finding in facts.findings], facts.tables,
    ):  # fmt: skip
        insert(con, rows)
    _merge_sources(con, facts.sources)
    for path in {document.path, *(source.path for source in facts.sources)}:
        clear_failure(con, path)
    apply_aliases(con, [document.document_id])


def _decided(con: DuckDBPyConnection, document_id: str) -> dict[str, str]:
    """The findings of a paper that a person has accepted or rejected, one by one and not by the register."""
    rows = con.execute(
        """
        SELECT finding_id, state FROM finding
        WHERE document_id = ? AND state <> 'open'
            AND finding_id NOT IN (SELECT row_id FROM correction WHERE row_table = 'finding')
        """,
        [document_id],
    ).fetchall()
    return dict(rows)


def _with_state(finding: Finding, decided: dict[str, str]) -> Finding:
    state = decided.get(finding.finding_id)
    return finding.model_copy(update={"state": state}) if state else finding


def _merge_sources(con: DuckDBPyConnection, sources: Iterable[DocumentSource]) -> None:
    """Add sources, one row for each path and address, with the earliest time that it was retrieved."""
    found = list(sources)
    if not found:
        return
    ids = sorted({source.document_id for source in found})
    ours = "list_contains(?, document_id)"
    before = con.execute(
        f"SELECT document_id, path, url, retrieved FROM document_source WHERE {ours}", [ids]
    ).fetchall()
    earliest: dict[tuple[str, str, str | None], datetime | None] = {}
    for document_id, path, url, retrieved in [*before, *(_source_row(source) for source in found)]:
        place = (document_id, path, url)
        times = [time for time in (earliest.get(place), retrieved) if time is not None]
        earliest[place] = min(times, default=None)
    con.execute(f"DELETE FROM document_source WHERE {ours}", [ids])
    ordered = sorted(earliest.items(), key=lambda item: [part or "" for part in item[0]])
    insert(
        con,
        [
            DocumentSource(document_id=document_id, path=path, url=url, retrieved=retrieved)
            for (document_id, path, url), retrieved in ordered
        ],
    )


def _source_row(source: DocumentSource) -> tuple[str, str, str | None, datetime | None]:
    return source.document_id, source.path, source.url, plain(source.retrieved)


def _failure_id(path: PurePath | str) -> str:
    return sha256(f"{UNREADABLE}\0{path}".encode()).hexdigest()
