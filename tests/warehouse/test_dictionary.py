from __future__ import annotations

from duckdb import DuckDBPyConnection

from extract.warehouse.dictionary import DICTIONARY, SCHEMA, dictionary, json_schema
from extract.warehouse.export import exported

STALE = "run `python -m extract.warehouse.dictionary` and commit what it writes"


def test_the_dictionary_is_up_to_date() -> None:
    assert DICTIONARY.read_text(encoding="utf-8") == dictionary(), STALE


def test_the_json_schema_is_up_to_date() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == json_schema(), STALE


def test_everything_is_documented(con: DuckDBPyConnection) -> None:
    text = dictionary()
    for name in (*exported(con), "as_known_on(day)"):
        assert f"### {name}\n\n" in text
    assert "None" not in text
