"""`outturn export`: the database as files that other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.commands.database import reading
from extract.commands.endings import plain_errors
from extract.commands.options import DATABASE, Database
from extract.warehouse import FORMATS, export

Format = Annotated[str, typer.Argument(metavar="FORMAT", help=f"{' or '.join(sorted(FORMATS))}.")]
Target = Annotated[Path, typer.Argument(metavar="TARGET", help="The folder that the files go to.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export_command)


def export_command(format: Format, target: Target, db: Database = DATABASE) -> None:
    """Write every table and view of the database as a file of its own.

    Two exports of the same data are the same files.

    Examples:

    - `outturn export csv tables/`

    - `outturn export parquet /srv/outturn --db dudley.duckdb`

    Exit status: 0 done, 2 there is no such format or database, or TARGET cannot be written.
    """
    with plain_errors():
        with reading(db) as con:
            written = export(con, format, target)
        typer.echo(f"{len(written)} files written to {target}/: {', '.join(path.name for path in written)}")
