"""Draw a page of a PDF as a picture, with pypdfium2."""

from __future__ import annotations

from ctypes import c_int
from pathlib import Path
from typing import cast

import numpy as np
import pypdfium2
from pypdfium2 import raw

from extract.read.pixels import Pixels

RULE_THICK, RULE_LONG = 2.6, 30.0
"""Points: what is thinner and longer is a rule of a table, no part of a symbol."""


def render_page(path: Path, number: int, scale: float, *, rules: bool = True, smooth: bool = True) -> Pixels:
    """The page (counted from 1) as displayed, height × width × 3 in red, green, blue; `scale` is pixels a point.

    Without its rules a symbol stands free that touches the border of its cell; a picture that is not smoothed keeps its
    own shades.
    """
    document = pypdfium2.PdfDocument(path)
    try:
        page = document[number - 1]
        try:
            if not rules:
                _remove_rules(page)
            bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False, no_smoothimage=not smooth)
            pixels = np.array(bitmap.to_numpy()[:, :, :3])
            bitmap.close()
        finally:
            page.close()
    finally:
        document.close()
    return cast("Pixels", pixels)


def _remove_rules(page: pypdfium2.PdfPage) -> None:
    """Take straight lines and empty frames off the page; those inside forms stay."""
    for thing in list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1)):
        left, bottom, right, top = thing.get_bounds()
        thin, long = sorted((right - left, top - bottom))
        if long >= RULE_LONG and (thin <= RULE_THICK or not _is_filled(thing)):
            page.remove_obj(thing)


def _is_filled(thing: pypdfium2.PdfObject) -> bool:
    fill, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(thing, fill, stroke)
    return bool(fill.value)
