"""Take another reading of a damaged figure where independent evidence singles it out, else suggest what it may be."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from extract.checks.confusion import DAMAGES, Damage, misreadings
from extract.checks.disagreement import printed_elsewhere
from extract.checks.fraction import implied_counts
from extract.checks.witness import Evidence, Witness, place_of
from extract.values import print_value, proves, read_cell
from schemas.paper import Paper, Printing, Remark
from schemas.reading import Reading, Repair
from schemas.records import Measure

CONTESTED = ("fraction", "printed_differently", "score", "jump", "unread_cell", "doubtful_cell")
"""The checks whose warnings put a figure to the question."""
OF_THE_CELL = ("fraction", "unread_cell", "doubtful_cell", "repair")
"""Those that spoke of the text that a repair replaces."""
PRINTED = ("fraction", "elsewhere", "denominator")
"""The witnesses that print a figure; a score or the range of other periods only adds to one of them."""
SUGGESTED = 3
"""So many candidates a person is shown."""
PROOF = 2
"""So many witnesses prove a candidate.  One does where it can decide alone, and only of a point or a symbol: nobody
means both 85.2 and 852.  A digit needs two kinds of them, since a paper may well print 2.6 here and 2.8 on two other
pages.  A slip of the hand is never proven."""


class Candidate(NamedTuple):
    """What a figure may be, what would have happened to it, and which witnesses that contradict its text say so."""

    reading: Reading
    damage: Damage
    support: tuple[Witness, ...] = ()
    against: int = 0

    @property
    def proven(self) -> bool:
        """Whether the evidence suffices."""
        if self.against or self.damage == "slip" or not any(w.kind in PRINTED for w in self.support):
            return False
        if self.damage == "digit":
            return len({w.kind for w in self.support}) >= PROOF
        return len(self.support) >= PROOF or any(w.alone for w in self.support)


class Verdict(NamedTuple):
    """The candidates of a figure, best first, and the one that the evidence singles out."""

    ranked: tuple[Candidate, ...] = ()
    taken: Candidate | None = None


@lru_cache(maxsize=4096)
def candidates(reading: Reading, measure: Measure) -> tuple[Candidate, ...]:
    """Every reading that one damage may have hidden, each once, likeliest first."""
    found: dict[tuple[object, ...], Candidate] = {_figures(reading): Candidate(reading, "separator")}
    for text, damage in misreadings(reading.raw):
        for other in read_cell(text, kind=measure, unit=reading.unit):
            fits = other.unit is None or reading.unit in (None, "number", other.unit)
            fits = fits and (other.denominator is None or proves(other, reading.unit))
            if other.value is not None and not other.doubts and fits:
                unit = other.unit or reading.unit
                found.setdefault(_figures(other), Candidate(other.model_copy(update={"unit": unit}), damage))
    return tuple(found.values())[1:]


def _figures(reading: Reading) -> tuple[object, ...]:
    return reading.value, reading.numerator, reading.denominator


def weigh(reading: Reading, measure: Measure, witnesses: Sequence[Witness]) -> Verdict:
    """Hold the candidates of a figure against the witnesses that it contradicts as read; if there are none, it stands.

    Taken is the only candidate that is proven and contradicts no witness, among all that are as likely.
    """
    contradicted = [w for w in witnesses if reading.value is None or not w.admits(reading)]
    agreed = [w for w in witnesses if w not in contradicted]
    if not contradicted:
        return Verdict()
    weighed = [
        c._replace(
            support=tuple(w for w in contradicted if w.admits(c.reading)),
            against=sum(not w.admits(c.reading) for w in witnesses),
        )
        for c in candidates(reading, measure)
        if all(w.admits(c.reading) for w in agreed)
    ]
    likely = [c for c in weighed if c.support]
    ranked = sorted(likely, key=lambda c: (c.against, -len(c.support), DAMAGES.index(c.damage)))
    proven = sorted((c for c in ranked if c.proven), key=lambda c: DAMAGES.index(c.damage))
    alone = [c for c in proven if c.damage == proven[0].damage]
    return Verdict(tuple(ranked), alone[0] if len(alone) == 1 else None)


def settled(paper: Paper, remarks: Sequence[Remark], guessed: Collection[int | None]) -> Paper:
    """The paper with its damaged figures repaired; remarks on what was read of a figure go where it is read anew.

    `remarks` are what was found wrong so far, `guessed` the pages whose text is a program's guess from a picture: only
    there a figure is repaired.  What a paper prints in clear letters stays, though it contradict itself.
    """
    printings, kept = list(paper.printings), list(paper.remarks)
    for n, verdict in _verdicts(paper, remarks, guessed):
        if verdict.taken is not None and paper.printings[n].place.page in guessed:
            printings[n] = _repaired(paper.printings[n], verdict.taken)
            kept = [r for r in kept if r.printing != n or r.check not in OF_THE_CELL]
            kept.append(_repair(n, paper.printings[n], verdict.taken))
    return paper.model_copy(update={"printings": tuple(printings), "remarks": tuple(kept)})


def confirmed(paper: Paper) -> Paper:
    """The paper with doubts about how a figure is printed settled where another place prints it without any.

    "7 130" may be two figures, but not where page 2 prints 7,130.  Doubts about a bracket are not settled by a headline.
    """
    elsewhere = printed_elsewhere(paper)
    said = []
    for remark in paper.remarks:
        n, doubt = remark.printing, (remark.check, remark.severity) == ("doubtful_cell", "warning")
        clear = _printed_clearly(paper, n, elsewhere.get(n, ())) if doubt and n is not None else None
        words = f"{remark.message}; {place_of(clear)} prints {clear.reading.raw}" if clear is not None else ""
        said.append(remark.model_copy(update={"severity": "info", "message": words}) if words else remark)
    return paper.model_copy(update={"remarks": tuple(said)})


def _printed_clearly(paper: Paper, n: int, elsewhere: Sequence[int]) -> Printing | None:
    """A clear printing of a figure without brackets, which all its other printings agree with."""
    here, others = paper.printings[n].reading, [paper.printings[m] for m in elsewhere]
    plain = here.value is not None and here.numerator is None and "(" not in here.raw
    if not plain or any(_figures(o.reading) != _figures(here) for o in others):
        return None
    return next((o for o in others if not o.reading.doubts and not o.reading.repairs), None)


def suggested(paper: Paper, remarks: Sequence[Remark], guessed: Collection[int | None]) -> Paper:
    """The paper with these remarks; those that put a figure to the question suggest what it may be, best first."""
    ranked = {n: verdict.ranked for n, verdict in _verdicts(paper, remarks, guessed)}
    said = [_suggesting(r, ranked.get(r.printing, ())) if r.printing is not None else r for r in remarks]
    return paper.model_copy(update={"remarks": tuple(_implying(r, paper.printings) for r in said)})


def _implying(remark: Remark, printings: Sequence[Printing]) -> Remark:
    """A remark on a fraction that no single damage explains, with what its numerator would have to be."""
    if remark.check != "fraction" or remark.suggestion is not None or remark.printing is None:
        return remark
    return remark.model_copy(update={"suggestion": implied_counts(printings[remark.printing].reading)})


def _verdicts(
    paper: Paper, remarks: Sequence[Remark], guessed: Collection[int | None]
) -> Iterator[tuple[int, Verdict]]:
    evidence = Evidence(paper, guessed)
    for n in sorted({r.printing for r in remarks if r.printing is not None and _contests(r)}):
        printing = paper.printings[n]
        yield n, weigh(evidence.reading(n), printing.measure, evidence.of(n))


def _contests(remark: Remark) -> bool:
    return remark.check in CONTESTED and remark.severity == "warning"


def _repaired(printing: Printing, taken: Candidate) -> Printing:
    old, new = printing.reading, taken.reading
    repair = Repair(printed=old.raw, read_as=print_value(new), witness=words_of(taken))
    figures = {f: getattr(new, f) for f in ("status", "value", "unit", "numerator", "denominator", "decimals")}
    reading = old.model_copy(update={**figures, "repairs": (*old.repairs, repair), "doubts": ()})
    return printing.model_copy(update={"reading": reading})


def _repair(n: int, printing: Printing, taken: Candidate) -> Remark:
    """A digit that is read anew stays under a warning: the page shows another, and a person should look."""
    shown, words = print_value(taken.reading), words_of(taken)
    return Remark(
        check="repair", severity="warning" if taken.damage == "digit" else "info", page=printing.place.page, printing=n,
        message=f'"{printing.reading.raw}" is read as {shown}: {words}', suggestion=shown,
    )  # fmt: skip


def words_of(candidate: Candidate) -> str:
    """What the witnesses of a candidate say."""
    return "; ".join(dict.fromkeys(w.words for w in candidate.support))


def _suggesting(remark: Remark, ranked: Sequence[Candidate]) -> Remark:
    if not ranked or not _contests(remark):
        return remark
    return remark.model_copy(update={"suggestion": suggestion(ranked)})


def suggestion(ranked: Sequence[Candidate]) -> str:
    """The best candidates with what speaks for them, said once of all that it speaks for."""
    said: dict[str, list[str]] = {}
    for candidate in ranked[:SUGGESTED]:
        said.setdefault(words_of(candidate), []).append(print_value(candidate.reading))
    return " or ".join(f"{' or '.join(values)} ({words})" for words, values in said.items())
