"""Say where an unruled table begins and ends: its header above the figures, its last line below them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extract.tables.aligned.gutters import Gutter, gutters_of, pieces_of
from extract.tables.aligned.rows import OVERLAP
from extract.tables.looks import goes_on, is_figure, is_head, is_period
from extract.tables.phrases import Line
from schemas.layout import Box, around

WIDEST_PAUSE = 3.2
"""Lines further apart than this many type sizes belong to two tables."""
LONGEST_ASIDE = 8
"""So many lines of text may stand between two rows of figures: a comment, a heading, a wrapped name."""
HEADER_PAUSE = 2.2
"""A header line stands at most this many type sizes above the next line."""
RULED_PAUSE = 4.5
"""Across a rule or the edge of a fill, it may be this many."""
MOST_HEADER_LINES = 9
TITLE = 1.3
"""A line that is so much larger than the header below it is the title of the table, or of the page."""
LONG_PHRASE = 10
"""A phrase of more words than this is running text."""


class Scene(NamedTuple):
    """The lines of a page, the boxes of tables already found, and where rules and fills run across."""

    lines: Sequence[Line]
    taken: Sequence[Box]
    bands: Sequence[float]

    def barred(self, above: int, below: int) -> bool:
        """Whether a table already found stands between two lines."""
        a, b = self.lines[above].box, self.lines[below].box
        extent = around([a, b])
        return any(
            a.middle[1] < t.middle[1] < b.middle[1] and t.x0 < extent.x1 and extent.x0 < t.x1 for t in self.taken
        )

    def paused(self, n: int) -> bool:
        """Whether too much white stands below a line for a header."""
        line, below = self.lines[n].box, self.lines[n + 1].box
        ruled = any(line.middle[1] < y < below.middle[1] for y in self.bands)
        return below.top - line.bottom > (RULED_PAUSE if ruled else HEADER_PAUSE) * self.lines[n].size


class Reach(NamedTuple):
    """The lines of a possible table, by index: header from `top`, body from `body` to before `end`."""

    top: int
    body: int
    end: int


def is_core(line: Line) -> bool:
    """Whether the line looks like a row of figures."""
    values = line.values
    if _is_header(line):
        return False
    return (len(values) >= 2 and any(is_figure(p.text) for p in values)) or (
        len(values) == 1 and len(line.phrases) >= 3 and is_figure(values[0].text)
    )


def runs_of(scene: Scene) -> list[list[int]]:
    """Core lines, by index, that follow each other in the same columns."""
    runs: list[list[int]] = []
    for n, line in enumerate(scene.lines):
        if not is_core(line):
            continue
        if runs and _joins(scene, runs[-1], n):
            runs[-1].append(n)
        else:
            runs.append([n])
    return runs


def _joins(scene: Scene, run: Sequence[int], n: int) -> bool:
    lines = scene.lines
    between = lines[run[-1] + 1 : n]
    steps = [lines[run[-1]], *between, lines[n]]
    pauses = [b.box.top - a.box.bottom for a, b in pairwise(steps)]
    if max(pauses) > WIDEST_PAUSE * lines[n].size or scene.barred(run[-1], n):
        return False
    if sum(_is_text(line) for line in between) > LONGEST_ASIDE or any(_is_header(line) for line in between):
        return False
    aside = next((k for k, line in enumerate(between) if len(line.phrases) == 1), len(between))
    if any(len(line.phrases) >= 3 and not line.values for line in between[aside:]):
        return False
    above = [p.box for k in run[-4:] for p in lines[k].values]
    mine = [p.box for p in lines[n].values]
    aligned = sum(any(a.x0 < b.x1 and b.x0 < a.x1 for a in above) for b in mine)
    return aligned >= 0.5 * len(mine)


def _is_text(line: Line) -> bool:
    return len(line.phrases) == 1 and len(line.phrases[0].words) > LONG_PHRASE


def _is_header(line: Line) -> bool:
    """Whether the line names columns: two periods or header words, and no figures beside them."""
    return len(line.heads) >= 2 and len(line.heads) > len(line.values)


def reach_of(scene: Scene, run: Sequence[int], done: int) -> Reach:
    """How far the table around a run of core lines reaches; lines before `done` belong to the table above."""
    lines = scene.lines
    core = [lines[n] for n in run]
    gutters = gutters_of(core)
    end = _last_line(scene, run, gutters)
    head = _header_line(scene, run[0], done, core)
    if head is None:
        first = run[0]
        while first > done and _beside(lines[first - 1], lines[first]):
            first -= 1
        return Reach(first, first, end)
    body = run[0]
    while body - 1 > head and not _is_header(lines[body - 1]) and not _head_end(lines, body - 1, head, gutters):
        body -= 1
    top = head
    while top > done and run[0] - top < MOST_HEADER_LINES and _more_header(scene, top, gutters, core):
        top -= 1
    return Reach(top, body, end)


def _beside(line: Line, other: Line) -> bool:
    return max(line.box.top, other.box.top) - min(line.box.bottom, other.box.bottom) < -OVERLAP * other.size


def _header_line(scene: Scene, first: int, done: int, core: Sequence[Line]) -> int | None:
    """The lowest line above the first row of figures that names columns."""
    extent = around([line.box for line in core])
    for n in range(first - 1, max(done, first - MOST_HEADER_LINES) - 1, -1):
        line = scene.lines[n]
        if scene.paused(n) or scene.barred(n, n + 1) or _is_text(line):
            return None
        fits = any(p.box.x0 < extent.x1 and extent.x0 < p.box.x1 for p in line.phrases)
        several = len(line.phrases) >= 3 and all(len(p.words) <= LONG_PHRASE for p in line.phrases)
        if fits and (_is_header(line) or (several and len(line.values) < 2) or _years(line)):
            return n
    return None


def _years(line: Line) -> bool:
    return sum(is_period(p.text) for p in line.phrases) >= 2


def _head_end(lines: Sequence[Line], n: int, head: int, gutters: Sequence[Gutter]) -> bool:
    """Whether a line between the header and the figures belongs to the header: it stands closer to it."""
    above = lines[n].box.top - lines[n - 1].box.bottom
    below = lines[n + 1].box.top - lines[n].box.bottom
    pieces = pieces_of(lines[n], gutters)
    beside_label = any(p.first > 0 for p in pieces) and all(p.first == p.last for p in pieces)
    close = above < below - 0.1 * lines[n].size
    return n > head and close and not lines[n].values and (beside_label or above <= 0.5 * lines[n].size)


def _more_header(scene: Scene, top: int, gutters: Sequence[Gutter], core: Sequence[Line]) -> bool:
    """Whether the line above a header line belongs to the header, too."""
    line, below = scene.lines[top - 1], scene.lines[top]
    pause = (below.box.top - line.box.bottom) / line.size
    extent = around([c.box for c in core])
    if scene.paused(top - 1) or scene.barred(top - 1, top) or line.size > TITLE * below.size:
        return False
    if 2 * len(line.values) > len(line.phrases) and not _is_header(line):
        return False
    if any(len(p.words) > LONG_PHRASE for p in line.phrases):
        return False
    if line.box.x0 < extent.x0 - 2 * line.size or line.box.x1 > extent.x1 + 4 * line.size:
        return False
    pieces = pieces_of(line, gutters)
    if _is_header(line) or (len(pieces) >= 2 and all(p.first == p.last or p.first > 0 for p in pieces)):
        return True
    if len(pieces) == 1 and pieces[0].first > 0:
        return pieces[0].first == pieces[0].last or is_head(pieces[0].phrase.text)
    return (
        pause < 0.5
        and all(p.last == 0 for p in pieces)
        and len(pieces[0].phrase.words) <= 4
        and _same_style(line, below)
    )


def _same_style(a: Line, b: Line) -> bool:
    bold = [[w.bold for p in line.phrases for w in p.words] for line in (a, b)]
    return all(bold[0]) == all(bold[1]) and abs(a.size - b.size) < 0.5


def _last_line(scene: Scene, run: Sequence[int], gutters: Sequence[Gutter]) -> int:
    """Where the table ends: behind its last row of figures, the lines that still fit its columns."""
    lines, end = scene.lines, run[-1] + 1
    usual = median([lines[n].size for n in run])
    extent = around([lines[n].box for n in run])
    steps = [(lines[b].box.top - lines[b - 1].box.bottom) / usual for _, b in pairwise(run)]
    while end < len(lines):
        line = lines[end]
        pause = (line.box.top - around([x.box for x in lines[max(run[0], end - 3) : end]]).bottom) / usual
        pieces = pieces_of(line, gutters)
        fits = all(p.first == p.last for p in pieces) and line.box.x0 >= extent.x0 - 2 and line.box.x1 <= extent.x1 + 2
        beside = len(pieces) >= 2 and pause <= 1.5 and not _is_header(line) and len(pieces) > len(gutters) // 2
        tight = pause < min(steps, default=0.0) - 0.1
        rest = pause <= 0.5 and (pause < -OVERLAP or pieces[0].first > 0 or goes_on(pieces[0].phrase.text) or tight)
        if not fits or not (beside or rest) or scene.barred(end - 1, end) or abs(line.size - usual) > 1.5:
            break
        end += 1
    return end
