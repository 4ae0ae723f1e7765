"""A checked text as a Word file: each quotation with a comment that says what the corpus says.

A .docx file comes back as it was, with comments; any other text becomes a plain document.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any
from zipfile import BadZipFile, ZipFile

from kb.corpus import Mark
from kb.errors import TooLargeSource, UnreadableSource
from kb.exports.office import office
from kb.exports.reference import short_citation
from kb.exports.word_look import BODY_FONT, clean, set_fonts
from kb.index import IndexDocument
from kb.quotes import Found, Paragraph, Verdict

LABELS = {Verdict.VERBATIM: "一致", Verdict.DIFFERS: "不一致", Verdict.ABSENT: "未找到"}
_AUTHOR, _INITIALS = "经验库", "经"
# Styles of quotations in Word, by their English names.
_QUOTE_STYLES = frozenset({"Quote", "Intense Quote", "Block Text"})
_MOST_BYTES = 60_000_000  # of the parts of a file, unpacked


def read_docx(data: bytes) -> tuple[Paragraph, ...]:
    """The paragraphs of a .docx file, empty ones included; UnreadableSource, TooLargeSource."""
    paragraphs = _opened(data).paragraphs
    return tuple(Paragraph(p.text, p.style.name in _QUOTE_STYLES) for p in paragraphs)


def read_pptx(data: bytes) -> tuple[Paragraph, ...]:
    """The paragraphs on the slides of a .pptx file; UnreadableSource, TooLargeSource."""
    _guard(data)
    try:
        slides = office("pptx").Presentation(io.BytesIO(data)).slides
        return tuple(
            Paragraph(paragraph.text)
            for slide in slides
            for shape in slide.shapes
            if shape.has_text_frame
            for paragraph in shape.text_frame.paragraphs
            if paragraph.text.strip()
        )
    except (KeyError, ValueError, office("pptx.exc").PythonPptxError) as error:
        raise UnreadableSource("读不出这个 PowerPoint 文件") from error


def comment(found: Found) -> str:
    """What a verdict says, in Chinese."""
    source = found.source
    if source is None:
        return "未找到：库里没有这句话，也没有相近的话。"
    cite = citation(source)
    if found.verdict is Verdict.VERBATIM:
        return f"一致：{cite}，条目 {source.id}"
    return f"不一致：{difference(found)}\n原文：“{found.nearest}”{cite}，条目 {source.id}"


def citation(source: IndexDocument) -> str:
    """The short citation of an entry."""
    return short_citation(source.bank, source.bulletin_title, source.start, source.end)


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
    document = _opened(original) if original else _plain(paragraphs)
    lines = list(document.paragraphs)
    for one in found:
        quotation = one.quotation
        runs = _runs(lines[quotation.paragraph], quotation.start, quotation.end)
        # A sentence that is not set as a quotation may well be the writer's own.
        if runs and (quotation.marked or one.verdict is not Verdict.ABSENT):
            document.add_comment(runs, clean(comment(one)), author=_AUTHOR, initials=_INITIALS)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _plain(paragraphs: Iterable[Paragraph]) -> Any:
    document = office("docx").Document()
    set_fonts(document.styles["Normal"], BODY_FONT, 11)
    set_fonts(document.styles["Quote"], BODY_FONT, 11)
    for paragraph in paragraphs:
        style = document.styles["Quote" if paragraph.quoted else "Normal"]
        document.add_paragraph(clean(paragraph.text), style=style)
    return document


def _runs(paragraph: Any, start: int, end: int) -> list[Any]:
    """The runs of a paragraph that hold text[start:end], cut so that they hold no more."""
    at = 0
    chosen = []
    for run in list(paragraph.runs):
        length = len(run.text)
        first, last = max(start - at, 0), min(end - at, length)
        if first < last:
            chosen.append(_cut(run, first, last))
        at += length
    return chosen


def _cut(run: Any, first: int, last: int) -> Any:
    """The part of a run between two places, the rest of it in runs of the same look."""
    text = run.text
    if (first, last) == (0, len(text)) or "\n" in text or "\t" in text:
        return run
    kind = type(run)
    parts = [text[:first], text[first:last], text[last:]]
    made = None
    for number, part in enumerate(parts):
        if not part:
            continue
        element = deepcopy(run._r)
        run._r.addprevious(element)
        copied = kind(element, run._parent)
        copied.text = part
        if number == 1:
            made = copied
    run._r.getparent().remove(run._r)
    return made


def _opened(data: bytes) -> Any:
    _guard(data)
    try:
        return office("docx").Document(io.BytesIO(data))
    except (KeyError, ValueError, office("docx.opc.exceptions").OpcError) as error:
        raise UnreadableSource(
            "读不出这个 Word 文件", hint="请在 Word 里另存为 .docx 再试"
        ) from error


def _guard(data: bytes) -> None:
    """Refuse what is no archive, or would unpack to more than a handout has."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except (BadZipFile, ValueError) as error:
        raise UnreadableSource("文件不是 Word 或 PowerPoint 格式，或已损坏") from error
    if size > _MOST_BYTES:
        raise TooLargeSource("文件解开后太大，不能核对", hint="请去掉图片，或只留要核对的部分")
