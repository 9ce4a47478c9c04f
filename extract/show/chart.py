"""A small chart of figures over time for the terminal: a line of braille dots, figures as discs, targets as dashes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from rich.text import Text

HEIGHT = 9
DOT = {(0, 0): 0x01, (0, 1): 0x02, (0, 2): 0x04, (1, 0): 0x08, (1, 1): 0x10, (1, 2): 0x20, (0, 3): 0x40, (1, 3): 0x80}
"""A dot's place in its character → its bit: braille characters are 2 dots wide and 4 high."""
BRAILLE = 0x2800
ROOM = 0.06
"""Share of the height that is left free above the highest and below the lowest figure."""
LONGEST_GAP = 400
"""Days; over a longer gap a stroke would claim what nobody has printed."""
LINE, FIGURE, DOUBTFUL, GOAL, AXIS = "cyan", "bold cyan", "bold red", "yellow", "dim"


class Point(NamedTuple):
    """A figure at the end of its period."""

    day: date
    value: Decimal
    strand: str = ""
    """Only points of one strand are joined: quarters with quarters, years with years."""
    doubtful: bool = False


class Level(NamedTuple):
    """A target for a stretch of time."""

    start: date
    end: date
    value: Decimal


class _Frame(NamedTuple):
    """Maps days and values to dots."""

    first: date
    last: date
    low: float
    high: float
    columns: int

    def x(self, day: date) -> int:
        return round((day - self.first).days / max(1, (self.last - self.first).days) * (self.columns * 2 - 1))

    def y(self, value: Decimal | float) -> int:
        return round((self.high - float(value)) / (self.high - self.low) * (HEIGHT * 4 - 1))


def chart(points: Sequence[Point], targets: Sequence[Level], width: int, label: Callable[[Decimal], str]) -> Text:
    """The figures as lines of text, `width` characters wide; `label` writes a value on the axis."""
    top, bottom = _extent(points, targets)
    marks = {0: label(top), HEIGHT - 1: label(bottom)}
    margin = max(len(text) for text in marks.values()) + 1
    frame = _frame(points, targets, width - margin - 2)
    cells = _line(points, frame) | _goals(targets, frame)
    for point in points:
        style = DOUBTFUL if point.doubtful else FIGURE
        cells[frame.x(point.day) // 2, frame.y(point.value) // 4] = ("○" if point.doubtful else "●", style)
    rows = {frame.y(top) // 4: label(top), frame.y(bottom) // 4: label(bottom)}
    text = Text()
    for row in range(HEIGHT):
        text.append(f"{rows.get(row, ''):>{margin - 1}} ", AXIS)
        text.append("┤" if row in rows else "│", AXIS)
        for column in range(frame.columns):
            text.append(*cells.get((column, row), (" ", "")))
        text.append("\n")
    text.append(_axis(frame, margin), AXIS)
    return text


def _extent(points: Sequence[Point], targets: Sequence[Level]) -> tuple[Decimal, Decimal]:
    values = [*(p.value for p in points), *(t.value for t in targets)]
    return max(values), min(values)


def _frame(points: Sequence[Point], targets: Sequence[Level], columns: int) -> _Frame:
    high, low = map(float, _extent(points, targets))
    room = ROOM * (high - low) or 1.0
    days = [p.day for p in points]
    starts = [t.start for t in targets if t.end >= min(days)]
    return _Frame(min([*days, *starts]), max(days), low - room, high + room, max(10, columns))


def _line(points: Sequence[Point], frame: _Frame) -> dict[tuple[int, int], tuple[str, str]]:
    """Straight strokes from figure to figure, as braille."""
    bits: dict[tuple[int, int], int] = {}
    dots = [(frame.x(p.day), frame.y(p.value)) for p in points]
    for (before, after), ((xa, ya), (xb, yb)) in zip(pairwise(points), pairwise(dots), strict=True):
        if before.strand != after.strand or (after.day - before.day).days > LONGEST_GAP:
            continue
        steps = max(abs(xb - xa), abs(yb - ya), 1)
        for step in range(steps + 1):
            x, y = round(xa + (xb - xa) * step / steps), round(ya + (yb - ya) * step / steps)
            cell = (x // 2, y // 4)
            bits[cell] = bits.get(cell, 0) | DOT[x % 2, y % 4]
    return {cell: (chr(BRAILLE + mask), LINE) for cell, mask in bits.items()}


def _goals(targets: Sequence[Level], frame: _Frame) -> dict[tuple[int, int], tuple[str, str]]:
    """Each target as dashes over the time it is for."""
    cells = {}
    for target in targets:
        if target.end < frame.first or target.start > frame.last:
            continue
        first, last = frame.x(max(target.start, frame.first)) // 2, frame.x(min(target.end, frame.last)) // 2
        for column in range(first, last + 1):
            cells[column, frame.y(target.value) // 4] = ("╌", GOAL)
    return cells


def _axis(frame: _Frame, margin: int) -> str:
    """The foot of the chart: a tick and a label where financial years begin, as many as there is room for."""
    line, labels = ["─"] * frame.columns, [" "] * (frame.columns + 8)
    free = 0
    for year in range(frame.first.year - 1, frame.last.year + 1):
        start = date(year, 4, 1)
        if not frame.first <= start <= frame.last:
            continue
        column = frame.x(start) // 2
        name = f"{year}-{(year + 1) % 100:02d}"
        line[column] = "┬"
        if column >= free and column + len(name) <= frame.columns + 1:
            labels[column : column + len(name)] = name
            free = column + len(name) + 1
    pad = " " * margin
    return f"{pad}└{''.join(line)}\n{pad} {''.join(labels).rstrip()}"
