"""How a site is treated: what it sees of us, how often, and what it may ask of us."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extract.fetch import Clock, FetchReport
from extract.fetch.manners import seconds_to_wait, user_agent
from extract.fetch.robots import Rules

from . import server
from .conftest import TODAY, lines, titles
from .server import Site

Bring = Callable[..., FetchReport]
Serve = Callable[..., Site]
NOW = datetime(2026, 2, 20, 3, 0, tzinfo=UTC)


def gaps(site: Site) -> list[float]:
    """Seconds between the end of one request and the start of the next, as the site sees them."""
    return [later.begun - earlier.ended for earlier, later in zip(site.requests, site.requests[1:], strict=False)]


def test_one_request_at_a_time_and_never_faster_than_the_pause(serve: Serve, bring: Bring) -> None:
    site = serve(slow=0.02)
    site.fault("ID=61000", server.status(503), times=2)
    site.fault("ID=60909", server.redirect("/documents/s60909/x.pdf"))
    bring(site, manners={"pause": 0.08})
    assert len(site.requests) > 12
    assert site.most_at_once == 1
    assert min(gaps(site)) >= 0.08


def test_a_crawl_delay_longer_than_the_pause_wins(serve: Serve, bring: Bring) -> None:
    site = serve(robots="User-agent: *\nCrawl-delay: 0.1\n")
    bring(site, "Cabinet", manners={"pause": 0.01})
    assert min(gaps(site)[1:]) >= 0.1


@pytest.mark.parametrize("code", [503, 429])
def test_retry_after_wins(code: int, serve: Serve, bring: Bring) -> None:
    site = serve()
    site.fault("ID=61000", server.status(code, {"Retry-After": "1"}), times=1)
    assert bring(site, "Cabinet").exit_status == 0
    first, second = [r for r in site.requests if "ID=61000" in r.path]
    assert second.begun - first.ended >= 1.0


def test_a_site_that_wants_us_gone_for_long_is_left(serve: Serve, bring: Bring) -> None:
    site = serve()
    site.fault("mgConvert2PDF", server.status(503, {"Retry-After": "7200"}))
    report = bring(site)
    assert report.exit_status == 1
    assert "stay away for 120 minutes" in report.problems[0]
    assert len(site.documents_asked()) == 1


def test_a_site_that_keeps_saying_too_often_is_left(serve: Serve, bring: Bring) -> None:
    site = serve()
    site.fault("mgConvert2PDF", server.status(429))
    report = bring(site)
    assert report.exit_status == 1
    assert "asks us to slow down" in report.problems[0] or "ask too often" in report.problems[0]
    assert len(site.documents_asked()) == 4


def test_waits_grow_and_vary(serve: Serve, bring: Bring) -> None:
    slept: list[float] = []
    clock = Clock(now=lambda: TODAY, sleep=slept.append, elapsed=time.monotonic)
    site = serve(pages=False)
    site.fault("ID=61000", server.status(503))
    bring(site, "Cabinet", clock=clock, manners={"first_wait": 1.0})
    assert len(slept) == 3
    for wait, least in zip(slept, (1, 2, 4), strict=True):
        assert least <= wait < least + 1
    assert len({round(wait % 1, 6) for wait in slept}) == 3


def test_the_visitor_says_who_it_is(serve: Serve, bring: Bring) -> None:
    site = serve()
    bring(site, "Cabinet", manners={"contact": "clerk@example.org"})
    agents = {request.headers["User-Agent"] for request in site.requests}
    assert len(agents) == 1
    (agent,) = agents
    assert agent.startswith("Outturn/")
    assert "contact: clerk@example.org" in agent


def test_without_a_contact_the_account_is_named() -> None:
    assert "contact: " in user_agent(None)
    assert "@" in user_agent(None)
    assert user_agent(None).isascii()


def test_robots_is_asked_first_and_once(serve: Serve, bring: Bring) -> None:
    site = serve(prefix="/moderngov")
    bring(site)
    assert site.requests[0].path == "/robots.txt"
    assert len(site.asked("robots.txt")) == 1


def test_robots_may_leave_a_folder_out(serve: Serve, bring: Bring, tmp_path: Path) -> None:
    site = serve(robots="User-agent: *\nDisallow: /documents/g\n")
    report = bring(site)
    assert report.exit_status == 0
    assert not site.asked("/documents/g")
    assert "Public reports pack" not in titles(tmp_path)
    assert report.documents.found == report.documents.downloaded
    assert any("2 papers are left out because robots.txt asks for it" in note for note in report.notes)
    assert any("robots.txt of 127.0.0.1" in line["status"] for line in lines(tmp_path))


@pytest.mark.parametrize(
    ("described", "rules", "status"),
    [
        ("everything forbidden", "User-agent: *\nDisallow: /\n", 1),
        ("we are forbidden", "User-agent: Outturn\nDisallow: /\n", 1),
        ("others are forbidden", "User-agent: BadBot\nDisallow: /\n", 0),
        ("the service is forbidden", "User-agent: *\nDisallow: /mgWebService.asmx\n", 0),
        ("the pages are forbidden", "User-agent: *\nDisallow: /ie\n", 0),
        ("a web page for robots.txt", "<html>Not found</html>", 0),
    ],
)
def test_robots_is_heeded(described: str, rules: str, status: int, serve: Serve, bring: Bring) -> None:
    site = serve(robots=rules)
    report = bring(site)
    assert report.exit_status == status
    if status:
        assert [request.path for request in site.requests] == ["/robots.txt"]
        assert "robots.txt of 127.0.0.1" in report.problems[0]
        assert "asks not to read" in report.problems[0]


@pytest.mark.parametrize(("code", "status"), [(404, 0), (403, 0), (500, 1), (503, 1)])
def test_a_robots_txt_that_cannot_be_read(code: int, status: int, serve: Serve, bring: Bring) -> None:
    site = serve()
    site.fault("robots.txt", server.status(code))
    report = bring(site)
    assert report.exit_status == status
    if status:
        assert "While robots.txt cannot be read, nothing is asked" in report.problems[0]
        assert set(site.asked("/")) == {"/robots.txt"}


def test_rules_of_another_form() -> None:
    assert Rules("User-agent: *\nRequest-rate: 1/5\n").delay == 5.0
    assert Rules("User-agent: *\nCrawl-delay: 7\nRequest-rate: 1/5\n").delay == 7.0
    assert Rules().delay == 0.0


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("Fri, 20 Feb 2026 03:01:00 GMT", 60.0),
        ("Fri, 20 Feb 2026 02:00:00 GMT", 0.0),
        ("soon", 0.0),
        ("", 0.0),
        (None, 0.0),
    ],
)
def test_retry_after_in_both_forms(header: str | None, seconds: float) -> None:
    assert seconds_to_wait(header, NOW) == seconds
