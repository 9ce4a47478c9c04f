"""Every confusion of scanners beside every kind of witness: what is read anew, and what a person is asked."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from extract.checks import check_paper, settle_across
from extract.values import read_cell
from schemas.paper import Remark
from schemas.series import PaperFigure

from .build import paper


class Confusion(NamedTuple):
    """A figure as it is printed, what a scanner makes of it, and whether it stays in doubt: a digit always does."""

    what: str
    printed: str
    damaged: str
    digit: bool = False


CONFUSIONS = (
    Confusion("l for 1", "81.3%", "8l.3%"),
    Confusion("I for 1", "81.3%", "8I.3%"),
    Confusion("O for 0", "80.3%", "8O.3%"),
    Confusion("o for 0", "80.3%", "8o.3%"),
    Confusion("S for 5", "85.3%", "8S.3%"),
    Confusion("B for 8", "78.3%", "7B.3%"),
    Confusion("7 for 1", "81.3%", "87.3%", digit=True),
    Confusion("1 for 7", "87.3%", "81.3%", digit=True),
    Confusion("8 for 6", "76.3%", "78.3%", digit=True),
    Confusion("6 for 8", "78.3%", "76.3%", digit=True),
    Confusion("8 for 3", "73.2%", "78.2%", digit=True),
    Confusion("3 for 8", "78.2%", "73.2%", digit=True),
    Confusion("comma for point", "85.2%", "85,2%"),
    Confusion("lost point", "85.2%", "852%"),
    Confusion("point elsewhere", "85.2%", "8.52%"),
    Confusion("doubled point", "85.2%", "85..2%"),
    Confusion("space for point", "85.2%", "85 2%"),
    Confusion("space beside point", "85.2%", "85 .2%"),
    Confusion("percent as 96", "85.2%", "85.296"),
    Confusion("percent as o/o", "85.2%", "85.2o/o"),
)
LIST = "Indicator | Q1 2023-24\nPI.1 % of calls answered | {}"
ROW = """
    Indicator                | Good is | Q1 2022-23 | Q2 2022-23 | Q3 2022-23 | Q4 2022-23 | Q1 2023-24 | Target | Score
    PI.1 % of calls answered | High    | 79.1%      | 80.4%      | 82.2%      | 81.7%      | {}         | 71%    | ★
    """


def said_of(damaged: str, *tables: str, guessed: tuple[int, ...]) -> tuple[str | None, list[Remark]]:
    """The value that a damaged cell is read as in the end, and what is said of it."""
    checked = check_paper(paper(*tables), guessed)
    n = next(n for n, p in enumerate(checked.printings) if p.reading.raw == damaged)
    value = checked.printings[n].reading.value
    return None if value is None else f"{value:f}", [r for r in checked.remarks if r.printing == n]


def bare(printed: str) -> str:
    return printed.rstrip("%")


@pytest.mark.parametrize("confusion", CONFUSIONS, ids=lambda c: c.what)
def test_another_page_in_clear_letters(confusion: Confusion) -> None:
    """Letters, points and signs are read anew and the witness is named; a digit is not, for it may be another figure."""
    tables = LIST.format(confusion.damaged), ROW.format(confusion.printed)
    value, remarks = said_of(confusion.damaged, *tables, guessed=(1,))
    warned = [r for r in remarks if r.severity == "warning"]
    if confusion.digit:
        assert value == bare(confusion.damaged)
        assert [r for r in warned if (r.suggestion or "").startswith(confusion.printed)]
    else:
        assert (value, warned) == (bare(confusion.printed), [])


@pytest.mark.parametrize("confusion", CONFUSIONS, ids=lambda c: c.what)
def test_the_same_cell_of_another_paper(confusion: Confusion) -> None:
    figures = [_figure("scan", confusion.damaged, guessed=True), _figure("clear", confusion.printed, guessed=False)]
    found = settle_across(figures)
    about = [f for f in found.findings if f.observation_id == "scan"]
    values = [r.after for r in found.rereads if (r.row_id, r.column_name) == ("scan", "value")]
    if confusion.digit:
        assert [(f.check_name, f.severity) for f in about] == [("other_paper", "warning")]
        assert (about[0].suggestion or "").startswith(confusion.printed)
    elif _plain(confusion.damaged) == bare(confusion.printed):
        assert about == [], "read right at once"
    else:
        assert (values, [(f.check_name, f.severity) for f in about]) == (
            [bare(confusion.printed)],
            [("repair", "info")],
        )


def _plain(raw: str) -> str | None:
    value = read_cell(raw, kind="outturn", unit="percent")[0].value
    return None if value is None else f"{value:f}"


def _figure(name: str, raw: str, *, guessed: bool) -> PaperFigure:
    (reading,) = read_cell(raw, kind="outturn", unit="percent")
    return PaperFigure(
        name, name, "calls", "% of calls answered", "outturn", "2023-24 Q1", date(2023, 4, 1), date(2023, 6, 30),
        reading.status, reading.value, reading.unit or "percent", reading.numerator, reading.denominator,
        reading.decimals, None, raw, 1, f"{name}.pdf", date(2023, 9, 1), guessed, False, (),
    )  # fmt: skip


@pytest.mark.parametrize("confusion", CONFUSIONS, ids=lambda c: c.what)
def test_no_witness_but_the_form_and_range_of_its_row(confusion: Confusion) -> None:
    """What the row cannot prove is warned of, with the likely reading first; what lies among the others stays silent."""
    value, remarks = said_of(confusion.damaged, ROW.format(confusion.damaged), guessed=(1,))
    warned = [r for r in remarks if r.severity == "warning"]
    assert value == bare(confusion.printed) or warned or confusion.digit
    if value != bare(confusion.printed) and not confusion.digit:
        assert any((r.suggestion or "").startswith(bare(confusion.printed)) for r in warned), warned


FRACTIONS = (
    ("point of thousands", "1.3% (96 / 7.459)", "1.3 96 7459", "info"),
    ("space of thousands", "1.3% (96 / 7 459)", "1.3 96 7459", "info"),
    ("comma for the point of the headline", "1,3% (96 / 7,459)", "1.3 96 7459", "info"),
    ("lost point of the headline", "13% (96 / 7,459)", "1.3 96 7459", "info"),
    ("point of the headline elsewhere", "12.9% (96 / 7,459)", "1.29 96 7459", "info"),
    ("percent as 96", "1.396 (96 / 7,459)", "1.3 96 7459", "info"),
    ("slash as 7 and a point", "18.8% (26.87.142.5)", "18.8 26.8 142.5", "info"),
    ("S for 5", "50.0% (4S / 90)", "50.0 45 90", "info"),
    ("O for 0", "50.0% (45 / 9O)", "50.0 45 90", "info"),
    ("l for 1", "50.0% (1l / 22)", "50.0 11 22", "info"),
    ("7 for 1 in the headline", "72.5% (125 / 1,000)", "72.5 125 1000", "12.5%"),
    ("6 for 8 in the numerator", "85.2% (652 / 1,000)", "85.2 652 1000", "85.2% (852 / 1,000)"),
    ("3 for 8 in the numerator", "10.0% (83 / 880)", "10.0 83 880", "10.0% (88 / 880)"),
    ("what no single damage explains", "96.5% (1.965 / 1,638)", "96.5 1.965 1638", "1,580 or 1,581 / 1,638"),
)


@pytest.mark.parametrize(("what", "cell", "read_as", "said"), FRACTIONS, ids=[f[0] for f in FRACTIONS])
def test_its_own_fraction(what: str, cell: str, read_as: str, said: str) -> None:
    """A point or a sign is taken where the fraction then gives its headline; a digit stays, with what would fit."""
    checked = check_paper(paper(LIST.format(cell)), {1})
    reading = checked.printings[0].reading
    assert f"{reading.value} {reading.numerator} {reading.denominator}" == read_as
    warned = [r.suggestion or "" for r in checked.remarks if r.severity == "warning"]
    if said == "info":
        assert (warned, reading.raw) == ([], cell)
        assert [r.check for r in checked.remarks] == ["repair"], "with its witness"
    else:
        assert [w for w in warned if said in w], warned


def test_a_denominator_that_other_rows_share_singles_a_digit_out_under_a_warning() -> None:
    rows = "Indicator | Q1 2023-24\nPI.1 Per 10,000 | 84.2 (576 / 66,446)\nPI.2 Per 10,000 | 22.4 (153 / 68,446)"
    checked = check_paper(paper(rows), {1})
    assert checked.printings[0].reading.denominator == 68446
    assert [(r.check, r.severity) for r in checked.remarks] == [("repair", "warning")]


@pytest.mark.parametrize(
    ("arrow", "latest", "trend"),
    [("7", "88.1%", "improving"), ("71", "88.1%", "improving"), ("7l", "88.1%", "improving"),
     ("21", "76.0%", "worsening"), ("2l", "76.0%", "worsening"), ("77", "76.0%", "worsening")],
)  # fmt: skip
def test_an_arrow_beside_its_quarters_and_the_polarity(arrow: str, latest: str, trend: str) -> None:
    header = "Indicator | Good is | Q4 2022-23 | Q1 2023-24 | Short term trend"
    checked = check_paper(paper(f"{header}\nPI.1 % of calls answered | High | 81.7% | {latest} | {arrow}"), {1})
    assert checked.rows[0].short_term_trend == trend
    assert [(r.check, r.severity) for r in checked.remarks] == [("repair", "info")]
