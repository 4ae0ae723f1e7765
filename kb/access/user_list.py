"""Lists of accounts to be made, as CSV: name, role, bank, groups and full name, with a head that names
the columns."""

from __future__ import annotations

import csv
import io
import re

from kb.access.accounts import clean_details, clean_name, login_of
from kb.access.administration import MOST_SHOWN, Wanted
from kb.access.name_forms import look_of
from kb.errors import KbError
from kb.rights import ROLE_NAMES, Role
from kb.state import Details

# Far more than a bank has colleagues who read bulletins.
LONGEST = 5000
MOST_BYTES = 2_000_000
_COLUMNS = {
    "name": "name", "名字": "name", "姓名": "name",
    "role": "role", "角色": "role",
    "bank": "bank", "机构": "bank",
    "groups": "groups", "组": "groups",
    "full_name": "full_name", "全名": "full_name",
}  # fmt: skip
_ROLES = {role.value: role for role in Role} | {name: role for role, name in ROLE_NAMES.items()}
# What spreadsheets of other languages put between columns.
_SEPARATORS = {";": "分号", "\t": "制表符", "，": "中文逗号", "；": "中文分号"}


class BadUserList(KbError):
    """A list that cannot be taken; its message names each line that is wrong."""


def read_user_list(data: bytes) -> list[Wanted]:
    """The accounts of a list in UTF-8 or GB18030; BadUserList names every line that is wrong."""
    if len(data) > MOST_BYTES:
        raise BadUserList("名单太大", hint=f"最多 {LONGEST} 行")
    rows = csv.reader(io.StringIO(_text(data), newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    try:
        head = _head(next(rows, []))
        before = rows.line_num
        for row in rows:
            lines += [(before + 1, row)] if any(cell.strip() for cell in row) else []
            before = rows.line_num
    except csv.Error as error:
        at = lines[-1][0] + 1 if lines else 1
        raise BadUserList(
            f"第 {at} 行或后面的引号不成对，或不是 CSV", hint="请检查引号，另存为 CSV"
        ) from error
    if not lines:
        raise BadUserList("名单里没有人")
    if len(lines) > LONGEST:
        raise BadUserList(f"名单有 {len(lines)} 行，最多 {LONGEST} 行", hint="请分成几个文件")
    return _wanted(head, lines)


def _head(cells: list[str]) -> list[str]:
    """What each column holds, "" for one without a name, as spreadsheets leave them; BadUserList."""
    named = [cell.strip() for cell in cells]
    head = [_COLUMNS.get(cell.lower(), "") for cell in named]
    unknown = [cell for cell, known in zip(named, head, strict=True) if cell and not known]
    twice = [cell for cell, what in zip(named, head, strict=True) if what and head.count(what) > 1]
    hint = "应为：名字,角色,机构；也可写 name,role,bank；除名字外都可以没有，还可以有 组（groups）、全名（full_name）"
    for char, separator in _SEPARATORS.items():
        if len(named) == 1 and char in cells[0]:
            raise BadUserList(
                f"第 1 行的各列之间是{separator}，应为逗号", hint="请另存为用逗号分隔的 CSV"
            )
    if unknown and "name" in head:
        raise BadUserList(f"第 1 行的列“{unknown[0][:20]}”不认识", hint=f"请删去这一列；{hint}")
    if unknown:
        raise BadUserList("第 1 行应写明各列，其中要有“名字”", hint=hint)
    if twice:
        raise BadUserList(f"第 1 行的列“{twice[-1]}”写了两次", hint="请只留一列")
    if "name" not in head:
        raise BadUserList("第 1 行应写明各列，其中要有“名字”", hint=hint)
    return head


def _wanted(head: list[str], lines: list[tuple[int, list[str]]]) -> list[Wanted]:
    found: list[Wanted] = []
    wrong: list[str] = []
    line_of: dict[str, int] = {}
    for line, row in lines:
        try:
            one = _one(head, row, line)
        except KbError as error:
            wrong.append(f"第 {line} 行：{error.message}")
            continue
        first = line_of.setdefault(look_of(login_of(one.name)), line)
        if first != line:
            wrong.append(f"第 {line} 行：“{one.name}”在第 {first} 行已有")
        found.append(one)
    if wrong:
        shown = [*wrong[:MOST_SHOWN], *(["……"] if len(wrong) > MOST_SHOWN else [])]
        raise BadUserList("\n".join([f"{len(wrong)} 行有误", *shown]), hint="没有增加任何账号")
    return found


def _one(head: list[str], row: list[str], line: int) -> Wanted:
    if len(row) > len(head):
        raise KbError(f"有 {len(row)} 列，多于第 1 行的 {len(head)} 列")
    if any("\n" in cell or "\r" in cell for cell in row):
        raise KbError("一格里有换行，请检查引号")
    named = list(zip(head, (cell.strip() for cell in row), strict=False))
    if any(cell and not what for what, cell in named):
        raise KbError("有一格所在的列在第 1 行没有写明")
    cells = dict(named)
    name = clean_name(cells.get("name", ""))
    if re.search(r"[,;、]", name):
        raise KbError(f"名字“{name}”里有标点，请检查引号和逗号")
    role = cells.get("role", "").lower() or Role.READER.value
    if role not in _ROLES:
        raise KbError(f"“{role[:20]}”不是角色，可用：{'、'.join(ROLE_NAMES.values())}")
    groups = tuple(re.split(r"[;；、,，]", cells.get("groups", "")))
    details = Details(cells.get("bank", ""), groups, cells.get("full_name", ""))
    return Wanted(name, _ROLES[role], clean_details(details), line)


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadUserList("读不懂名单的编码", hint="请另存为 UTF-8 编码的 CSV")
