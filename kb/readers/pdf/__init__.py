"""PDF files that have a text layer.

A PDF says where characters are, not what belongs together. So: from the operations of a page to
pieces (interpreter.py, page.py), without watermarks (watermarks.py); what lines enclose to rows of
a table (tables.py), other pieces to lines (lines.py); lines at the edges that every page repeats
are dropped (furniture.py); lines to paragraphs by their length, indent, look and distance
(paragraphs.py). Columns side by side are read one after the other (columns.py); columns of
characters become lines (vertical.py).
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError

from kb.errors import EncryptedSource, NoTextLayer, SourceError, TooLargeSource, UnreadableSource
from kb.readers.draft import Block, Draft
from kb.readers.left_out import LeftOut, shown
from kb.readers.marks import names_bulletin
from kb.readers.pdf.attachments import tell_attachments
from kb.readers.pdf.characters import UNKNOWN
from kb.readers.pdf.columns import zones_of
from kb.readers.pdf.fonts import PdfFont
from kb.readers.pdf.furniture import furniture_of, is_printed
from kb.readers.pdf.geometry import PageText, Piece
from kb.readers.pdf.interpreter import MAX_OPERATIONS
from kb.readers.pdf.lines import Line, behind_pictures, lines_of, lines_of_pieces, rows_of
from kb.readers.pdf.notes import usual_size, without_notes
from kb.readers.pdf.page import read_page
from kb.readers.pdf.paragraphs import Run, block_of
from kb.readers.pdf.ruby import without_ruby
from kb.readers.pdf.table_pages import over_pages
from kb.readers.pdf.tables import Framed, read_tables
from kb.readers.pdf.watermarks import without_watermarks

MAX_PAGES = 200
# What a PDF begins with; other programs pass over some bytes before it, too.
_MARK, _MARK_WITHIN = b"%PDF-", 64 * 1024
# The share of characters that may be unknown to the fonts before the text counts as garbled.
MAX_GARBLED = 0.2
# Most text of a slide is as large as this, in points.
SLIDE_SIZE = 14


def read_pdf(data: bytes, name: str) -> Draft:
    """The Draft of a PDF; SourceError when it cannot be read."""
    try:
        with apply_configuration(stream_parsing_work_maximum_count=MAX_OPERATIONS):
            reader = _opened(data)
            fonts: dict[int, PdfFont] = {}
            pages = [read_page(page, fonts) for page in reader.pages]
            left_out = LeftOut()
            tell_attachments(reader, left_out)
            title = (reader.metadata.title or "") if reader.metadata else ""
    except LimitReachedError as error:
        raise TooLargeSource("PDF 里的数据展开后过大，疑似压缩炸弹，已拒绝读取") from error
    except DependencyError as error:
        raise _encrypted() from error
    except (SourceError, MemoryError, RecursionError):
        raise
    except Exception as error:  # pypdf raises all kinds of errors
        raise UnreadableSource("PDF 文件已损坏", hint="请重新导出 PDF，或导入 Word 原稿") from error
    garbled = _garbled(pages)
    without_watermarks(pages, left_out)
    blocks, warnings = _blocks(pages, left_out)
    warnings += left_out.warnings()
    if garbled:
        warnings.append(f"{garbled} 个字的字体没有说明是什么字，读成了“{UNKNOWN}”，请核对")
    return Draft(tuple(blocks), title.removeprefix("Microsoft Word - "), tuple(warnings))


def _opened(data: bytes) -> PdfReader:
    if not data:
        raise UnreadableSource("文件是空的", hint="请检查原来的文件，重新保存后再导入")
    if _MARK not in data[:_MARK_WITHIN]:
        raise UnreadableSource("这不是 PDF 文件", hint="请检查扩展名，或重新导出 PDF 后再导入")
    reader = PdfReader(io.BytesIO(data))
    # Many programs encrypt with an empty password, to forbid printing.
    try:
        locked = reader.is_encrypted and not reader.decrypt("")
    except NotImplementedError as error:  # a way to encrypt that pypdf does not know
        raise _encrypted() from error
    if locked:
        raise _encrypted()
    if len(reader.pages) > MAX_PAGES:
        raise TooLargeSource(f"PDF 超过 {MAX_PAGES} 页", hint="请拆分后再导入")
    return reader


def _encrypted() -> EncryptedSource:
    return EncryptedSource("PDF 有密码或权限加密", hint="请另存为不加密的 PDF，或导入 Word 原稿")


def _garbled(pages: list[PageText]) -> int:
    """How many characters could not be read; SourceError when that is too many, or all."""
    text = "".join(piece.text for page in pages for piece in (*page.pieces, *page.vertical))
    if not text:
        raise NoTextLayer(
            "PDF 没有文字层，可能是扫描件", hint="请先用 OCR 软件识别文字，或导入 Word 原稿"
        )
    kinds = Counter(unicodedata.category(char) for char in text)
    garbled = text.count(UNKNOWN) + kinds["Cc"] + kinds["Cn"]
    if garbled + kinds["Co"] > MAX_GARBLED * len(text):
        raise UnreadableSource(
            "PDF 的字体没有说明各是什么字，读出来是乱码", hint="请重新导出 PDF，或导入 Word 原稿"
        )
    return garbled


def _blocks(pages: list[PageText], left_out: LeftOut) -> tuple[list[Block], list[str]]:
    lines: list[list[Line]] = []
    framed: list[Framed] = []
    for number, page in enumerate(pages, 1):
        framed.append(read_tables(page, number))
        page.pieces, rows = framed[-1].pieces, framed[-1].rows
        found = sorted([*lines_of(page, number), *rows], key=lambda line: -line.y)
        lines.append(without_ruby(found, left_out))
        for comment in page.comments:
            left_out.add("批注", f"第 {number} 页{shown(comment)}")
    columned: list[int] = []
    run = Run()
    pending = False
    edges = furniture_of(lines)
    usual = usual_size(lines)
    texts = over_pages(
        [
            [line for line in found if line not in furniture]
            for found, furniture in zip(lines, edges, strict=True)
        ]
    )
    for number, (page, furniture, text) in enumerate(zip(pages, edges, texts, strict=True), 1):
        page.pieces = _without(page.pieces, furniture)
        if zones := zones_of(page, framed[number - 1].rows, number):
            columned.append(number)
            for zone in zones:
                run.add(zone.lines, columned=zone.columned, sides=(zone.left, zone.right))
        else:
            text, pending = behind_pictures(text, page.pictures, pending)
            text, notes = without_notes(text, usual)
            run.add(text, sides=_of_slide(page, text))
            run.add_notes(notes)
        for box in framed[number - 1].boxes:
            run.end()
            run.add(box)
            run.end()
        if page.vertical:
            run.end()
            run.add(lines_of_pieces(page.vertical, number))
            run.end()
    run.end()
    blocks = _with_masthead(run.blocks, edges, left_out)
    warnings = []
    if columned:
        warnings.append(f"{_numbers(columned)}是分栏排版，已按栏读入，请核对")
    if upright := [number for number, page in enumerate(pages, 1) if page.vertical]:
        warnings.append(f"{_numbers(upright)}有竖排文字，已按从右到左的列读入，请核对")
    if empty := [number for number, page in enumerate(pages, 1) if not page.written]:
        warnings.append(f"{_numbers(empty)}没有文字层，没有读入")
    return blocks, warnings


def _of_slide(page: PageText, lines: list[Line]) -> tuple[float, float] | None:
    """The margins of a page that is wider than high and written large, as of a deck: its few short
    lines do not show where they would end. None for other pages."""
    large = [line for line in lines if line.size >= SLIDE_SIZE]
    if page.width <= page.height or 2 * len(large) <= len(lines):
        return None
    left = min(line.left for line in lines)
    return left, max(page.width - left, *(line.right for line in lines))


def _without(pieces: list[Piece], lines: list[Line]) -> list[Piece]:
    """The pieces that are in none of some lines, in the order they were drawn."""
    heights = {line.y for line in lines}
    taken = {
        id(piece)
        for row in rows_of(pieces)
        if min(row, key=lambda piece: piece.x).y in heights
        for piece in row
    }
    return [piece for piece in pieces if id(piece) not in taken]


def _with_masthead(blocks: list[Block], edges: list[list[Line]], left_out: LeftOut) -> list[Block]:
    """The blocks, with the masthead of the page header in front unless the text has it; other text
    dropped at the edges of pages is added to `left_out`."""
    body = re.sub(r"\s", "", "".join(block.text for block in blocks))
    masthead: list[Block] = []
    seen: set[str] = set()
    for number, furniture in enumerate(edges, 1):
        for line in furniture:
            key = re.sub(r"\s|\d", "", line.text)
            if is_printed(line) or key in seen or re.sub(r"\s", "", line.text) in body:
                continue
            seen.add(key)
            if names_bulletin(line.text) and number == 1:
                masthead.append(block_of(line))
            else:
                left_out.add("页眉或页脚", f"第 {number} 页起{shown(line.text)}")
    return [*masthead, *blocks]


def _numbers(pages: list[int]) -> str:
    return f"第 {'、'.join(map(str, pages))} 页"
