"""Lines of a list of honours."""

from __future__ import annotations

import re

_NOT_IN_LISTS = ("。", "！", "!", "：", ":", "；")
_IMPRINT = re.compile(
    r"(?:来源|编辑|责编|审核|校对|供稿|撰稿|图文|文字|图片|摄影|作者|编印|抄送|主办|本期)\W"
)


def is_honour(text: str) -> bool:
    """Is this a line of a list of honours: a name or an office, no sentence?"""
    return len(text) <= 60 and not text.endswith(_NOT_IN_LISTS) and not _IMPRINT.match(text)
