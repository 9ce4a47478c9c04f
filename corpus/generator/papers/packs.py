# ruff: noqa: E501 - a list of papers reads best as one line an item
"""Four agenda packs of 2022 to 2024, with the corporate performance report of a quarter in each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from corpus.generator import packs
from corpus.generator.board import Faults, Oddities, Style
from corpus.generator.packs import Item, Pack
from corpus.generator.quarterly import performance
from corpus.generator.sheet import Paper, Sheet

CHILDREN = "Children and Young People Select Committee"
BOARD = "Overview and Scrutiny Management Board"
ROOM = ("In Committee Room 1 at the Town Hall,", "Market Street, Harrowley")
CHAMBER = ("In the Council Chamber at the Town Hall,", "Market Street, Harrowley")

FLY_NOTES = (
    "* There is no target for the number of fly-tips, because it depends on how many are reported. The aim is that there are fewer every year.",
    "** No target can be set for actions, which depend on the evidence that is found.",
    "*** National guidance does not allow councils to set targets for parking penalties.",
)
CQC_NOTE = (
    "* For information only: ratings are given by the Care Quality Commission, and the Council sets no target for them.",
)
CHECKS_NOTE = (
    "** The number of checks offered is agreed with practices from year to year; there is no target for checks completed.",
)
SICK_NOTE = ("** Sickness absence is followed without a target. The calculation is cumulative from April.",)
UPHELD_NOTE = ("* New measure. A target will be set when there are figures for a year.",)

AUTUMN_2022 = Pack(
    "tamebrook-2022-11-23-children-pack", CHILDREN, "CYPSC", dt.date(2022, 11, 23), "6.00pm", ROOM, "2022-23 Q2",
    (
        Item("1", "Apologies for absence"),
        Item("2", "Appointment of substitute Members"),
        Item("3", "Declarations of interest under the Members' Code of Conduct"),
        Item("4", "To confirm and sign the minutes of the meeting held on 14th September 2022", packs.minutes, source="september_2022"),
        Item("5", "Public Forum"),
        Item("6", "Progress Tracker and Work Programme", packs.tracker, source="november_2022"),
        Item("7", "Complaints and compliments about social care for children 2021/22", packs.report, "2021-22", "social_complaints"),
        Item("8", "Corporate Performance Report – Quarter 2 2022/23 (1st July to 30th September 2022)", performance, "2022-23 Q2"),
        Item("9", "Fostering Service: report of the first half of 2022/23", packs.report, "2022-23 H1", "fostering_report"),
        Item("10", "Questions from Members to the Chair of which two clear days' notice has been given"),
    ),
    unnumbered=2,
    style=Style(colour="#4a2a6a", shade="#e2d8ec", arrows="upright", font="Liberation Sans", pending="Available Q3"),
    faults=Faults(fraction={"neet": "112 / 6,912"}, annual={"care_leavers": "worsening"}),
    odd=Oddities(gaps=frozenset({("food", "2021-22 Q3")}), spelt={"ehcp": "PI 152"}),
    members="Councillor M Fairclough (Chair), Councillor P Sandhu (Vice-Chair), Councillors C Amory, L Brandwood, D Kershaw, G Oyelaran, N Rudge, E Stamper and A Whittle. Co-opted: Mrs B Tennant and Father K Lyle.",
    scorecards={
        "adults": [["residential", "advice", "cqc_inadequate", "cqc_good"]],
        "children": [["neet", "looked_after", "protection_plan", "single_assessment", "care_leavers", "agency", "early_help", "ehcp", "two_year_olds"]],
        "health": [["smoking", "health_checks"], ["food", "scams"]],
        "housing": [["relet", "rent_loss", "decent"], ["asb", "gas"]],
        "environment": [["highways", "gullies", "lighting", "fly_tips", "fly_actions", "parking"], ["recycling", "landfill"]],
        "growth": [["major_applications", "other_applications"]],
        "corporate": [["complaints", "calls", "council_tax", "invoices"], ["sickness", "+sickness_share", "long_sickness", "+long_sickness_share"]],
    },
    notes={"adults 0": CQC_NOTE, "health 0": CHECKS_NOTE, "environment 0": FLY_NOTES, "corporate 1": SICK_NOTE},
)  # fmt: skip

SUMMER_2023 = Pack(
    "tamebrook-2023-07-13-management-board-pack", BOARD, "OSMB", dt.date(2023, 7, 13), "5.30pm", CHAMBER, "2022-23 Q4",
    (
        Item("1", "Apologies"),
        Item("2", "Declarations of interest"),
        Item("3", "To approve the minutes of the meeting held on 25th May 2023", packs.minutes, source="may_2023"),
        Item("4", "Questions from the public"),
        Item("5", "Progress Tracker, Work Programme and Attendance", packs.tracker, source="july_2023"),
        Item("6", "Corporate Performance Report – Quarter 4 2022/23 (1st January to 31st March 2023)", performance, "2022-23 Q4"),
        Item("7", "Repairs to council homes: report on the improvement plan", packs.report, None, "repairs_plan"),
        Item("8", "Street scene: litter, fly-tipping and enforcement", packs.report, None, "fly_tipping"),
        Item("9", "Annual report of the Board 2022/23", packs.report, "2022-23", "annual_report"),
        Item("10", "Questions from Members to the Chair"),
    ),
    unnumbered=1,
    style=Style(colour="#4a2a6a", shade="#e2d8ec", arrows="upright", font="Liberation Sans", previous=1, pending="Available Q1"),
    faults=Faults(score={"residential": "star"}),
    odd=Oddities(noted={("looked_after", "2022-23 Q2"): "^^*^^"}),
    members="Councillor J Attwell (Chair), Councillor S Mbeki (Vice-Chair), Councillors F Bickerton, T Iqbal, R Lowndes, H Prosser, W Tallis and Y Zhou.",
    scorecards={
        "adults": [["reviews_waiting", "residential", "advice", "carers", "cqc_inadequate", "cqc_good"]],
        "children": [["neet", "looked_after", "protection_plan", "single_assessment", "care_leavers", "agency", "early_help", "ehcp", "two_year_olds"]],
        "health": [["smoking", "health_checks", "food", "scams"]],
        "housing": [["relet", "rent_loss", "decent"], ["asb", "gas"]],
        "environment": [["highways", "gullies", "lighting", "fly_tips", "fly_actions", "parking"], ["recycling", "landfill"]],
        "growth": [["major_applications", "other_applications"], ["learners"]],
        "corporate": [["complaints", "calls", "council_tax", "invoices"], ["sickness", "+sickness_share", "long_sickness", "+long_sickness_share"]],
    },
    notes={
        "adults 0": CQC_NOTE, "health 0": CHECKS_NOTE, "environment 0": FLY_NOTES, "corporate 1": SICK_NOTE,
        "children 0": ("* Corrected: the rate that was published in November 2022 was 90.9.",),
    },
    run_on=True,
)  # fmt: skip

AUTUMN_2023 = Pack(
    "tamebrook-2023-09-18-children-pack", CHILDREN, "CYPSC", dt.date(2023, 9, 18), "6.00pm", ROOM, "2023-24 Q1",
    (
        Item("1", "Apologies for absence"),
        Item("2", "Appointment of substitute Members"),
        Item("3", "Declarations of interest under the Members' Code of Conduct"),
        Item("4", "To confirm and sign the minutes of the meeting held on 12th July 2023", packs.minutes, source="july_2023"),
        Item("5", "Public Forum"),
        Item("6", "Progress Tracker and Work Programme", packs.tracker, source="september_2023"),
        Item("7", "Corporate Performance Report – Quarter 1 2023/24 (1st April to 30th June 2023)", performance, "2023-24 Q1"),
        Item("8", "Children who grow up in poverty", packs.report, None, "child_poverty"),
        Item("9", "Attendance at school and exclusions", packs.report, "2022/23 AY", "attendance"),
        Item("10", "Questions from Members to the Chair of which two clear days' notice has been given"),
    ),
    style=Style(text=12.5),
    faults=Faults(list_target={"neet": "2.6%"}, card={("asb", "2022-23 Q3"): "85.8"}),
    members="Councillor M Fairclough (Chair), Councillor P Sandhu (Vice-Chair), Councillors C Amory, L Brandwood, D Kershaw, G Oyelaran, N Rudge, E Stamper and A Whittle. Co-opted: Mrs B Tennant.",
    scorecards={
        "adults": [["reviews_waiting", "residential", "advice", "carers", "cqc_inadequate", "cqc_good", "outcomes_met", "outcomes_part"]],
        "children": [["neet", "looked_after", "protection_plan", "single_assessment", "care_leavers", "agency", "early_help", "ehcp", "two_year_olds", "missing"]],
        "health": [["smoking", "health_checks"], ["food", "scams"]],
        "housing": [["relet", "rent_loss", "decent"], ["asb", "gas"]],
        "environment": [["highways", "gullies", "lighting", "fly_tips", "fly_actions", "parking"], ["recycling", "landfill"]],
        "growth": [["major_applications", "other_applications"], ["businesses", "jobs", "learners"]],
        "corporate": [["complaints", "upheld", "calls", "council_tax", "invoices"], ["sickness", "+sickness_share", "long_sickness", "+long_sickness_share"]],
    },
    notes={"adults 0": CQC_NOTE, "health 0": CHECKS_NOTE, "environment 0": FLY_NOTES, "corporate 0": UPHELD_NOTE, "corporate 1": SICK_NOTE},
)  # fmt: skip

SPRING_2024 = Pack(
    "tamebrook-2024-03-12-management-board-pack", BOARD, "OSMB", dt.date(2024, 3, 12), "5.30pm", CHAMBER, "2023-24 Q3",
    (
        Item("1", "Apologies"),
        Item("2", "Declarations of interest"),
        Item("3", "Questions from the public"),
        Item("4", "To approve the minutes of the meeting held on 25th January 2024", packs.minutes, source="january_2024"),
        Item("5", "Progress Tracker and Work Programme", packs.tracker, source="march_2024"),
        Item("6", "Corporate risk register", packs.report, None, "risk_register"),
        Item("7", "Corporate Performance Report – Quarter 3 2023/24 (1st October to 31st December 2023)", performance, "2023-24 Q3"),
        Item("8", "Customer strategy: progress after eighteen months", packs.report, None, "customer_strategy"),
        Item("9", "Town centres: what has been done and what comes next", packs.report, None, "town_centres"),
        Item("10", "Questions from Members to the Chair"),
    ),
    unnumbered=2, pages="(Pages {} - {})", corner=True, blanks=True,
    style=Style(head="Q{}\noutturn", pending="Available Q4"),
    faults=Faults(card={("relet", "2022-23 Q2"): "5.71"}),
    odd=Oddities(gaps=frozenset({("scams", "2023-24 Q2")}), spelt={"complaints": "Pi.701", "carers": "PI 224"}),
    members="Councillor J Attwell (Chair), Councillor S Mbeki (Vice-Chair), Councillors F Bickerton, T Iqbal, R Lowndes, W Tallis and Y Zhou.",
    scorecards={
        "adults": [["reviews_waiting", "residential", "advice", "carers", "cqc_inadequate", "cqc_good", "outcomes_met", "outcomes_part"]],
        "children": [["neet", "looked_after", "protection_plan", "single_assessment", "care_leavers", "agency", "early_help", "ehcp", "two_year_olds", "missing"]],
        "health": [["smoking", "health_checks"], ["food", "scams"]],
        "housing": [["relet", "rent_loss", "decent", "asb", "gas"]],
        "environment": [["highways", "gullies", "lighting", "fly_tips", "fly_actions", "parking"], ["recycling", "landfill"]],
        "growth": [["major_applications", "other_applications"], ["businesses", "jobs", "learners"]],
        "corporate": [["complaints", "upheld", "calls", "council_tax", "invoices"], ["sickness", "+sickness_share", "long_sickness", "+long_sickness_share"]],
    },
    notes={"adults 0": CQC_NOTE, "health 0": CHECKS_NOTE, "environment 0": FLY_NOTES, "corporate 0": UPHELD_NOTE, "corporate 1": SICK_NOTE},
    run_on=True,
)  # fmt: skip


def writer(pack: Pack) -> Callable[[Sheet], None]:
    """How a pack is written."""
    return lambda sheet: packs.build(sheet, pack)


PAPERS = [
    Paper(
        p.stem, p.committee, p.date, f"Meeting of the {p.committee}", writer(p),
        f"documents/g{5100 + n}/Public%20reports%20pack%20{p.date:%d%b%Y}.pdf", size=11,
    )
    for n, p in enumerate((AUTUMN_2022, SUMMER_2023, AUTUMN_2023, SPRING_2024))
]  # fmt: skip
