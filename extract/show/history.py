"""Every printing of one figure on a screen, oldest first, with the one that the series takes and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from textwrap import wrap

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extract.show.figure import GAPS, REASONS, printed
from extract.warehouse import Gap, PrintedOnce

PRELIMINARY = ("provisional", "unvalidated", "draft", "estimate")
"""Words of a cell that say that its figure may change."""
RAW_LENGTH = 34
"""So many characters of a printed cell are shown."""
NARROWEST = 18
"""A line of a paper's path has room for so many characters at the least."""
OTHERS = 30
"""Characters that mark, date, page and the white between the columns take."""

Rule = tuple[str, Callable[[PrintedOnce], object]]
RULES: tuple[Rule, ...] = (
    ("it prints a figure", lambda one: one.value is not None),
    ("its paper is the latest", lambda one: one.meeting_date or date.min),
    ("nothing casts doubt on it", lambda one: not one.flagged),
    ("tables count before text", lambda one: one.source != "prose"),
    ("scorecards count before other tables", lambda one: one.on_scorecard),
    ("more papers bear it out", lambda one: one.borne_out),
    ("it is the most precise", lambda one: one.decimals if one.decimals is not None else -99),
)
"""In which order the series chooses among the printings of a figure: the largest is taken, its equals go on."""


def why_taken(one: PrintedOnce, others: Sequence[PrintedOnce]) -> str:
    """The rules that put a printing before the others of the same figure."""
    rivals = [other for other in others if other is not one and not other.withdrawn]
    if not rivals:
        return "the only printing"
    reasons = []
    for reason, worth in RULES:
        equal = [other for other in rivals if worth(other) == worth(one)]
        if len(equal) < len(rivals):
            reasons.append(reason)
        rivals = equal
    if not reasons:
        return "all printings are equal"
    return reasons[0] if len(reasons) == 1 else f"{', '.join(reasons[:-1])} and {reasons[-1]}"


def states(rows: Sequence[PrintedOnce]) -> list[str]:
    """What each printing of a figure is to the paper before it: first, same, revised, provisional, final ..."""
    found: list[str] = []
    before: PrintedOnce | None = None
    for _, printings in groupby(rows, key=lambda one: (one.meeting_date, one.document_id)):
        same_paper = list(printings)
        first = next((one for one in same_paper if one.value is not None and not one.withdrawn), None)
        found += [_state(one, before, first) for one in same_paper]
        before = first or before
    return found


def _state(one: PrintedOnce, before: PrintedOnce | None, first: PrintedOnce | None) -> str:
    if one.withdrawn:
        return "withdrawn"
    if one.value is None:
        return REASONS.get(one.status, one.status)
    if one.corrected_by:
        return "misprint, put right"
    if first is not None and first is not one and not agree(one, first):
        return "differs within its paper"
    if is_preliminary(one):
        return "provisional"
    if before is None:
        return "first printed"
    if is_preliminary(before):
        return "final" if agree(one, before) else "final, revised"
    return "the same" if agree(one, before) else "revised"


def is_preliminary(one: PrintedOnce) -> bool:
    """Whether a printing says that it may change."""
    said = f"{one.qualifier or ''} {one.raw}".lower()
    return any(word in said for word in PRELIMINARY)


def agree(a: PrintedOnce, b: PrintedOnce) -> bool:
    """Whether two printings are the same when rounded to the coarser of them."""
    if a.value is None or b.value is None:
        return a.value is b.value
    coarser = min(a.decimals or 0, b.decimals or 0)
    return 2 * abs(a.value - b.value) <= Decimal(10) ** -coarser


def show_history(screen: Console, rows: Sequence[PrintedOnce], period: str, gap: Gap | None) -> None:
    """The printings of each measure, with marks for the one taken, and what a gap means."""
    for (measure, comparator), group in groupby(rows, key=lambda one: (one.measure, one.comparator)):
        same = list(group)
        title = Text(f"\n{measure} {period}", style="bold")
        title.append(f"  {comparator}" if comparator else "", style="dim")
        screen.print(title)
        screen.print(_table(same, screen.width))
        taken = next((one for one in same if one.taken), None)
        if taken is not None:
            value = printed(taken.value, taken.unit, taken.decimals, taken.status)
            screen.print(Padding(Text(f"→ the series takes {value}: {why_taken(taken, same)}", "green"), (0, 0, 0, 2)))
        for one in same:
            if one.corrected_by:
                screen.print(Padding(Text(f"misprint, says {one.corrected_by}", "dim"), (0, 0, 0, 2)))
    if gap is not None:
        screen.print(Text(f"\nNo outturn for {period}: {GAPS[gap.kind]}.", style="bold yellow"))
        screen.print(Padding(Text(gap.sentence), (0, 0, 0, 2)))


def show_periods(screen: Console, rows: Sequence[tuple[str, str, str]]) -> None:
    """Every period of an indicator with its figure, or with what kind of gap it is."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False)
    table.add_column("Period", no_wrap=True)
    table.add_column("Outturn", justify="right", no_wrap=True)
    table.add_column("", style="dim", overflow="fold")
    for period, figure, note in rows:
        gap = figure in GAPS.values()
        table.add_row(period, Text(figure, style="yellow" if gap else ""), Text(note))
    screen.print()
    screen.print(table)


def _table(rows: Sequence[PrintedOnce], width: int) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False)
    table.add_column("", no_wrap=True)
    table.add_column("Meeting", no_wrap=True)
    table.add_column("Paper")
    table.add_column("Page", justify="right", no_wrap=True)
    table.add_column("Printed", overflow="fold")
    table.add_column("", no_wrap=True)
    raws, said = [_cut(one.raw) for one in rows], states(rows)
    room = max(NARROWEST, width - OTHERS - max(map(len, ("Printed", *raws))) - max(map(len, said)))
    for one, raw, state in zip(rows, raws, said, strict=True):
        mark = "→" if one.taken else "!" if one.flagged else ""
        place = str(one.page) if one.page else "text"
        table.add_row(
            Text(mark, "green" if one.taken else "red"), str(one.meeting_date or "no date"),
            Text("\n".join(wrap(one.path, room))), place, Text(raw), Text(state, _colour(state)),
        )  # fmt: skip
    return table


def _cut(raw: str) -> str:
    folded = " ".join(raw.split())
    return folded if len(folded) <= RAW_LENGTH else folded[: RAW_LENGTH - 1] + "…"


def _colour(state: str) -> str:
    if state in ("the same", "first printed", "final"):
        return "dim"
    return "red" if state in ("withdrawn", "differs within its paper") else "yellow"
