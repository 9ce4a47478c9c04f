"""ModernGov: the web service first; its pages where the service is closed, and for packs, of which it is silent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from extract.fetch.log import Log
from extract.fetch.plain import Committee, Meeting, Paper, Site, Window
from extract.fetch.systems._committees import chosen
from extract.fetch.systems._moderngov_pages import page_committees, page_stubs, papers_on_page
from extract.fetch.systems._moderngov_service import Details, Stub, ask, read_committees, read_details, service_stubs
from extract.fetch.trouble import LeftOut, NotThere, PaperTrouble, Refused, SiteTrouble
from extract.fetch.web import Web

T = TypeVar("T")
ATTACHMENT = re.compile(r"(?:/documents/s(\d+)/)|(?:mgconvert2pdf\.aspx\?(?:[^#]*&)?id=(\d+))", re.IGNORECASE)


@dataclass
class Door:
    """One way into a site; once it refuses, it is not tried again in this run."""

    shut: PaperTrouble | None = None

    def __call__(self, ask: Callable[[], T]) -> T:
        """What the question gives, unless the door is shut."""
        if self.shut is not None:
            raise self.shut
        try:
            return ask()
        except (Refused, LeftOut) as trouble:
            self.shut = trouble
            raise


@dataclass(frozen=True)
class Doors:
    """The two ways into a ModernGov site."""

    service: Door
    pages: Door


def meetings(site: Site, window: Window, web: Web, log: Log) -> Iterator[Meeting]:
    """Every meeting of the window, with its papers."""
    try:
        stubs = service_stubs(site, window, web)
    except PaperTrouble as closed:
        log.note(f"{site.name}: the web service is closed ({closed}), so the pages are read.")
        yield from _meetings_of_pages(site, window, web, closed, log)
        return
    doors = Doors(service=Door(), pages=Door())
    for stub in stubs:
        yield _meeting(site, stub, web, doors, log)


def committees(site: Site, web: Web) -> list[Committee]:
    """The committees that the site lists, expired ones too where the service is open."""
    try:
        return read_committees(ask(site, web, "GetCommittees"))
    except PaperTrouble as closed:
        return page_committees(site, web, closed)


def _meeting(site: Site, stub: Stub, web: Web, doors: Doors, log: Log) -> Meeting:
    """A meeting with what the service lists and what only its page shows."""
    address = f"{site.url}/ieListDocuments.aspx?CId={stub.committee.id}&MId={stub.id}"
    details: Details | None = None
    silent: PaperTrouble | None = None
    try:
        details = doors.service(lambda: read_details(ask(site, web, "GetMeeting", lMeetingId=stub.id), site))
        if details.elsewhere:
            log.note(
                f"{site.name}: {details.elsewhere} links of meeting {stub.id} lead to other sites and are no papers."
            )
    except PaperTrouble as trouble:
        silent = trouble
    shown: tuple[Paper, ...] = ()
    if details is None or details.published:
        known_shut = doors.pages.shut is not None
        try:
            shown = doors.pages(lambda: papers_on_page(address, web))
        except PaperTrouble as trouble:
            if silent is not None:
                log.problem(f"{site.name}: meeting {stub.id} cannot be read by service ({silent}) or page ({trouble}).")
            elif not isinstance(trouble, NotThere) and not known_shut:
                said = f"{site.name}: packs and supplements may be missing: {trouble}"
                (log.note if isinstance(trouble, LeftOut) else log.problem)(said)
    papers = together(details.papers if details else (), shown, details.withheld if details else frozenset())
    return Meeting(id=stub.id, committee=stub.committee.title or None, date=stub.day, url=address, papers=papers)


def together(listed: Iterable[Paper], shown: Iterable[Paper], withheld: frozenset[str]) -> tuple[Paper, ...]:
    """What the service lists, completed by the page: one attachment is one paper, with both of its addresses."""
    papers = {paper.addresses[0]: paper for paper in listed}
    by_attachment = {number: key for key in papers if (number := attachment(key))}
    for paper in shown:
        number = attachment(paper.addresses[0])
        if number in withheld:
            continue
        key = by_attachment.get(number or "")
        if key is None:
            papers.setdefault(paper.addresses[0], paper)
        elif paper.addresses[0] not in papers[key].addresses:
            first = papers[key]
            papers[key] = first.model_copy(
                update={
                    "addresses": (*first.addresses, *paper.addresses),
                    "listed": first.listed.model_copy(update={"size": paper.listed.size}),
                }
            )
    return tuple(papers.values())


def attachment(address: str) -> str | None:
    """The number of the attachment that an address leads to."""
    match = ATTACHMENT.search(address)
    return match[1] or match[2] if match else None


def _meetings_of_pages(site: Site, window: Window, web: Web, closed: PaperTrouble, log: Log) -> Iterator[Meeting]:
    """The meetings of the window by the pages alone."""
    for committee in chosen(page_committees(site, web, closed), site):
        try:
            stubs = page_stubs(site, committee, window, web)
        except PaperTrouble as trouble:
            raise SiteTrouble(f"{site.name}: the meetings of {committee.title} cannot be read: {trouble}") from trouble
        for stub in stubs:
            address = f"{site.url}/ieListDocuments.aspx?CId={committee.id}&MId={stub.id}"
            papers: tuple[Paper, ...] = ()
            try:
                papers = papers_on_page(address, web)
            except LeftOut as left_out:
                log.note(f"{site.name}: {left_out}")
            except PaperTrouble as trouble:
                log.problem(f"{site.name}: a meeting cannot be read: {trouble}")
            yield Meeting(id=stub.id, committee=committee.title, date=stub.day, url=address, papers=papers)
