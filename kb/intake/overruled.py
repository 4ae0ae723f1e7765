"""Decisions of editors that a new source overrules, because what they were about has changed in it too.
They are named, so that none is lost unseen."""

from __future__ import annotations

from collections.abc import Iterator

from kb.model import KIND_LABELS, SIDE_LABELS, BankRole, Bulletin, Entry, Group, Kind, Period, Side

_OF_BULLETIN = {
    "title": "标题",
    "subtitle": "副标题",
    "series": "系列",
    "issue": "期号",
    "period": "起止日期",
    "groups": "小组",
    "roles": "谁向谁学习",
}
_OF_ENTRY = {
    "kind": "类型",
    "title": "题目",
    "group": "小组",
    "bank": "机构",
    "side": "说的是谁",
    "practices": "做法",
}
_NAME, _VALUE = 16, 40


def overruled(new: Bulletin, old: Bulletin, decided: Bulletin) -> Iterator[str]:
    """The fields of a bulletin that an editor decided and that the new source changes, in Chinese."""
    for name, label in _OF_BULLETIN.items():
        if value := _overruled(new, old, decided, name):
            yield f"{label}{value}"


def overruled_entry(new: Entry, old: Entry, decided: Entry) -> Iterator[str]:
    """Those of an entry; `new` is as it will be, and its text as the new source has it."""
    of = f"“{_shortened(new.text, _NAME)}”的"
    if new.text != decided.text != old.text:
        yield f"{of}文字（编者改过）"
        return  # its title follows its text
    for name, label in _OF_ENTRY.items():
        if value := _overruled(new, old, decided, name):
            yield f"{of}{label}{value}"


def _overruled(new: object, old: object, decided: object, name: str) -> str:
    """What an editor made of a field of the old source, where the new one is another; else ""."""
    value = getattr(decided, name)
    if _said(value) in (_said(getattr(new, name)), _said(getattr(old, name))):
        return ""
    shown = _shown(value)
    return f"（编者定为“{_shortened(shown, _VALUE)}”）" if shown else "（编者去掉了）"


def _said(value: object) -> object:
    """What a value says: of a period its days, however its year is known."""
    return (value.start, value.end) if isinstance(value, Period) else value


def _shown(value: object) -> str:
    match value:
        case Kind():
            return KIND_LABELS[value]
        case Side():
            return SIDE_LABELS[value]
        case Period():
            return f"{value.start.isoformat()}至{value.end.isoformat()}"
        case Group():
            return value.name or value.bank
        case BankRole():
            return f"{value.bank}（{SIDE_LABELS[value.side]}）"
        case tuple():
            return "、".join(map(_shown, value))
        case None:
            return ""
        case _:
            return str(value)


def _shortened(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}……"
