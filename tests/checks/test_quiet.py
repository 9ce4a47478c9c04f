"""Sound tables of kinds that checks may take for faulty: no warning on any of their figures, in print or in a scan."""

from __future__ import annotations

import pytest

from extract.checks import check_paper

from .build import paper

SOUND = {
    "a third each, rounded": """
        Indicator | Q1 2022-23 | Q2 2022-23 | Q3 2022-23
        % rated good | 33.3% | 33.3% | 33.4%
        % rated fair | 33.3% | 33.3% | 33.3%
        % rated poor | 33.3% | 33.3% | 33.3%
    """,
    "three roundings that come to 99": """
        Indicator | Q1 2022-23 | Q2 2022-23 | Q3 2022-23
        % rated good | 33% | 34% | 40%
        % rated fair | 33% | 33% | 30%
        % rated poor | 33% | 33% | 30%
    """,
    "a part of the year beside the target of the year": """
        Indicator | Good is | Q1 2023-24 | Q2 2023-24 | Target 2023-24 | Score
        PI.1 Affordable homes | High | 30 | 65 | 120 | ★
        PI.2 Council tax | High | 27.9% | 55.1% | 97% | ★
    """,
    "smaller is better": """
        Indicator | Good is | Q4 2022-23 | Q1 2023-24 | Target Q1 2023-24 | Score | Short term trend
        PI.1 Re-let days | Low | 61.2 | 49.3 | 52 | ★ | ↗
        PI.2 Sickness | Low | 6.1% | 5.3% | 5.5% | ★ | ↗
    """,
    "ranks": """
        Indicator | Good is | Q4 2022-23 | Q1 2023-24 | Target Q1 2023-24 | Score
        PI.1 Rank of 152 | Low | 45th | 12th | 50th | ★
    """,
    "seasons": """
        Indicator | Q1 2022-23 | Q2 2022-23 | Q3 2022-23 | Q4 2022-23
        PI.1 Gritting runs | 0 | 0 | 45 | 118
        PI.2 Grass cuts | 240 | 310 | 20 | 0
    """,
    "years that are sums, averages and last quarters": """
        Indicator | Q1 2022-23 | Q2 2022-23 | Q3 2022-23 | Q4 2022-23 | 2022-23
        PI.1 Visits | 100 | 120 | 90 | 110 | 420
        PI.2 %x | 91% | 90% | 93% | 92% | 91.5%
        PI.3 %y | 70% | 71% | 72% | 73% | 73%
        PI.4 days | 4.1 | 4.2 | 4.0 | 4.4 | 4.2
        PI.5 rolling | 12.1 | 12.4 | 12.2 | 12.5 | 12.5
    """,
    "an average to date that falls": """
        Indicator | Apr-23 | May-23 | Jun-23 | Jul-23
        PI.1 % on time YTD | 93.1% | 92.4% | 91.8% | 92.0%
    """,
    "months": """
        Indicator | Apr-23 | May-23 | Jun-23 | Jul-23 | Aug-23
        PI.1 Calls | 1,204 | 1,187 | 1,250 | 980 | 1,311
    """,
    "a total of something else": """
        Indicator | Q1 2022-23 | Q2 2022-23 | Q3 2022-23
        Homes let | 12 | 14 | 15
        Homes empty | 30 | 31 | 28
        Total homes | 5,012 | 5,013 | 5,020
    """,
    "two totals below each other": """
        Indicator | Q1 2022-23 | Q2 2022-23 | Q3 2022-23
        Boys | 12 | 14 | 15
        Girls | 10 | 11 | 12
        Total | 22 | 25 | 27
        White | 12 | 15 | 20
        Other | 10 | 10 | 7
        Total | 22 | 25 | 27
    """,
    "near a hundred per cent": """
        Indicator | Q1 2022-23 | Q2 2022-23 | Q3 2022-23 | Q4 2022-23
        PI.1 % bins | 99.9% | 99.8% | 100% | 99.9%
        PI.2 % safe | 100% | 100% | 100% | 86%
    """,
    "nought": """
        Indicator | Q1 2022-23 | Q2 2022-23 | Q3 2022-23 | Q4 2022-23
        PI.1 Deaths | 3 | 2 | 4 | 0
    """,
    "figures with more or fewer decimals": """
        Indicator | Q1 2022-23 | Q2 2022-23 | Q3 2022-23 | Q4 2022-23
        PI.1 £m | £1.2m | £1.25m | £1.3m | £1.275m
        PI.2 Ratio | 2.144 | 2.203 | 2.1 | 2.2
    """,
    "denominators that are alike by chance": """
        Indicator | Q1 2022-23
        PI.1 % of tenants | 71.2% (84 / 118)
        PI.2 % of buyers | 70.8% (80 / 113)
        PI.3 % of lessees | 50.0% (59 / 118)
    """,
    "negative figures": """
        Indicator | Good is | Q4 2022-23 | Q1 2023-24 | Target Q1 2023-24 | Score
        PI.1 Attainment gap | High | -0.57 | -0.42 | -0.5 | ★
    """,
    "plan is best": """
        Indicator | Good is | Q4 2022-23 | Q1 2023-24 | Target Q1 2023-24 | Score
        PI.1 Budget spent | Plan | 98% | 104% | 100% | ▲
    """,
}


@pytest.mark.parametrize("guessed", [(), (1,)], ids=["print", "scan"])
@pytest.mark.parametrize("kind", SOUND)
def test_nothing_is_doubted(kind: str, guessed: tuple[int, ...]) -> None:
    checked = check_paper(paper(SOUND[kind]), guessed)
    assert checked.printings
    assert [(r.check, r.message) for r in checked.remarks if r.severity != "info"] == []
