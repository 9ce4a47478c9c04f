"""`outturn export`: the database as files."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Outturn


def test_every_table_is_a_file(outturn: Outturn, loaded: Path, tmp_path: Path) -> None:
    for name in ("csv", "parquet"):
        ended = outturn("export", name, "out", "--db", loaded)
        assert ended.status == 0, ended.err
        assert {f"observation.{name}", f"series.{name}"} <= {path.name for path in (tmp_path / "out").iterdir()}


def test_how_it_ends(outturn: Outturn, loaded: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert outturn("export", "dbase", "out", "--db", loaded).status == 2
    assert outturn("export", "csv", "file", "--db", loaded).status == 2
    missing = outturn("export", "csv", "out", "--db", "nowhere.duckdb")
    assert (missing.status, missing.err) == (
        2,
        "There is no database at nowhere.duckdb yet; `outturn run` makes it.\n",
    )
