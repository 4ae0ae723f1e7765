"""The settings in force, as administrators see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from kb.files import Settings

_NOT_SET = "没有设置"
_WORDS = {True: "是", False: "否", None: _NOT_SET, "": _NOT_SET}


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting by its name in kb.toml, with its section; `default` says that it is as it is without
    being written."""

    name: str
    value: str
    default: bool


def setting_rows(settings: Settings) -> tuple[SettingRow, ...]:
    """All settings in the order of the program. None is a secret: those stand in files, of which only
    the name is a setting."""
    return tuple(_rows("", settings, Settings()))


def _rows(section: str, settings: object, usual: object) -> Iterator[SettingRow]:
    for field in fields(settings):  # type: ignore[arg-type]
        value = getattr(settings, field.name)
        name = f"{section}{field.name}"
        default = getattr(usual, field.name, None)
        if is_dataclass(value) and not isinstance(value, type):
            yield from _rows(f"{name}.", value, default)
        else:
            yield SettingRow(name, _in_words(value), value == default)


def _in_words(value: object) -> str:
    if isinstance(value, bool | None) or value == "":
        return _WORDS[value]
    if isinstance(value, Mapping):
        return "；".join(f"{key}：{_in_words(one)}" for key, one in value.items()) or _NOT_SET
    if isinstance(value, tuple | frozenset | list):
        return "、".join(map(_in_words, value)) or _NOT_SET
    return str(value)
