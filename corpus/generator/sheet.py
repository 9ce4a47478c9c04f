"""A document and its truth written side by side: what goes on the page is noted as it goes there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.generator.facts import Indicator
from corpus.generator.truth import Name, Truth
from corpus.generator.writer import Cell, Document


@dataclass
class Sheet(Document):
    """The document being written, its truth, and where the bookmarks of the last printing fell."""

    truth: Truth = field(default_factory=Truth)
    layout: dict[str, int] = field(default_factory=dict)
    date: dt.date | None = None
    asked: bool = False

    def about(self, name: Name, period: str | None = None) -> Callable[[str], str]:
        """What to do with [[figures]] in text about an indicator."""
        return lambda spec: self.mark(self.truth.prose(name, spec, period))

    def lines(self, texts: Sequence[str], name: Name | None = None, **looks: Any) -> str:
        """Paragraphs, bullets ("• …") among them."""
        figure = self.about(name) if name else self.about(Name(None, ""))
        out = []
        for text in texts:
            if text.startswith("•"):
                body = text[1:].strip()
                left = looks.get("left", 0) + 0.9
                kept = {k: v for k, v in looks.items() if k not in ("left", "indent")}
                out.append(self.p(f"•\t{body}", left=left, indent=-0.5, figure=figure, **kept))
            else:
                out.append(self.p(text, figure=figure, **looks))
        return "".join(out)

    def block(
        self,
        name: Name,
        period: str | None,
        kind: str,
        texts: Sequence[str],
        *,
        optional: bool = False,
        **looks: Any,
    ) -> str:
        """A block of commentary, noted as such; its heading is not part of it."""
        first, last = self.truth.remark(name, period, kind, list(texts), optional=optional)
        figure = self.about(name, None)
        out = []
        for n, text in enumerate(texts):
            bullet = text.startswith("•")
            body = "•\t" + text[1:].strip() if bullet else text
            extra = {"left": looks.get("left", 0) + 0.9, "indent": -0.5} if bullet else {}
            marks = [first] if n == 0 else []
            inner = self.inline(body, figure) + (self.mark(last) if n == len(texts) - 1 else "")
            out.append(self.p(xml=inner, marks=marks, **{**looks, **extra}))
        return "".join(out)

    def outturn(
        self,
        indicator: Indicator,
        period: str,
        name: Name,
        measure: str = "outturn",
        text: str | None = None,
        **extra: Any,
    ) -> Cell:
        """A cell with a figure of an indicator, noted with the indicator's value for the period."""
        printed = text if text is not None else indicator.printed(period, self.date)
        looks = {k: extra.pop(k) for k in ("fill", "bold", "align", "span", "down", "size") if k in extra}
        looks.setdefault("align", "center")
        if printed is None:
            mark = self.truth.figure(name, measure, period, "", status="missing", **extra)
            return Cell("", marks=[mark], **looks)
        if measure == "outturn" and indicator.revised(period):
            extra["may_flag"] = True
        status = extra.pop("status", "suppressed" if printed.startswith("<") else "reported")
        mark = self.truth.figure(name, measure, period, printed, status=status, **extra)
        return Cell(printed, marks=[mark], **looks)


@dataclass(frozen=True)
class Paper:
    """A paper of the corpus: what the council's site says of it, and how it is written."""

    stem: str
    committee: str | None
    date: dt.date
    title: str | None
    build: Callable[[Sheet], None]
    address: str
    font: str = "Liberation Sans"
    size: float = 11
    prints_date: bool = True
