"""Make grids out of words that are aligned in columns without usable rules.

Lines with several figures are the core of a table; lines that fit their columns are joined to it, and what stands above
becomes the header.  Horizontal rules and the edges of fills part rows.  Prose, lists of contents, addresses and columns
of text are left alone: a table needs figures in columns, or a header that says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extract.tables.cells import fill_cell
from extract.tables.gutters import Gutter, gutters_of, pieces_of
from extract.tables.heads import HeadCell, head_cells
from extract.tables.looks import goes_on, is_figure, is_head, is_leader, is_period
from extract.tables.phrases import Line, page_lines
from extract.tables.rows import OVERLAP, Laid, Row, rows_of
from schemas.layout import Box, Cell, Grid, Page, Word, around

WIDEST_PAUSE = 3.2
"""Lines further apart than this many type sizes belong to two tables."""
LONGEST_ASIDE = 8
"""So many lines of text may stand between two rows of figures: a comment, a heading, a wrapped name."""
HEADER_PAUSE = 2.2
"""A header line stands at most this many type sizes above the next line."""
MOST_HEADER_LINES = 9
LONG_PHRASE = 10
"""A phrase of more words than this is running text."""
SEPARATES = 0.6
"""A rule or fill that is this share of the table's width parts its rows."""
FEWEST_FILLED = 0.3
"""A column counts as evidence if it is filled in this share of the rows."""
MOSTLY = 0.6
"""This share of a column's cells must be figures for a column of figures."""

PAGE_REFERENCE = re.compile(r"\(?\s*(?:pages?|pp?\.)\s*\d", re.IGNORECASE)
ENUMERATION = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)]?$", re.IGNORECASE)
WORDS = re.compile(r"[^\W\d_]{3,}")


class _Span(NamedTuple):
    """The lines of a possible table: header from `top`, body from `body` to `end`, all indices of lines."""

    top: int
    body: int
    end: int


def aligned_grids(page: Page, words: Sequence[Word], taken: Sequence[Box] = ()) -> list[Grid]:
    """The unruled tables among the words, top to bottom; `taken` are the boxes of tables already found."""
    marks = [m for m in page.marks if m.box is None or not any(b.holds(*m.box.middle) for b in taken)]
    lines = page_lines(words, marks)
    grids = []
    done = 0
    for run in _runs(lines, taken):
        grid, end = _table(page, lines, run, done, taken)
        if grid is not None:
            grids.append(grid)
            done = end
    return grids


def is_core(line: Line) -> bool:
    """Whether the line looks like a row of figures."""
    values = line.values
    if _is_header(line):
        return False
    return (len(values) >= 2 and any(is_figure(p.text) for p in values)) or (
        len(values) == 1 and len(line.phrases) >= 3 and is_figure(values[0].text)
    )


def _runs(lines: Sequence[Line], taken: Sequence[Box]) -> list[list[int]]:
    """Core lines, by index, that follow each other in the same columns."""
    runs: list[list[int]] = []
    for n, line in enumerate(lines):
        if not is_core(line):
            continue
        if runs and _joins(lines, runs[-1], n, taken):
            runs[-1].append(n)
        else:
            runs.append([n])
    return runs


def _joins(lines: Sequence[Line], run: Sequence[int], n: int, taken: Sequence[Box]) -> bool:
    between = lines[run[-1] + 1 : n]
    steps = [lines[run[-1]], *between, lines[n]]
    pauses = [b.box.top - a.box.bottom for a, b in pairwise(steps)]
    if max(pauses) > WIDEST_PAUSE * lines[n].size or _barred(lines[run[-1]], lines[n], taken):
        return False
    if sum(_is_text(line) for line in between) > LONGEST_ASIDE or any(_is_header(line) for line in between):
        return False
    aside = next((k for k, line in enumerate(between) if len(line.phrases) == 1), len(between))
    if any(len(line.phrases) >= 3 and not line.values for line in between[aside:]):
        return False
    above = [p.box for k in run[-4:] for p in lines[k].values]
    mine = [p.box for p in lines[n].values]
    aligned = sum(any(a.x0 < b.x1 and b.x0 < a.x1 for a in above) for b in mine)
    return aligned >= 0.5 * len(mine)


def _barred(above: Line, below: Line, taken: Sequence[Box]) -> bool:
    """Whether a table already found stands between two lines."""
    extent = around([above.box, below.box])
    return any(
        above.box.middle[1] < b.middle[1] < below.box.middle[1] and b.x0 < extent.x1 and extent.x0 < b.x1 for b in taken
    )


def _is_text(line: Line) -> bool:
    return len(line.phrases) == 1 and len(line.phrases[0].words) > LONG_PHRASE


def _is_header(line: Line) -> bool:
    """Whether the line names columns: two periods or header words, and no figures beside them."""
    return len(line.heads) >= 2 and len(line.heads) > len(line.values)


def _table(
    page: Page, lines: Sequence[Line], run: Sequence[int], done: int, taken: Sequence[Box]
) -> tuple[Grid | None, int]:
    core = [lines[n] for n in run]
    span = _extent(lines, run, done, taken)
    header = lines[span.top : span.body]
    body = lines[span.body : span.end]
    gutters = gutters_of(core, [*(b for b in body if len(b.phrases) > 1), *reversed(header)])
    if not gutters:
        return None, done
    heads = [Laid(line, tuple(pieces_of(line, gutters))) for line in header]
    laid = [Laid(line, tuple(pieces_of(line, gutters))) for line in body]
    box = _box(heads, laid)
    rows = rows_of(laid, separators_of(page, box))
    if not _is_table(heads, rows, len(gutters) + 1):
        return None, done
    return _grid(page, heads, rows, gutters, box), span.end


def _box(heads: Sequence[Laid], laid: Sequence[Laid]) -> Box:
    return around([p.phrase.box for one in (*heads, *laid) for p in one.pieces])


# Where a table begins and ends


def _extent(lines: Sequence[Line], run: Sequence[int], done: int, taken: Sequence[Box]) -> _Span:
    core = [lines[n] for n in run]
    gutters = gutters_of(core)
    end = _last_line(lines, run, gutters, taken)
    head = _header_line(lines, run[0], done, core, taken)
    if head is None:
        first = run[0]
        while first > done and _beside(lines[first - 1], lines[first]):
            first -= 1
        return _Span(first, first, end)
    body = run[0]
    while body - 1 > head and not _is_header(lines[body - 1]) and not _head_end(lines, body - 1, head, gutters):
        body -= 1
    top = head
    while top > done and run[0] - top < MOST_HEADER_LINES and _more_header(lines, top, gutters, core, taken):
        top -= 1
    return _Span(top, body, end)


def _beside(line: Line, other: Line) -> bool:
    return max(line.box.top, other.box.top) - min(line.box.bottom, other.box.bottom) < -OVERLAP * other.size


def _header_line(
    lines: Sequence[Line], first: int, done: int, core: Sequence[Line], taken: Sequence[Box]
) -> int | None:
    """The lowest line above the first row of figures that names columns."""
    extent = around([line.box for line in core])
    for n in range(first - 1, max(done, first - MOST_HEADER_LINES) - 1, -1):
        line, below = lines[n], lines[n + 1]
        if below.box.top - line.box.bottom > HEADER_PAUSE * line.size or _barred(line, below, taken) or _is_text(line):
            return None
        fits = any(p.box.x0 < extent.x1 and extent.x0 < p.box.x1 for p in line.phrases)
        several = len(line.phrases) >= 3 and all(len(p.words) <= LONG_PHRASE for p in line.phrases)
        if fits and (_is_header(line) or (several and len(line.values) < 2) or _years(line)):
            return n
    return None


def _years(line: Line) -> bool:
    return sum(is_period(p.text) for p in line.phrases) >= 2


def _head_end(lines: Sequence[Line], n: int, head: int, gutters: Sequence[Gutter]) -> bool:
    """Whether a line between the header and the figures belongs to the header: it stands closer to it."""
    above = lines[n].box.top - lines[n - 1].box.bottom
    below = lines[n + 1].box.top - lines[n].box.bottom
    pieces = pieces_of(lines[n], gutters)
    beside_label = any(p.first > 0 for p in pieces) and all(p.first == p.last for p in pieces)
    close = above < below - 0.1 * lines[n].size
    return n > head and close and not lines[n].values and (beside_label or above <= 0.5 * lines[n].size)


def _more_header(
    lines: Sequence[Line], top: int, gutters: Sequence[Gutter], core: Sequence[Line], taken: Sequence[Box]
) -> bool:
    """Whether the line above a header line belongs to the header, too."""
    line, below = lines[top - 1], lines[top]
    pause = (below.box.top - line.box.bottom) / line.size
    extent = around([c.box for c in core])
    if (
        pause > HEADER_PAUSE
        or _barred(line, below, taken)
        or (2 * len(line.values) > len(line.phrases) and not _is_header(line))
    ):
        return False
    if any(len(p.words) > LONG_PHRASE for p in line.phrases):
        return False
    if line.box.x0 < extent.x0 - 2 * line.size or line.box.x1 > extent.x1 + 4 * line.size:
        return False
    pieces = pieces_of(line, gutters)
    if _is_header(line) or (len(pieces) >= 2 and all(p.first == p.last or p.first > 0 for p in pieces)):
        return True
    if len(pieces) == 1 and pieces[0].first > 0:
        return pieces[0].first == pieces[0].last or is_head(pieces[0].phrase.text)
    return (
        pause < 0.5
        and all(p.last == 0 for p in pieces)
        and len(pieces[0].phrase.words) <= 4
        and _same_style(line, below)
    )


def _same_style(a: Line, b: Line) -> bool:
    bold = [[w.bold for p in line.phrases for w in p.words] for line in (a, b)]
    return all(bold[0]) == all(bold[1]) and abs(a.size - b.size) < 0.5


def _last_line(lines: Sequence[Line], run: Sequence[int], gutters: Sequence[Gutter], taken: Sequence[Box]) -> int:
    """Where the table ends: behind its last row of figures, the lines that still fit its columns."""
    end = run[-1] + 1
    usual = median([lines[n].size for n in run])
    extent = around([lines[n].box for n in run])
    steps = [(lines[b].box.top - lines[b - 1].box.bottom) / usual for _, b in pairwise(run)]
    while end < len(lines):
        line, above = lines[end], lines[end - 1]
        pause = (line.box.top - around([x.box for x in lines[max(run[0], end - 3) : end]]).bottom) / usual
        pieces = pieces_of(line, gutters)
        fits = all(p.first == p.last for p in pieces) and line.box.x0 >= extent.x0 - 2 and line.box.x1 <= extent.x1 + 2
        beside = len(pieces) >= 2 and pause <= 1.5 and not _is_header(line) and len(pieces) > len(gutters) // 2
        tight = pause < min(steps, default=0.0) - 0.1
        rest = pause <= 0.5 and (pause < -OVERLAP or pieces[0].first > 0 or goes_on(pieces[0].phrase.text) or tight)
        if not fits or not (beside or rest) or _barred(above, line, taken) or abs(line.size - usual) > 1.5:
            break
        end += 1
    return end


# What parts rows


def separators_of(page: Page, box: Box) -> list[float]:
    """The heights at which a rule, or the edge of a fill, runs through most of the table."""
    strips: dict[int, list[tuple[float, float]]] = {}
    for rule in page.rules:
        if rule.box.width > rule.box.height:
            strips.setdefault(round(rule.box.top), []).append((rule.box.x0, rule.box.x1))
    for fill in page.fills:
        for y in (fill.box.top, fill.box.bottom):
            strips.setdefault(round(y), []).append((fill.box.x0, fill.box.x1))
    return sorted(
        float(y)
        for y, spans in strips.items()
        if box.top < y < box.bottom and _length([*spans, *strips.get(y + 1, [])], box) >= SEPARATES * box.width
    )


def _flat_rules(page: Page) -> list[Box]:
    """Horizontal rules; those that touch end to end at one height are one."""
    result: list[Box] = []
    for box in sorted((r.box for r in page.rules if r.box.width > r.box.height), key=lambda b: (round(b.top), b.x0)):
        if result and abs(result[-1].top - box.top) < 1 and box.x0 <= result[-1].x1 + 1:
            result[-1] = around([result[-1], box])
        else:
            result.append(box)
    return result


def _length(spans: Sequence[tuple[float, float]], box: Box) -> float:
    """How much of the box's width the spans cover together."""
    total, reach = 0.0, box.x0
    for x0, x1 in sorted(spans):
        left, right = max(reach, x0), min(box.x1, x1)
        if right > left:
            total += right - left
            reach = right
    return total


# Whether it is a table


def _is_table(heads: Sequence[Laid], rows: Sequence[Row], columns: int) -> bool:
    """Whether there is enough evidence: names, and columns of figures that are neither numbering nor page numbers."""
    records = [
        row for row in rows if sum(p.phrase.value for laid in row for p in laid.pieces) >= 1 and not row[0].spans
    ]
    if columns < 2 or not records:
        return False
    figures = [c for c in range(columns) if _figures(records, c, last=c == columns - 1)]
    named = sum(any(WORDS.search(p.phrase.text) for laid in row for p in laid.pieces) for row in records)
    header = sum(is_head(p.phrase.text) for laid in heads for p in laid.pieces)
    if named < 0.5 * len(records) or not figures:
        return False
    crossing = sum(laid.spans for row in rows for laid in row)
    if crossing > 2 * len(records):
        return False
    if len(records) == 1:
        return header >= 2 and len(figures) >= 2
    if columns == 2:
        return header >= 2 and len(records) >= 3
    return len(figures) >= 2 or header >= 2


def _figures(records: Sequence[Row], column: int, last: bool) -> bool:
    """Whether a column holds mostly figures that are not the numbering of a list, nor the pages of its items."""
    cells = [
        " ".join(p.phrase.text for laid in row for p in laid.pieces if p.first == p.last == column) for row in records
    ]
    values = [
        any(p.phrase.value for laid in row for p in laid.pieces if p.first == p.last == column) for row in records
    ]
    filled = [(t, v) for t, v in zip(cells, values, strict=True) if t or v]
    if len(filled) < max(1.0, FEWEST_FILLED * len(records)):
        return False
    texts = [t for t, _ in filled]
    if any(PAGE_REFERENCE.match(t) for t in texts):
        return False
    if column == 0 and all(ENUMERATION.match(t) for t in texts):
        return False
    if last and len(texts) > 2 and _counts_up(texts):
        return False
    return sum(v for _, v in filled) >= MOSTLY * len(filled)


def _counts_up(texts: Sequence[str]) -> bool:
    """Whether the cells are the page numbers of a list: whole numbers that never fall."""
    numbers = [int(t) for t in texts if t.isdigit()]
    return len(numbers) == len(texts) and numbers == sorted(numbers) and numbers[-1] < 2000


# The grid


def _grid(page: Page, heads: Sequence[Laid], rows: Sequence[Row], gutters: Sequence[Gutter], box: Box) -> Grid:
    columns = len(gutters) + 1
    underlines = [r for r in _flat_rules(page) if r.width < SEPARATES * box.width]
    head_rows, cells = head_cells(heads, gutters, box, underlines)
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
