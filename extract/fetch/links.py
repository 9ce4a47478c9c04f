"""Addresses: one spelling for each, and whether two belong to the same site."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import SplitResult, quote, unquote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
PATH_SAFE = "/:@!$&'()*+,;=~"
QUERY_SAFE = ":@!$'()*,;~"

OTHER_FORMATS = frozenset(
    {".doc", ".docx", ".rtf", ".odt", ".xls", ".xlsx", ".xlsm", ".csv", ".ods", ".ppt", ".pptx", ".zip", ".jpg",
     ".jpeg", ".png", ".gif", ".tif", ".mp3", ".mp4", ".msg", ".htm", ".html", ".aspx"}
)  # fmt: skip


def base_address(text: str) -> str:
    """The folder of a site: without a trailing slash and without the name of a page in it."""
    address = text.strip().rstrip("/")
    path = urlsplit(address).path
    if path.lower().endswith((".aspx", ".asmx")):
        address = address[: address.rindex("/")]
    return address


def is_web_address(text: str) -> bool:
    """Whether this is an http or https address with a host."""
    try:
        parts = urlsplit(text)
        return parts.scheme in DEFAULT_PORTS and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def host_of(url: str) -> str:
    """The host with its port where that is not the usual one: `cmis.dudley.gov.uk`, `127.0.0.1:8080`."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    return host if parts.port in {None, *DEFAULT_PORTS.values()} else f"{host}:{parts.port}"


def origin_of(url: str) -> str:
    """Scheme and host, where robots.txt lies."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def same_host(one: str, other: str) -> bool:
    """Whether two addresses lead to the same host; http and https are one host."""
    return host_of(one) == host_of(other)


def resolve(page: str, href: str) -> str | None:
    """The address that a link of a page leads to, in its one spelling; None if it leaves the site or the web."""
    try:
        joined = urljoin(page, href.strip())
        if not is_web_address(joined) or not same_host(page, joined):
            return None
        return spell(urlunsplit(urlsplit(joined)._replace(scheme=urlsplit(page).scheme)))
    except ValueError:
        return None


def spell(url: str) -> str:
    """One spelling for all copies of an address: escapes, their case, raw spaces, the host's case.

    Links in pages carry raw spaces; CMIS prints the same encrypted link with `%2f`, `%2F` and `/`.
    """
    parts = urlsplit(url)
    path = _path(parts)
    netloc = parts.netloc.lower()
    port = DEFAULT_PORTS.get(parts.scheme)
    if port and netloc.endswith(f":{port}"):
        netloc = netloc[: -len(f":{port}")]
    query = "&".join(_parameter(part) for part in parts.query.split("&")) if parts.query else ""
    return urlunsplit((parts.scheme.lower(), netloc, path, query, ""))


def identity(url: str) -> str:
    """What tells addresses apart: the spelling, with the path in small letters as these servers read it."""
    parts = urlsplit(spell(url))
    return urlunsplit((("https" if parts.scheme == "http" else parts.scheme), parts.netloc, parts.path.lower(),
                       parts.query, ""))  # fmt: skip


def file_name(url: str) -> str:
    """The last part of the path, unescaped."""
    return unquote(PurePosixPath(urlsplit(url).path).name)


def may_be_pdf(url: str) -> bool:
    """Whether the name does not already say that this is something else: a spreadsheet, a picture."""
    name = file_name(url).lower()
    suffix = PurePosixPath(name).suffix
    return suffix not in OTHER_FORMATS or name.startswith("mgconvert2pdf")


def _path(parts: SplitResult) -> str:
    """The path, escaped once; a `#` inside a file name belongs to the name."""
    path = parts.path
    if parts.fragment and parts.fragment.lower().endswith(".pdf"):
        path = f"{path}#{parts.fragment}"
    return quote(unquote_to_bytes(path), safe=PATH_SAFE)


def _parameter(part: str) -> str:
    """One `name=value`, escaped once; padding (`==`) in front of the dividing sign belongs to the name."""
    match = re.match(r"^([^=]*)(=+)(.*)$", part)
    if not match:
        return _escape(part)
    name, signs, value = match.groups()
    return f"{_escape(name + signs[1:])}={_escape(value)}"


def _escape(text: str) -> str:
    return quote(unquote_to_bytes(text), safe=QUERY_SAFE)
