"""Say what a damaged text may have been: the confusions of scanners, printers and typists, likeliest first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from extract.values import LETTERS, PERCENT, as_digits, other_digits

Damage = Literal["separator", "symbol", "digit", "slip"]
"""What went wrong: a point, comma or space; a letter or percent sign; a digit that scanners take for another; or a slip
of the hand, which may make any digit another."""

DAMAGES: tuple[Damage, ...] = ("separator", "symbol", "digit", "slip")
"""Likeliest first: OCR's weakest character is the decimal point."""

HALVED = re.compile(r"[0oO]\s?[/|]\s?[0oO](?![\w/])")
"""A percent sign that was read as two rings and a stroke: 71.30/0, 71.3o/o."""

_DIGITS = "0-9" + re.escape("".join(LETTERS))
NUMBER = re.compile(rf"[{_DIGITS}](?:[{_DIGITS}.,: ]*[{_DIGITS}])?(?![A-Za-z])")
"""A run of digits with whatever stands between them; letters among them only as the lookalikes of digits."""
SEPARATORS = ".,: "


class Misreading(NamedTuple):
    """What a text may have been, and what would have happened to it."""

    text: str
    damage: Damage


def misreadings(text: str) -> list[Misreading]:
    """Every text that differs from this one by one damage to one of its numbers, likeliest first.

    "852" may have been 85.2 or 8.52, "85.296" 85.2%, "l5" 15, and 66,446 in "84.2 (576 / 66,446)" 68,446.
    """
    found = [Misreading(text[: m.start()] + "%" + text[m.end() :], "symbol") for m in HALVED.finditer(text, 1)]
    found += [
        Misreading(text[: m.start()] + other + text[m.end() :], damage)
        for m in NUMBER.finditer(text)
        if any(c.isdigit() for c in m.group())
        for other, damage in _of_number(m.group(), text[m.end() :])
    ]
    ranked = sorted(found, key=lambda f: DAMAGES.index(f.damage))
    return [f for n, f in enumerate(ranked) if f.text != text and all(f.text != e.text for e in ranked[:n])]


def _of_number(number: str, behind: str) -> Iterator[tuple[str, Damage]]:
    for other in separated(number):
        yield other, "separator"
    plain = as_digits(number)
    if plain != number:
        yield plain, "symbol"
    if not behind.lstrip().startswith("%"):
        for ending in PERCENT:
            if number.endswith(ending) and len(number) > len(ending):
                yield number.removesuffix(ending).rstrip(SEPARATORS) + "%", "symbol"
    yield from ((other, "digit") for other in other_digits(plain))
    yield from ((other, "slip") for other in slips(plain))


def separated(number: str) -> list[str]:
    """The digits of a number with at most one point, wherever it may stand: "85,2" is 85.2, 852, 8.52 ...

    Commas before groups of three digits part thousands: 68,446 is never 68.446, nor 6,844.6 or 684.46.  "90.9 86" are
    two numbers, and none.
    """
    digits = "".join(c for c in number if c not in SEPARATORS)
    if _SEVERAL.search(number) and not _SPACED.fullmatch(number):
        return []
    if not digits.isdecimal() or len(digits) > len(number.replace(" ", "")) or _THOUSANDS.fullmatch(number):
        return []
    marks = [len(number[:n].translate(_NONE)) for n, c in enumerate(number) if c in SEPARATORS]
    places = [*reversed(marks), *(n for n in range(len(digits) - 1, 0, -1) if n not in marks)]
    pointed = [f"{digits[:n]}.{digits[n:]}" for n in places if 0 < n < len(digits) and _counts(digits[:n])]
    whole = [digits] if _counts(digits) else []
    return [*pointed[: len(marks)], *whole, *pointed[len(marks) :]]


_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_SEVERAL = re.compile(r"[0-9]\.[0-9]+ +[0-9]|[0-9] +[0-9.,]+ +[0-9]")
"""What stands behind a figure with a point, or in three parts, is more than one number: "90.9 1 86" of two cells."""
_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")
_NONE = str.maketrans("", "", SEPARATORS)


def _counts(whole: str) -> bool:
    """Whether digits can be what stands before a point: only a nought alone begins with one."""
    return whole == "0" or not whole.startswith("0")


def slips(number: str) -> Iterator[str]:
    """Two neighbouring digits that changed places, one that is doubled or lost its double, and any other digit."""
    for n in range(len(number) - 1):
        a, b = number[n], number[n + 1]
        if a.isdigit() and b.isdigit():
            yield number[:n] + (b + a if a != b else a) + number[n + 2 :]
    for n, c in enumerate(number):
        if c.isdigit():
            yield number[:n] + c + c + number[n + 1 :]
            yield from (number[:n] + d + number[n + 1 :] for d in "0123456789" if d != c)


def one_apart(a: str, b: str) -> bool:
    """Whether two printed numbers differ by one damage: 68,446 and 66,446, 57.1 and 5.71, 85.8 and 58.8, 4.26 and 49.26."""
    bare_a, bare_b = a.translate(_NONE), b.translate(_NONE)
    return a != b and (
        bare_a == bare_b or bare_b in slips(bare_a) or _lost_one(bare_a, bare_b) or _lost_one(bare_b, bare_a)
    )


def _lost_one(whole: str, rest: str) -> bool:
    """Whether digits are others without one of them."""
    return len(whole) == len(rest) + 1 and any(whole[:n] + whole[n + 1 :] == rest for n in range(len(whole)))


def transposed(a: str, b: str) -> bool:
    """Whether two numbers are the same but for two neighbouring digits that changed places: 85.8 and 58.8."""
    if len(a) != len(b) or a == b:
        return False
    odd = [n for n, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    first, last = odd[0], odd[-1]
    between = a[first + 1 : last].strip(SEPARATORS)
    return len(odd) == 2 and not between and (a[first], a[last]) == (b[last], b[first])
