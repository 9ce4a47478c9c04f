"""Find the shaded places of a picture that no ruled cell covers: bands of rows, coloured cells between white ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import cast

import cv2
import numpy as np

from extract.read.colour import colour_name
from extract.read.likeness import filled
from extract.read.pixels import Mask, Pixels
from extract.read.scans.lattice import MEET
from extract.read.scans.line import Line
from extract.read.scans.picture import GROUND
from extract.read.scans.sheet import Sheet, paint_over
from schemas.layout import Box, Fill

SMALLEST = (9.0, 6.0)
"""Points of the width and height of the smallest shaded place."""
PALEST = 9
"""A shading differs from the paper by this much (of 255)."""
SQUARE, BAND = 0.9, 0.75
"""The share of the box around it that a shaded place covers, and one that is much wider than high, in which large print
leaves less; a disc covers four fifths, a photograph anything."""
WIDE = 4.0
"""A band is so many times as wide as it is high."""
HALF = 0.5
"""A row of its pixels is covered by more than this share: print that touches a shading covers less."""
CROSSING = 0.6
"""A rule over this share of a shaded place's width parts it."""


def shadings_on(sheet: Sheet, taken: Sequence[Box], lines: Sequence[Line]) -> list[Fill]:
    """The plain shaded rectangles beside what is `taken`, parted where rules cross them."""
    half = cv2.resize(sheet.pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    ground = cast("Pixels", cv2.medianBlur(half, round(GROUND * sheet.scale) | 1))
    away = (np.abs(ground.astype(np.int16) - sheet.paper.round().astype(np.int16)).max(axis=2) > PALEST).astype(
        np.uint8
    )
    for box in taken:
        paint_over(away, Box(*(v / 2 for v in box)), 0)
    steps = cv2.morphologyEx(ground, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)).max(axis=2) > PALEST
    return [fill for box in _plain(away, steps, sheet) for fill in _parted(box, ground, sheet, lines)]


def _plain(away: Pixels, steps: Mask, sheet: Sheet) -> Iterator[Box]:
    """Boxes around what is shaded in one shade, in pixels of the sheet; print in it and beside it is no part of it."""
    body = away & (~steps).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(body, connectivity=4)
    for n, (x, y, w, h, _) in enumerate(stats[1:count].tolist(), 1):
        if 2 * w < SMALLEST[0] * sheet.scale or 2 * h < SMALLEST[1] * sheet.scale:
            continue
        own = filled(labels[y : y + h, x : x + w] == n)
        rows, columns = (np.flatnonzero(own.mean(axis=axis) > HALF) for axis in (1, 0))
        if not len(rows) or not len(columns):
            continue
        top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
        box = Box(*(2.0 * v for v in (x + left - 1, y + top - 1, x + right + 1, y + bottom + 1)))
        large = box.width >= SMALLEST[0] * sheet.scale and box.height >= SMALLEST[1] * sheet.scale
        least = BAND if box.width >= WIDE * box.height else SQUARE
        if large and own[top:bottom, left:right].mean() >= least:
            yield box


def _parted(box: Box, ground: Pixels, sheet: Sheet, lines: Sequence[Line]) -> Iterator[Fill]:
    meet = MEET * sheet.scale
    across = sorted(
        line.at
        for line in lines
        if line.flat
        and box.top + meet < line.at < box.bottom - meet
        and min(line.end, box.x1) - max(line.start, box.x0) >= CROSSING * box.width
    )
    edges = [box.top, *across, box.bottom]
    for top, bottom in pairwise(edges):
        own = Box(box.x0, top, box.x1, bottom)
        inner = ground[int(top / 2) + 2 : int(bottom / 2) - 1, int(box.x0 / 2) + 2 : int(box.x1 / 2) - 1]
        if not inner.size:
            continue
        shade = np.clip(np.median(inner.reshape(-1, 3), axis=0) / sheet.paper, 0, 1)
        colour = colour_name(tuple(float(v) for v in shade))
        if colour is not None:
            yield Fill(box=own, colour=colour)
