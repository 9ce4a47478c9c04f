"""Put the words of each line into phrases, the pieces that stand in one column of an unruled table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extract.tables.lines import line_text, lines_of
from extract.tables.looks import is_figure, is_head, is_leader, is_period, is_value
from schemas.layout import Box, Mark, Word, around

PHRASE_GAP = 0.8
"""White of this share of the type size parts two phrases; the spaces of justified text are rarely wider."""
FIGURE_GAP = 0.45
"""Between two figures this share of the type size does: nobody sets a space that wide inside a figure."""
NEXT_RUN = 0.1
"""Where the file prints its spaces, this share parts what is printed without one."""
BULLETS = "•▪◦·"
LARGEST_MARK = 40.0
"""A symbol is at most this wide (points); anything larger is a drawing."""


class Phrase(NamedTuple):
    """Words that belong together, or a symbol drawn without words."""

    words: tuple[Word, ...]
    box: Box
    text: str
    value: bool


class Line(NamedTuple):
    """A line of words across the whole page, cut at its wide gaps."""

    phrases: tuple[Phrase, ...]
    box: Box
    size: float

    @property
    def values(self) -> list[Phrase]:
        """The phrases that are figures or stand in the place of one; periods are not."""
        return [p for p in self.phrases if p.value]

    @property
    def heads(self) -> list[Phrase]:
        """The phrases that could head columns."""
        return [p for p in self.phrases if is_head(p.text)]


def phrase_of(words: Sequence[Word]) -> Phrase:
    """Neighbouring words as one phrase."""
    text = line_text(words) or " ".join(w.text for w in words)
    return Phrase(tuple(words), around([w.box for w in words]), text, is_value(text) and not is_period(text))


def page_lines(words: Sequence[Word], marks: Sequence[Mark] = ()) -> list[Line]:
    """The upright words of a page in lines, top to bottom; drawn symbols join the line that they stand beside.

    The dots between a name and its figure are a drawn line, no word.
    """
    lines = [_line(line) for line in lines_of([w for w in words if not w.turned and not is_leader(w.text)])]
    for mark in marks:
        if mark.box is None or mark.drawn == "glyph" or mark.box.width > LARGEST_MARK:
            continue
        x, y = mark.box.middle
        beside = [n for n, line in enumerate(lines) if line.box.top <= y <= line.box.bottom]
        if not beside or any(p.box.holds(x, y) for p in lines[beside[0]].phrases):
            continue
        line = lines[beside[0]]
        drawn = Phrase((), mark.box, "", True)
        lines[beside[0]] = line._replace(phrases=tuple(sorted((*line.phrases, drawn), key=lambda p: p.box.x0)))
    return lines


def _line(words: Sequence[Word]) -> Line:
    groups: list[list[Word]] = []
    for word in words:
        if groups and not _parted(groups[-1], word):
            groups[-1].append(word)
        else:
            groups.append([word])
    return Line(
        tuple(phrase_of(g) for g in groups),
        around([w.box for w in words]),
        median(w.size for w in words),
    )


def _parted(before: Sequence[Word], word: Word) -> bool:
    last = before[-1]
    gap = word.box.x0 - last.box.x1
    size = max(word.size, last.size)
    if word.raised and gap <= size:
        return False
    if word.apart:
        return True
    if last.run is not None and word.run is not None:
        return gap > (PHRASE_GAP if last.run == word.run or last.text in BULLETS else NEXT_RUN) * size
    share = FIGURE_GAP if is_figure(last.text) and is_figure(word.text) else PHRASE_GAP
    return gap > share * size


def usual_space(phrase: Phrase) -> float:
    """The white between the phrase's words; 0 for a single word."""
    gaps = [b.box.x0 - a.box.x1 for a, b in pairwise(phrase.words)]
    return median(gaps) if gaps else 0.0
