"""The records of scorecards that are known because they are made here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Literal

from schemas.records import Measure, Polarity, ScoreMeaning, Status, Trend

Form = Literal["percent", "count", "money", "days", "rate", "plain"]


@dataclass(frozen=True)
class Subject:
    """An indicator as somebody might word it, and what its figures look like."""

    label: str
    form: Form
    around: float
    polarity: Polarity


@dataclass(frozen=True)
class Figure:
    """What a cell prints, and what that is."""

    text: str
    value: Decimal | None
    status: Status = "reported"


@dataclass(frozen=True)
class Line:
    """One indicator of a scorecard with all that is known of it."""

    code: str | None
    subject: Subject
    group: str
    values: tuple[Figure, ...]
    target: Figure
    floor: Figure
    benchmark: Figure
    score: ScoreMeaning | None
    short_trend: Trend | None
    annual_trend: Trend | None
    comment: str


@dataclass(frozen=True)
class Expected:
    """A figure that must be found; of several periods any will do, where the page leaves it open."""

    code: str | None
    label: str
    measure: Measure
    periods: frozenset[str | None]
    value: Decimal | None
    status: Status
    raw: str
    unit: frozenset[str] = frozenset()


@dataclass
class Judged:
    """What a row says of an indicator; an empty set of scores is "none"."""

    code: str | None
    label: str
    score: str | None = None
    meaning: ScoreMeaning | None = None
    short_trend: Trend | None = None
    annual_trend: Trend | None = None
    polarity: Polarity | None = None


@dataclass
class Truth:
    """All that a page prints."""

    figures: list[Expected] = field(default_factory=list)
    rows: list[Judged] = field(default_factory=list)


UP: Polarity = "bigger_is_better"
DOWN: Polarity = "smaller_is_better"

GROUPS: dict[str, tuple[Subject, ...]] = {
    "Adults and Health": (
        Subject("% of adult safeguarding enquiries where the risk was reduced or removed", "percent", 91, UP),
        Subject("Proportion of older people at home 91 days after discharge into reablement", "percent", 84, UP),
        Subject("Permanent admissions to residential care per 100,000 population aged 65+", "rate", 512, DOWN),
        Subject("Number of carers receiving a direct payment", "count", 1240, UP),
        Subject("Percentage of clients aged 18-64 in settled accommodation", "percent", 72, UP),
    ),
    "Children and Families": (
        Subject("Re-referrals to social care within 12 months (%)", "percent", 21, DOWN),
        Subject("Children in care per 10,000 population under 18", "rate", 78, DOWN),
        Subject("% of care leavers aged 19-21 in education, employment or training", "percent", 54, UP),
        Subject("Number of in-house foster carers", "count", 187, UP),
        Subject("First time entrants to the youth justice system", "count", 43, DOWN),
    ),
    "Environment and Place": (
        Subject("Household waste sent for reuse, recycling or composting", "percent", 47, UP),
        Subject("Missed bins per 100,000 collections", "rate", 61, DOWN),
        Subject("Average days taken to remove a fly-tip", "days", 3, DOWN),
        Subject("Major planning applications decided within 13 weeks", "percent", 88, UP),
        Subject("Visits to leisure centres", "count", 45210, UP),
        Subject("Tonnes of residual waste collected", "count", 5317, DOWN),
    ),
    "Finance and Customers": (
        Subject("Council tax collected in the year", "percent", 96, UP),
        Subject("Average days to process a new housing benefit claim", "days", 19, DOWN),
        Subject("Value of external funding secured", "money", 640, UP),
        Subject("Working days lost to sickness per full-time employee", "plain", 9, DOWN),
        Subject("Calls answered by the contact centre within 60 seconds (%)", "percent", 77, UP),
        Subject("Homelessness cases prevented", "count", 132, UP),
    ),
}

COMMENTS = (
    "Performance has held up well this quarter although demand remains high across the service.",
    "A recovery plan is in place and recruitment to vacant posts is continuing.",
    "The dip follows the change of contractor; weekly meetings are now taking place.",
    "Work with partners continues and further improvement is expected by the end of the year.",
)


def printed(value: float, form: Form) -> Figure:
    """A figure in the form that its indicator is usually printed in."""
    if form == "percent":
        text = f"{value:.1f}%"
        return Figure(text, Decimal(text[:-1]))
    if form == "count":
        whole = round(value)
        return Figure(f"{whole:,}", Decimal(whole))
    if form == "money":
        whole = round(value)
        return Figure(f"£{whole}k", Decimal(whole) * 1000)
    if form == "days":
        text = f"{value:.1f}"
        return Figure(f"{text} days", Decimal(text))
    text = f"{value:.1f}"
    return Figure(text, Decimal(text))


GAPS = (
    Figure("n/a", None, "not_applicable"),
    Figure("New", None, "new_measure"),
    Figure("TBC", None, "not_yet_available"),
    Figure("<5", None, "suppressed"),
    Figure("", None, "missing"),
)
"""What stands where there is no figure; only ever in place of an earlier figure."""


def lines(rng: Random, codes: Sequence[str | None], count: int, periods: int, *, gaps: bool) -> list[Line]:
    """A scorecard's lines, grouped; the last of the values is the latest, the first the oldest."""
    chosen = sorted(rng.sample(sorted(GROUPS), 2 if count < 9 else 3))
    pool = [(g, s) for g in chosen for s in GROUPS[g]]
    kept = sorted(rng.sample(range(len(pool)), min(count, len(pool))))
    result = []
    for n, index in enumerate(kept):
        group, subject = pool[index]
        result.append(_line(rng, codes[n], group, subject, periods, gap=gaps and n % 3 == 1))
    return result


def _line(rng: Random, code: str | None, group: str, subject: Subject, periods: int, *, gap: bool) -> Line:
    spread = subject.around * 0.08
    high = 99.6 if subject.form == "percent" else 10**9
    raw = [min(high, subject.around + rng.uniform(-1, 1) * spread) for _ in range(periods)]
    values = [printed(v, subject.form) for v in raw]
    target = printed(min(high, subject.around + rng.uniform(-0.6, 0.6) * spread), subject.form)
    floor = printed(subject.around * (0.86 if subject.polarity == UP else 1.12), subject.form)
    bench = printed(min(high, subject.around + rng.uniform(-1, 1) * spread * 1.3), subject.form)
    score = _score(subject, values[-1], target, floor)
    short = _trend(subject, values[-2], values[-1]) if periods > 1 else None
    annual = _trend(subject, values[0], values[-1]) if periods > 1 else None
    if gap and periods > 1:
        values[0] = rng.choice(GAPS)
        annual = None
        short = None if periods == 2 else short
    return Line(code, subject, group, tuple(values), target, floor, bench, score, short, annual, rng.choice(COMMENTS))


def _score(subject: Subject, value: Figure, target: Figure, floor: Figure) -> ScoreMeaning | None:
    if value.value is None or target.value is None or floor.value is None:
        return None
    sign = 1 if subject.polarity == UP else -1
    if sign * (value.value - target.value) >= 0:
        return "better"
    return "within_tolerance" if sign * (value.value - floor.value) * 2 >= abs(target.value - floor.value) else "worse"


def _trend(subject: Subject, before: Figure, now: Figure) -> Trend | None:
    if before.value is None or now.value is None:
        return None
    if before.value == now.value:
        return "steady"
    rose = now.value > before.value
    return "improving" if rose == (subject.polarity == UP) else "worsening"
