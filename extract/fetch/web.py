"""The edge to the network: one polite visitor, who asks one thing at a time and says plainly what went wrong."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import urljoin, urlsplit

import httpx
import tenacity

from extract.fetch.clock import Clock
from extract.fetch.links import host_of, is_web_address, origin_of, same_host, spell
from extract.fetch.manners import LONGEST_WAIT, Manners, Pace, seconds_to_wait, user_agent
from extract.fetch.robots import Rules
from extract.fetch.trouble import (
    LeftOut,
    NoConnection,
    NotThere,
    PaperTrouble,
    Passing,
    Refused,
    SiteTrouble,
    SlowDown,
    TimedOut,
)

T = TypeVar("T")

MOST_REDIRECTS = 8
LARGEST_PAGE = 20_000_000
LARGEST_RULES = 500_000
REDIRECTS = frozenset({301, 302, 303, 307, 308})
GONE = frozenset({404, 410})
REFUSALS = frozenset({401, 403, 407, 451})
WORTH_ASKING_AGAIN = frozenset({408, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524})

TITLE = re.compile(rb"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
WALLS = re.compile(r"just a moment|access denied|attention required|request rejected|forbidden", re.IGNORECASE)
LOGIN = re.compile(r"log-?[io]n|sign-?in|auth|account", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """A page of a site's listing, whole."""

    url: str
    content: bytes
    content_type: str

    @property
    def text(self) -> str:
        """The page as text; what cannot be decoded becomes a replacement character."""
        declared = re.search(r"charset=[\"']?([\w-]+)", self.content_type)
        try:
            return self.content.decode(declared[1] if declared else "utf-8", errors="replace")
        except LookupError:
            return self.content.decode("utf-8", errors="replace")


class Web:
    """Asks sites for pages and papers: robots.txt first, one request at a time, pauses, retries, no surprises."""

    def __init__(self, manners: Manners | None = None, clock: Clock | None = None) -> None:
        self.manners = manners or Manners()
        self.clock = clock or Clock()
        self._pace = Pace(self.clock)
        self._rules: dict[str, Rules] = {}
        self._client = httpx.Client(
            headers={"User-Agent": user_agent(self.manners.contact), "Accept-Language": "en-GB,en;q=0.9"},
            follow_redirects=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def page(self, url: str, *, silence: float | None = None) -> Page:
        """A page of the listing; a wall or a login form that stands in its place is a refusal."""

        def take(response: httpx.Response) -> Page:
            content = self._start_of(response, LARGEST_PAGE + 1)
            if len(content) > LARGEST_PAGE:
                raise PaperTrouble(f"{url} answered with more than {LARGEST_PAGE // 1_000_000} MB of page.")
            return Page(str(response.url), content, response.headers.get("content-type", ""))

        page = self.ask(url, take, silence=silence)
        if wall := wall_in(page.content):
            raise Refused(f"{url} shows “{wall}” instead of the page: the site refuses us.")
        if page.url != url and LOGIN.search(urlsplit(page.url).path.rsplit("/", 1)[-1]):
            raise Refused(f"{url} leads to a login page ({page.url}).")
        return page

    def ask(
        self,
        url: str,
        take: Callable[[httpx.Response], T],
        *,
        headers: Mapping[str, str] | None = None,
        silence: float | None = None,
        heed_robots: bool = True,
    ) -> T:
        """What `take` makes of the answer; failures that often go away are asked again, with growing waits.

        `take` reads the answer while the connection is open and may be called anew for every attempt.
        """
        first, longest = self.manners.first_wait, self.manners.longest_back_off
        back_off = tenacity.wait_exponential(multiplier=first, max=longest) + tenacity.wait_random(0, first)
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(Passing),
            stop=_tried_enough,
            wait=back_off,
            sleep=self.clock.sleep,
            reraise=True,
        )
        try:
            answer: T = retrying(self._follow, url, take, dict(headers or {}), silence, heed_robots)
            return answer
        except NoConnection as trouble:
            raise SiteTrouble(f"{trouble} Nothing more is asked of {host_of(url)} in this run.") from trouble
        except SlowDown as trouble:
            raise SiteTrouble(f"{trouble} The rest waits for the next run.") from trouble

    def pieces(self, response: httpx.Response) -> Iterator[bytes]:
        """The body as it comes in; one that drips for longer than our patience is given up."""
        begun = self.clock.elapsed()
        for piece in response.iter_bytes():
            yield piece
            if self.clock.elapsed() - begun > self.manners.patience:
                raise TimedOut(f"{response.url} was still sending after {self.manners.patience:.0f} seconds.")

    def _start_of(self, response: httpx.Response, most: int) -> bytes:
        content = bytearray()
        for piece in self.pieces(response):
            content += piece
            if len(content) >= most:
                break
        return bytes(content)

    def _follow(
        self,
        url: str,
        take: Callable[[httpx.Response], T],
        headers: dict[str, str],
        silence: float | None,
        heed_robots: bool,
    ) -> T:
        """Ask, and follow redirects within the host.

        A gate may set a cookie and lead back to where we came from: asking the same again is no circle then.
        """
        address, seen = url, {(url, self._cookies())}
        while True:
            rules = self._rules_of(address) if heed_robots else Rules()
            if not rules.allow(address):
                raise LeftOut(f"robots.txt of {host_of(address)} asks not to read {address}.")
            with self._answer(address, headers, silence, rules.delay) as response:
                if response.status_code not in REDIRECTS or "location" not in response.headers:
                    self._check_status(address, response)
                    return take(response)
                target = redirect_target(address, response.headers["location"])
            if not same_host(address, target):
                raise PaperTrouble(f"{url} redirects to another site, {target}, which is not followed.")
            step = (target, self._cookies())
            if step in seen or len(seen) > MOST_REDIRECTS:
                raise PaperTrouble(f"{url} redirects without end (last to {target}).")
            seen.add(step)
            address = target

    def _cookies(self) -> frozenset[tuple[str, str | None]]:
        """The cookies that sites have set."""
        return frozenset(
            (f"{cookie.domain}{cookie.path}{cookie.name}", cookie.value) for cookie in self._client.cookies.jar
        )

    @contextmanager
    def _answer(
        self, url: str, headers: dict[str, str], silence: float | None, delay: float
    ) -> Iterator[httpx.Response]:
        """One request, from its pause to the end of its answer, with the errors of the network in words."""
        host = host_of(url)
        timeout = httpx.Timeout(silence or self.manners.silence, connect=self.manners.connecting)
        self._pace.wait(host)
        try:
            with self._client.stream("GET", url, headers=headers, timeout=timeout) as response:
                yield response
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise in_words(error, url) from error
        finally:
            self._pace.ended(host, max(self.manners.pause, delay))

    def _check_status(self, url: str, response: httpx.Response) -> None:
        """Raise what a status other than 200 (or 304, where we asked for it) means."""
        status = response.status_code
        if status in {200, 304}:
            return
        said = f"{status} {response.reason_phrase}".strip()
        if status in GONE:
            raise NotThere(f"{url} is not there ({said}).")
        if status in REFUSALS:
            raise Refused(f"{url} is refused ({said}).")
        wait = seconds_to_wait(response.headers.get("retry-after"), self.clock.now())
        if status == 429 or wait > 0:
            self._wait_as_told(url, said, wait)
        if status == 429:
            raise SlowDown(f"{host_of(url)} says that we ask too often ({said}).")
        if status in WORTH_ASKING_AGAIN:
            raise Passing(f"{url} failed on the site's side ({said}).")
        raise PaperTrouble(f"{url} answered {said}, which is no paper.")

    def _wait_as_told(self, url: str, said: str, wait: float) -> None:
        if wait > LONGEST_WAIT:
            raise SiteTrouble(
                f"{host_of(url)} asks us to stay away for {wait / 60:.0f} minutes ({said}). "
                "Nothing more is asked of it in this run; run the command again after that."
            )
        self._pace.hold(host_of(url), wait)

    def _rules_of(self, url: str) -> Rules:
        """The robots.txt of a host, asked for once a run."""
        origin = origin_of(url)
        if origin not in self._rules:
            self._rules[origin] = self._read_rules(f"{origin}/robots.txt")
        return self._rules[origin]

    def _read_rules(self, address: str) -> Rules:
        try:
            content = self.ask(address, lambda answer: self._start_of(answer, LARGEST_RULES), heed_robots=False)
        except Passing as trouble:
            raise SiteTrouble(
                f"{trouble} While robots.txt cannot be read, nothing is asked of {host_of(address)}."
            ) from trouble
        except PaperTrouble:
            return Rules()
        return Rules("" if content.lstrip()[:1] == b"<" else content.decode("utf-8", errors="replace"))


def redirect_target(address: str, location: str) -> str:
    """Where a redirect leads; nonsense is trouble with the paper."""
    try:
        target = urljoin(address, location.strip())
        if is_web_address(target):
            return spell(target)
    except ValueError:
        pass
    raise PaperTrouble(f"{address} redirects to “{location[:200]}”, which is no address.")


def in_words(error: Exception, url: str) -> PaperTrouble:
    """What an error of the network means to a person, and whether asking again may help."""
    host = host_of(url)
    if isinstance(error, httpx.ConnectTimeout):
        return NoConnection(f"{host} does not answer to a connection in time; is the site down?")
    if isinstance(error, httpx.ConnectError | httpx.ProxyError):
        return _no_connection(error, host)
    if isinstance(error, httpx.TimeoutException):
        return TimedOut(f"{url} stayed silent for too long.")
    if isinstance(error, httpx.TransportError | httpx.DecodingError | httpx.StreamError):
        return Passing(f"{url} broke off before the end ({str(error) or type(error).__name__}).")
    return PaperTrouble(f"{url} cannot be asked for ({error}).")


def _no_connection(error: BaseException, host: str) -> NoConnection:
    causes = list(_causes(error))
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return NoConnection(f"The name {host} is unknown: no network here, or a mistake in the address.")
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return NoConnection(f"{host} has no certificate that can be trusted ({error}).")
    return NoConnection(f"No connection to {host} ({error}): the site is down, or there is no network here.")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _tried_enough(state: tenacity.RetryCallState) -> bool:
    error = state.outcome.exception() if state.outcome else None
    return not isinstance(error, Passing) or state.attempt_number >= error.attempts


def page_title(content: bytes) -> str | None:
    """The title of a web page, for a message."""
    match = TITLE.search(content[:20_000])
    return " ".join(match[1].decode("utf-8", errors="replace").split())[:80] or None if match else None


def wall_in(content: bytes) -> str | None:
    """The words with which a page that is no answer turns us away, though its status says 200."""
    title = page_title(content)
    if title and WALLS.search(title):
        return title
    if title is None and len(content) < 2_000 and b"<table" not in content:
        match = WALLS.search(content.decode("utf-8", errors="replace"))
        return match[0] if match else None
    return None
