"""Cards: boxes that each frame the name of an indicator and its figures."""

from __future__ import annotations

from extract.tables import leaf_of
from schemas.layout import Grid

from .draw import Sheet

Card = tuple[str, str, tuple[tuple[str, str], ...]]
CARDS: tuple[Card, ...] = (
    ("Days to complete a grant", "151", (("Target 2024/25", "142"), ("2023/24", "154"), ("Status", "Behind"))),
    ("Calls answered", "94.6%", (("Target 2024/25", "93.0%"), ("2023/24", "93.2%"), ("Status", "On track"))),
)


def sheet_of(cards: tuple[Card, ...] = CARDS, *, round_corners: bool = False) -> Sheet:
    sheet = Sheet()
    for n, (name, large, pairs) in enumerate(cards):
        left, top = 40 + 260 * n, 60
        if round_corners:
            sheet.rounded(left, top, left + 250, top + 100)
        else:
            sheet.box(left, top, left + 250, top + 100)
        sheet.text(left + 6, top + 14, name, 10, "Helvetica-Bold")
        sheet.text(left + 6, top + 38, large, 20)
        for row, (label, value) in enumerate(pairs):
            sheet.text(left + 6, top + 54 + 13 * row, label, 9)
            sheet.text(left + 120, top + 54 + 13 * row, value, 9)
    return sheet


def cards_on(sheet: Sheet) -> list[list[str]]:
    grids = [e for e in leaf_of(sheet.read()[0]).elements if isinstance(e, Grid) and e.engine == "frame"]
    return [[c.text for c in g.cells] for g in grids]


def test_each_card_is_a_table_of_names_and_figures() -> None:
    assert cards_on(sheet_of()) == [
        ["Days to complete a grant", "", "151", "Target 2024/25", "142", "2023/24", "154", "Status", "Behind"],
        ["Calls answered", "", "94.6%", "Target 2024/25", "93.0%", "2023/24", "93.2%", "Status", "On track"],
    ]


def test_round_corners_make_no_difference() -> None:
    assert cards_on(sheet_of(round_corners=True)) == cards_on(sheet_of())


def test_the_large_figure_may_stand_above_the_name() -> None:
    sheet = Sheet()
    for n, (name, large) in enumerate((("Visits paid", "64%"), ("Checks made", "1,204"))):
        left = 40 + 200 * n
        sheet.box(left, 60, left + 190, 130, stroke=0.75)
        sheet.text(left + 6, 84, large, 20)
        sheet.text(left + 6, 98, name, 9, "Helvetica-Bold")
        sheet.text(left + 6, 110, "Target: 70", 9)
        sheet.text(left + 6, 122, "Q4 2023/24: 61", 9)
    assert cards_on(sheet) == [
        ["Visits paid", "", "64%", "Target:", "70", "Q4 2023/24:", "61"],
        ["Checks made", "", "1,204", "Target:", "70", "Q4 2023/24:", "61"],
    ]


def test_one_box_alone_is_no_card() -> None:
    assert cards_on(sheet_of(CARDS[:1])) == []


def test_boxes_of_text_are_no_cards() -> None:
    sheet = Sheet()
    for n, text in enumerate(("Members are asked to note the report.", "A further report will follow in May.")):
        sheet.box(40 + 260 * n, 60, 290 + 260 * n, 120)
        sheet.text(46 + 260 * n, 80, "Recommendation", 10, "Helvetica-Bold")
        sheet.text(46 + 260 * n, 96, text, 9)
    assert cards_on(sheet) == []


def test_boxes_that_touch_are_cells_of_a_table() -> None:
    sheet = Sheet()
    for n, (name, value) in enumerate((("Visits", "12"), ("Loans", "14"), ("Events", "15"))):
        sheet.box(40 + 100 * n, 60, 140 + 100 * n, 110)
        for row, text in enumerate((name, value, "Target 20", value)):
            sheet.text(46 + 100 * n, 72 + 12 * row, text, 9)
    assert cards_on(sheet) == []
