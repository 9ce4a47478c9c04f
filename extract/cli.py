"""The command `outturn`: words to calls, nothing else."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from extract.commands import (
    coverage,
    export,
    findings,
    history,
    match,
    overview,
    review,
    run,
    series,
    show,
    tables,
    words,
)
from extract.fetch import commands as fetching

app = typer.Typer(
    name="outturn",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""
    Turns the performance papers that UK councils publish into data, and says where every figure came from.

    Point it at a folder of agenda packs and scorecards (PDF), and ask the database that comes out.
    """,
    epilog="""
    **To begin with:**  `outturn run my-papers/`  then  `outturn overview`.
    Every command explains itself:  `outturn run --help`
    """,
    pretty_exceptions_enable=False,
)


def print_version(wanted: bool) -> None:
    """Print the version and leave, where that is asked."""
    if wanted:
        typer.echo(f"outturn {version('outturn')}")
        raise typer.Exit


@app.callback()
def outturn(
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", metavar=" ", is_eager=True, callback=print_version, help="Print the version and leave."
        ),
    ] = False,
) -> None:
    """Nothing; each command does its own."""


for command in (run, overview, series, history, coverage, findings, review, show, tables, words, match, export):
    command.register(app)


fetching.register(app, run=run.load_for_sync)


def main() -> None:
    """What the command `outturn` does."""
    app()
