"""The reason that a cell prints for having no figure."""

from __future__ import annotations

import re

from extract.values.vocabulary import vocabulary
from schemas.records import Measure, Status

_ENDS = " .,;:!*†‡§^"


def bare_words(folded: str) -> str:
    """The text in lower case without note marks and closing punctuation: "See note***" is "see note"."""
    return folded.casefold().strip(_ENDS)


def whole_status(folded: str, kind: Measure) -> Status | None:
    """The status of a text that is nothing but a sign for having no figure: "-", "*", "c", "..", "x"."""
    words = folded.casefold()
    for reason in vocabulary().reasons:
        if kind in reason.kinds and (words in reason.whole or bare_words(folded) in reason.whole):
            return reason.status
    return None


def worded_status(folded: str, kind: Measure) -> tuple[Status, re.Match[str]] | None:
    """The status that words in the text give, with the words: "Measure amended for 2023-24 so ..." is not comparable.

    The vocabulary's order decides where several fit: "N/A new measure" is a new measure.
    """
    for reason in vocabulary().reasons:
        if kind in reason.kinds and reason.within is not None:
            match = reason.within.search(folded)
            if match:
                return reason.status, match
    return None
