"""Tables drawn in pixels, and what a bad scanner leaves of their rules: the cells are found all the same."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.read.pixels import Pixels
from extract.read.scans.lattice import completed, lattices_of, open_ends
from extract.read.scans.picture import rules_of

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
