"""Tables without rules that go on over a page without their header: the columns are those of the page before."""

from __future__ import annotations

from collections.abc import Sequence

from extract.tables import leaf_of, relaid
from schemas.layout import Grid

from .draw import Sheet
from .golden import printed

HEADER = ("Indicator", "Good is", "RAG", "2021/22", "2022/23", "Target")
PLACES = (40, 160, 220, 260, 320, 380)
FIRST = (
    ("Visits to museums", "High", "R", "41.2", "42.8", "45.0"),
    ("Missed bins", "Low", "A", "61.0", "58.1", "60.0"),
    ("Visits to libraries", "High", "G", "1,377", "1,402", "1,500"),
)
BLANK = (
    ("Events in parks", "High", "", "12", "14", "15"),
    ("Fly-tips cleared", "High", "", "73.9%", "75.0%", "80.0%"),
)
FURTHER = (
    ("Potholes mended", "High", "G", "73.9%", "75.0%", "80.0%"),
    ("Days to answer", "Low", "R", "4.1", "4.0", "3.5"),
)


def page(sheet: Sheet, rows: Sequence[Sequence[str]], places: Sequence[float] = PLACES, top: float = 40) -> None:
    for n, row in enumerate(rows):
        for x, text in zip(places, row, strict=True):
            sheet.text(x, top + 16 * n, text, 9, "Helvetica-Bold" if row is HEADER else "Helvetica")


def grids(sheet: Sheet) -> list[Grid]:
    leaves = relaid([leaf_of(p) for p in sheet.read()])
    return [e for leaf in leaves for e in leaf.elements if isinstance(e, Grid)]


def rows_in(grid: Grid) -> list[list[str]]:
    cells = printed(grid)
    return [[cells.get((r, c), "") for c in range(grid.columns)] for r in range(grid.rows)]


def two_pages(rows: Sequence[Sequence[str]], places: Sequence[float] = PLACES, band: str = "") -> Sheet:
    sheet = Sheet()
    page(sheet, [HEADER, *FIRST])
    sheet.new_page()
    if band:
        sheet.text(40, 40, band, 9, "Helvetica-Bold")
    page(sheet, rows, places, top=54 if band else 40)
    return sheet


def test_a_column_that_is_blank_on_the_second_page_keeps_its_place() -> None:
    """The figures behind a blank column stood one column to the left, or the whole page was not read."""
    assert rows_in(grids(two_pages(BLANK))[1]) == [list(row) for row in BLANK]


def test_the_heading_of_a_group_at_the_top_of_the_page_is_its_first_row() -> None:
    """A heading between the pages ended the table."""
    found = grids(two_pages(FURTHER, band="Streets"))[1]
    assert rows_in(found) == [["Streets", "", "", "", "", ""], *([*row] for row in FURTHER)]
    assert next(c for c in found.cells if c.text == "Streets").column_span == 6


def test_print_in_other_places_is_another_table() -> None:
    """Its columns are its own: nobody says what stands above them."""
    places = (40, 140, 190, 230, 290, 350)
    assert rows_in(grids(two_pages(BLANK, places))[1]) == [[t for n, t in enumerate(row) if n != 2] for row in BLANK]


def test_words_below_figures_are_another_table() -> None:
    """Six columns in the same places, but owners where figures were."""
    rows = [
        ("Potholes mended", "4.1", "3.9", "Highways", "J Smith", "8.4"),
        ("Events", "6", "7", "Parks", "A Lee", "9"),
    ]
    left, right = grids(two_pages(rows)), grids(two_pages(FURTHER))
    assert left[1].box is not None
    assert left[0].box is not None
    assert right[1].box is not None
    assert left[1].box.x1 != left[0].box.x1
    assert right[1].box.x1 == left[0].box.x1
