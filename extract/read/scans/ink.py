"""Find the ink of a part of a picture: boxes of letters without dirt and rules, and the lines that they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import cv2
import numpy as np

from extract.read.pixels import Pixels
from extract.read.scans.sheet import Sheet
from schemas.layout import Box, around

BORDER = 1.3
"""Points at the sides of a cell where its rules lie."""
FAINTEST = 26
"""Ink differs from its ground by this much (of 255), or by four times the noise of the picture."""
SPECK = 0.55
"""Points; what is smaller both ways is dirt or part of a letter, and no letter."""
LONG_STROKE = 14.0
"""Points; a longer thin stroke is what is left of a rule."""
TALLEST = 40.0
"""Points; taller ink is no line of text."""
SAME_LINE = 0.45
"""Letters are on one line where they share this much of the lower one's height."""
PARTED = 1.3
"""A gap of this many line heights parts two texts that are read by themselves."""


def clean_ink(grey: Pixels, ground: float, sheet: Sheet) -> tuple[Pixels, list[Box], bool]:
    """A part without what rules left at its sides, the boxes of its connected ink, specks apart, and whether there is
    ink that is neither rule nor letter: a stamp, a stroke of a pen."""
    away = np.abs(grey.astype(np.float32) - ground)
    strongest = float(np.percentile(away, 99.5))
    ink = (away > max(FAINTEST, 4 * sheet.noise, 0.3 * strongest)).astype(np.uint8)
    high, wide = ink.shape
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    blobs, remains, soiled = [], [], False
    for n, (x, y, w, h, area) in enumerate(stats[1:count].tolist(), 1):
        at_side = x <= 1 or y <= 1 or x + w >= wide - 1 or y + h >= high - 1
        thin = min(w, h) <= BORDER * sheet.scale and max(w, h) > 3 * min(w, h)
        at_corner = at_side and max(w, h) <= 1.5 * BORDER * sheet.scale
        if (
            (at_side and (thin or max(w / wide, h / high) > 0.9))
            or at_corner
            or (thin and max(w, h) > LONG_STROKE * sheet.scale)
        ):
            remains.append(n)
            soiled |= not thin and not at_corner and min(w, h) > BORDER * sheet.scale and area < 0.5 * w * h
        elif max(w, h) >= SPECK * sheet.scale and area >= 3:
            blobs.append(Box(x, y, x + w, y + h))
            soiled |= h > TALLEST * sheet.scale
    if not remains:
        return grey, blobs, soiled
    spots = cv2.dilate(np.isin(labels, remains).astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    clean = grey.copy()
    clean[spots & ((labels == 0) | np.isin(labels, remains))] = round(ground)
    return clean, blobs, soiled


def usual_height(blobs: Iterable[Box], *, across: bool = False) -> float:
    """The height of a usual letter; `across` measures letters that lie on their side."""
    sizes = sorted(b.width if across else b.height for b in blobs)
    tall = [s for s in sizes if s >= 0.4 * sizes[-1]] if sizes else []
    return tall[len(tall) // 2] if tall else 0.0


def white_between(a: Box, b: Box) -> float:
    """White between two boxes, sideways or up and down, whichever is more."""
    return max(b.x0 - a.x1, a.x0 - b.x1, b.top - a.bottom, a.top - b.bottom)


def lines_of(blobs: Sequence[Box], scale: float) -> list[Box]:
    """Lines of text: boxes of letters that stand beside each other, parted at wide gaps."""
    letters = [b for b in blobs if b.height <= TALLEST * scale]
    usual = usual_height(letters)
    tall = sorted((b for b in letters if b.height >= 0.45 * usual), key=lambda b: b.top + b.bottom)
    rows: list[list[Box]] = []
    for blob in tall:
        for row in reversed(rows):
            extent = around(row)
            shared = min(extent.bottom, blob.bottom) - max(extent.top, blob.top)
            if shared >= SAME_LINE * min(extent.height, blob.height) and around([extent, blob]).height < 2.1 * max(
                usual, min(extent.height, blob.height)
            ):
                row.append(blob)
                break
        else:
            rows.append([blob])
    for blob in letters:
        if blob.height < 0.45 * usual:
            home = min(rows, key=lambda row: _distance(around(row), blob), default=None)
            if home is not None and _distance(around(home), blob) < 0.6 * usual:
                home.append(blob)
            elif max(blob.width, blob.height) >= 0.3 * usual or not rows:
                rows.append([blob])
    return [part for row in rows for part in _parted(row)]


def _distance(row: Box, blob: Box) -> float:
    x, y = blob.middle
    return max(row.x0 - x, x - row.x1, row.top - y, y - row.bottom, 0.0)


def _parted(row: Sequence[Box]) -> Iterator[Box]:
    height = max(b.height for b in row)
    group: list[Box] = []
    for blob in sorted(row, key=lambda b: b.x0):
        if group and blob.x0 - max(b.x1 for b in group) > PARTED * height:
            yield around(group)
            group = []
        group.append(blob)
    yield around(group)


def hanging_together(blobs: Sequence[Box], left: float, right: float, gap: float) -> list[Box]:
    """The letters between two places, and those beside them that belong to the same word: a found box may cut one."""
    kept = [b for b in blobs if left <= b.middle[0] <= right]
    for blob in sorted(blobs, key=lambda b: -b.x0):
        if blob.middle[0] < left and kept and 0 <= min(b.x0 for b in kept) - blob.x1 <= gap:
            kept.append(blob)
    for blob in sorted(blobs):
        if blob.middle[0] > right and kept and 0 <= blob.x0 - max(b.x1 for b in kept) <= gap:
            kept.append(blob)
    return kept
