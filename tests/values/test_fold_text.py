"""The folding of printed characters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.values import fold_text


@pytest.mark.parametrize(
    ("printed", "folded", "why"),
    [
        ("eﬃcient ﬁgures", "efficient figures", "ligatures are spelled out"),
        ("perfor\u00admance", "performance", "soft hyphens are invisible"),
        ("1\u00a0984\u2009days\n", "1 984 days", "every space is a space"),
        ("−3.2–4", "-3.2-4", "dashes and the minus are one"),
        ("１２．５％", "12.5%", "fullwidth forms are ASCII"),
        ("250⁹", "250⁹", "a note mark is no digit"),
        ("2½", "2½", "a vulgar fraction must not become 21/2"),
        ("’quoted’", "'quoted'", "typographic quotes"),
    ],
)
def test_fold_text(printed: str, folded: str, why: str) -> None:
    assert fold_text(printed) == folded, why


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)
