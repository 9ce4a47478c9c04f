"""CMIS: its calendar month by month, then the page of each meeting, whose links to papers are encrypted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extract.fetch.days import day_of_month_page, find_day, months
from extract.fetch.links import file_name, may_be_pdf, resolve
from extract.fetch.log import Log
from extract.fetch.plain import Committee, Kind, Listed, Meeting, Paper, Site, Window, matches
from extract.fetch.systems._html import ancestors, fold, links, parse, size_in, text_of
from extract.fetch.trouble import LeftOut, PaperTrouble, Refused, SiteTrouble
from extract.fetch.web import Page, Web

SLOWNESS = 2.0
"""So many times as patient as with other sites: a month of the calendar is known to take forty seconds."""

CALENDARS = ("Meetings.aspx", "MeetingCalendar.aspx", "MeetingsCalendar.aspx", "CalendarofMeetings.aspx",
             "Meetingscalendar.aspx")  # fmt: skip
"""What the page with the calendar is called, the usual name first."""

MODULE = re.compile(r"dnn\$ctr(\d+)\$MeetingCalendarPublic\w*")
MEETING = re.compile(r"/Meeting/(\d+)/Committee/(\d+)", re.IGNORECASE)
MODULE_PATH = re.compile(r"^(?P<page>.*?/tabid/\d+)/ctl/\w+/(?P<mid>mid/\d+)(?:/|$)", re.IGNORECASE)
TAB = re.compile(r"""["'](?P<page>[^"'\s]*/tabid/\d+)(?:/|["'])""", re.IGNORECASE)
DAY_ANCHOR = re.compile(r"^#?(\d{4})-(\d{2})-(\d{2})$")
LISTED = re.compile(r"^(?P<day>\d{1,2} \w+ \d{4}) \d{1,2}[:.]\d{2} - (?P<committee>.+)$")
TIMED = re.compile(r"^(?:\d{1,2}[:.]\d{2}\s+)?(?P<committee>.+)$")
PREFIX = re.compile(r"^(?:cancelled|postponed|withdrawn|provisional|moved|new)\s*[-:]\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Stub:
    """A meeting as the calendar shows it."""

    id: str
    day: date
    committee: Committee
    url: str


@dataclass(frozen=True)
class Details:
    """What the page of a meeting says."""

    papers: tuple[Paper, ...]
    committee: str | None = None
    day: date | None = None


# The door


def meetings(site: Site, window: Window, web: Web, log: Log) -> Iterator[Meeting]:
    """Every meeting of the window, with its papers."""
    template, shown = _calendar(site, web)
    stubs = {stub.id: stub for stub in shown}
    if template is None:
        log.note(f"{site.name}: no way to the months of the calendar was found; only what it shows at first is read.")
    else:
        for month in months(window.since, window.until):
            stubs |= {stub.id: stub for stub in _month(site, web, template, month, log)}
    inside = [stub for stub in stubs.values() if window.holds(stub.day)]
    wanted = [stub for stub in inside if matches(stub.committee.title, site.committees)]
    if inside and not wanted:
        titles = "; ".join(sorted({stub.committee.title for stub in inside}))
        log.note(f"{site.name}: none of the committees asked for meets in the window. Meeting are: {titles}.")
    for stub in sorted(wanted, key=lambda s: (s.day, s.committee.title, s.id)):
        yield _meeting(site, stub, web, log)


def committees(site: Site, web: Web) -> list[Committee]:
    """The committees that meet in this month: CMIS has no list of them that is known to stay in place."""
    template, shown = _calendar(site, web)
    month = web.clock.now().date().replace(day=1)
    stubs = (
        read_stubs(web.page(template.format(day=month), silence=SLOWNESS * web.manners.silence), month)
        if template
        else shown
    )
    return list({stub.committee.title: stub.committee for stub in stubs}.values())


# The calendar


def _calendar(site: Site, web: Web) -> tuple[str | None, list[Stub]]:
    """The address of a month with `{day}` for its first day, and the meetings that the calendar shows at first."""
    page = _calendar_page(site, web)
    stubs = read_stubs(page, web.clock.now().date())
    template = month_template(page)
    module = MODULE.search(page.text)
    if (template is None or not stubs) and module:
        separator = "&" if "?" in page.url else "?"
        try:
            listed = web.page(
                f"{page.url}{separator}ctl=MeetingCalendarListView&mid={module[1]}",
                silence=SLOWNESS * web.manners.silence,
            )
        except PaperTrouble:
            listed = None
        if listed:
            stubs += read_stubs(listed, web.clock.now().date())
            template = template or month_template(listed)
    if template is None and module:
        template = template_of_tab(page, module[1])
    return template, stubs


def _calendar_page(site: Site, web: Web) -> Page:
    """The page with the calendar: linked from the front page, or under one of its usual names."""
    troubles: list[PaperTrouble] = []
    tried: set[str] = set()
    candidates = [f"{site.url}/{name}" for name in CALENDARS[:1]]
    later = [f"{site.url}/", *(f"{site.url}/{name}" for name in CALENDARS[1:])]
    while candidates or later:
        address = (candidates or later).pop(0)
        if address in tried:
            continue
        tried.add(address)
        try:
            page = web.page(address, silence=SLOWNESS * web.manners.silence)
        except (Refused, LeftOut) as refusal:
            raise SiteTrouble(f"{site.name}: the calendar is closed to us: {refusal}") from refusal
        except PaperTrouble as trouble:
            troubles.append(trouble)
            continue
        if MODULE.search(page.text) or MEETING.search(page.text):
            return page
        if address == f"{site.url}/":
            candidates += calendar_links(page)
    raise SiteTrouble(
        f"{site.name}: no calendar of meetings was found"
        f"{f' ({troubles[0]})' if troubles else ''}; is {site.url} the application's folder, https://host/cmis5?"
    )


def calendar_links(page: Page) -> list[str]:
    """The links of a front page that may lead to the calendar."""
    found = [resolve(page.url, href) for node, href in links(parse(page.text))
             if re.search(r"meeting|calendar", f"{href} {text_of(node)}", re.IGNORECASE)]  # fmt: skip
    return list(dict.fromkeys(address for address in found if address))[:4]


def month_template(page: Page) -> str | None:
    """The address of any month, made from the link of any meeting: both live in the same module."""
    for _, href in links(parse(page.text)):
        match = MODULE_PATH.match(href)
        address = resolve(page.url, match["page"]) if match and MEETING.search(href) else None
        if match and address:
            return f"{address}/ctl/MeetingCalendarPublicNoJava/{match['mid']}/Date/{{day}}/Default.aspx"
    return None


def template_of_tab(page: Page, module: str) -> str | None:
    """The same from the page's own number, for a month without meetings."""
    for match in TAB.finditer(page.text):
        if address := resolve(page.url, match["page"]):
            return f"{address}/ctl/MeetingCalendarPublicNoJava/mid/{module}/Date/{{day}}/Default.aspx"
    return None


def _month(site: Site, web: Web, template: str, month: date, log: Log) -> list[Stub]:
    """The meetings of one month."""
    try:
        return read_stubs(web.page(template.format(day=month), silence=SLOWNESS * web.manners.silence), month)
    except PaperTrouble as trouble:
        log.problem(f"{site.name}: the meetings of {month:%B %Y} are missing: {trouble}")
        return []


def read_stubs(page: Page, month: date) -> list[Stub]:
    """The meetings that a page of the calendar shows, in whichever of its three views."""
    tree = parse(page.text)
    found: dict[str, Stub] = {}
    for stub in [*_month_rows(tree, page.url, month), *_list_rows(tree, page.url), *_scheduler(tree, page.url)]:
        found.setdefault(stub.id, stub)
    return list(found.values())


def _month_rows(tree: LexborHTMLParser, address: str, month: date) -> Iterator[Stub]:
    """The plain calendar: a day without a year in one cell, its meetings in the next."""
    for row in tree.css("tr"):
        cells = [cell for cell in row.css("td") if cell.parent is not None and cell.parent.mem_id == row.mem_id]
        day = day_of_month_page(text_of(cells[0]), month) if len(cells) > 1 else None
        for cell in cells[1:] if day else ():
            for node, href in links(cell):
                match = TIMED.match(text_of(node))
                if day and match and (stub := _stub(address, href, day, match["committee"])):
                    yield stub


def _list_rows(tree: LexborHTMLParser, address: str) -> Iterator[Stub]:
    """The list of the current month: `9 Jul 2026 11:00 - Planning Committee`."""
    for node, href in links(tree):
        match = LISTED.match(text_of(node))
        day = find_day(match["day"]) if match else None
        if match and day and (stub := _stub(address, href, day, match["committee"])):
            yield stub


def _scheduler(tree: LexborHTMLParser, address: str) -> Iterator[Stub]:
    """The calendar that the page shows at first: an anchor for each day, then its appointments."""
    day: date | None = None
    for node in tree.css("a[href], div.rsApt"):
        match = DAY_ANCHOR.match((node.attributes.get("href") or "").strip())
        if match:
            day = find_day("/".join(reversed(match.groups())))
        elif day and node.tag == "div":
            said = TIMED.match(fold(node.attributes.get("title")))
            for _, href in links(node) if said else ():
                committee = said["committee"].split(" : ")[0] if said else ""
                if stub := _stub(address, href, day, committee):
                    yield stub


def _stub(address: str, href: str, day: date, committee: str) -> Stub | None:
    match = MEETING.search(href)
    target = resolve(address, href)
    if not match or not target:
        return None
    title = PREFIX.sub("", fold(committee))
    return Stub(match[1], day, Committee(id=match[2], title=title), target)


# The meeting


def _meeting(site: Site, stub: Stub, web: Web, log: Log) -> Meeting:
    """A meeting with the papers of its page."""
    details = Details(())
    try:
        details = read_meeting_page(web.page(stub.url, silence=SLOWNESS * web.manners.silence))
    except LeftOut as left_out:
        log.note(f"{site.name}: {left_out}")
    except PaperTrouble as trouble:
        log.problem(f"{site.name}: a meeting cannot be read: {trouble}")
    return Meeting(
        id=stub.id,
        committee=details.committee or stub.committee.title,
        date=details.day or stub.day,
        url=stub.url,
        papers=details.papers,
    )


def read_meeting_page(page: Page) -> Details:
    """Committee, day and papers; what a value means is said by its label, the names of classes lie."""
    tree = parse(page.text)
    said = labelled_values(tree)
    papers: dict[str, Paper] = {}
    for node in tree.css("li.DocumentListItem a.TitleLink, li.DocumentListItem a[href*='ocument.ashx']"):
        address = resolve(page.url, node.attributes.get("href") or "")
        if address and may_be_pdf(address) and not withheld(node):
            papers.setdefault(address, _paper(node, address))
    return Details(tuple(papers.values()), said.get("committee"), find_day(said.get("date/time", "")))


def labelled_values(tree: LexborHTMLParser) -> dict[str, str]:
    """`committee`, `date/time`, `status`, `venue` with what stands beside them."""
    found: dict[str, str] = {}
    for label in tree.css("div.holder > div.DNNLabel"):
        holder = label.parent
        value = next((n for n in holder.css("div.Value") if n.parent is not None and n.parent.mem_id == holder.mem_id),
                     None) if holder is not None else None  # fmt: skip
        if text := text_of(value):
            found.setdefault(text_of(label).rstrip(": ").lower(), text)
    return found


def _paper(node: LexborNode, address: str) -> Paper:
    item = next((a for a in ancestors(node) if a.tag == "li"), None)
    title = text_of(node) or file_name(urljoin(address, urlsplit(address).path))
    size = size_in(text_of(item.css_first(".FileSize"))) if item is not None else None
    return Paper(addresses=(address,), kind=kind_of(title), title=title, listed=Listed(title=title, size=size))


def withheld(node: LexborNode) -> bool:
    """Whether the page says of a link that its paper is restricted."""
    item = next((a for a in ancestors(node) if a.tag == "li"), None)
    return bool(re.search(r"\(restricted\)|\(exempt\)|is restricted", text_of(item), re.IGNORECASE))


def kind_of(title: str) -> Kind:
    """What a paper is to its meeting, by its title, the only thing that CMIS says."""
    name = title.lower()
    if re.search(r"supplement|addend|additional|to follow|late (item|report|paper)", name):
        return "supplements"
    if re.search(r"\bpack\b|agenda (and )?reports|agenda papers|full agenda|complete agenda", name):
        return "packs"
    if re.search(r"front ?sheet|agenda contents|contents page|front page", name):
        return "frontsheets"
    if re.search(r"\bminutes\b", name) and not re.search(r"\breport\b", name):
        return "minutes"
    if re.search(r"^decisions?\b|decision (list|notice|sheet|summary)", name):
        return "other"
    return "reports"
