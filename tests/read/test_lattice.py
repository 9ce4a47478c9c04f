"""Tables drawn in pixels, and what a bad scanner leaves of their rules: the cells are found all the same."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.read.pixels import Pixels
from extract.read.scans.lattice import completed, lattices_of, open_ends
from extract.read.scans.part import Part
from extract.read.scans.picture import grey_of, rules_of, tilt_of
from extract.read.scans.sheet import Sheet, sheet_of
from schemas.layout import Box

SCALE = 200 / 72
LEFT, TOP, WIDE, HIGH = 60, 60, 150, 60
ROWS, COLUMNS = 5, 6
Damage = Callable[[Pixels], Pixels]


def table(*, grey: int = 90) -> Pixels:
    """A ruled table with a figure in each cell."""
    image = Image.new("L", (LEFT * 2 + WIDE * COLUMNS, TOP * 2 + HIGH * ROWS), 250)
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=26)
    for n in range(ROWS + 1):
        pen.line([(LEFT, TOP + n * HIGH), (LEFT + WIDE * COLUMNS, TOP + n * HIGH)], fill=grey, width=2)
    for n in range(COLUMNS + 1):
        pen.line([(LEFT + n * WIDE, TOP), (LEFT + n * WIDE, TOP + HIGH * ROWS)], fill=grey, width=2)
    for n in range(ROWS * COLUMNS):
        x, y = LEFT + (n % COLUMNS) * WIDE + 30, TOP + (n // COLUMNS) * HIGH + 14
        pen.text((x, y), f"{11.1 * (n + 1):.1f}%", fill=20, font=font)
    return np.asarray(image)


def faded_row(picture: Pixels) -> Pixels:
    """One line between two rows is hardly there."""
    band = np.s_[TOP + 2 * HIGH - 3 : TOP + 2 * HIGH + 5]
    picture = picture.copy()
    picture[band] = np.maximum(picture[band], 242)
    return picture


def lost_foot(picture: Pixels) -> Pixels:
    picture = picture.copy()
    picture[TOP + ROWS * HIGH - 2 : TOP + ROWS * HIGH + 4, LEFT + 3 : LEFT + WIDE * COLUMNS] = 250
    return picture


def lost_side(picture: Pixels) -> Pixels:
    picture = picture.copy()
    picture[TOP + 3 : TOP + ROWS * HIGH, LEFT + WIDE * COLUMNS - 2 : LEFT + WIDE * COLUMNS + 4] = 250
    return picture


def noisy(picture: Pixels) -> Pixels:
    noise = np.random.default_rng(5).normal(0, 9, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    "damage", [np.copy, faded_row, lost_foot, lost_side, noisy], ids=["none", "row", "foot", "side", "noise"]
)
def test_every_cell_is_found(damage: Damage) -> None:
    picture = damage(table())
    lines = completed(rules_of(picture, SCALE), picture, SCALE)
    assert [len(lattice.cells) for lattice in lattices_of(lines, SCALE)] == [ROWS * COLUMNS]


@pytest.mark.parametrize("size", [26, 40])
def test_strokes_of_letters_do_not_part_a_cell(size: int) -> None:
    image = Image.fromarray(table())
    pen = ImageDraw.Draw(image)
    pen.rectangle((LEFT + 4, TOP + 4, LEFT + 3 * WIDE - 4, TOP + HIGH - 4), fill=250)
    pen.text((LEFT + 20, TOP + 6), "Illegible bill of April", fill=20, font=ImageFont.load_default(size=size))
    picture = np.asarray(image)
    lines = completed(rules_of(picture, SCALE), picture, SCALE)
    assert [len(lattice.cells) for lattice in lattices_of(lines, SCALE)] == [ROWS * COLUMNS - 2]


def test_a_table_that_lost_half_of_its_rules_says_so() -> None:
    whole, torn = table(), table().copy()
    for n in range(1, ROWS):
        torn[TOP + n * HIGH - 3 : TOP + n * HIGH + 5, LEFT + 40 * n + 180 :] = 250
    torn[: TOP + 2 * HIGH, LEFT + 3 * WIDE :] = 250
    for picture, much in ((whole, False), (torn, True)):
        lines = completed(rules_of(picture, SCALE), picture, SCALE)
        shares = [open_ends(lattice, lines, SCALE) for lattice in lattices_of(lines, SCALE)]
        assert (max(shares) > 0.05) is much


COLOURS = {"red": (220, 38, 30), "green": (12, 163, 81), "amber": (250, 185, 10)}
PAPER, RULE, NAVY = (250, 250, 250), (136, 136, 136), (8, 76, 140)


def scorecard(*symbols: str, noise: float = 4.0, navy: bool = False) -> Pixels:
    """A scanned table with a row of its own for each colour or arrow, in the fourth of five narrow columns."""
    image = Image.new("RGB", (700, 80 + 36 * (len(symbols) + 1)), PAPER)
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=20)
    xs, ys = (40, 140, 300, 420, 520, 640), [40 + 36 * n for n in range(len(symbols) + 2)]
    if navy:
        pen.rectangle((xs[0], ys[0], xs[-1], ys[1]), fill=NAVY)
    for n, symbol in enumerate(symbols, 1):
        if symbol in COLOURS:
            pen.rectangle((xs[3], ys[n], xs[4], ys[n + 1]), fill=COLOURS[symbol])
        else:
            draw_arrow(pen, (460, ys[n] + 1), up=symbol == "up")
        for x in (xs[0], xs[1], xs[2], xs[4]):
            pen.text((x + 10, ys[n] + 6), f"{17.3 * n:.1f}", fill="black", font=font)
    for x in xs:
        pen.line([(x, ys[0]), (x, ys[-1])], fill=RULE, width=2)
    for y in ys:
        pen.line([(xs[0], y), (xs[-1], y)], fill=RULE if navy else "black", width=2)
    pixels = np.asarray(image) + np.random.default_rng(3).normal(0, noise, (image.height, image.width))[:, :, None]
    return np.clip(pixels, 0, 255).astype(np.uint8)


def draw_arrow(pen: ImageDraw.ImageDraw, place: tuple[int, int], *, up: bool) -> None:
    """An arrow as high as its row, red downwards and green upwards: it touches the rules."""
    x, y = place
    heights = (0, 17, 34) if up else (34, 17, 0)
    tip, neck, foot = (y + h for h in heights)
    outline = [(x, tip), (x + 15, neck), (x + 6, neck), (x + 6, foot), (x - 6, foot), (x - 6, neck), (x - 15, neck)]
    pen.polygon(outline, fill=COLOURS["green" if up else "red"])


def cells_of(picture: Pixels) -> tuple[Sheet, list[Box]]:
    page = sheet_of(picture, SCALE)
    lines = completed(rules_of(page.grey, SCALE), page.grey, SCALE)
    return page, [cell for lattice in lattices_of(lines, SCALE) for cell in lattice.cells]


def test_coloured_cells_beside_grey_rules_have_sides() -> None:
    """A grey rule beside green and red is as dark as they are: the column of scores was lost with its rules."""
    colours = ["green", "amber", "green", "red", "red", "green"]
    page, cells = cells_of(scorecard(*colours, navy=True))
    parts = [Part.cut(page, cell) for cell in cells]
    fills = sorted((fill.box.top, fill.colour) for part in parts if part is not None for fill in part.fill())
    assert [c for _, c in fills if c != "blue"] == colours
    assert len(cells) == 5 * 7


def test_arrows_that_fill_their_rows_are_neither_rules_nor_each_other() -> None:
    """Their shafts were a rule, and one over another pointed upwards."""
    arrows = ["down", "down", "up", "down", "down", "down"]
    page, cells = cells_of(scorecard(*arrows))
    parts = [Part.cut(page, cell) for cell in cells]
    marks = [mark for part in parts if part is not None for mark in part.marks()]
    assert [mark.shape for mark in sorted(marks, key=lambda m: m.box.top if m.box else 0)] == arrows
    assert len(cells) == 5 * 7


def test_a_shaded_heading_above_a_table_is_no_row_of_it() -> None:
    image = Image.fromarray(table()).convert("RGB")
    pen = ImageDraw.Draw(image)
    pen.rectangle((LEFT - 4, TOP - 58, LEFT + WIDE * COLUMNS + 4, TOP - 26), fill=NAVY)
    pen.text((LEFT + 4, TOP - 58), "A clean and green district", fill="white", font=ImageFont.load_default(size=26))
    grey = sheet_of(np.asarray(image), SCALE).grey
    assert min(line.at for line in rules_of(grey, SCALE) if line.flat) == pytest.approx(TOP, abs=3)


def test_a_rule_that_print_touches_is_a_rule() -> None:
    """Two lines of a header stand so close to the rule between them that they hang together with it."""
    image = Image.fromarray(table())
    pen = ImageDraw.Draw(image)
    pen.rectangle((LEFT + 2, TOP + HIGH + 2, LEFT + WIDE * COLUMNS - 2, TOP + 2 * HIGH - 2), fill=250)
    pen.line([(LEFT, TOP + HIGH + 30), (LEFT + WIDE * COLUMNS, TOP + HIGH + 30)], fill=90, width=2)
    for n in range(COLUMNS):
        x = LEFT + n * WIDE
        pen.line([(x, TOP), (x, TOP + 2 * HIGH)], fill=90, width=2)
        for y, text in ((TOP + HIGH + 1, "Q1 2019/20"), (TOP + HIGH + 31, "Result 1st")):
            pen.text((x + 8, y), text, fill=20, font=ImageFont.load_default(size=26))
    picture = np.asarray(image)
    assert TOP + HIGH + 30 in [pytest.approx(line.at, abs=3) for line in rules_of(picture, SCALE) if line.flat]


@pytest.mark.parametrize("tilt", [-0.6, 0.2, 0.3])
def test_a_page_with_few_lines_is_made_straight(tilt: float) -> None:
    """A picture that is not turned is sharper than a turned one, which was taken for its being straight."""
    image = Image.new("RGB", (1650, 2300), PAPER)
    pen = ImageDraw.Draw(image)
    for n in range(8):
        pen.text((120, 200 + 60 * n), "81%    83%    79%    85%    82%    Green    " * 2, fill=20, font_size=26)
    turned = image.rotate(tilt, resample=Image.Resampling.BICUBIC, fillcolor=PAPER)
    noisy = np.asarray(turned) + np.random.default_rng(1).normal(0, 4, (2300, 1650, 1))
    assert tilt_of(grey_of(np.clip(noisy, 0, 255).astype(np.uint8))) == pytest.approx(tilt, abs=0.06)
