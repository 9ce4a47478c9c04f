"""`outturn history`: every printing of one figure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Annotated

import typer
from duckdb import DuckDBPyConnection

from extract.commands.database import reading
from extract.commands.endings import plain_errors, stop
from extract.commands.options import DATABASE, AsCsv, AsJson, Database
from extract.commands.printout import write_rows
from extract.commands.series import NOTHING_FOUND, Council, Pick, the_one
from extract.show.console import console
from extract.show.figure import GAPS, printed
from extract.show.history import show_history, show_periods
from extract.show.series import heading, show_candidates
from extract.show.words import counted
from extract.values import parse_period, period_of, read_period
from extract.warehouse import (
    IndicatorFound,
    find_indicators,
    gap,
    gaps,
    history,
    names_printed,
    periods_printed,
    printings,
)

Indicator = Annotated[str, typer.Argument(metavar="INDICATOR", help="Its code, or words of its name in quotes.")]
Period = Annotated[
    list[str] | None,
    typer.Argument(metavar="PERIOD", help="2022-23 Q2, 2022-23, 2023-06 …", show_default="a list of all periods"),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("history")(history_command)


def history_command(
    *,
    indicator: Indicator,
    period: Period = None,
    pick: Pick = None,
    council: Council = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Show every printing of one figure, which of them the series takes, and why.

    Each line is a paper and page that prints it, oldest first: provisional, final, revised, the same. Where there is
    no figure it says whether the papers do not report it, are not loaded yet, or could not be read. Without a PERIOD,
    all periods of the indicator are listed, with the gaps between them.

    Examples:

    - `outturn history PI.118 2022-23 Q2`

    - `outturn history "looked after children" 2021-22`

    - `outturn history PI.118`

    Exit status: 0 done, 1 no indicator or more than one answers, 2 no such period or database.
    """
    wanted = _period(" ".join(period)) if period else None
    with plain_errors(), reading(db) as con:
        hits = find_indicators(con, indicator, council=council)
        chosen = the_one(con, indicator, hits, pick) or _only_with(con, hits, wanted)
        if chosen is None:
            if hits and pick is None:
                show_candidates(console(), indicator, hits, command="history")
                raise typer.Exit(NOTHING_FOUND)
            stop(f'No indicator in {db} answers to "{indicator}"; try fewer words.', NOTHING_FOUND)
        if wanted is None:
            _all_periods(con, chosen)
            return
        rows = printings(con, chosen, wanted)
        if as_json or as_csv:
            write_rows(rows, as_csv=as_csv)
            return
        screen = console()
        screen.print()
        screen.print(heading(history(con, chosen), names_printed(con, chosen)))
        show_history(screen, rows, wanted, gap(con, chosen, wanted))


def _period(text: str) -> str:
    """The period as the database writes it, from however a person does."""
    try:
        return parse_period(text).text
    except ValueError:
        found = period_of(read_period(text))
    if found is None:
        stop(f"{text!r} is no period: write 2022-23 Q2, 2022-23, 2023-06 or 2022-23 H1.")
    return found.text


def _only_with(con: DuckDBPyConnection, hits: list[IndicatorFound], period: str | None) -> str | None:
    """Among indicators that answer equally well the only one that prints the period: a piece of a broken series."""
    if not hits or period is None:
        return None
    best = [hit.indicator_id for hit in hits if hit.score == hits[0].score]
    printing = [name for name in best if printings(con, name, period)]
    return printing[0] if len(printing) == 1 else None


def _all_periods(con: DuckDBPyConnection, chosen: str) -> None:
    """Every period that is printed, and every quarter between them that is not."""
    found = {row.period: row for row in history(con, chosen) if row.measure == "outturn"}
    spans = periods_printed(con, chosen)
    periods = sorted({(end, start, period) for period, start, end in [*spans, *(one[:3] for one in gaps(con, chosen))]})
    lines = []
    for _, _, period in periods:
        row, why = found.get(period), gap(con, chosen, period)
        if why is not None:
            lines.append((period, GAPS[why.kind], why.sentence))
        elif row is not None:
            times = len({one.document_id for one in printings(con, chosen, period) if one.measure == "outturn"})
            note = f"{counted(times, 'paper')}, {'the last ' if times > 1 else ''}of {row.meeting_date or 'no date'}"
            lines.append((period, printed(row.value, row.unit, row.decimals, row.status), note))
    screen = console()
    screen.print()
    screen.print(heading(history(con, chosen), names_printed(con, chosen)))
    show_periods(screen, _runs(lines))


def _runs(lines: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The lines with neighbouring periods of which nothing is loaded drawn together."""
    drawn: list[tuple[str, str, str]] = []
    for figure, group in groupby(lines, key=lambda line: line[1]):
        run = list(group)
        if figure == GAPS["not_loaded"]:
            span = run[0][0] if len(run) == 1 else f"{run[0][0]} to {run[-1][0]}"
            drawn.append((span, figure, "no paper that is loaded prints anything"))
        else:
            drawn += run
    return drawn
