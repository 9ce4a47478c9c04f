"""The pages of a ModernGov site: lists of committees and meetings, and the papers that a meeting's page links to."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from selectolax.lexbor import LexborNode

from extract.fetch.days import find_day
from extract.fetch.links import file_name, may_be_pdf, resolve
from extract.fetch.plain import Committee, Kind, Listed, Paper, Site, Window
from extract.fetch.systems._html import ancestors, links, parse, size_in, text_of, without_size
from extract.fetch.systems._moderngov_service import Stub
from extract.fetch.trouble import PaperTrouble, Refused, SiteTrouble
from extract.fetch.web import Page, Web

MOST_LISTING_PAGES = 40
"""More pages of one committee's meetings than this are not turned."""
DOCUMENT = re.compile(r"(?:/documents/[a-z]\d+/[^/]+$)|(?:/mgconvert2pdf\.aspx$)", re.IGNORECASE)
MEETING_FILE = re.compile(r"/documents/g\d+/", re.IGNORECASE)
BUNDLE = re.compile(r"/documents/b\d+/", re.IGNORECASE)
RESTRICTED = re.compile(r"\bis restricted\b|\brestricted enclosure\b|\(restricted\)", re.IGNORECASE)
TITLE_DATE = re.compile(r"\s+\d{2}(?:st|nd|rd|th)-[A-Z][a-z]{2}-\d{4}\b.*$")


def papers_on_page(address: str, web: Web) -> tuple[Paper, ...]:
    """The papers on a meeting's page."""
    page = web.page(address)
    return read_meeting_page(page.text, page.url)


def page_committees(site: Site, web: Web, closed: PaperTrouble) -> list[Committee]:
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


def page_stubs(site: Site, committee: Committee, window: Window, web: Web) -> list[Stub]:
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


def _parameter(href: str, *names: str) -> str | None:
    """The number that a link carries under one of these names, in any case."""
    values = {name.lower(): value for name, value in parse_qsl(urlsplit(href).query)}
    return next((values[name] for name in names if values.get(name, "").strip().isdigit()), None)
