"""Where papers stand in the corpus: names that people can read, and files that are whole or not there."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path, PurePosixPath

from extract.fetch.download import FULL, Brought, in_storage_words
from extract.fetch.links import host_of
from extract.fetch.plain import Meeting, Paper, Site
from extract.fetch.trouble import WrongUse

WORKROOM = ".fetch"
"""The folder of the corpus for what is not yet, or not at all, a paper: unfinished files, the lock, the state."""

LONGEST_NAME = 80


def open_workroom(corpus: Path) -> Path:
    """The workroom of a corpus, which is made where it is missing."""
    room = corpus / WORKROOM
    try:
        room.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if error.errno in FULL:
            raise in_storage_words(error, room) from error
        raise WrongUse(f"{corpus} cannot hold papers ({error.strerror}); give another folder with --corpus.") from error
    if not os.access(room, os.W_OK) or not os.access(corpus, os.W_OK):
        raise WrongUse(f"{corpus} cannot be written; give another folder with --corpus.")
    return room


def sweep(corpus: Path) -> None:
    """Remove the unfinished files that a killed run left."""
    for part in [*(corpus / WORKROOM).glob("*.part"), *corpus.glob(".manifest.jsonl.part")]:
        part.unlink(missing_ok=True)


def place(site: Site, meeting: Meeting, paper: Paper, sha256: str) -> str:
    """The path of a paper: council, committee, day, title, and the start of its hash, which keeps versions apart."""
    return str(
        PurePosixPath(
            slug(site.council or host_of(site.url)),
            slug(meeting.committee or "committee"),
            meeting.date.isoformat(),
            f"{slug(paper.title)}-{sha256[:8]}.pdf",
        )
    )


def slug(text: str) -> str:
    """Small letters, digits and hyphens: safe as the name of a file everywhere."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-") or "paper"


def put(corpus: Path, path: str, brought: Brought) -> None:
    """Move a whole paper to its place in one step."""
    target = corpus / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        brought.part.replace(target)
    except OSError as error:
        brought.part.unlink(missing_ok=True)
        raise in_storage_words(error, target) from error


def stands(corpus: Path, path: str | None, size: int | None) -> bool:
    """Whether a paper that the manifest knows is really there, and of its size."""
    if path is None:
        return False
    try:
        found = (corpus / path).stat().st_size
    except OSError:
        return False
    return size is None or found == size
