from __future__ import annotations

from datetime import date

import pytest

from extract.fetch.days import british, day_of_month_page, find_day, months


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("10/02/2026", date(2026, 2, 10)),
        ("22/10/2015 10:30", date(2015, 10, 22)),
        ("15 Apr 2026 6.30 pm", date(2026, 4, 15)),
        ("15 Apr 2026 6.30 pm - CANCELLED", date(2026, 4, 15)),
        ("9 Jul 2026 11:00 - Planning Committee", date(2026, 7, 9)),
        ("3 Aug 2026 - 10:00", date(2026, 8, 3)),
        ("Cabinet - Tuesday, 4th March, 2025 10.00 am", date(2025, 3, 4)),
        ("Overview and Scrutiny Committee - Tuesday 21 November 2006 7.30 pm", date(2006, 11, 21)),
        ("Public reports pack 13th-Mar-2025 15.00 Cabinet", date(2025, 3, 13)),
        ("31/02/2026", None),
        ("12 Nonsense 2026", None),
        ("", None),
    ],
)
def test_days_are_found_in_what_sites_print(text: str, day: date | None) -> None:
    assert find_day(text) == day


@pytest.mark.parametrize(
    ("text", "month", "day"),
    [
        ("Monday, 8 June", date(2026, 6, 1), date(2026, 6, 8)),
        ("Thursday, 1 January", date(2025, 12, 1), date(2026, 1, 1)),
        ("Wednesday, 31 December", date(2026, 1, 1), date(2025, 12, 31)),
        ("Monday, 8 June 2026", date(2026, 6, 1), date(2026, 6, 8)),
        ("Committee Room 1", date(2026, 6, 1), None),
        ("Monday, 8 June", date(2026, 1, 1), None),
    ],
)
def test_a_day_without_a_year_belongs_to_the_month_asked(text: str, month: date, day: date | None) -> None:
    assert day_of_month_page(text, month) == day


def test_months_of_a_window_cross_the_year() -> None:
    found = list(months(date(2025, 11, 30), date(2026, 2, 1)))
    assert found == [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]


def test_requests_print_days_the_british_way() -> None:
    assert british(date(2026, 2, 1)) == "01/02/2026"
