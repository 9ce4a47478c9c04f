"""Schemes that took over the numbers of another."""

from __future__ import annotations

import pytest

from extract.indicators import Register, match_each
from extract.indicators.renumbered import Place, place

from .papers import printed

KEPT = [
    ("Rent collected (%)", "% of rent collected"),
    ("Average re-let time (days)", "Re-let time: average days"),
    ("Trees planted", "Number of trees planted"),
]
OLD, NEW = "Potholes repaired by the council's contractor", "Potholes repaired by our contractor in the Wye valley"


def last_two(old: list[str], new: list[str]) -> list[str | None]:
    """The indicators of the two last names, printed after those that keep their numbers."""
    names = [printed("2014", name, code) for (name, _), code in zip(KEPT, old, strict=False)]
    names += [printed("2018", name, code) for (_, name), code in zip(KEPT, new, strict=False)]
    names += [printed("2014", OLD, old[-1]), printed("2018", NEW, new[-1])]
    return [alias.indicator_id for alias in match_each(names, Register())[1]][-2:]


@pytest.mark.parametrize(
    ("old", "new", "joined", "why"),
    [
        (["H1", "H2", "H3", "H14"], ["WM/H01", "WM/H02", "WM/H03", "WM/H14"], True, "the numbers stay"),
        (["H1", "H2", "H3", "H14"], ["WM/H201", "WM/H202", "WM/H203", "WM/H214"], True, "all numbers move by 200"),
        (["H1", "H2", "H3", "H14"], ["WM/H07", "WM/H12", "WM/H40", "WM/H14"], False, "one number that stays is chance"),
        (["H1", "H2", "H3", "H14"], ["WM/H01", "WM/H02", "WM/H03", "WM/H15"], False, "the last number does not stay"),
    ],
)
def test_a_scheme_that_keeps_its_numbers_bears_out_a_name(
    old: list[str], new: list[str], joined: bool, why: str
) -> None:
    one, other = last_two(old, new)
    assert (one == other) == joined, why


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("WM/H01", Place("WM/H", 1, "")),
        ("PI.120", Place("PI", 120, "")),
        ("BK-107a", Place("BK", 107, "a")),
        ("NI 59", None),
        ("CYP 3.1", None),
        ("3.2a", None),
    ],
)
def test_the_place_of_a_code_in_its_scheme(code: str, expected: Place | None) -> None:
    assert place(code) == expected
