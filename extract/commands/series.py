"""`outturn series`: an indicator's history."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from duckdb import DuckDBPyConnection

from extract.commands.database import reading
from extract.commands.endings import plain_errors, stop
from extract.commands.options import DATABASE, AsCsv, AsJson, Database
from extract.commands.printout import write_rows
from extract.show.console import console
from extract.show.series import show_candidates, show_series
from extract.warehouse import IndicatorFound, find_indicators, gaps, history, names_printed

NOTHING_FOUND = 1
SURE = 100.0
"""The likeness of a name or code that is exactly what was asked for."""

Words = Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words of its name, in any order, or its code.")]
Pick = Annotated[int | None, typer.Option("--pick", min=1, metavar="N", help="The one with this number in the list.")]
Council = Annotated[str | None, typer.Option("--council", metavar="NAME", help="Only this council's.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("series")(series_command)


def series_command(
    *,
    words: Words,
    pick: Pick = None,
    council: Council = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Show what an indicator stood at over the years, with the paper and page behind each figure.

    Words may be misspelt, and may be from any name that the indicator ever had. Where several indicators answer, they
    are listed to pick from.

    Examples:

    - `outturn series looked after`

    - `outturn series PI.120 --csv > re-let.csv`

    Exit status: 0 done, 1 no indicator or more than one answers, 2 there is no such database.
    """
    asked = " ".join(words)
    with plain_errors(), reading(db) as con:
        hits = find_indicators(con, asked, council=council)
        chosen = the_one(con, asked, hits, pick)
        if chosen is None:
            _cannot_choose(asked, hits, pick, db)
        rows = history(con, chosen)
        if not rows:
            stop(f"Nothing with a period is printed of {chosen}.", NOTHING_FOUND)
        if as_json or as_csv:
            write_rows(rows, as_csv=as_csv)
        else:
            show_series(console(), rows, names_printed(con, chosen), gaps(con, chosen))


def the_one(con: DuckDBPyConnection, asked: str, hits: list[IndicatorFound], pick: int | None) -> str | None:
    """The indicator that is meant: picked, the only one, the only exact one, or named by its id."""
    if pick is not None:
        return hits[pick - 1].indicator_id if pick <= len(hits) else None
    if len(hits) == 1:
        return hits[0].indicator_id
    exact = [hit for hit in hits if hit.score >= SURE]
    if len(exact) == 1:
        return exact[0].indicator_id
    return asked if not hits and history(con, asked) else None


def _cannot_choose(asked: str, hits: list[IndicatorFound], pick: int | None, db: Path) -> NoReturn:
    if not hits:
        stop(f'No indicator in {db} answers to "{asked}"; try fewer words, or one that is in its name.', NOTHING_FOUND)
    if pick is not None:
        stop(f'There is no number {pick}: {len(hits)} indicators answer to "{asked}".', NOTHING_FOUND)
    show_candidates(console(), asked, hits)
    raise typer.Exit(NOTHING_FOUND)
