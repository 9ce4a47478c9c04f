"""Split a pack into the reports that its agenda lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz

from extract.values import period_of, read_period
from schemas.layout import Block, Leaf
from schemas.paper import Remark, Report, gist
from schemas.reading import Period

LISTED = re.compile(
    r"(?m)^[ \t]*(?P<item>\d{1,2}[A-Za-z]?)[.)]?[ \t\n]+"
    r"(?P<title>(?:(?!^[ \t]*\d{1,2}[A-Za-z]?(?:[.)]\s|[ \t]+[A-Z]))[\s\S]){3,400}?)"
    r"\(\s*Pages?\s*(?P<first>\d{1,4})(?:\s*(?:to|-|–|—)\s*(?P<more>[A-Za-z][^()\n]{0,120}?\s)?\s*(?P<last>\d{1,4}))?\s*\)",
)
"""An agenda item with the printed pages of its report: "8. Quarterly … (Pages 41 to 79)".

Where title and pages stand in two columns, the title's second line may come between the pages.
"""
LISTED_IN_COLUMN = re.compile(
    r"(?m)^[ \t]*(?P<item>\d{1,2}[A-Za-z]?)[.)]?[ \t\n]+"
    r"(?P<title>[A-Z](?:(?!^[ \t]*\d{1,2}[A-Za-z]?[.)]?[ \t\n]+[A-Z])[\s\S]){3,300}?)[ \t\n]+"
    r"(?P<first>\d{1,4})[ \t]*(?:[-–—]|to)[ \t]*(?P<last>\d{1,4})[ \t]*$",
)
"""The same where the pages stand in a column of their own: "3  Quarter 3 Performance  7 - 12"."""
LISTED_FIRST_PAGE = re.compile(
    r"(?m)^[ \t]*(?P<item>\d{1,2}[A-Za-z]?)[.)]?[ \t]+(?P<title>(?:(?!^[ \t]*\d{1,2}[A-Za-z]?[.)]?[ \t])[\s\S]){3,300}?)"
    r"[ \t]+(?P<first>\d{1,3})[ \t]*$"
)
"""The same where the column says only the first page: "3. Minutes 7"."""
PAGES_COLUMN = re.compile(r"(?mi)^.{0,80}?\bpages?(?: (?:no|nos|number|numbers)\b\.?)?[ \t]*$")
"""The header of such a column."""
NUMBERED_LINE = re.compile(r"(?m)^[ \t]*(\d{1,2})[A-Za-z]?[.)]?(?=[ \t]|$)")
STAMP = re.compile(r"(?m)(?:^|\bPage \d{1,4})\s*Agenda Item (?P<item>\d{1,2}[A-Za-z]?)\s*$")
"""What ModernGov prints in the corner of the first page of each report."""
PLAIN_ITEM = re.compile(r"(?m)^[ \t]*(?P<item>\d{1,2}[A-Za-z]?)[.)][ \t]+(?P<title>[^\n]{3,200})$")
LONE_NUMBER = re.compile(r"(?m)^\s*(?:Page\s*)?(\d{1,4})\s*$")
"""A page number stands alone on its line."""
LONGEST_AUTHOR = 5
"""Words."""
LONGEST_TITLE = 200
"""Characters."""
FRONT_PAGES = 12


class Listing(NamedTuple):
    """An agenda item with printed page numbers."""

    item: str
    title: str
    first: int
    last: int


def listed_items(leaves: Sequence[Leaf]) -> list[Listing]:
    """The agenda items that have pages, as the front sheet lists them."""
    pages = leaves[:FRONT_PAGES]
    blocks = "\n".join(
        "\n".join(b.text for b in leaf.elements if isinstance(b, Block)) if leaf.elements else leaf.text
        for leaf in pages
    )
    lines = "\n".join("\n".join(leaf.lines) or leaf.text for leaf in pages)
    marked = max((_listings(LISTED, text) for text in (blocks, lines)), key=len)
    columns = _listings(LISTED_IN_COLUMN, lines) or _first_pages(lines, len(leaves)) if not marked else []
    if not marked and not (len(columns) > 1 and _one_after_the_other(columns, len(leaves))):
        return []
    if not marked:
        columns = [i._replace(title=_as_the_report_says(i, leaves)) for i in columns]
    titles = [
        b.text for leaf in pages if _lists(leaf, marked or columns)
        for b in leaf.elements if isinstance(b, Block) and b.kind != "furniture"
    ]  # fmt: skip
    return [i._replace(title=_whole_title(i.title, titles)) for i in marked or columns]


def _lists(leaf: Leaf, listed: Sequence[Listing]) -> bool:
    """Whether a page is one of the agenda's: it prints an item with its pages."""
    text = "\n".join(leaf.lines) or leaf.text
    return any(
        re.search(rf"\b{re.escape(i.title.split()[-1])}[\s(]+(?:Pages?\s*)?{i.first}\b", text) is not None
        for i in listed
        if i.title
    )


def _as_the_report_says(item: Listing, leaves: Sequence[Leaf]) -> str:
    """A title without the name of its author, where another column stands between it and its pages."""
    words = item.title.split()
    texts = [_letters(leaf.text[:1500]) for leaf in leaves[1:]]
    for count in range(len(words), max(1, len(words) - LONGEST_AUTHOR - 1), -1):
        shorter = " ".join(words[:count])
        if any(_letters(shorter) in text for text in texts):
            return shorter
    return item.title


def _whole_title(title: str, texts: Sequence[str]) -> str:
    """A title with its second line, where the pages stand in a column beside its first."""
    for text in texts:
        bare = re.split(r"\s*\(\s*Pages?\b", re.sub(r"^\d{1,2}[A-Za-z]?[.)]?\s+", "", text))[0]
        if bare.startswith(title + " ") and len(bare) < LONGEST_TITLE and not LISTED.search(text):
            return bare
    return title


def _listings(pattern: re.Pattern[str], text: str) -> list[Listing]:
    found: dict[tuple[str, int], Listing] = {}
    for match in pattern.finditer(text):
        first = int(match["first"])
        last = int(match["last"] or first)
        item, title = _nearest_item(match["item"], f"{match['title']} {match.groupdict().get('more') or ''}")
        if first <= last:
            found.setdefault((item, first), Listing(item, " ".join(title.split()), first, last))
    return list(found.values())


def _nearest_item(item: str, title: str) -> tuple[str, str]:
    """The item that a page range belongs to: the last of those that were listed without pages before it."""
    for line in NUMBERED_LINE.finditer(title):
        if item.isdigit() and int(line[1]) == int(item) + 1:
            return _nearest_item(line[1], title[line.end() :].lstrip(".) \t\n"))
    return item, title


def _first_pages(text: str, count: int) -> list[Listing]:
    """The items of an agenda whose column of pages says only where each begins: it ends before the next.

    Both the items and their pages must come in order.
    """
    header = PAGES_COLUMN.search(text)
    lines: list[re.Match[str]] = []
    for match in LISTED_FIRST_PAGE.finditer(text, header.end()) if header else ():
        if not lines or _comes_after(match, lines[-1]):
            lines.append(match)
    ends = [*(int(after["first"]) - 1 for after in lines[1:]), count][: len(lines)]
    return [
        Listing(line["item"], " ".join(line["title"].split()), first, max(first, end))
        for line, end in zip(lines, ends, strict=True)
        if (first := int(line["first"]))
    ]


def _comes_after(line: re.Match[str], before: re.Match[str]) -> bool:
    numbers = [int(re.sub(r"\D", "", one["item"])) for one in (before, line)]
    return numbers[0] <= numbers[1] and int(before["first"]) <= int(line["first"])


def _one_after_the_other(listed: Sequence[Listing], pages: int) -> bool:
    """Whether ranges of numbers are pages: each begins behind the one before, and the pack has so many."""
    return listed[-1].last - listed[0].first < pages and all(a.last < b.first for a, b in pairwise(listed))


def page_offset(listed: Sequence[Listing], leaves: Sequence[Leaf]) -> int | None:
    """What to add to a printed page number to get the PDF's.

    Lone numbers on the pages propose offsets (a report bound into the pack may count its own pages too); the one
    under which most reports begin with their titles wins, then the one that most pages agree on.
    """
    votes: Counter[int] = Counter()
    for leaf in leaves:
        if leaf.number is not None:
            votes.update({leaf.number - int(n) for n in LONE_NUMBER.findall(leaf.text)})
    proposed = {offset for offset, count in votes.most_common(8) if count >= max(2, len(leaves) // 10)}
    proposed |= set(_offsets_by_titles(listed, leaves))
    hits = {offset: _titles_hit(listed, leaves, offset) for offset in proposed}
    best = max(proposed, key=lambda o: (hits[o], votes[o], -abs(o)), default=None)
    return best if best is not None and (hits[best] or votes[best] >= max(2, len(leaves) // 4)) else None


def _titles_hit(listed: Sequence[Listing], leaves: Sequence[Leaf], offset: int) -> int:
    """How many reports begin with words of their titles, if this offset were right."""
    hits = 0
    for i in listed:
        page = i.first + offset
        if 1 <= page <= len(leaves):
            hits += fuzz.partial_ratio(_letters(i.title)[:80], _letters(leaves[page - 1].text[:1500])) >= 75
    return hits


def _offsets_by_titles(listed: Sequence[Listing], leaves: Sequence[Leaf]) -> list[int]:
    votes: Counter[int] = Counter()
    for i in listed:
        wanted = _letters(i.title)[:40]
        votes.update(
            {n.number - i.first for n in leaves[1:] if n.number and wanted and wanted in _letters(n.text[:1500])}
        )
    return [offset for offset, _ in votes.most_common(3)]


def read_reports(leaves: Sequence[Leaf]) -> tuple[list[Report], list[Remark]]:
    """The reports of a pack with their PDF pages, and what could not be placed."""
    listed = listed_items(leaves)
    if leaves and leaves[0].number is None:
        return [
            Report(item=i.item, title=i.title, first_page=None, last_page=None, period=report_period(i.title))
            for i in listed
        ], []
    if listed:
        return _by_ranges(listed, leaves)
    return _by_stamps(leaves), []


def _by_ranges(listed: Sequence[Listing], leaves: Sequence[Leaf]) -> tuple[list[Report], list[Remark]]:
    offset = page_offset(listed, leaves)
    remarks = []
    reports = []
    for i in listed:
        first, last = i.first + (offset or 0), i.last + (offset or 0)
        if offset is None or not 1 <= first <= last <= len(leaves):
            remarks.append(
                Remark(
                    check="agenda_pages", severity="info",
                    message=f'item {i.item} "{gist(i.title)}" is on pages {i.first} to {i.last}, not in this file',
                )
            )  # fmt: skip
            continue
        reports.append(
            Report(item=i.item, title=i.title, first_page=first, last_page=last, period=report_period(i.title))
        )
    return reports, remarks


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _by_stamps(leaves: Sequence[Leaf]) -> list[Report]:
    starts = [(leaf.number, m["item"]) for leaf in leaves if leaf.number and (m := STAMP.search(leaf.text))]
    titles = {
        m["item"]: " ".join(m["title"].split()) for leaf in leaves[:FRONT_PAGES] for m in PLAIN_ITEM.finditer(leaf.text)
    }
    reports = []
    for n, (first, item) in enumerate(starts):
        last = starts[n + 1][0] - 1 if n + 1 < len(starts) else len(leaves)
        title = titles.get(item) or _stamped_title(leaves[first - 1]) or f"Item {item}"
        reports.append(Report(item=item, title=title, first_page=first, last_page=last, period=report_period(title)))
    return reports


def _stamped_title(leaf: Leaf) -> str | None:
    subject = re.search(r"(?m)^\s*Subject:\s*(.+)$", leaf.text)
    if subject:
        return " ".join(subject[1].split())
    heading = next(
        (b for b in leaf.elements if isinstance(b, Block) and b.kind == "heading" and not STAMP.match(b.text)), None
    )
    return (
        heading.text
        if heading
        else next((line.strip() for line in leaf.text.splitlines() if len(line.strip()) > 8), None)
    )


def report_period(title: str) -> Period | None:
    """The period that a report's title says it reports on; the date of a meeting is none."""
    if re.search(r"\bminutes\b|\bmeeting held\b", title, re.IGNORECASE):
        return None
    return period_of(read_period(title))
