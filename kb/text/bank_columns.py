"""Tables whose columns are banks (环节 | 石桥农商银行 | 我行): each cell of such a column is a unit by itself,
since a whole row tells of several banks at once.

What stands left of the first of these columns is the label of the row, and stays with its first cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from kb.text.tables import BAR, CELLS, bars, cell_spans, cells_of, line_at

# The head of a column that is a bank; with 我行 the other heads may be places alone (table_banks.py).
_BANK = re.compile("农商(?:联合)?银?行|农村(?:商业|合作)银行|农合行|村镇银行|信用社|农信社|联社")
_OURS = re.compile("[我本][行社]|我们|我联社|自身|派出行|学习方")
# The head of a column that is a host without its name, or holds what learners plan.
_THEIRS = re.compile(
    "标杆|标兵|对方|对标[行单]|先进[行单做经]|他行|兄弟[行单]|受访|带教行|被学|跟班[行单]|(?:学习|借鉴)(?:内容|做法|要点|亮点)|所学"
    "|(?:学[到来]|看到|值得学|值得借鉴|可学|可借鉴)的?(?:内容|做法|要点|亮点|经验|东西|之处)"
)
_PLANNED = re.compile(
    "措施|打算|怎么改|改进|整改|计划|安排|建议|差距|目标|启示|落实|时限|期限|责任|完成|拟办|待办|下一?步|怎么办"
)
_PLACE = re.compile(r"[一-鿿]{2,4}")
_LABEL = re.compile(
    "|序号|项目|环节|内容|事项|指标|条线|类别|(?:对[标比照]|学习|主要|具体)(?:内容|项目|事项|指标)|维度|方面|要素|业务"
)
# Places alone as heads, by their last letter (指标 | 桐汊 | 麦陵), and with what their column holds
# (淳浦做法 | 甪塘现状).
_NAMED_PLACE = re.compile(
    r"(?!县城|[街源龙牵]头|[窗人进出关缺]口|源头|山村)[一-鿿]{1,3}[坪坳塘湾洲渡垭寨埠浦坞沟峪岭庄堡畈坡桥坝墩滩泉溪川潭浔沅垸圩屯岗岩峰港陂坂圳冈浜泾荡渚沱"
    r"塬亭堰汊陵头城州湖江河山阳口泽原屏林]"
)
_PLACE_HOLDS = re.compile(
    r"(?!主要|具体|当前|目前|先进|创新|现有|存在|学习|工作|基本|传统|原有|现行|典型|特色|好的|有效|通行)"
    r"(?P<place>[一-鿿]{2,4}?)的?(?:现行)?(?:做法|现状)"
)
# A head is no longer, and a row of heads has no more cells.
_HEAD, _MOST = 20, 12
# So many rows below are looked at to see that the first one holds heads.
_ROWS = 8
_NO_HEAD = re.compile("[。；;]|[0-9０-９]{2}")


def is_ours(head: str) -> bool:
    """Is the column of this head the writers' own bank (我行)?"""
    return _OURS.search(head) is not None


def is_theirs(head: str) -> bool:
    """Is it the bank that is learned from, without its name (标杆做法)?"""
    return not is_ours(head) and _THEIRS.search(head) is not None


def is_planned(head: str) -> bool:
    """Does the column hold what learners plan or lack (改进措施)?"""
    return _PLANNED.search(head) is not None


def column_heads(text: str) -> Mapping[int, tuple[str, ...]]:
    """The start of each row below the heads of such a table → the head of each column, "" for the
    labels to the left of the first bank."""
    return dict(_rows(text)) if CELLS in text else {}


def column_cuts(text: str) -> Mapping[int, tuple[int, ...]]:
    """The start of each row → where its cells begin, with their bars, but for the first one."""
    found = {}
    for start, heads in column_heads(text).items():
        first = next(n for n, head in enumerate(heads) if head)
        cells = cell_spans(line_at(text, start), start)
        found[start] = tuple(at - len(BAR) for at, _ in cells[first + 1 :])
    return found


def _rows(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    place, lines = 0, []
    for line in text.split("\n"):
        lines.append((place, line))
        place += len(line) + 1
    for count, group in groupby(lines, lambda one: bars(one[1])):
        if not 0 < count < _MOST:
            continue
        (_, first), *rows = group
        heads = _heads(cells_of(first))
        if heads and rows and not _are_values(heads, [row for _, row in rows[:_ROWS]]):
            yield from ((start, heads) for start, _ in rows)


def _heads(cells: Sequence[str]) -> tuple[str, ...]:
    """The heads of a row, without those left of the first bank; none where it has no banks for columns."""
    if any(len(cell) > _HEAD or _NO_HEAD.search(cell) for cell in cells):
        return ()
    named = [_BANK.search(cell) is not None or is_ours(cell) for cell in cells]
    if not any(named):
        return _of_places(cells)
    owned = [bank or is_theirs(cell) for bank, cell in zip(named, cells, strict=True)]
    if any(own and not is_ours(cell) for own, cell in zip(owned, cells, strict=True)):
        first = owned.index(True)
        known = sum(
            own or is_planned(c) for own, c in zip(owned[first:], cells[first:], strict=True)
        )
    else:  # our own column alone: the others may be places
        first = next((n for n, cell in enumerate(cells) if n and not _LABEL.fullmatch(cell)), 0)
        others = [cell for cell in cells[first:] if not is_ours(cell)]
        places = first and all(_PLACE.fullmatch(cell) or is_planned(cell) for cell in others)
        known = len(cells) - first if places else 0
    return ("",) * first + tuple(cells[first:]) if known > 1 else ()


def _of_places(cells: Sequence[str]) -> tuple[str, ...]:
    """The heads of a row whose banks are places alone, without those left of them; none else."""
    first = next((n for n, cell in enumerate(cells) if not _LABEL.fullmatch(cell)), 0)
    heads = cells[first:]
    if not first or len(heads) < 2:
        return ()
    holds = [match["place"] if (match := _PLACE_HOLDS.fullmatch(head)) else "" for head in heads]
    planned = [is_planned(head) for head in heads]
    several = len({place for place in holds if place}) > 1
    if (several and all(h or p for h, p in zip(holds, planned, strict=True))) or all(
        map(_NAMED_PLACE.fullmatch, heads)
    ):
        return ("",) * first + tuple(heads)
    return ()


def _are_values(heads: Sequence[str], rows: Sequence[str]) -> bool:
    """Do the rows hold names of banks below a head that is one: a list of who learned where?"""
    for row in rows:
        cells = cells_of(row)
        for head, cell in zip(heads, cells, strict=True):
            if head and len(cell) <= _HEAD and _BANK.search(cell) and not _NO_HEAD.search(cell):
                return True
    return False
