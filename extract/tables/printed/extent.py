"""Say which rows of printed cells are a table: its figures, the header above them, and what goes on below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.tables.looks import goes_on, is_figure, is_head, is_period, is_value, says_figures
from extract.tables.printed.chunks import Chunk, Row, row_box
from schemas.layout import Box, around

WIDEST_PAUSE = 3.2
"""Rows further apart than this many type sizes belong to two tables."""
TOP_ROWS = 3
"""Behind so many rows, the rest of a row that the page before began is still at the top of its page."""
ROOMY_PAUSE = 12.0
"""Unless their cells stand exactly below each other: then so far."""
FEWEST_UNDER = 4
SAME_EDGE = 1.0
"""So many cells do, to within this distance (points)."""
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


CLOSE = 1.2
"""A title stands less than so many type sizes above the names below it."""


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


def is_card(row: Row) -> bool:
    """Whether a row is a name and a line that says its figures one after the other."""
    return len(row) == 2 and says_figures(row[1].text) and not row[0].value


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


def _extent(sight: Sight, run: Sequence[int]) -> Box:
    """The box around rows, and around the cells merged over several of them."""
    box = around([row_box(sight.rows[n]) for n in run])
    return around([box, *(c.box for c in sight.tall if box.top <= c.box.middle[1] <= box.bottom)])


def runs_of(sight: Sight) -> list[list[int]]:
    """The rows of figures, those of one table together."""
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
    widest = ROOMY_PAUSE if n == last + 1 and _stands_under(sight.rows[n], sight.rows[last]) else WIDEST_PAUSE
    if any(_pause(sight, k) > widest or _barred(sight, k) for k in range(last, n)):
        return False
    between = sight.rows[last + 1 : n]
    if any(_is_header(row) for row in between) or sum(len(row) == 1 for row in between) > LONGEST_ASIDE:
        return False
    above = [c.box for k in run[-4:] for c in sight.rows[k] if c.value]
    if is_card(sight.rows[n]) != is_card(sight.rows[last]):
        return False
    mine = [c.box for c in sight.rows[n] if c.value]
    return sum(any(a.x0 < b.x1 and b.x0 < a.x1 for a in above) for b in mine) >= 0.5 * len(mine)


def _stands_under(row: Row, above: Row) -> bool:
    """Whether every cell of a row begins or ends where one of the row above does: a row made tall by another page."""
    edges = [(c.box.x0, c.box.x1) for c in above]
    return len(row) >= FEWEST_UNDER and all(
        any(abs(c.box.x0 - x0) <= SAME_EDGE or abs(c.box.x1 - x1) <= SAME_EDGE for x0, x1 in edges) for c in row
    )


def part_around(sight: Sight, run: Sequence[int], done: int) -> tuple[Part, int]:
    """The table that rows of figures are the core of, and the row behind it; the first `done` rows are taken."""
    top = _header_top(sight, run, done)
    head_end = top
    while head_end < run[0] and len(sight.rows[head_end]) > 1 and not _is_rest_below(sight, head_end, top):
        head_end += 1
    if head_end == top:
        top = head_end = run[0]
    first = top
    while first > done and head_end - first < LONGEST_HEADER and _more_header(sight, first, run):
        first -= 1
    if first == head_end == run[0] and done < first <= TOP_ROWS and _is_rest(sight.rows[first - 1]):
        first = head_end = first - 1
    end = run[-1] + 1
    while end < len(sight.rows) and _more_body(sight, run, end):
        end += 1
    return Part(sight.rows[first:head_end], sight.rows[head_end:end]), end


def _header_top(sight: Sight, run: Sequence[int], done: int) -> int:
    """The lowest row above the figures that names columns; the first row of figures where there is none."""
    extent = _extent(sight, run)
    bands = rests = 0
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
        rests += 1
        if rests > 1 or not _is_rest(row):
            break
    return run[0]


def _is_rest(row: Row) -> bool:
    """Whether a row goes on with one that a page break cut: nothing but words, of which some begin in mid-sentence."""
    texts = [c.text for c in row if c.words]
    return not any(map(is_value, texts)) and any(map(goes_on, texts))


def _is_rest_below(sight: Sight, n: int, top: int) -> bool:
    """Whether a row under a header is such a rest, and no further row of it: it is not bold as the header is."""
    bold = [all(c.bold for c in sight.rows[k] if c.words) for k in (top, n)]
    return n > top and bold == [True, False] and _is_rest(sight.rows[n])


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
    row, extent = sight.rows[top - 1], _extent(sight, run)
    if _pause(sight, top - 1) > (RULED_PAUSE if _ruled(sight, top - 1) else HEADER_PAUSE) or _barred(sight, top - 1):
        return False
    if any(len(c.words) > LONG_TEXT or not c.words for c in row) or _is_record(row):
        return False
    box, size = row_box(row), _size(row)
    near, far = (row[0].box.x1, row[-1].box.x0) if len(row) > 1 else (box.x0, box.x1)
    if near < extent.x0 - 2 * size or far > extent.x1 + 4 * size or abs(size - _size(sight.rows[top])) > 1.5:
        return False
    if len(row) > 1:
        return all(not c.value or is_head(c.text) for c in row)
    return box.x0 > extent.x0 + 2 * size and (is_head(row[0].text) or _pause(sight, top - 1) < CLOSE)


def _more_body(sight: Sight, run: Sequence[int], end: int) -> bool:
    """Whether a row below the last figures is one more row, or says something of the last as others do above."""
    row = sight.rows[end]
    pauses = [_pause(sight, k) for k in range(run[0], run[-1])]
    if _barred(sight, end - 1) or _pause(sight, end - 1) > max([1.2, *pauses[-3:]]) + 0.1:
        return False
    if _is_header(row):
        return False
    extent = around([_extent(sight, run), *(row_box(row) for row in sight.rows[run[0] : end])])
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
