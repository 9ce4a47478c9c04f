"""`outturn tables`: the contract's JSON, and a screen for people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.cli.conftest import CORPUS, SMALL, Outturn

SCORECARD = CORPUS / SMALL[2]
TEXT = "# Scorecard\n\nIndicator\tQ1\tTarget\nPI 1 Bins\t4%\t5%\n"


def test_what_programs_read_of_it(outturn: Outturn) -> None:
    ended = outturn("tables", SCORECARD, "--json")
    assert ended.status == 0
    grids: list[dict[str, Any]] = ended.json
    assert grids
    for grid in grids:
        assert list(grid) == ["page", "bbox", "rows", "columns", "cells"]
        x0, top, x1, bottom = grid["bbox"]
        assert x0 < x1
        assert top < bottom
        for cell in grid["cells"]:
            assert list(cell) == ["row", "column", "row_span", "column_span", "bbox", "text"]
            assert cell["row"] + cell["row_span"] <= grid["rows"]
            assert cell["column"] + cell["column_span"] <= grid["columns"]


def test_one_page(outturn: Outturn) -> None:
    every = outturn("tables", SCORECARD, "--json").json
    pages = sorted({grid["page"] for grid in every})
    first = outturn("tables", SCORECARD, "--page", pages[0], "--json").json
    assert first == [grid for grid in every if grid["page"] == pages[0]]


def test_a_text_has_no_boxes(outturn: Outturn, tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text(TEXT)
    (grid,) = outturn("tables", "paper.txt", "--json").json
    assert (grid["page"], grid["bbox"], grid["rows"], grid["columns"]) == (None, None, 2, 3)
    assert [cell["text"] for cell in grid["cells"]] == ["Indicator", "Q1", "Target", "PI 1 Bins", "4%", "5%"]


def test_the_screen(outturn: Outturn, tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text(TEXT)
    assert outturn("tables", "paper.txt").out == (
        "\nTable 1, text: 2 rows, 3 columns\n"
        "╭───────────┬────┬────────╮\n"
        "│ Indicator │ Q1 │ Target │\n"
        "├───────────┼────┼────────┤\n"
        "│ PI 1 Bins │ 4% │ 5%     │\n"
        "╰───────────┴────┴────────╯\n"
        "\n1 table in paper.txt.\n"
    )


def test_how_it_ends(outturn: Outturn, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"not a pdf")
    (tmp_path / "paper.txt").write_text("No table here.")
    assert outturn("tables", "nowhere.pdf").status == 2
    assert outturn("tables", "broken.pdf").status == 1
    assert outturn("tables", SCORECARD, "--page", 99).status == 2
    assert outturn("tables", "paper.txt", "--page", 1).status == 2
    none = outturn("tables", "paper.txt")
    assert (none.status, none.out) == (0, "No table in paper.txt.\n")
    assert outturn("tables", "paper.txt", "--json").json == []
