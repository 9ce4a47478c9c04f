# ruff: noqa: E501 - sentences and tables of figures read best unbroken
"""February 2017: a monthly dashboard in portrait, with the words Red, Amber and Green."""

from __future__ import annotations

import datetime as dt

from corpus.generator.facts import indicators
from corpus.generator.sheet import Paper, Sheet
from corpus.generator.writer import Cell, PageStyle

COMMITTEE = "Performance and Resources Scrutiny Committee"
MONTHS = {"2016-10": "Oct-16", "2016-11": "Nov-16", "2016-12": "Dec-16", "2017-01": "Actual\nJan-17"}
HEAD, GRID = "#e7e6e6", "0.5pt solid #404040"
WORDS = {
    "star": ("Green", "#00b050", "#ffffff"),
    "circle": ("Amber", "#ffc000", "#000000"),
    "triangle": ("Red", "#ff0000", "#ffffff"),
}
AIMS = {"low": ("Smaller is better", "smaller_is_better"), "high": ("Bigger is better", "bigger_is_better")}
BASIS = {
    "neet": "Snapshot", "looked_after": "Snapshot", "protection_plan": "Snapshot", "placements": "Rolling Year",
    "care_leavers": "Snapshot", "sickness": "Month", "library_visits": "Month",
}  # fmt: skip

GROUPS = (
    ("Children's social care", ("looked_after", "protection_plan", "single_assessment", "placements")),
    ("Young people", ("neet", "care_leavers")),
    ("Homes and streets", ("relet", "recycling")),
    ("Serving our customers", ("complaints", "calls", "benefit_claims", "library_visits")),
    ("Running the Council", ("invoices", "sickness")),
)
COMMENTS = {
    "looked_after": "Eleven children entered care in January and six left it. The increase is in line with the rest of the region.",
    "single_assessment": "Better than in December, when the office was closed for six working days. Staff shortages in one of the three teams continue.",
    "placements": "Four children moved for the third time in January; two of the moves were to adoptive families.",
    "relet": "Homes that need asbestos to be removed have been left out of the figures until now. They are included from April.",
    "recycling": "January brought an unusual amount of cardboard. Target is for the winter months.",
    "calls": "New telephone system went live on 9 January. Calls were lost on the first two days.",
    "sickness": "Colds and influenza account for 38% of absence.",
}


def build(sheet: Sheet) -> None:
    """Write the paper."""
    facts = indicators()
    sheet.page(
        PageStyle(
            "Report", margins=(1.8, 1.2, 1.5, 1.2),
            header=sheet.p("Agenda item 9 – Appendix A", size=9, align="end", after=0),
            footer=sheet.p(xml="Page " + sheet.field(), align="center", after=0, size=9),
        )
    )  # fmt: skip
    sheet.put(
        sheet.p("Tamebrook Council", size=12, bold=True, after=0, page="Report"),
        sheet.p("Monthly Performance Dashboard: January 2017", size=17, bold=True, after=4, level=1),
        sheet.p(f"{COMMITTEE} – 22nd February 2017", after=8),
        sheet.p(
            "Green: at target or better. Amber: within five per cent of target. Red: more than five per cent off target. "
            "Figures are those of the month unless the reporting basis says otherwise.",
            size=9.5, after=6,
        ),
    )  # fmt: skip
    widths = (1.25, 3.25, 1.9, 1.5, 1.15, 1.15, 1.15, 1.2, 1.2, 1.2, 3.65)
    heads = (
        "Ref",
        "Measure",
        "Good Performance",
        "Reporting Basis",
        *MONTHS.values(),
        "Target\nJan-17",
        "Status",
        "Comments",
    )
    for title, keys in GROUPS:
        sheet.put(sheet.p(title, size=12, bold=True, before=6, after=3, keep=True, level=2))
        rows = [[Cell(h, bold=True, fill=HEAD, align="center") for h in heads]]
        for key in keys:
            one = facts[key]
            name = one.name("2016-17")
            basis = BASIS.get(key, "Month")
            aim, polarity = AIMS[one.better]
            row = [
                Cell(name.code or "", align="center"),
                Cell(name.label or ""),
                Cell(aim, align="center"),
                Cell(basis, align="center"),
            ]
            mark = sheet.truth.mark()
            for month in MONTHS:
                value = one.value(month) or ""
                text = value if one.unit == "days" else one.shown(value)
                extra = {"mark": mark} if month == "2017-01" else {}
                row.append(sheet.outturn(one, month, name, text=text, unit=one.unit, **extra))
            target = one.target("2017-01") or ""
            text = target if one.unit == "days" else one.shown(target)
            row.append(sheet.outturn(one, "2017-01", name, "target", text, unit=one.unit))
            score = one.score("2017-01") or "star"
            word, fill, colour = WORDS[score]
            row.append(Cell(word, align="center", fill=fill, colour=colour, bold=True))
            comment = COMMENTS.get(key, "")
            marks = []
            if comment:
                marks = list(sheet.truth.remark(name, "2017-01", "comment", [comment]))
            row.append(Cell(comment, size=7, marks=marks))
            meaning = {"star": "better", "circle": "within_tolerance", "triangle": "worse"}[score]
            sheet.truth.assess(
                name,
                mark,
                "2017-01",
                title,
                polarity=polarity,
                reporting_basis=basis,
                score=word.lower(),
                score_meaning=meaning,
            )
            rows.append(row)
        sheet.put(sheet.table(widths, rows, header=1, size=7.5, border=GRID, padding="0.04cm 0.05cm", after=4))
    sheet.put(
        sheet.p("Notes", size=12, bold=True, before=8, after=3),
        sheet.p(
            "PI.401: days are counted from the day on which keys are returned to the day on which the new tenancy begins.",
            size=9,
            after=3,
        ),
        sheet.p(
            "PI.655: visits are counted by the gates of the nine branch libraries; the mobile library is not included.",
            size=9,
            after=3,
        ),
        sheet.p("Figures of the current month are provisional and may change when they are reported again.", size=9),
    )


PAPERS = [
    Paper(
        "tamebrook-2017-02-22-monthly-dashboard", COMMITTEE, dt.date(2017, 2, 22),
        "Monthly Performance Dashboard: January 2017", build, "documents/s4102/Appendix%20A%20Dashboard.pdf", size=10.5,
    )
]  # fmt: skip
