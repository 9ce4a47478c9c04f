"""When one row of a table counts among others than its neighbours."""

from __future__ import annotations

import pytest

from extract.checks.denominators import shared_denominators

from .build import about, paper

TABLE = """
    Indicator                  | Q1 2023-24
    PI.1 Children per 10,000   | {}
    PI.2 Plans per 10,000      | {}
    PI.3 Enquiries per 10,000  | {}
    """


def said(*cells: str) -> list[tuple[str, str]]:
    read = paper(TABLE.format(*cells))
    remarks = list(shared_denominators(read))
    return list(zip(about(read, remarks), [r.severity for r in remarks], strict=True))


@pytest.mark.parametrize(
    ("cells", "found", "why"),
    [
        (
            ("84.2 (576 / 66,446)", "22.4 (153 / 68,446)", "30.1 (206 / 68,446)"),
            [("p1 84.2 (576 / 66,446)", "warning")],
            "two rows agree, and a 6 may be an 8",
        ),
        (("84.2 (576 / 66,446)", "22.4 (153 / 68,446)", ""), [], "nobody says which is right"),
        (("84.2 (576 / 68,446)", "22.4 (153 / 68,446)", "30.1 (206 / 68,446)"), [], "the same"),
        (("84.2 (576 / 12,345)", "22.4 (153 / 68,446)", "30.1 (206 / 68,446)"), [], "another group"),
        (("50% (59 / 118)", "40% (45 / 113)", "20% (23 / 113)"), [], "small groups are alike by chance"),
    ],
)
def test_denominators(cells: tuple[str, ...], found: list[tuple[str, str]], why: str) -> None:
    assert said(*cells) == found, why
