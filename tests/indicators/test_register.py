"""What people decided, and how it is read, obeyed and checked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from extract.indicators import Register, RegisterError, check_register, load_register, match_each

from .papers import printed

REGISTER = load_register(Path(__file__).parent / "register.toml")

MUSEUM = [printed("2016", "Visits to the museum", "KPI 4"), printed("2018", "Museum footfall", "CUL2")]
CALLS = [printed("2016", "Calls answered (%)", "KPI 9"), printed("2018", "% calls answered", "KPI 9")]
WASTE = [
    printed("2019", "% of household waste recycled", "KPI 5"),
    printed("2021", "% of household waste recycled", "KPI 5"),
]


def test_an_absent_register_is_empty(tmp_path: Path) -> None:
    assert load_register(tmp_path / "none.toml") == Register()


def test_a_decision_joins_what_the_rules_part() -> None:
    _, apart = match_each(MUSEUM, Register())
    assert apart[0].indicator_id != apart[1].indicator_id
    indicators, joined = match_each(MUSEUM, REGISTER)
    assert len(indicators) == 1
    assert [(alias.decision, alias.method) for alias in joined] == [("accepted", "manual")] * 2


def test_a_decision_parts_what_the_rules_join() -> None:
    assert len(match_each(CALLS, Register())[0]) == 1
    assert len(match_each(CALLS, REGISTER)[0]) == 2


def test_a_decision_beats_a_veto() -> None:
    names = [printed("2016", "Visits within 7 days", "KPI 1"), printed("2018", "Visits within 10 days", "KPI 1")]
    entry = {
        "council": "Thornby",
        "names": [f"KPI 1 {n.label}" for n in names],
        "who": "A",
        "when": "2026-01-01",
        "why": "x",
    }
    assert len(match_each(names, Register.model_validate({"same": [entry]}))[0]) == 1


def test_no_indicator() -> None:
    indicators, (alias,) = match_each([printed("2018", "Total")], REGISTER)
    assert indicators == []
    assert (alias.decision, alias.indicator_id) == ("rejected", None)


def test_a_break_is_two_pieces() -> None:
    assert len(match_each(WASTE, Register())[0]) == 1
    indicators, aliases = match_each(WASTE, REGISTER)
    assert len(indicators) == 2
    assert aliases[1].indicator_id == f"{aliases[0].indicator_id}-from-2020-07-01"


def test_a_paper_is_of_another_council_and_date() -> None:
    stray = printed("2016", "Museum footfall", "CUL2").model_copy(
        update={"document_id": "aaaaaaaa11", "council": "Elsewhere", "meeting_date": None}
    )
    _, aliases = match_each([*MUSEUM, stray], REGISTER)
    assert aliases[2].indicator_id == aliases[1].indicator_id


def test_figures_of_a_replaced_paper_prove_nothing() -> None:
    wrong = printed("2018", "Library visits", "KPI 1", q1="1", q2="2").model_copy(update={"document_id": "bbbbbbbb22"})
    right = printed("2019", "Visits to the libraries", "KPI 1", q1="12450", q2="13871")
    assert len(match_each([wrong, right], Register())[0]) == 2
    assert len(match_each([wrong, right], REGISTER)[0]) == 1
    assert REGISTER.withdrawn("bbbbbbbb22")
    assert not REGISTER.withdrawn("cccccccc33")


def test_misprints_are_found_by_paper() -> None:
    (misprint,) = REGISTER.misprints("cccccccc33")
    assert (str(misprint.printed), str(misprint.right)) == ("4.7", "47.0")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[same]]\ncouncil = "X"\nnames = ["a", "b"]\nwho = "A"\nwhen = 2026-01-01\n', "why"),
        ('[[same]]\ncouncil = "X"\nnames = ["a"]\nwho = "A"\nwhen = 2026-01-01\nwhy = "y"\n', "names"),
        ('[[sam]]\ncouncil = "X"\n', "sam"),
        ("[[same]\n", "register.toml"),
    ],
)
def test_a_slip_of_the_pen_is_refused(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "register.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RegisterError, match=says):
        load_register(path)


def test_a_register_that_fits_has_no_problems() -> None:
    papers = [printed("2018", "Total").model_copy(update={"document_id": f"{sign * 8}00"}) for sign in "abc"]
    assert check_register(REGISTER, [*MUSEUM, *CALLS, *WASTE, *papers]) == []


def test_stale_decisions_are_found() -> None:
    problems = check_register(REGISTER, MUSEUM)
    assert {problem.kind for problem in problems} == {"stale"}
    assert "No paper of Thornby prints “Total”." in [problem.message for problem in problems]
    assert "There is no paper aaaaaaaa." in [problem.message for problem in problems]


def test_contradictions_are_found_through_other_names() -> None:
    said = {"council": "Thornby", "who": "A", "when": date(2026, 1, 1), "why": "x"}
    register = Register.model_validate(
        {
            "same": [{**said, "names": ["one", "two"]}, {**said, "names": ["two", "three"]}],
            "different": [{**said, "names": ["one", "three"]}],
            "no_indicator": [{**said, "names": ["two"]}],
        }
    )
    names = [printed("2018", name) for name in ("one", "two", "three")]
    problems = check_register(register, names)
    assert [problem.kind for problem in problems] == ["contradiction"] * 3
    assert "“one” and “three” of Thornby are both same and different." in problems[0].message
