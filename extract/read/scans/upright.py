"""Say how a picture of a page lies: upright, on its side, or on its head.

In: pixels.  Out: how far its text is turned, as `Word.turned` counts: 90 reads upwards, 270 downwards, 180 is on its
head.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import cv2
import numpy as np

from extract.read.pixels import Pixels
from extract.read.scans.engine import Quad, find_lines, read_lines

Turned = Literal[0, 90, 180, 270]

QUARTERS: dict[Turned, int] = {0: 0, 90: -1, 180: 2, 270: 1}
"""Quarters (counter-clockwise) by which each is made upright."""
LONGEST_SIDE = 1600
"""Pixels of the small picture that is looked at."""
SAMPLE = 10
"""Lines that are read of each."""
LONG = 3.0
"""A line is longer than high by this factor; one on its side is higher than long."""
CLEAR = 0.9
"""A letter read with this probability is one."""
MANY_MORE = 1.5
"""Another way round gives so many more letters."""


def upright(pixels: Pixels, turned: Turned) -> Pixels:
    """The picture with its text from left to right."""
    return np.ascontiguousarray(np.rot90(pixels, QUARTERS[turned])) if turned else pixels


def turn_of(pixels: Pixels) -> Turned:
    """How far the text of a picture is turned: the way in which most of its letters can be read."""
    factor = min(1.0, LONGEST_SIDE / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA).astype(np.uint8)
    clear = {turned: _clear_letters(upright(small, turned)) for turned in QUARTERS}
    best = max(clear, key=lambda turned: clear[turned])
    return best if clear[best] > MANY_MORE * clear[0] else 0


def _clear_letters(pixels: Pixels) -> int:
    lines = [quad for quad in find_lines(pixels) if quad.x1 - quad.x0 >= LONG * (quad.bottom - quad.top)]
    longest = sorted(lines, key=lambda quad: quad.x0 - quad.x1)[:SAMPLE]
    readings = read_lines(_cuts(pixels, longest))
    return sum(letter.sure >= CLEAR for reading in readings for letter in reading.letters if letter.char != " ")


def _cuts(pixels: Pixels, quads: Sequence[Quad]) -> list[Pixels]:
    cuts = (pixels[max(0, int(q.top)) : int(q.bottom) + 1, max(0, int(q.x0)) : int(q.x1) + 1] for q in quads)
    return [cut for cut in cuts if min(cut.shape[:2]) > 3]
