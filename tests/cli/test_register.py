"""What people decide, from the question that the command asks to the series that changes and stays changed."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from extract.cli import app
from extract.warehouse import open_database
from tests.cli.conftest import Ended, Outturn, environment

HEAD = "Thornby Council\nReport to the Cabinet\nDate: {day}\n\n"
PAPERS = {
    "old": HEAD.format(day="11 September 2019") + """| Indicator | Q1 2019-20 | Target 2019-20 |
|---|---|---|
| PI.1 Percentage of calls answered | 71.2% | 75% |
| PI.2 Average time to re-let homes (days) | 41 | 40 |
| LC1 Museum visits | 3,120 | 3,000 |
| LC2 Library visits | 8,122 | 8,000 |
""",
    "first": HEAD.format(day="12 September 2023") + """| Indicator | Q1 2023-24 | Target 2023-24 |
|---|---|---|
| PI.1 Percentage of calls answered | 8.33% | 85% |
| PI.2 Average re-let time, homes (days) | 31 | 30 |
| LC1 Museum school visits | 512 | 500 |
| LC2 Library visits | 7,345 | 7,400 |
""",
    "second": HEAD.format(day="14 November 2023") + """| Indicator | Q1 2023-24 | Q2 2023-24 | Target 2023-24 |
|---|---|---|---|
| PI.1 Percentage of calls answered | 83.9% | 82.5% | 85% |
| PI.2 Average re-let time, homes (days) | 31 | 32 | 30 |
| LC2 Library visits | 7,345 | 7,402 | 7,400 |
""",
}  # fmt: skip
BY = 'who = "A. Analyst"\nwhen = 2026-03-02\nwhy = "The service says so"\n'
MUSEUM = '["LC1 Museum visits", "LC1 Museum school visits"]'
RELET = '["PI.2 Average time to re-let homes (days)", "PI.2 Average re-let time, homes (days)"]'


def digest(name: str) -> str:
    return hashlib.sha256(PAPERS[name].encode()).hexdigest()


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three papers and a database of them, made without a register."""
    folder = tmp_path_factory.mktemp("register")
    (folder / "papers").mkdir()
    for name, text in PAPERS.items():
        (folder / "papers" / f"{name}.txt").write_text(text, encoding="utf-8")
    words = [
        "run",
        str(folder / "papers"),
        "--db",
        str(folder / "made.duckdb"),
        "--register",
        str(folder / "none.toml"),
    ]
    done = CliRunner(env=environment()).invoke(app, words)
    assert done.exit_code == 0, done.output
    return folder


Decide = Callable[[str], Ended]


@pytest.fixture
def decide(outturn: Outturn, loaded: Path, tmp_path: Path) -> Decide:
    """Runs the papers into the database again, which holds them all, under a register of this text."""
    shutil.copy(loaded / "made.duckdb", tmp_path / "made.duckdb")

    def run(register: str) -> Ended:
        (tmp_path / "register.toml").write_text(register, encoding="utf-8")
        return outturn(
            "run", loaded / "papers", "--db", tmp_path / "made.duckdb", "--register", tmp_path / "register.toml"
        )

    return run


def ask(db: Path, sql: str) -> list[tuple[Any, ...]]:
    con = open_database(db, read_only=True)
    try:
        return con.execute(sql).fetchall()
    finally:
        con.close()


IDS = "SELECT count(DISTINCT indicator_id), count(indicator_id) FROM indicator_alias WHERE label LIKE '{}'"
CALLS = "SELECT value::DOUBLE, path FROM series WHERE code = 'PI.1' AND measure = 'outturn' AND period = '2023-24 Q1'"
ENTRIES = [
    (f'[[same]]\ncouncil = "Thornby"\nnames = {MUSEUM}\n', IDS.format("Museum%"), [(1, 1)], [(1, 2)]),
    (f'[[different]]\ncouncil = "Thornby"\nnames = {RELET}\n', IDS.format("Average%"), [(1, 3)], [(2, 3)]),
    ('[[no_indicator]]\ncouncil = "Thornby"\nnames = ["LC2"]\n', IDS.format("%Library visits"), [(1, 3)], [(0, 0)]),
    ('[[break]]\ncouncil = "Thornby"\nname = "PI.1"\nfirst_paper = 2023-09-12\n',
     "SELECT count(*) FROM indicator WHERE contains(indicator_id, '-from-2023-09-12')", [(0,)], [(1,)]),
    (f'[[paper]]\ndocument = "{digest("second")[:12]}"\nwithdrawn = true\n', CALLS,
     [(83.9, "second.txt")], [(8.33, "first.txt")]),
    (f'[[paper]]\ndocument = "{digest("second")}"\nreplaced_by = "{digest("first")[:12]}"\n',
     "SELECT path, superseded_by FROM document WHERE withdrawn", [], [("second.txt", digest("first"))]),
    (f'[[paper]]\ndocument = "{digest("old")[:12]}"\ncouncil = "Thornbury"\nmeeting_date = 2019-09-18\n',
     "SELECT council, meeting_date::VARCHAR FROM document WHERE path = 'old.txt'",
     [("Thornby", "2019-09-11")], [("Thornbury", "2019-09-18")]),
    (f'[[misprint]]\ndocument = "{digest("first")[:12]}"\nname = "PI.1"\nperiod = "2023-24 Q1"\nprinted = 8.33\n'
     "right = 83.3\n",
     "SELECT value::DOUBLE, raw FROM printing WHERE path = 'first.txt' AND code = 'PI.1' AND measure = 'outturn'",
     [(8.33, "8.33%")], [(83.3, "8.33%")]),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "sql", "before", "after"), ENTRIES, ids=[e[0].split("\n")[0] for e in ENTRIES])
def test_a_decision_counts_at_once_and_can_be_taken_back(
    decide: Decide, tmp_path: Path, entry: str, sql: str, before: list[tuple[Any, ...]], after: list[tuple[Any, ...]]
) -> None:
    db = tmp_path / "made.duckdb"
    assert ask(db, sql) == before
    for register, expected in ((entry + BY, after), (entry + BY, after), ("", before)):
        ended = decide(register)
        assert ended.status == 0, ended.err
        assert ask(db, sql) == expected
        assert ask(db, "SELECT message FROM finding WHERE check_name = 'register'") == []


def test_all_decisions_survive_a_database_made_anew(outturn: Outturn, loaded: Path, tmp_path: Path) -> None:
    kept = [entry for number, entry in enumerate(ENTRIES) if number not in (4, 6)]
    register = tmp_path / "register.toml"
    register.write_text("\n".join(entry + BY for entry, *_ in kept), encoding="utf-8")
    db = tmp_path / "anew.duckdb"
    for again in ((), ("--again",)):
        ended = outturn("run", loaded / "papers", "--db", db, "--register", register, *again)
        assert ended.status == 0, ended.err
        for entry, sql, _, after in kept:
            assert ask(db, sql) == after, entry


@pytest.mark.parametrize(
    ("register", "says"),
    [
        ('[[same]]\ncouncil = "Thornby"\nnames = ["PI.1", "PI.9 Trees planted"]\n',
         "No paper of Thornby prints “PI.9 Trees planted”."),
        ('[[paper]]\ndocument = "0123456789ab"\nwithdrawn = true\n', "There is no paper 0123456789ab."),
        (f'[[misprint]]\ndocument = "{digest("first")[:12]}"\nname = "PI.1"\nperiod = "2023-24 Q1"\nprinted = 8.34\n'
         "right = 83.4\n", "first.txt prints no 8.34 of “PI.1” for 2023-24 Q1."),
        (f'[[same]]\ncouncil = "Thornby"\nnames = {MUSEUM}\n{BY}[[different]]\ncouncil = "Thornby"\nnames = {MUSEUM}\n',
         "“LC1 Museum visits” and “LC1 Museum school visits” of Thornby are both same and different."),
        (f'[[same]]\ncouncil = "Thornby"\nnames = {MUSEUM}\n{BY}[[no_indicator]]\ncouncil = "Thornby"\n'
         'names = ["LC1 Museum visits"]\n', "“LC1 Museum visits” of Thornby is both a measure and none."),
    ],
    ids=["a name that is gone", "a paper that is gone", "a misprint that is not printed", "same and different", "none"],
)  # fmt: skip
def test_a_decision_that_is_dead_or_contradicts_another_is_a_finding(
    decide: Decide, outturn: Outturn, tmp_path: Path, register: str, says: str
) -> None:
    assert decide(register + BY).status == 0
    listed = outturn("findings", "--check", "register", "--db", tmp_path / "made.duckdb", "--json").json
    assert [(one["severity"], one["message"]) for one in listed] == [("warning", f"The register: {says}")]


def test_a_question_is_asked_answered_and_gone(decide: Decide, outturn: Outturn, tmp_path: Path) -> None:
    db = tmp_path / "made.duckdb"
    screen = " ".join(outturn("review", "--db", db).out.split())
    assert "1. Thornby has no indicator until somebody decides Is LC1 Museum school visits" in screen
    assert "the same as LC1 Museum visits 1 paper, the last of 2019-09-11" in screen
    assert "· name: 80 alike" in screen
    assert "2019-20 Q1 3120 2023-24 Q1 512" in screen
    answer = outturn("review", "1", "--db", db).out
    same = "[[same]]" + answer.partition("[[same]]")[2].partition("[[different]]")[0]
    decided = same.replace('who = ""', 'who = "A. Analyst"').replace('why = ""', 'why = "schools are counted apart"')
    assert decide(decided).status == 0
    assert ask(db, IDS.format("Museum%")) == [(1, 2)]
    assert outturn("review", "--db", db).out == "No name waits for a decision.\n"
    different = decided.replace("[[same]]", "[[different]]")
    assert decide(different).status == 0
    assert ask(db, IDS.format("Museum%")) == [(2, 2)]
    assert outturn("review", "--db", db).out == "No name waits for a decision.\n"


def test_questions_for_programs(outturn: Outturn, loaded: Path) -> None:
    (found,) = outturn("review", "--db", loaded / "made.duckdb", "--json").json
    assert (found["label"], found["candidate_label"], found["waits"]) == ("Museum school visits", "Museum visits", True)
    assert outturn("review", "--db", loaded / "made.duckdb", "--council", "Nowhere", "--json").json == []
    assert outturn("review", "7", "--db", loaded / "made.duckdb").status == 1


def test_a_decision_without_a_reason_is_refused(decide: Decide) -> None:
    ended = decide(f'[[same]]\ncouncil = "Thornby"\nnames = {MUSEUM}\nwho = ""\nwhen = 2026-03-02\nwhy = ""\n')
    assert ended.status == 2
    assert "who" in ended.err
