"""What is brought, when it is asked for again, and what the manifest says of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from extract.fetch import AnotherFetch, FetchReport, WrongUse, site_at
from extract.fetch.systems import names, system

from . import server
from .conftest import lines, papers, titles
from .server import Site
from .world import Doc, pdf, small_world

Bring = Callable[..., FetchReport]
Serve = Callable[..., Site]


def test_a_line_says_where_a_paper_is_from(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve()
    bring(site, "audit", council="Dudley")
    line = next(line for line in lines(tmp_path) if "mgConvert2PDF.aspx?ID=60909" in line["url"])
    content = site.world.doc("Work Programme: 10% done, 50/50").content
    digest = hashlib.sha256(content).hexdigest()
    assert line.pop("retrieved").startswith("2026-02-20T03:00:00")
    assert line == {
        "url": f"{site.url}/mgConvert2PDF.aspx?ID=60909",
        "path": f"dudley/audit-standards-committee/2026-02-10/work-programme-10-done-50-50-{digest[:8]}.pdf",
        "sha256": digest,
        "council": "Dudley",
        "committee": "Audit & Standards Committee",
        "meeting_date": "2026-02-10",
        "title": "Work Programme: 10% done, 50/50",
        "status": "ok",
        "kind": "reports",
        "item": "2",
        "item_title": "Item 2",
        "meeting": "4967",
        "meeting_url": f"{site.url}/ieListDocuments.aspx?CId=144&MId=4967",
        "size": len(content),
        "system": "moderngov",
        "site": site.url,
        "listed": {"date": "02/02/2026", "title": "Work Programme: 10% done, 50/50", "size": "1 KB"},
    }
    assert (tmp_path / line["path"]).read_bytes() == content


def test_a_second_run_asks_for_no_paper(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve()
    first = bring(site)
    manifest = (tmp_path / "manifest.jsonl").read_bytes()
    asked = len(site.documents_asked())
    second = bring(site)
    assert second.documents.unchanged == second.documents.found == first.documents.found
    assert len(site.documents_asked()) == asked
    assert (tmp_path / "manifest.jsonl").read_bytes() == manifest


@pytest.mark.parametrize("extras", [["frontsheets"], ["minutes"], ["frontsheets", "minutes"]])
def test_front_sheets_and_minutes_come_on_request(
    extras: list[Any], serve: Serve, bring: Bring, tmp_path: Path
) -> None:
    bring(serve(), extras=extras)
    kinds = {line["kind"] for line in lines(tmp_path)}
    assert kinds == {"packs", "reports", "supplements", *extras}


def test_without_committees_expired_ones_are_read_too(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    world = small_world()
    world.expired = frozenset({163})
    bring(serve(world))
    assert {line["committee"] for line in lines(tmp_path)} == {"Audit & Standards Committee", "Cabinet"}


def test_parts_of_several_titles_in_any_case(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    report = bring(serve(), "CABI", "standards comm")
    assert report.meetings == bring(serve(), corpus=tmp_path / "all").meetings
    assert bring(serve(), "standards  COMMITTEE", corpus=tmp_path / "one").meetings < report.meetings


def test_the_window_is_kept_at_both_ends(serve: Serve, bring: Bring) -> None:
    site = serve(heeds_days=False)
    assert bring(site, since=date(2026, 1, 13), until=date(2026, 2, 10)).meetings == 2
    assert bring(site, since=date(2026, 1, 14), until=date(2026, 2, 9)).meetings == 0


def test_the_window_without_since_and_until(serve: Serve, bring: Bring) -> None:
    site = serve()
    bring(site, "Cabinet", since=None, until=None)
    assert site.asked("GetMeetings")[-1].endswith("sFromDate=20/02/2025&sToDate=22/08/2026")
    bring(site, "Cabinet", since=None, until=None)
    assert site.asked("GetMeetings")[-1].endswith("sFromDate=22/12/2025&sToDate=22/08/2026")


def test_a_fetch_that_did_not_end_well_moves_no_window(serve: Serve, bring: Bring) -> None:
    site = serve(pages=False)
    site.fault("ID=61000", server.status(500))
    bring(site, "Cabinet", since=None, until=None)
    bring(site, "Cabinet", since=None, until=None)
    assert site.asked("GetMeetings")[-1].endswith("sFromDate=20/02/2025&sToDate=22/08/2026")


def test_old_papers_do_not_move_the_window_back_or_too_far(serve: Serve, bring: Bring) -> None:
    site = serve()
    bring(site, "Cabinet", since=None, until=None)
    bring(site, "Cabinet", since=date(2015, 1, 1), until=date(2016, 1, 1))
    bring(site, "Cabinet", since=None, until=None)
    assert site.asked("GetMeetings")[-1].endswith("sFromDate=22/12/2025&sToDate=22/08/2026")


def test_a_new_committee_of_interest_is_looked_back_for(serve: Serve, bring: Bring) -> None:
    site = serve()
    bring(site, "Cabinet", since=None, until=None)
    bring(site, "Cabinet", "Audit", since=None, until=None)
    assert site.asked("GetMeetings")[-1].endswith("sFromDate=20/02/2025&sToDate=22/08/2026")


def test_an_empty_window_is_wrong_use(serve: Serve, bring: Bring) -> None:
    with pytest.raises(WrongUse, match="The window is empty"):
        bring(serve(), since=date(2026, 2, 1), until=date(2026, 1, 1))


def test_the_same_bytes_share_a_file_and_each_address_has_its_line(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve(pages=False)
    content = site.world.doc("Work Programme: 10% done, 50/50").content
    site.world.meeting(5001).docs.append(Doc(62000, "Work programme again", content))
    report = bring(site)
    same = [line for line in lines(tmp_path) if line["sha256"] == hashlib.sha256(content).hexdigest()]
    assert len(same) == 2
    assert len({line["path"] for line in same}) == 1
    assert len(papers(tmp_path)) == report.documents.found - 1 == report.documents.downloaded - 1


def test_one_paper_of_two_meetings_is_asked_for_once(serve: Serve, bring: Bring) -> None:
    site = serve()
    site.world.meeting(4967).docs.append(site.world.doc("Quarter 3 Performance"))
    bring(site)
    bring(site)
    assert len(site.asked("ID=61000")) == 1


@pytest.mark.parametrize(
    ("described", "change"),
    [
        ("a new publication date", {"published": date(2026, 2, 12)}),
        ("a new title", {"title": "Quarter 3 Performance (revised)"}),
        ("a new size", {"content": pdf("performance q3, revised", 9000)}),
    ],
)
def test_a_changed_listing_is_asked_about_and_both_versions_stay(
    described: str, change: dict[str, Any], serve: Serve, bring: Bring, tmp_path: Path
) -> None:
    site = serve()
    doc = site.world.doc("Quarter 3 Performance")
    old = doc.content
    bring(site, "Cabinet")
    doc.content = pdf("performance q3, revised", 900)
    assert bring(site, "Cabinet").documents.downloaded == 0
    for name, value in change.items():
        setattr(doc, name, value)
    report = bring(site, "Cabinet")
    assert report.documents.downloaded == 2
    assert {old, doc.content} <= set(papers(tmp_path).values())
    versions = [line for line in lines(tmp_path) if "ID=61000" in line["url"]]
    assert [line["sha256"] for line in versions] == [hashlib.sha256(c).hexdigest() for c in (old, doc.content)]
    assert bring(site, "Cabinet").documents.unchanged == report.documents.found


def test_a_listing_that_changed_for_nothing_is_asked_about_once(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve()
    bring(site, "Cabinet")
    site.world.doc("Quarter 3 Performance").published = date(2026, 2, 12)
    for _ in range(3):
        report = bring(site, "Cabinet")
        assert (report.documents.downloaded, report.documents.failed) == (0, 0)
    assert len(site.asked("ID=61000")) == 2
    assert len([line for line in lines(tmp_path) if "ID=61000" in line["url"]]) == 1


def test_back_to_the_old_bytes_and_the_newest_line_says_so(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve(pages=False)
    doc = site.world.doc("Quarter 3 Performance")
    old, new = doc.content, pdf("an error of a day")
    bring(site, "Cabinet")
    for content in (new, old):
        doc.content = content
        bring(site, "Cabinet", recheck=True)
    versions = [line["sha256"] for line in lines(tmp_path) if "ID=61000" in line["url"]]
    assert versions == [hashlib.sha256(content).hexdigest() for content in (new, old)]
    assert len([c for c in papers(tmp_path).values() if c in {old, new}]) == 2


def test_recheck_asks_again_and_conditionally(serve: Serve, bring: Bring) -> None:
    site = serve(etags=True)
    found = bring(site).documents.found
    before = len(site.documents_asked())
    report = bring(site, recheck=True)
    assert report.documents.unchanged == found
    again = [r for r in site.requests if r.path in site.documents_asked()[before:]][-5:]
    assert len(site.documents_asked()) == 2 * before
    assert all("if-none-match" in {name.lower() for name in request.headers} for request in again)


def test_a_paper_that_is_gone_from_the_corpus_is_brought_again(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve()
    bring(site)
    whole = papers(tmp_path)
    lost, cut = sorted(whole)[:2]
    (tmp_path / lost).unlink()
    (tmp_path / cut).write_bytes(b"%PDF")
    assert bring(site).exit_status == 0
    assert papers(tmp_path) == whole


def test_a_service_that_closes_makes_nothing_come_twice(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve()
    bring(site)
    before = papers(tmp_path), len(site.documents_asked())
    site.service = False
    report = bring(site)
    assert (report.exit_status, report.documents.downloaded) == (0, 0)
    site.service = True
    bring(site)
    assert (papers(tmp_path), len(site.documents_asked())) == before


def test_a_service_that_opens_makes_nothing_come_twice(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve(service=False)
    bring(site)
    before = papers(tmp_path), len(site.documents_asked())
    site.service = True
    report = bring(site)
    assert (report.exit_status, report.documents.downloaded) == (0, 0)
    assert (papers(tmp_path), len(site.documents_asked())) == before


def test_two_fetches_at_once_do_not_mix(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    (tmp_path / ".fetch").mkdir()
    with (
        FileLock(tmp_path / ".fetch" / "lock"),
        pytest.raises(AnotherFetch, match=r"Another fetch into .* is running") as raised,
    ):
        bring(serve())
    assert raised.value.exit_status == 75
    assert bring(serve()).exit_status == 0


def test_a_corpus_that_cannot_be_is_wrong_use(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WrongUse, match="cannot hold papers"):
        bring(serve(), corpus=tmp_path / "file")


def test_other_peoples_lines_stay(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    foreign = '{"path": "by-hand.pdf", "council": "Dudley"}'
    more = '{"url": "https://x.example/a.pdf", "path": "a.pdf", "sha256": "00", "council": "Kent", "colour": "blue"}'
    (tmp_path / "manifest.jsonl").write_text(f"{foreign}\n{more}")
    bring(serve(), "Cabinet")
    bring(serve(), "Cabinet")
    found = lines(tmp_path)
    assert json.loads(foreign) in found
    kept = next(line for line in found if line.get("council") == "Kent")
    assert kept["colour"] == "blue"


def test_a_third_system_is_one_file(
    tmp_path: Path, bring: Bring, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    import extract.fetch.systems as package  # noqa: PLC0415

    (tmp_path / "jadu.py").write_text(
        "from datetime import date\n"
        "from extract.fetch.plain import Committee, Meeting, Paper\n"
        "def meetings(site, window, web, log):\n"
        "    paper = Paper(addresses=(site.url + '/documents/s61000/x.pdf',), kind='packs', title='Pack')\n"
        "    yield Meeting(id='1', committee='Cabinet', date=date(2026, 3, 4), papers=(paper,))\n"
        "def committees(site, web):\n"
        "    return [Committee(id='1', title='Cabinet')]\n"
    )
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    assert names() == ["cmis", "jadu", "moderngov"]
    site = serve()
    site.system = "moderngov"
    report = bring(Site(site.world, system="jadu", port=site.port), corpus=tmp_path / "corpus")
    assert report.documents.downloaded == 1
    assert titles(tmp_path / "corpus") == ["Pack"]


def test_systems_are_known_by_name() -> None:
    assert system("ModernGov") is system("moderngov")
    with pytest.raises(WrongUse, match="known are cmis, moderngov"):
        site_at("https://a.gov.uk", "jadu")
    with pytest.raises(WrongUse, match="no address of a site"):
        site_at("a.gov.uk", "cmis")
