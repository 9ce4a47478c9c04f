"""The words of the command line, and what programs read of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from extract.fetch import systems
from extract.fetch.commands import register

from . import server
from .conftest import lines, papers, titles
from .server import Site

Serve = Callable[..., Site]
DAYS = ["--since", "2025-06-01", "--until", "2026-12-31", "--pause", "0"]


def outturn(*words: str, run: Any = None) -> Result:
    app = typer.Typer()
    register(app, run)
    return CliRunner().invoke(app, list(words), env={"OUTTURN_CONTACT": "tests@example.org", "COLUMNS": "200"})


@pytest.fixture(autouse=True)
def away_from_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


def test_json_is_what_the_contract_says(serve: Serve, tmp_path: Path) -> None:
    site = serve()
    corpus = tmp_path / "c"
    words = ["fetch", "--url", site.url, "--system", "moderngov", "--corpus", str(corpus), "--json", *DAYS]
    result = outturn(*words)
    assert result.exit_code == 0, result.stderr
    seen = json.loads(result.stdout)
    assert isinstance(seen.pop("seconds"), float)
    assert seen == {"meetings": 3, "documents": {"found": 9, "downloaded": 9, "unchanged": 0, "failed": 0}}
    assert "3 meetings, 9 papers: 9 new, 0 unchanged, 0 failed" in result.stderr
    again = outturn(*words)
    assert json.loads(again.stdout)["documents"] == {"found": 9, "downloaded": 0, "unchanged": 9, "failed": 0}


def test_without_json_there_is_one_line_of_summary(serve: Serve, tmp_path: Path) -> None:
    result = outturn("fetch", "--url", serve().url, "--system", "moderngov", "--committee", "CABINET", *DAYS)
    assert result.exit_code == 0
    assert re.fullmatch(r"1 meeting, 3 papers: 3 new, 0 unchanged, 0 failed, in \d+ s\n", result.stdout)
    assert titles(Path("corpus")) == ["Public reports pack", "Quarter 3 Performance"]


def test_json_is_printed_with_a_failure_too(serve: Serve) -> None:
    site = serve(pages=False)
    site.fault("ID=61000", server.status(404))
    result = outturn("fetch", "--url", site.url, "--system", "moderngov", "--json", *DAYS)
    assert result.exit_code == 1
    assert json.loads(result.stdout)["documents"] == {"found": 3, "downloaded": 2, "unchanged": 0, "failed": 1}
    assert "is not there (404 Not Found)" in result.stderr


def test_nothing_new_is_no_failure(serve: Serve) -> None:
    words = ["--since", "2019-01-01", "--until", "2019-12-31", "--pause", "0", "--json"]
    result = outturn("fetch", "--url", serve().url, "--system", "moderngov", *words)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["meetings"] == 0
    assert lines(Path("corpus")) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--url", "http://127.0.0.1:1"], "--url needs --system, cmis or moderngov."),
        (["--url", "http://127.0.0.1:1", "--system", "jadu"], "There is no system “jadu”"),
        (["--url", "democracy.gov.uk", "--system", "cmis"], "is no address of a site"),
        (["--url", "http://127.0.0.1:1", "--system", "cmis", "--council", "Dudley"], "exclude each other"),
        (["--system", "cmis"], "--system goes with --url"),
        (["--council", "Dudley"], "There is no councils.toml here"),
        ([], "There is no councils.toml here"),
        (["--since", "20/02/2026"], "20/02/2026"),
        (["--since", "2026-02-30"], "2026-02-30"),
        (["--pause", "-1"], "pause"),
        (["--with", "everything", "--url", "http://127.0.0.1:1", "--system", "cmis"], "--with knows"),
        (
            ["--since", "2026-02-02", "--until", "2026-02-01", "--url", "http://a", "--system", "cmis"],
            "window is empty",
        ),
        (["--list", "nowhere.toml"], "nowhere.toml cannot be read"),
        (["--contact", "Zoë", "--url", "http://127.0.0.1:1", "--system", "cmis"], "must be plain ASCII"),
        (["--colour"], "No such option"),
    ],
)
def test_wrong_use_is_said(words: list[str], sentence: str) -> None:
    result = outturn("fetch", "--json", *words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert sentence in result.stderr


def listed(site: Site, *more: str) -> Path:
    path = Path("corpus/councils.toml")
    path.parent.mkdir(exist_ok=True)
    text = f'[councils]\nTestham = {{ url = "{site.url}", system = "moderngov", committees = ["cabinet"] }}\n'
    path.write_text(text + "".join(more))
    return path


def test_a_council_is_a_line_of_the_list(serve: Serve) -> None:
    site = serve()
    listed(site, 'Gone = { url = "http://127.0.0.1:1", system = "cmis" }\n')
    result = outturn("fetch", "--council", "testham", *DAYS)
    assert result.exit_code == 0, result.stderr
    assert {line["council"] for line in lines(Path("corpus"))} == {"Testham"}
    assert {line["committee"] for line in lines(Path("corpus"))} == {"Cabinet"}
    assert all(path.startswith("testham/cabinet/2026-03-04/") for path in papers(Path("corpus")))
    missing = outturn("fetch", "--council", "Tesham")
    assert missing.exit_code == 2
    assert "There is no council “Tesham” in the list; near are: Testham" in missing.stderr


def test_an_address_that_the_list_knows_has_its_council(serve: Serve) -> None:
    site = serve()
    listed(site)
    outturn("fetch", "--url", f"{site.url}/", "--system", "moderngov", "--committee", "Audit", *DAYS)
    assert {line["council"] for line in lines(Path("corpus"))} == {"Testham"}


def test_options_of_size_and_kind(serve: Serve) -> None:
    site = serve()
    result = outturn(
        "fetch",
        "--url",
        site.url,
        "--system",
        "moderngov",
        "--with",
        "minutes,frontsheets",
        "--max-size",
        "0.004",
        *DAYS,
    )
    assert result.exit_code == 1
    assert "is larger than the 0.004 MB that are taken (0 MB)" in result.stderr
    assert {"Printed minutes", "Agenda frontsheet"} <= set(titles(Path("corpus")))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[councils\n", "is not TOML"),
        ("[councils]\nDudley = 7\n", "has a mistake at councils.Dudley"),
        ('[councils]\nDudley = { url = "https://a.gov.uk" }\n', "has a mistake at councils.Dudley.system"),
        ('[councils]\nDudley = { url = "https://a.gov.uk", system = "x" }\n', "There is no system “x”"),
        ("[councils]\n", "The list of councils is empty"),
    ],
)
def test_mistakes_in_the_list_are_said(text: str, sentence: str) -> None:
    Path("list.toml").write_text(text)
    result = outturn("fetch", "--list", "list.toml")
    assert result.exit_code == 2
    assert sentence in result.stderr


def test_councils_are_listed_and_tried(serve: Serve) -> None:
    site, other = serve(), serve(system="cmis", prefix="/cmis5")
    more = (
        f'Cmisham = {{ url = "{other.url}", system = "cmis" }}\nGone = {{ url = "{site.url}/no", system = "cmis" }}\n'
    )
    listed(site, more)
    result = outturn("councils", "--pause", "0")
    assert result.exit_code == 1
    first, second, third = result.stdout.splitlines()
    assert first == f"Testham: moderngov, {site.url} (cabinet): answers; 1 of 2 committees are of interest"
    assert second.startswith("Cmisham: cmis")
    assert "answers" in second
    assert "no calendar of meetings was found" in third
    untried = outturn("councils", "--no-try", "--json")
    assert untried.exit_code == 0
    assert [(c["council"], c["answers"]) for c in json.loads(untried.stdout)] == [
        ("Testham", None),
        ("Cmisham", None),
        ("Gone", None),
    ]


TOY = """
from datetime import date
from extract.fetch.plain import Committee, Meeting, Paper

def _rows(site, web):
    return [line.split(";") for line in web.page(site.url + "/agendas.txt").text.splitlines()]

def meetings(site, window, web, log):
    for committee, day, address in _rows(site, web):
        if window.holds(date.fromisoformat(day)):
            paper = Paper(addresses=(site.url + address,), kind="packs", title="Agenda pack")
            yield Meeting(id=day, committee=committee, date=date.fromisoformat(day), papers=(paper,))

def committees(site, web):
    return [Committee(id=name, title=name) for name in sorted({row[0] for row in _rows(site, web)})]
"""


def test_a_third_system_is_one_file_and_its_council_one_line(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A site of text files; names of systems, manners, checks and manifest come by themselves."""
    (tmp_path / "textfiles.py").write_text(TOY)
    monkeypatch.setattr(systems, "__path__", [*systems.__path__, str(tmp_path)])
    site = serve()
    rows = "Cabinet;2026-03-04;/documents/s61000/x.pdf\nAudit;2026-03-05;/none.pdf\nCabinet;2012-03-05;/old.pdf"
    site.fault("/agendas.txt", lambda handler: handler.say(200, "text/plain", rows.encode()))
    Path("corpus").mkdir()
    Path("corpus/councils.toml").write_text(f'[councils]\nToyham = {{ url = "{site.url}", system = "textfiles" }}\n')
    tried = outturn("councils", "--pause", "0")
    assert tried.stdout == (
        f"Toyham: textfiles, {site.url} (all committees): answers; 2 of 2 committees are of interest\n"
    )
    done = outturn("fetch", "--council", "Toyham", *DAYS, "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["documents"] == {"found": 2, "downloaded": 1, "unchanged": 0, "failed": 1}
    had, missing = sorted(lines(Path("corpus")), key=lambda line: "path" not in line)
    assert (had["council"], had["system"], had["meeting_date"]) == ("Toyham", "textfiles", "2026-03-04")
    assert "is not there (404 Not Found)" in missing["status"]
    again = outturn("fetch", "--council", "Toyham", *DAYS, "--json")
    assert json.loads(again.stdout)["documents"]["unchanged"] == 1
    assert len(site.asked("s61000")) == 1
    assert site.requests[0].path == "/robots.txt"
    assert "--url needs --system, cmis, moderngov or textfiles." in outturn("fetch", "--url", site.url).stderr


def test_trying_asks_for_committees_and_nothing_else(serve: Serve) -> None:
    site = serve()
    listed(site)
    result = outturn("councils", "--json")
    assert json.loads(result.stdout)[0]["listed"] == ["Cabinet"]
    assert [request.path for request in site.requests] == ["/robots.txt", "/mgWebService.asmx/GetCommittees"]


@pytest.mark.parametrize(("fault", "loaded", "status"), [(False, 0, 0), (False, 1, 1), (True, 0, 1), (True, 2, 2)])
def test_sync_is_fetch_and_run(fault: bool, loaded: int, status: int, serve: Serve) -> None:
    site = serve(pages=False)
    if fault:
        site.fault("ID=61000", server.status(404))
    called: list[Any] = []

    def run(paths: list[Path], *, db: Path | None, jobs: int | None) -> tuple[dict[str, object], int]:
        called.append((paths, db, jobs))
        return {"pages": 3}, loaded

    words = ["--url", site.url, "--system", "moderngov", "--db", "x.duckdb", "--jobs", "2", "--json"]
    result = outturn("sync", *words, *DAYS, run=run)
    assert result.exit_code == status
    assert called == [([Path("corpus")], Path("x.duckdb"), 2)]
    seen = json.loads(result.stdout)
    assert seen["run"] == {"pages": 3}
    assert seen["fetch"]["meetings"] == 3


def test_sync_loads_nothing_where_the_question_is_wrong() -> None:
    def run(*_: object, **__: object) -> tuple[dict[str, object], int]:
        raise AssertionError("nothing is to be loaded")

    assert outturn("sync", "--council", "Dudley", run=run).exit_code == 2


def test_help_names_every_option() -> None:
    text = outturn("fetch", "--help").stdout
    for option in ("--council", "--since", "--until", "--corpus", "--pause", "--json", "--url", "--system",
                   "--committee", "--with", "--recheck", "--max-size"):  # fmt: skip
        assert option in text
    assert "75 another fetch" in text
