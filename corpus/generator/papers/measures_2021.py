"""November 2021: a directorate's measures, each with a figure and long commentary in a table that runs over pages."""

from __future__ import annotations

import datetime as dt

from corpus.generator.facts import indicators, load
from corpus.generator.sheet import Paper, Sheet
from corpus.generator.writer import Cell, PageStyle

COMMITTEE = "Children and Young People Scrutiny Committee"
PERIOD = "2021-22 Q2"
HEADINGS = {
    "performance": "Performance: What does the data tell us?",
    "impact": "Impact: What are the issues and risks for the service?",
    "assurance": "Assurance: What shows that our actions are working?",
}


def build(sheet: Sheet) -> None:
    """Write the paper."""
    facts = indicators()
    sheet.page(
        PageStyle(
            "Report", margins=(1.9, 1.8, 1.6, 1.8),
            footer=sheet.p(xml=sheet.field(), align="end", after=0, size=9),
        )
    )  # fmt: skip
    sheet.put(
        sheet.p(COMMITTEE, bold=True, size=12, after=2, page="Report"),
        sheet.p("10th November 2021", bold=True, size=12, after=8),
        sheet.p("Appendix 2: Children and Families, measures of the directorate", bold=True, size=14, after=8, level=1),
    )
    rows = [
        [
            Cell("Children and Families 2021-22 Directorate Measures", bold=True, fill="#fde9d9"),
            Cell("Q2", bold=True, fill="#fde9d9", align="center"), Cell("Commentary", bold=True, fill="#fde9d9"),
        ]
    ]  # fmt: skip
    for key, blocks in load("measures_2021").items():
        one = facts[key]
        name = one.name(PERIOD)
        cell = sheet.outturn(one, PERIOD, name, text=one.value(PERIOD), unit=one.unit)
        cell.valign = "top"
        content = ""
        for kind, heading in HEADINGS.items():
            if kind in blocks:
                content += sheet.p(heading, bold=True, after=2, keep=True)
                content += sheet.block(name, PERIOD, kind, blocks[kind], after=6)
        rows.append([Cell(f"{name.code} {name.label}", valign="top"), cell, Cell(content=content, valign="top")])
    sheet.put(
        sheet.table((4.0, 1.6, 11.8), rows, header=1, split=True, padding="0.1cm 0.12cm", border="0.75pt solid #000000")
    )
    sheet.put(sheet.p("Contact: P Renshaw, Head of Performance and Insight", size=9.5, before=6))


PAPERS = [
    Paper(
        "tamebrook-2021-11-10-directorate-measures", COMMITTEE, dt.date(2021, 11, 10),
        "Appendix 2: Children and Families, measures of the directorate", build,
        "documents/s6077/Appendix%202.pdf", size=10.5,
    )
]  # fmt: skip
