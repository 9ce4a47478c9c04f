"""An indicator's history on a screen: chart, figures, and the papers behind them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from rich import box
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extract.show.chart import Level, Point, chart
from extract.show.figure import GAPS, printed, short
from extract.warehouse import IndicatorFound, Missing, SeriesRow

FEWEST = 3
"""A chart of fewer figures says less than the table does."""
WIDEST = 100
"""Characters; a chart does not get better by being wider."""
MOST_NAMES = 4
"""So many other names are written out; the rest are counted."""
UNITS = {"per_1000": "per 1,000", "per_10000": "per 10,000", "per_100000": "per 100,000", "gbp": "£", "percent": "%"}
"""Units in words, where the word is another."""


def heading(rows: Sequence[SeriesRow], names: Sequence[str]) -> Text:
    """The indicator's name, whose it is, and what else papers call it."""
    row = rows[0]
    text = Text(row.name, style="bold")
    unit = _unit_of(rows)
    about = [part for part in (row.code, row.council, UNITS.get(unit, unit) if unit else None) if part]
    text.append(f"\n{' · '.join(about)}", style="dim")
    others = [name for name in names if name not in (row.name, f"{row.code} {row.name}")]
    if others:
        text.append("\nalso printed as ", style="dim")
        more = f"; and {len(others) - MOST_NAMES} more" if len(others) > MOST_NAMES else ""
        text.append("; ".join(others[:MOST_NAMES]) + more, style="dim italic")
    return text


def drawing(rows: Sequence[SeriesRow], width: int) -> Group | None:
    """The chart of the outturns with their targets, or nothing where there is too little to draw."""
    unit = _unit_of(rows)
    outturns = [row for row in _finest(rows) if row.unit == unit]
    if len({row.period_end for row in outturns}) < FEWEST:
        return None
    points = [
        Point(row.period_end or date.min, row.value or Decimal(0), _kind(row.period), row.flagged) for row in outturns
    ]
    targets = [
        Level(row.period_start, row.period_end, row.value)
        for row in rows
        if row.measure == "target" and row.value is not None and row.unit == unit
        and row.period_start is not None and row.period_end is not None
    ]  # fmt: skip
    decimals = max((row.decimals or 0 for row in outturns), default=0)
    legend = Text("● outturn", style="cyan")
    if targets:
        legend.append("   ╌ target", style="yellow")
    if any(point.doubtful for point in points):
        legend.append("   ○ doubtful", style="red")
    picture = chart(points, targets, min(width, WIDEST), lambda value: short(value, unit, decimals))
    return Group(picture, Padding(legend, (0, 0, 0, 2)))


def figures(rows: Sequence[SeriesRow]) -> Table:
    """A line for each period: outturn, target, floor, and the paper and page that they are taken from."""
    papers = _papers(rows)
    unit = _unit_of(rows)
    floors = any(row.measure == "floor" for row in rows)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False)
    table.add_column("Period", no_wrap=True)
    table.add_column("Outturn", justify="right")
    table.add_column("Target", justify="right")
    if floors:
        table.add_column("Floor", justify="right")
    table.add_column("Paper", justify="right")
    table.add_column("Page", justify="right")
    by_period: dict[str, dict[str, SeriesRow]] = {}
    for row in rows:
        if row.measure != "benchmark":
            by_period.setdefault(row.period, {})[row.measure] = row
    for period, found in sorted(by_period.items(), key=_when):
        source = found.get("outturn") or next(iter(found.values()))
        cells = [_cell(found.get("outturn"), unit), _target(period, "target", by_period, unit)]
        cells += [_target(period, "floor", by_period, unit)] if floors else []
        table.add_row(period, *cells, f"[{papers[source.path]}]".replace("[", r"\["), str(source.page or "text"))
    return table


def benchmarks(rows: Sequence[SeriesRow]) -> Table | None:
    """What others reached."""
    others = [row for row in rows if row.measure == "benchmark" and row.value is not None]
    if not others:
        return None
    papers = _papers(rows)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False)
    for name in ("Period", "Others", "", "Paper", "Page"):
        table.add_column(name, justify="right" if name in ("Others", "Paper", "Page") else "left")
    for row in others:
        place = rf"\[{papers[row.path]}]"
        table.add_row(row.period, _cell(row, _unit_of(rows)), Text(row.qualifier or ""), place, str(row.page or "text"))
    return table


def sources(rows: Sequence[SeriesRow]) -> Text:
    """The papers by the numbers that the tables give them."""
    dates = {row.path: row.meeting_date for row in rows}
    lines = [f"[{number}] {dates[path] or 'no date'}  {path}" for path, number in _papers(rows).items()]
    return Text("\n".join(lines), style="dim")


def show_series(
    screen: Console, rows: Sequence[SeriesRow], names: Sequence[str], missing: Sequence[Missing] = ()
) -> None:
    """The whole screen."""
    screen.print()
    screen.print(heading(rows, names))
    picture = drawing(rows, screen.width)
    if picture is not None:
        screen.print()
        screen.print(picture)
    screen.print()
    screen.print(figures(rows))
    screen.print()
    others = benchmarks(rows)
    if others is not None:
        screen.print(others)
        screen.print()
    screen.print(sources(rows))
    if missing:
        screen.print(Text(f"\nNo outturn between: {gaps_in_words(missing)}", style="yellow"))
    if any(row.flagged for row in rows):
        screen.print(Text(f"\n! is doubtful: outturn findings --indicator {rows[0].indicator_id}", style="red"))


def gaps_in_words(missing: Sequence[Missing]) -> str:
    """The gaps of a series, neighbours of one kind drawn together: "2019-20 to 2020-21 not loaded yet"."""
    said = []
    for kind, group in groupby(missing, key=lambda one: one.kind):
        run = list(group)
        span = run[0].period if len(run) == 1 else f"{run[0].period} to {run[-1].period} ({len(run)})"
        said.append(f"{span} {GAPS[kind]}")
    return "; ".join(said)


def show_candidates(screen: Console, words: str, found: Sequence[IndicatorFound], *, command: str = "series") -> None:
    """Several indicators answer: a list to pick from."""
    screen.print(f'\n{len(found)} indicators answer to "{words}":\n', markup=False)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False)
    table.add_column("", justify="right", style="bold")
    table.add_column("Name", overflow="fold")
    table.add_column("Code", no_wrap=True)
    table.add_column("Council")
    table.add_column("Periods", no_wrap=True)
    for number, hit in enumerate(found, 1):
        span = f"{hit.first_period or '?'} to {hit.last_period or '?'}" if hit.first_period else ""
        table.add_row(str(number), Text(hit.name), hit.code or "", hit.council or "", span)
    screen.print(table)
    screen.print(Text(f'Pick one by its number: outturn {command} "{words}" --pick 1', style="dim"))


def _cell(row: SeriesRow | None, unit: str | None) -> Text:
    """The figure, without its unit where that is the one that the heading names."""
    if row is None:
        return Text("")
    if row.value is None:
        return Text(printed(None, None, None, row.status), style="dim")
    decimals = row.decimals if row.decimals is not None else 0
    text = short(row.value, unit, decimals) if row.unit == unit else printed(row.value, row.unit, row.decimals)
    return Text(f"! {text}" if row.flagged else text, style="bold red" if row.flagged else "")


def _target(period: str, measure: str, by_period: dict[str, dict[str, SeriesRow]], unit: str | None) -> Text:
    """The target of the period itself, else that of its year, which counts for its quarters."""
    own = by_period[period].get(measure)
    if own is not None:
        return _cell(own, unit)
    year = _cell(by_period.get(period.split(" Q", maxsplit=1)[0], {}).get(measure), unit)
    year.stylize("dim")
    return year


def _when(item: tuple[str, dict[str, SeriesRow]]) -> tuple[date, int]:
    """Periods by their end, a whole after its parts."""
    _, found = item
    row = next(iter(found.values()))
    start, end = row.period_start or date.min, row.period_end or date.min
    return end, (end - start).days


def _kind(period: str) -> str:
    """The period without its figures: what tells quarters from years and months."""
    return "".join(char for char in period if not char.isdigit())


def _papers(rows: Sequence[SeriesRow]) -> dict[str, int]:
    """Each paper that a figure is from → its number, oldest meeting first."""
    dated = sorted({(row.meeting_date or date.min, row.path) for row in rows})
    return {path: number for number, (_, path) in enumerate(dated, 1)}


def _finest(rows: Sequence[SeriesRow]) -> list[SeriesRow]:
    """The outturns to draw: a year whose quarters or months are known is drawn by those."""
    outturns = [row for row in rows if row.measure == "outturn" and row.value is not None and row.period_end]
    parts = [row for row in outturns if " Q" in row.period or len(row.period) == len("2023-06")]
    covered = {
        row.period_end.year - (row.period_end.month < 4) for row in parts if row.period_end and " Q" in row.period
    }
    kept = [
        row
        for row in outturns
        if " Q" in row.period or row.period_end is None
        or row.period_end.year - (row.period_end.month < 4) not in covered
    ]  # fmt: skip
    return sorted(kept, key=lambda row: (row.period_end or date.min, row.period))


def _unit_of(rows: Sequence[SeriesRow]) -> str | None:
    """The unit that most outturns have."""
    units = [row.unit for row in rows if row.measure == "outturn" and row.unit]
    return max(set(units), key=units.count) if units else None
