"""Find the charts, photographs and logos of a picture: bodies of ink that are not the shading of a cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from extract.read.scans.ink import TALLEST
from extract.read.scans.lattice import MEET, Lattice
from extract.read.scans.line import Line
from extract.read.scans.part import Part
from extract.read.scans.sheet import Sheet, paint_over
from schemas.layout import Box, around, touching

SOLID_INK = 3.0
"""Points: what is left after so much is taken off all round is the body of a chart, a photograph, a logo."""
BODY = 6.0
"""Points of such a body both ways."""
CHART_REACH = 25.0
"""Points: bodies this close belong to one chart."""


def mostly_holds(outer: Box, inner: Box) -> bool:
    """Whether most of a box lies in another."""
    return _shared(outer, inner) > 0.6 * inner.width * inner.height


def _shared(a: Box, b: Box) -> float:
    return max(0.0, min(a.x1, b.x1) - max(a.x0, b.x0)) * max(0.0, min(a.bottom, b.bottom) - max(a.top, b.top))


def charts_on(sheet: Sheet, lattices: Sequence[Lattice], lines: Sequence[Line]) -> Iterator[Box]:
    """Boxes of charts, photographs and logos: bodies of ink that are not the shading of a cell."""
    paper = float(np.mean(sheet.paper))
    ink = (np.abs(sheet.grey.astype(np.float32) - paper) > 45).astype(np.uint8)
    for lattice in lattices:
        for cell in lattice.cells:
            part = Part.cut(sheet, cell)
            if part is not None and abs(part.ground - paper) > 30:
                paint_over(ink, cell, 0, 3)
    _, labels, areas, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    body = cv2.erode(ink, np.ones((round(2 * SOLID_INK * sheet.scale) | 1,) * 2, np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(body, connectivity=8)
    grown = SOLID_INK * sheet.scale
    bodies = [
        Box(x - grown, y - grown, x + w + grown, y + h + grown)
        for x, y, w, h, _ in stats[1:count].tolist()
        if min(w, h) >= BODY * sheet.scale
    ]
    panels: dict[int, bool] = {}

    def is_panel(body: Box) -> bool:
        """Whether a body is the ground of print, or a piece of one that print leaves whole."""
        middle = labels[int(body.middle[1]), int(body.middle[0])]
        if middle and middle not in panels:
            x, y, w, h, _ = areas[middle].tolist()
            panels[middle] = _is_panel(Box(x, y, x + w, y + h), sheet)
        return panels.get(middle, False) or _is_panel(body, sheet)

    bodies = [b for b in bodies if not is_panel(b) and not _is_cell(b, lines, sheet.scale)]
    frames = [lattice.box for lattice in lattices if len(lattice.cells) <= 2]
    for group in touching(bodies, CHART_REACH * sheet.scale):
        box = around(group)
        around_it = [f for f in frames if mostly_holds(f, box)]
        inside = [x for x in lattices if x.box not in frames and x.box.holds(*box.middle)]
        if inside and (len(group) == 1 or len(inside[0].cells) > 12):
            continue
        yield min(around_it, key=lambda f: f.width * f.height) if around_it else inside[0].box if inside else box


def _is_cell(body: Box, lines: Sequence[Line], scale: float) -> bool:
    """Whether a body fills a row, or several, between rules that go on beside it: a coloured cell without sides."""
    meet = MEET * scale
    over = [n.at for n in lines if n.flat and n.start <= body.x0 + meet and body.x1 <= n.end + meet]
    longer = [n for n in lines if n.at in over and n.end - n.start >= 2 * body.width]
    return bool(longer) and all(any(abs(at - side) <= meet for at in over) for side in (body.top, body.bottom))


def _is_panel(body: Box, sheet: Sheet) -> bool:
    """Whether a body is a plain rectangle with print in it: a shaded heading, or cells whose rules were not seen."""
    part = Part.cut(sheet, body)
    if part is None:
        return False
    near = np.abs(part.grey.astype(np.float32) - part.ground) < 40
    letters = [b for b in part.blobs if 3 <= b.height / sheet.scale <= TALLEST / 2 and b.width / sheet.scale <= TALLEST]
    return bool(near.mean() > 0.55) and len(letters) >= 2 and abs(part.ground - float(np.mean(sheet.paper))) > 30
