"""The whole of a run: find, compare, read, load, match, count."""

from __future__ import annotations

import hashlib
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

from extract.checks import settle_across
from extract.facts import Hints
from extract.indicators import DECISION_CHECKS, Printed, Register, decide, spoken_of
from extract.pipeline import reader_version
from extract.read import fingerprint
from extract.run.files import Found, find_papers
from extract.run.identify import identify
from extract.run.manifest import Line
from extract.run.report import Failure, FileCounts, RunReport, SeverityCounts
from extract.run.watcher import Nobody, Watcher
from extract.run.workers import (
    AHEAD,
    CLUSTER_AHEAD,
    LONGEST,
    Submit,
    Task,
    cluster,
    local_processes,
    read_all,
    usual_jobs,
)
from extract.warehouse import (
    AsRead,
    LoadedPaper,
    NotWritable,
    RecordsRefused,
    add_source,
    as_first_read,
    clear_failure,
    correct,
    document_ids,
    load,
    loaded_counts,
    loaded_papers,
    open_database,
    record_failure,
    replace_findings,
    settle,
)
from schemas.records import Correction, DocumentSource, Facts, Finding


class Stopped(Exception):
    """Somebody stopped the run; so many papers were loaded before."""

    def __init__(self, loaded: int) -> None:
        super().__init__(
            f"Stopped. What was loaded ({loaded} of the new papers) is kept; the next run goes on from there."
        )


class Paper(NamedTuple):
    """Distinct bytes: all files that hold them, and all that is known of them."""

    digest: str
    files: list[Found]
    lines: list[Line]
    hints: Hints

    @property
    def name(self) -> str:
        """What the database calls them."""
        return self.files[0].name

    @property
    def sources(self) -> list[DocumentSource]:
        """Every path and address of these bytes."""
        listed = [
            DocumentSource(
                document_id=self.digest, path=_name_of(line, self), url=line.url, retrieved=_in_utc(line.retrieved)
            )
            for line in self.lines
        ]
        with_address = {source.path for source in listed}
        bare = [f.name for f in self.files if f.name not in with_address]
        return [*listed, *(DocumentSource(document_id=self.digest, path=name) for name in bare)]


def run(
    named: Sequence[Path],
    db: Path,
    *,
    jobs: int | None = None,
    cluster_address: str | None = None,
    council: str | None = None,
    again: bool = False,
    longest: float = LONGEST,
    register: Register | None = None,
    words: str = "",
    watcher: Watcher | None = None,
) -> RunReport:
    """Load every paper in the files and folders that is new or changed, and match the names in all of them.

    Raises `RunError` or `WarehouseError` where nothing can be done, and `Stopped` where somebody stops it.
    """
    began = time.monotonic()
    shelf = find_papers(named)
    con = open_database(db)
    try:
        work = _Run(con, db, words, watcher or Nobody())
        for folder, why in shelf.unlisted.items():
            work.fail(str(folder), f"{folder}: cannot be looked into ({why})")
        papers = list(_papers(shelf.files, council, work))
        to_read = [paper for paper in papers if work.wants(paper, again)]
        with _workers(cluster_address, jobs, len(to_read), longest) as (submit, ahead):
            work.read(to_read, submit, ahead)
        work.match(register or Register())
        return work.report(len(shelf.files) + len(shelf.unlisted), shelf.notes, time.monotonic() - began)
    except duckdb.Error as error:
        raise NotWritable(f"{db} cannot be written: {error}") from error
    finally:
        con.close()


class _Run:
    """What has become of the papers so far."""

    def __init__(self, con: DuckDBPyConnection, db: Path, words: str, watcher: Watcher) -> None:
        self.con, self.db, self.words, self.watcher = con, db, words, watcher
        self.version = _version(words)
        self.before = loaded_papers(con)
        self.loaded: list[str] = []
        self.unchanged = 0
        self.duplicates: list[tuple[str, str]] = []
        self.failures: list[Failure] = []
        self.notes: list[str] = []

    def fail(self, name: str, message: str) -> None:
        """A file gives nothing; the others go on."""
        record_failure(self.con, name, message)
        self.failures.append(Failure(name=name, message=message))

    def wants(self, paper: Paper, again: bool) -> bool:
        """Whether a paper is to be read; one that need not be is counted, and its new sources added."""
        known = self.before.get(paper.digest)
        if known is None or again or known.reader_version != self.version or _says_more(paper.hints, known):
            return True
        have = {path for path, _ in known.sources}
        same = [file for file in paper.files if file.name in have]
        if same:
            self.unchanged += 1
            known_as = same[0].name
        else:
            known_as = known.path
        self._call_duplicate([f for f in paper.files if not same or f is not same[0]], known_as)
        for source in paper.sources:
            if (source.path, source.url) not in known.sources:
                add_source(self.con, source)
        for file in paper.files:
            clear_failure(self.con, file.name)
        return False

    def read(self, papers: Sequence[Paper], submit: Submit, ahead: int) -> None:
        """Have papers read, and load each as it comes."""
        by_name = {paper.name: paper for paper in papers}
        sizes = {paper.name: paper.files[0].path.stat().st_size for paper in papers}
        self.watcher.begin(len(papers), sum(sizes.values()))
        largest_first = sorted(papers, key=lambda p: (-sizes[p.name], p.name))
        tasks = [Task(paper.files[0].path, paper.name, paper.hints, self.words) for paper in largest_first]
        try:
            for task, result in read_all(tasks, submit, ahead):
                paper = by_name[task.name]
                self._take(paper, result)
                self.watcher.done(
                    task.name, sizes[task.name], 0 if isinstance(result, str) else result.document.pages or 0
                )
        except KeyboardInterrupt:
            raise Stopped(len(self.loaded)) from None

    def _take(self, paper: Paper, result: Facts | str) -> None:
        if not isinstance(result, str):
            try:
                document = result.document.model_copy(update={"reader_version": self.version})
                load(self.con, result.model_copy(update={"document": document, "sources": paper.sources}))
            except RecordsRefused as error:
                result = str(error)
            else:
                self.loaded.append(paper.digest)
                self._call_duplicate(paper.files[1:], paper.name)
                return
        for file in paper.files:
            self.fail(file.name, result.replace(str(paper.files[0].path), str(file.path)))

    def _call_duplicate(self, files: Sequence[Found], of: str) -> None:
        self.duplicates += [(file.name, of) for file in files]

    def match(self, register: Register) -> None:
        """Write what people decided over what was read, and give every printed name in the database its indicator."""
        self.watcher.matching()
        noted: list[Finding] = []
        ids = document_ids(self.con)

        def decided(papers: Sequence[AsRead]) -> list[Correction]:
            found = decide(register, [Printed(*paper) for paper in papers], ids)
            noted.extend(found.findings)
            return found.corrections

        as_first_read(self.con)
        correct(self.con, spoken_of(register), decided)
        replace_findings(self.con, DECISION_CHECKS, [*noted, *identify(self.con, register)])
        settle(self.con, reader_version(), settle_across)

    def report(self, found: int, notes: Sequence[str], seconds: float) -> RunReport:
        """What it came to."""
        gave = loaded_counts(self.con, self.loaded)
        findings = SeverityCounts.model_validate(gave.findings)
        return RunReport(
            files=FileCounts(
                found=found, loaded=len(self.loaded), unchanged=self.unchanged, duplicate=len(self.duplicates),
                failed=len(self.failures),
            ),
            pages=gave.pages, observations=gave.observations, commentary=gave.commentary,
            findings=findings.model_copy(update={"error": findings.error + len(self.failures)}),
            seconds=round(seconds, 2), db=str(self.db),
            failures=tuple(sorted(self.failures, key=lambda f: f.name)),
            duplicates=tuple(sorted(self.duplicates)), notes=(*notes, *self.notes),
        )  # fmt: skip


def _version(words: str) -> str:
    """What papers are read anew for when it changes: the program, and the words that a council adds to it."""
    own = f"+{hashlib.sha256(words.encode()).hexdigest()[:8]}" if words.strip() else ""
    return f"{reader_version()}{own}"


def _papers(files: Sequence[Found], council: str | None, work: _Run) -> Iterator[Paper]:
    """The files as distinct papers, in the order of their names; what cannot be read as bytes has failed."""
    same: dict[str, list[Found]] = defaultdict(list)
    for file in files:
        if file.refusal is not None:
            work.fail(file.name, f"{file.path}: {file.refusal}")
            continue
        try:
            same[fingerprint(file.path)].append(file)
        except OSError as error:
            work.fail(file.name, f"{file.path}: cannot be read ({error.strerror or error})")
    for digest, group in same.items():
        lines = _lines(digest, group)
        yield Paper(digest, group, lines, _hints(lines, group[0], council))


def _lines(digest: str, files: Sequence[Found]) -> list[Line]:
    """What the manifests say of these bytes, the earliest download first."""
    found = {
        line.model_dump_json(): line
        for f in files
        if f.manifest
        for line in f.manifest.about(f.path.absolute(), digest)
    }
    return sorted(found.values(), key=lambda line: (str(_in_utc(line.retrieved) or "9999"), line.path, line.url or ""))


def _hints(lines: Sequence[Line], file: Found, council: str | None) -> Hints:
    """What is known of a paper beside what it prints: of several lines the first that says it."""

    def first(field: str) -> str | None:
        return next((value for line in lines if (value := getattr(line, field))), None)

    return Hints(
        council=council or first("council"), committee=first("committee"), title=first("title"), url=first("url"),
        meeting_date=next((line.meeting_date for line in lines if line.meeting_date), None),
    )  # fmt: skip


def _says_more(hints: Hints, known: LoadedPaper) -> bool:
    """Whether the hints would change what was loaded: another council, or something where there is nothing."""
    return (
        (hints.council is not None and hints.council != known.council)
        or (hints.committee is not None and known.committee is None)
        or (hints.meeting_date is not None and known.meeting_date is None)
        or (hints.title is not None and known.title is None)
    )


def _name_of(line: Line, paper: Paper) -> str:
    """The database's name for the file of a manifest's line."""
    for file in paper.files:
        if file.manifest and file.manifest.folder / line.path == file.path.absolute():
            return file.name
    return line.path


def _in_utc(moment: datetime | None) -> datetime | None:
    return moment if moment is None or moment.tzinfo is None else moment.astimezone(UTC)


@contextmanager
def _workers(address: str | None, jobs: int | None, papers: int, longest: float) -> Iterator[tuple[Submit, int]]:
    """Whoever reads, and how many papers to hand out at a time."""
    if address is not None:
        with cluster(address) as submit:
            yield submit, CLUSTER_AHEAD
    else:
        processes = jobs or max(1, min(usual_jobs(), papers))
        with local_processes(processes, longest) as submit:
            yield submit, AHEAD * processes
