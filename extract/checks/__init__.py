"""The step from what a paper prints to what may be wrong with it.

In: a `Paper`.  Out: the paper with the remarks of the checks, which speak only where two printed things disagree, and
with what damage hid read anew where a witness singles it out.  In: the figures of some indicators as several papers print
them.  Out: what these papers say of each other (`settle_across`), the same in any order of loading.
"""

from collections.abc import Collection, Iterator

from extract.checks.across import settle_across
from extract.checks.arrows import arrows_by_their_figures
from extract.checks.codes import code_twice
from extract.checks.commentary import commentary_figures
from extract.checks.denominators import shared_denominators
from extract.checks.disagreement import printed_differently
from extract.checks.fraction import fraction_without_its_headline
from extract.checks.history import far_from_history
from extract.checks.judgement import score_against_target
from extract.checks.line import out_of_line
from extract.checks.names import named_elsewhere
from extract.checks.repair import confirmed, settled, suggested
from extract.checks.row import lookalike, lost_point, thousands_point
from extract.checks.signs import decimal_comma, percent_sign
from extract.checks.totals import parts_and_totals
from extract.checks.trend import trend_against_quarters
from extract.checks.year import falling_count, year_against_quarters
from schemas.paper import Paper, Remark

CHECKS = (
    fraction_without_its_headline, printed_differently, score_against_target, trend_against_quarters,
    commentary_figures, far_from_history, out_of_line, decimal_comma, percent_sign, lost_point, thousands_point,
    lookalike, code_twice, parts_and_totals, shared_denominators, year_against_quarters, falling_count,
)  # fmt: skip
"""Every check of a single paper, in the order of their findings."""


DOUBTED_IN_PICTURES = ("jump", "lost_point", "thousands_point")
"""The checks whose hints are warnings where the text is a guess: a lost point is what scanners do."""
ONLY_IN_PICTURES = ("lookalike", "code_twice")
"""The checks that say nothing of clear print."""


def check_paper(paper: Paper, guessed: Collection[int | None] = ()) -> Paper:
    """The paper with what all checks say of it, and with the repairs that its own evidence forces.

    `guessed` are the pages whose text a program made out in a picture.
    """
    paper = confirmed(named_elsewhere(arrows_by_their_figures(paper, guessed)))
    said = [*paper.remarks, *_remarks(paper, guessed)]
    repaired = settled(paper, said, guessed)
    if repaired.printings != paper.printings:
        again = [*repaired.remarks, *_remarks(repaired, guessed)]
        return suggested(repaired, again, guessed)
    return suggested(paper, said, guessed)


def _remarks(paper: Paper, guessed: Collection[int | None]) -> Iterator[Remark]:
    for check in CHECKS:
        for remark in check(paper):
            if remark.check in ONLY_IN_PICTURES and remark.page not in guessed:
                continue
            doubted = remark.check in DOUBTED_IN_PICTURES and remark.page in guessed
            yield remark.model_copy(update={"severity": "warning"}) if doubted else remark


__all__ = ["CHECKS", "check_paper", "settle_across"]
