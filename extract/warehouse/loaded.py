"""What is in the database of the papers that a run meets again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from duckdb import DuckDBPyConnection


class LoadedPaper(NamedTuple):
    """A paper as it was loaded."""

    path: str
    council: str | None
    committee: str | None
    meeting_date: date | None
    title: str | None
    reader_version: str
    sources: frozenset[tuple[str, str | None]]
    """Every path and address of it."""


class Loaded(NamedTuple):
    """How much some papers gave."""

    pages: int
    observations: int
    commentary: int
    findings: dict[str, int]


def loaded_papers(con: DuckDBPyConnection) -> dict[str, LoadedPaper]:
    """Every document id → what was loaded, without what people decided since."""
    sources: dict[str, set[tuple[str, str | None]]] = {}
    for document_id, path, url in con.execute("SELECT document_id, path, url FROM document_source").fetchall():
        sources.setdefault(document_id, set()).add((path, url))
    rows = con.execute(
        f"""
        SELECT
            document_id, path, {_as_read("council")}, {_as_read("committee")}, {_as_read("meeting_date")}::DATE, title,
            reader_version
        FROM document ORDER BY ALL
        """
    ).fetchall()
    return {
        document_id: LoadedPaper(path, council, committee, day, title, reader, frozenset(sources.get(document_id, ())))
        for document_id, path, council, committee, day, title, reader in rows
    }


def _as_read(column: str) -> str:
    """A column of document as it was before a decision changed it."""
    decided = f"correction.row_id = document_id AND row_table = 'document' AND column_name = '{column}'"
    before = f"SELECT first(before) FROM correction WHERE {decided}"
    return f"CASE WHEN EXISTS (FROM correction WHERE {decided}) THEN ({before}) ELSE {column}::VARCHAR END"


def loaded_counts(con: DuckDBPyConnection, document_ids: Collection[str]) -> Loaded:
    """How much these papers gave, with their open findings by severity."""
    ids = [sorted(document_ids)]
    of_these = "list_contains(?, document_id)"
    pages, observations, commentary = con.execute(
        f"""
        SELECT
            (SELECT coalesce(sum(pages), 0) FROM document WHERE {of_these}),
            (SELECT count(*) FROM observation WHERE {of_these}),
            (SELECT count(*) FROM commentary WHERE {of_these})
        """,
        ids * 3,
    ).fetchall()[0]
    findings = con.execute(
        f"SELECT severity, count(*) FROM finding WHERE state = 'open' AND {of_these} GROUP BY severity", ids
    ).fetchall()
    return Loaded(int(pages), observations, commentary, dict(findings))
