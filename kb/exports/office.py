"""The optional packages behind Word, PowerPoint and Excel exports, or a clear error."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from kb.errors import KbError

# Characters that XML does not allow (XML 1.0, 2.2 Characters), lone surrogates included.
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_PROPERTY = 255  # characters (ECMA-376, part 2, core properties as python-docx takes them)


class OfficeMissing(KbError):
    """The packages of the extra `office` are not installed."""


def office(module: str) -> Any:
    """A module of the extra `office`; KbError, in the user's words, when it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        raise OfficeMissing(
            "没有安装导出 Word、PowerPoint、Excel 所需的软件包",
            hint="执行 pip install 'lessons-kb[office]'；Markdown、CSV、网页不需要它",
        ) from error


def clean(text: str) -> str:
    """Text without characters that XML does not allow."""
    return _NO_XML.sub("", text)


def property_text(text: str) -> str:
    """Text as a property of a document: title, author."""
    return clean(text)[:_LONGEST_PROPERTY]
