"""Each veto, with the pair of names that needs it: alike enough to be joined, and two measures."""

import pytest

from extract.indicators.name import contrasts, meaning
from extract.indicators.vetoes import objections
from extract.indicators.vocabulary import vocabulary

from .papers import beside, printed

VETOES = [
    (
        "% of initial assessments within 7 working days",
        "% of initial assessments within 10 working days",
        "length of time",
    ),
    ("Visits within 5 working days", "Visits within 5 calendar days", "working days"),
    ("% of 16-18 year olds who are NEET", "% of 16-17 year olds who are NEET", "age"),
    ("Under 18 conceptions", "Under 16 conceptions", "age"),
    ("Admissions of younger adults to care homes", "Admissions of older adults to care homes", "age"),
    ("Number of people waiting under 12 months", "Number of people waiting over 12 months", "at most against at least"),
    ("% with 3 or more placements", "% with 3 or fewer placements", "at most against at least"),
    ("Number of children in care", "Children in care per 10,000", "count against per"),
    ("% of complaints upheld", "Number of complaints upheld", "count against percent"),
    ("Sickness days per FTE", "Sickness as % of FTE days", "average against percent"),
    ("Missed bins per 1,000 households", "Missed bins per 100,000 households", "rate over"),
    ("Household waste landfilled (tonnes)", "% of household waste landfilled", "percent against tonnes"),
    ("Obesity in Year 6", "Obesity in Year 1", "which one"),
    ("Key Stage 2 attainment", "Key Stage 4 attainment", "which one"),
    ("Stage 1 complaints", "Stage 2 complaints", "which one"),
    ("% of businesses rated 3", "% of businesses rated 5", "number"),
    ("EHC plans in 20 weeks excluding exceptions", "EHC plans in 20 weeks including exceptions", "excluding"),
    ("% of initial assessments in time", "% of core assessments in time", "core against initial"),
    ("Persistent absence, boys", "Persistent absence, girls", "female against male"),
    ("Children with a direct payment", "Adults with a direct payment", "adult against child"),
    ("Primary persistent absence rate", "Secondary persistent absence rate", "primary against secondary"),
    ("Long term sickness days per FTE", "Short term sickness days per FTE", "long against short"),
    ("Major planning applications in time", "Minor planning applications in time", "major against minor"),
    ("Average re-let time", "Average re-let time, major works", "major against standard"),
    ("Re-let time for standard voids", "Re-let time for major works voids", "major against standard"),
    ("% of waste sent to landfill", "% of waste recycled", "landfill against recycling"),
    ("Cleanliness: litter", "Cleanliness: graffiti", "graffiti against litter"),
    ("Delays attributable to the NHS", "Delays attributable to social care", "nhs against social"),
    ("Gas certificates valid", "Electrical certificates valid", "electric against gas"),
    ("% of council tax collected", "% of business rates collected", "business against council"),
    ("New housing benefit claims: days", "Housing benefit changes of circumstances: days", "change against new"),
    ("% of emergency repairs on time", "% of routine repairs on time", "emergency against routine"),
    ("Decent homes", "Homes that do not meet the Decent Homes Standard", "decent against nondecent"),
    ("Permanent exclusions, rate", "Fixed term exclusions, rate", "permanent against suspension"),
    ("Planning appeals allowed", "Planning appeals dismissed", "allowed against dismissed"),
    ("NHS Health Checks offered", "NHS Health Checks received", "offered against taken"),
    ("Homelessness prevented", "Homelessness relieved", "prevented against relieved"),
    ("Care leavers in suitable accommodation", "Care leavers in EET", "accommodation against eet"),
    ("16-17 year olds NEET", "16-17 year olds not known", "known against neet"),
    ("% NEET", "% NEET or not known", "known, neet against neet"),
    ("Agency social workers", "Social worker vacancies", "agency against vacancy"),
    ("Attainment score", "Progress score", "attainment against progress"),
    ("Opiate users completing treatment", "Non-opiate users completing treatment", "nonopiate against opiate"),
    ("Current tenant arrears", "Former tenant arrears", "current against former"),
    ("Male life expectancy", "Female life expectancy", "female against male"),
    ("Household waste recycled (kg)", "Commercial waste recycled (kg)", "commercial against household"),
    ("Obese children in Reception", "Overweight children in Reception", "obese against overweight"),
    ("Expected progress in maths", "Expected progress in reading", "maths against reading"),
    ("% at the expected standard at KS2", "% at the higher standard at KS2", "expected against higher"),
    ("% of schools judged good or outstanding", "% of schools judged inadequate", "good against inadequate"),
    ("Reviews held on time", "Reviews overdue", "late against timely"),
    ("Cases open", "Cases ceased", "close against open"),
    ("Referrals to social care", "Re-referrals to social care", "new against repeat"),
    ("Permanent staff", "Temporary staff", "permanent against temporary"),
    ("Rent arrears (£)", "Rent collected (£)", "arrears against collected"),
    ("Parking income (£)", "Parking expenditure (£)", "cost against income"),
    ("Adults with a learning disability in work", "Adults with mental health needs in work", "ld against mh"),
    ("Placements with foster carers", "Placements with adopters", "adopt against foster"),
    ("In-house placements (%)", "Independent fostering agency placements (%)", "agency against inhouse"),
    ("Hours of home care", "Hours in care homes", "carehome against homecare"),
    ("Library visits", "Library book loans", "loans against visits"),
    ("Burglary per 1,000", "Robbery per 1,000", "burglary against robbery"),
    (
        "% of principal roads in need of repair",
        "% of unclassified roads in need of repair",
        "principal against unclassified",
    ),
    ("Motorcyclists killed or seriously injured", "Motorcyclists slightly injured", "ksi against slight"),
    ("Tenants satisfied", "Tenants dissatisfied", "dissatisfied against satisfied"),
    ("Children on a child protection plan", "Children in need", "cin against cpp"),
    ("Reviews of children in time", "Visits to children in time", "review against visit"),
    ("Internal fostering placements", "External fostering placements", "external against inhouse"),
    ("Homes completed (gross)", "Homes completed (net)", "gross against net"),
    ("Offensive graffiti removed", "Non-offensive graffiti removed", "offensive against other"),
    ("Adults in paid work", "Adults in unpaid work", "paid against unpaid"),
    ("Pupils in maintained schools", "Pupils in academies", "academy against maintained"),
]


@pytest.mark.parametrize(("one", "other", "because"), VETOES)
def test_a_veto_keeps_two_measures_apart_under_one_code(one: str, other: str, because: str) -> None:
    said = objections(meaning(one), meaning(other)).vetoes
    turned = " against ".join(reversed(because.split(" against ")))
    assert any(because in text or turned in text for text in said), said
    found = beside(printed("2018", one, "KPI 1"), printed("2019", other, "KPI 1"))
    assert (found.verdict, found.bar) == ("different", "never")


DOUBTS = [
    ("% of repairs completed in target", "% of repairs not completed in target"),
    ("% of plans started", "% of plans started for a second or subsequent time"),
    ("Days lost to sickness per FTE", "Days lost to sickness per FTE - stress related"),
    ("Staff turnover", "Voluntary staff turnover"),
    ("Complaints about the council", "Complaints about the council upheld"),
    ("Life expectancy at birth", "Healthy life expectancy at birth"),
    ("S42 outcomes achieved", "S42 outcomes partially achieved"),
    ("Major applications in 13 weeks", "Major applications in 13 weeks (large and small scale combined)"),
    ("Assessments completed", "Carers' assessments completed"),
]


@pytest.mark.parametrize(("one", "other"), DOUBTS)
def test_a_doubt_is_asked_under_one_code_and_apart_without(one: str, other: str) -> None:
    assert beside(printed("2018", one, "KPI 1"), printed("2019", other, "KPI 1")).verdict == "ask"
    assert beside(printed("2018", one), printed("2019", other)).verdict != "same"


GAPS = [
    ("Households in bed and breakfast", "Households in bed and breakfast over 6 weeks"),
    ("Visits to carers", "Visits to carers aged 65+"),
    ("Missed bins", "Missed bins per 100,000"),
    ("DFGs completed", "Average time to complete a DFG (days)"),
]


@pytest.mark.parametrize(("one", "other"), GAPS)
def test_what_only_one_name_says_is_asked_under_a_councils_own_code(one: str, other: str) -> None:
    assert beside(printed("2018", one, "KPI 1"), printed("2019", other, "KPI 1")).verdict == "ask"


SAME = [
    ("% of LAC reviews", "Proportion of children looked after reviews", "council-speak"),
    ("Initial assessments within 7 days", "Initial assessments in less than 7 working days", "one deadline"),
    ("LAC per 10,000", "Children in our care per 10,000 under 18", "children are under 18"),
    ("People aged over 65 in residential care", "65+ in residential care", "one age"),
    ("Sickness days per FTE", "Sickness days per employee (excluding schools)", "schools are left out by habit"),
    ("Persistent absence rate", "% persistently absent", "a rate that is a percentage"),
    ("First time entrants to the youth justice system", "FTE to YJS", "not a full-time equivalent"),
    ("Care leavers aged 19-21 in EET", "19, 20 and 21 year olds looked after aged 16 in EET", "the national wording"),
    ("Routine repairs on time", "Non-emergency repairs on time", "not a negation"),
    ("Vulnerability in the last 12 months", "Vulnerability during the year", "the year reported on"),
]


@pytest.mark.parametrize(("one", "other", "why"), SAME)
def test_what_must_not_be_objected_to(one: str, other: str, why: str) -> None:
    found = objections(meaning(one), meaning(other))
    assert not found.vetoes, why
    assert not found.doubts, why


def test_every_group_of_words_that_exclude_each_other_has_its_pair() -> None:
    """A veto that no pair of names needs is a rule for nothing."""
    shown: set[str] = set()
    for one, other, *_ in [*VETOES, *DOUBTS]:
        ours, theirs = dict(meaning(one).contrasts), dict(meaning(other).contrasts)
        shown |= {group for group in ours.keys() | theirs.keys() if ours.get(group) != theirs.get(group)}
    groups = {contrast.group for contrast in contrasts() if not contrast.group.startswith("only ")}
    assert groups - shown == set()


@pytest.mark.parametrize("word", vocabulary()["restricting"]["words"])
def test_a_word_that_makes_a_smaller_measure_is_a_doubt(word: str) -> None:
    found = objections(meaning("Places in use"), meaning(f"Places in use: {word}"))
    assert found.doubts or found.vetoes
