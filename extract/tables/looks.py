"""Say of a phrase whether it looks like a figure, a period or the word of a header; nothing is read from it.

These looks are evidence for tables without rules.  What a figure or header means is decided by later steps.
"""

from __future__ import annotations

import re

UNITS = (
    "days", "day", "weeks", "week", "wks", "months", "years", "yrs", "hours", "hrs", "mins", "minutes", "per", "of",
    "out", "to", "and", "k", "m", "bn", "million", "pp", "p", "st", "nd", "rd", "th", "kg", "tonnes", "pts", "points",
    "ft", "fte",
)  # fmt: skip
"""Words that a figure carries: "12 of 34", "£1.2 million", "3rd"."""
STRAY_LETTERS = 2
"""A figure has at most this many letters besides its unit: "12.5p", "(c)", "62.4a"."""

WORD = re.compile(r"[^\W\d_]+")
PERIOD = re.compile(
    r"(?:(?:financial |academic )?(?:year|fy|ay)?\s*(?:19|20)\d{2}(?:\s*[-–/]\s*(?:19|20)?\d{2})?"
    r"(?:\s*(?:ay|fy|h[12]|ytd|q[1-4]|qtr\.?\s*[1-4]))?"
    r"|\d{2}\s*/\s*\d{2}"
    r"|(?:q|qtr|quarter)\.?\s*[1-4](?:\s*[-–,]?\s*(?:19|20)?\d{2}(?:\s*[-–/]\s*(?:19|20)?\d{2})?)?"
    r"|(?:h[12]|ytd|month\s*\d{1,2}|p\d{1,2})(?:\s+(?:19|20)?\d{2}(?:\s*[-–/]\s*(?:19|20)?\d{2})?)?"
    r"|(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
    r"[-\s'’]*(?:(?:19|20)?\d{2})?)(?:\s*\(?[£%](?:['’]?000s?|k|m)?\)?)?$",
    re.IGNORECASE,
)
"""The whole phrase is a year, quarter, half-year or month, perhaps with the unit of its figures: "2008/09 £"."""
FINE_PERIOD = re.compile(
    r"\s*(?:q|qtr|quarter)\.?\s*[1-4]|\s*h[12]\b|\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)
"""A period that is part of a year."""

BLANK_WORDS = re.compile(
    r"(?:n\s*/\s*a|n\.a\.?|na|nil|none|tbc|tba|tbd|yes|no|new|new (?:measure|indicator)"
    r"|not (?:available|applicable|comparable|yet available)|no (?:data|target)"
    r"|available\b.{0,30}|awaiting\b.{0,30}|see note.{0,4}|red|amber|green|blue|r|a|g|rag"
    r"|up|down|same|stable|static|improv(?:ing|ed)|worsen(?:ing|ed)|declin(?:ing|ed)|(?:no )?change|steady|higher|lower"
    r"|better|worse)\*?$",
    re.IGNORECASE,
)
"""What stands in the place of a figure."""
SIGNS_ONLY = re.compile(r"[^\w\s.,:;'\"‘’“”&/?!|]{1,3}(?:\s[^\w\s]{1,2})*$|\.\.$")
"""A dash, an asterisk, a symbol of any font; not the dots of a leader."""
LEADER = re.compile(r"\s*(?:(?:[.…·_]\s*){3,}|[.…])$")
"""Dots that lead the eye from a name to its figure."""

HEADER_WORD = re.compile(
    r"\b(?:actual|outturn|targets?|performance|indicators?|measures?|kpis?|pi|ref|trend|status|rag|dot|direction"
    r"|previous|prior|current|latest|benchmark(?:s|ing)?|comparators?|average|avg|quarter|qtr|year|years|month|ytd|totals?|baseline"
    r"|floor|tolerance|score|unit|frequency|polarity|good is|value|result|change|variance|budget|forecast|number"
    r"|percentage|%|chg|england|region|rank|comments?|commentary|description|name|owner|category|lead)\b|%",
    re.IGNORECASE,
)
"""Words that head the columns of tables of figures."""
LONGEST_HEAD = 9
"""A header phrase has at most this many words."""

LABELLED = re.compile(r"[^\W\d_]\s*:\s*[£<>~≤≥]?\s?\d")


def says_figures(text: str) -> bool:
    """Whether the phrase gives several figures, each behind its name: "Latest: 12.5% Target: 14%"."""
    return len(LABELLED.findall(text)) >= 2


def is_period(text: str) -> bool:
    """Whether the phrase is a period and nothing else: "2022-23", "Q1", "Jun-23"."""
    return bool(PERIOD.match(text.strip()))


def is_fine_period(text: str) -> bool:
    """Whether the phrase names a quarter, half-year or month."""
    return bool(FINE_PERIOD.match(text))


def is_figure(text: str) -> bool:
    """Whether the phrase is a figure with at most a unit: "1.3% (96 / 7,459)", "(35,8)", "£135k", "12 of 34"."""
    if not any(c.isdigit() for c in text):
        return False
    letters = [w for w in WORD.findall(text.lower()) if w not in UNITS]
    digits = sum(c.isdigit() for c in text)
    return sum(map(len, letters)) <= min(STRAY_LETTERS, digits)


def is_value(text: str) -> bool:
    """Whether the phrase could stand in a column of figures: a figure, a symbol, or a word in place of one."""
    bare = text.strip()
    return is_figure(bare) or bool(BLANK_WORDS.match(bare)) or bool(SIGNS_ONLY.match(bare))


def is_leader(text: str) -> bool:
    """Whether the word is nothing but the dots between a name and its figure."""
    return bool(LEADER.match(text))


def is_head(text: str) -> bool:
    """Whether the phrase could head a column: a period, or a few words of which one is usual in headers."""
    short = len(text.split()) <= LONGEST_HEAD
    return is_period(text) or (short and bool(HEADER_WORD.search(text)) and not is_figure(text))


def goes_on(text: str) -> bool:
    """Whether a line begins as only the rest of a sentence or figure begins: in lower case, or with a bracket."""
    return bool(re.match(r"[a-zà-ÿ(\[&/,;%]", text))
