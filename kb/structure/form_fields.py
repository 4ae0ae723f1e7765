"""Fields of a form above the text whose labels need not be known (学习小组：…, 天气：…).

`form` knows the labels themselves, and takes apart the lines that hold several of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.readers import Block
from kb.structure.form import LABELLED
from kb.text import CELLS

# The most characters of a line of fields, and of a field that stands alone.
_LONGEST_LINE, _LONGEST_FIELD = 120, 60
# 时间：…, followed by 地点：…, is about the visit, not about publication.
_TIME_AND_PLACE = re.compile(
    r"时间\s*[:：][^\n]{3,30}\s(?:地点|天气|气温|星期|学员|对象|参加人员|人员|对话人)\s*[:：]"
)
# Several fields in a line: 学员：甲　导师：乙.
_FIELDS = re.compile(
    r"[一-鿿]{2,6}\s*[:：][^\s:：][^:：]{0,40}?(?:[\s　]+[一-鿿]{2,6}\s*[:：]\s*\S[^:：]{0,40}?){1,6}$"
)
# A field of a form whose label is not known, next to others: 学习小组：甲农商银行赴乙农商银行驻点组.
_FIELD = re.compile(
    r"[一-鿿]{0,6}(?:组|组别|班级|人员?|干部|学员|员工|单位|部门|岗位|职务|姓名|成员|导师|日期|时间|期间|地点|批次|编号|对象|行程|天气|类别|类型|密级|缓急|栏目|文号|级别|状态|科室|条线|分类|渠道)\s*[:：]\s*[^。：:]{1,50}"
)
# The heads of the columns of a form: 项目 | 内容.
_FORM_HEADS = re.compile(
    rf"(?:项\s*目|名\s*称|栏\s*目|事\s*项|类\s*别|要\s*素){re.escape(CELLS)}(?:内\s*容|说\s*明|情\s*况|信\s*息|备\s*注)"
)


def is_line_of_fields(text: str) -> bool:
    """Does a line hold a field of a form that has a value, or several?"""
    labelled = len(text) <= _LONGEST_FIELD and LABELLED.match(text) and text[-1] not in "。：:"
    return bool(labelled) or (len(text) <= _LONGEST_LINE and _FIELDS.match(text) is not None)


def heads_form(text: str) -> bool:
    """Are these the heads of the columns of a form: 项目 | 内容?"""
    return _FORM_HEADS.fullmatch(text) is not None


def is_about_visit(blocks: Sequence[Block], n: int) -> bool:
    """Does a line state a time that is followed by a place or people? It is that of the visit, not
    of publication."""
    text = "\n".join(block.text for block in blocks[n : n + 2])
    return _TIME_AND_PLACE.match(text) is not None


def form_begins(blocks: Sequence[Block], n: int) -> bool:
    """Does a form begin with this block?"""
    text = blocks[n].text if n < len(blocks) else ""
    return bool(LABELLED.match(text) or _FIELD.fullmatch(text))


def is_one_of_fields(blocks: Sequence[Block], n: int) -> bool:
    """Is this line a field of a form, with another field above or below it?"""
    around = (*blocks[n - 1 : n], *blocks[n + 1 : n + 2])
    fields = any(_FIELD.fullmatch(other.text) for other in around)
    return fields and not blocks[n].level and _FIELD.fullmatch(blocks[n].text) is not None
