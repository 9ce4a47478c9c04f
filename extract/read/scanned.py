"""Read a page that is a picture: render it, read the picture or remember it, and say where things lie in points.

In: the path of a file, a page's number, and what is known of the page.  Out: the page with reader "ocr"; raises
`MissingEngineError` where the packages are not installed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extract.read.cache import keep, kept, key_of
from extract.read.engine import engine_name, require_engine
from extract.read.render import render_page
from extract.read.scan import Scan, read_picture
from schemas.layout import Box, Page, Word

FINEST, COARSEST = 300.0, 200.0
"""Dots an inch at which pages are read: as they were scanned, but within what the networks read best."""


def read_scanned(path: Path, page: Page, images: Sequence[dict[str, Any]]) -> Page:
    """The page as OCR reads its picture; `images` are the embedded ones, which say how finely it was scanned."""
    require_engine()
    scale = _resolution(images) / 72
    pixels = render_page(path, page.number, scale)
    key = key_of(pixels, engine_name(), round(scale, 4))
    reading = kept(key)
    if reading is None:
        reading = _page(read_picture(pixels, scale), page, scale)
        keep(key, reading)
    return reading.model_copy(update={"number": page.number, "remark": page.remark})


def _resolution(images: Sequence[dict[str, Any]]) -> float:
    """Dots an inch of the largest image on the page."""
    largest = max(images, key=lambda i: float(i["width"]) * float(i["height"]), default=None)
    if largest is None or not largest.get("srcsize") or not largest["width"]:
        return COARSEST
    return min(FINEST, max(COARSEST, 72 * float(largest["srcsize"][0]) / float(largest["width"])))


def _page(scan: Scan, page: Page, scale: float) -> Page:
    words = tuple(w.model_copy(update={"box": _points(w.box, scale)}) for w in scan.words)
    return Page(
        number=page.number,
        width=page.width,
        height=page.height,
        words=words,
        rules=tuple(r.model_copy(update={"box": _points(r.box, scale)}) for r in scan.rules),
        fills=tuple(f.model_copy(update={"box": _points(f.box, scale)}) for f in scan.fills),
        marks=tuple(m.model_copy(update={"box": _points(m.box, scale)}) for m in scan.marks if m.box is not None),
        pictures=tuple(_points(box, scale) for box in scan.pictures),
        text=_text(words),
        reader="ocr",
    )


def _points(box: Box, scale: float) -> Box:
    return Box(*(round(value / scale, 2) for value in box))


def _text(words: Sequence[Word]) -> str:
    """The words line by line, for searches in the text of the page."""
    lines: list[list[Word]] = []
    for word in sorted((w for w in words if not w.turned), key=lambda w: (w.box.top + w.box.bottom, w.box.x0)):
        if lines and word.box.middle[1] <= lines[-1][0].box.bottom - 0.2 * word.box.height:
            lines[-1].append(word)
        else:
            lines.append([word])
    return "\n".join(" ".join(w.text for w in sorted(line, key=lambda w: w.box.x0)) for line in lines)
