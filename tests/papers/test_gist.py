"""Texts as messages quote them."""

from __future__ import annotations

import pytest

from schemas.paper import gist

NAME = "16 and 17 year olds who are not in education, employment or training (NEET)"


@pytest.mark.parametrize(
    ("text", "quoted", "why"),
    [
        ("Visits to libraries", "Visits to libraries", "a short one is whole"),
        (NAME, "16 and 17 year olds who are not in education, employment or…", "a long one ends with a word"),
        ("x" * 70, "x" * 59 + "…", "one word is cut"),
        ("x" * 60, "x" * 60, "sixty characters are short"),
    ],
)
def test_a_long_text_ends_with_a_whole_word(text: str, quoted: str, why: str) -> None:
    assert gist(text) == quoted, why
    assert len(quoted) <= 60
