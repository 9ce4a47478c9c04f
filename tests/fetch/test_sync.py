"""`outturn sync` as a nightly job runs it: real papers from a site on this machine, through the manifest, into DuckDB."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from extract.warehouse import open_database

from . import server
from .conftest import lines
from .server import Site
from .world import Doc, Meet, World, pdf

CORPUS = Path(__file__).parents[2] / "corpus"
MEASURES = CORPUS / "tamebrook-2014-07-09-year-end-measures.pdf"
SCORECARD = CORPUS / "tamebrook-2015-06-18-corporate-scorecard.pdf"
NARRATIVE = CORPUS / "tamebrook-2012-02-08-scrutiny-narrative.pdf"
Serve = Callable[..., Site]


class Night(NamedTuple):
    """How one run ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def world() -> World:
    """Two meetings of one committee with a real paper each; the same paper hangs on both as a single report."""
    return World(
        {7: "Corporate Scrutiny Committee"},
        [
            Meet(10, 7, date(2026, 1, 13), [Doc(100, "Year-end measures", MEASURES.read_bytes())]),
            Meet(11, 7, date(2026, 2, 10), [
                Doc(101, "Corporate scorecard", SCORECARD.read_bytes()),
                Doc(102, "Measures, again", MEASURES.read_bytes()),
            ]),
        ],
    )  # fmt: skip


def sync(site: Site, folder: Path, *options: str) -> Night:
    """The command in a process of its own, with the site as the one council of the list."""
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    entry = f'[councils]\nTamebrook = {{ url = "{site.url}", system = "{site.system}" }}\n'
    (corpus / "councils.toml").write_text(f'contact = "tests@example.org"\n{entry}', encoding="utf-8")
    program = str(Path(sys.executable).with_name("outturn"))
    words = ["sync", "--json", "--pause", "0", "--since", "2026-01-01", "--until", "2026-12-31", "--db", "made.duckdb"]
    environment = {**os.environ, "NO_PROXY": "127.0.0.1", "NO_COLOR": "1", "COLUMNS": "100"}
    done = subprocess.run(
        [program, *words, *options],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return Night(done.returncode, done.stdout, done.stderr)


def ask(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    con = open_database(folder / "made.duckdb", read_only=True)
    try:
        return con.execute(sql).fetchall()
    finally:
        con.close()


@pytest.mark.parametrize("system", ["moderngov", "cmis"])
def test_what_is_published_is_loaded_once_and_then_what_is_new(system: str, serve: Serve, tmp_path: Path) -> None:
    site = serve(world(), system=system, prefix="/cmis5" if system == "cmis" else "")
    first = sync(site, tmp_path)
    assert first.status == 0, first.err
    found = first.json["fetch"]["documents"]
    assert found["found"] == found["downloaded"] == len(lines(tmp_path / "corpus"))
    assert first.json["fetch"]["meetings"] == 2
    assert first.json["run"]["files"] == {"found": 2, "loaded": 2, "unchanged": 0, "duplicate": 0, "failed": 0}
    assert first.json["run"]["observations"] > 50
    papers = ask(tmp_path, "SELECT council, source_url FROM document")
    assert {council for council, _ in papers} == {"Tamebrook"}
    assert all(url.startswith(f"http://127.0.0.1:{site.port}/") for _, url in papers)
    disagreeing = (
        "SELECT count(DISTINCT document_id) FROM finding WHERE check_name = 'meeting_date' AND severity = 'info'"
    )
    assert ask(tmp_path, disagreeing) == [(2,)], "the site says another day of meeting than the papers print"
    addresses = {(line["path"], line["url"]) for line in lines(tmp_path / "corpus")}
    assert set(ask(tmp_path, "SELECT path, url FROM document_source")) == addresses

    asked = site.documents_asked()
    second = sync(site, tmp_path)
    assert second.status == 0, second.err
    assert site.documents_asked() == asked
    assert second.json["fetch"]["documents"]["downloaded"] == 0
    assert second.json["run"]["files"] == {"found": 2, "loaded": 0, "unchanged": 2, "duplicate": 0, "failed": 0}

    site.world.meetings.append(Meet(12, 7, date(2026, 3, 10), [Doc(103, "Narrative", NARRATIVE.read_bytes())]))
    third = sync(site, tmp_path)
    assert third.status == 0, third.err
    assert len(set(site.documents_asked()) - set(asked)) == 1
    assert third.json["run"]["files"] == {"found": 3, "loaded": 1, "unchanged": 2, "duplicate": 0, "failed": 0}


def test_what_could_be_had_is_loaded_and_the_status_says_the_rest(serve: Serve, tmp_path: Path) -> None:
    site = serve(world(), pages=False)
    site.fault("ID=101", server.status(404))
    night = sync(site, tmp_path)
    assert night.status == 1
    assert night.json["fetch"]["documents"] == {"found": 3, "downloaded": 2, "unchanged": 0, "failed": 1}
    assert night.json["run"]["files"]["loaded"] == 1
    assert "is not there (404 Not Found)" in night.err
    site.faults.clear()
    again = sync(site, tmp_path)
    assert (again.status, again.json["run"]["files"]["loaded"]) == (0, 1), again.err


def test_a_paper_that_nobody_can_read_is_a_finding_and_status_1(serve: Serve, tmp_path: Path) -> None:
    site = serve(World({7: "Cabinet"}, [Meet(10, 7, date(2026, 1, 13), [Doc(100, "Report", pdf("no pages", 900))])]))
    night = sync(site, tmp_path)
    assert night.status == 1
    assert night.json["fetch"]["documents"]["failed"] == 0
    assert night.json["run"]["files"] == {"found": 1, "loaded": 0, "unchanged": 0, "duplicate": 0, "failed": 1}
    assert ask(tmp_path, "SELECT severity, check_name FROM finding") == [("error", "file_unreadable")]


def test_a_site_that_is_down_leaves_the_database_as_it_was(serve: Serve, tmp_path: Path) -> None:
    site = serve(world(), pages=False)
    assert sync(site, tmp_path).status == 0
    site.fault("/", server.status(503))
    night = sync(site, tmp_path)
    assert night.status == 1
    assert night.json["fetch"]["documents"]["found"] == 0
    assert night.json["run"]["files"] == {"found": 2, "loaded": 0, "unchanged": 2, "duplicate": 0, "failed": 0}


def test_a_database_that_cannot_be_written_is_status_2(serve: Serve, tmp_path: Path) -> None:
    site = serve(World({7: "Cabinet"}, []))
    (tmp_path / "made.duckdb").write_text("this is no database")
    night = sync(site, tmp_path)
    assert night.status == 2
    assert "made.duckdb" in night.err
