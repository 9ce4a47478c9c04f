"""Say what a small drawn symbol shows, from its pixels: its shape by comparison with drawn models, and its colour.

In: the picture of a page (or of a part), and where on it something small is drawn.  Out: a shape with a score, a
colour, or nothing.  Letters and digits are models too, so that a lone "1" is not taken for an arrow.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from typing import Literal, NamedTuple, cast, get_args

import cv2
import numpy as np

from extract.read.colour import colour_name
from extract.read.likeness import SMALLEST, Drawings, drawing_of, filled, likeness, together
from extract.read.pixels import Mask, Pixels
from extract.read.symbol_models import model_drawings
from schemas.layout import Box, Colour, Mark, Shape

COVERED = {
    "square": (0.87, 1.0), "circle": (0.66, 0.9), "diamond": (0.4, 0.68), "triangle": (0.4, 0.7), "star": (0.25, 0.66),
    "triangle_down": (0.4, 0.7), "triangle_left": (0.4, 0.7), "triangle_right": (0.4, 0.7),
}  # fmt: skip
"""How much of the box around it a shape covers: a letter that looks like a square or a disc covers less, or more."""
RING = 0.12
"""A disc with a hole of this share of it is a ring."""
AGREES = 0.8
"""A shape is named from this agreement on (1 is the model itself)."""
CLEARLY = 0.03
"""And only where it beats every other shape by this much."""
BEATS_LETTERS = 0.02
"""And every letter and digit by this much.  With these three, one letter or digit in a thousand is taken for a symbol
(8,000 from 60 fonts, at 14 to 40 pixels), and 98% of stars, discs, triangles and plain arrows are named."""
AROUND = 1.5
"""Points around a symbol that show its ground."""
INK = 42
"""A pixel is drawn where it differs from the ground by this much (of 255) in some channel."""
SHADE = 14
"""A pixel is coloured, not grey, where its channels lie this far apart (of 255)."""


class Look(NamedTuple):
    """What a symbol was taken for, and how well it agrees."""

    shape: Shape
    score: float


class _Models(NamedTuple):
    names: tuple[str, ...]
    drawings: Drawings


def marks_on(
    picture: Pixels, boxes: Iterable[Box], drawn: Literal["glyph", "vector", "picture"], scale: float
) -> list[Mark]:
    """The symbols in the given boxes (points) of a page's picture; what is not clearly one of the shapes is left out.

    `scale` is pixels a point.
    """
    marks = []
    places = list(boxes)
    for box in places:
        part = _part(picture, box, scale, _clear(box, places))
        if part.size == 0:
            continue
        mask = drawn_pixels(part)
        look = look_at(part, mask)
        if look is not None:
            marks.append(Mark(shape=look.shape, colour=colour_of(part, mask), drawn=drawn, box=box))
    return marks


def _clear(box: Box, others: Iterable[Box]) -> float:
    """How far to look around a box without seeing a part of the one above or below it, in points."""
    gaps = (
        max(other.top - box.bottom, box.top - other.bottom)
        for other in others
        if other is not box and other.x0 < box.x1 and box.x0 < other.x1
    )
    return min([AROUND, *(gap / 2 for gap in gaps if gap >= 0)])


def _part(picture: Pixels, box: Box, scale: float, around: float) -> Pixels:
    high, wide = picture.shape[:2]
    left, right = max(0, math.floor((box.x0 - around) * scale)), min(wide, math.ceil((box.x1 + around) * scale))
    top, foot = max(0, math.floor((box.top - around) * scale)), min(high, math.ceil((box.bottom + around) * scale))
    return picture[top:foot, left:right]


def drawn_pixels(part: Pixels) -> Mask:
    """What differs from the ground, which is the most usual colour along the border."""
    border = np.concatenate([part[0], part[-1], part[:, 0], part[:, -1]]).astype(np.int16)
    ground = np.median(border, axis=0)
    return cast("Mask", np.abs(part.astype(np.int16) - ground).max(axis=2) > INK)


def look_at(part: Pixels, mask: Mask) -> Look | None:
    """The shape of a symbol; a disc or box with a tick, cross or arrow in it is that tick, cross or arrow."""
    outer = shape_of_mask(mask)
    if outer is None and _is_solid(mask):
        outer = shape_of_mask(filled(mask))
    if outer is None or outer.shape not in ("circle", "square", "ring"):
        return outer
    written = _written(part, mask)
    if written is None:
        return outer
    inner = shape_of_mask(written)
    if inner is not None and inner.shape in _ON_PLATES:
        return inner
    return outer if _is_solid(mask) else None


def shape_of_mask(mask: Mask) -> Look | None:
    """The shape that a mask clearly shows, or None."""
    drawing = drawing_of(mask)
    if drawing is None:
        return None
    models = _models()
    scores = likeness(drawing, models.drawings)
    best: dict[str, float] = {}
    for name, score in zip(models.names, scores.tolist(), strict=True):
        best[name] = max(best.get(name, -1.0), score)
    letters = best.pop("", -1.0)
    (name, score), (_, second) = sorted(best.items(), key=lambda item: -item[1])[:2]
    if name not in get_args(Shape) or score < AGREES or score - second < CLEARLY or score - letters < BEATS_LETTERS:
        return None
    low, high = COVERED.get(name, (0.0, 1.0))
    if not low <= drawing.covered <= high:
        return None
    if name == "circle" and drawing.hole > RING:
        name = "ring"
    return Look(cast("Shape", name), score)


def colour_of(part: Pixels, mask: Mask) -> Colour | None:
    """The colour that a symbol is painted in: that of its inner pixels, since its edges are mixed with the ground."""
    if not mask.any():
        return None
    inner = cv2.erode(mask.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    pixels = part[inner if inner.sum() >= 12 else mask].astype(np.int16)
    spread = pixels.max(axis=1) - pixels.min(axis=1)
    if inner.sum() < 12:
        # A thin stroke is mixed with the ground all over: its purest pixels say the colour.
        purest = spread if np.percentile(spread, 80) > SHADE else 255 - pixels.max(axis=1)
        pixels = pixels[purest >= np.percentile(purest, 70)]
    coloured = pixels[(pixels.max(axis=1) - pixels.min(axis=1)) > SHADE]
    chosen = coloured if len(coloured) * 2 > len(pixels) else pixels
    return colour_name(tuple(float(v) / 255 for v in np.median(chosen, axis=0)))


_ON_PLATES: tuple[str, ...] = (
    "tick", "cross", "up", "down", "left", "right", "up_right", "down_right", "up_left", "down_left", "both_ways",
)  # fmt: skip


def _inside(mask: Mask) -> Mask:
    whole = filled(mask).astype(np.uint8)
    rim = max(1, int(whole.any(axis=1).sum()) // 8)
    return cast("Mask", cv2.erode(whole, np.ones((2 * rim + 1, 2 * rim + 1), np.uint8)).astype(bool))


def _written(part: Pixels, mask: Mask) -> Mask | None:
    """What stands on a plate in another colour than its own; None where it is plain."""
    inside = _inside(mask)
    if inside.sum() < SMALLEST**2:
        return None
    plate = np.median(part[inside].astype(np.int16), axis=0)
    written = (np.abs(part.astype(np.int16) - plate).max(axis=2) > 2 * INK) & inside
    if not _is_solid(mask):
        written &= ~_rim(mask)
    return written if 0.06 < written.sum() / inside.sum() < 0.6 else None


def _rim(mask: Mask) -> Mask:
    """The part of a drawing that its outline hangs together with."""
    _, labels = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)
    return cast("Mask", labels == labels[np.unravel_index(int(np.argmax(mask)), mask.shape)])


def _is_solid(mask: Mask) -> bool:
    """Whether a plate is painted, not only drawn as an outline."""
    return bool((mask & _inside(mask)).sum() > 0.5 * _inside(mask).sum())


@cache
def _models() -> _Models:
    """Everything that a drawing is compared with; the name of letters is empty."""
    found = [(name, drawing) for name, mask in model_drawings() if (drawing := drawing_of(mask)) is not None]
    return _Models(tuple(name for name, _ in found), together([drawing for _, drawing in found]))
