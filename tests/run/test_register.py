"""What people decide is written over what was read, survives a rebuild, and can be taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from duckdb import DuckDBPyConnection

from extract.indicators import Register
from extract.run import RunReport, run
from extract.warehouse import open_database

BY: dict[str, Any] = {"who": "A. Analyst", "when": date(2026, 3, 2), "why": "The service says so"}
PAPER = """Thornby Council
Report to the Cabinet
Date: 12 September 2023

| Indicator | Q1 2022-23 | Q2 2022-23 | Q3 2022-23 | Q4 2022-23 | Target 2022-23 |
|---|---|---|---|---|---|
| PI.1 Percentage of calls answered | 81.2% | 82.5% | {third}% | 84.4% | 85% |
| PI.2 Average time to re-let homes (days) | 31 | 32 | 33 | 34 | 30 |
"""


class Folder:
    """A folder of two papers, the later of which replaces the earlier one, and a database made from it."""

    def __init__(self, root: Path) -> None:
        self.root, self.db = root, root / "outturn.duckdb"
        self.papers = root / "papers"
        self.papers.mkdir()
        self.write("first", "8.33", "12 September 2023")
        self.write("second", "83.9", "14 November 2023")

    def write(self, name: str, third: str, day: str) -> None:
        text = PAPER.format(third=third).replace("12 September 2023", day)
        (self.papers / f"{name}.txt").write_text(text, encoding="utf-8")

    def run(self, again: bool = False, **entries: Any) -> RunReport:
        return run([self.papers], self.db, jobs=1, register=Register.model_validate(entries), again=again)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        con: DuckDBPyConnection = open_database(self.db, read_only=True)
        try:
            return con.execute(sql).fetchall()
        finally:
            con.close()

    def id_of(self, name: str) -> str:
        ((found,),) = self.ask(f"SELECT document_id FROM document WHERE path = '{name}.txt'")
        return str(found)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path)
    made.run()
    return made


THIRD = "SELECT value, decimals, raw FROM printing WHERE code = 'PI.1' AND period = '2022-23 Q3' AND path = 'first.txt'"
DECIDED = "SELECT check_name, severity, message FROM finding WHERE check_name IN " + str(
    ("misprint", "paper_corrected", "paper_withdrawn", "register")
)


def misprint(folder: Folder, printed: str = "8.33") -> dict[str, Any]:
    return {
        "document": folder.id_of("first")[:12], "name": "PI.1", "period": "2022-23 Q3", "printed": printed,
        "right": "83.3", **BY,
    }  # fmt: skip


def test_a_misprint_has_the_right_value_and_keeps_what_is_printed(folder: Folder) -> None:
    folder.run(misprint=[misprint(folder)])
    assert folder.ask(THIRD) == [(Decimal("83.3"), 1, "8.33%")]
    assert folder.ask(DECIDED) == [
        (
            "misprint",
            "info",
            "“8.33%” is a misprint: 8.33 was read, 83.3 is right (A. Analyst, 2026-03-02: The service says so).",
        )
    ]


def test_decisions_survive_a_rebuild_and_can_be_taken_back(folder: Folder) -> None:
    before = folder.ask(THIRD)
    decided = [misprint(folder)]
    for again in (False, True, False):
        folder.run(again=again, misprint=decided)
        assert folder.ask(THIRD)[0][0] == Decimal("83.3")
    folder.run()
    assert folder.ask(THIRD) == before
    assert folder.ask(DECIDED) == []
    assert folder.ask("FROM correction") == []


def test_a_misprint_that_is_not_printed_is_a_problem(folder: Folder) -> None:
    folder.run(misprint=[misprint(folder, printed="8.34")])
    ((check, severity, message),) = folder.ask(DECIDED)
    assert (check, severity) == ("register", "warning")
    assert message == "The register: first.txt prints no 8.34 of “PI.1” for 2022-23 Q3."


def test_a_doubt_that_a_misprint_explains_is_settled(folder: Folder) -> None:
    con = open_database(folder.db)
    con.execute(
        """
        INSERT INTO finding (finding_id, document_id, observation_id, check_name, severity, message, state)
        SELECT 'doubt', document_id, observation_id, 'fraction', 'warning', 'too small', 'open'
        FROM printing WHERE code = 'PI.1' AND period = '2022-23 Q3' AND path = 'first.txt'
        """
    )
    con.close()
    state = "SELECT state FROM finding WHERE finding_id = 'doubt'"
    folder.run(misprint=[misprint(folder)])
    assert folder.ask(state) == [("accepted",)]
    folder.run()
    assert folder.ask(state) == [("open",)]


def test_a_paper_is_of_another_council_committee_and_day(folder: Folder) -> None:
    said = {"council": "Thornbury", "committee": "Scrutiny", "meeting_date": date(2023, 9, 21)}
    entry = {"document": folder.id_of("first"), **said, **BY}
    for _ in range(2):
        report = folder.run(paper=[entry])
        assert report.files.loaded == 0
        found = folder.ask("SELECT council, committee, meeting_date FROM document WHERE path = 'first.txt'")
        assert found == [tuple(said.values())]
    assert {row[0] for row in folder.ask("SELECT DISTINCT council FROM indicator")} >= {"Thornbury"}
    checks = folder.ask(DECIDED)
    assert [(check, severity) for check, severity, _ in checks] == [("paper_corrected", "info")] * 3
    assert any("The meeting date is 2023-09-21, not 2023-09-12 as read" in message for *_, message in checks)


def test_series_leaves_a_replaced_paper_out(folder: Folder) -> None:
    first, second = folder.id_of("first"), folder.id_of("second")
    entry = {"document": second[:10], "replaced_by": first[:10], **BY}
    assert folder.ask("SELECT DISTINCT document_id FROM series") == [(second,)]
    rows = folder.ask("SELECT count(*) FROM observation")
    folder.run(paper=[entry])
    assert folder.ask("SELECT DISTINCT document_id FROM series") == [(first,)]
    assert folder.ask("SELECT count(*) FROM observation") == rows
    assert folder.ask("FROM revision") == []
    assert folder.ask("SELECT withdrawn, superseded_by FROM document ORDER BY path") == [(None, None), (True, first)]
    assert folder.ask(DECIDED)[0][:2] == ("paper_withdrawn", "info")
    folder.run()
    assert folder.ask("SELECT DISTINCT document_id FROM series") == [(second,)]


def test_problems_of_the_register_are_findings(folder: Folder) -> None:
    gone = {"council": "Thornby", "names": ["PI.9 Visits"], **BY}
    elsewhere = {"council": "Nowhere", "names": ["PI.9 Visits"], **BY}
    folder.run(no_indicator=[gone, elsewhere])
    assert folder.ask(DECIDED) == [("register", "warning", "The register: No paper of Thornby prints “PI.9 Visits”.")]
    folder.run(no_indicator=[elsewhere])
    assert folder.ask(DECIDED) == []


def test_a_problem_that_somebody_accepted_stays_accepted(folder: Folder) -> None:
    gone = {"council": "Thornby", "names": ["PI.9 Visits"], **BY}
    folder.run(no_indicator=[gone])
    con = open_database(folder.db)
    con.execute("UPDATE finding SET state = 'accepted' WHERE check_name = 'register'")
    con.close()
    folder.run(no_indicator=[gone])
    assert folder.ask("SELECT state FROM finding WHERE check_name = 'register'") == [("accepted",)]
