"""`outturn findings`: what needs a look."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, get_args

import typer
from rich.console import RenderableType

from extract.commands.database import reading
from extract.commands.endings import plain_errors, say, stop
from extract.commands.options import DATABASE, AsCsv, AsJson, Database
from extract.commands.papers import at_hand
from extract.commands.printout import write_rows
from extract.show.console import console
from extract.show.crops import crops
from extract.show.findings import show_findings
from extract.show.pictures import shows_pictures, terminal_picture
from extract.warehouse import FindingDetail, findings
from schemas.records import Severity

MOST = 40
CORPUS = Path("corpus")
SEVERITIES: tuple[Severity, ...] = get_args(Severity)

Level = Annotated[str | None, typer.Option("--severity", metavar="LEVEL", help="Only error, warning or info.")]
Check = Annotated[str | None, typer.Option("--check", metavar="NAME", help="Only findings of this check.")]
Paper = Annotated[str | None, typer.Option("--paper", metavar="TEXT", help="Only papers with this in their path.")]
Council = Annotated[str | None, typer.Option("--council", metavar="NAME", help="Only this council's papers.")]
OfIndicator = Annotated[str | None, typer.Option("--indicator", metavar="ID", help="Only about this indicator.")]
Limit = Annotated[
    int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many.", show_default=f"{MOST} on a screen")
]
Papers = Annotated[
    Path, typer.Option("--papers", metavar="DIR", help="The folder that the papers were read from, for pictures.")
]
Crops = Annotated[
    Path | None, typer.Option("--crops", metavar="DIR", help="Write a picture of each printed cell into this folder.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("findings")(findings_command)


def findings_command(
    *,
    severity: Level = None,
    check: Check = None,
    paper: Paper = None,
    council: Council = None,
    indicator: OfIndicator = None,
    limit: Limit = None,
    papers: Papers = CORPUS,
    crops_folder: Crops = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List what is wrong in the papers or was read with doubt, worst first.

    An error is a figure or file that cannot be right or could not be read, a warning one that a person should look at,
    info is worth knowing. Each says paper, page and the cell as printed. A terminal that can (Kitty,
    or one with Sixel) shows the cell itself; --crops writes PNG files and prints their paths. `outturn show` draws whole
    pages.

    Examples:

    - `outturn findings`

    - `outturn findings --severity error --paper 2023-09-11`

    - `outturn findings --csv > to-check.csv`

    - `outturn findings --check fraction --crops outputs/crops`

    Exit status: 0 done (also with nothing to look at), 2 there is no such database or severity.
    """
    with plain_errors(), reading(db) as con:
        chosen = next((one for one in SEVERITIES if one == severity), None)
        if severity is not None and chosen is None:
            stop(f"There is no severity {severity}; there are {', '.join(SEVERITIES)}.")
        found = findings(
            con, severity=chosen, check_name=check, paper=paper, council=council, indicator_id=indicator
        )  # fmt: skip
        if as_json or as_csv:
            found = found[:limit]
            paths = _written(found, papers, crops_folder) if crops_folder is not None else {}
            write_rows([_Listed(**one.model_dump(), crop=paths.get(one.finding_id)) for one in found], as_csv=as_csv)
        else:
            first = found[: limit or MOST]
            paths = _written(first, papers, crops_folder) if crops_folder is not None else {}
            show_findings(console(), first, len(found), paths or _on_screen(first, papers))


class _Listed(FindingDetail):
    """A finding with the path of its picture, for programs."""

    crop: str | None


def _written(found: Sequence[FindingDetail], folder: Path, target: Path) -> dict[str, str]:
    """Every crop as a file; the path of each by the id of its finding."""
    there, missing = at_hand(found, folder)
    if missing:
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        say(f"No pictures of {missing[0]}{more}: not below {folder}. --papers DIR says where the papers are.")
    paths = {}
    try:
        target.mkdir(parents=True, exist_ok=True)
        for one, picture in crops(found, there):
            path = target / f"{Path(one.path or '').stem}-page-{one.page}-{one.finding_id[:12]}.png"
            picture.save(path, optimize=True)
            paths[one.finding_id] = str(path)
    except OSError as error:
        stop(f"The pictures cannot be written to {target}: {error.strerror or error}.")
    return paths


def _on_screen(found: Sequence[FindingDetail], folder: Path) -> dict[str, RenderableType]:
    """The crops themselves, where the terminal shows pictures."""
    if not shows_pictures():
        return {}
    there, _ = at_hand(found, folder)
    return {one.finding_id: terminal_picture(picture) for one, picture in crops(found, there)}
