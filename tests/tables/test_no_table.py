"""What stands in columns but is no table: prose, lists of contents, agendas, addresses, members, charts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.tables import leaf_of
from schemas.layout import Grid

from .draw import Sheet

PROSE = (
    "The council reports on its performance at the end of each quarter. In quarter 2 the share of",
    "household waste that was recycled rose from 41.2% to 42.8%, against a target of 45%. Missed bins",
    "fell from 61.0 to 58.1 per 100,000 collections, and 95.2% of calls were answered. In 2021/22 the",
    "figure was 39.9%, and in 2020/21 it was 38.1%. Further detail is given in appendix 2 (pages 12 to",
    "19). The cost of the service was £1.2 million, 3.4% below budget, of which £135k was one-off.",
)

Lines = Sequence[tuple[float, str]]

CASES: dict[str, Sequence[Lines]] = {
    "prose with figures": [[(60, line)] for line in PROSE],
    "two columns of prose": [[(40, line[:55]), (320, line[20:75])] for line in (*PROSE, *PROSE)],
    "three columns of prose": [[(40, line[:34]), (220, line[20:54]), (400, line[40:74])] for line in (*PROSE, *PROSE)],
    "contents": [
        [(60, f"{n}."), (80, title), (220, "." * 80), (520, page)]
        for n, (title, page) in enumerate(
            [("Introduction", "3"), ("Performance", "5"), ("Finance", "12"), ("Risk", "19"), ("Appendices", "27")], 1
        )
    ],
    "contents without dots": [
        [(60, f"{n}.1"), (90, title), (500, page)]
        for n, (title, page) in enumerate(
            [("Introduction", "3"), ("Performance", "5"), ("Finance", "12"), ("Risk", "19"), ("Appendices", "27")], 1
        )
    ],
    "agenda": [
        [(60, f"{n}"), (90, title), (450, pages)]
        for n, (title, pages) in enumerate(
            [("Apologies for absence", ""), ("Minutes of the last meeting", "(Pages 5 - 10)"),
             ("Performance in quarter 2", "(Pages 11 - 40)"), ("Budget monitoring", "(Pages 41 - 58)")], 1
        )
    ],
    "agenda with bare pages": [
        [(60, f"{n}."), (90, title), (450, pages)]
        for n, (title, pages) in enumerate(
            [("Apologies for absence", ""), ("Minutes of the last meeting", "5 - 10"),
             ("Performance in quarter 2", "11 - 40"), ("Budget monitoring", "41 - 58")], 1
        )
    ],
    "addresses": [
        [(60, "Council House"), (250, "Telephone: 01384 559900"), (430, "Reference: CSD/14")],
        [(60, "1 Priory Road"), (250, "Fax: 01384 559901"), (430, "Date: 12 September 2023")],
        [(60, "Anytown AB1 2CD"), (250, "Text: 07700 900123"), (430, "Your reference: 22/0417")],
    ],
    "members": [
        [(60, "Councillor A Ahmed"), (230, "Councillor B Bell"), (400, "Councillor C Cole")],
        [(60, "Councillor D Dunn"), (230, "Councillor E Evans"), (400, "Councillor F Fox")],
        [(60, "Councillor G Green"), (230, "Councillor H Hall"), (400, "Councillor I Imran")],
    ],
    "times of a meeting": [
        [(60, "Date:"), (200, "Thursday 16 November 2023")],
        [(60, "Time:"), (200, "6.00 pm")],
        [(60, "Venue:"), (200, "Committee Room 2, Council House")],
    ],
    "numbered paragraphs": [
        [(60, "8.2"), (90, PROSE[0][:50]), (360, PROSE[1][:40])],
        [(60, "8.3"), (90, PROSE[2][:50]), (360, PROSE[3][:40])],
        [(60, "8.4"), (90, PROSE[4][:50]), (360, PROSE[0][:40])],
    ],
    "axes of a chart": [
        *([(60, f"{v}%"), (90 + 3 * v, f"{v + 0.4}")] for v in (100, 80, 60, 40, 20, 0)),
        [(100, "Q1"), (200, "Q2"), (300, "Q3"), (400, "Q4")],
    ],
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_no_table_is_seen(case: str) -> None:
    sheet = Sheet(595, 842)
    for n, line in enumerate(CASES[case]):
        for x, text in line:
            sheet.text(x, 80 + 14 * n, text, 10)
    leaf = leaf_of(sheet.read()[0])
    assert [e for e in leaf.elements if isinstance(e, Grid)] == []
