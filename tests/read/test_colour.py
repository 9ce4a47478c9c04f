"""What a reader calls a colour, however it is painted."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.read import read_pages
from extract.read.colour import colour_name

from .raw import FIRST, at, stream, write_raw


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("00B050", "green"), ("92D050", "green"), ("C6EFCE", "green"), ("A9D08E", "green"), ("C6E0B4", "green"),
        ("FFC000", "amber"), ("FFFF00", "amber"), ("FFEB9C", "amber"), ("F4B084", "amber"), ("FFE699", "amber"),
        ("FF0000", "red"), ("C00000", "red"), ("FFC7CE", "red"), ("FF9999", "red"), ("F4CCCC", "red"),
        ("0070C0", "blue"), ("DDEBF7", "white"), ("E2EFDA", "white"), ("F2F2F2", "white"), ("D9D9D9", "grey"),
    ],
)  # fmt: skip
def test_colours_of_office_programs(printed: str, expected: str) -> None:
    painted = [int(printed[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    assert colour_name(painted) == expected


def test_a_tint_of_a_named_ink_is_what_the_page_shows(tmp_path: Path) -> None:
    """Print shops name their inks; the number is how much of it, and no grey."""
    ink = [
        "<</FunctionType 2/Domain[0 1]/C0[1 1 1]/C1[0 .6 .2]/N 1>>",
        f"[/Separation/Green/DeviceRGB {FIRST} 0 R]",
    ]
    content = f"/ink cs 1 scn 60 290 80 20 re f 0 g {at(200, 300, 'Target 90% of calls')}"
    path = write_raw(tmp_path / "a.pdf", content, ink, resources=f"/ColorSpace<</ink {FIRST + 1} 0 R>>")
    assert [f.colour for f in next(iter(read_pages(path))).fills] == ["green"]


def test_a_pattern_is_what_the_page_shows(tmp_path: Path) -> None:
    tile = stream(
        "1 .7 0 rg 0 0 10 10 re f",
        "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 10 10]/XStep 10/YStep 10/Resources<<>>",
    )
    content = f"/Pattern cs /tile scn 60 290 80 20 re f 0 g {at(200, 300, 'Target 90% of calls')}"
    path = write_raw(tmp_path / "a.pdf", content, [tile], resources=f"/Pattern<</tile {FIRST} 0 R>>")
    assert [f.colour for f in next(iter(read_pages(path))).fills] == ["amber"]
