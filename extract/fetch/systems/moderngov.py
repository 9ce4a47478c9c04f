"""ModernGov: the web service first; its pages where the service is closed, and for packs, of which it is silent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from selectolax.lexbor import LexborNode

from extract.fetch.days import british, find_day
from extract.fetch.links import file_name, may_be_pdf, resolve
from extract.fetch.log import Log
from extract.fetch.plain import Committee, Kind, Listed, Meeting, Paper, Site, Window, matches
from extract.fetch.systems._committees import chosen
from extract.fetch.systems._html import ancestors, fold, links, parse, size_in, text_of, without_size
from extract.fetch.trouble import LeftOut, NotThere, PaperTrouble, Refused, SiteTrouble
from extract.fetch.web import Page, Web

T = TypeVar("T")

ROW_CAP = 5000
"""Some services stop at this number of meetings without a word; such an answer is asked for again in halves."""

MOST_LISTING_PAGES = 40
"""More pages of one committee's meetings than this are not turned."""

EVERY_COMMITTEE = ("-1", "0")
"""What stands for all committees: one on most sites, the other on some."""

ATTACHMENT = re.compile(r"(?:/documents/s(\d+)/)|(?:mgconvert2pdf\.aspx\?(?:[^#]*&)?id=(\d+))", re.IGNORECASE)
DOCUMENT = re.compile(r"(?:/documents/[a-z]\d+/[^/]+$)|(?:/mgconvert2pdf\.aspx$)", re.IGNORECASE)
MEETING_FILE = re.compile(r"/documents/g\d+/", re.IGNORECASE)
BUNDLE = re.compile(r"/documents/b\d+/", re.IGNORECASE)
RESTRICTED = re.compile(r"\bis restricted\b|\brestricted enclosure\b|\(restricted\)", re.IGNORECASE)
TITLE_DATE = re.compile(r"\s+\d{2}(?:st|nd|rd|th)-[A-Z][a-z]{2}-\d{4}\b.*$")


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


# The door


def meetings(site: Site, window: Window, web: Web, log: Log) -> Iterator[Meeting]:
    """Every meeting of the window, with its papers."""
    try:
        stubs = _service_stubs(site, window, web)
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
        return read_committees(_call(site, web, "GetCommittees"))
    except PaperTrouble as closed:
        return _page_committees(site, web, closed)


# The service


def _service_stubs(site: Site, window: Window, web: Web) -> list[Stub]:
    """The meetings of the window by the service, oldest first."""
    every = read_committees(_call(site, web, "GetCommittees"))
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
    root = _call(site, web, "GetMeetings", lCommitteeId=committee,
                 sFromDate=british(window.since), sToDate=british(window.until))  # fmt: skip
    stubs = read_meetings(root, named)
    if len(stubs) >= ROW_CAP and window.since < window.until:
        middle = window.since + (window.until - window.since) // 2
        early = Window(since=window.since, until=middle)
        late = Window(since=middle + timedelta(days=1), until=window.until)
        stubs = [stub for half in (early, late) for stub in _asked(site, web, committee, half, named)]
    return [stub for stub in stubs if window.holds(stub.day) and matches(stub.committee.title, site.committees)]


def _call(site: Site, web: Web, operation: str, **parameters: str) -> Element:
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


def _meeting(site: Site, stub: Stub, web: Web, doors: Doors, log: Log) -> Meeting:
    """A meeting with what the service lists and what only its page shows."""
    address = f"{site.url}/ieListDocuments.aspx?CId={stub.committee.id}&MId={stub.id}"
    details: Details | None = None
    silent: PaperTrouble | None = None
    try:
        details = doors.service(lambda: read_details(_call(site, web, "GetMeeting", lMeetingId=stub.id), site))
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
            shown = doors.pages(lambda: _shown_on_page(address, web))
        except PaperTrouble as trouble:
            if silent is not None:
                log.problem(f"{site.name}: meeting {stub.id} cannot be read by service ({silent}) or page ({trouble}).")
            elif not isinstance(trouble, NotThere) and not known_shut:
                said = f"{site.name}: packs and supplements may be missing: {trouble}"
                (log.note if isinstance(trouble, LeftOut) else log.problem)(said)
    papers = together(details.papers if details else (), shown, details.withheld if details else frozenset())
    return Meeting(id=stub.id, committee=stub.committee.title or None, date=stub.day, url=address, papers=papers)


def _shown_on_page(address: str, web: Web) -> tuple[Paper, ...]:
    """The papers on a meeting's page."""
    page = web.page(address)
    return read_meeting_page(page.text, page.url)


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


# The pages


def _meetings_of_pages(site: Site, window: Window, web: Web, closed: PaperTrouble, log: Log) -> Iterator[Meeting]:
    """The meetings of the window by the pages alone."""
    for committee in chosen(_page_committees(site, web, closed), site):
        try:
            stubs = _page_stubs(site, committee, window, web)
        except PaperTrouble as trouble:
            raise SiteTrouble(f"{site.name}: the meetings of {committee.title} cannot be read: {trouble}") from trouble
        for stub in stubs:
            address = f"{site.url}/ieListDocuments.aspx?CId={committee.id}&MId={stub.id}"
            papers: tuple[Paper, ...] = ()
            try:
                papers = _shown_on_page(address, web)
            except LeftOut as left_out:
                log.note(f"{site.name}: {left_out}")
            except PaperTrouble as trouble:
                log.problem(f"{site.name}: a meeting cannot be read: {trouble}")
            yield Meeting(id=stub.id, committee=committee.title, date=stub.day, url=address, papers=papers)


def _page_committees(site: Site, web: Web, closed: PaperTrouble) -> list[Committee]:
    """The committees by the pages that list them."""
    troubles: list[PaperTrouble] = []
    for name in ("mgListCommittees.aspx?bcr=1", "ieDocHome.aspx?bcr=1"):
        try:
            page = web.page(f"{site.url}/{name}")
        except Refused as refusal:
            raise SiteTrouble(
                f"{site.name} refuses both its web service ({closed}) and its pages ({refusal})."
            ) from refusal
        except PaperTrouble as trouble:
            troubles.append(trouble)
            continue
        if found := read_committee_page(page.text):
            return found
    if troubles:
        raise SiteTrouble(
            f"{site.name} can be read neither by its web service ({closed}) nor by its pages ({troubles[0]}); "
            "is this the folder in which mgWebService.asmx lies?"
        )
    raise SiteTrouble(
        f"{site.name} shows no committees, neither in its web service ({closed}) nor in its pages; "
        "is this the folder in which mgWebService.asmx lies?"
    )


def _page_stubs(site: Site, committee: Committee, window: Window, web: Web) -> list[Stub]:
    """The meetings of one committee: the page of each year, and on by Earlier and Later where years are ignored."""
    years = range(window.since.year, window.until.year + 1)
    start = f"{site.url}/ieListMeetings.aspx?CId={committee.id}&Year="
    queue = [f"{start}{year}" for year in years]
    found: dict[str, Stub] = {}
    seen: set[str] = set()
    turned = 0
    while queue and turned < MOST_LISTING_PAGES + len(years):
        address = queue.pop(0)
        if address in seen:
            continue
        seen.add(address)
        turned += 1
        page = web.page(address)
        stubs = read_meeting_list(page.text, committee)
        found.update({stub.id: stub for stub in stubs if window.holds(stub.day)})
        queue += [link for link in turnings(page, committee, stubs, window) if link not in seen]
        if not queue and not found and f"{start}0" not in seen:
            queue.append(f"{start}0")
    return sorted(found.values(), key=lambda stub: (stub.day, stub.id))


def turnings(page: Page, committee: Committee, stubs: list[Stub], window: Window) -> list[str]:
    """The Earlier and Later links of a list, as far as the window reaches beyond the days shown."""
    days = [stub.day for stub in stubs]
    wanted = []
    for node, href in links(parse(page.text)):
        if "ielistmeetings" not in href.lower() or _parameter(href, "cid", "committeeid") != committee.id:
            continue
        word = text_of(node).lower()
        earlier = word.startswith(("earlier", "previous")) and days and min(days) >= window.since
        later = word.startswith(("later", "next")) and days and max(days) <= window.until
        if (earlier or later) and (address := resolve(page.url, href)):
            wanted.append(address)
    return wanted


def read_committee_page(text: str) -> list[Committee]:
    """The committees that a page links to."""
    found: dict[str, Committee] = {}
    for node, href in links(parse(text)):
        if re.search(r"mgCommitteeDetails\.aspx|ieListMeetings\.aspx", href, re.IGNORECASE):
            identifier = _parameter(href, "id", "cid", "committeeid")
            title = text_of(node)
            if identifier and title and int(identifier or 0) > 0:
                found.setdefault(identifier, Committee(id=identifier, title=title))
    return list(found.values())


def read_meeting_list(text: str, committee: Committee) -> list[Stub]:
    """The meetings that a list of one committee's meetings links to."""
    found: dict[str, Stub] = {}
    for node, href in links(parse(text)):
        if "ielistdocuments.aspx" not in href.lower():
            continue
        identifier, day = _parameter(href, "mid", "meetingid"), find_day(text_of(node))
        if identifier and day:
            found.setdefault(identifier, Stub(identifier, day, committee))
    return list(found.values())


def read_meeting_page(text: str, address: str) -> tuple[Paper, ...]:
    """The papers that a meeting's page links to."""
    papers: dict[str, Paper] = {}
    for node, href in links(parse(text)):
        target = resolve(address, href)
        if target is None or not DOCUMENT.search(urlsplit(target).path) or not may_be_pdf(target):
            continue
        if withheld(node):
            continue
        shown = text_of(node)
        name = file_name(target)
        title = without_size(shown) or name.rpartition(".")[0] or name
        item, item_title = agenda_place(node)
        papers.setdefault(
            target,
            Paper(
                addresses=(target,),
                kind=kind_of(target, shown),
                title=title,
                item=item,
                item_title=item_title,
                listed=Listed(title=title, size=size_in(shown)),
            ),
        )
    return tuple(papers.values())


def kind_of(address: str, shown: str) -> Kind:
    """What a document is to its meeting, by the name that the site gave it."""
    name = f"{TITLE_DATE.sub('', file_name(address))} {without_size(shown)}".lower()
    if not (MEETING_FILE.search(address) or BUNDLE.search(address)):
        return "reports"
    if re.search(r"\bpack\b", name) and not re.search(r"supplement|addend|additional|late ", name):
        return "packs"
    if re.search(r"front ?sheet", name):
        return "frontsheets"
    if re.search(r"supplement|addend|additional|late |to follow|update", name) or BUNDLE.search(address):
        return "supplements"
    if "minutes" in name:
        return "minutes"
    if "decision" in name:
        return "other"
    by_number: dict[str, Kind] = {"0": "frontsheets", "1": "minutes", "2": "other", "10": "packs"}
    return by_number.get(_parameter(address, "t") or "", "supplements")


def withheld(node: LexborNode) -> bool:
    """Whether the page says of a link that its paper is restricted."""
    near = next((a for a in ancestors(node) if a.tag in {"li", "p"}), None)
    return bool(RESTRICTED.search(f"{text_of(node)} {text_of(near)[:500]}"))


def agenda_place(node: LexborNode) -> tuple[str | None, str | None]:
    """Number and title of the agenda item in whose row a link stands."""
    row = next((a for a in ancestors(node) if a.tag == "tr" and a.css_first(".mgAiTitleTxt, .mgItemNumberCell")), None)
    if row is None:
        return None, None
    headings = [without_size(text_of(n)) for n in row.css(".mgItemNumberCell, .mgAiTitleTxt")]
    number = next((h.rstrip(".") for h in headings if re.fullmatch(r"\d+\s*[a-z]?\.?", h)), None)
    title = next((h for h in headings if h and not re.fullmatch(r"\d+\s*[a-z]?\.?", h)), None)
    return number, title


# Small things


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


def _parameter(href: str, *names: str) -> str | None:
    """The number that a link carries under one of these names, in any case."""
    values = {name.lower(): value for name, value in parse_qsl(urlsplit(href).query)}
    return next((values[name] for name in names if values.get(name, "").strip().isdigit()), None)
