"""Hold what several papers print of one figure against each other, in whatever order they were loaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from extract.checks.confusion import transposed
from extract.checks.history import ENOUGH, History, history_from, misplaced
from extract.checks.repair import Candidate, suggestion, weigh, words_of
from extract.checks.witness import Witness, agrees_with, among, own_fraction
from extract.facts import identity
from extract.values import print_value, readings_agree
from schemas.paper import gist
from schemas.reading import Reading
from schemas.records import Finding, Reread, Severity
from schemas.series import ACROSS, PaperFigure, Settlement

POWERS = (1, -1, 2, -2)
"""Places by which a point may be misplaced between two papers."""
COLUMNS = ("status", "value", "unit", "numerator", "denominator", "decimals")
"""What a repair changes of an observation."""

Key = tuple[str, str, bool]
Documents = list[list[PaperFigure]]
"""The papers that print one figure, oldest first, each with its printings."""


def settle_across(figures: Sequence[PaperFigure]) -> Settlement:
    """The repairs and findings that all printings of some indicators, as they were read, come to.

    A figure of a picture that no other paper bears out is read anew where they single one reading out (`repair`), else
    doubted (`other_paper`).  A figure in clear letters that a later paper prints otherwise was revised (`revised`, for
    information).  It is doubted where no revision explains it: the papers before and after it agree, it is far from the
    other periods and the other printing is not, only the point differs, or two digits changed places.
    """
    indicators: dict[str, list[PaperFigure]] = defaultdict(list)
    for figure in sorted(figures, key=_age):
        indicators[figure.indicator_id].append(figure)
    settlement = Settlement([], [])
    for mine in indicators.values():
        _settle(_groups(mine), settlement)
    return settlement


def _age(figure: PaperFigure) -> tuple[date, str, int, str]:
    return figure.meeting_date or date.min, figure.document_id, figure.page or 0, figure.observation_id


def _groups(figures: Sequence[PaperFigure]) -> dict[Key, list[PaperFigure]]:
    """The printings of each figure of an indicator, oldest first."""
    groups: dict[Key, list[PaperFigure]] = defaultdict(list)
    for figure in figures:
        groups[_key(figure)].append(figure)
    return groups


def _settle(groups: Mapping[Key, Sequence[PaperFigure]], settlement: Settlement) -> None:
    for group in groups.values():
        history = _history(group[0], groups)
        documents = _documents([f for f in group if not f.guessed and f.value is not None])
        for figure in group:
            if figure.decided:
                continue
            if figure.guessed:
                _settle_guessed(figure, group, history, settlement)
            elif figure.value is not None:
                settlement.findings.extend(_in_clear(figure, documents, history))
            if history is not None:
                settlement.findings.extend(_jump(figure, groups, history))


def _key(figure: PaperFigure) -> Key:
    return figure.measure, figure.period, figure.qualifier == "year to date"


def _documents(figures: Sequence[PaperFigure]) -> Documents:
    by_paper: dict[str, list[PaperFigure]] = defaultdict(list)
    for figure in figures:
        by_paper[figure.document_id].append(figure)
    return list(by_paper.values())


def _reading(figure: PaperFigure) -> Reading:
    return Reading(
        status=figure.status, value=figure.value, unit=figure.unit, numerator=figure.numerator,
        denominator=figure.denominator, decimals=figure.decimals or 0, raw=figure.raw,
    )  # fmt: skip


def _agree(a: PaperFigure, b: PaperFigure) -> bool:
    """Whether two printings may be roundings of one figure; percentages and sums of money are not compared."""
    units = {a.unit, b.unit} - {"number", None}
    return len(units) > 1 or readings_agree(_reading(a), _reading(b))


def _history(figure: PaperFigure, groups: Mapping[Key, Sequence[PaperFigure]]) -> History | None:
    """The outturns of the same measure for other periods of the same length, as the latest clear printing has them."""
    found = []
    for (measure, period, summed), group in groups.items():
        same = (measure, summed) == ("outturn", _key(figure)[2])
        clear = [f for f in group if not f.guessed and f.value is not None and f.unit == figure.unit]
        if same and period != figure.period and clear and _length(clear[-1]) == _length(figure):
            found.append(_reading(clear[-1]))
    return history_from(found) if figure.measure == "outturn" else None


def _length(figure: PaperFigure) -> int:
    return (figure.period_end - figure.period_start).days // 20


def _settle_guessed(
    figure: PaperFigure, group: Sequence[PaperFigure], history: History | None, settlement: Settlement
) -> None:
    others = [f for f in group if f.document_id != figure.document_id and f.value is not None]
    others = [f for f in others if not f.guessed] or others
    asked = figure.value is not None or figure.status == "unreadable"
    if not asked or not others or (figure.value is not None and any(_agree(figure, o) for o in others)):
        return
    reading = _reading(figure if figure.value is not None else figure._replace(unit=others[-1].unit))
    witnesses = [
        *(_other_paper(o, alone=figure.value is None or not o.guessed) for o in others),
        *own_fraction(reading), *([among(history)] if history is not None else []),
    ]  # fmt: skip
    verdict = weigh(reading, figure.measure, witnesses)
    if verdict.taken is not None:
        _reread(figure, verdict.taken, settlement)
    else:
        settlement.findings.append(_contradicted(figure, others, verdict.ranked))


def _other_paper(other: PaperFigure, *, alone: bool) -> Witness:
    return Witness("elsewhere", f"{_place(other)} prints {other.raw}", agrees_with(_reading(other)), alone)


def _reread(figure: PaperFigure, taken: Candidate, settlement: Settlement) -> None:
    """A repair with its finding; a digit that is read anew stays under a warning."""
    shown = print_value(taken.reading)
    finding = _finding(
        figure, "repair", "warning" if taken.damage == "digit" else "info",
        f'"{figure.raw}" is read as {shown}: {words_of(taken)}', shown,
    )  # fmt: skip
    settlement.findings.append(finding)
    changes = [
        ("observation", figure.observation_id, column, getattr(figure, column), getattr(taken.reading, column))
        for column in COLUMNS
    ]
    changes += [("finding", doubt, "severity", "warning", "info") for doubt in figure.doubts]
    settlement.rereads.extend(
        Reread.model_validate(
            {
                "row_table": table, "row_id": row, "column_name": column, "document_id": figure.document_id,
                "before": _text(before), "after": _text(after), "finding_id": finding.finding_id,
            }
        )
        for table, row, column, before, after in changes
        if before != after
    )  # fmt: skip


def _contradicted(figure: PaperFigure, others: Sequence[PaperFigure], ranked: Sequence[Candidate]) -> Finding:
    said = "; ".join(dict.fromkeys(f"{_place(o)} prints {o.raw}" for o in others[:3]))
    message = f"{_subject(figure)} is read as {figure.raw} where the text may be damaged, but {said}"
    return _finding(
        figure, "other_paper", "warning", message, suggestion(ranked) or f"{others[-1].raw}, if that is right"
    )


def _in_clear(figure: PaperFigure, documents: Documents, history: History | None) -> Iterator[Finding]:
    place = next(n for n, paper in enumerate(documents) if paper[0].document_id == figure.document_id)
    before = documents[place - 1] if place else []
    after = documents[place + 1] if place + 1 < len(documents) else []
    odd = [p for p in (before, after) if p and not any(_agree(figure, f) for f in p)]
    if not odd:
        return
    there = odd[0][0]
    between = _taken_back(documents, place)
    rivals = [f for p in odd for f in p if not _taken_back(documents, documents.index(p))]
    slip = any(_point_apart(figure, f) or _transposed(figure, f) for f in rivals)
    far, others_far = _is_far(figure, history), all(_is_far(f, history) for f in rivals)
    if between or (far and not others_far) or (slip and (far or not others_far)):
        why = "the papers before and after it agree on" if between else f"{_place(there)} prints"
        message = f"{_subject(figure)} is printed as {figure.raw}, but {why} {there.raw}"
        yield _finding(figure, "other_paper", "warning", message, f"{there.raw}, if that is right")
    else:
        later = odd[0] is after
        yield _finding(
            figure, "revised", "info",
            f"{_subject(figure)} is printed here as {figure.raw}; {_place(there)}, {'later' if later else 'before'}, prints"
            f" {there.raw}",
        )  # fmt: skip


def _taken_back(documents: Documents, place: int) -> bool:
    """Whether the papers before and after this one agree with each other and not with it."""
    if not 0 < place < len(documents) - 1:
        return False
    before, here, after = documents[place - 1 : place + 2]
    agree = [any(_agree(a, b) for a in x for b in y) for x, y in ((before, after), (before, here), (here, after))]
    return agree == [True, False, False]


def _point_apart(a: PaperFigure, b: PaperFigure) -> bool:
    """Whether two figures are the same digits with the point elsewhere."""
    if not a.value or not b.value:
        return False
    moved = [a._replace(value=a.value.scaleb(-s), decimals=(a.decimals or 0) + s) for s in POWERS]
    return any(_agree(m, b) for m in moved)


def _transposed(a: PaperFigure, b: PaperFigure) -> bool:
    return a.value is not None and b.value is not None and transposed(f"{a.value:f}", f"{b.value:f}")


def _is_far(figure: PaperFigure, history: History | None) -> bool:
    """Whether a figure is far from those of other periods, as far as these say anything."""
    return history is not None and figure.value is not None and not history.may_hold(figure.value)


def _jump(figure: PaperFigure, groups: Mapping[Key, Sequence[PaperFigure]], history: History) -> Iterator[Finding]:
    """Name `series_jump`: a figure a power of ten from what other papers print for other periods, or out of line.

    Only where its own paper prints too few others to say so itself.
    """
    found = misplaced(_reading(figure), history)
    if found is None and (figure.measure != "outturn" or not history.out_of_line(_reading(figure))):
        return
    own = sum(
        any(f.document_id == figure.document_id and f.value is not None for f in group)
        for (measure, period, _), group in groups.items()
        if measure == "outturn" and period != figure.period
    )
    if own < ENOUGH:
        message = (
            f"{_subject(figure)} is {figure.raw}, far from its figures in other papers, which lie between"
            f" {history.low:f} and {history.high:f}"
        )
        severity: Severity = "warning" if found is not None and (found.formed or figure.guessed) else "info"
        meant = f"{found.meant:f}, if the point is misplaced" if found is not None else None
        yield _finding(figure, "series_jump", severity, message, meant)


def _subject(figure: PaperFigure) -> str:
    return f'the {figure.measure} of "{gist(figure.label)}" for {figure.period}'


def _place(figure: PaperFigure) -> str:
    return f"{figure.path}, page {figure.page}," if figure.page else figure.path


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _finding(
    figure: PaperFigure, check: str, severity: Severity, message: str, suggestion: str | None = None
) -> Finding:
    return Finding(
        finding_id=ACROSS + identity(figure.document_id, figure.page, figure.observation_id, check, message),
        document_id=figure.document_id, page=figure.page, observation_id=figure.observation_id, check_name=check,
        severity=severity, message=message, suggestion=suggestion,
    )  # fmt: skip
