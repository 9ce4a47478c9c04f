from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from extract.fetch import FetchReport
from extract.fetch.systems._html import parse
from extract.fetch.systems.cmis import kind_of, labelled_values, month_template, read_meeting_page, read_stubs
from extract.fetch.web import Page

from .conftest import lines, papers, public, titles
from .server import Handler, Site, status

Bring = Callable[..., FetchReport]
Serve = Callable[..., Site]
HOST = "https://name.cmis.example/name"
MODULE = f"{HOST}/Meetings/tabid/70/ctl"
LINK = f"{MODULE}/ViewMeetingPublic/mid/397/Meeting/{{}}/Committee/6/SelectedTab/Documents/Default.aspx"


def page(body: str) -> Page:
    return Page(f"{HOST}/Meetings.aspx", f"<html><body>{body}</body></html>".encode(), "text/html")


MONTH = page(
    '<table><tr class="rgRow"><td class="SimpleCalendarDate">Monday, 1 June</td><td></td></tr>'
    '<tr class="rgAltRow"><td class="SimpleCalendarDate">Tuesday, 9 June</td><td>'
    f'<p class="Meeting"><a href="{LINK.format(15029)}">10:00 Licensing Sub-Committee B</a></p>'
    f'<p class="Meeting"><a href="{LINK.format(15030)}">12:00 CANCELLED - Cabinet</a></p></td></tr></table>'
)
LIST = page(
    '<table><tr class="rgRow"><td class="DateColumn">'
    f'<a href="{LINK.format(15042)}">9 Jul 2026 11:00 - Planning Committee</a></td>'
    "<td>Rooms 3 &amp; 4</td></tr></table>"
)
SCHEDULER = page(
    '<div><a href="#2026-06-08">8</a></div>'
    '<div title="14:00 Planning Committee : Committee Room 1" class="rsApt rsAllDay">'
    f'<a href="{LINK.format(7)}">x</a></div>'
)


@pytest.mark.parametrize(
    ("view", "found"),
    [
        (MONTH, [("15029", date(2026, 6, 9), "Licensing Sub-Committee B"), ("15030", date(2026, 6, 9), "Cabinet")]),
        (LIST, [("15042", date(2026, 7, 9), "Planning Committee")]),
        (SCHEDULER, [("7", date(2026, 6, 8), "Planning Committee")]),
    ],
    ids=["month", "list", "scheduler"],
)
def test_each_view_of_the_calendar_gives_meetings(view: Page, found: list[tuple[str, date, str]]) -> None:
    assert [(s.id, s.day, s.committee.title) for s in read_stubs(view, date(2026, 6, 1))] == found


def test_the_way_to_any_month_is_lifted_from_a_meeting() -> None:
    assert month_template(LIST) == (
        f"{HOST}/Meetings/tabid/70/ctl/MeetingCalendarPublicNoJava/mid/397/Date/{{day}}/Default.aspx"
    )
    assert month_template(page("<a href='/about'>About</a>")) is None


def test_a_value_is_known_by_its_label() -> None:
    text = (
        '<div class="holder"><div class="DNNLabel"><span>Status:</span></div><div class="Value Venue">Scheduled</div>'
        '<div class="holder"><div class="DNNLabel"><span>Venue:</span></div><div class="Value Venue">Hall</div></div>'
        '</div><div class="holder"><div class="DNNLabel"><span>Date/Time:</span></div>'
        '<div class="Value">3 Aug 2026 - 10:00</div></div>'
    )
    assert labelled_values(parse(text)) == {"status": "Scheduled", "venue": "Hall", "date/time": "3 Aug 2026 - 10:00"}


def test_the_page_of_a_meeting_lists_papers_with_sizes() -> None:
    details = read_meeting_page(
        page(
            '<ol><li class="DocumentListItem">'
            '<a class="TitleLink" href="/name/Document.ashx?czJ=a%2fb">Agenda Reports</a>'
            '<span class="FileSize">(2Mb)</span></li><li class="DocumentListItem"><a class="TitleLink" '
            'href="/NAME/Document.ashx?czJ=a/b">Agenda Reports</a></li><li class="DocumentListItem">'
            '<a class="TitleLink" href="/name/Document.ashx?czJ=c">Annex</a> (Restricted)</li></ol>'
        )
    )
    first, *others = details.papers
    assert (first.title, first.kind, first.listed.size) == ("Agenda Reports", "packs", "2 MB")
    assert "Annex" not in {paper.title for paper in others}


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Final Agenda Reports - 9th July 2026", "packs"),
        ("Public Reports Pack", "packs"),
        ("Agenda Contents", "frontsheets"),
        ("Final Planning Minutes 16042026", "minutes"),
        ("Supplementary Agenda", "supplements"),
        ("Quarterly Performance Report", "reports"),
        ("Report on response minutes", "reports"),
        ("Agenda", "reports"),
    ],
)
def test_the_title_says_what_a_paper_is(title: str, kind: str) -> None:
    assert kind_of(title) == kind


def test_a_whole_site_comes_in(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve(system="cmis", prefix="/cmis5")
    report = bring(site, since=date(2022, 1, 1))
    assert report.exit_status == 0, report.problems
    assert report.meetings == 4
    brought = set(papers(tmp_path).values())
    assert brought <= public(site.world)
    assert titles(tmp_path) == [
        "Old Performance",
        "Public reports pack",
        "Quarter 3 Performance",
        "Supplementary Agenda",
        "Work Programme: 10% done, 50/50",
    ]
    assert {line["committee"] for line in lines(tmp_path)} == {"Cabinet", "Audit & Standards Committee"}
    again = bring(site, since=date(2022, 1, 1))
    assert again.documents.unchanged == report.documents.found == 6
    assert len(site.documents_asked()) == 6


def test_only_committees_of_interest(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve(system="cmis", prefix="/cmis5")
    assert bring(site, "CABINET", since=date(2026, 1, 1)).meetings == 1
    assert titles(tmp_path) == ["Public reports pack", "Quarter 3 Performance"]
    nothing = bring(site, "Licensing", since=date(2026, 1, 1))
    assert (nothing.exit_status, nothing.meetings) == (0, 0)
    assert any("Meeting are: Audit & Standards Committee; Cabinet" in note for note in nothing.notes)


def test_minutes_on_request(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve(system="cmis", prefix="/cmis5")
    bring(site, since=date(2026, 1, 1), extras=["minutes", "frontsheets"])
    assert {"Printed minutes", "Agenda frontsheet"} <= set(titles(tmp_path))


def test_a_month_without_meetings_still_leads_to_the_others(serve: Serve, bring: Bring) -> None:
    site = serve(system="cmis", prefix="/cmis5")
    site.today = date(2020, 1, 1)

    def with_tab(handler: Handler) -> None:
        handler.page(
            '<form action="/cmis5/Meetings/tabid/70/Default.aspx">'
            '<input name="dnn$ctr397$MeetingCalendarPublicList$btn" /></form>'
        )

    site.fault("/Meetings.aspx", with_tab)
    assert bring(site, since=date(2026, 1, 1)).meetings == 3


def test_the_calendar_is_found_from_the_front_page(serve: Serve, bring: Bring) -> None:
    site = serve(system="cmis", prefix="/cmis5")

    def front(handler: Handler) -> None:
        handler.page('<a href="/cmis5/WhatsOn.aspx">Calendar of meetings</a>')

    def calendar(handler: Handler) -> None:
        handler.page(
            '<form action="/cmis5/Meetings/tabid/70/Default.aspx">'
            '<input name="dnn$ctr397$MeetingCalendarPublic$btn" /></form>'
        )

    site.fault("=/cmis5/Meetings.aspx", status(404))
    site.fault("=/cmis5/", front)
    site.fault("/cmis5/WhatsOn.aspx", calendar)
    assert bring(site, since=date(2026, 1, 1)).meetings == 3


def test_a_month_that_cannot_be_read_is_said(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve(system="cmis", prefix="/cmis5")
    site.fault("Date/2026-03-01", status(500))
    report = bring(site, since=date(2026, 1, 1))
    assert report.exit_status == 1
    assert any("the meetings of March 2026 are missing" in problem for problem in report.problems)
    assert "Work Programme: 10% done, 50/50" in titles(tmp_path)


def test_a_site_without_a_calendar_is_said(serve: Serve, bring: Bring) -> None:
    site = serve(system="cmis", prefix="/cmis5")
    site.fault("Meetings", status(404))
    report = bring(site)
    assert report.exit_status == 1
    assert "no calendar of meetings was found" in report.problems[0]
