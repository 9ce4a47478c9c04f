"""The step's door: printed names in, indicators and how every name was matched out."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Literal

from extract.indicators.assign import Group, assign
from extract.indicators.evidence import Evidence, Strand
from extract.indicators.register import NameKey, Register, reference
from extract.indicators.strands import (
    corrected,
    council_of,
    no_indicators,
    rejected,
    strands,
    with_codes_of_others,
)
from schemas.names import PrintedName
from schemas.records import Indicator, IndicatorAlias


def match(names: Sequence[PrintedName], register: Register) -> tuple[list[Indicator], list[IndicatorAlias]]:
    """The indicators that the names name, and one alias for each name that a paper prints.

    The same names give the same result in whatever order they come.  Councils are matched one by one, so a new
    paper needs only its own council's names matched again.
    """
    indicators, each = match_each(names, register)
    unique = {_alias_key(alias): alias for alias in sorted(each, key=_alias_key)}
    return indicators, list(unique.values())


def match_each(names: Sequence[PrintedName], register: Register) -> tuple[list[Indicator], list[IndicatorAlias]]:
    """As `match`, with one alias for each name, in the order of the names."""
    known = with_codes_of_others([corrected(name, register) for name in names])
    none = no_indicators(register)
    aliases: dict[int, IndicatorAlias] = {}
    by_council: dict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(known):
        if rejected(name, none):
            aliases[index] = _no_indicator(names[index])
        else:
            by_council[council_of(name)].append(index)
    indicators: list[Indicator] = []
    for council in sorted(by_council):
        found, said = _match_council(known, by_council[council], register, names)
        indicators += found
        aliases |= said
    return indicators, [aliases[index] for index in range(len(names))]


def _match_council(
    names: Sequence[PrintedName], members: Sequence[int], register: Register, printed: Sequence[PrintedName]
) -> tuple[list[Indicator], dict[int, IndicatorAlias]]:
    all_strands = strands(names, members)
    groups = assign(all_strands, register)
    breaks = _breaks(groups, all_strands, register)
    pieces = {id(group): _pieces(group, all_strands, names, breaks[id(group)]) for group in groups}
    ids = _ids(groups, all_strands)
    indicators: list[Indicator] = []
    aliases: dict[int, IndicatorAlias] = {}
    for group in groups:
        for piece, indexes in pieces[id(group)].items():
            own = _piece_id(ids[id(group)], piece)
            if not group.waits:
                indicators.append(_indicator(own, names, indexes))
            wanted = set(indexes)
            for number in group.strands:
                for index in sorted(wanted.intersection(all_strands[number].members)):
                    aliases[index] = _alias(printed[index], group, number, own, _candidate_id(group, ids, pieces))
    return indicators, aliases


def _ids(groups: Sequence[Group], all_strands: Sequence[Strand]) -> dict[int, str]:
    """An id for each group: council, code and a hash of what its oldest name says.

    It does not depend on which paper said it, on spelling, or on the order of loading: `dudley-pi432-…` stays when an
    older paper is added, as long as that paper words the measure alike.  Equal ids are numbered by age.
    """
    used: dict[str, int] = defaultdict(int)
    ids: dict[int, str] = {}
    for group in groups:
        oldest = all_strands[group.strands[0]]
        code = oldest.key[0]
        contrasts = repr([(group, sorted(values)) for group, values in oldest.meaning.contrasts])
        says = "\n".join((oldest.council, code, oldest.meaning.folded or oldest.label, contrasts))
        short = code or "-".join(re.findall(r"[a-z]+", oldest.label)[:3]) or "name"
        council = re.sub(r"[^a-z0-9]+", "-", oldest.council)[:24].strip("-")
        base = f"{council}-{short}-{hashlib.sha256(says.encode()).hexdigest()[:8]}"
        used[base] += 1
        ids[id(group)] = base if used[base] == 1 else f"{base}-{used[base]}"
    return ids


def _piece_id(base: str, piece: date | None) -> str:
    """The id of one piece of a broken series; the oldest keeps the plain id."""
    return f"{base}-from-{piece.isoformat()}" if piece else base


def _breaks(groups: Sequence[Group], all_strands: Sequence[Strand], register: Register) -> dict[int, list[date]]:
    """The days on which people say that each group's definition changed."""
    found: dict[int, list[date]] = {id(group): [] for group in groups}
    for entry in register.broken:
        wanted = reference(entry.council, entry.name)
        for group in groups:
            keys = (_strand_key(all_strands[number]) for number in group.strands)
            if any(wanted.covers(key) for key in keys):
                found[id(group)].append(entry.first_paper)
    return {group: sorted(set(days)) for group, days in found.items()}


def _strand_key(strand: Strand) -> NameKey:
    return NameKey(strand.council, strand.key[0], strand.label)


def _pieces(
    group: Group, all_strands: Sequence[Strand], names: Sequence[PrintedName], breaks: Sequence[date]
) -> dict[date | None, list[int]]:
    """The printings of a group by the last break before them; None is before every break."""
    pieces: dict[date | None, list[int]] = defaultdict(list)
    for number in group.strands:
        for index in all_strands[number].members:
            day = names[index].meeting_date or date.min
            pieces[max((b for b in breaks if b <= day), default=None)].append(index)
    return dict(sorted(pieces.items(), key=lambda item: item[0] or date.min))


def _candidate_id(group: Group, ids: dict[int, str], pieces: dict[int, dict[date | None, list[int]]]) -> str | None:
    """The id of the measure that a group may belong to; of a broken one, its latest piece."""
    if group.candidate is None:
        return None
    return _piece_id(ids[id(group.candidate)], list(pieces[id(group.candidate)])[-1])


def _indicator(own: str, names: Sequence[PrintedName], indexes: Sequence[int]) -> Indicator:
    """The measure as its latest paper calls it."""
    ordered = sorted((names[index] for index in indexes), key=_age)
    latest = ordered[::-1]
    periods = sorted({figure.period for name in ordered for figure in name.figures if figure.measure == "outturn"})
    periods.sort(key=lambda period: (re.findall(r"\d{4}", period)[:1], period))
    return Indicator(
        indicator_id=own,
        code=next((name.code for name in latest if name.code), None),
        name=latest[0].label,
        unit=next((name.unit for name in latest if name.unit), None),
        polarity=next((name.polarity for name in latest if name.polarity), None),
        council=latest[0].council,
        first_period=periods[0] if periods else None,
        last_period=periods[-1] if periods else None,
    )


def _age(name: PrintedName) -> tuple[date, str, str, str]:
    return (name.meeting_date or date.min, name.document_id, name.code or "", name.label)


def _alias(name: PrintedName, group: Group, number: int, own: str, candidate: str | None) -> IndicatorAlias:
    """How one printing was matched; a name that waits has no indicator, only a candidate."""
    found = group.evidence[number]
    asked = group.question[1] if group.question and (group.waits or group.question[0] == number) else None
    if group.waits and asked:
        return _record(name, None, asked, "review", candidate)
    decision: Literal["auto", "accepted"] = "accepted" if found.method == "manual" else "auto"
    record = _record(name, own, found, decision, candidate if asked else None)
    return (
        record.model_copy(update={"evidence": f"{found.text}; may continue {candidate}: {asked.text}"})
        if asked
        else record
    )


def _record(
    name: PrintedName,
    own: str | None,
    found: Evidence,
    decision: Literal["auto", "review", "accepted", "rejected"],
    candidate: str | None,
) -> IndicatorAlias:
    return IndicatorAlias(
        indicator_id=own,
        document_id=name.document_id,
        code=name.code,
        label=name.label,
        method=found.method,
        score=found.score,
        decision=decision,
        candidate_id=candidate,
        evidence=found.text,
    )


def _no_indicator(name: PrintedName) -> IndicatorAlias:
    found = Evidence("different", "manual", 0.0, ("a person decided that this is no indicator",))
    return _record(name, None, found, "rejected", None)


def _alias_key(alias: IndicatorAlias) -> tuple[str, str, str, str]:
    return (alias.document_id, alias.code or "", alias.label, alias.indicator_id or "")
