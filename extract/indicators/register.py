"""The register: what people decided about names and papers, in a file that beats every rule."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field, ValidationError

from extract.indicators.code import canonical_code, code_key, split_code
from extract.indicators.name import plain
from schemas.layout import Plain
from schemas.names import PrintedName

Text = Annotated[str, Field(min_length=1)]


class RegisterError(ValueError):
    """The register cannot be read; the message says where and why."""


class Decision(Plain):
    """Who decided it, when and why: every entry of the register says so."""

    who: Text
    when: date
    why: Text


class Same(Decision):
    """Names of one council that are one indicator: "PI.432 LAC rate per 10,000" and "CS/LI 1 Looked after …"."""

    council: str
    names: Annotated[tuple[Text, ...], Field(min_length=2)]


class Different(Decision):
    """Names of one council that are each an indicator of their own."""

    council: str
    names: Annotated[tuple[Text, ...], Field(min_length=2)]


class NoIndicator(Decision):
    """Names that look like measures and are none: "Total", the name of a ward."""

    council: str
    names: Annotated[tuple[Text, ...], Field(min_length=1)]


class Break(Decision):
    """A measure whose definition changed: papers from a day on print another measure under the same name."""

    council: str
    name: Text
    first_paper: date


class PaperCorrection(Decision):
    """What is to be known of a paper that it does not say, or says wrongly."""

    document: Annotated[str, Field(pattern=r"^[0-9a-f]{8,64}$")]
    withdrawn: bool = False
    replaced_by: Annotated[str, Field(pattern=r"^[0-9a-f]{8,64}$")] | None = None
    council: str | None = None
    committee: str | None = None
    meeting_date: date | None = None


class Misprint(Decision):
    """A figure that the paper prints wrongly, and the right one; the raw text stays as printed."""

    document: Annotated[str, Field(pattern=r"^[0-9a-f]{8,64}$")]
    name: Text
    measure: Literal["outturn", "target", "floor", "benchmark"] = "outturn"
    period: Text
    printed: Decimal
    right: Decimal


class Register(Plain):
    """All that people decided, in the order of the file."""

    same: tuple[Same, ...] = ()
    different: tuple[Different, ...] = ()
    no_indicator: tuple[NoIndicator, ...] = ()
    broken: Annotated[tuple[Break, ...], Field(alias="break")] = ()
    paper: tuple[PaperCorrection, ...] = ()
    misprint: tuple[Misprint, ...] = ()

    def corrections(self, document_id: str) -> tuple[PaperCorrection, ...]:
        """What was decided about a paper."""
        return tuple(entry for entry in self.paper if document_id.startswith(entry.document))

    def misprints(self, document_id: str) -> tuple[Misprint, ...]:
        """The figures of a paper that are misprints."""
        return tuple(entry for entry in self.misprint if document_id.startswith(entry.document))

    def withdrawn(self, document_id: str) -> bool:
        """Whether a paper's figures count no longer."""
        return any(entry.withdrawn or entry.replaced_by for entry in self.corrections(document_id))


class NameKey(NamedTuple):
    """A printed name as the register refers to it; an empty label stands for every label of the code."""

    council: str
    code: str
    label: str

    def covers(self, printed: NameKey) -> bool:
        """Whether a reference means a printed name."""
        if self.council != printed.council or self.code != printed.code:
            return False
        return self.label in ("", printed.label)


class Problem(NamedTuple):
    """What is wrong with an entry: `stale` (no such name or paper) or `contradiction`."""

    kind: Literal["stale", "contradiction"]
    message: str


def load_register(path: Path) -> Register:
    """The register as the file says it; an absent file is an empty register.

    Each entry has `who`, `when` and `why`; one that has not, or has a key that nobody knows, is refused, so that
    a slip of the pen never passes for a decision.
    """
    if not path.exists():
        return Register()
    try:
        return Register.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise RegisterError(f"{path}: {error}") from error
    except ValidationError as error:
        raise RegisterError(f"{path}: {_in_words(error)}") from error


def _in_words(error: ValidationError) -> str:
    return "; ".join(f"{_where(problem['loc'])}: {problem['msg']}" for problem in error.errors())


def _where(location: Sequence[Any]) -> str:
    return " ".join(f"entry {part + 1}" if isinstance(part, int) else f"[{part}]" for part in location)


def reference(council: str, name: str) -> NameKey:
    """The key of a name as a person writes it in the register: "PI.120 % 16–18 NEET", "NI 59", "CLA (number)"."""
    code, label = split_code(name)
    if code is None and (whole := canonical_code(name)):
        code, label = whole, ""
    if code is None and (found := canonical_code(name.partition(" ")[0])):
        code, label = found, name.partition(" ")[2]
    return name_key(council, code, label)


def name_key(council: str | None, code: str | None, label: str) -> NameKey:
    """The key of a printed name: spelling and white space do not count."""
    return NameKey(plain(council or ""), code_key(code) if code else "", plain(label).rstrip(" .:;*"))


def check_register(register: Register, names: Iterable[PrintedName], document_ids: Iterable[str] = ()) -> list[Problem]:
    """What is wrong with the register, seen beside the names that the papers print now.

    `document_ids` are papers that may print no names at all.

    A decision about a name that no paper prints any more is stale: it was written for a reading that has changed.
    Two decisions that cannot both hold are a contradiction: same and different of one pair, directly or through
    other names that are the same, or one name that is called a measure and no measure.
    """
    printed = list(names)
    keys = {name_key(name.council, name.code, name.label) for name in printed}
    return [*_stale_names(register, keys), *_stale_papers(register, printed, document_ids), *_contradictions(register)]


def _stale_names(register: Register, keys: set[NameKey]) -> list[Problem]:
    entries = [(entry.council, name) for entry in register.same for name in entry.names]
    entries += [(entry.council, name) for entry in register.different for name in entry.names]
    entries += [(entry.council, name) for entry in register.no_indicator for name in entry.names]
    entries += [(entry.council, entry.name) for entry in register.broken]
    return [
        Problem("stale", f"No paper of {council} prints “{name}”.")
        for council, name in dict.fromkeys(entries)
        if not any(reference(council, name).covers(key) for key in keys)
    ]


def _stale_papers(register: Register, names: Sequence[PrintedName], others: Iterable[str]) -> list[Problem]:
    documents = {name.document_id for name in names}.union(others)
    wanted = dict.fromkeys([entry.document for entry in register.paper] + [m.document for m in register.misprint])
    return [
        Problem("stale", f"There is no paper {document}.")
        for document in wanted
        if not any(known.startswith(document) for known in documents)
    ]


def _contradictions(register: Register) -> list[Problem]:
    groups = _groups(register.same)
    found = []
    for entry in register.different:
        for a, b in combinations(entry.names, 2):
            ours, theirs = reference(entry.council, a), reference(entry.council, b)
            if ours == theirs or any(ours in group and theirs in group for group in groups):
                found.append(
                    Problem("contradiction", f"“{a}” and “{b}” of {entry.council} are both same and different.")
                )
    none = {reference(entry.council, name): name for entry in register.no_indicator for name in entry.names}
    for joined in register.same:
        for name in joined.names:
            if reference(joined.council, name) in none:
                found.append(Problem("contradiction", f"“{name}” of {joined.council} is both a measure and none."))
    return found


def _groups(entries: Iterable[Same]) -> list[set[NameKey]]:
    """The names that are the same, through however many entries."""
    groups: list[set[NameKey]] = []
    for entry in entries:
        joined = {reference(entry.council, name) for name in entry.names}
        apart = []
        for group in groups:
            if group & joined:
                joined |= group
            else:
                apart.append(group)
        groups = [*apart, joined]
    return groups
