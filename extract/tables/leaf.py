"""Take a page apart into grids, blocks and pictures."""

from __future__ import annotations

from collections.abc import Sequence

from extract.tables.blocks import blocks_of
from extract.tables.frames import framed_cards
from extract.tables.legend import legend_of
from extract.tables.lines import line_text, lines_of
from extract.tables.mend import grids_of, outside
from extract.tables.order import in_reading_order
from extract.tables.runs import with_sound_runs
from extract.tables.stray import stray_figures
from extract.tables.turned import parts_of, turned_back
from schemas.layout import Box, Element, Grid, Leaf, Page, Picture


def leaf_of(page: Page) -> Leaf:
    """The page's elements in reading order; parts that are turned on the page come last."""
    upright, parts = parts_of(with_sound_runs(page))
    turned = [(part, _elements(part.page)) for part in parts]
    elements = [*_elements(upright), *(turned_back(e, part) for part, found in turned for e in found)]
    whole, own = (parts[0].page, turned[0][1]) if len(parts) == 1 and not upright.words else (page, elements)
    boxes = [e.box for e in own if isinstance(e, Grid) and e.box is not None]
    loose = outside(whole.words, boxes)
    return Leaf(
        number=page.number, width=page.width, height=page.height, elements=tuple(elements),
        legend=legend_of(whole, loose, boxes), stray=stray_figures(loose, boxes),
        lines=tuple(line_text(line) for line in lines_of(w for w in whole.words if not w.turned)),
        text=page.text, reader=page.reader, remark=page.remark, unread=page.unread,
        lie=page.lie,
    )  # fmt: skip


def _elements(page: Page) -> list[Element]:
    cards = framed_cards(page)
    grids = [*cards, *grids_of(_beside(page, [c.box for c in cards if c.box is not None]))]
    loose = outside(page.words, [g.box for g in grids if g.box is not None])
    pictures = [
        Picture(page=page.number, box=box)
        for box in page.pictures
        if min(box.width, box.height) > 30 and not any(_inside(g, *box.middle) for g in grids)
    ]
    return in_reading_order([*grids, *pictures, *blocks_of(loose, page.number)])


def _beside(page: Page, boxes: Sequence[Box]) -> Page:
    """The page without what stands in these boxes, and without their sides."""
    if not boxes:
        return page
    rules = [r for r in page.rules if not any(b.holds(*r.box.middle, 1.0) for b in boxes)]
    marks = [m for m in page.marks if m.box is None or not any(b.holds(*m.box.middle) for b in boxes)]
    words = outside(page.words, boxes)
    return page.model_copy(update={"words": tuple(words), "rules": tuple(rules), "marks": tuple(marks)})


def _inside(grid: Grid, x: float, y: float) -> bool:
    return grid.box is not None and grid.box.holds(x, y)
