"""Weigh whether cells in columns are a table of figures, or a list, an address, prose in columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.tables.looks import is_head, is_period

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


class Said(NamedTuple):
    """The text of one cell, and whether it is the value of an indicator by its looks."""

    text: str
    value: bool


class Evidence(NamedTuple):
    """What speaks for a table, however its cells were found.

    `heads` are the texts above the figures; `rows` the texts of each row with a figure; `columns` the filled cells of
    those rows, by column; `crossing` counts the rows that go across all columns.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    columns: Sequence[Sequence[Said]]
    crossing: int


def is_table(seen: Evidence) -> bool:
    """Whether there is enough evidence: names, and columns of figures that are neither numbering nor page numbers."""
    rows, columns = len(seen.rows), len(seen.columns)
    if columns < 2 or not rows:
        return False
    figures = sum(_figures(cells, rows, first=n == 0, last=n == columns - 1) for n, cells in enumerate(seen.columns))
    named = sum(any(WORDS.search(text) or is_period(text) for text in row) for row in seen.rows)
    if named < NAMED * rows or not figures or seen.crossing > 2 * rows:
        return False
    header = sum(is_head(text) for text in seen.heads)
    if rows == 1:
        return header >= 2 and figures >= 2
    if columns == 2:
        return header >= 2 and rows >= 3
    return figures >= 2 or header >= 2


def _figures(cells: Sequence[Said], rows: int, first: bool, last: bool) -> bool:
    """Whether a column holds mostly figures that are not the numbering of a list, nor the pages of its items."""
    texts = [c.text for c in cells]
    if len(cells) < max(1.0, FEWEST_FILLED * rows) or any(PAGE_REFERENCE.match(t) for t in texts):
        return False
    if first and all(ENUMERATION.match(t) for t in texts):
        return False
    if last and len(texts) > 2 and _counts_up(texts):
        return False
    return sum(c.value for c in cells) >= MOSTLY * len(cells)


def _counts_up(texts: Sequence[str]) -> bool:
    """Whether the cells are the page numbers of a list: whole numbers that never fall."""
    numbers = [int(t) for t in texts if t.isdigit()]
    return len(numbers) == len(texts) and numbers == sorted(numbers) and numbers[-1] < LAST_PAGE
