"""From the file as an older version left it to the tables of today."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files

import duckdb
from duckdb import DuckDBPyConnection

from extract.warehouse.errors import NotADatabase, TooNew
from extract.warehouse.tables import column_ddl, comments, ddl
from schemas.records import TABLES

STEPS: tuple[str, ...] = ()
"""Ordered SQL scripts: STEPS[0] leads from storage version 1 to 2, STEPS[1] from 2 to 3, and so on.

A step is written when rows must be filled or changed.  A column that is only added to a model needs none:
it is added to older files by itself (with its default, but without CHECK and NOT NULL, which DuckDB cannot add).
"""
STORAGE_VERSION = 1 + len(STEPS)
VIEWS = files(__package__).joinpath("views.sql").read_text(encoding="utf-8")


def bring_up_to_date(con: DuckDBPyConnection, steps: Sequence[str] = STEPS) -> None:
    """Create what is missing and migrate what is old; call it inside a transaction."""
    newest = 1 + len(steps)
    found = storage_version(con)
    if found is None:
        con.execute("CREATE TABLE meta (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)")
    else:
        refuse_newer(found, newest)
        for step in steps[found - 1 :]:
            con.execute(step)
    changed = [_create_missing_tables(con), _add_missing_columns(con)]
    if found != newest:
        _remember(con, "storage_version", str(newest))
    if any(changed) or found != newest or _recorded(con, "views") != _print_of(VIEWS):
        con.execute(VIEWS)
        _remember(con, "views", _print_of(VIEWS))


def is_current(con: DuckDBPyConnection) -> bool:
    """Whether a file can be read as it is."""
    found = storage_version(con)
    refuse_newer(found or 0, STORAGE_VERSION)
    return found == STORAGE_VERSION and _recorded(con, "views") == _print_of(VIEWS) and not _missing_columns(con)


def storage_version(con: DuckDBPyConnection) -> int | None:
    """The version that the file was last written by; None for an empty database."""
    names = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if not names:
        return None
    version = _recorded(con, "storage_version") if "meta" in names else None
    if version is None:
        raise NotADatabase("it is a DuckDB file, but not one that Outturn made")
    return int(version)


def refuse_newer(found: int, newest: int) -> None:
    """Stop before touching what a newer version wrote."""
    if found > newest:
        raise TooNew(f"a newer Outturn made it (storage version {found}, this one knows up to {newest})")


def _create_missing_tables(con: DuckDBPyConnection) -> bool:
    present = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    missing = [model for name, model in TABLES.items() if name not in present]
    for model in missing:
        for statement in (ddl(model), *comments(model)):
            con.execute(statement)
    return bool(missing)


def _add_missing_columns(con: DuckDBPyConnection) -> bool:
    missing = _missing_columns(con)
    for table, column in missing:
        field = TABLES[table].model_fields[column]
        con.execute(f"ALTER TABLE {table} ADD COLUMN {column_ddl(column, field, constrained=False)}")
    for table in sorted({table for table, _ in missing}):
        for statement in comments(TABLES[table]):
            con.execute(statement)
    return bool(missing)


def _missing_columns(con: DuckDBPyConnection) -> list[tuple[str, str]]:
    present = set(con.execute("SELECT table_name, column_name FROM duckdb_columns()").fetchall())
    wanted = [(table, column) for table, model in TABLES.items() for column in model.model_fields]
    return [pair for pair in wanted if pair not in present]


def _recorded(con: DuckDBPyConnection, name: str) -> str | None:
    try:
        row = con.execute("SELECT value FROM meta WHERE name = ?", [name]).fetchone()
    except duckdb.Error as error:
        raise NotADatabase("it is a DuckDB file, but not one that Outturn made") from error
    return row[0] if row else None


def _remember(con: DuckDBPyConnection, name: str, value: str) -> None:
    con.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [name, value])


def _print_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()
