"""When a figure is out of line with the others of its row, and what would bring it back."""

from __future__ import annotations

import pytest

from extract.checks.line import out_of_line

from .build import paper

ROW = """
    Indicator   | Q1 2022-23 | Q2 2022-23 | Q3 2022-23 | Q4 2022-23 | Q1 2023-24 | Target
    PI.1 Visits | {}         | {}         | {}         | {}         | {}         | {}
    """


@pytest.mark.parametrize(
    ("cells", "severity", "why"),
    [
        (("57.5%", "60.2%", "61.4%", "62.7%", "85.8%", ""), "warning", "58.8% with two digits changed"),
        (("36.8", "37.5", "38.2", "39.5", "28.3", ""), "info", "it fell, or a digit is wrong"),
        (("36.8", "37.5", "38.2", "39.5", "71.1", ""), "info", "far, but not a jump of three times"),
        (("31.3", "31.8", "32.2", "32.7", "81.9", ""), "info", "a hint says so: 3 and 8 are taken for each other"),
        (("66%", "65%", "70%", "68%", "77%", ""), None, "within what its range makes likely"),
        (("95.8", "95.9", "95.9", "95.8", "99.9", ""), None, "a narrow range says little"),
        (("66%", "65%", "", "", "97%", ""), None, "too short a history"),
        (("57.5%", "60.2%", "61.4%", "62.7%", "61.0%", "85.8%"), None, "a target may be anywhere"),
        (("402", "815", "1,190", "1,602", "748", ""), "info", "what adds up may begin a year with more"),
    ],
)  # fmt: skip
def test_out_of_line(cells: tuple[str, ...], severity: str | None, why: str) -> None:
    said = [r.severity for r in out_of_line(paper(ROW.format(*cells)))]
    assert said == ([severity] if severity else []), why
