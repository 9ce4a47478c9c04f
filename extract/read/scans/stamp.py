"""Take coloured strokes off black print: a stamp, a pen, a highlighter that runs over several cells.

In: a part of a coloured picture.  Out: its shades of grey as they were before somebody stamped it.
"""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.read.pixels import Mask, Pixels
from extract.read.scans.sheet import Sheet

COLOURED = 40
"""The channels of a coloured pixel lie this much further apart (of 255) than those of its ground."""
MOSTLY = 0.35
"""A part of which more is coloured has a coloured ground, not a stroke on it."""
THICKEST = 4.0
"""Points of the thickest stroke; symbols and shadings are thicker …"""
FLAT, UPRIGHT = 20.0, 10.0
"""Points of a straight run of colour, sideways and up, that is a rule."""
DARKEST = 110
"""Darker print (of 255, in its brightest channel) lies under a stroke, and is none of it."""
SHORTEST = 3.0
"""… and what a neighbour's shading leaves at the side of a part is shorter one way."""


def without_stamp(pixels: Pixels, grey: Pixels, ground: float, scale: float) -> tuple[Pixels, Mask] | None:
    """The shades of a part without the coloured strokes that come into it from outside, and where colour was; None where
    there are none.

    Every colour is bright in one channel: what a stroke takes from that one is put back, by how coloured it is.
    """
    shades = pixels.astype(np.float32)
    brightest = shades.max(axis=2)
    chroma = brightest - shades.min(axis=2)
    chroma -= float(np.median(chroma))
    coloured = chroma > COLOURED
    if not coloured.any() or coloured.mean() > MOSTLY:
        return None
    strokes = _entering(coloured, scale)
    if not strokes.any():
        return None
    core = strokes & (chroma >= np.percentile(chroma[strokes], 70))
    taken = max(0.0, float(np.median(brightest) - np.median(brightest[core]))) / float(np.median(chroma[core]))
    bare = np.minimum(brightest + taken * np.maximum(chroma, 0), ground)
    near = cv2.dilate(coloured.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    return cast("Pixels", np.where(near, bare, grey).astype(np.uint8)), near


def without_slanting(sheet: Sheet, scale: float) -> Pixels:
    """The shades of a page, in which rules are looked for, without coloured strokes that are none: those of a stamp
    or a pen, and coloured print."""
    pixels, grey = sheet.pixels, sheet.grey
    if sheet.monochrome:
        return grey
    channels = pixels.astype(np.int16)
    coloured = ((channels.max(axis=2) - channels.min(axis=2)) > COLOURED).astype(np.uint8)
    thick = round(THICKEST * scale)
    solid = cv2.morphologyEx(coloured, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (thick, thick)))
    strokes = coloured & ~cv2.dilate(solid, np.ones((thick, thick), np.uint8))
    long, high = (np.ones(shape, np.uint8) for shape in ((1, round(FLAT * scale)), (round(UPRIGHT * scale), 1)))
    rules = cv2.morphologyEx(strokes, cv2.MORPH_OPEN, long) | cv2.morphologyEx(strokes, cv2.MORPH_OPEN, high)
    _, labels = cv2.connectedComponents(strokes, connectivity=8)
    slanting = (strokes > 0) & ~np.isin(labels, np.unique(labels[rules > 0]))
    if not slanting.any():
        return grey
    around = cv2.dilate(grey, np.ones((thick, thick), np.uint8))
    near = cv2.dilate(slanting.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    light = near & (pixels.max(axis=2) > DARKEST)
    return cast("Pixels", np.where(light, around, grey).astype(np.uint8))


def _entering(coloured: Mask, scale: float) -> Mask:
    """The coloured strokes that reach a side of the part, past which print does not go."""
    high, wide = coloured.shape
    count, labels, stats, _ = cv2.connectedComponentsWithStats(coloured.astype(np.uint8), connectivity=8)
    thickness: NDArray[np.float32] = cv2.distanceTransform(coloured.astype(np.uint8), cv2.DIST_L2, 3)
    strokes = np.zeros_like(coloured)
    for n, (x, y, w, h, _area) in enumerate(stats[1:count].tolist(), 1):
        reaches = x <= 1 or y <= 1 or x + w >= wide - 1 or y + h >= high - 1
        if reaches and min(w, h) > 1 and max(w, h) >= SHORTEST * scale:
            own = labels == n
            if 2 * float(thickness[own].max()) <= THICKEST * scale:
                strokes |= own
    return strokes
