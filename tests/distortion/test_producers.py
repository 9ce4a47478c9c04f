"""Scorecards whose records are known give those records, or a finding, when Word's and browsers' kin print them.

The papers in `printed/` are such printings, each with its truth beside it, so that no office suite is needed to read
them.  One is made anew with `python -m tests.distortion.run 10 --only 9 --producer chromium --keep DIR --truth`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import TypeAdapter

from extract.facts import Hints
from extract.pipeline import extract_paper
from tests.distortion.compare import compare
from tests.distortion.office import COMMANDS, producers
from tests.distortion.options import variants
from tests.distortion.run import outcome_of
from tests.distortion.truth import Truth

PRINTED = Path(__file__).parent / "printed"
LARGEST = 60_000
"""Bytes of a paper that is kept here."""
COUNT = 20
RECALL = 0.97
"""So many settings are printed by each producer, and so many of their figures are found."""


@pytest.mark.parametrize("name", sorted(path.stem for path in PRINTED.glob("*.pdf")))
def test_printed_papers_give_their_records(name: str) -> None:
    paper = PRINTED / f"{name}.pdf"
    truth = TypeAdapter(Truth).validate_json(paper.with_suffix(".json").read_bytes())
    outcome = compare(truth, extract_paper(paper, paper.name, Hints()))
    assert outcome.silent == []
    assert (outcome.missed, outcome.extra) == ([], 0)
    assert paper.stat().st_size < LARGEST


def test_there_are_printed_papers_of_every_producer() -> None:
    assert {path.stem.split("-")[0] for path in PRINTED.glob("*.pdf")} == set(COMMANDS)


@pytest.mark.long
@pytest.mark.parametrize("producer", COMMANDS)
def test_settings_that_a_producer_prints_give_their_records_or_a_finding(producer: str, tmp_path: Path) -> None:
    if producer not in producers():
        pytest.skip(f"{producer} is not installed: none of {', '.join(COMMANDS[producer])} is a command here")
    outcomes = [outcome_of(v, n, tmp_path, producer) for n, v in enumerate(variants(COUNT))]
    wrong = [f"#{n} {line}" for n, outcome in enumerate(outcomes) for line in outcome.silent]
    missed = [f"#{n} {line}" for n, outcome in enumerate(outcomes) for line in outcome.missed]
    assert wrong == []
    assert len(missed) <= (1 - RECALL) * sum(o.wanted for o in outcomes), "\n".join(missed)
