"""Find the symbols outside tables that stand before words: the lines of a key, whatever they are drawn with."""

from __future__ import annotations

from collections.abc import Sequence

from extract.read import marks_in, without_marks
from extract.tables.lines import lines_of
from schemas.layout import Box, Legend, Mark, Page, Word

FARTHEST = 4.0
"""The words of a key start at most this many of their own sizes behind the symbol."""
NEXT_COLUMN = 2.5
"""White of this many sizes ends the words of a symbol."""
PATCH = (3.0, 40.0)
"""Width and height (points) of a coloured field in a key."""


def legend_of(page: Page, loose: Sequence[Word], taken: Sequence[Box]) -> tuple[Legend, ...]:
    """Each symbol outside the tables with the words behind it in its line, up to the next symbol or a wide gap."""
    drawn = [m for m in (*page.marks, *_patches(page)) if m.box is not None and _free(m.box, taken)]
    glyphs = [m for m in marks_in(w for w in loose if not w.turned) if m.box is not None]
    marks = sorted([*drawn, *glyphs], key=lambda m: (m.box.top, m.box.x0) if m.box else (0.0, 0.0))
    lines = lines_of([w for w in loose if not w.turned])
    return tuple(Legend(mark=m, text=text) for m in marks if (text := _words_behind(m, marks, lines)))


def _patches(page: Page) -> list[Mark]:
    low, high = PATCH
    return [
        Mark(shape=None, colour=f.colour, drawn="fill", box=f.box)
        for f in page.fills
        if low <= f.box.width <= high and low <= f.box.height <= high and f.colour in ("red", "amber", "green", "blue")
    ]


def _free(box: Box, taken: Sequence[Box]) -> bool:
    return not any(t.holds(*box.middle) for t in taken)


def _words_behind(mark: Mark, marks: Sequence[Mark], lines: Sequence[Sequence[Word]]) -> str:
    box = mark.box
    if box is None:
        return ""
    for line in lines:
        if not any(w.box.top <= box.middle[1] <= w.box.bottom for w in line):
            continue
        stops = [
            m.box.x0
            for m in marks
            if m.box and m is not mark and m.box.x0 > box.x0 and m.box.top < box.bottom and box.top < m.box.bottom
        ]
        found: list[Word] = []
        edge = box.x1
        for word in line:
            if word.box.middle[0] <= box.x1 or word.box is box:
                continue
            room = (NEXT_COLUMN if found else FARTHEST) * word.size
            if word.box.x0 - edge > room or word.box.middle[0] > min(stops, default=word.box.x1):
                break
            found.append(word)
            edge = word.box.x1
        return without_marks(" ".join(w.text for w in found)).strip(" ,;:-–=")
    return ""
