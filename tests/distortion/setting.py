"""Set known records as a sheet in the way that a variant describes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from schemas.records import Measure, ScoreMeaning, Trend
from tests.distortion.options import Variant
from tests.distortion.sheet import Drawn, Figure, Paint, Sheet, Symbol, Table, Tile
from tests.distortion.truth import Expected, Judged, Line, Truth, lines
from tests.distortion.truth import Figure as Printed
from tests.distortion.words import KEYS, TREND_KEY, TREND_WORDS, WORDINGS

PAINT: dict[ScoreMeaning, Paint] = {"better": "green", "within_tolerance": "amber", "worse": "red"}
MEANINGS: tuple[ScoreMeaning, ...] = ("better", "within_tolerance", "worse")
TRENDS: tuple[Trend, ...] = ("improving", "steady", "worsening")
SHAPES: dict[str, tuple[Figure, Figure, Figure]] = {
    "usual": ("star", "circle", "triangle"),
    "permuted": ("triangle", "star", "circle"),
    "ticks": ("tick", "circle", "cross"),
}


class Slot(NamedTuple):
    """A column of figures: its header from the widest cell to its own, which figure, and the periods it may be of."""

    path: tuple[str, ...]
    which: int
    periods: frozenset[str | None]
    measure: Measure = "outturn"


class Column(NamedTuple):
    """A column: its header, what it shows of a line, and what it is for."""

    path: tuple[str, ...]
    tile: Callable[[Line], Tile]
    use: str


class Timed(NamedTuple):
    """The columns of a family, and what the headings say."""

    slots: list[Slot]
    heading: str
    caption: str
    values: int


def year(start: int, sep: str = "/") -> str:
    """2023 → 2023/24."""
    return f"{start}{sep}{(start + 1) % 100:02d}"


def timed(variant: Variant, y: int, words: dict[str, str], n: int) -> Timed:
    """The columns of figures that a family prints."""
    return _FAMILIES[variant["family"]](variant["dates"], y, words, n)


def _only(*periods: str | None) -> frozenset[str | None]:
    return frozenset(periods)


def _flat_quarters(dates: str, y: int, words: dict[str, str], n: int) -> Timed:
    p = [_only(year(y - 1, "-")), _only(f"{year(y, '-')} Q1"), _only(f"{year(y, '-')} Q2")]
    heads, target = {
        "0": ((f"{year(y - 1)} Outturn", f"Q1 {year(y)}", f"Q2 {year(y)}"), f"{words['target']} {year(y)}"),
        "1": ((f"Outturn {year(y - 1)}", f"{year(y)} Q1", f"{year(y)} Q2"), f"{year(y)} {words['target']}"),
        "2": ((f"{year(y - 1)} Actual", "Qtr 1 (Apr-Jun)", "Qtr 2 (Jul-Sep)"), words["target"]),
        "3": ((f"{year(y - 1, '-')} year end", f"Quarter 1 {year(y, '-')}", f"Quarter 2 {year(y, '-')}"),
              "Annual target"),
    }[dates]  # fmt: skip
    slots = [Slot((h,), k, q) for k, (h, q) in enumerate(zip(heads, p, strict=True))]
    slots.append(Slot((target,), -1, _only(year(y, "-")), "target"))
    return Timed(slots, f"Corporate Performance Report Quarter 2 {year(y)}", "", 3)


def _flat_months(dates: str, y: int, words: dict[str, str], n: int) -> Timed:
    heads = {
        "0": [f"{m}-{y % 100:02d}" for m in ("Apr", "May", "Jun")],
        "1": [f"{m} {y}" for m in ("April", "May", "June")],
        "2": [f"Actual {m}-{y % 100:02d}" for m in ("Apr", "May", "Jun")],
        "3": [f"{m} {y % 100:02d}" for m in ("Apr", "May", "Jun")],
    }[dates]
    slots = [Slot((h,), k, _only(f"{y}-{4 + k:02d}")) for k, h in enumerate(heads)]
    target = {"0": f"Target Jun-{y % 100:02d}", "1": f"Target June {y}", "2": f"Target Jun-{y % 100:02d}"}
    bare = dates not in target
    periods = _only(f"{y}-06", year(y, "-")) if bare else _only(f"{y}-06")
    slots.append(Slot((target.get(dates, words["target"]),), -1, periods, "target"))
    return Timed(slots, f"Monthly performance dashboard June {y}", "", 3)


def _flat_years(dates: str, y: int, words: dict[str, str], n: int) -> Timed:
    heads = {
        "0": [year(v) for v in (y - 2, y - 1, y)],
        "1": [f"{year(v, '-')} Actual" for v in (y - 2, y - 1, y)],
        "2": [f"Outturn {year(v)}" for v in (y - 2, y - 1, y)],
        "3": [f"{year(v)} Result" for v in (y - 2, y - 1, y)],
    }[dates]
    slots = [Slot((h,), k, _only(year(y - 2 + k, "-"))) for k, h in enumerate(heads)]
    target = words["target"] if dates == "3" else f"{words['target']} {year(y)}"
    slots.append(Slot((target,), -1, _only(year(y, "-")), "target"))
    return Timed(slots, f"Annual Performance Report {year(y)}", "", 3)


def _relative(dates: str, y: int, words: dict[str, str], n: int) -> Timed:
    q = f"{year(y, '-')} Q2"
    if dates == "3":
        heads = ("Same month last year", "Previous month", "Current month")
        p = [_only(f"{y - 1}-06"), _only(f"{y}-05"), _only(f"{y}-06")]
        target = _only(f"{y}-06", year(y, "-"))
        heading = f"Performance dashboard June {y}"
    else:
        heads = (
            ("Same quarter last year", "Previous quarter", "Current quarter"),
            ("Same period last year", "Previous", "Current"),
            ("This time last year", "Last quarter", "This quarter"),
        )[int(dates)]
        p = [_only(f"{year(y - 1, '-')} Q2"), _only(f"{year(y, '-')} Q1"), _only(q)]
        target = _only(year(y, "-"))
        heading = f"Performance Scorecard Quarter 2 {year(y)}"
    slots = [Slot((h,), k, v) for k, (h, v) in enumerate(zip(heads, p, strict=True))]
    slots.append(Slot((words["target"],), -1, target, "target"))
    return Timed(slots, heading, "", 3)


def _spans(dates: str, y: int, words: dict[str, str], n: int) -> Timed:
    above = {"0": year(y), "1": f"Performance {year(y)}", "2": year(y, "-"), "3": f"Financial year {year(y)}"}[dates]
    before = {"0": year(y - 1), "1": f"Performance {year(y - 1)}", "2": year(y - 1, "-")}
    q = {"0": "Q{}", "1": "Qtr. {} outturn", "2": "Quarter {}", "3": "Qtr {}"}[dates]
    slots = [
        Slot((before.get(dates, f"Financial year {year(y - 1)}"), "Outturn"), 0, _only(year(y - 1, "-"))),
        Slot((above, q.format(1)), 1, _only(f"{year(y, '-')} Q1")),
        Slot((above, q.format(2)), 2, _only(f"{year(y, '-')} Q2")),
        Slot((above, words["target"]), -1, _only(year(y, "-")), "target"),
    ]
    return Timed(slots, "Corporate scorecard", "", 3)


def _single(dates: str, y: int, words: dict[str, str], n: int) -> Timed:
    heading, period, target = {
        "0": (f"Performance Report Quarter 3 {year(y)}", f"{year(y, '-')} Q3", _only(year(y, "-"))),
        "1": (f"Year end performance {year(y)}", year(y, "-"), _only(year(y, "-"))),
        "2": (f"Performance report: {year(y)} Q3", f"{year(y, '-')} Q3", _only(year(y, "-"))),
        "3": (f"Performance scorecard October to December {y}", f"{year(y, '-')} Q3", _only(year(y, "-"))),
    }[dates]
    slots = [Slot((words["latest"],), 0, _only(period)), Slot((words["target"],), -1, target, "target")]
    return Timed(slots, heading, "", 1)


def _pairs(dates: str, y: int, words: dict[str, str], n: int) -> Timed:
    slots = []
    for k in (0, 1):
        if dates in ("0", "1"):
            period = f"{year(y, '-')} Q{k + 1}"
            above = f"Q{k + 1} {year(y)}" if dates == "0" else f"{year(y)} Quarter {k + 1}"
            actual: tuple[str, ...] = (above, "Actual")
            target: tuple[str, ...] = (above, words["target"])
        else:
            period = f"{y}-{5 + k:02d}"
            month = ("May", "Jun")[k]
            actual = (f"Actual {month}-{y % 100:02d}",)
            target = (f"Target {month}-{y % 100:02d}",)
        slots.append(Slot(actual, k, _only(period)))
        slots.append(Slot(target, -1, _only(period), "target"))
    return Timed(slots, "Performance management report", "", 2)


def _halves(dates: str, y: int, words: dict[str, str], n: int) -> Timed:
    h = {"0": "H1 {}", "1": "{} H1", "2": "Half year 1 {}", "3": "Apr - Sep"}[dates]
    ends = [f"{v}" if dates == "3" else year(v) for v in (y - 1, y)]
    first, last = (f"{h} {e}" if dates == "3" else h.format(e) for e in ends)
    slots = [
        Slot((first,), 0, _only(f"{year(y - 1, '-')} H1")),
        Slot((f"Outturn {year(y - 1)}",), 1, _only(year(y - 1, "-"))),
        Slot((last,), 2, _only(f"{year(y, '-')} H1")),
        Slot((f"Target {year(y)}",), -1, _only(year(y, "-")), "target"),
    ]
    return Timed(slots, f"Half yearly performance report {year(y)}", "", 3)


def _ytd(dates: str, y: int, words: dict[str, str], n: int) -> Timed:
    q = {"0": "Q2 {}", "1": "{} Q2", "2": "Quarter 2 {}", "3": "Qtr 2 {}"}[dates].format(year(y))
    ytd = {"0": "YTD", "1": "Year to date", "2": f"YTD {year(y)}", "3": f"{year(y)} year to date"}[dates]
    slots = [
        Slot((f"{year(y - 1)} Actual",), 0, _only(year(y - 1, "-"))),
        Slot((q,), 1, _only(f"{year(y, '-')} Q2")),
        Slot((ytd,), 2, _only(f"{year(y, '-')} Q2", f"{year(y, '-')} H1", year(y, "-"), None)),
        Slot((f"{words['target']} {year(y)}",), -1, _only(year(y, "-")), "target"),
    ]
    return Timed(slots, f"Performance report Quarter 2 {year(y)}", "", 3)


def _three_rows(dates: str, y: int, words: dict[str, str], n: int) -> Timed:
    top = {"0": year(y), "1": f"Performance {year(y)}", "2": year(y, "-"), "3": f"Year {year(y)}"}[dates]
    slots = [Slot((top.replace(year(y), year(y - 1)).replace(year(y, "-"), year(y - 1, "-")), "Year end", "Actual"), 0,
                  _only(year(y - 1, "-")))]  # fmt: skip
    for k in (1, 2):
        middle = {"0": f"Q{k}", "1": f"Quarter {k}", "2": f"Qtr {k}", "3": f"Quarter {k}"}[dates]
        slots.append(Slot((top, middle, "Actual"), k, _only(f"{year(y, '-')} Q{k}")))
        slots.append(Slot((top, middle, words["target"]), -1, _only(f"{year(y, '-')} Q{k}"), "target"))
    return Timed(slots, "Corporate plan measures", "", 3)


def _cards(dates: str, y: int, words: dict[str, str], n: int) -> Timed:
    slots = [
        Slot(("Previous",), 0, _only(f"{year(y, '-')} Q1")),
        Slot(("Latest",), 1, _only(f"{year(y, '-')} Q2")),
        Slot(("Target",), -1, _only(year(y, "-")), "target"),
    ]
    return Timed(slots, f"Performance Scorecard Quarter 2 {year(y)}", "", 2)


_FAMILIES: dict[str, Callable[[str, int, dict[str, str], int], Timed]] = {
    "flat_quarters": _flat_quarters, "flat_months": _flat_months, "flat_years": _flat_years, "relative": _relative,
    "spans": _spans, "single": _single, "pairs": _pairs, "halves": _halves, "ytd": _ytd, "three_rows": _three_rows,
    "stacked": _flat_quarters, "cards": _cards,
}  # fmt: skip


def codes(rng: Random, kind: str, count: int) -> list[str | None]:
    """Codes as councils number their indicators, rising down the page."""
    numbers = sorted(rng.sample(range(2, 180), count))
    return [
        {
            "none": None, "NI": f"NI {n}", "KPI": f"KPI {n}", "CYP": f"CYP-{k + 1:02d}", "outline": f"{3 + k // 4}.{k % 4 + 1}",
            "PI": f"PI.{n}",
        }[kind]
        for k, n in enumerate(numbers)
    ]  # fmt: skip


class Setter:
    """One variant: its words, its symbols, its lines, and the truth that grows with every tile."""

    def __init__(self, variant: Variant, seed: int) -> None:
        digest = hashlib.sha256(f"{seed} {sorted(variant.items())}".encode()).digest()
        self.rng = Random(int.from_bytes(digest[:8], "big"))
        self.variant, self.words = variant, WORDINGS[variant["wording"]]
        self.year = self.rng.randint(2012, 2024)
        self.count = self.rng.randint(6, 11)
        self.timed = timed(variant, self.year, self.words, self.count)
        self.lines = lines(
            self.rng, codes(self.rng, variant["code"], self.count), self.count, self.timed.values,
            gaps=variant["gaps"] == "yes",
        )  # fmt: skip
        self.truth = Truth()

    def sheet(self) -> Sheet:
        """The page; `truth` is complete afterwards."""
        self._record()
        family = self.variant["family"]
        table = self._stacked() if family == "stacked" else self._cards() if family == "cards" else self._table()
        notes = ["* Figures are provisional."] if self.variant["notes"] == "stars" else []
        notes += ["1 Provisional figure"] if self.variant["notes"] == "raised" else []
        key = self._key()
        return Sheet(
            [self.timed.heading], key, key_below=self.rng.random() < 0.5, tables=[(self.timed.caption, table)],
            notes=notes,
        )  # fmt: skip

    # What the page says of each line

    def _record(self) -> None:
        for line in self.lines:
            for slot in self._slots():
                self._expect(line, slot.measure, slot.periods, self._figure(line, slot))
            if self._shows("benchmark"):
                self._expect(line, "benchmark", _only(None), line.benchmark)
            judged = Judged(line.code, line.subject.label)
            if self._score_kind() != "none" and line.score:
                judged.score, judged.meaning = self._score_name(line.score), line.score
            if self._trend_kind() != "none":
                judged.short_trend = line.short_trend
            if self._trend_kind() == "both":
                judged.annual_trend = line.annual_trend
            if self._shows("polarity"):
                judged.polarity = line.subject.polarity
            self.truth.rows.append(judged)

    def _slots(self) -> list[Slot]:
        slots = list(self.timed.slots)
        if self.variant["family"] == "stacked":
            outturns = [s for s in slots if s.measure == "outturn"]
            slots = outturns + [s._replace(which=-1, measure="target") for s in outturns]
        if self.variant["floor"] == "yes":
            targets = [s for s in slots if s.measure == "target"]
            floors = targets if self.variant["family"] == "stacked" else targets[-1:]
            last = targets[-1]
            path = (*last.path[:-1], self.words["floor"])
            if len(last.path) == 1:
                path = (self.words["floor"],)
                wide = _only(*[p for s in targets for p in s.periods], *self._around(), None)
                floors = [
                    s._replace(periods=s.periods if self.variant["family"] == "stacked" else wide) for s in floors
                ]
            slots += [s._replace(path=path, which=-2, measure="floor") for s in floors]
        return slots

    def _around(self) -> list[str]:
        return [year(self.year, "-")]

    def _figure(self, line: Line, slot: Slot) -> Printed:
        return line.values[slot.which] if slot.which >= 0 else line.target if slot.which == -1 else line.floor

    def _expect(self, line: Line, measure: Measure, periods: frozenset[str | None], figure: Printed) -> None:
        unit = {
            "percent": {"percent"}, "money": {"gbp"}, "days": {"days"}, "rate": {"per_10000", "per_100000", "number"},
            "count": {"number", "tonnes"}, "plain": {"number", "days"},
        }[line.subject.form]  # fmt: skip
        self.truth.figures.append(
            Expected(
                line.code,
                line.subject.label,
                measure,
                periods,
                figure.value,
                figure.status,
                figure.text,
                frozenset(unit),
            )
        )

    def _shows(self, axis: str) -> bool:
        return self.variant[axis] != "none" and self.variant["family"] not in ("cards", "stacked")

    # Symbols

    def _score_kind(self) -> str:
        return self.variant["score"]

    def _trend_kind(self) -> str:
        if self.timed.values == 1 or self.variant["family"] == "cards":
            return "none"
        return self.variant["trend"]

    def _score_name(self, meaning: ScoreMeaning) -> str:
        kind = self._score_kind() if self.variant["family"] != "cards" else "words"
        if kind.endswith("_shapes"):
            return SHAPES["permuted" if self.variant["key"] == "permuted" else "usual"][MEANINGS.index(meaning)]
        return PAINT[meaning]

    def _score_tile(self, line: Line) -> Tile:
        kind, meaning = self._score_kind(), line.score
        if meaning is None:
            return Tile()
        paint = PAINT[meaning]
        if kind == "words":
            return Tile(paint.title())
        if kind == "letters":
            return Tile(paint[0].upper())
        if kind == "colours":
            return Tile(fill=paint)
        if kind == "colour_words":
            return Tile(paint.title(), fill=paint)
        return Tile(symbol=self._score_symbol(meaning))

    def _score_symbol(self, meaning: ScoreMeaning) -> Symbol | None:
        kind, paint = self._score_kind(), PAINT[meaning]
        drawn: dict[str, Drawn] = {"glyph": "glyph", "vector": "vector", "picture": "picture"}
        how = drawn.get(kind.split("_")[0])
        if kind.endswith("_circles") and how:
            return Symbol("circle", paint, how)
        if kind.endswith("_shapes") and how:
            shapes = SHAPES["permuted" if self.variant["key"] == "permuted" else "usual"]
            return Symbol(shapes[MEANINGS.index(meaning)], paint, how)
        if kind == "ticks":
            return Symbol(SHAPES["ticks"][MEANINGS.index(meaning)], paint, "glyph")
        return None

    def _trend_tile(self, trend: Trend | None) -> Tile:
        kind = self._trend_kind()
        if trend is None or kind == "none":
            return Tile()
        if kind == "words":
            return Tile(TREND_WORDS[TRENDS.index(trend)])
        return Tile(symbol=self._trend_symbol(trend))

    def _trend_symbol(self, trend: Trend) -> Symbol:
        kind = self._trend_kind()
        if kind == "both":
            shapes: tuple[Figure, Figure, Figure] = ("triangle", "square", "triangle_down")
            if self.variant["key"] == "permuted":
                shapes = ("triangle_down", "square", "triangle")
            return Symbol(shapes[TRENDS.index(trend)], "black", "glyph")
        arrows: tuple[Figure, Figure, Figure] = ("up", "right", "down")
        drawn: dict[str, Drawn] = {"glyph": "glyph", "vector": "vector", "picture": "picture"}
        return Symbol(arrows[TRENDS.index(trend)], "black", drawn[kind])

    def _key(self) -> list[tuple[Symbol | None, str]]:
        if self.variant["key"] == "none":
            return []
        entries: list[tuple[Symbol | None, str]] = []
        words = self.rng.choice(KEYS)
        if self._score_symbol("better") is not None:
            entries += [(self._score_symbol(m), w) for m, w in zip(MEANINGS, words, strict=True)]
        elif self._score_kind() in ("words", "letters", "colours", "colour_words", "value_colours"):
            entries += [(None, f"{PAINT[m].title()} = {w}") for m, w in zip(MEANINGS, words, strict=True)]
        if self._trend_kind() not in ("none", "words"):
            entries += [(self._trend_symbol(t), w) for t, w in zip(TRENDS, TREND_KEY, strict=True)]
        return entries

    # Tables

    def _label(self, line: Line) -> Tile:
        text = line.subject.label
        if line.code and self.variant["code_place"] == "name":
            text = f"{line.code} {text}"
        return Tile(text + ("*" if self.variant["notes"] == "stars" else ""))

    def _value_tile(self, line: Line, slot: Slot) -> Tile:
        figure = self._figure(line, slot)
        latest = slot.which == self.timed.values - 1
        raised = "1" if self.variant["notes"] == "raised" and latest and figure.value is not None else ""
        fill = PAINT[line.score] if latest and line.score and self._score_kind() == "value_colours" else None
        return Tile(figure.text, raised=raised, fill=fill)

    def _columns(self) -> list[Column]:
        w, v = self.words, self.variant
        lead: list[Column] = []
        if v["group"] in ("merged", "column"):
            lead.append(Column((w["group"],), lambda n: Tile(n.group, kind="group"), "group"))
        if v["code"] != "none" and v["code_place"] == "column":
            lead.append(Column((w["code"],), lambda n: Tile(n.code or ""), "code"))
        lead.append(Column((w["indicator"],), self._label, "indicator"))
        if self._shows("polarity"):
            lead.append(
                Column((w["polarity"],), lambda n: Tile(w["high" if n.subject.polarity == "bigger_is_better" else "low"]),
                       "polarity")
            )  # fmt: skip
        if v["extra"] == "frequency":
            lead.append(Column((w["frequency"],), lambda n: Tile("Quarterly"), "frequency"))
        return self._ordered(lead)

    def _ordered(self, lead: list[Column]) -> list[Column]:
        w, v = self.words, self.variant
        slots = self._slots()
        if v["order"] == "target_first" and all(len(s.path) == 1 for s in slots):
            slots.sort(key=lambda s: s.measure == "outturn")
        if v["order"] == "latest_first" and all(len(s.path) == 1 for s in slots):
            slots.sort(key=lambda s: (s.measure != "outturn", -s.which))
        figures = [Column(s.path, lambda n, s=s: self._value_tile(n, s), s.measure) for s in slots]  # type: ignore[misc]
        judged: list[Column] = []
        beside = v["comment"] == "beside_score" and self._score_symbol("better") is not None
        if self._score_kind() not in ("none", "value_colours") and not beside:
            judged.append(Column((w["score"],), self._score_tile, "score"))
        if self._trend_kind() != "none":
            judged.append(Column((w["trend"],), lambda n: self._trend_tile(n.short_trend), "trend"))
        if self._trend_kind() == "both":
            judged.append(Column((w["annual"],), lambda n: self._trend_tile(n.annual_trend), "trend"))
        rest: list[Column] = []
        if self._shows("benchmark"):
            rest.append(Column((w[v["benchmark"]],), lambda n: Tile(n.benchmark.text), "benchmark"))
        if v["extra"] == "owner":
            rest.append(Column((w["owner"],), lambda n: Tile("J Smith"), "owner"))
        if beside:
            rest.append(
                Column((w["comment"],), lambda n: Tile(n.comment, self._score_symbol(n.score or "worse")), "comment")
            )
        elif v["comment"] in ("column", "beside_score"):
            rest.append(Column((w["comment"],), lambda n: Tile(n.comment), "comment"))
        if v["order"] == "judged_first":
            return [*lead, *judged, *figures, *rest]
        return [*lead, *figures, *judged, *rest]

    def _table(self) -> Table:
        columns = self._columns()
        head = header_rows([c.path for c in columns])
        body: list[list[Tile | None]] = []
        keep: list[int] = []
        group = ""
        for line in self.lines:
            new = line.group != group
            if new and self.variant["group"] == "bands":
                body.append([Tile(line.group, columns=len(columns), kind="band"), *[None] * (len(columns) - 1)])
                keep.append(len(body))
            group = line.group
            row: list[Tile | None] = [c.tile(line) for c in columns]
            if columns[0].use == "group" and self.variant["group"] == "merged":
                row[0] = Tile(group, rows=self._tall(line), kind="group") if new else None
            elif columns[0].use == "group":
                row[0] = Tile(group)
            if body and row[0] is None:
                keep.append(len(body))
            body.append(row)
            if self.variant["comment"] == "full_width":
                start = 1 if row[0] is None or row[0].kind == "group" else 0
                comment: list[Tile | None] = [None] * len(columns)
                comment[start] = Tile(f"Comment: {line.comment}", columns=len(columns) - start)
                keep.append(len(body))
                body.append(comment)
        return Table(head, body, keep)

    def _tall(self, line: Line) -> int:
        own = sum(other.group == line.group for other in self.lines)
        return own * (2 if self.variant["comment"] == "full_width" else 1)

    def _stacked(self) -> Table:
        """Value and target in rows of their own under each indicator."""
        w, v = self.words, self.variant
        outturns = [s for s in self._slots() if s.measure == "outturn"]
        coded = v["code"] != "none" and v["code_place"] == "column"
        paths = [(w["code"],)] * coded + [(w["indicator"],), ("",), *(s.path for s in outturns)]
        scored = self._score_kind() not in ("none", "value_colours")
        trended = self._trend_kind() != "none"
        paths += (
            [(w["score"],)] * scored + [(w["trend"],)] * trended + [(w["annual"],)] * (self._trend_kind() == "both")
        )
        body: list[list[Tile | None]] = []
        keep = []
        names = ["Actual", "Target", *(["Floor"] if v["floor"] == "yes" else [])]
        for line in self.lines:
            for k, name in enumerate(names):
                first = k == 0
                if not first:
                    keep.append(len(body))
                lead: list[Tile | None] = [Tile(line.code or "", rows=len(names)) if first else None] * coded
                lead.append(self._label(line) if not first else None)
                if first:
                    lead[-1] = Tile(self._label(line).text, rows=len(names))
                else:
                    lead[-1] = None
                figures = [self._value_tile(line, s if k == 0 else s._replace(which=-k)) for s in outturns]
                tail: list[Tile | None] = []
                for shown, tile in (
                    (scored, self._score_tile(line)), (trended, self._trend_tile(line.short_trend)),
                    (self._trend_kind() == "both", self._trend_tile(line.annual_trend)),
                ):  # fmt: skip
                    if shown:
                        tail.append(_taller(tile, len(names)) if first else None)
                body.append([*lead, Tile(name), *figures, *tail])
        return Table(header_rows(paths), body, keep)

    def _cards(self) -> Table:
        """One card for each indicator: its name, and a line that says everything."""
        body: list[list[Tile | None]] = []
        keep: list[int] = []
        for line in self.lines:
            name = f"{line.code} {line.subject.label}" if line.code else line.subject.label
            score = f" ({PAINT[line.score].title()})" if self._score_kind() != "none" and line.score else ""
            before, latest = (figure.text for figure in line.values)
            target = f"Target: {line.target.text}" + (
                f", Floor: {line.floor.text}" if self.variant["floor"] == "yes" else ""
            )
            text = {
                "0": f"Latest: {latest}{score}  {target}  Previous: {before}",
                "1": f"Actual: {latest} {target} Previous: {before}{score}",
                "2": f"Latest: {latest}{score}; {target}; Previous: {before}",
                "3": f"Current: {latest} | {target} | Previous: {before}{score}",
            }[self.variant["dates"]]
            body.append([Tile(name, kind="head"), Tile(text)])
        return Table([], body, keep)


def _taller(tile: Tile, rows: int) -> Tile:
    return Tile(tile.text, tile.symbol, tile.fill, tile.raised, rows)


def header_rows(paths: Sequence[tuple[str, ...]]) -> list[list[Tile | None]]:
    """Header rows with spans: neighbours that share a cell above have one, and short paths reach down."""
    deep = max(map(len, paths))
    rows: list[list[Tile | None]] = [[None] * len(paths) for _ in range(deep)]
    for c, path in enumerate(paths):
        for r, text in enumerate(path):
            same = c > 0 and len(path) > 1 and r < len(path) - 1 and paths[c - 1][: r + 1] == path[: r + 1]
            if same and len(paths[c - 1]) > r + 1:
                continue
            last = c
            while r < len(path) - 1 and last + 1 < len(paths) and paths[last + 1][: r + 1] == path[: r + 1]:
                last += 1
            down = deep - r if r == len(path) - 1 else 1
            rows[r][c] = Tile(text, rows=down, columns=last - c + 1, kind="head")
    return rows
