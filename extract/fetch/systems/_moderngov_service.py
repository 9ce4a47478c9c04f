"""The web service of a ModernGov site: its committees, its meetings, and what it says of one meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from extract.fetch.days import british, find_day
from extract.fetch.links import file_name, may_be_pdf, resolve
from extract.fetch.plain import Committee, Listed, Paper, Site, Window, matches
from extract.fetch.systems._committees import chosen
from extract.fetch.systems._html import fold
from extract.fetch.trouble import PaperTrouble
from extract.fetch.web import Page, Web

ROW_CAP = 5000
"""Some services stop at this number of meetings without a word; such an answer is asked for again in halves."""
EVERY_COMMITTEE = ("-1", "0")
"""What stands for all committees: one on most sites, the other on some."""


@dataclass(frozen=True)
class Stub:
    """A meeting as a list of meetings shows it."""

    id: str
    day: date
    committee: Committee


@dataclass(frozen=True)
class Details:
    """What the service says of one meeting."""

    papers: tuple[Paper, ...]
    withheld: frozenset[str]
    published: bool
    elsewhere: int = 0


def service_stubs(site: Site, window: Window, web: Web) -> list[Stub]:
    """The meetings of the window by the service, oldest first."""
    every = read_committees(ask(site, web, "GetCommittees"))
    wanted = chosen(every, site)
    found: dict[str, Stub] = {}
    if not site.committees:
        for everything in EVERY_COMMITTEE:
            found = {stub.id: stub for stub in _asked_at_once(site, web, everything, window)}
            if found:
                break
    if not found:
        for committee in wanted:
            for stub in _asked(site, web, committee.id, window, committee):
                found.setdefault(stub.id, stub)
    return sorted(found.values(), key=lambda stub: (stub.day, stub.committee.title, stub.id))


def _asked_at_once(site: Site, web: Web, everything: str, window: Window) -> list[Stub]:
    """The meetings of all committees, or none where the service does not know this way of asking."""
    try:
        return _asked(site, web, everything, window, None)
    except PaperTrouble:
        return []


def _asked(site: Site, web: Web, committee: str, window: Window, named: Committee | None) -> list[Stub]:
    """The meetings of one committee (or of all), filtered again here: services are known to ignore the days."""
    root = ask(site, web, "GetMeetings", lCommitteeId=committee,
                 sFromDate=british(window.since), sToDate=british(window.until))  # fmt: skip
    stubs = read_meetings(root, named)
    if len(stubs) >= ROW_CAP and window.since < window.until:
        middle = window.since + (window.until - window.since) // 2
        early = Window(since=window.since, until=middle)
        late = Window(since=middle + timedelta(days=1), until=window.until)
        stubs = [stub for half in (early, late) for stub in _asked(site, web, committee, half, named)]
    return [stub for stub in stubs if window.holds(stub.day) and matches(stub.committee.title, site.committees)]


def ask(site: Site, web: Web, operation: str, **parameters: str) -> Element:
    """One operation of the service."""
    query = f"?{urlencode(parameters, safe='/')}" if parameters else ""
    return read_xml(web.page(f"{site.url}/mgWebService.asmx/{operation}{query}"))


def read_xml(page: Page) -> Element:
    """The answer of the service; a web page in its place means that the service is closed."""
    try:
        root: Element = fromstring(page.content.strip())
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise PaperTrouble(f"{page.url} answered with something that is no XML ({error})") from error
    if root.tag.lower().rpartition("}")[2] in {"html", "fault", "envelope", "error"}:
        raise PaperTrouble(f"{page.url} answered with a web page instead of XML")
    return root


def read_committees(root: Element) -> list[Committee]:
    """The committees of a GetCommittees answer."""
    found = []
    for node in _all(root, "committee"):
        if identifier := _say(node, "committeeid"):
            found.append(Committee(id=identifier, title=_say(node, "committeetitle") or identifier))
    return found


def read_meetings(root: Element, named: Committee | None = None) -> list[Stub]:
    """The meetings of a GetMeetings answer (by committee) or of a GetAllMeetingsByDate answer (flat)."""
    found = []
    owners = [*_all(root, "committee"), root]
    seen = set()
    for owner in owners:
        for node in _all(owner, "meeting"):
            identifier, day = _say(node, "meetingid"), find_day(_say(node, "meetingdate") or "")
            if not identifier or not day or identifier in seen:
                continue
            seen.add(identifier)
            committee = _say(node, "committeeid") or _say(owner, "committeeid") or (named.id if named else "")
            title = _say(node, "committeetitle") or _say(owner, "committeetitle") or (named.title if named else "")
            found.append(Stub(identifier, day, Committee(id=committee, title=title)))
    return found


def read_details(root: Element, site: Site) -> Details:
    """The papers of a GetMeeting answer, in the order of the agenda."""
    papers: dict[str, Paper] = {}
    withheld = set()
    elsewhere = 0
    for item in _all(root, "agendaitem"):
        for document in _all(item, "linkeddoc"):
            identifier = _say(document, "attachmentid")
            if _is(document, "isrestricted") or _say(document, "restrictionsref") or _not(item, "isdisplayallowed"):
                withheld.add(identifier or "")
                continue
            address = resolve(f"{site.url}/", _say(document, "url") or "")
            if address is None or (_is(document, "isurl") and not address.lower().endswith(".pdf")):
                elsewhere += 1
            elif may_be_pdf(address):
                papers.setdefault(address, _service_paper(item, document, address))
    published = not (_not(root, "agendapublished") and _not(root, "minutepublished")) or bool(papers)
    return Details(tuple(papers.values()), frozenset(withheld - {""}), published, elsewhere)


def _service_paper(item: Element, document: Element, address: str) -> Paper:
    title = _say(document, "title") or _say(item, "agendaitemtitle") or file_name(address)
    return Paper(
        addresses=(address,),
        kind="reports",
        title=title,
        item=(_say(item, "fulldisplaynumberformat") or "").rstrip(".") or None,
        item_title=_say(item, "agendaitemtitle"),
        listed=Listed(date=_say(document, "publicationdate"), title=title),
    )


def _all(node: Element, name: str) -> list[Element]:
    """The elements of a name at any depth; names are compared without namespace and case."""
    return [child for child in node.iter() if child is not node and _tag(child) == name]


def _say(node: Element, name: str) -> str | None:
    """The text of a child, folded; None where there is none."""
    child = next((child for child in node if _tag(child) == name), None)
    return fold(child.text) or None if child is not None else None


def _is(node: Element, name: str) -> bool:
    return (_say(node, name) or "").lower() == "true"


def _not(node: Element, name: str) -> bool:
    return (_say(node, name) or "").lower() == "false"


def _tag(node: Element) -> str:
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""
