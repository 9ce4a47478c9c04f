"""Headers, captions and names: what they say about time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.values import latest_before, merge, parse_period, period_of, read_period
from schemas.reading import PeriodPart


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("2022-23", "2022-23"),
        ("2022/23", "2022-23"),
        ("2022/2023", "2022-23"),
        ("2022–23", "2022-23"),
        ("1999/2000", "1999-00"),
        ("22/23", "2022-23"),
        ("22-23 outturn", "2022-23"),
        ("Year end 2022/23", "2022-23"),
        ("Target 2023/24", "2023-24"),
        ("In 2011/12 there were fewer", "2011-12"),
        ("Apr 2022 - Mar 2023", "2022-23"),
        ("Q1 2022-23", "2022-23 Q1"),
        ("2023-24 Q1", "2023-24 Q1"),
        ("Q4 2022/23", "2022-23 Q4"),
        ("Q4 22-23", "2022-23 Q4"),
        ("First quarter 2023/24", "2023-24 Q1"),
        ("Quarter 1 2023/24 (1st April to 30th June, 2023)", "2023-24 Q1"),
        ("Apr - Jun 2023", "2023-24 Q1"),
        ("Jan – Mar 2023", "2022-23 Q4"),
        ("Q1 (Jun-23)", "2023-24 Q1"),
        ("H1 2023-24", "2023-24 H1"),
        ("Apr-Sep 2023", "2023-24 H1"),
        ("Jun-23", "2023-06"),
        ("Jun '23", "2023-06"),
        ("June 2023", "2023-06"),
        ("Sept 2022", "2022-09"),
        ("Actual Jun-23", "2023-06"),
        ("30 June 2023", "2023-06"),
        ("as at 31st March 2023", "2023-03"),
        ("30/06/2023", "2023-06"),
        ("31.03.23", "2023-03"),
        ("2023-06-30", "2023-06"),
        ("Academic year 2022/23", "2022/23 AY"),
        ("2022/23 AY", "2022/23 AY"),
        ("AY22/23", "2022/23 AY"),
        ("Sep 2022 to Aug 2023", "2022/23 AY"),
        ("2022 calendar year", "2022 CY"),
        ("2022", "2022 CY"),
        ("England (2019)", "2019 CY"),
        ("Rolling 12 months to June 2023", "2023-06 R12"),
        ("12 months to 31 March 2023", "2023-03 R12"),
        ("Annual indicators, year ended 31 March 2012", "2011-12"),
        ("Year to March 2012", "2011-12"),
        ("Year ending 31 December 2012", "2012 CY"),
        ("Year to June 2012", "2012-06 R12"),
        ("Rolling year to 31 March 2012", "2012-03 R12"),
        ("Jul 2022 - Jun 2023", "2023-06 R12"),
        ("April 2021/22", "2021-04"),
        ("March 2021/22", "2022-03"),
        ("Annual target 18-19", "2018-19"),
        ("Half year 2018-19", "2018-19 H1"),
    ],
)
def test_a_complete_period(printed: str, text: str) -> None:
    period = period_of(read_period(printed))
    assert period is not None
    assert period.text == text


@pytest.mark.parametrize(
    ("printed", "part"),
    [
        ("Qtr. 1 outturn", PeriodPart(quarter=1)),
        ("Q1", PeriodPart(quarter=1)),
        ("Quarter 3", PeriodPart(quarter=3)),
        ("1st quarter", PeriodPart(quarter=1)),
        ("Apr to Jun", PeriodPart(quarter=1)),
        ("H2", PeriodPart(half=2)),
        ("Jun", PeriodPart(month=6)),
        ("Actual Mar", PeriodPart(month=3)),
        ("Rolling year", PeriodPart(rolling=12)),
        ("Q1 2023", PeriodPart(kind="calendar", year=2023, quarter=1)),
    ],
)
def test_an_incomplete_period(printed: str, part: PeriodPart) -> None:
    assert read_period(printed) == part
    assert period_of(part) is None


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "Target",
        "YTD",
        "45 working days",
        "16-18 year olds",
        "16/17 year olds",
        "aged 19-21",
        "18-25",
        "16-17",
        "10-12",
        "24/7",
        "per 10,000",
        "NI 192",
        "Year 11/12 pupils",
        "2022-25",
        "2022-2025",
        "2022-23 and 2023-24",
        "Q1-Q3",
        "Q2 (Apr-Jun)",
        "Aug 2020 – January 2021",
        "Children Act 2004",
        "£2022",
        "2,022",
        "May not",
        "to march on",
        "FY23",
    ],
)
def test_what_is_no_single_period(printed: str) -> None:
    assert read_period(printed) is None


@pytest.mark.parametrize(
    ("outer", "inner", "text", "why"),
    [
        ("2022-23", "Qtr. 1 outturn", "2022-23 Q1", "a year over a quarter"),
        ("Quarter 1", "2023-24", "2023-24 Q1", "a quarter over a year"),
        ("2023-24", "Target", "2023-24", "the inner one says nothing"),
        ("2022-23", "Jan", "2023-01", "January lies in the second half"),
        ("2023-24", "Jun", "2023-06", "June in the first"),
        ("2022/23 AY", "Oct", "2022-10", "academic years start in September"),
        ("2023", "Jun", "2023-06", "calendar years in January"),
        ("2023-24", "Jun-23", "2023-06", "the inner one is complete"),
        ("2023-24", "2022-23 Q4", "2022-23 Q4", "the inner one stands"),
        ("2023-24", "Q1 2023", "2023-24 Q1", "the quarter of the financial year that the header names"),
        ("2023-24 Q1", "Rolling year", "2023-06 R12", "twelve months to the end of the quarter"),
        ("2023-24", "H1", "2023-24 H1", "a half-year"),
        ("Jun-23", "Q1", "2023-24 Q1", "the quarter that ends with the month"),
    ],
)
def test_merge(outer: str, inner: str, text: str, why: str) -> None:
    period = period_of(merge(read_period(outer), read_period(inner)))
    assert period is not None
    assert period.text == text, why


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2023-24 Q1", "2023-04-01", "2023-06-30"),
        ("2023-24 Q4", "2024-01-01", "2024-03-31"),
        ("2023-24", "2023-04-01", "2024-03-31"),
        ("2023-06", "2023-06-01", "2023-06-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-24 H1", "2023-04-01", "2023-09-30"),
        ("2023-24 H2", "2023-10-01", "2024-03-31"),
        ("2022/23 AY", "2022-09-01", "2023-08-31"),
        ("2022 CY", "2022-01-01", "2022-12-31"),
        ("2023-06 R12", "2022-07-01", "2023-06-30"),
        ("2005-06", "2005-04-01", "2006-03-31"),
    ],
)
def test_parse_period(text: str, start: str, end: str) -> None:
    period = parse_period(text)
    assert (period.text, period.start, period.end) == (text, date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    "text", ["", "Q1", "2023", "2023-24 Q5", "2023-25", "2023-13", "2023/24", "2022/24 AY", "2023-24 R12", "x"]
)
def test_parse_period_refuses_what_the_contract_does_not_write(text: str) -> None:
    with pytest.raises(ValueError, match="no period"):
        parse_period(text)


@pytest.mark.parametrize(
    ("printed", "column", "text"),
    [
        ("Q4", "2022-23 Q1", "2021-22 Q4"),
        ("Q2", "2023-24 Q2", "2023-24 Q2"),
        ("Q4", "2022-23", "2022-23 Q4"),
        ("Q1", "2023-06", "2023-24 Q1"),
        ("Q2", "2023-06", "2022-23 Q2"),
        ("H1", "2022-23 Q1", "2021-22 H1"),
        ("Jun", "2022-23 Q1", "2022-06"),
        ("Q3 2020/21", "2022-23 Q1", "2020-21 Q3"),
    ],
)
def test_latest_before(printed: str, column: str, text: str) -> None:
    part = read_period(printed)
    assert part is not None
    assert latest_before(part, parse_period(column)).text == text


def test_latest_before_needs_a_quarter() -> None:
    with pytest.raises(ValueError, match="no quarter"):
        latest_before(PeriodPart(rolling=12), parse_period("2022-23"))


years = st.integers(1990, 2060)
parts = st.one_of(
    st.builds(PeriodPart, kind=st.sampled_from(["financial", "academic", "calendar"]), year=years),
    st.builds(PeriodPart, year=years, quarter=st.integers(1, 4)),
    st.builds(PeriodPart, year=years, half=st.integers(1, 2)),
    st.builds(
        PeriodPart,
        kind=st.just("calendar"),
        year=years,
        month=st.integers(1, 12),
        rolling=st.sampled_from([None, 12]),
    ),
)


def is_written_like_a_year(text: str) -> bool:
    """Whether a month has the text of a financial year: 2005-06, or 2011-12."""
    first, _, second = text.partition("-")
    return len(text) == 7 and int(second) == (int(first) + 1) % 100


@settings(max_examples=300, deadline=None, derandomize=True)
@given(parts)
def test_a_period_is_parsed_and_read_as_it_is_written(part: PeriodPart) -> None:
    period = period_of(part)
    assert period is not None
    if part.month is None or part.rolling or not is_written_like_a_year(period.text):
        assert parse_period(period.text) == period
    if part.rolling is None and not (part.month and is_written_like_a_year(period.text)):
        assert period_of(read_period(period.text)) == period


@settings(max_examples=300, deadline=None, derandomize=True)
@given(parts)
def test_periods_are_whole_months(part: PeriodPart) -> None:
    period = period_of(part)
    assert period is not None
    assert period.start.day == 1
    assert (period.end + timedelta(days=1)).day == 1
    assert period.start < period.end


@settings(max_examples=300, deadline=None, derandomize=True)
@given(parts)
def test_merging_with_nothing_or_itself_changes_nothing(part: PeriodPart) -> None:
    assert merge(None, part) == part
    assert merge(part, None) == part
    assert merge(part, part) == part


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(alphabet="Q1234 -/20QtrJunMarHAY()'to.", max_size=24))
def test_any_text_is_read_without_an_error(text: str) -> None:
    period_of(read_period(text))
