"""Readers: a file in, a Draft out. They know formats, not bulletins.

A reader is imported when the first file of its format comes: the libraries behind some take
longer to load than most files take to read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from kb.errors import EmptySource, SourceError, TooLargeSource, UnreadableSource
from kb.files import reason
from kb.readers.archive import archive_of, is_archive, member_paths, read_member
from kb.readers.draft import Block, Draft
from kb.readers.encoding import NONSENSE, SENSE, UNKNOWN, makes_sense
from kb.readers.formats import FORMATS, MAX_BYTES, check_format, is_known, is_of_a_page, parts_of
from kb.readers.left_out import MAX_PLACES, shown
from kb.readers.stray import around, without_strays

# Even a thick book has fewer.
MAX_BLOCKS = 20_000
MAX_CHARACTERS = 2_000_000
# What is longer in the properties of a file is no title.
MAX_TITLE = 300

__all__ = [
    "FORMATS",
    "Block",
    "Draft",
    "expand",
    "is_known",
    "is_of_a_page",
    "parts_of",
    "read",
    "read_bytes",
]


def expand(path: Path) -> list[Path]:
    """The source files that a file stands for: those in it if it is an archive that can be opened,
    else itself. `read_bytes` takes any of them."""
    if is_archive(path):
        try:
            return member_paths(path)
        except SourceError:  # reading it will say why
            pass
    return [path]


def read_bytes(path: Path) -> bytes:
    """The bytes of a source file of a known format; SourceError says why not."""
    try:
        archive = archive_of(path)
        if archive is None and not path.exists():
            raise UnreadableSource("没有这个文件", hint="请检查路径和文件名")
        if archive is None and not (path.is_file() or path.is_dir()):
            # Reading it might wait for ever, or never end.
            raise UnreadableSource("这不是文件，是管道或设备", hint="请先存成文件，再导入")
        if is_archive(path):
            member_paths(path)  # says why it could not be expanded
        check_format(path)
        if archive:
            return read_member(archive, path)
        if path.stat().st_size > MAX_BYTES:
            raise TooLargeSource(
                f"文件超过 {MAX_BYTES // 1024 // 1024} MB", hint="请拆分或压缩图片后再导入"
            )
        return path.read_bytes()
    except SourceError as error:
        error.where = error.where or str(path)
        raise
    except OSError as error:
        raise UnreadableSource(f"读不出文件：{reason(error)}", where=str(path)) from error


def read(data: bytes, name: str) -> Draft:
    """The Draft of a file's bytes, by the suffix of its name; SourceError says why not.

    It reads in this process: files that came from elsewhere go through kb.readers.sandbox.
    """
    module, function = FORMATS[Path(name).suffix.lower()][1].split(":")
    reader: Callable[[bytes, str], Draft] = getattr(import_module(module), function)
    try:
        return _checked(_with_doubts(without_strays(reader(data, name))))
    except SourceError as error:
        error.where = error.where or name
        raise
    except (MemoryError, RecursionError, SystemError) as error:
        # Where memory ends within C code, the interpreter may lose the error and say SystemError.
        raise TooLargeSource("文件过于庞大或嵌套过深，读不完", where=name) from error
    except Exception as error:  # a third-party parser may raise anything on a broken file
        raise UnreadableSource(
            "文件内容有误，读不出来", where=name, hint="请用原来的程序打开，另存后再导入"
        ) from error


def _with_doubts(draft: Draft) -> Draft:
    """The draft with a warning where characters are damaged; UnreadableSource when it is nonsense."""
    text = "".join(block.text for block in draft.blocks)
    sense = makes_sense(text)
    if sense < NONSENSE:
        raise UnreadableSource(
            "读出来的文字是乱码，可能认错了编码",
            hint="请指定文字编码（如 Big5）再导入，或用原编辑器另存为 UTF-8",
        )
    warnings = list(draft.warnings)
    damaged = [block.text for block in draft.blocks if UNKNOWN in block.text]
    if damaged and not any(UNKNOWN in warning for warning in warnings):
        places = "；".join(shown(around(text, UNKNOWN)) for text in damaged[:MAX_PLACES])
        warnings.append(f"{text.count(UNKNOWN)} 个字已损坏，读成了“{UNKNOWN}”，请核对：{places}")
    if sense < SENSE:
        warnings.append("文字里有许多生僻字，可能认错了编码，请核对")
    return replace(draft, warnings=tuple(warnings))


def _checked(draft: Draft) -> Draft:
    """The draft, without a title that is none, unless it is too large for the next steps, or holds nothing
    but stray characters."""
    if not draft.blocks:
        raise EmptySource("文件里没有文字")
    if len(draft.blocks) > MAX_BLOCKS:
        raise TooLargeSource(
            f"文件有 {len(draft.blocks)} 段，超过 {MAX_BLOCKS} 段", hint="请拆成几个文件后再导入"
        )
    characters = sum(len(block.text) for block in draft.blocks)
    if characters > MAX_CHARACTERS:
        raise TooLargeSource(
            f"文件超过 {MAX_CHARACTERS // 10000} 万字", hint="请拆成几个文件后再导入"
        )
    return draft if len(draft.title) <= MAX_TITLE else replace(draft, title="")
