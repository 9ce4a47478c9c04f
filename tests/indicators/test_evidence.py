"""Code, name and figures together, as a reviewer would weigh them."""

from decimal import Decimal

import pytest

from extract.indicators.evidence import likeness
from extract.indicators.figures import equal, outturns
from extract.indicators.name import meaning
from schemas.names import PrintedFigure

from .papers import beside, printed

CASES = [
    ("PI.432", "LAC rate per 10,000", "PI.432", "Children in our care per 10,000", "same", "a kept code, other words"),
    ("PI.120", "% of buses on time", "PI.120", "% of 16-18 year olds NEET", "different", "a code used again"),
    ("CS/LI 1", "Looked after children per 10,000", "PI.432", "LAC per 10,000", "same", "a new scheme, the same name"),
    ("PI.1", "Library visits", "PI.2", "Library visits", "same", "a new number, the very same name"),
    ("PI.1", "Library visits", "PI.2", "Visits to the libraries of Thornby", "different", "two codes of one scheme"),
    ("NI 131", "Delayed transfers of care", "ASCOF 2C(1)", "DTOC per 100,000", "same", "one national measure"),
    ("NI 147", "Care leavers in touch", "NI 147", "Care leavers at 19 in touch", "same", "the set implies the age"),
    ("NI 193", "% municipal waste landfilled", "PI.9", "Waste land filled (NI 193)", "same", "a code inside"),
    ("KPI 1", "% of working age claiming JSA", "KPI 1", "% of working age claiming benefits", "ask", "words exchanged"),
    ("L2", "Museum visits", "L2", "Museum school visits", "ask", "a word added to two"),
    ("A3", "DFGs completed in the year", "A3", "Disabled Facilities Grants completed", "same", "nothing but council-speak"),
    ("H9", "Households in TA", "H9", "Households with children in TA", "ask", "a kept code, fewer people"),
    ("CS.31", "Children at risk of child sexual exploitation", "CH-1", "Children at risk of CSE", "same", "initials"),
    ("CS.31", "Children at risk of exclusion", "CH-1", "Children at risk of CSE", "different", "initials of nothing"),
    (None, "Number of children in care", None, "CLA (number)", "same", "council-speak"),
    (None, "% of staff with an appraisal", None, "% of staff with an appraisal and a plan", "ask", "words added"),
    (None, "Library visits", None, "Trees planted", "different", "nothing in common"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[-1])
def test_code_and_name(case: tuple[str | None, str, str | None, str, str, str]) -> None:
    code, name, later_code, later, verdict, why = case
    assert beside(printed("2018", name, code), printed("2019", later, later_code)).verdict == verdict, why


def test_figures_that_agree_join_what_a_name_leaves_open() -> None:
    older = printed("2018", "Library visits in person", q1="12450", q2="13871", q3="11002")
    newer = printed("2019", "Library visits (footfall)", q1="12450", q2="13871", q3="11002")
    assert beside(older.model_copy(update={"figures": ()}), newer).verdict == "ask"
    found = beside(older, newer)
    assert (found.verdict, found.method) == ("same", "values")


def test_figures_that_contradict_part_what_a_code_joins() -> None:
    older = printed("2018", "Library visits", "KPI 1", q1="12450", q2="13871")
    newer = printed("2019", "Visits to libraries", "KPI 1", q1="24", q2="31")
    assert beside(older, newer).verdict == "different"


def test_a_revision_is_no_contradiction() -> None:
    older = printed("2018", "Library visits", "KPI 1", q1="12450", q2="13871")
    newer = printed("2019", "Visits to the libraries", "KPI 1", q1="12460", q2="13890")
    assert beside(older, newer).verdict == "ask"
    newer = printed("2019", "Visits to the libraries", "KPI 1", q1="12450", q2="13890")
    assert beside(older, newer).verdict == "same"


def test_figures_do_not_outweigh_a_veto() -> None:
    older = printed("2018", "Visits within 7 days", "KPI 1", q1="62.4", q2="63.1", q3="64.7")
    newer = printed("2019", "Visits within 10 days", "KPI 1", q1="62.4", q2="63.1", q3="64.7")
    assert beside(older, newer).verdict == "different"


def test_round_figures_prove_nothing() -> None:
    older = printed("2018", "Flood schemes", q1="0", q2="100", q3="5")
    newer = printed("2019", "Bridges inspected on flood routes", q1="0", q2="100", q3="5")
    assert beside(older, newer).verdict == "different"


def test_units_that_exclude_each_other() -> None:
    older = printed("2018", "Rent loss", "KPI 1", unit="percent")
    assert beside(older, printed("2019", "Rent loss on homes", "KPI 1", unit="percent")).verdict == "same"
    assert beside(older, printed("2019", "Rent loss on homes", "KPI 1", unit="gbp")).verdict == "different"
    assert beside(older, printed("2019", "Rent loss on homes", "KPI 1", unit="number")).verdict == "same"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("65.91", "65.9", True),
        ("2.6", "2.8", False),
        ("66", "65.9", True),
        ("0", "0.4", True),
    ],
)
def test_equal_when_rounded_to_the_coarser_printing(a: str, b: str, expected: bool) -> None:
    assert equal(Decimal(a), Decimal(b)) is expected
    assert equal(Decimal(b), Decimal(a)) is expected


def test_zeros_of_the_database_were_not_printed() -> None:
    stored, said = PrintedFigure("outturn", "2018-19", Decimal("65.900000")), Decimal("65.91")
    assert all(equal(value, said) for value in outturns([stored])["2018-19"])


def test_a_subset_is_not_the_whole() -> None:
    whole, part = meaning("Children in care persistently absent"), meaning("Children in care")
    assert likeness(whole, part) < 70
    assert likeness(whole, whole) == 100


def test_a_slip_of_ocr_is_no_other_word() -> None:
    assert likeness(meaning("% munlcipal waste landfilled"), meaning("% municipal waste landfilled")) > 90
    assert likeness(meaning("Leave taken (authorised)"), meaning("Leave taken (unauthorised)")) < 70


def test_evidence_is_said_field_by_field() -> None:
    found = beside(
        printed("2018", "Visits within 7 days", "KPI 1", q1="3.1"),
        printed("2019", "Visits within 9 days", "KPI 1", q1="3.1"),
    )
    assert found.text == (
        "code: KPI 1 / KPI 1 (same code); name: 100 alike; figures: 1 periods agree, 0 differ; "
        "veto: length of time 7 day against 9 day"
    )
