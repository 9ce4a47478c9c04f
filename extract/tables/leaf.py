"""Take a page apart into grids, blocks and pictures."""

from __future__ import annotations

from extract.tables.blocks import blocks_of
from extract.tables.order import in_reading_order
from extract.tables.ruled import ruled_grids
from schemas.layout import Element, Grid, Leaf, Page, Picture


def leaf_of(page: Page) -> Leaf:
    """The page's elements in reading order."""
    grids = ruled_grids(page)
    loose = [w for w in page.words if not any(_inside(g, *w.box.middle) for g in grids)]
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


def _inside(grid: Grid, x: float, y: float) -> bool:
    return grid.box is not None and grid.box.holds(x, y)
