# ruff: noqa: E501 - sentences and tables of figures read best unbroken
"""July 2014: a report with a small table of yearly measures, a table of school results, and prose."""

from __future__ import annotations

import datetime as dt

from corpus.generator.facts import indicators
from corpus.generator.sheet import Paper, Sheet
from corpus.generator.truth import Name
from corpus.generator.writer import Cell, PageStyle

COMMITTEE = "Children's Services Scrutiny Board"
YEARS = ("2011-12", "2012-13", "2013-14")
SHADE = "#d9e2f3"

SCHOOLS = [
    ("KS2a", "Pupils achieving Level 4 or above in reading, writing and mathematics at Key Stage 2", ("n/a", "73%", "74%"), "76%", "60%", "75%"),
    ("NI 75", "Pupils achieving five or more A*-C grades at GCSE including English and Mathematics", ("54.1%", "55.8%", "57.3%"), "58%", "40%", "59.2%"),
    ("KS4c", "Looked After Children achieving the same", ("11.4%", "13.9%", "<5"), "15%", "", "15.3%"),
]  # fmt: skip

REMARKS = [
    ("placements", [
        "The proportion of looked after children who lived in three or more places during the year rose from "
        "[[10.9%|outturn|2012-13]] in 2012/13 to [[11.3%|outturn|2013-14]] in 2013/14, against a target of "
        "[[10.5%|target|2013-14]]. In numbers this is [[62|outturn|2013-14|? children]] children out of [[549||?]].",
        "Half of these moves were planned: they brought brothers and sisters together, or took a child from an emergency "
        "placement to the family with whom he or she was meant to stay. The other half were breakdowns, mostly of "
        "placements with independent agencies more than twenty miles from the borough. A new panel looks at every "
        "placement that shows signs of strain before notice is given.",
    ]),
    ("initial_ten", [
        "In 2013/14 the Council completed [[79.2%|outturn|2013-14]] of its initial assessments within 10 working days, "
        "up from [[76.5%|outturn|2012-13]] in 2012/13 and [[71.8%|outturn|2011-12|?]] in the year before. The target was "
        "[[82%|target|2013-14]].",
        "This is the last year in which the measure is reported. Initial and core assessments are replaced by a single "
        "assessment from September 2014, which must be complete within 45 working days. Because the definition changed "
        "from 7 to 10 working days in 2011/12, figures that the Board saw before that year tell a different story.",
    ]),
    ("looked_after", [
        "At the end of March 2014 the Council looked after [[549|outturn||? children]] children, or "
        "[[84.1|outturn|2013-14|?]] for each 10,000 of the population aged under 18, compared with "
        "[[82.7|outturn|2012-13|?]] a year earlier. The target was [[80|target|2013-14|?]].",
        "The increase was less steep than in either of the two years before. Thirty-one children left care through an "
        "adoption or special guardianship order, nine more than in 2012/13.",
    ]),
]  # fmt: skip


def build(sheet: Sheet) -> None:
    """Write the paper."""
    facts = indicators()
    page = sheet.page(
        PageStyle(
            "Report", margins=(2.0, 2.0, 1.8, 2.2),
            header=sheet.p("Tamebrook Council – Children's Services Scrutiny Board", size=8.5, colour="#666666", align="end", after=0),
            footer=sheet.p(xml="Page " + sheet.field(), align="center", after=0, size=9),
        )
    )  # fmt: skip
    title = "Performance at the end of 2013/14: measures that missed their target"
    sheet.put(
        sheet.p("Tamebrook Metropolitan Borough Council", size=14, bold=True, colour="#1f3864", after=4, page=page),
        sheet.p(COMMITTEE, size=12, bold=True, after=2),
        sheet.p("9 July 2014", after=12),
        sheet.p(title, size=15, bold=True, colour="#1f3864", after=4, level=1),
        sheet.p("Report of the Strategic Director (People)", italic=True, after=12),
    )

    def heading(text: str) -> None:
        sheet.put(sheet.p(text, size=12.5, bold=True, colour="#1f3864", before=8, after=4, keep=True, level=2))

    heading("1. Why this report")
    sheet.put(
        sheet.p(
            "The Board has asked to see, once a year, how the measures in the Children and Families Plan turned out, and an "
            "explanation of those that fell short. Table 1 gives the measures that are counted by financial year, "
            "Table 2 the results of schools, which are counted by academic year."
        )
    )
    sheet.put(sheet.p("Table 1: yearly measures", bold=True, before=6, after=3, keep=True), yearly_measures(sheet))
    heading("2. What lies behind the figures")
    for key, texts in REMARKS:
        one = facts[key]
        name = one.name("2013-14")
        before = len(sheet.truth.observations)
        sheet.put(sheet.p(f"{name.code} {name.label}", bold=True, before=4, after=4, keep=True))
        sheet.put(sheet.block(name, "2013-14", "comment", texts, optional=True, after=6))
        if key == "looked_after":
            for row in sheet.truth.observations[before:]:
                if row["qualifier"] is None:
                    row["unit"] = "per_10000"

    heading("3. Results of schools")
    sheet.put(
        sheet.p(
            "The results below are those of the summer of each academic year. A school in which fewer pupils than the floor "
            "standard reach the expected level may be required to become an academy. Two secondary schools were below the "
            "floor in 2012/13, one fewer than the year before."
        ),
        sheet.p("Table 2: school results by academic year", bold=True, before=6, after=3, keep=True),
    )
    sheet.put(school_results(sheet))
    sheet.put(
        sheet.p("<5: the result is not published because fewer than five pupils are concerned.", size=8.5, after=10),
    )
    heading("4. Resources, law and equality")
    sheet.put(
        sheet.p(
            "There are no costs that arise from this report. The placement panel is led by an existing Head of Service. The Council's "
            "duties are those of the Children Act 1989. The groups of children described here are at a disadvantage "
            "from the start, and every improvement is a step towards equality."
        )
    )
    heading("5. Recommendations")
    sheet.put(
        sheet.lines(
            [
                "• That the Board note the results for 2013/14.",
                "• That the Board receive a report in January 2015 on the work of the placement panel.",
            ],
            after=3,
        ),
        sheet.p("D Okafor", bold=True, before=26, after=0),
        sheet.p("Strategic Director (People)", after=10),
        sheet.p("Contact: P Renshaw, Performance and Information Manager, 01632 960417", size=9.5),
    )


def yearly_measures(sheet: Sheet) -> str:
    """Table 1: a measure a row, a year a column."""
    facts = indicators()
    head = [
        Cell(t, bold=True, fill=SHADE, align="center" if n > 1 else None)
        for n, t in enumerate(
            ("Ref", "Measure", "2011/12", "2012/13", "2013/14", "Target 2013/14", "Change on 2012/13")
        )
    ]
    rows = [head]
    for key in ("neet", "care_leavers", "initial_ten", "placements", "looked_after", "protection_plan"):
        one = facts[key]
        name = one.name("2013-14")
        cells = [Cell(name.code or ""), Cell(name.label or "")]
        for year in YEARS:
            printed = one.printed(year)
            if printed is None:
                cells.append(sheet.outturn(one, year, name, text="n/a", status="not_applicable"))
            else:
                cells.append(sheet.outturn(one, year, name))
        target = one.shown(one.target("2013-14") or "")
        cells.append(sheet.outturn(one, "2013-14", name, "target", target))
        trend = one.trend("2013-14", "2012-13")
        mark = sheet.truth.mark()
        word = {"improving": "Better", "worsening": "Worse", None: ""}[trend]
        cells.append(Cell(word, align="center", marks=[mark]))
        sheet.truth.assess(name, mark, "2013-14", None, annual_trend=trend)
        rows.append(cells)
    return sheet.table((1.8, 6.2, 1.6, 1.6, 1.6, 1.9, 2.1), rows, header=1, size=9.5, after=10)


def school_results(sheet: Sheet) -> str:
    """Table 2: academic years, with a floor standard and England."""
    top = [
        Cell("Ref", bold=True, fill=SHADE, down=2), Cell("Measure", bold=True, fill=SHADE, down=2),
        Cell("Academic year", bold=True, fill=SHADE, span=3, align="center"),
        *(Cell(t, bold=True, fill=SHADE, down=2, align="center") for t in ("2012/13 target", "2012/13 floor standard", "England 2012/13")),
    ]  # fmt: skip
    years = [Cell(y, bold=True, fill=SHADE, align="center") for y in ("2010/11", "2011/12", "2012/13")]
    rows = [top, years]
    for code, label, results, target, floor, england in SCHOOLS:
        name = Name(code, label, "percent")
        cells = [Cell(code), Cell(label)]
        mark = ""
        for year, text in zip(("2010/11 AY", "2011/12 AY", "2012/13 AY"), results, strict=True):
            status = "not_applicable" if text == "n/a" else "suppressed" if text.startswith("<") else "reported"
            mark = sheet.truth.figure(name, "outturn", year, text, status=status, unit="percent")
            cells.append(Cell(text, align="center", marks=[mark]))
        for measure, text in (("target", target), ("floor", floor), ("benchmark", england)):
            mark = sheet.truth.figure(
                name, measure, "2012/13 AY", text, status="reported" if text else "missing", unit="percent",
                qualifier="England" if measure == "benchmark" else None, period_alt="2012-13",
            )  # fmt: skip
            cells.append(Cell(text, align="center", marks=[mark]))
        sheet.truth.assess(name, mark, "2012/13 AY", None, optional=True)
        rows.append(cells)
    return sheet.table((1.5, 5.6, 1.55, 1.55, 1.55, 1.6, 1.8, 1.75), rows, header=2, size=9.5, after=4)


PAPERS = [
    Paper(
        "tamebrook-2014-07-09-year-end-measures", COMMITTEE, dt.date(2014, 7, 9),
        "Performance at the end of 2013/14: measures that missed their target", build,
        "documents/s2610/Year%20end%20measures.pdf", font="Carlito", size=11,
    )
]  # fmt: skip
