"""When commentary states a figure that its table prints with a misprint."""

from __future__ import annotations

import pytest

from extract.checks.commentary import commentary_figures
from schemas.paper import Passage

from .build import about, paper

TABLE = "Indicator | Q4 2022-23 | Q1 2023-24 | Target\nPI.1 Average days to let a home | 55.38 days | {} | 45 days"


def said(printed: str, text: str, label: str = "Average days to let a home") -> list[str]:
    read = paper(TABLE.format(printed))
    passage = Passage(code="PI.1", label=label, kind="comment", text=text, first_page=1, last_page=1)
    read = read.model_copy(update={"passages": (passage,)})
    return about(read, list(commentary_figures(read)))


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("5.71 days", "It took 57.1 days, compared with 55.38 days."),
        ("51.7 days", "An empty home took 57.1 days to let."),
        ("57.7 days", "An empty home took 57.1 days to let."),
    ],
)
def test_it_speaks(printed: str, text: str) -> None:
    assert said(printed, text) == [f"p1 {printed}"]


def test_an_earlier_figure_with_its_point_elsewhere() -> None:
    earlier = TABLE.replace("55.38 days", "5.538 days")
    passage = Passage(
        code="PI.1", label="Average days to let a home", kind="comment", text="It was 55.38 days in the quarter before.",
        first_page=1, last_page=1,
    )  # fmt: skip
    read = paper(earlier.format("57.1 days")).model_copy(update={"passages": (passage,)})
    assert about(read, list(commentary_figures(read))) == ["p1 5.538 days"]


@pytest.mark.parametrize(
    ("printed", "text", "why"),
    [
        ("57.1 days", "It took 57.1 days.", "the same"),
        ("57.13 days", "It took 57.1 days.", "rounded"),
        ("5.71 days", "Homes in Westfield took 31.5 days.", "of something else"),
        ("55.36 days", "It took 55.38 days in the quarter before.", "a figure that the table prints elsewhere"),
        (
            "51.0 days",
            "For all ages it was 53.58 days.",
            "close to an earlier figure by chance: all ages are another group",
        ),
        ("57.1 days", "Of 5.71 million pounds nothing is left.", "of another unit"),
        ("5 days", "It took 6 days.", "short figures are alike by chance"),
        ("New measure", "It took 57.1 days.", "no figure"),
        ("57.8 days", "It took 57.1 days in Westfield, 57.8 days in all.", "the figure is named too"),
    ],
)
def test_it_stays_quiet(printed: str, text: str, why: str) -> None:
    assert said(printed, text) == [], why


def test_commentary_on_another_indicator_says_nothing() -> None:
    assert said("5.71 days", "It took 57.1 days.", label="Visits to libraries") == []
