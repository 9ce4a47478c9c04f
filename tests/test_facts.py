"""From what a paper prints to records: their ids, and what the manifest may add."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extract.facts import Hints, facts_of, identity
from extract.pipeline import extract_paper
from extract.values import parse_period
from schemas.layout import Box, Leaf
from schemas.paper import Paper, Passage, Place, Printing, Remark, Report, Row, Table
from schemas.reading import Period, Reading
from schemas.records import Facts

CORPUS = Path(__file__).parents[1] / "corpus"
SMALL = "tamebrook-2015-06-18-corporate-scorecard.pdf"


def period(text: str) -> Period:
    found = parse_period(text)
    assert found is not None
    return found


def printing(cell: str, **said: Any) -> Printing:
    """A figure in the cell of a table on page 2."""
    fields: dict[str, Any] = {
        "place": Place(page=2, box=Box(1, 2, 3, 4), spot=cell), "source": "table", "code": "PI.1", "label": "Visits",
        "measure": "outturn", "period": period("2023-24 Q1"),
        "reading": Reading(status="reported", value=Decimal("12.5"), unit="percent", decimals=1, raw="12.5%"),
    }  # fmt: skip
    return Printing(**(fields | said))


def facts(paper: Paper, hints: Hints | None = None, document: str = "a", path: str = "a.pdf") -> Facts:
    return facts_of(document, path, paper, [Leaf(number=1, reader="vector")], hints or Hints(), "1")


FIRST, SECOND, TARGET = printing("t0 r1 c1"), printing("t0 r1 c2"), printing("t0 r1 c3", measure="target")
PAPER = Paper(
    meeting_date=date(2023, 9, 11), committee="Cabinet", pages=9, printings=(FIRST, SECOND, TARGET),
    rows=(Row(place=Place(page=2, spot="t0 r1"), code="PI.1", label="Visits", table=0, row=1),),
    passages=(Passage(code="PI.1", label="Visits", kind="impact", text="Few.", first_page=2, last_page=2, spot="b0"),),
    tables=(Table(place=Place(page=2, spot="t0"), rows=2, columns=4, verdict="read", reason="scorecard"),),
    reports=(Report(item="5", title="Performance", first_page=2, last_page=4, period=period("2023-24 Q1")),),
    remarks=(Remark(check="fraction", severity="warning", message="no", printing=1),),
)  # fmt: skip


def ids(found: Facts) -> set[str]:
    return {
        *(o.observation_id for o in found.observations), *(a.assessment_id for a in found.assessments),
        *(c.commentary_id for c in found.commentary), *(f.finding_id for f in found.findings),
        *(s.section_id for s in found.sections), *(t.table_id for t in found.tables),
    }  # fmt: skip


def test_everything_has_an_id_of_its_own() -> None:
    assert len(ids(facts(PAPER))) == 3 + 1 + 1 + 1 + 1 + 1


def test_ids_are_the_same_whoever_loads_it_from_wherever() -> None:
    elsewhere = facts(PAPER, Hints(council="Tamebrook", url="https://example.invalid/"), path="b/c.pdf")
    assert ids(elsewhere) == ids(facts(PAPER))


def test_ids_of_figures_do_not_depend_on_their_order() -> None:
    turned = PAPER.model_copy(update={"printings": (TARGET, SECOND, FIRST), "remarks": ()})
    assert {o.observation_id for o in facts(turned).observations} == {
        o.observation_id for o in facts(PAPER).observations
    }


def test_a_finding_follows_its_figure() -> None:
    turned = PAPER.model_copy(
        update={"printings": (TARGET, SECOND, FIRST), "remarks": (PAPER.remarks[0].model_copy(update={"printing": 1}),)}
    )
    assert facts(turned).findings == facts(PAPER).findings


def test_another_file_has_other_ids() -> None:
    assert not ids(facts(PAPER)) & ids(facts(PAPER, document="b"))


@pytest.mark.parametrize(
    "changed",
    [
        {"place": Place(page=3, spot="t0 r1 c1")},
        {"place": Place(page=2, spot="t0 r1 c9")},
        {"measure": "floor"},
        {"period": period("2023-24 Q2")},
        {"period": None},
        {"position": 1},
        {"source": "prose"},
    ],
    ids=str,
)
def test_what_an_id_tells_apart(changed: dict[str, Any]) -> None:
    one, other = (facts(Paper(printings=(p,))).observations[0] for p in (FIRST, FIRST.model_copy(update=changed)))
    assert one.observation_id != other.observation_id


@pytest.mark.parametrize(
    "changed",
    [
        {"reading": Reading(status="unreadable", raw="12.5%")},
        {"label": "Visits to libraries"},
        {"code": None},
        {"place": Place(page=2, box=None, spot="t0 r1 c1")},
    ],
    ids=str,
)
def test_what_a_better_reader_may_read_otherwise(changed: dict[str, Any]) -> None:
    """The id is that of the cell: what is decided about it survives a reader that reads the cell better."""
    one, other = (facts(Paper(printings=(p,))).observations[0] for p in (FIRST, FIRST.model_copy(update=changed)))
    assert one.observation_id == other.observation_id


def test_parts_of_an_id_do_not_run_together() -> None:
    assert identity("a", "bc") != identity("ab", "c")
    assert identity("a", 1) == identity("a", "1")


def test_the_paper_goes_before_the_manifest() -> None:
    hints = Hints(council="Tamebrook", committee="Board", meeting_date=date(2023, 9, 18), title="Said by the site")
    document = facts(PAPER, hints).document
    assert (document.council, document.committee, document.meeting_date) == ("Tamebrook", "Cabinet", date(2023, 9, 11))
    assert document.title == "Said by the site"


def test_two_dates_are_a_finding_that_harms_nothing() -> None:
    said = facts(PAPER, Hints(meeting_date=date(2023, 9, 18))).findings[-1]
    assert (said.check_name, said.severity, said.observation_id) == ("meeting_date", "info", None)
    assert "2023-09-11" in said.message
    assert "2023-09-18" in said.message
    assert len(facts(PAPER, Hints(meeting_date=date(2023, 9, 11))).findings) == 1


def test_a_figure_knows_its_report() -> None:
    inside, outside = printing("x"), printing("y", place=Place(page=7, spot="y"))
    found = facts(PAPER.model_copy(update={"printings": (inside, outside), "remarks": ()}))
    assert [o.section_id for o in found.observations] == [found.sections[0].section_id, None]


def test_a_reason_has_no_unit_and_no_decimals() -> None:
    reason = printing("x", reading=Reading(status="new_measure", unit="percent", raw="New measure"))
    (found,) = facts(Paper(printings=(reason,))).observations
    assert (found.value, found.unit, found.decimals, found.status) == (None, None, None, "new_measure")
    assert (found.period_start, found.period_end) == (date(2023, 4, 1), date(2023, 6, 30))


def test_the_same_remark_twice_is_one_finding() -> None:
    twice = PAPER.model_copy(update={"remarks": PAPER.remarks * 2})
    assert len(facts(twice).findings) == 1


def test_a_paper_read_twice_gives_the_same_records() -> None:
    paper = CORPUS / SMALL
    again = extract_paper(paper, "elsewhere.pdf", Hints())
    first = extract_paper(paper, SMALL, Hints())
    assert again.observations == first.observations
    assert ids(again) == ids(first)
    everything = [o.observation_id for o in first.observations]
    assert len(everything) == len(set(everything)) > 100
