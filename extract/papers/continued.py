"""Tables that go on over a page."""

from __future__ import annotations

from typing import NamedTuple

from extract.papers.headers import Header
from extract.papers.names import Name
from schemas.layout import Grid
from schemas.records import Kind

SAME_EDGE = 6.0
"""Points by which the sides of a table may differ from page to page."""


class Opened(NamedTuple):
    """A table that was read and may go on: its header, the last row's name, the kind of commentary left open, how codes begin."""

    grid: Grid
    header: Header
    last: Name | None
    kind: Kind | None
    prefixes: frozenset[str]


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
    if grid.box is None or before.box is None or before.page == grid.page or before.columns != grid.columns:
        return None
    same = abs(before.box.x0 - grid.box.x0) < SAME_EDGE and abs(before.box.x1 - grid.box.x1) < SAME_EDGE
    return goes_on if same else None
