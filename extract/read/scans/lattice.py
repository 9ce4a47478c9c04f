"""Make out the cells that the lines of a picture enclose, and the faint lines that part them.

A line that is too faint to be seen by itself is seen by all the cells of its row together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any, NamedTuple, cast

import cv2
import numpy as np
from numpy.typing import NDArray
from pdfplumber.table import edges_to_intersections, intersections_to_cells, merge_edges

from extract.read.pixels import Pixels
from extract.read.scans.line import Line
from extract.read.scans.picture import MANY, SAME, SHADED
from schemas.layout import Box, around, touching

MEET = 3.0
"""Points between two lines that are one, or that meet."""
THINNEST = 4.0
"""Points; a thinner cell is the space between the two lines of a double rule."""
INSIDE = 1.2
"""Points at the sides of a cell where its own rules lie."""
NEXT_TO = 2.0
"""Points beside those that print leaves white, and a line does not."""
ROOM_FOR_TWO = 14.0
"""Points; a lower or narrower cell is not parted any more."""
SPREAD = 1.0
"""Points along a line over which its shade is averaged: the scanner's noise and the dots of a fax."""
DOTS = 3.0
"""And where a line is followed beyond its end …"""
STEP = 9.0
"""… step by step of so many points."""
WIDEST_BAND = 40.0
"""Points of the highest row across a table that is closed where one of its sides is lost."""
AS_DARK = 0.5
"""What it is followed by is at least half as dark as the line itself."""
INK = 30
"""Print differs from its ground by this much (of 255) …"""
TOUCHED = 0.15
"""… and touches a line for no more than this share of it; a stroke of a letter has others beside it."""
BETWEEN = 1.5
"""Points of white between strokes of one word …"""
THROUGH = 6.0
"""… and points of its length: where so much print lies on both sides of a line, that is none."""
NOISE = 0.5
"""A faint line stands out by this share of the picture's noise, which is averaged along it."""
TALL_PRINT = 22.0
"""Points of the highest row in which a letter may be taken for a piece of a rule."""
FAINTEST = 3.0
"""A faint line differs from both of its sides by this much (of 255) …"""
NEARLY_ALL = 20
"""… all along, but for so many of a hundred pixels: print has more white between its letters."""
SHADES = (20, 50, 80)
"""Percentiles of the shades of a part; print on the same ground changes some of them."""
MOST = 0.6
"""So much of the row agrees that there is a line; or it is seen elsewhere in the grid."""
TOGETHER = 3
"""Lines that end side by side, all at the same place, end at a line."""


class Lattice(NamedTuple):
    """Cells that hang together."""

    box: Box
    cells: tuple[Box, ...]


def lattices_of(lines: Sequence[Line], scale: float) -> list[Lattice]:
    """The ruled areas of a picture, in pixels."""
    meet = MEET * scale
    edges = merge_edges([_edge(line) for line in lines], meet, meet, meet, meet)
    boxes = [Box(*cell) for cell in intersections_to_cells(edges_to_intersections(edges, meet, meet))]
    cells = [box for box in boxes if min(box.width, box.height) >= THINNEST * scale]
    return [Lattice(around(group), tuple(group)) for group in touching(cells)]


def completed(lines: Sequence[Line], grey: Pixels, scale: float) -> list[Line]:
    """The lines with those that a bad scan all but lost: at the open ends of a grid, and within its cells."""
    laid = np.ascontiguousarray(grey.T)
    seen = [
        _followed(_cut(line, lines, grey, scale), lines, grey, scale) if line.flat else _cut(line, lines, laid, scale)
        for line in lines
        if line.flat or not _is_letter(line, lines, laid, scale)
    ]
    reaching = [_reaching(line, seen, grey, scale) if line.flat else line for line in seen]
    result = [*reaching, *_closing(reaching, scale)]
    result += _banded(result, scale)
    for flat, shown in _ways(grey):
        smooth = cv2.blur(shown, (2 * round(SPREAD * scale) + 1, 1)).astype(np.float32)
        for lattice in lattices_of(result, scale):
            result += _parting(lattice, smooth, flat, result, scale)
    return result


def open_ends(lattice: Lattice, lines: Sequence[Line], scale: float) -> float:
    """The share of the ends of a grid's lines that lie in the open: many where half of its lines are lost."""
    meet = 2 * MEET * scale
    own = [line for line in lines if _in(lattice.box, line, meet)]
    ends = [
        any(abs(n.at - end) <= meet and n.start - meet <= line.at <= n.end + meet for n in own if n.flat != line.flat)
        for line in own
        for end in (line.start, line.end)
    ]
    return 1 - sum(ends) / len(ends) if ends else 0.0


def _ways(grey: Pixels) -> Iterator[tuple[bool, Pixels]]:
    """The picture as it is, and laid over so that its upright lines are flat."""
    yield True, grey
    yield False, np.ascontiguousarray(grey.T)


def _followed(line: Line, lines: Sequence[Line], grey: Pixels, scale: float) -> Line:
    """A flat line of a grid on to where its dots end: faxes and coarse scans leave parts of it.

    Upright ones are not followed, since letters are as tall as a step.
    """
    meet = MEET * scale
    columns = [n.at for n in lines if not n.flat]
    crossed = (n for n in lines if not n.flat and n.start - meet <= line.at <= n.end + meet)
    if sum(line.start - meet <= n.at <= line.end + meet for n in crossed) < 2:
        return line
    away, reach = max(2, round(scale)), round(SAME * scale)
    top = max(0, round(line.at) - reach - away)
    band = cv2.blur(grey[top : round(line.at) + reach + away + 1], (2 * round(DOTS * scale) + 1, 1)).astype(np.float32)
    if len(band) < 2 * away + 1:
        return line
    own, above, below = band[away:-away], band[: -2 * away], band[2 * away :]
    stands_out = np.maximum(np.minimum(above, below) - own, own - np.maximum(above, below))

    start, end = round(line.start), round(line.end)
    least = max(FAINTEST, AS_DARK * float(np.percentile(stands_out[:, start:end], NEARLY_ALL, axis=1).max()))

    def goes_on(start: int, step: int) -> bool:
        part = stands_out[:, start : start + step]
        return start >= 0 and part.shape[1] == step and float(np.percentile(part, NEARLY_ALL, axis=1).max()) > least

    def is_open(end: float) -> bool:
        return all(abs(at - end) > meet for at in columns)

    for step in (round(STEP * scale), 2):
        while is_open(start) and goes_on(start - step, step):
            start -= step
        while is_open(end) and goes_on(end, step):
            end += step
    return line._replace(start=min(line.start, start), end=max(line.end, end))


def _is_letter(line: Line, lines: Sequence[Line], laid: Pixels, scale: float) -> bool:
    """Whether an upright line in a single low row is a tall letter or a 1: between two rules, or among other letters
    where no other row has a line."""
    if line.end - line.start >= TALL_PRINT * scale:
        return False
    alone = not any(n is not line and not n.flat and abs(n.at - line.at) <= SAME * scale for n in lines)
    return _is_short(laid, line.at, line.start, line.end, scale) or (
        alone and _has_print_beside(laid, line.at, line.start, line.end, scale)
    )


def _cut(line: Line, lines: Sequence[Line], laid: Pixels, scale: float) -> Line:
    """A line without the letter, or the word, that it seems to go on with in the first or the last cell it crosses."""
    meet = MEET * scale
    across = sorted(n.at for n in lines if n.flat != line.flat and n.start - meet <= line.at <= n.end + meet)
    inside = [at for at in across if line.start + meet < at < line.end - meet]
    if not inside:
        return line
    start, end = line.start, line.end
    if _is_print(line, laid, start, inside[0], scale):
        start = inside[0]
    if _is_print(line, laid, inside[-1], end, scale):
        end = inside[-1]
    return line._replace(start=start, end=end) if start < end else line


def _is_print(line: Line, laid: Pixels, start: float, end: float, scale: float) -> bool:
    """Whether a piece of a line is the stroke of a letter, with others beside it, or cuts through a word; there is
    white at its ends."""
    if not _is_short(laid, line.at, start, end, scale):
        return False
    if line.flat:
        return _is_through_letters(laid, line.at, start, end, scale)
    return end - start < TALL_PRINT * scale and _has_print_beside(laid, line.at, start, end, scale)


def _is_through_letters(laid: Pixels, at: float, start: float, end: float, scale: float) -> bool:
    """Whether a piece of a flat line runs through a word: the word is seen above and below it."""
    edge, away = round(INSIDE * scale), max(2, round(scale))
    band = laid[max(0, round(at) - away) : round(at) + away + 1, round(start) + edge : round(end) - edge]
    if band.shape[0] < 2 * away + 1 or band.shape[1] < round(THROUGH * scale):
        return False
    shades = cv2.blur(band, (2 * round(SPREAD * scale) + 1, 1)).astype(np.float32)
    shades -= _shade(laid, at, start, end, scale)
    return bool(_through_letters(shades[:1], shades[-1:], scale)[0])


def _has_print_beside(laid: Pixels, at: float, start: float, end: float, scale: float) -> bool:
    """Whether ink lies closer to a piece of an upright line than print stands to a rule."""
    edge, away = round(INSIDE * scale), max(2, round(scale))
    band = laid[max(0, round(at) - 2 * away) : round(at) + 2 * away + 1, round(start) + edge : round(end) - edge]
    if band.shape[0] < 4 * away + 1 or band.shape[1] < 1:
        return False
    sides = np.abs(band[[0, 1, -2, -1]].astype(np.float32) - _shade(laid, at, start, end, scale)).max(axis=0)
    return bool((sides > INK).mean() > TOUCHED)


def _is_short(laid: Pixels, at: float, start: float, end: float, scale: float) -> bool:
    """Whether a stroke between two flat lines reaches neither of them."""
    edge, away, beside = round(INSIDE * scale), max(2, round(scale)), round(NEXT_TO * scale)
    band = laid[max(0, round(at) - away) : round(at) + away + 1, round(start) + edge : round(end) - edge]
    if band.shape[1] < 4 * beside:
        return False
    own = np.abs(band.astype(np.float32) - _shade(laid, at, start, end, scale)).max(axis=0)
    return min(float(own[:beside].mean()), float(own[-beside:].mean())) < 0.5 * float(np.percentile(own, 80))


def _shade(laid: Pixels, at: float, start: float, end: float, scale: float) -> float:
    """The ground around a piece of an upright line."""
    reach, edge = 8 * max(2, round(scale)), round(INSIDE * scale)
    return float(
        np.median(laid[max(0, round(at) - reach) : round(at) + reach, round(start) + edge : round(end) - edge])
    )


def _reaching(line: Line, lines: Sequence[Line], grey: Pixels, scale: float) -> Line:
    """A line of a grid as far as the next one across: none ends within a cell, but where a column or a word begins."""
    meet = MEET * scale
    across = [n for n in lines if n.flat != line.flat and n.start - meet <= line.at <= n.end + meet]
    if sum(line.start - meet <= n.at <= line.end + meet for n in across) < MANY:
        return line
    columns = [n.at for n in lines if n.flat != line.flat]
    start = max((n.at for n in across if n.at <= line.start + meet), default=line.start)
    end = min((n.at for n in across if n.at >= line.end - meet), default=line.end)

    def ends(there: float, first: float, last: float) -> bool:
        at_column = any(abs(at - there) <= meet for at in columns)
        return at_column or _is_through_letters(grey, line.at, first, last, scale)

    return line._replace(
        start=line.start if ends(line.start, start, line.start) else min(start, line.start),
        end=line.end if ends(line.end, line.end, end) else max(end, line.end),
    )


def _closing(lines: Sequence[Line], scale: float) -> Iterator[Line]:
    """The outer lines of grids whose lines all end at the same place in the open."""
    meet = MEET * scale
    for flat, last in product((True, False), (True, False)):
        across = [n for n in lines if n.flat == flat]
        ends: list[tuple[float, float]] = []
        for line in lines:
            crossed = [n for n in across if n.start - meet <= line.at <= n.end + meet]
            end = line.end if last else line.start
            inside = sum(line.start - meet <= n.at <= line.end + meet for n in crossed)
            if line.flat != flat and inside >= 2 and not any(abs(n.at - end) <= 2 * meet for n in crossed):
                ends.append((end, line.at))
        while ends:
            first = min(ends)[0]
            group = [(end, at) for end, at in ends if end - first <= 2 * meet]
            ends = [pair for pair in ends if pair not in group]
            if len(group) >= TOGETHER:
                at = float(np.median([end for end, _ in group]))
                yield Line(flat, at, min(n for _, n in group), max(n for _, n in group))


def _banded(lines: Sequence[Line], scale: float) -> Iterator[Line]:
    """The missing side of a band between two lines of one length, where its other side is drawn."""
    meet = MEET * scale
    flat = sorted((n for n in lines if n.flat), key=lambda n: n.at)
    for n, upper in enumerate(flat):
        lower = next(
            (o for o in flat[n + 1 :] if o.at > upper.at + meet and o.start < upper.end and upper.start < o.end), None
        )
        if lower is None or lower.at - upper.at > WIDEST_BAND * scale:
            continue
        if abs(upper.start - lower.start) > 2 * meet or abs(upper.end - lower.end) > 2 * meet:
            continue
        sides = [
            any(
                abs(o.at - x) <= 2 * meet and o.start <= upper.at + meet and lower.at - meet <= o.end
                for o in lines
                if not o.flat
            )
            for x in (upper.start, upper.end)
        ]
        if any(sides) and not all(sides):
            yield Line(
                False, (upper.end + lower.end) / 2 if sides[0] else (upper.start + lower.start) / 2, upper.at, lower.at
            )


def _parting(
    lattice: Lattice, smooth: NDArray[np.float32], flat: bool, lines: Sequence[Line], scale: float
) -> list[Line]:
    """The faint lines within the cells of a lattice; `smooth` is turned so that they lie flat."""
    noise = NOISE * _noise(smooth)
    cells = [*map(_laid(flat), lattice.cells)]
    own = [n for n in lines if n.flat == flat and _in(lattice.box, n, MEET * scale)]
    seen = [(cell, at) for cell in cells for at in _faint_rows(smooth, cell, scale, noise)]
    found = []
    for cell, at in seen:
        crossed = [c for c in cells if c.top + INSIDE * scale < at < c.bottom - INSIDE * scale]
        agree = [c for c in crossed if any(c == other and abs(at - y) <= SAME * scale for other, y in seen)]
        elsewhere = any(abs(n.at - at) <= SAME * scale for n in own)
        if elsewhere or sum(c.width for c in agree) >= MOST * sum(c.width for c in crossed):
            found.append(Line(flat, at, cell.x0, cell.x1))
    hidden = ((cell, n) for cell in cells for n in (*own, *found) if _is_behind(smooth, cell, n, scale, noise))
    return [*found, *(Line(flat, n.at, cell.x0, cell.x1) for cell, n in hidden)]


def _is_behind(smooth: NDArray[np.float32], cell: Box, line: Line, scale: float, noise: float) -> bool:
    """Whether a line of the grid goes on through a cell behind a symbol: it is seen on both sides, all the way."""
    edge, beside = round(INSIDE * scale), round(NEXT_TO * scale)
    if min(line.at - cell.top, cell.bottom - line.at) < THINNEST * scale:
        return False
    own = _standing_out(smooth, line.at, line.start, line.end, scale)
    seen = _standing_out(smooth, line.at, cell.x0 + edge, cell.x1 - edge, scale)
    if len(seen) < 4 * beside or not len(own):
        return False
    hidden = np.flatnonzero(seen <= max(FAINTEST, noise, AS_DARK * float(np.median(own))))
    if not len(hidden):
        return True
    left, right = int(hidden[0]), int(hidden[-1]) + 1
    return min(left, len(seen) - right) >= beside and right - left <= MOST * len(seen)


def _standing_out(
    smooth: NDArray[np.float32], at: float, start: float, end: float, scale: float
) -> NDArray[np.float32]:
    """By how much a line is darker, or lighter, than what lies above and below it, step by step."""
    row, away = round(at), max(2, round(scale))
    band = smooth[max(0, row - away - 1) : row + away + 2, round(start) : round(end)]
    if len(band) < 2 * away + 3:
        return np.zeros(0, np.float32)
    own, above, below = band[away:-away], band[: -2 * away], band[2 * away :]
    return cast(
        "NDArray[np.float32]", np.maximum(np.minimum(above, below) - own, own - np.maximum(above, below)).max(axis=0)
    )


def _in(box: Box, line: Line, slack: float) -> bool:
    middle = (line.start + line.end) / 2
    return box.holds(*((middle, line.at) if line.flat else (line.at, middle)), slack)


def _noise(shades: NDArray[np.float32]) -> float:
    """The spread of shades from one pixel to the next, print and rules apart."""
    return 1.4826 * float(np.median(np.abs(np.diff(shades[::3, ::3], axis=0))))


def _laid(flat: bool) -> Callable[[Box], Box]:
    return (lambda box: box) if flat else (lambda box: Box(box.top, box.x0, box.bottom, box.x1))


def _faint_rows(smooth: NDArray[np.float32], cell: Box, scale: float, noise: float) -> Iterator[float]:
    """Where a line as faint as can be runs all through a cell, from side to side, or one ground ends at another."""
    edge, away, beside = round(INSIDE * scale), max(2, round(scale)), round(NEXT_TO * scale)
    band = smooth[round(cell.top) + edge : round(cell.bottom) - edge, round(cell.x0) + edge : round(cell.x1) - edge]
    if cell.height < ROOM_FOR_TWO * scale or len(band) < 4 * away or band.shape[1] < 4 * beside:
        return
    own, above, below = band[away:-away], band[: -2 * away], band[2 * away :]
    strength = np.full(len(own), -np.inf)
    for stands_out in (np.minimum(above, below) - own, own - np.maximum(above, below)):
        ends = np.minimum(stands_out[:, :beside].mean(axis=1), stands_out[:, -beside:].mean(axis=1))
        strength = np.maximum(strength, np.minimum(ends, np.percentile(stands_out, NEARLY_ALL, axis=1)))
    ground = float(np.median(band))
    beside_print = (np.maximum(np.abs(above - ground), np.abs(below - ground)) > INK).mean(axis=1) > TOUCHED
    peaks = strength >= cv2.dilate(strength.reshape(-1, 1), np.ones((4 * away + 1, 1))).ravel()
    start = round(cell.top) + edge + away
    beside_print |= _through_letters(above - _ends(above, scale), below - _ends(below, scale), scale)
    for row in np.flatnonzero(peaks & ~beside_print & (strength > max(FAINTEST, noise))).tolist():
        yield float(start + row)
    change = np.percentile(np.abs(above - below), NEARLY_ALL, axis=1) > SHADED
    ends = np.flatnonzero(np.diff(np.concatenate([[False], change, [False]]).astype(np.int8))).reshape(-1, 2)
    for middle in ends.mean(axis=1).tolist():
        parts = band[: int(middle)], band[int(middle) + 2 * away :]
        if all(len(part) >= THINNEST * scale for part in parts) and _differ(*parts):
            yield start + middle - 0.5


def _ends(rows: NDArray[np.float32], scale: float) -> NDArray[np.float32]:
    """The shades of the ground of some rows of pixels: print leaves white at the sides of a cell."""
    beside = round(NEXT_TO * scale)
    sides = np.concatenate([rows[:, :beside], rows[:, -beside:]], axis=1)
    return cast("NDArray[np.float32]", np.median(sides, axis=1, keepdims=True))


def _through_letters(above: NDArray[np.float32], below: NDArray[np.float32], scale: float) -> NDArray[np.bool_]:
    """In which rows a word lies above and below, as it does along a line through its middle; in shades away from the
    ground."""
    gap, wide = round(BETWEEN * scale), round(THROUGH * scale)
    ink = (np.minimum(np.abs(above), np.abs(below)) > INK).astype(np.uint8)
    whole = cv2.dilate(ink, np.ones((1, gap), np.uint8))
    return cast("NDArray[np.bool_]", cv2.erode(whole, np.ones((1, wide + gap), np.uint8)).any(axis=1))


def _differ(one: NDArray[np.float32], other: NDArray[np.float32]) -> bool:
    """Whether one part is shaded otherwise than another: its light, its usual and its dark places all are."""
    away = np.percentile(one, SHADES) - np.percentile(other, SHADES)
    return bool(away.min() > SHADED or away.max() < -SHADED)


def _edge(line: Line) -> dict[str, Any]:
    x0, x1 = (line.start, line.end) if line.flat else (line.at, line.at)
    top, bottom = (line.at, line.at) if line.flat else (line.start, line.end)
    return {
        "object_type": "line", "orientation": "h" if line.flat else "v", "x0": x0, "x1": x1, "top": top,
        "bottom": bottom, "width": x1 - x0, "height": bottom - top, "doctop": top,
    }  # fmt: skip
