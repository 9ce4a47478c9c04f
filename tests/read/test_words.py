"""How letters become words: note marks, fake bold, letters that are spaced out, unusual characters."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.read import read_pages

from .raw import FIRST, at, drawn_font, write_raw


def words(path: Path, *, marks: bool = False) -> list[str]:
    return [w.text for page in read_pages(path) for w in page.words if marks or not w.raised]


def spaced(text: str, by: float) -> str:
    return f"BT /F1 9 Tf {by} Tc 60 300 Td ({text}) Tj 0 Tc ET\n"


def raised(mark: str, x: float, size: float = 5) -> str:
    return at(60, 300, "45") + at(x, 304, mark, size=size)


def twice(text: str, dx: float, dy: float = 0) -> str:
    return at(60, 300, text) + at(60 + dx, 300 + dy, text)


PRINTED: dict[str, tuple[str, list[str]]] = {
    "a note mark at the figure": (raised("1", 70), ["45"]),
    "a note mark a little apart": (raised("1", 73), ["45"]),
    "two note marks": (raised("1,2", 70), ["45"]),
    "a note mark of the size of the figure": (raised("1", 70, size=9), ["45"]),
    "a figure in the line above is no note mark": (at(60, 300, "45") + at(60, 311, "46"), ["46", "45"]),
    "a figure in the next column is no note mark": (at(60, 300, "45") + at(90, 304, "1", size=5), ["45", "1"]),
    "fake bold": (twice("11.1%", 0.3), ["11.1%"]),
    "fake bold aside and up": (twice("22", 0.3, 0.3), ["22"]),
    "fake bold far aside": (twice("11.1% till", 0.9), ["11.1%", "till"]),
    "a real eleven": (at(60, 300, "11"), ["11"]),
    "letters spaced out": (spaced("92.5%", 2.5), ["92.5%"]),
    "letters spaced wide": (spaced("92.5%", 5), ["92.5%"]),
    "words spaced out": (spaced("Target met", 2.5), ["Target", "met"]),
    "the other hyphen of Windows before a figure is a minus": (at(60, 300, "\\2553.2%"), ["-3.2%"]),
    "single figures in a row are no spaced figure": (spaced("1 2 3 4", 4), ["1", "2", "3", "4"]),
}


@pytest.mark.parametrize("how", PRINTED)
def test_words_are_what_a_reader_sees(tmp_path: Path, how: str) -> None:
    content, expected = PRINTED[how]
    assert words(write_raw(tmp_path / "a.pdf", content + at(60, 100, "Target 90%")))[:-2] == expected


def test_a_soft_hyphen_before_a_figure_is_the_minus_that_it_looks_like(tmp_path: Path) -> None:
    font = drawn_font("-32.%", "\u00ad32.%", FIRST)
    path = write_raw(tmp_path / "a.pdf", at(60, 300, "ABDCE", font="F3"), font, fonts=f"/F3 {FIRST + 6} 0 R")
    assert words(path) == ["-3.2%"]


def test_a_white_box_under_a_figure_rules_nothing(tmp_path: Path) -> None:
    content = "1 g 60 290 80 20 re f 0 g " + at(62, 300, "92.5%")
    page = next(iter(read_pages(write_raw(tmp_path / "a.pdf", content))))
    assert page.rules == ()
