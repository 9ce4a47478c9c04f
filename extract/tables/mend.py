"""Choose between rules and alignment where the rules of a page show only part of a table.

Zebra fills, a boxed header over an unruled body, rows boxed one by one, and frames without rows all leave grids that
are fragments.  Fragments that stack are put together; where an aligned table takes in a fragment, it replaces it.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.tables.aligned import aligned_grids, crowned, is_core
from extract.tables.looks import is_figure, is_head, is_value
from extract.tables.phrases import Line, page_lines
from extract.tables.printed import is_printed, printed_grids
from extract.tables.ruled import grid_of, ruled_grids
from schemas.layout import Box, Grid, Page, Word

SAME_SIDE = 4.0
"""Fragments whose sides differ by at most this (points) are as wide as each other."""
STACKED = 6.0
"""Fragments this far apart (points) are rows of one table."""
FIRST_FIGURES = 96.0
"""The first figures stand at most this far (points) below a boxed header: beside the middle of a long comment."""
LINES_TO_A_ROW = 3
"""A ruled row that holds this many lines of figures is a frame around rows without rules."""
MOST = 0.6
"""An aligned table replaces a fragment if this share of the fragment's words, and all its figures, stand in it."""
COMMON = 1 / 3
"""So large a share of lines with several figures in one cell makes the rules part of a decoration."""


def grids_of(page: Page) -> list[Grid]:
    """Every table of the page.

    A column of boxes is a table only where no aligned table stands in it.
    """
    ruled = stacked(ruled_grids(page), page)
    firm = [g for g in ruled if not is_fragment(g, page)]
    weak = [g for g in ruled if g not in firm]
    lists = [g for g in weak if g.columns == 1]
    weak = [g for g in weak if g.columns > 1]
    while True:
        boxes = [g.box for g in firm if g.box is not None]
        free = outside(page.words, boxes)
        aligned = printed_grids(page, free, boxes) if is_printed(free) else aligned_grids(page, free, boxes)
        torn = [g for g in weak if any(_meet(a, g) for a in aligned) and not _take_in(aligned, g, page)]
        if not torn:
            weak = [g for g in weak if not _take_in(aligned, g, page)]
            lists = [g for g in lists if not any(_meet(a, g) for a in aligned)]
            found = [*firm, *weak, *lists, *aligned]
            loose = outside(page.words, [g.box for g in found if g.box is not None])
            return [crowned(g, page, loose) for g in found]
        firm += torn
        weak = [g for g in weak if g not in torn]


def outside(words: Sequence[Word], boxes: Sequence[Box]) -> list[Word]:
    """The words that stand in none of the boxes."""
    return [w for w in words if not any(b.holds(*w.box.middle) for b in boxes)]


def stacked(grids: Sequence[Grid], page: Page) -> list[Grid]:
    """The grids with rows that are boxed one by one put together, top to bottom."""
    result: list[Grid] = []
    for grid in sorted(grids, key=lambda g: (g.box.top, g.box.x0) if g.box else (0.0, 0.0)):
        home = next((n for n in range(len(result) - 1, -1, -1) if _stacks(result[n], grid)), None)
        joined = None if home is None else _joined(result[home], grid, page)
        if home is None or joined is None:
            result.append(grid)
        else:
            result[home] = joined
    return result


def _stacks(above: Grid, below: Grid) -> bool:
    a, b = above.box, below.box
    return (
        a is not None and b is not None
        and min(above.rows, below.rows) == 1 and min(above.columns, below.columns) > 1
        and abs(a.x0 - b.x0) <= SAME_SIDE and abs(a.x1 - b.x1) <= SAME_SIDE
        and -SAME_SIDE <= b.top - a.bottom <= STACKED
        and _share_edges(above, below)
    )  # fmt: skip


def _edges(grid: Grid) -> set[int]:
    return {round(c.box.x0) for c in grid.cells if c.box is not None}


def _share_edges(above: Grid, below: Grid) -> bool:
    """Whether every column edge of the grid with fewer columns is one of the other's."""
    few, many = sorted((_edges(above), _edges(below)), key=len)
    return all(any(abs(x - y) <= SAME_SIDE for y in many) for x in few)


def _joined(above: Grid, below: Grid, page: Page) -> Grid | None:
    upper = [c.box for c in above.cells if c.box is not None]
    lower = [c.box for c in below.cells if c.box is not None]
    if above.box is None or below.box is None:
        return None
    seam, start = above.box.bottom, below.box.top
    return grid_of([*upper, *(b._replace(top=seam) if abs(b.top - start) < 1 else b for b in lower)], page)


def is_fragment(grid: Grid, page: Page) -> bool:
    """Whether the grid may be only part of a table: one row or column, a header, a frame around rows without rules,
    or figures without a word, as a scale of colours behind them leaves."""
    if grid.rows == 1 or grid.columns == 1 or all(is_value(c.text) for c in grid.cells if c.text):
        return True
    return _is_frame(grid, page) or _is_header(grid, page)


def _is_frame(grid: Grid, page: Page) -> bool:
    if grid.box is None:
        return False
    lines = page_lines([w for w in page.words if grid.box.holds(*w.box.middle)])
    figures = [line for line in lines if is_core(line)]
    tallest = max(
        (sum(c.box.top <= f.box.middle[1] <= c.box.bottom for f in figures) for c in grid.cells if c.box is not None),
        default=0,
    )
    if tallest >= LINES_TO_A_ROW and len(figures) >= LINES_TO_A_ROW * grid.rows:
        return True
    crowded = [c for c in grid.cells if c.box is not None and not is_figure(c.text)]
    uncut = [f for f in figures if any(_side_by_side(f, c.box) for c in crowded if c.box is not None)]
    return len(uncut) >= max(1.0, COMMON * len(figures))


def _side_by_side(line: Line, box: Box) -> bool:
    """Whether figures of several columns stand in one cell, or anything that is printed piece by piece."""
    inside = [p for p in line.phrases if box.holds(*p.box.middle) and any(c.isalnum() for c in p.text)]
    figures = sum(p.value for p in inside)
    return figures > 1 or (figures > 0 and sum(is_printed(p.words) for p in inside) > 1)


def _is_header(grid: Grid, page: Page) -> bool:
    """Whether no figure stands in the grid, and figures follow right below it."""
    if grid.box is None or any(is_value(c.text) and not is_head(c.text) for c in grid.cells if c.column):
        return False
    box = grid.box
    below = [
        w for w in page.words if 0 <= w.box.top - box.bottom <= FIRST_FIGURES and box.x0 <= w.box.middle[0] <= box.x1
    ]
    return any(is_core(line) for line in page_lines(below))


def _meet(a: Grid, b: Grid) -> bool:
    if a.box is None or b.box is None:
        return False
    return a.box.x0 < b.box.x1 and b.box.x0 < a.box.x1 and a.box.top < b.box.bottom and b.box.top < a.box.bottom


def _take_in(aligned: Sequence[Grid], fragment: Grid, page: Page) -> bool:
    """Whether every figure and most other words of the fragment stand in the aligned tables.

    There are several where a heading with white around it parts the rows that the rules hold together.
    """
    found = [a.box for a in aligned if a.box is not None and _meet(a, fragment)]
    if fragment.box is None or not found:
        return False
    words = [w for w in page.words if fragment.box.holds(*w.box.middle)]
    taken = [any(box.holds(*w.box.middle) for box in found) for w in words]
    figures = (p for line in page_lines(words) if is_core(line) for p in line.values)
    return sum(taken) >= MOST * len(words) and all(any(box.holds(*p.box.middle) for box in found) for p in figures)
