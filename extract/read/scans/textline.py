"""Cut a line of text out of a picture, twice, so that it can be read in two ways."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, cast

import cv2
import numpy as np

from extract.read.pixels import Pixels
from extract.read.scans.engine import Letter, Reading, read_lines
from schemas.layout import Box

ROOM = 0.22
"""White above and below a line when it is read, as a share of its height."""
MORE_ROOM = 0.42
"""And when it is read the second time."""
MIDDLE_ROOM = 0.32
"""And when a third reading decides between the two."""
SMEAR = 0.85
"""Pixels by which a scanner widens every stroke."""
OVERSIZE = 1.5
"""A table's figure that is so much larger than most is a stamp, or a note by hand."""
Turn = Literal[0, 90, 270]


class Text(NamedTuple):
    """A line of text to be read: three crops of it, and where the first lies on the sheet.

    `ink` are the boxes of its letters, upright, from the line's left end, and `stains` the stretches over which a coloured
    stroke ran; `doubtful` is what has strange ink around it.
    """

    first: Pixels
    second: Pixels
    third: Pixels
    box: Box
    turn: Turn
    cap: float
    stroke: float
    ink: tuple[Box, ...]
    doubtful: bool = False
    stains: tuple[tuple[int, int], ...] = ()

    @property
    def height(self) -> float:
        """The height of its line."""
        return self.box.width if self.turn else self.box.height

    @property
    def length(self) -> float:
        """The length of its line."""
        return self.box.height if self.turn else self.box.width

    def place(self, letter: Letter) -> float:
        """Where a letter of the first reading stands, from the line's left end."""
        beside = 1.6 * ROOM * self.height
        return letter.place * (self.length + 2 * beside) - beside

    def as_in_first(self, second: Reading) -> Reading:
        """The second reading with its letters placed as if it had been read from the first crop."""
        own, other = (1.6 * room * self.height for room in (ROOM, MORE_ROOM))
        span = self.length + 2 * own
        return Reading(
            tuple(n._replace(place=(n.place * (self.length + 2 * other) - other + own) / span) for n in second.letters)
        )


def text_at(grey: Pixels, line: Box, blobs: Sequence[Box], ground: float, placed: Box, turn: Turn = 0) -> Text:
    """A line of text in a part, to be read; `placed` is where it lies on the sheet."""
    cap = _cap(blobs, line)
    ink = (b for b in blobs if line.holds(*b.middle))
    return Text(
        _crop(grey, line, ROOM * line.height, ground),
        _crop(cv2.GaussianBlur(grey, (0, 0), 0.7), line, MORE_ROOM * line.height, ground),
        _crop(cv2.GaussianBlur(grey, (0, 0), 0.5), line, MIDDLE_ROOM * line.height, ground),
        placed, turn, cap, _stroke(grey, line, ground, cap),
        tuple(sorted(Box(b.x0 - line.x0, b.top - line.top, b.x1 - line.x0, b.bottom - line.top) for b in ink)),
    )  # fmt: skip


def of_one_size(texts: Sequence[Text]) -> Iterator[Text]:
    """The texts of a table; those much larger than most were stamped or written on it."""
    usual = float(np.median([t.cap for t in texts])) if texts else 0.0
    for text in texts:
        yield text._replace(doubtful=True) if text.cap > OVERSIZE * usual else text


def _crop(grey: Pixels, line: Box, room: float, ground: float) -> Pixels:
    """A line with white around it; where the part ends, its ground goes on."""
    pad = math.ceil(room) + 2
    padded = cv2.copyMakeBorder(grey, pad, pad, 2 * pad, 2 * pad, cv2.BORDER_CONSTANT, value=float(ground))
    top, foot = round(line.top + pad - room), round(line.bottom + pad + room)
    left, right = round(line.x0 + 2 * pad - 1.6 * room), round(line.x1 + 2 * pad + 1.6 * room)
    return cast("Pixels", padded[max(0, top) : foot, max(0, left) : right])


def _cap(blobs: Iterable[Box], line: Box) -> float:
    """The height of a line's capitals and digits: from where most letters stand to where the tallest end."""
    usual = 0.4 * line.height
    letters = [b for b in blobs if line.holds(*b.middle) and b.height >= usual]
    if not letters:
        return line.height
    foot = float(np.median([b.bottom for b in letters]))
    tops = sorted(b.top for b in letters)
    return max(foot - tops[1 if len(tops) > 4 else 0], usual)


def _stroke(grey: Pixels, line: Box, ground: float, cap: float) -> float:
    """The thickness of a line's strokes as a share of its capitals' height: bold print has half as much again."""
    part = np.abs(grey[int(line.top) : int(line.bottom), int(line.x0) : int(line.x1)].astype(np.float32) - ground)
    if not part.size:
        return 0.0
    ink = np.clip(part / max(float(np.percentile(part, 98)), 1.0), 0, 1)
    large = cv2.resize(ink, None, fx=3, fy=3, interpolation=cv2.INTER_LINEAR) > 0.5
    outlines, _ = cv2.findContours(large.astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    around_it = sum(cv2.arcLength(outline, True) for outline in outlines)
    return max(0.0, float(2 * large.sum() / max(around_it, 1.0) / 3 - SMEAR) / cap)


def legibility(texts: Sequence[Text]) -> float:
    """How well a choice of lines can be read, by the letters that are read with confidence."""
    readings = read_lines([t.first for t in texts]) if texts else []
    letters = [letter.sure for r in readings for letter in r.letters if letter.char != " "]
    return sum(letters) / len(letters) * min(1.0, len(letters) / 3) if letters else 0.0
