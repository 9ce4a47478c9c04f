"""A site on 127.0.0.1 that answers as ModernGov and CMIS sites do, with a switch for every fault."""

from __future__ import annotations

import gzip
import html
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.sax.saxutils import escape

from .world import Doc, Meet, World

ANSWER = 20.0
"""No handler lives longer than these seconds."""


@dataclass
class Request:
    path: str
    headers: dict[str, str]
    begun: float
    ended: float = 0.0


@dataclass
class Fault:
    """What goes wrong with addresses that hold a text (or, after `=`, that are it); `times` of None is for ever."""

    where: str
    act: Callable[[Handler], None]
    times: int | None = None


@dataclass
class Site:
    """The switches of a site, and what it was asked."""

    world: World
    system: str = "moderngov"
    prefix: str = ""
    robots: str | None = None
    service: bool = True
    all_committees: str = "-1"
    heeds_days: bool = True
    pages: bool = True
    etags: bool = False
    faults: list[Fault] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    most_at_once: int = 0
    at_once: int = 0
    slow: float = 0.0
    port: int = 0
    today: date = date(2026, 2, 20)
    lock: threading.Lock = field(default_factory=threading.Lock)
    stopping: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.prefix}"

    def asked(self, text: str) -> list[str]:
        return [request.path for request in self.requests if text in request.path]

    def documents_asked(self) -> list[str]:
        return [r.path for r in self.requests if re.search(r"/documents/|mgConvert2PDF|Document\.ashx", r.path)]

    def fault(self, where: str, act: Callable[[Handler], None], times: int | None = None) -> None:
        self.faults.append(Fault(where, act, times))


class Quiet(ThreadingHTTPServer):
    """A server that does not mind visitors who hang up."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        return


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    """The site, answering on a free port until the end of the block."""

    class Bound(Handler):
        pass

    Bound.site = site
    server = Quiet(("127.0.0.1", 0), Bound)
    server.daemon_threads = True
    server.block_on_close = False
    site.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


class Handler(BaseHTTPRequestHandler):
    """Notes each request, then lets a fault or the site answer."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = ANSWER
    site: Site

    def log_message(self, format: str, *args: Any) -> None:
        return

    def do_GET(self) -> None:
        site = self.site
        request = Request(self.path, dict(self.headers.items()), time.monotonic())
        with site.lock:
            site.requests.append(request)
            site.at_once += 1
            site.most_at_once = max(site.most_at_once, site.at_once)
        try:
            self._answer()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            with site.lock:
                site.at_once -= 1
            request.ended = time.monotonic()

    def _answer(self) -> None:
        site = self.site
        if site.slow:
            time.sleep(site.slow)
        path = unquote(self.path)
        for fault in site.faults:
            if (path == fault.where[1:] if fault.where[0] == "=" else fault.where in path) and fault.times != 0:
                if fault.times is not None:
                    fault.times -= 1
                fault.act(self)
                return
        if path == "/robots.txt":
            self.say(200, "text/plain", site.robots.encode()) if site.robots is not None else self.missing()
        elif not path.lower().startswith(site.prefix):
            self.missing()
        else:
            answer = moderngov if site.system == "moderngov" else cmis
            answer(self, path[len(site.prefix) :])

    def say(self, status: int, kind: str, content: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def page(self, body: str, title: str = "A council") -> None:
        text = f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"
        self.say(200, "text/html; charset=utf-8", text.encode())

    def xml(self, body: str) -> None:
        self.say(200, "text/xml; charset=utf-8", f'<?xml version="1.0" encoding="utf-8"?>\n{body}'.encode())

    def missing(self) -> None:
        self.say(404, "text/html", b"<html><title>Not found</title></html>")

    def document(self, doc: Doc) -> None:
        tag = f'"{hash(doc.content) & 0xFFFFFF:x}"'
        if self.site.etags and self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.end_headers()
            return
        self.say(200, "application/pdf", doc.content, {"ETag": tag} if self.site.etags else {})

    @property
    def query(self) -> dict[str, str]:
        return {name.lower(): value for name, value in parse_qsl(urlsplit(self.path).query)}


# Faults


def status(code: int, headers: dict[str, str] | None = None) -> Callable[[Handler], None]:
    return lambda handler: handler.say(code, "text/html", b"<html>no</html>", headers)


def redirect(target: str) -> Callable[[Handler], None]:
    return lambda handler: handler.say(302, "text/html", b"", {"Location": target})


def cookie_gate(handler: Handler) -> None:
    """Lets in who shows its cookie; to others it gives one and leads them back to the same address."""
    if "seen=yes" in handler.headers.get("Cookie", ""):
        answer = moderngov if handler.site.system == "moderngov" else cmis
        answer(handler, unquote(handler.path)[len(handler.site.prefix) :])
        return
    handler.say(302, "text/html", b"", {"Location": handler.path, "Set-Cookie": "seen=yes; Path=/"})


def new_cookie_each_time(handler: Handler) -> None:
    """A gate that never lets anybody in."""
    cookie = f"seen={len(handler.site.requests)}; Path=/"
    handler.say(302, "text/html", b"", {"Location": handler.path, "Set-Cookie": cookie})


def packed(content: bytes) -> Callable[[Handler], None]:
    """Compressed on the way, whether or not that was asked for."""
    return lambda handler: handler.say(200, "application/pdf", gzip.compress(content), {"Content-Encoding": "gzip"})


def web_page(title: str) -> Callable[[Handler], None]:
    return lambda handler: handler.page("<p>Sorry</p>", title)


def broken_off(handler: Handler) -> None:
    """Half of what was announced."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/pdf")
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"%PDF-1.4\n" + b"x" * 2000)
    handler.close_connection = True


def cut_short(handler: Handler) -> None:
    """Half a PDF that says it is whole."""
    handler.say(200, "application/pdf", b"%PDF-1.4\n" + b"x" * 2000)


def unmeasured(content: bytes) -> Callable[[Handler], None]:
    """An answer without a length, that ends when the connection does."""

    def act(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/pdf")
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(content)
        handler.close_connection = True

    return act


def silent(handler: Handler) -> None:
    """Says nothing until the test is over."""
    handler.site.stopping.wait(ANSWER)
    handler.close_connection = True


def stalled(handler: Handler) -> None:
    """Begins, then says nothing more."""
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"%PDF-1.4\n")
    handler.wfile.flush()
    silent(handler)


def dripping(handler: Handler) -> None:
    """A byte now and then, so that no single silence is long."""
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    begun = time.monotonic()
    while time.monotonic() - begun < ANSWER and not handler.site.stopping.wait(0.05):
        handler.wfile.write(b"%PDF" if time.monotonic() - begun < 0.1 else b"x")
        handler.wfile.flush()


def two_gigabytes(handler: Handler) -> None:
    """Announces two gigabytes and begins to send them."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/pdf")
    handler.send_header("Content-Length", str(2 << 30))
    handler.end_headers()
    _pour(handler)


def endless(handler: Handler) -> None:
    """Sends without end and without saying how much."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/pdf")
    handler.send_header("Connection", "close")
    handler.end_headers()
    _pour(handler)


def _pour(handler: Handler) -> None:
    piece = b"%PDF-1.4\n" + b"x" * 65_000
    begun = time.monotonic()
    while time.monotonic() - begun < ANSWER and not handler.site.stopping.is_set():
        handler.wfile.write(piece)


def hang_up(handler: Handler) -> None:
    """Closes without a word."""
    handler.close_connection = True


# ModernGov


def moderngov(handler: Handler, path: str) -> None:
    site, world, query = handler.site, handler.site.world, handler.query
    name = urlsplit(path).path
    if name.startswith("/mgWebService.asmx/"):
        if not site.service:
            handler.say(403, "text/html", b"<html>closed</html>")
        else:
            _service(handler, name.rpartition("/")[2])
    elif match := re.fullmatch(r"/documents/([sgb])(\d+)/(.+)", path.partition("?")[0]):
        _document(handler, match[1], int(match[2]), match[3])
    elif name == "/mgConvert2PDF.aspx":
        _document(handler, "s", int(query["id"]), "")
    elif not site.pages:
        handler.missing()
    elif name == "/mgListCommittees.aspx":
        rows = "".join(
            f'<li><a href="mgCommitteeDetails.aspx?ID={number}">{html.escape(title)}</a></li>'
            for number, title in world.committees.items()
            if number not in world.expired
        )
        handler.page(f'<ul class="mgBulletList">{rows}</ul>')
    elif name == "/ieListMeetings.aspx":
        handler.page(_meeting_list(site, int(query.get("cid") or query["committeeid"]), int(query.get("year", 0))))
    elif name == "/ieListDocuments.aspx":
        handler.page(_meeting_page(site, world.meeting(int(query.get("mid") or query["meetingid"]))))
    else:
        handler.missing()


def _service(handler: Handler, operation: str) -> None:
    site, world, query = handler.site, handler.site.world, handler.query
    if operation == "GetCommittees":
        rows = "".join(
            f"<committee><committeeid>{n}</committeeid><committeetitle>{escape(title)}</committeetitle>"
            f"<committeedeleted>False</committeedeleted><committeeexpired>{n in world.expired}</committeeexpired>"
            f"<committeecategory>Governance</committeecategory></committee>"
            for n, title in world.committees.items()
        )
        handler.xml(f"<committees><committeescount> {len(world.committees)}</committeescount>{rows}</committees>")
    elif operation == "GetMeetings":
        wanted = (
            list(world.committees) if query["lcommitteeid"] == site.all_committees else [int(query["lcommitteeid"])]
        )
        since, until = _asked_day(query["sfromdate"]), _asked_day(query["stodate"])
        if not site.heeds_days or since is None or until is None:
            since, until = date.min, date.max
        blocks = [_committee_xml(world, n, since, until) for n in wanted if n in world.committees]
        handler.xml(
            f"<getmeetings><meetingscount> 0</meetingscount><committeescount> {len(blocks)}</committeescount>"
            f"{''.join(blocks)}</getmeetings>"
        )
    elif operation == "GetMeeting":
        handler.xml(_meeting_xml(site, world.meeting(int(query["lmeetingid"]))))
    else:
        handler.say(500, "text/plain", b"Missing parameter")


def _asked_day(text: str) -> date | None:
    """Only dd/mm/yyyy is heeded; anything else is silently no limit."""
    match = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", text)
    return date(int(match[3]), int(match[2]), int(match[1])) if match else None


def _committee_xml(world: World, number: int, since: date, until: date) -> str:
    found = [m for m in world.meetings if m.committee == number and since <= m.day <= until]
    rows = "".join(
        f"<meeting><meetingid>{m.id}</meetingid><meetingdate>{m.day:%d/%m/%Y}</meetingdate>"
        f"<meetingstatus>{m.status}</meetingstatus><meetingtime>10.00 am</meetingtime></meeting>"
        for m in found
    )
    return (
        f"<committee><committeeid>{number}</committeeid>"
        f"<committeetitle>{escape(world.committees[number])}</committeetitle>"
        f"<committeemeetingcount> {len(found)}</committeemeetingcount>"
        f"<committeemeetings>{rows}</committeemeetings></committee>"
    )


def _meeting_xml(site: Site, meeting: Meet) -> str:
    items = ""
    for n, doc in enumerate((d for d in meeting.docs if d.kind == "report"), start=1):
        address = doc.elsewhere or f"{site.url}/mgConvert2PDF.aspx?ID={doc.id}"
        items += (
            f"<agendaitem><agendaitemid>{doc.id + 1}</agendaitemid><agendaitemtitle>Item {n}</agendaitemtitle>"
            f"<agendatext>&lt;p&gt;Text&lt;/p&gt;</agendatext><agendaitemnumber>{n + 3}</agendaitemnumber>"
            f"<fulldisplaynumberformat>{n}.</fulldisplaynumberformat><isrestricted>{doc.restricted}</isrestricted>"
            f"<isdisplayallowed>True</isdisplayallowed><linkeddocuments><linkeddoc><attachmentid>{doc.id}</attachmentid>"
            f"<title>{escape(doc.title)}</title><isurl>{doc.elsewhere is not None}</isurl><url>{escape(address)}</url>"
            f"<isrestricted>{doc.restricted}</isrestricted><restrictionsRef>\n</restrictionsRef><itemnum>1</itemnum>"
            f"<publicationdate>{doc.published:%d/%m/%Y}</publicationdate><meetingdate>{meeting.day:%d/%m/%Y}</meetingdate>"
            f"</linkeddoc></linkeddocuments></agendaitem>"
        )
    return (
        f"<meeting><meetingid>{meeting.id}</meetingid><meetingdate>{meeting.day:%d/%m/%Y}</meetingdate>"
        f"<meetingstatus>{meeting.status}</meetingstatus><agendapublished>{bool(meeting.docs)}</agendapublished>"
        f"<minutepublished>False</minutepublished><agendaitems>{items}</agendaitems><attendees></attendees></meeting>"
    )


def _meeting_list(site: Site, committee: int, year: int) -> str:
    found = [m for m in site.world.meetings if m.committee == committee and (not year or m.day.year == year)]
    return "".join(
        f'<li><a href="ieListDocuments.aspx?CId={committee}&amp;MId={m.id}&amp;Ver=4">{m.day.day} {m.day:%b %Y} 6.30 pm'
        f"{' - CANCELLED' if m.status == 'Cancelled' else ''}</a></li>"
        for m in found
    )


PRINTED = {"pack": ("g", 10), "frontsheet": ("g", 0), "minutes": ("g", 1), "supplement": ("b", 9)}


def _meeting_page(site: Site, meeting: Meet) -> str:
    """Links with raw spaces and entities in titles, as the recorded pages have them."""
    stamp = f"{meeting.day:%d}th-{meeting.day:%b-%Y} 10.00"
    top, rows = "", ""
    number = 0
    for doc in meeting.docs:
        size = f'<span  class="mgFileSize" ><img src="x.gif" alt="pdf icon" /> PDF {doc.size}</span>'
        if doc.kind == "report":
            number += 1
            if doc.restricted or doc.elsewhere:
                continue
            href = html.escape(f"documents/s{doc.id}/{_in_address(doc.title)}.pdf")
            rows += (
                f'<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt">{number}.</p></td>'
                f'<td><p class="mgAiTitleTxt">Item {number}</p><ul class="mgBulletList"><li><a  href="{href}"  '
                f'title="Link&#32;to&#32;file">{html.escape(doc.title)}\n{size} </a>  </li></ul></td></tr>'
            )
        else:
            letter, t = PRINTED[doc.kind]
            owner = meeting.id if letter == "g" else doc.id
            name = f"{doc.title} {stamp} {site.world.committees[meeting.committee]}"
            href = html.escape(f"documents/{letter}{owner}/{_in_address(name)}.pdf?T={t}")
            top += f'<li><a  href="{href}"  title="x">{doc.title}\n{size}</a></li>'
    return (
        f'<h2 class="mgSubTitleTxt">Meeting</h2><ul  class="mgActionList" >{top}</ul>'
        f'<a href="https://other.example/documents/s9/x.pdf">Elsewhere</a><table class="mgItemTable">{rows}</table>'
    )


def _in_address(title: str) -> str:
    """A title as these sites put it into addresses: signs left out, spaces raw."""
    return re.sub(r"[/?#%:]", "", title)


def _document(handler: Handler, letter: str, number: int, name: str) -> None:
    world = handler.site.world
    found: list[Doc] = []
    if letter == "g":
        found = [d for d in world.meeting(number).docs if d.kind != "report" and name.startswith(d.title)]
    else:
        found = [d for d in world.docs() if d.id == number and d.kind == ("report" if letter == "s" else "supplement")]
    handler.document(found[0]) if found else handler.missing()


# CMIS

TOKEN = "czJKcaeAi5tUFL1DTL2UE4zNRBcoShgo"
SECOND = "rUzwRPf%2BZ3zd4E7Ikn8Lyw%3D%3D"


def cmis(handler: Handler, path: str) -> None:
    site, world = handler.site, handler.site.world
    name = urlsplit(path).path.lower()
    if name == "/meetings.aspx":
        if handler.query.get("ctl") == "MeetingCalendarListView":
            handler.page(_cmis_list(site))
        else:
            handler.page('<input type="submit" name="dnn$ctr397$MeetingCalendarPublic$btnButtonListView" value="x" />')
    elif match := re.search(r"/ctl/meetingcalendarpublicnojava/mid/397/date/(\d{4})-(\d\d)-(\d\d)/default.aspx", name):
        handler.page(_cmis_month(site, int(match[1]), int(match[2])))
    elif match := re.search(r"/ctl/viewmeetingpublic/mid/397/meeting/(\d+)/", name):
        handler.page(_cmis_meeting(site, world.meeting(int(match[1]))))
    elif name == "/document.ashx":
        token = handler.query.get(TOKEN.lower(), "")
        found = [d for d in world.docs() if token == cmis_token(d)]
        handler.document(found[0]) if found else handler.missing()
    else:
        handler.missing()


def cmis_token(doc: Doc) -> str:
    """Base 64 of a kind: with signs that links escape in several ways."""
    return f"a/{doc.id}+{len(doc.title)}=="


def _cmis_link(site: Site, meeting: Meet) -> str:
    return (
        f"http://127.0.0.1:{site.port}{site.prefix}/Meetings/tabid/70/ctl/ViewMeetingPublic/mid/397/Meeting/{meeting.id}"
        f"/Committee/{meeting.committee}/SelectedTab/Documents/Default.aspx"
    )


def _cmis_list(site: Site) -> str:
    rows = "".join(
        f'<tr class="rgRow"><td class="DateColumn"><a href="{_cmis_link(site, m)}">{m.day.day} {m.day:%b %Y} 11:00 - '
        f"{html.escape(site.world.committees[m.committee])}</a></td><td>Room 3 &amp; 4</td></tr>"
        for m in site.world.meetings
        if (m.day.year, m.day.month) == (site.today.year, site.today.month)
    )
    return f'<div class="MeetingCalendarListView"><table><tbody>{rows}</tbody></table></div>'


def _cmis_month(site: Site, year: int, month: int) -> str:
    rows = ""
    for m in site.world.meetings:
        if (m.day.year, m.day.month) == (year, month):
            rows += (
                f'<tr class="rgRow"><td class="SimpleCalendarDate">{m.day:%A}, {m.day.day} {m.day:%B}</td><td>'
                f'<p class="Meeting"><a href="{_cmis_link(site, m)}">10:00 '
                f"{html.escape(site.world.committees[m.committee])}</a></p></td></tr>"
            )
    return f'<table class="rgMasterTable">{rows}</table>'


def _cmis_meeting(site: Site, meeting: Meet) -> str:
    items = ""
    for n, doc in enumerate(d for d in meeting.docs if not d.restricted and not d.elsewhere):
        token = cmis_token(doc).replace("+", "%2B").replace("=", "%3D")
        token = token.replace("/", ("%2f", "%2F", "/")[n % 3])
        app = site.prefix if n % 2 else site.prefix.upper()
        href = html.escape(f"{app}/Document.ashx?{TOKEN}={token}&{SECOND}=pwRE6AGJ%2fLUQzgA2uL%3d%3d")
        items += (
            f'<li class="DocumentListItem"><img alt="pdf" /><a title="Click to view" class="TitleLink" href="{href}" '
            f'target="_blank">{html.escape(doc.title)}</a> <span class="FileSize">({doc.size.replace(" ", "")})</span>'
            "</li>"
        )
    return (
        '<div class="holder"><div class="DNNLabel CommitteeLabel"><label><span>Committee:</span></label></div>'
        f'<div class="Value Committee">{html.escape(site.world.committees[meeting.committee])}</div></div>'
        '<div class="holder"><div class="DNNLabel"><label><span>Date/Time:</span></label></div>'
        f'<div class="Value DateTime">{meeting.day.day} {meeting.day:%b %Y} - 10:00</div></div>'
        '<div class="holder"><div class="DNNLabel VenueLabel"><label><span>Status:</span></label></div>'
        f'<div class="Value Venue">Scheduled</div></div><ol class="DocumentList">{items}</ol>'
    )
