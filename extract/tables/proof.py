"""Weigh whether cells in columns are a table of figures, or a list, an address, prose in columns."""

from __future__ import annotations

from collections.abc import Sequence

from extract.tables.chunks import Row
from extract.tables.columns import Column
from extract.tables.evidence import ENUMERATION, FEWEST_FILLED, MOSTLY, NAMED, PAGE_REFERENCE, WORDS, counts_up
from extract.tables.looks import is_head, is_period, says_figures

FEWEST_CARDS = 2
"""So many names with a line of figures beside them are a table."""


def is_card(row: Row) -> bool:
    """Whether a row is a name and a line that says its figures one after the other."""
    return len(row) == 2 and says_figures(row[1].text) and not row[0].value


def is_table(heads: Sequence[Row], body: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Whether there is enough evidence: names, and columns of figures that are neither numbering nor page numbers."""
    cards = [row for row in body if is_card(row)]
    if len(columns) == 2 and len(cards) >= FEWEST_CARDS and len(cards) >= MOSTLY * len(body):
        return True
    records = [row for row in body if len(row) > 1 and any(c.value for c in row)]
    if len(columns) < 2 or not records:
        return False
    figures = [n for n, c in enumerate(columns) if _figures(records, c, n == 0, n == len(columns) - 1)]
    named = sum(any(WORDS.search(c.text) or is_period(c.text) for c in row) for row in records)
    header = sum(is_head(c.text) for row in heads for c in row)
    if named < NAMED * len(records) or not figures:
        return False
    if sum(len(row) == 1 for row in body) > 2 * len(records):
        return False
    if len(records) == 1:
        return header >= 2 and len(figures) >= 2
    if len(columns) == 2:
        return header >= 2 and len(records) >= 3
    return len(figures) >= 2 or header >= 2


def _figures(records: Sequence[Row], column: Column, first: bool, last: bool) -> bool:
    cells = [c for row in records for c in row if column.under(c.box)]
    texts = [c.text for c in cells]
    if len(cells) < max(1.0, FEWEST_FILLED * len(records)) or any(PAGE_REFERENCE.match(t) for t in texts):
        return False
    if first and all(ENUMERATION.match(t) for t in texts):
        return False
    if last and len(texts) > 2 and counts_up(texts):
        return False
    return sum(c.value for c in cells) >= MOSTLY * len(cells)
