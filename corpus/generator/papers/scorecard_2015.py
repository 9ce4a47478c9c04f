# ruff: noqa: E501 - sentences and tables of figures read best unbroken
"""June 2015: the year 2014/15 as a portrait scorecard, with letters in coloured cells."""

from __future__ import annotations

import datetime as dt
from typing import Any

from corpus.generator.facts import figure, indicators
from corpus.generator.sheet import Paper, Sheet
from corpus.generator.writer import Cell, PageStyle

COMMITTEE = "Corporate Performance Panel"
DARK, PALE = "#244061", "#dbe5f1"
LETTERS = {"star": ("G", "green", "#92d050"), "circle": ("A", "amber", "#ffc000"), "triangle": ("R", "red", "#ff5050")}
MEANINGS = {"green": "better", "amber": "within_tolerance", "red": "worse"}
DIRECTIONS = {"low": ("Low", "smaller_is_better"), "high": ("High", "bigger_is_better")}

THEMES = (
    ("Children and Young People", ("neet", "looked_after", "protection_plan", "single_assessment", "placements", "care_leavers")),
    ("Health and Communities", ("smoking", "food", "relet")),
    ("Environment", ("recycling", "landfill")),
    ("Customers and Resources", ("complaints", "calls", "council_tax", "invoices", "benefit_claims", "library_visits", "sickness")),
)  # fmt: skip

# What the year as a whole came to.
YEAR = {
    "neet": "4.8%", "looked_after": "86.8", "protection_plan": "45.7", "single_assessment": "81.1%", "placements": "9.7%",
    "care_leavers": "52.7%", "smoking": "15.2%", "food": "86.6%", "relet": "35.7", "recycling": "40.6%", "landfill": "5.8%",
    "complaints": "77.2%", "calls": "91.8%", "council_tax": "97.2%", "invoices": "95.4%", "benefit_claims": "21.3",
    "library_visits": "4,306", "sickness": "9.62",
}  # fmt: skip
BASIS = {
    "council_tax": "Cumulative", "looked_after": "Snapshot", "protection_plan": "Snapshot", "placements": "Rolling Year",
    "neet": "Snapshot", "care_leavers": "Snapshot", "food": "Snapshot",
}  # fmt: skip

COMMENTS = {
    "looked_after": "The number of looked after children rose by seventeen over the year. Forty-one of the children who entered care came as part of sibling groups of three or more. The Edge of Care project begins in September 2015.",
    "complaints": "Performance fell short of the target in every quarter, mainly because of a backlog in housing repairs during the summer. The backlog has been cleared.",
    "benefit_claims": "Processing times improved each quarter and the target was met in Quarter 4 with 19.8 days, but not for the year as a whole.",
}


def shown(key: str, value: str) -> str:
    """A figure as this paper prints it: days without their name."""
    one = indicators()[key]
    return value if one.unit == "days" else one.shown(value)


def build(sheet: Sheet) -> None:
    """Write the paper."""
    facts = indicators()
    sheet.page(
        PageStyle(
            "Report", margins=(1.5, 1.3, 1.3, 1.3),
            footer=sheet.p(xml="Corporate Scorecard 2014/15 – Page " + sheet.field(), align="end", after=0, size=8),
        )
    )  # fmt: skip
    font = "Liberation Sans Narrow"
    sheet.put(
        sheet.p("Tamebrook Metropolitan Borough Council", size=11, bold=True, colour=DARK, after=2, page="Report"),
        sheet.p("Corporate Scorecard 2014/15", size=20, bold=True, colour=DARK, after=2, level=1),
        sheet.p(f"{COMMITTEE}, Thursday 18 June 2015", after=8),
        sheet.p(
            "The scorecard shows the eighteen measures of the Corporate Plan. Quarterly figures are those of the quarter "
            "alone unless the basis says otherwise. All figures are final, except those for waste, which are provisional.",
            after=6,
        ),
    )
    key = [[Cell("RAG", bold=True, fill=PALE, align="center"), Cell("Meaning", bold=True, fill=PALE)]]
    for letter, text in (
        ("star", "Target met or exceeded"),
        ("circle", "Target missed by no more than 5%"),
        ("triangle", "Target missed by more than 5%"),
    ):
        sign, _, fill = LETTERS[letter]
        key.append([Cell(sign, bold=True, align="center", fill=fill), Cell(text)])
    sheet.put(sheet.table((1.2, 6.0), key, size=8.5, after=8))

    def head(text: str, span: int = 1, down: int = 1) -> Cell:
        return Cell(text, bold=True, fill=DARK, colour="#ffffff", align="center", span=span, down=down)

    rows = [
        [
            head("Ref", down=2), head("Performance measure", down=2), head("Good is", down=2), head("Basis", down=2),
            head("2013/14", down=2), head("2014/15", span=6), head("RAG", down=2),
        ],
        [*(head(t) for t in ("Qtr 1", "Qtr 2", "Qtr 3", "Qtr 4", "Year", "Target"))],
    ]  # fmt: skip
    for theme, keys in THEMES:
        rows.append([Cell(theme, bold=True, fill=PALE, span=12)])
        for k in keys:
            rows.append(row(sheet, k, theme))
    widths = (1.25, 4.35, 1.0, 1.55, 1.3, 1.2, 1.2, 1.2, 1.2, 1.35, 1.35, 1.0)
    sheet.put(sheet.table(widths, rows, header=2, size=8.5, padding="0.09cm 0.07cm", after=6))
    sheet.put(
        sheet.p("* Waste figures are provisional until they have been confirmed nationally.", size=8, after=2, font=font),
        sheet.p("** A single assessment replaced initial and core assessments on 1 September 2014; there is no figure for Quarter 1.", size=8, after=10, font=font),
        sheet.p("Comments on measures that are red or amber", size=13, bold=True, colour=DARK, after=4, keep=True),
    )  # fmt: skip
    for k, text in COMMENTS.items():
        name = facts[k].name("2014-15")
        sheet.put(
            sheet.p(f"{name.code} {name.label}", bold=True, before=4, after=2, keep=True),
            sheet.block(name, "2014-15", "comment", [text], after=6),
        )
    sheet.put(
        sheet.p("Staff in post", size=13, bold=True, colour=DARK, before=8, after=4, keep=True),
        sheet.table(
            (6.0, 3.0, 3.0),
            [
                [Cell("Directorate", bold=True, fill=PALE), Cell("Posts", bold=True, fill=PALE, align="center"), Cell("Vacant", bold=True, fill=PALE, align="center")],
                *[[Cell(a), Cell(b, align="center"), Cell(c, align="center")] for a, b, c in (("People", "1,904", "121"), ("Place", "1,377", "64"), ("Resources", "688", "39"))],
            ],
            size=9,
        ),
    )  # fmt: skip


def row(sheet: Sheet, key: str, theme: str) -> list[Cell]:
    """A measure: last year, four quarters, the year, its target and its letter."""
    one = indicators()[key]
    name = one.name("2014-15")
    star = {"recycling": "*", "landfill": "*", "single_assessment": "**"}.get(key, "")
    word, polarity = DIRECTIONS[one.better]
    basis = BASIS.get(key, "Quarter")
    cells = [
        Cell(name.code or "", align="center"), Cell((name.label or "") + star), Cell(word, align="center"),
        Cell(basis, align="center"),
    ]  # fmt: skip

    def figures(period: str, text: str | None, measure: str = "outturn", **extra: Any) -> None:
        cells.append(sheet.outturn(one, period, name, measure, text, **extra))

    before = one.value("2013-14")
    if before:
        figures("2013-14", shown(key, before))
    else:
        figures("2013-14", "n/a", status="not_applicable")
    for q in range(1, 5):
        value = one.value(f"2014-15 Q{q}")
        text = shown(key, value) if value else None
        if text is None:
            mark = sheet.truth.figure(name, "outturn", f"2014-15 Q{q}", "", status="missing")
            cells.append(Cell("", marks=[mark]))
        else:
            figures(f"2014-15 Q{q}", text, unit=one.unit)
    mark = sheet.truth.mark()
    figures("2014-15", YEAR[key], mark=mark, bold=True, unit=one.unit)
    figures("2014-15", shown(key, one.target("2014-15") or ""), "target", unit=one.unit)
    got, wanted = figure(YEAR[key].rstrip("%")), figure(one.target("2014-15") or "")
    if one.better == "low":
        got, wanted = -got, -wanted
    score = "star" if got >= wanted else "circle" if wanted - got <= abs(wanted) / 20 else "triangle"
    letter, colour, fill = LETTERS[score]
    cells.append(Cell(letter, bold=True, align="center", fill=fill))
    sheet.truth.assess(
        name,
        mark,
        "2014-15",
        theme,
        polarity=polarity,
        reporting_basis=basis,
        score=colour,
        score_meaning=MEANINGS[colour],
    )
    for o in sheet.truth.observations[-8:]:
        if (
            o["indicator_label"] == name.label
            and star == "*"
            and o["period"] != "2013-14"
            and o["measure"] == "outturn"
        ):
            o["qualifier"] = "provisional"
    return cells


PAPERS = [
    Paper(
        "tamebrook-2015-06-18-corporate-scorecard", COMMITTEE, dt.date(2015, 6, 18), "Corporate Scorecard 2014/15", build,
        "documents/s3318/Corporate%20Scorecard.pdf", font="Liberation Sans Narrow", size=10.5,
    )
]  # fmt: skip
