"""Pages and tables that are turned, and pages whose corner is not where it usually is."""

from __future__ import annotations

from typing import Literal

import pytest

from extract.tables import leaf_of
from extract.tables.turned import parts_of
from schemas.layout import Box, Grid, Mark, Page, Shape, Word

from .draw import Sheet, Style, draw_table
from .golden import YEARS, printed, wanted


def grid_in(page: Page) -> Grid:
    grids = [e for e in leaf_of(page).elements if isinstance(e, Grid)]
    assert len(grids) == 1
    return grids[0]


def page_of(rotate: int, media: str | None = None, crop: str = "") -> Page:
    sheet = Sheet(rotate=rotate)
    draw_table(sheet, YEARS.spots, YEARS.widths, Style(), left=100, top=100)
    return sheet.read(media, crop)[0]


@pytest.mark.parametrize(
    ("rotate", "media", "crop", "left", "top", "why"),
    [
        (0, None, "", 100, 100, "an upright page"),
        (90, None, "", 100, 100, "turned clockwise"),
        (180, None, "", 100, 100, "upside down"),
        (270, None, "", 100, 100, "turned counter-clockwise"),
        (0, "-50 -60 842 595", "", 150, 100, "a MediaBox that starts left of and below the origin"),
        (0, "842 595 0 0", "", 100, 100, "a MediaBox with its corners in the other order"),
        (0, None, "30 40 800 575", 70, 80, "a CropBox that hides the margins"),
        (90, None, "30 40 575 800", 60, 70, "a CropBox on a turned page"),
        (270, None, "30 40 575 800", 58, 80, "a CropBox on a page turned the other way"),
        (180, None, "30 40 800 575", 58, 60, "a CropBox on a page upside down"),
    ],
)  # fmt: skip
def test_boxes_count_from_the_displayed_corner(
    rotate: int, media: str | None, crop: str, left: float, top: float, why: str
) -> None:
    grid = grid_in(page_of(rotate, media, crop))
    assert printed(grid) == wanted(YEARS), why
    assert grid.box is not None
    assert (round(grid.box.x0), round(grid.box.top)) == (left, top), why


def turned_table(turn: int, words_around: bool) -> Page:
    """The yearly table, ruled, turned on an upright page; a heading and a footer may stay upright."""
    sheet = Sheet(595, 842)
    flat = Sheet(842, 595)
    table = draw_table(flat, YEARS.spots, YEARS.widths, Style(), left=100, top=100)
    for x in table.xs:
        line = (100, table.ys[0], 100, table.ys[-1])
        ends = ((x, line[1]), (x, line[3]))
        sheet.line(*_turn(*ends[0], turn), *_turn(*ends[1], turn))
    for y in table.ys:
        sheet.line(*_turn(table.xs[0], y, turn), *_turn(table.xs[-1], y, turn))
    for spot in YEARS.spots:
        x, y = table.xs[spot.column] + 3, table.ys[spot.row] + 11
        sheet.text(*_turn(x, y, turn), spot.text, 9, turn=turn)
    if words_around:
        for n in range(12):
            sheet.text(220, 60 + 12 * n, "Upright words beside the table", 9)
    return sheet.read()[0]


def _turn(x: float, y: float, turn: int) -> tuple[float, float]:
    return {90: (y, 842 - x), 180: (595 - x, 842 - y), 270: (595 - y, x)}[turn]


@pytest.mark.parametrize("turn", [90, 180, 270])
@pytest.mark.parametrize("words_around", [False, True])
def test_a_turned_table_reads_upright(turn: int, words_around: bool) -> None:
    page = turned_table(turn, words_around)
    leaf = leaf_of(page)
    grid = grid_in(page)
    assert printed(grid) == wanted(YEARS)
    first = next(c for c in grid.cells if c.text == "Museum visits")
    word = next(w for w in page.words if w.text == "Museum")
    assert first.box is not None
    assert first.box.holds(*word.box.middle)
    assert len([e for e in leaf.elements if not isinstance(e, Grid)]) == words_around


@pytest.mark.parametrize(
    ("turn", "displayed", "meant"),
    [
        (90, "left", "up"),
        (270, "right", "up"),
        (180, "up", "down"),
        (90, "down_left", "up_left"),
        (180, "triangle", "triangle_down"),
        (180, "circle", "circle"),
    ],
)
def test_a_drawn_arrow_on_a_turned_page_points_as_its_words_stand(
    turn: Literal[90, 180, 270], displayed: Shape, meant: Shape
) -> None:
    """On a page turned by a quarter an improving trend was steady, and on one upside down worsening."""
    place = Box(300, 400, 310, 410)
    words = tuple(
        Word(
            text=f"{n}%", box=Box(100 + 20 * (n % 5), 100 + 20 * (n // 5), 112 + 20 * (n % 5), 110), size=9, turned=turn
        )
        for n in range(20)
    )
    mark = Mark(shape=displayed, colour="black", drawn="vector", box=place)
    _, parts = parts_of(Page(number=1, width=595, height=842, words=words, marks=(mark,)))
    assert [m.shape for m in parts[0].page.marks] == [meant]
