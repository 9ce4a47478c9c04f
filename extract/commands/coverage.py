"""`outturn coverage`: what is loaded of which council and quarter."""

from __future__ import annotations

import typer

from extract.commands.database import reading
from extract.commands.endings import plain_errors
from extract.commands.options import DATABASE, AsCsv, AsJson, Database
from extract.commands.printout import write_rows
from extract.show.console import console
from extract.show.coverage import show_coverage
from extract.warehouse import files_unread, gap_kinds, quarters


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("coverage")(coverage_command)


def coverage_command(*, db: Database = DATABASE, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Show what is loaded about each council and quarter, and where nothing is.

    Each field is the number of papers that print results for the quarter, of indicators with a figure, and of figures
    that need a look. A month counts for its quarter; half-years and years have a column of their own.

    Examples:

    - `outturn coverage`

    - `outturn coverage --csv > coverage.csv`

    Exit status: 0 done, 2 there is no such database.
    """
    with plain_errors(), reading(db) as con:
        rows = quarters(con)
        if as_json or as_csv:
            write_rows(rows, as_csv=as_csv)
        elif rows:
            show_coverage(console(), rows, files_unread(con), gap_kinds(con))
        else:
            console().print(f"{db} holds no results yet. Load some: outturn run FOLDER", markup=False)
