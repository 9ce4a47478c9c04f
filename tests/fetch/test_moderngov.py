from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import httpx
import pytest

from extract.fetch import FetchReport, site_at
from extract.fetch.plain import Committee, Paper
from extract.fetch.systems._moderngov_pages import kind_of, read_committee_page, read_meeting_list, read_meeting_page
from extract.fetch.systems._moderngov_service import read_committees, read_details, read_meetings, read_xml
from extract.fetch.systems.moderngov import together
from extract.fetch.trouble import PaperTrouble
from extract.fetch.web import Page

from .conftest import lines, papers, public, titles
from .server import Handler, Site, status, web_page

Bring = Callable[..., FetchReport]
Serve = Callable[..., Site]


def xml(text: str) -> Element:
    return read_xml(Page("https://a.gov.uk/mgWebService.asmx/X", text.encode(), "text/xml"))


def test_committees_are_read_with_the_expired_ones() -> None:
    found = read_committees(
        xml(
            '<?xml version="1.0" encoding="utf-8"?><committees><committeescount> 2</committeescount>'
            "<committee><committeeid>312</committeeid><committeetitle>Old  Sub Committee</committeetitle>"
            "<committeeexpired>True</committeeexpired></committee>"
            "<committee><committeeid>144</committeeid>"
            "<committeetitle>Audit &amp; Standards</committeetitle></committee>"
            "</committees>"
        )
    )
    assert found == [Committee(id="312", title="Old Sub Committee"), Committee(id="144", title="Audit & Standards")]


def test_meetings_are_read_by_committee_and_flat() -> None:
    row = "<meeting><meetingid>7</meetingid><meetingdate>10/02/2026</meetingdate>{}</meeting>"
    nested = xml(
        "<getmeetings><meetingscount> 1</meetingscount><committee><committeeid>144</committeeid>"
        f"<committeetitle>Audit</committeetitle><committeemeetings>{row.format('')}</committeemeetings></committee>"
        "</getmeetings>"
    )
    of = "<committeeid>144</committeeid><committeetitle>Audit</committeetitle>"
    flat = xml(f"<root><meetingscount> 1</meetingscount><meetings>{row.format(of)}</meetings></root>")
    assert read_meetings(nested) == read_meetings(flat)
    assert [(stub.id, stub.day, stub.committee.title) for stub in read_meetings(nested)] == [
        ("7", date(2026, 2, 10), "Audit")
    ]


@pytest.mark.parametrize(
    "text", ["<html><script>location='x'</script></html>", "<!DOCTYPE html><p>x", "", "not xml", '{"a": 1}']
)
def test_an_answer_that_is_no_xml_closes_the_service(text: str) -> None:
    with pytest.raises(PaperTrouble, match=r"no XML|web page"):
        xml(text)


def test_an_xml_bomb_is_not_opened() -> None:
    with pytest.raises(PaperTrouble):
        xml('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><committees>&b;</committees>')


def test_papers_of_a_meeting_are_read_without_the_restricted_ones(serve: Serve) -> None:
    site = serve()
    answer = httpx.get(f"{site.url}/mgWebService.asmx/GetMeeting?lMeetingId=4967")
    details = read_details(xml(answer.text), site_at(site.url, "moderngov"))
    assert [(paper.item, paper.title, paper.listed.date) for paper in details.papers] == [
        ("1", "6 - Minutes of 25 Nov 2025", "02/02/2026"),
        ("2", "Work Programme: 10% done, 50/50", "02/02/2026"),
    ]
    assert details.withheld == {"60910"}
    assert details.elsewhere == 1


PAGE = """
<h2 class="mgSubTitleTxt">Audit - Tuesday, 10th February, 2026 10.00 am</h2>
<ul  class="mgActionList" >
<li><a  href="documents/g4967/Agenda frontsheet 10th-Feb-2026 10.00 Audit.pdf?T=0"  >Agenda frontsheet
<span  class="mgFileSize" ><img alt="pdf icon" /> PDF 119 KB</span></a></li>
<li><a  href="documents/g4967/Public reports pack 10th-Feb-2026 10.00 Audit.pdf?T=10"  >
Agenda reports pack PDF 12 MB</a>
<li><a  href="mgMeetingAttendance.aspx?ID=4967">Attendance</a>
</ul>
<table class="mgItemTable">
<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt">83a</p></td>
<td><p class="mgAiTitleTxt">Quarter&#32;3&#47;4 <a href="ieIssueDetails.aspx?IId=1">issue</a></p>
<ul class="mgBulletList"><li><a href="documents/s60909/Report - Q3.pdf" title="Link&#32;to">Report - Q3
<span class="mgFileSize">PDF 1,2 MB</span><span class="mgHide"></span></a></li>
<li><a href="documents/s60910/Appendix.pdf">Appendix</a>, View the reasons why document 83a is restricted</li>
<li><a href="documents/s60912/Figures.xlsx">Figures XLS 12 KB</a></li></ul></td></tr></table>
"""


def test_the_page_of_a_meeting_shows_packs_and_reports() -> None:
    found = read_meeting_page(PAGE, "https://a.gov.uk/mg/ieListDocuments.aspx?CId=1&MId=4967")
    assert [(p.kind, p.item, p.title, p.listed.size) for p in found] == [
        ("frontsheets", None, "Agenda frontsheet", "119 KB"),
        ("packs", None, "Agenda reports pack", "12 MB"),
        ("reports", "83a", "Report - Q3", "1,2 MB"),
    ]
    assert found[2].addresses == ("https://a.gov.uk/mg/documents/s60909/Report%20-%20Q3.pdf",)
    assert (found[2].item_title or "").startswith("Quarter 3/4")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("g1/Public reports pack 13th-Mar-2025 15.00 Cabinet.pdf", "packs"),
        ("g1/Agenda reports pack 13th-Mar-2025 15.00 Cabinet.pdf?T=10", "packs"),
        ("g1/Agenda frontsheet 04th-Mar-2025 10.00 Cabinet.pdf?T=0", "frontsheets"),
        ("g1/Printed minutes 04th-Mar-2025 10.00 Cabinet.pdf?T=1", "minutes"),
        ("g1/Printed decisions 04th-Mar-2025 10.00 Cabinet.pdf?T=2", "other"),
        ("g1/Printed minutes 04th-Mar-2025 10.00 Late Night Committee.pdf?T=1", "minutes"),
        ("b3041/Supplementary Agenda 04th-Mar-2025 10.00 Cabinet.pdf?T=9", "supplements"),
        ("g1/Supplementary reports pack 04th-Mar-2025 10.00 Cabinet.pdf", "supplements"),
        ("b77/To follow 04th-Mar-2025.pdf?T=9", "supplements"),
        ("s1/Printed minutes of the last meeting.pdf", "reports"),
    ],
)
def test_the_name_says_what_a_document_is(name: str, kind: str) -> None:
    assert kind_of(f"https://a.gov.uk/documents/{name.replace(' ', '%20')}", "") == kind


def test_one_attachment_is_one_paper_with_both_addresses() -> None:
    base = "https://a.gov.uk"
    listed = Paper(addresses=(f"{base}/mgConvert2PDF.aspx?ID=1",), kind="reports", title="x")
    shown = [
        Paper(addresses=(f"{base}/documents/s1/x.pdf",), kind="reports", title="x"),
        Paper(addresses=(f"{base}/documents/s2/y.pdf",), kind="reports", title="withheld"),
        Paper(addresses=(f"{base}/documents/g9/Public%20reports%20pack.pdf",), kind="packs", title="pack"),
    ]
    found = together([listed], shown, frozenset({"2"}))
    assert [(paper.title, len(paper.addresses)) for paper in found] == [("x", 2), ("pack", 1)]


def test_lists_of_committees_and_meetings_are_read() -> None:
    committees = read_committee_page(
        '<a href="mgCommitteeDetails.aspx?ID=144">Audit</a><a href="ieListMeetings.aspx?CommitteeId=163">Cabinet</a>'
        '<a href="ieListMeetings.aspx?CId=144&amp;Year=0">Audit again</a><a href="ieListMeetings.aspx?CId=0">x</a>'
    )
    assert [(c.id, c.title) for c in committees] == [("144", "Audit"), ("163", "Cabinet")]
    stubs = read_meeting_list(
        '<a href="ieListDocuments.aspx?CId=144&amp;MId=4967&amp;Ver=4">10 Feb 2026 10.00 am</a>'
        '<a href="ieListDocuments.aspx?CId=144&amp;MeetingId=4968">13 Jan 2026 10.00 am - CANCELLED</a>',
        committees[0],
    )
    assert [(stub.id, stub.day) for stub in stubs] == [("4967", date(2026, 2, 10)), ("4968", date(2026, 1, 13))]


def test_service_and_pages_give_a_whole_site(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve(prefix="/moderngov")
    report = bring(site)
    assert report.exit_status == 0
    assert report.meetings == 4
    assert set(papers(tmp_path).values()) == public(site.world)
    assert report.documents.found == report.documents.downloaded == len(lines(tmp_path))
    assert not site.asked("60910")
    assert not site.asked("T=0")
    assert not site.asked("T=1.pdf")


@pytest.mark.parametrize(
    ("described", "switches"),
    [
        ("the service says 403", {"service": False}),
        ("-1 stands for nothing, 0 for all", {"all_committees": "0"}),
        ("no number stands for all", {"all_committees": "none"}),
        ("days are ignored", {"heeds_days": False}),
    ],
)
def test_whatever_way_in_is_open(
    described: str, switches: dict[str, object], serve: Serve, bring: Bring, tmp_path: Path
) -> None:
    site = serve(**switches)
    report = bring(site, since=date(2025, 6, 1))
    assert report.exit_status == 0, report.problems
    assert report.meetings == 3
    assert titles(tmp_path) == [
        "6 - Minutes of 25 Nov 2025",
        "Public reports pack",
        "Quarter 3 Performance",
        "Supplementary Agenda",
        "Work Programme: 10% done, 50/50",
    ]


def test_a_service_that_answers_with_a_web_page_is_closed(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve()
    site.fault("mgWebService", web_page("Moved"))
    report = bring(site)
    assert report.exit_status == 0
    assert any("the web service is closed" in note for note in report.notes)
    assert set(papers(tmp_path).values()) == public(site.world)


def test_pages_that_are_not_there_cost_only_the_packs(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    report = bring(serve(pages=False))
    assert report.exit_status == 0
    assert "Quarter 3 Performance" in titles(tmp_path)
    assert "Public reports pack" not in titles(tmp_path)


def test_pages_that_refuse_are_left_alone_and_reported(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve()
    site.fault("ieListDocuments", status(403))
    report = bring(site)
    assert report.exit_status == 1
    assert len(site.asked("ieListDocuments")) == 1
    assert any("packs and supplements may be missing" in problem for problem in report.problems)
    assert "Quarter 3 Performance" in titles(tmp_path)


def test_a_meeting_that_the_service_cannot_give_is_read_from_its_page(
    serve: Serve, bring: Bring, tmp_path: Path
) -> None:
    site = serve()
    site.fault("GetMeeting?lMeetingId=5001", status(500))
    report = bring(site)
    assert report.exit_status == 0
    assert "Quarter 3 Performance" in titles(tmp_path)


def test_requests_carry_british_days(serve: Serve, bring: Bring) -> None:
    site = serve()
    bring(site, "cabinet", since=date(2026, 1, 2), until=date(2026, 3, 31))
    assert site.asked("GetMeetings") == [
        "/mgWebService.asmx/GetMeetings?lCommitteeId=163&sFromDate=02/01/2026&sToDate=31/03/2026"
    ]


def test_years_that_are_ignored_are_turned_by_earlier(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve(service=False)

    def always_now(handler: Handler) -> None:
        handler.page(
            '<a href="ieListDocuments.aspx?CId=163&amp;MId=5001">4 Mar 2026 10.00 am</a>'
            '<a href="ieListMeetings.aspx?CId=163&amp;Date=1">Earlier</a>'
        )

    def earlier(handler: Handler) -> None:
        handler.page('<a href="ieListDocuments.aspx?CId=163&amp;MId=4100">7 Mar 2023 10.00 am</a>')

    site.fault("ieListMeetings.aspx?CId=163&Year=", always_now)
    site.fault("ieListMeetings.aspx?CId=163&Date=1", earlier)
    assert bring(site, "Cabinet").meetings == 2
    assert "Old Performance" in titles(tmp_path)


def test_an_answer_at_the_cap_is_asked_for_in_halves(
    serve: Serve, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extract.fetch.systems._moderngov_service.ROW_CAP", 2)
    site = serve()
    assert bring(site).meetings == 4
    assert len(site.asked("GetMeetings")) > 1


def test_an_empty_site_is_no_failure(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve()
    site.world.meetings.clear()
    site.world.committees.clear()
    report = bring(site)
    assert (report.exit_status, report.meetings, lines(tmp_path)) == (0, 0, [])


def test_a_committee_that_is_not_listed_is_a_mistake_in_the_question(serve: Serve, bring: Bring) -> None:
    report = bring(serve(), "Cabinett")
    assert report.exit_status == 2
    assert "near are: Cabinet" in report.problems[0]
