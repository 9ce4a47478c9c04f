"""Shapes that councils print besides the usual scorecard, from the table to its figures."""

from __future__ import annotations

import pytest

from extract.papers.paper import read_paper
from extract.papers.vocabulary import built_in
from schemas.layout import Element, Grid
from schemas.paper import Paper

from .build import block, grid, heading, leaf


def paper(*elements: Element) -> Paper:
    return read_paper([leaf(heading("Westmarch Borough Council"), *elements)], built_in())


def figures(found: Paper) -> list[str]:
    """Every figure as "code name: measure period value unit"."""
    return [
        " ".join(
            f"{p.code or ''} {p.label}: {p.measure} {p.period.text if p.period else '?'} "
            f"{p.reading.value if p.reading.value is not None else p.reading.status} {p.reading.unit or ''}".split()
        )
        for p in found.printings
    ]


SHAPES = {
    "indicators along the top, two of them with codes like half-years": (
        "Trends in key measures",
        """
        Period     | H1 Average days to re-let (days) | H2 Percentage of rent collected | E1 Fly-tipping incidents
        2016/17    | 36.0                             | 98.9%                           | 1,150
        Q1 2018/19 | 34.0                             | 99.2%                           | 301
        """,
        [
            "H1 Average days to re-let (days): outturn 2016-17 36.0 days",
            "H1 Average days to re-let (days): outturn 2018-19 Q1 34.0 days",
            "H2 Percentage of rent collected: outturn 2016-17 98.9 percent",
            "H2 Percentage of rent collected: outturn 2018-19 Q1 99.2 percent",
            "E1 Fly-tipping incidents: outturn 2016-17 1150 number",
            "E1 Fly-tipping incidents: outturn 2018-19 Q1 301 number",
        ],
    ),
    "indicators along the top, periods down the side": (
        "Customer contact: performance to Quarter 2 2020/21",
        """
        Period         | % calls answered in 20 seconds | Web visits
        Q1 2020/21     | 74.0%                          | 52,981
        Q2 2020/21     | 70.3%                          | n/a
        Target 2020/21 | 75%                            | 50,000
        """,
        [
            "% calls answered in 20 seconds: outturn 2020-21 Q1 74.0 percent",
            "% calls answered in 20 seconds: outturn 2020-21 Q2 70.3 percent",
            "% calls answered in 20 seconds: target 2020-21 75 percent",
            "Web visits: outturn 2020-21 Q1 52981 number",
            "Web visits: outturn 2020-21 Q2 not_applicable",
            "Web visits: target 2020-21 50000 number",
        ],
    ),
    "a table for each indicator, named by the heading above": (
        "C&L2 Cost per library visit",
        """
                 | 2020/21 | 2021/22
        Actual   | £3.44   | £2.87
        Target   | £2.00   | £2.50
        Scotland | £2.88   | £2.78
        """,
        [
            "C&L2 Cost per library visit: outturn 2020-21 3.44 gbp",
            "C&L2 Cost per library visit: outturn 2021-22 2.87 gbp",
            "C&L2 Cost per library visit: target 2020-21 2.00 gbp",
            "C&L2 Cost per library visit: target 2021-22 2.50 gbp",
            "C&L2 Cost per library visit: benchmark 2020-21 2.88 gbp",
            "C&L2 Cost per library visit: benchmark 2021-22 2.78 gbp",
        ],
    ),
    "quarters down the side, named by the heading above": (
        "PI 12 Visits to museums",
        """
        Period            | Actual | Target | RAG
        Quarter 1 2016/17 | 26,392 | 25,000 | Green
        Quarter 2 2016/17 | 24,266 | 26,000 | Red
        """,
        [
            "PI.12 Visits to museums: outturn 2016-17 Q1 26392 number",
            "PI.12 Visits to museums: target 2016-17 Q1 25000 number",
            "PI.12 Visits to museums: outturn 2016-17 Q2 24266 number",
            "PI.12 Visits to museums: target 2016-17 Q2 26000 number",
        ],
    ),
    "cards of names and values in turn": (
        "Indicator cards",
        """
        BV 8 Invoices paid on time >4
        Current value (Q2 2021/22) | 92.4% | Target 2021/22   | 90%
        Status                     | Green | Good performance | High
        Comment: Volumes fell in September. >4
        """,
        ["BV 8 Invoices paid on time: outturn 2021-22 Q2 92.4 percent", "BV 8 Invoices paid on time: target 2021-22 90 percent"],
    ),
    "a unit column says what figures are counted in": (
        "Quarter 3 2023/24",
        """
        Indicator                | Unit | Q3 2023/24 | Target 2023/24
        Business rates collected | £m   | 66.0       | 88.0
        City centre footfall     | 000s | 1,020.5    | 3,600
        Occupancy of units       | %    | 93.1       | 92.0
        Time to pay suppliers    | Days | 9.1        | 10
        """,
        [
            "Business rates collected: outturn 2023-24 Q3 66000000 gbp",
            "Business rates collected: target 2023-24 88000000 gbp",
            "City centre footfall: outturn 2023-24 Q3 1020500 number",
            "City centre footfall: target 2023-24 3600000 number",
            "Occupancy of units: outturn 2023-24 Q3 93.1 percent",
            "Occupancy of units: target 2023-24 92.0 percent",
            "Time to pay suppliers: outturn 2023-24 Q3 9.1 days",
            "Time to pay suppliers: target 2023-24 10 days",
        ],
    ),
    "the caption says thousands: sums are counted so, shares and sums in full are not": (
        "Sundry debt (£000s)",
        """
        Measure                  | Q3 2023/24 | Target 2023/24
        Debt over 30 days        | 1,322      | £1.1m
        % of debt over 90 days   | 12         | 10
        """,
        [
            "Debt over 30 days: outturn 2023-24 Q3 1322000 gbp",
            "Debt over 30 days: target 2023-24 1100000 gbp",
            "% of debt over 90 days: outturn 2023-24 Q3 12 percent",
            "% of debt over 90 days: target 2023-24 10 percent",
        ],
    ),
    "a margin round the target is no floor, a forecast no outturn": (
        "Quarter 2 2022/23",
        """
        Measure                     | Q2 2022/23 | Target | Tolerance | Year End Forecast | RAG
        Garden waste subscriptions  | 19,004     | 20,000 | ±5%       | 20,100            | A
        Reports of fly-tipping      | 455        | 400    | ±5%       | 470               | R
        """,
        [
            "Garden waste subscriptions: outturn 2022-23 Q2 19004 number",
            "Garden waste subscriptions: target 2022-23 20000 number",
            "Reports of fly-tipping: outturn 2022-23 Q2 455 number",
            "Reports of fly-tipping: target 2022-23 400 number",
        ],
    ),
    "tolerances of 5% beside counts are margins too": (
        "Quarter 2 2022/23",
        """
        Measure                    | Q2 2022/23 | Target | Tolerance
        Garden waste subscriptions | 19,004     | 20,000 | 5%
        Reports of fly-tipping     | 455        | 400    | 5%
        """,
        [
            "Garden waste subscriptions: outturn 2022-23 Q2 19004 number",
            "Garden waste subscriptions: target 2022-23 20000 number",
            "Reports of fly-tipping: outturn 2022-23 Q2 455 number",
            "Reports of fly-tipping: target 2022-23 400 number",
        ],
    ),
    "the month of the title is no month of the target": (
        "Housing performance as at 31 March 2016",
        """
        Indicator          | Dec 2015 | Current | Target | Status
        Voids at month end | 31       | 28      | 30     | On track
        """,
        [
            "Voids at month end: outturn 2015-12 31 number",
            "Voids at month end: outturn 2016-03 28 number",
            "Voids at month end: target 2015-16 30 number",
        ],
    ),
    "the year so far beside its last month": (
        "Performance to the end of September 2014",
        """
        PI    | Description  | Aug-14 | Sep-14 | YTD | Target 2014/15
        ASC 1 | New carers   | 39     | 47     | 271 | 540
        ASC 2 | Reviews      | 9      | 7      | 51  | 110
        """,
        [
            "ASC 1 New carers: outturn 2014-08 39 number",
            "ASC 1 New carers: outturn 2014-09 47 number",
            "ASC 1 New carers: outturn 2014-15 H1 271 number",
            "ASC 1 New carers: target 2014-15 540 number",
            "ASC 2 Reviews: outturn 2014-08 9 number",
            "ASC 2 Reviews: outturn 2014-09 7 number",
            "ASC 2 Reviews: outturn 2014-15 H1 51 number",
            "ASC 2 Reviews: target 2014-15 110 number",
        ],
    ),
    "short years beside words of time, benchmarks under a dated title": (
        "Corporate Plan: half year 2018-19",
        """
        Indicator      | Annual 17-18 | Half year 18-19 | Annual target 18-19 | Benchmarking 2016/17 >2
        ^              | ^            | ^               | ^                   | Wales | Stat. neighbours
        Homes let      | 17           | 11              | 20                  | 12    | 14
        """,
        [
            "Homes let: outturn 2017-18 17 number",
            "Homes let: outturn 2018-19 H1 11 number",
            "Homes let: target 2018-19 20 number",
            "Homes let: benchmark 2016-17 12 number",
            "Homes let: benchmark 2016-17 14 number",
        ],
    ),
    "names in a line above their figures": (
        "Year-end performance 2023/24",
        """
        Q3 23/24 | Q4 23/24 | Target | RAG
        BV 8 Invoices paid on time >4
        96.6%    | 97.4%    | 98.0%  | Red
        BV 9 Council tax collected >4
        81.2%    | 98.3%    | 98.0%  | Green
        """,
        [
            "BV 8 Invoices paid on time: outturn 2023-24 Q3 96.6 percent",
            "BV 8 Invoices paid on time: outturn 2023-24 Q4 97.4 percent",
            "BV 8 Invoices paid on time: target 2023-24 98.0 percent",
            "BV 9 Council tax collected: outturn 2023-24 Q3 81.2 percent",
            "BV 9 Council tax collected: outturn 2023-24 Q4 98.3 percent",
            "BV 9 Council tax collected: target 2023-24 98.0 percent",
        ],
    ),
    "a period in each row": (
        "Public health outcomes: summary",
        """
        Indicator           | Time period | Local value | Local count | England
        Smoking prevalence  | 2019/20     | 13.4%       | 25,120      | 13.9%
        Breastfeeding       | Q2 2021/22  | 44.1%       | 312         | 49.2%
        """,
        [
            "Smoking prevalence: outturn 2019-20 13.4 percent",
            "Smoking prevalence: benchmark ? 13.9 percent",
            "Breastfeeding: outturn 2021-22 Q2 44.1 percent",
            "Breastfeeding: benchmark ? 49.2 percent",
        ],
    ),
    "months down and years across, of the indicator above": (
        "Number of library visits",
        """
        Month | 2021/22 | 2022/23
        April | 1,204   | 1,190
        May   | 1,310   | 1,355
        """,
        [
            "Number of library visits: outturn 2021-04 1204 number",
            "Number of library visits: outturn 2022-04 1190 number",
            "Number of library visits: outturn 2021-05 1310 number",
            "Number of library visits: outturn 2022-05 1355 number",
        ],
    ),
    "names stand before those of people; months without a title give the target its year": (
        "Report card",
        """
        What counts here | Lead    | Bigger or smaller is better | Jun 18 | Jul 18 | Target
        Children in care | J. Hart | Smaller                     | 501    | 519    | 500
        """,
        [
            "Children in care: outturn 2018-06 501 number",
            "Children in care: outturn 2018-07 519 number",
            "Children in care: target 2018-19 500 number",
        ],
    ),
    "questions for headers, an answer that is no target": (
        "How did we do? Annual report 2012/13",
        """
        What we measure       | How did we do in 2011/12? | What was our target for 2012/13? | How did we do in 2012/13? | Met?
        Waste that we recycle | 41.2%                     | 43%                              | 44.6%                     | Yes
        """,
        [
            "Waste that we recycle: outturn 2011-12 41.2 percent",
            "Waste that we recycle: target 2012-13 43 percent",
            "Waste that we recycle: outturn 2012-13 44.6 percent",
        ],
    ),
    "codes under a header that could be that of names": (
        "Best Value 2007/08",
        """
        BVPI       | Indicator                | 2006/07 | 2007/08 | Top quartile
        BV 8       | % of invoices on time    | 94.21%  | 96.30%  | 97.06%
        Housing >5
        BV 82a(i)  | Household waste recycled | 18.62%  | 21.05%  | 22.42%
        """,
        [
            "BV 8 % of invoices on time: outturn 2006-07 94.21 percent",
            "BV 8 % of invoices on time: outturn 2007-08 96.30 percent",
            "BV 8 % of invoices on time: benchmark ? 97.06 percent",
            "BV 82a(i) Household waste recycled: outturn 2006-07 18.62 percent",
            "BV 82a(i) Household waste recycled: outturn 2007-08 21.05 percent",
            "BV 82a(i) Household waste recycled: benchmark ? 22.42 percent",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_the_figures_of_a_shape(shape: str) -> None:
    title, table, expected = SHAPES[shape]
    assert figures(paper(heading(title), grid(table))) == expected


JUDGED = {
    "words of scores and trends under headers that name neither": (
        """
        Indicator          | 2017/18 Actual | 2017/18 Target | Performance | Direction since last quarter
        Average wait       | 7              | 8              | On target   | Better
        Dwelling fires     | 121            | 115            | Off target  | Same
        """,
        ["green improving", "red steady"],
    ),
    "arrows under Polarity say which way is good": (
        """
        Indicator      | Polarity | Q2 2022/23 | Target | RAG
        Tax collected  | ↑        | 56%        | 98%    | Green
        Days to decide | ↓        | 21         | 20     | Amber
        """,
        ["green bigger_is_better", "amber smaller_is_better"],
    ),
}


@pytest.mark.parametrize("shape", JUDGED)
def test_the_judgements_of_a_shape(shape: str) -> None:
    table, expected = JUDGED[shape]
    rows = paper(heading("Year end 2017/18"), grid(table)).rows
    said = [" ".join(filter(None, [r.score, r.short_term_trend, r.polarity])) for r in rows]
    assert said == expected


def test_cards_go_below_the_heading_of_their_group() -> None:
    def card(name: str, latest: str, target: str) -> Grid:
        made = grid(f"{name} >2\n | {latest}\nTarget 2024/25 | {target}\n2023/24 | 12%\nStatus | Green", engine="frame")
        return made.model_copy(update={"box": None})

    found = paper(
        heading("Year end 2024/25"),
        heading("Healthy lives"), card("Checks made", "14%", "13%"), card("Visits paid", "15%", "13%"),
        heading("Clean energy"), card("Roofs fitted", "16%", "13%"),
    )  # fmt: skip
    assert figures(found)[:3] == [
        "Checks made: outturn 2024-25 14 percent", "Checks made: target 2024-25 13 percent",
        "Checks made: outturn 2023-24 12 percent",
    ]  # fmt: skip
    assert [(r.label, r.heading, r.score) for r in found.rows] == [
        ("Checks made", "Healthy lives", "green"),
        ("Visits paid", "Healthy lives", "green"),
        ("Roofs fitted", "Clean energy", "green"),
    ]


def test_a_remark_below_a_line_of_figures_is_no_part_of_its_last_word() -> None:
    """ "Trend: Improving" had lost its meaning to the remark that was set right below it."""
    found = paper(
        heading("Monitoring report"),
        heading("PI 1 Recycling"),
        block(
            "Q2 2013/14: 40% | Q3 2013/14: 42% | Target 2013/14: 41% | Trend: Improving Two new rounds began in May."
        ),
        heading("PI 2 Litter"),
        block("Q2 2013/14: 12% | Q3 2013/14: 13% | Target 2013/14: 10% | Trend: Worsening More was dropped in parks."),
    )
    assert [(r.code, r.short_term_trend, r.heading) for r in found.rows] == [
        ("PI.1", "improving", "Monitoring report"),
        ("PI.2", "worsening", "Monitoring report"),
    ]


def test_the_headings_of_one_report_say_nothing_of_the_tables_of_the_next() -> None:
    """A list of indicators was taken for a budget, since the report before it ended with reserves."""
    agenda = "1. Budget (Pages 2 to 2)\n2. Performance, Quarter 3 2023/24 (Pages 3 to 3)"
    listed = grid("Ref | Measures below target | Quarter 3 2023/24 | Target\nPL-02 | Inspections | 93% | 100%")
    found = read_paper(
        [
            leaf(block(agenda), text=agenda),
            leaf(heading("Budget monitoring"), heading("Capital programme"), number=2, text="2\nBudget"),
            leaf(heading("Performance, Quarter 3 2023/24"), listed, number=3, text="3\nPerformance, Quarter 3 2023/24"),
        ],
        built_in(),
    )
    assert len(found.printings) == 2


def test_a_header_that_says_more_than_a_period_is_doubted() -> None:
    """ "Footnotes 2019/20" may be anything; a council's own name over a year is its outturn."""
    table = """
        Indicator       | Westmarch 2019/20 | Footnotes 2019/20 | Target 2019/20
        % of PIs on top | 45%               | 1,204               | 50%
        """
    remarks = paper(heading("Annual report 2019/20"), grid(table)).remarks
    assert [(r.check, r.printing, r.message) for r in remarks if r.severity == "warning"] == [
        ("period_in_doubt", 1, '"Footnotes 2019/20" says more than a period: its figures may be no outturns')
    ]
