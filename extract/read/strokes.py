"""Find the rules and the filled areas of a page among its lines, rectangles and paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal

import numpy as np
from pdfplumber.page import Page as PlumberPage

from extract.read.colour import colour_name, rgb_of
from extract.read.displayed import Char, Displayed, box_of
from extract.read.pixels import Pixels
from schemas.layout import Box, Fill, Rule

WHITE = (1.0, 1.0, 1.0)
THIN = 2.6
"""A filled rectangle up to this thick (points) is a rule, not a fill."""
SHORTEST_RULE = 3.0
"""Shorter strokes (points) are ticks and glyph parts, not rules."""


def has_tints(plumber: PlumberPage) -> bool:
    """Whether the page has areas in a colour that only its picture can tell."""
    return any(_is_tint(rect) for rect in plumber.rects)


def _is_tint(rect: Char) -> bool:
    thin = min(rect["x1"] - rect["x0"], rect["bottom"] - rect["top"]) <= THIN
    return bool(rect.get("fill")) and not thin and rgb_of(rect.get("non_stroking_color")) is None


def coloured(rect: Char, picture: Pixels) -> Char:
    """The area with the colour that most of it has in the picture."""
    box = box_of(rect)
    part = picture[max(0, round(box.top)) : round(box.bottom), max(0, round(box.x0)) : round(box.x1)]
    if not _is_tint(rect) or not part.size:
        return rect
    return {**rect, "non_stroking_color": tuple(float(v) / 255 for v in np.median(part.reshape(-1, 3), axis=0))}


def rules_on(page: Displayed) -> Iterator[Rule]:
    """The rules: lines, thin rectangles, the sides of frames and of filled areas."""
    tinted = [f.box for f in fills_on(page)]
    for line in page.lines:
        yield from _straight(box_of(line), "stroke")
    for rect in page.rects:
        box = box_of(rect)
        hairline = not rect.get("fill")  # a stroke of no width is the thinnest line there is
        drawn: Literal["stroke", "fill"] = (
            "stroke" if rect.get("stroke") and (rect.get("linewidth", 1) or hairline) else "fill"
        )
        if min(box.width, box.height) <= THIN:
            yield from _straight(box, "stroke")
        elif drawn == "stroke" or (rect.get("fill") and not _is_blank(rect, box, tinted)):
            yield from _sides(box, drawn)
    for curve in page.curves:
        yield from _polyline(curve.get("pts") or [])


def _is_blank(rect: Char, box: Box, tinted: Sequence[Box]) -> bool:
    """Whether a filled area is white on white: it has no sides to be seen."""
    if colour_name(rect.get("non_stroking_color")) != "white":
        return False
    return not any(t.x0 < box.x1 and box.x0 < t.x1 and t.top < box.bottom and box.top < t.bottom for t in tinted)


def _straight(box: Box, drawn: Literal["stroke", "fill"]) -> Iterator[Rule]:
    if box.height <= THIN and box.width >= SHORTEST_RULE:
        y = (box.top + box.bottom) / 2
        yield Rule(box=Box(box.x0, y, box.x1, y), drawn=drawn)
    elif box.width <= THIN and box.height >= SHORTEST_RULE:
        x = (box.x0 + box.x1) / 2
        yield Rule(box=Box(x, box.top, x, box.bottom), drawn=drawn)


def _sides(box: Box, drawn: Literal["stroke", "fill"]) -> Iterator[Rule]:
    if box.width < SHORTEST_RULE or box.height < SHORTEST_RULE:
        return
    for side in (
        Box(box.x0, box.top, box.x1, box.top),
        Box(box.x0, box.bottom, box.x1, box.bottom),
        Box(box.x0, box.top, box.x0, box.bottom),
        Box(box.x1, box.top, box.x1, box.bottom),
    ):
        yield Rule(box=side, drawn=drawn)


def _polyline(points: Iterable[tuple[float, float]]) -> Iterator[Rule]:
    """The straight runs of a path: some producers draw a table's frame as one polyline."""
    for (xa, ya), (xb, yb) in pairwise(points):
        box = Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))
        if (box.height < 0.5 and box.width > 12) or (box.width < 0.5 and box.height > 12):
            yield from _straight(box, "stroke")


def fills_on(page: Displayed) -> Iterator[Fill]:
    """The filled areas that are not white."""
    for rect in page.rects:
        box = box_of(rect)
        if not rect.get("fill") or min(box.width, box.height) <= THIN:
            continue
        painted = rect.get("non_stroking_color")
        colour = colour_name(painted)
        if colour is not None and rgb_of(painted) != WHITE:
            yield Fill(box=box, colour=colour)
