"""Tables that go on over pages: further rows, a row cut in half, further columns."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.papers import built_in, read_paper
from extract.tables import join, leaf_of, mark_furniture, put_together, whole
from schemas.layout import Grid, Leaf

from .draw import Rules, Sheet, Style, draw_table, spots_of
from .golden import printed

HEADER = ["Indicator", "2021/22", "2022/23", "Target", "What the service says"]
FIRST = [
    ["Visits to libraries", "745", "801", "900", "Opening hours were extended"],
    ["Visits to leisure centres", "1,377", "1,402", "1,500", "Two pools were closed"],
]
SECOND = [
    ["Museum visits", "61,332", "64,108", "75,000", "A new exhibition opened"],
    ["Park events", "41", "58", "60", "More community events"],
]
WIDTHS = (150, 60, 60, 60, 200)


def pages(
    *tables: Sequence[Sequence[str]],
    rules: Rules = "grid",
    heads: Sequence[int] = (),
    widths: Sequence[Sequence[float]] = (),
) -> list[Leaf]:
    sheet = Sheet()
    for n, rows in enumerate(tables):
        if n:
            sheet.new_page()
        style = Style(rules=rules, head_rows=heads[n] if heads else 1)
        draw_table(sheet, spots_of(rows), widths[n] if widths else WIDTHS[: len(rows[0])], style, left=40, top=60)
        sheet.text(400, 570, f"Page {n + 1}", 9)
    return join(mark_furniture([leaf_of(p) for p in sheet.read()]))


def grids_in(leaves: Sequence[Leaf]) -> list[Grid]:
    return [e for leaf in leaves for e in leaf.elements if isinstance(e, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    cells = printed(grid)
    return [[cells.get((r, c), "") for c in range(grid.columns)] for r in range(grid.rows)]


@pytest.mark.parametrize("rules", ["grid", "rows", "none"])
def test_a_repeated_header_is_left_out(rules: Rules) -> None:
    grids = grids_in(pages([HEADER, *FIRST], [HEADER, *SECOND], rules=rules))
    assert grids[1].joined is not None
    assert (grids[1].joined.side, grids[1].joined.repeated) == ("below", 1)
    table = whole(grids, 0)
    assert texts(table) == [HEADER, *FIRST, *SECOND]
    assert [c.page for c in table.cells if c.column == 0] == [None, None, None, 2, 2]


@pytest.mark.parametrize("rules", ["grid", "rows", "none"])
def test_rows_without_a_header_belong_to_the_table_before(rules: Rules) -> None:
    grids = grids_in(pages([HEADER, *FIRST], SECOND, rules=rules, heads=(1, 0)))
    assert texts(whole(grids, 0)) == [HEADER, *FIRST, *SECOND]


def test_a_row_cut_at_the_foot_of_the_page_is_one_row() -> None:
    cut = ["", "", "", "", "and one was rebuilt at a cost of £3m"]
    grids = grids_in(pages([HEADER, *FIRST], [HEADER, cut, *SECOND]))
    assert grids[1].joined is not None
    assert grids[1].joined.cut
    rows = texts(whole(grids, 0))
    assert rows[2] == [*FIRST[1][:4], "Two pools were closed and one was rebuilt at a cost of £3m"]
    assert rows[3:] == SECOND


def test_a_name_cut_at_the_foot_keeps_the_page_of_its_figures() -> None:
    above = [HEADER, FIRST[0], ["Visits to leisure centres and", "", "", "", ""]]
    below = [["swimming pools", "1,377", "1,402", "1,500", "Two pools were closed"], *SECOND]
    table = whole(grids_in(pages(above, below, heads=(1, 0))), 0)
    assert texts(table)[2] == ["Visits to leisure centres and swimming pools", *FIRST[1][1:]]
    assert [c.page for c in table.cells if c.row == 2] == [None, 2, 2, 2, 2]


@pytest.mark.parametrize(
    ("second", "why"),
    [
        ([["Reserve", "Opening", "Change", "Forecast", "Budget"], *SECOND], "a header of its own"),
        ([[*HEADER[:4]], *(row[:4] for row in SECOND)], "fewer columns"),
    ],
)
def test_another_table_is_another_table(second: list[list[str]], why: str) -> None:
    assert all(g.joined is None for g in grids_in(pages([HEADER, *FIRST], second))), why


def test_further_columns_on_the_next_page_are_joined() -> None:
    rows = [HEADER, *FIRST, *SECOND]
    left, right = [row[:3] for row in rows], [row[3:] for row in rows]
    grids = grids_in(pages(left, right, widths=(WIDTHS[:3], WIDTHS[3:])))
    assert grids[1].joined is not None
    assert grids[1].joined.side == "beside"
    assert texts(whole(grids, 0)) == rows


def test_further_columns_beside_names_that_are_printed_again() -> None:
    rows = [HEADER, *FIRST, *SECOND]
    grids = grids_in(pages([row[:3] for row in rows], [[row[0], *row[3:4]] for row in rows]))
    assert grids[1].joined is not None
    assert (grids[1].joined.side, grids[1].joined.repeated) == ("beside", 1)
    assert texts(whole(grids, 0)) == [row[:4] for row in rows]


def test_pages_printed_down_and_then_over() -> None:
    rows = [HEADER, *FIRST, *SECOND]
    long = [HEADER, *FIRST], SECOND
    parts = [[row[:3] for row in part] for part in long] + [[row[3:] for row in part] for part in long]
    grids = grids_in(pages(*parts, heads=(1, 0, 1, 0), widths=(WIDTHS[:3], WIDTHS[:3], WIDTHS[3:], WIDTHS[3:])))
    assert texts(whole(grids, 0)) == rows


def read(leaves: Sequence[Leaf]) -> list[str]:
    """Every figure as "name: period value, page"."""
    paper = read_paper(put_together(leaves), built_in())
    return [
        f"{p.label}: {p.measure} {p.period.text if p.period else '?'} {p.reading.raw}, page {p.place.page}"
        for p in paper.printings
        if p.period is not None and p.period.text == "2022-23"
    ]


def test_the_figures_of_a_row_cut_in_half_have_its_whole_name() -> None:
    """The lower half of a name, under a repeated header, was an indicator of its own or nobody's."""
    half = [HEADER, FIRST[0], ["Visits to leisure centres and", *FIRST[1][1:4], "Two pools were closed and"]]
    rest = [HEADER, ["swimming pools", "", "", "", "one was rebuilt"], *SECOND]
    assert read(pages(half, rest)) == [
        "Visits to libraries: outturn 2022-23 801, page 1",
        "Visits to leisure centres and swimming pools: outturn 2022-23 1,402, page 1",
        "Museum visits: outturn 2022-23 64,108, page 2",
        "Park events: outturn 2022-23 58, page 2",
    ]


NUMBERED = ["No.", "Indicator", "2021/22", "2022/23", "Comment"]
BEGUN = ["4.1", "Calls answered by the contact centre within", "75.1", "80.5", "Performance has held up this"]


@pytest.mark.parametrize("header", [[], [NUMBERED]])
@pytest.mark.parametrize(
    ("rest", "name"),
    [
        (["", "60 seconds", "", "", ""], "Calls answered by the contact centre within 60 seconds"),
        (["", "", "", "", "quarter, although demand is high"], "Calls answered by the contact centre within"),
        (["", "60 seconds", "", "", "quarter, although"], "Calls answered by the contact centre within 60 seconds"),
    ],
)
def test_a_row_with_an_outline_number_that_a_page_break_cut(
    header: list[list[str]], rest: list[str], name: str
) -> None:
    """The number was taken for a figure, so that no name seemed to stand beside it and the rest was lost."""
    widths = (40, 160, 60, 60, 160)
    above = [NUMBERED, ["4.0", "Visits to libraries", "745", "801", "More hours"], BEGUN]
    below = [*header, rest, ["4.2", "Museum visits", "61", "64", "A new exhibition opened"]]
    assert read(pages(above, below, heads=(1, len(header)), widths=(widths, widths))) == [
        "Visits to libraries: outturn 2022-23 801, page 1",
        f"{name}: outturn 2022-23 80.5, page 1",
        "Museum visits: outturn 2022-23 64, page 2",
    ]


def test_one_row_is_left_under_a_repeated_header_without_rules() -> None:
    """Behind the rest of a cut row, one row alone under its header was no table; and its code, alone, was no code."""
    header = ["Service", "Indicator", "2021/22", "2022/23", "Target"]
    above = [
        header, ["Places", "CYP-05 Events in parks", "12", "14", "20"],
        ["Places", "CYP-06 Visits to libraries", "745", "801", "900"],
        ["Culture and", "CYP-07 Visits to leisure centres and swimming", "41", "58", "60"],
    ]  # fmt: skip
    below = [header, ["sports", "pools", "", "", ""], ["Culture", "CYP-08 Museum visits", "61", "64", "75"]]
    widths = (80, 240, 60, 60, 60)
    paper = read_paper(put_together(pages(above, below, rules="none", widths=(widths, widths))), built_in())
    assert {(p.code, p.label) for p in paper.printings} == {
        ("CYP-05", "Events in parks"),
        ("CYP-06", "Visits to libraries"),
        ("CYP-07", "Visits to leisure centres and swimming pools"),
        ("CYP-08", "Museum visits"),
    }


@pytest.mark.parametrize(
    ("band", "doubtful"),
    [
        ([], ["Visits to leisure centres"]),
        ([["Places", "", "", "", ""]], []),
    ],
)
def test_a_lone_text_at_the_top_of_a_page_may_end_the_name_above(band: list[list[str]], doubtful: list[str]) -> None:
    """A heading of rows looks like the rest of a name; where no other row looks so, the last name is in doubt."""
    leaves = pages([HEADER, *band, *FIRST], [HEADER, ["Museums", "", "", "", ""], *SECOND])
    paper = read_paper(put_together(leaves), built_in())
    told = {r.printing for r in paper.remarks if r.check == "name_in_doubt"}
    assert sorted({paper.printings[n].label for n in told if n is not None}) == doubtful


@pytest.mark.parametrize(
    ("start", "doubtful"),
    [
        ([HEADER[0], HEADER[1], HEADER[2], "swimming pools"], True),
        (["swimming pools and a sports hall"], True),
        (["Notes to the figures above"], False),
    ],
)
def test_a_page_that_begins_as_the_table_ended_puts_the_last_name_in_doubt(start: list[str], doubtful: bool) -> None:
    """The header alone stood on the last page, over the rest of a name: no table was seen, and the name stayed half."""
    sheet = Sheet()
    draw_table(sheet, spots_of([HEADER, *FIRST]), WIDTHS, Style(rules="grid", head_rows=1), left=40, top=60)
    sheet.new_page()
    for n, text in enumerate(start):
        sheet.text(40 + 150 * (n % 3), 60 + 30 * (n // 3), text, 9, "Helvetica-Bold" if n < 3 else "Helvetica")
    leaves = put_together([leaf_of(p) for p in sheet.read()])
    assert any(c.doubts for c in grids_in(leaves)[0].cells) is doubtful


def test_the_figures_of_further_columns_have_the_names_of_the_page_before() -> None:
    header = ["Indicator", "2020/21", "2021/22", "2022/23", "Target 2023/24"]
    rows = [header, *([row[0], row[1], *row[1:4]] for row in (*FIRST, *SECOND))]
    left, right = [row[:3] for row in rows], [row[3:] for row in rows]
    assert read(pages(left, right, widths=(WIDTHS[:3], WIDTHS[3:]))) == [
        "Visits to libraries: outturn 2022-23 801, page 2",
        "Visits to leisure centres: outturn 2022-23 1,402, page 2",
        "Museum visits: outturn 2022-23 64,108, page 2",
        "Park events: outturn 2022-23 58, page 2",
    ]


def test_a_header_whose_spans_came_out_otherwise_is_the_same_header() -> None:
    """A title over fewer columns than on the page before hid that the header was repeated, and a cut row stayed cut."""
    year = ["Indicator", "2021/22", "2022/23", "Target"]
    rest = ["and one in the park", "", "", ""]
    above = Sheet()
    style = Style(rules="grid", head_rows=2)
    top = spots_of([["", "Year", "", "Aim"], year, ["Visits to pools", "1", "2", "3"]])
    draw_table(above, top, WIDTHS[:4], style, left=40, top=60)
    above.new_page()
    turned = [["", "", "Year", "Aim"], year, rest, ["Museum visits", "4", "5", "6"]]
    draw_table(above, spots_of(turned), WIDTHS[:4], style, left=40, top=60)
    grids = grids_in(join([leaf_of(p) for p in above.read()]))
    assert grids[1].joined is not None
    assert (grids[1].joined.repeated, grids[1].joined.cut) == (2, True)


def test_targets_on_the_page_beside_belong_to_the_names_that_are_printed_again() -> None:
    """Printed down and then over, the names repeated: the last pages had no outturns, so nobody read their targets."""
    long = [HEADER, *FIRST], [HEADER, *SECOND]
    parts = [[row[:3] for row in part] for part in long] + [[[row[0], *row[3:]] for row in part] for part in long]
    widths = (WIDTHS[:3], WIDTHS[:3], (150, 60, 200), (150, 60, 200))
    paper = read_paper(put_together(pages(*parts, widths=widths)), built_in())
    targets = {(p.label, p.place.page): p.reading.raw for p in paper.printings if p.measure == "target"}
    assert targets == {
        ("Visits to libraries", 3): "900", ("Visits to leisure centres", 3): "1,500",
        ("Museum visits", 4): "75,000", ("Park events", 4): "60",
    }  # fmt: skip


def test_rows_behind_a_page_of_other_text_belong_to_the_table_before() -> None:
    """Printed over and then down without a repeated header: all pages but the first were lost without a word."""
    sheet = Sheet()
    style = Style(rules="none", head_rows=1)
    draw_table(sheet, spots_of([HEADER[:4], *(row[:4] for row in FIRST)]), WIDTHS[:4], style, left=40, top=60)
    sheet.new_page()
    sheet.text(40, 60, "Comments", 11, "Helvetica-Bold")
    sheet.text(40, 80, "Opening hours were extended in the spring and two pools were closed for some weeks.", 9)
    sheet.new_page()
    rest = [row[:4] for row in SECOND]
    draw_table(sheet, spots_of(rest), WIDTHS[:4], Style(rules="none", head_rows=0), left=40, top=60)
    assert read([leaf_of(p) for p in sheet.read()])[2:] == [
        "Museum visits: outturn 2022-23 64,108, page 3",
        "Park events: outturn 2022-23 58, page 3",
    ]


def test_the_rest_of_a_name_stands_right_above_the_next_name_without_rules() -> None:
    """The rest of the last name went to the first name of the page, and both indicators were lost."""
    above = [HEADER[:4], *(row[:4] for row in FIRST), ["Average days to process new", "18", "19", "20"]]
    sheet = Sheet()
    draw_table(sheet, spots_of(above), WIDTHS[:4], Style(rules="none", head_rows=1), left=40, top=450)
    sheet.new_page()
    sheet.text(42.6, 50, "housing benefit claims", 8)
    for n, row in enumerate(SECOND):
        for x, text in zip((42.6, 192.6, 252.6, 312.6), row, strict=False):
            sheet.text(x, 59.5 + 9.5 * n, text, 8)
    sheet.text(42.6, 300, "Some of these figures are provisional until the accounts of the year are closed", 8)
    found = read([leaf_of(p) for p in sheet.read()])
    assert found[2:] == [
        "Average days to process new housing benefit claims: outturn 2022-23 19, page 1",
        "Museum visits: outturn 2022-23 64,108, page 2",
        "Park events: outturn 2022-23 58, page 2",
    ]


def test_a_heading_at_the_foot_of_a_table_takes_no_row_of_the_next_page() -> None:
    """The first row of the page was put into the heading above it, and nothing said so."""
    band = ["An efficient council", *["<"] * 4]
    unnamed = ["", *SECOND[0][1:]]
    grids = grids_in(put_together(pages([HEADER, *FIRST, band], [HEADER, unnamed, SECOND[1]])))
    assert [len(texts(grid)) for grid in grids] == [4, 3]


def test_small_tables_of_one_shape_on_many_pages_are_no_further_columns() -> None:
    """The table above each commentary stands at the same height on its page: its figures went to another indicator."""
    one = [["PI", "2021/22", "2022/23", "Target"], ["PI.1", "1", "2", "3"], ["PI.2", "4", "5", "6"]]
    other = [["PI", "2021/22", "2022/23", "Target"], ["PI.3", "7", "8", "9"], ["PI.4", "10", "11", "12"]]
    grids = grids_in(put_together(pages(one, other)))
    assert [(g.columns, g.joined) for g in grids] == [(4, None), (4, None)]
