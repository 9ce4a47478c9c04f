"""Say which tables go on from an earlier page: with further rows, or with further columns of the same rows.

`join` marks the grids; nothing is moved, so that every table stays in the inventory of its own page.  `whole` puts a
table together for reading: its cells then carry the page that they stand on.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.tables.aligned import UNFINISHED
from extract.tables.evidence import WORDS
from extract.tables.lines import join_lines
from extract.tables.looks import goes_on, is_head, is_value
from schemas.layout import Block, Cell, Element, Grid, Joined, Leaf

SAME_EDGE = 6.0
"""Column and row edges of ruled tables agree to within this (points)."""
MARGIN = 0.12
"""What stands in this share of a page's height at its top or bottom does not come between two parts of a table."""
SHORT_NOTE = 160
"""A note of at most this many characters may stand below a table that goes on."""
FURTHEST = 12
"""Further columns stand at most this many pages behind the first ones."""
MOST_HEADER_ROWS = 4
FEWEST_HEADERS = 3
"""A header has at most so many rows, and at least so many cells."""
LONGEST_START = 40
"""So many blocks may begin a page on which a table goes on unread."""
FEWEST_ROWS = 3
"""Fewer rows are not enough to say that two grids are parts of the same rows."""

Rows = list[list[Cell | None]]


def join(leaves: Sequence[Leaf]) -> list[Leaf]:
    """The leaves of one paper in page order, each grid with a note of the earlier grid that it goes on from."""
    grids = [(leaf, e) for leaf in leaves for e in leaf.elements if isinstance(e, Grid)]
    notes: dict[int, Joined] = {}
    for n in range(1, len(grids)):
        note = _below(grids, n) or _beside(grids, n, notes)
        if note is not None:
            notes[n] = note
    return _noted(leaves, notes)


def _noted(leaves: Sequence[Leaf], notes: dict[int, Joined]) -> list[Leaf]:
    result = []
    count = 0
    for leaf in leaves:
        elements: list[Element] = []
        for element in leaf.elements:
            if isinstance(element, Grid):
                elements.append(element.model_copy(update={"joined": notes[count]}) if count in notes else element)
                count += 1
            else:
                elements.append(element)
        result.append(leaf.model_copy(update={"elements": tuple(elements)}))
    return result


def put_together(leaves: Sequence[Leaf]) -> list[Leaf]:
    """The leaves with rows that a page break cut in half made whole, and with further columns beside their names.

    A grid keeps its note where nothing is left of it to be read by itself.
    """
    placed = [(leaf, e) for leaf in join(leaves) for e in leaf.elements if isinstance(e, Grid)]
    grids = [grid for _, grid in placed]
    notes = {n: g.joined for n, g in enumerate(grids) if g.joined is not None}
    after = {leaf.number: leaf for leaf in leaves if leaf.number is not None}
    unread = {
        n
        for n, (leaf, grid) in enumerate(placed)
        if (below := after.get((leaf.number or 0) + 1)) is not None and ends_its_page(leaf, grid)
        if _goes_on_unread(grid, below)
    }
    result = [
        _doubted(g) if n in unread else g for n, g in enumerate(g.model_copy(update={"joined": None}) for g in grids)
    ]
    for n in reversed(range(len(grids))):
        note = grids[n].joined
        if note is not None and note.side == "below" and not note.cut:
            note = _beside(placed, n, notes) or note
        if note is not None and note.cut:
            result[note.to], result[n] = _healed(result[note.to], result[n], note)
        elif note is not None and note.side == "beside" and result[note.to].rows == grids[n].rows:
            result[note.to] = _with_columns(result[note.to], result[n], note)
            result[n] = result[n].model_copy(update={"joined": note})
        elif note is not None and note.side == "below" and _may_be_cut(result[note.to], result[n], note.repeated):
            result[note.to] = _doubted(result[note.to])
    mended = iter(result)
    return [
        leaf.model_copy(update={"elements": tuple(next(mended) if isinstance(e, Grid) else e for e in leaf.elements)})
        for leaf in leaves
    ]


def _healed(above: Grid, grid: Grid, note: Joined) -> tuple[Grid, Grid]:
    """Both parts of a table: the last row above with the rest that stands below, and the grid without that."""
    row = note.repeated
    rest = {c.column: _paged(c, grid, above) for c in _row(grid, row)}
    last = [_finished(c, rest.get(c.column)) if c.row + c.row_span == above.rows else c for c in above.cells]
    whole_above = above.model_copy(update={"cells": tuple(last)})
    if grid.rows == row + 1:
        return whole_above, grid.model_copy(update={"joined": note})
    moved = [
        c.model_copy(update={"row": c.row - 1}) if c.row > row
        else c.model_copy(update={"row_span": c.row_span - 1}) if c.row + c.row_span > row
        else c
        for c in grid.cells
        if c.row != row or c.row_span > 1
    ]  # fmt: skip
    return whole_above, grid.model_copy(update={"cells": tuple(moved), "rows": grid.rows - 1})


# Further rows


def _below(grids: Sequence[tuple[Leaf, Grid]], n: int) -> Joined | None:
    """The note of a grid that goes on from the last one of the page before."""
    (before, above), (leaf, grid) = grids[n - 1], grids[n]
    if before.number is None or leaf.number != before.number + 1 or not above.same_columns(grid):
        return None
    if not ends_its_page(before, above) or not opens_its_page(leaf, grid):
        return None
    repeated = _repeated_rows(above, grid)
    if not repeated and has_header(grid):
        return None
    return Joined(to=n - 1, side="below", repeated=repeated, cut=_is_cut(above, grid, repeated))


def ends_its_page(leaf: Leaf, grid: Grid) -> bool:
    """Whether nothing comes after the grid but short notes."""
    after = leaf.elements[_place(leaf, grid) + 1 :]
    return all(
        _marginal(e, leaf) or (isinstance(e, Block) and len(e.text) <= SHORT_NOTE and e.kind != "heading")
        for e in after
    )


def opens_its_page(leaf: Leaf, grid: Grid) -> bool:
    """Whether nothing comes before the grid but the heading of its next group of rows, right above its rules."""
    before = [e for e in leaf.elements[: _place(leaf, grid)] if not _marginal(e, leaf)]
    return not before or (len(before) == 1 and heads_rows(before[0], grid))


def heads_rows(element: Element, grid: Grid) -> bool:
    """Whether a text is the heading of the rows right below it."""
    box, rows = element.box, grid.box
    if not isinstance(element, Block) or box is None or rows is None:
        return False
    close = 0 <= rows.top - box.bottom <= max(SAME_EDGE, box.height) and box.height < 2 * max(element.size, SAME_EDGE)
    return close and abs(box.x0 - rows.x0) <= SAME_EDGE and box.x1 <= rows.x1


def _place(leaf: Leaf, grid: Grid) -> int:
    return next(n for n, e in enumerate(leaf.elements) if e is grid)


def _marginal(element: Element, leaf: Leaf) -> bool:
    if isinstance(element, Block) and element.kind == "furniture":
        return True
    box = element.box
    if box is None or isinstance(element, Grid):
        return False
    return box.bottom < MARGIN * leaf.height or box.top > (1 - MARGIN) * leaf.height


def _row(grid: Grid, row: int) -> list[Cell]:
    return sorted((c for c in grid.cells if c.row == row), key=lambda c: c.column)


def _repeated_rows(above: Grid, grid: Grid) -> int:
    """How many rows at the top are the same on both: a header, which has no figures."""
    same = 0
    while same < min(above.rows, grid.rows) - 1:
        texts = [(c.column, c.text) for c in _row(grid, same)]
        if texts != [(c.column, c.text) for c in _row(above, same)] or not any(t for _, t in texts):
            break
        if sum(is_value(t) and not is_head(t) for _, t in texts) > 1:
            break
        same += 1
    return same or _repeated_words(above, grid)


def _repeated_words(above: Grid, grid: Grid) -> int:
    """How many rows at the top print the same headers, though their spans came out otherwise."""
    for rows in range(min(above.rows, grid.rows, MOST_HEADER_ROWS + 1) - 1, 1, -1):
        texts = [sorted(c.text for c in g.cells if c.row < rows and c.text) for g in (above, grid)]
        if (
            texts[0] == texts[1]
            and len(texts[0]) >= FEWEST_HEADERS
            and not any(is_value(t) and not is_head(t) for t in texts[0])
        ):
            return rows
    return 0


def has_header(grid: Grid) -> bool:
    """Whether the first row names columns."""
    first = [c.text for c in _row(grid, 0) if c.text]
    heads = [t for t in first if is_head(t)]
    return len(heads) >= 2 and len(heads) > sum(is_value(t) and not is_head(t) for t in first)


def _is_cut(above: Grid, grid: Grid, repeated: int) -> bool:
    """Whether the first row goes on with the last row above: it has no name, or half of one, and no rival figure."""
    last, first = _texts(above, above.rows - 1), _texts(grid, repeated)
    named = next((c for c, text in last.items() if WORDS.search(text)), None)
    if named is None or not first or (_is_band(above, above.rows - 1) and not _is_band(grid, repeated)):
        return False
    lead = next((c for c, text in last.items() if c > named and is_value(text)), named + 1)
    rivals = any(c in last and is_value(text) and is_value(last[c]) for c, text in first.items())
    fresh = any(c < lead for c in first)
    return not rivals and (not fresh or _is_rest(last, first))


def _is_band(grid: Grid, row: int) -> bool:
    """Whether a row is one text over all columns: a heading, which no row of figures goes on with, or a comment."""
    cells = _row(grid, row)
    return len(cells) == 1 and cells[0].column_span > 1


def _is_rest(last: dict[int, str], first: dict[int, str]) -> bool:
    """Whether a text of a row begins, or the one above it ends, in the middle of a sentence."""
    return any(goes_on(text) or bool(UNFINISHED.search(last[c])) for c, text in first.items() if c in last)


def _may_be_cut(above: Grid, grid: Grid, repeated: int) -> bool:
    """Whether the first row may be the rest of a name: it is one text where names stand, as no other row is."""
    last = _texts(above, above.rows - 1)
    named = next((c for c, text in last.items() if WORDS.search(text)), None)
    lone = _lone(grid, repeated)
    if lone is None or lone.column != named or lone.bold or is_value(lone.text):
        return False
    rows = [(above, r) for r in range(above.rows)] + [(grid, r) for r in range(repeated + 1, grid.rows)]
    others = (_lone(g, r) for g, r in rows)
    return not any(other is not None and other.column == named for other in others)


def _lone(grid: Grid, row: int) -> Cell | None:
    """The only cell of a row that holds anything, where the row has other cells."""
    cells = _row(grid, row)
    filled = [c for c in cells if c.text or c.marks]
    return filled[0] if len(filled) == 1 and len(cells) > 2 else None


def _goes_on_unread(grid: Grid, below: Leaf) -> bool:
    """Whether the next page begins with the header of the grid, or in mid-sentence, and shows no table there."""
    start: list[str] = []
    for element in below.elements:
        if isinstance(element, Grid) or len(start) == LONGEST_START:
            break
        if isinstance(element, Block) and element.kind != "furniture":
            start.append(element.text)
    heads = {c.text for c in grid.cells if c.row < MOST_HEADER_ROWS and c.text}
    return sum(text in heads for text in start) >= FEWEST_HEADERS or any(map(goes_on, start[:1]))


def _doubted(grid: Grid) -> Grid:
    """The grid with a doubt on what names its last row."""
    doubt = "the name may go on at the top of the next page"
    cells = [
        c.model_copy(update={"doubts": (*c.doubts, doubt)})
        if c.row + c.row_span == grid.rows and WORDS.search(c.text) and not is_value(c.text)
        else c
        for c in grid.cells
    ]
    return grid.model_copy(update={"cells": tuple(cells)})


def _texts(grid: Grid, row: int) -> dict[int, str]:
    """What the cells of a row print, by column."""
    return {c.column: c.text for c in _row(grid, row) if c.text}


# Further columns


def _beside(grids: Sequence[tuple[Leaf, Grid]], n: int, notes: dict[int, Joined]) -> Joined | None:
    """The note of a grid whose rows lie at the same heights as those of an earlier one, with other columns."""
    leaf, grid = grids[n]
    taken = {note.to for note in notes.values() if note.side == "beside"}
    if leaf.number is None or grid.rows < FEWEST_ROWS:
        return None
    for k in range(n):
        before, other = grids[k]
        near = before.number is not None and 0 < leaf.number - before.number <= FURTHEST
        if not near or k in taken or not _same_heights(other, grid):
            continue
        repeated = _repeated_columns(other, grid)
        if repeated < grid.columns and (repeated or not (_names_rows(grid) or _headed_alike(other, grid))):
            return Joined(to=k, side="beside", repeated=repeated)
    return None


def _same_heights(a: Grid, b: Grid) -> bool:
    if a.rows != b.rows:
        return False
    tops = [{c.row: c.box.top for c in grid.cells if c.box is not None} for grid in (a, b)]
    return all(abs(tops[0][r] - tops[1][r]) <= SAME_EDGE for r in tops[0].keys() & tops[1].keys())


def _repeated_columns(a: Grid, b: Grid) -> int:
    same = 0
    while same < min(a.columns, b.columns):
        left, right = ([(c.row, c.text) for c in g.cells if c.column == same] for g in (a, b))
        if sorted(left) != sorted(right):
            break
        same += 1
    return same


def _headed_alike(a: Grid, b: Grid) -> bool:
    """Whether half of the headers are the same: then it is another table of the same kind, as each indicator may have."""
    heads = [{c.text for c in _row(grid, 0) if c.text} for grid in (a, b)]
    return 2 * len(heads[0] & heads[1]) >= len(heads[1])


def _names_rows(grid: Grid) -> bool:
    """Whether the first column has names of its own: then it is another table with rows of the same height."""
    names = [c.text for c in grid.cells if c.column == 0 and c.row > 0 and c.text]
    return sum(not is_value(t) for t in names) > len(names) / 2


# A table put together


def whole(grids: Sequence[Grid], number: int) -> Grid:
    """The grid of this number with all that goes on from it; cells that are not on its page carry their own page."""
    grid = grids[number]
    parts = [(n, g.joined) for n, g in enumerate(grids) if g.joined is not None and g.joined.to == number]
    for n, note in parts:
        if note.side == "below":
            grid = _with_rows(grid, whole(grids, n), note)
    for n, note in parts:
        if note.side == "beside":
            grid = _with_columns(grid, whole(grids, n), note)
    return grid


def _paged(cell: Cell, grid: Grid, first: Grid) -> Cell:
    page = cell.page or grid.page
    return cell if page == first.page else cell.model_copy(update={"page": page})


def _with_rows(grid: Grid, more: Grid, note: Joined) -> Grid:
    start = note.repeated + note.cut
    cells = list(grid.cells)
    if note.cut:
        rest = {c.column: _paged(c, more, grid) for c in _row(more, note.repeated)}
        cells = [_finished(c, rest.get(c.column)) if c.row + c.row_span == grid.rows else c for c in cells]
    for cell in more.cells:
        if cell.row >= start:
            cells.append(_paged(cell, more, grid).model_copy(update={"row": cell.row - start + grid.rows}))
    return grid.model_copy(
        update={
            "cells": tuple(cells),
            "rows": grid.rows + more.rows - start,
            "left_over": (*grid.left_over, *more.left_over),
        }
    )


def _finished(cell: Cell, rest: Cell | None) -> Cell:
    """A cell of a cut row with the rest of its text; it stands where its figure stands."""
    if rest is None or not (rest.text or rest.marks):
        return cell
    at = rest if not cell.text else cell
    return at.model_copy(
        update={
            "row": cell.row,
            "column": cell.column,
            "row_span": cell.row_span,
            "column_span": cell.column_span,
            "text": join_lines([cell.text, rest.text]),
            "paragraphs": (*cell.paragraphs, *rest.paragraphs),
            "marks": (*cell.marks, *rest.marks),
            "last_page": rest.last_page or rest.page,
            "above_break": len(cell.paragraphs),
            "notes": (*cell.notes, *rest.notes),
            "doubts": tuple(dict.fromkeys((*cell.doubts, *rest.doubts))),
        }
    )


def _with_columns(grid: Grid, more: Grid, note: Joined) -> Grid:
    if more.rows != grid.rows:
        return grid
    cells = [
        _paged(c, more, grid).model_copy(update={"column": c.column - note.repeated + grid.columns})
        for c in more.cells
        if c.column >= note.repeated
    ]
    return grid.model_copy(
        update={
            "cells": tuple(sorted((*grid.cells, *cells), key=lambda c: (c.row, c.column))),
            "columns": grid.columns + more.columns - note.repeated,
            "left_over": (*grid.left_over, *more.left_over),
        }
    )
