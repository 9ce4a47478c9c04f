"""Lay out a page with what a viewer shows of it, and nothing else.

pdfminer lays out all text that a content stream draws.  A viewer leaves out text without paint, what a clipping path
cuts off, layers that are switched off, and what a white box or a picture covers; people use each of these to correct
a figure, so that text that nobody sees would otherwise be read into the one that everybody sees.
"""

from __future__ import annotations

from typing import Any, NamedTuple, cast

import numpy as np
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTLine, LTRect
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import apply_matrix_pt, apply_matrix_rect, mult_matrix
from pdfplumber.page import Page as PlumberPage
from pdfplumber.page import PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import PdfminerException

from extract.read.colour import Rgb, rgb_of

Rect = tuple[float, float, float, float]
Point = tuple[float, float]

UNPAINTED = (3, 7)
"""Text rendering modes that paint nothing."""
STROKED = (1, 2, 5, 6)
"""Text rendering modes that paint the outlines of letters."""
SEEN_THROUGH = 0.08
"""Paint of less opacity is not seen."""
OPAQUE = 0.95
"""Paint of more opacity hides what lies below."""
SAME_PAINT = 0.04
"""Text whose red, green and blue differ from its ground by no more than this share is not seen."""
EDGE = 0.5
"""Points by which a letter's middle may lie outside a clipping path: the path is often drawn tight."""
LEGIBLE = 0.3
"""A line of which this share of its height is left is still read, as in a row that is too low for its cell."""
LOOKED_AT = (0.2, 0.5, 0.8)
"""Where on its height a letter is held against its ground."""
WINDOWS_HYPHEN = 0xAD
"""The second code that Windows has for a hyphen."""
NO_DESCRIPTOR = "unknown"
"""What pdfminer calls a font that is described by its name alone."""
THIN = 2.6
"""Paint no thicker (points) is a rule."""
SYMBOL = 30.0
"""A larger clipping path (points) cuts out no symbol."""
WHITE: Rgb = (1.0, 1.0, 1.0)
EVERYWHERE: Rect = (-1e9, -1e9, 1e9, 1e9)


class HiddenText(NamedTuple):
    """The letters of a page that no viewer shows, in the order of drawing, and how many are shown."""

    text: str
    unpainted: int
    shown: int


class _State(PDFGraphicState):
    """A graphics state that also knows its clipping path, as the box around it, its opacity and text mode."""

    clip: Rect = EVERYWHERE
    outline: tuple[Point, ...] = ()
    opacity: float = 1.0
    mode: int = 0
    blended: bool = False

    def copy(self) -> _State:
        new = _State()
        new.__dict__.update(self.__dict__)
        return new


class _Interpreter(PDFPageInterpreter):
    """Follows clipping paths, layers, opacity and text modes; a form goes on with the state of its page."""

    graphicstate: _State
    inherited: _State | None = None

    def subinterp(self) -> PDFPageInterpreter:
        inner = cast("_Interpreter", super().subinterp())
        inner.inherited = self.graphicstate.copy()
        return inner

    def init_state(self, ctm: Any) -> None:
        super().init_state(ctm)
        self.graphicstate = self.inherited or _State()
        form = cast("_Device", self.device).form_clip()
        self.graphicstate.clip = _common(self.graphicstate.clip, form)

    def do_F(self) -> None:  # noqa: N802 (the operator's name)
        self.do_f()

    def do_W(self) -> None:  # noqa: N802
        points = [apply_matrix_pt(self.ctm, p[-2:]) for p in self.curpath if len(p) > 2]
        xs, ys = [x for x, _ in points] or [0.0], [y for _, y in points] or [0.0]
        self.graphicstate.clip = _common(self.graphicstate.clip, (min(xs), min(ys), max(xs), max(ys)))
        self.graphicstate.outline = tuple(points)

    def do_W_a(self) -> None:  # noqa: N802
        self.do_W()

    def do_gs(self, name: Any) -> None:
        states = dict_value(self.resources.get("ExtGState") or {})
        state = resolve1(states.get(name.name if isinstance(name, PSLiteral) else name)) or {}
        opacity = resolve1(state.get("ca")) if isinstance(state, dict) else None
        if isinstance(opacity, int | float):
            self.graphicstate.opacity = float(opacity)
        blend = resolve1(state.get("BM")) if isinstance(state, dict) else None
        if isinstance(blend, PSLiteral):
            self.graphicstate.blended = blend.name not in ("Normal", "Compatible")

    def do_Tr(self, render: Any) -> None:  # noqa: N802
        super().do_Tr(render)
        if isinstance(render, int):
            self.graphicstate.mode = render

    def do_scn(self) -> None:
        """A tint, an index or a pattern is no grey: such a colour is left open."""
        super().do_scn()
        if self.graphicstate.ncs.name in ("Separation", "DeviceN", "Indexed", "Pattern", "Lab"):
            self.graphicstate.ncolor = cast("Any", ())

    def do_sc(self) -> None:
        self.do_scn()

    def do_sh(self, name: object) -> None:
        device = cast("_Device", self.device)
        device.paint(self.graphicstate.clip, self.graphicstate, None, opaque=False)
        device.draw_clipped(self.graphicstate)

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802
        cast("_Device", self.device).open_content(self._is_off(tag, props))
        super().do_BDC(tag, props)

    def do_BMC(self, tag: Any) -> None:  # noqa: N802
        cast("_Device", self.device).open_content(off=False)
        super().do_BMC(tag)

    def do_EMC(self) -> None:  # noqa: N802
        cast("_Device", self.device).close_content()
        super().do_EMC()

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802
        device = cast("_Device", self.device)
        thing = resolve1(self.xobjmap.get(xobjid_arg.name if isinstance(xobjid_arg, PSLiteral) else xobjid_arg))
        layer = thing.attrs.get("OC") if isinstance(thing, PDFStream) else None
        device.open_content(layer is not None and device.layers.are_off(layer))
        device.state = self.graphicstate
        super().do_Do(xobjid_arg)
        device.close_content()

    def do_EI(self, obj: Any) -> None:  # noqa: N802
        cast("_Device", self.device).state = self.graphicstate
        super().do_EI(obj)

    def _is_off(self, tag: Any, props: Any) -> bool:
        if not (isinstance(tag, PSLiteral) and tag.name == "OC" and isinstance(props, PSLiteral)):
            return False
        named = dict_value(self.resources.get("Properties") or {})
        return cast("_Device", self.device).layers.are_off(named.get(props.name))


class _Layers:
    """Which optional content a viewer leaves out when it opens the file."""

    def __init__(self, catalog: dict[str, Any]) -> None:
        properties = resolve1(catalog.get("OCProperties")) or {}
        usual = resolve1(properties.get("D")) or {}
        listed = {key: {_number(ref) for ref in resolve1(usual.get(key)) or []} for key in ("OFF", "ON")}
        every = {_number(ref) for ref in resolve1(properties.get("OCGs")) or []}
        base = resolve1(usual.get("BaseState"))
        self.off = listed["OFF"]
        if isinstance(base, PSLiteral) and base.name == "OFF":
            self.off = every - listed["ON"]

    def are_off(self, layer: Any) -> bool:
        """Whether a layer, or the layers that a membership names, are switched off."""
        content = resolve1(layer)
        members = resolve1(content.get("OCGs")) if isinstance(content, dict) else None
        if members is None:
            return _number(layer) in self.off
        refs = members if isinstance(members, list) else [content["OCGs"]]
        return bool(refs) and all(_number(ref) in self.off for ref in refs)


def _number(ref: Any) -> int:
    return ref.objid if isinstance(ref, PDFObjRef) else -1


class _Paint(NamedTuple):
    """Something that is painted over an area: its number in the order of drawing, its colour where it has one."""

    turn: int
    box: Rect
    colour: Rgb | None
    hides: bool


class _Letter(NamedTuple):
    turn: int
    char: LTChar
    state: _State


class _Device(PDFPageAggregatorWithMarkedContent):  # type: ignore[misc]
    """Puts into the layout what is painted, and remembers the order of it."""

    def __init__(self, page: PlumberPage) -> None:
        super().__init__(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
        self.layers = _Layers(page.pdf.doc.catalog)
        self.state = _State()
        self.off: list[bool] = []
        self.forms: list[Rect] = []
        self.letters: list[_Letter] = []
        self.paints: list[_Paint] = []
        self.strips: list[Rect] = []
        self.hidden: list[str] = []
        self.unpainted = 0

    def open_content(self, off: bool) -> None:
        self.off.append(off)

    def close_content(self) -> None:
        if self.off:
            self.off.pop()

    def form_clip(self) -> Rect:
        return self.forms[-1] if self.forms else EVERYWHERE

    def begin_figure(self, name: Any, bbox: Any, matrix: Any) -> None:
        super().begin_figure(name, bbox, matrix)
        self.forms.append(apply_matrix_rect(mult_matrix(matrix, self.ctm), bbox))

    def end_figure(self, name: Any) -> None:
        super().end_figure(name)
        self.forms.pop()

    def paint(self, box: Rect, state: _State, colour: Rgb | None, *, opaque: bool = True) -> None:
        """Remember an area that is painted; rules are too thin to hide or to be a ground."""
        seen = _common(box, state.clip)
        if any(self.off) or state.opacity < SEEN_THROUGH:
            return
        if min(seen[2] - seen[0], seen[3] - seen[1]) > THIN:
            hides = opaque and state.opacity >= OPAQUE and not state.blended
            self.paints.append(_Paint(self._turn(), seen, colour if hides else None, hides))
        else:
            self.strips.append(seen)

    def draw_clipped(self, state: _State) -> None:
        """The outline of a small clipping path that is filled to its edges: a symbol is often drawn so."""
        width, height = state.clip[2] - state.clip[0], state.clip[3] - state.clip[1]
        if (
            not any(self.off)
            and len(state.outline) > 2
            and THIN < max(width, height) <= SYMBOL
            and min(width, height) > 0
        ):
            points = list(state.outline)
            path: Any = [("m", points[0]), *(("l", point) for point in points[1:])]
            self.cur_item.add(LTCurve(0, points, False, True, False, None, state.ncolor, path))

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        adv = super().render_char(*args, **kwargs)
        state, char = args[-1], self.cur_item._objs[-1]
        if args[5] == WINDOWS_HYPHEN and char.get_text() == " " and not args[1].is_multibyte():
            char._text = "\u00ad"  # pdfminer takes it for a space, and a minus would be lost
        if char.fontname == NO_DESCRIPTOR:
            char.fontname = getattr(args[1], "basefont", NO_DESCRIPTOR)
        self.unpainted += state.mode == UNPAINTED[0]
        unpainted = state.mode in UNPAINTED or state.opacity < SEEN_THROUGH
        if unpainted or any(self.off) or not _is_within(state.clip, (char.x0, char.y0, char.x1, char.y1)):
            self.cur_item._objs.pop()
            self.hidden.append(char.get_text())
        else:
            self.letters.append(_Letter(self._turn(), char, state))
        return cast("float", adv)

    def render_image(self, name: Any, stream: Any) -> None:
        super().render_image(name, stream)
        image = self.cur_item._objs[-1]
        box = image.x0, image.y0, image.x1, image.y1
        if any(self.off) or not _meet(self.state.clip, box):
            self.cur_item._objs.pop()
        masked = any(key in stream for key in ("SMask", "Mask", "ImageMask", "IM"))
        self.paint(box, self.state, None, opaque=not masked)

    def paint_path(self, gstate: Any, stroke: Any, fill: Any, evenodd: Any, path: Any) -> None:
        before = len(self.cur_item._objs)
        super().paint_path(gstate, stroke, fill, evenodd, path)
        drawn = self.cur_item._objs[before:]
        if sum(p[0] == "m" for p in path) == 1:  # more are painted one by one, each by a call of its own
            for shape in drawn:
                self._paint_shape(shape, gstate, bool(stroke), bool(fill))
        self.cur_item._objs[before:] = [
            p for p in drawn if not any(self.off) and _meet(gstate.clip, (p.x0, p.y0, p.x1, p.y1))
        ]
        for shape in self.cur_item._objs[before:]:
            if isinstance(shape, LTRect) and fill:
                self._clip(shape, gstate)

    def _clip(self, shape: LTRect, state: _State) -> None:
        """Leave of a filled rectangle what its clipping path shows."""
        if _contains((shape.x0, shape.y0, shape.x1, shape.y1), state.clip):
            self.draw_clipped(state)
        x0, y0, x1, y1 = _common((shape.x0, shape.y0, shape.x1, shape.y1), state.clip)
        if x0 < x1 and y0 < y1 and (shape.x0, shape.y0, shape.x1, shape.y1) != (x0, y0, x1, y1):
            shape.set_bbox((x0, y0, x1, y1))
            shape.pts = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]

    def _paint_shape(self, shape: Any, state: _State, stroke: bool, fill: bool) -> None:
        box = shape.x0, shape.y0, shape.x1, shape.y1
        if fill:
            self.paint(box, state, rgb_of(state.ncolor), opaque=isinstance(shape, LTRect))
        if stroke and (shape.linewidth or 0) > THIN:
            self.paint(_grown(box, shape.linewidth / 2), state, rgb_of(state.scolor), opaque=isinstance(shape, LTLine))

    def _turn(self) -> int:
        return len(self.letters) + len(self.paints)


def leave_out_hidden(page: PlumberPage) -> HiddenText:
    """Lay out the page anew, so that pdfplumber gives only what is shown, and say what was left out."""
    device = _Device(page)
    try:
        _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    except Exception as error:  # pdfminer raises whatever a damaged stream makes it stumble over
        raise PdfminerException(error) from error
    layout = device.get_result()
    unseen = _covered(device) | _of_the_colour_of_their_ground(device)
    _take_out(layout, unseen)
    page.__dict__["_layout"] = layout
    hidden = device.hidden + [n.char.get_text() for n in device.letters if id(n.char) in unseen]
    return HiddenText("".join(hidden), device.unpainted, len(device.letters) - len(unseen))


def _covered(device: _Device) -> set[int]:
    """Letters over which something opaque is painted later."""
    if not device.letters:
        return set()
    turns = np.array([n.turn for n in device.letters])
    xs = np.array([(n.char.x0 + n.char.x1) / 2 for n in device.letters])
    ys = np.array([(n.char.y0 + n.char.y1) / 2 for n in device.letters])
    covered = np.zeros(len(turns), dtype=bool)
    for paint in device.paints:
        if paint.hides and paint.turn > turns[0]:
            x0, y0, x1, y1 = paint.box
            covered |= (turns < paint.turn) & (xs > x0) & (xs < x1) & (ys > y0) & (ys < y1)
    return {id(n.char) for n, gone in zip(device.letters, covered, strict=True) if gone}


def _of_the_colour_of_their_ground(device: _Device) -> set[int]:
    """Letters painted in the colour of what lies below them; the paper is white.

    A line that reaches beyond its dark box shows where it lies on the box, so it is looked at from top to bottom.
    """
    colours = {p.colour for p in device.paints if p.colour is not None} | {WHITE}
    found = set()
    for letter in device.letters:
        char, state = letter.char, letter.state
        paint = rgb_of(state.ncolor)
        if paint is None or state.mode in STROKED or not any(_alike(paint, c) for c in colours):
            continue
        left = _common((char.x0, char.y0, char.x1, char.y1), state.clip)
        x, height = (left[0] + left[2]) / 2, left[3] - left[1]
        if all(_is_ground(device, letter.turn, paint, x, left[1] + share * height) for share in LOOKED_AT):
            found.add(id(char))
    return found


def _is_ground(device: _Device, turn: int, paint: Rgb, x: float, y: float) -> bool:
    """Whether what lies at a point when a letter is painted has the colour of the letter."""
    below = next((p for p in reversed(device.paints) if p.turn <= turn and _holds(p.box, x, y)), None)
    if below is None and any(_holds(strip, x, y) for strip in device.strips):
        return False  # a shade may be painted in strips
    ground = WHITE if below is None else below.colour
    return ground is not None and _alike(paint, ground)


def _take_out(layout: LTContainer[Any], unseen: set[int]) -> None:
    layout._objs = [o for o in layout._objs if id(o) not in unseen]
    for inner in layout._objs:
        if isinstance(inner, LTContainer):
            _take_out(inner, unseen)


def _alike(a: Rgb, b: Rgb) -> bool:
    return all(abs(x - y) <= SAME_PAINT for x, y in zip(a, b, strict=True))


def _common(a: Rect, b: Rect) -> Rect:
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def _grown(box: Rect, by: float) -> Rect:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _contains(outer: Rect, inner: Rect) -> bool:
    return _common(outer, inner) == inner


def _holds(box: Rect, x: float, y: float, slack: float = 0.0) -> bool:
    return box[0] - slack <= x <= box[2] + slack and box[1] - slack <= y <= box[3] + slack


def _is_within(clip: Rect, letter: Rect) -> bool:
    """Whether a clipping path leaves enough of a letter to be read: its middle, or a good part of its height."""
    x, y = (letter[0] + letter[2]) / 2, (letter[1] + letter[3]) / 2
    left = min(clip[3], letter[3]) - max(clip[1], letter[1])
    return _holds(clip, x, y, EDGE) or (
        clip[0] - EDGE <= x <= clip[2] + EDGE and left > LEGIBLE * (letter[3] - letter[1])
    )


def _meet(a: Rect, b: Rect) -> bool:
    common = _common(a, _grown(b, EDGE))
    return common[0] <= common[2] and common[1] <= common[3]
