"""Ruled tables as producers really draw them."""

from __future__ import annotations

from itertools import pairwise

from extract.tables import leaf_of
from schemas.layout import Grid

from .draw import Sheet, Style, draw_table, spots_of
from .golden import YEARS, printed, spans, wanted


def grids_on(sheet: Sheet) -> list[Grid]:
    return [e for e in leaf_of(sheet.read()[0]).elements if isinstance(e, Grid)]


def test_tables_side_by_side_are_two() -> None:
    sheet = Sheet(1190, 842)
    draw_table(sheet, YEARS.spots, YEARS.widths, Style(), left=30)
    draw_table(sheet, YEARS.spots, YEARS.widths, Style(), left=500)
    assert [printed(g) for g in grids_on(sheet)] == [wanted(YEARS)] * 2


def test_tables_below_each_other_are_two() -> None:
    sheet = Sheet()
    first = draw_table(sheet, YEARS.spots, YEARS.widths, Style(rules="none", across="right"))
    sheet.text(40, first.ys[-1] + 30, "The same for the year before, as it was reported at the time:", 10)
    draw_table(sheet, YEARS.spots, YEARS.widths, Style(rules="none", across="right"), top=first.ys[-1] + 45)
    assert [printed(g) for g in grids_on(sheet)] == [wanted(YEARS)] * 2


def test_an_unruled_table_below_a_ruled_one() -> None:
    sheet = Sheet()
    first = draw_table(sheet, YEARS.spots, YEARS.widths, Style())
    draw_table(sheet, YEARS.spots, YEARS.widths, Style(rules="none", across="right"), top=first.ys[-1] + 30)
    found = grids_on(sheet)
    assert [printed(g) for g in found] == [wanted(YEARS)] * 2
    assert [g.engine for g in found] == ["ruled", "aligned"]


def test_a_table_within_a_cell_belongs_to_the_cell() -> None:
    sheet = Sheet()
    rows = [["Measure", "Detail"], ["Waste", "\n\n\n\n\n\n\n\n"], ["Roads", "None"]]
    outer = draw_table(sheet, spots_of(rows), (120, 400), Style())
    inner = spots_of([["Kerbside", "41%"], ["Sites", "62%"]])
    draw_table(sheet, inner, (80, 60), Style(), left=outer.xs[1] + 20, top=outer.ys[1] + 15)
    (grid,) = grids_on(sheet)
    assert printed(grid)[1, 1] == "Kerbside 41% Sites 62%"


def test_round_corners_do_not_hide_a_table() -> None:
    sheet = Sheet()
    table = draw_table(sheet, YEARS.spots, YEARS.widths, Style(rules="open"))
    sheet.rounded(table.xs[0], table.ys[0], table.xs[-1], table.ys[-1])
    (grid,) = grids_on(sheet)
    assert printed(grid) == wanted(YEARS)


def test_a_word_that_overlaps_a_border_is_in_one_cell() -> None:
    sheet = Sheet()
    for x in (40, 100, 160, 220):
        sheet.line(x, 60, x, 100)
    for y in (60, 80, 100):
        sheet.line(40, y, 220, y)
    for row, texts in enumerate((("Name", "Q1", "Q2"), ("Overlapping", "12.5", "13.5"))):
        for column, text in enumerate(texts):
            sheet.text(43 + 60 * column, 74 + 20 * row, text, 11)
    (grid,) = grids_on(sheet)
    assert printed(grid) == {
        (0, 0): "Name",
        (0, 1): "Q1",
        (0, 2): "Q2",
        (1, 0): "Overlapping",
        (1, 1): "12.5",
        (1, 2): "13.5",
    }


def test_a_line_that_juts_out_of_a_low_header_row_belongs_to_it() -> None:
    """The header of a target lost its first line, and the target stood as the year's outturn."""
    sheet = Sheet()
    for x in (40, 140, 200, 260):
        sheet.line(x, 66, x, 100)
    for y in (66, 82, 100):
        sheet.line(40, y, 260, y)
    sheet.text(203, 68.5, "Target", 9)
    for row, texts in enumerate((("Name", "Q1", "2022/23"), ("Visits", "12", "15"))):
        for column, text in enumerate(texts):
            sheet.text(43 + (0, 100, 160)[column], 78 + 18 * row, text, 9)
    (grid,) = grids_on(sheet)
    assert printed(grid)[0, 2] == "Target 2022/23"


def test_two_tables_between_the_same_rules_are_read_by_their_columns() -> None:
    """Rules below each row, boxes round the two headers: every row was one cell, and no figure was found."""
    sheet = Sheet()
    columns = (40, 190, 260, 330, 400)
    for top in (60, 172):
        sheet.text(40, top - 6, "Growing up well" if top == 60 else "Earning and learning", 11, "Helvetica-Bold")
        for x0, x1 in pairwise(columns):
            sheet.box(x0, top, x1, top + 18)
        for x, head in zip(columns, ("Indicator", "Q1 2016/17", "Q2 2016/17", "Target"), strict=False):
            sheet.text(x + 3, top + 12, head, 9)
        for n, name in enumerate(("Visits", "Loans", "Events", "Clubs")):
            y = top + 18 * (n + 1)
            for x, text in zip(columns, (name, f"1{n}.5", f"2{n}.5", f"3{n}.5"), strict=False):
                sheet.text(x + 3, y + 12, text, 9)
            sheet.line(40, y + 18, 400, y + 18)
    found = [printed(g) for g in grids_on(sheet)]
    assert [(t[1, 0], t[1, 1], t[4, 0], t[4, 3]) for t in found] == [("Visits", "10.5", "Clubs", "33.5")] * 2


def test_turned_header_cells_read_along_their_own_direction() -> None:
    sheet = Sheet()
    for x in (40, 140, 160, 180, 200):
        sheet.line(x, 60, x, 160)
    for y in (60, 120, 140, 160):
        sheet.line(40, y, 200, y)
    for n, month in enumerate(("Apr 23", "May 23", "Jun 23")):
        sheet.text(153 + 20 * n, 115, month, 9, turn=90)
    for row, texts in enumerate((("Visits", "12", "14", "19"), ("Calls", "51", "48", "44"))):
        for column, text in enumerate(texts):
            sheet.text(43 + (0, 100, 120, 140)[column], 134 + 20 * row, text, 9)
    (grid,) = grids_on(sheet)
    assert [printed(grid)[0, c] for c in (1, 2, 3)] == ["Apr 23", "May 23", "Jun 23"]
    assert all(c.turned for c in grid.cells if c.row == 0 and c.text)


def test_merged_cells_in_both_directions() -> None:
    rows = [
        ["Measure", "2022/23", "<", "2023/24"],
        ["^", "Q3", "Q4", "Q1"],
        ["Waste", "New measure", "<", "41.2"],
        ["^", "^", "<", "40.8"],
    ]
    sheet = Sheet()
    draw_table(sheet, spots_of(rows), (120, 60, 60, 60), Style(head_rows=2))
    (grid,) = grids_on(sheet)
    assert spans(grid) == {(0, 0): (2, 1), (0, 1): (1, 2), (2, 0): (2, 1), (2, 1): (2, 2)}


def test_dots_between_name_and_figure_are_a_line() -> None:
    sheet = Sheet()
    for n, (name, *figures) in enumerate(
        (("Indicator", "2021/22", "2022/23"), ("Visits", "745", "801"), ("Calls", "9", "12"))
    ):
        sheet.text(40, 60 + 14 * n, name, 9)
        if n:
            sheet.text(75, 60 + 14 * n, ". " * 40, 9)
        for column, figure in enumerate(figures):
            sheet.text(300 + 60 * column, 60 + 14 * n, figure, 9)
    (grid,) = grids_on(sheet)
    assert printed(grid)[1, 0] == "Visits"
    assert printed(grid)[2, 2] == "12"


def test_a_header_in_one_band_is_read_by_where_its_names_stand() -> None:
    """No rules part the columns of the header; a title over some of them reaches as far as names stand below it."""
    sheet = Sheet()
    for y in (56, 92, 108, 124):
        sheet.line(40, y, 540, y)
    for x in (40, 540):
        sheet.line(x, 56, x, 124)
    for x in (180, 240, 300, 360, 420, 480):
        sheet.line(x, 92, x, 124)
    sheet.text(345, 68, "2014/15", 8)
    for x, y, text in ((45, 77, "Measure"), (190, 77, "2013/14"), (495, 77, "RAG")):
        sheet.text(x, y, text, 8)
    for x, text in ((255, "Qtr 1"), (315, "Qtr 2"), (375, "Year"), (435, "Target")):
        sheet.text(x, 86, text, 8)
    for row, (name, *figures) in enumerate((("Visits", *"123456"), ("Loans", *"654321"))):
        sheet.text(45, 103 + 16 * row, name, 8)
        for column, figure in enumerate(figures):
            sheet.text(205 + 60 * column, 103 + 16 * row, figure, 8)
    (grid,) = grids_on(sheet)
    header = {c.text: (c.column, c.column_span) for c in grid.cells if c.row < 2 and c.text}
    assert header == {
        "Measure": (0, 1), "2013/14": (1, 1), "2014/15": (2, 4), "RAG": (6, 1),
        "Qtr 1": (2, 1), "Qtr 2": (3, 1), "Year": (4, 1), "Target": (5, 1),
    }  # fmt: skip
    assert [c.text for c in grid.cells if c.row == 2] == ["Visits", *"123456"]
