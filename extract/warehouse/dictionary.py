"""The documentation of the data: `python -m extract.warehouse.dictionary` writes it from models and views."""

from __future__ import annotations

import inspect
import json
from collections.abc import Sequence
from pathlib import Path

from duckdb import DuckDBPyConnection
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic.json_schema import models_json_schema

from extract.warehouse.database import open_database
from extract.warehouse.tables import allowed, optional, sql_type
from schemas.records import KEYS, TABLES, Document, Facts, Finding, Indicator, Observation, Record

DOCS = Path(__file__).parents[2] / "docs"
DICTIONARY = DOCS / "data-dictionary.md"
SCHEMA = DOCS / "schema.json"

DESCRIBED_FIRST = (Observation, Document, Finding, Indicator)
"""Where a column gets its meaning from that has none of its own."""

OPENING = """\
# Data dictionary

Every table and view of the database. `python -m extract.warehouse.dictionary` writes this page from the
models in `schemas/records.py` and the views in `extract/warehouse/views.sql`; change those, not this.

Names are a contract: they change only by being added to. NULL means that the paper does not say.
"""


def main() -> None:
    """Write both files."""
    DOCS.mkdir(exist_ok=True)
    DICTIONARY.write_text(dictionary(), encoding="utf-8")
    SCHEMA.write_text(json_schema(), encoding="utf-8")


def dictionary() -> str:
    """The data dictionary in Markdown."""
    con = open_database(None)
    parts = [OPENING, "## Tables"]
    parts += [_table(name, model) for name, model in TABLES.items()]
    parts += ["## Views", *_views(con), "## Macros", *_macros(con)]
    con.close()
    return "\n\n".join(part.strip() for part in parts) + "\n"


def json_schema() -> str:
    """The JSON Schema of what one paper says, and of the two tables of the register."""
    models: list[type[BaseModel]] = [Facts, *TABLES.values()]
    _, schema = models_json_schema([(model, "serialization") for model in models], title="Outturn records")
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _table(name: str, model: type[Record]) -> str:
    rows = [
        (f"`{column}`", sql_type(field), _role(name, column, field), _meaning(field) or _inherited(column))
        for column, field in model.model_fields.items()
    ]
    return "\n\n".join([f"### {name}", inspect.getdoc(model) or "", _grid(("column", "type", "", "meaning"), rows)])


def _role(table: str, column: str, field: FieldInfo) -> str:
    if column in KEYS.get(table, ()):
        return "key"
    return "" if optional(field) else "never NULL"


def _meaning(field: FieldInfo) -> str:
    values = ", ".join(f"`{value}`" for value in allowed(field))
    return "; ".join(part for part in (values, field.description or "") if part)


def _views(con: DuckDBPyConnection) -> list[str]:
    views = con.execute(
        "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY view_name"
    ).fetchall()
    return [f"### {name}\n\n{comment}\n\n{_columns(con, name)}" for name, comment in views]


def _columns(con: DuckDBPyConnection, view: str) -> str:
    rows = con.execute(
        """
        SELECT column_name, data_type, comment FROM duckdb_columns()
        WHERE table_name = ? ORDER BY column_index
        """,
        [view],
    ).fetchall()
    lines = [(f"`{column}`", type_, comment or _inherited(column)) for column, type_, comment in rows]
    return _grid(("column", "type", "meaning"), lines)


def _inherited(column: str) -> str:
    """What the first table with a column of that name says of it."""
    fields = (model.model_fields.get(column) for model in DESCRIBED_FIRST)
    return next((_meaning(field) for field in fields if field and _meaning(field)), "")


def _macros(con: DuckDBPyConnection) -> list[str]:
    macros = con.execute(
        """
        SELECT function_name, parameters, comment FROM duckdb_functions()
        WHERE NOT internal AND function_type IN ('macro', 'table_macro') ORDER BY function_name
        """
    ).fetchall()
    return [f"### {name}({', '.join(parameters)})\n\n{comment}" for name, parameters, comment in macros]


def _grid(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


if __name__ == "__main__":
    main()
