# ruff: noqa: E501 - sentences and tables of figures read best unbroken
"""February 2012: two indicators explained to a scrutiny committee, figures in prose only."""

from __future__ import annotations

import datetime as dt

from corpus.generator.facts import indicators
from corpus.generator.sheet import Paper, Sheet
from corpus.generator.truth import Name
from corpus.generator.writer import PageStyle

COMMITTEE = "Scrutiny Committee for Children and Young People"
PERIOD = "2011-12 Q3"

LEAVERS = [
    "The target for 2011/12 is [[56%|target|2011-12]]. Performance at quarter 3 was [[46.6%|outturn|2011-12 Q3]], "
    "down from [[48.3%|outturn|2011-12 Q2]] in quarter 2 and [[51.7%|outturn|2011-12 Q1]] in quarter 1. The outturn "
    "for 2010/11 was [[53.3%|outturn|2010-11]].",
    "The group that is counted is small: this year it holds [[73|outturn|2011-12|? cohort]] young people, so that a "
    "single person more or less in a job or on a course moves the result by more than one percentage point. Fourteen of "
    "those who are not counted as successes are the parents of young children or are too ill to work.",
    "The local labour market has made matters harder. Two employers who used to take a number of apprentices from the "
    "Leaving Care Team every summer did not recruit in 2011. The team has since agreed guaranteed interviews with the "
    "Council's own grounds maintenance service and with the further education college at Harrowley, and personal "
    "advisers now meet each young person every fortnight until a place is found.",
]
ASSESSMENTS = [
    "The target for 2011/12 is [[70%|target|2011-12]]. Performance for quarter 3 was [[59.9%|outturn|2011-12 Q3]], "
    "compared with [[57.4%|outturn|2011-12 Q2]] for quarter 2. In the first quarter of the year the figure stood at "
    "[[61.2%|outturn|2011-12 Q1]].",
    "Members will recall that the number of referrals rose by [[18%||?]] during the summer, after the police changed "
    "the way in which they pass on reports of domestic violence. Most of the assessments that missed the deadline did so "
    "by one or two days only, and no child who was thought to be in immediate danger waited to be seen.",
    "Since April the Department for Education has also allowed councils to use a limit of 10 working days. Measured in "
    "that way the Council completed [[71.3%|outturn||? 10 working days]] of the assessments on time in the first nine "
    "months of the year. From 2012/13 only the longer limit will be reported, and members should not compare the figures "
    "of the two definitions with each other.",
    "What is being done:",
    "• two agency social workers have joined the referral team until the end of June;",
    "• team managers look at every open assessment on its fifth day, and a list of those at risk is sent to the Head of "
    "Service each Monday;",
    "• health visitors and schools have been given a one-page guide that says when to refer a family and when to begin a "
    "common assessment instead;",
    "• the recording system now refuses to close an assessment without the date on which the child was seen, which had "
    "been missing in about [[6%||?]] of cases.",
]
RATE = [
    "On 31st December 2011 the Council looked after [[514|outturn||? children]] children, a rate of "
    "[[78.9|outturn|2011-12 Q3]] per 10,000 population aged under 18. At the end of September the rate was "
    "[[78.2|outturn|2011-12 Q2|?]]. The target for the year is a rate no higher than [[76|target|2011-12|?]].",
    "The increase is smaller than that reported by neighbouring councils. It reflects more children who enter care than "
    "leave it, above all among those under two years of age, and court timetables that have grown longer. A group of "
    "senior managers considers every request for a child to become looked after, and family group conferences are now "
    "offered before proceedings are begun.",
]


def build(sheet: Sheet) -> None:
    """Write the paper."""
    facts = indicators()
    page = sheet.page(
        PageStyle(
            "Report", margins=(2.3, 2.4, 2.0, 2.5),
            footer=sheet.p(xml=sheet.field(), align="center", after=0, size=10),
        )
    )  # fmt: skip
    sheet.put(
        sheet.p("Agenda Item No. 6", align="end", bold=True, after=14, page=page),
        sheet.p(f"{COMMITTEE} – 8th February 2012", bold=True, align="center", after=12),
        sheet.p("Report of the Director of Children's Services", bold=True, align="center", after=12),
        sheet.p("Areas of performance that need the Committee's attention", bold=True, align="center", after=14),
    )

    def heading(text: str) -> None:
        sheet.put(sheet.p(f"__{text}__", bold=True, before=8, after=8, keep=True))

    count = 0

    def numbered(text: str) -> None:
        nonlocal count
        count += 1
        sheet.put(sheet.p(f"{count}.\t{text}", left=1.0, indent=-1.0, after=10, figure=sheet.about(Name(None, ""))))

    heading("Purpose of Report")
    numbered(
        "To explain to Members why three indicators in the Children and Young People's Plan were behind their targets "
        "at the end of the third quarter of 2011/12, and to set out what is being done about each of them."
    )
    heading("Background")
    numbered(
        "The Committee receives a summary of performance after every quarter. In November it asked for a fuller account "
        "of any area that had been below target for two quarters running. Twelve of the nineteen indicators that are "
        "measured quarterly were on target at the end of December 2011, four were close to it, and three were not. "
        "Results that are published once a year only, such as those of examinations, are not repeated here."
    )
    for key, title, texts in (
        ("care_leavers", "Care leavers in education, employment or training (NI 148)", LEAVERS),
        (
            "initial_seven",
            "Percentage of initial assessments for children's social care carried out within 7 working days of referral (NI 59)",
            ASSESSMENTS,
        ),
        ("looked_after", "Looked After Children per 10,000 population aged under 18 (CS/LI 12)", RATE),
    ):
        old = facts[key].name("2011-12")
        code = title[title.rindex("(") + 1 : -1]
        if key == "initial_seven":
            old = facts[key].name("2010-11")
        name = Name(None, title, old.unit)
        before = len(sheet.truth.observations)
        sheet.put(sheet.p(title, bold=True, before=6, after=8, keep=True))
        sheet.put(sheet.block(name, PERIOD, "comment", texts, optional=True, after=10))
        for row in sheet.truth.observations[before:]:
            row["code_alt"] = code
            if key == "looked_after" and row["qualifier"] is None:
                row["unit"] = "per_10000"
    heading("Finance")
    numbered(
        "The two agency posts cost £61,000 until the end of June and are paid for from the vacancy savings of the "
        "division. All other actions are met from existing budgets."
    )
    heading("Law")
    numbered(
        "The duties described in this report arise from the Children Acts 1989 and 2004 and from the Children (Leaving "
        "Care) Act 2000."
    )
    heading("Equality Impact")
    numbered(
        "Children in public care and young people who leave it are among the least advantaged in the borough. Better "
        "results for them narrow the gap between them and others of their age."
    )
    heading("Recommendation")
    numbered(
        "That the Committee note the report and say whether it wishes to look more closely at any of the three areas."
    )
    sheet.put(
        sheet.p("", after=30),
        sheet.p("M Aldous", bold=True, after=2),
        sheet.p("Director of Children's Services", bold=True, after=16),
        sheet.p("Contact Officer: P Renshaw (Performance and Information Manager)", after=2),
        sheet.p("Telephone: 01632 960417     Email: performance@tamebrook.invalid", after=2),
    )


PAPERS = [
    Paper(
        "tamebrook-2012-02-08-scrutiny-narrative", COMMITTEE, dt.date(2012, 2, 8), "Areas of performance that need the Committee's attention", build,
        "documents/s1204/Item%206%20Performance.pdf", font="Liberation Sans", size=12,
    )
]  # fmt: skip
