"""The operations of a page, executed as a printer does: each string gets its place and its width.

pypdf takes a file apart and knows its fonts; content.py takes a page apart. The text extraction of
pypdf guesses spaces between words and does not say where a string ends; tables and spaced-out Chinese
need exact places. Source: ISO 32000-1, chapters 8 and 9.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from pypdf.generic import ContentStream

from kb.readers.pdf.content import INLINE_IMAGE, operations
from kb.readers.pdf.drawing import PAINTS, PATHS
from kb.readers.pdf.fonts import PdfFont
from kb.readers.pdf.geometry import IDENTITY, Matrix, moved, times
from kb.readers.pdf.sight import layers_of
from kb.readers.pdf.state import STROKED, Drawn, Mark, Shown, State, lightness, shade_of

# In thousandths of an em: the least width of a space.
FAR = 150
MAX_FORMS = 12
# For one page with its forms: a page full of text has some ten thousand.
MAX_OPERATIONS = 500_000
_GREYS = {b"g": 1, b"rg": 3, b"k": 4}
_UNMARKED = Mark()
_ARTIFACT, _LAYER = "/Artifact", "/OC"


class Interpreter:
    """Does the operations of one page. `fonts` are those of the document, by their object."""

    def __init__(self, pdf: Any, fonts: dict[int, PdfFont]) -> None:
        self.drawn = Drawn()
        self._pdf = pdf
        self._fonts = fonts
        self._named: dict[str, PdfFont] = {}  # those of the resources in use
        self._done = 0
        self._state = State(IDENTITY)
        self._stack: list[State] = []
        self._line: Matrix = IDENTITY
        self._text: Matrix = IDENTITY
        self._marked: list[Mark] = []
        self._layers = layers_of(pdf)
        self._actual: str | None = None

    def run(self, contents: Any, resources: Any, space: Matrix, depth: int = 0) -> None:
        """Do the operations of a page or form whose coordinates `space` maps to the sheet."""
        outer, self._state = self._state, replace(self._state, space=space)
        stack, self._stack = self._stack, []
        named, self._named = self._named, {}
        data = ContentStream(contents, self._pdf, "bytes").get_data()
        for operands, operator in operations(data, MAX_OPERATIONS - self._done):
            self._done += 1
            try:
                self._do(operator, operands, resources, depth)
            except (TypeError, ValueError, IndexError, KeyError, AttributeError):
                continue  # an operation with invalid operands does nothing
        self._state, self._stack, self._named = outer, stack, named

    def _do(self, operator: bytes, operands: Any, resources: Any, depth: int) -> None:
        if operator in _TEXT:
            _TEXT[operator](self, operands)
        elif operator in PATHS:
            self.drawn.paths.add(operator, list(map(float, operands)), self._state.space)
        elif operator in PAINTS:
            self.drawn.paths.paint(operator, visible=self._state.shade < 0.97)
        elif operator in _STATE:
            _STATE[operator](self, operands)
        elif operator in _GREYS:
            self._state.shade = lightness([float(number) for number in operands])
        elif operator in (b"sc", b"scn"):
            numbers = [float(n) for n in operands if isinstance(n, (int, float))]
            self._state.shade = lightness(numbers) if numbers else 0.0
        elif operator == b"Tf":
            self._state.font = self._font(resources, operands[0])
            self._state.size = float(operands[1])
        elif operator == b"gs":
            self._graphics(resources["/ExtGState"][operands[0]])
        elif operator == b"Do":
            self._object(resources["/XObject"][operands[0]], resources, depth)
        elif operator == b"sh":
            self.drawn.shaded = True
        elif operator == INLINE_IMAGE:
            self.drawn.pictures.append(self._state.space)
        elif operator in (b"BDC", b"BMC"):
            self._begin_mark(operands, resources)
        elif operator == b"EMC" and self._marked:
            self._marked.pop()
            self._actual = self._mark.text

    @property
    def _mark(self) -> Mark:
        """What all open marks say together."""
        return self._marked[-1] if self._marked else _UNMARKED

    def _save(self, _operands: Any) -> None:
        self._stack.append(replace(self._state))

    def _restore(self, _operands: Any) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def _transform(self, operands: Any) -> None:
        self._state.space = times(list(map(float, operands)), self._state.space)

    def _font(self, resources: Any, name: str) -> PdfFont:
        if name not in self._named:
            resource = resources["/Font"][name].get_object()
            key = id(resource)
            if key not in self._fonts:
                self._fonts[key] = PdfFont(resource)
            self._named[name] = self._fonts[key]
        return self._named[name]

    def _graphics(self, state: Any) -> None:
        alpha = state.get_object().get("/ca")
        if isinstance(alpha, (int, float)):
            self._state.alpha = float(alpha)

    def _object(self, thing: Any, resources: Any, depth: int) -> None:
        thing = thing.get_object()
        if thing.get("/Subtype") == "/Image":
            self.drawn.pictures.append(self._state.space)
        elif "/OC" in thing and self._layers.hides(thing.raw_get("/OC")):
            self._marked.append(Mark(layered=True).within(self._mark))
            self._form(thing, resources, depth)
            self._marked.pop()
        else:
            self._form(thing, resources, depth)

    def _form(self, thing: Any, resources: Any, depth: int) -> None:
        if thing.get("/Subtype") == "/Form" and depth < MAX_FORMS:
            inner = list(map(float, thing.get("/Matrix", IDENTITY)))
            own = thing.get("/Resources")
            own = own.get_object() if own is not None else resources
            text = (self._text, self._line)
            self.run(thing, own, times(inner, self._state.space), depth + 1)
            self._text, self._line = text

    def _begin_mark(self, operands: Any, resources: Any) -> None:
        properties = operands[1] if len(operands) > 1 else {}
        layered = False
        if isinstance(properties, str):
            named = resources["/Properties"].get_object().raw_get(properties)
            layered = operands[0] == _LAYER and self._layers.hides(named)
            properties = named.get_object()
        actual = properties.get("/ActualText")
        if isinstance(actual, bytes):
            actual = actual.decode(
                "utf-16" if actual[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1"
            )
        mark = operands[0] == _ARTIFACT and properties.get("/Subtype") == "/Watermark"
        own = Mark(str(actual) if actual is not None else None, mark, layered)
        self._marked.append(own.within(self._mark))
        if actual is not None:
            self._actual = str(actual)

    def _begin_text(self, _operands: Any) -> None:
        self._text = self._line = IDENTITY

    def _place(self, operands: Any) -> None:
        self._text = self._line = list(map(float, operands))

    def _move(self, operands: Any) -> None:
        x, y = map(float, operands)
        self._text = self._line = moved(x, y, self._line)

    def _move_and_lead(self, operands: Any) -> None:
        self._state.leading = -float(operands[1])
        self._move(operands)

    def _next_line(self, _operands: Any) -> None:
        self._move((0, -self._state.leading))

    def _show(self, operands: Any) -> None:
        self._strings([operands[0]])

    def _show_array(self, operands: Any) -> None:
        self._strings(operands[0])

    def _show_on_next(self, operands: Any) -> None:
        self._next_line(())
        self._strings([operands[-1]])

    def _show_spaced(self, operands: Any) -> None:
        self._state.word_spacing, self._state.spacing = float(operands[0]), float(operands[1])
        self._show_on_next(operands)

    def _strings(self, items: Sequence[Any]) -> None:
        """Show strings with moves in between; far moves separate them."""
        state = self._state
        if state.font is None or not state.size:
            return
        text, begin, pen = "", 0.0, 0.0
        for item in items:
            if isinstance(item, (int, float)):
                if abs(item) >= FAR and text:
                    self._put(text, begin, pen)
                    text = ""
                pen -= item / 1000 * state.size * (1 if state.font.vertical else state.scale)
                begin = begin if text else pen
                continue
            data = item if isinstance(item, bytes) else str(item).encode("latin-1", "replace")
            for glyph in state.font.glyphs(data):
                text += glyph.text
                extra = state.spacing + (state.word_spacing if glyph.blank else 0.0)
                if state.font.vertical:
                    pen += state.size + extra
                else:
                    pen += (glyph.width * state.size + extra) * state.scale
        if text:
            self._put(text, begin, pen)
        # Vertical text goes down, horizontal text to the right.
        step = (0.0, -pen) if state.font.vertical else (pen, 0.0)
        self._text = moved(*step, self._text)

    def _put(self, text: str, begin: float, end: float) -> None:
        state = self._state
        if self._actual is not None:
            text, self._actual = self._actual.removeprefix("\ufeff"), ""
        assert state.font is not None
        step = (0.0, -begin) if state.font.vertical else (begin, state.rise)
        place = times(moved(*step, self._text), state.space)
        watermark, layered = self._mark.watermark, self._mark.layered
        bold = state.mode in STROKED or state.font.bold
        spacing = state.spacing * state.scale
        vertical = state.font.vertical
        shown = Shown(
            text, place, end - begin, state.size, spacing, bold, vertical, shade_of(state), watermark,
            layered,
        )  # fmt: skip
        self.drawn.strings.append(shown)


def _set(name: str, factor: float = 1.0) -> Callable[[Interpreter, Any], None]:
    def operation(interpreter: Interpreter, operands: Any) -> None:
        setattr(interpreter._state, name, float(operands[0]) * factor)

    return operation


_TEXT: dict[bytes, Callable[[Interpreter, Any], None]] = {
    b"BT": Interpreter._begin_text,
    b"Tm": Interpreter._place,
    b"Td": Interpreter._move,
    b"TD": Interpreter._move_and_lead,
    b"T*": Interpreter._next_line,
    b"Tj": Interpreter._show,
    b"TJ": Interpreter._show_array,
    b"'": Interpreter._show_on_next,
    b'"': Interpreter._show_spaced,
}
_STATE: dict[bytes, Callable[[Interpreter, Any], None]] = {
    b"q": Interpreter._save,
    b"Q": Interpreter._restore,
    b"cm": Interpreter._transform,
    b"Tc": _set("spacing"),
    b"Tw": _set("word_spacing"),
    b"Tz": _set("scale", 0.01),
    b"TL": _set("leading"),
    b"Ts": _set("rise"),
    b"Tr": _set("mode"),
}
