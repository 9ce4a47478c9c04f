"""Read cards: boxes of one width, each round the name of an indicator and its figures, without rules inside.

A card becomes a small table: the name across it, then a row for each figure with what it is called, which is blank for
the one that stands alone in large print.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import NamedTuple

from extract.tables.cells import fill_cell
from extract.tables.looks import is_period
from extract.tables.phrases import Line, Phrase, page_lines
from schemas.layout import Box, Cell, Grid, Page, Rule, Word, around

FEWEST = 2
"""A box alone may frame anything, and so may one with a single figure."""
MOST_SIDES = 200
"""Upright rules; a page of more is one of tables or drawings."""
SMALLEST = (70.0, 36.0)
"""Points of the width and height of the smallest card."""
CORNER = 12.0
"""Points by which the sides of a box may end before its corner, where that is round."""
SAME = 2.0
"""Points by which the sides of one box, and the widths of several, may differ."""


class _Part(NamedTuple):
    label: tuple[Word, ...]
    value: Box
    words: tuple[Word, ...]


def framed_cards(page: Page) -> list[Grid]:
    """The cards of a page; none where fewer than two boxes of one width hold a name and figures."""
    boxes = _boxes(page.rules)
    found = [grid for box in boxes if (grid := _card(box, page)) is not None]
    widths = [g.box.width for g in found if g.box is not None]
    alike = bool(widths) and max(widths) - min(widths) <= SAME
    return found if len(found) >= FEWEST and len(found) == len(boxes) and alike else []


def _boxes(rules: Sequence[Rule]) -> list[Box]:
    """The boxes that four rules close, with square or round corners, that touch no other and have no rule inside."""
    upright = [r.box for r in rules if r.box.height > r.box.width]
    flat = [r.box for r in rules if r.box.width >= r.box.height]
    if len(upright) > MOST_SIDES:
        return []
    found = []
    for left, right in permutations(upright, 2):
        level = abs(left.top - right.top) <= SAME and abs(left.bottom - right.bottom) <= SAME
        if not level or right.x0 - left.x0 < SMALLEST[0]:
            continue
        above = [f.top for f in flat if _closes(f, left, right, left.top - f.top)]
        below = [f.top for f in flat if _closes(f, left, right, f.top - left.bottom)]
        if above and below and max(below) - min(above) >= SMALLEST[1]:
            found.append(Box(left.x0, min(above), right.x0, max(below)))
    sharp = [b for b in found if any(abs(b.top - side.top) <= SAME for side in upright if abs(side.x0 - b.x0) <= SAME)]
    found = sharp or found  # with square corners, the gap between four boxes looks like one with round corners
    apart = [b for b in found if not any(_touch(b, other) for other in found if other is not b)]
    return [b for b in apart if not any(_lies_in(r.box, b) for r in rules)]


def _closes(flat: Box, left: Box, right: Box, beyond: float) -> bool:
    """Whether a rule runs from one side to the other, as far within them as it lies beyond their ends."""
    corner = max(0.0, beyond)
    ends = abs(flat.x0 - left.x0 - corner) <= SAME and abs(right.x0 - corner - flat.x1) <= SAME
    return -SAME <= beyond <= CORNER and ends


def _touch(a: Box, b: Box) -> bool:
    return a.x0 - SAME <= b.x1 and b.x0 - SAME <= a.x1 and a.top - SAME <= b.bottom and b.top - SAME <= a.bottom


def _lies_in(rule: Box, box: Box) -> bool:
    x, y = rule.middle
    return box.x0 + CORNER < x < box.x1 - CORNER and box.top + CORNER < y < box.bottom - CORNER


def _card(box: Box, page: Page) -> Grid | None:
    """The card in a box, if it prints a name and figures, one of them alone at most, the others behind what they are."""
    words = [w for w in page.words if box.holds(*w.box.middle)]
    marks = [m for m in page.marks if m.box is not None and box.holds(*m.box.middle)]
    name: list[Word] = []
    parts: list[_Part] = []
    for line in page_lines(words, marks):
        part = _part(line)
        if part is not None:
            parts.append(part)
        elif any(p.label for p in parts) or (name and parts and parts[-1].value.top > name[-1].box.top):
            return None
        else:
            name += _words(line.phrases)
    if not name or len(parts) < FEWEST or sum(not p.label for p in parts) > 1:
        return None
    cells = [fill_cell(Cell(row=0, column=0, column_span=2, box=around([w.box for w in name])), name, page)]
    for row, part in enumerate(parts, 1):
        label = Cell(row=row, column=0, box=around([w.box for w in part.label]) if part.label else part.value)
        cells.append(fill_cell(label, part.label, page) if part.label else label)
        cells.append(fill_cell(Cell(row=row, column=1, box=part.value), part.words, page))
    return Grid(page=page.number, box=box, rows=len(parts) + 1, columns=2, cells=tuple(cells), engine="frame")


def _is_alone(line: Line) -> bool:
    text = line.phrases[0].text
    return len(line.phrases) == 1 and line.phrases[0].value and not is_period(text) and ":" not in text


def _part(line: Line) -> _Part | None:
    """A figure and its name: "Target 2024/25  142", "Target: 142", or a figure alone."""
    if _is_alone(line):
        return _Part((), line.box, line.phrases[0].words)
    first, *rest = line.phrases
    if rest and not first.value:
        return _Part(first.words, around([p.box for p in rest]), _words(rest))
    at = next((n for n, w in enumerate(first.words) if w.text.endswith(":")), None)
    if rest or at is None or at + 1 == len(first.words):
        return None
    behind = first.words[at + 1 :]
    return _Part(first.words[: at + 1], around([w.box for w in behind]), behind)


def _words(phrases: Sequence[Phrase]) -> tuple[Word, ...]:
    return tuple(w for p in phrases for w in p.words)
