"""What is where on a page of a PDF: pieces of text, pictures, lines, the values of forms."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import Any

from pypdf import PageObject

from kb.readers.pdf.fonts import PdfFont
from kb.readers.pdf.geometry import (
    IDENTITY,
    Matrix,
    PageText,
    Piece,
    Rule,
    at,
    direction,
    times,
    turned,
)
from kb.readers.pdf.interpreter import Interpreter
from kb.readers.pdf.sight import BEYOND, LAYER, PALE, WHITE, around, edges_of, holds, visible_box
from kb.readers.pdf.state import Drawn, Shown
from kb.readers.pdf.vertical import turned_columns

_LINE_ENDS = re.compile(r"[\r\n]+")
# In points: smaller pictures are rules or icons, larger ones are backgrounds or scans.
MIN_PICTURE = 20.0
MAX_COVER = 0.8
MIN_SIZE, MAX_SIZE = 2, 400
MAX_ANNOTATIONS = 2000
MAX_GROUNDS, MAX_PALE = 1000, 2000
_DRAWN = ("/Widget", "/FreeText", "/Stamp")
_COMMENTS = ("/Text", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Caret")


def read_page(page: PageObject, fonts: dict[int, PdfFont]) -> PageText:
    """The content of a page as a person reads it: turned as the page says, or as most of its text
    runs. `fonts` are those of the document that were met so far."""
    box = page.mediabox
    sides = (float(box.width), float(box.height))
    turn = page.rotation % 360
    space = turned(turn, *sides, float(box.left), float(box.bottom))
    interpreter = Interpreter(page.pdf, fonts)
    contents = page.get("/Contents")
    if contents is not None:
        interpreter.run(contents.get_object(), page.get("/Resources", {}), space)
    comments = _annotations(page, interpreter, space)
    drawn = interpreter.drawn
    out = PageText(*(sides if turn % 180 == 0 else sides[::-1]), comments=comments)
    seen = _seen(page, drawn, space, out)
    ways = Counter[int]()
    for shown in seen:
        if not shown.vertical:
            ways[direction(shown.place[0], shown.place[1])] += len(shown.text)
    way = ways.most_common(1)[0][0] if ways else 0
    if way > 0:
        again = turned(way, out.width, out.height)
        if way % 180:
            out.width, out.height = out.height, out.width
    else:
        again = IDENTITY
    for shown in seen:
        _put(shown, shown.place if again is IDENTITY else times(shown.place, again), out)
    for picture in drawn.pictures:
        _add_picture(times(picture, again), out)
    out.rules = [_rule(rule, again) for rule in drawn.paths.rules]
    out.edges = [_rule(rule, again) for rule in drawn.paths.edges]
    out.pieces, columns = turned_columns(out)
    out.vertical += columns
    if out.vertical:  # digits lie on their side in a column
        out.vertical += out.sideways
    else:
        out.slanted += [piece.text for piece in out.sideways]
    return out


def _seen(page: PageObject, drawn: Drawn, space: Matrix, out: PageText) -> list[Shown]:
    """The strings that a person sees; the others become `unseen`. Pale text counts as unseen where
    there is other text, and no picture or colour behind it."""
    sheet = edges_of(visible_box(page), space)
    grounds = [
        around([at(place, x, y) for x in (0, 1) for y in (0, 1)]) for place in drawn.pictures
    ]
    grounds += drawn.paths.grounds
    # Beyond the limit nobody can tell, and text is read.
    plain = not drawn.shaded and len(grounds) <= MAX_GROUNDS
    pale: list[Shown] = []
    kept: list[Shown] = []
    for shown in drawn.strings:
        begin, middle, end = _places(shown)
        if shown.layered or not any(holds(sheet, *place) for place in (begin, middle, end)):
            if shown.text.strip():
                out.written = True
                out.unseen.append((LAYER if shown.layered else BEYOND, shown.text))
            continue
        kept.append(shown)
        may_be_pale = plain and shown.shade >= WHITE and len(pale) < MAX_PALE and shown.text.strip()
        if may_be_pale and not any(holds(box, *middle) for box in grounds):
            pale.append(shown)
    if 0 < len(pale) < sum(bool(shown.text.strip()) for shown in kept):
        out.unseen += [(PALE, shown.text) for shown in pale]
        hidden = set(map(id, pale))
        kept = [shown for shown in kept if id(shown) not in hidden]
    return kept


def _places(shown: Shown) -> list[tuple[float, float]]:
    """Where a string begins, is halfway, and ends, at half the height of its characters."""
    steps = [share * shown.advance for share in (0.0, 0.5, 1.0)]
    if shown.vertical:
        return [at(shown.place, 0, -step) for step in steps]
    return [at(shown.place, step, 0.35 * shown.size) for step in steps]


def _put(shown: Shown, place: Matrix, out: PageText) -> None:
    text = _LINE_ENDS.sub("", shown.text)
    if not text.strip():
        return
    out.written = True
    a, b, c, d, x, y = place
    size = abs(shown.size) * math.hypot(c, d)
    along = math.hypot(a, b)
    if not MIN_SIZE < size < MAX_SIZE or not all(map(math.isfinite, place)):
        return
    way = direction(a, b)
    if shown.watermark:
        out.watermarks.append(text)
    elif shown.vertical:
        # A column, read as a line: how far down it begins, and how far left it is.
        begin = out.height - y
        out.vertical.append(Piece(text, begin, begin + shown.advance * along, x, size, shown.bold))
    elif way == 270:
        begin = out.height - y
        out.sideways.append(
            Piece(text, begin, begin + shown.advance * along, x + 0.3 * size, size, shown.bold)
        )
    elif way:
        out.slanted.append(text)
    else:
        end = x + shown.advance * along
        spacing = shown.spacing * along
        out.pieces.append(Piece(text, x, end, y, size, shown.bold, spacing, shown.shade))


def _add_picture(place: Matrix, out: PageText) -> None:
    a, b, c, d, _, f = place
    corners = (f, f + b, f + d, f + b + d)
    bottom, top = min(corners), max(corners)
    across = abs(a) + abs(c)
    covers = across * (top - bottom) > MAX_COVER * out.width * out.height
    if across >= MIN_PICTURE and top - bottom >= MIN_PICTURE and not covers:
        out.pictures.append((bottom, top))


def _rule(rule: Rule, space: Matrix) -> Rule:
    (x0, y0), (x1, y1) = at(space, rule.x0, rule.y0), at(space, rule.x1, rule.y1)
    level = abs(y1 - y0) < abs(x1 - x0)
    if level:
        return Rule(min(x0, x1), y0, max(x0, x1), y0)
    return Rule(x0, min(y0, y1), x0, max(y0, y1))


def _annotations(page: PageObject, interpreter: Interpreter, space: Matrix) -> list[str]:
    """Draw the values of forms and typed notes where they stand; the comments of readers."""
    comments = []
    annotations = page.get("/Annots")
    annotations = annotations.get_object() if annotations is not None else ()
    for reference in list(annotations)[:MAX_ANNOTATIONS]:
        annotation = reference.get_object()
        if not hasattr(annotation, "get"):
            continue
        kind = annotation.get("/Subtype")
        if kind in _COMMENTS and str(annotation.get("/Contents", "")).strip():
            comments.append(str(annotation["/Contents"]).strip())
        elif kind in _DRAWN and not int(annotation.get("/F", 0)) & 2:
            _draw(annotation, page, interpreter, space)
    return comments


def _draw(annotation: Any, page: PageObject, interpreter: Interpreter, space: Matrix) -> None:
    left, bottom, right, top = sorted_box(annotation.get("/Rect", (0, 0, 0, 0)))
    if _inherited(annotation, "/FT") == "/Btn" and "/AS" in annotation:
        on = annotation["/AS"] != "/Off"
        interpreter.drawn.strings.append(_typed("☑" if on else "☐", left, bottom, top, space))
        return
    form = annotation.get("/AP", {}).get("/N")
    form = form.get_object() if form is not None else None
    before = len(interpreter.drawn.strings)
    if form is not None and hasattr(form, "get_data"):
        x0, y0, x1, y1 = sorted_box(form.get("/BBox", (0, 0, right - left, top - bottom)))
        across = (right - left) / (x1 - x0) if x1 > x0 else 1.0
        up = (top - bottom) / (y1 - y0) if y1 > y0 else 1.0
        matrix = (across, 0.0, 0.0, up, left - x0 * across, bottom - y0 * up)
        resources = form.get("/Resources", page.get("/Resources", {})).get_object()
        interpreter.run(form, resources, times(matrix, space), 1)
    value = _value(annotation)
    drawn = len(interpreter.drawn.strings) > before
    if not drawn and value.strip() and not value.startswith("/"):
        interpreter.drawn.strings.append(_typed(value, left, bottom, top, space))


def _inherited(annotation: Any, name: str) -> Any:
    """A property of a field, which its parent may state."""
    for _ in range(8):
        if name in annotation:
            return annotation[name]
        if "/Parent" not in annotation:
            return None
        annotation = annotation["/Parent"].get_object()
    return None


def _value(annotation: Any) -> str:
    """The value of a field as it is shown: of a choice, its label."""
    value, options = _inherited(annotation, "/V"), _inherited(annotation, "/Opt")
    labels = {}
    if isinstance(options, list):
        pairs = [option.get_object() for option in options[:MAX_ANNOTATIONS]]
        labels = {
            str(pair[0]): str(pair[1]) for pair in pairs if isinstance(pair, list) and pair[1:]
        }
    values = value if isinstance(value, list) else [value]
    return "、".join(labels.get(str(one), str(one)) for one in values if isinstance(one, str))


def _typed(text: str, left: float, bottom: float, top: float, space: Matrix) -> Shown:
    """A value of a form; the file does not say how to draw it."""
    size = min(12.0, max(6.0, 0.7 * (top - bottom)))
    place = times((1, 0, 0, 1, left + 2, bottom + 0.25 * (top - bottom)), space)
    return Shown(text, place, size * len(text), size, 0.0, False, False, 0.0, False)


def sorted_box(box: Any) -> tuple[float, float, float, float]:
    """A rectangle as (left, bottom, right, top)."""
    x0, y0, x1, y1 = (float(number) for number in list(box)[:4])
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
