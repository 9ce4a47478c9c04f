"""The codes that councils give their indicators: one canonical spelling, taken off the printed name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from extract.indicators.vocabulary import vocabulary

SEPARATOR = r"[ \t.\-–_/:]{0,2}"
"""What stands between a prefix and its number: nothing, a space, a point, a hyphen, "PI. 120"."""

NUMBER = (
    r"\d{1,5}(?:[.]\d{1,3})*(?:[A-Z](?![A-Za-z]))?(?:[a-z]{1,4}(?![A-Za-z]))?"
    r"(?:\s?\((?:[ivx]{1,4}|\d{1,2}[A-Z]?|[a-z])\))*"
)
"""The number of a code with its tail: 59, 157a, 3.1, 2.04i, 82b(ii), 2A(1)."""

OCR_NUMBER = r"[\dOoIl|]*\d[\dOoIl|]*(?:[a-z](?![A-Za-z]))?"
"""A number that ought to be digits alone, as OCR leaves it: 12O, l20."""

ASCOF_PART = re.compile(r"^(\d[A-Z])\s*[,-]?\s*\(?\s*[Pp](?:art|t)\.?\s*(\d[A-Z]?)\)?")
"""A measure of the adult social care framework in words: "2A part 1" is 2A(1)."""

AFTER_CODE = r"(?=$|\s|[:;,*†‡#^–—]|-\s|\.\s)"
"""A code ends before a space or a mark, never within a word."""

UNKNOWN = re.compile(rf"^([A-Z][A-Z&/]{{0,5}})({SEPARATOR})({NUMBER}){AFTER_CODE}")
"""The shape of a code whose prefix nobody listed: a short word in capitals and a number."""

LEARNABLE = re.compile(rf"^([A-Z][A-Za-z&/]{{0,7}}(?:[ \-/][A-Z]{{1,4}})?)({SEPARATOR})({NUMBER}){AFTER_CODE}")
"""As UNKNOWN, but also in small letters ("Env 12"); believed only if a whole table is numbered so."""

NUMBERED = re.compile(rf"^(\d{{1,2}}(?:\.\d{{1,2}}){{1,2}}[a-z]?){AFTER_CODE}")
"""A code that is only an outline number, "3.2a"; believed only if a whole table is numbered so."""

LEADING_MARKS = re.compile(r"^[\s\-–•·*]+(?=\w)")
TRAILING_MARKS = re.compile(r"^[\s:;,.*†‡#^–—|]*(?:[-–—]\s+)?")


class Prefix(NamedTuple):
    """A listed prefix: how it is found and how it is spelt."""

    pattern: re.Pattern[str]
    form: str
    digits: bool


class Split(NamedTuple):
    """A code in canonical spelling, and where it ends in the text."""

    code: str
    end: int


@cache
def _listed() -> tuple[Prefix, ...]:
    """The prefixes of the vocabulary, the longest spelling first."""
    found = []
    for entry in vocabulary()["code"]:
        spellings = sorted({entry["prefix"], *entry.get("spelt", ())}, key=lambda s: (-len(s), s))
        digits = bool(entry.get("digits"))
        for spelling in spellings:
            number = OCR_NUMBER if digits else NUMBER
            least = r"(?=[\dOoIl|]{2})" if spelling[-1] in "1." else ""
            pattern = re.compile(rf"^{re.escape(spelling)}({SEPARATOR}){least}({number}){AFTER_CODE}")
            found.append(Prefix(pattern, entry["form"], digits))
    return tuple(sorted(found, key=lambda p: -len(p.pattern.pattern)))


def _tidy_number(number: str, *, digits: bool) -> str:
    """The number without inner spaces, with OCR's letters read as digits where only digits can stand."""
    number = re.sub(r"\s", "", number)
    if digits:
        tail = re.search(r"[a-z]$", number)
        body = number[:-1] if tail and number[-1] not in "lo" else number
        number = body.translate(str.maketrans("OoIl|", "00111")) + number[len(body) :]
    return number


def _at_start(text: str, prefixes: frozenset[str], *, shape: bool) -> Split | None:
    """The code that a text begins with, if it begins with one."""
    for prefix in _listed():
        if hit := prefix.pattern.match(text):
            code = prefix.form + _tidy_number(hit[2], digits=prefix.digits)
            if prefix.form == "ASCOF " and (part := re.match(r"\s*[Pp](?:art|t)\.?\s*(\d[A-Z]?)", text[hit.end() :])):
                return Split(f"{code}({part[1]})", hit.end() + part.end())
            return Split(code, hit.end())
    if hit := ASCOF_PART.match(text):
        return Split(f"ASCOF {hit[1]}({hit[2]})", hit.end())
    if (hit := LEARNABLE.match(text)) and hit[1] in prefixes:
        return Split(_as_printed(hit), hit.end())
    if "" in prefixes and (hit := NUMBERED.match(text)):
        return Split(hit[1], hit.end())
    if shape and (hit := UNKNOWN.match(text)) and _may_be_a_prefix(hit[1], hit[3]):
        return Split(_as_printed(hit), hit.end())
    return None


def _may_be_a_prefix(prefix: str, number: str) -> bool:
    """Whether capitals before a number may be a code's: EDU12 and KS01 are, KS2 and Q1 are not."""
    rules = vocabulary()["code_shape"]
    return prefix not in rules["never"] and (prefix not in rules["weak"] or number.startswith("0"))


def _as_printed(hit: re.Match[str]) -> str:
    """A code of a council's own in its own spelling: "ASC-04", "EDU12", "CYP 3.1"."""
    separator = hit[2].strip() or (" " if hit[2] else "")
    return f"{hit[1]}{separator}{_tidy_number(hit[3], digits=False)}"


def _folded(text: str) -> str:
    return " ".join(text.split())


def canonical_code(printed: str, prefixes: frozenset[str] = frozenset()) -> str | None:
    """The canonical spelling of a printed code, or None where the text is no code.

    One spelling for one code, whatever OCR or a clerk made of it: "Pl.120", "P1.120", "PI 120" and
    "Pi.120" are all `PI.120`.  Codes of a council's own keep their spelling ("ASC-04").  `prefixes`
    are those that `learn_prefixes` found in the same table; with "" among them "3.2a" is a code too.
    """
    text = _folded(printed).strip(" .:;,*†‡#^[]")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    found = _at_start(text, prefixes, shape=True)
    return found.code if found and not text[found.end :].strip(" .:;,*†‡#^") else None


def split_code(text: str, prefixes: frozenset[str] = frozenset()) -> tuple[str | None, str]:
    """A name without the local code that leads it, and that code in canonical spelling.

    Only the first code goes: "PI.1191 V&L05 Average re-let time" is PI.1191 and "V&L05 Average re-let
    time", and "% municipal waste land filled (NI 193)" has no leading code.  Prefixes that the
    vocabulary does not list are taken off only if `prefixes` names them, so that "S42 individuals" and
    "16 to 18-year olds" lose nothing.
    """
    folded = _folded(text)
    start = LEADING_MARKS.match(folded)
    body = folded[start.end() :] if start else folded
    found = _at_start(body, prefixes, shape=False)
    if found is None:
        return None, folded
    return found.code, TRAILING_MARKS.sub("", body[found.end :], count=1)


def learn_prefixes(names: Sequence[str]) -> frozenset[str]:
    """The prefixes that a table's own names are numbered with: {"KS"} for "KS01 ...", "KS13 ...", "KS24 ...".

    A table teaches a prefix when most of its names begin with something shaped like a code and no two
    different names share one ("KS2 reading" beside "KS2 maths" is Key Stage 2).  Capitals that are words
    elsewhere (KS, S) are believed only with two digits and five names, or where all names of the table count on:
    "H1 ...", "H2 ...", "E1 ...", "E2 ...".  Beside names with listed codes, all others
    must be numbered ("PAM/012 ...", "PAM/015 ...", "DOPS5 ...").  "" is taught by outline numbers:
    "3.1 ...", "3.2 ...".
    """
    distinct = sorted({_folded(name) for name in names if name.strip()})
    rules = vocabulary()["code_shape"]
    if len(distinct) < rules["least_names"]:
        return frozenset()
    by_prefix: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in distinct:
        if _at_start(name, frozenset(), shape=False):
            continue
        if hit := LEARNABLE.match(name):
            by_prefix[hit[1]].append((hit[3], name))
        elif hit := NUMBERED.match(name):
            by_prefix[""].append((hit[1], name))
    unlisted = sum(_at_start(name, frozenset(), shape=False) is None for name in distinct)
    if sum(map(len, by_prefix.values())) == len(distinct) and all(map(_counts_on, by_prefix, by_prefix.values())):
        return frozenset(by_prefix)
    kept = {prefix: uses for prefix, uses in by_prefix.items() if _teaches(prefix, uses)}
    numbered = sum(len(uses) for uses in kept.values())
    enough = numbered >= max(rules["least_names"], rules["least_share"] * unlisted)
    return frozenset(kept) if enough or 1 < numbered == unlisted < len(distinct) else frozenset()


def _teaches(prefix: str, uses: list[tuple[str, str]]) -> bool:
    """Whether the names that begin with a prefix are numbered by it, each with a number of its own."""
    numbers = [number for number, _ in uses]
    if len(set(numbers)) < len(numbers):
        return False
    rules = vocabulary()["code_shape"]
    if prefix.upper() in rules["never"]:
        return False
    if prefix.upper() in rules["weak"] or prefix[1:] != prefix[1:].upper():
        return len(uses) >= 5 and all(len(number) >= 2 for number in numbers)
    return True


def _counts_on(prefix: str, uses: list[tuple[str, str]]) -> bool:
    """Whether the names below one letter are numbered 1, 2, 3 without a gap; "P8" beside "A8" is not."""
    numbers = sorted(int(number) if number.isdecimal() else 0 for number, _ in uses)
    letter = len(prefix) == 1 and prefix.isupper() and prefix not in vocabulary()["code_shape"]["never"]
    return letter and len(uses) > 1 and numbers == [*range(1, len(uses) + 1)]


NATIONAL = "|".join(re.escape(word) for word in [*(entry["prefix"] for entry in vocabulary()["code"]), "BV"])
CODE_WITHIN = re.compile(
    rf"(?<![A-Za-z\d])(?:(?:{NATIONAL}){SEPARATOR}{NUMBER}|\d[A-Z]\(\d[A-Z]?\)"
    r"|[A-Z][A-Z&/]{1,5}\d{2,4}[a-z]?)(?![A-Za-z\d])"
)
"""A further code inside a name: "(NI 192)", "V&L05", "ASCOF 2A(2)"."""


def codes_within(name: str) -> tuple[str, ...]:
    """The further codes that a name carries: ("NI 193",) for "% municipal waste land filled (NI 193)"."""
    found = (canonical_code(hit[0]) for hit in CODE_WITHIN.finditer(name))
    return tuple(dict.fromkeys(code for code in found if code))


@lru_cache(maxsize=50_000)
def code_key(code: str) -> str:
    """What two spellings of one code have in common: "ASC-04", "ASC 4" and "asc04" are `asc4`."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"[^a-z0-9]", "", re.sub(r"(?<=\d)[.](?=\d)", "x", code.lower())))


@cache
def _national_forms() -> tuple[str, ...]:
    return tuple(entry["form"] for entry in vocabulary()["code"] if "name" in entry)


def is_national(code: str) -> bool:
    """Whether a code is of a set that is defined outside the council: NI 59, BV 163, ASCOF 2A(1), PHOF 2.04."""
    return code.startswith(_national_forms())
