"""Find the rules of a page in black and white only, as fax machines send it: grey lines have become rows of dots.

In: the picture of such a page.  Out: its flat lines, and the picture with its halftones as greys.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.read.pixels import Pixels
from extract.read.scans.line import Line

INK = 205
"""A dot that lies across four pixels of the picture leaves each of them darker than this (of 255)."""
THICKEST = 2.2
"""Points; a thicker line is a bar or a fill."""
WHITE = 1.3
"""Points of white beside a rule; beside most of a stroke of print there are other strokes."""
WINDOW = 20.0
"""Points along which dots make a row …"""
DOTS = 4
"""… if there are so many, …"""
SOLID = 0.5
"""… or if they cover so much of it, …"""
CLEAN = 2
"""… and so many times as much of it as is covered by other ink."""
BESIDE = 3.0
"""Points on both sides in which a halftone has other rows of dots."""
EVEN = 6.0
"""A gap in a row of dots is no longer than so many times its usual one: letters of two lines lie further apart."""
PRINT = (8.0, 2.5)
"""Points along which print runs across a row, and how much of them other ink covers there."""
LETTER = 8.0
"""Points between two strokes of a letter, which hang together elsewhere; two rules lie further apart."""
GRAIN = 5.0
"""Points around a place of a halftone …"""
GRAINY = 0.2
"""… in which so many pixels differ from the next one, sideways and downwards; in print it is a tenth."""
SHORTEST = 16.0
"""Points of the shortest row of dots."""
TWO_SHADES = 0.1
"""A page in black and white has fewer grey pixels than this share of its black ones: what packing left around them."""


def is_one_bit(grey: Pixels) -> bool:
    """Whether a picture that was not smoothed holds two shades only."""
    dark, light = 255 - INK, INK
    return bool(((grey > dark) & (grey < light)).sum() < TWO_SHADES * (grey <= dark).sum())


def rows_of_dots(grey: Pixels, scale: float) -> list[Line]:
    """Flat lines, of dots or whole, and light ones on dark, which must be whole: a dark halftone has light dots; `scale`
    is pixels a point."""
    ink = (grey < INK).astype(np.uint8)
    white = (grey > 255 - INK).astype(np.uint8)
    return [*_rows(ink, scale, dots_enough=DOTS), *_rows(white, scale, dots_enough=math.inf)]


def _rows(ink: Pixels, scale: float, *, dots_enough: float) -> Iterator[Line]:
    """Rows of dots in a mask."""
    dots, other = _between_white(ink, scale)
    first = dots.copy()
    first[:, 1:] &= 1 - dots[:, :-1]
    wide = round(WINDOW * scale) | 1
    across = (_along(other, round(PRINT[0] * scale) | 1) >= PRINT[1] * scale).astype(np.uint8)
    covered = _along(dots, wide)
    seen = (covered > CLEAN * _along(other, wide)) & (covered > CLEAN * _beside(covered, scale))
    sure = seen & ((_along(first, wide) >= dots_enough) | (covered >= SOLID * wide))
    _count, labels, stats, _ = cv2.connectedComponentsWithStats(seen.astype(np.uint8), connectivity=8)
    for n in np.unique(labels[sure]).tolist():
        x, y, w, h, _ = stats[n].tolist()
        left = max(0, x - wide // 2)
        part = dots[y : y + h, left : x + w + wide // 2]
        sums = part.sum(axis=1)
        fullest = np.flatnonzero(sums == sums.max())
        row = int(fullest[len(fullest) // 2])
        for start, end in _even_runs(part[row], across[y + row, left : left + part.shape[1]]):
            if end - start >= SHORTEST * scale:
                yield Line(True, float(y + row), left + start, left + end)


def _beside(covered: NDArray[np.float32], scale: float) -> NDArray[np.float32]:
    """How much the rows on the emptier side of each are covered: in a halftone, as much as itself."""
    far = round(BESIDE * scale)
    kernel = np.zeros((2 * far + 1, 1), np.uint8)
    kernel[: far - 2] = 1
    above, below = (cv2.dilate(covered, side, borderValue=(0.0,)) for side in (kernel, kernel[::-1]))
    return cast("NDArray[np.float32]", np.minimum(above, below))


def _between_white(ink: Pixels, scale: float) -> tuple[Pixels, Pixels]:
    """The middles of thin ink with white above and below it that is no stroke of a letter, and all other ink, both
    three pixels high."""
    closed = np.ascontiguousarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 1), np.uint8)).T)
    starts, ends, columns = _runs(closed)
    white = starts[1:] - ends[:-1]
    body = np.pad(cv2.connectedComponents(closed, connectivity=8)[1], ((0, 0), (0, 1))).ravel()[starts]
    letter = (white < LETTER * scale) & (body[1:] == body[:-1])
    free = ~letter & (white >= WHITE * scale)
    good = (ends - starts <= THICKEST * scale) & np.append(True, free) & np.append(free, True)
    middles = (starts[good] + ends[good] - 1) // 2
    dots, other = _drawn(middles, middles + 1, columns).T, _drawn(starts[~good], ends[~good], columns).T
    band = np.ones((3, 1), np.uint8)
    dots, other = cv2.dilate(np.ascontiguousarray(dots), band), cv2.dilate(np.ascontiguousarray(other), band)
    return dots, other & (1 - dots)


def _runs(mask: Pixels) -> tuple[NDArray[np.intp], NDArray[np.intp], tuple[int, int]]:
    """Where the runs of a mask start and end, counted through its rows, each with a blank pixel behind it."""
    padded = np.pad(mask, ((0, 0), (0, 1)))
    change = np.diff(padded.view(np.int8).ravel(), prepend=np.int8(0))
    return np.flatnonzero(change == 1), np.flatnonzero(change == -1), (padded.shape[0], padded.shape[1])


def _drawn(starts: NDArray[np.intp], ends: NDArray[np.intp], shape: tuple[int, int]) -> Pixels:
    """The mask of some runs."""
    change = np.zeros(shape[0] * shape[1], np.int8)
    change[starts] += 1
    change[ends] -= 1
    return np.cumsum(change, dtype=np.int8).view(np.uint8).reshape(shape)[:, :-1]


def _along(mask: Pixels, wide: int) -> NDArray[np.float32]:
    """How much is drawn to both sides of each pixel."""
    return cast(
        "NDArray[np.float32]",
        cv2.boxFilter(mask.astype(np.float32), -1, (wide, 1), normalize=False, borderType=cv2.BORDER_CONSTANT),
    )


def _even_runs(row: Pixels, across: Pixels) -> Iterator[tuple[int, int]]:
    """Where the gaps of a row of dots are as long as its density lets expect, and no print runs across it."""
    dots = np.flatnonzero(row & (1 - across))
    if not len(dots):
        return
    usual = (dots[-1] - dots[0] + 1) / len(dots)
    print_before = np.cumsum(across)[dots]
    breaks = np.flatnonzero((np.diff(dots) > EVEN * usual) | (np.diff(print_before) > 0)) + 1
    for run in np.split(dots, breaks):
        yield int(run[0]), int(run[-1]) + 1


def evened(grey: Pixels, scale: float) -> Pixels:
    """The picture with its halftones as greys."""
    ink = (grey < 128).astype(np.uint8)
    wide = round(GRAIN * scale) | 1
    changes = np.zeros((2, *ink.shape), np.float32)
    changes[0, :, 1:] = ink[:, 1:] ^ ink[:, :-1]
    changes[1, 1:] = ink[1:] ^ ink[:-1]
    grain = np.minimum(*(cv2.boxFilter(way, -1, (wide, wide)) for way in changes)) > GRAINY
    grain = cv2.morphologyEx(grain.astype(np.uint8), cv2.MORPH_OPEN, np.ones((wide, wide), np.uint8))
    return cast("Pixels", np.where(grain > 0, cv2.blur(grey, (wide, wide)), grey))
