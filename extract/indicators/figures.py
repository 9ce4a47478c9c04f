"""What the figures printed beside two names say about their being one measure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from schemas.names import PrintedFigure

NEAR = Decimal("0.05")
"""Two figures within this share of each other may be a revision of one; further apart they are two measures."""

STORED_DECIMALS = 6
"""Figures with so many decimals come from the database, whose zeros were not printed."""

Values = Mapping[str, frozenset[Decimal]]


class Agreement(NamedTuple):
    """Over how many periods that both print two names agree, and how telling that is."""

    agree: int
    telling: int
    differ: int
    far: int

    @property
    def confirms(self) -> bool:
        """Several periods agree in figures that chance would not repeat, and hardly any differs."""
        return (self.telling >= 2 and not self.differ) or (self.telling >= 3 and self.agree >= 3 * self.differ)

    @property
    def contradicts(self) -> bool:
        """Several periods differ and hardly any agrees."""
        return self.differ >= 2 and self.differ > 3 * self.agree

    @property
    def denies(self) -> bool:
        """They contradict each other by more than revisions do."""
        return self.contradicts and self.far >= 2

    @property
    def says(self) -> str:
        """The comparison in words."""
        return f"{self.agree} periods agree, {self.differ} differ" if self.agree or self.differ else "no common periods"


NOTHING = Agreement(0, 0, 0, 0)


def outturns(figures: Iterable[PrintedFigure]) -> dict[str, set[Decimal]]:
    """The outturns by period; targets and benchmarks are alike for many measures and prove nothing."""
    found: dict[str, set[Decimal]] = {}
    for figure in figures:
        if figure.measure == "outturn" and figure.period:
            found.setdefault(figure.period, set()).add(_as_printed(figure.value))
    return found


def _as_printed(value: Decimal) -> Decimal:
    """The value without the zeros that a database adds: 65.900000 was printed 65.9."""
    if decimals(value) < STORED_DECIMALS:
        return value
    short = value.normalize()
    return short if decimals(short) >= 0 else short.quantize(Decimal(1))


def decimals(value: Decimal) -> int:
    """How many decimals a figure is printed with."""
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def equal(a: Decimal, b: Decimal) -> bool:
    """Whether two figures are equal when rounded to the coarser printing: 65.91 and 65.9 are, 2.6 and 2.8 are not."""
    if a == b:
        return True
    if abs(a - b) >= 1:
        return False
    places = Decimal(1).scaleb(-max(0, min(decimals(a), decimals(b))))
    return a.quantize(places, ROUND_HALF_UP) == b.quantize(places, ROUND_HALF_UP)


def is_telling(value: Decimal) -> bool:
    """Whether a figure is unlikely to be repeated by chance: 62.4 and 759 are, 0, 5, 90 and 100 are not."""
    return _significant(value) >= 2


def _significant(value: Decimal) -> int:
    """How many digits carry information, leading and trailing zeros apart."""
    return len(value.normalize().as_tuple().digits)


def agreement(a: Values, b: Values) -> Agreement:
    """Compares the periods that both names print."""
    agree = telling = differ = far = 0
    for period in a.keys() & b.keys():
        both = a[period] & b[period] or {x for x in a[period] for y in b[period] if equal(x, y)}
        if both:
            agree += 1
            telling += is_telling(min(both))
        else:
            differ += 1
            far += not any(near(x, y) for x in a[period] for y in b[period])
    return Agreement(agree, telling, differ, far)


def near(a: Decimal, b: Decimal) -> bool:
    """Whether one figure may be a revision of the other."""
    return abs(a - b) <= NEAR * max(abs(a), abs(b))
