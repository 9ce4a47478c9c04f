"""`outturn findings`: what needs a look."""

from __future__ import annotations

from typing import Annotated, get_args

import typer

from extract.commands.database import reading
from extract.commands.endings import plain_errors, stop
from extract.commands.options import DATABASE, AsCsv, AsJson, Database
from extract.commands.printout import write_rows
from extract.show.console import console
from extract.show.findings import show_findings
from extract.warehouse import findings
from schemas.records import Severity

MOST = 40
SEVERITIES: tuple[Severity, ...] = get_args(Severity)

Level = Annotated[str | None, typer.Option("--severity", metavar="LEVEL", help="Only error, warning or info.")]
Check = Annotated[str | None, typer.Option("--check", metavar="NAME", help="Only findings of this check.")]
Paper = Annotated[str | None, typer.Option("--paper", metavar="TEXT", help="Only papers with this in their path.")]
Council = Annotated[str | None, typer.Option("--council", metavar="NAME", help="Only this council's papers.")]
OfIndicator = Annotated[str | None, typer.Option("--indicator", metavar="ID", help="Only about this indicator.")]
Limit = Annotated[
    int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many.", show_default=f"{MOST} on a screen")
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
    db: Database = DATABASE,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List what is wrong in the papers or was read with doubt, worst first.

    An error is a figure or file that cannot be right or could not be read, a warning one that a person should look at,
    info is worth knowing. Each says paper, page and the cell as printed; `outturn show` draws the page.

    Examples:

    - `outturn findings`

    - `outturn findings --severity error --paper 2023-09-11`

    - `outturn findings --csv > to-check.csv`

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
            write_rows(found[:limit], as_csv=as_csv)
        else:
            show_findings(console(), found[: limit or MOST], len(found))
