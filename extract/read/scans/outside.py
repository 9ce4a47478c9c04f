"""Find what is printed beside the tables and charts of a picture: lines of text and symbols.

The detection network finds the lines.  It misses single figures, so that ink which stands in line with text that was
found is read as well.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

import cv2
import numpy as np

from extract.read.pixels import Pixels
from extract.read.scans.engine import find_lines
from extract.read.scans.ink import PARTED, SAME_LINE, TALLEST, clean_ink, hanging_together, lines_of, without_dirt
from extract.read.scans.line import Line
from extract.read.scans.part import Part
from extract.read.scans.sheet import Sheet, ground_of, paint_over
from extract.read.scans.textline import Text, text_at
from schemas.layout import Box, Mark

AROUND = 12.0
"""Points around a place whose middle shade is its ground: a symbol covers less than half of them."""
SMALLEST_PRINT = 3.2
"""Points; lower ink that the network missed is dirt, or a point."""
REST = 0.35
"""What a found box cut off its letters lies within this share of its height, and is hardly twice as high."""
WITHIN = 0.7
"""Two lines that have more than this share in common are one."""
PART = 0.95
"""And one of which this share lies in another is a part of it: the end of a word beside which a line was found."""
MOSTLY_ON = 0.85
"""A line stands on a shading where so much of it does."""
EDGE = 1.0
"""Points at the sides of a shading where it may end, and of a rule."""
LONGEST = 12
"""Ink that is so many times as long as it is high is a rule."""


class Beside(NamedTuple):
    """What stands at one place beside the tables."""

    texts: tuple[Text, ...]
    marks: tuple[Mark, ...]


def read_outside(sheet: Sheet, taken: Sequence[Box], shaded: Sequence[Box], lines: Sequence[Line]) -> Iterator[Beside]:
    """The lines of text and the symbols beside the tables and charts, which are what is `taken`."""
    grey = sheet.grey.copy()
    paper = round(float(np.mean(sheet.paper)))
    for box in taken:
        paint_over(grey, box, paper, 1.5 * sheet.scale)
    left = sheet._replace(grey=grey)
    seen = [Box(*quad) for quad in find_lines(cast("Pixels", cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB)))]
    found = [between_rules(box, lines, EDGE * sheet.scale) for box in seen]
    places = [
        printed_at(left, box, next((s for s in shaded if s.holds(*box.middle)), None))
        for box in [*found, *missed_lines(left, found)]
    ]
    yield Beside(tuple(once([text for place in places for text in place.texts])), ())
    for place in places:
        yield place._replace(texts=())


def between_rules(box: Box, lines: Sequence[Line], edge: float) -> Box:
    """A found box without the rules above and below its print, which it may touch."""
    y = box.middle[1]
    across = [n.at for n in lines if n.flat and n.start < box.x1 and box.x0 < n.end and box.top < n.at < box.bottom]
    top = max((at + edge for at in across if at <= y), default=box.top)
    bottom = min((at - edge for at in across if at > y), default=box.bottom)
    return box._replace(top=top, bottom=bottom) if bottom - top > box.height / 2 else box


def once(texts: Sequence[Text]) -> Iterator[Text]:
    """The texts but for those that were found twice; two that share some of their ink otherwise are both in doubt."""
    for n, text in enumerate(texts):
        shares = [(_shared(text.box, o.box), _shared(o.box, text.box), m) for m, o in enumerate(texts) if m != n]
        if any((min(own, other) > WITHIN and m < n) or (own > PART > other) for own, other, m in shares):
            continue
        shares = [pair for pair in shares if pair[1] <= PART]
        torn = any(max(own, other) > 1 - WITHIN and min(own, other) <= WITHIN for own, other, _ in shares)
        yield text._replace(doubtful=True) if torn else text


def _shared(one: Box, other: Box) -> float:
    """The share of a box that lies in another."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    return wide * high / (one.width * one.height) if wide > 0 and high > 0 else 0.0


def missed_lines(sheet: Sheet, found: Sequence[Box]) -> list[Box]:
    """Lines of ink that the network did not find, in line with others that it found."""
    small = cv2.resize(sheet.grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    high, wide = sheet.grey.shape
    ground = cv2.resize(cv2.medianBlur(small, round(AROUND / 2 * sheet.scale) | 1), (wide, high))
    flat = cast("Pixels", (255 - cv2.absdiff(sheet.grey, ground)).astype(np.uint8))
    for box in found:
        paint_over(flat, box, 255, 0.15 * box.height)
    blobs = [b for b in clean_ink(flat, 255.0, sheet)[1] if _is_print(b, sheet)]
    lines = [line for line in lines_of(blobs, sheet.scale) if line.height >= SMALLEST_PRINT * sheet.scale]
    lines = [line for line in lines if any(_are_level(line, box) for box in found)]
    return [line for line in lines if not any(_is_rest(line, box) for box in found)]


def _is_rest(line: Box, found: Box) -> bool:
    """Whether low ink above or below a found line is what its box cut off its letters."""
    beside = min(line.x1, found.x1) - max(line.x0, found.x0) < 0.5 * line.width
    away = max(line.top - found.bottom, found.top - line.bottom) > REST * found.height
    return not beside and not away and line.height < 2 * REST * found.height


def _is_print(blob: Box, sheet: Sheet) -> bool:
    """Whether ink has the size of a letter, and not the shape of a rule or of the edge of a shading."""
    return blob.height <= TALLEST * sheet.scale and max(blob.width, blob.height) < LONGEST * min(
        blob.width, blob.height
    )


def _are_level(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= SAME_LINE * min(one.height, other.height) and one.height <= 2 * other.height


def printed_at(sheet: Sheet, box: Box, shaded: Box | None = None) -> Beside:
    """The symbols and the lines of a found box, cut close to their letters; mostly one line.

    On a shaded place it is looked at no further than the shading: what lies beside it is no ink.
    """
    beside = box.height
    left, right = max(0, int(box.x0 - beside)), math.ceil(box.x1 + beside)
    if shaded is not None and min(shaded.x1, box.x1) - max(shaded.x0, box.x0) >= MOSTLY_ON * box.width:
        edge = round(EDGE * sheet.scale)
        left, right = max(left, round(shaded.x0) + edge), min(right, round(shaded.x1) - edge)
    top = max(0, int(box.top))
    grey = sheet.grey[top : math.ceil(box.bottom), left:right]
    if min(grey.shape) < 5:
        return Beside((), ())
    ground = ground_of(grey)
    whole = Box(left, top, left + grey.shape[1], top + grey.shape[0])
    blobs = [b for b in clean_ink(grey, ground, sheet)[1] if _is_print(b, sheet)]
    part = Part(sheet, whole, whole, grey, ground, tuple(blobs), soiled=False)
    marks = tuple(m for m in part.marks() if m.box is not None and box.x0 <= m.box.middle[0] <= box.x1)
    part = part.without(marks)
    grey, near = without_dirt(part.grey, [b for b in part.blobs if _is_print(b, sheet)], ground)
    return Beside(tuple(_lines(part._replace(grey=grey), near, box)), marks)


def _lines(part: Part, blobs: Sequence[Box], box: Box) -> Iterator[Text]:
    left, top = part.box.x0, part.box.top
    blobs = hanging_together(blobs, box.x0 - left, box.x1 - left, PARTED / 4 * box.height)
    if not blobs:
        return
    rows = lines_of(blobs, part.sheet.scale)
    highest = max(row.height for row in rows)
    dark = part.ground < 110
    shown, light = (255 - part.grey, 255 - part.ground) if dark else (part.grey, part.ground)
    for row in rows:
        if row.height >= 0.35 * highest:
            yield text_at(shown, row, blobs, light, Box(row.x0 + left, row.top + top, row.x1 + left, row.bottom + top))
