"""Find the ink of a part of a picture: boxes of letters without dirt and rules, and the lines that they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import cv2
import numpy as np

from extract.read.pixels import Pixels
from extract.read.scans.sheet import Sheet, paint_over
from schemas.layout import Box, around

BORDER = 1.3
"""Points at the sides of a cell where its rules lie, at most."""
ALONG = 0.4
"""Ink along so much of a side of a cell is a rule; print leaves more white."""
FAINTEST = 26
"""Ink differs from its ground by this much (of 255), or by four times the noise of the picture."""
SPECK = 0.55
"""Points; what is smaller both ways is dirt or part of a letter, and no letter."""
LONG_STROKE = 14.0
"""Points; a longer thin stroke is what is left of a rule."""
TALLEST = 40.0
"""Points; taller ink is no line of text."""
SPARSE = 0.35
"""Ink at the side of a cell that fills less than this share of its box is a stroke that comes in from beside it …"""
CROSSING = 2.0
"""… where it is this many times as long as high."""
SAME_LINE = 0.45
"""Letters are on one line where they share this much of the lower one's height."""
SMALLEST_PART = 0.3
"""What stands by itself and is smaller than this share of the usual letter is dirt, or the dot of an i of another line."""
PARTED = 1.3
"""A gap of this many line heights parts two texts that are read by themselves."""

CRUMB = 0.42
"""Ink no larger than this share of a usual letter, both ways, is a point or dirt."""
AFTER = 0.6
"""A point follows its letter within this share of the height of a usual one; dots of an i lie as far above the stem."""
CLOSE = 0.35
"""Other small ink belongs to the letter that is as near as this …"""
TOUCHING = 0.15
"""… above a wide letter as near as this; and the dots of a colon are no further out of line."""


def inside_rules(grey: Pixels, inner: Box, outer: Box, ground: float) -> Box:
    """A box as far outward as no rule runs along it: letters may stand close to the rules of a low row."""
    x0, top, x1, bottom = (round(v) for v in inner)
    rules = np.abs(grey.astype(np.int16)[max(0, int(outer.top)) : int(outer.bottom) + 1] - round(ground)) > FAINTEST
    high = max(0, int(outer.top))

    def is_free_row(y: int) -> bool:
        return float(rules[y - high, x0:x1].mean()) <= ALONG

    def is_free_column(x: int) -> bool:
        return float(rules[top - high : bottom - high, x].mean()) <= ALONG

    above = next((y for y in range(top - 1, int(outer.top), -1) if not is_free_row(y)), int(outer.top)) + 2
    below = next((y for y in range(bottom, int(outer.bottom)) if not is_free_row(y)), int(outer.bottom)) - 1
    before = next((x for x in range(x0 - 1, int(outer.x0), -1) if not is_free_column(x)), int(outer.x0)) + 2
    behind = next((x for x in range(x1, int(outer.x1)) if not is_free_column(x)), int(outer.x1)) - 1
    return Box(min(x0, before), min(top, above), max(x1, behind), max(bottom, below))


def clean_ink(grey: Pixels, ground: float, sheet: Sheet) -> tuple[Pixels, list[Box], bool]:
    """A part without what rules left at its sides, the boxes of its connected ink, specks apart, and whether there is
    ink that is neither rule nor letter: a stamp, a stroke of a pen."""
    away = np.abs(grey.astype(np.float32) - ground)
    strongest = float(np.percentile(away, 99.5))
    ink = (away > max(FAINTEST, 4 * sheet.noise, 0.3 * strongest)).astype(np.uint8)
    high, wide = ink.shape
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    blobs, remains, crumbs, soiled = [], [], [], False
    for n, (x, y, w, h, area) in enumerate(stats[1:count].tolist(), 1):
        beside, above = x <= 1 or x + w >= wide - 1, y <= 1 or y + h >= high - 1
        thin = min(w, h) <= BORDER * sheet.scale and max(w, h) > 3 * min(w, h)
        if (beside or above) and max(w, h) <= 1.5 * BORDER * sheet.scale:
            crumbs.append((n, Box(x, y, x + w, y + h)))
        elif (
            (thin and ((beside if h > w else above) or max(w, h) > LONG_STROKE * sheet.scale))
            or (beside and h > 0.9 * high)
            or (above and w > 0.9 * wide)
        ):
            remains.append(n)
            soiled |= not thin and min(w, h) > BORDER * sheet.scale and area < 0.5 * w * h
        elif max(w, h) >= SPECK * sheet.scale and area >= 3:
            blobs.append(Box(x, y, x + w, y + h))
            soiled |= h > TALLEST * sheet.scale
            soiled |= beside and area < SPARSE * w * h and w > CROSSING * h
    remains += [n for n, crumb in crumbs if not any(_is_point(crumb, letter) for letter in blobs)]
    blobs += [
        crumb for n, crumb in crumbs if n not in remains and max(crumb.width, crumb.height) >= SPECK * sheet.scale
    ]
    if not remains:
        return grey, blobs, soiled
    spots = cv2.dilate(np.isin(labels, remains).astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    clean = grey.copy()
    clean[spots & ((labels == 0) | np.isin(labels, remains))] = round(ground)
    return clean, blobs, soiled


def _is_point(crumb: Box, letter: Box) -> bool:
    """Whether a speck at the side of a cell is the point that follows a letter, rather than what is left of a rule."""
    beside = -1 <= crumb.x0 - letter.x1 <= AFTER * letter.height
    return beside and crumb.height < 0.5 * letter.height and abs(crumb.bottom - letter.bottom) <= CLOSE * letter.height


def without_dirt(grey: Pixels, blobs: Sequence[Box], ground: float) -> tuple[Pixels, list[Box]]:
    """A part and its ink without the specks of a copier's glass, which would be read as points.

    A point stands at the foot of a letter, the dot of an i above its stem, that of a colon above another.
    """
    usual = usual_height(blobs)
    letters = [b for b in blobs if max(b.width, b.height) > CRUMB * usual]
    crumbs = [b for b in blobs if max(b.width, b.height) <= CRUMB * usual]
    homes = list(letters)
    while belonging := [c for c in crumbs if any(_belongs(c, home, usual) for home in homes)]:
        crumbs = [c for c in crumbs if c not in belonging]
        homes += belonging
    if not crumbs:
        return grey, list(blobs)
    clean = grey.copy()
    for crumb in crumbs:
        paint_over(clean, crumb, round(ground), 1)
    return clean, [b for b in blobs if b not in crumbs]


def _belongs(crumb: Box, home: Box, usual: float) -> bool:
    """Whether small ink is a point, a comma, a dot or an apostrophe of a letter, or a piece of it."""
    beside = max(crumb.x0 - home.x1, home.x0 - crumb.x1)
    over = max(home.top - crumb.bottom, crumb.top - home.bottom)
    if beside <= 0:
        if home.width > CRUMB * usual:
            return over <= (CLOSE if crumb.top >= home.bottom else TOUCHING) * usual
        away = abs(crumb.middle[0] - home.middle[0])
        return over <= AFTER * usual and away <= (CLOSE if home.height > CRUMB * usual else TOUCHING) * usual
    at_foot = -CRUMB * usual <= crumb.bottom - home.bottom <= CLOSE * usual
    if at_foot and crumb.x0 >= home.x1:
        return beside <= AFTER * usual
    at_top = abs(crumb.top - home.top) <= CLOSE * usual and crumb.height >= 1.3 * crumb.width
    return beside <= CLOSE * usual and (at_foot or at_top or crumb.width >= max(1.5 * crumb.height, CLOSE * usual))


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
            highest = 2.1 * max(usual, min(extent.height, blob.height))
            if shared >= SAME_LINE * min(extent.height, blob.height) and (
                around([extent, blob]).height < highest or _is_point_among(blob, row)
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
            elif max(blob.width, blob.height) >= SMALLEST_PART * usual or not rows:
                rows.append([blob])
    parts = [part for row in rows for part in _parted(row)]
    return [part for part in parts if max(part.width, part.height) >= SMALLEST_PART * usual]


def _is_point_among(blob: Box, row: Sequence[Box]) -> bool:
    """Whether a blob is the point of a large figure, as high as the letters of the small print around it."""
    return any(_is_point(blob, letter) for letter in row)


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
