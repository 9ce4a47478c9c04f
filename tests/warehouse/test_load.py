from __future__ import annotations

import itertools
import random
import time
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from duckdb import DuckDBPyConnection

from extract.warehouse import (
    RecordsRefused,
    add_source,
    assign,
    clear_failure,
    findings,
    known,
    load,
    record_failure,
    summary,
)
from schemas.records import DocumentSource, Facts

from .papers import everything, finding, full_paper, observation, paper, register


def test_what_goes_in_comes_out(con: DuckDBPyConnection) -> None:
    facts = full_paper()
    load(con, facts)
    names = ", ".join(type(facts.observations[0]).model_fields)
    rows = con.execute(f"SELECT {names} FROM observation ORDER BY observation_id").fetchall()
    assert rows == [tuple(dict(row).values()) for row in facts.observations]
    assert con.execute("SELECT text FROM commentary").fetchall() == [(facts.commentary[0].text,)]
    assert known(con) == {"full": "1"}


def test_loading_again_changes_nothing(con: DuckDBPyConnection) -> None:
    load(con, full_paper())
    load(con, full_paper("other"))
    assign(con, *register("full"))
    before = everything(con)
    load(con, full_paper())
    assert everything(con) == before


def test_a_new_reading_replaces_the_old(con: DuckDBPyConnection) -> None:
    load(con, full_paper())
    load(con, paper("full", "2023-09-06", [observation("full", 9, value="2.0")], reader_version="2"))
    assert con.execute("SELECT observation_id FROM observation").fetchall() == [("full-9",)]
    for table in ("section", "commentary", "finding", "page_read", "table_seen", "assessment"):
        assert con.execute(f"SELECT count(*) FROM {table}").fetchall() == [(0,)]
    assert known(con) == {"full": "2"}


def test_every_order_gives_the_same_rows(con: DuckDBPyConnection) -> None:
    papers = [
        paper("a", "2023-09-06", [observation("a", 1, value="65.91")], scorecard_pages=(1,)),
        paper("b", "2023-12-06", [observation("b", 1, value="66.4")], [finding("b", 1, 1)]),
        paper("c", "2023-12-06", [observation("c", 1, value="66.5")]),
        paper("d", None, [observation("d", 1, value="1")]),
    ]
    shown = []
    for order in itertools.permutations(papers):
        for facts in order:
            load(con, facts)
        assign(con, *register("a", "b", "c", "d"))
        shown.append([con.execute(f"FROM {view}").fetchall() for view in ("series", "revision", "coverage")])
        con.execute("; ".join(f"DELETE FROM {table}" for table in everything(con) if table != "meta"))
    assert shown[0][0]
    assert all(rows == shown[0] for rows in shown)


@pytest.mark.parametrize("table", ["document", "observation", "finding", "table_seen", "document_source"])
def test_a_crash_half_way_leaves_nothing(con: DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, table: str) -> None:
    from extract.warehouse import insert as step  # noqa: PLC0415
    from extract.warehouse import tables  # noqa: PLC0415

    load(con, full_paper("before"))
    load(con, paper("full", "2023-09-06", [observation("full", 9, value="2.0")]))
    kept = everything(con)

    class Crash(dict[object, str]):
        def __getitem__(self, model: object) -> str:
            if tables.NAMES[model] == table:  # type: ignore[index]
                raise KeyboardInterrupt
            return tables.NAMES[model]  # type: ignore[index]

    with monkeypatch.context() as patch:
        patch.setattr(step, "NAMES", Crash())
        with pytest.raises(KeyboardInterrupt):
            load(con, full_paper())
    assert everything(con) == kept
    load(con, full_paper())
    assert con.execute("SELECT count(*) FROM observation WHERE document_id = 'full'").fetchall() == [(3,)]


def test_records_that_break_a_rule_are_refused_whole(con: DuckDBPyConnection) -> None:
    load(con, full_paper())
    kept = everything(con)
    twice = paper("two", "2023-09-06", [observation("two", 1, value="1"), observation("two", 1, value="2")])
    with pytest.raises(RecordsRefused, match=r'^two\.pdf was not loaded: .*duplicate key "two-1"'):
        load(con, twice)
    assert everything(con) == kept


@pytest.mark.parametrize("state", ["accepted", "rejected"])
def test_what_a_person_decided_of_a_finding_survives(con: DuckDBPyConnection, state: str) -> None:
    load(con, full_paper())
    con.execute("UPDATE finding SET state = ? WHERE finding_id = 'full-f1'", [state])
    load(con, full_paper())
    states = con.execute("SELECT finding_id, state FROM finding ORDER BY 1").fetchall()
    assert states == [("full-f1", state), ("full-f2", "open")]


def test_sources_accumulate_without_repeating(con: DuckDBPyConnection) -> None:
    early, late = datetime(2023, 9, 1, 12, tzinfo=UTC), datetime(2023, 10, 1, tzinfo=UTC)
    summer = early.astimezone(timezone(timedelta(hours=1)))
    load(con, paper("a", "2023-09-06"))
    add_source(con, DocumentSource(document_id="a", path="copy.pdf", retrieved=late))
    add_source(con, DocumentSource(document_id="a", path="copy.pdf", retrieved=summer))
    add_source(con, DocumentSource(document_id="a", path="copy.pdf"))
    load(con, paper("a", "2023-09-06"))
    assert con.execute("SELECT path, url, retrieved FROM document_source ORDER BY path").fetchall() == [
        ("a.pdf", "https://example.org/a", None),
        ("copy.pdf", None, datetime(2023, 9, 1, 12)),
    ]


def test_a_file_that_cannot_be_read_has_one_finding_until_it_can(con: DuckDBPyConnection) -> None:
    record_failure(con, "2019/torn.pdf", "no page could be opened")
    record_failure(con, "2019/torn.pdf", "2019/torn.pdf is encrypted")
    (only,) = findings(con, severity="error")
    assert only.message == "2019/torn.pdf is encrypted"
    assert only.document_id is None
    assert [row.finding_id for row in findings(con, paper="TORN")] == [only.finding_id]

    record_failure(con, "other.pdf", "is empty")
    assert findings(con, paper="other")[0].message == "other.pdf: is empty"
    clear_failure(con, "other.pdf")
    load(con, paper("torn", "2019-03-01", path="2019/torn.pdf"))
    assert findings(con) == []


def test_indicators_of_a_paper_survive_its_loading(con: DuckDBPyConnection) -> None:
    load(con, full_paper())
    assign(con, *register("full"))
    load(con, full_paper())
    for table in ("observation", "assessment", "commentary"):
        assert con.execute(f"SELECT DISTINCT indicator_id FROM {table}").fetchall() == [("relet",)]


def test_many_observations(con: DuckDBPyConnection, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(7)
    figures = [f"{chance.randint(-(10**13), 10**13)}.{chance.randint(0, 999999):06d}" for _ in range(10_000)]
    facts: Facts = paper("big", "2023-09-06", [observation("big", n, value=v) for n, v in enumerate(figures)])
    start = time.perf_counter()
    load(con, facts)
    seconds = time.perf_counter() - start
    assert con.execute("SELECT sum(value) FROM observation").fetchall() == [(sum(map(Decimal, figures)),)]
    assert summary(con).observations == 10_000
    with capsys.disabled():
        print(f" {seconds:.2f} s for 10,000 observations", end="")  # noqa: T201
