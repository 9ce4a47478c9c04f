"""The whole database as files that other programs read."""

from __future__ import annotations

from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from extract.warehouse.errors import ExportFailed, UnknownFormat
from extract.warehouse.tables import quoted
from schemas.records import KEYS, TABLES

FORMATS: dict[str, str] = {
    "csv": "FORMAT csv, HEADER true",
    "parquet": "FORMAT parquet, COMPRESSION zstd",
}
"""The name of a format, which is also the ending of its files → what DuckDB's COPY is told."""
UNFINISHED = ".part"


def export(con: DuckDBPyConnection, format: str, target: Path) -> list[Path]:
    """Write every table and view into a folder, one file each, and say which files were written.

    The files take their names only when all of them are complete, so that an export that fails leaves what
    was there.  Rows are in a stable order: two exports of the same data are the same files.
    """
    if format not in FORMATS:
        raise UnknownFormat(f"There is no export format {format!r}; there are {', '.join(sorted(FORMATS))}.")
    unfinished: dict[Path, Path] = {}
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name in exported(con):
            final = target / f"{name}.{format}"
            unfinished[final] = target / f".{final.name}{UNFINISHED}"
            _write(con, name, unfinished[final], FORMATS[format])
        for final, part in unfinished.items():
            part.replace(final)
    except (OSError, duckdb.Error) as error:
        raise ExportFailed(f"Nothing could be exported to {target}: {error}") from error
    finally:
        for part in unfinished.values():
            part.unlink(missing_ok=True)
    return sorted(unfinished)


def exported(con: DuckDBPyConnection) -> list[str]:
    """The names of the tables and views that an export holds."""
    views = con.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY view_name").fetchall()
    return [*TABLES, *(name for (name,) in views)]


def _write(con: DuckDBPyConnection, name: str, path: Path, options: str) -> None:
    order = ", ".join(KEYS.get(name, ())) or "ALL"
    con.execute(f"COPY (FROM {name} ORDER BY {order}) TO {quoted(str(path))} ({options})")
