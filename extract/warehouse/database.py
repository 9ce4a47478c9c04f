"""Opening the one file that everything is in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from extract.warehouse.errors import (
    CannotOpen,
    DatabaseLocked,
    NeedsMigration,
    NotADatabase,
    NotWritable,
    TooNew,
)
from extract.warehouse.migrate import bring_up_to_date, is_current

SIGNATURE = slice(8, 12)
"""Where a DuckDB file says `DUCK`, after the checksum of its first block."""


def open_database(path: Path | None, *, read_only: bool = False) -> DuckDBPyConnection:
    """Open a database, creating it or bringing it up to date where needed; None means in memory.

    Several processes may read one file at a time, but only while none writes it.
    Raises the kinds of `CannotOpen`.
    """
    if path is None:
        con = duckdb.connect()
    else:
        _look_first(path, read_only)
        con = _connect(path, read_only)
    try:
        if read_only and path is not None:
            _require_current(con)
        else:
            with transaction(con):
                bring_up_to_date(con)
    except CannotOpen as error:
        con.close()
        raise type(error)(f"{path} cannot be used: {error}.") from error
    except BaseException:
        con.close()
        raise
    return con


@contextmanager
def transaction(con: DuckDBPyConnection) -> Iterator[None]:
    """All of what is done inside, or nothing of it."""
    con.begin()
    try:
        yield
        con.commit()
    except BaseException:
        _abandon(con)
        raise


def _abandon(con: DuckDBPyConnection) -> None:
    """Roll back; a commit that failed has already done so."""
    try:
        con.rollback()
    except duckdb.TransactionException:
        return


def _require_current(con: DuckDBPyConnection) -> None:
    if not is_current(con):
        raise NeedsMigration("an older Outturn made it; `outturn run` brings it up to date")


def _look_first(path: Path, read_only: bool) -> None:
    """Refuse what DuckDB would misunderstand.

    It takes a SQLite file for a reason to download an extension.
    """
    try:
        if path.is_dir():
            raise NotADatabase(f"{path} is a folder; give the path of a file in it.")
        if path.exists():
            with path.open("rb") as file:
                if file.read(SIGNATURE.stop)[SIGNATURE] != b"DUCK":
                    raise NotADatabase(f"{path} is not a DuckDB file; it was left alone.")
        elif read_only:
            raise CannotOpen(f"There is no database at {path} yet; `outturn run` makes it.")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritable(f"{path} cannot be written: {error.strerror or error}.") from error


def _connect(path: Path, read_only: bool) -> DuckDBPyConnection:
    try:
        return duckdb.connect(str(path), read_only=read_only)
    except duckdb.Error as error:
        raise _explained(path, str(error)) from error


def _explained(path: Path, message: str) -> CannotOpen:
    """DuckDB tells its troubles apart by their wording only."""
    if "Could not set lock" in message or "being used by another process" in message:
        holder = re.search(r"held in (.*?) \(PID (\d+)\)", message)
        who = f" ({holder[1]}, process {holder[2]})" if holder else ""
        return DatabaseLocked(
            f"{path} is open in another program{who}. Close it there (another run, a notebook, a DuckDB "
            "shell) and try again, or give another file."
        )
    if re.search(r"version number|newer version|storage version", message, re.IGNORECASE):
        return TooNew(f"{path} was made by another version of DuckDB: {message}")
    if "not a valid DuckDB database" in message or "Corrupt database" in message:
        return NotADatabase(f"{path} is damaged or not a DuckDB file: {message}")
    if re.search(r"Permission denied|Read-only file system|Cannot open file|No space left", message):
        return NotWritable(f"{path} cannot be written: {message.rpartition(': ')[2]}.")
    return CannotOpen(f"{path} cannot be opened: {message}")
