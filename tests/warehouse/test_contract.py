"""The names and types that users and scripts rely on, written down once more by hand."""

from __future__ import annotations

import duckdb
import pytest
from duckdb import DuckDBPyConnection

from extract.warehouse import ddl, load
from schemas.records import Document, Observation

from .papers import full_paper

CONTRACT = """
document         document_id VARCHAR, path VARCHAR, source_url VARCHAR, council VARCHAR, committee VARCHAR,
                 meeting_date DATE, title VARCHAR, pages INTEGER
document_source  document_id VARCHAR, path VARCHAR, url VARCHAR, retrieved TIMESTAMP
section          section_id VARCHAR, document_id VARCHAR, item VARCHAR, title VARCHAR, first_page INTEGER,
                 last_page INTEGER, period VARCHAR
observation      observation_id VARCHAR, document_id VARCHAR, page INTEGER, x0 DOUBLE, top DOUBLE, x1 DOUBLE,
                 bottom DOUBLE, source VARCHAR, indicator_id VARCHAR, indicator_code VARCHAR,
                 indicator_label VARCHAR, measure VARCHAR, period VARCHAR, period_start DATE, period_end DATE,
                 value DECIMAL(20,6), unit VARCHAR, numerator DECIMAL(20,6), denominator DECIMAL(20,6),
                 qualifier VARCHAR, status VARCHAR, raw VARCHAR
assessment       document_id VARCHAR, page INTEGER, indicator_id VARCHAR, indicator_code VARCHAR,
                 indicator_label VARCHAR, period VARCHAR, heading VARCHAR, polarity VARCHAR,
                 reporting_basis VARCHAR, score VARCHAR, score_meaning VARCHAR, short_term_trend VARCHAR,
                 annual_trend VARCHAR
commentary       document_id VARCHAR, indicator_id VARCHAR, indicator_code VARCHAR, indicator_label VARCHAR,
                 first_page INTEGER, last_page INTEGER, period VARCHAR, kind VARCHAR, text VARCHAR
finding          finding_id VARCHAR, document_id VARCHAR, page INTEGER, observation_id VARCHAR,
                 check_name VARCHAR, severity VARCHAR, message VARCHAR, suggestion VARCHAR, state VARCHAR
indicator        indicator_id VARCHAR, code VARCHAR, name VARCHAR, unit VARCHAR, polarity VARCHAR,
                 council VARCHAR, first_period VARCHAR, last_period VARCHAR
indicator_alias  indicator_id VARCHAR, document_id VARCHAR, code VARCHAR, label VARCHAR, method VARCHAR,
                 score DOUBLE, decision VARCHAR
series           indicator_id VARCHAR, measure VARCHAR, period VARCHAR, qualifier VARCHAR, value DECIMAL(20,6),
                 document_id VARCHAR, page INTEGER, observation_id VARCHAR
revision         indicator_id VARCHAR, measure VARCHAR, period VARCHAR, value DECIMAL(20,6), meeting_date DATE,
                 document_id VARCHAR, page INTEGER, observation_id VARCHAR
"""
KEYS = {"document": "document_id", "section": "section_id", "observation": "observation_id", "finding": "finding_id"}
VALUES = {
    ("observation", "source"): "table prose",
    ("observation", "measure"): "outturn target floor benchmark",
    ("observation", "status"): "reported new_measure not_yet_available not_applicable no_target not_comparable "
    "suppressed missing unreadable",
    ("assessment", "polarity"): "bigger_is_better smaller_is_better plan_is_best",
    ("assessment", "score_meaning"): "better within_tolerance worse",
    ("assessment", "annual_trend"): "improving worsening steady",
    ("commentary", "kind"): "performance impact assurance comment",
    ("finding", "severity"): "error warning info",
    ("finding", "state"): "open accepted rejected",
}


def promised() -> set[tuple[str, str, str]]:
    columns = set()
    table = ""
    for line in CONTRACT.strip().splitlines():
        if not line.startswith(" "):
            table, _, line = line.partition(" ")  # noqa: PLW2901
        for column in line.replace("(20,6)", "(20;6)").split(","):
            if column.strip():
                name, type_ = column.split()
                columns.add((table, name, type_.replace(";", ",")))
    return columns


def test_every_promised_column_is_there(con: DuckDBPyConnection) -> None:
    found = con.execute("SELECT table_name, column_name, data_type FROM duckdb_columns()").fetchall()
    assert promised() - set(found) == set()


@pytest.mark.parametrize(("table", "key"), KEYS.items())
def test_keys_are_unique(con: DuckDBPyConnection, table: str, key: str) -> None:
    found = con.execute(
        "SELECT constraint_column_names FROM duckdb_constraints() "
        "WHERE table_name = ? AND constraint_type = 'PRIMARY KEY'",
        [table],
    ).fetchall()
    assert found == [([key],)]


@pytest.mark.parametrize(("place", "words"), VALUES.items(), ids=lambda part: str(part)[:30])
def test_only_the_listed_values_go_in(con: DuckDBPyConnection, place: tuple[str, str], words: str) -> None:
    load(con, full_paper())
    table, column = place
    for word in words.split():
        con.execute(f"UPDATE {table} SET {column} = ?", [word])
    with pytest.raises(duckdb.ConstraintException):
        con.execute(f"UPDATE {table} SET {column} = 'something else'")


def test_as_known_on_takes_a_day(con: DuckDBPyConnection) -> None:
    columns = [row[0] for row in con.execute("DESCRIBE FROM as_known_on(DATE '2023-09-30')").fetchall()]
    assert columns == [row[0] for row in con.execute("DESCRIBE series").fetchall()]
    assert con.execute("FROM as_known_on('2023-09-30')").fetchall() == []


def test_ddl_reads_like_a_table() -> None:
    assert ddl(Document) == (
        "CREATE TABLE document (\n"
        "    document_id VARCHAR NOT NULL,\n"
        "    path VARCHAR NOT NULL,\n"
        "    source_url VARCHAR,\n"
        "    council VARCHAR,\n"
        "    committee VARCHAR,\n"
        "    meeting_date DATE,\n"
        "    title VARCHAR,\n"
        "    pages INTEGER,\n"
        "    period VARCHAR,\n"
        "    reader_version VARCHAR NOT NULL DEFAULT '',\n"
        "    withdrawn BOOLEAN,\n"
        "    superseded_by VARCHAR,\n"
        "    PRIMARY KEY (document_id)\n"
        ")"
    )
    assert "measure VARCHAR NOT NULL CHECK (measure IN ('outturn', 'target', 'floor', 'benchmark'))" in ddl(Observation)
