"""Which files can be read, and by what."""

from __future__ import annotations

from pathlib import Path

from kb.errors import UnsupportedSource

MAX_BYTES = 100 * 1024 * 1024

# Suffix → (name of the format, module and function of its reader).
FORMATS: dict[str, tuple[str, str]] = {
    ".html": ("html", "kb.readers.html:read_html"),
    ".htm": ("html", "kb.readers.html:read_html"),
    ".mhtml": ("mhtml", "kb.readers.mhtml:read_mhtml"),
    ".mht": ("mhtml", "kb.readers.mhtml:read_mhtml"),
    ".eml": ("eml", "kb.readers.eml:read_eml"),
    ".docx": ("docx", "kb.readers.docx:read_docx"),
    ".pdf": ("pdf", "kb.readers.pdf:read_pdf"),
    ".md": ("markdown", "kb.readers.markdown:read_markdown"),
    ".txt": ("text", "kb.readers.text:read_text"),
}
# Those that are plain text in some encoding, with marks or without.
TEXT_FORMATS = frozenset({"html", "markdown", "text"})
ARCHIVE = ".zip"
PAGES = (".html", ".htm")
PARTS = ("_files", ".files")
# What bulletins come in too, and what to do with it.
_SAVE_AS_DOCX = "请用 Word 或 WPS 打开，另存为 docx 后再导入"
KNOWN_UNREADABLE = dict.fromkeys(
    (".doc", ".docm", ".dotx", ".dotm", ".wps", ".rtf", ".odt"), _SAVE_AS_DOCX
) | {".msg": "请用 Outlook 打开，另存为 html，或在其他邮件程序里另存为 eml，再导入"}
# What bulletins seldom come in: named alone it says what to do, in a folder it is passed over.
_OF_OFFICE = dict.fromkeys((".ppt", ".pptx", ".dps"), "请另存为 pdf 后再导入") | dict.fromkeys(
    (".xls", ".xlsx", ".et"), "请把文字和表格复制到 Word，存为 docx 后再导入"
)


def is_known(path: Path) -> bool:
    """Is this a file that a reader takes, an archive, or one that editors expect to be taken and for
    which `check_format` says what to do?"""
    suffix = path.suffix.lower()
    return suffix in FORMATS or suffix in KNOWN_UNREADABLE or suffix == ARCHIVE


def parts_of(page: Path) -> Path | None:
    """The folder in which a browser or Word puts the parts of a page it saves, next to the page."""
    if page.suffix.lower() not in PAGES:
        return None
    places = (page.with_name(page.stem + ending) for ending in PARTS)
    return next((place for place in places if place.is_dir()), None)


def is_of_a_page(folder: Path) -> bool:
    """Is this the folder with the parts of the page next to it?"""
    ending = next((ending for ending in PARTS if folder.name.endswith(ending)), "")
    stem = folder.name.removesuffix(ending)
    return bool(ending and stem) and any(
        folder.with_name(stem + suffix).is_file() for suffix in PAGES
    )


def check_format(path: Path) -> None:
    """UnsupportedSource when no reader takes files of this suffix."""
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise UnsupportedSource(
            f"不支持的格式“{path.suffix or '无扩展名'}”",
            where=str(path),
            hint=(KNOWN_UNREADABLE | _OF_OFFICE).get(
                suffix, f"可导入：{'、'.join([*FORMATS, ARCHIVE])}"
            ),
        )
