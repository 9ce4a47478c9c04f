"""Put the lines of an unruled table into rows: one line, or several where a cell is wrapped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.tables.aligned.gutters import Piece
from extract.tables.looks import goes_on
from extract.tables.phrases import Line

OVERLAP = 0.2
"""Lines that overlap by more than this share of the type size stand beside each other: centred cells of one row."""
WIDEST_LEADING = 1.0
"""Lines further apart than this share of the type size are never one row, unless rules or fills hold them together."""
STEP = 0.06
"""Gaps that differ by less than this share of the type size are the same gap."""
WORDED = 6
"""A name has at least this many letters; a code or a unit has fewer."""
MOST_ROWS = 0.5
"""A column of names is filled in at least this share of the rows."""
UNFINISHED = re.compile(
    r"(?:[,&/(–-]|\b(?:and|or|of|the|in|to|for|with|by|at|who|per|from|a|an|on|within|under|over|than|between|aged"
    r"|their|is|are|not|as|against))$",
    re.IGNORECASE,
)
"""A line that ends like this goes on in the next."""


class Laid(NamedTuple):
    """A line with its pieces in columns."""

    line: Line
    pieces: tuple[Piece, ...]
    names: int = 0

    def starts(self, column: int) -> bool:
        """Whether a figure of its own begins in the column: not "(96 / 7,459)", which goes on."""
        return any(p.first == column and p.phrase.value and not goes_on(p.phrase.text) for p in self.pieces)

    @property
    def label(self) -> str:
        """What stands in the column of names."""
        return next((p.phrase.text for p in self.pieces if p.first == self.names), "")

    @property
    def only_label(self) -> bool:
        """Whether nothing stands beside the name."""
        return all(p.first == self.names for p in self.pieces)

    @property
    def spans(self) -> bool:
        """Whether the line is one phrase across columns: a heading or a comment inside the table."""
        return len(self.pieces) == 1 and self.pieces[0].last > self.pieces[0].first


Row = list[Laid]


def name_column(core: Sequence[Sequence[Piece]]) -> int:
    """The column of names: the first that has words of some length in most rows, else the one with most letters."""
    letters: dict[int, list[int]] = {}
    for pieces in core:
        for piece in pieces:
            letters.setdefault(piece.first, []).append(sum(c.isalpha() for c in piece.phrase.text))
    worded = [c for c, found in letters.items() if sum(n >= WORDED for n in found) >= MOST_ROWS * len(core)]
    return min(worded) if worded else max(letters, key=lambda c: (sum(letters[c]), -c), default=0)


def rows_of(lines: Sequence[Laid], separators: Sequence[float]) -> list[Row]:
    """The lines grouped into rows, the best of several leadings: whole names, and one figure to a cell.

    Separators (rules, edges of fills) always part rows.  Whether several lines between two of them are one row is
    weighed like a leading: grouped rows have a figure on each line, a wrapped row has not.
    """
    if not lines:
        return []
    tries = [_grouped(lines, separators, limit, held=False) for limit in _leadings(lines)]
    if separators:
        tries.append(_grouped(lines, separators, 0.0, held=True))
    best = min(tries, key=lambda rows: (round(_cost(rows), 3), -len(rows)))
    return _mended(best, separators)


def _gap(above: Sequence[Laid], below: Laid) -> float:
    """White between a row so far and the next line, as a share of the type size."""
    return (below.line.box.top - max(laid.line.box.bottom for laid in above)) / max(below.line.size, 1.0)


def _leadings(lines: Sequence[Laid]) -> list[float]:
    gaps = {0.0 - OVERLAP}
    for n in range(1, len(lines)):
        gap = _gap(lines[n - 1 : n], lines[n])
        if -OVERLAP < gap <= WIDEST_LEADING:
            gaps.add(round(gap / STEP) * STEP + STEP / 2)
    return sorted(gaps)


def _apart(above: Laid, below: Laid, separators: Sequence[float]) -> bool:
    """Whether a separator runs between two lines."""
    a, b = sorted((above.line.box.middle[1], below.line.box.middle[1]))
    return any(a < y < b for y in separators)


def _grouped(lines: Sequence[Laid], separators: Sequence[float], limit: float, held: bool) -> list[Row]:
    rows: list[Row] = []
    for laid in lines:
        if rows and not _apart(rows[-1][-1], laid, separators):
            gap = _gap(rows[-1], laid)
            if gap < -OVERLAP or ((held or gap <= limit) and not _clash(rows[-1], laid)):
                rows[-1].append(laid)
                continue
        rows.append([laid])
    return rows


def _clash(row: Row, laid: Laid) -> bool:
    """Whether a text across the columns would share a row with cells."""
    return any(before.spans != laid.spans for before in row)


def _cost(rows: Sequence[Row]) -> float:
    """How unlike a table the rows are: names cut in two, names or figures of two rows in one."""
    return sum(_crowded(row) for row in rows) + sum(
        _torn(row, rows[n - 1] if n else None, rows[n + 1] if n + 1 < len(rows) else None) for n, row in enumerate(rows)
    )


def _crowded(row: Row) -> float:
    columns = {p.first for laid in row for p in laid.pieces}
    extra = sum(max(0, sum(laid.starts(c) for laid in row) - 1) for c in columns)
    begun = [n for n, laid in enumerate(row) if laid.label and not laid.only_label]
    fresh = sum(not goes_on(row[n].label) and len(row[n].pieces) > 2 for n in begun[1:])
    loose = sum(
        0.15
        for n, laid in enumerate(row[1:], 1)
        if laid.only_label and laid.label and not goes_on(laid.label) and not UNFINISHED.search(row[n - 1].label)
    )
    return 1.0 * extra + 0.5 * fresh + loose


def _torn(row: Row, before: Row | None, after: Row | None) -> float:
    first = row[0]
    if first.spans:
        return 0.0
    label = next((laid.label for laid in row if laid.label), "")
    values = any(p.phrase.value for laid in row for p in laid.pieces if p.first != laid.names)
    if label and goes_on(label) and before is not None:
        return 1.0
    if not label and before is not None:
        texts = [p.phrase.text for laid in row for p in laid.pieces]
        return 1.0 if not values or all(goes_on(t) for t in texts if t) else 0.6
    if all(laid.only_label for laid in row):
        follows = after is not None and after[0].label == "" and not after[0].spans
        return 1.0 if follows or UNFINISHED.search(row[-1].label) else 0.35
    return 0.0


def _mended(rows: Sequence[Row], separators: Sequence[float]) -> list[Row]:
    """Rows with the torn ends of names put back, where a leading alone could not tell."""
    result: list[Row] = []
    for row in rows:
        if result and not _apart(result[-1][-1], row[0], separators) and _belongs(result[-1], row):
            result[-1] = [*result[-1], *row]
        else:
            result.append(list(row))
    return result


def _belongs(above: Row, row: Row) -> bool:
    if above[-1].spans or row[0].spans or _gap(above, row[0]) > WIDEST_LEADING:
        return False
    label = row[0].label
    rest_of_name = bool(label) and (goes_on(label) or bool(UNFINISHED.search(above[-1].label)))
    if rest_of_name:
        taken = {p.first for laid in above for p in laid.pieces if p.first != laid.names}
        return not taken or not any(p.first != laid.names for laid in row for p in laid.pieces)
    return not label and not any(laid.starts(p.first) for laid in row for p in laid.pieces)
