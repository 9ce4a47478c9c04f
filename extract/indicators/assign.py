"""A council's strands assigned to indicators, all together: the same, apart, or a question for a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, permutations, product

from extract.indicators.evidence import (
    ALIKE,
    ALIKE_UNDER_ONE_CODE,
    PERHAPS,
    Bar,
    Evidence,
    Relation,
    Strand,
    code_relation,
    compare,
    identities,
    likeness,
)
from extract.indicators.figures import agreement
from extract.indicators.name import CUT_LEAST, one_text
from extract.indicators.register import NameKey, Register, reference
from extract.indicators.renumbered import renumbered
from extract.indicators.vetoes import objections

MARGIN = 5.0
"""Two candidates that exclude each other and are this close in likeness are one question, not an answer."""
COMMON_FIGURES = 3
"""Names without a common word are compared if they share so many figures of the same periods."""

Pair = tuple[int, int]
Edges = dict[Pair, Evidence]

FIRST = Evidence("same", "exact", 100.0, ("the oldest name of this measure",))
FIRST_WITH_CODE = FIRST._replace(method="code")
BY_HAND = Evidence("same", "manual", 100.0, ("decided by a person",))


@dataclass(eq=False, slots=True)
class Group:
    """An indicator: its strands, oldest first; what brought each of them in; and what is still asked about it."""

    strands: list[int]
    evidence: dict[int, Evidence] = field(default_factory=dict)
    waits: bool = False
    candidate: Group | None = None
    question: tuple[int, Evidence] | None = None


class Pairs:
    """What is known of each pair of one council's strands; each pair is looked at once."""

    def __init__(self, strands: Sequence[Strand], register: Register) -> None:
        self.strands = strands
        self.linked = _decided(strands, ((entry.council, entry.names) for entry in register.same))
        self.parted = _decided(strands, ((entry.council, entry.names) for entry in register.different)) - self.linked
        self.together = _codes_together(strands)
        self._bars: dict[Pair, Bar] = {}

    def bar(self, i: int, j: int) -> Bar:
        """Whether two strands may be one measure: what people decided, then one paper's rows, then the evidence."""
        pair = (i, j) if i < j else (j, i)
        if pair not in self._bars:
            self._bars[pair] = self._look(pair)
        return self._bars[pair]

    def _look(self, pair: Pair) -> Bar:
        a, b = self.strands[pair[0]], self.strands[pair[1]]
        if pair in self.linked:
            return "none"
        if pair in self.parted or self._codes_stand_together(pair):
            return "never"
        if a.documents & b.documents and not one_row(a, b):
            return "never"
        return compare(a, b).bar

    def _codes_stand_together(self, pair: Pair) -> bool:
        """Whether one paper prints the two codes beside each other, each for what it means here.

        NI 59 stands beside CS/LI 5 while it means 7 days, and takes over its 10 days the year after: that does not
        keep the two apart.
        """
        a, b = self.strands[pair[0]], self.strands[pair[1]]
        beside = self.together.get((a.key[0], b.key[0]), ())
        return any(self._means(a, self.strands[x]) and self._means(b, self.strands[y]) for x, y in beside)

    def _means(self, one: Strand, other: Strand) -> bool:
        return one is other or not objections(one.meaning, other.meaning).vetoes

    def edge(self, pair: Pair, relation: Relation | None = None) -> Evidence | None:
        """What speaks for a pair being the same, or worth asking about; None where nothing does."""
        a, b = self.strands[pair[0]], self.strands[pair[1]]
        if pair in self.linked:
            return BY_HAND
        relation = relation or code_relation(a, b)
        by_name_only = relation in ("other", "rival", "unknown") and not (a.figures.keys() & b.figures.keys())
        if by_name_only and likeness(a.meaning, b.meaning) < PERHAPS:
            return None
        found = compare(a, b, relation)
        return None if found.verdict == "different" or self.bar(*pair) == "never" else found


def assign(strands: Sequence[Strand], register: Register) -> list[Group]:
    """The indicators of one council, oldest first.

    Decisions of people join and part first.  Then the surest pairs are joined, one after the other, unless any two
    names of the two sides exclude each other; so one paper's rows stay apart, and a name that fits two measures
    which exclude each other fits neither for certain.  What is left is asked.
    """
    pairs = Pairs(strands, register)
    edges = {pair: found for pair in _candidates(strands) | pairs.linked if (found := pairs.edge(pair))}
    sure = {pair: found for pair, found in edges.items() if found.verdict == "same"}
    for pair in renumbered(strands, sure) - sure.keys():
        if found := pairs.edge(pair, "heir"):
            edges[pair] = found
    near = _neighbours(edges)
    asked = {pair: _as_question(found) for pair, found in edges.items() if _rivals(pair, edges, near, pairs)}
    edges |= asked
    groups = _joined(strands, edges, pairs)
    for group in groups:
        group.evidence = {index: _best_evidence(index, group, edges, strands) for index in group.strands}
    _ask(groups, edges, pairs)
    return groups


def one_row(a: Strand, b: Strand) -> bool:
    """Whether two names that one paper prints may be one row of it, printed in two places.

    A list of indicators below target says "V&L05 Average re-let time for Standard Re-Lets." where the scorecard says
    the same without the full stop; a code that is printed in one place only may be missing in the other.
    """
    relation = code_relation(a, b)
    if relation not in ("same", "unknown"):
        return False
    against = objections(a.meaning, b.meaning)
    if against.vetoes or against.doubts:
        return False
    figures = agreement(a.figures, b.figures)
    if figures.differ and not figures.agree:
        return False
    alike = likeness(a.meaning, b.meaning)
    if one_text(a.meaning, b.meaning) and a.meaning.shape != b.meaning.shape:
        return bool(figures.telling)
    if a.meaning.folded == b.meaning.folded or a.meaning.shape == b.meaning.shape:
        return relation == "same" or bool(a.code) != bool(b.code) or bool(figures.telling)
    if relation == "same":
        return (alike >= ALIKE and not against.gaps) or bool(figures.telling)
    return alike >= ALIKE_UNDER_ONE_CODE and bool(figures.telling) and not against.gaps


def _decided(strands: Sequence[Strand], entries: Iterable[tuple[str, tuple[str, ...]]]) -> set[Pair]:
    """The pairs of strands that people decided about."""
    found: set[Pair] = set()
    for council, names in entries:
        sides = [_covered(strands, reference(council, name)) for name in names]
        for left, right in combinations(sides, 2):
            found |= {(min(pair), max(pair)) for pair in product(left, right) if pair[0] != pair[1]}
    return found


def _covered(strands: Sequence[Strand], wanted: NameKey) -> list[int]:
    keys = (NameKey(strand.council, strand.key[0], strand.label) for strand in strands)
    return [index for index, key in enumerate(keys) if wanted.covers(key)]


def _codes_together(strands: Sequence[Strand]) -> dict[tuple[str, str], set[Pair]]:
    """The names, code by code, that one paper prints beside each other."""
    by_paper: dict[str, list[int]] = defaultdict(list)
    for index, strand in enumerate(strands):
        if strand.code:
            for document in strand.documents:
                by_paper[document].append(index)
    codes = [strand.key[0] for strand in strands]
    beside: dict[tuple[str, str], set[Pair]] = defaultdict(set)
    for rows in {tuple(rows) for rows in by_paper.values()}:
        for x, y in permutations(rows, 2):
            if codes[x] != codes[y]:
                beside[codes[x], codes[y]].add((x, y))
    return beside


def _candidates(strands: Sequence[Strand]) -> set[Pair]:
    """The pairs worth a look: a word, a code or several figures in common."""
    by_trait: dict[str, list[int]] = defaultdict(list)
    figures: dict[tuple[str, int], list[int]] = defaultdict(list)
    for index, strand in enumerate(strands):
        says = strand.meaning.words or strand.meaning.light
        codes = identities(strand.code, strand.meaning.codes)
        shape = strand.meaning.shape
        traits = {f"word {word}" for word in says} | {f"code {code}" for code in codes}
        for trait in traits | {f"text {shape}", f"start {shape[:CUT_LEAST]}"}:
            by_trait[trait].append(index)
        for period, values in strand.figures.items():
            for whole in {round(value) for value in values}:
                figures[period, whole].append(index)
    shared: dict[Pair, int] = defaultdict(int)
    for found in figures.values():
        for pair in combinations(found, 2):
            shared[pair] += 1
    pairs = {pair for found in by_trait.values() for pair in combinations(found, 2)}
    return pairs | {pair for pair, times in shared.items() if times >= COMMON_FIGURES}


def _neighbours(edges: Edges) -> dict[int, list[int]]:
    """The strands that each strand is the same as, by the edges alone."""
    near: dict[int, list[int]] = defaultdict(list)
    for (i, j), found in edges.items():
        if found.verdict == "same":
            near[i].append(j)
            near[j].append(i)
    return near


def _rivals(pair: Pair, edges: Edges, near: dict[int, list[int]], pairs: Pairs) -> bool:
    """Whether one of the pair fits another name about as well, which the other of the pair excludes."""
    found = edges[pair]
    if found.verdict != "same" or found.confirmed or found.method in ("manual", "values"):
        return False
    enough = strength(found) - MARGIN
    return any(
        strength(edges[min(one, rival), max(one, rival)]) >= enough and pairs.bar(other, rival) == "never"
        for one, other in (pair, pair[::-1])
        for rival in near[one]
        if rival != other
    )


def _as_question(found: Evidence) -> Evidence:
    return found._replace(verdict="ask", says=(*found.says, "another name fits as well"))


BONUS = {"manual": 1000.0, "values": 40.0, "code": 20.0, "exact": 10.0, "fuzzy": 0.0}


def strength(found: Evidence) -> float:
    """What puts pairs in order: a person's word, then figures, a kept code, the name."""
    return found.score + BONUS[found.method] + (BONUS["values"] if found.confirmed else 0.0)


def _joined(strands: Sequence[Strand], edges: Edges, pairs: Pairs) -> list[Group]:
    """The strands joined pair by pair, the surest first, the nearer in time before the farther."""
    groups = {index: [index] for index in range(len(strands))}
    sure = [pair for pair, found in edges.items() if found.verdict == "same"]
    for pair in sorted(sure, key=lambda p: (-strength(edges[p]), _days_between(strands, p), p)):
        left, right = groups[pair[0]], groups[pair[1]]
        if left is right:
            continue
        if edges[pair] is not BY_HAND and any(pairs.bar(*cross) != "none" for cross in product(left, right)):
            continue
        left += right
        for index in right:
            groups[index] = left
    distinct = {id(members): members for members in groups.values()}.values()
    ordered = [sorted(members, key=lambda index: _age(strands[index])) for members in distinct]
    return [Group(members) for members in sorted(ordered, key=lambda members: _age(strands[members[0]]))]


def _age(strand: Strand) -> tuple[object, ...]:
    return (strand.first, strand.key)


def _days_between(strands: Sequence[Strand], pair: Pair) -> int:
    a, b = strands[pair[0]], strands[pair[1]]
    return max(0, (b.first - a.last).days, (a.first - b.last).days)


def _best_evidence(index: int, group: Group, edges: Edges, strands: Sequence[Strand]) -> Evidence:
    """What brought a strand into its group: the strongest tie to another of it; the oldest came first."""
    ties = [edges.get((min(index, other), max(index, other))) for other in group.strands if other != index]
    sure = [found for found in ties if found and found.verdict == "same"]
    if any(found is BY_HAND for found in sure):
        return BY_HAND
    if index == group.strands[0] or not sure:
        return FIRST_WITH_CODE if strands[index].code else FIRST
    return max(sure, key=lambda found: (strength(found), found.says))


def _ask(groups: list[Group], edges: Edges, pairs: Pairs) -> None:
    """Puts the open questions: a measure that only one paper prints waits, one of several papers goes on by itself.

    The younger waits for the older.  A series that is years long is not taken out of sight because it might be the
    continuation of another; its first name carries the candidate all the same.
    """
    home = {index: group for group in groups for index in group.strands}
    open_questions: dict[int, list[tuple[Pair, Evidence]]] = defaultdict(list)
    for pair, found in edges.items():
        ours, theirs = home[pair[0]], home[pair[1]]
        if ours is not theirs and not _exclude(ours, theirs, pairs):
            open_questions[id(ours)].append((pair, found))
            open_questions[id(theirs)].append((pair, found))
    place = {id(group): number for number, group in enumerate(groups)}
    for group in sorted(groups, key=lambda g: (_is_passing(g, pairs.strands), place[id(g)])):
        for pair, found in sorted(open_questions[id(group)], key=lambda q: (-strength(q[1]), q[0])):
            mine, other = pair if home[pair[0]] is group else pair[::-1]
            candidate = home[other]
            older = place[id(candidate)] < place[id(group)]
            longer = _is_passing(group, pairs.strands) and not _is_passing(candidate, pairs.strands)
            if candidate.waits or not (older or longer):
                continue
            group.candidate, group.question = candidate, (mine, found)
            group.waits = _is_passing(group, pairs.strands)
            break


def _exclude(ours: Group, theirs: Group, pairs: Pairs) -> bool:
    return any(pairs.bar(*cross) == "never" for cross in product(ours.strands, theirs.strands))


def _is_passing(group: Group, strands: Sequence[Strand]) -> bool:
    """Whether only one paper prints any name of the group."""
    return len(set().union(*(strands[index].documents for index in group.strands))) == 1
