"""What a paper prints, gathered while it is written, in the terms of the data contract."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from corpus.generator.writer import plain

MULTIPLES = {"k": 1000, "m": 1_000_000}


@dataclass(frozen=True)
class Name:
    """An indicator as this place of this paper names it."""

    code: str | None
    label: str | None
    unit: str | None = None


def number(text: str) -> str | None:
    """The first figure of a printed text as the contract wants it: 135000 for £135k."""
    m = re.search(r"-?\d[\d,]*(?:\.\d+)?(?:\s?(?P<multiple>[km])\b)?", text)
    if not m:
        return None
    figure = re.sub(r"[^\d.\-]", "", m[0])
    if m["multiple"]:
        scaled = float(figure) * MULTIPLES[m["multiple"]]
        return str(int(scaled)) if scaled == int(scaled) else str(scaled)
    return figure


def unit_of(text: str, default: str | None) -> str | None:
    """The unit that a printed text shows, else the indicator's."""
    if "%" in text:
        return "percent"
    if "£" in text:
        return "gbp"
    if re.search(r"\bdays?\b", text):
        return "days"
    if re.search(r"\d(?:st|nd|rd|th)\b", text):
        return "rank"
    return default


@dataclass
class Truth:
    """The truth of one paper; pages are bookmarks until `finish` knows where they fell."""

    observations: list[dict[str, Any]] = field(default_factory=list)
    assessments: list[dict[str, Any]] = field(default_factory=list)
    commentary: list[dict[str, Any]] = field(default_factory=list)
    sections: list[dict[str, Any]] = field(default_factory=list)
    marks: int = 0

    def mark(self) -> str:
        """A new bookmark name."""
        self.marks += 1
        return f"m{self.marks:05d}"

    def figure(
        self,
        name: Name,
        measure: str,
        period: str | None,
        text: str,
        *,
        source: str = "table",
        status: str = "reported",
        value: str | None = None,
        unit: str | None = None,
        qualifier: str | None = None,
        fraction: bool = True,
        mark: str | None = None,
        raw: str | None = None,
        **extra: Any,
    ) -> str:
        """Record a printed figure, or a printed reason for having none; returns the bookmark to set."""
        mark = mark or self.mark()
        printed = plain(text)
        numerator = denominator = None
        if status == "reported":
            value = value or number(printed)
            unit = unit or unit_of(printed, name.unit)
            m = re.search(r"\((?P<n>[\d,.]+)\s*(?:/|of|out of)\s*(?P<d>[\d,.]+)\)", printed) if fraction else None
            if m:
                numerator, denominator = m["n"].replace(",", ""), m["d"].replace(",", "")
        else:
            value = unit = None
        row = {
            "page": mark, "source": source, "indicator_code": name.code, "indicator_label": name.label,
            "measure": measure, "period": period, "value": value, "unit": unit, "numerator": numerator,
            "denominator": denominator, "status": status, "qualifier": qualifier,
            "raw": raw if raw is not None else " ".join(printed.split()),
        }  # fmt: skip
        row.update({k: v for k, v in extra.items() if v})
        self.observations.append(row)
        return mark

    def prose(self, name: Name, spec: str, period: str | None = None) -> str:
        """Record `figure|measure|period|flags` met in prose; returns the bookmark to set.

        Flags: `?` optional, `!` must be flagged, `~` may be; anything else is the qualifier.
        """
        parts = [*(p.strip() for p in spec.split("|")), "", "", ""]
        text, measure, when, flags = parts[0], parts[1] or "outturn", parts[2], parts[3]
        if when[:1] in ("?", "!", "~"):
            when, flags = "", when
        qualifier = flags.strip("?!~ ") or None
        optional = "?" in flags or not parts[1]
        return self.figure(
            name, measure, when or (period if parts[1] else None), text, source="prose", qualifier=qualifier,
            fraction=True, optional=optional, must_flag="!" in flags, may_flag="~" in flags,
            unit=unit_of(text, "number"),
        )  # fmt: skip

    def assess(self, name: Name, mark: str, period: str, heading: str | None, **fields: Any) -> None:
        """Record the judgement of one scorecard row."""
        row = {
            "page": mark, "indicator_code": name.code, "indicator_label": name.label, "period": period,
            "heading": heading, "polarity": None, "reporting_basis": None, "score": None, "score_meaning": None,
            "short_term_trend": None, "annual_trend": None,
        }  # fmt: skip
        row.update({k: v for k, v in fields.items() if v or k in row})
        self.assessments.append(row)

    def remark(self, name: Name, period: str | None, kind: str, paragraphs: list[str], **extra: Any) -> tuple[str, str]:
        """Record a block of text; returns the bookmarks of its beginning and its end."""
        first, last = self.mark(), self.mark()
        text = "\n".join(" ".join(plain(p).replace("\t", " ").split()) for p in paragraphs)
        row = {
            "indicator_code": name.code, "indicator_label": name.label, "first_page": first, "last_page": last,
            "period": period, "kind": kind, "text": text,
        }  # fmt: skip
        row.update({k: v for k, v in extra.items() if v})
        self.commentary.append(row)
        return first, last

    def finish(self, file: str, document: Mapping[str, Any], pages: int, layout: Mapping[str, int]) -> dict[str, Any]:
        """The truth as it is written to a file, with pages instead of bookmarks."""

        def placed(row: dict[str, Any]) -> dict[str, Any]:
            return {
                k: layout[v] if k in ("page", "first_page", "last_page") and isinstance(v, str) else v
                for k, v in row.items()
            }

        return {
            "file": file,
            "document": {**document, "pages": pages},
            "sections": [placed(s) for s in self.sections],
            "observations": [placed(o) for o in self.observations],
            "assessments": [placed(a) for a in self.assessments],
            "commentary": [placed(c) for c in self.commentary],
        }
