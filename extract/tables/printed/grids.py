"""Make grids out of cells that a file prints one by one, without usable rules.

Rows with several figures are the core of a table; the rows between them belong to it, and what stands above in the same
columns is its header.  Prose, lists of contents, addresses and columns of text are left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.tables.bands import separators_of
from extract.tables.cells import coloured_cells, fill_cell
from extract.tables.evidence import MOSTLY, Evidence, Said, is_table
from extract.tables.looks import is_leader
from extract.tables.printed.chunks import Chunk, Row, chunks_of, phrases_of, row_box, rows_of
from extract.tables.printed.columns import Column, columns_of, edges_of
from extract.tables.printed.extent import Part, Sight, is_card, part_around, runs_of
from extract.tables.printed.spots import Spot, body_spots, spread
from extract.tables.printed.titles import head_spots
from schemas.layout import Box, Cell, Grid, Page, Word, around

FEWEST_CARDS = 2
"""So many names with a line of figures beside them are a table."""
WITHIN = 0.7
"""So much of a merged cell stands at the height of its rows, which may be shorter than its text."""


def is_printed(words: Sequence[Word]) -> bool:
    """Whether the file says which words it prints in one go."""
    return any(w.run is not None for w in words)


def printed_grids(page: Page, words: Sequence[Word], taken: Sequence[Box] = ()) -> list[Grid]:
    """The unruled tables among the words, top to bottom; `taken` are the boxes of tables already found."""
    marks = [m for m in page.marks if m.box is None or not any(b.holds(*m.box.middle) for b in taken)]
    coloured = [b for b in coloured_cells(page) if not any(t.holds(*b.middle) for t in taken)]
    phrases = phrases_of(words, marks, coloured)
    if not phrases:
        return []
    extent = around([p.box for p in phrases])
    bands = separators_of(page, Box(extent.x0, 0, extent.x1, page.height))
    rows, tall = rows_of(chunks_of(phrases, bands))
    sight = Sight(rows, tall, bands, taken)
    grids = []
    done = 0
    for run in runs_of(sight):
        if run[0] < done:
            continue
        part, end = part_around(sight, run, done)
        grid = _grid(page, words, sight, part)
        if grid is not None:
            grids.append(grid)
            done = end
    return grids


def _grid(page: Page, words: Sequence[Word], sight: Sight, part: Part) -> Grid | None:
    heads, body = part
    box = around([row_box(r) for r in (*heads, *body)])
    tall = [c for c in sight.tall if box.holds(*c.box.middle, slack=40) and _within(c, box)]
    head_low = max((row_box(r).bottom for r in heads), default=box.top)
    tall_heads = [c for c in tall if c.box.middle[1] < head_low]
    tall_body = [c for c in tall if c.box.middle[1] >= head_low]
    box = around([box, *(c.box for c in tall)])
    pseudo = [(c, c) for c in tall_body]
    columns = columns_of([*body, *pseudo], [*heads, *((c, c) for c in tall_heads)])
    if len(columns) < 2 or not (_are_cards(body, columns) or is_table(_evidence(heads, body, columns))):
        return None
    names = [c for row in heads for c in row] + tall_heads
    edges = edges_of(columns, names, box)
    head_rows, spots = head_spots(names, columns, edges)
    spots += body_spots(body, tall_body, columns, edges, head_rows)
    spots = spread(spots, head_rows)
    heights = _heights(heads, head_rows, body, spots, box)
    total = head_rows + len(body)
    return _filled(page, words, spots, edges, heights, total, box)


def _are_cards(body: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Whether most rows are names, each with a line of figures beside it."""
    cards = sum(map(is_card, body))
    return len(columns) == 2 and cards >= FEWEST_CARDS and cards >= MOSTLY * len(body)


def _evidence(heads: Sequence[Row], body: Sequence[Row], columns: Sequence[Column]) -> Evidence:
    records = [row for row in body if len(row) > 1 and any(c.value for c in row)]
    return Evidence(
        heads=[c.text for row in heads for c in row],
        rows=[[c.text for c in row] for row in records],
        columns=[[Said(c.text, c.value) for row in records for c in row if column.under(c.box)] for column in columns],
        crossing=sum(len(row) == 1 for row in body),
    )


def _within(chunk: Chunk, box: Box) -> bool:
    """Whether most of a cell merged over rows stands at the height of the table."""
    shared = min(chunk.box.bottom, box.bottom) - max(chunk.box.top, box.top)
    return shared >= WITHIN * chunk.box.height


def _heights(heads: Sequence[Row], head_rows: int, body: Sequence[Row], spots: Sequence[Spot], box: Box) -> list[float]:
    """The edges between rows, half way between what stands above and below."""
    extents: list[tuple[float, float]] = []
    for n in range(head_rows):
        words = [w for s in spots if s.top == s.bottom == n for w in s.words] or [
            w for s in spots if s.top <= n <= s.bottom and s.bottom < head_rows for w in s.words
        ]
        extents.append((min(w.box.top for w in words), max(w.box.bottom for w in words)))
    for row in body:
        extents.append((row_box(row).top, row_box(row).bottom))
    edges = [box.top]
    for (_, bottom), (top, _) in pairwise(extents):
        edges.append(max(edges[-1], (bottom + top) / 2))
    return [*edges, box.bottom]


def _filled(
    page: Page, words: Sequence[Word], spots: Sequence[Spot], edges: Sequence[float], heights: Sequence[float],
    total: int, box: Box,
) -> Grid:  # fmt: skip
    columns = len(edges) - 1
    covered = {(r, c) for s in spots for r in range(s.top, s.bottom + 1) for c in range(s.first, s.last + 1)}
    blanks = [Spot(r, r, c, c, ()) for r in range(total) for c in range(columns) if (r, c) not in covered]
    cells = []
    for s in (*spots, *blanks):
        tile = Box(edges[s.first], heights[s.top], edges[s.last + 1], heights[s.bottom + 1])
        cell = Cell(
            row=s.top, column=s.first, row_span=s.bottom - s.top + 1, column_span=s.last - s.first + 1, box=tile
        )
        cell = fill_cell(cell, s.words, page)
        cells.append(cell.model_copy(update={"doubts": (*cell.doubts, s.doubt)}) if s.doubt else cell)
    used = {id(w) for s in spots for w in s.words}
    inside = [w for w in words if box.holds(*w.box.middle)]
    return Grid(
        page=page.number, box=box, rows=total, columns=columns, engine="aligned",
        left_over=tuple(w.text for w in inside if id(w) not in used and not is_leader(w.text)),
        cells=tuple(sorted(cells, key=lambda c: (c.row, c.column))),
    )  # fmt: skip
