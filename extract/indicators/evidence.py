"""The evidence for two names being one measure, field by field, and the verdict that it carries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from extract.indicators.code import canonical_code, code_key, is_national
from extract.indicators.figures import NOTHING, Agreement, agreement
from extract.indicators.name import Meaning, one_text, people
from extract.indicators.vetoes import COMPARED, Objections, objections
from extract.indicators.vocabulary import vocabulary

Verdict = Literal["same", "ask", "different"]
Relation = Literal["same", "kin", "heir", "other", "rival", "unknown"]
Bar = Literal["none", "person", "never"]
"""Whether two names may be joined through others: freely, only by a person, or not at all."""
Method = Literal["code", "exact", "fuzzy", "values", "manual"]

ALIKE = 85.0
"""Names of different codes, or without one, are joined from this likeness on."""
ALIKE_IN_ONE_SCHEME = 99.0
"""Two codes of one scheme (PI.426, PI.432) are two measures unless the names say the very same."""
PERHAPS = 66.0
"""Likeness from which a person is asked, where nothing but the name speaks for it."""
ALIKE_UNDER_ONE_CODE = 50.0
"""A national code may change half of its words."""
ALIKE_WITH_A_WITNESS = 60.0
"""A council's own code, where something else bears it out or no word of weight differs."""
ALIKE_UNDER_OWN_CODE = 75.0
"""A council's own code may gain or lose a few words, if enough is left."""
ENOUGH_LEFT = 2.5
"""Weight that the two names must share for that: "Museum visits" does not bear out "Museum school visits"."""
ALIKE_WITH_EXCHANGED_WORDS = 82.0
"""Where words of weight are exchanged under a council's own code, or little is shared, most of the name must stay."""
PERHAPS_UNDER_ONE_CODE = 25.0
"""Under this a code was given to another measure: PI 120, buses on time, later NEET."""
ALIKE_IN_FIGURES = 30.0
"""Names whose figures agree need this likeness to be joined, else a person is asked."""

LIGHT = 0.3
FACET = 0.5
"""Weights beside a full word: a word that says little, and an age, length of time, rate or number that is shared."""
TYPO = 88.0
"""Two long words this alike are one word with a slip of OCR in it."""
OPPOSITES = ("un", "in", "dis", "non", "mis", "im", "re")


@dataclass(eq=False, slots=True)
class Strand:
    """Every printing of one name of one council, as long as nothing tells its printings apart."""

    council: str
    code: str | None
    label: str
    meaning: Meaning
    documents: set[str] = field(default_factory=set)
    days: list[date] = field(default_factory=list)
    units: set[str] = field(default_factory=set)
    polarities: set[str] = field(default_factory=set)
    headings: set[str] = field(default_factory=set)
    figures: dict[str, frozenset[Decimal]] = field(default_factory=dict)
    members: list[int] = field(default_factory=list)
    part: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells strands of one council apart and puts them in order."""
        return (code_key(self.code) if self.code else "", self.label, self.part)

    @property
    def first(self) -> date:
        """The day of the oldest paper; papers without a day come first."""
        return min(self.days, default=date.min)

    @property
    def last(self) -> date:
        """The day of the latest paper."""
        return max(self.days, default=date.min)


class Evidence(NamedTuple):
    """The verdict on two names, how strong it is, and what it rests on."""

    verdict: Verdict
    method: Method
    score: float
    says: tuple[str, ...]
    bar: Bar = "none"
    confirmed: bool = False

    @property
    def text(self) -> str:
        """All fields in one line, for the reviewer."""
        return "; ".join(self.says)


@cache
def _national() -> dict[str, str]:
    """Codes of national sets that stand for one definition → the first of them."""
    return {
        code_key(canonical_code(code) or code): code_key(canonical_code(group[0]) or group[0])
        for group in vocabulary()["national"]["same"]
        for code in group
    }


@lru_cache(maxsize=50_000)
def identities(code: str | None, within: tuple[str, ...]) -> tuple[str, ...]:
    """The keys that a code goes by, and those of the further codes inside the name."""
    keys = [code_key(found) for found in ((code,) if code else ()) + within]
    return tuple(_national().get(key, key) for key in keys)


@lru_cache(maxsize=50_000)
def scheme(code: str) -> str:
    """The letters of a code: PI for PI.120."""
    return "".join(sign for sign in code if sign.isalpha() or sign == "/").rstrip("abcdefghijklmnopqrstuvwxyz")


def code_relation(a: Strand, b: Strand) -> Relation:
    """How two codes stand to each other.

    `same`: one code; `kin`: one national definition, or a code that the other name carries inside ("(NI 193)");
    `rival`: two codes of one scheme, `other`: of two schemes; `unknown`: one name has none.
    """
    if a.code and b.code and code_key(a.code) == code_key(b.code):
        return "same"
    if set(identities(a.code, a.meaning.codes)) & set(identities(b.code, b.meaning.codes)):
        return "kin"
    if not a.code or not b.code:
        return "unknown"
    return "rival" if scheme(a.code) == scheme(b.code) else "other"


def likeness(a: Meaning, b: Meaning) -> float:
    """How alike two names are, 0 to 100: the weight of what they share, of all that they say.

    A word that both say counts 1, a word that says little 0.3, an age or number that both say 0.5.  Not rapidfuzz's
    token_set_ratio, which is 100 for every subset: "Children in care" is not "Children in care persistently absent".
    """
    if one_text(a, b):
        return 100.0
    shared, total = _overlap(a, b)
    if not shared:
        return 0.0
    ours, theirs = unshared(a, b)
    shared += (len(a.words - b.words) - len(ours) + len(b.words - a.words) - len(theirs)) / 2
    facets = sum(len(getattr(a, facet) & getattr(b, facet)) for facet in COMPARED)
    shared += FACET * facets
    total += 2 * FACET * facets
    return min(100.0, 200.0 * shared / total)


def unshared(a: Meaning, b: Meaning) -> tuple[set[str], set[str]]:
    """The words that only one of them says, slips of OCR and initials of what the other spells out apart."""
    ours, theirs = set(a.words - b.words), set(b.words - a.words)
    if not ours or not theirs:
        return (set(), set()) if one_text(a, b) else (ours, theirs)
    if one_text(a, b):
        return set(), set()
    slips = [(x, y) for x in ours for y in theirs if _is_typo(x, y)]
    ours -= {x for x, _ in slips}
    theirs -= {y for _, y in slips}
    _without_initials(ours, theirs, b)
    _without_initials(theirs, ours, a)
    return ours, theirs


def _without_initials(short: set[str], long: set[str], spelling: Meaning) -> None:
    """Take off initials of one name, and the words of the other that they stand for: "CSE"."""
    for initials, words in spelling.spelt_out:
        if initials in short and words & long:
            short.discard(initials)
            long -= words


def _overlap(a: Meaning, b: Meaning) -> tuple[float, float]:
    shared = len(a.words & b.words) + LIGHT * len(a.light & b.light)
    total = len(a.words) + len(b.words) + LIGHT * (len(a.light) + len(b.light))
    return shared, total


def _is_typo(a: str, b: str) -> bool:
    """Whether two long words differ by a slip: "municlpal" and "municipal", but not "paid" and "unpaid"."""
    if min(len(a), len(b)) < 6 or any(a == prefix + b or b == prefix + a for prefix in OPPOSITES):
        return False
    return fuzz.ratio(a, b) >= TYPO


class Beside(NamedTuple):
    """Two strands beside each other: all that the verdict rests on."""

    a: Strand
    b: Strand
    against: Objections
    figures: Agreement
    score: float
    relation: Relation


def compare(a: Strand, b: Strand, relation: Relation | None = None) -> Evidence:
    """The verdict on two names of one council: vetoes first, then the figures, then code and name together.

    `relation` is how the codes stand to each other where more is known than the two codes say.
    """
    figures = agreement(a.figures, b.figures) if a.figures and b.figures else NOTHING
    score = round(likeness(a.meaning, b.meaning), 1)
    two = Beside(a, b, objections(a.meaning, b.meaning), figures, score, relation or code_relation(a, b))
    verdict, method = _verdict(two)
    bar: Bar = "none"
    if two.against.vetoes or _units_clash(a, b) or (figures.contradicts and verdict == "different"):
        bar = "never"
    elif two.against.doubts or figures.contradicts:
        bar = "person"
    return Evidence(verdict, method, score, _says(two), bar, figures.confirms)


def _verdict(two: Beside) -> tuple[Verdict, Method]:
    one_code = two.relation in ("same", "kin", "heir")
    same_words = two.a.meaning.folded == two.b.meaning.folded or one_text(two.a.meaning, two.b.meaning)
    method: Method = "code" if two.relation == "same" else "exact" if same_words else "fuzzy"
    if two.against.vetoes or _units_clash(two.a, two.b):
        return "different", method
    if two.figures.contradicts:
        kept = same_words or (two.relation == "same" and two.score >= ALIKE_UNDER_ONE_CODE)
        return ("ask" if kept and not two.figures.denies else "different"), "values"
    if two.against.doubts:
        under_code = one_code and two.score >= ALIKE_UNDER_ONE_CODE
        by_figures = two.score >= ALIKE and two.figures.confirms
        return ("ask" if under_code or by_figures else "different"), method
    if two.figures.confirms:
        alike = one_code or two.score >= ALIKE_IN_FIGURES
        return ("same" if alike else "ask"), method if one_code else "values"
    if one_code:
        return _kept_code(two), method
    if two.relation == "rival":
        very_same = two.score >= ALIKE_IN_ONE_SCHEME and not two.against.gaps
        return ("same" if very_same else "ask" if two.score >= ALIKE else "different"), method
    return _by_name(two), method


def _by_name(two: Beside) -> Verdict:
    """What a name alone is worth: joined if it says the same, asked about if it says nearly the same."""
    alike = two.score >= ALIKE and not two.against.gaps and _polarities_agree(two.a, two.b)
    if alike and _same_words(two.a.meaning, two.b.meaning):
        return "same"
    return "ask" if two.score >= PERHAPS else "different"


def _kept_code(two: Beside) -> Verdict:
    """What a kept code is worth: a national one much, a council's own as much as the words bear out.

    A council's own code may gain a few words ("CH 7 Re-referrals within 12 months"), as long as most of the name stays;
    a further national code in both names, or a figure that both print, bears it out besides.
    """
    if two.score < PERHAPS_UNDER_ONE_CODE:
        return "different"
    if _defined_elsewhere(two.a, two.b):
        return "same" if two.score >= ALIKE_UNDER_ONE_CODE else "ask"
    return "same" if two.score >= _enough(two) and not two.against.gaps else "ask"


def _enough(two: Beside) -> float:
    """How alike two names under a council's own code must be.

    "CI 08 % of working age people claiming JSA" and "... claiming out of work benefits" exchange words, "Museum school
    visits" adds one to two: both may be another measure that took over the code.
    """
    borne_out = two.relation == "kin" or (two.figures.telling and not two.figures.differ)
    if borne_out or _same_words(two.a.meaning, two.b.meaning):
        return ALIKE_WITH_A_WITNESS
    ours, theirs = unshared(two.a.meaning, two.b.meaning)
    little = _overlap(two.a.meaning, two.b.meaning)[0] < ENOUGH_LEFT
    strained = (ours and theirs) or (little and (ours or theirs))
    return ALIKE_WITH_EXCHANGED_WORDS if strained else ALIKE_UNDER_OWN_CODE


def _same_words(a: Meaning, b: Meaning) -> bool:
    """Whether no word of weight is said by one only, and they do not differ in whom they are about."""
    ours, theirs = (a.light - b.light) & people(), (b.light - a.light) & people()
    return not any(unshared(a, b)) and not (ours and theirs)


def _defined_elsewhere(a: Strand, b: Strand) -> bool:
    """Whether a national code defines the measure, so that an age or time that one name leaves out is implied.

    NI 147 is about care leavers at 19 whether the paper says so or not; a council's own code says no more than its
    words: "HOU9 Households in B&B" and "HOU9 Households in B&B over 6 weeks" may be two measures.
    """
    codes = {*((a.code,) if a.code else a.meaning.codes), *((b.code,) if b.code else b.meaning.codes)}
    return bool(codes) and all(is_national(code) for code in codes)


SPECIFIC_UNITS = frozenset({"percent", "gbp", "days", "tonnes", "rank", "hours", "weeks", "months"})
"""Units that exclude each other; `number` is also what a reader writes where a paper says nothing."""


def _units_clash(a: Strand, b: Strand) -> bool:
    ours, theirs = a.units & SPECIFIC_UNITS, b.units & SPECIFIC_UNITS
    return bool(ours and theirs and not ours & theirs)


def _polarities_agree(a: Strand, b: Strand) -> bool:
    return not (a.polarities and b.polarities and not a.polarities & b.polarities)


RELATIONS: dict[Relation, str] = {
    "same": "same code",
    "kin": "codes of one definition",
    "heir": "codes of two schemes with the same numbers",
    "rival": "two codes of one scheme",
    "other": "another code scheme",
    "unknown": "a name without code",
}


def _says(two: Beside) -> tuple[str, ...]:
    """Each field of the evidence in words."""
    a, b = two.a, two.b
    fields = [f"code: {a.code or '-'} / {b.code or '-'} ({RELATIONS[two.relation]})", f"name: {two.score:g} alike"]
    if a.units and b.units and a.units != b.units:
        fields.append(f"unit: {'/'.join(sorted(a.units))} / {'/'.join(sorted(b.units))}")
    if not _polarities_agree(a, b):
        fields.append("polarity: opposite")
    if a.headings and b.headings and a.headings != b.headings:
        fields.append("heading: another")
    if two.figures is not NOTHING:
        fields.append(f"figures: {two.figures.says}")
    fields += [f"veto: {text}" for text in two.against.vetoes]
    fields += [f"doubt: {text}" for text in two.against.doubts]
    fields += [f"gap: {text}" for text in two.against.gaps]
    return tuple(fields)
