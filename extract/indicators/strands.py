"""Printed names sorted into strands: all printings of one name, told apart only where their figures force it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from extract.indicators.evidence import SPECIFIC_UNITS, Strand
from extract.indicators.figures import Values, agreement, outturns
from extract.indicators.name import meaning, plain
from extract.indicators.register import NameKey, Register, name_key, reference
from schemas.names import PrintedName


def corrected(name: PrintedName, register: Register) -> PrintedName:
    """The name with the council and date that people put right; figures of a withdrawn paper prove nothing."""
    for entry in register.corrections(name.document_id):
        change: dict[str, object] = {}
        if entry.council:
            change["council"] = entry.council
        if entry.meeting_date:
            change["meeting_date"] = entry.meeting_date
        if entry.withdrawn or entry.replaced_by:
            change["figures"] = ()
        name = name.model_copy(update=change)
    return name


def council_key(council: str | None, document_id: str) -> str:
    """The council of a paper, in one spelling; a paper of nobody knows whom stays by itself."""
    return plain(council) if council else f"paper {document_id}"


def council_of(name: PrintedName) -> str:
    """The council of the paper that prints the name."""
    return council_key(name.council, name.document_id)


def rejected(name: PrintedName, none: Sequence[NameKey]) -> bool:
    """Whether a person said that the name is no indicator."""
    return bool(none) and any(key.covers(key_of(name)) for key in none)


def key_of(name: PrintedName) -> NameKey:
    """The key under which the register knows a printed name."""
    return name_key(name.council, name.code, name.label)


def no_indicators(register: Register) -> tuple[NameKey, ...]:
    """The names that people said are no indicators."""
    return tuple(reference(entry.council, name) for entry in register.no_indicator for name in entry.names)


def with_codes_of_others(names: Sequence[PrintedName]) -> list[PrintedName]:
    """The names, with a code taken off where another paper of the council shows that it is one.

    A table with a single "LC2 Library visits" teaches no prefix; a paper of the year before that numbers its table LC1,
    LC2, LC3 does.
    """
    codes = sorted({(council_of(name), name.code) for name in names if name.code})
    spelt = {(council, _spelling(code)): code for council, code in codes}
    found = []
    for name in names:
        first, _, rest = name.label.partition(" ")
        code = spelt.get((council_of(name), _spelling(first))) if rest and not name.code else None
        found.append(name.model_copy(update={"code": code, "label": rest}) if code else name)
    return found


def _spelling(code: str) -> str:
    """A code without its separators; the nought of KS02 stays, which tells it from Key Stage 2."""
    return re.sub(r"[\s.\-–_/:]", "", code).upper()


def strands(names: Sequence[PrintedName], members: Iterable[int]) -> list[Strand]:
    """The strands of one council, in an order that does not depend on the order of the papers.

    The same code and name is one strand, unless one paper prints it twice with other figures under other headings
    ("Number of complaints" of two directorates), or papers contradict each other in several periods by more than
    revisions do.
    """
    by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index in members:
        name = key_of(names[index])
        by_key[name.code, name.label].append(index)
    found: list[Strand] = []
    for code_and_label in sorted(by_key):
        printings = sorted(by_key[code_and_label], key=lambda index: _order(names[index]))
        facts = {index: _frozen(outturns(names[index].figures)) for index in printings}
        for heading, under in _by_heading(names, printings, facts).items():
            for unit, measured in _by_unit(names, under).items():
                for number, part in enumerate(_parts(measured, facts)):
                    label = " ".join(filter(None, (heading, unit, f"#{number + 1}" if number else "")))
                    found.append(_strand(names, part, facts, label))
    return found


def _order(name: PrintedName) -> tuple[object, ...]:
    return (
        name.meeting_date or date.min, name.document_id, name.label, name.code or "", name.heading or "", name.rows,
        tuple((f.measure, f.period, f.value) for f in name.figures),
    )  # fmt: skip


def _frozen(values: dict[str, set[Decimal]]) -> Values:
    return {period: frozenset(found) for period, found in values.items()}


def _by_heading(names: Sequence[PrintedName], printings: list[int], facts: dict[int, Values]) -> dict[str, list[int]]:
    """One group, or one for each heading where a single paper prints the name for two things."""
    by_paper: dict[str, list[int]] = defaultdict(list)
    for index in printings:
        by_paper[names[index].document_id].append(index)
    if not any(_two_things(names, group, facts) for group in by_paper.values() if len(group) > 1):
        return {"": printings}
    groups: dict[str, list[int]] = defaultdict(list)
    for index in printings:
        groups[plain(names[index].heading or "")].append(index)
    return dict(sorted(groups.items()))


def _by_unit(names: Sequence[PrintedName], printings: list[int]) -> dict[str, list[int]]:
    """One group, or one for each unit where a name has units that exclude each other: rent loss in % and £."""
    units = {index: names[index].unit or "" for index in printings}
    if len(SPECIFIC_UNITS.intersection(units.values())) < 2:
        return {"": printings}
    groups: dict[str, list[int]] = defaultdict(list)
    for index in printings:
        groups[units[index] if units[index] in SPECIFIC_UNITS else ""].append(index)
    return dict(sorted(groups.items()))


def _two_things(names: Sequence[PrintedName], group: list[int], facts: dict[int, Values]) -> bool:
    """Whether one paper prints a name under two headings with figures that differ."""
    for at, first in enumerate(group):
        for second in group[at + 1 :]:
            if plain(names[first].heading or "") != plain(names[second].heading or ""):
                found = agreement(facts[first], facts[second])
                if found.differ and not found.agree:
                    return True
    return False


def _parts(printings: list[int], facts: dict[int, Values]) -> list[list[int]]:
    """The printings in runs that do not deny each other's figures, oldest first."""
    parts: list[tuple[list[int], dict[str, frozenset[Decimal]]]] = []
    for index in printings:
        fitting = (part for part in parts if not agreement(facts[index], part[1]).denies)
        members, known = next(fitting, ([], {}))
        if not members:
            parts.append((members, known))
        members.append(index)
        for period, values in facts[index].items():
            known[period] = known.get(period, frozenset()) | values
    return [members for members, _ in parts]


def _strand(names: Sequence[PrintedName], members: list[int], facts: dict[int, Values], part: str) -> Strand:
    first = names[members[0]]
    strand = Strand(
        council_of(first), first.code, key_of(first).label, meaning(first.label), members=members, part=part
    )
    for index in members:
        name = names[index]
        strand.documents.add(name.document_id)
        strand.days += [name.meeting_date] if name.meeting_date else []
        strand.units |= {name.unit} if name.unit else set()
        strand.polarities |= {name.polarity} if name.polarity else set()
        strand.headings |= {name.heading} if name.heading else set()
        for period, values in facts[index].items():
            strand.figures[period] = strand.figures.get(period, frozenset()) | values
    return strand
