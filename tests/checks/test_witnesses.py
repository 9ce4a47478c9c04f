"""Each kind of witness, in a small paper that has them all: what one of them contradicts is caught."""

from __future__ import annotations

from functools import cache

import pytest

from extract.facts import Hints
from schemas.layout import Leaf
from tests.papers.build import block, grid, heading, leaf

from .mutation import Outcome, measure, shelf
from .test_mutation import missed, wrongly_repaired
from .witnesses import WITNESSES

SCORES = """
    Performance Indicator             | Good is | Qtr. 1 2022-23 | Qtr. 4 2022-23 | Qtr. 1 2023-24 | Target 2023-24 Q1 | Score | Short term trend | Annual trend
    PI.1 % of calls answered          | High    | 81.2%  | 84.7%  | 88.3%  | 85%   | ★ | ↗ | ↗
    PI.2 % of homes empty             | Low     | 4.31%  | 3.92%  | 4.74%  | 3.5%  | ▲ | ↘ | ↘
    PI.3 Average days to let a home   | Low     | 65.91  | 60.23  | 49.26  | 52    | ★ | ↗ | ↗
    PI.4 % of complaints on time      | High    | 71.3%  | 69.8%  | 63.4%  | 75%   | ▲ | ↘ | ↘
    PI.5 % of rent collected          | High    | 95.1%  | 96.4%  | 97.7%  | 97%   | ★ | ↗ | ↗
    PI.6 % of staff absent            | Low     | 5.95%  | 6.07%  | 5.34%  | 5.5%  | ★ | ↗ | ↗
    """  # noqa: E501
COUNTED = """
    Performance Indicator                          | Qtr. 4 2022-23
    PI.11 % of children absent                     | 3.1% (2,122 / 68,446)
    PI.12 % of children with a plan                | 4.2% (2,875 / 68,446)
    PI.13 % of children in need                    | 5.5% (3,765 / 68,446)
    PI.14 % of children looked after               | 1.8% (1,232 / 68,446)
    """
SUMMED = """
    Performance Indicator  | Qtr. 1 2022-23 | Qtr. 2 2022-23 | Qtr. 3 2022-23 | Qtr. 4 2022-23
    Visits to Ashford      | 1,204 | 1,187 | 1,250 | 1,311
    Visits to Brook        | 2,344 | 2,401 | 2,287 | 2,350
    Visits to Coldham      | 811   | 842   | 799   | 856
    Total visits           | 4,359 | 4,430 | 4,336 | 4,517
    """
YEARS = """
    Performance Indicator       | Qtr. 1 2021-22 | Qtr. 2 2021-22 | Qtr. 3 2021-22 | Qtr. 4 2021-22 | 2021-22
    PI.31 Visits to museums     | 2,210  | 2,234  | 2,258  | 2,249  | 8,951
    PI.32 % of tax collected    | 27.9%  | 55.1%  | 82.2%  | 96.4%  | 96.4%
    PI.33 % of reviews on time  | 91.2%  | 93.4%  | 92.2%  | 90.1%  | 91.7%
    PI.34 Days lost to sickness | 2.21   | 2.34   | 2.58   | 2.49   | 9.62
    PI.35 Fly-tips removed      | 402    | 815    | 1,190  | 1,602  | 1,602
    PI.36 % of bins collected   | 98.1%  | 97.6%  | 98.3%  | 98.8%  | 98.2%
    """
COMMENT = "The average was 49.26 days in Quarter 1, better than the target."


def pages() -> list[Leaf]:
    """A pack of five pages."""
    said = (heading("PI.3 Average days to let a home", 5), block("Performance: what is the data telling us?", page=5))
    return [
        *(leaf(grid(table, page=n), number=n) for n, table in enumerate((SCORES, COUNTED, SUMMED, YEARS), 1)),
        leaf(*said, block(COMMENT, page=5), number=5),
    ]


@cache
def misprints(scanned: bool, wanted: int) -> tuple[Outcome, ...]:
    return tuple(measure(shelf({"paper": pages()}, {"paper": Hints()}, scanned=scanned), wanted, at_once=1))


@pytest.mark.parametrize("scanned", [False, True])
def test_what_any_witness_contradicts_is_caught(scanned: bool) -> None:
    found = misprints(scanned, 40)
    assert len({o.witness for o in found}) > 2
    assert (missed(found), wrongly_repaired(found)) == ([], [])


@pytest.mark.long
@pytest.mark.parametrize("scanned", [False, True])
def test_every_kind_of_witness_speaks_in_the_small_paper(scanned: bool) -> None:
    found = misprints(scanned, 500)
    assert {o.witness for o in found} >= set(WITNESSES) - {"another page", "another paper"}
    assert (missed(found), wrongly_repaired(found)) == ([], [])
