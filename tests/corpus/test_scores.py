"""Every paper of the corpus, read from end to end, gives exactly what its truth says it prints: no less and no more.

Set OUTTURN_SHARED to a folder with `corpus/` and `corpus/truth/` to hold other papers against their truths too: those
that were read from a PDF's own text are held to the same, pictures and texts of papers only to what must never be: a
wrong figure without a warning, a fault that is not seen, something that the paper does not print.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pytest
from rapidfuzz import fuzz

from extract.facts import Hints
from extract.pipeline import extract_paper
from schemas.records import Facts, Observation, Record

CORPUS = Path(__file__).parents[2] / "corpus"
SHARED = os.environ.get("OUTTURN_SHARED")
SAME_TEXT = 98
"""Ratio of rapidfuzz (0 to 100) from which two commentaries are one."""

JUDGEMENT = ("score", "score_meaning", "short_term_trend", "annual_trend", "polarity", "reporting_basis")

Row = dict[str, Any]
Found = TypeVar("Found", bound=Record)


class Case(NamedTuple):
    """A paper, what it prints, and what was read of it."""

    truth: Row
    facts: Facts
    own_text: bool
    ours: bool

    def warned(self) -> set[str | None]:
        return {f.observation_id for f in self.facts.findings if f.severity in ("error", "warning")}


def truths() -> list[Path]:
    folders = [CORPUS, *([Path(SHARED, "corpus")] if SHARED else [])]
    return [path for folder in folders for path in sorted((folder / "truth").glob("*.json")) if paper_of(path)]


def paper_of(truth: Path) -> Path | None:
    name = json.loads(truth.read_text(encoding="utf-8"))["file"]
    return next((p for p in (truth.parents[1] / name, truth.parents[2] / "seeds" / name) if p.exists()), None)


def hints(paper: Path) -> Hints:
    """What the manifest of the folder says of a paper, as a run takes it."""
    manifest = paper.parent / "manifest.jsonl"
    lines = map(json.loads, manifest.read_text(encoding="utf-8").splitlines()) if manifest.exists() else ()
    known: Row = next((line for line in lines if line.get("path") == paper.name), {})
    return Hints(**{k: known[k] for k in ("council", "committee", "meeting_date") if known.get(k)})


@pytest.fixture(scope="session", params=truths(), ids=lambda path: path.stem)
def case(request: pytest.FixtureRequest) -> Case:
    truth: Path = request.param
    paper = paper_of(truth)
    assert paper is not None
    facts = extract_paper(paper, paper.name, hints(paper))
    own_text = all(page.reader in ("vector", "skimmed") for page in facts.pages)
    return Case(json.loads(truth.read_text(encoding="utf-8")), facts, own_text, paper.parent == CORPUS)


@pytest.fixture
def exact(case: Case) -> Case:
    if not case.own_text:
        pytest.skip("a picture or a text of a paper")
    return case


@cache
def letters(text: str | None) -> str:
    return re.sub(r"[^a-z0-9]", "", (text or "").casefold())


def names(row: Row) -> set[str]:
    """What a row may be known by: its code, or where none is printed its name."""
    return {
        letters(row["indicator_code"] or row["indicator_label"]),
        *([letters(row["code_alt"])] if row.get("code_alt") else []),
    }


def name(record: Any) -> str:
    return letters(record.indicator_code or record.indicator_label)


def decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def same_place(want: Row, have: Observation) -> bool:
    periods = {want["period"], want.get("period_alt", want["period"])}
    named = name(have) in names(want) or letters(have.indicator_label) == letters(want["indicator_label"])
    return (have.page, have.measure) == (want["page"], want["measure"]) and have.period in periods and named


def same_figure(want: Row, have: Observation) -> bool:
    value = decimal(want["value"])
    fraction = decimal(want["numerator"]), decimal(want["denominator"])
    return (
        have.value == value
        and (value is not None or have.status == want["status"])
        and (have.numerator, have.denominator) == fraction
    )


def same_print(want: Row, have: Observation) -> bool:
    return same_place(want, have) and same_figure(want, have)


def paired(
    wanted: Sequence[Row], found: Iterable[Found], *same: Callable[[Row, Found], bool]
) -> tuple[list[Row], list[Found]]:
    """What of the wanted is not found, and what of the found nobody wanted; the required choose first."""
    free = list(found)
    missing = sorted(wanted, key=lambda row: bool(row.get("optional")))
    for agrees in same:
        still = []
        for want in missing:
            hit = next((n for n, have in enumerate(free) if agrees(want, have)), None)
            if hit is None:
                still.append(want)
            else:
                del free[hit]
        missing = still
    return [w for w in missing if not w.get("optional")], free


def brief(row: Row | Record) -> str:
    fields = row if isinstance(row, dict) else row.model_dump()
    shown = ("page", "indicator_code", "indicator_label", "measure", "period", "value", "status", "kind", "raw")
    return " | ".join(str(fields[k])[:50] for k in shown if fields.get(k) is not None)


def test_every_figure_that_is_printed_is_read(exact: Case) -> None:
    missing, _ = paired(exact.truth["observations"], exact.facts.observations, same_print)
    assert [brief(m) for m in missing] == []


def test_nothing_is_read_that_is_not_printed(exact: Case) -> None:
    """Arguable figures (`optional`) may be read in their place; only our own truths note every figure in prose."""
    _, extra = paired(exact.truth["observations"], exact.facts.observations, same_print, same_place)
    assert [brief(e) for e in extra if e.source == "table" or exact.ours] == []


def test_no_figure_is_wrong_without_a_warning(case: Case) -> None:
    """Held to what is required: a wrong figure in its place, and one that nobody printed for a measure of that page."""
    _, extra = paired(case.truth["observations"], case.facts.observations, same_print)
    required = [w for w in case.truth["observations"] if not w.get("optional")]
    optional = [w for w in case.truth["observations"] if w.get("optional")]
    known = {(n, w["page"]) for w in required for n in names(w)}
    figures = [e for e in extra if e.value is not None and e.source == "table" and e.measure != "benchmark"]
    wrong = [f for f in figures if (name(f), f.page) in known and not any(same_place(w, f) for w in optional)]
    silent = [w for w in wrong if w.observation_id not in case.warned()]
    assert [brief(s) for s in silent] == []


def test_planted_faults_are_warned_of(case: Case) -> None:
    faults = [w for w in case.truth["observations"] if w.get("must_flag")]
    quiet = [o for o in case.facts.observations if o.observation_id not in case.warned()]
    missed, _ = paired(faults, [o for o in case.facts.observations if o not in quiet], same_place)
    assert [brief(m) for m in missed] == []


def test_figures_without_a_fault_are_not_warned_of(exact: Case) -> None:
    """Fewer than one in a hundred: each costs somebody a look."""
    plain = [
        w for w in exact.truth["observations"] if not (w.get("must_flag") or w.get("may_flag") or w.get("optional"))
    ]
    silent, _ = paired(
        plain, [o for o in exact.facts.observations if o.observation_id not in exact.warned()], same_print
    )
    assert len(silent) * 100 <= len(plain), [brief(s) for s in silent]


def test_figures_have_the_units_that_are_printed(exact: Case) -> None:
    def with_unit(want: Row, have: Observation) -> bool:
        return same_print(want, have) and want["unit"] in (None, have.unit)

    missing, _ = paired(exact.truth["observations"], exact.facts.observations, with_unit)
    assert [brief(m) for m in missing] == []


def test_figures_say_where_they_are_printed(exact: Case) -> None:
    boxless = [o for o in exact.facts.observations if o.x0 is None or o.x1 is None or o.x0 >= o.x1]
    assert [brief(b) for b in boxless if b.page is not None] == []


def same_heading(want: Row, have: str | None) -> bool:
    return (
        have is None
        if want["heading"] is None
        else letters(have) in map(letters, (want["heading"], want.get("heading_alt")))
    )


def same_judgement(want: Row, have: Any) -> bool:
    always = (
        "page",
        "period",
        "score",
        "score_meaning",
        "short_term_trend",
        "annual_trend",
        "polarity",
        "reporting_basis",
    )
    return name(have) in names(want) and all(getattr(have, f) == want[f] for f in always)


def test_rows_are_judged_as_the_council_judges_them(exact: Case) -> None:
    missing, extra = paired(exact.truth["assessments"], exact.facts.assessments, same_judgement)
    optional = [w for w in exact.truth["assessments"] if w.get("optional")]
    invented = [
        e
        for e in extra
        if any(getattr(e, f) for f in JUDGEMENT)
        and not any(name(e) in names(w) and e.page == w["page"] for w in optional)
    ]
    assert ([brief(m) for m in missing], [brief(i) for i in invented]) == ([], [])


def test_rows_stand_under_their_headings(exact: Case) -> None:
    def under(want: Row, have: Any) -> bool:
        return name(have) in names(want) and have.page == want["page"] and same_heading(want, have.heading)

    missing, _ = paired([w for w in exact.truth["assessments"] if w["heading"]], exact.facts.assessments, under)
    assert [(m["heading"], brief(m)) for m in missing] == []


def same_passage(want: Row, have: Any) -> bool:
    named = name(have) in names(want) or letters(have.indicator_label) == letters(want["indicator_label"])
    same = (have.kind, have.first_page, have.last_page) == (want["kind"], want["first_page"], want["last_page"])
    return named and same and fuzz.ratio(have.text, want["text"]) >= SAME_TEXT


def test_commentary_is_what_is_written(exact: Case) -> None:
    def arguable(want: Row, have: Any) -> bool:
        return bool(want.get("optional")) and name(have) in names(want) and have.kind == want["kind"]

    missing, extra = paired(exact.truth["commentary"], exact.facts.commentary, same_passage, arguable)
    assert ([brief(m) for m in missing], [brief(e) for e in extra]) == ([], [])


def test_reports_are_where_the_agenda_says(exact: Case) -> None:
    found = [(s.item, letters(s.title), s.first_page, s.last_page) for s in exact.facts.sections]
    wanted = [(w["item"], letters(w["title"]), w["first_page"], w["last_page"]) for w in exact.truth["sections"]]
    assert found == wanted


def test_the_document_says_whose_it_is(case: Case) -> None:
    document = case.facts.document
    for field, want in case.truth["document"].items():
        have = getattr(document, field)
        assert (have.isoformat() if isinstance(have, date) else have) == want or want is None, field
