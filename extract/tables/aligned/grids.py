"""Make grids out of words that are aligned in columns without usable rules.

Lines with several figures are the core of a table; lines that fit their columns are joined to it, and what stands above
becomes the header.  Horizontal rules and the edges of fills part rows.  Prose, lists of contents, addresses and columns
of text are left alone: a table needs figures in columns, or a header that says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.tables.aligned.gutters import Gutter, gutters_of, pieces_of
from extract.tables.aligned.heads import HeadCell, head_cells
from extract.tables.aligned.reach import Scene, reach_of, runs_of
from extract.tables.aligned.rows import Laid, Row, name_column, rows_of
from extract.tables.bands import separators_of, underlines_of
from extract.tables.cells import fill_cell
from extract.tables.evidence import Evidence, Said, is_table
from extract.tables.looks import is_leader
from extract.tables.phrases import Line, page_lines
from schemas.layout import Box, Cell, Grid, Page, Word, around


def aligned_grids(page: Page, words: Sequence[Word], taken: Sequence[Box] = ()) -> list[Grid]:
    """The unruled tables among the words, top to bottom; `taken` are the boxes of tables already found."""
    marks = [m for m in page.marks if m.box is None or not any(b.holds(*m.box.middle) for b in taken)]
    page = page.model_copy(update={"words": tuple(words)})
    lines = page_lines(words, marks)
    if not lines:
        return []
    scene = Scene(lines, taken, [])
    grids = []
    done = 0
    for run in runs_of(scene):
        width = around([lines[n].box for n in run])
        bands = separators_of(page, Box(width.x0, 0, width.x1, page.height))
        grid, end = _table(page, scene._replace(bands=bands), run, done)
        if grid is not None:
            grids.append(grid)
            done = end
    return grids


def _table(page: Page, scene: Scene, run: Sequence[int], done: int) -> tuple[Grid | None, int]:
    reach = reach_of(scene, run, done)
    core = [scene.lines[n] for n in run]
    header = scene.lines[reach.top : reach.body]
    body = scene.lines[reach.body : reach.end]
    gutters = gutters_of(core, [b for b in body if len(b.phrases) > 1], header[::-1])
    if not gutters:
        return None, done
    names = name_column([pieces_of(line, gutters) for line in core])
    heads = _laid(header, gutters, names)
    laid = [_over_figures(one, core, gutters) for one in _laid(body, gutters, names)]
    box = around([p.phrase.box for one in (*heads, *laid) for p in one.pieces])
    rows = rows_of(laid, [y for y in scene.bands if box.top < y < box.bottom])
    if not is_table(_evidence(heads, rows, len(gutters) + 1)):
        return None, done
    return _grid(page, heads, rows, gutters, box), reach.end


def _laid(lines: Sequence[Line], gutters: Sequence[Gutter], names: int) -> list[Laid]:
    return [Laid(line, tuple(pieces_of(line, gutters)), names) for line in lines]


def _over_figures(laid: Laid, core: Sequence[Line], gutters: Sequence[Gutter]) -> Laid:
    """A line of words alone, where the first column holds nothing but figures: the heading of those below it."""
    if len(laid.pieces) != 1 or laid.pieces[0].last or laid.pieces[0].phrase.value:
        return laid
    first = [p.phrase for line in core for p in pieces_of(line, gutters) if p.first == 0]
    if first and all(p.value for p in first) and laid.line.box.x1 > max(p.box.x1 for p in first):
        return laid._replace(pieces=(laid.pieces[0]._replace(last=1),))
    return laid


def _evidence(heads: Sequence[Laid], rows: Sequence[Row], columns: int) -> Evidence:
    records = [row for row in rows if any(p.phrase.value for laid in row for p in laid.pieces) and not row[0].spans]
    return Evidence(
        heads=[p.phrase.text for laid in heads for p in laid.pieces],
        rows=[[p.phrase.text for laid in row for p in laid.pieces] for row in records],
        columns=[[said for row in records if (said := _said(row, c)) is not None] for c in range(columns)],
        crossing=sum(row[0].spans for row in rows),
    )


def _said(row: Row, column: int) -> Said | None:
    """What a row says in one column alone."""
    phrases = [p.phrase for laid in row for p in laid.pieces if p.first == p.last == column]
    said = Said(" ".join(p.text for p in phrases), any(p.value for p in phrases))
    return said if said.text or said.value else None


def _grid(page: Page, heads: Sequence[Laid], rows: Sequence[Row], gutters: Sequence[Gutter], box: Box) -> Grid:
    columns = len(gutters) + 1
    head_rows, cells = head_cells(heads, gutters, box, underlines_of(page, box))
    for n, row in enumerate(rows, head_rows):
        cells += _body_cells(row, n, columns)
    edges = [box.x0, *(g.middle for g in gutters), box.x1]
    heights = _heights(heads, head_rows, cells, rows, box)
    covered = {
        (r, c) for one in cells for r in range(one.row, one.row + one.row_span) for c in range(one.first, one.last + 1)
    }
    total = head_rows + len(rows)
    cells += [HeadCell(r, 1, c, c, ()) for r in range(total) for c in range(columns) if (r, c) not in covered]
    filled = []
    for one in cells:
        tile = Box(edges[one.first], heights[one.row], edges[one.last + 1], heights[one.row + one.row_span])
        cell = Cell(
            row=one.row, column=one.first, row_span=one.row_span, column_span=one.last - one.first + 1, box=tile
        )
        filled.append(fill_cell(cell, one.words, page))
    used = {id(w) for one in cells for w in one.words}
    inside = [w for w in page.words if box.holds(*w.box.middle)]
    return Grid(
        page=page.number, box=box, rows=total, columns=columns, engine="aligned",
        left_over=tuple(w.text for w in inside if id(w) not in used and not is_leader(w.text)),
        cells=tuple(sorted(filled, key=lambda c: (c.row, c.column))),
    )  # fmt: skip


def _body_cells(row: Row, number: int, columns: int) -> list[HeadCell]:
    """The cells of one row; a line that is one phrase across columns is one cell over all that it touches."""
    pieces = [p for laid in row for p in laid.pieces]
    words: dict[tuple[int, int], list[Word]] = {}
    if all(laid.spans for laid in row):
        first = min(p.first for p in pieces)
        last = columns - 1 if first == 0 else max(p.last for p in pieces)
        return [HeadCell(number, 1, first, last, tuple(w for p in pieces for w in p.phrase.words))]
    for piece in sorted(pieces, key=lambda p: p.first - p.last):
        home = next(((a, b) for a, b in words if a <= piece.last and piece.first <= b), (piece.first, piece.last))
        words.setdefault(home, []).extend(piece.phrase.words)
    return [HeadCell(number, 1, first, last, tuple(found)) for (first, last), found in words.items()]


def _heights(
    heads: Sequence[Laid], head_rows: int, cells: Sequence[HeadCell], rows: Sequence[Row], box: Box
) -> list[float]:
    """The edges between rows, half way between what stands above and below."""
    extents: list[tuple[float, float]] = []
    for n in range(head_rows):
        words = [w for c in cells if c.row == n and c.row_span == 1 for w in c.words] or [
            w for laid in heads for p in laid.pieces for w in p.phrase.words
        ]
        extents.append((min(w.box.top for w in words), max(w.box.bottom for w in words)))
    for row in rows:
        extents.append((min(laid.line.box.top for laid in row), max(laid.line.box.bottom for laid in row)))
    edges = [box.top]
    for (_, bottom), (top, _) in pairwise(extents):
        edges.append(max(edges[-1], (bottom + top) / 2))
    return [*edges, box.bottom]
