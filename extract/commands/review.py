"""`outturn review`: names that a person should decide about."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from extract.commands.database import reading
from extract.commands.endings import plain_errors, stop
from extract.commands.options import DATABASE, REGISTER, AsCsv, AsJson, Database, RegisterFile
from extract.commands.printout import write_rows
from extract.show.console import console
from extract.show.questions import entry, show_questions
from extract.warehouse import questions

MOST = 20

Number = Annotated[int | None, typer.Argument(min=1, metavar="NUMBER", help="Only this one, with the entries for it.")]
Council = Annotated[str | None, typer.Option("--council", metavar="NAME", help="Only this council's names.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("review")(review_command)


def review_command(
    *,
    number: Number = None,
    council: Council = None,
    register_file: RegisterFile = REGISTER,
    db: Database = DATABASE,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List the names that may be another name of an indicator, with the evidence side by side.

    Each is a printed name and the indicator that it may belong to, what speaks for and against it, and the figures
    that both print. With a NUMBER, the two entries to choose from are printed: paste one into the register, say who
    decided and why, and run again. A decision beats every rule and survives every rebuild.

    Examples:

    - `outturn review`

    - `outturn review 3`

    - `outturn review --csv > to-decide.csv`

    Exit status: 0 done (also with nothing to decide), 1 there is no such number, 2 there is no such database.
    """
    with plain_errors(), reading(db) as con:
        found = questions(con, council)
        numbers = list(range(1, len(found) + 1))
        if number is not None:
            if number > len(found):
                stop(f"There is no number {number}: {len(found)} names wait for a decision.", 1)
            found, numbers = [found[number - 1]], [number]
        if as_json or as_csv:
            write_rows(found, as_csv=as_csv)
            return
        screen = console()
        if not found:
            screen.print("No name waits for a decision.")
            return
        show_questions(screen, found[:MOST], numbers[:MOST], str(register_file))
        if number is not None:
            for decision in ("same", "different"):
                typer.echo()
                typer.echo(entry(found[0], decision, date.today()), nl=False)
        elif len(found) > MOST:
            screen.print(f"{len(found) - MOST} more: outturn review --csv, or --council NAME", style="dim")
