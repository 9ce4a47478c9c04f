"""Gather what independent evidence says of a figure: its own fraction, other printings, denominators, the score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from typing import Literal, NamedTuple

from extract.checks.confusion import one_apart
from extract.checks.disagreement import printed_elsewhere
from extract.checks.history import History, history_of, outturns
from extract.checks.judgement import contradicts, with_polarity
from extract.values import fraction_agrees, readings_agree
from schemas.paper import Paper, Printing, gist
from schemas.reading import Reading
from schemas.records import Unit

Kind = Literal["fraction", "elsewhere", "denominator", "score", "history"]


class Witness(NamedTuple):
    """A piece of evidence: what it says in words, whether it admits a reading, and whether it can decide alone."""

    kind: Kind
    words: str
    admits: Callable[[Reading], bool]
    alone: bool = False


class Evidence:
    """What one paper says of its figures; gathered once for all of them."""

    def __init__(self, paper: Paper, guessed: Collection[int | None]) -> None:
        self.paper, self.guessed = paper, guessed
        self.outturns = outturns(paper)
        self.elsewhere = printed_elsewhere(paper)
        self.counted: dict[int | None, list[Printing]] = defaultdict(list)
        for p in paper.printings:
            if p.table is not None and p.reading.denominator is not None:
                self.counted[p.table].append(p)
        self.units = _units(paper)
        self.judged = {n: (j, polarity) for j, polarity in with_polarity(paper) for n in (j.outturn, j.aim)}

    def reading(self, n: int) -> Reading:
        """What is read of one printing; where nothing is, its unit would be that of its name's other figures."""
        printing = self.paper.printings[n]
        if printing.reading.value is not None:
            return printing.reading
        return printing.reading.model_copy(update={"unit": self.units.get((printing.code, printing.label))})

    def of(self, n: int) -> list[Witness]:
        """The witnesses of one printing."""
        printing = self.paper.printings[n].model_copy(update={"reading": self.reading(n)})
        return [
            *own_fraction(printing.reading), *self._elsewhere(n), *self._denominators(printing), *self._score(n),
            *self._history(printing),
        ]  # fmt: skip

    def _elsewhere(self, n: int) -> Iterator[Witness]:
        """The same figure on other pages: of two that are both guessed from a picture either may be wrong."""
        read = self.paper.printings[n].reading.value is not None
        for m in self.elsewhere.get(n, ()):
            other = self.paper.printings[m]
            alone = not read or other.place.page not in self.guessed
            words = f"{place_of(other)} prints {other.reading.raw}"
            yield Witness("elsewhere", words, agrees_with(other.reading), alone)

    def _history(self, printing: Printing) -> Iterator[Witness]:
        history = history_of(printing, self.outturns)
        if history is not None:
            yield among(history)

    def _denominators(self, printing: Printing) -> Iterator[Witness]:
        """Another row of the table that counts among the same: 22.4 (153 / 68,446) beside 84.2 (576 / 66,446)."""
        own = printing.reading.denominator
        others = {
            p.reading.denominator: p.label
            for p in self.counted.get(printing.table, ())
            if p.row != printing.row and p.period == printing.period
        }
        for denominator, label in others.items():
            if own is not None and denominator is not None and one_apart(f"{own:f}", f"{denominator:f}"):
                words = f'"{gist(label)}" counts among {denominator:,f}'
                yield Witness("denominator", words, lambda r, d=denominator: r.denominator == d)  # type: ignore[misc]

    def _score(self, n: int) -> Iterator[Witness]:
        if n in self.judged:
            j, polarity = self.judged[n]
            against = f"against a target of {j.target}" if n == j.outturn else f"for an outturn of {j.value}"
            words = f"the score says {(j.row.score_meaning or '').replace('_', ' ')} {against}"

            def admits(reading: Reading) -> bool:
                if reading.value is None:
                    return False
                other = j._replace(value=reading.value) if n == j.outturn else j._replace(target=reading.value)
                return not contradicts(other, polarity)

            yield Witness("score", words, admits)


def _units(paper: Paper) -> dict[tuple[str | None, str], Unit]:
    """Code and name → the unit of the outturns and targets that are read under them, where they have one."""
    found: dict[tuple[str | None, str], set[Unit]] = defaultdict(set)
    for p in paper.printings:
        if p.measure in ("outturn", "target") and p.reading.value is not None and p.reading.unit is not None:
            found[p.code, p.label].add(p.reading.unit)
    return {name: units.pop() for name, units in found.items() if len(units) == 1}


def own_fraction(reading: Reading) -> list[Witness]:
    """The bracketed fraction of the cell itself; a reading without one is no reading of such a cell."""
    if "(" not in reading.raw and reading.numerator is None:
        return []
    return [
        Witness("fraction", "it gives its headline", lambda r: fraction_agrees(r, reading.unit) is True, alone=True)
    ]


def agrees_with(reading: Reading) -> Callable[[Reading], bool]:
    """Whether another reading is the same figure, at least as precisely: 45 is no proof of what 44.5 was."""
    return lambda other: (
        other.value is not None and other.decimals >= reading.decimals and readings_agree(other, reading)
    )


def among(history: History) -> Witness:
    """The other figures of a measure, from which this one cannot be far."""
    return Witness("history", history.words, lambda r: r.value is not None and history.may_hold(r.value))


def place_of(printing: Printing) -> str:
    """Where a figure is printed, in words."""
    return f"page {printing.place.page}" if printing.place.page else "another place"
