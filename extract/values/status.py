"""The reason that a cell prints for having no figure."""

from __future__ import annotations

from extract.values.figure import mask
from extract.values.period import find_periods
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


def worded_status(folded: str, kind: Measure) -> tuple[Status, str] | None:
    """The status that words in the text give, with the rest: "Measure amended for 2023-24 so ..." is not comparable.

    The vocabulary's order decides where several fit: "N/A new measure" is a new measure.  In the rest the words and
    the periods are blotted out.
    """
    dated = folded
    for found in reversed(find_periods(folded)):
        dated = dated[: found.start] + "@" + dated[found.end :]
    for reason in vocabulary().reasons:
        if kind in reason.kinds and reason.within is not None:
            match = reason.within.search(dated)
            if match:
                return reason.status, mask(dated, [match.span()])
    return None
