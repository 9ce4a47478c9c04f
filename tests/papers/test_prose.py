"""What sentences say of an indicator: printed -> the figures taken; what they leave open is not guessed."""

from __future__ import annotations

import pytest

from extract.papers.commentary.prose import figures_in
from extract.values import period_of, read_period

REPAIRS = "% of repairs completed on time"
CHILDREN = "Number of children looked after per 10,000 population"
DAYS = "Average number of days to re-let a home"
VISITS = "Number of library visits"
SICKNESS = "Average working days lost to sickness per employee"
COST = "Average weekly cost of a residential placement (£)"
NEET = "16 to 18 year olds who are not in education, employment or training (NEET)"
SCHOOLS = "% of schools judged good or outstanding by Ofsted"
TAX = "% of council tax collected"
LEAVERS = "Care leavers in employment, education and training"

SENTENCES: list[tuple[str, str, str, list[str]]] = [
    (
        REPAIRS,
        "2023-24 Q2",
        "Performance stood at 88.4% at the end of quarter 2 against a target of 90%.",
        ["outturn 2023-24 Q2 88.4", "target 2023-24 90"],
    ),
    (
        REPAIRS,
        "2023-24 Q2",
        "In quarter 2, 88.4% of repairs were completed on time, up from 85.1% in quarter 1.",
        ["outturn 2023-24 Q2 88.4", "outturn 2023-24 Q1 85.1"],
    ),
    (
        REPAIRS,
        "2023-24 Q2",
        "Performance for Quarter 2 was 88.4%, compared with 91.2% in the same period last year.",
        ["outturn 2023-24 Q2 88.4", "outturn 2022-23 Q2 91.2"],
    ),
    (
        REPAIRS,
        "2023-24 Q2",
        "In the second quarter of 2023/24 performance was 88.4%. In the same quarter of 2022/23 the figure was 91.2%.",
        ["outturn 2023-24 Q2 88.4", "outturn 2022-23 Q2 91.2"],
    ),
    (
        "Tenant satisfaction",
        "2023-24 Q2",
        "Satisfaction rose to 83% in quarter 2 from 81% in quarter 1.",
        ["outturn 2023-24 Q2 83", "outturn 2023-24 Q1 81"],
    ),
    (
        "Street lighting faults",
        "2023-24 Q2",
        "There were 412 faults in quarter 2, down from 467 in quarter 1.",
        ["outturn 2023-24 Q2 412", "outturn 2023-24 Q1 467"],
    ),
    (
        REPAIRS,
        "2023-24 Q2",
        "There was an increase of 3 percentage points to 88.4% in quarter 2.",
        ["outturn 2023-24 Q2 88.4"],
    ),
    (
        REPAIRS,
        "2023-24 Q2",
        "The rate reduced from 91.2% in quarter 1 to 88.4% in quarter 2.",
        ["outturn 2023-24 Q1 91.2", "outturn 2023-24 Q2 88.4"],
    ),
    (
        REPAIRS,
        "2023-24 Q2",
        "The year-end outturn for 2022/23 was 87.5%, which is below the target of 90%.",
        ["outturn 2022-23 87.5", "target 2022-23 90"],
    ),
    (REPAIRS, "2023-24 Q2", "At the end of June 2023 performance was 86.0%.", ["outturn 2023-24 Q1 86.0"]),
    (REPAIRS, "2023-24 Q2", "The England average for 2022/23 was 84.3%.", ["benchmark 2022-23 84.3"]),
    (REPAIRS, "2023-24 Q2", "Performance in quarter 2 improved by 4.2% to 88.4%.", ["outturn 2023-24 Q2 88.4"]),
    (REPAIRS, "2023-24 Q2", "Performance was 4.2% higher than in quarter 1.", []),
    (
        REPAIRS,
        "2023-24 Q2",
        "The figure for quarter 2 is 88.4% which exceeds the 85% target.",
        ["outturn 2023-24 Q2 88.4", "target 2023-24 85"],
    ),
    (
        REPAIRS,
        "2023-24 Q2",
        "Of the 1,204 repairs in quarter 2, 1,064 (88.4%) were completed on time.",
        ["outturn 2023-24 Q2 88.4"],
    ),
    (
        CHILDREN,
        "2023-24 Q2",
        "The rate at the end of quarter 2 was 84.2 per 10,000, compared to the England rate of 70 per 10,000.",
        ["outturn 2023-24 Q2 84.2", "benchmark 70"],
    ),
    (
        CHILDREN,
        "2023-24 Q2",
        "The rate has fallen from 86.2 in quarter 1 to 84.2 in quarter 2 and is close to the target of 83.",
        ["outturn 2023-24 Q1 86.2", "outturn 2023-24 Q2 84.2", "target 2023-24 83"],
    ),
    (
        DAYS,
        "2023-24 Q2",
        "Average re-let time was 32.5 days in quarter 2, against a target of 28 days.",
        ["outturn 2023-24 Q2 32.5", "target 2023-24 28"],
    ),
    (
        DAYS,
        "2023-24 Q2",
        "It took 32.5 days on average to re-let a home in Q2 2023/24, 4 days longer than in Q1.",
        ["outturn 2023-24 Q2 32.5"],
    ),
    (
        VISITS,
        "2023-24 Q2",
        "There were 125,430 visits in quarter 2, compared with 118,002 in quarter 1.",
        ["outturn 2023-24 Q2 125430", "outturn 2023-24 Q1 118002"],
    ),
    (
        SICKNESS,
        "2023-24 Q2",
        "The outturn for 2022/23 was 9.8 days per employee, an improvement on 10.4 days in 2021/22.",
        ["outturn 2022-23 9.8", "outturn 2021-22 10.4"],
    ),
    (REPAIRS, "2023-24 Q2", "Performance dropped to 82.1% in July but has since recovered.", ["outturn 2023-07 82.1"]),
    (REPAIRS, "2023-24 Q2", "The target for 2023/24 remains at 90%.", ["target 2023-24 90"]),
    (REPAIRS, "2023-24 Q2", "We expect performance to reach 92% by quarter 4.", []),
    (REPAIRS, "2023-24 Q2", "Three contractors account for 60% of late repairs.", []),
    (REPAIRS, "2023-24 Q2", "Performance has been between 80% and 90% in recent years.", []),
    (
        REPAIRS,
        "2023-24 Q2",
        "88.4% of repairs were completed on time in the second quarter of 2023/24, down from 90.0% in the first quarter.",
        ["outturn 2023-24 Q2 88.4", "outturn 2023-24 Q1 90.0"],
    ),
    (
        REPAIRS,
        "2023-24 Q2",
        "Our performance of 88.4% this quarter is 1.6 percentage points below the target of 90%.",
        ["outturn 2023-24 Q2 88.4", "target 2023-24 90"],
    ),
    (
        LEAVERS,
        "2011-12 Q2",
        "Our target for this indicator for 2011/12 is 60%. Performance in quarter 2 was 50% which fell from 57.1% in quarter 1.",
        ["target 2011-12 60", "outturn 2011-12 Q2 50", "outturn 2011-12 Q1 57.1"],
    ),
    (
        REPAIRS,
        "2023-24 Q2",
        "Performance improved from 85.1% in quarter 1 to 88.4% this quarter.",
        ["outturn 2023-24 Q1 85.1", "outturn 2023-24 Q2 88.4"],
    ),
    (REPAIRS, "2023-24 Q2", "Performance improved from 85.1% to 88.4% in quarter 2.", ["outturn 2023-24 Q2 88.4"]),
    (
        REPAIRS,
        "2023-24 Q2",
        "The annual target is 90% and quarter 2 performance was 88.4%.",
        ["target 2023-24 90", "outturn 2023-24 Q2 88.4"],
    ),
    (
        REPAIRS,
        "2023-24 Q2",
        "Quarter 2 performance (88.4%) is below target (90%).",
        ["outturn 2023-24 Q2 88.4", "target 2023-24 90"],
    ),
    (REPAIRS, "2023-24 Q2", "Performance in quarter 2 is above target at 92.3%.", ["outturn 2023-24 Q2 92.3"]),
    (REPAIRS, "2023-24 Q2", "The outturn at 31 March 2023 was 87.5%.", ["outturn 2022-23 Q4 87.5"]),
    (REPAIRS, "2023-24 Q2", "As at 30th September 2023, performance was 88.4 per cent.", ["outturn 2023-24 Q2 88.4"]),
    (REPAIRS, "2023-24 Q2", "Performance fell by 2.1 percentage points compared with quarter 1.", []),
    (REPAIRS, "2023-24 Q2", "Performance is 3% better than the England average.", []),
    (
        REPAIRS,
        "2023-24 Q2",
        "The national average is 82% and the West Midlands average is 80.5%.",
        ["benchmark 82", "benchmark 80.5"],
    ),
    (
        REPAIRS,
        "2023-24 Q2",
        "Performance in quarter 2 was 88.4%, against 82% nationally.",
        ["outturn 2023-24 Q2 88.4", "benchmark 82"],
    ),
    (REPAIRS, "2023-24 Q2", "The target has been raised from 85% to 90% for 2024/25.", []),
    (REPAIRS, "2023-24 Q2", "Tenants' satisfaction with repairs was 76%.", []),
    (REPAIRS, "2023-24 Q2", "If the trend continues performance will be 95% in quarter 4.", []),
    (
        REPAIRS,
        "2023-24 Q2",
        "Performance was 88.4% in Q2 (Q1: 85.1%).",
        ["outturn 2023-24 Q2 88.4", "outturn 2023-24 Q1 85.1"],
    ),
    (
        REPAIRS,
        "2023-24 Q2",
        "The first quarter saw performance of 85.1%; the second quarter saw 88.4%.",
        ["outturn 2023-24 Q1 85.1", "outturn 2023-24 Q2 88.4"],
    ),
    (REPAIRS, "2023-24 Q2", "This figure was 79% a year earlier.", ["outturn 2022-23 Q2 79"]),
    (REPAIRS, "2023-24 Q2", "Performance in the previous quarter was 85.1%.", ["outturn 2023-24 Q1 85.1"]),
    (
        REPAIRS,
        "2023-24 Q2",
        "In August, performance was 89.9% and in September it was 90.2%.",
        ["outturn 2023-08 89.9", "outturn 2023-09 90.2"],
    ),
    (REPAIRS, "2023-24 Q2", "Performance ranged between 85% and 91% across the three areas in quarter 2.", []),
    (REPAIRS, "2023-24 Q2", "Area A recorded 95% and Area B 71%.", []),
    (REPAIRS, "2023-24 Q2", "Performance of 88.4% was reported.", []),
    (
        REPAIRS,
        "2023-24 Q2",
        "Performance for 2022/23 was 87.5% (target 90%, England 84.3%).",
        ["outturn 2022-23 87.5", "target 2022-23 90", "benchmark 84.3"],
    ),
    (REPAIRS, "2023-24 Q2", "Performance has been maintained at 88.4% in quarter 2.", ["outturn 2023-24 Q2 88.4"]),
    (
        CHILDREN,
        "2023-24 Q2",
        "The rate of children looked after has increased from 81.0 per 10,000 at the end of March 2023 to 84.2 per 10,000 at the end of September 2023.",  # noqa: E501
        ["outturn 2022-23 Q4 81.0", "outturn 2023-24 Q2 84.2"],
    ),
    (CHILDREN, "2023-24 Q2", "There are 560 children looked after in quarter 2, an increase of 12.", []),
    (
        CHILDREN,
        "2023-24 Q2",
        "Statistical neighbours had a rate of 92.4 per 10,000 in 2022/23.",
        ["benchmark 2022-23 92.4"],
    ),
    (
        DAYS,
        "2023-24 Q2",
        "Re-let times reduced from 41 days in quarter 1 to 32.5 days in quarter 2.",
        ["outturn 2023-24 Q1 41", "outturn 2023-24 Q2 32.5"],
    ),
    (
        DAYS,
        "2023-24 Q2",
        "The average number of days to re-let a home was 32.5 in quarter 2, 4.5 days above the target of 28.",
        ["outturn 2023-24 Q2 32.5", "target 2023-24 28"],
    ),
    (DAYS, "2023-24 Q2", "Contractors must attend within 5 days of the tenancy ending.", []),
    (
        VISITS,
        "2023-24 Q2",
        "The number of library visits in quarter 2 was 125,430, against a target of 120,000.",
        ["outturn 2023-24 Q2 125430", "target 2023-24 120000"],
    ),
    (VISITS, "2023-24 Q2", "Library visits rose by 7,428 to 125,430 in quarter 2.", ["outturn 2023-24 Q2 125430"]),
    (VISITS, "2023-24 Q2", "Visits to the 14 libraries were up 6% in quarter 2.", []),
    (
        SICKNESS,
        "2023-24 Q2",
        "Sickness absence stood at 9.8 days per employee at the end of quarter 2, down from 10.4 days in the same period last year.",  # noqa: E501
        ["outturn 2023-24 Q2 9.8", "outturn 2022-23 Q2 10.4"],
    ),
    (
        COST,
        "2023-24 Q2",
        "The average weekly cost was £4,512 in quarter 2 against a target of £4,200.",
        ["outturn 2023-24 Q2 4512", "target 2023-24 4200"],
    ),
    (COST, "2023-24 Q2", "An overspend of £120,000 was reported in quarter 2.", []),
    (REPAIRS, "2023-24 Q2", "It was agreed that 15% of the budget be moved in quarter 2.", []),
    (REPAIRS, "2023-24 Q2", "Complaints about repairs answered on time in quarter 2 stood at 97%.", []),
    (
        REPAIRS,
        "2023-24 Q2",
        "The floor standard is 80% and performance in quarter 2 was 88.4%.",
        ["floor 2023-24 80", "outturn 2023-24 Q2 88.4"],
    ),
    (
        SCHOOLS,
        "2022-23",
        "At the end of March 2023, 84% of schools were judged good or outstanding, compared to 88% nationally.",
        ["outturn 2022-23 Q4 84", "benchmark 88"],
    ),
    (
        SCHOOLS,
        "2022-23",
        "The percentage of good or outstanding schools has risen to 84% in 2022/23 from 81% in 2021/22.",
        ["outturn 2022-23 84", "outturn 2021-22 81"],
    ),
    (SCHOOLS, "2022-23", "This is 4 percentage points below the national average of 88%.", ["benchmark 88"]),
    (
        NEET,
        "2023-24 Q2",
        "At 3.2%, performance in quarter 2 is worse than the target of 2.8%.",
        ["outturn 2023-24 Q2 3.2", "target 2023-24 2.8"],
    ),
    (
        NEET,
        "2023-24 Q2",
        "The NEET figure stands at 3.2% for the second quarter; the target for the year is 2.8%.",
        ["outturn 2023-24 Q2 3.2", "target 2023-24 2.8"],
    ),
    (NEET, "2023-24 Q2", "Performance has worsened since the previous quarter (2.9%).", ["outturn 2023-24 Q1 2.9"]),
    (
        TAX,
        "2023-24 Q2",
        "Collection reached 55.6% by the end of September 2023 against a profiled target of 56.0%.",
        ["outturn 2023-24 Q2 55.6", "target 2023-24 56.0"],
    ),
    (TAX, "2023-24 Q2", "The collection rate was 0.4% down on the same period last year.", []),
    (
        TAX,
        "2023-24 Q2",
        "The final outturn for 2022/23 of 96.8% was an improvement of 0.6% on the previous year.",
        ["outturn 2022-23 96.8"],
    ),
    (TAX, "2023-24 Q2", "The rate in quarter 2 was just under 56%.", ["outturn 2023-24 Q2 56"]),
    (
        TAX,
        "2023-24 Q2",
        "The target is 97% and in-year collection as at 30 September was 55.6%.",
        ["target 2023-24 97", "outturn 2023-24 Q2 55.6"],
    ),
    (
        DAYS,
        "2023-24 Q2",
        "Performance in Q2 was 32.5 days, which is an improvement of 3 days from Q1.",
        ["outturn 2023-24 Q2 32.5"],
    ),
    (
        DAYS,
        "2023-24 Q2",
        "In quarter 1 the average was 35.5 days and this has improved to 32.5 days in quarter 2.",
        ["outturn 2023-24 Q1 35.5", "outturn 2023-24 Q2 32.5"],
    ),
    (
        DAYS,
        "2023-24 Q2",
        "The target of 28 days was missed in quarter 2, with an average of 32.5 days.",
        ["target 2023-24 28", "outturn 2023-24 Q2 32.5"],
    ),
    (
        SICKNESS,
        "2022-23",
        "Sickness absence averaged 9.8 days per employee in 2022/23, compared with a public sector average of 10.6 days.",
        ["outturn 2022-23 9.8", "benchmark 10.6"],
    ),
    (
        REPAIRS,
        "2023-24 Q2",
        "88% were completed on time in Q1 and 91% in Q2.",
        ["outturn 2023-24 Q1 88", "outturn 2023-24 Q2 91"],
    ),
    (
        REPAIRS,
        "2023-24 Q2",
        "Performance in Q1 and Q2 was 88% and 91% respectively.",
        ["outturn 2023-24 Q1 88", "outturn 2023-24 Q2 91"],
    ),
    (REPAIRS, "2023-24 Q2", "Quarter 1: 88%. Quarter 2: 91%.", []),
    (REPAIRS, "2023-24 Q2", "The contractor's own figure of 93% has not been verified.", []),
    (REPAIRS, "2023-24 Q2", "Performance to date is 88.4%.", []),
    (REPAIRS, "2023-24 Q2", "A new target of 92% will apply from April 2024.", ["target 2024-25 92"]),
    (REPAIRS, "2023-24 Q2", "The 2022/23 target of 90% was met with performance of 91.3%.", ["target 2022-23 90"]),
    (REPAIRS, "2023-24 Q2", "Performance exceeded the target by 2.3% in quarter 2.", []),
    (REPAIRS, "2023-24 Q2", "Of those surveyed, 76% were satisfied in quarter 2.", []),
    (REPAIRS, "2023-24 Q2", "Between July and September 2022 performance was 88.4%.", ["outturn 2022-23 Q2 88.4"]),
    (REPAIRS, "2023-24 Q2", "From April to December 2022 performance was 88.4%.", []),
    (
        REPAIRS,
        "2023-24 Q2",
        "In quarter 2 the rate was 90%, compared with 88.4% in the same quarter of 2021/22.",
        ["outturn 2023-24 Q2 90", "outturn 2021-22 Q2 88.4"],
    ),
    (
        REPAIRS,
        "2023-24 Q2",
        "In quarter 2 the rate was 90%, compared with 88.4% over the same period in 2021.",
        ["outturn 2023-24 Q2 90", "outturn 2021-22 Q2 88.4"],
    ),
    (
        REPAIRS,
        "2023-24 Q2",
        "Performance Q2 2023/24 88.4% | Target 2023/24 95% | Q1 2023/24 91.2%",
        ["outturn 2023-24 Q2 88.4", "outturn 2023-24 Q1 91.2"],
    ),
]


@pytest.mark.parametrize(("label", "reported", "text", "expected"), SENTENCES, ids=[s[2][:60] for s in SENTENCES])
def test_the_figures_of_a_sentence(label: str, reported: str, text: str, expected: list[str]) -> None:
    told = figures_in(text, label, period_of(read_period(reported))).told
    found = [" ".join([t.measure, *([t.period.text] if t.period else []), str(t.reading.value)]) for t in told]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        ("Performance of 88.4% was reported.", ["88.4%"]),
        ("Performance to date is 88.4%.", ["88.4%"]),
        ("The target has been raised from 85% to 90% for 2024/25.", ["85%", "90%"]),
        ("Performance fell by 2.1 percentage points compared with quarter 1.", []),
        ("We expect performance to reach 92% by quarter 4.", []),
    ],
)
def test_a_figure_without_a_period_is_named_as_undecided(text: str, unsure: list[str]) -> None:
    assert figures_in(text, REPAIRS, period_of(read_period("2023-24 Q2"))).unsure == unsure


def test_a_comparator_is_named() -> None:
    said = figures_in("The national average is 82% and the West Midlands average is 80.5%.", REPAIRS, None)
    assert [t.reading.qualifier for t in said.told] == ["national average", "West Midlands average"]


def test_a_year_that_was_named_before_counts_for_the_quarters_behind_it() -> None:
    text = "Our target for this indicator for 2011/12 is 60%. Performance in quarter 2 was 50%."
    said = figures_in(text, LEAVERS, period_of(read_period("2023-24 Q2")))
    assert [t.period.text for t in said.told if t.period] == ["2011-12", "2011-12 Q2"]


def test_the_number_of_a_paragraph_is_no_figure() -> None:
    text = "4.2 In quarter 2 the rate was 84.2 per 10,000."
    said = figures_in(text, CHILDREN, period_of(read_period("2023-24 Q2")))
    assert [str(t.reading.value) for t in said.told] == ["84.2"]


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Performance at the end of March 2014 was 88.4%.", True),
        ("Performance at 31 March 2014 was 88.4%.", True),
        ("Performance at the end of June 2014 was 88.4%.", False),
        ("Performance in quarter 4 of 2013/14 was 88.4%.", False),
    ],
)
def test_the_end_of_march_closes_a_quarter_and_a_year(text: str, doubted: bool) -> None:
    """A fax lost the table beside it: the year's outturn stood as that of the fourth quarter, without a word."""
    said = figures_in(text, REPAIRS, period_of(read_period("2014-15 Q1")))
    assert [bool(t.reading.doubts) for t in said.told] == [doubted]
