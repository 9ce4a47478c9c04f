"""What a damaged number may have been."""

from __future__ import annotations

import pytest

from extract.checks.confusion import Damage, misreadings, one_apart, transposed


@pytest.mark.parametrize(
    ("printed", "meant", "damage"),
    [
        ("85,2", "85.2", "separator"),
        ("852", "85.2", "separator"),
        ("85..2", "85.2", "separator"),
        ("8.52", "85.2", "separator"),
        ("7.459", "7459", "separator"),
        ("1,3% (96 / 7,459)", "1.3% (96 / 7,459)", "separator"),
        ("l5%", "15%", "symbol"),
        ("48.B", "48.8", "symbol"),
        ("74.396", "74.3%", "symbol"),
        ("66,446", "68,446", "digit"),
        ("84.2 (576 / 66,446)", "84.2 (576 / 68,446)", "digit"),
        ("11.3%", "71.3%", "digit"),
        ("85.8%", "58.8%", "slip"),
        ("9.4%", "99.4%", "slip"),
        ("2.6%", "2.8%", "digit"),
        ("2.6%", "2.9%", "slip"),
    ],
)
def test_one_damage_is_undone(printed: str, meant: str, damage: Damage) -> None:
    kinds = [m.damage for m in misreadings(printed) if m.text == meant]
    assert kinds[:1] == [damage]


def test_the_likeliest_come_first_and_each_once() -> None:
    found = misreadings("85,2")
    assert found[0] == ("85.2", "separator")
    assert len({m.text for m in found}) == len(found)


@pytest.mark.parametrize("printed", ["90.9 86", "90.9 1 86", "1 90.9 86"])
def test_figures_of_several_cells_are_no_damaged_number(printed: str) -> None:
    """Between two cells whose rule was lost, "90.9 86" was repaired as 90.986, because another page prints 90.9."""
    assert not [m for m in misreadings(printed) if m.damage == "separator"]


@pytest.mark.parametrize("printed", ["85 2", "85. 2", "1 468 400"])
def test_a_space_within_a_number_is_undone(printed: str) -> None:
    assert [m for m in misreadings(printed) if m.damage == "separator"]


@pytest.mark.parametrize("text", ["", "New measure", "n/a", "★", "See note"])
def test_a_text_without_digits_is_not_damaged(text: str) -> None:
    assert misreadings(text) == []


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        ("68446", "66446", True),
        ("57.1", "5.71", True),
        ("85.8", "58.8", True),
        ("96.5", "9.65", True),
        ("11.2", "1.2", True),
        ("49.26", "4.26", True),
        ("49.26", "9.6", False),
        ("65.9", "65.9", False),
        ("65.9", "71.4", False),
        ("84.2", "22.4", False),
    ],
)
def test_figures_one_damage_apart(a: str, b: str, apart: bool) -> None:
    assert one_apart(a, b) == one_apart(b, a) == apart


@pytest.mark.parametrize(
    ("a", "b", "swapped"),
    [("85.8", "58.8", True), ("12.34", "12.43", True), ("12.3", "13.2", True), ("12.3", "12.3", False), ("12", "1.2", False),
     ("123", "321", False), ("85.8", "86.9", False)],
)  # fmt: skip
def test_digits_that_changed_places(a: str, b: str, swapped: bool) -> None:
    assert transposed(a, b) == transposed(b, a) == swapped


def test_a_comma_before_three_digits_is_never_a_point() -> None:
    """5.5% (3,75 / 68,446) lost a digit, and was read as 3.75 / 68.446, which happens to give 5.5%."""
    assert not [m.text for m in misreadings("68,446") if m.damage == "separator"]
    assert "68446" in [m.text for m in misreadings("68.446")], "but a point may be a comma"
