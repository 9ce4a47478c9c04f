"""The commands `fetch`, `councils` and `sync`: words to calls, nothing else."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn, Protocol

import typer

from extract.fetch import FetchReport, Limits, Manners, Register, Site, WrongUse, councils, fetch, site_at
from extract.fetch.manners import fallback_contact
from extract.fetch.plain import ON_REQUEST, Kind
from extract.fetch.register import find, read
from extract.fetch.report import CouncilAnswer
from extract.fetch.systems import names
from extract.fetch.trouble import FetchError

DAY = ["%Y-%m-%d"]
INTERRUPTED = 130
TERMINATED = 143


def _known() -> str:
    """The systems in words: "cmis or moderngov"."""
    *first, last = names()
    return f"{', '.join(first)} or {last}" if first else last


CouncilNames = Annotated[
    list[str] | None,
    typer.Option("--council", metavar="NAME", help="A council of the list; may be repeated. Without it: all of them."),
]
Url = Annotated[
    str | None,
    typer.Option(
        "--url", metavar="BASE",
        help="A site that is not in the list: the folder of mgWebService.asmx, or of the CMIS application.",
    ),
]  # fmt: skip
System = Annotated[str | None, typer.Option("--system", metavar="SYSTEM", help=f"What runs at --url: {_known()}.")]
CommitteeTexts = Annotated[
    list[str] | None,
    typer.Option("--committee", metavar="TEXT", help="Only committees with this in their title; may be repeated."),
]
Since = Annotated[
    datetime | None,
    typer.Option(
        formats=DAY, metavar="DATE",
        help="First day of meetings, YYYY-MM-DD. Without it: 60 days before the last fetch that ended well, at first "
        "one year back.",
    ),
]  # fmt: skip
Until = Annotated[
    datetime | None,
    typer.Option(formats=DAY, metavar="DATE", help="Last day of meetings, YYYY-MM-DD. Without it: six months ahead."),
]
Corpus = Annotated[Path, typer.Option(metavar="DIR", help="The folder that papers and manifest.jsonl go to.")]
Pause = Annotated[float, typer.Option(min=0.0, metavar="SECONDS", help="Rest between two requests to a site.")]
With = Annotated[
    str, typer.Option("--with", metavar="KINDS", help="What else to bring: frontsheets, minutes, or both with a comma.")
]
Recheck = Annotated[
    bool, typer.Option("--recheck", metavar=" ", help="Ask again for papers whose listing has not changed.")
]
MaxSize = Annotated[float, typer.Option(min=0.000001, metavar="MB", help="Refuse papers that are larger.")]
Timeout = Annotated[
    float,
    typer.Option(min=0.1, metavar="SECONDS", help="How long a site may stay silent; CMIS calendars twice as long."),
]
List = Annotated[
    Path | None, typer.Option("--list", metavar="FILE", help="The list of councils. Without it: DIR/councils.toml.")
]
Contact = Annotated[
    str | None,
    typer.Option(envvar="OUTTURN_CONTACT", metavar="TEXT", help="Whom sites may write to; a mail or web address."),
]
Json = Annotated[bool, typer.Option("--json", metavar=" ", help="Print one JSON object on standard output.")]
Try = Annotated[bool, typer.Option("--try/--no-try", help="Ask each site whether it answers, or only list them.")]
Database = Annotated[Path | None, typer.Option("--db", metavar="FILE", help="The database to load into.")]
Jobs = Annotated[int | None, typer.Option("--jobs", min=1, metavar="N", help="Papers to read at a time.")]


class Run(Protocol):
    """What `sync` needs of the command `run`: load a folder, give back its JSON object and its exit status."""

    def __call__(self, paths: list[Path], *, db: Path | None, jobs: int | None) -> tuple[dict[str, object], int]:
        """Load every paper below the paths."""


def register(app: typer.Typer, run: Run | None = None) -> None:
    """Add the commands of this step to the program; `sync` is added where it is told how to run."""
    app.command("fetch")(fetch_command)
    app.command("councils")(councils_command)
    if run is not None:
        _register_sync(app, run)


def fetch_command(
    *,
    council: CouncilNames = None,
    since: Since = None,
    until: Until = None,
    corpus: Corpus = Path("corpus"),
    pause: Pause = 1.0,
    as_json: Json = False,
    url: Url = None,
    system: System = None,
    committee: CommitteeTexts = None,
    extras: With = "",
    recheck: Recheck = False,
    max_size: MaxSize = 200.0,
    timeout: Timeout = 60.0,
    register_file: List = None,
    contact: Contact = None,
) -> None:
    """Bring the papers that councils have published since the last time.

    Exit status: 0 done, also with nothing new; 1 some papers could not be had and will be tried again;
    2 wrong use; 75 another fetch into the same folder is running.
    """
    with _orderly():
        listed = _register(register_file, corpus)
        report = fetch(
            _sites(listed, council, url, system, committee),
            corpus,
            since=_day(since),
            until=_day(until),
            extras=_kinds(extras),
            recheck=recheck,
            limits=Limits(max_size=int(max_size * 1_000_000)),
            manners=Manners(pause=pause, contact=_contact(contact, listed), silence=timeout),
            tell=_say,
        )
        _finish(report, as_json)
    raise typer.Exit(report.exit_status)


def councils_command(
    *,
    council: CouncilNames = None,
    corpus: Corpus = Path("corpus"),
    pause: Pause = 1.0,
    as_json: Json = False,
    url: Url = None,
    system: System = None,
    committee: CommitteeTexts = None,
    register_file: List = None,
    contact: Contact = None,
    ask: Try = True,
) -> None:
    """List the councils and try whether their sites answer.

    Exit status: 0 all answer, 1 some do not, 2 wrong use.
    """
    with _orderly():
        listed = _register(register_file, corpus)
        sites = _sites(listed, council, url, system, committee)
        manners = Manners(pause=pause, contact=_contact(contact, listed))
        answers = councils(sites, manners=manners) if ask else [CouncilAnswer.untried(site) for site in sites]
        if as_json:
            typer.echo(json.dumps([answer.as_json for answer in answers], ensure_ascii=False))
        else:
            for answer in answers:
                typer.echo(_in_a_line(answer))
    raise typer.Exit(1 if any(answer.answers is False for answer in answers) else 0)


def _register_sync(app: typer.Typer, run: Run) -> None:
    @app.command("sync")
    def sync_command(
        *,
        council: CouncilNames = None,
        since: Since = None,
        until: Until = None,
        corpus: Corpus = Path("corpus"),
        pause: Pause = 1.0,
        as_json: Json = False,
        url: Url = None,
        system: System = None,
        committee: CommitteeTexts = None,
        extras: With = "",
        recheck: Recheck = False,
        max_size: MaxSize = 200.0,
        timeout: Timeout = 60.0,
        register_file: List = None,
        contact: Contact = None,
        db: Database = None,
        jobs: Jobs = None,
    ) -> None:
        """Fetch, then load what is new: what a nightly job runs.

        What could be had is loaded even where something could not. Exit status: the higher one of the two.
        """
        with _orderly():
            listed = _register(register_file, corpus)
            report = fetch(
                _sites(listed, council, url, system, committee),
                corpus,
                since=_day(since),
                until=_day(until),
                extras=_kinds(extras),
                recheck=recheck,
                limits=Limits(max_size=int(max_size * 1_000_000)),
                manners=Manners(pause=pause, contact=_contact(contact, listed), silence=timeout),
                tell=_say,
            )
            _say(report.summary)
            loaded, status = run([corpus], db=db, jobs=jobs)
            if as_json:
                typer.echo(json.dumps({"fetch": report.as_json, "run": loaded}, ensure_ascii=False, default=str))
        raise typer.Exit(max(report.exit_status, status))


def _sites(
    listed: Register | None, council: list[str] | None, url: str | None, system: str | None, committee: list[str] | None
) -> list[Site]:
    """The sites that the options name."""
    if url is None:
        if system is not None:
            raise WrongUse("--system goes with --url; the councils of the list have their system there.")
        if listed is None:
            raise WrongUse("There is no councils.toml here; name one with --list, or a site with --url and --system.")
        sites = listed.sites(council or [])
        if not sites:
            raise WrongUse("The list of councils is empty; one line for each makes a list.")
        wanted = tuple(text for text in committee or () if text.strip())
        return [site.model_copy(update={"committees": wanted}) for site in sites] if wanted else sites
    if council:
        raise WrongUse("--council and --url exclude each other: a site is named by the one or by the other.")
    if system is None:
        raise WrongUse(f"--url needs --system, {_known()}.")
    site = site_at(url, system, committee or ())
    return [site.model_copy(update={"council": listed.council_of(site.url)}) if listed else site]


def _register(given: Path | None, corpus: Path) -> Register | None:
    path = find(given, corpus)
    return read(path) if path else None


def _kinds(text: str) -> list[Kind]:
    """The kinds that `--with` names."""
    asked = [part.strip().lower() for part in text.split(",") if part.strip()]
    known: dict[str, Kind] = {kind: kind for kind in sorted(ON_REQUEST)}
    for part in asked:
        if part not in known:
            raise WrongUse(f"--with knows {' and '.join(known)}, not “{part}”.")
    return [known[part] for part in asked]


def _contact(given: str | None, listed: Register | None) -> str:
    """Whom sites may write to: the option, the environment, the list; else the account that runs this."""
    contact = given or (listed.contact if listed else None)
    if contact:
        if not contact.isascii() or not contact.isprintable():
            raise WrongUse(f"The contact “{contact}” must be plain ASCII: it goes into a header of every request.")
        return contact
    fallback = fallback_contact()
    _say(f"No contact is set, so sites are told {fallback}; set one in councils.toml or with --contact.")
    return fallback


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _say(sentence: str) -> None:
    typer.echo(sentence, err=True)


def _finish(report: FetchReport, as_json: bool) -> None:
    """One line of summary; with `--json` the object takes its place on standard output."""
    if not as_json:
        typer.echo(report.summary)
        return
    _say(report.summary)
    if report.exit_status != 2:
        typer.echo(json.dumps(report.as_json))


def _in_a_line(answer: CouncilAnswer) -> str:
    site = answer.site
    wanted = ", ".join(site.committees) or "all committees"
    return f"{site.name}: {site.system}, {site.url} ({wanted}): {answer.says}"


@contextmanager
def _orderly() -> Iterator[None]:
    """Errors become their sentence and exit status; an interruption ends in order, so that no half file is left."""

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        raise SystemExit(TERMINATED)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except FetchError as error:
        _say(str(error))
        sys.exit(error.exit_status)
    except KeyboardInterrupt:
        _say("Stopped; the next fetch goes on from here.")
        sys.exit(INTERRUPTED)
    finally:
        signal.signal(signal.SIGTERM, before)
