"""One paper from its address to a checked file under a temporary name."""

from __future__ import annotations

import errno
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import httpx

from extract.fetch.trouble import PaperTrouble, Passing, Refused, StorageTrouble
from extract.fetch.web import Web, page_title, wall_in

HEAD = 1024
"""A PDF says so within its first bytes, though not always at the very first one."""

TAIL = 4096
END_MARKS = (b"%%EOF", b"startxref")
"""One of them stands within the last bytes of a whole PDF."""

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True)
class Limits:
    """What a paper may be."""

    max_size: int = 200_000_000


@dataclass(frozen=True)
class Validators:
    """What an earlier answer said of itself, for a conditional request."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The headers that ask for news only."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True)
class Brought:
    """A paper that has come in whole and waits in its temporary file."""

    url: str
    part: Path
    sha256: str
    size: int
    validators: Validators


def bring(web: Web, url: str, part: Path, limits: Limits, known: Validators | None = None) -> Brought | None:
    """Download a paper into `part`; None if the site says that it has not changed."""
    asked = (known or Validators()).headers

    def take(response: httpx.Response) -> Brought | None:
        if response.status_code == 304:
            if asked:
                return None
            raise PaperTrouble(f"{url} answered 304 Not Modified though nothing was known of it.")
        return _receive(web, response, url, part, limits)

    try:
        return web.ask(
            url, take, headers={"Accept": "application/pdf,*/*;q=0.5", "Accept-Encoding": "identity", **asked}
        )
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _receive(web: Web, response: httpx.Response, url: str, part: Path, limits: Limits) -> Brought:
    """Write the answer while it comes in, and stop as soon as it cannot be a paper."""
    announced = response.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > limits.max_size:
        raise too_large(url, int(announced), limits)
    digest, size, head, tail = hashlib.sha256(), 0, b"", b""
    try:
        with part.open("wb") as file:
            for piece in web.pieces(response):
                size += len(piece)
                if size > limits.max_size:
                    raise too_large(url, None, limits)
                if len(head) < HEAD:
                    head += piece[: HEAD - len(head)]
                    if len(head) == HEAD and not is_pdf(head):
                        raise no_pdf(url, response, head + piece[HEAD:])
                tail = (tail + piece)[-TAIL:]
                digest.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise in_storage_words(error, part) from error
    if not is_pdf(head):
        raise no_pdf(url, response, head)
    if not is_whole(tail):
        raise Passing(f"{url} ends in the middle: a PDF of {size} bytes without its end mark.")
    headers = response.headers
    return Brought(url, part, digest.hexdigest(), size, Validators(headers.get("etag"), headers.get("last-modified")))


def is_pdf(head: bytes) -> bool:
    """Whether the first bytes are those of a PDF."""
    return b"%PDF" in head[:HEAD]


def is_whole(tail: bytes) -> bool:
    """Whether the last bytes are those of a PDF that has not been cut off."""
    return any(mark in tail for mark in END_MARKS)


def too_large(url: str, size: int | None, limits: Limits) -> PaperTrouble:
    """Why a paper of this size is not taken."""
    said = f"{size / 1_000_000:,.0f} MB" if size else "more"
    return PaperTrouble(
        f"{url} is larger than the {limits.max_size / 1_000_000:g} MB that are taken ({said}); see --max-size."
    )


def no_pdf(url: str, response: httpx.Response, start: bytes) -> PaperTrouble:
    """What came instead of a PDF, and whence."""
    if not start:
        return PaperTrouble(f"{url} answered with nothing.")
    if wall := wall_in(start):
        return Refused(f"{url} shows “{wall}” instead of the paper: the site refuses us.")
    final = str(response.url)
    led = f" (it led to {final})" if final != url else ""
    kind = response.headers.get("content-type", "").split(";")[0].strip()
    if "html" in kind or start.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html", b"<head", b"<script")):
        title = page_title(start)
        return PaperTrouble(f"{url} answered with a web page{f' “{title}”' if title else ''} instead of a PDF{led}.")
    return PaperTrouble(f"{url} answered with {kind or 'something'} that is no PDF{led}.")


def in_storage_words(error: OSError, path: Path) -> StorageTrouble:
    """What a failure to write means, and what to do about it."""
    if error.errno in FULL:
        return StorageTrouble(f"The disk with {path.parent} is full ({error.strerror}): make room and run again.")
    return StorageTrouble(f"{path} cannot be written ({error.strerror or error}): check the folder and run again.")
