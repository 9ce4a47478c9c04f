"""How fast and how right the matcher is on a simulated decade: python -m tests.indicators.bench_matching [--database]

Ten councils, forty quarters, sixty measures each, with the drift of real papers: wordings and code spellings change,
codes are renumbered half way, a deadline is shortened under its old code, a code is given to another measure, and
every paper prints the last five quarters, now and then revised.  With `--database` the decade is loaded, too (a minute),
and one more paper is added to it.  Seconds are of one core, so that a busy machine counts for nothing.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from extract.indicators import Register, match_each
from extract.run.identify import identify
from extract.warehouse import load, open_database
from schemas.names import PrintedFigure, PrintedName
from schemas.records import Document, Facts, IndicatorAlias, Observation

COUNCILS, QUARTERS, MEASURES = 10, 40, 60
BUDGET_ALL, BUDGET_PAPER = 20.0, 1.0

GROUPS = [
    ("{n} {s} reviewed within {d} days", ("% of", "Percentage of", "Proportion of")),
    ("{n} {s} open for more than {d} days", ("Number of", "No. of", "Total number of")),
    ("{n} {s} per {r} population", ("Rate of", "Number of")),
    ("{n} cost of {s} (£)", ("Average", "Avg")),
]
SUBJECTS = [
    ("looked after children", "children in care", "CLA"), ("children in need", "CIN"),
    ("child protection plans", "CP plans"), ("care leavers aged 19-21", "care experienced young people aged 19 to 21"),
    ("EHC plans", "Education, Health and Care Plans", "EHCPs"), ("housing benefit claims", "HB claims"),
    ("corporate complaints",), ("missed bins", "missed collections"), ("fly-tipping incidents", "fly tips incidents"),
    ("major planning applications",), ("minor planning applications",), ("safeguarding enquiries",),
    ("carers' assessments",), ("void council homes", "empty council properties"),
    ("library visits", "visits to libraries"),
]  # fmt: skip
DAYS = (5, 10, 20, 28, 35, 45, 56)
RATES = ("1,000", "10,000", "100,000")


def measures() -> list[tuple[list[str], bool]]:
    """Sixty measures with their wordings, and whether the deadline in it may change."""
    found = []
    for (pattern, openings), (at, subjects) in product(GROUPS, enumerate(SUBJECTS)):
        days, rate = DAYS[at % len(DAYS)], RATES[at % len(RATES)]
        wordings = [pattern.format(n=n, s=s, d=days, r=rate) for n, s in product(openings, subjects)]
        found.append((wordings, "within" in pattern))
    return found[:MEASURES]


def decade(seed: int = 5, councils: int = COUNCILS) -> tuple[list[PrintedName], list[str]]:
    """The printed names of a decade of papers, and which measure each of them is."""
    rng = random.Random(seed)
    names: list[PrintedName] = []
    truth: list[str] = []
    for council in range(councils):
        for number, (wordings, has_deadline) in enumerate(measures()):
            history = _history(rng)
            renamed = sorted(rng.sample(range(2, QUARTERS), rng.randint(1, 4)))
            changed = rng.randint(8, 32) if has_deadline and rng.random() < 0.2 else None
            for quarter in range(QUARTERS):
                wording = wordings[(number + sum(q <= quarter for q in renamed)) % len(wordings)]
                piece = ""
                if changed is not None and quarter >= changed:
                    wording, piece = wording.replace("within", "within 9"), "changed"
                coded = number % 10 != 9
                names.append(_printed(council, number, quarter, wording, history[piece], coded=coded, rng=rng))
                truth.append(f"{council}/{number}/{piece}")
    return names, truth


def _history(rng: random.Random) -> dict[str, list[Decimal]]:
    level = rng.uniform(2, 900)
    return {
        piece: [Decimal(str(round(level * scale * rng.uniform(0.8, 1.2), 1))) for _ in range(QUARTERS)]
        for piece, scale in (("", 1.0), ("changed", 1.6))
    }


def _printed(
    council: int, number: int, quarter: int, label: str, values: list[Decimal], *, coded: bool, rng: random.Random
) -> PrintedName:
    scheme = "PI." if quarter >= QUARTERS // 2 else "NX "
    code = f"{scheme}{100 + number}" if coded else None
    figures = []
    for past in range(max(0, quarter - 4), quarter + 1):
        value = values[past] + (Decimal("0.2") if rng.random() < 0.02 else 0)
        figures.append(PrintedFigure("outturn", f"{2012 + past // 4}-{13 + past // 4} Q{past % 4 + 1}", value))
    return PrintedName(
        document_id=f"{council:02}{quarter:02}",
        council=f"Council {council}",
        meeting_date=date(2012, 7, 1) + timedelta(days=91 * quarter),
        code=code,
        label=label,
        figures=tuple(figures),
    )


def score(aliases: Sequence[IndicatorAlias], truth: Sequence[str]) -> tuple[float, float, float]:
    """Pairwise precision and recall of the automatic decisions, and the share of names left to a person."""
    sure = [(alias.indicator_id, true) for alias, true in zip(aliases, truth, strict=True) if alias.indicator_id]
    both, said, real = Counter(sure), Counter(s for s, _ in sure), Counter(t for _, t in sure)
    right = sum(n * (n - 1) for n in both.values())
    claimed = sum(n * (n - 1) for n in said.values()) or 1
    due = sum(n * (n - 1) for n in real.values()) or 1
    return right / claimed, right / due, 1 - len(sure) / len(truth)


def facts(document_id: str, names: Sequence[PrintedName]) -> Facts:
    """A paper that prints these names."""
    figures = [
        Observation(
            observation_id=f"{document_id}-{number}-{figure.period}", document_id=document_id, page=1, source="table",
            indicator_code=name.code, indicator_label=name.label, measure="outturn", period=figure.period,
            value=figure.value, unit="number", status="reported", raw=str(figure.value),
        )
        for number, name in enumerate(names)
        for figure in name.figures
    ]  # fmt: skip
    first = names[0]
    document = Document(
        document_id=document_id, path=f"{document_id}.pdf", council=first.council, meeting_date=first.meeting_date
    )
    return Facts(document=document, observations=figures)


def in_a_database(names: Sequence[PrintedName]) -> tuple[float, float]:
    """Seconds that one more paper takes beside a loaded decade, and that a run with nothing new takes."""
    papers: dict[str, list[PrintedName]] = {}
    for name in names:
        papers.setdefault(name.document_id, []).append(name)
    last = papers.popitem()
    with TemporaryDirectory() as folder:
        con = open_database(Path(folder) / "decade.duckdb")
        for document_id, printed in papers.items():
            load(con, facts(document_id, printed))
        identify(con, Register())
        newest = facts(*last)
        paper = _seconds(lambda: load(con, newest)) + _seconds(lambda: identify(con, Register()))
        nothing = _seconds(lambda: identify(con, Register()))
        con.close()
    return paper, nothing


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> int:
    """Prints seconds, ratios to the budget, and how right it was."""
    names, truth = decade()
    found: list[IndicatorAlias] = []
    everything = _seconds(lambda: found.extend(match_each(names, Register())[1]))
    one = [name for name in names if name.council == "Council 0"]
    paper = _seconds(lambda: match_each(one, Register()))
    precision, recall, review = score(found, truth)
    lines = [
        f"names {len(names)}",
        f"from scratch {everything:.2f} s, {everything / BUDGET_ALL:.2f} of the budget",
        f"one more paper (its council again) {paper:.2f} s, {paper / BUDGET_PAPER:.2f} of the budget",
        f"precision {precision:.4f} recall {recall:.4f} review {review:.1%}",
    ]
    if "--database" in sys.argv:
        paper, nothing = in_a_database(names)
        lines.append(f"one more paper in the database {paper:.2f} s, {paper / BUDGET_PAPER:.2f} of the budget")
        lines.append(f"a run with nothing new {nothing:.2f} s")
    sys.stdout.write(os.linesep.join(lines) + os.linesep)
    return int(everything > BUDGET_ALL or paper > BUDGET_PAPER)


if __name__ == "__main__":
    sys.exit(main())
