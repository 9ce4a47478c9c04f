"""Tables that lost their columns when they became text: as an OCR program writes them, and put straight."""

from __future__ import annotations

import pytest

from extract.papers.columns.headers import header_of
from extract.papers.columns.relative import dated
from extract.papers.layouts.textgrid import rejoined, straightened
from extract.papers.layouts.upright import laid_out
from extract.papers.paper import read_paper
from extract.papers.rows.scorecard import read_scorecard
from extract.papers.vocabulary import built_in
from extract.read.text import read_text
from extract.values import period_of
from schemas.layout import Grid
from schemas.reading import PeriodPart

from .build import grid, setting


def shown(table: Grid) -> list[str]:
    return [
        " | ".join(c.text for c in sorted((c for c in table.cells if c.row == r), key=lambda c: c.column))
        .rstrip(" |")
        .strip()
        for r in range(table.rows)
    ]


LAID = {
    "names stand below each other though groups stand in the first row only": (
        """
        Performance Indicator | Q1 2023-24 | Target
        Safe | PI.1 Visits | 10 | 12
        PI.2 Loans         | 11 | 13
        """,
        [
            "| Performance Indicator | Q1 2023-24 | Target",
            "Safe | PI.1 Visits | 10 | 12",
            "| PI.2 Loans | 11 | 13",
        ],
    ),
    "names that ran together in the first row go to the rows that have none": (
        """
        Performance Indicator | Q1 2023-24 | Target
        Safe PI.1 Visits PI.2 V&L05 Loans PI.3 Rent | 10 | 12
          | 11 | 13
          | 14 | 15
        PI.4 Days | 16 | 17
        """,
        [
            "Performance Indicator | Q1 2023-24 | Target",
            "Safe PI.1 Visits | 10 | 12",
            "PI.2 V&L05 Loans | 11 | 13",
            "PI.3 Rent | 14 | 15",
            "PI.4 Days | 16 | 17",
        ],
    ),
    "more names than rows stay together": (
        """
        Performance Indicator | Q1 2023-24 | Target
        PI.1 Visits PI.2 Loans PI.3 Rent | 10 | 12
          | 11 | 13
        PI.4 Days | 16 | 17
        """,
        [
            "Performance Indicator | Q1 2023-24 | Target",
            "PI.1 Visits PI.2 Loans PI.3 Rent | 10 | 12",
            "| 11 | 13",
            "PI.4 Days | 16 | 17",
        ],
    ),
    "codes in a column of their own stay below their header": (
        """
        Code | Indicator | Q1 2023-24 | Target
        PI.1 | Visits    | 10         | 12
        PI.2 | Loans     | 11         | 13
        """,
        ["Code | Indicator | Q1 2023-24 | Target", "PI.1 | Visits | 10 | 12", "PI.2 | Loans | 11 | 13"],
    ),
    "a header that is there twice is there once": (
        """
        Performance Indicator | Q1 2023-24 | Target
        Performance Indicator | Q1 2023-24 | Target
        PI.1 Visits           | 10         | 12
        """,
        ["Performance Indicator | Q1 2023-24 | Target", "PI.1 Visits | 10 | 12"],
    ),
    "a year is written over each of its quarters": (
        """
        Performance Indicator | 2022-23 |    |    | 2023-24
                              | Q2      | Q3 | Q4 | Q1
        PI.1 Visits           | 1       | 2  | 3  | 4
        """,
        [
            "Performance Indicator | 2022-23 | 2022-23 | 2022-23 | 2023-24",
            "| Q2 | Q3 | Q4 | Q1",
            "PI.1 Visits | 1 | 2 | 3 | 4",
        ],
    ),
    "years stand over the runs of quarters, wherever the text put them": (
        """
        Performance Indicator | 2022-23 | 2023-24 |
                              | Q3      | Q4      | Q1
        PI.1 Visits           | 2       | 3       | 4
        """,
        [
            "Performance Indicator | 2022-23 | 2022-23 | 2023-24",
            "| Q3 | Q4 | Q1",
            "PI.1 Visits | 2 | 3 | 4",
        ],
    ),
    "a table without a header stays as it is": (
        """
        PI.1 Visits | 10 | 12
        PI.2 Loans  | 11 | 13
        """,
        ["PI.1 Visits | 10 | 12", "PI.2 Loans | 11 | 13"],
    ),
}


@pytest.mark.parametrize("why", LAID)
def test_how_tables_are_laid(why: str) -> None:
    table, expected = LAID[why]
    straight = straightened(grid(table, engine="text"), built_in())
    assert (shown(straight.grid), straight.doubt) == (expected, None)


def test_more_runs_of_quarters_than_years_are_a_doubt_on_every_figure() -> None:
    table = grid(
        """
        Performance Indicator | 2023-24
                              | Q3 | Q4 | Q1 | Target
        PI.1 Visits           | 2  | 3  | 4  | 5
        """,
        engine="text",
    )
    straight = straightened(table, built_in())
    assert straight.doubt is not None
    assert "1 years over 2 runs of quarters" in straight.doubt
    card = read_scorecard(straight.grid, header_of(straight.grid, built_in()), setting()._replace(doubt=straight.doubt))
    doubted = {r.printing for r in card.remarks if r.check == "row_in_doubt"}
    assert doubted == set(range(len(card.printings)))
    assert len(card.printings) == 4


def test_the_latest_quarter_first_and_a_heading_below_the_header() -> None:
    """Each quarter is of the year above it; "Priority A" heads rows, whatever its first word heads elsewhere."""
    rows = card_of(
        """
        Ref         | Measure  | 2024/25 |    | 2023/24  |    |    | Direction
                    |          | Q2      | Q1 | Year end | Q4 | Q3 | v Q1
        Priority A  |          |         |    |          |    |    |
        CS-11       | Visits   | 11      | 12 | 13       | 14 | 15 | ▲
        """
    )
    assert rows == [
        ("CS-11", "2024-25 Q2", "11"),
        ("CS-11", "2024-25 Q1", "12"),
        ("CS-11", "2023-24", "13"),
        ("CS-11", "2023-24 Q4", "14"),
        ("CS-11", "2023-24 Q3", "15"),
    ]


def test_headings_between_the_rows_do_not_hide_the_codes_beside_them() -> None:
    """A text has no cells across columns: "Planning" stands in the column of codes."""
    rows = card_of(
        """
        PI       | Description      | Q4 2016/17 | Q1 2017/18
        Planning |                  |            |
        DC1      | Major decisions  | 88%        | 92%
        DC2      | Minor decisions  | 79%        | 84%
        Waste    |                  |            |
        W1       | Residual waste   | 105        | 111
        """
    )
    assert [code for code, _, _ in rows] == ["DC1", "DC1", "DC2", "DC2", "W1", "W1"]


def test_a_misread_number_of_a_row_does_not_make_the_others_codes() -> None:
    rows = card_of(
        """
        No. | Measure     | Q4 2016/17 | Q1 2017/18
        1   | Visits      | 8          | 9
        2   | Loans       | 7          | 8
        8   | Events      | 5          | 6
        4   | Repairs     | 3          | 4
        """
    )
    assert {code for code, _, _ in rows} == {None}


def test_a_year_before_the_quarters_is_a_year_and_one_among_them_may_have_lost_its_quarter() -> None:
    before = "Measure | 2021/22 | Q1 2022/23 | Q2 2022/23\nVisits | 8 | 9 | 7"
    among = "Measure | 2022/23 | Q2 2022/23 | Q3 2022/23\nVisits | 8 | 9 | 7"
    doubted = ['"2022/23" names no quarter, and the columns beside it do']
    assert doubts_of(before) == []
    assert doubts_of(among) == doubted


def test_the_name_above_its_figures_and_one_alone_in_the_row_of_a_band() -> None:
    rows = card_of(
        """
        Q1 23/24                         | Q2 23/24 | Target
        PI.1 Calls answered              |          |
        81%                              | 83%      | 82%
        PI.2 Invoices paid in 30 days    |          |
        97.0%                            | 98.2%    | 98.0%
        """
    )
    assert [(code, value) for code, _, value in rows] == [
        ("PI.1", "81"), ("PI.1", "83"), ("PI.1", "82"), ("PI.2", "97.0"), ("PI.2", "98.2"), ("PI.2", "98.0"),
    ]  # fmt: skip


def doubts_of(table: str) -> list[str]:
    laid = laid_out(grid(table, engine="text"), built_in()).grid
    card = read_scorecard(laid, header_of(laid, built_in()), setting())
    return [r.message for r in card.remarks if r.check == "period_in_doubt"]


def card_of(table: str) -> list[tuple[str | None, str, str]]:
    laid = laid_out(grid(table, engine="text"), built_in()).grid
    card = read_scorecard(laid, header_of(laid, built_in()), setting())
    return [
        (p.code, p.period.text if p.period else "", str(p.reading.value or p.reading.status)) for p in card.printings
    ]


def test_a_reason_stands_for_the_blanks_that_it_was_merged_over() -> None:
    table = """
        Performance Indicator | Q3 2022-23 | Q4 2022-23 | Q1 2023-24
        PI.1 Visits           | New measure |           | 12
        PI.2 Loans            | 10          | 11        | 12
        """
    assert card_of(table)[:3] == [
        ("PI.1", "2022-23 Q3", "new_measure"),
        ("PI.1", "2022-23 Q4", "new_measure"),
        ("PI.1", "2023-24 Q1", "12"),
    ]


def test_a_group_that_slipped_into_the_name_is_taken_out() -> None:
    table = """
        Performance Indicator        | Q4 2022-23 | Q1 2023-24
        PI.1 Visits                  | 10         | 11
        Healthy and caring PI.2 Care | 12         | 13
        """
    assert [code for code, _, _ in card_of(table)] == ["PI.1", "PI.1", "PI.2", "PI.2"]


def test_figures_below_arrows_put_a_row_in_doubt() -> None:
    laid = grid(
        """
        Performance Indicator | Q1 2023-24 | Target | Short term trend
        PI.1 Visits           | 10%        | 12%    | 34.5%
        PI.2 Loans            | 10%        | 12%    | 71
        """,
        engine="text",
    )
    card = read_scorecard(laid, header_of(laid, built_in()), setting())
    assert [(r.check, r.printing) for r in card.remarks] == [
        ("row_in_doubt", 0), ("row_in_doubt", 1), ("unknown_symbol", None),
    ]  # fmt: skip


def test_two_rows_that_were_read_as_one_are_in_doubt_as_a_whole() -> None:
    """In a fax "46.9 n/a" was the outturn of two indicators, and said 46.9 of the first without a warning."""
    laid = grid(
        """
        Performance Indicator | 2022-23  | Q1 2023-24 | Q2 2023-24 | Target
        PI.1 Visits Loans     | 46.9 n/a | 48.1 77.9% | 46.2 81.3% | 45
        PI.2 Days lost        | 10%      | 12%        | 3.4 days   | 5%
        """,
        engine="aligned",
    )
    card = read_scorecard(laid, header_of(laid, built_in()), setting())
    assert [r.printing for r in card.remarks if r.check == "row_in_doubt"] == [0, 1, 2, 3]


def test_a_row_whose_name_goes_on_with_another_code_is_in_doubt() -> None:
    laid = grid(
        """
        Performance Indicator                 | Q1 2023-24 | Target
        PI.152 Plans issued PI.655 Two-year-olds | 72.0%   | 60%
        PI.160 Re-lets (NI 158)               | 10%        | 12%
        """
    )
    card = read_scorecard(laid, header_of(laid, built_in()), setting())
    assert [r.printing for r in card.remarks if r.check == "row_in_doubt"] == [0, 1]


def test_texts_set_apart_from_figures_go_back_below_their_header() -> None:
    """ "n/a" at the left edge of a column of figures at its right edge seems to stand in a column of its own."""
    table = grid(
        """
        Indicator     | Target |     | Q1 20/21 |     | Q1 21/22
        Litter        | 95%    |     | 93.0%    |     | 95.5%
        Trees planted | 2,000  | n/a |          | n/a |
        """,
        engine="aligned",
    )
    assert shown(rejoined(table))[1:] == [
        "Litter | 95% |  | 93.0% |  | 95.5%",
        "Trees planted | 2,000 |  | n/a |  | n/a",
    ]


def test_a_text_between_two_blanks_puts_both_in_doubt() -> None:
    table = grid(
        """
        Indicator     | Q1 20/21 |     | Q1 21/22
        Litter        | 93.0%    |     | 95.5%
        Trees planted |          | n/a |
        """,
        engine="aligned",
    )
    assert [c.column for c in rejoined(table).cells if c.doubts] == [1, 3]


def test_a_second_line_of_a_name_is_the_name_of_the_row_below_that_has_none() -> None:
    """Its words stood at the end of another indicator's name, and its figures beside no name."""
    text = (
        "Performance Indicator\tQ1 2023-24\tTarget\n"
        "PI.1 Days lost per FTE <i>cumulative</i> Days lost as % of FTE days\t3.36 days\t4 days\n"
        "\t6.06%\t5%\n"
        "PI.2 Visits\t10\t12\n"
    )
    paper = read_paper([read_text(text)], built_in())
    found = [(p.code, p.label, str(p.reading.value)) for p in paper.printings if p.measure == "outturn"]
    assert found == [
        ("PI.1", "Days lost per FTE cumulative", "3.36"), (None, "Days lost as % of FTE days", "6.06"), ("PI.2", "Visits", "10"),
    ]  # fmt: skip
    doubted = {paper.printings[r.printing].label for r in paper.remarks if r.printing is not None}
    assert doubted == {"Days lost as % of FTE days"}


@pytest.mark.parametrize(
    ("header", "period", "why"),
    [
        ("2022-23 >4 | 2023-24 >2\n PI | Q1 | Q2 | Q3 | Q4 | Outturn | Target", "2023-24 Q1", "the year is not over"),
        (
            "2022-23 >3 | 2023-24 >3\n PI | Q2 | Q3 | Q4 | Q1 | Outturn | Target",
            "2023-24",
            "its first quarter has a column",
        ),
        (
            "2022-23 >4 | Quarter 4 >2\n PI | Q1 | Q2 | Q3 | Outturn | Target | S",
            "2022-23 Q4",
            "the quarter behind the others",
        ),
    ],
)
def test_the_outturn_beside_quarters_is_of_the_quarter_that_is_missing(header: str, period: str, why: str) -> None:
    table = grid(f"PI | {header.lstrip()}\nPI.1 Visits | 69 | 70 | 71 | 72 | 77 | 85")
    columns = dated(header_of(table, built_in()), PeriodPart(year=2023, quarter=1), built_in()).columns
    shown_by = [p.text for c in columns if c.role == "outturn" and "Outturn" in c.text and (p := period_of(c.part))]
    assert shown_by == [period], why
