"""Texts of papers as OCR programs and people write them, and the grids and blocks that they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.read import read_text_file
from extract.read.text import clean, read_text
from schemas.layout import Block, Grid


def shown(text: str) -> list[str]:
    """Each element in a line: `heading Background`, or a table's rows with "/" between them."""
    said = []
    for element in read_text(text).elements:
        if isinstance(element, Block):
            said.append(f"{element.kind} {element.text}")
        elif isinstance(element, Grid):
            rows = [[c.text for c in element.cells if c.row == r] for r in range(element.rows)]
            said.append("table " + " / ".join(" | ".join(row) for row in rows))
    return said


TEXTS = {
    "headings and paragraphs": (
        "# Performance\n\nThe council did well\nin the first quarter.\n\n## Libraries\nFewer came.",
        [
            "heading Performance",
            "paragraph The council did well in the first quarter.",
            "heading Libraries",
            "paragraph Fewer came.",
        ],
    ),
    "a short line without a stop is a heading": (
        "Background\n\nThe council did well.",
        ["heading Background", "paragraph The council did well."],
    ),
    "so is one in bold": (
        "**It rained all summer.**\n\nFew came.",
        ["heading It rained all summer.", "paragraph Few came."],
    ),
    "bullets of all kinds": (
        "- one\n* two\n• three\nand its second line\n",
        ["bullet • one", "bullet • two", "bullet • three and its second line"],
    ),
    "a numbered bullet is a paragraph": ("- 1. Visits fell.", ["paragraph 1. Visits fell."]),
    "numbered paragraphs": ("1. It rained.\n2. Few came.", ["paragraph 1. It rained.", "paragraph 2. Few came."]),
    "a table between tabs": (
        "Indicator\tQ1\tTarget\nPI.1 Visits\t10\t12\n",
        ["table Indicator | Q1 | Target / PI.1 Visits | 10 | 12"],
    ),
    "a table between bars, its rule left out": (
        "| Indicator | Q1 |\n|---|:---:|\n| PI.1 Visits | 10 |",
        ["table Indicator | Q1 / PI.1 Visits | 10"],
    ),
    "rows of unequal length": ("a\tb\tc\nd\te", ["table a | b | c / d | e | "]),
    "blank cells are kept": ("Visits\t\t12\n\t10\t", ["table Visits |  | 12 /  | 10 | "]),
    "text, table, text": (
        "Before it, this.\nIndicator\tQ1\nPI.1\t10\nAfter it, that.",
        ["paragraph Before it, this.", "table Indicator | Q1 / PI.1 | 10", "paragraph After it, that."],
    ),
    "line ends of Windows": ("Background\r\n\r\nIt rained.\r\n", ["heading Background", "paragraph It rained."]),
    "a sentence with two bars is no table": ("Yes | no | perhaps.", ["paragraph Yes | no | perhaps."]),
    "nothing": ("", []),
}


@pytest.mark.parametrize("what", TEXTS)
def test_what_a_text_holds(what: str) -> None:
    text, expected = TEXTS[what]
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (r"[Tracker \(Pages 17 to 19\)](#)", "Tracker (Pages 17 to 19)"),
        ("[the report](https://example.invalid/report.pdf)", "the report"),
        ("<b>Visits</b> to <i>libraries</i><sup>*</sup>", "Visits to libraries*"),
        ("1 &lt; 2 &amp; 3", "1 < 2 & 3"),
        ("a **bold** word, ***very***", "a bold word, very"),
        ("provisional *", "provisional *"),
        ("<5", "<5"),
        ("  white \t space ", "white space"),
    ],
)
def test_markup_is_taken_off(written: str, plain: str) -> None:
    assert clean(written) == plain


def test_paragraphs_of_a_cell() -> None:
    (table,) = read_text("Visits\t<p>It rained.</p><p>Few came.</p>\nLoans\tMore.<br>Much more.").elements
    assert isinstance(table, Grid)
    assert [c.paragraphs for c in table.cells if c.column == 1] == [
        ("It rained.", "Few came."),
        ("More.", "Much more."),
    ]
    assert table.cells[1].text == "It rained. Few came."


def test_symbols_are_marks() -> None:
    (table,) = read_text("Visits\t★\t🔴\nLoans\t↗ 10\t").elements
    assert isinstance(table, Grid)
    assert [[(m.shape, m.colour) for m in c.marks] for c in table.cells] == [
        [], [("star", None)], [("circle", "red")], [], [("up_right", None)], [],
    ]  # fmt: skip


def test_a_text_has_no_pages_and_no_boxes(tmp_path: Path) -> None:
    file = tmp_path / "paper.txt"
    file.write_bytes("Background\n\nVisits\t10\nLoans\t\xff\n".encode("latin-1"))
    found = read_text_file(file)
    assert (found.number, found.reader) == (None, "text")
    assert all(e.page is None and e.box is None for e in found.elements)
