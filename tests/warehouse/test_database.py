from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from duckdb import DuckDBPyConnection

from extract.warehouse import (
    CannotOpen,
    DatabaseLocked,
    NeedsMigration,
    NotADatabase,
    NotWritable,
    TooNew,
    load,
    open_database,
)
from extract.warehouse.database import transaction
from extract.warehouse.migrate import STORAGE_VERSION, bring_up_to_date, storage_version

from .papers import everything, full_paper


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "outturn.duckdb"
    with open_database(path) as con:
        load(con, full_paper())
        before = everything(con)
    content = path.read_bytes()
    with open_database(path) as con:
        assert everything(con) == before
        assert storage_version(con) == STORAGE_VERSION
    assert path.read_bytes() == content


def test_a_second_process_is_told_who_has_the_file(tmp_path: Path) -> None:
    path = tmp_path / "outturn.duckdb"
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from extract.warehouse import open_database\n"
            "con = open_database(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()",
            str(path),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    try:
        for read_only in (False, True):
            with pytest.raises(DatabaseLocked) as refused:
                open_database(path, read_only=read_only)
            assert str(refused.value).startswith(f"{path} is open in another program")
            assert f"process {holder.pid})" in str(refused.value)
            assert "try again" in str(refused.value)
    finally:
        holder.communicate()
    open_database(path).close()


def test_a_process_that_dies_half_way_leaves_nothing_of_the_paper(tmp_path: Path) -> None:
    path = tmp_path / "outturn.duckdb"
    program = (
        "import os, sys; from pathlib import Path; from extract.warehouse import load, open_database\n"
        "from extract.warehouse import load as _; import extract.warehouse.names as names\n"
        "from tests.warehouse.papers import full_paper\n"
        "con = open_database(Path(sys.argv[1])); load(con, full_paper('whole'))\n"
        "module = sys.modules['extract.warehouse.load']; module.apply_aliases = lambda *_: os._exit(9)\n"
        "load(con, full_paper('half'))"
    )
    died = subprocess.run([sys.executable, "-c", program, str(path)], check=False, cwd=Path(__file__).parents[2])
    assert died.returncode == 9
    with open_database(path) as con:
        assert con.execute("SELECT document_id FROM document").fetchall() == [("whole",)]
        assert con.execute("SELECT count(*) FROM observation").fetchall() == [(3,)]


@pytest.mark.parametrize("content", [b"", b"abc", b"%PDF-1.7 " * 1000], ids=["empty", "short", "pdf"])
def test_a_file_of_another_kind_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(content)
    with pytest.raises(NotADatabase, match=r"paper\.pdf is not a DuckDB file"):
        open_database(path)
    assert path.read_bytes() == content


def test_a_sqlite_file_is_not_taken_for_ours(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    con = sqlite3.connect(path)
    con.execute("CREATE TABLE t (i)")
    con.close()
    with pytest.raises(NotADatabase):
        open_database(path)


def test_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "outturn.duckdb"
    open_database(path).close()
    content = bytearray(path.read_bytes())
    content[20:4096] = bytes(4076)
    path.write_bytes(content)
    with pytest.raises(NotADatabase, match="damaged"):
        open_database(path)


@pytest.mark.parametrize(
    "sql", ["CREATE TABLE sales (i INTEGER)", "CREATE TABLE meta (i INTEGER)", "CREATE TABLE document (i INTEGER)"]
)
def test_somebody_elses_database_is_left_alone(tmp_path: Path, sql: str) -> None:
    path = tmp_path / "theirs.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute(sql)
    with pytest.raises(NotADatabase, match="not one that Outturn made"):
        open_database(path)
    with duckdb.connect(str(path)) as con:
        assert len(con.execute("FROM duckdb_tables()").fetchall()) == 1


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(NotADatabase, match="is a folder"):
        open_database(tmp_path)


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotWritable, match="cannot be written"):
        open_database(tmp_path / "file" / "outturn.duckdb")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o555)
    with pytest.raises(NotWritable, match="cannot be written"):
        open_database(folder / "outturn.duckdb")


def test_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "outturn.duckdb"
    with open_database(path) as con:
        con.execute("UPDATE meta SET value = '99' WHERE name = 'storage_version'")
    for read_only in (False, True):
        with pytest.raises(TooNew, match=r"outturn\.duckdb cannot be used: a newer Outturn made it .*99"):
            open_database(path, read_only=read_only)


def test_reading_only(tmp_path: Path) -> None:
    path = tmp_path / "outturn.duckdb"
    with pytest.raises(CannotOpen, match="There is no database"):
        open_database(path, read_only=True)
    open_database(path).close()
    with open_database(path, read_only=True) as con, pytest.raises(duckdb.Error):
        con.execute("DELETE FROM document")
    with open_database(path) as con:
        con.execute("ALTER TABLE document DROP COLUMN period")
    with pytest.raises(NeedsMigration, match="brings it up to date"):
        open_database(path, read_only=True)


def test_an_older_file_is_migrated_step_by_step(con: DuckDBPyConnection) -> None:
    load(con, full_paper())
    steps = [
        "ALTER TABLE document ADD COLUMN language VARCHAR; UPDATE document SET language = 'en'",
        "ALTER TABLE document ADD COLUMN welsh BOOLEAN; UPDATE document SET welsh = (language = 'cy')",
    ]
    with transaction(con):
        bring_up_to_date(con, steps[:1])
    assert con.execute("SELECT language FROM document").fetchall() == [("en",)]
    for _ in range(2):
        with transaction(con):
            bring_up_to_date(con, steps)
    assert con.execute("SELECT language, welsh, path FROM document").fetchall() == [("en", False, "full.pdf")]
    assert storage_version(con) == 3
    assert con.execute("SELECT count(*) FROM printing").fetchall() == [(3,)]


def test_a_migration_that_fails_changes_nothing(con: DuckDBPyConnection) -> None:
    load(con, full_paper())
    before = everything(con)

    def migrate() -> None:
        with transaction(con):
            bring_up_to_date(con, ["ALTER TABLE document ADD COLUMN language VARCHAR", "SELECT error('no')"])

    with pytest.raises(duckdb.Error, match="no"):
        migrate()
    assert everything(con) == before


def test_columns_added_to_the_models_are_added_to_older_files(tmp_path: Path) -> None:
    path = tmp_path / "outturn.duckdb"
    with open_database(path) as con:
        load(con, full_paper())
        columns = con.execute("SELECT column_name, column_type FROM (DESCRIBE observation)").fetchall()
        con.execute("DROP TABLE table_seen")
        con.execute("ALTER TABLE observation DROP COLUMN decimals")
        con.execute("ALTER TABLE document DROP COLUMN reader_version")
    with open_database(path) as con:
        added = con.execute("SELECT column_name, column_type FROM (DESCRIBE observation)").fetchall()
        assert sorted(added) == sorted(columns)
        assert con.execute("SELECT reader_version FROM document").fetchall() == [("",)]
        assert con.execute("SELECT count(decimals) FROM printing").fetchall() == [(2,)]
        load(con, full_paper())
        assert con.execute("SELECT count(*) FROM table_seen").fetchall() == [(1,)]
