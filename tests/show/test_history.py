"""The printings of a figure on a narrow screen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import StringIO

from rich.console import Console

from extract.show.history import show_history
from extract.warehouse import PrintedOnce

PATH = "tamebrook-2022-11-23-children-and-families-pack.pdf"


def printing(raw: str) -> PrintedOnce:
    return PrintedOnce(
        measure="outturn", comparator=None, meeting_date=date(2022, 11, 23), path=PATH, page=16, source="table",
        on_scorecard=True, raw=raw, value=Decimal("90.9"), unit=None, decimals=1, qualifier=None, status="reported",
        flagged=False, borne_out=0, withdrawn=False, corrected_by=None, taken=True, document_id="a",
        observation_id="a1",
    )  # fmt: skip


def shown(raw: str, width: int) -> str:
    out = StringIO()
    show_history(Console(file=out, width=width), [printing(raw)], "2022-23 Q2", None)
    return out.getvalue()


def test_a_long_path_is_parted_at_its_hyphens() -> None:
    lines = [line.split("   ") for line in shown("90.9 (599 / 65,870)", 80).splitlines()]
    parts = [word.strip() for line in lines for word in line if word.strip() and word.strip() in PATH]
    assert "".join(p for p in parts if p not in ("16", "2022-11-23")) == PATH
    assert all(part.endswith(("-", ".pdf")) for part in parts if part not in ("16", "2022-11-23"))


def test_a_wide_screen_shows_it_in_one_line() -> None:
    assert PATH in shown("90.9", 140)
