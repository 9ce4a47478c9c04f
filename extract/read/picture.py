"""The picture of a page, made straight: its tilt, its ink, and the lines that are drawn on it.

In: pixels.  Out: pixels that stand upright, and rules in pixels of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]

STEEPEST = 4.0
"""Degrees of tilt that are looked for on either side; a feeder tilts by two at most."""
LOOKED_AT = 1000
"""Pixels of the longer side of the small picture on which the tilt is measured."""
FLAT = 0.03
"""Degrees of tilt that are left alone: over a page they are less than a pixel or two."""

THICK = 2.2
"""Points; a thicker line is a bar or a fill."""
FAINT = 9
"""A rule stands out from the paper on both sides by this much (of 255), noise apart."""
NEARLY = 0.88
"""Share of a rule's pixels that must be seen; of the densest row of pixels in print it is two thirds."""
SHORTEST_FLAT = 13.0
"""Points; shorter horizontal strokes are parts of letters and dashes."""
SHORTEST_UPRIGHT = 8.5
"""Points; the same for vertical strokes: a row of small print is hardly higher."""
OFTEN = 0.55
"""A long rule stands out on both sides for this share of its length: print may touch it."""
MOSTLY = 0.8
"""And a short one for this share, since rows of print look alike."""
SHADED = 14
"""Grounds differ by this much (of 255) where one of them is shaded."""
PALE = 150
"""A ground darker than this (of 255) is a bar of a chart or has lines of its own."""
WIDE = 60.0
"""Points of the shortest edge of a shading that is taken for a rule."""
SHORT = 20.0
"""Points; along a digit or two there may be ink for almost as long."""
FREE = 45.0
"""Points; a rule of this length need not end at others, but must meet one."""
ALONE = 200.0
"""Points; a rule of this length may stand alone: tables are ruled by lines between their rows only."""
REACH = 3.0
"""Points that a rule may stop short of another and still meet it."""
GAP = 2.0
"""Points of a gap in a rule that the scanner left."""


class Line(NamedTuple):
    """A drawn line in pixels, horizontal where `flat`: its place across and its two ends."""

    flat: bool
    at: float
    start: float
    end: float


def grey_of(pixels: Pixels) -> Pixels:
    """A picture in shades of grey."""
    return cast("Pixels", cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)) if pixels.ndim == 3 else pixels


def is_monochrome(pixels: Pixels) -> bool:
    """Whether a picture has no colour at all, so that nothing can be said about the colour of its symbols."""
    small = pixels[::4, ::4].astype(np.int16)
    return bool(((small.max(axis=2) - small.min(axis=2)) > 40).mean() < 2e-4)


def tilt_of(grey: Pixels) -> float:
    """Degrees by which the lines of a page rise to the right; 0 where nothing tells.

    Turned by the right angle, the ink of text and rules falls into the fewest rows of pixels.
    """
    factor = LOOKED_AT / max(grey.shape)
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = np.clip(cv2.medianBlur(small, 31).astype(np.int16) - small, 0, 255).astype(np.float32)
    ink[ink < 20] = 0
    if not ink.any():
        return 0.0
    coarse = _sharpest(ink, np.arange(-STEEPEST, STEEPEST + 0.01, 0.25))
    found = _sharpest(ink, np.arange(coarse - 0.3, coarse + 0.31, 0.03))
    return found if abs(found) >= FLAT else 0.0


def _sharpest(ink: NDArray[np.float32], angles: Sequence[float] | NDArray[np.float64]) -> float:
    return float(max(angles, key=lambda angle: _sharpness(ink, float(angle))))


def _sharpness(ink: NDArray[np.float32], angle: float) -> float:
    """How uneven the ink lies over the rows when they are tilted: shears stand for small turns."""
    high, wide = ink.shape
    shear = math.tan(math.radians(angle))
    matrix = np.asarray([[1, 0, 0], [shear, 1, -shear * wide / 2]], np.float32)
    rows = cv2.warpAffine(ink, matrix, (wide, high), flags=cv2.INTER_LINEAR).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def turned(pixels: Pixels, angle: float) -> Pixels:
    """The picture turned clockwise by an angle about its middle, on a ground of its own paper."""
    if not angle:
        return pixels
    high, wide = pixels.shape[:2]
    paper = tuple(
        float(v) for v in np.median(pixels[:: max(1, high // 200), :: max(1, wide // 200)], axis=(0, 1)).ravel()
    )
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), -angle, 1.0)
    return cast("Pixels", cv2.warpAffine(pixels, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=paper))


# --- Rules ------------------------------------------------------------------------------------------------------------


def rules_of(grey: Pixels, scale: float) -> list[Line]:
    """The straight lines that tables are drawn with, dark on light or light on dark; `scale` is pixels a point."""
    across = np.ascontiguousarray(grey.T)
    flat = [*_lines(grey, scale, SHORTEST_FLAT), *_edges(grey, scale)]
    upright = [*_lines(across, scale, SHORTEST_UPRIGHT), *_edges(across, scale)]
    return _anchored([*flat, *(line._replace(flat=False) for line in upright)], scale)


def _lines(grey: Pixels, scale: float, shortest: float) -> list[Line]:
    """Horizontal lines of a picture."""
    drawn = _long_runs(_thin_strokes(grey, scale), round(shortest * scale), max(3, round(GAP * scale) | 1))
    smooth = cv2.blur(grey, (5, 1)).astype(np.int16)
    lines = []
    for left, right, rows in _runs(drawn, scale):
        middle = round(float(np.median(rows)))
        thick = max(1, round(float(np.median(drawn[max(0, middle - 12) : middle + 13, left:right].sum(axis=0)))) - 3)
        seen = _seen(smooth[:, left:right], middle, thick)
        long = (right - left) / scale
        if seen >= (OFTEN if long >= FREE else MOSTLY if long >= SHORT else NEARLY):
            lines.append(Line(True, float(np.median(rows)), left, right))
    return lines


def _runs(drawn: NDArray[np.uint8], scale: float) -> Iterator[tuple[int, int, NDArray[np.float64]]]:
    """Left and right end of each thin connected run, and its middle row at every step."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(drawn, connectivity=8)
    for n in range(1, count):
        left, top, wide, high, area = (int(v) for v in stats[n])
        if area / wide > THICK * scale + 3 or high > 0.02 * wide + THICK * scale + 6:
            continue
        part = labels[top : top + high, left : left + wide] == n
        yield left, left + wide, top + np.arange(high) @ part / np.maximum(part.sum(axis=0), 1)


def _seen(band: NDArray[np.int16], middle: int, thick: int) -> float:
    """Share of a line's length where it is darker than what lies above and below it, or lighter than both.

    Along a row of pixels through print, strokes go on above or below at every other place.
    """
    away = thick // 2 + 3
    if middle - away - 1 < 0 or middle + away + 1 >= len(band):
        return 0.0
    above, below = band[middle - away - 1 : middle - away + 1], band[middle + away : middle + away + 2]
    own = band[max(0, middle - 1) : middle + 2]
    darker = (np.minimum(above.min(axis=0), below.min(axis=0)) - own.min(axis=0)) > FAINT
    lighter = (own.max(axis=0) - np.maximum(above.max(axis=0), below.max(axis=0))) > FAINT
    return float(max(darker.mean(), lighter.mean()))


def _edges(grey: Pixels, scale: float) -> list[Line]:
    """Horizontal edges where two pale grounds meet: a shaded header has no line around it in some papers."""
    around = np.ones((round(6 * scale), round(6 * scale)), np.uint8)
    ground = cv2.morphologyEx(cv2.morphologyEx(grey, cv2.MORPH_CLOSE, around), cv2.MORPH_OPEN, around).astype(
        np.float32
    )
    smooth = cv2.blur(ground, (9, 1))
    away = max(2, round(scale))
    step = np.zeros_like(smooth)
    upper, lower = smooth[: -2 * away], smooth[2 * away :]
    step[away:-away] = np.where(np.minimum(upper, lower) > PALE, np.abs(upper - lower), 0)
    drawn = _long_runs(step > SHADED, round(WIDE * scale), 3)
    return [Line(True, float(np.median(rows)), left, right) for left, right, rows in _runs(drawn, scale)]


def _thin_strokes(grey: Pixels, scale: float) -> Mask:
    """Where something thinner than a thick rule stands out above and below; the scanner's noise is averaged first."""
    smooth = cv2.blur(grey, (5, 1))
    column = np.ones((math.ceil(THICK * scale) // 2 * 2 + 3, 1), np.uint8)
    stands_out = np.maximum(
        cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, column), cv2.morphologyEx(smooth, cv2.MORPH_TOPHAT, column)
    )
    usual = float(np.median(stands_out[::5, ::5]))
    return cast("Mask", stands_out > usual + FAINT)


def _long_runs(strokes: Mask, long: int, gap: int) -> NDArray[np.uint8]:
    """What lies in runs of at least `long` pixels that are nearly all drawn; a letter's row of pixels is not."""
    thick = cv2.dilate(strokes.astype(np.uint8), np.ones((2, 1), np.uint8))
    share = cv2.boxFilter(thick.astype(np.float32), -1, (long, 1), borderType=cv2.BORDER_CONSTANT)
    runs = cv2.dilate((share >= NEARLY).astype(np.uint8), np.ones((1, long), np.uint8))
    inside = runs & cv2.dilate(thick, np.ones((1, gap), np.uint8))
    return cast("NDArray[np.uint8]", cv2.dilate(inside, np.ones((3, 1), np.uint8)))


def _anchored(lines: Sequence[Line], scale: float) -> list[Line]:
    """Without the strokes that belong to no frame: bars of letters, ticks of charts, underlines, rows of print."""
    kept = list(lines)
    while True:
        good = [n for n in kept if _is_framed(n, kept, scale)]
        if len(good) == len(kept):
            return good
        kept = good


def _is_framed(line: Line, lines: Sequence[Line], scale: float) -> bool:
    """Whether a line ends at others on both sides, or is long and meets another somewhere, or is very long."""
    reach, long = REACH * scale, line.end - line.start
    across = [
        n.at
        for n in lines
        if n.flat != line.flat
        and n.start - reach <= line.at <= n.end + reach
        and line.start - reach <= n.at <= line.end + reach
    ]
    ends = any(abs(at - line.start) <= reach for at in across) and any(abs(at - line.end) <= reach for at in across)
    return ends or (long >= FREE * scale and bool(across)) or long >= ALONE * scale
