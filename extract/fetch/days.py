"""Days as council sites print them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
NAMED = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?[\s-]+([A-Za-z]{3,9})\.?,?[\s-]+(\d{4})\b")
YEARLESS = re.compile(r"^\s*([A-Za-z]+day),?\s+(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})(?:,?\s+(\d{4}))?\s*$")


def find_day(text: str) -> date | None:
    """The first day in a text: `10/02/2026`, `4th March, 2025`, `9 Jul 2026 11:00`, `04th-Mar-2025`."""
    found = [match for match in (SLASHED.search(text), NAMED.search(text)) if match]
    for match in sorted(found, key=lambda m: m.start()):
        first, second, year = match.groups()
        month = int(second) if second.isdigit() else month_number(second)
        if day := _day(int(year), month, int(first)):
            return day
    return None


def day_of_month_page(text: str, month: date) -> date | None:
    """The day of a heading without a year, `Monday, 8 June`, on the page of a month.

    A page may show the last days of the month before; the weekday tells which year is meant.
    """
    match = YEARLESS.match(text)
    if not match:
        return None
    weekday, number, name, year = match.groups()
    years = [int(year)] if year else [month.year, month.year - 1, month.year + 1]
    days = [day for y in years if (day := _day(y, month_number(name), int(number)))]
    fitting = [day for day in days if WEEKDAYS[day.weekday()] == weekday[:3].lower()]
    near = [day for day in fitting or days if abs((day - month).days) < 62]
    return near[0] if near else None


def month_number(name: str) -> int:
    """1 for January or Jan, 0 for no month."""
    short = name[:3].lower()
    return MONTHS.index(short) + 1 if short in MONTHS else 0


def british(day: date) -> str:
    """`10/02/2026`: the only form of a day that a ModernGov service heeds in a request."""
    return day.strftime("%d/%m/%Y")


def months(since: date, until: date) -> Iterator[date]:
    """The first day of every month that the window touches."""
    month = since.replace(day=1)
    while month <= until:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
