"""The recorded answers of real sites, where they are at hand: OUTTURN_SHARED names the folder that has them."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from extract.fetch import site_at
from extract.fetch.systems import _moderngov_pages as pages
from extract.fetch.systems import _moderngov_service as service
from extract.fetch.systems import cmis, moderngov
from extract.fetch.web import Page

SHARED = os.environ.get("OUTTURN_SHARED")
pytestmark = pytest.mark.skipif(SHARED is None, reason="OUTTURN_SHARED is not set")
FOLDER = Path(SHARED or ".") / "real" / "scrape" / "lgsf"
HOST = "https://birmingham.cmis.uk.com/birmingham"


def recorded(name: str, address: str = "https://democracy.manchester.gov.uk/mgWebService.asmx/X") -> Page:
    return Page(address, (FOLDER / name).read_bytes(), "")


def test_committees() -> None:
    found = service.read_committees(service.read_xml(recorded("minutes/committees.xml")))
    assert [(c.id, c.title) for c in found] == [
        ("312", "Appointment Sub Committee for Director of Adult Social Services"),
        ("163", "Art Galleries Committee"),
        ("144", "Audit Committee"),
    ]


def test_meetings() -> None:
    found = service.read_meetings(service.read_xml(recorded("minutes/meetings.xml")))
    assert [(s.id, s.day, s.committee.id, s.committee.title) for s in found] == [
        ("4966", date(2026, 1, 13), "144", "Audit Committee"),
        ("4967", date(2026, 2, 10), "144", "Audit Committee"),
    ]


@pytest.mark.parametrize(
    ("name", "published", "papers"),
    [
        ("minutes/meeting_no_minutes.xml", False, []),
        (
            "minutes/meeting_with_minutes.xml",
            True,
            [
                ("1", "Minutes", "6 - CHAIR APPROVED Minutes Audit Committee 25 Nov 2025", "60860", "02/02/2026"),
                ("9", "Work Programme", "DRAFT WP FEBRUARY 2026", "60909", "02/02/2026"),
            ],
        ),
    ],
)
def test_papers_of_a_meeting(name: str, published: bool, papers: list[tuple[str, ...]]) -> None:
    site = site_at("https://democracy.manchester.gov.uk", "moderngov")
    details = service.read_details(service.read_xml(recorded(name)), site)
    assert details.published is published
    assert [
        (p.item, p.item_title, p.title, moderngov.attachment(p.addresses[0]), p.listed.date) for p in details.papers
    ] == papers
    assert all(
        p.addresses[0].startswith("https://democracy.manchester.gov.uk/mgConvert2PDF.aspx?ID=") for p in details.papers
    )


def test_a_page_with_documents() -> None:
    page = recorded(
        "decisions/modgov_decision_detail.html", "https://democracy.example.gov.uk/ieDecisionDetails.aspx?ID=1"
    )
    (paper,) = pages.read_meeting_page(page.text, page.url)
    assert paper.addresses == ("https://democracy.example.gov.uk/documents/s7942/polc2%20-%2023.09.2015.pdf",)
    assert (paper.kind, paper.title, paper.listed.size) == ("reports", "polc2 - 23.09.2015", "119 KB")


def test_cmis_month() -> None:
    found = cmis.read_stubs(recorded("minutes/cmis_calendar_month.html", f"{HOST}/Meetings.aspx"), date(2026, 6, 1))
    assert [(s.id, s.day, s.committee.id, s.committee.title) for s in found] == [
        ("15028", date(2026, 6, 8), "6", "Licensing Sub-Committee A"),
        ("15029", date(2026, 6, 9), "7", "Licensing Sub-Committee B"),
        ("15030", date(2026, 6, 9), "7", "Licensing Sub-Committee B"),
        ("15099", date(2026, 6, 30), "4", "Planning Committee"),
    ]


def test_cmis_list_leads_to_every_month() -> None:
    page = recorded("minutes/cmis_listview.html", f"{HOST}/Meetings.aspx")
    assert [(s.id, s.day, s.committee.title) for s in cmis.read_stubs(page, date(2026, 7, 1))] == [
        ("15042", date(2026, 7, 9), "Planning Committee"),
        ("15115", date(2026, 7, 23), "Standards Committee"),
    ]
    assert cmis.month_template(page) == (
        f"{HOST}/Meetings/tabid/70/ctl/MeetingCalendarPublicNoJava/mid/397/Date/{{day}}/Default.aspx"
    )
    module = cmis.MODULE.search(recorded("minutes/cmis_base.html").text)
    assert module is not None
    assert module[1] == "397"


@pytest.mark.parametrize(
    ("name", "papers"),
    [
        ("minutes/cmis_detail_no_minutes.html", [("frontsheets", "Agenda Contents", "50 KB", "id=xyz789")]),
        (
            "minutes/cmis_detail_with_minutes.html",
            [
                ("minutes", "Final Planning Minutes 16042026", "156 KB", "id=abc123"),
                ("packs", "Final Agenda Reports - 9th July 2026", "2 MB", "id=def456"),
            ],
        ),
        (
            "minutes/cmis_meeting_summary.html",
            [("minutes", "Minutes of the previous meeting", None, "czJKcaeAi5tUFL1DTL2UE4sOqCLHzE2A")],
        ),
    ],
)
def test_cmis_meeting(name: str, papers: list[tuple[str, ...]]) -> None:
    details = cmis.read_meeting_page(recorded(name, f"{HOST}/Meetings/tabid/70/x/Default.aspx"))
    assert [(p.kind, p.title, p.listed.size, p.addresses[0].split("?")[1]) for p in details.papers] == papers


def test_cmis_meeting_says_committee_and_day_by_their_labels() -> None:
    details = cmis.read_meeting_page(recorded("minutes/cmis_meeting_summary.html", f"{HOST}/x.aspx"))
    assert (details.committee, details.day) == ("Licensing Sub-Committee A", date(2026, 8, 3))
