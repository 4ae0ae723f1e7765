"""The optional packages behind Word, PowerPoint and Excel exports, or a clear error."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kb.errors import KbError


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
