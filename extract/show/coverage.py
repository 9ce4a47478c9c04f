"""Councils and quarters on a screen: papers, indicators and findings of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract.show.figure import GAPS
from extract.show.words import counted
from extract.warehouse import GapKind, Quarter

COLUMNS = (1, 2, 3, 4, None)
NOTHING = "–"
"""A quarter between others about which nothing is loaded."""


def show_coverage(
    screen: Console, rows: Sequence[Quarter], unread: int, missing: Mapping[GapKind, int] | None = None
) -> None:
    """One table, a line for each council and financial year, a column for each quarter."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False)
    table.add_column("Council", overflow="ellipsis", max_width=18, no_wrap=True)
    table.add_column("Year", no_wrap=True)
    for name in ("Q1", "Q2", "Q3", "Q4", "Longer"):
        table.add_column(name, justify="right", no_wrap=True)
    for council, group in groupby(rows, key=lambda row: row.council):
        named = council or "not known"
        by_place = {(row.year, row.quarter): row for row in group}
        for year in _years(sorted({year for year, _ in by_place})):
            table.add_row(named, year, *(_cell(by_place.get((year, quarter))) for quarter in COLUMNS))
            named = ""
    screen.print()
    screen.print(table)
    screen.print()
    legend = Text("papers · indicators", style="dim")
    legend.append(" !findings", style="red")
    legend.append(f"   {NOTHING} nothing loaded about it", style="dim")
    screen.print(legend)
    if missing:
        kinds = ", ".join(f"{count} {GAPS[kind]}" for kind, count in missing.items())
        screen.print(Text(f"Periods without an outturn within series: {kinds}. Which ones: outturn history INDICATOR"))
    if unread:
        verb = "was" if unread == 1 else "were"
        screen.print(Text(f"{counted(unread, 'file')} {verb} not readable: outturn findings --check file_unreadable"))


def _cell(row: Quarter | None) -> Text:
    """ "3·41 !2", or a dash."""
    if row is None:
        return Text(NOTHING, style="dim")
    text = Text(f"{row.papers}·{row.indicators}")
    if row.findings:
        text.append(f" !{row.findings}", style="red")
    return text


def _years(known: Sequence[str]) -> list[str]:
    """Every financial year from the first to the last, so that a gap of years is seen."""
    first, last = int(known[0][:4]), int(known[-1][:4])
    return [f"{year}-{(year + 1) % 100:02d}" for year in range(first, last + 1)]
