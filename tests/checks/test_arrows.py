"""When OCR took an arrow for a figure, and the quarters beside it say which arrow it was."""

from __future__ import annotations

import pytest

from extract.checks import check_paper

from .build import paper

TABLE = """
    Indicator   | Good is | Q1 2022-23 | Q4 2022-23 | Q1 2023-24 | Short term trend | Annual trend
    PI.1 Visits | {}      | 2%         | 3.1%       | {}         | {}               | {}
    """


@pytest.mark.parametrize(
    ("good", "latest", "short", "annual", "trends", "why"),
    [
        ("Low", "1.3%", "7", "71", ("improving", "improving"), "it fell below both"),
        ("Low", "2.6%", "71", "21", ("improving", "worsening"), "below the last quarter, above the last year"),
        ("High", "1.3%", "7", "↘", ("worsening", "worsening"), "one arrow is clear"),
        ("Low", "3.1%", "7", "-", (None, None), "the figure stayed, and a dash is no arrow"),
        ("Low", "1.3%", "x1", "", (None, None), "these letters are no arrow that slants"),
        ("", "1.3%", "7", "71", (None, None), "nobody says which way is good"),
    ],
)
def test_an_arrow_read_as_figures(
    good: str, latest: str, short: str, annual: str, trends: tuple[str | None, str | None], why: str
) -> None:
    checked = check_paper(paper(TABLE.format(good, latest, short, annual)), {1})
    (row,) = checked.rows
    assert (row.short_term_trend, row.annual_trend) == trends, why
    repaired = [r for r in checked.remarks if r.check == "repair"]
    assert len(repaired) == sum(t is not None and a.isdigit() for t, a in zip(trends, (short, annual), strict=True))
    assert {(r.severity, r.printing) for r in repaired} <= {("info", 2)}
    unread = [a for t, a in zip(trends, (short, annual), strict=True) if t is None and a not in ("", "-")]
    assert [r.message for r in checked.remarks if r.check == "unknown_symbol"] == [
        f'"{a}" is no known trend' for a in unread
    ], "what is read is no unknown symbol any more"


def test_in_clear_letters_it_stays_unread_and_is_reported() -> None:
    checked = check_paper(paper(TABLE.format("Low", "1.3%", "7", "71")))
    assert (checked.rows[0].short_term_trend, checked.rows[0].annual_trend) == (None, None)
    assert [(r.check, r.severity, r.message) for r in checked.remarks] == [
        ("unknown_symbol", "warning", '"7" is no known trend'), ("unknown_symbol", "warning", '"71" is no known trend'),
    ]  # fmt: skip


def test_a_letter_beside_unread_symbols_is_no_score() -> None:
    """OCR made A of a triangle, which was read as amber beside stars that it had made asterisks."""
    header = "Indicator | Q1 2023-24 | Score"
    damaged = check_paper(paper(f"{header}\nPI.1 Visits | 3 | *\nPI.2 Loans | 4 | A"), {1})
    assert [row.score for row in damaged.rows] == [None, None]
    assert [r.check for r in damaged.remarks] == ["unknown_symbol"] * 2
    sound = check_paper(paper(f"{header}\nPI.1 Visits | 3 | R\nPI.2 Loans | 4 | A\nPI.3 Fines | 4 | n/a"), {1})
    assert [row.score for row in sound.rows] == ["red", "amber", None]
    assert not sound.remarks
