"""Text layers that cannot be what their page shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.read.glyphs import seen_as
from extract.read.language import is_language
from extract.read.skim import skim
from tests.tables.draw import Sheet

NOISE = '! "   #" $ %& \'( ) * + , - . / 0 1 ! "#$ %&\' ()*+ ,-. /01 "#$%& \'()* +,-. !"#$ %&\'('


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("The percentage of calls answered within 20 seconds fell from 91.2% to 88.0% in Quarter 2.", True, "English"),
        ("Canran y galwadau a atebwyd o fewn 20 eiliad: cynnydd yn ystod chwarter dau y flwyddyn hon.", True, "Welsh"),
        ("61.2% 58.0% 61.7% 58.2% 60.0% 1,984 (96 / 7,459) 1.3% £135k 12.5 9.1% 0.4%", True, "a page of figures"),
        ("1. Apologies ........................................................ 3", True, "a list of contents"),
        ("★ ● ▲", True, "too little to tell"),
        (NOISE, False, "glyphs numbered in the order in which they are first used"),
        ("Wkh shufhqwdjh ri fdoov dqvzhuhg zlwklq vhfrqgv ihoo lq txduwhu wzr dqg wkh frxqflo wkhq vwduwhg wr "
         "uhfuxlw pruh vwdii iru lwv frqwdfw fhqwuh zklfk khoshg", False, "every letter three further on"),
    ],
)  # fmt: skip
def test_language(text: str, expected: bool, why: str) -> None:
    assert is_language(text) is expected, why


def broken(tmp_path: Path, sheet: Sheet) -> str:
    file = tmp_path / "paper.pdf"
    file.write_bytes(sheet.pdf())
    return skim(file)[0].broken


def test_a_page_whose_text_is_noise_is_not_passed_over_as_empty(tmp_path: Path) -> None:
    sheet = Sheet()
    for y in range(100, 200, 20):
        sheet.text(50, y, NOISE)
    assert "no language" in broken(tmp_path, sheet)


def test_a_page_whose_letters_are_drawn_is_not_passed_over_as_empty(tmp_path: Path) -> None:
    sheet = Sheet()
    for n in range(200):
        sheet.line(50 + 3 * n, 100, 52 + 3 * n, 110)
    assert "letters may be drawn" in broken(tmp_path, sheet)


def test_a_page_with_a_title_and_a_few_rules_is_as_it_says(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.text(50, 100, "Appendix 2")
    sheet.line(50, 110, 500, 110)
    assert broken(tmp_path, sheet) == ""


@pytest.mark.parametrize(
    ("printed", "expected", "why"),
    [
        ("昀椀", "fi", "two letters with their bytes exchanged"),
        ("琀椀", "ti", "two letters with their bytes exchanged"),
        ("一", "一", "a character of its own"),
        ("昀一七", "昀一七", "no letters"),
        ("ti", "ti", "a ligature that says its letters"),
    ],
)
def test_ligatures_with_exchanged_bytes(printed: str, expected: str, why: str) -> None:
    assert seen_as(printed, "ABCDEF+Calibri") == expected, why
