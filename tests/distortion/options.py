"""The ways in which one scorecard differs from another, and a sampler that pairs them up."""

from __future__ import annotations

from itertools import combinations
from random import Random

OPTIONS: dict[str, tuple[str, ...]] = {
    "family": (
        "flat_quarters", "flat_months", "flat_years", "relative", "spans", "single", "pairs", "halves", "ytd",
        "three_rows", "stacked", "cards",
    ),
    "wording": ("plain", "shire", "borough", "city", "metro", "unitary", "district"),
    "dates": ("0", "1", "2", "3"),
    "code": ("none", "NI", "KPI", "CYP", "outline", "PI"),
    "code_place": ("column", "name"),
    "group": ("none", "bands", "merged", "column"),
    "borders": ("grid", "thin_fills", "no_outer", "horizontal", "header_box", "zebra", "none"),
    "header": ("plain", "dark", "pale"),
    "font": ("Helvetica", "Times-Roman", "Vera", "Courier"),
    "size": ("7", "8.5", "10"),
    "page": ("A4 landscape", "A4 portrait", "A3 landscape"),
    "score": (
        "words", "letters", "colours", "colour_words", "glyph_circles", "vector_circles", "picture_circles",
        "glyph_shapes", "vector_shapes", "value_colours", "ticks", "none",
    ),
    "key": ("none", "printed", "permuted"),
    "trend": ("none", "glyph", "vector", "picture", "words", "both"),
    "order": ("usual", "judged_first", "target_first", "latest_first"),
    "comment": ("none", "column", "full_width", "beside_score"),
    "polarity": ("none", "column"),
    "benchmark": ("none", "national", "neighbours"),
    "floor": ("no", "yes"),
    "extra": ("none", "owner", "frequency"),
    "notes": ("none", "stars", "raised"),
    "gaps": ("no", "yes"),
    "split": ("no", "repeated", "bare"),
}  # fmt: skip

Variant = dict[str, str]


def variants(count: int, seed: int = 20231107) -> list[Variant]:
    """So many variants that every option, and soon every pair of options, is tried: of forty random ones the one that
    shows most that is new is taken."""
    rng = Random(seed)
    seen: set[tuple[str, str, str, str]] = set()
    used: dict[tuple[str, str], int] = {}
    result = []
    for _ in range(count):
        drawn = [{axis: rng.choice(choices) for axis, choices in OPTIONS.items()} for _ in range(40)]
        best = max(drawn, key=lambda v: (_new(v, used), len(_pairs(v) - seen)))
        seen |= _pairs(best)
        for item in best.items():
            used[item] = used.get(item, 0) + 1
        result.append(best)
    return result


def _new(variant: Variant, used: dict[tuple[str, str], int]) -> int:
    """How many options of a variant were never tried."""
    return sum(item not in used for item in variant.items())


def _pairs(variant: Variant) -> set[tuple[str, str, str, str]]:
    return {(a, variant[a], b, variant[b]) for a, b in combinations(sorted(variant), 2)}
