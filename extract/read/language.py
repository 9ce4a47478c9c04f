"""Whether the text of a page can be what the page shows."""

from __future__ import annotations

import re

ENOUGH = 40
"""Fewer characters than this say nothing about their language."""
LEADERS = re.compile(r"([^\w\s])\1{2,}")
FEWEST_LETTERS = 0.25
"""Share of letters and digits; pages of real papers have 0.67 and more, fonts that lost their names below 0.1."""
COMMON = frozenset("etaoinsr")
ENOUGH_LETTERS = 100
FEWEST_COMMON = 0.42
"""Share of the eight commonest letters among all; English papers have 0.6, Welsh ones 0.5, exchanged letters 0.3."""


def is_language(text: str) -> bool:
    """Whether letters and words are distributed as in a language; too little text is taken for it.

    A font without a table of its characters gives "! #$ %&'": the page looks well, its text is noise.
    """
    signs = [c for c in LEADERS.sub("", text) if not c.isspace()]
    if len(signs) < ENOUGH:
        return True
    if sum(c.isalnum() and c.isprintable() for c in signs) < FEWEST_LETTERS * len(signs):
        return False
    letters = [c for c in text.lower() if "a" <= c <= "z"]
    return len(letters) < ENOUGH_LETTERS or sum(c in COMMON for c in letters) >= FEWEST_COMMON * len(letters)
