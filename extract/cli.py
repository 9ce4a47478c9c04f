"""The command `outturn`: words to calls, nothing else."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from extract.commands import export, findings, match, overview, run, series, show, tables, words
from extract.commands.common import DATABASE
from extract.commands.run import load_papers
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


@app.callback()
def outturn(
    show_version: Annotated[
        bool, typer.Option("--version", is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Print the version where that is asked; each command does the rest."""
    if show_version:
        typer.echo(f"outturn {version('outturn')}")
        raise typer.Exit


for command in (run, overview, series, findings, show, tables, words, match, export):
    command.register(app)


def load_fetched(paths: list[Path], *, db: Path | None, jobs: int | None) -> tuple[dict[str, object], int]:
    """What `sync` does with what `fetch` brought."""
    report = load_papers(paths, db or DATABASE, jobs=jobs)
    return report.as_json, report.exit_status


fetching.register(app, run=load_fetched)


def main() -> None:
    """What the command `outturn` does."""
    app()
