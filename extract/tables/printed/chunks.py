"""Put the lines of one cell together, and the cells of one row, where the file prints each cell in one go."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import NamedTuple

from extract.tables.lines import is_broken, join_lines
from extract.tables.looks import goes_on, is_leader, is_period
from extract.tables.phrases import BULLETS, LARGEST_MARK, NEXT_RUN, PHRASE_GAP, Phrase, phrase_of
from schemas.layout import Box, Mark, Word, around

LEADING = 0.75
"""White of at most this share of the type size stands between two lines of a cell."""
TIGHT = 0.35
"""Across a rule or the edge of a fill there is more white than this share of it, unless the cell is merged over rows."""
ALIGNED = 1.0
"""Lines of a cell begin, end or have their middles within this distance (points) of each other."""
BESIDE = 0.3
"""Cells of one row overlap by this share of the lower one's height."""

FLOATING = 0.3
"""A cell merged over two rows stands between them with less white than this share of the type size."""

TOP_LINES = 3
"""So many lines at the top of a page may be its running head and the rest of a row that the page before began."""

TORN = 2.0
"""White inside a cell, behind a code, is narrower than so many type sizes."""
LEVEL = 0.25
"""Words of one line stand on one level to within this share of the type size."""
NOTE = 2.0
"""A raised note stands this close (points) to the end of its cell."""


class _Setting(NamedTuple):
    """What stands around the phrases of a page: rules across, raised notes."""

    separators: Sequence[float]
    notes: Set[int]
    top: float
    """What ends above this height is at the top of the page."""


class Chunk(NamedTuple):
    """The phrases of a cell, one a line."""

    phrases: tuple[Phrase, ...]
    box: Box

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of the cell."""
        return tuple(w for p in self.phrases for w in p.words)

    @property
    def text(self) -> str:
        """What the cell prints, for a look at it."""
        return join_lines(p.text for p in self.phrases)

    @property
    def value(self) -> bool:
        """Whether the cell is a figure, a symbol, or what stands in the place of one."""
        return self.phrases[0].value

    @property
    def bold(self) -> bool:
        """Whether all words are bold."""
        return bool(self.words) and all(w.bold for w in self.words)

    @property
    def size(self) -> float:
        """The type size."""
        return max((w.size for w in self.words), default=self.box.height)


Row = tuple[Chunk, ...]


def row_box(row: Row) -> Box:
    """The box around a row."""
    return around([c.box for c in row])


def phrases_of(words: Sequence[Word], marks: Sequence[Mark], coloured: Sequence[Box] = ()) -> list[Phrase]:
    """The runs of print, top to bottom, each a phrase; and the symbols and coloured cells that are drawn without words."""
    runs: dict[int | None, list[Word]] = {}
    for word in words:
        if not word.turned and not is_leader(word.text):
            runs.setdefault(word.run, []).append(word)
    parts = [part for group in runs.values() for part in _parts(group)]
    parts += _turned([w for w in words if w.turned])
    drawn = [
        Phrase((), m.box, "", True)
        for m in marks
        if m.box is not None and m.drawn != "glyph" and m.box.width <= LARGEST_MARK
        if not any(w.box.holds(*m.box.middle) for w in words)
    ]
    drawn += [Phrase((), box, "", True) for box in coloured if not any(box.holds(*p.box.middle) for p in drawn)]
    return sorted([*_touching(parts), *drawn], key=lambda p: (p.box.top, p.box.x0))


def _turned(words: Sequence[Word]) -> list[list[Word]]:
    """The lines of turned words, each a part: small type loses the spaces that would hold it together."""
    parts: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.turned, -w.box.bottom if w.turned == 90 else w.box.top)):
        for part in parts:
            last = part[-1]
            white = last.box.top - word.box.bottom if word.turned == 90 else word.box.top - last.box.bottom
            level = abs(last.box.middle[0] - word.box.middle[0]) < LEVEL * word.size
            if last.turned == word.turned and level and white <= PHRASE_GAP * word.size:
                part.append(word)
                break
        else:
            parts.append([word])
    return parts


def _parts(run: Sequence[Word]) -> list[list[Word]]:
    """The words of a run, cut at its wide whites."""
    parts: list[list[Word]] = []
    for word in sorted(run, key=lambda w: w.box.x0):
        if parts and word.box.x0 - parts[-1][-1].box.x1 <= PHRASE_GAP * word.size:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _touching(parts: Sequence[list[Word]]) -> list[Phrase]:
    """Runs that follow each other on one line without white are one phrase: words of two weights, a bullet."""
    joined: list[list[Word]] = []
    for part in sorted(parts, key=lambda p: (p[0].turned, p[0].run or 0, p[0].box.x0)):
        last, first = joined[-1][-1] if joined else None, part[0]
        if last is not None and not first.turned and not last.turned:
            room = PHRASE_GAP if last.text in BULLETS else NEXT_RUN
            level = abs(last.box.bottom - first.box.bottom) < LEVEL * first.size
            if (
                not first.apart
                and (level or first.raised)
                and -NEXT_RUN * first.size <= first.box.x0 - last.box.x1 <= room * first.size
            ):
                joined[-1] += part
                continue
        joined.append(list(part))
    return [phrase_of(words) for words in joined]


def chunks_of(phrases: Sequence[Phrase], separators: Sequence[float]) -> list[Chunk]:
    """The cells of a page, by where their first lines stand."""
    heights = sorted({round(p.box.bottom) for p in phrases})
    setting = _Setting(separators, _notes(phrases), heights[min(TOP_LINES, len(heights)) - 1] + 1)
    homes: list[list[Phrase]] = []
    ends: dict[int, list[Phrase]] = {}
    for phrase in phrases:
        near = (h for h in reversed(homes[-60:]) if h and _wraps(h[-1], phrase, setting))
        inside = (h for h in near if not _across(h[-1], phrase, phrases) and not _ends(h[-1], phrase, setting, phrases))
        home = _torn(phrase, ends) or next(inside, None)
        if home is None:
            home = []
            homes.append(home)
        home.append(phrase)
        ends.update(dict.fromkeys(_runs(phrase), home))
    homes = [h for h in homes if h]
    return [Chunk(tuple(phrases), around([p.box for p in phrases])) for phrases in _with_notes(homes)]


def _torn(phrase: Phrase, ends: dict[int, list[Phrase]]) -> list[Phrase] | None:
    """The cell that a line goes on where white tears its first line in two: a code, and the name behind it."""
    begin = min(_runs(phrase), default=0)
    right = ends.get(begin - 1)
    left = ends.get(min(_runs(right[-1]), default=0) - 1) if right else None
    if not left or not right or left is right or phrase.value or is_period(right[-1].text):
        return None
    a, b, c = left[-1].box, right[-1].box, phrase.box
    size = phrase.words[0].size
    one_line = abs(a.bottom - b.bottom) < 0.2 * size and 0 < b.x0 - a.x1 < TORN * size
    if not one_line or abs(c.x0 - a.x0) > ALIGNED or not -0.5 * size < c.top - b.bottom <= TIGHT * size:
        return None
    left[-1] = phrase_of([*left[-1].words, *right[-1].words])
    right.clear()
    return left


def _with_notes(homes: Sequence[list[Phrase]]) -> list[list[Phrase]]:
    """Raised notes that stand on a line of their own, joined to the cell at whose end they stand."""
    notes = [h for h in homes if len(h) == 1 and h[0].words and all(w.raised for w in h[0].words)]
    kept = [h for h in homes if not any(h is n for n in notes)]
    for note in notes:
        box = note[0].box
        ends = (
            h
            for h in kept
            for p in h
            if abs(p.box.x1 - box.x0) <= NOTE and p.box.top - box.height < box.top < p.box.bottom
        )
        home = next(ends, None)
        if home is None:
            kept.append(note)
        else:
            n = next(n for n, p in enumerate(home) if abs(p.box.x1 - box.x0) <= NOTE)
            home[n] = phrase_of([*home[n].words, *note[0].words])
    return kept


def _notes(phrases: Sequence[Phrase]) -> set[int]:
    """The runs that are raised notes."""
    raised: dict[int, bool] = {}
    for word in (w for p in phrases for w in p.words if w.run is not None):
        raised[word.run or 0] = raised.get(word.run or 0, True) and word.raised
    return {run for run, note in raised.items() if note}


def _wraps(above: Phrase, below: Phrase, setting: _Setting) -> bool:
    """Whether a line is printed right after another one, and below it as the lines of a cell are."""
    if any(w.turned for w in (*above.words, *below.words)):
        return False
    ends, begins = _runs(above), _runs(below)
    if not ends or not begins:
        return False
    a, b = above.box, below.box
    size = above.words[0].size
    white = b.top - a.bottom
    step = min(begins) - max(ends)
    behind_note = step == 2 and white <= TIGHT * size and max(ends) + 1 in setting.notes
    if step != 1 and not behind_note:
        return False
    edges = min(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.middle[0] - b.middle[0]))
    return (
        -0.5 * size < white <= LEADING * size
        and edges <= ALIGNED
        and abs(size - below.words[0].size) <= 0.5
        and all(w.bold for w in above.words) == all(w.bold for w in below.words)
        and not (white > TIGHT * size and any(a.middle[1] < y < b.middle[1] for y in setting.separators))
        and not (above.value and below.value and not goes_on(below.text) and not is_broken(above.text, below.text))
    )


def _across(above: Phrase, below: Phrase, phrases: Sequence[Phrase]) -> bool:
    """Whether one of two lines reaches over what stands beside the other: then they are not in one column."""
    return any(
        (over(p.box, above.box) and beside(p.box, below.box)) or (over(p.box, below.box) and beside(p.box, above.box))
        for p in phrases
        if p is not above and p is not below
    )


def _ends(above: Phrase, below: Phrase, setting: _Setting, phrases: Sequence[Phrase]) -> bool:
    """Whether a line at the top of the page ends a row of the page before: it begins in mid-sentence, over a new row."""
    begun = above.box.bottom <= setting.top and goes_on(above.text) and not goes_on(below.text)
    return begun and any(p.box.x0 > below.box.x1 and beside(p.box, below.box) for p in phrases)


def _runs(phrase: Phrase) -> list[int]:
    return [w.run for w in phrase.words if w.run is not None]


def rows_of(chunks: Sequence[Chunk]) -> tuple[list[Row], list[Chunk]]:
    """The cells in rows, top to bottom; and those that are merged over several rows."""
    tall = [c for c in chunks if _beside_several(c, chunks)]
    ids = {id(c) for c in tall}
    rows: list[list[Chunk]] = []
    for chunk in sorted((c for c in chunks if id(c) not in ids), key=lambda c: c.box.top):
        homes = [row for row in rows if any(beside(chunk.box, c.box) for c in row)]
        for row in homes:
            rows.remove(row)
        rows.append([*(c for row in homes for c in row), chunk])
    made = [tuple(sorted(row, key=lambda c: c.box.x0)) for row in rows]
    made.sort(key=lambda r: row_box(r).middle[1])
    floating = [n for n in range(1, len(made) - 1) if _floats(made[n - 1], made[n], made[n + 1])]
    tall += [c for n in floating for c in made[n]]
    return [row for n, row in enumerate(made) if n not in floating], tall


def _floats(above: Row, row: Row, below: Row) -> bool:
    """Whether cells stand in the middle between two rows that are blank there: merged over both."""
    upper, box, lower = row_box(above), row_box(row), row_box(below)
    close = FLOATING * max(c.size for c in row)
    return (
        box.top - upper.bottom < close
        and lower.top - box.bottom < close
        and abs((upper.bottom + lower.top) / 2 - box.middle[1]) <= close
        and not any(over(c.box, o.box) for c in row for o in (*above, *below))
    )


def _beside_several(chunk: Chunk, chunks: Sequence[Chunk]) -> bool:
    """Whether the cell stands beside two that stand below each other."""
    others = [c for c in chunks if c is not chunk and beside(c.box, chunk.box) and not over(c.box, chunk.box)]
    others.sort(key=lambda c: c.box.top)
    return any(over(a.box, b.box) and not beside(a.box, b.box) for n, a in enumerate(others) for b in others[n + 1 :])


def beside(a: Box, b: Box) -> bool:
    """Whether two boxes stand at one height."""
    return min(a.bottom, b.bottom) - max(a.top, b.top) >= BESIDE * min(a.height, b.height)


def over(a: Box, b: Box) -> bool:
    """Whether two boxes stand at one place across the page; a symbol may have no width."""
    shared = min(a.x1, b.x1) - max(a.x0, b.x0)
    return shared > 0.5 or (shared > -0.5 and min(a.width, b.width) < 0.5)
