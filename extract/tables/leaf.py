"""Take a page apart into grids, blocks and pictures."""

from __future__ import annotations

from collections.abc import Sequence

from extract.tables.aligned import aligned_grids
from extract.tables.blocks import blocks_of
from extract.tables.order import in_reading_order
from extract.tables.ruled import ruled_grids
from schemas.layout import Element, Grid, Leaf, Page, Picture, Word


def leaf_of(page: Page) -> Leaf:
    """The page's elements in reading order."""
    grids = ruled_grids(page)
    grids += aligned_grids(page, _loose(page, grids), [g.box for g in grids if g.box])
    loose = _loose(page, grids)
    pictures = [
        Picture(page=page.number, box=box)
        for box in page.pictures
        if min(box.width, box.height) > 30 and not any(_inside(g, *box.middle) for g in grids)
    ]
    elements: list[Element] = [*grids, *pictures, *blocks_of(loose, page.number)]
    return Leaf(
        number=page.number, width=page.width, height=page.height, elements=tuple(in_reading_order(elements)),
        text=page.text, reader=page.reader, remark=page.remark,
    )  # fmt: skip


def _loose(page: Page, grids: Sequence[Grid]) -> list[Word]:
    return [w for w in page.words if not any(_inside(g, *w.box.middle) for g in grids)]


def _inside(grid: Grid, x: float, y: float) -> bool:
    return grid.box is not None and grid.box.holds(x, y)
