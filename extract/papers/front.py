"""Read a front sheet: whose meeting it is, on which day, and what the paper is called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from schemas.layout import Block, Grid, Leaf

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
DATE = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:the\s+)?(?:"
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{'|'.join(MONTHS)}),?\s+(?P<year>(?:19|20)\d\d)"
    rf"|(?P<named>{'|'.join(MONTHS)})\s+(?P<nth>\d{{1,2}})(?:st|nd|rd|th)?,\s+(?P<then>(?:19|20)\d\d)"
    r"|(?<![\d/.])(?P<dd>\d{1,2})(?P<mark>[/.])(?P<mm>\d{1,2})(?P=mark)(?P<yyyy>(?:19|20)\d\d)(?![\d/.]))\b",
    re.IGNORECASE,
)
"""Wednesday, 5th December 2018; July 18, 2013; 20.02.2019."""
BODY_WORDS = (
    r"(?:Committee|Cabinet|Board|Panel|Sub-Committee|Forum|Commission|Council|Executive"
    r"|(?:Scrutiny|Working|Task|Finish|Review|Assurance|Advisory) Group)"
)
MEETING_OF = re.compile(r"^(?:Minutes of (?:a |the )?)?Meeting of (?:the )?(?P<body>[^\n–—]{4,120})", re.IGNORECASE)
BODY_AND_DATE = re.compile(
    rf"^(?:[^\n–—]{{0,60}}\bCouncil\s*[–—]\s*)?(?P<body>[^\n–—]{{0,100}}\b{BODY_WORDS}\b[^\n–—\d]{{0,80}}?)"
    r"\s*(?:[-–—,:|•·]\s*(?=.*\d{4})|(?=\sDate\b)"
    rf"|(?=\s(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{'|'.join(MONTHS)})\b)))",
    re.IGNORECASE,
)
OWN_COUNCIL = re.compile(
    r"(?:[A-Z][\w'’-]*\s(?:(?:and|of|upon|on|in|the|with)\s)*){1,5}Council\s(?=[A-Z])"
    r"|(?:London Borough|City|Royal Borough) of [A-Z]\w+\s",
    re.IGNORECASE,
)
"""A council's name before that of its committee, where a front sheet sets both in one type."""
HELD = re.compile(r"(?<!minutes of the )\bmeeting of .{0,200}?\bheld\b(?P<when>.*)", re.IGNORECASE | re.DOTALL)
NOT_OF_MEETING = re.compile(
    r"minutes of the meeting held|dated|confirm|\b(?:generated|printed|published|produced|updated|issued|created|version)\b",
    re.IGNORECASE,
)
"""What else a date may be."""
NOT_TITLE = re.compile(r"^(?:report of|agenda\b|item \d|pages?\b|\d+$|from:|to:|subject:)", re.IGNORECASE)
COMMITTEE_LABEL = re.compile(
    r"(?:report )?to|meeting|committee|(?:name of )?(?:meeting|committee)|decision[- ]maker|report for|body|meeting of",
    re.IGNORECASE,
)
DATE_LABEL = re.compile(
    r"(?:date of (?:the )?(?:meeting|committee|decision)|(?:meeting |committee )?date|meeting date|on)", re.IGNORECASE
)


class Front(NamedTuple):
    """What the first pages say of the meeting."""

    committee: str | None
    meeting_date: date | None
    title: str | None


def read_front(leaves: Sequence[Leaf]) -> Front:
    """Committee, date and title from the first pages: "Meeting of the …" first, else a committee's name with a date."""
    blocks = [b for leaf in leaves[:3] for b in leaf.elements if isinstance(b, Block) and b.kind != "furniture"]
    if leaves and leaves[0].number is None:
        blocks = blocks[:40]
    committee, title = None, None
    for block in blocks:
        text = block.text.strip("*# ")
        meeting = MEETING_OF.match(text)
        if meeting and re.search(BODY_WORDS, meeting["body"], re.IGNORECASE):
            title = (
                " ".join(text.split()) if not _dates(text) else " ".join(DATE.split(text)[0].split()).rstrip(" -–—,")
            )
            committee = _body(meeting["body"])
            break
    said = _labelled(leaves[:2])
    committee = committee or said.committee
    for block in blocks[:12] if committee is None else []:
        body = BODY_AND_DATE.match(block.text)
        if body and _dates(block.text) and len(block.text) < 200:
            committee = _body(body["body"])
            break
    committee = committee or _named_body(blocks[:12])
    return Front(committee, _meeting_date(blocks) or said.meeting_date, title or _first_heading(blocks, committee))


def _labelled(leaves: Sequence[Leaf]) -> Front:
    """What a cover's list or table of particulars says: "Report to: Corporate Policy Committee"."""
    committee, day = None, None
    for label, value in _particulars(leaves):
        if (
            COMMITTEE_LABEL.fullmatch(label)
            and re.search(rf"\b{BODY_WORDS}\b", value, re.IGNORECASE)
            and len(value) < 120
        ):
            committee = committee or _body(value)
        elif DATE_LABEL.fullmatch(label) and _dates(value):
            day = day or _dates(value)[0]
    return Front(committee, day, None)


def _particulars(leaves: Sequence[Leaf]) -> Iterator[tuple[str, str]]:
    """Labels and what stands behind them, in lines and in the rows of tables."""
    for element in (e for leaf in leaves for e in leaf.elements):
        if isinstance(element, Grid):
            for row in range(element.rows):
                cells = sorted((c for c in element.cells if c.row == row and c.text), key=lambda c: c.column)
                yield from ((a.text.strip(" :"), b.text) for a, b in pairwise(cells))
                yield from (part for c in cells if (part := _parted(c.text)))
    yield from (part for leaf in leaves for line in leaf.lines if (part := _parted(line)))


def _parted(text: str) -> tuple[str, str] | None:
    label, colon, value = text.partition(":")
    return (label.strip(), value.strip()) if colon and len(label) < 40 and value.strip() else None


def _named_body(blocks: Sequence[Block]) -> str | None:
    """A committee that stands alone in a line; the name of the council itself only where nothing else does."""
    line = re.compile(rf".{{0,80}}\b{BODY_WORDS}(?: \([^()]{{3,40}}\))?", re.IGNORECASE)
    alone = [b.text for b in blocks if len(b.text) < 90 and line.fullmatch(b.text)]
    bodies = [t for t in alone if not re.search(r"\bcouncil$", t, re.IGNORECASE)]
    full = [t for t in alone if re.fullmatch(r"(?:county |city |full |borough )?council", t, re.IGNORECASE)]
    chosen = [*bodies, *full]
    return _body(chosen[0]) if chosen else None


def _body(text: str) -> str | None:
    """The committee's name without "the", the date and the place; capitals become ordinary letters."""
    bare = DATE.sub("", " ".join(text.split()))
    bare = re.sub(r"\s*\b(?:held\b|at \d|on (?:\w+day\b|\d)).*$", "", bare)
    bare = re.sub(r"\s(?:on|meeting(?: date)?(?: of)?)[\s:]*$", "", bare, flags=re.IGNORECASE).strip(" -–—,:.")
    bare = re.sub(r"^.*\bCouncil\s*[-–—:]\s*(?=\w)", "", bare)
    named = OWN_COUNCIL.match(bare)
    if named and re.search(rf"\b{BODY_WORDS}\b", bare[named.end() :]):
        bare = bare[named.end() :]
    bare = re.sub(
        r"^(?:report (?:to|for) |agenda (?:for|of) |(?:all )?(?:members|councillors) of )?(?:(?:a )?meeting of )?(?:the )?",
        "",
        bare,
        flags=re.IGNORECASE,
    )
    return (bare.title() if bare.isupper() else bare) or None


def _dates(text: str) -> list[date]:
    found = []
    for m in DATE.finditer(text):
        name = m["month"] or m["named"]
        month = MONTHS.index(name.lower()) + 1 if name else int(m["mm"])
        try:
            found.append(date(int(m["year"] or m["then"] or m["yyyy"]), month, int(m["day"] or m["nth"] or m["dd"])))
        except ValueError:
            continue
    return found


def _meeting_date(blocks: Sequence[Block]) -> date | None:
    """The first date beside a weekday, a committee or "held on"; not the date of signing or of an earlier meeting."""
    for block in blocks[:12]:
        dates = _dates(block.text)
        held = HELD.search(block.text)
        if dates and held:
            return next(iter(_dates(held["when"])), dates[0])
        if not dates or NOT_OF_MEETING.search(block.text):
            continue
        rest = DATE.sub(" ", block.text)
        spoken = re.search(rf"\b\w+day,?\s|\b{BODY_WORDS}\b", block.text, re.IGNORECASE)
        if len(block.text) < 220 and (spoken or len(rest.split()) <= 2):
            return dates[0]
    return None


def _first_heading(blocks: Sequence[Block], committee: str | None) -> str | None:
    for block in blocks:
        text = " ".join(block.text.split())
        if block.kind != "heading" or NOT_TITLE.match(text) or _dates(text) or len(text) < 4:
            continue
        if committee and text.lower().endswith(committee.lower()):
            continue
        if re.fullmatch(rf".{{0,60}}\b(?:Council|Authority|{BODY_WORDS})", text, re.IGNORECASE):
            continue
        return text
    return None
