"""Cells of outturn, target and floor columns: what is printed, what it means, why."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.values import fraction_agrees, read_cell
from schemas.reading import PeriodPart, Reading
from schemas.records import Status, Unit


def one(text: str, unit: Unit | None = None, notes: tuple[str, ...] = ()) -> Reading:
    (reading,) = read_cell(text, kind="outturn", unit=unit, notes=notes)
    assert reading.raw == text
    return reading


@pytest.mark.parametrize(
    ("printed", "value", "unit", "decimals"),
    [
        ("85.2", "85.2", None, 1),
        ("0", "0", None, 0),
        ("2%", "2", "percent", 0),
        (" 100 % ", "100", "percent", 0),
        ("54\n%", "54", "percent", 0),
        ("-3.2%", "-3.2", "percent", 1),
        ("−3.2%", "-3.2", "percent", 1),
        ("–3.2%", "-3.2", "percent", 1),
        ("１２.５％", "12.5", "percent", 1),
        ("45 per cent", "45", "percent", 0),
        ("1,984", "1984", None, 0),
        ("1\u2009984", "1984", None, 0),
        ("1\u00a0234\u00a0567.5", "1234567.5", None, 1),
        ("£2,345.67", "2345.67", "gbp", 2),
        ("£135k", "135000", "gbp", -3),
        ("£1.2m", "1200000", "gbp", -5),
        ("-£1.2m", "-1200000", "gbp", -5),
        ("£13 million", "13000000", "gbp", -6),
        ("61.7 days", "61.7", "days", 1),
        ("2 days", "2", "days", 0),
        ("4.5 hrs", "4.5", "hours", 1),
        ("7 months", "7", "months", 0),
        ("12,059.5 tonnes", "12059.5", "tonnes", 1),
        ("84.2 per 10,000", "84.2", "per_10000", 1),
        ("12.5 per 1,000", "12.5", "per_1000", 1),
        ("612 per 100,000", "612", "per_100000", 0),
        ("3:1", "3", "ratio", 0),
        ("9th", "9", "rank", 0),
        ("Outturn 49.26 days", "49.26", "days", 2),
        ("85% ★", "85", "percent", 0),
        ("↗ 85%", "85", "percent", 0),
        ("100%*", "100", "percent", 0),
        ("250⁹", "250", None, 0),
        ("Nil", "0", None, 0),
    ],
)
def test_a_figure_alone(printed: str, value: str, unit: Unit | None, decimals: int) -> None:
    reading = one(printed)
    assert (reading.status, reading.value, reading.unit) == ("reported", Decimal(value), unit)
    assert reading.decimals == decimals
    assert (reading.qualifier, reading.repairs, reading.doubts) == (None, (), ())


@pytest.mark.parametrize(
    ("printed", "value", "qualifier"),
    [
        ("72.1% p", "72.1", "provisional"),
        ("72.1% (p)", "72.1", "provisional"),
        ("72.1% (provisional)", "72.1", "provisional"),
        ("72.1% r", "72.1", "revised"),
        ("1,330r", "1330", "revised"),
        ("58.4p", "58.4", "provisional"),
        ("Cumulative 12%", "12", "cumulative"),
        ("12% cumulative", "12", "cumulative"),
        (">95%", "95", ">"),
        ("<5%", "5", "<"),
        ("95%+", "95", "≥"),
        ("at least 90%", "90", "≥"),
        ("no more than 20 days", "20", "≤"),
        ("61 working days", "61", "working days"),
        ("3.2 percentage points", "3.2", "percentage points"),
        ("12 cases", "12", "cases"),
        ("14% (Good)", "14", "Good"),
        ("12th / 150", "12", "of 150"),
        ("Ranked 12th out of 150", "12", "of 150"),
    ],
)
def test_what_else_a_cell_says_is_its_qualifier(printed: str, value: str, qualifier: str) -> None:
    reading = one(printed)
    assert (reading.value, reading.qualifier, reading.doubts) == (Decimal(value), qualifier, ())


@pytest.mark.parametrize(
    ("printed", "value", "qualifier", "period"),
    [
        ("36.4% Q4", "36.4", "Q4", PeriodPart(quarter=4)),
        ("Q4: 36.4%", "36.4", "Q4", PeriodPart(quarter=4)),
        ("36.4% (Q4)", "36.4", "Q4", PeriodPart(quarter=4)),
        ("36.4%Q4", "36.4", "Q4", PeriodPart(quarter=4)),
        ("45 (2022/23)", "45", "2022/23", PeriodPart(year=2022)),
        ("72% (as at June 2023)", "72", "as at June 2023", PeriodPart(kind="calendar", year=2023, month=6)),
    ],
)
def test_a_period_inside_the_cell(printed: str, value: str, qualifier: str, period: PeriodPart) -> None:
    reading = one(printed)
    assert (reading.value, reading.qualifier, reading.period) == (Decimal(value), qualifier, period)
    assert not reading.doubts


@pytest.mark.parametrize(
    ("printed", "value", "numerator", "denominator"),
    [
        ("1.3% (96 / 7,459)", "1.3", "96", "7459"),
        ("1.3% (96/7,459)", "1.3", "96", "7459"),
        ("1.3% 96/7,459", "1.3", "96", "7459"),
        ("1.3% (96 of 7,459)", "1.3", "96", "7459"),
        ("1.3% (96 out of 7,459 pupils)", "1.3", "96", "7459"),
        ("96/7,459 (1.3%)", "1.3", "96", "7459"),
        ("43/50 86%", "86", "43", "50"),
        ("96 of 7,459 (1.3%)", "1.3", "96", "7459"),
        ("18.8% (26.8 / 142.5)", "18.8", "26.8", "142.5"),
        ("22.4 (153/68,446)", "22.4", "153", "68446"),
        ("36.4% (46,387.68)", "36.4", "46387.68", None),
        ("1.9% (2,724.05)", "1.9", "2724.05", None),
        ("93.8% (15/16)", "93.8", "15", "16"),  # a fraction that gives the headline is no year
        ("1.3 % (n=96)", "1.3", "96", None),  # no whole number of 96 is 1.3 %, so 96 is not the base
        ("0% (0 / 0)", "0", "0", "0"),
        ("0% (0/45)", "0", "0", "45"),
    ],
)
def test_the_bracketed_fraction(printed: str, value: str, numerator: str, denominator: str | None) -> None:
    reading = one(printed)
    assert reading.value == Decimal(value)
    assert reading.numerator == Decimal(numerator)
    assert reading.denominator == (Decimal(denominator) if denominator else None)
    assert (reading.repairs, reading.doubts) == ((), ())


@pytest.mark.parametrize(
    ("printed", "status"),
    [
        ("", "missing"),
        (" \n ", "missing"),
        ("New measure", "new_measure"),
        ("N/A new measure", "new_measure"),
        ("Available Q2", "not_yet_available"),
        ("Measure available from Q3 (waiting for funds due to commence in Q3)", "not_yet_available"),
        ("Not yet available", "not_yet_available"),
        ("TBC", "not_yet_available"),
        ("Data not available", "not_yet_available"),
        ("..", "not_yet_available"),
        ("Annual - Q4", "not_yet_available"),
        ("Due July 2023", "not_yet_available"),
        ("Reported annually", "not_applicable"),
        ("Measure amended for 2023-24 so no previous comparable data", "not_comparable"),
        ("n/a", "not_applicable"),
        ("N/A", "not_applicable"),
        ("-", "not_applicable"),
        ("–", "not_applicable"),
        ("Annual measure", "not_applicable"),
        ("*", "suppressed"),
        ("c", "suppressed"),
        ("suppressed", "suppressed"),
        ("<5", "suppressed"),
        ("fewer than 5", "suppressed"),
    ],
)
def test_reasons_for_having_no_figure(printed: str, status: Status) -> None:
    reading = one(printed)
    assert (reading.status, reading.value, reading.doubts) == (status, None, ())


@pytest.mark.parametrize(
    ("printed", "status"),
    [
        ("See note*", "no_target"),
        ("See note***", "no_target"),
        ("No target", "no_target"),
        ("Baseline year", "no_target"),
        ("Monitor only", "no_target"),
        ("None", "no_target"),
        ("*", "no_target"),
        ("TBC", "not_yet_available"),
        ("Available Q2", "not_yet_available"),
        ("", "missing"),
    ],
)
def test_reasons_for_having_no_target(printed: str, status: Status) -> None:
    for kind in ("target", "floor"):
        (reading,) = read_cell(printed, kind=kind)
        assert (reading.status, reading.value, reading.doubts) == (status, None, ())


def test_a_target_below_five_is_a_target() -> None:
    (reading,) = read_cell("<5", kind="target")
    assert (reading.status, reading.value, reading.qualifier) == ("reported", Decimal(5), "<")


@pytest.mark.parametrize(
    "printed",
    [
        "10-12 days",
        "10% to 12%",
        "45 weeks 3 days",
        "45% 52%",
        "31/03/2026",
        "By March 2026",
        "2022/23",
        "12:30",
        "1:3",
        "1.234.567",
        "1,2345",
        "12m",
        "l.3%",
        "48.B",
        "2.l%",
        "O.5%",
        "$45",
        "45°",
        "Yes",
    ],
)
def test_what_no_rule_reads_is_unreadable(printed: str) -> None:
    for kind in ("outturn", "target"):
        (reading,) = read_cell(printed, kind=kind)
        assert (reading.status, reading.value) == ("unreadable", None)
        assert len(reading.doubts) == 1


@pytest.mark.parametrize(
    ("printed", "unit", "expected", "why"),
    [
        ("1.3% (96 / 7.459)", None, ("1.3", "96", "7459"), "96 of 7,459 is 1.287 %"),
        ("18.8% (26.87.142.5)", None, ("18.8", "26.8", "142.5"), "26.8 of 142.5 is 18.807 %, the 7 is a slash"),
        ("84.7% (1,381 . 1,631)", None, ("84.7", "1381", "1631"), "the point alone is the slash"),
        ("22.4 (153168,446)", "per_10000", ("22.4", "153", "68446"), "153 of 68,446 is 22.35 in 10,000"),
        ("36.4% (46.387.68)", None, ("36.4", "46387.68", None), "only the last of two points can be the decimal one"),
        ("85,2", None, ("85.2", None, None), "a comma before one digit cannot separate thousands"),
        ("46.387,68", None, ("46387.68", None, None), "a point before three digits, a comma before two"),
    ],
)
def test_a_repair_names_its_witness(
    printed: str, unit: Unit | None, expected: tuple[str | None, ...], why: str
) -> None:
    reading = one(printed, unit)
    figures = (reading.value, reading.numerator, reading.denominator)
    assert figures == tuple(Decimal(e) if e else None for e in expected), why
    (repair,) = reading.repairs
    assert repair.witness
    assert not reading.doubts


@pytest.mark.parametrize(
    ("printed", "unit", "value", "hint"),
    [
        ("84.2 (576 / 66,446)", "per_10000", "84.2", "576 / 68,446"),  # a digit is never changed silently
        ("96.5% (1.965 / 1,638)", None, "96.5", "not 96.5"),  # no reading of the separators gives it
        ("1.3 (96 / 7.459)", None, "1.3", "96 / 7,459"),  # without a unit the fraction proves nothing
        ("1.3% (9617459)", None, "1.3", "96 / 7,459"),  # the 1 may be a slash
        ("52.9% (463.875)", None, "52.9", "463 / 875"),  # the point may be one
        ("48.76 (1,271 / 260,753)", "per_10000", "48.76", "48.743"),  # thousands are no decimals, though they would fit
        ("93.6% (15,141 / 16,19)", None, "93.6", "not 93.6"),  # a digit is lost, not a point misplaced
        ("0% (35,427 / 116,809)", None, "0", "not 0"),  # nought proves nothing
        ("147.4 (1.004 / 68.109)", "per_10000", "147.4", "1,004 / 68,109"),  # both readings give it
        ("1.3% (96 / 7,459", None, "1.3", "not closed"),
        ("1.5%%", None, "1.5", "twice"),
        ("1 .3%", None, "1.3", "space"),
        ("1 984", None, "1984", "two figures"),
        ("l.3% (96 / 7,459)", None, "1.3", "letters"),
        (".5%", None, "0.5", "no digit"),
        ("50% (75%)", None, "50", "second figure"),
        ("72% (2022)", None, "72", "year"),
        ("72% (22/23)", None, "72", "year"),
        ("(£3k)", None, "-3000", "negative"),
        ("7.459", "number", "7.459", "7,459"),
        ("2023", "percent", "2023", "year"),
        ("- 5%", None, "5", "minus"),
        ("12,", None, "12", "lost"),
        ("10% reduction", None, "10", "change"),
        ("86.6 (86.2)", None, "86.6", "same kind"),
        ("86% (Q1 85%)", None, "86", "second figure"),
    ],
)
def test_what_cannot_be_proven_is_doubted(printed: str, unit: Unit | None, value: str, hint: str) -> None:
    reading = one(printed, unit)
    assert (reading.status, reading.value, reading.repairs) == ("reported", Decimal(value), ())
    assert hint in " ".join(reading.doubts)


def test_a_candidate_for_letters_among_digits_is_named() -> None:
    assert "1.3%" in one("l.3%").doubts[0]
    assert "0.5%" in one("O.5%").doubts[0]


def test_words_for_no_figure_beside_a_figure_are_doubted() -> None:
    reading = one("New measure 45%")
    assert (reading.status, reading.value) == ("new_measure", None)
    assert "45%" in reading.doubts[0]


def test_a_fraction_without_headline_keeps_its_parts() -> None:
    reading = one("96 of 7,459")
    assert (reading.value, reading.numerator, reading.denominator) == (None, Decimal(96), Decimal(7459))
    assert reading.doubts
    ranked = one("12/150", "rank")
    assert (ranked.value, ranked.unit, ranked.qualifier) == (Decimal(12), "rank", "of 150")


def test_the_unit_of_the_row_is_not_the_unit_of_the_cell() -> None:
    assert one("85.2", "per_10000").unit is None


def test_a_note_mark_that_the_vocabulary_knows_qualifies() -> None:
    assert one("72.1%", notes=("p",)).qualifier == "provisional"
    assert one("72.1%", notes=("3",)).qualifier is None


@pytest.mark.parametrize(
    ("value", "fraction", "unit", "agrees", "why"),
    [
        ("1.3", ("96", "7459"), "percent", True, "1.287"),
        ("1.2", ("96", "7459"), "percent", False, "cut off, not rounded"),
        ("86.2", ("576", "66446"), "per_10000", False, "86.69"),
        ("22.4", ("153", "68446"), "per_10000", True, "22.35"),
        ("12.5", ("1", "8"), "percent", True, "exact"),
        ("13", ("1", "8"), "percent", True, "half up"),
        ("12", ("1", "8"), "percent", True, "half to even"),
        ("18.8", ("26.8", "142.5"), "percent", True, "18.807"),
        ("3.4", ("1023", "300"), "days", True, "an average"),
        ("84.2", ("576", "68446"), "number", True, "a number may be any rate"),
        ("96", ("96", "7459"), "number", True, "the headline repeats the numerator"),
        ("1.3", ("96", "0"), "percent", None, "nothing to divide by"),
        ("1.3", ("96", None), "percent", None, "no denominator"),
    ],
)
def test_fraction_agrees(
    value: str, fraction: tuple[str, str | None], unit: Unit, agrees: bool | None, why: str
) -> None:
    numerator, denominator = fraction
    reading = Reading(
        status="reported",
        value=Decimal(value),
        decimals=len(value.partition(".")[2]),
        numerator=Decimal(numerator),
        denominator=Decimal(denominator) if denominator else None,
    )
    assert fraction_agrees(reading, unit) is agrees, why
