"""Tables that lost their columns when they became text: as an OCR program writes them, and put straight."""

from __future__ import annotations

import pytest

from extract.papers.headers import header_of
from extract.papers.scorecard import read_scorecard
from extract.papers.textgrid import rejoined, straightened
from extract.papers.vocabulary import built_in
from schemas.layout import Grid

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


def card_of(table: str) -> list[tuple[str | None, str, str]]:
    laid = straightened(grid(table, engine="text"), built_in()).grid
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
