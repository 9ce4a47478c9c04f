"""The canonical printing reads back as the same reading, whatever the figure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.values import fold_text, print_value, read_cell
from schemas.reading import Reading
from schemas.records import Status, Unit

many = settings(max_examples=400, deadline=None, derandomize=True)


@pytest.mark.parametrize(
    "printed",
    [
        "1.3% (96 / 7,459)",
        "36.4% (46,387.68)",
        "£135k",
        "£1.2m",
        "£2,345.67",
        "-3.2%",
        "12th, of 150",
        "61.7 days",
        "84.2 per 10,000",
        "3:1",
        ">95%",
        "72.1%, provisional",
        "New measure",
        "n/a",
        "<5",
        "",
    ],
)
def test_the_canonical_printing_of_what_is_printed_so(printed: str) -> None:
    (reading,) = read_cell(printed, kind="outturn")
    assert print_value(reading) == printed


def decimals(low: int = 0, high: int = 10**9, places: int = 3) -> st.SearchStrategy[Decimal]:
    return st.integers(0, places).flatmap(lambda p: st.integers(low * 10**p, high).map(lambda n: Decimal(n).scaleb(-p)))


UNITS: list[Unit | None] = [
    None, "percent", "gbp", "days", "hours", "weeks", "months", "years", "tonnes",
    "per_1000", "per_10000", "per_100000",
]  # fmt: skip


@st.composite
def figures(draw: st.DrawFn) -> Reading:
    value = draw(decimals())
    unit = draw(st.sampled_from(UNITS))
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    places = -exponent
    negative = draw(st.booleans()) and value != 0
    if unit == "gbp" and value and draw(st.booleans()):
        power = draw(st.sampled_from([3, 6, 9]))
        if places < power:
            value, places = Decimal(int(value.scaleb(power))), places - power
    said = draw(st.lists(st.sampled_from(["provisional", "cumulative", "revised"]), max_size=1))
    bound = draw(st.sampled_from(["", ">", "≥", "≤", "~"]))
    return Reading(
        status="reported",
        value=-value if negative else value,
        unit=unit,
        decimals=places,
        numerator=draw(st.sampled_from([None, Decimal(0), Decimal(96), Decimal(1_234_567), Decimal("46387.6875")])),
        qualifier=", ".join(([bound] if bound else []) + said) or None,
    )


@many
@given(figures())
def test_a_figure_reads_back(reading: Reading) -> None:
    (again,) = read_cell(print_value(reading), kind="outturn")
    assert again.model_copy(update={"raw": ""}) == reading


@many
@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 2), st.sampled_from(["percent", "per_10000"]))
def test_a_fraction_reads_back_without_doubt(numerator: int, denominator: int, places: int, unit: Unit) -> None:
    scale = 100 if unit == "percent" else 10_000
    value = round(Decimal(numerator) * scale / Decimal(denominator), places)
    reading = Reading(
        status="reported",
        value=value,
        unit=unit,
        decimals=places,
        numerator=Decimal(numerator),
        denominator=Decimal(denominator),
    )
    (again,) = read_cell(print_value(reading), kind="outturn")
    assert again.model_copy(update={"raw": ""}) == reading


@many
@given(st.integers(1, 999), st.integers(1000, 999_999), st.sampled_from([".", ","]))
def test_a_damaged_separator_is_never_a_silent_error(numerator: int, denominator: int, damage: str) -> None:
    value = round(Decimal(numerator) * 100 / Decimal(denominator), 1)
    printed = f"{value}% ({numerator} / {denominator:,})"
    damaged = f"{value}% ({numerator} / {str(f'{denominator:,}').replace(',', damage)})"
    (reading,) = read_cell(damaged, kind="outturn")
    right = (reading.numerator, reading.denominator) == (Decimal(numerator), Decimal(denominator))
    assert right or reading.doubts, printed


@many
@given(st.integers(1, 500), st.sampled_from([1, 10, 150]))
def test_a_rank_reads_back(rank: int, step: int) -> None:
    reading = Reading(status="reported", value=Decimal(rank), unit="rank", qualifier=f"of {rank + step}")
    (again,) = read_cell(print_value(reading), kind="benchmark")
    assert (again.value, again.unit, again.qualifier) == (reading.value, "rank", reading.qualifier)


STATUSES: list[Status] = [
    "new_measure", "not_yet_available", "not_applicable", "not_comparable", "suppressed", "missing", "no_target",
]  # fmt: skip


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_reads_back(status: Status) -> None:
    (again,) = read_cell(print_value(Reading(status=status)), kind="outturn")
    assert again.status == status


CELLS = st.one_of(
    st.text(max_size=30),
    st.text(alphabet="0123456789.,/()%£ -–<>Qkmdays:lIO*", max_size=24),
    st.lists(
        st.sampled_from(
            [
                "45",
                "1,984",
                "85.2%",
                "(96 / 7,459)",
                "Q4",
                "2022/23",
                "England",
                "n/a",
                "£3k",
                "days",
                "12th",
                "-",
                "/",
                "(",
            ]
        ),
        max_size=6,
    ).map(" ".join),
)


@many
@given(CELLS, st.sampled_from(["outturn", "target", "floor"]))
def test_every_cell_gives_one_reading(text: str, kind: str) -> None:
    (reading,) = read_cell(text, kind=kind)  # type: ignore[arg-type]
    assert reading.raw == text
    assert (reading.status == "unreadable") <= bool(reading.doubts)
    assert (reading.value is None) <= (reading.status != "reported" or bool(reading.doubts))


@many
@given(CELLS)
def test_every_benchmark_figure_is_printed(text: str) -> None:
    readings = read_cell(text, kind="benchmark")
    assert bool(readings) == bool(fold_text(text)) or not any(c.isalnum() for c in text)
    for reading in readings:
        assert (reading.value is not None) == (reading.status == "reported")
