"""What scanners, and people who type from scans, take for each other: the one place that says so."""

from __future__ import annotations

from collections.abc import Iterator

LETTERS = {"l": "1", "I": "1", "i": "1", "|": "1", "O": "0", "o": "0", "S": "5", "B": "8", "Z": "2"}
"""Letters that are read for digits, with the digit that they stand for."""
PAIRS = ("17", "68", "38", "56")
"""Digits that are taken for each other."""
PERCENT = ("96", "%6", "9", "6", "0")
"""What is made of a percent sign."""
SLASH = "71lI|\\.,:; "
"""What is made of the slash of a fraction."""
SLANTED = frozenset({"7", "71", "7l", "77", "21", "2l"})
"""What is made of an arrow that slants upwards or downwards; a steady one is taken for a dash."""

_AS_DIGITS = str.maketrans(LETTERS)


def as_digits(text: str) -> str:
    """The text with a digit for every letter that is read for one: "l5.O" is 15.0."""
    return text.translate(_AS_DIGITS)


def other_digits(text: str) -> Iterator[str]:
    """The text with one digit exchanged for one that it is taken for: 66,446 may have been 68,446."""
    for n, c in enumerate(text):
        for other in sorted(pair.replace(c, "") for pair in PAIRS if c in pair):
            yield text[:n] + other + text[n + 1 :]
