"""Every fault that a site, a network or a disk has been seen to have, and the sentence that it comes to."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extract.fetch import FetchReport, Manners, fetch, site_at

from . import server
from .conftest import ALL_DAYS, HASTE, lines, papers, public, titles, unfinished
from .server import Handler, Site
from .world import large_world, pdf

Bring = Callable[..., FetchReport]
Serve = Callable[..., Site]
PAPER = "mgConvert2PDF.aspx?ID=61000"
"""The address of `Quarter 3 Performance`; its other address is not shown where `pages` are off."""

FAULTS: list[tuple[str, Callable[[Handler], None], str]] = [
    ("not there", server.status(404), "is not there (404 Not Found)"),
    ("refused", server.status(403), "is refused (403 Forbidden)"),
    ("a password wanted", server.status(401), "is refused (401 Unauthorized)"),
    ("fails on the site's side", server.status(500), "failed on the site's side (500"),
    ("overloaded", server.status(503), "failed on the site's side (503"),
    ("an odd status", server.status(418), "answered 418"),
    ("a web page", server.web_page("Oops"), "answered with a web page “Oops” instead of a PDF"),
    ("a wall that says 200", server.web_page("Just a moment..."), "shows “Just a moment...”"),
    (
        "a spreadsheet",
        lambda h: h.say(200, "application/vnd.ms-excel", b"PK" * 900),
        "application/vnd.ms-excel that is no",
    ),
    ("nothing", lambda h: h.say(200, "application/pdf", b""), "answered with nothing"),
    ("off to a login page", server.redirect("/Login.aspx"), "it led to http://127.0.0.1"),
    ("off to another site", server.redirect("https://other.example/x.pdf"), "redirects to another site"),
    ("off to nonsense", server.redirect("ftp:nowhere"), "cannot be asked for"),
    ("a redirect to itself", server.redirect("/mgConvert2PDF.aspx?ID=61000"), "redirects without end"),
    ("a gate that lets nobody in", server.new_cookie_each_time, "redirects without end"),
    ("broken off", server.broken_off, "broke off before the end"),
    ("cut short, length right", server.cut_short, "ends in the middle"),
    ("cut short, no length", server.unmeasured(b"%PDF-1.4\n" + b"x" * 3000), "ends in the middle"),
    ("hung up", server.hang_up, "broke off before the end"),
    ("silent", server.silent, "stayed silent for too long"),
    ("stalled half way", server.stalled, "stayed silent for too long"),
    ("dripping", server.dripping, "was still sending after 1 seconds"),
    ("two gigabytes announced", server.two_gigabytes, "is larger than the 1 MB that are taken (2,147 MB)"),
    ("bytes without end", server.endless, "is larger than the 1 MB that are taken (more)"),
    ("304 out of the blue", server.status(304), "answered 304 Not Modified though nothing was known"),
]


@pytest.mark.parametrize(("act", "sentence"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_a_fault_costs_one_paper_and_is_said(
    act: Callable[[Handler], None], sentence: str, serve: Serve, bring: Bring, tmp_path: Path
) -> None:
    site = serve(pages=False)
    site.fault(PAPER, act)
    site.fault("/Login.aspx", server.web_page("Log in"))
    hasty = {"silence": 0.3, "patience": 1.0}
    report = bring(site, manners=hasty, max_size=1_000_000)
    assert report.exit_status == 1
    assert (report.documents.found, report.documents.downloaded, report.documents.failed) == (4, 3, 1)
    assert len(report.problems) == 1
    assert sentence in report.problems[0]
    (line,) = [line for line in lines(tmp_path) if line["status"] != "ok"]
    assert sentence in line["status"]
    assert line["url"].endswith(PAPER)
    assert "path" not in line
    assert len(papers(tmp_path)) == 3
    assert unfinished(tmp_path) == []
    site.faults.clear()
    again = bring(site)
    assert (again.exit_status, again.documents.downloaded, again.documents.unchanged) == (0, 1, 3)
    assert all(line["status"] == "ok" for line in lines(tmp_path))
    assert len(site.asked("mgConvert2PDF.aspx?ID=60909")) == 1


@pytest.mark.parametrize(
    ("described", "act"),
    [
        ("overloaded", server.status(503)),
        ("told when to come back", server.status(503, {"Retry-After": "0"})),
        ("too often", server.status(429)),
        ("broken off", server.broken_off),
        ("cut short", server.cut_short),
        ("hung up", server.hang_up),
        ("stalled", server.stalled),
    ],
)
def test_what_asking_again_overcomes_is_no_failure(
    described: str, act: Callable[[Handler], None], serve: Serve, bring: Bring, tmp_path: Path
) -> None:
    site = serve()
    site.fault(PAPER, act, times=1)
    report = bring(site, manners={"silence": 0.3})
    assert (report.exit_status, report.documents.failed, report.problems) == (0, 0, ())
    assert len(site.asked(PAPER)) == 2
    assert "Quarter 3 Performance" in titles(tmp_path)


@pytest.mark.parametrize(("act", "asked"), [(server.status(403), 1), (server.status(404), 1), (server.status(503), 4)])
def test_only_what_may_pass_is_asked_again(
    act: Callable[[Handler], None], asked: int, serve: Serve, bring: Bring
) -> None:
    site = serve(pages=False)
    site.fault(PAPER, act)
    bring(site)
    assert len(site.asked(PAPER)) == asked


def test_the_other_address_of_an_attachment_helps_out(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve()
    site.fault(PAPER, server.web_page("Conversion failed"))
    report = bring(site)
    assert (report.exit_status, report.documents.failed) == (0, 0)
    assert "Quarter 3 Performance" in titles(tmp_path)


def test_a_refusal_is_not_worked_round_by_the_other_address(serve: Serve, bring: Bring) -> None:
    site = serve()
    site.fault(PAPER, server.status(403))
    assert bring(site).documents.failed == 2
    assert not site.asked("/documents/s61000")


def test_a_site_that_refuses_everything_is_left_at_once(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve()
    site.fault("/", server.status(403))
    report = bring(site)
    assert report.exit_status == 1
    assert "refuses both its web service" in report.problems[0]
    assert len(site.requests) <= 3
    assert lines(tmp_path) == []


def test_a_site_that_refuses_every_paper_is_left_after_five(serve: Serve, bring: Bring) -> None:
    site = serve(large_world(8, 1, seed=1))
    site.fault("mgConvert2PDF", server.status(403))
    site.fault("/documents/", server.status(403))
    report = bring(site)
    assert report.exit_status == 1
    assert len(site.documents_asked()) == 5
    assert any("refuses one paper after the other" in problem for problem in report.problems)


def test_a_site_that_shows_a_wall_is_a_refusal(serve: Serve, bring: Bring) -> None:
    site = serve()
    site.fault("mg", server.web_page("Attention Required! | Cloudflare"))
    site.fault("ie", server.web_page("Attention Required! | Cloudflare"))
    report = bring(site)
    assert report.exit_status == 1
    assert "Attention Required" in report.problems[0]


def test_a_site_behind_a_login_is_said(serve: Serve, bring: Bring) -> None:
    site = serve()
    site.fault("/Login.aspx", server.web_page("Log in"))
    site.fault("mg", server.redirect("/Login.aspx"))
    site.fault("ie", server.redirect("/Login.aspx"))
    report = bring(site)
    assert report.exit_status == 1
    assert "leads to a login page" in report.problems[0]


def test_a_gate_that_only_wants_its_cookie_back_is_passed(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve()
    site.fault("/", server.cookie_gate)
    report = bring(site)
    assert (report.exit_status, report.problems) == (0, ())
    assert set(papers(tmp_path).values()) == public(site.world)


def test_a_site_that_is_down(tmp_path: Path, clock: Any) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{held.getsockname()[1]}"
        report = fetch([site_at(address, "moderngov")], tmp_path, clock=clock, manners=Manners(0, "x", 0.001))
    assert report.exit_status == 1
    assert "No connection to 127.0.0.1" in report.problems[0]
    assert "the site is down, or there is no network here" in report.problems[0]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "The name council.example is unknown"),
        (OSError(errno.ENETUNREACH, "Network is unreachable"), "there is no network here"),
        (TimeoutError("timed out"), "does not answer to a connection in time"),
    ],
    ids=["unknown name", "no network", "no answer"],
)
def test_a_host_that_cannot_be_reached(
    error: OSError, sentence: str, tmp_path: Path, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise error

    monkeypatch.setattr(socket, "create_connection", fail)
    site = site_at("http://council.example", "cmis")
    report = fetch([site], tmp_path, clock=clock, manners=Manners(0, "x", 0.001))
    assert report.exit_status == 1
    assert sentence in report.problems[0]


def test_one_site_that_is_down_does_not_stop_the_others(serve: Serve, tmp_path: Path, clock: Any) -> None:
    good = serve()
    sites = [site_at("http://127.0.0.1:1", "moderngov"), site_at(good.url, "moderngov")]
    report = fetch(sites, tmp_path, since=ALL_DAYS[0], until=ALL_DAYS[1], manners=HASTE, clock=clock)
    assert report.exit_status == 1
    assert report.documents.downloaded == report.documents.found > 0


class FullDisk:
    """A file that takes so many bytes and no more."""

    def __init__(self, file: Any, room: int) -> None:
        self._file, self._room = file, room

    def write(self, data: bytes) -> int:
        self._room -= len(data)
        if self._room < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return int(self._file.write(data))

    def __enter__(self) -> FullDisk:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def test_a_full_disk_stops_the_run_and_leaves_nothing_half(
    serve: Serve, bring: Bring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = serve()
    opened = Path.open

    def open_full(path: Path, *arguments: Any, **options: Any) -> Any:
        file = opened(path, *arguments, **options)
        return FullDisk(file, 2000) if path.name == "paper.part" else file

    monkeypatch.setattr(Path, "open", open_full)
    report = bring(site)
    assert report.exit_status == 1
    assert "is full (No space left on device): make room and run again" in report.problems[0]
    count = report.documents
    assert count.found == count.downloaded + count.unchanged + count.failed
    assert count.failed > 0
    assert unfinished(tmp_path) == []
    assert 0 < len(papers(tmp_path)) < len(public(site.world))
    assert set(papers(tmp_path).values()) < public(site.world)
    monkeypatch.undo()
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert bring(site).exit_status == 0


def test_a_disk_too_full_for_the_manifest_keeps_whole_lines(
    serve: Serve, bring: Bring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = serve()
    written = os.write

    def write_half(handle: int, data: bytes) -> int:
        if len(data) > 100 and b"work-programme" in data:
            written(handle, data[:50])
            raise OSError(errno.ENOSPC, "No space left on device")
        return written(handle, data)

    monkeypatch.setattr(os, "write", write_half)
    report = bring(site)
    assert report.exit_status == 1
    assert "full" in report.problems[0]
    assert titles(tmp_path) == ["6 - Minutes of 25 Nov 2025", "Old Performance"]
    monkeypatch.undo()
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    whole = bring(site)
    assert whole.exit_status == 0
    assert len(papers(tmp_path)) == len({line["path"] for line in lines(tmp_path)})


@pytest.mark.parametrize(
    ("described", "content"),
    [
        ("bytes in front", b"\r\n\r\njunk" * 20 + pdf("late start")),
        ("bytes behind", pdf("early end") + b"\n<!-- proxy -->" * 50),
        ("no %%EOF, but a place to start", pdf("x").replace(b"%%EOF\n", b"")),
    ],
)
def test_untidy_papers_are_papers(described: str, content: bytes, serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve()
    site.world.doc("Quarter 3 Performance").content = content
    assert bring(site).exit_status == 0
    assert content in papers(tmp_path).values()


def test_a_paper_that_is_compressed_on_the_way_is_unpacked(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve()
    content = pdf("compressed", 100_000)
    site.fault(PAPER, server.packed(content))
    assert bring(site).exit_status == 0
    assert content in papers(tmp_path).values()


def test_compressed_bytes_count_by_what_they_unpack_to(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve(pages=False)
    site.fault(PAPER, server.packed(pdf("a bomb", 3_000_000)))
    report = bring(site, max_size=1_000_000)
    assert "is larger than the 1 MB that are taken" in report.problems[0]


def test_a_paper_without_a_length_is_taken_whole(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve()
    content = pdf("unmeasured", 100_000)
    site.fault(PAPER, server.unmeasured(content))
    assert bring(site).exit_status == 0
    assert content in papers(tmp_path).values()
