"""Characters of symbol fonts are what they look like, however the file writes their codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.read import marks_in, read_pages, shape_of
from extract.read.glyphs import seen_as

from .raw import FIRST, at, drawn_font, stream, write_raw

STAR = "500 900 m 610 600 l 920 600 l 670 410 l 760 100 l 500 290 l 240 100 l 330 410 l 80 600 l 390 600 l f"


@pytest.mark.parametrize(
    ("printed", "font", "shape", "why"),
    [
        ("l", "ABCDEF+Wingdings-Regular", "circle", "the letter of the code"),
        ("\uf06c", "Wingdings", "circle", "the code in the private use area"),
        ("(cid:108)", "Wingdings", "circle", "a code without a character"),
        ("˜", "Wingdings2", "circle", "the character that Windows has under the code"),
        ("é", "Wingdings", "up", "an arrow"),
        ("p", "ABCDEE+Wingdings3", "triangle", "another table of the same family"),
        ("6", "Webdings", "triangle_down", "a triangle"),
        ("H", "ZapfDingbats", "star", "a font that every viewer has"),
        ("J", "Wingdings", "smile", "a face"),
        ("C", "Webdings", "thumbs_up", "a thumb"),
        ("l", "Helvetica", None, "a letter"),
        ("(cid:108)", "ABCDEF+Arial", None, "a glyph without a name"),
    ],
)
def test_what_a_character_of_a_font_looks_like(printed: str, font: str, shape: str | None, why: str) -> None:
    assert shape_of(seen_as(printed, font)) == shape, why


def test_a_code_that_windows_does_not_use_is_the_bullet_that_viewers_draw() -> None:
    assert seen_as("(cid:127)", "Helvetica") == "•"


def test_an_icon_of_a_font_that_no_table_knows_is_looked_at(tmp_path: Path) -> None:
    icons = drawn_font("l", "\ue014", FIRST)
    icons[0] = stream(f"556 0 0 0 556 556 d1 .55 0 0 .55 0 0 cm {STAR}")
    path = write_raw(tmp_path / "a.pdf", at(60, 300, "A", font="F3", size=12), icons, fonts=f"/F3 {FIRST + 2} 0 R")
    page = next(iter(read_pages(path)))
    assert [m.shape for m in marks_in(page.words)] == ["star"]
