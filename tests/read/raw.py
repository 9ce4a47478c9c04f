"""Write small PDFs by hand, for what no library would write: hidden text, layers, fields, fonts that lie."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

FIRST = 6
"""The number of the first further object; 4 is Helvetica (/F1), 5 the content."""


def write_raw(
    path: Path, content: str, objects: Sequence[str] = (), *, page: str = "", resources: str = "", catalog: str = "",
    fonts: str = "", media: str = "0 0 400 400",
) -> Path:  # fmt: skip
    """A file of one page; `objects` are numbered from `FIRST` on."""
    head = f"<</Type/Page/Parent 2 0 R/MediaBox[{media}]{page}/Contents 5 0 R"
    bodies = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"{head}/Resources<</Font<</F1 4 0 R{fonts}>>{resources}>>>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        stream(content),
        *objects,
    ]
    out, places = "%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(bodies) + 1}/Root 1 0 R>>\n"
    path.write_bytes(f"{out}{tail}startxref\n{len(out)}\n%%EOF".encode("latin-1"))
    return path


def stream(data: str, entries: str = "") -> str:
    """A stream object with its dictionary."""
    return f"<<{entries}/Length {len(data)}>>stream\n{data}\nendstream"


def at(x: float, y: float, text: str, size: float = 9, font: str = "F1") -> str:
    """Text at a place, from the bottom left corner."""
    return f" BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET\n"


def drawn_font(shows: str, says: str, first: int) -> list[str]:
    """The objects of a font whose codes from "A" on show some characters and say others; the last one is the font."""
    glyphs = [stream(f"556 0 0 -200 900 800 d1 BT /F1 1000 Tf ({char}) Tj ET") for char in shows]
    codes = range(65, 65 + len(shows))
    lines = "".join(f"<{code:02x}> <{ord(char):04x}>\n" for code, char in zip(codes, says, strict=True))
    table = (
        f"begincmap 1 begincodespacerange <00> <ff> endcodespacerange {len(says)} beginbfchar\n{lines}endbfchar endcmap"
    )
    procs = "".join(f"/g{n} {first + n} 0 R" for n in range(len(shows)))
    names = "".join(f"/g{n}" for n in range(len(shows)))
    widths = " ".join("556" for _ in shows)
    font = (
        f"<</Type/Font/Subtype/Type3/Name/Own/FontBBox[0 -200 900 800]/FontMatrix[.001 0 0 .001 0 0]"
        f"/CharProcs<<{procs}>>/Encoding<</Differences[65 {names}]>>/FirstChar 65/LastChar {codes[-1]}"
        f"/Widths[{widths}]/Resources<</Font<</F1 4 0 R>>>>/ToUnicode {first + len(shows)} 0 R>>"
    )
    return [*glyphs, stream(table), font]
