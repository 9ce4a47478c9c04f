"""The committed papers and the truth about them agree: every figure stands on the page that it is said to stand on."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

CORPUS = Path(__file__).parents[2] / "corpus"
TRUTHS = sorted((CORPUS / "truth").glob("tamebrook-*.json"))

OBSERVATION: dict[str, type | tuple[type, ...]] = {
    "page": int, "source": str, "indicator_code": (str, type(None)), "indicator_label": (str, type(None)),
    "measure": str, "period": (str, type(None)), "value": (str, type(None)), "unit": (str, type(None)),
    "numerator": (str, type(None)), "denominator": (str, type(None)), "status": str,
    "qualifier": (str, type(None)), "raw": str,
}  # fmt: skip
EXTRA = {"optional", "must_flag", "may_flag", "period_alt", "code_alt"}
ASSESSMENT = [
    "page",
    "indicator_code",
    "indicator_label",
    "period",
    "heading",
    "polarity",
    "reporting_basis",
    "score",
    "score_meaning",
    "short_term_trend",
    "annual_trend",
]
COMMENTARY = ["indicator_code", "indicator_label", "first_page", "last_page", "period", "kind", "text"]
SECTION = ["item", "title", "first_page", "last_page", "period"]
ALLOWED: dict[str, set[str | None]] = {
    "measure": {"outturn", "target", "floor", "benchmark"},
    "source": {"table", "prose"},
    "status": {
        "reported", "new_measure", "not_yet_available", "not_applicable", "no_target", "not_comparable", "suppressed",
        "missing", "unreadable",
    },
    "unit": {None, "percent", "number", "days", "gbp", "per_10000", "tonnes", "rank"},
}  # fmt: skip
PERIOD = re.compile(r"\d{4}-\d{2}( Q[1-4]| H[12]| R12)?|\d{4}/\d{2} AY|\d{4} CY")


@cache
def truth(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def pages(path: Path) -> tuple[str, ...]:
    """The text of each page without white space, in lower case; a turned word stands between its neighbours."""
    document = pypdfium2.PdfDocument(path)
    texts = []
    for page in document:
        textpage = page.get_textpage()
        texts.append(squeezed(textpage.get_text_bounded()))
        textpage.close()
        page.close()
    document.close()
    return tuple(texts)


def squeezed(text: str) -> str:
    return re.sub(r"[\s­￾\x02]+", "", text).casefold()


def unbroken(text: str) -> str:
    """Without hyphens, since the text of a page loses those at the end of a line."""
    return squeezed(text).replace("-", "")


def letters(text: str) -> str:
    """Letters and digits only, as a code may be spelt with a point or without."""
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def printed(path: Path, page: int) -> str:
    return pages(CORPUS / truth(path)["file"])[page - 1].replace("-", "")


@pytest.fixture(params=TRUTHS, ids=lambda p: p.stem)
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def test_there_are_papers_from_2012_to_2024() -> None:
    years = {truth(p)["document"]["meeting_date"][:4] for p in TRUTHS}
    assert len(TRUTHS) >= 9
    assert {min(years), max(years)} == {"2012", "2024"}


def test_the_document_is_the_file(path: Path) -> None:
    document = truth(path)["document"]
    assert list(document) == ["council", "committee", "meeting_date", "title", "pages"]
    assert document["pages"] == len(pages(CORPUS / truth(path)["file"]))
    date.fromisoformat(document["meeting_date"])
    for field in ("committee", "title"):
        if document[field]:
            assert any(squeezed(document[field]) in text for text in pages(CORPUS / truth(path)["file"]))


def test_observations_have_the_contract_s_fields(path: Path) -> None:
    for row in truth(path)["observations"]:
        assert list(row)[: len(OBSERVATION)] == list(OBSERVATION), row
        assert set(row) - set(OBSERVATION) <= EXTRA, row
        for field, kind in OBSERVATION.items():
            assert isinstance(row[field], kind), (field, row)
        for field, values in ALLOWED.items():
            assert row[field] in values, (field, row)
        assert row["period"] is None or PERIOD.fullmatch(row["period"]), row
        assert (row["value"] is not None) == (row["status"] == "reported"), row
        for field in ("value", "numerator", "denominator"):
            assert row[field] is None or re.fullmatch(r"\d+(\.\d+)?", row[field]), row


def test_every_figure_stands_on_its_page(path: Path) -> None:
    absent = [o for o in truth(path)["observations"] if unbroken(o["raw"]) not in printed(path, o["page"])]
    assert absent == []


def test_every_name_stands_on_the_page_of_its_scorecard(path: Path) -> None:
    absent = [
        a
        for a in truth(path)["assessments"]
        if unbroken(a["indicator_label"]) not in printed(path, a["page"])
        or (a["indicator_code"] and letters(a["indicator_code"]) not in letters(printed(path, a["page"])))
    ]
    assert absent == []


def test_other_lists_have_the_contract_s_fields(path: Path) -> None:
    for key, fields in (("assessments", ASSESSMENT), ("commentary", COMMENTARY), ("sections", SECTION)):
        for row in truth(path)[key]:
            assert list(row)[: len(fields)] == fields, row
            assert set(row) - set(fields) <= EXTRA | {"heading_alt"}, row


def test_commentary_begins_and_ends_on_its_pages(path: Path) -> None:
    for block in truth(path)["commentary"]:
        assert block["kind"] in {"performance", "impact", "assurance", "comment"}
        assert unbroken(block["text"])[:30] in printed(path, block["first_page"]), block
        assert unbroken(block["text"])[-30:] in printed(path, block["last_page"]), block


def test_sections_begin_and_end_where_the_agenda_says(path: Path) -> None:
    """The agenda counts printed page numbers; what lies between them and the PDF's is the same for all items."""
    front = "".join(pages(CORPUS / truth(path)["file"])[:2])
    offsets = set()
    for section in truth(path)["sections"]:
        found = re.search(re.escape(squeezed(section["title"])) + r"\(pages(\d+)(?:to|-)(\d+)\)", front)
        assert found, section
        offsets |= {section["first_page"] - int(found[1]), section["last_page"] - int(found[2])}
    assert len(offsets) == (1 if truth(path)["sections"] else 0)
    for section in truth(path)["sections"]:
        for page in (section["first_page"], section["last_page"]):
            text = printed(path, page)
            number = page - min(offsets)
            assert text.endswith(str(number)) or text.startswith(f"page{number}") or f"page{number}" in text, page


def test_planted_faults_are_marked() -> None:
    marked = [o for p in TRUTHS for o in truth(p)["observations"] if o.get("must_flag")]
    assert len(marked) >= 4
    assert all(o["status"] == "reported" for o in marked)


def test_fractions_give_their_figures_unless_a_fault_is_planted() -> None:
    scale = {"percent": 100.0, "per_10000": 10000.0}
    wrong = []
    for p in TRUTHS:
        for o in truth(p)["observations"]:
            if o["numerator"] and o["denominator"]:
                result = scale[o["unit"]] * float(o["numerator"]) / float(o["denominator"])
                places = len(o["value"].partition(".")[2])
                if abs(result - float(o["value"])) > 0.5000001 * 10**-places and not o.get("must_flag"):
                    wrong.append((p.stem, o["raw"], result))
    assert wrong == []


def test_figures_that_papers_print_differently_are_marked() -> None:
    """A decade of papers agrees with itself, by rounding at least, wherever truth does not say otherwise."""
    printed_as: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for p in TRUTHS:
        for o in truth(p)["observations"]:
            plain = o["source"] == "table" and o["value"] and o["period"] and o["measure"] in ("outturn", "target")
            if plain and (o["indicator_code"] or not o.get("optional")):
                name = o["indicator_code"] or o["indicator_label"]
                printed_as.setdefault((name, o["measure"], o["period"]), []).append(o)
    unmarked = []
    for rows in printed_as.values():
        for a in rows:
            for b in rows:
                places = min(len(o["value"].partition(".")[2]) for o in (a, b))
                apart = abs(float(a["value"]) - float(b["value"])) > 0.5000001 * 10**-places
                if apart and not (a.get("may_flag") or a.get("must_flag")):
                    unmarked.append((a, b))
    assert unmarked == []


def test_manifest_names_every_paper() -> None:
    lines = [json.loads(line) for line in (CORPUS / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    by_path = {line["path"]: line for line in lines}
    for p in TRUTHS:
        line = by_path[truth(p)["file"]]
        document = truth(p)["document"]
        assert line["sha256"] == hashlib.sha256((CORPUS / line["path"]).read_bytes()).hexdigest()
        assert line["url"].startswith("https://")
        assert ".invalid/" in line["url"]
        assert {k: line[k] for k in ("council", "committee", "meeting_date", "title")} == {
            k: document[k] for k in ("council", "committee", "meeting_date", "title")
        }


def test_papers_are_small() -> None:
    sizes = [(CORPUS / truth(p)["file"]).stat().st_size for p in TRUTHS]
    assert max(sizes) < 700_000
    assert sum(sizes) < 6_000_000
