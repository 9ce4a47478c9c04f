"""When a damaged figure is read anew, and when a person is asked."""

from __future__ import annotations

import pytest

from extract.checks import check_paper
from schemas.paper import Paper, Remark

from .build import paper

LIST = "Indicator | Q1 2023-24\nPI.1 Visits to libraries per 10,000 | {}"
CARD = """
    Indicator                           | Q2 2022-23 | Q3 2022-23 | Q4 2022-23 | Q1 2023-24
    PI.1 Visits to libraries per 10,000 | 80.4       | 84.0       | 83.1       | {}
    """


def read(*tables: str, guessed: bool = True) -> Paper:
    pages = range(1, len(tables) + 1)
    return check_paper(paper(*tables), set(pages) if guessed else ())


def about(checked: Paper, raw: str) -> list[Remark]:
    return [r for r in checked.remarks if r.printing is not None and checked.printings[r.printing].reading.raw == raw]


def value(checked: Paper, raw: str) -> str | None:
    found = next(p.reading.value for p in checked.printings if p.reading.raw == raw)
    return None if found is None else f"{found:f}"


@pytest.mark.parametrize(
    ("damaged", "elsewhere", "means", "why"),
    [
        ("852", "85.2", "85.2", "the point is lost, and the other page prints it"),
        ("8.52", "85.2", "85.2", "the point has moved"),
        ("85.", "85.2", "85", "nothing hides 85.2 in it"),
        ("8S.2", "85.2", "85.2", "a letter among digits"),
        ("85..2", "85.2", "85.2", "a separator is doubled"),
        ("86.2", "85.2", "86.2", "a digit may be revised: one witness does not prove it"),
        ("71.4", "85.2", "71.4", "another figure altogether"),
    ],
)
def test_another_page_of_a_scan_tells_what_is_meant(damaged: str, elsewhere: str, means: str, why: str) -> None:
    checked = read(LIST.format(damaged), CARD.format(elsewhere))
    said = about(checked, damaged)
    assert value(checked, damaged) == means, why
    repaired = [r.severity for r in said if r.check == "repair"]
    doubted = [r for r in said if r.severity == "warning"]
    assert repaired == ["info"] and not doubted if means == elsewhere else doubted, why


def test_a_score_and_the_range_of_other_periods_together_repair_nothing() -> None:
    """57 would be better than its target and not far from the others, but 35.7 has lost a digit."""
    table = """
        Indicator   | Good is | Q2 2022-23 | Q3 2022-23 | Q4 2022-23 | Q1 2023-24 | Target | Score
        PI.1 Visits | High    | 33.1       | 36.0       | 40.2       | 5.7        | 30     | ★
        """
    checked = read(table)
    assert value(checked, "5.7") == "5.7"
    assert {r.check for r in about(checked, "5.7")} == {"jump", "score"}


def test_what_is_printed_in_clear_letters_is_never_repaired() -> None:
    checked = read(LIST.format("852"), CARD.format("85.2"), guessed=False)
    remark = about(checked, "852")[0]
    assert value(checked, "852") == "852"
    assert (remark.check, remark.severity) == ("printed_differently", "warning")
    assert (remark.suggestion or "").startswith("85.2 per 10,000 (page 2 prints 85.2; its other figures lie")


def test_a_sound_figure_of_a_scan_is_not_touched() -> None:
    """Its neighbours alone prove nothing, but a person is told."""
    checked = read(CARD.format("831"))
    (remark,) = about(checked, "831")
    assert value(checked, "831") == "831"
    assert (remark.check, remark.severity) == ("jump", "warning")


def test_of_two_figures_in_a_scan_that_differ_by_their_points_neither_is_repaired() -> None:
    """Each would be the other's witness, and they would change places."""
    checked = read(LIST.format("852"), LIST.format("85.2"))
    assert [value(checked, raw) for raw in ("852", "85.2")] == ["852", "85.2"]
    assert all(r.check == "printed_differently" for raw in ("852", "85.2") for r in about(checked, raw))


def test_one_in_clear_letters_is_believed_by_itself() -> None:
    checked = check_paper(paper(LIST.format("852"), LIST.format("85.2")), {1})
    assert [str(p.reading.value) for p in checked.printings] == ["85.2", "85.2"]


DENOMINATORS = """
    Indicator                                | Q1 2023-24
    PI.432 Children looked after per 10,000  | 84.2 (576 / 66,446)
    PI.433 Children with a plan per 10,000   | 22.4 (153 / 68,446)
    """


def test_a_digit_is_read_anew_where_two_kinds_of_evidence_agree_and_stays_under_a_warning() -> None:
    """The headline asks for about 68,400 children, and the row below counts 68,446 of them."""
    checked = read(DENOMINATORS)
    (remark,) = about(checked, "84.2 (576 / 66,446)")
    assert (remark.check, remark.severity) == ("repair", "warning")
    assert [str(p.reading.denominator) for p in checked.printings] == ["68446", "68446"]


def test_in_clear_letters_they_are_a_suggestion() -> None:
    checked = read(DENOMINATORS, guessed=False)
    (remark,) = about(checked, "84.2 (576 / 66,446)")
    assert remark.severity == "warning"
    assert (remark.suggestion or "").startswith("84.2 per 10,000 (576 / 68,446) (it gives its headline;")
    assert [str(p.reading.denominator) for p in checked.printings] == ["66446", "68446"]


def test_a_digit_that_two_other_pages_print_otherwise_stays() -> None:
    """The paper prints 2.6 on one page and 2.8 on two others: a person decides."""
    checked = read(LIST.format("82.6"), CARD.format("82.8"), LIST.format("82.8"))
    assert value(checked, "82.6") == "82.6"
    assert [r.check for r in about(checked, "82.6")] == ["printed_differently"]


def test_witnesses_that_contradict_each_other_decide_nothing() -> None:
    checked = read(LIST.format("852"), CARD.format("85.2"), CARD.format("8.52"))
    assert value(checked, "852") == "852"
    assert {r.severity for r in about(checked, "852")} == {"warning"}


def test_a_score_alone_repairs_nothing_but_says_what_would_fit() -> None:
    table = """
        Indicator   | Good is | Q1 2023-24 | Target | Score
        PI.1 Visits | High    | 1.42       | 12     | ★
        """
    checked = read(table)
    (remark,) = about(checked, "1.42")
    assert (remark.check, value(checked, "1.42")) == ("score", "1.42")
    assert remark.suggestion == "142 or 14.2 or 2.42 (the score says better against a target of 12)"


@pytest.mark.parametrize(
    ("damaged", "elsewhere", "unit"),
    [("7l.3", "71.3", "per_10000"), ("71.3o/o", "71.3%", "percent"), ("71,3", "71.3", "per_10000")],
)
def test_what_is_read_anew_is_counted_as_the_figures_of_its_name(damaged: str, elsewhere: str, unit: str) -> None:
    checked = read(LIST.format(damaged), CARD.replace("84.0", "74.0").format(elsewhere))
    reading = checked.printings[0].reading
    assert (str(reading.value), reading.unit) == ("71.3", unit)
    assert {r.severity for r in about(checked, damaged)} == {"info"}


@pytest.mark.parametrize(
    ("printed", "elsewhere", "severity", "why"),
    [
        ("7 130", "7,130", "info", "page 2 prints one figure"),
        ("71 .3", "71.3", "info", "page 2 prints the point"),
        ("7 130", "7 130", "warning", "page 2 is as doubtful"),
        ("71 .3", "71", "warning", "page 2 prints no point"),
        ("71.3 (2019)", "71.3", "warning", "page 2 says nothing of the bracket"),
    ],
)
def test_a_doubt_about_the_print_is_settled_by_another_page(
    printed: str, elsewhere: str, severity: str, why: str
) -> None:
    checked = read(LIST.format(printed), LIST.format(elsewhere), guessed=False)
    doubts = [r.severity for r in checked.remarks if r.check == "doubtful_cell" and r.printing == 0]
    assert doubts == [severity], why


def test_letters_that_nothing_proves_are_suggested_best_first() -> None:
    checked = read(CARD.format("8l.3"))
    (remark,) = about(checked, "8l.3")
    assert (remark.check, remark.severity) == ("unread_cell", "warning")
    assert (remark.suggestion or "").startswith("81.3 per 10,000 or ")


def test_two_damages_of_a_fraction_are_not_undone_at_once() -> None:
    table = """
        Indicator           | Q1 2023-24
        PI.1 % of children  | {}
        PI.2 % of pupils    | 4.2% (2,875 / 68,446)
        """
    checked = read(table.format("5.5% (3,75 / 68,446)"))
    (remark,) = about(checked, "5.5% (3,75 / 68,446)")
    assert (remark.check, remark.severity) == ("fraction", "warning")


@pytest.mark.parametrize(
    ("cell", "suggestion"),
    [
        ("96.5% (1.965 / 1,638)", "1,580 or 1,581 / 1,638, if headline and denominator are right"),
        ("96.6% (965 / 638)", "616 / 638, if headline and denominator are right"),
        ("7.9% (12 / 4,000)", "314 to 318 / 4,000, if headline and denominator are right"),
    ],
)
def test_a_fraction_that_no_single_damage_explains_says_what_would_fit(cell: str, suggestion: str) -> None:
    checked = read(f"Indicator | Q1 2023-24\nPI.1 % of visits | {cell}")
    assert [(r.check, r.suggestion) for r in about(checked, cell)] == [("fraction", suggestion)]


@pytest.mark.parametrize(
    ("printed", "damaged"),
    [
        ("33% (148 / 449)", "3% (148 / 449)"),
        ("7.5% (30 / 401)", "7.5% (03 / 401)"),
        ("1% (110 / 7,942)", "1% (610 / 7,942)"),
        ("40.43% (38 / 94)", "403% (38 / 94)"),
        ("73% (7,050 / 9,653)", "73% (7 050 / 9,63)"),
    ],
)
def test_counts_are_not_made_measured_parts_to_fit_a_headline(printed: str, damaged: str) -> None:
    """14.8 / 449 gives 3%, but nobody counts 14.8 of 449."""
    checked = read(f"Indicator | Q1 2023-24\nPI.1 % of children | {damaged}")
    assert [r.severity for r in about(checked, damaged) if r.severity == "warning"], printed
