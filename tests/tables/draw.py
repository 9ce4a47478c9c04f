"""Draw test pages as PDF, without any library: text in the fonts that every viewer has, lines and filled boxes.

`Sheet` takes coordinates from the top left corner, as the table reader gives them.  `draw_table` sets one table in many
styles, so that tests can ask for the same cells from each.
"""

from __future__ import annotations

import io
import math
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal, NamedTuple

import pdfplumber
from pdfminer.fontmetrics import FONT_METRICS

from extract.read.pdf import read_page
from schemas.layout import Page

FONTS = (
    "Helvetica", "Helvetica-Bold", "Times-Roman", "Times-Bold", "Courier", "Courier-Bold",
)  # fmt: skip
BOLD = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Courier": "Courier-Bold"}


def width_of(text: str, font: str, size: float) -> float:
    """The length of a line of text in points."""
    widths: dict[str, int] = FONT_METRICS[font][1]
    return sum(widths.get(c, 556) for c in text) * size / 1000


class Sheet:
    """Pages that are drawn on, one after the other."""

    def __init__(self, width: float = 842, height: float = 595, rotate: int = 0) -> None:
        self.width, self.height, self.rotate = width, height, rotate
        self.pages: list[list[str]] = [[]]

    def new_page(self) -> None:
        """Go on to the next page."""
        self.pages.append([])

    def _at(self, x: float, y: float) -> tuple[float, float]:
        """The point of the unrotated page that is displayed at x, y."""
        w, h = self.width, self.height
        return {0: (x, h - y), 90: (y, x), 180: (w - x, y), 270: (h - y, w - x)}[self.rotate]

    def text(self, x: float, y: float, text: str, size: float = 9, font: str = "Helvetica", turn: int = 0) -> None:
        """Text whose line starts at x, y (its baseline), turned counter-clockwise."""
        a = math.radians(turn + self.rotate)
        cos, sin = round(math.cos(a), 6), round(math.sin(a), 6)
        px, py = self._at(x, y)
        coded = text.encode("cp1252", "replace").decode("latin-1")
        for char in "\\()":
            coded = coded.replace(char, "\\" + char)
        self.pages[-1].append(
            f"0 g BT /F{FONTS.index(font)} {size} Tf {cos} {sin} {-sin} {cos} {px:.3f} {py:.3f} Tm ({coded}) Tj ET"
        )

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5, dash: str = "") -> None:
        """A stroke."""
        (ax, ay), (bx, by) = self._at(x0, y0), self._at(x1, y1)
        self.pages[-1].append(f"0 G {width} w [{dash}] 0 d {ax:.2f} {ay:.2f} m {bx:.2f} {by:.2f} l S [] 0 d")

    def box(
        self, x0: float, y0: float, x1: float, y1: float, fill: float | str | None = None, stroke: float = 0.0
    ) -> None:
        """A rectangle, filled with a grey (or "r g b"), stroked, or both."""
        (ax, ay), (bx, by) = self._at(x0, y0), self._at(x1, y1)
        colour = f"{fill} rg" if isinstance(fill, str) else f"{fill or 0} g"
        how = "B" if fill is not None and stroke else "f" if fill is not None else "S"
        area = f"{min(ax, bx):.2f} {min(ay, by):.2f} {abs(bx - ax):.2f} {abs(by - ay):.2f}"
        self.pages[-1].append(f"{colour} 0 G {stroke or 1} w {area} re {how}")

    def rounded(self, x0: float, y0: float, x1: float, y1: float, radius: float = 4) -> None:
        """A stroked rectangle with round corners (upright pages only)."""
        k, r = radius * 0.45, radius
        corners = [
            ((x1 - r, y0), (x1 - k, y0), (x1, y0 + k), (x1, y0 + r)),
            ((x1, y1 - r), (x1, y1 - k), (x1 - k, y1), (x1 - r, y1)),
            ((x0 + r, y1), (x0 + k, y1), (x0, y1 - k), (x0, y1 - r)),
            ((x0, y0 + r), (x0, y0 + k), (x0 + k, y0), (x0 + r, y0)),
        ]

        def point(at: tuple[float, float]) -> str:
            return f"{at[0]:.2f} {self.height - at[1]:.2f}"

        path = [f"{point((x0 + r, y0))} m"]
        for start, one, two, end in corners:
            path.append(f"{point(start)} l {point(one)} {point(two)} {point(end)} c")
        self.pages[-1].append("0 G 0.5 w " + " ".join(path) + " S")

    def pdf(self, media: str | None = None, crop: str = "") -> bytes:
        """The file; `media` and `crop` set other page boxes than the usual."""
        turned = self.rotate in (90, 270)
        w, h = (self.height, self.width) if turned else (self.width, self.height)
        objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
        fonts: list[str] = []
        for font in FONTS:
            objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>".encode())
            fonts.append(f"/F{len(fonts)} {len(objects)} 0 R")
        kids: list[str] = []
        for page in self.pages:
            data = zlib.compress("\n".join(page).encode("latin-1"))
            objects.append(b"<< /Length %d /Filter /FlateDecode >> stream\n%s\nendstream" % (len(data), data))
            boxes = f"/MediaBox [{media or f'0 0 {w} {h}'}] {f'/CropBox [{crop}]' if crop else ''}"
            objects.append(
                f"<< /Type /Page /Parent 2 0 R {boxes} /Rotate {self.rotate} /Contents {len(objects)} 0 R "
                f"/Resources << /Font << {' '.join(fonts)} >> >> >>".encode()
            )
            kids.append(f"{len(objects)} 0 R")
        objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
        out = bytearray(b"%PDF-1.4\n")
        places = []
        for n, body in enumerate(objects, 1):
            places.append(len(out))
            out += b"%d 0 obj %s endobj\n" % (n, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % p for p in places)
        out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
        return bytes(out)

    def read(self, media: str | None = None, crop: str = "") -> list[Page]:
        """The pages as the reader sees them."""
        return pages_in(self.pdf(media, crop))


def pages_in(pdf: bytes) -> list[Page]:
    """The pages of a file in memory."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        pages = [read_page(p) for p in opened.pages]
        for p in opened.pages:
            p.close()
        return pages


class Spot(NamedTuple):
    """A cell to be drawn."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


Rules = Literal[
    "grid", "none", "rows", "columns", "open", "outer", "thin", "double", "dashed", "rects", "fills", "head_box",
    "row_boxes", "booktabs",
]  # fmt: skip


@dataclass(frozen=True)
class Style:
    """How a table is set."""

    rules: Rules = "grid"
    zebra: Literal["", "band", "cells"] = ""
    head_fill: bool = False
    font: str = "Helvetica"
    size: float = 9
    pad: float = 3
    leading: float = 1.18
    across: Literal["left", "right", "centre"] = "centre"
    down: Literal["top", "middle", "bottom"] = "top"
    head_rows: int = 1
    bold_head: bool = True


@dataclass
class Drawn:
    """Where a table came to stand."""

    xs: list[float] = field(default_factory=list)
    ys: list[float] = field(default_factory=list)


def spots_of(rows: Sequence[Sequence[str | None]]) -> list[Spot]:
    """Cells from rows of texts: "<" goes on to the right of the cell before, "^" goes on below the one above."""
    spots = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            across = 1
            while c + across < len(row) and row[c + across] == "<":
                across += 1
            down = 1
            while r + down < len(rows) and rows[r + down][c] == "^":
                down += 1
            spots.append(Spot(r, c, text or "", down, across))
    return spots


def wrapped(text: str, width: float, font: str, size: float) -> list[str]:
    """The text in lines of at most this width; a newline always breaks."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in part.split():
            longer = f"{line} {word}".strip()
            if line and width_of(longer, font, size) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def draw_table(
    sheet: Sheet, spots: Sequence[Spot], widths: Sequence[float], style: Style, left: float = 40, top: float = 60
) -> Drawn:
    """Set a table; the first column is set left, the others as the style says."""
    rows = max(s.row + s.row_span for s in spots)
    xs = [left]
    for w in widths:
        xs.append(xs[-1] + w)

    def lines(s: Spot) -> list[str]:
        return wrapped(s.text, xs[s.column + s.column_span] - xs[s.column] - 2 * style.pad, font(s), style.size)

    def font(s: Spot) -> str:
        return BOLD[style.font] if s.row < style.head_rows and style.bold_head else style.font

    step = style.leading * style.size
    heights = [style.size + 2 * style.pad] * rows
    for s in spots:
        if s.row_span == 1:
            heights[s.row] = max(heights[s.row], len(lines(s)) * step + 2 * style.pad)
    for s in spots:
        inside = slice(s.row, s.row + s.row_span)
        lacking = len(lines(s)) * step + 2 * style.pad - sum(heights[inside])
        if lacking > 0:
            heights[s.row + s.row_span - 1] += lacking
    ys = [top]
    for height in heights:
        ys.append(ys[-1] + height)
    _paint(sheet, spots, xs, ys, style)
    for s in spots:
        wrapped_lines = lines(s)
        x0, x1 = xs[s.column] + style.pad, xs[s.column + s.column_span] - style.pad
        y0, y1 = ys[s.row] + style.pad, ys[s.row + s.row_span] - style.pad
        free = (y1 - y0) - len(wrapped_lines) * step
        y = y0 + {"top": 0.0, "middle": free / 2, "bottom": free}[style.down] + 0.85 * style.size
        for line in wrapped_lines:
            spare = (x1 - x0) - width_of(line, font(s), style.size)
            across = "left" if s.column == 0 and s.column_span == 1 else style.across
            if s.column_span > 1 and s.column > 0:
                across = "centre"
            elif s.column_span > 1:
                across = "left"
            x = x0 + {"left": 0.0, "right": spare, "centre": spare / 2}[across]
            if line:
                sheet.text(x, y, line, style.size, font(s))
            y += step
    return Drawn(xs, ys)


def _paint(sheet: Sheet, spots: Sequence[Spot], xs: list[float], ys: list[float], style: Style) -> None:
    x0, x1, y0, y1 = xs[0], xs[-1], ys[0], ys[-1]
    head = ys[style.head_rows]
    if style.head_fill:
        sheet.box(x0, y0, x1, head, 0.8)
    if style.zebra:
        for n in range(style.head_rows + 1, len(ys) - 1, 2):
            if style.zebra == "band":
                sheet.box(x0, ys[n], x1, ys[n + 1], 0.92)
            else:
                for a, b in pairwise(xs):
                    sheet.box(a, ys[n], b, ys[n + 1], 0.92)
    sides: Callable[[Spot], tuple[float, float, float, float]] = lambda s: (  # noqa: E731
        xs[s.column], ys[s.row], xs[s.column + s.column_span], ys[s.row + s.row_span],
    )  # fmt: skip
    draw: dict[str, Callable[[Any], None]] = {
        "rects": lambda s: sheet.box(*sides(s), None, 0.5),
        "fills": lambda s: sheet.box(
            sides(s)[0] + 1, sides(s)[1] + 1, sides(s)[2] - 1, sides(s)[3] - 1, 0.7 if s.row < style.head_rows else 0.9
        ),
        "grid": lambda s: _frame(sheet, sides(s)),
        "open": lambda s: _frame(sheet, sides(s), inside=(x0, y0, x1, y1)),
        "thin": lambda s: _frame(sheet, sides(s), how="thin"),
        "double": lambda s: _frame(sheet, sides(s), how="double"),
        "dashed": lambda s: _frame(sheet, sides(s), how="dashed"),
    }
    if style.rules in draw:
        for s in spots:
            draw[style.rules](s)
    if style.rules == "rows":
        for y in ys:
            sheet.line(x0, y, x1, y)
    if style.rules == "booktabs":
        for y in (y0, head, y1):
            sheet.line(x0, y, x1, y)
    if style.rules == "columns":
        for x in xs:
            sheet.line(x, head, x, y1)
    if style.rules in ("outer", "head_box"):
        sheet.box(x0, y0, x1, y1 if style.rules == "outer" else head, None, 0.5)
    if style.rules == "head_box":
        for s in spots:
            if s.row < style.head_rows:
                _frame(sheet, sides(s))
    if style.rules == "row_boxes":
        for a, b in pairwise(ys):
            sheet.box(x0, a + 0.7, x1, b - 0.7, None, 0.5)


def _frame(
    sheet: Sheet,
    sides: tuple[float, float, float, float],
    how: str = "stroke",
    inside: tuple[float, float, float, float] | None = None,
) -> None:
    x0, y0, x1, y1 = sides
    for a, b, c, d in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
        outer = inside is not None and (
            (a == c and a in (inside[0], inside[2])) or (b == d and b in (inside[1], inside[3]))
        )
        if outer:
            continue
        if how == "thin":
            sheet.box(a - 0.3, b - 0.3, c + 0.3, d + 0.3, 0)
        elif how == "double":
            for shift in (-0.9, 0.9):
                sheet.line(a + shift * (a == c), b + shift * (b == d), c + shift * (a == c), d + shift * (b == d), 0.3)
        elif how == "dashed":
            sheet.line(a, b, c, d, 0.5, "3 2")
        else:
            sheet.line(a, b, c, d)
