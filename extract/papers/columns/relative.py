"""Date columns that say when only by where they stand: "Previous quarter", "Same period last year"."""

from __future__ import annotations

from extract.papers.columns.headers import Column, Header
from extract.papers.columns.times import year_of
from extract.papers.vocabulary import Vocabulary, whole, within
from extract.values import merge, period_of
from schemas.reading import PeriodPart

FINEST = ("month", "quarter", "half")
"""What a period is made of, finest first; a period with none of these is a year."""
OF_A_YEAR = {"month": 12, "quarter": 4, "half": 2}


def dated(header: Header, around: PeriodPart | None, vocabulary: Vocabulary) -> Header:
    """The header with the periods of its relative columns worked out from the current one.

    The current period is that of the paper where a column is called "current", else that of the latest column with a
    period of its own.  A column whose period cannot be worked out ("Previous quarter" in a paper about a year) becomes
    `unknown`, so that its figures are reported and not read.
    """
    header = _by_their_neighbours(header, around)
    related = [relation_of(c, vocabulary) for c in header.columns]
    if not any(related):
        return header
    latest = _latest(header, around)
    now = around if "current" in related else latest or around
    twin = latest is not None and now is not None and period_of(latest) == period_of(now)
    columns = [
        _to_date(column, now, twin) if relation == "to_date" else _dated(column, relation, now) if relation else column
        for column, relation in zip(header.columns, related, strict=True)
    ]
    return header._replace(columns=tuple(columns))


def _by_their_neighbours(header: Header, around: PeriodPart | None) -> Header:
    """The header with what the quarters of the other columns settle.

    A quarter without a year goes on behind those of the last year, and so does the outturn beside it.  The outturn of a
    year of which no quarter is printed, in a paper about a part of that year, is that part's: the year is not over.
    """
    told = [c.part for c in header.columns if c.role == "outturn" and c.part and c.part.year and c.part.quarter]
    last = max((p.year for p in told if p.year), default=None)
    if last is None:
        return header
    done = max(p.quarter for p in told if p.year == last and p.quarter)
    ahead = PeriodPart(year=last, quarter=done + 1) if any(_is_bare(c.part, done + 1) for c in header.columns) else None
    return header._replace(columns=tuple(_settled(c, last, ahead, around) for c in header.columns))


def _is_bare(part: PeriodPart | None, quarter: int) -> bool:
    return part is not None and part.year is None and part.quarter == quarter


def _settled(column: Column, last: int, ahead: PeriodPart | None, around: PeriodPart | None) -> Column:
    part = column.part
    if part is None or column.role not in ("outturn", "target", "floor"):
        return column
    if ahead is not None and _is_bare(part, ahead.quarter or 0):
        return column._replace(part=ahead)
    bare = part.kind == "financial" and not (part.quarter or part.half or part.month or part.rolling)
    running = around is not None and around.year == part.year and around.quarter in (1, 2, 3)
    if column.role == "outturn" and bare and running and part.year == last + 1:
        return column._replace(part=around)
    return column._replace(part=ahead) if column.role == "outturn" and bare and ahead and part.year == last else column


def _to_date(column: Column, now: PeriodPart | None, twin: bool) -> Column:
    """A column of the year so far, beside one of the latest quarter or month alone: it is about all of them.

    April to September is the first half; April to December has no name of its own, so it is told by its year.
    """
    period = period_of(now)
    if now is None or period is None or not twin or (column.part is not None and column.part != now):
        return column
    year = year_of(now)
    named = {6: {"quarter": 1}, 9: {"half": 1}}
    return column._replace(part=year.model_copy(update=named.get(period.end.month, {})))


def relation_of(column: Column, vocabulary: Vocabulary) -> str | None:
    """`current`, `before`, `year_before`, `last_year` or `to_date` for an outturn column that names no year itself."""
    if column.role != "outturn" or (column.part is not None and column.part.year is not None):
        return None
    phrases = vocabulary.relative
    for text in (*reversed(column.text.split(" / ")), column.text):
        named = within(text, phrases)
        found = whole(text, phrases) or (named.name if named else None)
        if found:
            return found
    return None


def _latest(header: Header, around: PeriodPart | None) -> PeriodPart | None:
    parts = [merge(around, c.part) if around else c.part for c in header.columns if c.role == "outturn" and c.part]
    placed = [(period, part) for part in parts if (period := period_of(part)) is not None]
    return max(placed, key=lambda item: item[0].end)[1] if placed else None


def _dated(column: Column, relation: str, now: PeriodPart | None) -> Column:
    if now is None or (relation == "current" and column.part is None):
        return column
    if relation == "current" and column.part is not None:
        return column._replace(part=merge(now.model_copy(update=dict.fromkeys(FINEST)), column.part))
    part = _shifted(column, relation, now)
    return column._replace(role="unknown") if part is None else column._replace(part=part)


def _shifted(column: Column, relation: str, now: PeriodPart) -> PeriodPart | None:
    """The period so long before now; None where the column speaks of another length of time than the paper."""
    unit = next((u for u in FINEST if getattr(now, u) is not None), "year")
    if now.year is None or now.rolling is not None or any(u in column.text.lower() and u != unit for u in FINEST):
        return None
    if relation == "before":
        return _one_before(now, unit)
    last = now.model_copy(update={"year": now.year - 1})
    if column.part is not None:
        return merge(last.model_copy(update=dict.fromkeys(FINEST)), column.part)
    return last if relation == "year_before" or unit == "year" else year_of(last)


def _one_before(now: PeriodPart, unit: str) -> PeriodPart | None:
    if unit == "year" or now.year is None:
        return now.model_copy(update={"year": (now.year or 0) - 1})
    number = getattr(now, unit) - 1
    if number >= 1:
        return now.model_copy(update={unit: number})
    return now.model_copy(update={unit: OF_A_YEAR[unit], "year": now.year - 1})
