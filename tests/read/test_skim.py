"""The fast look over every page: it may want too much, never too little."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.read import BrokenPdf, LockedPdf
from extract.read.skim import skim
from tests.tables.draw import Sheet

CORPUS = Path(__file__).parents[2] / "corpus"
PAPERS = sorted(CORPUS.glob("*.pdf"))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: p.stem)
def test_no_page_with_a_figure_or_a_comment_is_passed_over(paper: Path) -> None:
    truth = json.loads((CORPUS / "truth" / f"{paper.stem}.json").read_text(encoding="utf-8"))
    needed = {o["page"] for o in truth["observations"]} | {a["page"] for a in truth["assessments"]}
    needed |= {n for c in truth["commentary"] for n in range(c["first_page"], c["last_page"] + 1)}
    glances = skim(paper)
    assert [g.number for g in glances] == list(range(1, truth["document"]["pages"] + 1))
    assert needed <= {g.number for g in glances if g.wanted}


PROSE = "The chair opened the meeting and thanked everybody for coming on such a wet evening."


def wanted(tmp_path: Path, *pages: str) -> list[int]:
    """Which of these pages are wanted, after the front sheet and pages without a figure on both sides."""
    sheet = Sheet()
    for n, text in enumerate((PROSE,) * 4 + pages + (PROSE,) * 2):
        if n:
            sheet.new_page()
        if text == "a ruled area":
            for y in range(50, 210, 20):
                sheet.line(50, y, 500, y)
        else:
            sheet.text(50, 100, text)
    file = tmp_path / "pack.pdf"
    file.write_bytes(sheet.pdf())
    return [g.number - 4 for g in skim(file) if g.wanted and g.number > 3]


@pytest.mark.parametrize(
    "text",
    [
        "It was 12.5 then.",
        "Some 12 % came.",
        "It cost £12.",
        "1,984 came.",
        "In Q1 we did well.",
        "the outturn of the year",
    ],
)
def test_a_figure_is_wanted_with_its_neighbours(tmp_path: Path, text: str) -> None:
    assert wanted(tmp_path, f"{PROSE} {text}") == [0, 1, 2]


def test_a_ruled_area_is_wanted(tmp_path: Path) -> None:
    assert wanted(tmp_path, "a ruled area") == [0, 1, 2]


def test_pages_that_say_nothing_are_passed_over(tmp_path: Path) -> None:
    assert wanted(tmp_path, PROSE, PROSE) == []


def test_every_page_has_its_text_and_a_reason() -> None:
    for glance in skim(PAPERS[0]):
        assert glance.text.strip()
        assert glance.remark


def test_a_broken_file(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing more")
    with pytest.raises(BrokenPdf):
        skim(broken)


LOCKED = b"""%%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [] /Count 0>> endobj
3 0 obj <</Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s>>> endobj
trailer <</Root 1 0 R /Encrypt 3 0 R /ID [<00> <00>] /Size 4>>
%%%%EOF
""" % (b"11" * 32, b"22" * 32)


def test_a_locked_file(tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(LOCKED)
    with pytest.raises(LockedPdf):
        skim(locked)
