"""The step from what a paper prints to what may be wrong with it.

In: a `Paper`.  Out: remarks, each with the name of its check; a check speaks only where two printed things disagree.
"""

from extract.checks.disagreement import printed_differently
from extract.checks.fraction import fraction_without_its_headline
from extract.checks.judgement import score_against_target
from extract.checks.trend import trend_against_quarters
from schemas.paper import Paper, Remark

CHECKS = (fraction_without_its_headline, printed_differently, score_against_target, trend_against_quarters)
"""Every check of a single paper, in the order of their findings."""


def check_paper(paper: Paper) -> list[Remark]:
    """What all checks say of a paper."""
    return [remark for check in CHECKS for remark in check(paper)]


__all__ = ["CHECKS", "check_paper"]
