"""One site from its listing to the shelf: what to ask for, what came of it, and the line that says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from extract.fetch.download import Brought, Limits, Validators, bring
from extract.fetch.links import identity
from extract.fetch.log import Log
from extract.fetch.manifest import Line, Manifest
from extract.fetch.plain import Kind, Meeting, Paper, Site, Window
from extract.fetch.shelf import WORKROOM, place, put, stands
from extract.fetch.systems import system
from extract.fetch.trouble import LeftOut, PaperTrouble, Passing, Refused, SiteTrouble, StorageTrouble
from extract.fetch.web import Web

IN_A_ROW = 5
"""After so many papers in a row that the site refused, or failed to give, the rest waits for the next run."""


@dataclass
class Tally:
    """What a run has met so far; addresses are counted, not papers."""

    meetings: int = 0
    found: int = 0
    downloaded: int = 0
    unchanged: int = 0
    failed: int = 0
    left_out: int = 0


@dataclass
class Round:
    """One run: what it works with, what it wants, and what it has met."""

    corpus: Path
    web: Web
    manifest: Manifest
    kinds: frozenset[Kind]
    limits: Limits = field(default_factory=Limits)
    recheck: bool = False
    log: Log = field(default_factory=Log)
    tally: Tally = field(default_factory=Tally)
    seen: set[str] = field(default_factory=set)
    in_a_row: int = 0

    @property
    def part(self) -> Path:
        """The unfinished file; there is one at a time."""
        return self.corpus / WORKROOM / "paper.part"

    def moment(self) -> str:
        """Now, as lines print it."""
        now: datetime = self.web.clock.now()
        return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True)
class Wanted:
    """A paper in its place: whose it is, and those of its addresses that this run has not met before."""

    site: Site
    meeting: Meeting
    paper: Paper
    addresses: tuple[str, ...]


def collect(site: Site, window: Window, run: Round) -> None:
    """Bring every wanted paper of a site that is new or may have changed."""
    run.in_a_row = 0
    for meeting in system(site.system).meetings(site, window, run.web, run.log):
        run.tally.meetings += 1
        for paper in meeting.papers:
            addresses = tuple(address for address in paper.addresses if identity(address) not in run.seen)
            if addresses and paper.kind in run.kinds:
                run.seen.update(identity(address) for address in addresses)
                try:
                    settle(Wanted(site, meeting, paper, addresses), run)
                except StorageTrouble:
                    run.tally.failed = run.tally.found - run.tally.downloaded - run.tally.unchanged
                    raise


def settle(wanted: Wanted, run: Round) -> None:
    """See to it that a paper is here, or that a line says why not."""
    count = len(wanted.addresses)
    run.tally.found += count
    known = newest(wanted.paper, run)
    if known is not None and not due(wanted.paper, known, run):
        run.tally.unchanged += count
        keep(wanted, known, run)
        return
    try:
        brought = ask(wanted, known, run)
    except LeftOut as left_out:
        run.tally.found -= count
        run.tally.left_out += count
        give_up(wanted, left_out, run)
    except SiteTrouble as trouble:
        run.tally.failed += count
        give_up(wanted, trouble, run)
        raise
    except PaperTrouble as trouble:
        run.tally.failed += count
        give_up(wanted, trouble, run)
        run.log.problem(f"{wanted.site.name}: {trouble}")
        mind_the_row(wanted.site, trouble, run)
    else:
        run.in_a_row = 0
        if brought is not None:
            shelve(wanted, known, brought, run)
        elif known is not None:
            run.tally.unchanged += count
            keep(wanted, known, run)


def newest(paper: Paper, run: Round) -> Line | None:
    """The line of the newest bytes of a paper that really stand in the corpus."""
    lines = [line for address in paper.addresses if (line := run.manifest.latest(address))]
    here = [line for line in lines if stands(run.corpus, line.path, line.size)]
    return max(here, key=lambda line: line.retrieved or "", default=None)


def due(paper: Paper, known: Line, run: Round) -> bool:
    """Whether a paper that is here is to be asked for again."""
    failed = any(run.manifest.failed(address) for address in paper.addresses)
    return run.recheck or failed or paper.listed.differs_from(known.listed)


def ask(wanted: Wanted, known: Line | None, run: Round) -> Brought | None:
    """The paper from the first of its addresses that gives it, None if it has not changed; a refusal is final."""
    first: PaperTrouble | None = None
    for address in wanted.addresses:
        line = run.manifest.latest(address) if known else None
        validators = Validators(line.etag, line.last_modified) if line else None
        try:
            return bring(run.web, address, run.part, run.limits, validators)
        except Refused:
            raise
        except PaperTrouble as trouble:
            if first is None or isinstance(first, LeftOut):
                first = trouble
    raise first or PaperTrouble(f"“{wanted.paper.title}” has no address.")


def shelve(wanted: Wanted, known: Line | None, brought: Brought, run: Round) -> None:
    """Put what came in its place, unless the same bytes stand already; write a line for each address."""
    same = known is not None and brought.sha256 == known.sha256
    path = known.path if known and same else run.manifest.path_of(brought.sha256)
    if path is not None and stands(run.corpus, path, brought.size):
        brought.part.unlink(missing_ok=True)
    else:
        path = place(wanted.site, wanted.meeting, wanted.paper, brought.sha256)
        put(run.corpus, path, brought)
    listed = wanted.paper.listed
    news = {
        "path": path,
        "sha256": brought.sha256,
        "size": brought.size,
        "retrieved": run.moment(),
        "listed": listed.completed_by(known.listed) if known else listed,
    }
    own = {"etag": brought.validators.etag, "last_modified": brought.validators.last_modified}
    for address in wanted.addresses:
        line = about(wanted, address).model_copy(update=news)
        run.manifest.add(line.model_copy(update=own) if address == brought.url else line)
    if same:
        run.tally.unchanged += len(wanted.addresses)
        return
    run.tally.downloaded += len(wanted.addresses)
    meeting = wanted.meeting
    run.log.tell(
        f"{wanted.site.name}: {meeting.committee}, {meeting.date}: {wanted.paper.title} ({megabytes(brought.size)})"
    )


def keep(wanted: Wanted, known: Line, run: Round) -> None:
    """Lines for a paper that stays as it is: with what the listing says now, and for addresses that are new."""
    listed = {"listed": wanted.paper.listed.completed_by(known.listed)}
    for address in wanted.addresses:
        line = run.manifest.latest(address)
        if line is None or line.sha256 != known.sha256:
            line = about(wanted, address).model_copy(update=_bytes_of(known))
        run.manifest.add(line.model_copy(update=listed))


def give_up(wanted: Wanted, trouble: Exception, run: Round) -> None:
    """Lines that say what went wrong; papers that an earlier run brought keep theirs."""
    said = {"status": str(trouble), "tried": run.moment()}
    for address in wanted.addresses:
        run.manifest.add(about(wanted, address).model_copy(update=said))


def mind_the_row(site: Site, trouble: PaperTrouble, run: Round) -> None:
    """Leave a site that refuses, or fails to give, one paper after the other."""
    run.in_a_row = run.in_a_row + 1 if isinstance(trouble, Refused | Passing) else 0
    if run.in_a_row >= IN_A_ROW:
        says = "refuses" if isinstance(trouble, Refused) else "fails to give"
        raise SiteTrouble(f"{site.name} {says} one paper after the other; the rest waits for the next run.")


def about(wanted: Wanted, address: str) -> Line:
    """What a line says whatever came of the request."""
    site, meeting, paper = wanted.site, wanted.meeting, wanted.paper
    return Line(
        url=address,
        council=site.council,
        committee=meeting.committee,
        meeting_date=meeting.date,
        title=paper.title,
        kind=paper.kind,
        item=paper.item,
        item_title=paper.item_title,
        meeting=meeting.id,
        meeting_url=meeting.url,
        system=site.system,
        site=site.url,
        listed=paper.listed,
    )


def megabytes(size: int) -> str:
    """A size for people."""
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1_000:.1f} kB"


def _bytes_of(line: Line) -> dict[str, object]:
    """What a line says of the bytes themselves."""
    return {"path": line.path, "sha256": line.sha256, "size": line.size, "retrieved": line.retrieved}
