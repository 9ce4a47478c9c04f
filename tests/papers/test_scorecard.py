"""Rows of scorecards: what is printed, and the figures, scores and comments that come of it."""

from __future__ import annotations

import pytest

from extract.papers.columns.headers import header_of
from extract.papers.rows.scorecard import Scorecard, read_scorecard
from extract.papers.vocabulary import built_in
from schemas.layout import Grid
from schemas.paper import Printing
from schemas.reading import PeriodPart

from .build import grid, setting

Q1 = PeriodPart(year=2023, quarter=1)


def card(table: str | Grid, period: PeriodPart | None = Q1, **around: object) -> Scorecard:
    laid = grid(table) if isinstance(table, str) else table
    return read_scorecard(laid, header_of(laid, built_in()), setting(period, **around))  # type: ignore[arg-type]


def say(p: Printing) -> str:
    """A figure in one line: "PI.1 Visits | outturn 2023-24 Q1 | 12 percent"."""
    r = p.reading
    fraction = f" ({r.numerator}/{r.denominator})" if r.numerator is not None else ""
    value = r.status if r.value is None else f"{r.value} {r.unit}"
    qualifier = f" [{r.qualifier}]" if r.qualifier else ""
    when = f" {p.period.text}" if p.period else ""
    return f"{' '.join(filter(None, [p.code, p.label]))} | {p.measure}{when} | {value}{fraction}{qualifier}"


FIGURES = {
    "figures, a fraction, a target": (
        """
        Indicator                | 2023-24 >2
        ^                        | Qtr. 1 outturn   | Target
        PI.120 Children in need  | 1.3% (96 / 7,459) | 2%
        """,
        [
            "PI.120 Children in need | outturn 2023-24 Q1 | 1.3 percent (96/7459)",
            "PI.120 Children in need | target 2023-24 | 2 percent",
        ],
    ),
    "merged across: the reason counts for every column below it": (
        """
        Indicator   | 2022-23 >2              | 2023-24 >2
        ^           | Q3 outturn | Q4 outturn | Q1 outturn | Target
        PI.1 Visits | New measure >2          | 12         | 15
        """,
        [
            "PI.1 Visits | outturn 2022-23 Q3 | new_measure",
            "PI.1 Visits | outturn 2022-23 Q4 | new_measure",
            "PI.1 Visits | outturn 2023-24 Q1 | 12 number",
            "PI.1 Visits | target 2023-24 | 15 number",
        ],
    ),
    "merged over figures, score and trend: the score stays empty": (
        """
        Indicator   | Q4 2022-23 | Q1 2023-24 | Target | Score | Trend
        PI.1 Visits | 10         | Measure available from Q3 (January 2024) >4
        """,
        [
            "PI.1 Visits | outturn 2022-23 Q4 | 10 number",
            "PI.1 Visits | outturn 2023-24 Q1 | not_yet_available",
            "PI.1 Visits | target 2023-24 | not_yet_available",
        ],
    ),
    "merged downwards: the figure is the first row's": (
        """
        Indicator   | Q1 2023-24 | Target
        PI.1 Visits | 10         | 15
        PI.2 Loans  | 11         | ^
        """,
        [
            "PI.1 Visits | outturn 2023-24 Q1 | 10 number",
            "PI.1 Visits | target 2023-24 | 15 number",
            "PI.2 Loans | outturn 2023-24 Q1 | 11 number",
        ],
    ),
    "a blank is missing where the row has figures": (
        """
        Indicator   | Q4 2022-23 | Q1 2023-24 | Target | Benchmark
        PI.1 Visits |            | 10         |        |
        """,
        [
            "PI.1 Visits | outturn 2022-23 Q4 | missing",
            "PI.1 Visits | outturn 2023-24 Q1 | 10 number",
            "PI.1 Visits | target 2023-24 | missing",
        ],
    ),
    "a row without any figure is no row of figures": (
        """
        Indicator            | Q1 2023-24 | Target
        PI.1 Visits          | 10         | 12
        People and places    |            |
        """,
        ["PI.1 Visits | outturn 2023-24 Q1 | 10 number", "PI.1 Visits | target 2023-24 | 12 number"],
    ),
    "a period inside the cell beats the column's": (
        """
        Indicator   | Q1 2023-24  | Target
        PI.1 Visits | 36.4% Q4    | 40%
        """,
        ["PI.1 Visits | outturn 2022-23 Q4 | 36.4 percent [Q4]", "PI.1 Visits | target 2023-24 | 40 percent"],
    ),
    "the unit of a bare figure is that of its row": (
        """
        Indicator        | Q4 2022-23 | Q1 2023-24 | Target
        PI.9 Re-let time | 61.7 days  | 60.2       | 45
        """,
        [
            "PI.9 Re-let time | outturn 2022-23 Q4 | 61.7 days",
            "PI.9 Re-let time | outturn 2023-24 Q1 | 60.2 days",
            "PI.9 Re-let time | target 2023-24 | 45 days",
        ],
    ),
    "else that of its name": (
        """
        Indicator                         | Q1 2023-24
        PI.3 % of audits judged good      | 85
        PI.4 Children in care per 10,000  | 84.2
        PI.5 Visits                       | 85
        """,
        [
            "PI.3 % of audits judged good | outturn 2023-24 Q1 | 85 percent",
            "PI.4 Children in care per 10,000 | outturn 2023-24 Q1 | 84.2 per_10000",
            "PI.5 Visits | outturn 2023-24 Q1 | 85 number",
        ],
    ),
    "a sub-row without a code is an indicator of its own": (
        """
        Indicator           | Q1 2023-24
        PI.7 Sickness rate  | 2.1
        Long-term sickness  | 1.4
        """,
        [
            "PI.7 Sickness rate | outturn 2023-24 Q1 | 2.1 number",
            "Long-term sickness | outturn 2023-24 Q1 | 1.4 number",
        ],
    ),
    "codes in a column of their own": (
        """
        Ref    | Indicator          | Q1 2023-24
        Pl.120 | Visits to us       | 10
        NI 59  | Loans of books     | 11
        """,
        [
            "PI.120 Visits to us | outturn 2023-24 Q1 | 10 number",
            "NI 59 Loans of books | outturn 2023-24 Q1 | 11 number",
        ],
    ),
    "note marks are no part of a name, further codes are": (
        """
        Indicator                                | Q1 2023-24
        PI.1191 V&L05 Average re-let time ***    | 49.26 days
        PI.1498 % waste reused (NI 192)*         | 38.5%
        """,
        [
            "PI.1191 V&L05 Average re-let time | outturn 2023-24 Q1 | 49.26 days",
            "PI.1498 % waste reused (NI 192) | outturn 2023-24 Q1 | 38.5 percent",
        ],
    ),
    "several benchmarks in a cell, with the periods that they print": (
        """
        Indicator   | Q1 2023-24 | Benchmarking comparator data
        PI.1 Visits | 60%        | Region 62.4%, England 65.8% (2021/22)
        PI.2 Loans  | 61%        | Local measure, no comparison
        PI.3 Events | 62%        |
        """,
        [
            "PI.1 Visits | outturn 2023-24 Q1 | 60 percent",
            "PI.1 Visits | benchmark 2021-22 | 62.4 percent [Region (2021/22)]",
            "PI.1 Visits | benchmark 2021-22 | 65.8 percent [England (2021/22)]",
            "PI.2 Loans | outturn 2023-24 Q1 | 61 percent",
            "PI.2 Loans | benchmark | not_applicable",
            "PI.3 Events | outturn 2023-24 Q1 | 62 percent",
        ],
    ),
    "a header names the comparator where the cell does not": (
        """
        Indicator   | Q1 2023-24 | England
        PI.1 Visits | 60%        | 62.4%
        """,
        ["PI.1 Visits | outturn 2023-24 Q1 | 60 percent", "PI.1 Visits | benchmark | 62.4 percent [England]"],
    ),
    "a quarter takes its year from what stands around the table": (
        """
        Indicator   | Q1 | Q2 | Target
        PI.1 Visits | 10 | 12 | 15
        """,
        [
            "PI.1 Visits | outturn 2023-24 Q1 | 10 number",
            "PI.1 Visits | outturn 2023-24 Q2 | 12 number",
            "PI.1 Visits | target 2023-24 | 15 number",
        ],
    ),
    "a header that is printed again is no row": (
        """
        Indicator   | Q1 2023-24
        PI.1 Visits | 10
        Indicator   | Q1 2023-24
        PI.2 Loans  | 11
        """,
        ["PI.1 Visits | outturn 2023-24 Q1 | 10 number", "PI.2 Loans | outturn 2023-24 Q1 | 11 number"],
    ),
    "parts of one measure in a column of their own": (
        """
        Ref | Measure                | Part     | Q1 2023-24
        M1  | Applications decided   | a) major | 88%
        ^   | ^                      | b) minor | 79%
        M2  | Homes kept warm        |          | 212
        """,
        [
            "M1 Applications decided a) major | outturn 2023-24 Q1 | 88 percent",
            "M1 Applications decided b) minor | outturn 2023-24 Q1 | 79 percent",
            "M2 Homes kept warm | outturn 2023-24 Q1 | 212 number",
        ],
    ),
    "the numbers of the rows are no codes": (
        """
        No. | Measure | Q1 2023-24
        1   | Visits  | 10
        2   | Loans   | 11
        3   | Events  | 12
        """,
        [
            "Visits | outturn 2023-24 Q1 | 10 number",
            "Loans | outturn 2023-24 Q1 | 11 number",
            "Events | outturn 2023-24 Q1 | 12 number",
        ],
    ),
    "cumulative by its name": (
        """
        Indicator                 | Q1 2023-24
        PI.8 Repairs (cumulative) | 10
        """,
        ["PI.8 Repairs (cumulative) | outturn 2023-24 Q1 | 10 number [cumulative]"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("why", FIGURES)
def test_figures(why: str) -> None:
    table, expected = FIGURES[why]
    assert [say(p) for p in card(table).printings] == expected


REMARKS = {
    "a name and its figures in one cell, where the rules between them are missing": (
        """
        Indicator                   | Q1 2023-24 | Q2 2023-24 | Score
        PI.1 Visits                 | 10         | 12         | G
        PI.2 Loans 26.8% 37.5% >3   | R
        """,
        [
            "row_without_name: row 3 of the table prints PI.2 Loans 26.8% 37.5% beside a blank name, so it belongs to no "
            "indicator"
        ],
    ),
    "a code that its narrow column joined to the name": (
        """
        Ref                       | Indicator          | Q1 2023-24 | Target
        PI.1                      | Visits             | 10         | 12
        PI 2Loans of all the books | from the libraries | 10        | 12
        """,
        [
            'name_in_doubt: the column of codes holds a name, too: "from the libraries"',
            'name_in_doubt: the column of codes holds a name, too: "from the libraries"',
        ],
    ),
    "figures beside a blank name": (
        """
        Indicator   | Q1 2023-24 | Target
        PI.1 Visits | 10         | 12
                    | 11         | 13
        """,
        ["row_without_name: row 3 of the table prints 11, 13 beside a blank name, so it belongs to no indicator"],
    ),
    "figures under an unknown header": (
        """
        Indicator   | Q1 2023-24 | Weather
        PI.1 Visits | 10         | 17
        PI.2 Loans  | 12         | 19.5%
        """,
        ['column_not_understood: a column headed "Weather" prints 17, 19.5%: nothing says what'],
    ),
    "words under an unknown header are let pass": (
        """
        Indicator   | Q1 2023-24 | Weather
        PI.1 Visits | 10         | sunny
        """,
        [],
    ),
    "a cell that fits no rule": (
        """
        Indicator   | Q1 2023-24 | Target
        PI.1 Visits | 12:45      | 12
        """,
        ['unread_cell: "12:45": 12:45 may be a ratio or a time'],
    ),
    "per cent by its name, above a hundred by its figures": (
        """
        Indicator                | Q1 2023-24 | Target
        PI.522 % of actions done | 134        | 150
        """,
        ['unit: "% of actions done" says per cent, but prints 150: read as a number'],
    ),
    "a symbol without a meaning": (
        """
        Indicator   | Q1 2023-24 | Score
        PI.1 Visits | 10         | ◀
        """,
        ['unknown_symbol: the score of "Visits" is a symbol without a known meaning'],
    ),
    "a letter without a meaning": (
        """
        Indicator   | Q1 2023-24 | Score
        PI.1 Visits | 10         | Q
        """,
        ['unknown_symbol: the score of "Visits" is "Q": nothing says what that means'],
    ),
    "a sign that is no symbol of this program": (
        """
        Indicator   | Q1 2023-24 | DoT
        PI.1 Visits | 10         | ❖
        """,
        ['unknown_symbol: "❖" is no known trend'],
    ),
    "a reason for having no score": (
        """
        Indicator   | Q1 2023-24 | Score | DoT
        PI.1 Visits | 10         | n/a   | -
        """,
        [],
    ),
    "a header that its column has cut": (
        """
        Indicator   | Q4 2023 | Q1 2024/25
        PI.1 Visits | 10      | 12
        """,
        ['period_in_doubt: "Q4 2023" may be cut: the columns beside it name financial years'],
    ),
    "a year that its column has cut": (
        """
        Indicator   | Actual 2022/2 | Actual 2023/24
        PI.1 Visits | 10            | 12
        """,
        ['period_in_doubt: "Actual 2022/2" may be cut: the columns beside it name financial years'],
    ),
    "a quarter without a year beside others with one": (
        """
        Indicator   | Q4 2022-23 | Q1
        PI.1 Visits | 10         | 12
        """,
        ['period_in_doubt: "Q1" names a quarter but no year, and other columns do'],
    ),
    "a year that OCR misread, so that the column would take another": (
        """
        Indicator   | 2028-24 Q1
        PI.1 Visits | 10
        """,
        ['period_in_doubt: "2028-24" in its header names no financial year: it may be misread'],
    ),
    "a title that moved over a column of another year": (
        """
        Indicator   | Actual 2005/06 | Top quartile 2005/06 >2 | Targets
        ^           | ^              | All   | 2007/08                 | 2008/09
        PI.1 Visits | 10             | 12    | 14              | 15
        """,
        [
            'period_in_doubt: "Top quartile 2005/06 / 2007/08" names two years: a title may stand over fewer columns,'
            " or over others"
        ],
    ),
    "a month is no second year": (
        """
        Indicator   | 2023-06
        PI.1 Visits | 10
        """,
        [],
    ),
    "all is well": (
        """
        Indicator   | Q1 2023-24 | Target | Score | Trend
        PI.1 Visits | 10         | 12     | ▲red  | ↘
        """,
        [],
    ),
}


@pytest.mark.parametrize("why", REMARKS)
def test_what_is_remarked_on(why: str) -> None:
    table, expected = REMARKS[why]
    assert [f"{r.check}: {r.message}" for r in card(table).remarks] == expected


def test_words_in_none_of_the_cells_are_remarked_on() -> None:
    table = grid("Indicator | Q1 2023-24\nPI.1 Visits | 10", left_over=("17 July", "draft"))
    assert [(r.check, r.severity, r.message) for r in card(table).remarks] == [
        ("left_over", "warning", '"17 July" stands inside the table but in none of its cells'),
        ("left_over", "warning", '"draft" stands inside the table but in none of its cells'),
    ]


def test_every_figure_has_its_place() -> None:
    found = card(
        """
        Indicator   | Q4 2022-23 | Q1 2023-24
        PI.1 Visits | New measure >2
        PI.2 Loans  | 10         | 11
        """
    ).printings
    boxes = [(p.place.page, p.place.box and tuple(p.place.box)) for p in found]
    assert boxes == [(1, (50, 20, 150, 40)), (1, (50, 20, 150, 40)), (1, (50, 40, 100, 60)), (1, (100, 40, 150, 60))]
    assert len({p.place.spot for p in found}) == 4


JUDGED = {
    "symbols, arrows, polarity and basis": (
        """
        Indicator   | Good is | Reporting basis | Q1 2023-24 | Target | Score | Short term trend | Annual trend
        PI.1 Visits | High    | Snapshot        | 10         | 12     | ▲     | ↗                | ↘
        PI.2 Loans  | Low     | Rolling Year    | 10         | 12     | ★     | →                | N/A
        """,
        [
            "PI.1 2023-24 Q1 bigger_is_better Snapshot triangle/worse improving/worsening",
            "PI.2 2023-24 Q1 smaller_is_better Rolling Year star/better steady/None",
        ],
    ),
    "words, letters and coloured cells": (
        """
        Indicator   | Q1 2023-24 | RAG
        PI.1 Visits | 10         | Amber
        PI.2 Loans  | 10         | G
        PI.3 Events | 10         | [red]
        PI.4 Clubs  | 10         |
        """,
        [
            "PI.1 2023-24 Q1 None None amber/within_tolerance None/None",
            "PI.2 2023-24 Q1 None None green/better None/None",
            "PI.3 2023-24 Q1 None None red/worse None/None",
            "PI.4 2023-24 Q1 None None None/None None/None",
        ],
    ),
    "the latest outturn is what a row reports on, wherever it stands": (
        """
        Indicator   | Q1 2023-24 | Q1 2022-23 | Score
        PI.1 Visits | 10         | 12         | ★
        """,
        ["PI.1 2023-24 Q1 None None star/better None/None"],
    ),
    "what is merged over score and trend leaves them empty": (
        """
        Indicator   | Q1 2023-24 | Target | Score | Trend
        PI.1 Visits | New measure >4
        """,
        ["PI.1 2023-24 Q1 None None None/None None/None"],
    ),
    "the colour of a figure is its score where no column holds scores": (
        """
        Indicator   | Q4 2022-23 | Q1 2023-24  | Target
        PI.1 Visits | 10         | {red} 8     | 12
        PI.2 Loans  | 11         | {green} 13  | 12
        PI.3 Events | 12         | {amber} 11  | 12
        """,
        [
            "PI.1 2023-24 Q1 None None red/worse None/None",
            "PI.2 2023-24 Q1 None None green/better None/None",
            "PI.3 2023-24 Q1 None None amber/within_tolerance None/None",
        ],
    ),
    "a few figures in red are no scores": (
        """
        Indicator   | Q1 2023-24 | Target
        PI.1 Visits | {red} -8   | 12
        PI.2 Loans  | {green} 13 | 12
        PI.3 Events | 11         | 12
        PI.4 Clubs  | 11         | 12
        PI.5 Fairs  | 11         | 12
        """,
        [],
    ),
    "a word that nobody knows shows a score by its colour": (
        """
        Indicator   | Q1 2023-24 | RAG
        PI.1 Visits | 10         | {amber} Keep an eye
        PI.2 Loans  | 10         | {green} Fine
        """,
        [
            "PI.1 2023-24 Q1 None None amber/within_tolerance None/None",
            "PI.2 2023-24 Q1 None None green/better None/None",
        ],
    ),
    "lights with names of their own, below a header that nobody knows": (
        """
        Indicator   | Q1 2023-24 | Are we there?
        PI.1 Visits | 10         | [amber] Keep an eye
        PI.2 Loans  | 10         | [green] Fine
        """,
        [
            "PI.1 2023-24 Q1 None None amber/within_tolerance None/None",
            "PI.2 2023-24 Q1 None None green/better None/None",
        ],
    ),
    "symbols beside the figures are scores where no column holds them": (
        """
        Indicator   | Q4 2022-23 | Q1 2023-24 | Target
        PI.1 Visits | 10         | ★ 14       | 12
        PI.2 Loans  | 11         | ● 11       | 12
        """,
        [
            "PI.1 2023-24 Q1 None None star/better None/None",
            "PI.2 2023-24 Q1 None None circle/within_tolerance None/None",
        ],
    ),
    "triangles beside the figures may be arrows": (
        """
        Indicator   | Q4 2022-23 | Q1 2023-24 | Target
        PI.1 Visits | 10         | 14 ▲       | 12
        PI.2 Loans  | 11         | 11 ▼       | 12
        """,
        [],
    ),
    "quarters to come hold nothing yet": (
        """
        Indicator   | Q1 2023-24 | Q2 2023-24 | Q3 2023-24 | RAG
        PI.1 Visits | 10         | -          |            | R
        PI.2 Loans  | 12         | -          |            | G
        """,
        ["PI.1 2023-24 Q1 None None red/worse None/None", "PI.2 2023-24 Q1 None None green/better None/None"],
    ),
    "a list of figures is no judgement": (
        """
        Indicator   | Q1 2023-24 | Target
        PI.1 Visits | 10         | 12
        """,
        [],
    ),
}


@pytest.mark.parametrize("why", JUDGED)
def test_how_the_council_judges(why: str) -> None:
    table, expected = JUDGED[why]
    assert [
        f"{r.code} {r.period and r.period.text} {r.polarity} {r.reporting_basis} {r.score}/{r.score_meaning}"
        f" {r.short_term_trend}/{r.annual_trend}"
        for r in card(table).rows
        if r.judged
    ] == expected


HEADINGS = {
    "a label that stands upright beside its rows": (
        """
        Priority | Indicator   | Q1 2023-24 | RAG
        Safe     | PI.1 Visits | 10         | G
        ^        | PI.2 Loans  | 11         | R
        Caring   | PI.3 Events | 12         | R
        """,
        ["Safe", "Safe", "Caring"],
    ),
    "a row across the table": (
        """
        Indicator   | Q1 2023-24 | RAG
        Safe and well >3
        PI.1 Visits | 10         | G
        PI.2 Loans  | 11         | R
        Caring >3
        PI.3 Events | 12         | R
        """,
        ["Safe and well", "Safe and well", "Caring"],
    ),
    "else the heading above the table": (
        """
        Indicator   | Q1 2023-24 | RAG
        PI.1 Visits | 10         | G
        """,
        ["Above it all"],
    ),
    "a note across the table is no heading": (
        """
        Indicator   | Q1 2023-24 | RAG
        PI.1 Visits | 10         | G
        * provisional figures >3
        PI.2 Loans  | 11         | R
        """,
        ["Above it all", "Above it all"],
    ),
}


@pytest.mark.parametrize("why", HEADINGS)
def test_headings_of_rows(why: str) -> None:
    table, expected = HEADINGS[why]
    assert [r.heading for r in card(table, heading="Above it all").rows] == expected


COMMENTS = {
    "a column of comments": (
        """
        Indicator   | Q1 2023-24 | Comments
        PI.1 Visits | 10         | It rained. ¶ • We put up tents.
        PI.2 Loans  | 11         |
        """,
        [("PI.1", "comment", "It rained.\n• We put up tents.")],
    ),
    "headings inside a comment part it": (
        """
        Indicator   | Q1 2023-24 | Commentary
        PI.1 Visits | 10         | Performance: what is the data telling us? ¶ It rained. ¶ Impact ¶ Few. ¶ Risk: None.
        """,
        [("PI.1", "performance", "It rained."), ("PI.1", "impact", "Few.\nRisk: None.")],
    ),
    "a text across the table below a row": (
        """
        Indicator   | Q1 2023-24 | RAG
        PI.1 Visits | 10         | G
        Performance: It rained all summer. >3
        PI.2 Loans  | 11         | G
        """,
        [("PI.1", "performance", "It rained all summer.")],
    ),
    "a comment across the table beside the group of its row": (
        """
        Theme | Indicator   | Q1 2023-24 | RAG
              | PI.1 Visits | 10         | G
        Parks | Comment: It rained. >3
        ^     | PI.2 Loans  | 11         | G
        ^     | Comment: It was dry. >3
        """,
        [("PI.1", "comment", "It rained."), ("PI.2", "comment", "It was dry.")],
    ),
}


@pytest.mark.parametrize("why", COMMENTS)
def test_comments(why: str) -> None:
    table, expected = COMMENTS[why]
    assert [(p.code, p.kind, p.text) for p in card(table).passages] == expected


def test_a_table_that_prints_only_the_code_takes_the_name_from_above() -> None:
    table = """
        PI      | Q1 2023-24 | Target
        PI.1    | 10         | 12
        """
    from_heading = card(table, subject=("PI.1", "Visits to libraries")).printings
    from_before = card(table, names={"PI.1": "Visits"}).printings
    assert {p.label for p in from_heading} == {"Visits to libraries"}
    assert {p.label for p in from_before} == {"Visits"}
    assert {p.code for p in from_heading + from_before} == {"PI.1"}


SHADES = {
    "rows shaded alternately": (
        "[green]PI.1 Visits | [green]10 | [green]12 | [green]",
        "PI.2 Loans | 11 | 12 | ",
        [None, None],
    ),
    "rows painted in the colour of their score": (
        "[green]PI.1 Visits | [green]13 | [green]12 | [green]",
        "[red]PI.2 Loans | [red]11 | [red]12 | [red]",
        ["green", "red"],
    ),
    "the cells of scores": ("PI.1 Visits | 13 | 12 | [green]", "PI.2 Loans | 11 | 12 | [green]", ["green", "green"]),
    "coloured cells with words": (
        "PI.1 Visits | 13 | 12 | [green]All well",
        "PI.2 Loans | 11 | 12 | [red]N/A",
        ["green", None],
    ),
}


@pytest.mark.parametrize("how", SHADES)
def test_a_shade_that_guides_the_eye_is_no_score(how: str) -> None:
    first, second, expected = SHADES[how]
    found = card(f"Indicator | Q1 2023-24 outturn | Target 2023-24 | Score\n{first}\n{second}")
    assert [row.score for row in found.rows] == expected


def test_a_column_that_is_shaded_with_its_header_judges_nothing() -> None:
    found = card(
        """
        Indicator   | Q1 2023-24 outturn | Target 2023-24 | [green]Score
        PI.1 Visits | 13                 | 12             | [green]
        PI.2 Loans  | 11                 | 12             | [green]
        """
    )
    assert [row.score for row in found.rows] == [None, None]


@pytest.mark.parametrize(
    ("row", "column", "check", "why"),
    [
        (0, 1, "period_in_doubt", "the header: another quarter may be meant"),
        (1, 0, "name_in_doubt", "the name: with another code the figures are another indicator's"),
        (1, 1, "doubtful_cell", "the figure itself"),
    ],
)
def test_what_ocr_was_not_sure_of_is_a_warning_on_the_figure(row: int, column: int, check: str, why: str) -> None:
    read = grid("Indicator | Q1 2023-24 | Q2 2023-24\nPI.118 Visits | 10 | 11\nPI.119 Loans | 20 | 21")
    cells = tuple(
        c.model_copy(update={"doubts": ("not clear",)}) if (c.row, c.column) == (row, column) else c for c in read.cells
    )
    remarks = card(read.model_copy(update={"cells": cells})).remarks
    assert {r.check for r in remarks if r.severity == "warning"} == {check}, why
    assert all(r.printing is not None for r in remarks)


@pytest.mark.parametrize(
    ("doubt", "severity", "why"),
    [
        ('"PI.118" is not clear', "warning", "another code would make the figures another indicator's"),
        ('"10,000" has other ink over it', "info", "its code says whose the figures are"),
        ('"\N{REPLACEMENT CHARACTER}" is not clear', "warning", "what nobody can read may be a part of the code"),
        ('"Children" has other ink over it', "warning", "a digit of the code may have gone into the word behind it"),
    ],
)
def test_a_word_of_a_name_that_a_stamp_covers_puts_no_figure_in_doubt(doubt: str, severity: str, why: str) -> None:
    read = grid("Indicator | Q1 2023-24\nPI.118 Children in care per 10,000 | 10\nPI.119 Loans | 20")
    cells = tuple(c.model_copy(update={"doubts": (doubt,)}) if (c.row, c.column) == (1, 0) else c for c in read.cells)
    remarks = card(read.model_copy(update={"cells": cells})).remarks
    assert [(r.check, r.severity) for r in remarks] == [("name_in_doubt", severity)], why


def test_a_name_without_a_code_is_in_doubt_wherever_it_was_hard_to_read() -> None:
    read = grid("Indicator | Q1 2023-24\nChildren in care per 10,000 | 10\nLoans | 20")
    cells = tuple(
        c.model_copy(update={"doubts": ('"10,000" is not clear',)}) if (c.row, c.column) == (1, 0) else c
        for c in read.cells
    )
    remarks = card(read.model_copy(update={"cells": cells})).remarks
    assert [(r.check, r.severity) for r in remarks] == [("name_in_doubt", "warning")]
