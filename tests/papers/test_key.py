"""Keys as councils word them, and what their symbols then mean; without a key, what symbols usually mean."""

from __future__ import annotations

from typing import Literal

import pytest

from extract.papers.key import Key, find_key
from extract.papers.vocabulary import built_in
from schemas.layout import Box, Cell, Colour, Element, Grid, Legend, Mark

from .build import block, grid, leaf


def one(printed: str) -> Cell:
    """A cell as the table reader fills it."""
    return grid(f"{printed} |").cells[0]


def scores(key: Key, *printed: str) -> list[str | None]:
    """Each symbol as `name meaning`."""
    found = [key.score_of(one(p), built_in()) for p in printed]
    return [f"{s.name} {s.meaning}" if s else None for s in found]


def trends(key: Key, *printed: str) -> list[str | None]:
    return [key.trend_of(one(p), built_in()) for p in printed]


def key_of(*elements: Element) -> Key:
    return find_key([leaf(*elements)], built_in())


NO_KEY = key_of()


def lines(*texts: str) -> list[Element]:
    return [block(text) for text in texts]


KEYS: dict[str, tuple[list[Element], dict[str, str | None]]] = {
    "three symbols, a line each": (
        lines("★ Better than target", "● Within tolerance of target", "▲ Worse than target"),
        {"★": "star better", "●": "circle within_tolerance", "▲": "triangle worse"},
    ),
    "all in one line": (
        lines("★ better than target ● within tolerance ▲ worse than target"),
        {"★": "star better", "●": "circle within_tolerance", "▲": "triangle worse"},
    ),
    "a table of symbols and words": (
        [grid("★ | On or above target\n● | Slightly below target\n▲ | Significantly below target")],
        {"★": "star better", "●": "circle within_tolerance", "▲": "triangle worse"},
    ),
    "symbols and words side by side": (
        [grid("★ | Exceeds target | ● | Close to target | ▲ | Below target")],
        {"★": "star better", "●": "circle within_tolerance", "▲": "triangle worse"},
    ),
    "worse than target is the middle where something is far worse": (
        lines("★ Better than target", "● Worse than target", "▲ Significantly worse than target"),
        {"★": "star better", "●": "circle within_tolerance", "▲": "triangle worse"},
    ),
    "missed, but not by much, in words of colours": (
        lines("●green target met", "●amber target missed but better than the minimum", "●red worse than the minimum"),
        {"●green": "green better", "●amber": "amber within_tolerance", "●red": "red worse"},
    ),
    "two grades only": (
        lines("✓ Target met", "✗ Target missed"),
        {"✓": "tick better", "✗": "cross worse"},
    ),
    "one shape, told apart by colour": (
        [
            *lines("●green On target", "●amber Within 5% of target", "●red More than 5% off target"),
            grid("PI.1 Visits | 10 | ●green\nPI.2 Loans | 11 | ●amber"),
        ],
        {"●green": "green better", "●amber": "amber within_tolerance", "●red": "red worse"},
    ),
    "a triangle may be good: the paper says so": (
        lines("▲ Better than target", "● Within tolerance", "▼ Worse than target"),
        {"▲": "triangle better", "●": "circle within_tolerance", "▼": "triangle_down worse"},
    ),
    "symbols that are no score": (
        lines("★ Better than target", "▲ Worse than target", "■ No information", "◆ Missing target"),
        {"★": "star better", "▲": "triangle worse"},
    ),
}


@pytest.mark.parametrize("wording", KEYS)
def test_what_scores_mean_by_the_key(wording: str) -> None:
    elements, expected = KEYS[wording]
    assert dict(zip(expected, scores(key_of(*elements), *expected), strict=True)) == expected


def test_a_circle_is_green_in_one_council_and_amber_in_another() -> None:
    one_council = key_of(*lines("●green On or above target", "◆amber Slightly below target", "▲red Well below target"))
    another = key_of(*lines("★ On or above target", "●amber Slightly below target", "▲red Well below target"))
    assert scores(one_council, "●green", "◆amber", "▲red") == ["green better", "amber within_tolerance", "red worse"]
    assert scores(another, "★", "●amber", "▲red") == ["star better", "circle within_tolerance", "triangle worse"]


def test_an_amber_triangle_is_amber_where_no_star_says_that_shapes_count() -> None:
    """A paper of ticks, warning triangles and crosses had its warnings as "worse"."""
    no_key = key_of()
    assert scores(no_key, "✓green", "▲amber", "✗red") == ["green better", "amber within_tolerance", "red worse"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("★", "star better"),
        ("●", "circle within_tolerance"),
        ("▲", "triangle worse"),
        ("●green", "green better"),
        ("●red", "red worse"),
        ("■amber", "amber within_tolerance"),
        ("Green", "green better"),
        ("R", "red worse"),
        ("Amber", "amber within_tolerance"),
        ("Yellow", "amber within_tolerance"),
        ("[green]", "green better"),
        ("[red]", "red worse"),
        ("N/A", None),
        ("↗", None),
        ("", None),
        ("Gradually", None),
    ],
)
def test_what_scores_usually_mean(printed: str, expected: str | None) -> None:
    assert scores(NO_KEY, printed) == [expected]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("↗", "improving"),
        ("↑", "improving"),
        ("↘", "worsening"),
        ("↓", "worsening"),
        ("→", "steady"),
        ("↔", "steady"),
        ("▲", "improving"),
        ("▼", "worsening"),
        ("Improving", "improving"),
        ("Declined", "worsening"),
        ("No change", "steady"),
        ("N/A", None),
        ("-", None),
        ("Available Q2", None),
        ("", None),
    ],
)
def test_what_trends_usually_mean(printed: str, expected: str | None) -> None:
    assert trends(NO_KEY, printed) == [expected]


TREND_KEYS: dict[str, tuple[list[Element], dict[str, str | None]]] = {
    "arrows of performance": (
        lines("↗ Performance has improved", "→ No change", "↘ Performance has worsened"),
        {"↗": "improving", "→": "steady", "↘": "worsening"},
    ),
    "a falling figure is better by its key": (
        lines("▼ Improving", "▲ Getting worse", "► Stayed the same"),
        {"▼": "improving", "▲": "worsening", "►": "steady"},
    ),
    "a line that goes on about something else": (
        lines("↑ better", "↓ worse", "→ same; short term – since last quarter. For PI 3 lower is better."),
        {"↑": "improving", "↓": "worsening", "→": "steady"},
    ),
    "bare words beside one that is about change": (
        [block("▲ better ◄► no change ▼ worse")],
        {"▲": "improving", "►": "steady", "◄": "steady", "▼": "worsening"},
    ),
    "what it leaves out does not mean the opposite of what it says": (
        lines("▼ Better than before", "◆ The same"),
        {"▼": "improving", "◆": "steady", "▲": None},
    ),
    "in a table": (
        [grid("↑ | Better than the same quarter last year\n↓ | Deteriorated\n↔ | Maintained")],
        {"↑": "improving", "↓": "worsening", "↔": "steady"},
    ),
}


@pytest.mark.parametrize("wording", TREND_KEYS)
def test_what_trends_mean_by_the_key(wording: str) -> None:
    elements, expected = TREND_KEYS[wording]
    assert dict(zip(expected, trends(key_of(*elements), *expected), strict=True)) == expected


def test_one_symbol_is_a_score_and_a_trend() -> None:
    """Every fall of a paper whose ▼ is good was improving, and every ▲ as well."""
    key = key_of(
        block("★ target met ▲ within 5% of target ● more than 5% off target ▼ better than before ▲ worse than before")
    )
    assert scores(key, "★", "▲", "●") == ["star better", "triangle within_tolerance", "circle worse"]
    assert trends(key, "▼", "▲") == ["improving", "worsening"]


def test_better_than_target_is_a_score_and_better_than_before_a_trend() -> None:
    key = key_of(*lines("▲ Better than target", "● Within tolerance", "▼ Worse than target", "↑ Better than last year"))
    assert scores(key, "▲", "▼") == ["triangle better", "triangle_down worse"]
    assert trends(key, "↑") == ["improving"]


def test_better_in_a_line_about_the_last_quarter_is_no_score() -> None:
    """Every black symbol without words of its own was "better", because a black arrow was."""
    key = key_of(
        *lines("★ Performing well", "■ Action needed", "▲ Up on last quarter (better)", "▼ Worse, since last year")
    )
    assert trends(key, "▲", "▼") == ["improving", "worsening"]
    assert scores(key, "★", "■", "◆") == ["star better", "square worse", "diamond None"]


def test_a_symbol_whose_words_nobody_knows_has_no_usual_meaning() -> None:
    """The paper says what its arrow means, in words of its own: that it points up is no answer."""
    key = key_of(*lines("↓ Performance has improved", "↑ Gone to the dogs", "→ No change"))
    assert trends(key, "↓", "↑", "→") == ["improving", None, "steady"]


def test_one_line_alone_is_no_key() -> None:
    """A sentence about one star in a report says nothing of the other symbols."""
    assert key_of(block("★ We are better than target in libraries.")).entries == ()


def test_a_row_of_a_scorecard_is_no_key() -> None:
    table: Grid = grid("PI.1 Visits | 10 | 12 | ★ | ↗ | better than target in all of the libraries")
    assert key_of(table).entries == ()


@pytest.mark.parametrize(
    ("drawn", "colour", "starred", "score", "why"),
    [
        ("picture", "amber", False, "amber", "a colour scan"),
        ("picture", None, False, None, "a fax: the disc may have been green, amber or red"),
        ("picture", "grey", False, None, "a grey scan"),
        ("picture", None, True, "circle", "stars beside it: here shapes are the scores"),
        ("glyph", "black", False, "circle", "printed so in a digital paper"),
    ],
)
def test_a_disc_without_its_colour_is_no_score(
    drawn: Literal["picture", "glyph"], colour: Colour | None, starred: bool, score: str | None, why: str
) -> None:
    cell = Cell(row=0, column=0, marks=(Mark(shape="circle", colour=colour, drawn=drawn),))
    found = Key((), starred=starred).score_of(cell, built_in())
    assert (found.name if found else None) == score, why


def test_what_the_line_of_a_symbol_says_goes_before_its_block() -> None:
    """The words of a key ran into one block behind its second symbol: "no change" was read as "worsened"."""
    square = block("■black No change in performance Performance has worsened")
    square = square.model_copy(
        update={"marks": tuple(m.model_copy(update={"box": Box(30, 100, 38, 108)}) for m in square.marks)}
    )
    page = leaf(square).model_copy(update={"legend": (Legend(mark=square.marks[0], text="No change in performance"),)})
    key = find_key([page], built_in())
    assert trends(key, "■black") == ["steady"]
