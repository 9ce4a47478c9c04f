"""`outturn run` as a whole: what is counted, what is kept, and how it ends."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import duckdb
import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.warehouse import open_database
from tests.cli.conftest import CORPUS, SMALL, Outturn, command, environment

NOTHING = {"found": 0, "loaded": 0, "unchanged": 0, "duplicate": 0, "failed": 0}


def tables(db: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in a stable order."""
    with duckdb.connect(str(db), read_only=True) as con:
        names = [name for (name,) in con.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()]
        return {name: con.execute(f"FROM {name} ORDER BY ALL").fetchall() for name in names}


def ask(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(db), read_only=True) as con:
        return con.execute(sql).fetchall()


def locked_pdf(path: Path) -> None:
    canvas = Canvas(str(path), encrypt="secret")
    canvas.drawString(72, 720, "Corporate scorecard")
    canvas.save()


def broken_files(folder: Path) -> list[str]:
    """One file for each way in which a file can give nothing."""
    (folder / "no-pdf.pdf").write_bytes(b"not a pdf")
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "cut-off.pdf").write_bytes((CORPUS / SMALL[1]).read_bytes()[:9000])
    (folder / "word.docx").write_bytes(b"PK")
    (folder / "sheet.xlsx").write_bytes(b"PK")
    locked_pdf(folder / "locked.pdf")
    return ["cut-off.pdf", "empty.pdf", "locked.pdf", "no-pdf.pdf", "sheet.xlsx", "word.docx"]


def test_what_programs_read_of_it(typed: Outturn, shelf: Path, tmp_path: Path) -> None:
    ended = typed("run", shelf, "--db", "a.duckdb", "--json")
    assert ended.status == 0, ended.err
    report = ended.json
    assert list(report) == ["files", "pages", "observations", "commentary", "findings", "seconds", "db"]
    assert report["files"] == {"found": 3, "loaded": 3, "unchanged": 0, "duplicate": 0, "failed": 0}
    assert list(report["findings"]) == ["error", "warning", "info"]
    assert report["db"] == "a.duckdb"
    counts = "SELECT (SELECT sum(pages) FROM document), (SELECT count(*) FROM observation)"
    assert ask(tmp_path / "a.duckdb", counts) == [(report["pages"], report["observations"])]
    assert report["observations"] > 0


def test_loading_again_changes_nothing(typed: Outturn, shelf: Path, loaded: Path, tmp_path: Path) -> None:
    db = tmp_path / "a.duckdb"
    shutil.copy(loaded, db)
    ended = typed("run", shelf, "--db", "a.duckdb", "--json")
    assert (ended.status, ended.json["files"]) == (0, NOTHING | {"found": 3, "unchanged": 3})
    assert tables(db) == tables(loaded)
    assert typed("run", shelf, "--db", "a.duckdb", "--again", "--json").json["files"]["loaded"] == 3
    assert tables(db) == tables(loaded)


def test_jobs_and_order_do_not_matter(typed: Outturn, shelf: Path, loaded: Path, tmp_path: Path) -> None:
    for name in reversed(SMALL):
        assert typed("run", shelf / name, "--db", "a.duckdb", "--jobs", 1).status == 0
    assert tables(tmp_path / "a.duckdb") == tables(loaded)


def test_the_same_bytes_under_two_names(typed: Outturn, shelf: Path, tmp_path: Path) -> None:
    for name in SMALL[1:]:
        (shelf / name).unlink()
    (shelf / "copies").mkdir()
    shutil.copy(shelf / SMALL[0], shelf / "copies" / "again.pdf")
    ended = typed("run", shelf, "--db", "a.duckdb", "--json")
    assert ended.json["files"] == NOTHING | {"found": 2, "loaded": 1, "duplicate": 1}
    assert f"{SMALL[0]} is copies/again.pdf" in ended.err
    sources = "SELECT path FROM document_source ORDER BY path"
    assert ask(tmp_path / "a.duckdb", sources) == [("copies/again.pdf",), (SMALL[0],)]
    again = typed("run", shelf, "--db", "a.duckdb", "--json").json["files"]
    assert again == NOTHING | {"found": 2, "unchanged": 1, "duplicate": 1}


def test_files_that_give_nothing(typed: Outturn, shelf: Path, tmp_path: Path) -> None:
    broken = broken_files(shelf)
    ended = typed("run", shelf, "--db", "a.duckdb", "--json")
    assert ended.status == 1
    assert ended.json["files"] == {"found": 9, "loaded": 3, "unchanged": 0, "duplicate": 0, "failed": 6}
    assert ended.json["findings"]["error"] >= 6
    said = ask(tmp_path / "a.duckdb", "SELECT message FROM finding WHERE document_id IS NULL AND severity = 'error'")
    named = sorted(Path(message.partition(": ")[0]).name for (message,) in said)
    assert named == broken
    assert all(message in ended.err for (message,) in said)


def test_a_file_that_was_mended_is_no_longer_found_fault_with(typed: Outturn, tmp_path: Path) -> None:
    paper = tmp_path / "papers" / "paper.pdf"
    paper.parent.mkdir()
    paper.write_bytes(b"not a pdf")
    assert typed("run", "papers", "--db", "a.duckdb").status == 1
    shutil.copy(CORPUS / SMALL[0], paper)
    assert typed("run", "papers", "--db", "a.duckdb").status == 0
    assert ask(tmp_path / "a.duckdb", "SELECT count(*) FROM finding WHERE severity = 'error'") == [(0,)]


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["run", "nowhere"], 2, "There is nothing at nowhere"),
        (["run"], 2, "There is nothing at corpus"),
        (["run", ".", "--jobs", "0"], 2, "--jobs"),
        (["run", ".", "--db", "folder"], 2, "folder is a folder"),
        (["run", ".", "--db", "text.txt"], 2, "not a DuckDB file"),
        (["run", ".", "--register", "wrong.toml", "--db", "a.duckdb"], 2, "wrong.toml"),
        (["run", ".", "--words", "missing.toml", "--db", "a.duckdb"], 2, "missing.toml"),
        (["run", "folder", "--db", "a.duckdb"], 0, "No papers were found"),
    ],
)
def test_how_it_ends(words: list[str], status: int, says: str, typed: Outturn, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text.txt").write_text("a text")
    (tmp_path / "wrong.toml").write_text("same = 1")
    ended = typed(*words)
    assert (ended.status, says in ended.err + ended.out) == (status, True), ended


def test_an_empty_folder_is_no_fault(typed: Outturn, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ended = typed("run", "empty", "--db", "a.duckdb", "--json")
    assert (ended.status, ended.json["files"]) == (0, NOTHING)
    assert ended.err == "No papers were found, so nothing was loaded into a.duckdb.\n"


def test_a_second_writer_is_told(typed: Outturn, shelf: Path, tmp_path: Path) -> None:
    con = open_database(tmp_path / "a.duckdb")
    try:
        ended = typed("run", shelf, "--db", "a.duckdb")
    finally:
        con.close()
    assert ended.status == 2
    assert "a.duckdb is open in another program" in ended.err
    assert ended.out == ""


def test_what_a_manifest_says(typed: Outturn, shelf: Path, tmp_path: Path) -> None:
    addresses = ["https://example.org/1.pdf", "https://example.org/2.pdf"]
    about = {"path": SMALL[0], "council": "Elsewhere", "committee": None, "meeting_date": "2012-02-08", "title": ""}
    lines = [
        json.dumps({**about, "url": url, "retrieved": f"2020-01-0{n}T00:00:00Z"}) for n, url in enumerate(addresses, 1)
    ]
    (shelf / "manifest.jsonl").write_text("\n".join(["not JSON", *lines]) + "\n")
    ended = typed("run", shelf / SMALL[0], "--db", "a.duckdb")
    assert (ended.status, "line 1 was passed over" in " ".join(ended.out.split())) == (0, True)
    assert ask(tmp_path / "a.duckdb", "SELECT council, source_url FROM document") == [("Elsewhere", addresses[0])]
    found = ask(tmp_path / "a.duckdb", "SELECT path, url FROM document_source ORDER BY url")
    assert found == [(SMALL[0], address) for address in addresses]


def test_a_council_that_is_named_later_is_taken_in(typed: Outturn, tmp_path: Path) -> None:
    text = tmp_path / "papers" / "paper.txt"
    text.parent.mkdir()
    text.write_text("A text without a council\n\nIndicator\tQ1\nPI 1 Bins\t4%\n")
    typed("run", "papers", "--db", "a.duckdb")
    assert typed("run", "papers", "--db", "a.duckdb", "--council", "Dudley", "--json").json["files"]["loaded"] == 1
    assert typed("run", "papers", "--db", "a.duckdb", "--council", "Dudley", "--json").json["files"]["unchanged"] == 1
    assert ask(tmp_path / "a.duckdb", "SELECT council, pages FROM document") == [("Dudley", None)]


@pytest.mark.parametrize(
    ("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_a_run_that_is_stopped_leaves_whole_papers(
    sent: signal.Signals, status: int, typed: Outturn, shelf: Path, loaded: Path, tmp_path: Path
) -> None:
    """However it ends, what is there is what an undisturbed run would have left, and the next run completes it."""
    db = tmp_path / "a.duckdb"
    words = command("run", shelf, "--db", db, "--jobs", 1)
    pipe = subprocess.PIPE
    running = subprocess.Popen(
        words, cwd=tmp_path, env=environment(), stdout=pipe, stderr=pipe, text=True, start_new_session=True
    )
    wait_for(db)
    running.send_signal(sent)
    _, err = running.communicate(timeout=30)
    assert running.returncode == status, err
    assert "Traceback" not in err
    whole = tables(loaded)
    for table, rows in after_the_kill(db).items():
        if table in ("document", "observation", "finding", "table_seen"):
            assert {bare(row) for row in rows} <= {bare(row) for row in whole[table]}
    assert typed("run", shelf, "--db", db).status == 0
    assert tables(db) == whole


def wait_for(db: Path) -> None:
    """Until the first paper is on its way into the database."""
    wal = db.with_name(db.name + ".wal")
    for _ in range(400):
        if wal.exists() or (db.exists() and db.stat().st_size > 0):
            break
        time.sleep(0.025)
    time.sleep(0.8)


def after_the_kill(db: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What another program sees, once what was under way is undone."""
    open_database(db).close()
    return tables(db)


def bare(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row without the indicators, which come only after the last paper."""
    return tuple(field for field in row if not (isinstance(field, str) and field.startswith("tamebrook-")))
