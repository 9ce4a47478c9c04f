"""What is drawn on a page, by the colours at its places."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

from extract.show.page import (
    DISC,
    DOTS_PER_POINT,
    PANEL,
    SEVERITIES,
    VERDICTS,
    SeenColumn,
    SeenDoubt,
    SeenFigure,
    SeenPage,
    SeenTable,
    drawn,
    size_of,
)
from schemas.layout import Box

WHITE = (255, 255, 255)
TABLE = Box(50, 100, 250, 200)
CELL = Box(150, 150, 200, 200)


def page(**said: object) -> SeenPage:
    fields = {"name": "a-long-name-of-a-paper.pdf", "number": 7, "tables": (), "figures": (), "doubts": ()} | said
    return SeenPage(**fields)  # type: ignore[arg-type]


def drawing(seen: SeenPage) -> Image.Image:
    return drawn(Image.new("RGB", (600, 800), WHITE), seen)


def colour_at(picture: Image.Image, x: float, y: float) -> object:
    return picture.getpixel((round(x * DOTS_PER_POINT), round(y * DOTS_PER_POINT)))


def test_the_panel_stands_beside_the_page() -> None:
    assert drawing(page()).size == (600 + PANEL, 800)


def test_a_table_has_the_colour_of_what_became_of_it() -> None:
    for verdict, colour in VERDICTS.items():
        table = SeenTable(TABLE, verdict, "a reason", (CELL,), (SeenColumn(50, 150, "indicator"),))
        assert colour_at(drawing(page(tables=(table,))), TABLE.x0, 150) == colour


def test_a_figure_is_tinted_and_its_surroundings_are_not() -> None:
    picture = drawing(page(figures=(SeenFigure(CELL, "outturn"), SeenFigure(Box(10, 10, 20, 20), "no figure"))))
    assert colour_at(picture, 175, 175) not in (WHITE, None)
    assert colour_at(picture, 100, 175) == WHITE


def test_a_doubt_is_framed_in_the_colour_of_its_severity() -> None:
    for severity, colour in SEVERITIES.items():
        picture = drawing(page(doubts=(SeenDoubt(CELL, severity, "96 of 7,459 is 1.3, not 3.1", "1.3"),)))
        assert colour_at(picture, CELL.x0, 175) == colour


def test_the_numbers_of_two_doubts_about_one_cell_stand_side_by_side() -> None:
    doubts = (SeenDoubt(CELL, "error", "first", None), SeenDoubt(CELL, "warning", "second", None))
    picture = drawing(page(doubts=doubts))
    beside = 2 * DISC / DOTS_PER_POINT
    above = CELL.top - 0.7 * DISC / DOTS_PER_POINT
    assert colour_at(picture, CELL.x1, above) == SEVERITIES["error"]
    assert colour_at(picture, CELL.x1 - beside, above) == SEVERITIES["warning"]


def test_the_meaning_of_a_narrow_column_is_written_no_wider_than_the_column() -> None:
    pen = ImageDraw.Draw(Image.new("RGB", (10, 10)))
    size = size_of(pen, "outturn 2022-23 Q1", 44)
    assert pen.textlength("2022-23", ImageFont.load_default(size)) <= 44
    assert size_of(pen, "outturn 2022-23 Q1", 200) > size


def test_many_doubts_make_the_picture_longer_not_shorter() -> None:
    doubts = tuple(SeenDoubt(None, "warning", "a long message about a whole page " * 4, None) for _ in range(40))
    assert drawing(page(doubts=doubts)).height > 800
