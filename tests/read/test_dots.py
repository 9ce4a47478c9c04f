"""Pages in black and white only: rules that became rows of dots are found, and nothing else is taken for one."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.read.pixels import Pixels
from extract.read.scans.dots import evened, is_one_bit, rows_of_dots
from extract.read.scans.lattice import completed, lattices_of
from extract.read.scans.picture import rules_of

SCALE = 200 / 72
LEFT, TOP, WIDE, HIGH = 60, 60, 150, 60
ROWS, COLUMNS = 5, 6


def dotted(share: float, seed: int = 3) -> Pixels:
    """A table with a figure in each cell, of whose rules so large a share of the pixels is left."""
    size = (LEFT * 2 + WIDE * COLUMNS, TOP * 2 + HIGH * ROWS)
    rules = Image.new("L", size, 0)
    pen = ImageDraw.Draw(rules)
    for n in range(ROWS + 1):
        pen.line([(LEFT, TOP + n * HIGH), (LEFT + WIDE * COLUMNS, TOP + n * HIGH)], fill=255)
    for n in range(COLUMNS + 1):
        pen.line([(LEFT + n * WIDE, TOP), (LEFT + n * WIDE, TOP + HIGH * ROWS)], fill=255)
    print_ = Image.new("L", size, 0)
    pen = ImageDraw.Draw(print_)
    font = ImageFont.load_default(size=26)
    for n in range(ROWS * COLUMNS):
        x, y = LEFT + (n % COLUMNS) * WIDE + 12, TOP + (n // COLUMNS) * HIGH + 14
        pen.text((x, y), f"{11.1 * (n + 1):.1f}% ll", fill=255, font=font)
    left = np.random.default_rng(seed).random((size[1], size[0])) < share
    return np.where(((np.asarray(rules) > 0) & left) | (np.asarray(print_) > 127), 0, 255).astype(np.uint8)


def cells(picture: Pixels) -> list[int]:
    grey = evened(picture, SCALE)
    lines = completed(rules_of(grey, SCALE, one_bit=True), grey, SCALE)
    return [len(lattice.cells) for lattice in lattices_of(lines, SCALE)]


@pytest.mark.parametrize("share", [1.0, 0.6, 0.3, 0.15])
def test_a_grid_is_found_whose_rules_are_dots(share: float) -> None:
    assert cells(dotted(share)) == [ROWS * COLUMNS]


def test_dots_that_lead_from_a_name_to_a_figure_are_no_rules_of_a_table() -> None:
    image = Image.new("L", (1500, 700), 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=30)
    for n, name in enumerate(
        ("Apologies", "Minutes of the last meeting", "Performance in Quarter 2", "Any other business")
    ):
        pen.text((100, 80 + 90 * n), f"{name} {'. ' * (52 - len(name))}{n + 3}", fill=0, font=font)
    picture = (np.asarray(image) > 127).astype(np.uint8) * np.uint8(255)
    assert cells(picture) == []


def test_a_halftone_is_no_set_of_rules() -> None:
    picture = np.full((400, 900), 255, np.uint8)
    picture[100:300:4, 100:800:4] = 0
    assert [line for line in rows_of_dots(picture, SCALE) if 104 < line.at < 295] == []


@pytest.mark.parametrize(
    ("shades", "expected", "why"),
    [
        ((0, 255), True, "black and white"),
        ((6, 247), True, "black and white that was packed with loss"),
        ((0, 120, 255), False, "print with soft edges"),
    ],
)
def test_a_page_in_black_and_white_is_known_by_its_shades(shades: tuple[int, ...], expected: bool, why: str) -> None:
    picture = np.random.default_rng(1).choice(np.asarray(shades, np.uint8), (200, 200))
    assert is_one_bit(picture) is expected, why
