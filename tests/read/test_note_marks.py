"""Note marks beside figures: however large they are set, they are no digit of the figure."""

from __future__ import annotations

import pytest

from tests.tables.draw import Sheet, width_of


@pytest.mark.parametrize(
    ("size", "lift", "expected", "why"),
    [
        (5.0, 3.0, ["549.3", "1"], "a usual superscript"),
        (6.8, 2.9, ["549.3", "1"], "four fifths of the size, as web pages and Writer set it"),
        (7.1, 2.9, ["549.3", "1"], "five sixths, as browsers print it"),
        (8.5, 0.0, ["549.31"], "a digit of the figure"),
    ],
)
def test_a_mark_behind_a_figure(size: float, lift: float, expected: list[str], why: str) -> None:
    """549.3 with a note mark was read as 549.31, without a word."""
    sheet = Sheet()
    sheet.text(100, 100, "549.3", size=8.5)
    sheet.text(100 + width_of("549.3", "Helvetica", 8.5), 100 - lift, "1", size=size)
    [page] = sheet.read()
    assert [word.text for word in page.words] == expected, why
