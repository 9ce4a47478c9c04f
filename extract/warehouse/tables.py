"""The tables, written from the models of `schemas.records`."""

from __future__ import annotations

import inspect
import types
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from schemas.records import KEYS, TABLES, Record

SQL_TYPES: dict[type, str] = {
    str: "VARCHAR",
    int: "INTEGER",
    float: "DOUBLE",
    bool: "BOOLEAN",
    date: "DATE",
    datetime: "TIMESTAMP",
    Decimal: "DECIMAL(20,6)",
}
NAMES: dict[type[Record], str] = {model: name for name, model in TABLES.items()}


def ddl(model: type[Record]) -> str:
    """The statement that creates the table of a model."""
    name = NAMES[model]
    lines = [column_ddl(column, field) for column, field in model.model_fields.items()]
    if name in KEYS:
        lines.append(f"PRIMARY KEY ({', '.join(KEYS[name])})")
    return f"CREATE TABLE {name} (\n    " + ",\n    ".join(lines) + "\n)"


def comments(model: type[Record]) -> list[str]:
    """The statements that store a model's descriptions beside its table, where any client shows them."""
    name = NAMES[model]
    about = [f"COMMENT ON TABLE {name} IS {quoted(inspect.getdoc(model) or '')}"]
    return about + [
        f"COMMENT ON COLUMN {name}.{column} IS {quoted(field.description)}"
        for column, field in model.model_fields.items()
        if field.description
    ]


def column_ddl(column: str, field: FieldInfo, *, constrained: bool = True) -> str:
    """One line of a CREATE TABLE; without the constraints, what ALTER TABLE can add."""
    parts = [column, sql_type(field)]
    if constrained and not optional(field):
        parts.append("NOT NULL")
    if isinstance(field.default, str):
        parts.append(f"DEFAULT {quoted(field.default)}")
    if constrained and (values := allowed(field)):
        parts.append(f"CHECK ({column} IN ({', '.join(map(quoted, values))}))")
    return " ".join(parts)


def sql_type(field: FieldInfo) -> str:
    """The column type of a field."""
    inner = _inner(field.annotation)
    return "VARCHAR" if get_origin(inner) is Literal else SQL_TYPES[inner]


def optional(field: FieldInfo) -> bool:
    """Whether the column may be NULL."""
    return type(None) in get_args(field.annotation)


def allowed(field: FieldInfo) -> tuple[str, ...]:
    """The only values of a column, or nothing where any value goes."""
    inner = _inner(field.annotation)
    return get_args(inner) if get_origin(inner) is Literal else ()


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _inner(annotation: Any) -> Any:
    """What is left of `Annotated[X, ...] | None`: X."""
    if get_origin(annotation) in (Union, types.UnionType):
        (annotation,) = (part for part in get_args(annotation) if part is not type(None))
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation
