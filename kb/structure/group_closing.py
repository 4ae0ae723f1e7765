"""What a bulletin of groups says to all of them at its end, below the section of the last group."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.readers import Block
from kb.structure.roles import Role, role_of
from kb.text import numbering

# Words to all groups: their next week, their honours, notes of the editor, who praises them.
_TO_ALL = re.compile(
    r"各(?:学习)?小?组|[两二三四五六七八九]个(?:学习)?小?组|全体(?:学员|组员|成员)|(?:每一?位|各位)(?:学员|组员)"
    r"|学习之星|优秀(?:日志|学员|组员|小组|笔记)|下周|下一?期|下一?阶段|编后|编者|本期稿件|附件|返程"
    r"|(?:办事处|审计中心|农信办|省联社)[^。]{0,40}(?:表扬|表彰|提醒|要求|检查|慰问)"
)
# A line above names or papers that are honoured, or above an annex.
_HEAD = re.compile(r"附[:：件].{0,16}|[^。：:]{0,6}名单")
_SHORT_HEAD = 20
# A paragraph of the closing says no more than this.
_LONGEST = 90


def closing_from(body: Sequence[tuple[int, Block]]) -> int:
    """The number of the first paragraph of the closing; that behind the last one when there is none."""
    start = len(body)
    for index in range(len(body) - 1, -1, -1):
        level, block = body[index]
        text = block.text
        if level or len(text) > _LONGEST or numbering(text):
            break
        honours = len(text) <= _SHORT_HEAD and role_of(text) is Role.HONOUR
        if _TO_ALL.search(text) or _HEAD.fullmatch(text) or honours:
            start = index
        elif not (
            index and _HEAD.fullmatch(body[index - 1][1].text)
        ):  # the names below such a line
            break
    return start
