"""Sets a Flat ODT document: paragraphs, tables with merged and turned cells, pictures, page styles.

Bookmarks mark the places whose page number somebody wants to know afterwards (see `office.render`).
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

SYMBOLS = "★●▲▼■◆↗↘→↑↓↔✓✗"
SYMBOL_COLOURS = {
    "★": "#00923f", "●": "#e08a00", "▲": "#c00000", "↗": "#00923f", "→": "#c77700", "↘": "#c00000",
    "↑": "#00923f", "↔": "#c77700", "↓": "#c00000",
}  # fmt: skip
SYMBOL_FONT = "DejaVu Sans"

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "style": "style", "text": "text", "table": "table", "draw": "drawing",
        "fo": "xsl-fo-compatible", "svg": "svg-compatible", "meta": "meta", "number": "datastyle",
    }.items()
) + (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)  # fmt: skip

MARKUP = re.compile(r"\*\*(?P<bold>.+?)\*\*|\^\^(?P<raised>.+?)\^\^|__(?P<under>.+?)__|\[\[(?P<figure>.+?)\]\]")


def plain(text: str) -> str:
    """The text as it is printed, without the marks for bold, raised, underlined and figures."""
    return MARKUP.sub(lambda m: (m["bold"] or m["raised"] or m["under"] or m["figure"]).split("|")[0], text)


@dataclass
class Cell:
    """One cell: its text (one paragraph a line) or ready-made content, and how it looks."""

    text: str = ""
    span: int = 1
    down: int = 1
    fill: str | None = None
    bold: bool = False
    italic: bool = False
    align: str | None = None
    valign: str = "middle"
    turned: bool = False
    size: float | None = None
    colour: str | None = None
    content: str | None = None
    marks: Sequence[str] = ()
    border: str | None = None
    figure: Callable[[str], str] | None = None


@dataclass
class PageStyle:
    """A kind of page: its size, margins, and the running lines above and below."""

    name: str
    landscape: bool = False
    margins: tuple[float, float, float, float] = (2.0, 2.0, 2.0, 2.0)
    header: str = ""
    footer: str = ""


@dataclass
class Document:
    """A document being written; methods return XML, `put` adds it to the page."""

    title: str
    font: str = "Liberation Sans"
    size: float = 11
    body: list[str] = field(default_factory=list)
    styles: dict[tuple[str, str], str] = field(default_factory=dict)
    pages: dict[str, PageStyle] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def put(self, *content: str) -> None:
        """Add content below what is there."""
        self.body.extend(content)

    def page(self, style: PageStyle) -> str:
        """Make a page style known; returns its name."""
        self.pages[style.name] = style
        return style.name

    def style(self, family: str, properties: str, attributes: str = "") -> str:
        """The name of an automatic style with these properties, made when first asked for."""
        key = (family, attributes + "|" + properties)
        if key not in self.styles:
            self.styles[key] = f"{family[:2]}{len(self.styles) + 1}"
        return self.styles[key]

    def number(self, kind: str) -> int:
        """The next number of a series of names."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return self.counts[kind]

    # -- text ------------------------------------------------------------------------------------------

    def run(self, text: str, properties: str = "") -> str:
        """Text with tabs, line breaks and symbols in the font that has them."""
        out = []
        for part in re.split(f"([{SYMBOLS}]+)", text):
            if not part:
                continue
            if part[0] in SYMBOLS:
                looks = f'style:font-name="{SYMBOL_FONT}" fo:font-family="{SYMBOL_FONT}"'
                if "fo:color" not in properties and part[0] in SYMBOL_COLOURS:
                    looks += f' fo:color="{SYMBOL_COLOURS[part[0]]}"'
                out.append(self.span(escape(part), f"{properties} {looks}"))
                continue
            xml = escape(part).replace("\t", "<text:tab/>").replace("\n", "<text:line-break/>")
            xml = re.sub("  +", lambda m: f'<text:s text:c="{len(m[0])}"/>', xml)
            out.append(self.span(xml, properties) if properties else xml)
        return "".join(out)

    def span(self, xml: str, properties: str) -> str:
        """A run of text with its own look."""
        name = self.style("text", f"<style:text-properties {properties.strip()}/>")
        return f'<text:span text:style-name="{name}">{xml}</text:span>'

    def inline(self, text: str, figure: Callable[[str], str] | None = None) -> str:
        """Text with its marks: **bold**, ^^raised^^, __underlined__ and [[figure|measure|period]]."""
        out, at = [], 0
        for m in MARKUP.finditer(text):
            out.append(self.run(text[at : m.start()]))
            if m["bold"]:
                out.append(self.run(m["bold"], 'fo:font-weight="bold"'))
            elif m["raised"]:
                out.append(self.run(m["raised"], 'style:text-position="super 58%"'))
            elif m["under"]:
                out.append(self.run(m["under"], 'style:text-underline-style="solid" style:text-underline-width="auto"'))
            else:
                out.append((figure(m["figure"]) if figure else "") + self.run(m["figure"].split("|")[0]))
            at = m.end()
        out.append(self.run(text[at:]))
        return "".join(out)

    @staticmethod
    def mark(name: str) -> str:
        """A bookmark: nothing to see, but its page can be asked for."""
        return f"<text:bookmark text:name={quoteattr(name)}/>"

    def p(
        self,
        text: str = "",
        *,
        size: float | None = None,
        bold: bool = False,
        italic: bool = False,
        colour: str | None = None,
        align: str | None = None,
        before: float = 0,
        after: float = 6,
        left: float = 0,
        indent: float = 0,
        right: float = 0,
        line: int | None = None,
        keep: bool = False,
        font: str | None = None,
        tabs: Sequence[str] = (),
        page: str | None = None,
        number: int | None = None,
        new_page: bool = False,
        level: int | None = None,
        marks: Sequence[str] = (),
        figure: Callable[[str], str] | None = None,
        xml: str | None = None,
        border: str | None = None,
    ) -> str:
        """A paragraph; `page` starts a new page of that style, `number` restarts its count."""
        shape = f'fo:margin-top="{before}pt" fo:margin-bottom="{after}pt" fo:margin-left="{left}cm"'
        shape += f' fo:margin-right="{right}cm" fo:text-indent="{indent}cm"'
        if align:
            shape += f' fo:text-align="{align}"'
        if line:
            shape += f' fo:line-height="{line}%"'
        if keep:
            shape += ' fo:keep-with-next="always"'
        if new_page:
            shape += ' fo:break-before="page"'
        if number is not None:
            shape += f' style:page-number="{number}"'
        if border:
            shape += f' fo:border-bottom="{border}" fo:padding-bottom="2pt"'
        stops = ""
        if tabs or (left and indent < 0):
            places = tabs or (f"{left}cm",)
            stops = "<style:tab-stops>" + "".join(
                f'<style:tab-stop style:position="{t.split()[0]}"'
                + (f' style:type="{t.split()[1]}"' if " " in t else "")
                + "/>"
                for t in places
            )
            stops += "</style:tab-stops>"
        looks = ""
        if font:
            looks += f' style:font-name="{font}" fo:font-family="{font}"'
        if size:
            looks += f' fo:font-size="{size}pt"'
        if bold:
            looks += ' fo:font-weight="bold"'
        if italic:
            looks += ' fo:font-style="italic"'
        if colour:
            looks += f' fo:color="{colour}"'
        properties = f"<style:paragraph-properties {shape}>{stops}</style:paragraph-properties>"
        if looks:
            properties += f"<style:text-properties{looks}/>"
        name = self.style("paragraph", properties, f'style:master-page-name="{page}"' if page else "")
        inner = xml if xml is not None else self.inline(text, figure)
        inner = "".join(self.mark(m) for m in marks) + inner
        if level:
            return f'<text:h text:style-name="{name}" text:outline-level="{level}">{inner}</text:h>'
        return f'<text:p text:style-name="{name}">{inner}</text:p>'

    def field(self, adjust: int = 0, properties: str = "") -> str:
        """The page number; `adjust` is added to it."""
        extra = f' text:page-adjust="{adjust}"' if adjust else ""
        xml = f'<text:page-number text:select-page="current"{extra}>1</text:page-number>'
        return self.span(xml, properties) if properties else xml

    # -- tables and pictures -----------------------------------------------------------------------------

    def table(
        self,
        widths: Sequence[float],
        rows: Sequence[Sequence[Cell]],
        *,
        header: int = 0,
        size: float | None = None,
        border: str = "0.5pt solid #7f7f7f",
        padding: str = "0.06cm 0.08cm",
        align: str = "left",
        before: float = 0,
        after: float = 6,
        split: bool = False,
        heights: Sequence[float] | None = None,
        keep: bool = False,
    ) -> str:
        """A table; widths in centimetres, `header` rows are repeated on each page."""
        name = f"T{self.number('table')}"
        shape = f'style:width="{sum(widths):.2f}cm" table:align="{align}" fo:margin-top="{before}pt"'
        shape += f' fo:margin-bottom="{after}pt" table:border-model="collapsing"'
        if keep:
            shape += ' fo:keep-with-next="always"'
        table = self.style("table", f"<style:table-properties {shape}/>")
        out = [f'<table:table table:name="{name}" table:style-name="{table}">']
        for w in widths:
            column = self.style("table-column", f'<style:table-column-properties style:column-width="{w:.2f}cm"/>')
            out.append(f'<table:table-column table:style-name="{column}"/>')
        covered: set[tuple[int, int]] = set()
        for r, row in enumerate(rows):
            together = "" if split else ' fo:keep-together="always"'
            height = f' style:min-row-height="{heights[r]}cm"' if heights and heights[r] else ""
            row_style = self.style("table-row", f"<style:table-row-properties{together}{height}/>")
            if header and r == 0:
                out.append("<table:table-header-rows>")
            out.append(f'<table:table-row table:style-name="{row_style}">')
            queue, c = list(row), 0
            while c < len(widths):
                if (r, c) in covered:
                    out.append("<table:covered-table-cell/>")
                    c += 1
                    continue
                if not queue:
                    raise ValueError(f"row {r} of {name} has too few cells")
                cell = queue.pop(0)
                covered |= {(r + i, c + k) for i in range(cell.down) for k in range(cell.span)} - {(r, c)}
                out.append(self.cell(cell, size, border, padding))
                c += 1
            if queue:
                raise ValueError(f"row {r} of {name} has too many cells: {queue[0].text!r}")
            out.append("</table:table-row>")
            if header and r == header - 1:
                out.append("</table:table-header-rows>")
        out.append("</table:table>")
        return "".join(out)

    def cell(self, cell: Cell, size: float | None, border: str, padding: str) -> str:
        """One cell of a table."""
        shape = f'fo:border="{cell.border or border}" style:vertical-align="{cell.valign}"'
        up, side = padding.split()
        shape += f' fo:padding-top="{up}" fo:padding-bottom="{up}" fo:padding-left="{side}" fo:padding-right="{side}"'
        if cell.fill:
            shape += f' fo:background-color="{cell.fill}"'
        if cell.turned:
            shape += ' style:writing-mode="bt-lr" loext:writing-mode="bt-lr"'
        name = self.style("table-cell", f"<style:table-cell-properties {shape}/>")
        if cell.content is not None:
            inner = "".join(self.mark(m) for m in cell.marks) and self.p(marks=cell.marks, after=0, size=2)
            inner += cell.content
        else:
            lines = cell.text.split("\n")
            inner = "".join(
                self.p(
                    t, size=cell.size or size, bold=cell.bold, italic=cell.italic, colour=cell.colour,
                    align=cell.align, after=0, marks=cell.marks if n == 0 else (), figure=cell.figure,
                )
                for n, t in enumerate(lines)
            )  # fmt: skip
        spans = ""
        if cell.span > 1:
            spans += f' table:number-columns-spanned="{cell.span}"'
        if cell.down > 1:
            spans += f' table:number-rows-spanned="{cell.down}"'
        return (
            f'<table:table-cell table:style-name="{name}" office:value-type="string"{spans}>{inner}</table:table-cell>'
        )

    def picture(self, png: bytes, width: float, height: float) -> str:
        """A picture in the line of text, in centimetres."""
        name = self.style(
            "graphic", '<style:graphic-properties style:vertical-pos="top" style:vertical-rel="baseline"/>'
        )
        data = base64.b64encode(png).decode()
        return (
            f'<draw:frame draw:style-name="{name}" draw:name="Picture {self.number("picture")}"'
            f' text:anchor-type="as-char" svg:width="{width}cm" svg:height="{height}cm">'
            f"<draw:image><office:binary-data>{data}</office:binary-data></draw:image></draw:frame>"
        )

    # -- the whole ---------------------------------------------------------------------------------------

    def xml(self) -> str:
        """The document as Flat ODT."""
        layouts, masters = [], []
        for page in self.pages.values():
            width, height = (29.7, 21.0) if page.landscape else (21.0, 29.7)
            way = "landscape" if page.landscape else "portrait"
            top, right, bottom, left = page.margins
            running = ""
            for kind, content, gap in (("header", page.header, "bottom"), ("footer", page.footer, "top")):
                if content:
                    running += (
                        f'<style:{kind}-style><style:header-footer-properties fo:min-height="0.6cm"'
                        f' fo:margin-{gap}="0.3cm" style:dynamic-spacing="false"/></style:{kind}-style>'
                    )
            layouts.append(
                f'<style:page-layout style:name="L{page.name}"><style:page-layout-properties'
                f' fo:page-width="{width}cm" fo:page-height="{height}cm" style:print-orientation="{way}"'
                f' fo:margin-top="{top}cm" fo:margin-bottom="{bottom}cm" fo:margin-left="{left}cm"'
                f' fo:margin-right="{right}cm"/>{running}</style:page-layout>'
            )
            inner = f"<style:header>{page.header}</style:header>" if page.header else ""
            inner += f"<style:footer>{page.footer}</style:footer>" if page.footer else ""
            masters.append(
                f'<style:master-page style:name="{page.name}" style:page-layout-name="L{page.name}">'
                f"{inner}</style:master-page>"
            )
        automatic = []
        for (family, key), name in self.styles.items():
            attributes, properties = key.split("|", 1)
            parent = ' style:parent-style-name="Standard"' if family == "paragraph" else ""
            automatic.append(
                f'<style:style style:name="{name}" style:family="{family}"{parent} {attributes}>'
                f"{properties}</style:style>"
            )
        fonts = "".join(
            f'<style:font-face style:name="{f}" svg:font-family="&apos;{f}&apos;"/>'
            for f in ("Liberation Sans", "Liberation Serif", "Liberation Sans Narrow", "Carlito", "DejaVu Sans")
        )
        standard = (
            f'<style:default-style style:family="paragraph"><style:paragraph-properties fo:orphans="2" fo:widows="2"'
            f' style:tab-stop-distance="1.25cm"/><style:text-properties style:font-name="{self.font}"'
            f' fo:font-family="{self.font}" fo:font-size="{self.size}pt" fo:language="en" fo:country="GB"/>'
            '</style:default-style><style:style style:name="Standard" style:family="paragraph" style:class="text"/>'
        )
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES} office:version="1.3"'
            ' office:mimetype="application/vnd.oasis.opendocument.text">'
            f"<office:meta><dc:title>{escape(self.title)}</dc:title></office:meta>"
            f"<office:font-face-decls>{fonts}</office:font-face-decls><office:styles>{standard}</office:styles>"
            f"<office:automatic-styles>{''.join(layouts)}{''.join(automatic)}</office:automatic-styles>"
            f"<office:master-styles>{''.join(masters)}</office:master-styles>"
            f"<office:body><office:text>{''.join(self.body)}</office:text></office:body></office:document>"
        )
