"""Run variants and report: `python -m tests.distortion.run 30 [--first N] [--only N] [--producer NAME] [--keep DIR]`.

`--first` leaves out the variants before it, `--set AXIS=OPTION` gives all of them one option, and `--truth` writes what
each prints beside it.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from pathlib import Path

from pydantic import TypeAdapter

from extract.facts import Hints
from extract.pipeline import extract_paper
from tests.distortion.compare import Outcome, compare
from tests.distortion.draw import draw
from tests.distortion.office import print_sheet
from tests.distortion.options import OPTIONS, Variant, variants
from tests.distortion.setting import Setter
from tests.distortion.truth import Truth


def outcome_of(variant: Variant, seed: int, folder: Path, producer: str | None = None) -> Outcome:
    """Set, draw, read and compare one variant; `producer` prints it instead, where the machine has it."""
    path = folder / f"variant-{seed:04d}.pdf"
    setter = Setter(variant, seed)
    sheet = setter.sheet()
    if producer is None:
        draw(sheet, variant, path)
    else:
        print_sheet(sheet, variant, producer, path)
    try:
        facts = extract_paper(path, path.name, Hints())
    except ArithmeticError as error:
        return Outcome(wanted=len(setter.truth.figures), silent=[f"crash: {error!r}"])
    return compare(setter.truth, facts)


def report(results: list[tuple[Variant, Outcome]], axis: str) -> str:
    """A table of one axis: variants, share of figures found, extra, silent, judgements, alarms."""
    rows = [f"{axis:18} {'n':>4} {'recall':>7} {'precis':>7} {'silent':>7} {'judged':>7} {'alarms':>7}"]
    for option in OPTIONS[axis]:
        mine = [o for v, o in results if v[axis] == option]
        if not mine:
            continue
        wanted, found, extra = (sum(getattr(o, k) for o in mine) for k in ("wanted", "found", "extra"))
        judged, judgements = sum(o.judged for o in mine), sum(o.judgements for o in mine)
        rows.append(
            f"{option:18} {len(mine):4} {found / max(1, wanted):7.1%} {found / max(1, found + extra):7.1%} "
            f"{sum(len(o.silent) for o in mine):7} {judged / max(1, judgements):7.1%} "
            f"{sum(o.flagged for o in mine) / max(1, found):7.1%}"
        )
    return "\n".join(rows)


def _write_truth(variant: Variant, seed: int, folder: Path) -> None:
    setter = Setter(variant, seed)
    setter.sheet()
    text = TypeAdapter(Truth).dump_json(setter.truth, indent=1, exclude_defaults=True)
    (folder / f"variant-{seed:04d}.json").write_bytes(text + b"\n")


def main() -> None:
    """Print the table, and the worst variants."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("count", type=int)
    asked.add_argument("--show", type=int, default=8)
    asked.add_argument("--keep", type=Path)
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--only", type=int)
    asked.add_argument("--truth", action="store_true")
    asked.add_argument("--producer", choices=("libreoffice", "chromium"))
    asked.add_argument("--set", action="append", default=[], metavar="AXIS=OPTION")
    given = asked.parse_args()
    fixed = dict(text.split("=") for text in given.set)
    folder = given.keep or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    results: list[tuple[Variant, Outcome]] = []
    failed: dict[int, Outcome] = defaultdict(Outcome)
    for n, drawn in enumerate(variants(given.count)):
        variant = {**drawn, **fixed}
        if n < given.first or (given.only is not None and n != given.only):
            continue
        if given.truth:
            _write_truth(variant, n, folder)
        outcome = outcome_of(variant, n, folder, given.producer)
        results.append((variant, outcome))
        if outcome.silent or outcome.missed or outcome.unjudged:
            failed[n] = outcome
    lines = [report(results, axis) for axis in OPTIONS]
    for n, outcome in sorted(failed.items(), key=lambda item: -len(item[1].silent) * 3 - len(item[1].missed)):
        lines.append(
            f"#{n} found {outcome.found}/{outcome.wanted} extra {outcome.extra} judged {outcome.judged}/"
            f"{outcome.judgements} silent {len(outcome.silent)}: {variants(given.count)[n]}"
        )
        for kind in ("silent", "missed", "unjudged"):
            lines += [f"    {kind}: {text}" for text in getattr(outcome, kind)[: given.show]]
    print("\n".join(lines))  # noqa: T201


if __name__ == "__main__":
    main()
