"""Tables without any rule, read by what the file prints in one go: tight gutters, wrapped names, merged cells."""

from __future__ import annotations

from extract.tables import leaf_of
from schemas.layout import Grid

from .draw import Sheet
from .golden import printed, spans

NAMES = (
    ("Household waste sent for", "reuse, recycling or", "composting"),
    ("Missed bins per 100,000", "collections"),
    ("Visits to libraries",),
)
FIGURES = (("41.2%", "42.8%", "45.0%"), ("61.0", "58.1", "60.0"), ("1 377", "1 402", "1 500"))


def grid_on(sheet: Sheet) -> Grid:
    (grid,) = [e for e in leaf_of(sheet.read()[0]).elements if isinstance(e, Grid)]
    return grid


def rows_in(grid: Grid) -> list[list[str]]:
    cells = printed(grid)
    return [[cells.get((r, c), "") for c in range(grid.columns)] for r in range(grid.rows)]


def scorecard(step: float, first: float = 150) -> Sheet:
    """Names wrapped over up to three lines, figures in the middle of their rows, columns `step` points apart."""
    sheet = Sheet()
    sheet.text(40, 30, "What the services of the council did in the last three years, and what they aimed at", 9)
    for n, head in enumerate(("Indicator", "2021/22", "2022/23", "Target")):
        sheet.text(40 if n == 0 else first + step * (n - 1), 60, head, 9, "Helvetica-Bold")
    y = 78.0
    for name, figures in zip(NAMES, FIGURES, strict=True):
        for n, line in enumerate(name):
            sheet.text(40, y + 10.8 * n, line, 9)
        for n, figure in enumerate(figures):
            sheet.text(first + step * n, y + 5.4 * (len(name) - 1), figure, 9)
        y += 10.8 * len(name) + 6
    return sheet


WANTED = [
    ["Indicator", "2021/22", "2022/23", "Target"],
    *([" ".join(name), *figures] for name, figures in zip(NAMES, FIGURES, strict=True)),
]


def test_names_over_three_lines_stand_beside_figures_in_the_middle_of_the_row() -> None:
    assert rows_in(grid_on(scorecard(60))) == WANTED


def test_columns_that_nearly_touch_are_columns() -> None:
    assert rows_in(grid_on(scorecard(39, 146))) == WANTED


def test_a_score_in_the_middle_of_two_rows_belongs_to_both() -> None:
    sheet = Sheet()
    sheet.text(40, 30, "Figures of the services with their targets as they were agreed for the year", 9)
    for x, head in zip((40, 160, 210, 270, 330), ("Indicator", "Kind", "2021/22", "2022/23", "Score"), strict=True):
        sheet.text(x, 60, head, 9)
    for n, name in enumerate(("Visits to museums", "Visits to libraries", "Events in parks")):
        y = 80 + 32 * n
        sheet.text(40, y + 8, name, 9)
        for k, kind in enumerate(("Actual", "Target")):
            for x, text in zip((160, 210, 270), (kind, f"{n}1.{k}", f"{n}2.{k}"), strict=True):
                sheet.text(x, y + 16 * k, text, 9)
        sheet.text(330, y + 8, "Green", 9)
    grid = grid_on(sheet)
    assert printed(grid)[1, 0] == "Visits to museums"
    assert {at: spans(grid)[at] for at in ((1, 0), (1, 4), (3, 0), (5, 4))} == dict.fromkeys(
        ((1, 0), (1, 4), (3, 0), (5, 4)), (2, 1)
    )


def test_a_turned_name_beside_its_rows_is_a_column() -> None:
    sheet = scorecard(60)
    sheet.text(30, 140, "Places", 8, turn=90)
    grid = grid_on(sheet)
    assert grid.columns == 5
    assert [row[1:] for row in rows_in(grid)] == WANTED
    assert [c.text for c in grid.cells if c.turned] == ["Places"]


def test_names_with_a_line_of_figures_are_a_table() -> None:
    sheet = Sheet()
    for n, (name, figure) in enumerate((("Visits to museums", 41), ("Calls that were answered", 52), ("Events", 63))):
        sheet.text(40, 60 + 20 * n, name, 9)
        sheet.text(150, 60 + 20 * n, f"Latest: {figure}; Target: {figure + 1}; Previous: {figure - 1}", 9)
    assert rows_in(grid_on(sheet))[1] == ["Calls that were answered", "Latest: 52; Target: 53; Previous: 51"]


def test_a_code_and_its_name_torn_by_white_are_one_cell() -> None:
    sheet = scorecard(60)
    for n, code in enumerate(("PI.1", "PI.2", "PI.3")):
        y = 200 + 30 * n
        sheet.text(40, y, code, 9)
        sheet.text(64, y, "Calls that were", 9)
        sheet.text(40, y + 10.8, "answered in time", 9)
        for k in range(3):
            sheet.text(150 + 60 * k, y + 5.4, f"{n}{k}.5", 9)
    found = [c.text for e in leaf_of(sheet.read()[0]).elements if isinstance(e, Grid) for c in e.cells]
    assert "PI.1 Calls that were answered in time" in found


def test_a_comment_under_a_row_is_no_part_of_the_name_below_it() -> None:
    """A comment over all columns was joined to the name that was printed next, close below it."""
    sheet = Sheet()
    sheet.text(40, 30, "What the services of the council did in the last three years, and what they aimed at", 9)
    for x, head in zip((40, 150, 210, 270), ("Indicator", "2021/22", "2022/23", "Target"), strict=True):
        sheet.text(x, 60, head, 9, "Helvetica-Bold")
    comment = "Comment: work with partners continues and further improvement is expected"
    for n, (name, figures) in enumerate(zip(("Missed bins", "Fly-tips", "Potholes"), FIGURES, strict=True)):
        for x, text in zip((40, 150, 210, 270), (name, *figures), strict=True):
            sheet.text(x, 74 + 24 * n, text, 9)
        sheet.text(40, 86 + 24 * n, comment, 9)
    rows = rows_in(grid_on(sheet))
    assert [row[0] for row in rows[1:]] == ["Missed bins", comment, "Fly-tips", comment, "Potholes", comment]


def test_a_year_set_left_over_quarters_heads_all_that_they_head() -> None:
    """The year stood over the first column alone, and the figures of the second quarter were of no known year."""
    sheet = Sheet()
    sheet.text(40, 30, "What the services of the council did in the last three years, and what they aimed at", 9)
    xs = (150, 200, 250, 300, 350)
    for y, heads in (
        (60, {40: "Indicator", 150: "2021/22", 200: "2022/23"}),
        (72, {150: "Year end", 200: "Q1", 300: "Q2"}),
        (84, dict(zip(xs, ("Actual", "Actual", "Target", "Actual", "Target"), strict=True))),
    ):
        for x, head in heads.items():
            sheet.text(x, y, head, 9, "Helvetica-Bold")
    for n, name in enumerate(("Missed bins", "Fly-tips", "Potholes")):
        sheet.text(40, 100 + 16 * n, name, 9)
        for k, x in enumerate(xs):
            sheet.text(x, 100 + 16 * n, f"{4 + n}{k}.{k}%", 9)
    titles = {c.text: (c.column, c.column_span) for c in grid_on(sheet).cells if c.row < 2}
    assert {text: titles.get(text) for text in ("2021/22", "2022/23", "Q1", "Q2")} == {
        "2021/22": (1, 1), "2022/23": (2, 4), "Q1": (2, 2), "Q2": (4, 2),
    }  # fmt: skip


def test_a_name_that_reaches_into_the_figures_is_in_doubt() -> None:
    """The figure at the end of a long name went with it, and the figures behind it were taken without a word."""
    sheet = scorecard(60)
    sheet.text(40, 170, "Calls answered within sixty 43.6%", 9)
    sheet.text(210, 170, "44.1%", 9)
    sheet.text(270, 170, "45.0%", 9)
    grid = grid_on(sheet)
    assert {bool(c.doubts) for c in grid.cells if c.row == grid.rows - 1} == {True}
    assert {bool(c.doubts) for c in grid.cells if c.row < grid.rows - 1} == {False}


def turned(columns: dict[int, str], rows: int = 6) -> Sheet:
    """Rows of figures, with names of their groups turned in the first column, each in the middle of its rows."""
    sheet = Sheet()
    sheet.text(40, 30, "What the services of the council did in the last three years, and what they aimed at", 9)
    for x, head in zip((30, 90, 250, 310, 370), ("Directorate", "Indicator", *columns.values()), strict=False):
        sheet.text(x, 60, head, 9, "Helvetica-Bold")
    for n in range(rows):
        y = 80 + 20 * n
        for x, text in zip(
            (90, 250, 310, 370), (f"Visits to place {'ABCDEF'[n]}", f"4{n}.2", f"5{n}.3", "60.0"), strict=True
        ):
            sheet.text(x, y, text, 9)
    return sheet


def test_a_group_turned_beside_its_rows_reaches_over_all_of_them() -> None:
    """A short name in the middle of four rows was that of the two beside it."""
    sheet = turned({0: "2021/22", 1: "2022/23", 2: "Target"})
    sheet.text(55, 118, "Parks", 8, turn=90)
    sheet.text(55, 177, "Roads", 8, turn=90)
    grid = grid_on(sheet)
    assert {c.text: (c.row, c.row_span) for c in grid.cells if c.turned} == {"Parks": (1, 4), "Roads": (5, 2)}


def test_titles_in_three_rows() -> None:
    """A year over quarters over actual and target; the header was cut off above its last row."""
    sheet = Sheet()
    sheet.text(40, 20, "What the services of the council did in the last three years, and what they aimed at", 9)
    heads = {
        50: {200: "2021-22", 250: "2022-23"},
        64: {40: "Indicator", 200: "Year end", 250: "Q1", 350: "Q2", 450: "Change since last quarter"},
        78: {200: "Actual", 250: "Actual", 300: "Target", 350: "Actual", 400: "Target"},
    }
    for y, row in heads.items():
        for x, head in row.items():
            sheet.text(x, y, head, 9, "Helvetica-Bold")
    for n, name in enumerate(("Visits to museums", "Missed bins", "Visits to libraries")):
        for x, text in zip(
            (40, 200, 250, 300, 350, 400, 450), (name, *(f"{n}{k}.5" for k in range(5)), "Up"), strict=True
        ):
            sheet.text(x, 96 + 16 * n, text, 9)
    grid = grid_on(sheet)
    wide = {
        c.text: (c.row, c.column, c.column_span) for c in grid.cells if c.text in ("2021-22", "2022-23", "Q1", "Q2")
    }
    assert wide == {"2021-22": (0, 1, 1), "2022-23": (0, 2, 4), "Q1": (1, 2, 2), "Q2": (1, 4, 2)}
    assert printed(grid)[3, 0] == "Visits to museums"


def test_a_score_that_is_only_a_colour_has_a_column_without_a_header() -> None:
    """Where no header stands above the colours, they were joined to the column beside them."""
    sheet = scorecard(60)
    plain = Sheet()
    plain.pages = [sheet.pages[0][:1]]
    for n, (name, figures) in enumerate(zip(("Missed bins", "Fly-tips", "Potholes"), FIGURES, strict=True)):
        y = 80 + 16 * n
        plain.text(40, y, name, 9)
        plain.box(146, y - 10, 200, y + 4, fill=("0.86 0.1 0.12", "1 0.75 0", "0 0.62 0.28")[n])
        for x, text in zip((205, 265, 325), figures, strict=True):
            plain.text(x, y, text, 9)
    grid = grid_on(plain)
    assert grid.columns == 5
    assert [c.fill for c in grid.cells if c.column == 1] == ["red", "amber", "green"]


def test_stripes_of_the_palest_grey_part_rows() -> None:
    """A tint so pale that it is called white was no stripe: a short comment grew together with the name below it."""
    sheet = Sheet()
    sheet.text(40, 30, "What the services of the council did in the last three years, and what they aimed at", 9)
    for n in range(0, 8, 2):
        sheet.box(36, 50 + 14 * n, 330, 64 + 14 * n, fill="0.95 0.95 0.97")
    for x, head in zip((40, 150, 210, 270), ("Indicator", "2021/22", "2022/23", "Target"), strict=True):
        sheet.text(x, 60, head, 9, "Helvetica-Bold")
    for n, (name, figures) in enumerate(zip(("Missed bins", "Fly-tips", "Potholes"), FIGURES, strict=True)):
        for x, text in zip((40, 150, 210, 270), (name, *figures), strict=True):
            sheet.text(x, 74 + 28 * n, text, 9)
        sheet.text(40, 88 + 28 * n, "Comment: on course", 9)
    rows = rows_in(grid_on(sheet))
    assert [row[0] for row in rows[1:6:2]] == ["Missed bins", "Fly-tips", "Potholes"]


def test_rows_that_a_column_on_another_page_makes_tall_are_one_table() -> None:
    """A spreadsheet prints its long comments on a page of their own: the rows stood apart, and most were lost."""
    sheet = Sheet()
    sheet.text(40, 30, "What the services of the council did in the last three years, and what they aimed at", 9)
    xs = (40, 150, 210, 270)
    for x, head in zip(xs, ("Indicator", "2021/22", "2022/23", "Target"), strict=True):
        sheet.text(x, 60, head, 9)
    for y, name in ((74, "Missed bins"), (88, "Fly-tips"), (160, "Potholes"), (240, "Street lights")):
        for x, text in zip(xs, (name, "41.2%", "42.8%", "45.0%"), strict=True):
            sheet.text(x, y, text, 9)
    assert [row[0] for row in rows_in(grid_on(sheet))] == [
        "Indicator", "Missed bins", "Fly-tips", "Potholes", "Street lights",
    ]  # fmt: skip


def test_the_rest_of_a_row_below_a_bold_header_is_no_part_of_the_header() -> None:
    """Under a repeated header, what the page before had begun was taken for a line of the headers."""
    sheet = Sheet()
    xs = (40, 150, 210, 270, 330)
    for x, head in zip(xs, ("Indicator", "2021/22", "2022/23", "Target", "Comment"), strict=True):
        sheet.text(x, 40, head, 9, "Helvetica-Bold")
    sheet.text(40, 54, "19-21 in education", 9)
    sheet.text(330, 54, "this quarter, although demand is high", 9)
    for n, (name, figures) in enumerate(zip(("Missed bins", "Fly-tips", "Potholes"), FIGURES, strict=True)):
        for x, text in zip(xs, (name, *figures, "On course for the year"), strict=True):
            sheet.text(x, 72 + 16 * n, text, 9)
    rows = rows_in(grid_on(sheet))
    assert rows[:2] == [
        ["Indicator", "2021/22", "2022/23", "Target", "Comment"],
        ["19-21 in education", "", "", "", "this quarter, although demand is high"],
    ]


def test_a_name_in_the_middle_of_two_rows_is_no_part_of_the_column_beside_it() -> None:
    """Actual and target stood beside each other's names in one column, and the targets had no warning."""
    sheet = Sheet()
    sheet.text(40, 30, "Figures of the services with their targets as they were agreed for the year", 9)
    for x, head in zip((40, 210, 270, 330), ("Indicator", "2020/21", "2021/22", "2022/23"), strict=True):
        sheet.text(x, 60, head, 9)
    for n, name in enumerate(("Visits to museums", "Visits to libraries", "Events in parks")):
        y = 80 + 26 * n
        sheet.text(40, y + 6, name, 9)
        for k, kind in enumerate(("Actual", "Target")):
            for x, text in zip((160, 210, 270, 330), (kind, f"{n}1.{k}", f"{n}2.{k}", f"{n}3.{k}"), strict=True):
                sheet.text(x, y + 12 * k, text, 9)
    grid = grid_on(sheet)
    assert grid.columns == 5
    assert [c.text for c in grid.cells if c.column == 1 and c.row] == ["Actual", "Target"] * 3


def years(first: float, second: float) -> Sheet:
    """A year over quarters and a target, twice; the titles begin where they are told."""
    sheet = Sheet()
    sheet.text(40, 20, "What the services of the council did in the last three years, and what they aimed at", 9)
    sheet.text(first, 50, "2013/14", 9, "Helvetica-Bold")
    sheet.text(second, 50, "2014/15", 9, "Helvetica-Bold")
    places = (40, *range(150, 550, 50))
    heads = ("Measure", *("Q1", "Q2", "Q3", "Target") * 2)
    for x, head in zip(places, heads, strict=True):
        sheet.text(x, 64, head, 9, "Helvetica-Bold")
    for n, name in enumerate(("Visits to museums", "Missed bins", "Visits to pools")):
        for x, text in zip(places, (name, *(f"{n}{k}.5" for k in range(8))), strict=True):
            sheet.text(x, 84 + 16 * n, text, 9)
    return sheet


def test_a_title_over_the_white_between_two_columns_is_no_column() -> None:
    """The year stood between the second and third quarter, where it became a blank column."""
    grid = grid_on(years(229, 429))
    assert grid.columns == 9
    assert {c.text: (c.column, c.column_span) for c in grid.cells if c.row == 0 and c.column} == {
        "2013/14": (1, 4), "2014/15": (5, 4),
    }  # fmt: skip


def test_titles_set_left_reach_up_to_the_next_one() -> None:
    grid = grid_on(years(150, 350))
    assert {c.text: (c.column, c.column_span) for c in grid.cells if c.row == 0 and c.column} == {
        "2013/14": (1, 4), "2014/15": (5, 4),
    }  # fmt: skip


def test_a_name_beside_actual_and_target_is_no_part_of_them() -> None:
    """Under one header the name stood between "Actual" and "Target", and all three were one cell."""
    sheet = Sheet()
    sheet.text(40, 30, "Figures of the services with their targets as they were agreed for the year", 9)
    for x, head in zip((40, 210, 270, 330), ("Indicator", "2021/22", "2022/23", "Score"), strict=True):
        sheet.text(x, 60, head + " of all the services" * (x == 40), 9)
    for n, name in enumerate(("Museums", "Libraries", "Parks")):
        for k, kind in enumerate(("Actual", "Target")):
            for x, text in zip((160, 210, 270), (kind, f"{n}1.{k}", f"{n}2.{k}"), strict=True):
                sheet.text(x, 80 + 44 * n + 22 * k, text, 9)
        sheet.text(40, 91 + 44 * n, name, 9)
        sheet.text(330, 91 + 44 * n, "Green", 9)
    assert [c.text for c in grid_on(sheet).cells if c.row == 1] == ["Museums", "Actual", "01.0", "02.0", "Green"]


def test_quarters_down_the_side_name_the_rows() -> None:
    """A table of quarters by measures was passed over, since its rows had no names in words."""
    sheet = Sheet()
    sheet.text(40, 30, "How the service performed in each quarter against the target for the year", 9)
    for x, head in zip((40, 150, 260, 370), ("Period", "Calls answered", "Average wait", "Web visits"), strict=True):
        sheet.text(x, 60, head, 9, "Helvetica-Bold")
    for n in range(4):
        for x, text in zip((40, 150, 260, 370), (f"Q{n + 1} 2020/21", f"7{n}.2%", f"4{n}", f"41,23{n}"), strict=True):
            sheet.text(x, 76 + 16 * n, text, 9)
    assert rows_in(grid_on(sheet))[1] == ["Q1 2020/21", "70.2%", "40", "41,230"]


def test_a_scale_of_colours_behind_figures_is_no_table_of_its_own() -> None:
    """Excel's colour scales fill cell by cell: the tinted figures were a table without names, the rest lost them."""
    sheet = Sheet()
    sheet.text(40, 30, "What the services of the council did in the last three years, and what they aimed at", 9)
    for x, head in zip((40, 190, 250, 310), ("Indicator", "2021/22", "2022/23", "Target"), strict=True):
        sheet.text(x, 60, head, 9, "Helvetica-Bold")
    names = ["Calls answered", "Visits made", "Reviews held", "Bins missed", "Loans", "Homes let"]
    for n, name in enumerate(names):
        y = 80 + 16 * n
        for k, figure in enumerate(FIGURES[n % 3]):
            if 1 <= n <= 3 and k < 2:
                sheet.box(185 + 60 * k, y - 11, 245 + 60 * k, y + 5, fill=f"{0.7 + 0.05 * n} {0.75 + 0.05 * k} 0.95")
            sheet.text(190 + 60 * k, y, figure, 9)
        sheet.text(40, y, name, 9)
    rows = rows_in(grid_on(sheet))
    assert [row[0] for row in rows] == ["Indicator", *names]
    assert [row[1] for row in rows[1:4]] == [FIGURES[0][0], FIGURES[1][0], FIGURES[2][0]]
