"""The database that a command looks at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from duckdb import DuckDBPyConnection

from extract.warehouse import open_database


@contextmanager
def reading(db: Path) -> Iterator[DuckDBPyConnection]:
    """The database, to look at only."""
    con = open_database(db, read_only=True)
    try:
        yield con
    finally:
        con.close()
