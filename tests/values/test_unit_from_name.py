"""Indicator names: the unit that they imply."""

from __future__ import annotations

import pytest

from extract.values import unit_from_name
from schemas.records import Unit


@pytest.mark.parametrize(
    ("name", "unit", "why"),
    [
        ("% of audits judged as good or better", "percent", "the sign"),
        ("Timeliness of assessments - % completed within 45 working days", "percent", "the sign, not the days"),
        ("Pupils persistently absent (% of enrolments)", "percent", "the sign in brackets"),
        ("Percentage of initial assessments completed within 7 days", "percent", "the word"),
        ("Proportion of homes that do not meet the standard", "percent", "the word"),
        ("Sickness as % of FTE days", "percent", "before the days"),
        ("Number of children looked after per 10,000 of the population", "per_10000", "before the number"),
        (
            "Under 18 conception rate per 1,000 girls aged 15-17",
            "number",
            "the contract takes only per 10,000 from a name",
        ),
        ("Older people (65+) admitted permanently to care homes per 100,000", "number", "names give only per 10,000"),
        ("First time entrants (rate per 100,000 10-17 year olds)", "number", "an age behind the rate"),
        ("Average time taken to re-let local authority housing (days)", "days", "in brackets"),
        ("Days lost to sickness/absence per FTE", "days", "the name starts with it"),
        ("Working days/shifts lost per FTE due to sickness absence", "days", "the name starts with it"),
        ("Number of working days lost to sickness absence per FTE", "days", "a number of days"),
        ("Average days between placement order and match", "days", "an average of days"),
        ("Long term sickness days per FTE", "days", "days per employee"),
        ("Average waiting time (weeks)", "weeks", "in brackets"),
        ("Value of savings made by prevention", "gbp", "a value"),
        ("Cost per head of waste collection (£)", "gbp", "the sign"),
        ("Household waste sent to landfill (tonnes)", "tonnes", "in brackets"),
        ("Number of children looked after", "number", "a count"),
        ("No. incidents of fly-tipping", "number", "a count"),
        ("Children in care (number)", "number", "in brackets"),
        ("Number of people whose last review was over 12 months ago", "number", "12 months are part of the name"),
        ("Core assessments completed within 35 days", None, "35 days are part of the name"),
        ("Complaints answered with 100% satisfaction", None, "so is 100%"),
        ("Contracts above £500k", None, "and £500k"),
        ("Year 6 prevalence of obesity", None, "a school year"),
        ("16-17 year olds not in education", None, "an age"),
        ("Delayed transfers of care", None, "nothing implies a unit"),
        ("", None, "no name"),
    ],
)
def test_unit_from_name(name: str, unit: Unit | None, why: str) -> None:
    assert unit_from_name(name) == unit, why
