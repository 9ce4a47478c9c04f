"""Lay out the header of an unruled table: titles over several columns, names wrapped over several lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.tables.aligned.gutters import Gutter, Piece
from extract.tables.aligned.rows import Laid
from extract.tables.looks import is_fine_period, is_period
from schemas.layout import Box, Word, around

OFF_CENTRE = 0.35
"""A title is centred over columns if its middle is off theirs by at most this share of a column's width."""
NEARER = 0.2
"""Of two runs of columns the nearer is taken, if it is nearer by this share of a column's width; else the wider."""
LEVEL = 0.35
"""Names are level whose tops, middles or feet differ by no more than this share of the type size."""
OWN_ROW = 0.4
"""More white than this share of the type size stands between two rows of a header, less between lines of a name."""
UNDERLINE_SLACK = 6.0
"""A title's underline ends within this distance (points) of its columns."""


class HeadCell(NamedTuple):
    """A cell of the header before it has a box."""

    row: int
    row_span: int
    first: int
    last: int
    words: tuple[Word, ...]


def head_cells(
    lines: Sequence[Laid], gutters: Sequence[Gutter], box: Box, underlines: Sequence[Box]
) -> tuple[int, list[HeadCell]]:
    """How many rows the header has, and its cells.

    Lines with titles over several columns are rows of their own; the lines below the last of them are one row, and so
    are all lines where there is no title.  A name beside a title spans down.
    """
    if not lines:
        return 0, []
    columns = len(gutters) + 1
    edges = [box.x0, *(g.middle for g in gutters), box.x1]
    titled = [_titles(lines, n, edges, columns, underlines) for n in range(len(lines))]
    levels = _levels(lines, titled)
    cells: list[HeadCell] = []
    for row, level in enumerate(levels):
        for n in level:
            for piece, (first, last) in zip(lines[n].pieces, titled[n], strict=True):
                cells.append(HeadCell(row, 1, first, last, piece.phrase.words))
    return len(levels), _stretched(_merged(cells), len(levels), columns)


def _titles(
    lines: Sequence[Laid], n: int, edges: Sequence[float], columns: int, underlines: Sequence[Box]
) -> list[tuple[int, int]]:
    """The columns of each piece of a header line."""
    pieces = lines[n].pieces
    result: list[tuple[int, int]] = []
    for k, piece in enumerate(pieces):
        lowest = result[-1][1] + 1 if result else 0
        highest = pieces[k + 1].first - 1 if k + 1 < len(pieces) else columns - 1
        ruled = _underlined(piece, lines[n], edges, underlines)
        if ruled is not None:
            first = max(lowest, ruled[0])
            result.append((first, max(first, min(highest, ruled[1]))))
        elif piece.last > piece.first or _heads_parts(lines, n, piece, lowest, highest):
            low, high = _level(lines[n + 1 :], piece, max(lowest, 1 if piece.first > 0 else 0), highest)
            result.append(_centred(piece, edges, low, high))
        else:
            result.append((piece.first, piece.last))
    return result


def _underlined(piece: Piece, line: Laid, edges: Sequence[float], underlines: Sequence[Box]) -> tuple[int, int] | None:
    """The columns over a rule that runs below the title and below nothing else of its line."""
    box = piece.phrase.box
    for rule in underlines:
        below = 0 <= rule.top - box.middle[1] <= 1.6 * box.height
        over = rule.x0 - UNDERLINE_SLACK <= box.x0 and box.x1 <= rule.x1 + UNDERLINE_SLACK
        alone = sum(1 for p in line.pieces if rule.x0 <= p.phrase.box.middle[0] <= rule.x1) == 1
        if below and over and alone:
            covered = [c for c in range(len(edges) - 1) if rule.x0 <= (edges[c] + edges[c + 1]) / 2 <= rule.x1]
            if len(covered) > 1:
                return covered[0], covered[-1]
    return None


def _heads_parts(lines: Sequence[Laid], n: int, piece: Piece, lowest: int, highest: int) -> bool:
    """Whether a title stands over periods, in its own column and in those beside it.

    A year over quarters or months does; other words do if there is more white below them than between the lines of a
    name, for they could be the first line of a wrapped name.
    """
    text, below = piece.phrase.text, lines[n + 1 :]
    if is_fine_period(text) or not below:
        return False
    finer = is_fine_period if is_period(text) else is_period
    under = {p.first for laid in below for p in laid.pieces if finer(p.phrase.text)}
    if piece.first not in under or len([c for c in under if lowest <= c <= highest]) < 2:
        return False
    white = (
        min((p.phrase.box.top for laid in below for p in laid.pieces if p.first == piece.first), default=0.0)
        - piece.phrase.box.bottom
    )
    return is_period(text) or white > OWN_ROW * lines[n].line.size


def _level(below: Sequence[Laid], piece: Piece, lowest: int, highest: int) -> tuple[int, int]:
    """How far the names on both sides of those below a title are level with one of them: a name that stands between
    the heights of the title and of its parts stands beside both."""
    names = {
        c: [p.phrase.box for laid in below for p in laid.pieces if p.first == c == p.last] for c in range(highest + 1)
    }
    own = [around(names[c]) for c in range(piece.first, piece.last + 1) if names.get(c)]

    def is_level(column: int) -> bool:
        if not names[column] or not own:
            return True
        box = around(names[column])
        slack = LEVEL * piece.phrase.words[0].size
        return any(
            min(abs(box.top - o.top), abs(box.middle[1] - o.middle[1]), abs(box.bottom - o.bottom)) <= slack
            for o in own
        )

    low, high = max(lowest, piece.first), min(highest, piece.last)
    while low > lowest and is_level(low - 1):
        low -= 1
    while high < highest and is_level(high + 1):
        high += 1
    return low, high


def _centred(piece: Piece, edges: Sequence[float], lowest: int, highest: int) -> tuple[int, int]:
    """The run of columns whose middle is nearest to that of the piece, of several the widest."""
    x = piece.phrase.box.middle[0]
    first, last = max(lowest, piece.first), min(highest, piece.last)
    fits: list[tuple[float, int, int, int]] = []
    for a in range(lowest, first + 1):
        for b in range(max(a, last), highest + 1):
            width = (edges[b + 1] - edges[a]) / (b - a + 1)
            if width <= 0:
                continue
            off = abs((edges[a] + edges[b + 1]) / 2 - x)
            if off <= OFF_CENTRE * width:
                fits.append((int(off / width / NEARER), a - b, a, b))
    return min(fits)[2:] if fits else (piece.first, piece.last)


def _levels(lines: Sequence[Laid], titled: Sequence[Sequence[tuple[int, int]]]) -> list[list[int]]:
    levels: list[list[int]] = [[]]
    for n in range(len(lines)):
        levels[-1].append(n)
        if any(last > first for first, last in titled[n]) and n + 1 < len(lines):
            levels.append([])
    return levels


def _merged(cells: Sequence[HeadCell]) -> list[HeadCell]:
    """Lines of one name in one level as one cell."""
    result: list[HeadCell] = []
    for cell in cells:
        home = next(
            (n for n, c in enumerate(result) if c.row == cell.row and c.first <= cell.last and cell.first <= c.last),
            None,
        )
        if home is None:
            result.append(cell)
        else:
            c = result[home]
            result[home] = c._replace(
                first=min(c.first, cell.first), last=max(c.last, cell.last), words=c.words + cell.words
            )
    return result


def _stretched(cells: Sequence[HeadCell], rows: int, columns: int) -> list[HeadCell]:
    """Single names joined over all rows of the header where no title stands over their column."""
    result = list(cells)
    for column in range(columns):
        over = [c for c in result if c.first <= column <= c.last]
        if any(c.first != c.last for c in over):
            continue
        words = tuple(w for c in sorted(over, key=lambda c: c.row) for w in c.words)
        result = [c for c in result if c not in over]
        result.append(HeadCell(0, rows, column, column, words))
    return result
