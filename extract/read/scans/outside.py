"""Find the lines of text beside the tables and charts of a picture."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import cast

import cv2
import numpy as np

from extract.read.pixels import Pixels
from extract.read.scans.engine import find_lines
from extract.read.scans.ink import PARTED, TALLEST, clean_ink, hanging_together, lines_of
from extract.read.scans.sheet import Sheet, ground_of, paint_over
from extract.read.scans.textline import Text, text_at
from schemas.layout import Box


def texts_outside(sheet: Sheet, taken: Sequence[Box]) -> Iterator[Text]:
    """The lines of text beside the tables and charts, found by the network; ink that it missed is read as well."""
    grey = sheet.grey.copy()
    paper = round(float(np.mean(sheet.paper)))
    for box in taken:
        paint_over(grey, box, paper, 1.5 * sheet.scale)
    found = [Box(*quad) for quad in find_lines(cast("Pixels", cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB)))]
    for box in found:
        yield from _texts_at(grey, box, sheet)


def _texts_at(grey: Pixels, box: Box, sheet: Sheet) -> Iterator[Text]:
    """The lines of a found box, cut close to their letters; mostly one."""
    beside = box.height
    left, top = max(0, int(box.x0 - beside)), max(0, int(box.top))
    part = grey[top : math.ceil(box.bottom), left : math.ceil(box.x1 + beside)]
    if min(part.shape) < 5:
        return
    ground = ground_of(part)
    blobs = [b for b in clean_ink(part, ground, sheet)[1] if b.height <= TALLEST * sheet.scale]
    blobs = hanging_together(blobs, box.x0 - left, box.x1 - left, PARTED / 4 * box.height)
    if not blobs:
        return
    rows = lines_of(blobs, sheet.scale)
    highest = max(row.height for row in rows)
    shown, light = (255 - part, 255 - ground) if ground < 110 else (part, ground)
    for row in rows:
        if row.height >= 0.35 * highest:
            yield text_at(shown, row, blobs, light, Box(row.x0 + left, row.top + top, row.x1 + left, row.bottom + top))
