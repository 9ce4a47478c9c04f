"""Which indicator a printed name names: printed names in, indicators and aliases with evidence out."""

from extract.indicators.code import canonical_code, learn_prefixes, split_code

__all__ = ["canonical_code", "learn_prefixes", "split_code"]
