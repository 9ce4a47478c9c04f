"""Fill the cells of a grid with the words, symbols and colours that lie in them."""

from __future__ import annotations

from collections.abc import Sequence

from extract.read import marks_in
from extract.tables.blocks import paragraphs_of
from extract.tables.doubt import doubts_of
from extract.tables.lines import join_lines, line_text, lines_of
from schemas.layout import Box, Cell, Colour, Fill, Mark, Page, Word, around

COVERS = 0.7
"""A fill colours a cell where it covers this share of it."""
PATCH = (3.0, 24.0)
"""A filled square or lozenge of this height (points) inside a cell is a symbol of its own."""
LONGEST_PATCH = 5.0
"""Width of a lozenge by its height."""
WIDEST_TILE, TALLEST_TILE = 0.2, 0.15
"""The most of a page's width and height that one coloured cell takes."""
TILE_EDGE = 2.0
"""Print keeps this distance (points) from the edges of a coloured cell."""
JUDGES = ("red", "amber", "green")


def coloured_cells(page: Page) -> list[Box]:
    """Where a colour stands in the place of print: the fills of a score's colour that no word stands in."""
    return [
        Box(f.box.x0 + TILE_EDGE, f.box.top, f.box.x1 - TILE_EDGE, f.box.bottom)
        for f in page.fills
        if f.colour in JUDGES
        and 2 * TILE_EDGE < f.box.width <= WIDEST_TILE * page.width
        and 2 * TILE_EDGE < f.box.height <= TALLEST_TILE * page.height
        and not any(f.box.holds(*w.box.middle) for w in page.words)
    ]


def fill_cell(cell: Cell, words: Sequence[Word], page: Page) -> Cell:
    """The cell with its text, marks, notes and colour; `words` are those inside its box."""
    box = cell.box
    if box is None:
        return cell
    lines = lines_of(words)
    fills = [f for f in page.fills if _overlap(f.box, box) > 0]
    plain = [w for w in words if not w.raised]
    marks = (*marks_in(words), *_patches(fills, box), *_inside(page.marks, box))
    prints = [*(w.box for w in words), *(m.box for m in marks if m.box is not None)]
    return cell.model_copy(
        update={
            "paragraphs": tuple(
                join_lines(line_text(line) for line in lines)
                for lines in paragraphs_of([w for w in words if not w.turned])
            ),
            "text": join_lines(line_text(line) for line in lines),
            "print_box": around(prints) if prints else None,
            "marks": marks,
            "notes": tuple(w.text for w in words if w.raised),
            "bold": bool(plain) and all(w.bold for w in plain),
            "turned": bool(plain) and all(w.turned for w in plain),
            "fill": _colour(fills, box, prints),
            "ink": _ink(plain),
            "doubts": (*page.doubts, *doubts_of(words)),
        }
    )


def _overlap(a: Box, b: Box) -> float:
    return max(0.0, min(a.x1, b.x1) - max(a.x0, b.x0)) * max(0.0, min(a.bottom, b.bottom) - max(a.top, b.top))


def _colour(fills: Sequence[Fill], box: Box, words: Sequence[Box]) -> Colour | None:
    area = box.width * box.height
    painted = [f for f in fills if f.colour != "white"]
    covering = [f for f in painted if area and _overlap(f.box, box) >= COVERS * area]
    return covering[-1].colour if covering else _judging(painted, box, words)


def _judging(fills: Sequence[Fill], box: Box, words: Sequence[Box]) -> Colour | None:
    """The score's colour that lies in a cell and behind all its print, where its edges are only guessed."""
    within = [
        f for f in fills
        if f.colour in JUDGES and _overlap(f.box, box) >= COVERS * f.box.width * f.box.height
        and f.box.height >= COVERS * box.height and all(f.box.holds(*b.middle) for b in words)
    ]  # fmt: skip
    return within[-1].colour if within else None


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
