"""Draw a sheet as a PDF: fonts, borders, colours and symbols as a variant wants them."""

from __future__ import annotations

import io
import math
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from reportlab import rl_config
from reportlab.lib.pagesizes import A3, A4, landscape, portrait
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.distortion.options import Variant
from tests.distortion.sheet import Paint, Sheet, Symbol, Table, Tile

PAD = 2.6
MARGIN = 30.0
RGB: dict[str, tuple[float, float, float]] = {
    "red": (0.86, 0.1, 0.12), "amber": (1.0, 0.75, 0.0), "green": (0.0, 0.62, 0.28), "black": (0, 0, 0),
}  # fmt: skip
DINGBATS = {"circle": "●", "star": "★", "triangle": "▲", "triangle_down": "▼", "square": "■", "tick": "✔", "cross": "✖"}
ARROWS = {"up": "↑", "down": "↓", "right": "→"}
BOLD = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Vera": "VeraBd", "Courier": "Courier-Bold"}
POINTS: dict[str, list[tuple[float, float]]] = {
    "triangle": [(0, 0), (1, 0), (0.5, 1)],
    "triangle_down": [(0, 1), (1, 1), (0.5, 0)],
    "square": [(0, 0), (1, 0), (1, 1), (0, 1)],
    "star": [
        (0.5 + math.sin(n * math.pi / 5) * (0.5 if n % 2 == 0 else 0.2),
         0.5 + math.cos(n * math.pi / 5) * (0.5 if n % 2 == 0 else 0.2))
        for n in range(10)
    ],
    "up": [(0.35, 0), (0.65, 0), (0.65, 0.5), (1, 0.5), (0.5, 1), (0, 0.5), (0.35, 0.5)],
    "tick": [(0, 0.45), (0.15, 0.6), (0.35, 0.35), (0.85, 0.95), (1, 0.82), (0.36, 0.05)],
    "cross": [
        (0.15, 0), (0.5, 0.35), (0.85, 0), (1, 0.15), (0.65, 0.5), (1, 0.85), (0.85, 1), (0.5, 0.65), (0.15, 1),
        (0, 0.85), (0.35, 0.5), (0, 0.15),
    ],
}  # fmt: skip
POINTS["down"] = [(x, 1 - y) for x, y in POINTS["up"]]
POINTS["right"] = [(y, x) for x, y in POINTS["up"]]


def draw(sheet: Sheet, variant: Variant, path: Path) -> None:
    """Write the sheet as a PDF; the same bytes for the same variant."""
    rl_config.invariant = 1
    for name in ("Vera", "VeraBd"):
        registerFont(TTFont(name, f"{name}.ttf"))
    _Press(sheet, variant, path).run()


class _Press:
    """One sheet on its way to paper: the canvas, and how far down the page it is."""

    def __init__(self, sheet: Sheet, variant: Variant, path: Path) -> None:
        paper, turn = variant["page"].split()
        size = A3 if paper == "A3" else A4
        self.width, self.height = landscape(size) if turn == "landscape" else portrait(size)
        self.canvas = Canvas(str(path), pagesize=(self.width, self.height))
        self.sheet, self.variant = sheet, variant
        self.font, self.bold = variant["font"], BOLD[variant["font"]]
        self.size = float(variant["size"])
        self.y = self.height - MARGIN

    def run(self) -> None:
        for n, title in enumerate(self.sheet.titles):
            self._line(title, self.bold, 15 - 2.5 * n, gap=6)
        if not self.sheet.key_below:
            self._key()
        for caption, table in self.sheet.tables:
            if caption:
                self.y -= 6
                self._line(caption, self.bold, self.size + 1.5, gap=4)
            self._table(table)
        self.y -= 6
        for note in self.sheet.notes:
            self._line(note, self.font, self.size, gap=2)
        if self.sheet.key_below:
            self._key()
        self.canvas.save()

    def _line(self, text: str, font: str, size: float, gap: float) -> None:
        for part in simpleSplit(text, font, size, self.width - 2 * MARGIN):
            if self.y - size < MARGIN:
                self._new_page()
            self.y -= size * 1.15
            self._text(part, MARGIN, self.y, font, size)
        self.y -= gap

    def _text(self, text: str, x: float, y: float, font: str, size: float, rgb: tuple[float, ...] = (0, 0, 0)) -> None:
        self.canvas.setFillColorRGB(*rgb)
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, text)

    def _key(self) -> None:
        if not self.sheet.key:
            return
        self.y -= 8
        for symbol, words in self.sheet.key:
            if self.y - 12 < MARGIN:
                self._new_page()
            self.y -= self.size * 1.4
            x = MARGIN
            if symbol is not None:
                self._symbol(symbol, x, self.y, self.size)
                x += self.size * 1.6
            self._text(words, x, self.y, self.font, self.size)
        self.y -= 8

    def _new_page(self) -> None:
        self.canvas.showPage()
        self.y = self.height - MARGIN

    def _table(self, table: Table) -> None:
        size = self.size
        widths = _widths(table, self.font, self.bold, size, self.width - 2 * MARGIN)
        while widths is None and size > 4.5:
            size -= 0.5
            widths = _widths(table, self.font, self.bold, size, self.width - 2 * MARGIN)
        if widths is None:
            msg = f"the table does not fit its page: {self.variant}"
            raise ValueError(msg)
        half = len(table.body) // 2 if self.variant["split"] != "no" else 0
        while half in table.keep:
            half += 1
        self._rows(table.head, table.body[: half or None], widths, size)
        if half:
            self._new_page()
            head = table.head if self.variant["split"] == "repeated" else []
            self._rows(head, table.body[half:], widths, size)

    def _rows(
        self, head: list[list[Tile | None]], body: list[list[Tile | None]], widths: list[float], size: float
    ) -> None:
        rows = head + body
        heights = self._heights(rows, widths, size)
        start = 0
        while start < len(rows):
            end, used = start, 0.0
            while end < len(rows) and self.y - used - heights[end] > MARGIN:
                used += heights[end]
                end += 1
            while start < end < len(rows) and any(
                t is not None and t.rows > end - r for r in range(start, end) for t in rows[r]
            ):
                end -= 1
            if end == start:
                self._new_page()
                if max(heights) > self.height - 2 * MARGIN:
                    raise ValueError("a row is taller than its page")
                continue
            self._block(rows[start:end], heights[start:end], widths, size, len(head) if start == 0 else 0)
            start = end
            if start < len(rows):
                self._new_page()

    def _heights(self, rows: list[list[Tile | None]], widths: list[float], size: float) -> list[float]:
        heights = [size * 1.2 + 2 * PAD] * len(rows)
        for span in (1, 2, 3, 99):
            for r, row in enumerate(rows):
                for c, tile in enumerate(row):
                    if tile is None or min(tile.rows, 99) > span or (tile.kind == "group" and tile.rows > 1):
                        continue
                    room = sum(widths[c : c + tile.columns])
                    need = len(self._wrapped(tile, room, size)) * size * 1.2 + 2 * PAD
                    have = sum(heights[r : r + tile.rows])
                    if need > have:
                        heights[min(r + tile.rows, len(rows)) - 1] += need - have
        return heights

    def _wrapped(self, tile: Tile, room: float, size: float) -> list[str]:
        font = self.bold if tile.kind != "body" else self.font
        taken = size * 1.4 if tile.symbol and tile.text else 0
        return list(simpleSplit(tile.text, font, size, room - 2 * PAD - taken + 0.01)) if tile.text else []

    def _block(
        self, rows: list[list[Tile | None]], heights: list[float], widths: list[float], size: float, head: int
    ) -> None:
        left, top = MARGIN, self.y
        xs = [left + sum(widths[:n]) for n in range(len(widths) + 1)]
        ys = [top - sum(heights[:n]) for n in range(len(heights) + 1)]
        placed = [(r, c, tile) for r, row in enumerate(rows) for c, tile in enumerate(row) if tile is not None]
        boxes = [
            (tile, xs[c], ys[r], xs[c + tile.columns], ys[min(r + tile.rows, len(rows))], r) for r, c, tile in placed
        ]
        self._fills(boxes, head, xs, ys)
        self._borders(boxes, head, xs, ys)
        for tile, x0, y0, x1, y1, r in boxes:
            self._tile(tile, (x0, y0, x1, y1), size, white=r < head and self.variant["header"] == "dark")
        self.y = ys[-1]

    def _fills(self, boxes: list[Any], head: int, xs: list[float], ys: list[float]) -> None:
        canvas = self.canvas
        if self.variant["borders"] == "zebra":
            for n in range(head, len(ys) - 1):
                if (n - head) % 2 == 0:
                    canvas.setFillColorRGB(0.93, 0.93, 0.95)
                    canvas.rect(xs[0], ys[n + 1], xs[-1] - xs[0], ys[n] - ys[n + 1], stroke=0, fill=1)
        shade = {"dark": (0.1, 0.2, 0.42), "pale": (0.85, 0.89, 0.95)}.get(self.variant["header"])
        for tile, x0, y0, x1, y1, r in boxes:
            if tile.fill:
                canvas.setFillColorRGB(*RGB[tile.fill])
            elif r < head and shade:
                canvas.setFillColorRGB(*shade)
            else:
                continue
            canvas.rect(x0, y1, x1 - x0, y0 - y1, stroke=0, fill=1)

    def _borders(self, boxes: list[Any], head: int, xs: list[float], ys: list[float]) -> None:
        canvas, style = self.canvas, self.variant["borders"]
        canvas.setStrokeColorRGB(0.2, 0.2, 0.2)
        canvas.setFillColorRGB(0.2, 0.2, 0.2)
        canvas.setLineWidth(0.6)
        for _, x0, y0, x1, y1, r in boxes:
            if style == "grid" or (style == "header_box" and r < head):
                canvas.rect(x0, y1, x1 - x0, y0 - y1, stroke=1, fill=0)
            elif style == "thin_fills":
                canvas.rect(x0 - 0.25, y1 - 0.25, x1 - x0 + 0.5, 0.5, stroke=0, fill=1)
                canvas.rect(x0 - 0.25, y0 - 0.25, x1 - x0 + 0.5, 0.5, stroke=0, fill=1)
                canvas.rect(x0 - 0.25, y1 - 0.25, 0.5, y0 - y1 + 0.5, stroke=0, fill=1)
                canvas.rect(x1 - 0.25, y1 - 0.25, 0.5, y0 - y1 + 0.5, stroke=0, fill=1)
            elif style == "no_outer":
                if x1 < xs[-1] - 1:
                    canvas.line(x1, y0, x1, y1)
                if y1 > ys[-1] + 1:
                    canvas.line(x0, y1, x1, y1)
            elif style == "horizontal":
                canvas.line(x0, y1, x1, y1)
                if r == 0:
                    canvas.line(x0, y0, x1, y0)

    def _tile(self, tile: Tile, box: tuple[float, float, float, float], size: float, *, white: bool) -> None:
        x0, y0, x1, y1 = box
        font = self.bold if tile.kind != "body" else self.font
        rgb = (1.0, 1.0, 1.0) if white else (0.0, 0.0, 0.0)
        if tile.kind == "group" and tile.rows > 1:
            self._turned(tile.text, box, font, size)
            return
        lines = self._wrapped(tile, x1 - x0, size)
        count = max(1, len(lines))
        y = (y0 + y1) / 2 + (count * size * 1.2) / 2 - size * 0.95
        x = x0 + PAD
        if tile.symbol is not None:
            self._symbol(tile.symbol, x, y, size)
            x += size * 1.4
        for n, line in enumerate(lines):
            self._text(line, x, y - n * size * 1.2, font, size, rgb)
        if tile.raised and lines:
            end = x + stringWidth(lines[-1], font, size) + 0.3
            self._text(tile.raised, end, y - (len(lines) - 1) * size * 1.2 + size * 0.38, font, size * 0.6, rgb)

    def _turned(self, text: str, box: tuple[float, float, float, float], font: str, size: float) -> None:
        x0, y0, x1, y1 = box
        while size > 3 and stringWidth(text, font, size) > y0 - y1 - 4:
            size -= 0.25
        self.canvas.saveState()
        self.canvas.translate((x0 + x1) / 2 + size * 0.35, (y0 + y1 - stringWidth(text, font, size)) / 2)
        self.canvas.rotate(90)
        self._text(text, 0, 0, font, size)
        self.canvas.restoreState()

    def _symbol(self, symbol: Symbol, x: float, y: float, size: float) -> None:
        rgb = RGB[symbol.colour]
        if symbol.drawn == "glyph" and symbol.shape in ARROWS:
            self._text(ARROWS[symbol.shape], x, y, "Symbol", size, rgb)
        elif symbol.drawn == "glyph":
            self._text(DINGBATS[symbol.shape], x, y, "ZapfDingbats", size, rgb)
        elif symbol.drawn == "picture":
            self.canvas.drawImage(_picture(symbol), x, y - size * 0.15, size, size, mask="auto")
        elif symbol.shape == "circle":
            self.canvas.setFillColorRGB(*rgb)
            self.canvas.circle(x + size * 0.45, y + size * 0.35, size * 0.42, stroke=0, fill=1)
        else:
            self.canvas.setFillColorRGB(*rgb)
            path = self.canvas.beginPath()
            for n, (px, py) in enumerate(POINTS[symbol.shape]):
                (path.lineTo if n else path.moveTo)(x + px * size * 0.85, y - size * 0.1 + py * size * 0.85)
            path.close()
            self.canvas.drawPath(path, stroke=0, fill=1)


def _picture(symbol: Symbol) -> ImageReader:
    """A small picture of a symbol, as a spreadsheet's icon set leaves it in a PDF."""
    side = 48
    image = Image.new("RGB", (side, side), "white")
    pen = ImageDraw.Draw(image)
    red, green, blue = (round(v * 255) for v in RGB[symbol.colour])
    if symbol.shape == "circle":
        pen.ellipse((3, 3, side - 3, side - 3), fill=(red, green, blue))
    else:
        points = [(3 + x * (side - 6), side - 3 - y * (side - 6)) for x, y in POINTS[symbol.shape]]
        pen.polygon(points, fill=(red, green, blue))
    held = io.BytesIO()
    image.save(held, "PNG")
    held.seek(0)
    return ImageReader(held)


def _widths(table: Table, font: str, bold: str, size: float, room: float) -> list[float] | None:
    """Column widths that hold the longest word of each; None where the page is too narrow for that."""
    least = [size * 1.3 + 2 * PAD] * table.width
    wanted = list(least)
    for row in table.head + table.body:
        for c, tile in enumerate(row):
            if tile is None or tile.columns > 1 or tile.kind == "band" or (tile.kind == "group" and tile.rows > 1):
                continue
            face = bold if tile.kind == "head" else font
            extra = 2 * PAD + 0.5 + (size * 1.4 if tile.symbol and tile.text else 0) + (size if tile.raised else 0)
            words = [stringWidth(w, face, size) for w in tile.text.split()] or [0]
            least[c] = max(least[c], max(words) + extra)
            wanted[c] = max(wanted[c], min(stringWidth(tile.text, face, size), size * 22) + extra)
    for row in table.head:
        for c, tile in enumerate(row):
            if tile is not None and tile.columns > 1:
                need = max((stringWidth(w, bold, size) for w in tile.text.split()), default=0) + 2 * PAD + 0.5
                have = sum(least[c : c + tile.columns])
                if need > have:
                    least[c] += need - have
    if sum(least) > room:
        return None
    slack = [max(0.0, w - n) for w, n in zip(wanted, least, strict=True)]
    share = min(1.0, (room - sum(least)) / sum(slack)) if sum(slack) else 0.0
    return [n + s * share for n, s in zip(least, slack, strict=True)]


def colours() -> tuple[Paint, ...]:
    """The colours that scores are painted in."""
    return ("green", "amber", "red")
