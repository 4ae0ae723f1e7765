"""A checked text as a Word file: each quotation with a comment that gives the verdict.

A .docx file is returned as it was, with comments; any other text becomes a plain document.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Sized
from copy import deepcopy
from itertools import islice
from operator import itemgetter
from pathlib import PurePath
from typing import Any

from kb.corpus import Mark
from kb.errors import TooLargeSource, UnreadableSource, UnsupportedSource
from kb.exports.office import clean, office
from kb.exports.reference import short_citation
from kb.exports.uploaded import foreign, guard
from kb.exports.word_comments import Comments
from kb.exports.word_look import BODY_FONT, element, new_document, runs_of, set_fonts
from kb.index import IndexDocument
from kb.insights import bank_of
from kb.quotes import Found, Paragraph, Verdict, paragraphs_of
from kb.readers import decode

LABELS = {Verdict.VERBATIM: "一致", Verdict.DIFFERS: "不一致", Verdict.ABSENT: "未找到"}
# What is said of a quotation that is glued together, with the count of its stretches.
GLUED = "由 {} 处原文拼成，各处都是原话，但原文里不连在一起"
# Styles of quotations in Word, by their English names.
_QUOTE_STYLES = frozenset({"Quote", "Intense Quote", "Block Text"})
_MOST_PARAGRAPHS = 20_000
_AGAIN = "请在 Word 里另存为 .docx 再试"
_HINT = "请去掉图片，或只留要核对的部分"


def paragraphs_in(data: bytes, name: str, longest: int | None = None) -> tuple[Paragraph, ...]:
    """The paragraphs of a file whose quotations are checked: .docx, .pptx, .md or .txt, text in
    any encoding of bulletins. `longest` bounds the characters of a text, its markup included.
    UnsupportedSource for other files, SourceError when it cannot be read."""
    match PurePath(name).suffix.lower():
        case ".docx":
            return read_docx(data)
        case ".pptx":
            return read_pptx(data)
        case ".md" | ".txt":
            text = decode(data, name)
            if longest is not None and len(text) > longest:
                raise TooLargeSource("文字太长", where=name, hint="请分几次核对")
            return paragraphs_of(text)
    raise UnsupportedSource(
        "只能核对 .docx、.pptx、.md 和 .txt 文件",
        where=name,
        hint="也可以把文字粘贴到网站的“引文核对”页",
    )


def read_docx(data: bytes) -> tuple[Paragraph, ...]:
    """The paragraphs of a .docx file, those of tables and empty ones included; UnreadableSource,
    TooLargeSource."""
    guard(data)
    with foreign(UnreadableSource("读不出这个 Word 文件", hint=_AGAIN)):
        document = office("docx").Document(io.BytesIO(data))
        quoted = {s.style_id for s in document.styles if s.name in _QUOTE_STYLES}
        return tuple(
            Paragraph("".join(run.text for run in runs_of(p)), p.style in quoted)
            for p in _lines(document)
        )


def read_pptx(data: bytes) -> tuple[Paragraph, ...]:
    """The paragraphs on the slides of a .pptx file, those of tables and groups included;
    UnreadableSource, TooLargeSource."""
    guard(data)
    with foreign(UnreadableSource("读不出这个 PowerPoint 文件")):
        slides = office("pptx").Presentation(io.BytesIO(data)).slides
        frames = (frame for slide in slides for frame in _frames(slide.shapes))
        paragraphs = (paragraph.text for frame in frames for paragraph in frame.paragraphs)
        found = tuple(islice(paragraphs, _MOST_PARAGRAPHS + 1))
    _check_count(found)
    return tuple(Paragraph(text) for text in found if text.strip())


def comment(found: Found) -> str:
    """What a verdict says, in Chinese."""
    source = found.source
    if source is None:
        return "未找到：库里没有这句话，也没有相近的话。"
    if found.parts:
        lines = (
            f"第 {n} 处：“{part.text}”{citation(part.text, part.source)}，条目 {part.source.id}"
            for n, part in enumerate(found.parts, 1)
        )
        return "\n".join((f"不一致：{GLUED.format(len(found.parts))}", *lines))
    cite = citation(found.nearest or found.quotation.text, source)
    if found.verdict is Verdict.VERBATIM:
        return f"一致：{cite}，条目 {source.id}"
    return f"不一致：{difference(found)}\n原文：“{found.nearest}”{cite}，条目 {source.id}"


def citation(said: str, source: IndexDocument) -> str:
    """The short citation of what was found in an entry, with the bank that it is about; an example
    says that it is one."""
    start = source.text.find(said)
    bank = bank_of(source, start, start + len(said)) if start >= 0 else source.bank
    title = f"{source.bulletin_title}（示例）" if source.sample else source.bulletin_title
    return short_citation(bank, title, source.start, source.end)


def difference(found: Found) -> str:
    """What differs, in one Chinese line: 原文“30”，这里“50”."""
    parts: list[str] = []
    removed = ""
    for piece in (*found.pieces, None):
        if piece is not None and piece.mark is Mark.REMOVED:
            removed = piece.text
        elif piece is not None and piece.mark is Mark.ADDED:
            parts.append(
                f"原文“{removed}”，这里“{piece.text}”" if removed else f"多出“{piece.text}”"
            )
            removed = ""
        elif removed:
            parts.append(f"少了“{removed}”")
            removed = ""
    return "；".join(parts) or "标点或空格不同"


def checked_docx(
    paragraphs: Sequence[Paragraph], found: Iterable[Found], original: bytes | None = None
) -> bytes:
    """The bytes of a .docx file with a comment on every quotation; `original` is the .docx file
    that the paragraphs were read from. KbError when python-docx is not installed."""
    if original is None:
        return _commented(_plain(paragraphs), found)
    guard(original)
    with foreign(UnreadableSource("这个 Word 文件里加不了批注", hint=_AGAIN)):
        return _commented(office("docx").Document(io.BytesIO(original)), found)


def _commented(document: Any, found: Iterable[Found]) -> bytes:
    lines, comments = _lines(document), Comments(document)
    pieces: dict[int, list[tuple[int, Any]]] = {}
    for one in found:
        quotation = one.quotation
        number = quotation.paragraph
        if number not in pieces:
            pieces[number] = _pieces(lines[number])
        runs = _runs(pieces[number], quotation.start, quotation.end)
        # A sentence that is not set as a quotation may be the writer's own.
        if runs and (quotation.marked or one.verdict is not Verdict.ABSENT):
            comments.add(runs, clean(comment(one)))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _plain(paragraphs: Iterable[Paragraph]) -> Any:
    document = new_document()
    set_fonts(document.styles["Normal"], BODY_FONT, 11)
    set_fonts(document.styles["Quote"], BODY_FONT, 11)
    quote = document.styles["Quote"].style_id
    kind, end = office("docx.text.paragraph").Paragraph, document.element.body.sectPr
    for paragraph in paragraphs:
        made = element("p")
        if paragraph.quoted:
            look = element("pPr")
            look.append(element("pStyle", val=quote))
            made.append(look)
        kind(made, None).add_run(clean(paragraph.text))
        # python-docx looks through the whole document for the place of each new paragraph.
        end.addprevious(made)
    return document


def _lines(document: Any) -> list[Any]:
    """The elements of the paragraphs of a document in reading order, those in cells of tables too. Boxes are left
    out: Word writes each of them twice."""
    found: list[Any] = document.element.body.xpath(".//w:p[not(ancestor::w:txbxContent)]")
    _check_count(found)
    return found


def _frames(shapes: Iterable[Any]) -> Iterator[Any]:
    """The text frames of shapes in reading order."""
    for shape in shapes:
        if shape.has_text_frame:
            yield shape.text_frame
        elif getattr(shape, "has_table", False):
            # python-pptx goes through all rows for each row of a table.
            kind = office("pptx.text.text").TextFrame
            yield from (
                kind(cell.get_or_add_txBody(), None) for cell in shape.table._tbl.iter_tcs()
            )
        elif hasattr(shape, "shapes"):
            yield from _frames(shape.shapes)


def _check_count(paragraphs: Sized) -> None:
    if len(paragraphs) > _MOST_PARAGRAPHS:
        raise TooLargeSource(f"超过 {_MOST_PARAGRAPHS} 段，不能核对", hint=_HINT)


def _pieces(paragraph: Any) -> list[tuple[int, Any]]:
    """The runs of a paragraph, each with the place where its text begins."""
    at, pieces = 0, []
    for run in runs_of(paragraph):
        pieces.append((at, run))
        at += len(run.text)
    return pieces


def _runs(pieces: list[tuple[int, Any]], start: int, end: int) -> list[Any]:
    """The runs that hold the text from start to end, cut so that they hold no more; `pieces` are
    kept up to date, since many quotations may stand in many runs of one paragraph."""
    chosen = []
    at = max(bisect_right(pieces, start, key=itemgetter(0)) - 1, 0)
    while at < len(pieces) and pieces[at][0] < end:
        place, run = pieces[at]
        first, last = max(start - place, 0), min(end - place, len(run.text))
        if first < last:
            cut = _cut(run, first, last)
            pieces[at : at + 1] = [(place + offset, part) for offset, part in cut]
            at += len(cut) - 1
            chosen += [part for offset, part in cut if offset == first or len(cut) == 1]
        at += 1
    return chosen


def _cut(run: Any, first: int, last: int) -> list[tuple[int, Any]]:
    """A run as up to three of the same look, with their offsets, cut at two places."""
    text = run.text
    if (first, last) == (0, len(text)) or "\n" in text or "\t" in text:
        return [(0, run)]
    kind = type(run)
    parts = []
    for offset, part in ((0, text[:first]), (first, text[first:last]), (last, text[last:])):
        if not part:
            continue
        element = deepcopy(run._r)
        run._r.addprevious(element)
        copied = kind(element, run._parent)
        copied.text = part
        parts.append((offset, copied))
    run._r.getparent().remove(run._r)
    return parts
