"""Set a sheet as a web page, and have LibreOffice or Chromium print it: other producers, other fonts, other rules."""

from __future__ import annotations

import html
import shutil
import subprocess
from pathlib import Path

from tests.distortion.draw import DINGBATS
from tests.distortion.options import Variant
from tests.distortion.sheet import Paint, Sheet, Symbol, Table, Tile

COMMANDS = {"libreoffice": ("soffice", "libreoffice"), "chromium": ("chromium", "chromium-browser", "google-chrome")}
COLOURS: dict[Paint, str] = {"red": "#d21f1f", "amber": "#ffb400", "green": "#1a9a3c", "black": "#000000"}
FAMILIES = {
    "Helvetica": "Liberation Sans, Arial", "Times-Roman": "Liberation Serif, Times", "Vera": "DejaVu Sans",
    "Courier": "Liberation Mono",
}  # fmt: skip
GLYPHS = {**DINGBATS, "up": "↑", "down": "↓", "right": "→"}
SECONDS = 120


def producers() -> list[str]:
    """The producers that this machine has, beside the one that draws without any."""
    return [name for name, commands in COMMANDS.items() if any(map(shutil.which, commands))]


def print_sheet(sheet: Sheet, variant: Variant, producer: str, path: Path) -> None:
    """Write the sheet as a PDF by a producer of `producers()`."""
    page = path.with_suffix(".html")
    page.write_text(_page(sheet, variant), encoding="utf-8")
    command = next(found for name in COMMANDS[producer] if (found := shutil.which(name)))
    if producer == "chromium":
        call = [
            command, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
            "--no-pdf-header-footer", f"--user-data-dir={path.parent / 'profile'}", f"--print-to-pdf={path}", page.as_uri(),
        ]  # fmt: skip
    else:
        profile = f"-env:UserInstallation={(path.parent / 'office').as_uri()}"
        as_document = ("--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export")
        call = [command, profile, "--headless", *as_document, "--outdir", str(path.parent), str(page)]
    subprocess.run(call, check=True, capture_output=True, timeout=SECONDS)


def _page(sheet: Sheet, variant: Variant) -> str:
    paper, turn = variant["page"].split()
    family, size = FAMILIES[variant["font"]], variant["size"]
    style = (
        f"@page {{ size: {paper} {turn}; margin: 15mm }} body {{ font-family: {family}; font-size: {size}pt }} "
        f"td {{ vertical-align: top; padding: 2pt 4pt }} table {{ border-collapse: collapse; width: 100% }}"
    )
    key = "".join(f"<p>{_symbol(symbol)} {html.escape(words)}</p>" for symbol, words in sheet.key)
    titles = "".join(
        f"<p style='font-size: {15 - 2.5 * n}pt'><b>{html.escape(t)}</b></p>" for n, t in enumerate(sheet.titles)
    )
    tables = "".join(
        (f"<p><b>{html.escape(caption)}</b></p>" if caption else "") + _table(table, variant)
        for caption, table in sheet.tables
    )
    notes = "".join(f"<p>{html.escape(note)}</p>" for note in sheet.notes)
    body = f"{titles}{'' if sheet.key_below else key}{tables}{notes}{key if sheet.key_below else ''}"
    return f"<html><head><meta charset='utf-8'><style>{style}</style></head><body>{body}</body></html>"


def _table(table: Table, variant: Variant) -> str:
    border = {"none": "none", "zebra": "none", "horizontal": "rows", "header_box": "rows"}.get(
        variant["borders"], "cells"
    )
    edge = {
        "none": "",
        "rows": "border-top: 1px solid #444; border-bottom: 1px solid #444",
        "cells": "border: 1px solid #444",
    }[border]
    rows = []
    for n, row in enumerate([*table.head, *table.body]):
        ground = "#eeeeee" if variant["borders"] == "zebra" and n % 2 and n >= len(table.head) else ""
        cells = "".join(_cell(tile, edge, ground) for tile in row if tile is not None)
        rows.append(f"<tr>{cells}</tr>")
    heads = len(table.head)
    return (
        f"<table cellspacing='0'><thead>{''.join(rows[:heads])}</thead><tbody>{''.join(rows[heads:])}</tbody></table>"
    )


def _cell(tile: Tile, edge: str, ground: str) -> str:
    fill = COLOURS[tile.fill] if tile.fill else ground
    style = f"{edge}; background-color: {fill}" if fill else edge
    text = f"{_symbol(tile.symbol)} {html.escape(tile.text)}".strip().replace("\n", "<br>")
    raised = f"<sup>{html.escape(tile.raised)}</sup>" if tile.raised else ""
    strong = f"<b>{text}</b>" if tile.kind in ("head", "band", "group") else text
    return f"<td rowspan='{tile.rows}' colspan='{tile.columns}' style='{style}'>{strong}{raised}</td>"


def _symbol(symbol: Symbol | None) -> str:
    if symbol is None:
        return ""
    return f"<span style='color: {COLOURS[symbol.colour]}; font-family: DejaVu Sans'>{GLYPHS[symbol.shape]}</span>"
