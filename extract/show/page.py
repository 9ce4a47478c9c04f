"""A page with what the program saw on it: tables, cells, the columns' meaning, figures, and what is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from schemas.layout import Box

DOTS_PER_POINT = 2.0
"""Sharp enough to read 8 point print, small enough to open at once."""
PANEL = 460
MARGIN = 18
SMALLEST, SMALL, USUAL, LARGE = 8, 13, 15, 21
LETTERS_A_LINE = 58
DISC = 11
"""Radius of the number of a finding, in dots."""

Colour = tuple[int, int, int]
INK: Colour = (30, 30, 34)
PALE: Colour = (120, 120, 128)
PAPER: Colour = (250, 250, 252)
VERDICTS: dict[str, Colour] = {"read": (20, 98, 214), "set_aside": (130, 130, 138), "not_understood": (214, 118, 0)}
MEASURES: dict[str, Colour] = {
    "outturn": (38, 132, 255),
    "target": (0, 158, 96),
    "floor": (0, 158, 158),
    "benchmark": (140, 80, 210),
    "no figure": (150, 150, 150),
}
SEVERITIES: dict[str, Colour] = {"error": (208, 0, 24), "warning": (224, 104, 0), "info": (0, 124, 168)}
CALLED = {"error": "error", "warning": "warning", "info": "remark"}
TINT, SHADE = 46, 205
"""How much of a figure's colour, and of a label's ground, covers what is printed (of 255)."""


class SeenColumn(NamedTuple):
    """A column and what it means."""

    x0: float
    x1: float
    meaning: str


class SeenTable(NamedTuple):
    """A table, what became of it, and how it is made up."""

    box: Box
    verdict: str
    reason: str
    cells: tuple[Box, ...]
    columns: tuple[SeenColumn, ...]


class SeenFigure(NamedTuple):
    """A cell that a figure was read from, or a reason for having none."""

    box: Box
    kind: str


class SeenDoubt(NamedTuple):
    """A finding, with its place where it is about one."""

    box: Box | None
    severity: str
    message: str
    suggestion: str | None


class SeenPage(NamedTuple):
    """All that is drawn on a page."""

    name: str
    number: int
    tables: tuple[SeenTable, ...]
    figures: tuple[SeenFigure, ...]
    doubts: tuple[SeenDoubt, ...]


def rendered(path: Path, numbers: Iterable[int], dots_per_point: float) -> Iterator[tuple[int, Image.Image]]:
    """The pages of a PDF as pictures, one at a time."""
    document = pypdfium2.PdfDocument(path)
    try:
        for number in numbers:
            page = document[number - 1]
            try:
                yield number, page.render(scale=dots_per_point).to_pil().convert("RGB")
            finally:
                page.close()
    finally:
        document.close()


def drawn(picture: Image.Image, seen: SeenPage) -> Image.Image:
    """The page with its boxes, and beside it what they mean."""
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    for table in seen.tables:
        for cell in table.cells:
            pen.rectangle(_dots(cell), outline=(*VERDICTS[table.verdict], 90))
    for figure in seen.figures:
        colour = MEASURES[figure.kind]
        pen.rectangle(_dots(figure.box), fill=(*colour, TINT), outline=(*colour, 200))
    for table in seen.tables:
        _draw_table(pen, table)
    _draw_doubts(pen, seen.doubts)
    page = Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")
    return _beside(page, _panel(seen, page.height))


def _draw_table(pen: ImageDraw.ImageDraw, table: SeenTable) -> None:
    """The frame; above it what each column means, or why the table was not read."""
    colour = VERDICTS[table.verdict]
    x0, top, x1, bottom = _dots(table.box)
    pen.rectangle((x0 - 2, top - 2, x1 + 2, bottom + 2), outline=(*colour, 255), width=3)
    if not table.columns:
        words = f"{table.verdict.replace('_', ' ')}: {table.reason}"
        _label(pen, (x0 - 2, top - 3), words.split("\n"), colour)
    for column in table.columns:
        left, right = column.x0 * DOTS_PER_POINT, column.x1 * DOTS_PER_POINT
        size = size_of(pen, column.meaning, right - left - 6)
        lines = _fitted(pen, column.meaning, right - left - 6, size)
        _label(pen, (left, top - 3), lines, colour, width=right - left, size=size)


def size_of(pen: ImageDraw.ImageDraw, text: str, width: float) -> int:
    """The largest size at which the longest word is no wider than that, down to what can still be read."""
    sizes = range(SMALL, SMALLEST, -1)
    fits = (n for n in sizes if all(pen.textlength(w, ImageFont.load_default(n)) <= width for w in text.split()))
    return next(fits, SMALLEST)


def _fitted(pen: ImageDraw.ImageDraw, text: str, width: float, size: int) -> list[str]:
    """The words in lines that are no wider than that, except for single words that are."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and pen.textlength(longer, ImageFont.load_default(size)) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _label(
    pen: ImageDraw.ImageDraw,
    foot: tuple[float, float],
    lines: Sequence[str],
    colour: Colour,
    *,
    width: float = 0,
    size: int = SMALL,
) -> None:
    """Lines of text that stand on a point, on a ground that lets little through."""
    font = ImageFont.load_default(size)
    wide = max([width, *(pen.textlength(line, font) + 6 for line in lines)])
    high = len(lines) * (size + 2) + 4
    x, y = foot[0], max(0, foot[1] - high)
    pen.rectangle((x, y, x + wide - 1, y + high), fill=(255, 255, 255, SHADE), outline=(*colour, 160))
    for n, line in enumerate(lines):
        pen.text((x + 3, y + 2 + n * (size + 2)), line, fill=(*colour, 255), font=font)


def _draw_doubts(pen: ImageDraw.ImageDraw, doubts: Sequence[SeenDoubt]) -> None:
    """Thick frames, with the numbers that the panel explains; numbers of one place stand side by side."""
    placed = [(number, doubt, _dots(doubt.box)) for number, doubt in enumerate(doubts, 1) if doubt.box is not None]
    for _, doubt, corners in placed:
        pen.rectangle(corners, outline=(*SEVERITIES[doubt.severity], 255), width=4)
    for n, (number, doubt, (x0, top, x1, bottom)) in enumerate(placed):
        before = sum(corners == (x0, top, x1, bottom) for _, _, corners in placed[:n])
        _disc(pen, (x1 - 2 * DISC * before, top), SEVERITIES[doubt.severity], number)


def _disc(pen: ImageDraw.ImageDraw, centre: tuple[float, float], colour: Colour, number: int) -> None:
    x, y = centre
    pen.ellipse((x - DISC, y - DISC, x + DISC, y + DISC), fill=(*colour, 255))
    pen.text((x, y), str(number), fill=(255, 255, 255, 255), font=ImageFont.load_default(SMALL), anchor="mm")


class _Line(NamedTuple):
    text: str
    size: int = USUAL
    colour: Colour = INK
    swatch: Colour | None = None
    number: int | None = None


def _panel(seen: SeenPage, height: int) -> Image.Image:
    """What is drawn, in words."""
    lines = list(_words(seen))
    needed = MARGIN * 2 + sum(line.size + 7 for line in lines)
    panel = Image.new("RGB", (PANEL, max(height, needed)), PAPER)
    pen = ImageDraw.Draw(panel)
    y = MARGIN
    for line in lines:
        x = MARGIN
        if line.swatch is not None:
            pen.rectangle((x, y + 2, x + 16, y + 16), fill=line.swatch)
            x += 26
        if line.number is not None:
            _disc(pen, (x + 10, y + 9), line.colour, line.number)
        if line.number is not None or line.text.startswith("   "):
            x += 30
        pen.text((x, y), line.text.strip(), fill=INK if line.number is not None else line.colour, font=_font(line.size))
        y += line.size + 7
    return panel


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _words(seen: SeenPage) -> Iterable[_Line]:
    for part in wrap(seen.name, 40, break_on_hyphens=True):
        yield _Line(part, LARGE - 3)
    yield _Line(f"page {seen.number}", LARGE)
    yield _Line("")
    for table in seen.tables:
        first, *rest = wrap(f"{table.verdict.replace('_', ' ')}: {table.reason}", LETTERS_A_LINE - 6)
        yield _Line(f"table {first}", swatch=VERDICTS[table.verdict])
        yield from (_Line(f"   {more}") for more in rest)
    if not seen.tables:
        yield _Line("no table was seen on this page", colour=PALE)
    yield _Line("")
    for kind, colour in MEASURES.items():
        number = sum(figure.kind == kind for figure in seen.figures)
        if number:
            yield _Line(
                f"{number} {kind if kind != 'no figure' else 'with a reason for having no figure'}", swatch=colour
            )
    if not seen.figures:
        yield _Line("no figure was taken from this page", colour=PALE)
    yield _Line("")
    yield _Line(f"{len(seen.doubts)} doubtful" if seen.doubts else "nothing doubtful", LARGE - 3)
    for number, doubt in enumerate(seen.doubts, 1):
        text = f"{CALLED[doubt.severity]}: {doubt.message}"
        first, *rest = wrap(text, LETTERS_A_LINE - 6)
        yield _Line(first, colour=SEVERITIES[doubt.severity], number=number)
        yield from (_Line(f"   {more}") for more in rest)
        if doubt.suggestion:
            yield from (
                _Line(f"   {more}", colour=(0, 120, 70)) for more in wrap(f"> {doubt.suggestion}", LETTERS_A_LINE - 6)
            )
        yield _Line("", 5)


def _beside(page: Image.Image, panel: Image.Image) -> Image.Image:
    whole = Image.new("RGB", (page.width + panel.width, max(page.height, panel.height)), PAPER)
    whole.paste(page, (0, 0))
    whole.paste(panel, (page.width, 0))
    return whole


def _dots(box: Box) -> tuple[float, float, float, float]:
    return (
        box.x0 * DOTS_PER_POINT,
        box.top * DOTS_PER_POINT,
        box.x1 * DOTS_PER_POINT,
        box.bottom * DOTS_PER_POINT,
    )
