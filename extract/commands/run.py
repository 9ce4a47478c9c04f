"""`outturn run`: load papers."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from extract.commands.endings import plain_errors, stop
from extract.commands.options import DATABASE, REGISTER, AsJson, RegisterFile
from extract.indicators import load_register
from extract.papers import read_vocabulary
from extract.run import LONGEST, RunReport, Stopped, run
from extract.show.progress import progress
from extract.show.report import show_report

CORPUS = Path("corpus")
INTERRUPTED = 130
TERMINATED = 143

Paths = Annotated[
    list[Path] | None, typer.Argument(metavar="PATH", help="Files and folders of papers.", show_default="corpus/")
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, metavar="N", help="Papers to read at a time.", show_default="one a core"),
]
Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster", metavar="ADDRESS", help="Read on the Dask cluster at this address instead: tcp://host:8786."
    ),
]
Council = Annotated[
    str | None,
    typer.Option("--council", metavar="NAME", help="Whose papers these are, where neither they nor a manifest say."),
]
WordsFile = Annotated[
    Path | None,
    typer.Option("--words", metavar="TOML", help="A council's own words for columns and symbols; see outturn words."),
]
Again = Annotated[bool, typer.Option("--again", metavar=" ", help="Read again what was loaded before, too.")]
TimeLimit = Annotated[
    float, typer.Option("--time-limit", min=1, metavar="SECONDS", help="Give a paper up that takes longer than this.")
]
Db = Annotated[
    Path, typer.Option("--db", metavar="FILE", help="The database to load into; it is made if it is not there.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("run")(run_command)


def run_command(
    *,
    paths: Paths = None,
    db: Db = DATABASE,
    jobs: Jobs = None,
    cluster: Cluster = None,
    council: Council = None,
    register_file: RegisterFile = REGISTER,
    words_file: WordsFile = None,
    again: Again = False,
    time_limit: TimeLimit = LONGEST,
    as_json: AsJson = False,
) -> None:
    """Read papers and load what is new or changed.

    Takes .pdf files, and .txt or .md texts of papers. A `manifest.jsonl` beside them, as `outturn fetch` writes it,
    says what they may not print: council, committee, date and address. Loading the same paper again changes nothing;
    a run that is stopped goes on where it was.

    Examples:

    - `outturn run`  reads the papers in corpus/

    - `outturn run ~/packs --db dudley.duckdb --council Dudley`

    - `outturn run new-pack.pdf --json`

    Exit status: 0 everything was read; 1 some files could not be (the others are loaded, and `outturn findings` names
    each); 2 the command was wrong, or the database cannot be written.
    """
    with plain_errors(), _stopped_in_order():
        report = load_papers(
            paths or [CORPUS], db, jobs=jobs, cluster=cluster, council=council, register_file=register_file,
            words_file=words_file, again=again, time_limit=time_limit,
        )  # fmt: skip
        if as_json:
            typer.echo(json.dumps(report.as_json, ensure_ascii=False))
        show_report(report, to_stderr=as_json)
    raise typer.Exit(report.exit_status)


def load_papers(
    paths: list[Path],
    db: Path,
    *,
    jobs: int | None = None,
    cluster: str | None = None,
    council: str | None = None,
    register_file: Path = REGISTER,
    words_file: Path | None = None,
    again: bool = False,
    time_limit: float = LONGEST,
) -> RunReport:
    """A run with a progress bar where a person watches."""
    decisions, words = load_register(register_file), _words(words_file)
    with progress() as watcher:
        return run(
            paths, db, jobs=jobs, cluster_address=cluster, council=council, register=decisions, words=words,
            again=again, longest=time_limit, watcher=watcher,
        )  # fmt: skip


def load_for_sync(paths: list[Path], *, db: Path | None, jobs: int | None) -> tuple[dict[str, object], int]:
    """What `outturn sync` does after it has fetched: a run, its JSON object and its exit status."""
    with plain_errors(), _stopped_in_order():
        report = load_papers(paths, db or DATABASE, jobs=jobs)
        show_report(report, to_stderr=True)
        return report.as_json, report.exit_status


def _words(path: Path | None) -> str:
    """A council's own vocabulary, if it is one."""
    if path is None:
        return ""
    try:
        text = path.read_text(encoding="utf-8")
        read_vocabulary(text)
    except (OSError, ValueError) as error:
        stop(f"The words in {path} cannot be read: {error}")
    return text


@contextmanager
def _stopped_in_order() -> Iterator[None]:
    """Ctrl-C and SIGTERM end the run between two papers."""
    status = INTERRUPTED

    def interrupt(number: int, frame: FrameType | None) -> None:
        nonlocal status
        status = TERMINATED
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    except Stopped as stopped:
        stop(str(stopped), status)
    except KeyboardInterrupt:
        stop("Stopped. What was loaded is kept; the next run goes on from there.", status)
    finally:
        signal.signal(signal.SIGTERM, before)
