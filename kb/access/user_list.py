"""Lists of accounts to be made, as CSV: name, role, bank, groups and full name, with a head that names
the columns."""

from __future__ import annotations

import csv
import io
import re

from kb.access.accounts import clean_details, clean_name, login_of
from kb.access.administration import Wanted
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
_MOST_SHOWN = 20


class BadUserList(KbError):
    """A list that cannot be taken; its message names each line that is wrong."""


def read_user_list(data: bytes) -> list[Wanted]:
    """The accounts of a list in UTF-8 or GB18030; BadUserList names every line that is wrong."""
    if len(data) > MOST_BYTES:
        raise BadUserList("名单太大", hint=f"最多 {LONGEST} 行")
    rows = csv.reader(io.StringIO(_text(data), newline=""))
    try:
        head = [_COLUMNS.get(cell.strip().lower(), cell.strip()) for cell in next(rows, [])]
        if "name" not in head or len(set(head)) < len(head) or set(head) - set(_COLUMNS.values()):
            raise BadUserList(
                "第 1 行应写明各列：名字,角色,机构",
                hint="也可写 name,role,bank；除名字外都可以没有，还可以有 组（groups）、全名（full_name）",
            )
        lines = [(rows.line_num, row) for row in rows if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise BadUserList(f"第 {rows.line_num} 行的格式有误", hint="请另存为 CSV") from error
    if not lines:
        raise BadUserList("名单里没有人")
    if len(lines) > LONGEST:
        raise BadUserList(f"名单有 {len(lines)} 行，最多 {LONGEST} 行", hint="请分成几个文件")
    return _wanted(head, lines)


def _wanted(head: list[str], lines: list[tuple[int, list[str]]]) -> list[Wanted]:
    found: list[Wanted] = []
    wrong: list[str] = []
    line_of: dict[str, int] = {}
    for line, row in lines:
        try:
            one = _one(head, row)
        except KbError as error:
            wrong.append(f"第 {line} 行：{error.message}")
            continue
        first = line_of.setdefault(login_of(one.name), line)
        if first != line:
            wrong.append(f"第 {line} 行：“{one.name}”在第 {first} 行已有")
        found.append(one)
    if wrong:
        shown = [*wrong[:_MOST_SHOWN], *(["……"] if len(wrong) > _MOST_SHOWN else [])]
        raise BadUserList("\n".join([f"{len(wrong)} 行有误", *shown]), hint="没有增加任何账号")
    return found


def _one(head: list[str], row: list[str]) -> Wanted:
    if len(row) > len(head):
        raise KbError(f"有 {len(row)} 列，多于第 1 行的 {len(head)} 列")
    cells = dict(zip(head, (cell.strip() for cell in row), strict=False))
    role = cells.get("role", "").lower() or Role.READER.value
    if role not in _ROLES:
        raise KbError(f"“{role[:20]}”不是角色，可用：{'、'.join(ROLE_NAMES.values())}")
    groups = tuple(re.split(r"[;；、]", cells.get("groups", "")))
    details = Details(cells.get("bank", ""), groups, cells.get("full_name", ""))
    return Wanted(clean_name(cells.get("name", "")), _ROLES[role], clean_details(details))


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadUserList("读不懂名单的编码", hint="请另存为 UTF-8 编码的 CSV")
