"""Weigh whether lines in columns are a table of figures, or a list, an address, prose in columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.tables.looks import is_head, is_period
from extract.tables.rows import Laid, Row

FEWEST_FILLED = 0.3
"""A column counts as evidence if it is filled in this share of the rows."""
MOSTLY = 0.6
"""This share of a column's cells must be figures for a column of figures."""
NAMED = 0.5
"""This share of the rows must have a word in them."""
LAST_PAGE = 2000
"""Whole numbers that climb to less than this may be the pages of a list."""

PAGE_REFERENCE = re.compile(r"\(?\s*(?:pages?|pp?\.)\s*\d", re.IGNORECASE)
ENUMERATION = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)]?$", re.IGNORECASE)
WORDS = re.compile(r"[^\W\d_]{3,}")


def is_table(heads: Sequence[Laid], rows: Sequence[Row], columns: int) -> bool:
    """Whether there is enough evidence: names, and columns of figures that are neither numbering nor page numbers."""
    records = [
        row for row in rows if sum(p.phrase.value for laid in row for p in laid.pieces) >= 1 and not row[0].spans
    ]
    if columns < 2 or not records:
        return False
    figures = [c for c in range(columns) if _figures(records, c, last=c == columns - 1)]
    named = sum(
        any(WORDS.search(p.phrase.text) or is_period(p.phrase.text) for laid in row for p in laid.pieces)
        for row in records
    )
    header = sum(is_head(p.phrase.text) for laid in heads for p in laid.pieces)
    if named < NAMED * len(records) or not figures:
        return False
    crossing = sum(row[0].spans for row in rows)
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
    if last and len(texts) > 2 and counts_up(texts):
        return False
    return sum(v for _, v in filled) >= MOSTLY * len(filled)


def counts_up(texts: Sequence[str]) -> bool:
    """Whether the cells are the page numbers of a list: whole numbers that never fall."""
    numbers = [int(t) for t in texts if t.isdigit()]
    return len(numbers) == len(texts) and numbers == sorted(numbers) and numbers[-1] < LAST_PAGE
