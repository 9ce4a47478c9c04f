"""Read the picture of a page: its rules, the words in and beside its tables, its symbols and shaded cells.

In: pixels.  Out: words, rules, fills, marks and pictures, in pixels of the picture made straight.  Ruled cells are read
one by one; the detection network looks for text only where no table is.  Whatever holds a digit is read twice, from
two different crops: where the two readings differ, the word says that it is not sure.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.read.colour import colour_name
from extract.read.engine import Letter, Reading, find_lines, read_lines
from extract.read.lattice import Lattice, completed, lattices_of, open_ends
from extract.read.picture import Line, grey_of, is_monochrome, rules_of, tilt_of, turned
from extract.read.pixels import Look, colour_of, look_at
from schemas.layout import Box, Colour, Fill, Mark, Rule, Word, around

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]

BORDER = 1.3
"""Points at the sides of a cell where its rules lie."""
FAINTEST = 26
"""Ink differs from its ground by this much (of 255), or by four times the noise of the picture."""
SPECK = 0.55
"""Points; what is smaller both ways is dirt or part of a letter, and no letter."""
LONG_STROKE = 14.0
"""Points; a longer thin stroke is what is left of a rule."""
TALLEST = 40.0
"""Points; taller ink is no line of text."""
SAME_LINE = 0.45
"""Letters are on one line where they share this much of the lower one's height."""
PARTED = 1.3
"""A gap of this many line heights parts two texts that are read by themselves."""
ROOM = 0.22
"""White above and below a line when it is read, as a share of its height."""
MORE_ROOM = 0.42
"""And when it is read the second time."""
CAPITALS = 0.72
"""The height of capitals as a share of the size of a font."""
OF_CAPITALS = (("acemnorsuvwxz", 0.725), ("bdfhkl", 1.03), ("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 1.0))
"""Heights of letters as shares of that of capitals, which differ little between fonts."""
ONE_SIZE = 0.13
"""Capitals that differ in height by no more than this are of one font size."""
SMEAR = 0.85
"""Pixels by which a scanner widens every stroke."""
BOLD = 1.3
"""Bold strokes are thicker than usual ones by this factor; in common fonts by 1.45 to 1.7."""
UNSURE = 0.3
"""The confidence of a word that was read in two ways, or has ink that no letter explains."""
UNREAD = "\N{REPLACEMENT CHARACTER}"
"""Stands where ink is that nobody can read."""
OWN = 0.3
"""A letter explains ink that lies within this share of the height of capitals."""
WHITE = (0.36, 0.62)
"""White between two letters that is a space, as shares of the height of capitals: usually, and beside 1 and points."""
NARROW = "1.,:;'|!iIl"
"""Characters with much white on both sides."""
OVERSIZE = 1.5
"""A table's figure that is so much larger than most is a stamp, or a note by hand."""
MANY_CELLS = 12
"""Cells of a table that is more than a key or a box."""
TORN = 0.05
"""A table of which more ends of rules than this lie in the open has lost others: its text tells more than its rules."""

SYMBOL = (3.6, 26.0)
"""Points: the smallest and the largest symbol."""
ALONE = 0.35
"""An arrow or tick beside text stands apart from it by this share of its height …"""
BEFORE_TEXT = 0.2
"""… and a solid symbol by this share."""
SOLID = ("star", "circle", "triangle", "triangle_down", "triangle_left", "triangle_right", "square", "diamond")
LIKE_LETTERS = ("ring", "cross")
"""Black ones are read as the letters O and X, which a reader takes for the same."""
CLEARLY = 0.86
"""A symbol beside text must agree this well with its model."""

SOLID_INK = 3.0
"""Points: what is left after so much is taken off all round is the body of a chart, a photograph, a logo."""
BODY = 6.0
"""Points of such a body both ways."""
CHART_REACH = 25.0
"""Points: bodies this close belong to one chart."""


Turn = Literal[0, 90, 270]


class Scan(NamedTuple):
    """What the picture of a page shows, in pixels of the picture turned by `angle` degrees."""

    angle: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    fills: tuple[Fill, ...]
    marks: tuple[Mark, ...]
    pictures: tuple[Box, ...]


class _Sheet(NamedTuple):
    """A straight picture with what all its cells share."""

    pixels: Pixels
    grey: Pixels
    scale: float
    noise: float
    paper: NDArray[np.float64]
    monochrome: bool


class _Text(NamedTuple):
    """A line of text to be read: two crops of it, and where the first lies on the sheet.

    `ink` are the boxes of its letters, upright, from the line's left end; `doubtful` is what has strange ink around it.
    """

    first: Pixels
    second: Pixels
    box: Box
    turn: Turn
    cap: float
    stroke: float
    ink: tuple[Box, ...]
    doubtful: bool = False

    @property
    def height(self) -> float:
        """The height of its line."""
        return self.box.width if self.turn else self.box.height

    @property
    def length(self) -> float:
        """The length of its line."""
        return self.box.height if self.turn else self.box.width

    def place(self, letter: Letter) -> float:
        """Where a letter of the first reading stands, from the line's left end."""
        beside = 1.6 * ROOM * self.height
        return letter.place * (self.length + 2 * beside) - beside


def read_picture(pixels: Pixels, scale: float) -> Scan:
    """Everything that the picture of a page shows; `scale` is pixels a point."""
    angle = tilt_of(grey_of(pixels))
    sheet = _sheet(turned(pixels, angle), scale)
    lines = completed(rules_of(sheet.grey, scale), sheet.grey, scale)
    torn = [n for n in lattices_of(lines, scale) if len(n.cells) >= MANY_CELLS and open_ends(n, lines, scale) > TORN]
    lines = [line for line in lines if not any(_on(line, lattice.box) for lattice in torn)]
    lattices = lattices_of(lines, scale)
    charts = list(_charts(sheet, lattices))
    lattices = [lattice for lattice in lattices if not any(_holds(chart, lattice.box) for chart in charts)]
    texts: list[_Text] = []
    marks: list[Mark] = []
    fills: list[Fill] = []
    blots: list[Box] = []
    for lattice in lattices:
        inside: list[_Text] = []
        for cell in lattice.cells:
            part = _Part.cut(sheet, cell)
            if part is None:
                continue
            fills += part.fill()
            found = list(part.marks())
            marks += found
            written = list(part.without(found).texts())
            inside += [text._replace(doubtful=part.soiled) for text in written]
            if part.soiled and not written:
                blots.append(part.box)
        texts += _of_one_size(inside) if len(lattice.cells) >= MANY_CELLS else inside
    taken = [*(cell for lattice in lattices for cell in lattice.cells), *charts]
    texts += _outside(sheet, taken)
    words = [*_words(texts, scale), *(_blot(box, scale) for box in blots)]
    kept = [line for line in lines if not any(_on(line, chart) for chart in charts)]
    return Scan(angle, tuple(words), tuple(map(_rule, kept)), tuple(fills), tuple(marks), tuple(charts))


def _sheet(pixels: Pixels, scale: float) -> _Sheet:
    grey = grey_of(pixels)
    rest = grey.astype(np.int16) - cv2.medianBlur(grey, 5)
    noise = 1.4826 * float(np.median(np.abs(rest)))
    paper = np.percentile(pixels[::7, ::7].reshape(-1, 3), 80, axis=0)
    return _Sheet(pixels, grey, scale, noise, np.maximum(paper, 128.0), is_monochrome(pixels))


def _rule(line: Line) -> Rule:
    box = Box(line.start, line.at, line.end, line.at) if line.flat else Box(line.at, line.start, line.at, line.end)
    return Rule(box=box, drawn="stroke")


def _holds(outer: Box, inner: Box) -> bool:
    """Whether most of a box lies in another."""
    return _shared(outer, inner) > 0.6 * inner.width * inner.height


def _shared(a: Box, b: Box) -> float:
    return max(0.0, min(a.x1, b.x1) - max(a.x0, b.x0)) * max(0.0, min(a.bottom, b.bottom) - max(a.top, b.top))


def _on(line: Line, box: Box) -> bool:
    middle = (line.start + line.end) / 2
    return box.holds(*((middle, line.at) if line.flat else (line.at, middle)), 3)


# --- Charts -----------------------------------------------------------------------------------------------------------


def _charts(sheet: _Sheet, lattices: Sequence[Lattice]) -> Iterator[Box]:
    """Boxes of charts, photographs and logos: bodies of ink that are not the shading of a cell."""
    paper = float(np.mean(sheet.paper))
    ink = (np.abs(sheet.grey.astype(np.float32) - paper) > 45).astype(np.uint8)
    for lattice in lattices:
        for cell in lattice.cells:
            part = _Part.cut(sheet, cell)
            if part is not None and abs(part.ground - paper) > 30:
                _paint(ink, cell, 0, 3)
    body = cv2.erode(ink, np.ones((round(2 * SOLID_INK * sheet.scale) | 1,) * 2, np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(body, connectivity=8)
    grown = SOLID_INK * sheet.scale
    bodies = [
        Box(x - grown, y - grown, x + w + grown, y + h + grown)
        for x, y, w, h, _ in stats[1:count].tolist()
        if min(w, h) >= BODY * sheet.scale
    ]
    bodies = [b for b in bodies if not _is_panel(b, sheet)]
    frames = [lattice.box for lattice in lattices if len(lattice.cells) <= 2]
    for group in _close(bodies, CHART_REACH * sheet.scale):
        box = around(group)
        around_it = [f for f in frames if _holds(f, box)]
        inside = [x for x in lattices if x.box not in frames and x.box.holds(*box.middle)]
        if inside and (len(group) == 1 or len(inside[0].cells) > 12):
            continue
        yield min(around_it, key=lambda f: f.width * f.height) if around_it else inside[0].box if inside else box


def _is_panel(body: Box, sheet: _Sheet) -> bool:
    """Whether a body is a plain rectangle with print in it: a shaded heading, or cells whose rules were not seen."""
    part = _Part.cut(sheet, body)
    if part is None:
        return False
    near = np.abs(part.grey.astype(np.float32) - part.ground) < 40
    letters = [b for b in part.blobs if 3 <= b.height / sheet.scale <= TALLEST / 2 and b.width / sheet.scale <= TALLEST]
    return bool(near.mean() > 0.55) and len(letters) >= 2 and abs(part.ground - float(np.mean(sheet.paper))) > 30


def _paint(canvas: NDArray[np.uint8], box: Box, value: int, more: float = 0.0) -> None:
    top, left = max(0, math.floor(box.top - more)), max(0, math.floor(box.x0 - more))
    canvas[top : math.ceil(box.bottom + more), left : math.ceil(box.x1 + more)] = value


def _close(boxes: Sequence[Box], reach: float) -> Iterator[list[Box]]:
    left = list(boxes)
    while left:
        group, queue = [], [left.pop()]
        while queue:
            box = queue.pop()
            group.append(box)
            near = [
                b
                for b in left
                if b.x0 - reach <= box.x1
                and box.x0 - reach <= b.x1
                and b.top - reach <= box.bottom
                and box.top - reach <= b.bottom
            ]
            left = [b for b in left if b not in near]
            queue += near
        yield group


# --- A cell, or another part of the sheet ---------------------------------------------------------------------------


class _Part(NamedTuple):
    """A part of the sheet with one ground: what is printed in it, in its own pixels."""

    sheet: _Sheet
    box: Box
    whole: Box
    grey: Pixels
    ground: float
    blobs: tuple[Box, ...]
    soiled: bool

    @classmethod
    def cut(cls, sheet: _Sheet, box: Box, border: float = BORDER) -> _Part | None:
        """The part inside a box, without the rules at its sides; None where nothing is left."""
        edge = border * sheet.scale
        inner = Box(math.ceil(box.x0 + edge), math.ceil(box.top + edge), int(box.x1 - edge), int(box.bottom - edge))
        if inner.width < 4 or inner.height < 4:
            return None
        grey = sheet.grey[int(inner.top) : int(inner.bottom), int(inner.x0) : int(inner.x1)]
        if min(grey.shape) < 4:
            return None
        ground = _ground(grey)
        clean, blobs, soil = _clean(grey, ground, sheet)
        return cls(sheet, inner, box, clean, ground, tuple(blobs), soil)

    def fill(self) -> list[Fill]:
        """The colour of the ground, where it is not that of the paper."""
        near = np.abs(self.grey.astype(np.float32) - self.ground) < 20
        pixels = self._pixels()[near]
        if not len(pixels):
            return []
        shade = np.clip(np.median(pixels, axis=0) / self.sheet.paper, 0, 1)
        colour = colour_name(tuple(float(v) for v in shade))
        return [] if colour is None or colour == "white" else [Fill(box=self.whole, colour=colour)]

    def _pixels(self) -> Pixels:
        return self.sheet.pixels[int(self.box.top) : int(self.box.bottom), int(self.box.x0) : int(self.box.x1)]

    def marks(self) -> Iterator[Mark]:
        """The symbols of the part."""
        low, high = (size * self.sheet.scale for size in SYMBOL)
        usual = _usual_height(self.blobs)
        for blob in self.blobs:
            if not (low <= max(blob.width, blob.height) <= high and 0.4 <= blob.width / blob.height <= 2.5):
                continue
            others = [b for b in self.blobs if b is not blob and max(b.width, b.height) >= 0.25 * blob.height]
            gap = min((_between(blob, b) for b in others), default=math.inf)
            if gap < BEFORE_TEXT * blob.height:
                continue
            look, colour = self._look(blob)
            if look is None or not self._is_symbol(look, colour, blob, gap, usual):
                continue
            yield Mark(
                shape=look.shape,
                colour=None if self.sheet.monochrome else colour,
                drawn="picture",
                box=self._placed(blob),
            )

    @staticmethod
    def _is_symbol(look: Look, colour: Colour | None, blob: Box, gap: float, usual: float) -> bool:
        painted = colour not in ("black", "grey", "white", None)
        if look.shape in LIKE_LETTERS and not painted:
            return False
        if math.isinf(gap):
            return True
        large = blob.height >= 0.62 * usual or painted
        return look.score >= CLEARLY and large and (look.shape in SOLID or gap >= ALONE * blob.height)

    def _look(self, blob: Box) -> tuple[Look | None, Colour | None]:
        room = max(2, round(0.15 * blob.height))
        left, top = max(0, int(blob.x0) - room), max(0, int(blob.top) - room)
        window = np.s_[top : int(blob.bottom) + room, left : int(blob.x1) + room]
        part = self._pixels()[window]
        away = np.abs(self.grey[window].astype(np.float32) - self.ground)
        away = np.maximum(away, np.abs(part.astype(np.float32) - np.median(self._pixels(), axis=(0, 1))).max(axis=2))
        mask = cv2.GaussianBlur(away, (0, 0), 0.6) > 0.42 * float(np.percentile(away, 97))
        return look_at(part, mask), colour_of(part, mask)

    def _placed(self, box: Box) -> Box:
        return Box(box.x0 + self.box.x0, box.top + self.box.top, box.x1 + self.box.x0, box.bottom + self.box.top)

    def without(self, marks: Iterable[Mark]) -> _Part:
        """The part with its symbols painted over, so that nobody reads them as letters."""
        boxes = [m.box for m in marks if m.box is not None]
        if not boxes:
            return self
        grey = self.grey.copy()
        for box in boxes:
            own = Box(box.x0 - self.box.x0, box.top - self.box.top, box.x1 - self.box.x0, box.bottom - self.box.top)
            _paint(grey, own, round(self.ground), 2)
        return self._replace(grey=grey, blobs=tuple(_clean(grey, self.ground, self.sheet)[1]))

    def texts(self) -> Iterator[_Text]:
        """The lines of text of the part; a label that stands on its side is turned upright."""
        letters = [b for b in self.blobs if b.height >= 1.5 * self.sheet.scale or b.width >= 1.5 * self.sheet.scale]
        if not letters:
            return
        ink = around(letters)
        narrow = ink.height > 1.6 * ink.width and self.box.height > 1.2 * self.box.width
        turns: list[Turn] = [0]
        if narrow and ink.height > 3.2 * _usual_height(letters, across=True):
            turns = [90, 270, 0]
        choices = [(turn, list(self._lines(turn))) for turn in turns]
        if len(choices) > 1:
            choices = [max(choices, key=lambda choice: _legible(choice[1]))]
        yield from choices[0][1]

    def _lines(self, turn: Turn) -> Iterator[_Text]:
        """Lines of text as they run when the part is turned: 90 reads upwards, 270 downwards."""
        grey = np.ascontiguousarray(np.rot90(self.grey, {0: 0, 90: -1, 270: 1}[turn]))
        if self.ground < 110:
            grey = 255 - grey
        ground = 255 - self.ground if self.ground < 110 else self.ground
        _, blobs, _ = _clean(grey, ground, self.sheet)
        for line in _rows(blobs, self.sheet.scale):
            yield _text(grey, line, blobs, ground, self._placed(self._upright(line, turn)), turn)

    def _upright(self, box: Box, turn: int) -> Box:
        """A box of the turned part as it lies in the part."""
        high, wide = self.grey.shape
        if turn == 90:
            return Box(box.top, high - box.x1, box.bottom, high - box.x0)
        if turn == 270:
            return Box(wide - box.bottom, box.x0, wide - box.top, box.x1)
        return box


def _text(grey: Pixels, line: Box, blobs: Sequence[Box], ground: float, placed: Box, turn: Turn = 0) -> _Text:
    """A line of text in a part, to be read; `placed` is where it lies on the sheet."""
    cap = _cap(blobs, line)
    ink = (b for b in blobs if line.holds(*b.middle))
    return _Text(
        _crop(grey, line, ROOM * line.height, ground),
        _crop(cv2.GaussianBlur(grey, (0, 0), 0.7), line, MORE_ROOM * line.height, ground),
        placed, turn, cap, _stroke(grey, line, ground, cap),
        tuple(sorted(Box(b.x0 - line.x0, b.top - line.top, b.x1 - line.x0, b.bottom - line.top) for b in ink)),
    )  # fmt: skip


def _of_one_size(texts: Sequence[_Text]) -> Iterator[_Text]:
    """The texts of a table; those much larger than most were stamped or written on it."""
    usual = float(np.median([t.cap for t in texts])) if texts else 0.0
    for text in texts:
        yield text._replace(doubtful=True) if text.cap > OVERSIZE * usual else text


def _blot(box: Box, scale: float) -> Word:
    return Word(text=UNREAD, box=box, size=round(box.height / scale, 1), confidence=0.0)


def _ground(grey: Pixels) -> float:
    """The most usual shade of a part."""
    counts = np.bincount(grey.ravel(), minlength=256).astype(np.float64)
    return float(np.convolve(counts, np.ones(9), "same").argmax())


def _clean(grey: Pixels, ground: float, sheet: _Sheet) -> tuple[Pixels, list[Box], bool]:
    """A part without what rules left at its sides, the boxes of its connected ink, specks apart, and whether there is
    ink that is neither rule nor letter: a stamp, a stroke of a pen."""
    away = np.abs(grey.astype(np.float32) - ground)
    strongest = float(np.percentile(away, 99.5))
    ink = (away > max(FAINTEST, 4 * sheet.noise, 0.3 * strongest)).astype(np.uint8)
    high, wide = ink.shape
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    blobs, remains, soiled = [], [], False
    for n, (x, y, w, h, area) in enumerate(stats[1:count].tolist(), 1):
        at_side = x <= 1 or y <= 1 or x + w >= wide - 1 or y + h >= high - 1
        thin = min(w, h) <= BORDER * sheet.scale and max(w, h) > 3 * min(w, h)
        at_corner = at_side and max(w, h) <= 1.5 * BORDER * sheet.scale
        if (
            (at_side and (thin or max(w / wide, h / high) > 0.9))
            or at_corner
            or (thin and max(w, h) > LONG_STROKE * sheet.scale)
        ):
            remains.append(n)
            soiled |= not thin and not at_corner and min(w, h) > BORDER * sheet.scale and area < 0.5 * w * h
        elif max(w, h) >= SPECK * sheet.scale and area >= 3:
            blobs.append(Box(x, y, x + w, y + h))
            soiled |= h > TALLEST * sheet.scale
    if not remains:
        return grey, blobs, soiled
    spots = cv2.dilate(np.isin(labels, remains).astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    clean = grey.copy()
    clean[spots & ((labels == 0) | np.isin(labels, remains))] = round(ground)
    return clean, blobs, soiled


def _usual_height(blobs: Iterable[Box], *, across: bool = False) -> float:
    """The height of a usual letter; `across` measures letters that lie on their side."""
    sizes = sorted(b.width if across else b.height for b in blobs)
    tall = [s for s in sizes if s >= 0.4 * sizes[-1]] if sizes else []
    return tall[len(tall) // 2] if tall else 0.0


def _between(a: Box, b: Box) -> float:
    """White between two boxes, sideways or up and down, whichever is more."""
    return max(b.x0 - a.x1, a.x0 - b.x1, b.top - a.bottom, a.top - b.bottom)


def _rows(blobs: Sequence[Box], scale: float) -> list[Box]:
    """Lines of text: boxes of letters that stand beside each other, parted at wide gaps."""
    letters = [b for b in blobs if b.height <= TALLEST * scale]
    usual = _usual_height(letters)
    tall = sorted((b for b in letters if b.height >= 0.45 * usual), key=lambda b: b.top + b.bottom)
    rows: list[list[Box]] = []
    for blob in tall:
        for row in reversed(rows):
            extent = around(row)
            shared = min(extent.bottom, blob.bottom) - max(extent.top, blob.top)
            if shared >= SAME_LINE * min(extent.height, blob.height) and around([extent, blob]).height < 2.1 * max(
                usual, min(extent.height, blob.height)
            ):
                row.append(blob)
                break
        else:
            rows.append([blob])
    for blob in letters:
        if blob.height < 0.45 * usual:
            home = min(rows, key=lambda row: _distance(around(row), blob), default=None)
            if home is not None and _distance(around(home), blob) < 0.6 * usual:
                home.append(blob)
            elif max(blob.width, blob.height) >= 0.3 * usual or not rows:
                rows.append([blob])
    return [part for row in rows for part in _parted(row)]


def _distance(row: Box, blob: Box) -> float:
    x, y = blob.middle
    return max(row.x0 - x, x - row.x1, row.top - y, y - row.bottom, 0.0)


def _parted(row: Sequence[Box]) -> Iterator[Box]:
    height = max(b.height for b in row)
    group: list[Box] = []
    for blob in sorted(row, key=lambda b: b.x0):
        if group and blob.x0 - max(b.x1 for b in group) > PARTED * height:
            yield around(group)
            group = []
        group.append(blob)
    yield around(group)


def _crop(grey: Pixels, line: Box, room: float, ground: float) -> Pixels:
    """A line with white around it; where the part ends, its ground goes on."""
    pad = math.ceil(room) + 2
    padded = cv2.copyMakeBorder(grey, pad, pad, 2 * pad, 2 * pad, cv2.BORDER_CONSTANT, value=float(ground))
    top, foot = round(line.top + pad - room), round(line.bottom + pad + room)
    left, right = round(line.x0 + 2 * pad - 1.6 * room), round(line.x1 + 2 * pad + 1.6 * room)
    return cast("Pixels", padded[max(0, top) : foot, max(0, left) : right])


def _cap(blobs: Iterable[Box], line: Box) -> float:
    """The height of a line's capitals and digits: from where most letters stand to where the tallest end."""
    usual = 0.4 * line.height
    letters = [b for b in blobs if line.holds(*b.middle) and b.height >= usual]
    if not letters:
        return line.height
    foot = float(np.median([b.bottom for b in letters]))
    tops = sorted(b.top for b in letters)
    return max(foot - tops[1 if len(tops) > 4 else 0], usual)


def _stroke(grey: Pixels, line: Box, ground: float, cap: float) -> float:
    """The thickness of a line's strokes as a share of its capitals' height: bold print has half as much again."""
    part = np.abs(grey[int(line.top) : int(line.bottom), int(line.x0) : int(line.x1)].astype(np.float32) - ground)
    if not part.size:
        return 0.0
    ink = np.clip(part / max(float(np.percentile(part, 98)), 1.0), 0, 1)
    large = cv2.resize(ink, None, fx=3, fy=3, interpolation=cv2.INTER_LINEAR) > 0.5
    outlines, _ = cv2.findContours(large.astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    around_it = sum(cv2.arcLength(outline, True) for outline in outlines)
    return max(0.0, float(2 * large.sum() / max(around_it, 1.0) / 3 - SMEAR) / cap)


def _legible(texts: Sequence[_Text]) -> float:
    """How well a choice of lines can be read, by the letters that are read with confidence."""
    readings = read_lines([t.first for t in texts]) if texts else []
    letters = [letter.sure for r in readings for letter in r.letters if letter.char != " "]
    return sum(letters) / len(letters) * min(1.0, len(letters) / 3) if letters else 0.0


# --- Text outside the tables ----------------------------------------------------------------------------------------


def _outside(sheet: _Sheet, taken: Sequence[Box]) -> Iterator[_Text]:
    """The lines of text beside the tables and charts, found by the network; ink that it missed is read as well."""
    grey = sheet.grey.copy()
    paper = round(float(np.mean(sheet.paper)))
    for box in taken:
        _paint(grey, box, paper, 1.5 * sheet.scale)
    found = [Box(*quad) for quad in find_lines(cast("Pixels", cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB)))]
    for box in found:
        yield from _texts_at(grey, box, sheet)


def _texts_at(grey: Pixels, box: Box, sheet: _Sheet) -> Iterator[_Text]:
    """The lines of a found box, cut close to their letters; mostly one."""
    beside = box.height
    left, top = max(0, int(box.x0 - beside)), max(0, int(box.top))
    part = grey[top : math.ceil(box.bottom), left : math.ceil(box.x1 + beside)]
    if min(part.shape) < 5:
        return
    ground = _ground(part)
    blobs = [b for b in _clean(part, ground, sheet)[1] if b.height <= TALLEST * sheet.scale]
    blobs = _hanging_together(blobs, box.x0 - left, box.x1 - left, PARTED / 4 * box.height)
    if not blobs:
        return
    rows = _rows(blobs, sheet.scale)
    highest = max(row.height for row in rows)
    shown, light = (255 - part, 255 - ground) if ground < 110 else (part, ground)
    for row in rows:
        if row.height >= 0.35 * highest:
            yield _text(shown, row, blobs, light, Box(row.x0 + left, row.top + top, row.x1 + left, row.bottom + top))


def _hanging_together(blobs: Sequence[Box], left: float, right: float, gap: float) -> list[Box]:
    """The letters between two places, and those beside them that belong to the same word: a found box may cut one."""
    kept = [b for b in blobs if left <= b.middle[0] <= right]
    for blob in sorted(blobs, key=lambda b: -b.x0):
        if blob.middle[0] < left and kept and 0 <= min(b.x0 for b in kept) - blob.x1 <= gap:
            kept.append(blob)
    for blob in sorted(blobs):
        if blob.middle[0] > right and kept and 0 <= blob.x0 - max(b.x1 for b in kept) <= gap:
            kept.append(blob)
    return kept


# --- Words ------------------------------------------------------------------------------------------------


def _words(texts: Sequence[_Text], scale: float) -> Iterator[Word]:
    """The words of all lines, each with the confidence that two readings and its ink give it."""
    firsts = read_lines([t.first for t in texts])
    again = [n for n, reading in enumerate(firsts) if any(c.isdigit() for c in reading.text)]
    seconds = dict(zip(again, read_lines([texts[n].second for n in again]), strict=True))
    sizes = _sizes(texts, firsts)
    bold = _bold(texts)
    for n, (text, reading) in enumerate(zip(texts, firsts, strict=True)):
        words = _split(reading.letters, text)
        if not words and text.cap >= 0.5 * sizes[n] * CAPITALS:
            yield _blot(text.box, scale)
        unread = _unread(words, text)
        for letters in words:
            sure = _confidence(letters, reading, seconds.get(n))
            if text.doubtful or any(letter in unread for letter in letters):
                sure = min(sure, UNSURE)
            yield Word(
                text="".join(letter.char for letter in letters),
                box=_word_box(letters, reading, text),
                size=round(sizes[n] / scale, 1),
                bold=bold[n],
                turned=text.turn,
                confidence=round(sure, 3),
            )


def _split(letters: Sequence[Letter], text: _Text) -> list[tuple[Letter, ...]]:
    """The letters of a line word by word; a space that was not read shows as white between two letters."""
    words: list[list[Letter]] = [[]]
    for letter in letters:
        if letter.char == " " or (words[-1] and _is_apart(words[-1][-1], letter, text)):
            words.append([])
        if letter.char != " ":
            words[-1].append(letter)
    return [tuple(word) for word in words if word]


def _is_apart(one: Letter, other: Letter, text: _Text) -> bool:
    """Whether so much white lies between two letters that they belong to two words."""
    left, right = text.place(one), text.place(other)
    beside = [b for b in text.ink if b.x0 <= left <= b.x1], [b for b in text.ink if b.x0 <= right <= b.x1]
    if not all(beside):
        return False
    usual, beside_narrow = WHITE
    least = beside_narrow if one.char in NARROW or other.char in NARROW else usual
    return min(b.x0 for b in beside[1]) - max(b.x1 for b in beside[0]) >= least * text.cap


def _unread(words: Sequence[Sequence[Letter]], text: _Text) -> set[Letter]:
    """The letters next to ink that no letter explains: where two 1 were read as one, or a digit was cut off."""
    letters = [letter for word in words for letter in word]
    if not letters:
        return set()
    near = OWN * text.cap
    strange = [
        b.middle[0]
        for b in text.ink
        if b.height >= 0.5 * text.cap
        and b.width >= 0.1 * text.cap
        and not any(b.x0 - near <= text.place(letter) <= b.x1 + near for letter in letters)
    ]
    return {min(letters, key=lambda letter: abs(text.place(letter) - x)) for x in strange}


def _confidence(word: Sequence[Letter], whole: Reading, second: Reading | None) -> float:
    """How sure a word is: that of its least sure letter, or little where the second reading has another word there."""
    sure = min(letter.sure for letter in word)
    if second is None:
        return sure
    mine = [letter for letter in whole.letters if letter.char != " "]
    theirs = [letter for letter in second.letters if letter.char != " "]
    start = next(n for n, letter in enumerate(mine) if letter is word[0])
    end = start + len(word)
    matcher = SequenceMatcher(None, [m.char for m in mine], [t.char for t in theirs], autojunk=False)
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag == "equal":
            both = [theirs[b0 + n - a0].sure for n in range(max(a0, start), min(a1, end))]
            sure = min([sure, *both])
        elif (a0 < end and a1 > start) or (a0 == a1 and start <= a0 <= end and b1 > b0):
            sure = min(sure, UNSURE)
    return sure


def _word_box(letters: Sequence[Letter], reading: Reading, text: _Text) -> Box:
    """Where a word lies, from the places of its letters within the line."""
    along, half = text.length, 0.27 * text.height
    start, end = max(0.0, text.place(letters[0]) - half), min(along, text.place(letters[-1]) + half)
    whole = [letter for letter in reading.letters if letter.char != " "]
    if letters[0] is whole[0]:
        start = 0.0
    if letters[-1] is whole[-1]:
        end = along
    end = max(end, start + 1)
    if text.turn == 90:
        return Box(text.box.x0, text.box.bottom - end, text.box.x1, text.box.bottom - start)
    if text.turn == 270:
        return Box(text.box.x0, text.box.top + start, text.box.x1, text.box.top + end)
    return Box(text.box.x0 + start, text.box.top, text.box.x0 + end, text.box.bottom)


def _sizes(texts: Sequence[_Text], readings: Sequence[Reading]) -> list[float]:
    """Font sizes in pixels: heights that are nearly the same come from one size, the most usual among them."""
    caps = [_cap_read(text, reading) for text, reading in zip(texts, readings, strict=True)]
    weight: Counter[float] = Counter()
    for cap, text in zip(caps, texts, strict=True):
        weight[round(cap, 1)] += round(text.length)
    size: dict[float, float] = {}
    for cap, _ in weight.most_common():
        alike = [cap, *(other for other in weight if abs(other - cap) <= max(ONE_SIZE * cap, 1.0))]
        if cap not in size:
            size |= {other: cap / CAPITALS for other in alike if other not in size}
    return [size[round(cap, 1)] for cap in caps]


def _cap_read(text: _Text, reading: Reading) -> float:
    """The height of a line's capitals, by the letters that were read in it; small ones have a known share of it."""
    heights = []
    for letter in reading.letters:
        x = text.place(letter)
        own = [b for b in text.ink if b.x0 <= x <= b.x1 and b.width <= 1.4 * text.cap]
        share = next((share for chars, share in OF_CAPITALS if letter.char in chars), None)
        if share is not None and len(own) == 1:
            heights.append(own[0].height / share)
    return float(np.median(heights)) if heights else text.cap


def _bold(texts: Sequence[_Text]) -> list[bool]:
    """Which lines are bold: their strokes are thicker than those of most of the page's text."""
    order = sorted(texts, key=lambda t: t.stroke)
    reached, half = 0.0, sum(t.first.shape[1] / t.first.shape[0] for t in texts) / 2
    usual = 0.0
    for text in order:
        reached += text.first.shape[1] / text.first.shape[0]
        usual = text.stroke
        if reached >= half:
            break
    return [text.stroke > BOLD * usual for text in texts]
