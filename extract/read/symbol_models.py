"""Draw the models that symbols are compared with: stars, discs, ticks, arrows, and letters that must not pass for them."""

from __future__ import annotations

import math
import string
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from extract.read.pixels import Mask, Pixels

Point = tuple[float, float]
Outline = Sequence[Point]
COARSE = 11
"""Pixels of a symbol of 8 points at 100 dots an inch: its corners are gone, and models are drawn so, too."""
CANVAS = 256
"""Pixels of the square on which models are drawn before they are scaled down."""


def model_drawings() -> Iterator[tuple[str, Mask]]:
    """Every model, large and as it looks in few pixels."""
    for name, mask in (*_plain(), *_strokes(), *_arrows(), *_letters()):
        yield name, mask
        if name:
            yield name, _coarse(mask)


def _coarse(mask: Mask) -> Mask:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    cut = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.float32)
    factor = COARSE / max(cut.shape)
    size = (max(2, round(cut.shape[1] * factor)), max(2, round(cut.shape[0] * factor)))
    return cast("Mask", cv2.resize(cut, size, interpolation=cv2.INTER_AREA) > 0.35)


def _plain() -> Iterator[tuple[str, Mask]]:
    """Filled shapes, and the same drawn as outlines."""
    outlines: list[tuple[str, Outline]] = [("star", _star(depth)) for depth in (0.36, 0.42, 0.5, 0.58)]
    for tall in (0.7, 0.87, 1.0, 1.15):
        up = ((0.5, 0.5 - tall / 2), (1.0, 0.5 + tall / 2), (0.0, 0.5 + tall / 2))
        outlines += [
            (name, _turned(up, turn))
            for name, turn in (("triangle", 0), ("triangle_right", 90), ("triangle_down", 180), ("triangle_left", 270))
        ]
    for tall in (0.82, 1.0, 1.2):
        outlines.append(("square", ((0, 0), (1, 0), (1, tall), (0, tall))))
    for tall in (0.75, 1.0, 1.3, 1.6):
        outlines.append(("diamond", ((0.5, 0), (1, tall / 2), (0.5, tall), (0, tall / 2))))
    for name, outline in outlines:
        yield name, _polygon(outline)
        for thick in (0.07, 0.14):
            yield name, _hollow(_polygon(outline), thick)
    disc = _ellipse(1.0)
    yield "circle", disc
    for thick in (0.05, 0.1, 0.16, 0.24):
        yield "circle", _hollow(disc, thick)
    for tall in (0.55, 0.7):
        yield "blob", _hollow(_ellipse(tall), 0.14)
        yield "blob", _ellipse(tall)
    for flat in (0.1, 0.2, 0.35, 0.5):
        yield "bar", _polygon(((0, 0), (1, 0), (1, flat), (0, flat)))
        yield "bar", _polygon(((0, 0), (flat, 0), (flat, 1), (0, 1)))
        for lean in (-1, 1):
            x = 0.5 - lean * 0.35
            yield "bar", _lines([((x, 0), (1 - x, 1))], 0.5 * flat)
            yield "bar", _lines([((0, 1 - x), (1, x))], 0.5 * flat)


def _strokes() -> Iterator[tuple[str, Mask]]:
    for thick in (0.1, 0.16, 0.24, 0.32):
        for knee, drop, tall in product((0.25, 0.4), (0.2, 0.4), (0.7, 0.95)):
            yield "tick", _lines([((0, tall - drop), (knee, tall), (1, 0.0))], thick)
        for knee, drop, tall in product((0.15, 0.3, 0.4), (0.25, 0.45), (0.85, 1.15)):
            yield "tick", _brushed((0, tall - drop), (knee, tall), (1, 0), thick)
        for flat in (0.85, 1.0, 1.15):
            yield "cross", _lines([((0, 0), (1, flat)), ((1, 0), (0, flat))], thick)
            yield "cross", _brushed_cross(flat, thick)
        yield "plus", _lines([((0.5, 0), (0.5, 1)), ((0, 0.5), (1, 0.5))], thick)


def _brushed(start: Point, knee: Point, end: Point, thick: float) -> Mask:
    """A tick as a pen draws it: thick at the knee, thin at the ends, its long arm bent a little upwards."""
    bend = (0.5 * (knee[0] + end[0]) - 0.06, 0.5 * (knee[1] + end[1]) - 0.06)
    return _tapered([start, knee], 0.6 * thick, thick) | _tapered([knee, bend, end], thick, 0.25 * thick)


def _brushed_cross(flat: float, thick: float) -> Mask:
    """A cross as a pen draws it: one stroke swells, the other is bent and thin."""
    heavy = _tapered([(0.1, 0.05), (0.5, 0.5 * flat), (0.95, flat)], 0.6 * thick, 1.1 * thick)
    return heavy | _tapered([(0.05, flat), (0.42, 0.5 * flat), (1.0, 0.0)], thick, 0.3 * thick)


def _tapered(path: Outline, thick: float, thin: float) -> Mask:
    """A stroke whose thickness changes evenly along its way."""
    canvas = _blank()
    dots = _dots(path).astype(np.float64)
    legs = [float(np.hypot(*(b - a))) for a, b in pairwise(dots)]
    done = 0.0
    for (a, b), leg in zip(pairwise(dots), legs, strict=True):
        for step in np.linspace(0.0, 1.0, 24):
            share = (done + step * leg) / sum(legs)
            x, y = a + step * (b - a)
            radius = 64 * (thick + share * (thin - thick))
            cv2.circle(canvas, (round(x), round(y)), max(1, round(radius)), 1, -1)
        done += leg
    return cast("Mask", canvas.astype(bool))


_TURNS = {
    "right": 0, "down_right": 45, "down": 90, "down_left": 135, "left": 180, "up_left": 225, "up": 270, "up_right": 315,
}  # fmt: skip


def _arrows() -> Iterator[tuple[str, Mask]]:
    heads = [
        mask
        for shaft, wide, long in product((0.07, 0.15, 0.28, 0.42), (0.4, 0.6, 0.85, 1.05), (0.3, 0.45, 0.62))
        if wide > shaft + 0.2
        for mask in (_arrow(shaft, wide, long),)
    ]
    opened = [
        _open_arrow(thick, wide, long)
        for thick, wide, long in product((0.07, 0.12, 0.18), (0.45, 0.65, 0.9), (0.22, 0.36, 0.5))
    ]
    double = [_double_arrow(gap, wide) for gap, wide in product((0.22, 0.4), (0.6, 0.9))]
    for mask, (name, turn) in product((*heads, *opened, *double), _TURNS.items()):
        for tilt in (0,) if turn % 90 == 0 else (-9, 0, 9):
            yield name, _rotated(mask, turn + tilt)
    for thick, wide, long in product((0.07, 0.14, 0.25), (0.45, 0.65), (0.25, 0.36)):
        half = _arrow(thick, wide, long)
        yield "both_ways", half | half[:, ::-1]
        yield "up and down", _rotated(half | half[:, ::-1], 90)
        half = _open_arrow(thick, wide, long)
        yield "both_ways", half | half[:, ::-1]
        yield "up and down", _rotated(half | half[:, ::-1], 90)
    for gap, wide in product((0.22, 0.35), (0.45, 0.65)):
        half = _double_arrow(gap, wide)
        yield "both_ways", half | half[:, ::-1]


def _arrow(shaft: float, wide: float, long: float) -> Mask:
    half, side, neck = shaft / 2, wide / 2, 1 - long
    return _polygon(
        ((0, 0.5 - half), (neck, 0.5 - half), (neck, 0.5 - side), (1, 0.5), (neck, 0.5 + side), (neck, 0.5 + half),
         (0, 0.5 + half))
    )  # fmt: skip


def _open_arrow(thick: float, wide: float, long: float) -> Mask:
    return _lines([((0, 0.5), (1, 0.5)), ((1 - long, 0.5 - wide / 2), (1, 0.5), (1 - long, 0.5 + wide / 2))], thick)


def _double_arrow(gap: float, wide: float) -> Mask:
    """⇒"""
    head = 1 - wide / 2
    return _lines(
        [((0, 0.5 + side * gap / 2), (head + (wide - gap) / 2, 0.5 + side * gap / 2)) for side in (-1, 1)]
        + [((head, 0.5 - wide / 2), (1, 0.5), (head, 0.5 + wide / 2))],
        0.08,
    )


def _letters() -> Iterator[tuple[str, Mask]]:
    """Letters and digits of the sans-serif that comes with Pillow, plain and bold; O is a ring in all but name."""
    font: Any = ImageFont.load_default(size=180)
    for char in sorted({*string.ascii_letters, *string.digits, *"%&£?!()/+-=*"} - {*"oO"}):
        image = Image.new("L", (CANVAS, CANVAS), 0)
        ImageDraw.Draw(image).text((40, 20), char, fill=255, font=font)
        mask = np.asarray(image) > 127
        yield "", mask
        yield "", cast("Mask", cv2.dilate(mask.astype(np.uint8), np.ones((8, 8), np.uint8)).astype(bool))
        for face, thick in product((cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_COMPLEX), (10, 18)):
            if char in "oO£":
                continue
            canvas = cv2.putText(_blank(), char, (50, 190), face, 6, 1, thick)
            yield "", cast("Mask", canvas.astype(bool))


def _star(depth: float) -> Outline:
    points = []
    for n in range(10):
        radius = 0.5 if n % 2 == 0 else 0.5 * depth
        angle = math.radians(36 * n - 90)
        points.append((0.5 + radius * math.cos(angle), 0.5 + radius * math.sin(angle)))
    return points


def _turned(outline: Outline, turn: float) -> Outline:
    sine, cosine = math.sin(math.radians(turn)), math.cos(math.radians(turn))
    return [
        (0.5 + (x - 0.5) * cosine - (y - 0.5) * sine, 0.5 + (x - 0.5) * sine + (y - 0.5) * cosine) for x, y in outline
    ]


def _dots(outline: Outline) -> NDArray[np.int32]:
    """Points of the unit square as pixels of the canvas, which leaves room for what reaches beyond."""
    return np.asarray([(64 + x * 128, 64 + y * 128) for x, y in outline], np.float64).round().astype(np.int32)


def _blank() -> Pixels:
    return np.zeros((CANVAS, CANVAS), np.uint8)


def _polygon(outline: Outline) -> Mask:
    return cast("Mask", cv2.fillPoly(_blank(), [_dots(outline)], 1).astype(bool))


def _lines(paths: Iterable[Outline], thick: float) -> Mask:
    canvas = _blank()
    for path in paths:
        cv2.polylines(canvas, [_dots(path)], False, 1, thickness=max(1, round(thick * 128)))
    return cast("Mask", canvas.astype(bool))


def _ellipse(tall: float) -> Mask:
    canvas = cv2.ellipse(_blank(), (128, 128), (round(64 * min(1.0, tall)), 64), 0, 0, 360, 1, -1)
    return cast("Mask", canvas.astype(bool))


def _hollow(mask: Mask, thick: float) -> Mask:
    inner = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 5) > thick * 128
    return cast("Mask", mask & ~inner)


def _rotated(mask: Mask, turn: float) -> Mask:
    matrix = cv2.getRotationMatrix2D((128, 128), -turn, 1.0)
    return cast("Mask", cv2.warpAffine(mask.astype(np.uint8) * 255, matrix, (CANVAS, CANVAS)) > 127)
