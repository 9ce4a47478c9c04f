"""Ink of a line, drawn in pixels: points are told from specks, black print from coloured stamps, and none is lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.read.pixels import Pixels
from extract.read.render import render_page
from extract.read.scans.engine import Letter
from extract.read.scans.ink import clean_ink, without_dirt
from extract.read.scans.lattice import completed, lattices_of
from extract.read.scans.part import Part
from extract.read.scans.picture import grey_of, rules_of, tilt_of, turned
from extract.read.scans.sheet import sheet_of
from extract.read.scans.textline import Text
from extract.read.scans.words import STRANGE_POINT, is_stained, letters_beside_strange_ink, without_speck_before
from schemas.layout import Box, Page, Word
from tests.read.damage import Level, Tally, compare_figures, damaged, measured_pages, truth_of

SCALE = 200 / 72
FONT = ImageFont.load_default(size=26)
RED, AMBER, BLACK = (190, 40, 70), (240, 160, 0), (0, 0, 0)


@pytest.mark.parametrize(
    ("speck", "stays", "why"),
    [
        ((40, 17, 43, 20), True, "a decimal point follows its letter, at its foot"),
        ((15, 17, 18, 20), True, "a point before a digit may be one: .5"),
        ((8, 17, 11, 20), False, "too far before it"),
        ((40, 8, 43, 11), False, "nothing that is printed stands half-way up"),
        ((25, -8, 28, -5), False, "nor above a digit"),
        ((104, 17, 107, 20), False, "nor away from all print"),
        ((53, -5, 56, -2), True, "the dot of an i"),
        ((40, 9, 48, 11), True, "a dash"),
        ((78, 8, 81, 11), True, "the upper dot of a colon"),
        ((82, 8, 85, 11), False, "a speck above a point: 90:2 was 90.2"),
        ((40, 0, 42, 4), True, "an apostrophe"),
    ],
)
def test_a_speck_of_the_copier_is_no_decimal_point(speck: tuple[int, int, int, int], stays: bool, why: str) -> None:
    """Dots of dirt made ".46.9" of a figure, and ".Jan-17" of a header."""
    letters = [Box(20, 0, 32, 20), Box(33, 0, 39, 20), Box(53, 2, 56, 20), Box(60, 0, 72, 20), Box(78, 17, 81, 20)]
    grey = np.full((60, 120), 250, np.uint8)
    boxes = [Box(b.x0 + 10, b.top + 20, b.x1 + 10, b.bottom + 20) for b in (*letters, Box(*speck))]
    for b in boxes:
        grey[int(b.top) : int(b.bottom), int(b.x0) : int(b.x1)] = 20
    clean, kept = without_dirt(grey, boxes, 250.0)
    assert (boxes[-1] in kept) is stays, why
    assert bool((clean == grey).all()) is stays
    assert set(boxes[:-1]) <= set(kept)


@pytest.mark.parametrize(
    ("ink", "read", "doubted"),
    [
        ([(0, 12, 20), (15, 3, 3), (21, 12, 20)], "4.0", ""),
        ([(0, 12, 20), (15, 3, 3), (21, 12, 20)], "40", "4"),
        ([(0, 12, 20), (15, 4, 7), (21, 12, 20)], "40", "0"),
        ([(0, 12, 20), (15, 12, 20), (30, 3, 3)], "40", ""),
        ([(0, 9, 20), (17, 3, 3), (21, 12, 20)], "4.0", "."),
    ],
    ids=["read", "a point is lost", "a comma is lost", "a speck after it", "a speck between two words"],
)
def test_a_point_that_was_not_read_is_a_doubt(ink: Sequence[tuple[int, int, int]], read: str, doubted: str) -> None:
    """Beneath a stamp "42.0" was read as 420, with a probability of 99.5 %."""
    boxes = tuple(Box(x, 20 - high, x + wide, 20) for x, wide, high in ink)
    beside = 1.6 * 0.22 * 20
    middles = [6, 16, 27] if len(read) == 3 else [6, 27 if ink[1][1] < 12 else 21]
    letters = [Letter(c, 1.0, (x + beside) / (40 + 2 * beside)) for c, x in zip(read, middles, strict=True)]
    line = np.zeros((29, 70), np.uint8)
    text = Text(line, line, line, Box(0, 0, 40, 20), 0, 20.0, 0.1, boxes)
    assert "".join(n.char for n in letters_beside_strange_ink([letters], text)) == doubted


@pytest.mark.parametrize(
    ("stain", "doubted"),
    [
        ((0, 10), ["PI.118"]),
        ((100, 108), ["PI.118", "Visits"]),
        ((150, 160), ["Visits"]),
        ((300, 320), []),
    ],
    ids=["at its start", "between the words", "at the second word", "far behind them"],
)
def test_a_stamp_on_a_line_puts_those_words_in_doubt_that_it_touches(
    stain: tuple[int, int], doubted: list[str]
) -> None:
    """A stamp over the end of "PI.118 Children in our care" put the code in doubt, and with it eight figures."""
    line, beside = np.zeros((29, 330), np.uint8), 1.6 * 0.22 * 20
    text = Text(line, line, line, Box(0, 0, 320, 20), 0, 20.0, 0.1, (), stains=(stain,))
    words = {"PI.118": 6, "Visits": 126}
    letters = {
        word: [Letter(c, 1.0, (x + 15 * n + beside) / (320 + 2 * beside)) for n, c in enumerate(word)]
        for word, x in words.items()
    }
    assert [word for word, own in letters.items() if is_stained(own, text)] == doubted


def test_a_minus_sign_that_was_not_read_is_a_doubt() -> None:
    boxes = (Box(0, 11, 7, 13), Box(10, 0, 22, 20))
    beside = 1.6 * 0.22 * 20
    line = np.zeros((29, 50), np.uint8)
    text = Text(line, line, line, Box(0, 0, 22, 20), 0, 20.0, 0.1, boxes)
    for read, doubted in ((("-", 3), ("5", 16)), set()), ((("5", 16),), {"5"}):
        letters = [Letter(c, 1.0, (x + beside) / (22 + 2 * beside)) for c, x in read]
        assert {n.char for n in letters_beside_strange_ink([letters], text)} == doubted


@pytest.mark.parametrize(
    ("read", "word"),
    [(".46.9", "46.9"), ("..2.7%", "2.7%"), (".Jan-17", "Jan-17"), (".1,204", "1,204"), (".5", ".5"), ("46.9", "46.9")],
)
def test_a_speck_before_a_word_is_not_read_with_it(read: str, word: str) -> None:
    letters = [Letter(char, 1.0, 0.0) for char in read]
    assert "".join(n.char for n in without_speck_before(letters)) == word


@pytest.mark.parametrize(
    ("read", "strange", "why"),
    [
        ("90:2", True, "a speck above a point"),
        ("20.13/14", True, "a speck in a year"),
        ("2013/14", False, "a year"),
        ("10.5/12", False, "a share"),
        ("10:30", False, "a time"),
        (".400", True, "a speck before a figure, or a point"),
        ("Qtr.1", False, "a point of an abbreviation"),
        ("(Pages.4", True, "a speck between two words"),
        ("PI,405", True, "a point of a code with a tail"),
        ("PI.405", False, "a code"),
        ("1,405.5", False, "a figure"),
        ("2.", False, "the end of a sentence"),
    ],
)
def test_a_point_where_none_is_printed_is_a_doubt(read: str, strange: bool, why: str) -> None:
    assert bool(STRANGE_POINT.search(read)) is strange, why


def cell(
    colour: tuple[int, int, int],
    *,
    stroke: tuple[int, int, int] | None,
    disc: bool = False,
    ends: tuple[int, int] = (70, 20),
) -> Image.Image:
    image = Image.new("RGB", (220, 90), (250, 250, 250))
    pen = ImageDraw.Draw(image)
    pen.rectangle((4, 4, 215, 85), outline="black", width=2)
    pen.text((80, 30), "42.0", fill=colour, font=FONT)
    if disc:
        pen.ellipse((20, 30, 44, 54), fill=AMBER)
    if stroke is not None:
        pen.line([(0, ends[0]), (219, ends[1])], fill=stroke, width=6)
        pen.text((80, 30), "42.0", fill=colour, font=FONT)
    return image


def part_of(image: Image.Image) -> Part:
    part = Part.cut(sheet_of(np.asarray(image), SCALE), Box(5, 5, 215, 85))
    assert part is not None
    return part


@pytest.mark.parametrize(
    ("ends", "doubted"), [((70, 20), True), ((20, 5), False)], ids=["through the figure", "beside the figure"]
)
def test_black_print_is_read_below_a_coloured_stamp(ends: tuple[int, int], doubted: bool) -> None:
    clean, stamped = part_of(cell(BLACK, stroke=None)), part_of(cell(BLACK, stroke=RED, ends=ends))
    assert [tuple(map(round, b)) for b in sorted(stamped.blobs)] == [tuple(map(round, b)) for b in sorted(clean.blobs)]
    assert [bool(text.stains) for text in stamped.texts()] == [doubted]
    assert [bool(text.stains) for text in clean.texts()] == [False]


@pytest.mark.parametrize("box", [Box(5, 5, 215, 130), Box(-20, -9, 215, 85), Box(100, 40, 400, 300)])
def test_a_black_edge_of_the_glass_is_no_reason_to_fail(box: Box) -> None:
    """Lines along the edge of a crooked copy lie outside of its picture."""
    image = cell(BLACK, stroke=None)
    ImageDraw.Draw(image).rectangle((0, 84, 219, 89), fill="black")
    part = Part.cut(sheet_of(np.asarray(image), SCALE), box)
    assert part is None or part.box.bottom <= 90


@pytest.mark.parametrize("colour", [RED, AMBER], ids=["red", "amber"])
def test_coloured_print_is_no_stamp(colour: tuple[int, int, int]) -> None:
    part = part_of(cell(colour, stroke=None, disc=True))
    assert not part.soiled
    assert len(part.blobs) == 5


@pytest.mark.parametrize("colour", [RED, BLACK], ids=["red", "black"])
def test_a_stroke_through_a_cell_is_a_doubt_whatever_its_colour(colour: tuple[int, int, int]) -> None:
    part = part_of(cell(BLACK, stroke=colour))
    assert part.soiled or all(text.doubtful or text.stains for text in part.texts())


def header(size: int) -> Pixels:
    """A merged header cell beside two that lie one above the other; the rule between those ends beside its text."""
    image = Image.new("L", (700, 260), 250)
    pen = ImageDraw.Draw(image)
    pen.rectangle((50, 50, 650, 130), fill=70)
    for x in (50, 200, 650):
        pen.line([(x, 50), (x, 210)], fill=160, width=2)
    for x in (310, 420, 530):
        pen.line([(x, 90), (x, 210)], fill=160, width=2)
    for y in (50, 130, 210):
        pen.line([(50, y), (650, y)], fill=160, width=2)
    pen.line([(200, 90), (650, 90)], fill=160, width=2)
    pen.text((125, 90), "2013/14", fill=250, font=ImageFont.load_default(size=size), anchor="mm", stroke_width=1)
    noise = np.random.default_rng(3).normal(0, 9, (260, 700))
    return np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("size", [20, 24, 28])
def test_the_rule_of_a_header_does_not_go_on_through_the_word_beside_it(size: int) -> None:
    """A year in a merged header was cut in two, and its column lost."""
    grey = header(size)
    (lattice,) = lattices_of(completed(rules_of(grey, SCALE), grey, SCALE), SCALE)
    assert len(lattice.cells) == 11


def test_specks_do_not_count_as_ink_of_a_cell() -> None:
    image = cell(BLACK, stroke=None)
    ImageDraw.Draw(image).rectangle((160, 20, 163, 23), fill=(60, 60, 60))
    part = part_of(image)
    (text,) = part.texts()
    assert len(text.ink) == 4
    assert len(clean_ink(part.grey, part.ground, part.sheet)[1]) == 5


def line_of(*words: str, at: Sequence[float] | None = None) -> Page:
    places = at or [50 + 30 * n for n in range(len(words))]
    boxes = [Box(x, 100, x + 6 * len(text), 110) for x, text in zip(places, words, strict=True)]
    made = [Word(text=text, box=box, size=10, confidence=0.99) for text, box in zip(words, boxes, strict=True)]
    return Page(number=1, width=500, height=500, words=tuple(made))


@pytest.mark.parametrize(
    ("printed", "read", "right", "silent"),
    [
        (line_of("Qtr", "1", at=[50, 69]), line_of("Qtr1"), 1, 0),
        (line_of("Qtr1"), line_of("Qtr", "1", at=[50, 68]), 1, 0),
        (line_of("12"), line_of("1", "2", at=[50, 56]), 0, 1),
        (line_of("1", "2", at=[50, 56]), line_of("12"), 0, 2),
        (line_of("42.0"), line_of("420"), 0, 1),
        (line_of("79.4"), line_of("IVEC"), 0, 1),
    ],
    ids=["a blank lost", "a blank found", "a figure split", "figures joined", "a point lost", "letters for digits"],
)
def test_the_measure_of_damage_is_fair_to_blanks_and_hard_on_figures(
    printed: Page, read: Page, right: int, silent: int
) -> None:
    tally = Tally()
    list(compare_figures(printed, read, tally))
    assert (tally["right"], tally["silent"]) == (right, silent)


def test_damage_is_measured_on_the_first_the_fullest_and_the_emptiest_page() -> None:
    truth = {"observations": [{"page": p} for p in (4, 4, 7, 7, 7, 9, 12, 12)]}
    assert measured_pages(truth, 12) == [1, 4, 7, 9]
    assert measured_pages(truth, 3) == [1, 2, 3]
    assert [o["page"] for o in truth_of(truth, [1, 4, 9])["observations"]] == [2, 2, 3]


def test_a_rule_in_line_with_the_stem_of_a_letter_above_it_is_a_rule() -> None:
    """Between outturn and target of a small table, below "Quarter 2", the rule was lost, and "90.9 86" was one cell."""
    paper = Path(__file__).parents[2] / "corpus" / "tamebrook-2022-11-23-children-pack.pdf"
    picture = damaged(render_page(paper, 21, SCALE), Level("", tilt=-2.0), seed=4)
    pixels = np.asarray(picture.convert("RGB"))
    grey = grey_of(turned(pixels, tilt_of(grey_of(pixels))))
    lattices = lattices_of(completed(rules_of(grey, SCALE), grey, SCALE), SCALE)
    assert 23 in [len(lattice.cells) for lattice in lattices]
