"""Find the figures that a paragraph prints about the indicator in its heading.

"Our target for this indicator for 2011/12 is 60%. Performance in quarter 2 was 50% which fell from 57.1% in quarter 1."
Only figures are taken whose sentence speaks of the indicator and which stand beside a period; a change ("rose by 18%")
and a share of something else are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.papers.commentary.sentence import FIGURE, Around, Said, Told, label_words, read_sentence, times_in
from extract.papers.vocabulary import fold
from extract.values import readings_agree, unit_from_name
from schemas.paper import Printing, Remark, gist
from schemas.reading import Period, PeriodPart

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\d])")
NUMBERED = re.compile(r"^(?:•\s*)?\(?\d{1,2}(?:\.\d{1,2}){0,2}[.)]?\s+(?=[A-Z(])")
"""The number of a paragraph is no figure."""
SPEAKS = re.compile(
    r"\b(?:performance|outturn|target"
    r"|(?:the|a|our|this|an)\s(?:[\w-]+\s){0,2}(?:figure|rate|result|proportion|percentage|indicator|measure|average)s?"
    r"|there (?:was|were|has been|is) (?:an?|no|some)\s(?:\w+\s)?"
    r"(?:increase|decrease|reduction|rise|fall|drop|improvement|decline|change))\b",
    re.IGNORECASE,
)
"""What a sentence about the indicator itself calls it."""
YEARS_LAST_DAY = re.compile(r"\b(?:31(?:st)? (?:of )?|end of )March\b", re.IGNORECASE)
LONGEST_COUNT = 5
"""Words of a name whose last one says what is counted."""
SHARED = 0.33
"""Share of the words of the heading that a sentence repeats when it speaks of the indicator without naming it so."""


def figures_in(paragraph: str, label: str, around: Period | None) -> Said:
    """The figures of a paragraph about the indicator `label`, and those of which it does not say enough.

    A quarter without a year is the latest such quarter up to `around`, the period that is being reported.
    """
    unit = unit_from_name(label)
    told: list[Told] = []
    unsure: list[str] = []
    year: PeriodPart | None = None
    for sentence in SENTENCE.split(NUMBERED.sub("", paragraph)):
        named = [t.part for t in times_in(sentence) if t.part is not None and t.part.year and not t.relative]
        year = next((p for p in named if p.quarter is None and p.month is None), year)
        if not _speaks_of(sentence, label) and not (told and _goes_on(sentence)):
            continue
        main = told[0].period if told else None
        said = read_sentence(sentence, label, unit, Around(year, main, around), first=len(told))
        told += [_in_doubt(t) if YEARS_LAST_DAY.search(sentence) else t for t in said.told]
        unsure += said.unsure
    return Said(told, unsure)


def _in_doubt(told: Told) -> Told:
    """A figure of the last day of March closes a quarter and a year: which of them it sums up only a table can say."""
    if told.measure != "outturn" or told.period is None or not told.period.text.endswith("Q4"):
        return told
    doubt = f"{told.reading.raw} is of the end of March: it may be the fourth quarter's, or the whole year's"
    return told._replace(reading=told.reading.model_copy(update={"doubts": (*told.reading.doubts, doubt)}))


def _speaks_of(sentence: str, label: str) -> bool:
    """Whether it names the indicator, as such or by its own words; one word is enough where a figure counts just that."""
    figures = list(FIGURE.finditer(sentence))
    if not figures:
        return False
    if SPEAKS.search(sentence):
        return True
    words = label_words(label)
    shared = len(words & _stems(sentence))
    counts = [_stems(" ".join(sentence[f.end() :].split()[:3])) for f in figures]
    counted = any(words & behind for behind in counts)
    opens = fold(sentence).split()[:1]
    if any(_head(label) in behind for behind in counts) or (
        opens and opens[0].rstrip("s") in words and shared * 2 >= len(words)
    ):
        return True
    return shared >= SHARED * len(words) and (shared > 1 or (shared == 1 and counted))


def _head(label: str) -> str:
    """The last word of a name of a few words: what it counts, as in "Anti-social behaviour incidents"."""
    words = fold(label).split()
    return words[-1].rstrip("s") if 1 < len(words) <= LONGEST_COUNT and words[-1].endswith("s") else ""


def _stems(text: str) -> set[str]:
    return {word.rstrip("s") for word in fold(text).split()}


def _goes_on(sentence: str) -> bool:
    return bool(
        re.match(
            r"(?:in [^,.]{3,30},?\s)?(?:this|it|that)\b.{0,40}\b(?:compares|was|is|took|stood)\b",
            sentence,
            re.IGNORECASE,
        )
    )


def settled(printings: Sequence[Printing]) -> tuple[list[Printing], list[Remark]]:
    """Printings without the prose figures that a table of the same paper says otherwise, and what was left out.

    Commentary speaks of shares and of other services too: "complaints of one team answered in time were 97%" is no
    figure of the indicator whose table prints 77% for that quarter, nor is a year's figure beside quarters.
    """
    tables: dict[str, list[Printing]] = {}
    for p in printings:
        if p.source == "table" and p.period is not None and p.measure != "benchmark":
            tables.setdefault(p.code or fold(p.label), []).append(p)
    kept, remarks = [], []
    for p in printings:
        rivals = tables.get(p.code or fold(p.label), []) if p.source == "prose" else []
        if not rivals or _fits(p, rivals):
            kept.append(p)
        else:
            remarks.append(_left_out(p))
    return kept, remarks


def doubted(printings: Sequence[Printing]) -> list[Remark]:
    """What is in doubt about figures in prose, but for those that a table prints for the same period."""
    return [
        Remark(check="period_in_doubt", severity="warning", page=p.place.page, printing=n, message=doubt)
        for n, p in enumerate(printings)
        if p.source == "prose" and p.reading.doubts and not _borne_out(p, printings)
        for doubt in p.reading.doubts
    ]


def _borne_out(told: Printing, printings: Sequence[Printing]) -> bool:
    same = (
        p
        for p in printings
        if p.source == "table"
        and (p.measure, p.period) == (told.measure, told.period)
        and (p.code or fold(p.label)) == (told.code or fold(told.label))
    )
    return any(readings_agree(told.reading, p.reading) for p in same)


def _fits(told: Printing, rivals: Sequence[Printing]) -> bool:
    if told.measure == "benchmark":
        return True
    same = [r for r in rivals if (r.measure, r.period) == (told.measure, told.period)]
    if same:
        return any(readings_agree(told.reading, r.reading) for r in same)
    return any(_length(r) == _length(told) for r in rivals if r.measure == told.measure)


def _length(printing: Printing) -> int:
    period = printing.period
    return (period.end - period.start).days // 20 if period is not None else 0


def undecided(label: str, figures: Sequence[str], page: int | None) -> Remark:
    """That a text prints figures of which it does not say what, or when, they are."""
    return Remark(
        check="prose_undecided", severity="info", page=page,
        message=f'the text under "{gist(label)}" says {", ".join(figures[:4])} without saying of what or of when: not taken',
    )  # fmt: skip


def _left_out(told: Printing) -> Remark:
    period = told.period.text if told.period else ""
    return Remark(
        check="prose_left_out", severity="info", page=told.place.page,
        message=(
            f'the text under "{gist(told.label)}" says {told.reading.raw} for {period}, and the table does not:'
            " it is not taken as a figure of the indicator"
        ),
    )  # fmt: skip
