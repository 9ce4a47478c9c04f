"""What needs a look, on a screen: worst first, and under each cause the papers and pages that it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from extract.show.words import counted
from extract.warehouse import FindingDetail

STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}
CALLED = {"error": "error", "warning": "warning", "info": "remark"}
REPEATED = 30
"""A message that has so many characters of a name need not have it again above it."""
RAW_LENGTH = 60
"""So many characters of a printed cell are shown."""


def show_findings(
    screen: Console, found: Sequence[FindingDetail], total: int, pictures: Mapping[str, RenderableType]
) -> None:
    """Every finding under its cause, with the paper, the page and the cell as printed; what is said of several, once.

    `pictures` gives the picture of the cell, or the path of one, by the id of the finding.
    """
    if not found:
        screen.print("Nothing needs a look.")
        return
    for (severity, check), group in groupby(_by_cause(found), key=lambda f: (f.severity, f.check_name)):
        members = list(group)
        line = Text("\n")
        line.append(CALLED[severity], STYLES[severity])
        line.append(f"  {cause(check)}", "bold")
        line.append(f"  {counted(len(members), 'time')}", "dim")
        screen.print(line)
        for paper, ones in groupby(members, key=lambda f: f.path or ""):
            if paper:
                screen.print(Padding(Text(paper, style="underline"), (0, 0, 0, 2)))
            left = (0, 0, 0, 4 if paper else 2)
            for _, alike in groupby(ones, key=_said):
                told = list(alike)
                screen.print(Padding(_lines(told), left))
                for one in told:
                    if one.finding_id in pictures:
                        _print_picture(screen, pictures[one.finding_id], left)
    if total > len(found):
        screen.print(
            f"\n{total - len(found)} more; see them with --limit {total}, or choose with --severity and --check."
        )
    if screen.is_terminal and not pictures and any(one.x0 is not None for one in found):
        screen.print(
            "\n--crops DIR writes a picture of each printed cell; a terminal with Kitty's protocol or Sixel shows it."
        )


def _print_picture(screen: Console, picture: RenderableType, left: tuple[int, int, int, int]) -> None:
    """A picture, or a path on one line, so that it can be opened from there."""
    if isinstance(picture, str):
        screen.print(Text(" " * left[3] + picture), soft_wrap=True)
    else:
        screen.print(Padding(picture, left))


def cause(check: str) -> str:
    """The name of a check in words."""
    return check.replace("_", " ")


def _by_cause(found: Sequence[FindingDetail]) -> list[FindingDetail]:
    """Findings of one cause together; causes in the order of the worst, then the most."""
    order = {severity: n for n, severity in enumerate(STYLES)}
    times: dict[tuple[str, str], int] = {}
    for one in found:
        times[one.severity, one.check_name] = times.get((one.severity, one.check_name), 0) + 1
    return sorted(
        found,
        key=lambda f: (
            order[f.severity], -times[f.severity, f.check_name], f.check_name, f.path or "", *_said(f), f.period or "",
            f.finding_id,
        ),
    )  # fmt: skip


def _said(one: FindingDetail) -> tuple[str, str, str]:
    """What is said of a figure: alike of all figures of a row whose name is in doubt."""
    return f"{one.page or 0:06}", one.message, one.suggestion or ""


def _lines(told: Sequence[FindingDetail]) -> Text:
    text, one = Text(), told[0]
    if one.page is not None:
        text.append(f"page {one.page}  ", "bold")
    for n, figure in enumerate(told):
        if not figure.indicator_label:
            continue
        named = n > 0 and (figure.indicator_code, figure.indicator_label) == (one.indicator_code, one.indicator_label)
        label = "" if named or figure.indicator_label[:REPEATED] in figure.message else f"{figure.indicator_label},"
        parts = ("" if named else figure.indicator_code, label, figure.measure, figure.period)
        text.append(" ".join(part for part in parts if part), "cyan")
        if figure.raw:
            text.append(f', printed "{_cut(figure.raw)}"', "cyan")
        text.append("\n")
    text.append(_sentence(one.message))
    if one.suggestion:
        text.append(f"\n→ {one.suggestion}", "green")
    return text


def _cut(raw: str) -> str:
    folded = " ".join(raw.split())
    return folded if len(folded) <= RAW_LENGTH else folded[: RAW_LENGTH - 1] + "…"


def _sentence(message: str) -> str:
    """The message with a capital, unless it begins with a path or a figure."""
    first = message.partition(" ")[0]
    return message[:1].upper() + message[1:] if first.isalpha() else message
