"""Say whether a file's own runs of print can be relied on to tell the words of one cell from those of the next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.tables.lines import lines_of
from schemas.layout import Page, Word

NARROW = (0.16, 0.8)
"""White of this share of the type size is as wide as a space, or as a narrow gutter."""
SPACED = 0.4
"""A producer prints spaces if at least this share of the narrow whites are inside a run."""
FEWEST = 5
"""Fewer spaces than this say nothing."""
STRETCHED = 0.02
"""The invisible text of a scan fills wide whites with spaces, too: no more than this share of them may be wide."""


def with_sound_runs(page: Page) -> Page:
    """The page as it is where its producer prints every space; else without runs, which then say nothing."""
    if _sound(page.words):
        return page
    return page.model_copy(update={"words": tuple(w.model_copy(update={"run": None}) for w in page.words)})


def _sound(words: Sequence[Word]) -> bool:
    spaces = gutters = stretched = 0
    for line in lines_of(w for w in words if w.run is not None):
        for before, word in pairwise(line):
            white = _white(before, word)
            if white > NARROW[1]:
                stretched += word.run == before.run
            elif white > NARROW[0]:
                spaces += word.run == before.run
                gutters += word.run != before.run
    return spaces >= FEWEST and spaces >= SPACED * (spaces + gutters) and stretched <= STRETCHED * spaces


def _white(before: Word, word: Word) -> float:
    """The white between two words along their line, as a share of the type size."""
    a, b = before.box, word.box
    white = {0: b.x0 - a.x1, 90: a.top - b.bottom, 180: a.x0 - b.x1, 270: b.top - a.bottom}[word.turned]
    return white / max(before.size, word.size, 1.0)
