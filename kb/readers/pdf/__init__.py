"""PDF files that have a text layer.

A PDF says where characters stand, not what belongs together. So: pieces to lines (lines.py), lines
at the edges that every page repeats are dropped (furniture.py), lines to paragraphs by their length,
indent, look and distance (paragraphs.py). What stands in columns is left as it is (columns.py).
"""

from __future__ import annotations

import io
import unicodedata

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError

from kb.errors import EncryptedSource, NoTextLayer, SourceError, TooLargeSource, UnreadableSource
from kb.readers.draft import Block, Draft
from kb.readers.pdf.characters import UNKNOWN
from kb.readers.pdf.columns import has_columns
from kb.readers.pdf.furniture import furniture_of
from kb.readers.pdf.lines import Line, behind_pictures, lines_of, segments_of
from kb.readers.pdf.page import PageText, read_page
from kb.readers.pdf.paragraphs import block_of, blocks_of

MAX_PAGES = 200
# Of one page, with their operands: a page full of text has some ten thousand.
MAX_OPERATIONS = 500_000
# The share of characters that may be unknown to the fonts before the text counts as garbled.
MAX_GARBLED = 0.2
_GARBLED = ("Cc", "Co", "Cn")


def read_pdf(data: bytes, name: str) -> Draft:
    """The Draft of a PDF; SourceError says why there is none."""
    try:
        with apply_configuration(stream_parsing_work_maximum_count=MAX_OPERATIONS):
            reader = _opened(data)
            pages = [read_page(page) for page in reader.pages]
            title = (reader.metadata.title or "") if reader.metadata else ""
    except LimitReachedError as error:
        raise TooLargeSource("PDF 里的数据展开后过大，疑似压缩炸弹，已拒绝读取") from error
    except (DependencyError, NotImplementedError) as error:
        raise _encrypted() from error
    except (SourceError, MemoryError, RecursionError):
        raise
    except Exception as error:  # pypdf raises what it stumbles over
        raise UnreadableSource("PDF 文件已损坏", hint="请重新导出 PDF，或导入 Word 原稿") from error
    garbled = _garbled(pages)
    blocks, warnings = _blocks(pages)
    if garbled:
        warnings.append(f"{garbled} 个字的字体没有说明是什么字，读成了“{UNKNOWN}”，请核对")
    return Draft(tuple(blocks), title.removeprefix("Microsoft Word - "), tuple(warnings))


def _opened(data: bytes) -> PdfReader:
    reader = PdfReader(io.BytesIO(data))
    # Many a program encrypts with an empty password, to forbid printing.
    if reader.is_encrypted and not reader.decrypt(""):
        raise _encrypted()
    if len(reader.pages) > MAX_PAGES:
        raise TooLargeSource(f"PDF 超过 {MAX_PAGES} 页", hint="请拆分后再导入")
    return reader


def _encrypted() -> EncryptedSource:
    return EncryptedSource("PDF 有密码或权限加密", hint="请另存为不加密的 PDF，或导入 Word 原稿")


def _garbled(pages: list[PageText]) -> int:
    """How many characters could not be read; SourceError when that is too many, or all."""
    text = "".join(piece.text for page in pages for piece in page.pieces)
    if not text:
        raise NoTextLayer(
            "PDF 没有文字层，可能是扫描件", hint="请先用 OCR 软件识别文字，或导入 Word 原稿"
        )
    garbled = sum(char == UNKNOWN or unicodedata.category(char) in _GARBLED for char in text)
    if garbled > MAX_GARBLED * len(text):
        raise UnreadableSource(
            "PDF 的字体没有说明各是什么字，读出来是乱码", hint="请重新导出 PDF，或导入 Word 原稿"
        )
    return garbled


def _blocks(pages: list[PageText]) -> tuple[list[Block], list[str]]:
    lines = [lines_of(page, number) for number, page in enumerate(pages, 1)]
    blocks: list[Block] = []
    columned: list[int] = []
    run: list[list[Line]] = []
    pending = False
    for number, (page, furniture) in enumerate(zip(pages, furniture_of(lines), strict=True), 1):
        heights = [line.y for line in furniture]
        segments = [line for line in segments_of(page, number) if line.y not in heights]
        if has_columns(page, segments):
            columned.append(number)
            blocks += blocks_of(run)
            blocks += [block_of(line) for line in segments]
            run = []
        else:
            text = [line for line in lines[number - 1] if line not in furniture]
            text, pending = behind_pictures(text, page.pictures, pending)
            run.append(text)
    blocks += blocks_of(run)
    warnings = []
    if columned:
        warnings.append(f"{_numbers(columned)}像是分栏排版，没有拼成段落，请核对，或导入 Word 原稿")
    if empty := [number for number, page in enumerate(pages, 1) if not page.pieces]:
        warnings.append(f"{_numbers(empty)}没有文字层，没有读入")
    return blocks, warnings


def _numbers(pages: list[int]) -> str:
    return f"第 {'、'.join(map(str, pages))} 页"
