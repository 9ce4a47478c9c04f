"""Writes corpus/*.pdf, corpus/truth/*.json and corpus/manifest.jsonl."""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import pkgutil
import sys
from pathlib import Path
from typing import Any

from corpus.generator import office, papers
from corpus.generator.facts import load
from corpus.generator.sheet import Paper, Sheet

CORPUS = Path(__file__).parent.parent
RETRIEVED = "2024-04-02T03:00:00Z"
ROUNDS = 5


def known() -> list[Paper]:
    """Every paper, oldest first."""
    found: list[Paper] = []
    for module in pkgutil.iter_modules(papers.__path__):
        found += getattr(importlib.import_module(f"{papers.__name__}.{module.name}"), "PAPERS", [])
    return sorted(found, key=lambda p: (p.date, p.stem))


def compose(paper: Paper, layout: dict[str, int]) -> Sheet:
    """The paper as a document, with the page numbers of the last printing."""
    sheet = Sheet(title="", font=paper.font, size=paper.size, layout=layout, date=paper.date)
    paper.build(sheet)
    return sheet


def produce(paper: Paper, keep: Path | None) -> tuple[bytes, dict[str, Any]]:
    """The PDF of a paper and its truth; it is printed until its page numbers settle."""
    layout: dict[str, int] = {}
    for _ in range(ROUNDS):
        sheet = compose(paper, layout)
        found = office.places(office.render(sheet.xml(), paper.stem, destinations=True))
        settled = found == layout
        layout = found
        if settled or not sheet.asked:
            break
    else:
        raise RuntimeError(f"{paper.stem}: the page numbers do not settle")
    sheet = compose(paper, layout)
    source = sheet.xml()
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{paper.stem}.fodt").write_text(source, encoding="utf-8")
    pdf = office.render(source, paper.stem, destinations=False)
    document = {
        "council": load("council")["name"],
        "committee": paper.committee,
        "meeting_date": paper.date.isoformat() if paper.date else None,
        "title": paper.title,
    }
    return pdf, sheet.truth.finish(f"{paper.stem}.pdf", document, office.page_count(pdf), layout)


def manifest_line(paper: Paper) -> str:
    """What `outturn fetch` would have noted of this paper."""
    council = load("council")
    path = CORPUS / f"{paper.stem}.pdf"
    return json.dumps(
        {
            "url": f"{council['site']}/{paper.address}", "path": path.name,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "council": council["name"],
            "committee": paper.committee, "meeting_date": paper.date.isoformat(), "title": paper.title,
            "retrieved": RETRIEVED,
        },
        ensure_ascii=False,
    )  # fmt: skip


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m corpus.generator", description=__doc__)
    parser.add_argument("only", nargs="*", help="parts of the names of the papers to write (default: all)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the Flat ODT sources here")
    args = parser.parse_args()
    if not office.available():
        print(f"LibreOffice prints the papers, and it is not installed. Type:\n    {office.INSTALL}", file=sys.stderr)
        return 2
    every = known()
    (CORPUS / "truth").mkdir(exist_ok=True)
    for paper in every:
        if args.only and not any(part in paper.stem for part in args.only):
            continue
        pdf, truth = produce(paper, args.keep)
        (CORPUS / f"{paper.stem}.pdf").write_bytes(pdf)
        text = json.dumps(truth, indent=1, ensure_ascii=False) + "\n"
        (CORPUS / "truth" / f"{paper.stem}.json").write_text(text, encoding="utf-8")
        print(
            f"{paper.stem}: {truth['document']['pages']} pages, {len(pdf) // 1024} KB,"
            f" {len(truth['observations'])} figures, {len(truth['commentary'])} blocks of text"
        )
    lines = [manifest_line(p) for p in every if (CORPUS / f"{p.stem}.pdf").exists()]
    (CORPUS / "manifest.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
