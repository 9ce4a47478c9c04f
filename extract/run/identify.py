"""Every printed name in the database given its indicator; only councils where something changed are matched anew."""

from __future__ import annotations

import hashlib
from collections import defaultdict

from duckdb import DuckDBPyConnection

from extract.indicators import Register, council_key, edition, match, problems
from extract.warehouse import NamePrint, assign, document_ids, matched, name_prints, printed_names
from schemas.records import Finding


def identify(con: DuckDBPyConnection, register: Register) -> list[Finding]:
    """Match the names of every council of which a paper, a decision or the matcher changed since they were matched.

    Names of two councils are never one indicator, so the others stay as they are.  Returned is what is wrong with the
    register.
    """
    papers: dict[str, list[NamePrint]] = defaultdict(list)
    for paper in name_prints(con):
        papers[council_key(paper.council, paper.document_id)].append(paper)
    rules = edition(register)
    marks = {council: _mark(rules, found) for council, found in papers.items()}
    known = matched(con)
    changed = {council for council, mark in marks.items() if known.get(council) != mark}
    decided = (register.same, register.different, register.no_indicator, register.broken)
    named = {council_key(entry.council, "") for entries in decided for entry in entries}
    wanted = [paper.document_id for council in sorted(changed | named) for paper in papers.get(council, ())]
    names = printed_names(con, wanted)
    if changed or known.keys() - marks.keys():
        anew = [name for name in names if council_key(name.council, name.document_id) in changed]
        theirs = [paper.document_id for council in sorted(changed) for paper in papers[council]]
        assign(con, *match(anew, register), papers=theirs, marks=marks)
    return problems(register, names, document_ids(con))


def _mark(rules: str, papers: list[NamePrint]) -> str:
    text = "\n".join([rules, *(f"{paper.document_id} {paper.mark}" for paper in papers)])
    return hashlib.sha256(text.encode()).hexdigest()
