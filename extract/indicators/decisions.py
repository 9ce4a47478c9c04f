"""What the register changes in loaded papers: their rows as read in, corrections and findings out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

from extract.indicators.name import plain
from extract.indicators.register import (
    Break,
    Decision,
    Different,
    Misprint,
    NoIndicator,
    PaperCorrection,
    Problem,
    Register,
    Same,
    check_register,
    name_key,
    reference,
)
from schemas.names import PrintedName
from schemas.records import Correction, Document, Finding, Observation

OfCouncil = TypeVar("OfCouncil", Same, Different, NoIndicator, Break)

DECISION_CHECKS = ("misprint", "paper_corrected", "paper_withdrawn", "register")
"""The checks of findings that come from the register; they are written anew with every run."""
DISPUTED = "printed_differently"
"""The check of a figure that another place of the paper contradicts."""


class Printed(NamedTuple):
    """A paper as it was read, with what the register may change in it."""

    document: Document
    observations: Sequence[Observation]
    doubts: Sequence[Finding]
    """Open findings of severity error or warning."""


class Decided(NamedTuple):
    """What decisions come to."""

    corrections: list[Correction]
    findings: list[Finding]


def decide(register: Register, papers: Iterable[Printed], ids: Sequence[str]) -> Decided:
    """The corrections of every paper that the register speaks of, and a finding for each of them.

    `ids` are those of all papers that are loaded, the ones that replace others among them.
    """
    decided = Decided([], [])
    for paper in sorted(papers, key=lambda paper: paper.document.document_id):
        document = paper.document
        for entry in register.corrections(document.document_id):
            _add(decided, _about_paper(entry, document, ids))
            document = document.model_copy(update={"council": entry.council} if entry.council else {})
        for misprint in register.misprints(document.document_id):
            _add(decided, _misprint(misprint, paper, document.council or ""))
    return decided


def spoken_of(register: Register) -> tuple[str, ...]:
    """The beginnings of the ids of all papers that the register speaks of."""
    return tuple(sorted({entry.document for entry in register.paper} | {entry.document for entry in register.misprint}))


def problems(register: Register, names: Sequence[PrintedName], document_ids: Sequence[str]) -> list[Finding]:
    """What is wrong with the register, as findings, beside the papers that are loaded.

    Decisions about a council of which nothing is loaded wait, and so do those about papers where nothing is loaded of
    any council in the register: that is another database, and nothing is wrong with them.
    """
    here = {plain(name.council) for name in names if name.council}
    of_names = {
        "same": _of(here, register.same), "different": _of(here, register.different),
        "no_indicator": _of(here, register.no_indicator), "broken": _of(here, register.broken),
    }  # fmt: skip
    elsewhere = any((register.same, register.different, register.no_indicator, register.broken))
    if elsewhere and not any(of_names.values()):
        of_names |= {"paper": (), "misprint": ()}
    return [_problem(found) for found in check_register(register.model_copy(update=of_names), names, document_ids)]


def _of(councils: set[str], entries: Iterable[OfCouncil]) -> tuple[OfCouncil, ...]:
    return tuple(entry for entry in entries if plain(entry.council) in councils)


def _problem(found: Problem) -> Finding:
    return Finding(
        finding_id=_identity("register", found.kind, found.message), check_name="register", severity="warning",
        message=f"The register: {found.message}", suggestion="mend or remove the entry in the register",
    )  # fmt: skip


def _add(decided: Decided, more: Decided) -> None:
    decided.corrections.extend(more.corrections)
    decided.findings.extend(more.findings)


def _about_paper(entry: PaperCorrection, document: Document, ids: Sequence[str]) -> Decided:
    """A paper is of another council, committee or day than read, or counts no longer."""
    said = {"council": entry.council, "committee": entry.committee, "meeting_date": entry.meeting_date}
    decided = Decided([], [])
    for column, right in said.items():
        read = getattr(document, column)
        if right is None or right == read:
            continue
        decided.corrections.append(_correction("document", document.document_id, column, document, read, right, entry))
        message = f"The {column.replace('_', ' ')} is {right}, not {read or 'unknown'} as read ({_by(entry)})."
        decided.findings.append(_finding("paper_corrected", document.document_id, message))
    if entry.withdrawn or entry.replaced_by:
        successor = next((known for known in ids if entry.replaced_by and known.startswith(entry.replaced_by)), None)
        successor = successor or entry.replaced_by
        marks = {"withdrawn": True, "superseded_by": successor}
        decided.corrections.extend(
            _correction("document", document.document_id, column, document, None, mark, entry)
            for column, mark in marks.items()
            if mark is not None
        )
        message = f"Replaced by {successor}" if successor else "Withdrawn"
        decided.findings.append(
            _finding(
                "paper_withdrawn",
                document.document_id,
                f"{message} ({_by(entry)}); its figures stay out of the series.",
            )
        )
    return decided


def _misprint(entry: Misprint, paper: Printed, council: str) -> Decided:
    """A figure is another than printed: the right one takes its place, and doubts that led to it are settled."""
    wanted = reference(council, entry.name)
    printings = [
        o
        for o in paper.observations
        if o.measure == entry.measure and o.period == entry.period
        and wanted.covers(name_key(council, o.indicator_code, o.indicator_label))
    ]  # fmt: skip
    wrong = [o for o in printings if o.value == entry.printed]
    if not wrong:
        found = Problem(
            "stale", f"{paper.document.path} prints no {entry.printed} of “{entry.name}” for {entry.period}."
        )
        return Decided([], [_problem(found)])
    decided = Decided([], [])
    for o in wrong:
        exponent = entry.right.as_tuple().exponent
        places = max(0, -exponent) if isinstance(exponent, int) else 0
        for column, before, after in (("value", o.value, entry.right), ("decimals", o.decimals, places)):
            if before != after:
                decided.corrections.append(
                    _correction("observation", o.observation_id, column, paper.document, before, after, entry)
                )
        message = f"“{o.raw.strip()}” is a misprint: {entry.printed} was read, {entry.right} is right ({_by(entry)})."
        decided.findings.append(_finding("misprint", o.document_id, message, o))
    settled = {o.observation_id for o in wrong}
    proven = {o.observation_id for o in printings if o.value == entry.right}
    decided.corrections.extend(
        _correction("finding", doubt.finding_id, "state", paper.document, doubt.state, "accepted", entry)
        for doubt in paper.doubts
        if doubt.observation_id in settled or (doubt.observation_id in proven and doubt.check_name == DISPUTED)
    )
    return decided


def _correction(
    table: str, row_id: str, column: str, document: Document, before: object, after: object, entry: Decision
) -> Correction:
    return Correction.model_validate(
        {
            "row_table": table, "row_id": row_id, "column_name": column, "document_id": document.document_id,
            "before": _text(before), "after": _text(after), "who": entry.who, "decided": entry.when, "why": entry.why,
        }
    )  # fmt: skip


def _text(value: object) -> str | None:
    if value is None:
        return None
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _finding(check: str, document_id: str, message: str, about: Observation | None = None) -> Finding:
    return Finding(
        finding_id=_identity(document_id, about.observation_id if about else "", check, message),
        document_id=document_id, page=about.page if about else None,
        observation_id=about.observation_id if about else None, check_name=check, severity="info", message=message,
    )  # fmt: skip


def _by(entry: Decision) -> str:
    return f"{entry.who}, {entry.when}: {entry.why.rstrip('.')}"


def _identity(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:20]
