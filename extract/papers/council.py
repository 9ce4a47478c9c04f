"""Whose paper it is: the council that it names most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.papers.vocabulary import Vocabulary, whole
from schemas.layout import Leaf

DOMAIN = re.compile(r"\b(?:www\.|@)(?:[a-z-]+\.)*?([a-z-]{3,40})\.gov\.uk\b", re.IGNORECASE)
NAMED_COUNCIL = re.compile(
    r"\b((?:[A-Z][a-z]+(?:[- ](?:upon|on|and|of|the|in|le|under)(?=[- ]))?[- ]){0,3}?[A-Z][a-z]+)"
    r" (?:(?:Metropolitan Borough|Metropolitan District|London Borough|County Borough|Borough|City|County|District|MBC)?"
    r"\s?Council|(?:Unitary|Combined|County Combined) Authority)\b"
    r"|^\s*(?:(?:CITY|COUNTY|(?:LONDON|ROYAL|METROPOLITAN) BOROUGH) OF )?"
    r"([A-Z]{3,}(?:[- ][A-Z]{2,}){0,3}?) (?:METROPOLITAN BOROUGH |BOROUGH |CITY |COUNTY |DISTRICT )?COUNCIL\s*$",
    re.MULTILINE,
)
BOROUGH_OF = re.compile(
    r"\b(?:London|Royal|Metropolitan) Borough of ([A-Z][a-z]+(?:(?: and| upon| of)? [A-Z][a-z]+){0,2}?)"
    r"(?= Council\b|[^A-Za-z ]| [^A-Z]|$)",
    re.MULTILINE,
)
FIRST_PAGE_WEIGHT = 20
NOT_COUNCILS = {
    "the",
    "city",
    "county",
    "full",
    "future",
    "district",
    "borough",
    "parish",
    "town",
    "our",
    "cabinet",
    "select",
    "this",
}


def council_of(leaves: Sequence[Leaf], vocabulary: Vocabulary) -> str | None:
    """The council's short name: what stands before "Council" or ".gov.uk", whichever is printed most.

    The first page counts for more than a neighbour that is quoted often; national bodies are no councils.
    """
    votes: Counter[str] = Counter()
    for n, leaf in enumerate(leaves):
        weight = FIRST_PAGE_WEIGHT if n == 0 else 1
        for name in (usual or capitals for usual, capitals in NAMED_COUNCIL.findall(leaf.text)):
            short = _without_headers(name.title() if name.isupper() else name, vocabulary)
            short = short.removeprefix("The ")
            if not {w.lower() for w in short.split()} & NOT_COUNCILS:
                votes[short] += weight
        for name in BOROUGH_OF.findall(leaf.text):
            votes[name] += weight
        for domain in DOMAIN.findall(leaf.text):
            if domain.lower() not in vocabulary.national_bodies:
                votes[_known_spelling(domain, leaves)] += 2 * weight
    best = votes.most_common(1)
    return best[0][0] if best and best[0][1] > 1 else None


def _without_headers(name: str, vocabulary: Vocabulary) -> str:
    """The name without the headers of the columns beside it: in "Code Indicator Strathcarron Council" two are."""
    words = name.split()
    while len(words) > 1 and whole(words[0], vocabulary.columns):
        words = words[1:]
    return " ".join(words)


def _known_spelling(domain: str, leaves: Sequence[Leaf]) -> str:
    """ "bathnes" stays; "dudley" is written as the paper writes it."""
    pattern = re.compile(rf"\b{'[ -]?'.join(map(re.escape, domain.replace('-', '')))}\b", re.IGNORECASE)
    seen = Counter(m for leaf in leaves[:20] for m in pattern.findall(leaf.text) if m[:1].isupper() and not m.isupper())
    return seen.most_common(1)[0][0] if seen else domain.replace("-", " ").title()
