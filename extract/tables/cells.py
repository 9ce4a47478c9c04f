"""Fill the cells of a grid with the words, symbols and colours that lie in them."""

from __future__ import annotations

from collections.abc import Sequence

from extract.read import marks_in
from extract.tables.blocks import paragraphs_of
from extract.tables.doubt import doubts_of
from extract.tables.lines import join_lines, line_text, lines_of
from schemas.layout import Box, Cell, Colour, Fill, Mark, Page, Word

COVERS = 0.7
"""A fill colours a cell where it covers this share of it."""
PATCH = (3.0, 24.0)
"""A filled square or lozenge of this height (points) inside a cell is a symbol of its own."""
LONGEST_PATCH = 5.0
"""Width of a lozenge by its height."""


def fill_cell(cell: Cell, words: Sequence[Word], page: Page) -> Cell:
    """The cell with its text, marks, notes and colour; `words` are those inside its box."""
    box = cell.box
    if box is None:
        return cell
    lines = lines_of(words)
    fills = [f for f in page.fills if _overlap(f.box, box) > 0]
    plain = [w for w in words if not w.raised]
    return cell.model_copy(
        update={
            "paragraphs": tuple(
                join_lines(line_text(line) for line in lines)
                for lines in paragraphs_of([w for w in words if not w.turned])
            ),
            "text": join_lines(line_text(line) for line in lines),
            "marks": (*marks_in(words), *_patches(fills, box), *_inside(page.marks, box)),
            "notes": tuple(w.text for w in words if w.raised),
            "bold": bool(plain) and all(w.bold for w in plain),
            "turned": bool(plain) and all(w.turned for w in plain),
            "fill": _colour(fills, box),
            "ink": _ink(plain),
            "doubts": (*page.doubts, *doubts_of(words)),
        }
    )


def _overlap(a: Box, b: Box) -> float:
    return max(0.0, min(a.x1, b.x1) - max(a.x0, b.x0)) * max(0.0, min(a.bottom, b.bottom) - max(a.top, b.top))


def _colour(fills: Sequence[Fill], box: Box) -> Colour | None:
    area = box.width * box.height
    covering = [f for f in fills if area and _overlap(f.box, box) >= COVERS * area]
    return covering[-1].colour if covering else None


def _ink(words: Sequence[Word]) -> Colour | None:
    colours = {w.colour for w in words}
    (colour,) = colours if len(colours) == 1 else (None,)
    return colour if colour not in ("black", "grey", "white", "other") else None


def _patches(fills: Sequence[Fill], box: Box) -> list[Mark]:
    low, high = PATCH
    return [
        Mark(shape="square", colour=f.colour, drawn="fill", box=f.box)
        for f in fills
        if low <= f.box.height <= high and 0.6 <= f.box.width / f.box.height <= LONGEST_PATCH
        and box.holds(*f.box.middle)
        and f.box.width * f.box.height < 0.6 * box.width * box.height
        and f.colour in ("red", "amber", "green", "blue")
    ]  # fmt: skip


def _inside(marks: Sequence[Mark], box: Box) -> list[Mark]:
    return [m for m in marks if m.box is not None and box.holds(*m.box.middle)]
