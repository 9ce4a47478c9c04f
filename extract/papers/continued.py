"""Tables that go on over a page."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.papers.columns import FIGURES, Header
from extract.papers.names import Name
from extract.read import without_marks
from extract.values import read_cell
from schemas.layout import Grid
from schemas.records import Kind

SAME_EDGE = 6.0
"""Points by which the sides of a table may differ from page to page."""
FIGURE = re.compile(r"(?<!\S)[£<]?\d[\d,]*(?:\.\d+)?%?(?!\S)")
FURTHEST = 3
"""Pages between a table and its rest, where other text stands between them."""


class Opened(NamedTuple):
    """A table that was read and may go on: its header, the last row's name, the kind of commentary left open, and how
    its codes begin."""

    grid: Grid
    header: Header
    last: Name | None
    kind: Kind | None
    prefixes: frozenset[str]
    apart: bool = False
    """Whether a heading stands behind it."""


def header_above(opened: Opened, grid: Grid, header: Header) -> Header | None:
    """The header under which a grid goes on from an opened one: its own, repeated, or the one before; else None."""
    before = opened.grid
    if header.rows:
        again = [c.text for c in header.columns] == [c.text for c in opened.header.columns]
        return opened.header._replace(rows=header.rows) if again and before.page != grid.page else None
    goes_on = opened.header._replace(rows=0)
    if grid.engine == "text" and before.engine == "text":
        lone = sum(bool(c.text) for c in grid.cells) == grid.rows
        return goes_on if grid.columns == before.columns or lone else None
    if grid.box is None or before.box is None or before.columns != grid.columns:
        return None
    if opened.apart:
        return goes_on if _same_columns(opened, grid) else None
    if before.page == grid.page:
        return None
    same = abs(before.box.x0 - grid.box.x0) < SAME_EDGE and abs(before.box.x1 - grid.box.x1) < SAME_EDGE
    return goes_on if same or _same_columns(opened, grid) else None


def may_hold_rows(opened: Opened, grid: Grid, header: Header) -> bool:
    """Whether a grid that is no table of its own stands where a table goes on, and prints figures as its rows do."""
    follows = not opened.apart and opened.grid.page is not None and grid.page == opened.grid.page + 1
    wide = grid.box is not None and opened.grid.box is not None and abs(grid.box.x0 - opened.grid.box.x0) < SAME_EDGE
    figures = sum(len(FIGURE.findall(c.text)) for c in grid.cells)
    headed = any(c.role in FIGURES or c.part is not None for c in header.columns)
    return follows and wide and not headed and figures >= len(opened.header.all(*FIGURES))


def _same_columns(opened: Opened, grid: Grid) -> bool:
    """Whether a grid behind a heading has the columns of the table before: where they stand, and what they hold."""
    near = (grid.page or 0) - (opened.grid.page or 0) <= FURTHEST
    figures = opened.header.all(*FIGURES)
    texts = [c.text for c in grid.cells if c.column in figures and c.text]
    values = [t for t in texts if read_cell(without_marks(t), kind="outturn")[0].status != "unreadable"]
    return opened.grid.same_columns(grid) and near and bool(texts) and len(values) == len(texts) and len(figures) > 1
