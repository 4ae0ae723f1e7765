"""The values in the front matter of a bulletin, checked one by one."""

from __future__ import annotations

from datetime import date
from typing import Any

from kb.errors import CorpusError
from kb.model import BANK_SIDES, BankRole, Group, Period, Side, Source


def visible_to(data: dict[str, Any], where: str) -> tuple[str, ...]:
    """The names in a front matter of those who may see a bulletin; CorpusError. An empty list is an
    error: it could mean everybody or nobody."""
    if "visible_to" not in data:
        return ()
    names = data["visible_to"]
    sound = isinstance(names, list) and all(isinstance(name, str) for name in names)
    if (
        not sound
        or not names
        or not all(name == name.strip() and name not in ("", "*") for name in names)
    ):
        raise CorpusError(
            "“visible_to”应为列表，每项是一个行名或组名",
            where=where,
            hint="所有人可见就不写这一项",
        )
    return tuple(dict.fromkeys(names))


def text_of(data: dict[str, Any], key: str, where: str, *, required: bool = False) -> str:
    """A text of a front matter, "" where there is none; CorpusError, as from all below."""
    value = data.get(key, "")
    if not isinstance(value, str) or (required and not value):
        raise CorpusError(f"“{key}”应为{'非空' if required else ''}文字", where=where)
    return value


def _date(data: dict[str, Any], key: str, where: str) -> date:
    value = data.get(key)
    if type(value) is not date:
        raise CorpusError(f"“{key}”应为日期，如 2018-07-02", where=where)
    return value


def period_of(data: Any, where: str) -> Period | None:
    """The days that a bulletin reports on."""
    if data is None:
        return None
    if not isinstance(data, dict):
        raise CorpusError("“period”应有 start 和 end", where=where)
    start, end = _date(data, "start", where), _date(data, "end", where)
    if end < start:
        raise CorpusError("“period”的 end 早于 start", where=where)
    return Period(start, end, data.get("year_inferred") is True, text_of(data, "evidence", where))


def groups_of(data: Any, where: str) -> tuple[Group, ...]:
    """The groups with their hosts."""
    if not isinstance(data, (list, type(None))) or not all(isinstance(g, dict) for g in data or []):
        raise CorpusError("“groups”应为列表，每项有 name 和 bank", where=where)
    return tuple(
        Group(text_of(g, "name", where, required=True), text_of(g, "bank", where))
        for g in data or []
    )


def roles_of(data: Any, where: str) -> tuple[BankRole, ...]:
    """What an editor said of the parts of banks in the whole bulletin."""
    known = [side.value for side in BANK_SIDES]
    sound = isinstance(data, (list, type(None))) and all(
        isinstance(role, dict) and role.get("side") in known for role in data or []
    )
    if not sound:
        raise CorpusError(
            "“roles”应为列表，每项有 bank 和 side",
            where=where,
            hint=f"side 可用：{'、'.join(known)}",
        )
    return tuple(
        BankRole(
            text_of(role, "bank", where, required=True),
            Side(role["side"]),
            text_of(role, "written", where),
        )
        for role in data or []
    )


def role_data(role: BankRole) -> dict[str, str]:
    """A role as it is written and printed; most banks have the name that the text has for them."""
    fields = {"bank": role.bank, "side": role.side.value}
    return fields | ({"written": role.written} if role.written else {})


def source_of(data: Any, where: str) -> Source:
    """The file that the bulletin was read from."""
    if not isinstance(data, dict):
        raise CorpusError("缺少“source”（来源文件）", where=where)
    return Source(
        name=text_of(data, "name", where, required=True),
        format=text_of(data, "format", where, required=True),
        sha256=text_of(data, "sha256", where, required=True),
        ingested=_date(data, "ingested", where),
        part=_part(data, where),
    )


def _part(data: dict[str, Any], where: str) -> int:
    part = data.get("part", 0)
    if not isinstance(part, int) or isinstance(part, bool) or part < 0:
        raise CorpusError("“part”应为正整数（这个文件里的第几期）", where=where)
    return part
