"""Say what a small drawn symbol shows, from its pixels: its shape by comparison with drawn models, and its colour.

In: the picture of a page (or of a part), and where on it something small is drawn.  Out: a shape with a score, a
colour, or nothing.  Letters and digits are models too, so that a lone "1" is not taken for an arrow.
"""

from __future__ import annotations

import math
import string
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise, product
from typing import Any, Literal, NamedTuple, cast, get_args

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from extract.read.colour import colour_name
from schemas.layout import Box, Colour, Mark, Shape

Pixels = NDArray[np.uint8]
"""A picture, height × width × 3 (red, green, blue)."""
Mask = NDArray[np.bool_]
"""Which pixels of a picture are drawn."""
Point = tuple[float, float]
Outline = Sequence[Point]

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
COVERED = {
    "square": (0.87, 1.0), "circle": (0.66, 0.9), "diamond": (0.4, 0.68), "triangle": (0.4, 0.7), "star": (0.25, 0.66),
    "triangle_down": (0.4, 0.7), "triangle_left": (0.4, 0.7), "triangle_right": (0.4, 0.7),
}  # fmt: skip
"""How much of the box around it a shape covers: a letter that looks like a square or a disc covers less, or more."""
RING = 0.12
"""A disc with a hole of this share of it is a ring."""
COARSE = 11
"""Pixels of a symbol of 8 points at 100 dots an inch: its corners are gone, and models are drawn so, too."""
CANVAS = 256
"""Pixels of the square on which models are drawn before they are scaled down."""

AGREES = 0.8
"""A shape is named from this agreement on (1 is the model itself)."""
CLEARLY = 0.03
"""And only where it beats every other shape by this much."""
BEATS_LETTERS = 0.02
"""And every letter and digit by this much.  With these three, one letter or digit in a thousand is taken for a symbol
(8,000 from 60 fonts, at 14 to 40 pixels), and 98% of stars, discs, triangles and plain arrows are named."""

INK = 42
"""A pixel is drawn where it differs from the ground by this much (of 255) in some channel."""
SMALLEST = 7
"""Pixels; smaller drawings have no shape to speak of."""
SHADE = 14
"""A pixel is coloured, not grey, where its channels lie this far apart (of 255)."""


class Look(NamedTuple):
    """What a symbol was taken for, and how well it agrees."""

    shape: Shape
    score: float


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


class _Models(NamedTuple):
    names: tuple[str, ...]
    drawings: Drawings


def together(drawings: Sequence[Drawing]) -> Drawings:
    """Drawings in one table."""
    return Drawings(np.stack([d.vector for d in drawings]), np.asarray([d.aspect for d in drawings], np.float32))


def likeness(drawing: Drawing, models: Drawings) -> NDArray[np.float32]:
    """How well a drawing agrees with each of the models; 1 is the model itself."""
    apart = np.maximum(0.0, np.abs(models.aspects - drawing.aspect) - LIKE)
    return cast("NDArray[np.float32]", models.vectors @ drawing.vector - UNLIKE * apart)


def marks_on(
    picture: Pixels, boxes: Iterable[Box], drawn: Literal["glyph", "vector", "picture"], scale: float
) -> list[Mark]:
    """The symbols in the given boxes (points) of a page's picture; what is not clearly one of the shapes is left out.

    `scale` is pixels a point.
    """
    marks = []
    for box in boxes:
        part = _part(picture, box, scale)
        if part.size == 0:
            continue
        mask = drawn_pixels(part)
        look = look_at(part, mask)
        if look is not None:
            marks.append(Mark(shape=look.shape, colour=colour_of(part, mask), drawn=drawn, box=box))
    return marks


def _part(picture: Pixels, box: Box, scale: float, around: float = 1.5) -> Pixels:
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
        outer = shape_of_mask(_filled(mask))
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
    whole = _filled(mask).astype(np.uint8)
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


def _filled(mask: Mask) -> Mask:
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
    whole = _filled(cut)
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


# --- The models -------------------------------------------------------------------------------------------------------


@cache
def _models() -> _Models:
    """Everything that a drawing is compared with; the name of letters is empty."""
    found = [(name, drawing) for name, mask in _drawings() if (drawing := drawing_of(mask)) is not None]
    return _Models(tuple(name for name, _ in found), together([drawing for _, drawing in found]))


def _drawings() -> Iterator[tuple[str, Mask]]:
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


def _blank() -> NDArray[np.uint8]:
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
