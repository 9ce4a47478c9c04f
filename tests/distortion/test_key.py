"""A key outside the tables is found whatever its symbols are drawn with."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.papers import built_in
from extract.papers.key import find_key
from extract.pipeline import leaves_of
from tests.distortion.draw import draw
from tests.distortion.options import OPTIONS
from tests.distortion.setting import Setter


@pytest.mark.parametrize(
    "score", ["glyph_shapes", "vector_shapes", "glyph_circles", "vector_circles", "picture_circles"]
)
def test_a_key_outside_tables_is_found(score: str, tmp_path: Path) -> None:
    variant = {axis: choices[0] for axis, choices in OPTIONS.items()} | {"score": score, "key": "permuted"}
    draw(Setter(variant, 1).sheet(), variant, tmp_path / "key.pdf")
    assert len([e for e in find_key(leaves_of(tmp_path / "key.pdf"), built_in()).entries if e.grade]) == 3
