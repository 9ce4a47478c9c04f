"""Cells, headings and what stands beside tables, drawn in pixels: their ink is told from rules, charts and symbols."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.read.scans.charts import charts_on
from extract.read.scans.engine import Letter
from extract.read.scans.ink import lines_of
from extract.read.scans.lattice import completed, lattices_of
from extract.read.scans.line import Line
from extract.read.scans.outside import between_rules, missed_lines, once, printed_at
from extract.read.scans.part import Part
from extract.read.scans.picture import rules_of
from extract.read.scans.shaded import shadings_on
from extract.read.scans.sheet import Sheet, sheet_of
from extract.read.scans.textline import Text
from extract.read.scans.words import is_dash, letters_beside_strange_ink
from schemas.layout import Box

SCALE = 200 / 72
FONT = ImageFont.load_default(size=26)
NAVY, WHITE = (20, 60, 110), (250, 250, 250)


def sheet(image: Image.Image) -> Sheet:
    return sheet_of(np.asarray(image), SCALE)


@pytest.mark.parametrize("room", [2, 4, 8])
def test_letters_close_to_the_rules_of_a_low_row_are_whole(room: int) -> None:
    """Rows that a word processor draws tight: the point of "94.8" was taken for dirt of the rule below it."""
    image = Image.new("RGB", (300, 80), WHITE)
    pen = ImageDraw.Draw(image)
    left, top, right, foot = pen.textbbox((40, 20), "94.8", font=FONT)
    pen.rectangle((10, top - room - 2, 250, foot + room + 1), outline="black", width=2)
    pen.text((40, 20), "94.8", fill="black", font=FONT)
    part = Part.cut(sheet(image), Box(11, top - room - 1, 249, foot + room))
    assert part is not None
    assert len(part.blobs) == 4
    assert max(b.x1 for b in part.blobs) - min(b.x0 for b in part.blobs) == pytest.approx(right - left, abs=4)


@pytest.mark.parametrize("below", ["Performance was within tolerance of the target", ""])
def test_a_dark_header_without_a_line_below_it_is_a_row_of_its_own(below: str) -> None:
    """The edge of the shading is seen neither above a disc nor in narrow columns."""
    image = Image.new("RGB", (900, 400), WHITE)
    pen = ImageDraw.Draw(image)
    pen.rectangle((50, 50, 850, 110), fill=NAVY)
    for x in (50, 130, 600, 680, 760, 850):
        pen.line([(x, 50), (x, 350)], fill="grey", width=2)
    for y in (50, 230, 350):
        pen.line([(50, y), (850, y)], fill="grey", width=2)
    for x, text in ((60, "Ref"), (140, "Comment"), (610, "Q1")):
        pen.text((x, 64), text, fill="white", font=FONT)
    pen.ellipse((136, 113, 158, 135), fill=(220, 140, 0))
    pen.text((165, 112), below, fill="black", font=ImageFont.load_default(size=18))
    grey = sheet(image).grey
    lattices = lattices_of(completed(rules_of(grey, SCALE), grey, SCALE), SCALE)
    assert [len(lattice.cells) for lattice in lattices] == [15]


def test_a_rule_close_to_the_print_above_and_below_it_is_a_rule() -> None:
    image = Image.new("RGB", (900, 260), WHITE)
    pen = ImageDraw.Draw(image)
    rows = [40 + 27 * n for n in range(6)]
    for y in rows:
        pen.line([(50, y), (850, y)], fill="black", width=2)
        pen.text((58, y - 3), "Target, quality of fly-tipping jobs, by quarter, by team,", fill="black", font=FONT)
    for x in (50, 800, 850):
        pen.line([(x, 40), (x, rows[-1])], fill="black", width=2)
    assert [line.at for line in rules_of(sheet(image).grey, SCALE) if line.flat] == pytest.approx(rows, abs=2)


def test_a_heading_on_a_dark_band_is_no_chart() -> None:
    """Print parts the band into pieces, each as large as the body of a chart."""
    image = Image.new("RGB", (1200, 200), WHITE)
    pen = ImageDraw.Draw(image)
    pen.rectangle((40, 60, 1160, 100), fill=NAVY)
    for x, text in ((60, "Ref"), (300, "Indicator"), (700, "Q1 2019/20"), (1000, "Comment")):
        pen.text((x, 64), text, fill="white", font=FONT)
    assert list(charts_on(sheet(image), [], [])) == []


def row_of_figures(shade: tuple[int, int, int] = WHITE) -> Sheet:
    image = Image.new("RGB", (900, 120), WHITE)
    pen = ImageDraw.Draw(image)
    pen.rectangle((20, 40, 880, 90), fill=shade)
    for x, text in ((40, "Households in temporary accommodation"), (620, "9")):
        pen.text((x, 50), text, fill="black", font=FONT)
    pen.polygon([(740, 76), (762, 76), (751, 54)], fill="black")
    return sheet(image)


@pytest.mark.parametrize("shade", [WHITE, (228, 232, 244), NAVY], ids=["paper", "zebra", "dark"])
def test_a_figure_that_the_network_overlooked_is_found_in_its_row(shade: tuple[int, int, int]) -> None:
    page = row_of_figures(shade)
    found = missed_lines(page, [Box(36, 46, 530, 84)])
    assert any(line.holds(627, 66) for line in found)
    assert not any(line.holds(60, 110) for line in found)


def test_a_symbol_beside_the_tables_is_no_letter() -> None:
    """Arrows of a table without rules were read as "4" and "A"."""
    page = row_of_figures()
    arrow = printed_at(page, Box(735, 50, 768, 80))
    figure = printed_at(page, Box(615, 48, 640, 82))
    assert [m.shape for m in arrow.marks] == ["triangle"]
    assert arrow.texts == ()
    assert figure.marks == ()
    assert len(figure.texts) == 1


@pytest.mark.parametrize(
    ("ink", "doubted"),
    [
        ([(0, 12, 14), (20, 10, 20), (36, 14, 20)], []),
        ([(0, 12, 20), (16, 12, 20), (34, 14, 12), (44, 14, 20), (58, 14, 12)], []),
        ([(0, 12, 20), (16, 12, 20), (34, 12, 20), (44, 14, 20)], ["%"]),
    ],
    ids=["every letter has its ink", "the rings of a percent sign are its own", "a digit beside it is not"],
)
def test_ink_that_no_letter_explains_is_a_doubt(ink: list[tuple[int, int, int]], doubted: list[str]) -> None:
    boxes = tuple(Box(x, 20 - high, x + wide, 20) for x, wide, high in ink)
    places = {
        3: [("6", 6), ("5", 25), ("%", 43)],
        5: [("6", 6), ("5", 22), ("%", 53)],
        4: [("6", 6), ("5", 22), ("%", 53)],
    }
    line = np.zeros((29, 100), np.uint8)
    text = Text(line, line, line, Box(0, 0, 72, 20), 0, 20.0, 0.1, boxes)
    beside = 1.6 * 0.22 * 20
    letters = [Letter(char, 1.0, (x + beside) / (72 + 2 * beside)) for char, x in places[len(ink)]]
    assert [letter.char for letter in letters_beside_strange_ink([letters], text)] == doubted


def test_the_point_of_a_large_figure_is_no_line_of_its_own() -> None:
    """Cards print a figure in letters whose point is as high as the small print below it."""
    image = Image.new("RGB", (400, 260), WHITE)
    pen = ImageDraw.Draw(image)
    pen.rectangle((5, 5, 390, 250), outline="black", width=2)
    pen.text((30, 20), "91.8%", fill="black", font=ImageFont.load_default(size=80))
    for n in range(3):
        pen.text((30, 124 + 42 * n), "School places filled", fill="black", font=FONT)
    part = Part.cut(sheet(image), Box(5, 5, 390, 250))
    assert part is not None
    assert len(lines_of(part.blobs, SCALE)) == 4


@pytest.mark.parametrize(
    ("shade", "colour"), [((222, 222, 222), "grey"), ((12, 163, 81), "green"), (NAVY, "blue"), (WHITE, None)]
)
def test_shaded_rows_and_cells_without_rules_are_found(shade: tuple[int, int, int], colour: str | None) -> None:
    """Every other row is shaded, or a score is a colour: rows were read as one, and scores were lost."""
    image = Image.new("RGB", (1200, 400), WHITE)
    pen = ImageDraw.Draw(image)
    boxes = [(100, 60, 1100, 100), (900, 160, 1000, 200), (900, 240, 1000, 280)]
    for box in boxes:
        pen.rectangle(box, fill=shade)
    for n in range(8):
        pen.text((110, 64 + 40 * n), "K2 Visits to the website  61,002", fill="grey", font=FONT)
    found = shadings_on(sheet(image), [], [])
    assert [f.colour for f in found] == ([colour] * 3 if colour else [])
    for box, fill in zip(boxes, sorted(found, key=lambda f: f.box.top), strict=bool(colour)):
        assert fill.box == pytest.approx(box, abs=6)


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([], (100, 130)),
        ([128], (100, 125)),  # the rule below: its upper side was taken for points
        ([102, 128], (105, 125)),
        ([116], (100, 130)),  # through the middle: print is struck out, and all of it is looked at
    ],
)
def test_a_found_line_ends_at_the_rules_above_and_below_it(rules: list[int], expected: tuple[int, int]) -> None:
    lines = [Line(True, at, 0, 900) for at in rules]
    assert between_rules(Box(50, 100, 300, 130), lines, 3)[1::2] == expected


@pytest.mark.parametrize(("printed", "dash"), [("-", True), ("1", False), ("I", False), ("7", False), ("-1", False)])
def test_a_dash_alone_is_known_by_its_shape(printed: str, dash: bool) -> None:
    """Magnified to the height of a line, it was read as 8, as 1 and as =."""
    image = Image.new("RGB", (300, 80), WHITE)
    ImageDraw.Draw(image).text((100, 24), printed, fill="black", font=FONT)
    part = Part.cut(sheet(image), Box(1, 1, 299, 79))
    assert part is not None
    assert [is_dash(text, SCALE) for text in part.texts()] == [dash]


@pytest.mark.parametrize(
    ("boxes", "kept"),
    [
        ([Box(0, 0, 300, 20), Box(270, 0, 300, 16)], [(0, False)]),  # the end of "supported", found again
        ([Box(0, 0, 300, 20), Box(1, 0, 298, 20)], [(0, False)]),
        ([Box(0, 0, 300, 20), Box(280, 0, 340, 20)], [(0, True), (280, True)]),
        ([Box(0, 0, 300, 20), Box(310, 0, 340, 20)], [(0, False), (310, False)]),
    ],
    ids=["a part", "twice", "torn", "beside"],
)
def test_print_that_was_found_twice_is_read_once(boxes: list[Box], kept: list[tuple[int, bool]]) -> None:
    line = np.zeros((29, 50), np.uint8)
    texts = [Text(line, line, line, box, 0, 20.0, 0.1, ()) for box in boxes]
    assert [(text.box.x0, text.doubtful) for text in once(texts)] == kept
