"""Make grids out of cells that a file prints one by one, without usable rules.

Rows with several figures are the core of a table; the rows between them belong to it, and what stands above in the same
columns is its header.  Prose, lists of contents, addresses and columns of text are left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.tables.bands import separators_of
from extract.tables.cells import fill_cell
from extract.tables.chunks import Chunk, Row, beside, chunks_of, phrases_of, row_box, rows_of
from extract.tables.columns import Column, columns_of, edges_of, place_of
from extract.tables.looks import is_figure, is_head, is_leader, is_period
from extract.tables.proof import is_card, is_table
from schemas.layout import Box, Cell, Grid, Page, Word, around

WIDEST_PAUSE = 3.2
"""Rows further apart than this many type sizes belong to two tables."""
HEADER_PAUSE = 2.2
"""A header stands at most this many type sizes above the next row."""
RULED_PAUSE = 4.5
"""Across a rule or the edge of a fill, it may be this many."""
LONGEST_ASIDE = 8
"""So many rows of one cell may stand between two rows of figures."""
LONG_TEXT = 12
"""A cell of more words than this heads no column."""
LONGEST_HEADER = 6
"""A header has at most so many rows."""
MOST_BANDS = 3
"""So many headings may stand between the header and the first figures."""
MOSTLY = 0.7
"""So much of a merged cell stands at the height of its rows, which may be shorter than its text."""
SET_LEFT = 1.5
"""A title begins within this distance (points) of its first column where it is set left."""
CENTRED = 1
"""Its middle is within this distance (points) of theirs where it is set in the middle."""


class Spot(NamedTuple):
    """A cell before it has a box: its rows and columns, both ends included."""

    top: int
    bottom: int
    first: int
    last: int
    words: tuple[Word, ...]
    doubt: str = ""


class Sight(NamedTuple):
    """The rows of a page, the cells merged over several of them, where rules run across, and tables already found."""

    rows: Sequence[Row]
    tall: Sequence[Chunk]
    bands: Sequence[float]
    taken: Sequence[Box]


class Part(NamedTuple):
    """The rows of a table: header and body."""

    heads: Sequence[Row]
    body: Sequence[Row]


def is_printed(words: Sequence[Word]) -> bool:
    """Whether the file says which words it prints in one go."""
    return any(w.run is not None for w in words)


def printed_grids(page: Page, words: Sequence[Word], taken: Sequence[Box] = ()) -> list[Grid]:
    """The unruled tables among the words, top to bottom; `taken` are the boxes of tables already found."""
    marks = [m for m in page.marks if m.box is None or not any(b.holds(*m.box.middle) for b in taken)]
    phrases = phrases_of(words, marks)
    if not phrases:
        return []
    extent = around([p.box for p in phrases])
    bands = separators_of(page, Box(extent.x0, 0, extent.x1, page.height))
    rows, tall = rows_of(chunks_of(phrases, bands))
    sight = Sight(rows, tall, bands, taken)
    grids = []
    done = 0
    for run in _runs_of(sight):
        if run[0] < done:
            continue
        part, end = _part(sight, run, done)
        grid = _grid(page, words, sight, part)
        if grid is not None:
            grids.append(grid)
            done = end
    return grids


# Which rows are a table


def _is_record(row: Row) -> bool:
    if is_card(row):
        return True
    values = [c for c in row if c.value]
    figures = [c for c in values if is_figure(c.text)]
    if not figures or _is_header(row):
        return False
    return len(values) >= 2 or len(row) >= 3


def _is_header(row: Row) -> bool:
    if is_card(row):
        return False
    heads = [c for c in row if is_head(c.text)]
    return len(heads) >= 2 and len(heads) > sum(c.value for c in row)


def _size(row: Row) -> float:
    return max(c.size for c in row if c.words) if any(c.words for c in row) else row_box(row).height


def _pause(sight: Sight, n: int) -> float:
    """The white below a row, in type sizes."""
    a, b = row_box(sight.rows[n]), row_box(sight.rows[n + 1])
    return (b.top - a.bottom) / _size(sight.rows[n])


def _barred(sight: Sight, n: int) -> bool:
    a, b = row_box(sight.rows[n]), row_box(sight.rows[n + 1])
    return any(a.middle[1] < t.middle[1] < b.middle[1] for t in sight.taken)


def _ruled(sight: Sight, n: int) -> bool:
    a, b = row_box(sight.rows[n]), row_box(sight.rows[n + 1])
    return any(a.middle[1] < y < b.middle[1] for y in sight.bands)


def _runs_of(sight: Sight) -> list[list[int]]:
    runs: list[list[int]] = []
    for n, row in enumerate(sight.rows):
        if _is_record(row):
            if runs and _joins(sight, runs[-1], n):
                runs[-1].append(n)
            else:
                runs.append([n])
    return runs


def _joins(sight: Sight, run: Sequence[int], n: int) -> bool:
    last = run[-1]
    if any(_pause(sight, k) > WIDEST_PAUSE or _barred(sight, k) for k in range(last, n)):
        return False
    between = sight.rows[last + 1 : n]
    if any(_is_header(row) for row in between) or sum(len(row) == 1 for row in between) > LONGEST_ASIDE:
        return False
    above = [c.box for k in run[-4:] for c in sight.rows[k] if c.value]
    if is_card(sight.rows[n]) != is_card(sight.rows[last]):
        return False
    mine = [c.box for c in sight.rows[n] if c.value]
    return sum(any(a.x0 < b.x1 and b.x0 < a.x1 for a in above) for b in mine) >= 0.5 * len(mine)


def _part(sight: Sight, run: Sequence[int], done: int) -> tuple[Part, int]:
    top = _header_top(sight, run, done)
    head_end = top
    while head_end < run[0] and len(sight.rows[head_end]) > 1:
        head_end += 1
    if head_end == top:
        top = head_end = run[0]
    first = top
    while first > done and head_end - first < LONGEST_HEADER and _more_header(sight, first, run):
        first -= 1
    end = run[-1] + 1
    while end < len(sight.rows) and _more_body(sight, run, end):
        end += 1
    return Part(sight.rows[first:head_end], sight.rows[head_end:end]), end


def _header_top(sight: Sight, run: Sequence[int], done: int) -> int:
    """The lowest row above the figures that names columns; the first row of figures where there is none."""
    extent = around([row_box(sight.rows[n]) for n in run])
    bands = 0
    for n in range(run[0] - 1, done - 1, -1):
        row = sight.rows[n]
        if _pause(sight, n) > (RULED_PAUSE if _ruled(sight, n) else HEADER_PAUSE) or _barred(sight, n):
            break
        if len(row) == 1:
            bands += 1
            if bands > MOST_BANDS:
                break
            continue
        if _names_columns(row, extent):
            return n
        break
    return run[0]


def _names_columns(row: Row, extent: Box) -> bool:
    worded = [c for c in row if c.words]
    short = all(len(c.words) <= LONG_TEXT for c in row)
    values = sum(c.value for c in row)
    box = row_box(row)
    inside = box.x0 < extent.x1 and extent.x0 < box.x1
    several = len(worded) >= 3 and values < 2
    return inside and short and (_is_header(row) or several or sum(is_period(c.text) for c in row) >= 2)


def _more_header(sight: Sight, top: int, run: Sequence[int]) -> bool:
    """Whether the row above a header row belongs to the header, too."""
    row, extent = sight.rows[top - 1], around([row_box(sight.rows[n]) for n in run])
    if _pause(sight, top - 1) > (RULED_PAUSE if _ruled(sight, top - 1) else HEADER_PAUSE) or _barred(sight, top - 1):
        return False
    if any(len(c.words) > LONG_TEXT or not c.words for c in row) or _is_record(row):
        return False
    box, size = row_box(row), _size(row)
    if box.x0 < extent.x0 - 2 * size or box.x1 > extent.x1 + 4 * size or abs(size - _size(sight.rows[top])) > 1.5:
        return False
    if len(row) > 1:
        return all(not c.value or is_head(c.text) for c in row)
    return box.x0 > extent.x0 + 2 * size and (is_head(row[0].text) or _pause(sight, top - 1) < 1)


def _more_body(sight: Sight, run: Sequence[int], end: int) -> bool:
    """Whether a row below the last figures is one more row, or says something of the last as others do above."""
    row = sight.rows[end]
    pauses = [_pause(sight, k) for k in range(run[0], run[-1])]
    if _barred(sight, end - 1) or _pause(sight, end - 1) > max([1.2, *pauses[-3:]]) + 0.1:
        return False
    if _is_header(row):
        return False
    extent = around([row_box(sight.rows[n]) for n in run])
    box = row_box(row)
    if box.x0 < extent.x0 - 2 or box.x1 > extent.x1 + 2 or abs(_size(row) - _size(sight.rows[run[-1]])) > 0.6:
        return False
    if len(row) > 1:
        return any(c.value for c in row) or any(len(r) == len(row) for r in sight.rows[run[0] : run[-1]])
    asides = [sight.rows[k + 1] for k in run[:-1] if len(sight.rows[k + 1]) == 1]
    return end == run[-1] + 1 and any(
        abs(row_box(a).x0 - box.x0) <= 1 and a[0].bold == row[0].bold and a[0].text[:4] == row[0].text[:4]
        for a in asides
    )


# The grid


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
    if len(columns) < 2 or not is_table(heads, body, columns):
        return None
    names = [c for row in heads for c in row] + tall_heads
    edges = edges_of(columns, names, box)
    head_rows, spots = _head_spots(heads, tall_heads, columns, edges)
    spots += _body_spots(body, tall_body, columns, edges, head_rows)
    spots = _spread(spots, head_rows)
    heights = _heights(heads, head_rows, body, spots, box)
    total = head_rows + len(body)
    return _filled(page, words, spots, edges, heights, total, box)


def _within(chunk: Chunk, box: Box) -> bool:
    """Whether most of a cell merged over rows stands at the height of the table."""
    shared = min(chunk.box.bottom, box.bottom) - max(chunk.box.top, box.top)
    return shared >= MOSTLY * chunk.box.height


def _head_spots(
    heads: Sequence[Row], tall: Sequence[Chunk], columns: Sequence[Column], edges: Sequence[float]
) -> tuple[int, list[Spot]]:
    """How many rows the header has, and its cells.

    A name with another cell below it is a title, over its column and those beside it that have a cell of the same row
    below; a name alone in its column reaches down through the header.
    """
    if not heads and not tall:
        return 0, []
    placed = [(n, c, place_of(c, columns, edges)) for n, row in enumerate(heads) for c in row]
    titles: list[tuple[int, Chunk, tuple[int, int]]] = []
    names: list[tuple[int, Chunk, tuple[int, int]]] = []
    for n, chunk, (a, b) in placed:
        children = [m for m, _, (c, d) in placed if m > n and c <= b and a <= d]
        if children:
            lowest = max((d + 1 for m, _, (_, d) in titles if m == n), default=0)
            titles.append((n, chunk, _title(placed, n, chunk, (a, b), min(children), lowest, columns, edges)))
        else:
            names.append((n, chunk, (a, b)))
    levels = sorted({n for n, _, _ in titles})
    count = len(levels) + 1
    spots = [Spot(levels.index(n), levels.index(n), a, b, chunk.words) for n, chunk, (a, b) in titles]
    for n, chunk, (a, b) in names:
        over = [levels.index(m) for m, _, (c, d) in titles if m < n and c <= b and a <= d]
        spots.append(Spot(max(over, default=-1) + 1, count - 1, a, b, chunk.words))
    for chunk in tall:
        a, b = place_of(chunk, columns, edges)
        spots.append(Spot(0, count - 1, a, b, chunk.words))
    return count, _single(spots)


Placed = Sequence[tuple[int, Chunk, tuple[int, int]]]


def _title(
    placed: Placed, n: int, chunk: Chunk, place: tuple[int, int], level: int, lowest: int, columns: Sequence[Column],
    edges: Sequence[float],
) -> tuple[int, int]:  # fmt: skip
    """The columns that a title heads: set left, those up to the next title; set in the middle, those around it."""
    a, b = place
    beside = sorted(p for m, _, p in placed if m == n)
    highest = min((c for c, _ in beside if c > b), default=len(columns)) - 1
    lowest = max(lowest, max((d for _, d in beside if d < a), default=-1) + 1)
    under = {c for m, _, (c, d) in placed if m == level for c in range(c, d + 1)}
    left = min([columns[a].x0, *(c.box.x0 for m, c, (k, _) in placed if m > n and k == a)])
    right = b
    while right + 1 <= highest and right + 1 in under:
        right += 1
    first = a
    while first - 1 >= lowest and first - 1 in under:
        first -= 1
    x = chunk.box.middle[0]
    below = [(p, k.box) for m, k, p in placed if m == level]
    fits = [
        (round(min(abs(middle - x) for middle in _middles(c, d, columns, edges, below))), c - d, c, d)
        for c in range(first, a + 1)
        for d in range(b, right + 1)
    ]
    off, _, c, d = min(fits)
    set_left = abs(chunk.box.x0 - left) <= SET_LEFT
    return (a, right) if set_left and (off > CENTRED or c == d) else (c, d)


def _middles(
    first: int, last: int, columns: Sequence[Column], edges: Sequence[float],
    names: Sequence[tuple[tuple[int, int], Box]],
) -> list[float]:  # fmt: skip
    """Where a title over these columns may have its middle: theirs, that of their cells, that of their names."""
    own = [box for (a, b), box in names if first <= a and b <= last]
    return [
        (edges[first] + edges[last + 1]) / 2,
        (columns[first].x0 + columns[last].x1) / 2,
        *([around(own).middle[0]] if own else []),
    ]


def _single(spots: Sequence[Spot]) -> list[Spot]:
    """Spots that would overlap, as one."""
    result: list[Spot] = []
    for spot in sorted(spots, key=lambda s: (s.top, s.first)):
        hit = next(
            (
                n
                for n, o in enumerate(result)
                if o.first <= spot.last and spot.first <= o.last and o.top <= spot.bottom and spot.top <= o.bottom
            ),
            None,
        )
        if hit is None:
            result.append(spot)
        else:
            o = result[hit]
            result[hit] = Spot(
                min(o.top, spot.top), max(o.bottom, spot.bottom), min(o.first, spot.first), max(o.last, spot.last),
                o.words + spot.words, o.doubt or spot.doubt or "two cells stand in one place",
            )  # fmt: skip
    return result


def _body_spots(
    body: Sequence[Row], tall: Sequence[Chunk], columns: Sequence[Column], edges: Sequence[float], start: int
) -> list[Spot]:
    spots = []
    lasts = len(columns) - 1
    for n, row in enumerate(body, start):
        if len(row) == 1:
            a, b = place_of(row[0], columns, edges)
            spots.append(Spot(n, n, a, lasts if not row[0].value else b, row[0].words))
            continue
        for chunk in row:
            a, b = place_of(chunk, columns, edges)
            spots.append(Spot(n, n, a, b, chunk.words))
    for chunk in tall:
        a, b = place_of(chunk, columns, edges)
        over = [n for n, row in enumerate(body, start) if _reaches(chunk, row)]
        if over:
            spots.append(Spot(over[0], over[-1], a, b, chunk.words))
    return _single(spots)


def _spread(spots: Sequence[Spot], head_rows: int) -> list[Spot]:
    """Doubts of a name passed on to all figures of its row, those of a header to its columns."""
    doubtful = [s for s in spots if s.doubt]
    result = []
    for spot in spots:
        hit = next(
            (
                d
                for d in doubtful
                if (d.first <= spot.last and spot.first <= d.last)
                if d.top < head_rows or (d.top <= spot.bottom and spot.top <= d.bottom)
            ),
            None,
        ) or next((d for d in doubtful if head_rows <= d.top <= spot.bottom and spot.top <= d.bottom), None)
        result.append(spot._replace(doubt=spot.doubt or hit.doubt) if hit else spot)
    return result


def _reaches(chunk: Chunk, row: Row) -> bool:
    """Whether a cell merged over rows reaches a row: it stands beside it, or between it and the next."""
    box = row_box(row)
    near = max(0.3 * chunk.size, 0.3 * box.height)
    return any(beside(chunk.box, c.box) for c in row) or (
        chunk.box.height < 1.6 * chunk.size
        and (abs(chunk.box.top - box.bottom) < near or abs(chunk.box.bottom - box.top) < near)
    )


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
