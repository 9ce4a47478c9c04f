"""Bring small drawings to one size, and say how well two of them agree."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.read.pixels import Mask

SIDE = 32
"""Pixels of the square on which symbols and models are laid over each other."""
MARGIN = 2
"""White around them, so that the blur is not cut off."""
BLUR = 1.1
"""Blur (pixels of the square): strokes a little thicker or thinner still agree."""
HOLES = 0.5
"""Weight of what is white inside a drawing, against its outline: a ring from a disc, an A from a triangle."""
LIKE = 0.1
"""Aspects (log of width by height) that differ by no more are the same."""
UNLIKE = 0.2
"""What a larger difference takes off the agreement."""
SLOPES = 1.0
"""Weight of where its edges run, against what is covered."""
DIRECTIONS = 8
PARTS = 8
SMALLEST = 7
"""Pixels; smaller drawings have no shape to speak of."""


class Drawing(NamedTuple):
    """A mask brought to one size.

    Its pixels are a vector of length 1; aspect is the log of width by height, hole the share that is white inside,
    covered the share of the box around it that its outline holds.
    """

    vector: NDArray[np.float32]
    aspect: float
    hole: float
    covered: float


class Drawings(NamedTuple):
    """Many drawings, to be compared with one."""

    vectors: NDArray[np.float32]
    aspects: NDArray[np.float32]


def together(drawings: Sequence[Drawing]) -> Drawings:
    """Drawings in one table."""
    return Drawings(np.stack([d.vector for d in drawings]), np.asarray([d.aspect for d in drawings], np.float32))


def likeness(drawing: Drawing, models: Drawings) -> NDArray[np.float32]:
    """How well a drawing agrees with each of the models; 1 is the model itself."""
    apart = np.maximum(0.0, np.abs(models.aspects - drawing.aspect) - LIKE)
    return cast("NDArray[np.float32]", models.vectors @ drawing.vector - UNLIKE * apart)


def filled(mask: Mask) -> Mask:
    """The mask with its holes closed."""
    padded = np.pad(mask, 1).astype(np.uint8)
    cv2.floodFill(padded, None, (0, 0), 2)
    return cast("Mask", (padded != 2)[1:-1, 1:-1])


def _largest(mask: Mask) -> Mask:
    """The mask without specks beside the drawing."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    if count <= 2:
        return mask
    areas = stats[1:, cv2.CC_STAT_AREA]
    keep = 1 + np.flatnonzero(areas >= 0.06 * areas.max())
    return np.isin(labels, keep)


def drawing_of(mask: Mask) -> Drawing | None:
    """A mask brought to one size; None where it is too small to have a shape."""
    clean = _largest(mask)
    rows, columns = np.flatnonzero(clean.any(axis=1)), np.flatnonzero(clean.any(axis=0))
    if not len(rows) or max(len(rows), len(columns)) < SMALLEST:
        return None
    cut = clean[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    whole = filled(cut)
    holes = whole & ~cut
    outline, white = _squared(whole), _squared(holes)
    vector = np.concatenate(
        [
            _unit(outline),
            HOLES * (white - white.mean()).ravel() / (np.linalg.norm(outline - outline.mean()) or 1.0),
            SLOPES * _slopes(outline - white),
        ]
    )
    high, wide = cut.shape
    return Drawing(
        (vector / (np.linalg.norm(vector) or 1.0)).astype(np.float32),
        math.log(wide / high),
        float(holes.sum() / whole.sum()),
        float(whole.mean()),
    )


def _unit(values: NDArray[np.float32]) -> NDArray[np.float32]:
    flat = (values - values.mean()).ravel()
    return cast("NDArray[np.float32]", flat / (np.linalg.norm(flat) or 1.0))


def _slopes(square: NDArray[np.float32]) -> NDArray[np.float32]:
    """How much edge of which direction lies in which part of the square (a histogram of oriented gradients)."""
    dx = cv2.Sobel(square, cv2.CV_32F, 1, 0, ksize=3)
    dy = cv2.Sobel(square, cv2.CV_32F, 0, 1, ksize=3)
    strength, angle = cv2.cartToPolar(dx, dy)
    place = (angle * (DIRECTIONS / (2 * math.pi)))[..., None]
    away = np.abs((place - np.arange(DIRECTIONS) + DIRECTIONS / 2) % DIRECTIONS - DIRECTIONS / 2)
    shares = (strength[..., None] * np.maximum(0.0, 1.0 - away)).astype(np.float32)
    parts = cv2.resize(cv2.blur(shares, (5, 5)), (PARTS, PARTS), interpolation=cv2.INTER_AREA)
    return _unit(np.sqrt(np.maximum(parts, 0.0)))


def _squared(mask: Mask) -> NDArray[np.float32]:
    """A mask stretched to the square: the head of a slender arrow then counts as much as that of a stout one."""
    inner = SIDE - 2 * MARGIN
    way = cv2.INTER_AREA if min(mask.shape) > inner else cv2.INTER_LINEAR
    square = np.zeros((SIDE, SIDE), np.float32)
    square[MARGIN:-MARGIN, MARGIN:-MARGIN] = cv2.resize(mask.astype(np.float32), (inner, inner), interpolation=way)
    return cast("NDArray[np.float32]", cv2.GaussianBlur(square, (0, 0), BLUR))
