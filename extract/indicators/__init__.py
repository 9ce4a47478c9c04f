"""Which indicator a printed name names: printed names in, indicators and aliases with evidence out."""

from extract.indicators.code import canonical_code, codes_within, learn_prefixes, split_code
from extract.indicators.decisions import DECISION_CHECKS, Decided, Printed, decide, problems, spoken_of
from extract.indicators.edition import edition
from extract.indicators.match import match, match_each
from extract.indicators.register import Problem, Register, RegisterError, check_register, load_register
from extract.indicators.rows import ADDED, match_rows
from extract.indicators.strands import council_key

__all__ = [
    "ADDED",
    "DECISION_CHECKS",
    "Decided",
    "Printed",
    "Problem",
    "Register",
    "RegisterError",
    "canonical_code",
    "check_register",
    "codes_within",
    "council_key",
    "decide",
    "edition",
    "learn_prefixes",
    "load_register",
    "match",
    "match_each",
    "match_rows",
    "problems",
    "split_code",
    "spoken_of",
]
