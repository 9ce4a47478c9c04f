"""Find the columns of an unruled table by the white between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.tables.looks import is_head, is_period, is_value
from extract.tables.phrases import Line, Phrase, phrase_of, usual_space
from schemas.layout import Word

NARROWEST = 0.12
"""A gutter is at least this share of the type size wide."""
SUPPORT = 0.6
"""Of the lines with words on both sides of a gutter, this share must have a gap there that parts phrases; the spaces of
running text line up in a few lines, never in most."""
CROSSED = 6
"""One line in this many may have text across a gutter: a merged cell."""
GLUED = 12
"""One line in this many may have a figure across a gutter: two that are set without white between them."""
RUNNING_TEXT = 10
"""A line that is one phrase of more words than this is text across the table; its spaces part no cells."""
CLEAR = 0.25
"""A phrase that stands alone in a gutter, this share of the type size from both sides, is a column of its own."""
WIDER = 1.3
"""A gap this many times the usual space of its phrase parts two cells."""
BEARING = 0.12
"""Of print that was read from a picture only the ink is seen: its whites differ by this share of the type size."""

SPACE = 0.18
"""A gap narrower than this share of the type size is within a word or before a note mark, never between cells."""


class Gutter(NamedTuple):
    """White between two columns, from left to right edge."""

    x0: float
    x1: float

    @property
    def middle(self) -> float:
        """Where the column edge is drawn."""
        return (self.x0 + self.x1) / 2


class Piece(NamedTuple):
    """A phrase, or the part of one that stands in its columns, both ends included."""

    phrase: Phrase
    first: int
    last: int


def gutters_of(core: Sequence[Line], others: Sequence[Line] = (), header: Sequence[Line] = ()) -> list[Gutter]:
    """The gutters that run through the core lines; phrases of any line that stand alone in one part it in two."""
    size = max((line.size for line in core), default=0.0)
    wide = [g for g in _white(core) if g.x1 - g.x0 >= NARROWEST * size and _support(g, core) >= SUPPORT]
    for line in (*core, *others, *header):
        for phrase in line.phrases:
            wide = [part for g in wide for part in _parted(g, phrase, CLEAR * size)]
    inner = _with_contents(wide, core)
    return _tightened([*inner, *_beyond(inner, core, header, CLEAR * size)], [*core, *others, *header])


def _beyond(gutters: Sequence[Gutter], core: Sequence[Line], header: Sequence[Line], clear: float) -> list[Gutter]:
    """The gutters before titles that stand behind all that the lines print: their columns are blank, or coloured.

    Where the last column has no other title, the first of them is its own.
    """
    start = max((g.x1 for g in gutters), default=0.0)
    edge = max((p.box.x1 for line in core for p in line.phrases), default=0.0)
    titles = sorted(p.box for line in header if len(line.phrases) > 1 for p in line.phrases)
    if not any(box.x0 < edge and start < box.x1 for box in titles):
        return []
    found = []
    for box in titles:
        if box.x0 >= edge + clear:
            found.append(Gutter(edge, box.x0))
        edge = max(edge, box.x1)
    return found


def _with_contents(gutters: Sequence[Gutter], core: Sequence[Line]) -> list[Gutter]:
    """Without the gutters that have no phrase of their own between them: of two, the better supported stays."""
    kept = list(gutters)
    while len(kept) > 1:
        placed = [_placed(p, kept) for line in core for p in line.phrases]
        own = {p.first for p in placed if p.first == p.last}
        empty = next((c for c in range(1, len(kept)) if c not in own), None)
        if empty is None:
            break
        kept.remove(min(kept[empty - 1 : empty + 1], key=lambda g: (_support(g, core), g.x1 - g.x0)))
    return kept


def _white(core: Sequence[Line]) -> list[Gutter]:
    """The stretches that no word of the core lines covers, but for a few merged cells."""
    spans = [
        (n, w.box.x0, w.box.x1, p.value) for n, line in enumerate(core) for p in line.phrases for w in (p.words or ())
    ] + [(n, p.box.x0, p.box.x1, True) for n, line in enumerate(core) for p in line.phrases if not p.words]
    xs = sorted({x for _, x0, x1, _ in spans for x in (x0, x1)})
    allowed = len(core) // CROSSED
    white: list[Gutter] = []
    for left, right in pairwise(xs):
        over = {(n, value) for n, x0, x1, value in spans if x0 < right and x1 > left}
        if len({n for n, value in over if value}) > len(core) // GLUED or len(over) > allowed:
            continue
        if white and abs(white[-1].x1 - left) < 0.01:
            white[-1] = Gutter(white[-1].x0, right)
        else:
            white.append(Gutter(left, right))
    return white


def _support(gutter: Gutter, core: Sequence[Line]) -> float:
    both = parted = 0
    for line in core:
        if line.box.x0 < gutter.middle < line.box.x1:
            both += 1
            parted += not any(p.box.x0 < gutter.middle < p.box.x1 for p in line.phrases)
    return parted / both if both else 0.0


def _parted(gutter: Gutter, phrase: Phrase, clear: float) -> list[Gutter]:
    if phrase.box.x0 >= gutter.x0 + clear and phrase.box.x1 <= gutter.x1 - clear:
        return [Gutter(gutter.x0, phrase.box.x0), Gutter(phrase.box.x1, gutter.x1)]
    return [gutter]


def _tightened(gutters: Sequence[Gutter], lines: Sequence[Line]) -> list[Gutter]:
    """Gutters narrowed to what the words of header and continuation lines leave white."""
    result = []
    for gutter in gutters:
        x0, x1 = gutter
        for line in lines:
            for phrase in line.phrases:
                a, b = phrase.box.x0, phrase.box.x1
                if a <= x0 and b >= x1:
                    continue
                if a < x0 < b < x1:
                    x0 = b
                elif x0 < a < x1 < b:
                    x1 = a
        result.append(Gutter(x0, x1))
    return sorted(result)


def pieces_of(line: Line, gutters: Sequence[Gutter]) -> list[Piece]:
    """The phrases of a line with the columns that they stand in, cut where a gutter passes between two cells."""
    alone = len(line.phrases) == 1 and len(line.phrases[0].words) > RUNNING_TEXT
    pieces = []
    for phrase in line.phrases:
        pieces += [_placed(phrase, gutters)] if alone else [_placed(part, gutters) for part in _cut(phrase, gutters)]
    return pieces


def _cut(phrase: Phrase, gutters: Sequence[Gutter]) -> list[Phrase]:
    parts = [phrase]
    for gutter in gutters:
        last = parts[-1]
        after = [w for w in last.words if w.box.middle[0] >= gutter.middle]
        if all(w.raised for w in after):
            continue
        before = [w for w in last.words if w.box.middle[0] < gutter.middle]
        if before and after and _two_cells(last, before, after):
            parts[-1:] = [phrase_of(before), phrase_of(after)]
    return parts


def _two_cells(phrase: Phrase, before: Sequence[Word], after: Sequence[Word]) -> bool:
    gap = min(w.box.x0 for w in after) - max(w.box.x1 for w in before)
    if before[-1].run is not None and before[-1].run == after[0].run:
        return False
    if gap < SPACE * phrase.words[0].size:
        return False
    left, right = phrase_of(before).text, phrase_of(after).text
    own_cells = all(is_value(t) or is_period(t) or is_head(t) for t in (left, right))
    others = usual_space(phrase_of(before)) or usual_space(phrase_of(after))
    bearing = BEARING * phrase.words[0].size if before[-1].confidence is not None else 0.0
    return own_cells or (is_value(right) and not _goes_on(right)) or (others > 0 and gap > WIDER * others + bearing)


def _goes_on(text: str) -> bool:
    """Whether words with a figure among them begin in the middle of a sentence: "(paid) in 30 days"."""
    return text[:1].islower() and any(c.isdigit() for c in text)


def _placed(phrase: Phrase, gutters: Sequence[Gutter]) -> Piece:
    first = sum(1 for g in gutters if g.middle <= phrase.box.x0 + 0.01)
    last = sum(1 for g in gutters if g.middle < phrase.box.x1 - 0.01)
    if last > first and not _really_spans(phrase, gutters[first:last]):
        x = phrase.box.middle[0]
        first = last = sum(1 for g in gutters if g.middle < x)
    return Piece(phrase, first, max(first, last))


def _really_spans(phrase: Phrase, crossed: Sequence[Gutter]) -> bool:
    """Whether the phrase reaches beyond the gutters, rather than only into one."""
    return any(phrase.box.x0 < g.x0 and phrase.box.x1 > g.x1 for g in crossed)
