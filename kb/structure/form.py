"""Forms at the beginning of a file: labels and what is filled in, in lines or in a table.

A form may be a table (承办行 | 派出行 above their values, or label and value in turns) or one line
(承办行：甲　派出行：乙　学习时间：…). Each label gets a line of its own here, so that what reads a
head sees one shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.readers import Block
from kb.structure.roles import role_of
from kb.text import CELLS

# What labels end with, and what they are about.
LABEL = (
    r"(?:[一-鿿]{0,4}(?:时间段?|时段|日期|地点)"
    r"|被?(?:学习|跟班|跟岗|跟训|考察|培训|活动|挂职|交流|参观|观摩|对标|驻点|调研|实训|轮训|研学)?"
    r"(?:时间|日期|地点|单位|对象|机构|银行|行社|人员|学员|主题|内容|方式|批次|期次|组长|岗位)"
    r"|(?:承办|派出|派驻|选派|受访|接待|带教|驻点|外派|承训|送训|送培|参训|受援|对口|结对|所在|接收|牵头|来访|到访|东道|学员)"
    r"(?:单位|机构|银行|行社|行|人|人员|老师)"
    r"|被?(?:学习|跟班|跟岗|考察|挂职|交流|对标|参观|观摩)[行社方]"
    r"|(?:学员|本人)?姓\s*名|(?:领|带)队(?:人|领导)?|带教(?:人|老师)?|填报人|填表人|汇报人|参加人员|参与人员|参加人|同行人员|主题|来访|到访|派出|接待|带教|学习地|来宾|来客|同行|参加|起止(?:时间|日期)|周期|期间|本期(?:时间|单位)|对话人|主持人|受访人?)"
)
_TITLE = r"(?:公文|文件|文章|信息|稿件|文稿|材料)?(?:标\s*题|题\s*目|题\s*名)"
# In a table, where each label has its cell, any name of a time, a place, a bank or people is one.
_IS_LABEL = re.compile(
    rf"(?:{LABEL}|{_TITLE}|(?:流程|文件|公文|表单)(?:编\s*号|名\s*称)|当前(?:节点|环节|状态)|密\s*级|缓\s*急|(?:学员|本人)?姓\s*名|(?:所在|拟稿|报送)?部\s*门|职\s*务|职\s*称|岗\s*位|科\s*室|(?![一-鿿]*(?:银行|联社|农商行|信用社))[一-鿿]{{2,8}}(?:时间|日期|地点|单位|对象|机构|人员|人|行|行社|主题|期号))\s*[:：]?"
)
# Whatever ends with a colon in each other cell of a row is a label, too.
_IS_MARKED = re.compile(r"[一-鿿\s　]{2,10}[:：]")
LABELLED = re.compile(rf"^[【\[]?{LABEL}(?:\s*[:：】\]]\s*|[　\t]+)")
_NEXT_LABEL = re.compile(rf"(?:[\s　;；|｜/]+)(?={LABEL}\s*[:：])")
_SUBJECT = re.compile(
    rf"[【\[]?(?:(?:会议|活动)?主题|{_TITLE}|事由|(?:会议|活动|项目)名称)[】\]]?\s*[:：]\s*(?P<title>[^。：:]{{6,60}})"
)
# What a paper is called and which issue it is: its values stand in the masthead without the label.
_MASTHEAD = re.compile(r"(?:简报|刊物|期刊|内刊|刊|报刊?|资料)名称?|期\s*[号数次]|总期[号数]")
# The head of the column of banks, and what their names end with.
_OF_BANKS = re.compile("(?:各?机构|各?单位|各?银行|各?行社|各?支行|网点)(?:名称)?")
_ORGANISATION = re.compile("(?:银行|农商行|联社|信用社|支行|分行|分理处|办事处)$")
# What the paper is, above its form.
_KIND = re.compile(
    r"[一-鿿\s]{2,12}(?:记录|纪要|转写稿|整理稿|记录表|登记表|报告单|简表|签批单|呈批[件单表]|呈报单|拟稿[单纸]|发文稿纸|审批[单表]|流转单|阅办单|处理[单笺])"
)
# A form stands among the first blocks, this many.
_WITHIN = 12
# The longest label of a row that is a section, and the shortest text of one.
_SECTION, _LONG_VALUE = 8, 40
# The most characters of a line of a form.
_LINE = 160


def with_form_lines(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; a form among the first has one line for each label."""
    result: list[Block] = []
    skipped = False
    for n, block in enumerate(blocks):
        if skipped:
            skipped = False
            continue
        if n >= _WITHIN:
            result.extend(blocks[n:])
            break
        behind = blocks[n + 1].text if n + 1 < len(blocks) else ""
        table = n + 2 < len(blocks) and _is_table([block, *blocks[n + 1 : n + 3]])
        if table or _heads_names(block.text, behind):
            result.append(block)
            continue
        if filled := _filled_row(block):
            result.extend(filled)
            continue
        lines = list(_lines(block.text, behind))
        if not lines:
            result.append(block)
            continue
        skipped = _heads_columns(block.text, behind)
        pictures = (*block.pictures, *(blocks[n + 1].pictures if skipped else ()))
        for order, line in enumerate(lines):
            result.append(
                replace(block, text=line, level=0, lead=0, pictures=() if order else pictures)
            )
    return tuple(result)


def _filled_row(block: Block) -> list[Block]:
    """Heading and paragraph of a form's row that names a section and tells it (心得体会 | ……), nothing
    when it does not."""
    cells = [cell.strip() for cell in block.text.split(CELLS.strip())]
    label, values = cells[0], [cell for cell in cells[1:] if cell]
    if len(cells) < 2 or len(values) != 1 or len(label) > _SECTION or len(values[0]) < _LONG_VALUE:
        return []
    if role_of(label) is None:
        return []
    return [
        replace(block, text=label, level=2, lead=0, pictures=()),
        replace(block, text=values[0], level=0, lead=0),
    ]


def _is_table(rows: Sequence[Block]) -> bool:
    """Do labels stand above several rows of values? Then this is a table and no form."""
    return len({row.text.count(CELLS) for row in rows}) == 1 and _heads_columns(
        rows[0].text, rows[1].text
    )


def _heads_names(text: str, behind: str) -> bool:
    """Does 机构 stand above the name of one, with the head of another column beside it? Then this is
    the head of a table, be it of one row, and no label with its value."""
    heads, cells = text.split(CELLS), behind.split(CELLS)
    return (
        len(heads) == len(cells)
        and _OF_BANKS.fullmatch(heads[0].strip()) is not None
        and _ORGANISATION.search(cells[0].strip()) is not None
        and not any(_ORGANISATION.search(head.strip()) for head in heads[1:])
    )


def with_named_title(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; where the first of them are a form that names its subject (主题：…) and no line looks
    like a title, that subject stands first, as the title."""
    for n, block in enumerate(blocks[:_WITHIN]):
        match = _SUBJECT.fullmatch(block.text)
        if match and not any(other.level == 1 for other in blocks[:_WITHIN]):
            title = replace(block, text=match["title"], level=1, lead=0)
            kind = 1 if n and _KIND.fullmatch(blocks[0].text) else 0  # 会议记录 stands above
            return (*blocks[:kind], title, *blocks[kind:n], *blocks[n + 1 :])
    return tuple(blocks)


def _lines(text: str, behind: str) -> Iterator[str]:
    """A line for each label of a form's row, nothing when this is none."""
    if _heads_columns(text, behind):
        for label, value in zip(text.split(CELLS), behind.split(CELLS), strict=True):
            yield _filled(label, value)
    elif CELLS in text:
        cells = [cell.strip() for cell in text.split(CELLS)]
        # A value that spans several columns stands in each of them.
        cells = [cell for n, cell in enumerate(cells) if not n or not cell or cell != cells[n - 1]]
        labels = cells[::2]
        if len(cells) % 2 == 0 and (
            all(map(_is_label, labels)) or all(map(_IS_MARKED.fullmatch, labels))
        ):
            for label, value in zip(labels, cells[1::2], strict=True):
                yield _filled(label, value)
    elif len(text) <= _LINE and LABELLED.match(text) and "。" not in text:
        parts = _NEXT_LABEL.split(text)
        if len(parts) > 1:
            yield from (part.strip(" 　;；|｜/") for part in parts)


def _heads_columns(text: str, behind: str) -> bool:
    """Is this the row of labels above a row with their values?"""
    cells = text.split(CELLS)
    return (
        len(cells) > 1
        and all(_is_label(cell.strip()) for cell in cells)
        and len(behind.split(CELLS)) == len(cells)
    )


def _is_label(cell: str) -> bool:
    return _IS_LABEL.fullmatch(cell) is not None or _names_paper(cell)


def _names_paper(label: str) -> bool:
    return _MASTHEAD.fullmatch(label.strip("：: ")) is not None


def _filled(label: str, value: str) -> str:
    """The line of a label and its value; the value alone for the name and the issue of the paper."""
    label, value = label.strip("：: "), value.strip()
    return value if value and _names_paper(label) else f"{label}：{value}"
