"""Find the letters that begin a cell although they touch the cell before: "or43.6%" is a name and its figure.

Only where it shows: the kind of letter changes there as it does not within words, and other words begin at that very
place across the page, above and below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.read.displayed import Char

EXACT = 0.4
"""The left edges of the cells of a column agree to within this (points)."""
FEWEST = 3
"""So many other words begin where a column begins."""
MORE = 2
"""Times as many words may reach over the place: comments and headings that run across the table."""
NEAR = 200.0
"""They stand at most this far (points) above or below."""
LONGEST_TAIL = 3
"""Small letters behind a figure that may be its unit: "12k", "43wks"."""
ONE_FIGURE = re.compile(r"[£<>]?\d{1,3}(?:,\d{3})*(?:\.\d+)?%?|[£<>]?\d+(?:\.\d+)?%?")


def seams(words: Sequence[Sequence[Char]]) -> set[int]:
    """The letters, by identity, that begin a cell inside one of the words."""
    extents = [(letters[0]["x0"], letters[-1]["x1"], letters[0]["top"]) for letters in words]
    found = set()
    for letters in words:
        for n in changes_in(letters):
            if _begins_a_column(letters[n]["x0"], letters[n]["top"], extents):
                found.add(id(letters[n]))
    return found


def changes_in(letters: Sequence[Char]) -> list[int]:
    """Where a word may be two: "endQ1", "or43.6%", "2.9%3.1%", "8where"."""
    text = "".join(c["text"] for c in letters)
    if len(text) != len(letters) or len(text) < LONGEST_TAIL or ONE_FIGURE.fullmatch(text):
        return []
    return [n for n, (a, b) in enumerate(pairwise(text), 1) if _changes_at(text, n, a, b)]


def _changes_at(text: str, n: int, a: str, b: str) -> bool:
    if b.isupper():
        return a.islower() or a.isdigit() or a in "%)*"
    if b.isdigit() or b == "£":
        return (a.isalpha() and text[max(0, n - 2) : n].isalpha() and n > 1) or a in "%)" or (a.isdigit() and b == "£")
    return b.islower() and a.isdigit() and text[n : n + LONGEST_TAIL + 1].isalpha() and len(text) - n > LONGEST_TAIL


def _begins_a_column(x: float, top: float, extents: Sequence[tuple[float, float, float]]) -> bool:
    near = [(x0, x1) for x0, x1, y in extents if y != top and abs(y - top) <= NEAR]
    begin = sum(abs(x0 - x) <= EXACT for x0, _ in near)
    return begin >= FEWEST and MORE * begin > sum(x0 < x - 1 and x1 > x + 1 for x0, x1 in near)
