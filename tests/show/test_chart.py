"""The chart in the terminal, compared as a picture."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from extract.show.chart import Level, Point, chart

QUARTER_ENDS = [date(2022, 6, 30), date(2022, 9, 30), date(2022, 12, 31), date(2023, 3, 31)]


def points(*values: str, strand: str = "Q") -> list[Point]:
    return [Point(day, Decimal(value), strand) for day, value in zip(QUARTER_ENDS, values, strict=False)]


def picture(found: list[Point], targets: list[Level]) -> str:
    text = chart(found, targets, 40, lambda value: f"{value}%").plain
    return "\n".join(line.rstrip() for line in text.splitlines())


def test_a_line_with_a_target() -> None:
    target = Level(date(2022, 4, 1), date(2023, 3, 31), Decimal(12))
    assert picture(points("10", "12.5", "14", "11"), [target]) == LINE


def test_strands_and_gaps_are_not_joined() -> None:
    apart = [Point(date(2019, 6, 30), Decimal(1), "Q"), Point(date(2022, 6, 30), Decimal(2), "Q")]
    kinds = [Point(date(2022, 6, 30), Decimal(1), "Q"), Point(date(2022, 9, 30), Decimal(2), "")]
    for found in (apart, kinds):
        dots = [char for char in picture(found, []) if 0x2800 < ord(char) < 0x2900]
        assert dots == []


def test_figures_that_are_all_the_same() -> None:
    assert picture(points("5", "5", "5"), []).count("●") == 3


def test_a_doubtful_figure_is_hollow() -> None:
    doubtful = [*points("10", "12"), Point(date(2022, 12, 31), Decimal(99), "Q", doubtful=True)]
    assert picture(doubtful, []).count("○") == 1


LINE = """\
14% ┤                        ⢀●
    │                     ⢀⠤⠊⠁⠈⠢⡀
    │                   ⡠⠔⠁     ⠑⢄
    │                ⢀●⠉         ⠈⠢⡀
    │╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
    │             ⡠⠊                ⠈⠢⡀
    │           ⡠⠊                    ●
    │         ⢀⠜
10% ┤        ●⠁
    └┬─────────────────────────────────
     2022-23"""
