"""Read what is a picture: render it, read the picture or remember it, and say where things lie in points.

In: the path of a file, a page's number, and what is known of the page.  Out: the page with reader "ocr", or the page
with what a picture on it shows; raises `MissingEngineError` where the packages are not installed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from extract.read.pixels import Pixels
from extract.read.render import render_page
from extract.read.scans.cache import keep, kept, key_of
from extract.read.scans.dots import is_one_bit
from extract.read.scans.engine import engine_name, require_engine
from extract.read.scans.lattice import lattices_of
from extract.read.scans.line import Line
from extract.read.scans.picture import grey_of
from extract.read.scans.scan import Scan, read_picture
from extract.read.scans.upright import Turned, turn_of, upright
from schemas.layout import Box, Lie, Page, Word

FINEST, COARSEST = 300.0, 200.0
"""Dots an inch at which pages are read: as they were scanned, but within what the networks read best."""
LEGIBLE = 0.8
"""Mean confidence of a page's letters below which it may lie on its side."""
FEW_LETTERS = 40
"""And a page with fewer letters than this."""
ON_ITS_HEAD = "the picture lies on its head"
SMALLEST = 20.0
"""Points of the smallest part of a picture that lies on the page."""
TABLE = 6
"""A picture on a page of text is taken as a part of it where it holds so many cells with a digit …"""
TEXT = 60
"""… or so many words; charts and photographs have fewer."""


def read_scanned(path: Path, page: Page, images: Sequence[dict[str, Any]]) -> Page:
    """The page as OCR reads its picture; `images` are the embedded ones, which say how finely it was scanned."""
    require_engine()
    scale = _resolution(images) / 72
    pixels = render_page(path, page.number, scale)
    one_bit = is_one_bit(grey_of(render_page(path, page.number, scale, smooth=False)))
    how = f"{scale:.4f} {one_bit}"
    reading = _remembered(pixels, how, lambda: _page(_read(pixels, scale, one_bit=one_bit), page, scale))
    remark = "; ".join(part for part in (page.remark, reading.remark) if part)
    return reading.model_copy(update={"number": page.number, "remark": remark})


def read_pasted(path: Path, page: Page, picture: Box, images: Sequence[dict[str, Any]]) -> Page:
    """The page with what a picture on it shows, where that is a table or text rather than a chart or a photograph."""
    require_engine()
    scale = _resolution(images) / 72
    part = Box(
        max(0.0, picture.x0), max(0.0, picture.top), min(page.width, picture.x1), min(page.height, picture.bottom)
    )
    if part.width < SMALLEST or part.height < SMALLEST:
        return page
    whole = render_page(path, page.number, scale)
    left, top, right, foot = (round(v * scale) for v in part)
    pixels = np.ascontiguousarray(whole[top:foot, left:right])
    unsmoothed = render_page(path, page.number, scale, smooth=False)[top:foot, left:right]
    one_bit = is_one_bit(grey_of(unsmoothed))
    own = Page(number=page.number, width=part.width, height=part.height)
    shown = _remembered(
        pixels, f"{scale:.4f} {one_bit}", lambda: _page((0, read_picture(pixels, scale, one_bit=one_bit)), own, scale)
    )
    if len(shown.words) < TEXT and _cells_of_figures(shown) < TABLE:
        return page

    def placed(box: Box) -> Box:
        return Box(box.x0 + part.x0, box.top + part.top, box.x1 + part.x0, box.bottom + part.top)

    words = tuple(w.model_copy(update={"box": placed(w.box)}) for w in shown.words)
    return page.model_copy(
        update={
            "words": (*page.words, *words),
            "rules": (*page.rules, *(r.model_copy(update={"box": placed(r.box)}) for r in shown.rules)),
            "fills": (*page.fills, *(f.model_copy(update={"box": placed(f.box)}) for f in shown.fills)),
            "marks": (*page.marks, *(m.model_copy(update={"box": placed(m.box)}) for m in shown.marks if m.box)),
            "pictures": (*(p for p in page.pictures if p != picture), *map(placed, shown.pictures)),
            "text": f"{page.text}\n{shown.text}",
            "remark": f"{page.remark}; with what a picture on it prints",
        }
    )


def _cells_of_figures(page: Page) -> int:
    """How many ruled cells hold a digit; the scales of a chart stand beside its grid."""
    flat = [Line(True, r.box.top, r.box.x0, r.box.x1) for r in page.rules if r.box.width > r.box.height]
    tall = [Line(False, r.box.x0, r.box.top, r.box.bottom) for r in page.rules if r.box.width <= r.box.height]
    figures = [w.box.middle for w in page.words if any(c.isdigit() for c in w.text)]
    cells = [cell for lattice in lattices_of([*flat, *tall], 1.0) for cell in lattice.cells]
    return sum(any(cell.holds(*place) for place in figures) for cell in cells)


def _remembered(pixels: Pixels, how: str, read: Callable[[], Page]) -> Page:
    key = key_of(pixels, engine_name(), how)
    reading = kept(key)
    if reading is None:
        reading = read()
        keep(key, reading)
    return reading


def _resolution(images: Sequence[dict[str, Any]]) -> float:
    """Dots an inch of the largest image on the page, whichever way it is turned."""
    largest = max(images, key=lambda i: float(i["width"]) * float(i["height"]), default=None)
    if largest is None or not largest.get("srcsize") or not largest["width"] or not largest["height"]:
        return COARSEST
    wide, high = largest["srcsize"]
    dots = 72 * math.sqrt(float(wide) * float(high) / (float(largest["width"]) * float(largest["height"])))
    return min(FINEST, max(COARSEST, dots))


def _read(pixels: Pixels, scale: float, *, one_bit: bool) -> tuple[Turned, Scan]:
    """What the picture shows, and how far it had to be turned to be read."""
    scan = read_picture(pixels, scale, one_bit=one_bit)
    if _legible(scan):
        return 0, scan
    turned = turn_of(pixels)
    return (turned, read_picture(upright(pixels, turned), scale, one_bit=one_bit)) if turned else (0, scan)


def _legible(scan: Scan) -> bool:
    """Whether most of what a picture prints stands upright, and could be read."""
    standing = [w for w in scan.words if not w.turned]
    letters = sum(len(w.text) for w in standing)
    sure = sum(len(w.text) * (w.confidence or 0.0) for w in standing)
    turned = sum(len(w.text) for w in scan.words if w.turned)
    return letters >= max(FEW_LETTERS, turned) and sure >= LEGIBLE * letters


def _page(read: tuple[Turned, Scan], page: Page, scale: float) -> Page:
    """What was read as a page in points; of one that lies on its side, every word is turned."""
    turned, scan = read

    def placed(box: Box) -> Box:
        b = Box(*(value / scale for value in box))
        if turned == 90:
            b = Box(b.top, page.height - b.x1, b.bottom, page.height - b.x0)
        elif turned == 270:
            b = Box(page.width - b.bottom, b.x0, page.width - b.top, b.x1)
        return Box(*(round(value, 2) for value in b))

    def turn(word: Word) -> Turned:
        if turned not in (90, 270):
            return word.turned
        return turned if not word.turned else 0

    words = tuple(w.model_copy(update={"box": placed(w.box), "turned": turn(w)}) for w in scan.words)
    return Page(
        number=page.number,
        width=page.width,
        height=page.height,
        words=words,
        rules=tuple(r.model_copy(update={"box": placed(r.box)}) for r in scan.rules),
        fills=tuple(f.model_copy(update={"box": placed(f.box)}) for f in scan.fills),
        marks=tuple(m.model_copy(update={"box": placed(m.box)}) for m in scan.marks if m.box is not None),
        pictures=tuple(placed(box) for box in scan.pictures),
        text=_text(scan.words),
        remark=ON_ITS_HEAD if turned == 180 else "",
        reader="ocr",
        lie=Lie(scan.angle, turned == 180),
    )


def _text(words: Sequence[Word]) -> str:
    """The words line by line, for searches in the text of the page."""
    lines: list[list[Word]] = []
    for word in sorted((w for w in words if not w.turned), key=lambda w: (w.box.top + w.box.bottom, w.box.x0)):
        if lines and word.box.middle[1] <= lines[-1][0].box.bottom - 0.2 * word.box.height:
            lines[-1].append(word)
        else:
            lines.append([word])
    return "\n".join(" ".join(w.text for w in sorted(line, key=lambda w: w.box.x0)) for line in lines)
