"""Header rows of many councils, and what each column means."""

from __future__ import annotations

import pytest

from extract.papers.columns.headers import Role, academic, header_of, role_of
from extract.papers.vocabulary import built_in, read_vocabulary
from extract.values import period_of

from .build import grid


def read(table: str, engine: str = "ruled") -> tuple[int, str]:
    """How many rows are header, and each column as its role, with the period or the quarter that waits for its year."""
    header = header_of(grid(table, engine=engine), built_in())
    said = []
    for column in header.columns:
        period, part = period_of(column.part), column.part
        when = period.text if period else f"Q{part.quarter}" if part is not None and part.quarter else ""
        said.append(f"{column.role} {when}".strip())
    return header.rows, " | ".join(said)


HEADERS = {
    "years over quarters": (
        """
        Performance Indicator | 2022-23        | 2023-24 >4
        ^                     | Qtr. 4 outturn | Qtr. 1 outturn | Target | Score | Trend
        PI.1 Visits           | 10             | 12             | 15     | ★     | ↗
        """,
        2,
        "indicator | outturn 2022-23 Q4 | outturn 2023-24 Q1 | target 2023-24 | score 2023-24"
        " | short_term_trend 2023-24",
    ),
    "month ends": (
        """
        Ref  | Indicator | Actual Jun-23 | Target Jun-23 | RAG
        PI.1 | Visits    | 10            | 12            | G
        """,
        1,
        "code | indicator | outturn 2023-06 | target 2023-06 | score",
    ),
    "bare years are outturns": (
        """
        Indicator   | 2020/21 | 2021/22 | 2022/23 | Target 2022/23
        PI.1 Visits | 10      | 11      | 12      | 15
        """,
        1,
        "indicator | outturn 2020-21 | outturn 2021-22 | outturn 2022-23 | target 2022-23",
    ),
    "each year has its own target": (
        """
        Indicator   | 2022-23 >2          | 2023-24 >2
        ^           | Q4 outturn | Target | Q1 outturn | Target
        PI.1 Visits | 1          | 2      | 3          | 4
        """,
        2,
        "indicator | outturn 2022-23 Q4 | target 2022-23 | outturn 2023-24 Q1 | target 2023-24",
    ),
    "three rows: a target below a quarter is that quarter's": (
        """
        Indicator   | 2023-24 >4
        ^           | Quarter 1 >2    | Quarter 2 >2
        ^           | Actual | Target | Actual | Target
        PI.1 Visits | 1      | 2      | 3      | 4
        """,
        3,
        "indicator | outturn 2023-24 Q1 | target 2023-24 Q1 | outturn 2023-24 Q2 | target 2023-24 Q2",
    ),
    "floors and polarity": (
        """
        KPI         | Good is | Q1 2023/24 | Floor standard | Target | DoT
        PI.1 Visits | High    | 10         | 8              | 12     | ↑
        """,
        1,
        "indicator | polarity | outturn 2023-24 Q1 | floor | target | short_term_trend",
    ),
    "no period at all": (
        """
        Measure     | Reporting basis | Outturn | Target | Benchmarking comparator data
        PI.1 Visits | Snapshot        | 10      | 12     | England average 11 (2021/22)
        """,
        1,
        "indicator | reporting_basis | outturn | target | benchmark",
    ),
    "quarters wait for a year": (
        """
        Indicator   | Q1 | Q2 | Annual Trend | Short Term Trend
        PI.1 Visits | 10 | 12 | ↗            | ↘
        """,
        1,
        "indicator | outturn Q1 | outturn Q2 | annual_trend | short_term_trend",
    ),
    "a calendar year beside a financial one": (
        """
        Indicator   | 2022 calendar year | 2023-24 YTD | Year end target
        PI.1 Visits | 10                 | 12          | 15
        """,
        1,
        "indicator | outturn 2022 CY | outturn 2023-24 | target",
    ),
    "a trend that names a year looks back a year": (
        """
        Indicator   | Q1 2023-24 | Trend since 2022-23 | Trend since Q4 2022-23
        PI.1 Visits | 10         | ↗                   | ↘
        """,
        1,
        "indicator | outturn 2023-24 Q1 | annual_trend 2022-23 | short_term_trend 2022-23 Q4",
    ),
    "trends over a year, and since the quarter before": (
        """
        Indicator   | Q1 2023-24 | Change on year | Since last quarter | Since last year
        PI.1 Visits | 10         | ↗              | ↘                  | ↘
        """,
        1,
        "indicator | outturn 2023-24 Q1 | annual_trend | short_term_trend | annual_trend",
    ),
    "a trend against the same quarter of last year is annual": (
        """
        Indicator   | Q1 2023-24 | Travel >2
        ^           | ^          | v Q4 2022-23 | v Q1 2022-23
        PI.1 Visits | 10         | ↗            | ↘
        """,
        2,
        "indicator | outturn 2023-24 Q1 | short_term_trend 2022-23 Q4 | annual_trend 2022-23 Q1",
    ),
    "months of actuals and targets in short": (
        """
        Measure | Apr-23 >2 | May-23 >2
        ^       | Act | Tgt | Act | Tgt
        Visits  | 10  | 12  | 11  | 12
        """,
        2,
        "indicator | outturn 2023-04 | target 2023-04 | outturn 2023-05 | target 2023-05",
    ),
    "the same header again further down is no third header row": (
        """
        Indicator   | Q1 2023-24
        PI.1 Visits | 10
        Indicator   | Q1 2023-24
        PI.2 Loans  | 11
        """,
        1,
        "indicator | outturn 2023-24 Q1",
    ),
}


@pytest.mark.parametrize("why", HEADERS)
def test_what_the_columns_mean(why: str) -> None:
    table, *expected = HEADERS[why]
    assert read(table) == tuple(expected)


BY_CONTENTS = {
    "a group is named by its header": (
        """
        Council Plan Priority | Performance Indicator | Q1 2023-24
        Safe                  | PI.1 Visits           | 10
        ^                     | PI.2 Loans            | 11
        """,
        1,
        "group | indicator | outturn 2023-24 Q1",
    ),
    "blank headers over texts: the last names, the first groups": (
        """
             |                        | Q1 2023-24 | Q2 2023-24
        Safe | PI.1 Visits to us      | 10         | 12
        ^    | PI.2 Loans of books    | 11         | 13
        """,
        1,
        "group | indicator | outturn 2023-24 Q1 | outturn 2023-24 Q2",
    ),
    "a blank header over symbols is a score": (
        """
        Indicator   | Q1 2023-24 | Target |
        PI.1 Visits | 10         | 12     | ▲
        PI.2 Loans  | 13         | 13     | ★
        """,
        1,
        "indicator | outturn 2023-24 Q1 | target | score",
    ),
    "a blank header over symbols beside a score is a trend": (
        """
        Indicator   | Q1 2023-24 | RAG |
        PI.1 Visits | 10         | R   | ↘
        PI.2 Loans  | 13         | G   | ↗
        """,
        1,
        "indicator | outturn 2023-24 Q1 | score | short_term_trend",
    ),
    "performance without a period over sentences is no figure": (
        """
        Indicator   | Performance
        PI.1 Visits | People came in the summer because of the reading challenge.
        """,
        1,
        "indicator | other",
    ),
    "behind the figures such sentences are comments": (
        """
        Indicator   | Q1 2023-24 | Performance
        PI.1 Visits | 10         | People came in the summer because of the reading challenge.
        """,
        1,
        "indicator | outturn 2023-24 Q1 | comment",
    ),
    "a word that nobody knows": (
        """
        Indicator   | Q1 2023-24 | Weather
        PI.1 Visits | 10         | 17
        """,
        1,
        "indicator | outturn 2023-24 Q1 | unknown",
    ),
    "a name beside nothing but a reason is a row, though headers hold its words too": (
        """
        Indicator           | Q4 2022-23 | Q1 2023-24
        Visits to libraries | New measure >2
        Loans of books      | 10 | 11
        """,
        1,
        "indicator | outturn 2022-23 Q4 | outturn 2023-24 Q1",
    ),
    "so where a table goes on without a header": (
        """
        Visits to libraries | Reported annually | Measure available from Q3
        Loans of books      | 10                | 11
        """,
        0,
        "indicator | unknown | unknown",
    ),
    "no header": (
        """
        PI.1 Visits to us   | 10 | 12
        PI.2 Loans of books | 11 | 13
        """,
        0,
        "indicator | unknown | unknown",
    ),
    "headers that slipped: arrows below benchmarks, benchmarks below an annual trend": (
        """
        Indicator   | Q1 2023-24 | Benchmarking >2
        ^           | ^          | Comparator data | Annual trend
        PI.1 Visits | 10         | ↗               | England average for the year 11.2
        PI.2 Loans  | 13         | ↘               | West Midlands average 14.1
        """,
        2,
        "indicator | outturn 2023-24 Q1 | annual_trend | benchmark",
    ),
}


@pytest.mark.parametrize("why", BY_CONTENTS)
def test_columns_that_their_contents_explain(why: str) -> None:
    table, *expected = BY_CONTENTS[why]
    assert read(table) == tuple(expected)


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Qtr. 1 outturn", "outturn"),
        ("Actual Jun-23", "outturn"),
        ("Year to date", "outturn"),
        ("Same period last year", "outturn"),
        ("Q1 2022-23", None),
        ("2022/23", None),
        ("Target 2022/23", "target"),
        ("Year End Target", "target"),
        ("Floor standard", "floor"),
        ("Lower tolerance", "floor"),
        ("England average (2021/22)", "benchmark"),
        ("Stat. neighbours", "benchmark"),
        ("S", "score"),
        ("R / A / G", "score"),
        ("RAG status", "score"),
        ("Direction of Travel", "short_term_trend"),
        ("DoT", "short_term_trend"),
        ("D.o.T.", "short_term_trend"),
        ("Change from same quarter last year", "annual_trend"),
        ("Annual\nTrend", "annual_trend"),
        ("Good to be high or low?", "polarity"),
        ("Good Performance High/Low", "polarity"),
        ("Frequency", "reporting_basis"),
        ("Pl", "indicator"),
        ("PI Ref.", "code"),
        ("Unit of measure", "unit"),
        ("Responsible officer", "other"),
        ("Sunshine", None),
        ("", None),
        ("★", None),
    ],
)
def test_what_a_header_cell_names(header: str, role: Role | None) -> None:
    assert role_of(header, built_in()) == role


def test_short_words_count_only_where_they_are_all() -> None:
    """A bare T is a trend; that of "Wards S and T" is not."""
    assert role_of("T", built_in()) == "short_term_trend"
    assert role_of("Wards S and T", built_in()) is None


def test_a_council_s_own_words_come_first() -> None:
    own = read_vocabulary('[columns]\nscore = ["sunshine"]\nfloor = ["plan"]\n')
    assert [role_of(text, own) for text in ("Sunshine", "Plan", "Planned")] == ["score", "floor", "target"]
    assert role_of("Plan", built_in()) == "target"


def test_columns_are_found_by_role() -> None:
    table = grid("Indicator | 2023-24 >3      | Notes\n^ | Q1 | Q2 | Target | ^\nPI.1 Visits | 1 | 2 | 3 | ")
    header = header_of(table, built_in())
    assert len(header.columns) == table.columns
    assert (header.first("target"), header.first("floor")) == (3, None)
    assert header.all("outturn", "target") == [1, 2, 3]


def test_a_caption_makes_bare_years_academic() -> None:
    table = grid("Measure | 2021/22 | Q1 2022-23 | Target\nKS4 Attainment | 70% | 71% | 75%")
    found = [period_of(c.part) for c in academic(header_of(table, built_in())).columns]
    assert [p.text if p else None for p in found] == [None, "2021/22 AY", "2022-23 Q1", None]


@pytest.mark.parametrize(
    ("printed", "role"),
    [
        ("Statu s", "score"),
        ("Minimu m", "floor"),
        ("Red threshol d", "floor"),
        ("Directio n of travel", "short_term_trend"),
        ("Commen tary", "comment"),
        ("Not es of it", None),
    ],
)
def test_headers_that_a_narrow_column_has_broken(printed: str, role: str | None) -> None:
    """A floor under "Red threshol d" stood as the year's outturn."""
    assert role_of(printed, built_in()) == role
