"""Say what is drawn on a page, measured from the corner of the page as it is displayed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from pdfplumber.page import Page as PlumberPage

from schemas.layout import Box

Char = dict[str, Any]


class Displayed(NamedTuple):
    """What is drawn on a page, measured from the top left corner of the page as it is displayed."""

    width: float
    height: float
    chars: list[Char]
    lines: list[Char]
    rects: list[Char]
    curves: list[Char]
    images: list[Char]


def displayed(page: PlumberPage) -> Displayed:
    """The page's things, moved to its displayed corner; pdfplumber does not mind a CropBox or a shifted MediaBox."""
    box = _shown_box(page)
    things = page.chars, page.lines, page.rects, page.curves, page.images
    if box is None:
        return Displayed(float(page.width), float(page.height), *things)
    return Displayed(box.width, box.height, *([_moved(t, box.x0, box.top) for t in kind] for kind in things))


def _shown_box(page: PlumberPage) -> Box | None:
    """The displayed part of the page in pdfplumber's coordinates; None where that is simply the page.

    pdfminer turns and shifts all things by the MediaBox as it is written, whose corners may be in any order, and
    pdfplumber adds the sorted MediaBox's corner again.
    """
    raw = page.page_obj
    media, crop = _sorted_box(raw.mediabox), _sorted_box(raw.attrs.get("CropBox") or raw.mediabox)
    shown = Box(*(max(m, c) for m, c in zip(media[:2], crop[:2], strict=True)), *map(min, media[2:], crop[2:]))
    if shown.width < 1 or shown.height < 1:
        shown = media
    x0, y0, x1, y1 = (float(v) for v in raw.mediabox)
    upright = (shown.x0 - x0, shown.top - y0, shown.x1 - x0, shown.bottom - y0)
    turn = {
        90: (shown.top - y0, x1 - shown.x1, shown.bottom - y0, x1 - shown.x0),
        180: (x1 - shown.x1, y1 - shown.bottom, x1 - shown.x0, y1 - shown.top),
        270: (y1 - shown.bottom, shown.x0 - x0, y1 - shown.top, shown.x1 - x0),
    }.get(page.rotation, upright)
    dx, dtop = page.mediabox[0], page.mediabox[1] + float(page.height)
    box = Box(turn[0] + dx, dtop - turn[3], turn[2] + dx, dtop - turn[1])
    whole = (0.0, 0.0, float(page.width), float(page.height))
    return None if all(abs(a - b) < 0.01 for a, b in zip(box, whole, strict=True)) else box


def _sorted_box(raw: Iterable[float]) -> Box:
    x0, y0, x1, y1 = (float(v) for v in raw)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _moved(thing: Char, dx: float, dtop: float) -> Char:
    moved = {
        **thing, "x0": thing["x0"] - dx, "x1": thing["x1"] - dx, "top": thing["top"] - dtop,
        "bottom": thing["bottom"] - dtop, "doctop": thing.get("doctop", 0.0) - dtop,
    }  # fmt: skip
    if "pts" in thing:
        moved["pts"] = [(x - dx, y - dtop) for x, y in thing["pts"]]
    return moved


def box_of(thing: Char) -> Box:
    """Where a thing lies."""
    return Box(float(thing["x0"]), float(thing["top"]), float(thing["x1"]), float(thing["bottom"]))


def is_visible(char: Char, page: Displayed) -> bool:
    """Whether a character lies on the page, large enough to be seen."""
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(0 <= x <= page.width and 0 <= y <= page.height and char["size"] > 1)
