"""One document, written in every format, is read as the same paragraphs with the same look."""

from __future__ import annotations

import html
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.readers.draft import Block
from kb.readers.read import read
from tests.readers.making import docx, p, run, table
from tests.readers.printing import Printer


@dataclass(frozen=True)
class Title:
    """The title of a document."""

    text: str


@dataclass(frozen=True)
class Headline:
    """A heading between paragraphs."""

    text: str


@dataclass(frozen=True)
class Prose:
    """A paragraph that begins with bold characters, if `bold` is not empty."""

    bold: str
    rest: str

    @property
    def text(self) -> str:
        """Its whole text."""
        return self.bold + self.rest


@dataclass(frozen=True)
class Points:
    """Points with their numbers typed in front of them, as bulletins have them."""

    items: tuple[str, ...]

    @property
    def texts(self) -> list[str]:
        """The text of each, with its number."""
        return [f"{number}. {item}" for number, item in enumerate(self.items, 1)]


@dataclass(frozen=True)
class Sheet:
    """A table: rows of cells, the first of which are the heads of its columns."""

    rows: tuple[tuple[str, ...], ...]


Part = Title | Headline | Prose | Points | Sheet
Document = list[Part]

# What bulletins write, with what markup has a meaning for: <, &, |, *, #, _ and \ must survive.
_FIRST = "整村授信走访建档支行客户经理评议"
_INNER = _FIRST + "，、（）《》“”：；0123456789.%＋+-/ <>&*#_\\~`'\"Ａabc"
_LAST = "贷款户数余额模式办法"


def _words(least: int, most: int) -> st.SearchStrategy[str]:
    """A text without blanks next to Chinese or at its ends, as a person types it."""
    middle = st.text(_INNER, min_size=least, max_size=most).map(
        lambda text: "".join(c for at, c in enumerate(text) if c != " " or _between_latin(text, at))
    )
    return st.builds("{}{}{}".format, st.sampled_from(_FIRST), middle, st.sampled_from(_LAST))


def _between_latin(text: str, at: int) -> bool:
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return len(around) == 2 and around.isascii() and around.isalnum()


_SHORT = _words(2, 8)
_SENTENCE = _words(4, 40).map("{}。".format)
_CELL = st.one_of(st.integers(0, 99999).map("{}户".format), _words(0, 4))
_SHEET = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.tuples(*[_CELL] * width), min_size=2, max_size=4)
)
_PART = st.one_of(
    _SHORT.map(Headline),
    st.builds(Prose, st.one_of(st.just(""), _SHORT), _SENTENCE),
    st.lists(_SENTENCE, min_size=1, max_size=3).map(tuple).map(Points),
    _SHEET.map(tuple).map(Sheet),
)
# Several full lines of print: without them nobody can tell where the margins of a page are.
_LAST_WORDS = "各组在支行一同参加晨会，一同上门走访，晚上交流当天看到的做法，" * 7 + "到此结束。"
DOCUMENTS = st.builds(
    lambda title, parts: [Title(title), *parts, Prose("", _LAST_WORDS)],
    _SHORT,
    st.lists(_PART, max_size=6),
)


def expected(document: Document) -> list[str]:
    """The paragraphs that a person sees."""
    texts: list[str] = []
    for part in document:
        match part:
            case Points():
                texts += part.texts
            case Sheet():
                texts += [" | ".join(row) for row in part.rows]
            case _:
                texts.append(part.text)
    return texts


def as_html(document: Document) -> bytes:
    """A web page."""
    out = []
    for part in document:
        match part:
            case Title(text):
                out.append(f"<h1>{_escaped(text)}</h1>")
            case Headline(text):
                out.append(f"<h2>{_escaped(text)}</h2>")
            case Prose(bold, rest):
                out.append(f"<p>{f'<b>{_escaped(bold)}</b>' if bold else ''}{_escaped(rest)}</p>")
            case Points():
                out += [f"<p>{_escaped(text)}</p>" for text in part.texts]
            case Sheet(rows):
                cells = (f"<td>{'</td><td>'.join(map(_escaped, row))}</td>" for row in rows)
                out.append(f"<table><tr>{'</tr><tr>'.join(cells)}</tr></table>")
    return f'<html><meta charset="utf-8"><body>{"".join(out)}</body></html>'.encode()


def as_listed_html(document: Document) -> bytes:
    """A web page whose points are an <ol> and whose table has a <thead>."""
    out = []
    for part in document:
        match part:
            case Points(items):
                inner = "".join(f"<li>{_escaped(item)}</li>" for item in items)
                out.append(f"<ol>{inner}</ol>")
            case Sheet(rows):
                heads = "".join(f"<th>{_escaped(cell)}</th>" for cell in rows[0])
                body = "".join(
                    f"<tr>{''.join(f'<td>{_escaped(cell)}</td>' for cell in row)}</tr>"
                    for row in rows[1:]
                )
                out.append(f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>")
            case _:
                alone = as_html([part]).decode()
                out.append(alone.partition("<body>")[2].partition("</body>")[0])
    return f'<html><meta charset="utf-8"><body>{"".join(out)}</body></html>'.encode()


def as_markdown(document: Document) -> bytes:
    """Markdown, with what has a meaning in it escaped."""
    out = []
    for part in document:
        match part:
            case Title(text):
                out.append(f"# {_marked(text)}")
            case Headline(text):
                out.append(f"## {_marked(text)}")
            case Prose(bold, rest):
                out.append((f"**{_marked(bold)}**" if bold else "") + _marked(rest))
            case Points(items):
                out.append("\n".join(f"{n}. {_marked(item)}" for n, item in enumerate(items, 1)))
            case Sheet(rows):
                lines = [f"| {' | '.join(map(_marked, row))} |" for row in rows]
                lines.insert(1, f"|{' --- |' * len(rows[0])}")
                out.append("\n".join(lines))
    return "\n\n".join(out).encode()


def as_text(document: Document) -> bytes:
    """Plain text: a paragraph a line, with an empty line between two."""
    return "\n\n".join(expected(document)).encode()


def as_word(document: Document) -> bytes:
    """A Word file."""
    out = []
    for part in document:
        match part:
            case Title(text):
                out.append(p(_run(text), properties='<w:outlineLvl w:val="0"/>'))
            case Headline(text):
                out.append(p(_run(text), properties='<w:outlineLvl w:val="1"/>'))
            case Prose(bold, rest):
                out.append(p(*([_run(bold, "<w:b/>")] if bold else []), _run(rest)))
            case Points():
                out += [p(_run(text)) for text in part.texts]
            case Sheet(rows):
                out.append(table(*(tuple(p(_run(cell)) for cell in row) for row in rows)))
    return docx("".join(out))


def _escaped(text: str) -> str:
    return html.escape(text)


def _marked(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_{}[]()<>#+-.!|~&" else char for char in text)


def _run(text: str, properties: str = "") -> str:
    return run(html.escape(text), properties)


def as_pdf(document: Document) -> bytes:
    """A PDF as a word processor prints it: lines are wrapped, tables have ruling lines."""
    sheet = Printer()
    for part in document:
        match part:
            case Title(text):
                sheet.heading(text, 20)
            case Headline(text):
                sheet.heading(text, 15)
            case Prose(bold, rest):
                sheet.paragraph(bold, rest)
            case Points():
                for text in part.texts:
                    sheet.paragraph("", text)
            case Sheet(rows):
                sheet.table(rows)
    return sheet.data()


WRITERS = {
    "页.html": as_html,
    "列表.html": as_listed_html,
    "稿.md": as_markdown,
    "文.txt": as_text,
    "稿.docx": as_word,
    "印.pdf": as_pdf,
}
MARKED_UP = [name for name in WRITERS if not name.endswith(".txt")]
# A PDF has sizes of letters, not levels of headings.
OUTLINED = [name for name in MARKED_UP if not name.endswith(".pdf")]


def blocks(document: Document, name: str) -> tuple[Block, ...]:
    """What is read of a document in one format."""
    draft = read(WRITERS[name](document), name)
    assert draft.warnings == ()
    assert draft.furniture == ()
    return draft.blocks


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=40)
@given(document=DOCUMENTS)
def test_every_format_has_the_same_paragraphs(name: str, document: Document) -> None:
    assert [block.text for block in blocks(document, name)] == expected(document)


@pytest.mark.parametrize("name", OUTLINED)
@settings(max_examples=40)
@given(document=DOCUMENTS)
def test_every_format_that_has_a_look_has_the_same(name: str, document: Document) -> None:
    found = {block.text: block for block in blocks(document, name)}
    for part in document:
        match part:
            case Title(text) | Headline(text):
                assert found[text].level > 0
            case Prose(bold, _):
                assert found[part.text].lead == len(bold)
