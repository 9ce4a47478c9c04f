"""Front sheets of several councils' shapes, and the reports that their packs are parted into."""

from __future__ import annotations

from datetime import date

import pytest

from extract.papers.agenda import listed_items, read_reports, report_period
from extract.papers.front import read_front
from schemas.layout import Block, Leaf

from .build import block, grid, heading, leaf, pages

FRONTS: dict[str, tuple[list[Block], tuple[str | None, date | None, str | None]]] = {
    "a meeting line, date and place": (
        [
            heading("Meeting of the Children's Services Select Committee"),
            block("Monday, 11th September 2023 at 6.00pm"),
            block("In the Council Chamber, Priory Road"),
        ],
        (
            "Children's Services Select Committee",
            date(2023, 9, 11),
            "Meeting of the Children's Services Select Committee",
        ),
    ),
    "the date in the meeting line": (
        [heading("Meeting of the Cabinet – Wednesday, 5 July 2023")],
        ("Cabinet", date(2023, 7, 5), "Meeting of the Cabinet"),
    ),
    "capitals": (
        [heading("SCRUTINY BOARD"), block("Thursday, 2nd March, 2023")],
        ("Scrutiny Board", date(2023, 3, 2), None),
    ),
    "committee and date in one line, then the report": (
        [
            block("Corporate Scrutiny Committee – 16th November 2023"),
            block("Report of the Chief Executive"),
            heading("Corporate Performance Report Quarter 2"),
        ],
        ("Corporate Scrutiny Committee", date(2023, 11, 16), "Corporate Performance Report Quarter 2"),
    ),
    "the council's name before that of the committee": (
        [block("Tamebrook Council – Audit Committee – 3 May 2022"), heading("Performance in 2021/22")],
        ("Audit Committee", date(2022, 5, 3), "Performance in 2021/22"),
    ),
    "a date in figures behind a stroke": (
        [block("Place Scrutiny Board | 19/11/2024"), heading("Scorecard, second quarter")],
        ("Place Scrutiny Board", date(2024, 11, 19), "Scorecard, second quarter"),
    ),
    "a date with points and a label": (
        [block("Health and Wellbeing Board Date: 20.02.2019"), heading("Public health outcomes")],
        ("Health and Wellbeing Board", date(2019, 2, 20), "Public health outcomes"),
    ),
    "a report to a committee": (
        [block("Report to the Children and Families Scrutiny Committee on 8th December, 2020"), heading("Scorecard")],
        ("Children and Families Scrutiny Committee", date(2020, 12, 8), "Scorecard"),
    ),
    "the words before the date are no part of the name": (
        [block("Safer Communities Board Meeting date: 24/09/2019"), heading("Exception report")],
        ("Safer Communities Board", date(2019, 9, 24), "Exception report"),
    ),
    "the month first": (
        [block("Scrutiny Commission Thursday, July 18, 2013"), heading("Year end report")],
        ("Scrutiny Commission", date(2013, 7, 18), "Year end report"),
    ),
    "a group": (
        [block("Performance and Assurance Group: 18 January 2024"), heading("Monthly dashboard")],
        ("Performance and Assurance Group", date(2024, 1, 18), "Monthly dashboard"),
    ),
    "the day on which it was printed is not that of the meeting": (
        [block("Generated on: 27 January 2020"), block("Cabinet, 11 February 2020"), heading("Dashboard")],
        ("Cabinet", date(2020, 2, 11), "Dashboard"),
    ),
    "the date of signing is not that of the meeting": (
        [
            heading("Meeting of the Health Scrutiny Panel"),
            block("Dated: 1 June 2023"),
            block("Tuesday, 13 June 2023 at 10.00 am"),
        ],
        ("Health Scrutiny Panel", date(2023, 6, 13), "Meeting of the Health Scrutiny Panel"),
    ),
    "nor is that of the minutes to confirm": (
        [
            heading("Meeting of the Health Scrutiny Panel"),
            block("To confirm the minutes of the meeting held on Monday, 3 April 2023"),
            block("Tuesday, 13 June 2023"),
        ],
        ("Health Scrutiny Panel", date(2023, 6, 13), "Meeting of the Health Scrutiny Panel"),
    ),
    "a committee with its part in brackets": (
        [block("Scrutiny Committee (Corporate Resources)"), block("Tuesday, 16 September 2014"), heading("Report")],
        ("Scrutiny Committee (Corporate Resources)", date(2014, 9, 16), "Report"),
    ),
    "a date that no calendar has": (
        [heading("Meeting of the Cabinet"), block("Wednesday, 31 June 2023")],
        ("Cabinet", None, "Meeting of the Cabinet"),
    ),
    "a paper that says nothing of a meeting": (
        [heading("Directorate measures"), block("How we did.")],
        (None, None, "Directorate measures"),
    ),
    "nothing at all": ([], (None, None, None)),
}


@pytest.mark.parametrize("shape", FRONTS)
def test_front_sheets(shape: str) -> None:
    blocks, expected = FRONTS[shape]
    assert tuple(read_front([leaf(*blocks)])) == expected


AGENDA = """
1. Apologies for absence
3. To approve the minutes of the meeting held on 25th May 2023 (Pages 1 to 2)
5. Quarterly Performance Report – Quarter 1
(1st April to 30th June 2023) (Pages 3 to 6)
6. Work programme (Page 7)
7. To consider any questions from Members
"""

LISTS = {
    "Pages 41 to 79": (AGENDA, [("3", 1, 2), ("5", 3, 6), ("6", 7, 7)]),
    "ModernGov": (
        "4   MINUTES (Pages 1 - 20)\n5   PERFORMANCE REPORT (Pages 21 - 40)\n6   URGENT BUSINESS\n",
        [("4", 1, 20), ("5", 21, 40)],
    ),
    "an en dash, and a letter in the item": (
        "8a. Performance (Pages 5–9)\n8b. Budget (Pages 11 — 19)\n",
        [("8a", 5, 9), ("8b", 11, 19)],
    ),
    "number and title on lines of their own": (
        "4.\nMinutes\n(Pages 5 - 8)\n5.\nPerformance\n(Pages 9 - 12)\n",
        [("4", 5, 8), ("5", 9, 12)],
    ),
    "items without pages on lines of their own": (
        "1\nApologies\n2\nDeclarations of interest\n3\nMinutes of 5 September 2018 (Pages 2 to 3)\n4\nBudget (Page 4)\n",
        [("3", 2, 3), ("4", 4, 4)],
    ),
    "a column of pages": (
        "AGENDA\nPages\n1 Apologies\n2 Workforce Profile 2 - 2\n4 Quarterly Performance Report –\nQuarter 3 2022/23 5-9\n",
        [("2", 2, 2), ("4", 5, 9)],
    ),
    "a column of first pages": (
        "Item Page No.\n1. Apologies\n2. Minutes 3\n3. Performance 2022/23 7\n4. Budget 1\n5. Any other business 12\n",
        [("2", 3, 6), ("3", 7, 11), ("5", 12, 12)],
    ),
    "numbers at the end of lines without such a column": ("1. Route 66\n2. Agenda 21\n", []),
    "no pages": ("1. Apologies\n2. Minutes\n", []),
}


@pytest.mark.parametrize("shape", LISTS)
def test_items_that_have_pages(shape: str) -> None:
    text, expected = LISTS[shape]
    assert [(i.item, i.first, i.last) for i in listed_items(pages(12, {1: text}))] == expected


def test_titles_run_over_lines_and_lose_their_pages() -> None:
    titles = [i.title for i in listed_items(pages(1, {1: AGENDA}))]
    assert titles == [
        "To approve the minutes of the meeting held on 25th May 2023",
        "Quarterly Performance Report – Quarter 1 (1st April to 30th June 2023)",
        "Work programme",
    ]


def pack(front: int, count: int, *, numbered: bool = True, titles: dict[int, str] | None = None) -> list[Leaf]:
    """A pack whose printed page 1 follows `front` pages of agenda."""
    texts = {
        n + front: f"{(titles or {}).get(n, 'Words of a report.')}\n{n if numbered else ''}"
        for n in range(1, count + 1)
    }
    return pages(front + count, {1: AGENDA} | texts)


TITLES = {1: "Minutes of the meeting held on 25th May 2023", 3: "Quarterly Performance Report", 7: "Work programme"}


@pytest.mark.parametrize("front", [1, 2, 3])
def test_printed_page_numbers_become_those_of_the_file(front: int) -> None:
    reports, remarks = read_reports(pack(front, 7))
    assert [(r.item, r.first_page, r.last_page) for r in reports] == [
        ("3", 1 + front, 2 + front),
        ("5", 3 + front, 6 + front),
        ("6", 7 + front, 7 + front),
    ]
    assert remarks == []


def test_titles_place_the_reports_where_no_page_has_a_number() -> None:
    reports, _ = read_reports(pack(2, 7, numbered=False, titles=TITLES))
    assert [(r.first_page, r.last_page) for r in reports] == [(3, 4), (5, 8), (9, 9)]


def test_a_report_that_counts_its_own_pages_does_not_mislead() -> None:
    """A report of five pages is numbered from 1 in its footer; its titles and the other pages say otherwise."""
    plain = pack(2, 7, titles=TITLES)
    own = [
        n.model_copy(update={"text": f"{n.text}\n{n.number - 4}"}) if n.number and n.number >= 5 else n for n in plain
    ]
    reports, _ = read_reports(own)
    assert [r.first_page for r in reports] == [3, 5, 9]


def test_items_whose_pages_are_not_in_the_file_are_remarked_on() -> None:
    reports, remarks = read_reports(pack(1, 4))
    assert [r.item for r in reports] == ["3"]
    assert [(r.check, r.severity) for r in remarks] == [("agenda_pages", "info"), ("agenda_pages", "info")]
    assert "item 5" in remarks[0].message


def test_moderngov_stamps_part_a_pack_whose_agenda_gives_no_pages() -> None:
    texts = {
        1: "AGENDA\n4. Minutes of the last meeting\n5. Performance report: Quarter 1 2023-24\n",
        2: "Agenda Item 4\nMinutes",
        4: "Page 3 Agenda Item 5\nPerformance",
    }
    reports, _ = read_reports(pages(6, texts))
    assert [(r.item, r.title, r.first_page, r.last_page) for r in reports] == [
        ("4", "Minutes of the last meeting", 2, 3),
        ("5", "Performance report: Quarter 1 2023-24", 4, 6),
    ]
    assert [r.period.text if r.period else None for r in reports] == [None, "2023-24 Q1"]


def test_a_stamped_report_without_a_listed_title_says_its_own() -> None:
    texts = {1: "AGENDA\n", 2: "Agenda Item 4\nFrom: A Smith\nSubject: How the council did\nIt did well."}
    reports, _ = read_reports(pages(3, texts))
    assert [(r.title, r.first_page, r.last_page) for r in reports] == [("How the council did", 2, 3)]


def test_a_word_about_an_agenda_item_is_no_stamp() -> None:
    reports, _ = read_reports(pages(3, {2: "As we said under Agenda Item 4\nwe did well."}))
    assert reports == []


def test_the_text_of_a_pack_has_reports_without_pages() -> None:
    text = leaf(*(block(line, page=None) for line in AGENDA.splitlines() if line), number=None)
    reports, _ = read_reports([text])
    assert [(r.item, r.first_page) for r in reports] == [("3", None), ("5", None), ("6", None)]


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Quarterly Performance Report – Quarter 1 (1st April to 30th June 2023)", "2023-24 Q1"),
        ("Corporate Performance Q2 2023-24", "2023-24 Q2"),
        ("Annual report 2022/23", "2022-23"),
        ("Minutes of the meeting held on 25th May 2023", None),
        ("Work programme", None),
    ],
)
def test_the_period_that_a_title_names(title: str, period: str | None) -> None:
    found = report_period(title)
    assert (found.text if found else None) == period


COVERS: dict[str, tuple[list[str], tuple[str | None, date | None]]] = {
    "particulars, a line each": (
        ["Committee: Adult Social Care Sub-Committee", "Date: Monday, 3rd July 2017", "Title: Dashboard"],
        ("Adult Social Care Sub-Committee", date(2017, 7, 3)),
    ),
    "to whom the report goes": (
        ["Report to: Corporate Policy Committee", "Date of meeting: 12 September 2023"],
        ("Corporate Policy Committee", date(2023, 9, 12)),
    ),
    "a person is no committee": (["Report to: The Leader of the Opposition", "Date: soon"], (None, None)),
}


@pytest.mark.parametrize("why", COVERS)
def test_particulars_of_a_cover_sheet(why: str) -> None:
    lines, expected = COVERS[why]
    front = read_front([leaf(block(" ".join(lines))).model_copy(update={"lines": tuple(lines)})])
    assert (front.committee, front.meeting_date) == expected


def test_particulars_in_a_table() -> None:
    table = grid("Report to: | Corporate Policy Committee\nDate of meeting: | 12 September 2023\nWard(s): | All")
    front = read_front([leaf(table)])
    assert (front.committee, front.meeting_date) == ("Corporate Policy Committee", date(2023, 9, 12))


def test_a_summons_says_the_day_in_a_long_sentence() -> None:
    summons = (
        "You are summoned to attend a meeting of the Children, Young People and Learning Overview and Scrutiny Committee "
        "to be held on Friday 2nd March 2012 at 10.30 am. Yours sincerely, Head of Law. Dated 22 February 2012"
    )
    assert read_front([leaf(heading("Calderby County Council"), block(summons))]).meeting_date == date(2012, 3, 2)


PRINTED_LISTS: dict[str, tuple[list[str], list[tuple[str, str, int, int]]]] = {
    "pages in a column of their own": (
        ["1 Apologies for absence", "2 Minutes of 4 December 2017 3 - 6", "3 Quarter 3 Performance 2017/18 7 - 12"],
        [("2", "Minutes of 4 December 2017", 3, 6), ("3", "Quarter 3 Performance 2017/18", 7, 12)],
    ),
    "numbers without stops": (
        ["1 Apologies", "2 Minutes (Pages 3 - 4)", "3 Performance Report (Pages 5 - 8)"],
        [("2", "Minutes", 3, 4), ("3", "Performance Report", 5, 8)],
    ),
    "the second line of a title between the pages": (
        [
            "3. Corporate Plan Delivery Report: First Quarter of the (Pages 7 -",
            "Year 2023/24 14)",
            "4. Budget (Page 15)",
        ],
        [("3", "Corporate Plan Delivery Report: First Quarter of the Year 2023/24", 7, 14), ("4", "Budget", 15, 15)],
    ),
    "ages and years are no pages": (
        ["1 Children aged 5 - 11", "2 Schools for ages 11 - 18", "3 Young people 16 - 24"],
        [],
    ),
}


@pytest.mark.parametrize("why", PRINTED_LISTS)
def test_lists_of_an_agenda(why: str) -> None:
    lines, expected = PRINTED_LISTS[why]
    pack = pages(16, {})
    pack[0] = leaf(text="\n".join(lines), number=1).model_copy(update={"lines": tuple(lines)})
    assert [tuple(i) for i in listed_items(pack)] == expected
