"""The picture of a page made straight, with what all its parts share: paper, noise, and pixels a point."""

from __future__ import annotations

import math
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.read.pixels import Pixels
from extract.read.scans.picture import grey_of, is_monochrome
from schemas.layout import Box


class Sheet(NamedTuple):
    """A straight picture with what all its cells share."""

    pixels: Pixels
    grey: Pixels
    scale: float
    noise: float
    paper: NDArray[np.float64]
    monochrome: bool


def sheet_of(pixels: Pixels, scale: float) -> Sheet:
    """A straight picture; `scale` is pixels a point."""
    grey = grey_of(pixels)
    rest = grey.astype(np.int16) - cv2.medianBlur(grey, 5)
    noise = 1.4826 * float(np.median(np.abs(rest)))
    paper = np.percentile(pixels[::7, ::7].reshape(-1, 3), 80, axis=0)
    return Sheet(pixels, grey, scale, noise, np.maximum(paper, 128.0), is_monochrome(pixels))


def paint_over(canvas: Pixels, box: Box, value: int, more: float = 0.0) -> None:
    """Paint a box of a picture in one shade; `more` is how far around it."""
    top, left = max(0, math.floor(box.top - more)), max(0, math.floor(box.x0 - more))
    canvas[top : math.ceil(box.bottom + more), left : math.ceil(box.x1 + more)] = value


def ground_of(grey: Pixels) -> float:
    """The most usual shade of a part."""
    counts = np.bincount(grey.ravel(), minlength=256).astype(np.float64)
    return float(np.convolve(counts, np.ones(9), "same").argmax())
