"""Codes as papers print them, and as the contract spells them."""

import pytest

from extract.indicators import canonical_code, learn_prefixes, split_code
from extract.indicators.code import code_key, codes_within

SPELLINGS = [
    ("Pl.120", "PI.120", "small L for capital i"),
    ("P1.120", "PI.120", "one for capital i"),
    ("PI 120", "PI.120", "space for the point"),
    ("Pi.120", "PI.120", "a clerk's small i"),
    ("PI.2620", "PI.2620", "as it should be"),
    ("PI.12O", "PI.120", "OCR reads a letter where only digits stand"),
    ("PI.l20", "PI.120", "OCR reads a letter where only digits stand"),
    ("PI.\n120", "PI.120", "broken over two lines"),
    ("(PI.120)*", "PI.120", "brackets and a note mark are no part of the code"),
    ("PI.120*", "PI.120", "a note mark is no part of the code"),
    ("NI59", "NI 59", "national indicators are written with a space"),
    ("NI 157a", "NI 157a", "a letter belongs to the code"),
    ("BV 82b(ii)", "BV 82b(ii)", "a roman part belongs to the code"),
    ("BVPI 12", "BV 12", "two names of one national set"),
    ("CS/LI 12", "CS/LI 12", "a prefix with a stroke"),
    ("KPI 12a", "KPI 12a", "as it should be"),
    ("CYP 3.1", "CYP 3.1", "a council's own keeps its spelling"),
    ("ASC-04", "ASC-04", "a council's own keeps its spelling"),
    ("EDU12", "EDU12", "a council's own keeps its spelling"),
    ("KS01", "KS01", "padded, so a code, though KS2 is a key stage"),
    ("ASCOF 2A part 1", "ASCOF 2A(1)", "two spellings of one national measure"),
    ("2A part 1", "ASCOF 2A(1)", "the framework need not be named"),
    ("PHOF 2.06i", "PHOF 2.06i", "as it should be"),
    ("V&L05", "V&L05", "an ampersand is allowed"),
    ("KS2", None, "a key stage"),
    ("Q1", None, "a quarter"),
    ("JUN-23", None, "a month"),
    ("S42", None, "a section of an Act"),
    ("TARGET 80", None, "a word and a value"),
    ("n/a", None, "nothing"),
    ("12", None, "a number alone"),
    ("", None, "nothing"),
]


@pytest.mark.parametrize(("printed", "expected", "why"), SPELLINGS)
def test_canonical_spelling(printed: str, expected: str | None, why: str) -> None:
    assert canonical_code(printed) == expected, why


def test_canonical_spelling_is_kept() -> None:
    for _, expected, _ in SPELLINGS:
        if expected:
            assert canonical_code(expected) == expected


SPLITS = [
    ("PI.1447 % of agency social workers", "PI.1447", "% of agency social workers"),
    ("PI.1191 V&L05 Average re-let time", "PI.1191", "V&L05 Average re-let time"),
    ("P1.371 Short term sickness", "PI.371", "Short term sickness"),
    ("Pl.120* 16 to 18 NEET", "PI.120", "16 to 18 NEET"),
    ("KPI 12a: Number of homes", "KPI 12a", "Number of homes"),
    ("KPI 1 - Number of homes", "KPI 1", "Number of homes"),
    ("PI.47. % complaints", "PI.47", "% complaints"),
    ("2A part 2 Long-term support", "ASCOF 2A(2)", "Long-term support"),
    ("PI.120", "PI.120", ""),
    ("• NI 59 Initial  assessments", "NI 59", "Initial assessments"),
    ("V&L05 Average re-let time", None, "V&L05 Average re-let time"),
    ("% municipal waste land filled (NI 193)", None, "% municipal waste land filled (NI 193)"),
    ("16 to 18-year olds who are NEET", None, "16 to 18-year olds who are NEET"),
    ("Q1 reviews", None, "Q1 reviews"),
    ("A&E attendances", None, "A&E attendances"),
    ("S42 individuals with outcomes", None, "S42 individuals with outcomes"),
    ("GP appointments", None, "GP appointments"),
    ("P1 repairs completed", None, "P1 repairs completed"),
    ("KPI performance 12 months", None, "KPI performance 12 months"),
    ("3.2 tonne vehicles", None, "3.2 tonne vehicles"),
]


@pytest.mark.parametrize(("printed", "code", "name"), SPLITS)
def test_leading_code_is_taken_off(printed: str, code: str | None, name: str) -> None:
    assert split_code(printed) == (code, name)


@pytest.mark.parametrize(
    ("table", "expected", "why"),
    [
        (["KS01 a", "KS13 b", "KS14 c", "KS23 d", "KS24 e"], {"KS"}, "five names, five numbers"),
        (["KS2 reading", "KS2 maths", "KS4 attainment"], set(), "one number twice is a key stage"),
        (["CF01 a", "CF03 b", "AP01 c", "Total"], {"CF", "AP"}, "most rows are numbered"),
        (["Q1 reviews", "Q2 reviews", "Q3 reviews", "Q4 reviews"], set(), "quarters"),
        (["1.1 a", "1.2 b", "2.1 c"], {""}, "outline numbers"),
        (["PI.1 a", "PI.2 V&L05 b", "PI.3 c", "RP01 d"], set(), "one stray row teaches nothing"),
        (["S42 a", "b", "c", "d"], set(), "a section of an Act"),
        (["H1 a", "H2 b", "E1 c", "E2 d"], {"H", "E"}, "all names count on, a letter for each part"),
        (["P8 score", "A8 score", "A9 score"], set(), "Progress 8 and Attainment 8"),
        (["A1 days", "A2 days", "Visits"], set(), "adoption's two beside a name without a number"),
    ],
)
def test_a_table_teaches_its_prefixes(table: list[str], expected: set[str], why: str) -> None:
    assert learn_prefixes(table) == expected, why


def test_learnt_prefixes_are_taken_off() -> None:
    table = ["KS01 Looked after", "KS13 Days", "KS14 Care leavers", "KS23 NEET", "KS24 Not known"]
    assert split_code(table[0], learn_prefixes(table)) == ("KS01", "Looked after")
    assert split_code("3.2a Visits", frozenset({""})) == ("3.2a", "Visits")


def test_codes_within_a_name() -> None:
    assert codes_within("V&L05 Average re-let time") == ("V&L05",)
    assert codes_within("% land filled (NI 192)") == ("NI 192",)
    assert codes_within("Admissions (ASCOF 2A(2), cumulative)") == ("ASCOF 2A(2)",)
    assert codes_within("A1: average time, aged 65+, per 10,000") == ()


def test_key_ignores_spelling() -> None:
    assert code_key("ASC-04") == code_key("ASC 4") == code_key("asc04")
    assert code_key("CYP 3.1") != code_key("CYP 31")
