"""Glyphs of fonts that only their maker knows: named by what they show, or left as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.read import read_pages

from .raw import FIRST, at, write_raw

DISC = "500 0 m 776 0 1000 224 1000 500 c 1000 776 776 1000 500 1000 c 224 1000 0 776 0 500 c 0 224 224 0 500 0 c f"
TRIANGLE = "0 0 m 1000 0 l 500 900 l f"
SCRIBBLE = "0 0 m 300 900 l 350 100 l 700 1000 l 600 0 l 990 500 l 800 20 l 400 60 l f"


def paper(path: Path, outline: str, unicode: str) -> Path:
    """A page with one glyph of a Type 3 font, green, whose table of characters gives it a code."""
    glyph = f"1000 0 0 0 1000 1000 d1 {outline}"
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <00> <FF> "
        f"endcodespacerange 1 beginbfchar <41> <{unicode}> endbfchar endcmap end end"
    )
    content = "0 .6 .2 rg BT /F2 10 Tf 100 300 Td (A) Tj ET 0 g BT /F1 10 Tf 120 300 Td (Calls answered: 91.2%) Tj ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</a 7 0 R>>"
        "/Encoding<</Type/Encoding/Differences[65/a]>>/FirstChar 65/LastChar 65/Widths[1000]/ToUnicode 8 0 R"
        "/Resources<<>>>>",
        f"<</Length {len(glyph)}>>stream\n{glyph}\nendstream",
        f"<</Length {len(table)}>>stream\n{table}\nendstream",
    ]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    path.write_bytes(f"{out}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}{trailer}".encode("latin-1"))
    return path


@pytest.mark.parametrize(
    ("outline", "code", "expected", "why"),
    [
        (DISC, "F06C", "●", "a code of its own that shows a disc"),
        (TRIANGLE, "E012", "▲", "and one that shows a triangle"),
        (SCRIBBLE, "F0C3", "\uf0c3", "what shows no symbol clearly stays what it was"),
        (DISC, "0041", "A", "a letter is taken at its word, whatever its font draws"),
    ],
)
def test_a_nameless_glyph(tmp_path: Path, outline: str, code: str, expected: str, why: str) -> None:
    [page] = read_pages(paper(tmp_path / "a.pdf", outline, code))
    assert page.words[0].text == expected, why
    assert page.words[0].colour == "green"


def test_a_symbol_font_that_is_described_by_its_name_alone_is_known_by_it(tmp_path: Path) -> None:
    """Old files leave out the description of a font that every computer had: ☺ was the letter J."""
    font = "<</Type/Font/Subtype/TrueType/BaseFont/Wingdings/FirstChar 74/LastChar 74/Widths[800]>>"
    path = write_raw(tmp_path / "a.pdf", at(60, 300, "J", font="F2"), [font], fonts=f"/F2 {FIRST} 0 R")
    assert [w.text for page in read_pages(path) for w in page.words] == ["☺"]
