"""What a viewer does not show is not read, and what people hide a wrong figure with does not hide the right one."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.read import file, read_pages
from extract.read.scans import MissingEngineError
from schemas.layout import Page

from .raw import FIRST, at, drawn_font, stream, write_raw

SHOWN = at(60, 300, "92.5%")
OLD = at(60, 300, "17.3%")
LAYER = "/OC /oc1 BDC " + OLD + "EMC "


def layers(state: str) -> dict[str, str]:
    return {
        "resources": f"/Properties<</oc1 {FIRST} 0 R>>",
        "catalog": f"/OCProperties<</OCGs[{FIRST} 0 R]/D<<{state}>>>>",
    }


def the_page(path: Path) -> Page:
    return next(iter(read_pages(path)))


def words(path: Path) -> list[str]:
    return [w.text for w in the_page(path).words]


HIDDEN: dict[str, str] = {
    "text without paint": f"q BT 3 Tr ET {OLD} Q",
    "white on white": f"1 g {OLD} 0 g",
    "white on a white box": f"1 g 50 290 80 20 re f {OLD} 0 g",
    "green on a green box": f"0 .6 .2 rg 50 290 80 20 re f {OLD} 0 g 1 1 1 rg 50 290 80 20 re f 0 g",
    "the size of a dot": at(60, 300, "17.3%", size=0.1),
    "under a white box": f"{OLD} 1 g 50 290 80 20 re f 0 g",
    "cut off by a clipping path": f"q 300 10 50 20 re W n {OLD} Q",
    "beside the page": at(460, 300, "17.3%"),
    "below the page": at(60, -30, "17.3%"),
}


@pytest.mark.parametrize("how", HIDDEN)
def test_a_hidden_figure_does_not_glue_to_the_one_that_is_shown(tmp_path: Path, how: str) -> None:
    assert words(write_raw(tmp_path / "a.pdf", HIDDEN[how] + SHOWN)) == ["92.5%"]


SEEN: dict[str, str] = {
    "white on a dark box": f"0 0 .4 rg 50 290 80 20 re f 1 g {SHOWN}",
    "white on a dark box with round corners": f"0 0 .4 rg 60 290 m 120 290 l 140 300 120 310 110 310 c 60 310 l h f 1 g {SHOWN}",
    "white on a thick dark line": f"0 0 .4 RG 20 w 50 303 m 140 303 l S 1 g {SHOWN}",
    "white on a shade painted in strips": "0 0 .4 rg "
    + "".join(f"50 {290 + n} 80 1 re f " for n in range(20))
    + f"1 g {SHOWN}",
    "white on a picture in the page": f"q 80 0 0 20 50 290 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x10 EI Q 1 g {SHOWN}",
    "white with a dark outline": f"q BT 2 Tr ET 1 g {SHOWN} Q",
    "on a box that was white": f"1 g 50 290 80 20 re f 0 g {SHOWN}",
    "inside its clipping path": f"q 50 290 80 20 re W n {SHOWN} Q",
    "white on a dark box that is too low for it": f"0 0 .4 rg 50 290 80 12 re f 1 g {SHOWN}",
    "cut off above by a low row": f"q 50 290 80 13 re W n {SHOWN} Q",
    "beside a white box": f"{SHOWN} 1 g 200 290 80 20 re f 0 g",
    "under a highlight": f"{SHOWN} q /marker gs 1 1 0 rg 50 290 80 20 re f Q",
}
MARKER = "/ExtGState<</marker<</ca .4/BM/Multiply>>>>"


@pytest.mark.parametrize("how", SEEN)
def test_what_is_shown_stays(tmp_path: Path, how: str) -> None:
    assert words(write_raw(tmp_path / "a.pdf", SEEN[how], resources=MARKER)) == ["92.5%"]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (f"/OFF[{FIRST} 0 R]", ["92.5%"]),
        ("/BaseState/OFF", ["92.5%"]),
        (f"/BaseState/OFF/ON[{FIRST} 0 R]", ["17.3%", "92.5%"]),
        ("", ["17.3%", "92.5%"]),
    ],
)
def test_a_layer_is_read_where_viewers_show_it(tmp_path: Path, state: str, expected: list[str]) -> None:
    content = LAYER + at(120, 300, "92.5%")
    path = write_raw(tmp_path / "a.pdf", content, ["<</Type/OCG/Name(Draft)>>"], **layers(state))
    assert words(path) == expected


def test_hidden_text_is_said_in_the_remark_of_the_page(tmp_path: Path) -> None:
    remark = the_page(write_raw(tmp_path / "a.pdf", f"1 g {OLD} 0 g" + SHOWN)).remark
    assert 'no viewer shows it: "17.3%"' in remark


def test_a_form_is_cut_off_at_its_own_edge(tmp_path: Path) -> None:
    """An old page bound in as a form shows only what its frame holds."""
    form = stream(at(0, 0, "92.5%") + at(200, 0, "17.3%"), "/Type/XObject/Subtype/Form/BBox[-5 -5 60 20]"
                  "/Resources<</Font<</F1 4 0 R>>>>")  # fmt: skip
    path = write_raw(
        tmp_path / "a.pdf", "q 1 0 0 1 60 300 cm /X1 Do Q", [form], resources=f"/XObject<</X1 {FIRST} 0 R>>"
    )
    assert words(path) == ["92.5%"]


@pytest.mark.parametrize("kind", ["/Widget/FT/Tx/T(q2)/V(92.5%)", "/FreeText", "/Stamp"])
def test_a_figure_in_a_form_field_or_a_note_is_read(tmp_path: Path, kind: str) -> None:
    shown = stream(at(4, 6, "92.5%"), "/Type/XObject/Subtype/Form/BBox[0 0 80 20]/Resources<</Font<</F1 4 0 R>>>>")
    field = (
        f"<</Type/Annot/Subtype{kind}/Contents(92.5%)/DA(/F1 9 Tf 0 g)/Rect[60 290 140 310]/F 4/AP<</N {FIRST} 0 R>>>>"
    )
    page = the_page(
        write_raw(tmp_path / "a.pdf", at(60, 330, "Target 90%"), [shown, field], page=f"/Annots[{FIRST + 1} 0 R]")
    )
    assert "92.5%" in [w.text for w in page.words]
    assert "form fields and notes" in page.remark


def test_a_highlight_that_a_reader_left_is_no_colour_of_the_paper(tmp_path: Path) -> None:
    colour = stream("1 .8 0 rg 0 0 80 20 re f", "/Type/XObject/Subtype/Form/BBox[0 0 80 20]")
    notes = [
        f"<</Type/Annot/Subtype/{kind}/Rect[60 290 140 310]/C[1 .8 0]/F 4/AP<</N {FIRST} 0 R>>>>"
        for kind in ("Highlight", "FreeText")
    ]
    both = f"/Annots[{FIRST + 1} 0 R {FIRST + 2} 0 R]"
    page = the_page(write_raw(tmp_path / "a.pdf", SHOWN, [colour, *notes], page=both))
    assert len([f for f in page.fills if f.colour == "amber"]) == 1


DIGITS = "0123456789.%"


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> Page:
        raise MissingEngineError("rapidocr")

    monkeypatch.setattr(file, "read_scanned", missing)


@pytest.mark.usefixtures("without_ocr")
@pytest.mark.parametrize(
    ("says", "expected"),
    [
        (DIGITS, [("92.5%", False)]),
        (DIGITS.replace("9", "x").replace("4", "9").replace("x", "4"), [("42.5%", True)]),
        (DIGITS.replace("9", "\x02"), [("\ufffd2.5%", True)]),
        (DIGITS.replace("9", "\u200b"), [("\ufffd2.5%", True)]),
    ],
    ids=["the truth", "another digit", "a control character", "nothing"],
)
def test_a_font_that_lies_about_its_digits_is_found_out(
    tmp_path: Path, says: str, expected: list[tuple[str, bool]]
) -> None:
    assert [(w.text, w.doubt is not None) for w in the_page(shows_another(tmp_path, says)).words] == expected


def shows_another(tmp_path: Path, says: str) -> Path:
    """A page that shows 92.5% in a font that says other characters."""
    coded = "".join(chr(65 + DIGITS.index(char)) for char in "92.5%")
    font = drawn_font(DIGITS, says, FIRST)
    return write_raw(tmp_path / "a.pdf", at(60, 300, coded, font="F3"), font, fonts=f"/F3 {FIRST + len(font) - 1} 0 R")


def test_figures_in_a_font_that_lies_are_read_from_the_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "read_scanned", lambda _, page, __: page.model_copy(update={"reader": "ocr"}))
    page = the_page(shows_another(tmp_path, DIGITS.replace("9", "x").replace("4", "9").replace("x", "4")))
    assert page.reader == "ocr"
    assert page.remark == (
        "its text is not what it shows: the font of this text cannot be trusted: what it calls 4 looks like 9"
    )
    assert the_page(shows_another(tmp_path, DIGITS)).reader != "ocr"


@pytest.mark.usefixtures("without_ocr")
def test_a_font_that_writes_digits_inside_words_is_not_trusted_with_figures(tmp_path: Path) -> None:
    content = at(60, 330, "per4ormance in answering ques5ons") + at(60, 300, "45%")
    doubts = {w.text: w.doubt for w in the_page(write_raw(tmp_path / "a.pdf", content)).words}
    assert 'it writes "per4ormance", "ques5ons"' in (doubts["45%"] or "")


def test_names_with_a_digit_are_no_misspelling(tmp_path: Path) -> None:
    content = at(60, 330, "PI1a for covid19 in section6b and H2O") + at(60, 300, "45%")
    page = the_page(write_raw(tmp_path / "a.pdf", content))
    assert [w.doubt for w in page.words] == [None] * len(page.words)
