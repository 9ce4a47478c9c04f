from __future__ import annotations

from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from extract.warehouse import ExportFailed, UnknownFormat, assign, export, load
from extract.warehouse.export import exported

from .papers import full_paper, register

READ = {
    "csv": "read_csv('{path}', all_varchar = true, header = true, nullstr = '', allow_quoted_nulls = false)",
    "parquet": "read_parquet('{path}')",
}


@pytest.fixture
def loaded(con: DuckDBPyConnection) -> DuckDBPyConnection:
    load(con, full_paper())
    assign(con, *register("full"))
    return con


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_files_read_back_as_they_were(loaded: DuckDBPyConnection, format: str, tmp_path: Path) -> None:
    target = tmp_path / "it's" / "out"
    written = export(loaded, format, target)
    assert written == sorted(target.iterdir())
    assert {path.stem for path in written} >= {"document", "observation", "series", "revision", "finding_detail"}
    for path in written:
        expected = loaded.execute(f"FROM {path.stem} ORDER BY ALL").fetchall()
        types = loaded.execute(f"DESCRIBE {path.stem}").fetchall()
        columns = ", ".join(f"{name}::{type_} AS {name}" for name, type_, *_ in types)
        source = READ[format].format(path=str(path).replace("'", "''"))
        assert loaded.execute(f"SELECT {columns} FROM {source} ORDER BY ALL").fetchall() == expected, path


def test_decimals_are_exact(loaded: DuckDBPyConnection, tmp_path: Path) -> None:
    export(loaded, "csv", tmp_path)
    assert "12345678901234.123456" in (tmp_path / "observation.csv").read_text()
    export(loaded, "parquet", tmp_path)
    types = loaded.execute(f"DESCRIBE FROM '{tmp_path}/observation.parquet'").fetchall()
    assert ("value", "DECIMAL(20,6)") in {(name, type_) for name, type_, *_ in types}


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_two_exports_are_the_same_files(loaded: DuckDBPyConnection, format: str, tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in export(loaded, format, tmp_path / "a")}
    load(loaded, full_paper())
    again = {path.name: path.read_bytes() for path in export(loaded, format, tmp_path / "a")}
    assert first == again


def test_an_unknown_format_names_those_there_are(con: DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match="'xls'; there are csv, parquet"):
        export(con, "xls", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_export_that_fails_leaves_what_was_there(loaded: DuckDBPyConnection, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in export(loaded, "csv", tmp_path)}
    loaded.execute("UPDATE document SET title = 'changed'")
    loaded.execute("CREATE VIEW zzz AS SELECT error('broken') AS x")
    with pytest.raises(ExportFailed, match="broken"):
        export(loaded, "csv", tmp_path)
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.suffix != ".duckdb"}
    after.pop("outturn.duckdb.wal", None)
    assert after == before


def test_a_file_in_the_way(loaded: DuckDBPyConnection, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(ExportFailed, match="taken"):
        export(loaded, "csv", tmp_path / "taken")


def test_the_database_keeps_its_own_notes(con: DuckDBPyConnection) -> None:
    assert "meta" not in exported(con)
