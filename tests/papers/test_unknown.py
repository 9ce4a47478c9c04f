"""What a strange paper says that the vocabulary does not know, and the draft to paste."""

from __future__ import annotations

import tomllib

from extract.papers import draft, read_vocabulary, unknown_words
from extract.papers.vocabulary import built_in
from schemas.layout import Leaf

from .build import grid, heading, leaf

STRANGE = """
What matters to us      | Cared for by | Q3 2017/18 | Q3 2018/19 | Where we want to be 2018/19 | How is it going? | RAG
XQ1 Streets without mud | J. Bloggs    | 88%        | 91%        | 85%                        | ◆                | Sunny
XQ2 Lamps mended        | A. Roe       | 7          | soonish    | 5                          | ◇                | Stormy
XQ2 Trees planted       | J. Bloggs    | 120        | 150        | 140                        | ◆                | Sunny
"""
"""Two names share a code, so the table teaches no prefix."""
RISKS = """
Ref | Risk  | Likelihood | Impact | Peril
R1  | Flood | 3          | 4      | 12
R2  | Fraud | 2          | 4      | 8
"""
KEY = """
Symbol | What it says
★      | Jolly good
▲      | Oh dear
"""


def strange() -> list[Leaf]:
    return [leaf(heading("Quarter 3 2018-19"), grid(KEY), grid(STRANGE), grid(RISKS))]


def test_words_are_listed_from_scorecards_alone() -> None:
    listed = [(u.kind, u.text) for u in unknown_words(strange(), built_in())]
    assert listed == [
        ("header", "What matters to us"),
        ("code", "XQ1"),
        ("code", "XQ2"),
        ("header", "Cared for by"),
        ("cell", "soonish"),
        ("header", "Where we want to be 2018/19"),
        ("header", "How is it going?"),
        ("score", "Sunny"),
        ("score", "Stormy"),
    ]


def test_the_draft_says_what_stands_below_each_header_and_does_no_harm() -> None:
    unknown = unknown_words(strange(), built_in())
    pasted = draft(unknown)
    assert tomllib.loads(pasted) == {
        "columns": {
            "indicator": ["what matters to us"],
            "other": ["cared for by", "where we want to be"],
            "score": ["how is it going"],
        },
        "score_words": {"green": [], "amber": [], "red": []},
    }
    assert '# "Where we want to be 2018/19" stands on page 1 over 85%, 5, 140' in pasted
    left = unknown_words(strange(), read_vocabulary(pasted))
    assert [u.kind for u in left if u.kind == "header"] == []


def test_a_paper_of_known_words_needs_none() -> None:
    table = """
        Indicator   | Q1 2023-24 | Target | Score
        PI.1 Visits | 10         | 12     | ★
        PI.2 Loans  | 11         | n/a    | ▲
        """
    assert unknown_words([leaf(grid(table))], built_in()) == []


def test_names_stand_before_the_figures_whatever_all_headers_are_called() -> None:
    """The draft took the last column of words for the names, and pasting it made it so."""
    table = grid("""
        Ref   | Things that count | We got | We hoped for | Weather | Heading
        TH/01 | Hedges cut        | 88%    | 90%          | Cloudy  | Climbing
        TH/02 | Letters answered  | 97%    | 95%          | Bright  | Flat
    """)
    pasted = tomllib.loads(draft(unknown_words([leaf(table)], built_in())))
    assert pasted["columns"] == {"other": ["we got", "we hoped for", "weather", "heading"]}
