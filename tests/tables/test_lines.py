"""Lines of a cell put together: what a narrow column broke grows together, and nothing else does."""

from __future__ import annotations

import pytest

from extract.tables.lines import join_lines


@pytest.mark.parametrize(
    ("lines", "text", "why"),
    [
        (["2021/2", "2 Actual"], "2021/22 Actual", "a financial year"),
        (["YTD", "2018/1", "9"], "YTD 2018/19", "a financial year below a word"),
        (["2021", "/22"], "2021/22", "broken before its stroke"),
        (["46,88", "1"], "46,881", "a number with thousands"),
        (["£1,234,5", "67"], "£1,234,567", "a sum"),
        (["12.", "5%"], "12.5%", "behind the point"),
        (["78.3", "%"], "78.3%", "a sign of per cent"),
        (["PI.10", "9"], "PI.109", "a code"),
        (["(7,204.6", "6)"], "(7,204.66)", "a number in brackets"),
        (["re-", "referrals"], "re-referrals", "a hyphen"),
        (["1", "2.5"], "1 2.5", "two figures"),
        (["4", "6,881"], "4 6,881", "two figures"),
        (["1,204", "500"], "1,204 500", "two figures"),
        (["2021/22", "2022/23"], "2021/22 2022/23", "two years"),
        (["2021/2", "5"], "2021/2 5", "years that do not follow each other"),
        (["45.2%", "3"], "45.2% 3", "a figure and something else"),
        (["KPI", "115"], "KPI 115", "a code that is printed with its space"),
    ],
)
def test_lines_of_a_narrow_cell(lines: list[str], text: str, why: str) -> None:
    assert join_lines(lines) == text, why
