"""`outturn overview`: the first screen about a database."""

from __future__ import annotations

import typer

from extract.commands.database import reading
from extract.commands.endings import plain_errors
from extract.commands.options import DATABASE, Database
from extract.show.console import console
from extract.show.overview import show_overview


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("overview")(overview_command)


def overview_command(db: Database = DATABASE) -> None:
    """Show what a database holds on one screen, and what to try next.

    Papers, tables and figures; what is doubtful; one indicator over the years as a chart.

    Exit status: 0 done, 2 there is no such database.
    """
    with plain_errors(), reading(db) as con:
        show_overview(console(), con, db)
