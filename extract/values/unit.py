"""The unit that an indicator's name implies."""

from __future__ import annotations

import re

from extract.values.fold import fold_text
from schemas.records import Unit

RATE = re.compile(
    r"(?:per|/)\s*(?:(?P<a>100[, ]?000|100k|hundred thousand)|(?P<b>10[, ]?000|10k|ten thousand)"
    r"|(?P<c>1[, ]?000|1k|thousand))"
    r"(?![,.]?[0-9])(?![a-z])",
    re.IGNORECASE,
)
"""A rate: per 10,000 of the population."""

_TIME: dict[str, Unit] = {"day": "days", "week": "weeks", "month": "months", "hour": "hours", "year": "years"}
_PERCENT = re.compile(r"(?<![0-9])(?<![0-9] )%|\bpercentage\b(?! points?)|\bproportion\b|\bper ?cent\b", re.IGNORECASE)
_MONEY = re.compile(
    r"£(?!\s?[0-9])|^(?:total |average |mean |net |gross )*(?:value|cost) (?:of|per)\b|\(GBP\)", re.IGNORECASE
)
_COUNT = re.compile(
    r"^(?:total |average |the |overall )*(?:number of|no\.? of|no\.(?= )|nos\.|count of|how many|#)"
    r"|\(number\)|\(no\.?\)",
    re.IGNORECASE,
)
_BRACKETED_TIME = re.compile(
    r"\((?:in |average |mean |median |no\.? of |number of |working |calendar )*(day|week|month|hour|year)s?\)",
    re.IGNORECASE,
)
_LEADING_TIME = re.compile(
    r"^(?:(?:total|average|mean|median|the|number|no\.?|of|working|calendar|sickness|in)\s+)*(day|week|month|hour|year)s\b",
    re.IGNORECASE,
)
_TRAILING_TIME = re.compile(
    r"(?<![0-9])(?<![0-9] )(?:\bin|-)\s+(?:working |calendar )?(day|week|month|hour|year)s$"
    r"|\b(?<![0-9] )(day|hour|week)s(?:/shifts)? (?:lost )?per (?!\d)\w"
    r"|\baverage (?:number of |no\.? of )?(?:working |calendar )?(day|week|month|hour)s\b",
    re.IGNORECASE,
)
_TONNES = re.compile(r"\btonnes\b|\btonnage\b", re.IGNORECASE)
_RANK = re.compile(r"\brank(?:ing)?\b", re.IGNORECASE)
_RATIO = re.compile(r"^ratio of\b|\(ratio\)", re.IGNORECASE)


def rate_unit(match: re.Match[str]) -> Unit:
    """The unit of a rate that RATE has found."""
    return "per_100000" if match["a"] else "per_10000" if match["b"] else "per_1000"


def unit_from_name(label: str) -> Unit | None:
    """The unit that an indicator's name implies; None where it implies none (the contract then says `number`).

    A rate goes before all ("Number of children looked after per 10,000" is per_10000; the contract names no
    other, so "visits per 1,000 population" counts), then percentages ("sickness as
    % of FTE days", "proportion of ..."), money, times, tonnes, ranks and counts.  A figure in front of a unit makes
    it part of the name: "within 45 working days" is not days, "with 96% attendance" not percent.
    """
    name = fold_text(label)
    rate = RATE.search(name)
    if rate:
        unit = rate_unit(rate)
        return unit if unit == "per_10000" else "number"
    if _PERCENT.search(name):
        return "percent"
    if _MONEY.search(name):
        return "gbp"
    for pattern in (_BRACKETED_TIME, _LEADING_TIME, _TRAILING_TIME):
        time = pattern.search(name)
        if time:
            return _TIME[next(g for g in time.groups() if g).lower()]
    if _TONNES.search(name):
        return "tonnes"
    if _RATIO.search(name):
        return "ratio"
    if _COUNT.search(name):
        return "number"
    return "rank" if _RANK.search(name) else None
