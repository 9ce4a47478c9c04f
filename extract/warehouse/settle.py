"""What several papers print of one figure, held against each other once all of them are loaded.

Kept are the readings as they were read and what was read anew, so that every run begins with the former: the database
is the same in whatever order papers are loaded.  Only indicators of which some printing has changed are done again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from importlib.resources import files

from duckdb import DuckDBPyConnection

from extract.warehouse.database import transaction
from extract.warehouse.insert import insert
from extract.warehouse.tables import sql_type
from schemas.records import KEYS, TABLES, Settled
from schemas.series import ACROSS, PaperFigure, Settlement

FIGURES = files(__package__).joinpath("figures.sql").read_text(encoding="utf-8")


def as_first_read(con: DuckDBPyConnection) -> None:
    """Bring back what was read in every paper by itself; call it before anything is decided or matched."""
    with transaction(con):
        _write(con, "before")


def settle(con: DuckDBPyConnection, version: str, decide: Callable[[Sequence[PaperFigure]], Settlement]) -> None:
    """Hold the printings of every indicator against each other and write what they say; call it when all are matched.

    Kept is what `decide` found of indicators whose figures are the same as before; `version` is that of its rules.
    """
    with transaction(con):
        now = _fingerprints(con, version)
        before = dict(con.execute("SELECT indicator_id, fingerprint FROM settled").fetchall())
        changed = sorted(name for name in now.keys() | before.keys() if now.get(name) != before.get(name))
        if changed:
            _replace(con, changed, decide(_figures(con, changed)))
            con.execute("DELETE FROM settled WHERE list_contains(?, indicator_id)", [changed])
            insert(con, [Settled(indicator_id=name, fingerprint=now[name]) for name in changed if name in now])
        _write(con, "after")


def forget_settled(con: DuckDBPyConnection, document_id: str) -> None:
    """Have the indicators of a paper held against each other again; call it before its rows are replaced."""
    con.execute(
        """
        DELETE FROM settled
        WHERE indicator_id IN (SELECT indicator_id FROM observation WHERE document_id = ?)
        """,
        [document_id],
    )


def _fingerprints(con: DuckDBPyConnection, version: str) -> dict[str, str]:
    rows = con.execute(
        f"""
        SELECT indicator_id, concat_ws(':', ?, count(*), bit_xor(hash(figure))) FROM ({FIGURES}) AS figure GROUP BY 1
        """,
        [version],
    )
    return dict(rows.fetchall())


def _figures(con: DuckDBPyConnection, indicator_ids: Sequence[str]) -> list[PaperFigure]:
    query = f"FROM ({FIGURES}) WHERE list_contains(?, indicator_id) ORDER BY observation_id"
    figures = [PaperFigure(*row) for row in con.execute(query, [list(indicator_ids)]).fetchall()]
    return [_as_printed(figure) for figure in figures]


def _as_printed(figure: PaperFigure) -> PaperFigure:
    """The figure with the decimals that are printed instead of the column's six."""
    value = figure.value
    return figure._replace(
        value=None if value is None else value.quantize(Decimal(1).scaleb(-max(figure.decimals or 0, 0))),
        numerator=_short(figure.numerator), denominator=_short(figure.denominator), doubts=tuple(figure.doubts),
    )  # fmt: skip


def _short(number: Decimal | None) -> Decimal | None:
    if number is None or number == number.to_integral_value():
        return number if number is None else number.quantize(Decimal(1))
    return number.normalize()


def _replace(con: DuckDBPyConnection, changed: Sequence[str], found: Settlement) -> None:
    """Put what was found in place of what was found before about the same figures; states of findings are kept."""
    ours = f"""
        starts_with(finding_id, '{ACROSS}') AND observation_id NOT IN (
            SELECT observation_id FROM observation
            WHERE indicator_id IS NOT NULL AND NOT list_contains(?, indicator_id)
        )
        """
    states = dict(con.execute(f"SELECT finding_id, state FROM finding WHERE {ours}", [list(changed)]).fetchall())
    con.execute(f"DELETE FROM finding WHERE {ours}", [list(changed)])
    con.execute("DELETE FROM reread WHERE list_contains(?, finding_id)", [sorted(states)])
    unique = {finding.finding_id: finding for finding in found.findings}
    insert(con, [f.model_copy(update={"state": states.get(key, f.state)}) for key, f in sorted(unique.items())])
    rereads = sorted(found.rereads, key=lambda r: (r.row_table, r.row_id, r.column_name))
    insert(con, rereads)


def _write(con: DuckDBPyConnection, which: str) -> None:
    """Give every column that was read anew its value from before or after; a repair that a person rejected is none."""
    columns = con.execute("SELECT DISTINCT row_table, column_name FROM reread ORDER BY ALL").fetchall()
    for table, column in columns:
        field = TABLES[table].model_fields[column]
        (key,) = KEYS[table]
        rejected = "SELECT finding_id FROM finding WHERE state = 'rejected'" if which == "after" else "SELECT ''"
        con.execute(
            f"""
            UPDATE {table} SET {column} = reread.{which}::{sql_type(field)}
            FROM reread
            WHERE reread.row_table = ? AND reread.column_name = ? AND reread.row_id = {table}.{key}
                AND reread.row_id NOT IN (SELECT row_id FROM correction WHERE row_table = ?)
                AND reread.finding_id NOT IN ({rejected})
            """,
            [table, column, table],
        )
