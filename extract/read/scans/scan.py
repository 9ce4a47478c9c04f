"""Read the picture of a page: its rules, the words in and beside its tables, its symbols and shaded cells.

In: pixels.  Out: words, rules, fills, marks and pictures, in pixels of the picture made straight.  Ruled cells are read
one by one; the detection network looks for text only where no table is.  Whatever holds a digit is read twice, from
two different crops: where the two readings differ, the word says that it is not sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

import cv2

from extract.read.pixels import Pixels
from extract.read.scans.charts import charts_on, mostly_holds
from extract.read.scans.dots import evened
from extract.read.scans.lattice import Lattice, completed, lattices_of, open_ends
from extract.read.scans.line import Line
from extract.read.scans.outside import read_outside
from extract.read.scans.part import Part
from extract.read.scans.picture import grey_of, rules_of, tilt_of, turned
from extract.read.scans.shaded import shadings_on
from extract.read.scans.sheet import Sheet, sheet_of
from extract.read.scans.stamp import without_slanting
from extract.read.scans.textline import Text, of_one_size
from extract.read.scans.words import blot, words_of
from schemas.layout import Box, Fill, Mark, Rule, Word

MANY_CELLS = 12
"""Cells of a table that is more than a key or a box."""
TORN = 0.05
"""A table of which more ends of rules than this lie in the open has lost others: its text tells more than its rules."""
SCREEN = 0.5
"""Points over which the dots of a halftone are spread to the grey that they stand for."""


class Scan(NamedTuple):
    """What the picture of a page shows, in pixels of the picture turned by `angle` degrees."""

    angle: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    fills: tuple[Fill, ...]
    marks: tuple[Mark, ...]
    pictures: tuple[Box, ...]


def read_picture(pixels: Pixels, scale: float, *, one_bit: bool = False) -> Scan:
    """Everything that the picture of a page shows; `scale` is pixels a point, and `one_bit` one in black and white."""
    angle = tilt_of(grey_of(pixels))
    straight = sheet_of(turned(pixels, angle), scale)
    sheet, lines = max(_ruled(straight, one_bit=one_bit), key=lambda ruled: _cells_of(ruled[1], scale))
    lattices = lattices_of(lines, scale)
    charts = list(charts_on(sheet, lattices, lines))
    lattices = [_apart(n) for n in lattices if not any(mostly_holds(chart, n.box) for chart in charts)]
    texts: list[Text] = []
    marks: list[Mark] = []
    fills: list[Fill] = []
    blots: list[Box] = []
    for lattice in lattices:
        inside: list[Text] = []
        for cell in lattice.cells:
            part = Part.cut(sheet, cell)
            if part is None:
                continue
            fills += part.fill()
            found = list(part.marks())
            marks += found
            written = list(part.without(found).texts())
            inside += [text._replace(doubtful=part.soiled or text.doubtful) for text in written]
            if part.soiled and not written:
                blots.append(part.box)
        texts += of_one_size(inside) if len(lattice.cells) >= MANY_CELLS else inside
    taken = [*(cell for lattice in lattices for cell in lattice.cells), *charts]
    shaded = shadings_on(sheet, taken, lines)
    for beside in read_outside(sheet, taken, [fill.box for fill in shaded], lines):
        texts += beside.texts
        marks += beside.marks
    symbols = [mark.box for mark in marks if mark.box is not None]
    fills += [fill for fill in shaded if not any(mostly_holds(symbol, fill.box) for symbol in symbols)]
    words = [*words_of(texts, scale), *(blot(box, scale) for box in blots)]
    kept = [line for line in lines if not any(_on(line, chart) for chart in charts)]
    return Scan(angle, tuple(words), tuple(map(_rule, kept)), tuple(fills), tuple(marks), tuple(charts))


def _apart(lattice: Lattice) -> Lattice:
    """A lattice without the cells that lie over others: a rule ends within them, and print would be read twice."""
    cells = [c for c in lattice.cells if not any(o != c and c.holds(*o.middle) for o in lattice.cells)]
    return lattice._replace(cells=tuple(cells))


def _ruled(sheet: Sheet, *, one_bit: bool) -> Iterator[tuple[Sheet, list[Line]]]:
    """The sheet with the lines of the grids that can be trusted; one in black and white also with its greys given back,
    which a halftone has: a threshold leaves of a grey line what only its rows of dots show."""
    scale = sheet.scale
    if one_bit:
        even = evened(sheet.grey, scale)
        yield sheet, _whole(completed(rules_of(even, scale, one_bit=True), even, scale), scale)
        sheet = sheet_of(cast("Pixels", cv2.GaussianBlur(sheet.pixels, (0, 0), SCREEN * scale)), scale)
    grey = sheet.grey if one_bit else without_slanting(sheet, scale)
    yield sheet, _whole(completed(rules_of(grey, scale), grey, scale), scale)


def _whole(lines: Sequence[Line], scale: float) -> list[Line]:
    """The lines without those of grids that lost others."""
    torn = [n for n in lattices_of(lines, scale) if len(n.cells) >= MANY_CELLS and open_ends(n, lines, scale) > TORN]
    return [line for line in lines if not any(_on(line, lattice.box) for lattice in torn)]


def _cells_of(lines: Sequence[Line], scale: float) -> int:
    return sum(len(lattice.cells) for lattice in lattices_of(lines, scale))


def _rule(line: Line) -> Rule:
    box = Box(line.start, line.at, line.end, line.at) if line.flat else Box(line.at, line.start, line.at, line.end)
    return Rule(box=box, drawn="stroke")


def _on(line: Line, box: Box) -> bool:
    middle = (line.start + line.end) / 2
    return box.holds(*((middle, line.at) if line.flat else (line.at, middle)), 3)
