"""Fetch: from the web sites of councils to files in the corpus, with a manifest that says where each is from.

In: sites (an address, a system, committees of interest), a folder, a window of days.  Out: a report of what was
found, brought, unchanged and failed; below the folder the papers and `manifest.jsonl`.

    from extract.fetch import fetch, read_register
    report = fetch(read_register(Path("corpus/councils.toml")).sites(["Dudley"]), Path("corpus"))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from extract.fetch.clock import Clock
from extract.fetch.collect import Round, Tally, collect
from extract.fetch.download import Limits, in_storage_words
from extract.fetch.log import Log
from extract.fetch.manifest import FILE as MANIFEST
from extract.fetch.manifest import Manifest
from extract.fetch.manners import Manners
from extract.fetch.plain import ALWAYS, ON_REQUEST, Kind, Site
from extract.fetch.register import Register
from extract.fetch.register import read as read_register
from extract.fetch.register import site as site_at
from extract.fetch.report import CouncilAnswer, DocumentCounts, FetchReport
from extract.fetch.shelf import open_workroom, sweep
from extract.fetch.state import FILE as STATE
from extract.fetch.state import State, window
from extract.fetch.systems import names as system_names
from extract.fetch.systems import system
from extract.fetch.trouble import (
    AnotherFetch,
    FetchError,
    SiteTrouble,
    StorageTrouble,
    Trouble,
    WrongUse,
)
from extract.fetch.web import Web

__all__ = [
    "AnotherFetch",
    "Clock",
    "CouncilAnswer",
    "DocumentCounts",
    "FetchError",
    "FetchReport",
    "Limits",
    "Manners",
    "Register",
    "Site",
    "SiteTrouble",
    "StorageTrouble",
    "Trouble",
    "WrongUse",
    "councils",
    "fetch",
    "read_register",
    "site_at",
    "system_names",
]


def fetch(
    sites: Sequence[Site],
    corpus: Path,
    *,
    since: date | None = None,
    until: date | None = None,
    extras: Iterable[Kind] = (),
    recheck: bool = False,
    limits: Limits | None = None,
    manners: Manners | None = None,
    clock: Clock | None = None,
    tell: Callable[[str], None] | None = None,
) -> FetchReport:
    """Bring what is new at the sites into the corpus.

    Whatever cannot be had is a sentence of the report; only a mistake in the question (`WrongUse`) and another
    fetch into the same folder (`AnotherFetch`) are raised.
    """
    clock = clock or Clock()
    log = Log(tell) if tell else Log()
    begun, today = clock.elapsed(), clock.now().date()
    kinds = ALWAYS | (frozenset(extras) & ON_REQUEST)
    window(since, until, None, today)
    tally, wrong = Tally(), False
    try:
        room = open_workroom(corpus)
        with _only_one(room, corpus), Web(manners, clock) as web:
            sweep(corpus)
            manifest = _open_manifest(corpus, room, log)
            run = Round(corpus, web, manifest, kinds, limits or Limits(), recheck, log, tally)
            try:
                state = State(room / STATE)
                for site in sites:
                    wrong |= _fetch_site(site, since, until, run, state)
            finally:
                manifest.tidy()
    except StorageTrouble as trouble:
        log.problem(str(trouble))
    if tally.left_out:
        log.note(f"{tally.left_out} papers are left out because robots.txt asks for it.")
    return FetchReport(
        meetings=tally.meetings,
        documents=DocumentCounts(
            found=tally.found, downloaded=tally.downloaded, unchanged=tally.unchanged, failed=tally.failed
        ),
        seconds=round(clock.elapsed() - begun, 3),
        problems=tuple(log.problems),
        notes=tuple(log.notes),
        wrong=wrong,
    )


def councils(
    sites: Sequence[Site], *, manners: Manners | None = None, clock: Clock | None = None
) -> list[CouncilAnswer]:
    """Ask each site for its committees: does it answer, and which of them are those of interest?"""
    with Web(manners, clock) as web:
        return [_answer_of(site, web) for site in sites]


def _fetch_site(site: Site, since: date | None, until: date | None, run: Round, state: State) -> bool:
    """One site; whether it turned out that the question itself was wrong."""
    today = run.web.clock.now().date()
    days = window(since, until, state.last(site, run.kinds), today)
    troubles = len(run.log.problems), run.tally.failed
    try:
        collect(site, days, run)
    except WrongUse as mistake:
        run.log.problem(str(mistake))
        return True
    except StorageTrouble:
        raise
    except Trouble as trouble:
        run.log.problem(str(trouble))
    if (len(run.log.problems), run.tally.failed) == troubles:
        state.ended_well(site, run.kinds, min(days.until, today))
    return False


def _open_manifest(corpus: Path, room: Path, log: Log) -> Manifest:
    """The manifest; lines that cannot be read are set aside, and their papers are asked for again."""
    manifest = Manifest(corpus / MANIFEST)
    if manifest.damaged:
        aside = room / "damaged-lines.txt"
        with aside.open("a", encoding="utf-8") as file:
            file.writelines(f"{text}\n" for text in manifest.damaged)
        log.note(f"{len(manifest.damaged)} lines of {manifest.path} cannot be read and are now in {aside}.")
    return manifest


@contextmanager
def _only_one(room: Path, corpus: Path) -> Iterator[None]:
    """Keep other fetches out of the corpus; the lock of a killed one is no lock."""
    lock = FileLock(room / "lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as busy:
        raise AnotherFetch(f"Another fetch into {corpus} is running; this one leaves it alone.") from busy
    except OSError as error:
        raise in_storage_words(error, room / "lock") from error
    try:
        yield
    finally:
        lock.release()


def _answer_of(site: Site, web: Web) -> CouncilAnswer:
    try:
        listed = system(site.system).committees(site, web)
    except Trouble as trouble:
        return CouncilAnswer(site=site, answers=False, says=str(trouble))
    return CouncilAnswer.of(site, listed)
