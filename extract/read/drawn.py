"""Find the symbols that a born-digital page draws or shows as small pictures: stars, lights and arrows without a font.

In: a pdfplumber page and the path of its file.  Out: marks.  The page is rendered only where it has candidates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from pdfplumber.page import Page as PlumberPage

from extract.read.displayed import Displayed, displayed
from extract.read.render import render_page
from extract.read.shape import marks_on
from schemas.layout import Box, Mark, around

SMALLEST = 3.0
"""Points; smaller drawings are dots and parts of dashes."""
LARGEST = 30.0
"""Points; a larger drawing is a chart, a logo or a letterhead."""
LARGEST_PICTURE = 40.0
"""Points; the same for embedded pictures, which often carry white around their symbol."""
TOUCH = 0.6
"""Parts that come this close (points) belong to one drawing."""
MOST_PARTS = 40
"""A drawing of more parts is a picture of something, not a symbol."""
IN_A_ROW = 0.45
"""Drawings that follow each other at less than this share of their height are letters drawn as curves."""
MOST = 400
"""With more candidates than this a page's text is drawn as curves, or it is a map."""
DOTS = 400
"""Dots an inch at which symbols are looked at: six points are then 33 pixels."""


PAINTED = ("red", "amber", "green")
"""A square picture in another colour is a picture of something."""


class _Part(NamedTuple):
    box: Box
    path: tuple[tuple[float, float], ...]
    straight: bool


def drawn_marks(page: PlumberPage, path: Path) -> list[Mark]:
    """The symbols that the page draws, as vectors or small pictures; nothing for charts, logos and plain patches."""
    shown = displayed(page)
    drawings = list(_drawings(shown))
    pictures = [box for box in map(_box, shown.images) if _sized(box, LARGEST_PICTURE)]
    if not 0 < len(drawings) + len(pictures) <= MOST:
        return []
    scale = DOTS / 72
    picture = render_page(path, page.page_number, scale, rules=False)
    if abs(picture.shape[1] / scale - shown.width) > 2 or abs(picture.shape[0] / scale - shown.height) > 2:
        return []
    marks = [
        *marks_on(picture, drawings, "vector", scale),
        *(m for m in marks_on(picture, pictures, "picture", scale) if m.shape != "square" or m.colour in PAINTED),
    ]
    return [mark for mark in marks if not _is_bullet(mark, shown)]


def _box(thing: dict[str, Any]) -> Box:
    return Box(float(thing["x0"]), float(thing["top"]), float(thing["x1"]), float(thing["bottom"]))


def _sized(box: Box, largest: float) -> bool:
    return SMALLEST <= max(box.width, box.height) <= largest and min(box.width, box.height) > 0.5


def _drawings(page: Displayed) -> Iterator[Box]:
    """Boxes of small drawings that have something curved or slanting in them."""
    parts = [_part(thing) for thing in (*page.curves, *page.lines, *page.rects)]
    small = [p for p in parts if max(p.box.width, p.box.height) <= LARGEST]
    large = [p for p in parts if max(p.box.width, p.box.height) > LARGEST and not p.straight]
    slanting = [p for p in small if not p.straight]
    clusters = _clusters(slanting)
    boxes = []
    for cluster in clusters:
        box = around([p.box for p in cluster])
        grown = [p for p in small if p.straight and _joins(p.box, box)]
        whole = around([box, *(p.box for p in grown)])
        if len(cluster) + len(grown) > MOST_PARTS or not _sized(whole, LARGEST):
            continue
        if any(_passes(p.path, whole) for p in large):
            continue
        boxes.append(whole)
    yield from (box for box in boxes if not _in_a_row(box, boxes))


def _part(thing: dict[str, Any]) -> _Part:
    points = tuple((float(x), float(y)) for x, y in thing.get("pts") or ())
    return _Part(
        _box(thing), points, all(abs(xa - xb) < 0.3 or abs(ya - yb) < 0.3 for (xa, ya), (xb, yb) in pairwise(points))
    )


def _near(a: Box, b: Box, gap: float) -> bool:
    return a.x0 - gap <= b.x1 and b.x0 - gap <= a.x1 and a.top - gap <= b.bottom and b.top - gap <= a.bottom


def _joins(part: Box, drawing: Box) -> bool:
    """Whether a straight part belongs to a drawing: the shaft of an arrow, not the side of the cell around it."""
    longest = max(drawing.width, drawing.height)
    return _near(part, drawing, TOUCH) and max(part.width, part.height) <= 2 * longest


def _clusters(parts: Sequence[_Part]) -> list[list[_Part]]:
    left = sorted(parts, key=lambda p: p.box.x0)
    clusters = []
    while left:
        cluster, queue = [], [left.pop()]
        while queue:
            part = queue.pop()
            cluster.append(part)
            near = [p for p in left if _near(p.box, part.box, TOUCH)]
            left = [p for p in left if not any(p is n for n in near)]
            queue += near
        clusters.append(cluster)
    return clusters


def _passes(path: Sequence[tuple[float, float]], box: Box) -> bool:
    """Whether a long drawing (the line of a chart) runs through the box; one that goes round it does not."""
    for (xa, ya), (xb, yb) in pairwise(path):
        steps = max(1, int(max(abs(xa - xb), abs(ya - yb)) / 2))
        if any(box.holds(xa + (xb - xa) * n / steps, ya + (yb - ya) * n / steps, TOUCH) for n in range(steps + 1)):
            return True
    return False


def _in_a_row(box: Box, boxes: Sequence[Box]) -> bool:
    """Whether drawings stand on both sides as close as letters, or the box is the end of such a row."""
    gap = IN_A_ROW * box.height
    beside = [
        b
        for b in boxes
        if b is not box and min(b.bottom, box.bottom) - max(b.top, box.top) > 0.4 * min(b.height, box.height)
        and (0 <= b.x0 - box.x1 <= gap or 0 <= box.x0 - b.x1 <= gap)
    ]  # fmt: skip
    return len(beside) >= 1


def _is_bullet(mark: Mark, page: Displayed) -> bool:
    """Whether a plain black dot or square stands before a line of text and is small beside it."""
    box = mark.box
    if (
        box is None
        or mark.shape not in ("circle", "square", "ring", "diamond")
        or mark.colour not in ("black", "grey", None)
    ):
        return False
    x, y = box.x1, box.middle[1]
    after = [
        c for c in page.chars if c["top"] <= y <= c["bottom"] and 0 <= c["x0"] - x <= 24 and not c["text"].isspace()
    ]
    return any(box.height < 0.62 * c["size"] for c in after)
