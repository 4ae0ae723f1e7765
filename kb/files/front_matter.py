"""YAML front matter: the block between two lines of three dashes at the beginning of a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import yaml

from kb.errors import CorpusError

_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_BASE):  # type: ignore[misc]
    """Reads numbers only in the form that we write: YAML 1.1 takes 1:1:1 for a number in base 60,
    at quadratic cost, and 1e999 for one that is infinite. Anything else is text."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[Any]]] = {
        first: [(tag, form) for tag, form in resolvers if not tag.endswith((":int", ":float"))]
        for first, resolvers in _BASE.yaml_implicit_resolvers.items()
    }


for _first in "-+0123456789":
    _forms = _Loader.yaml_implicit_resolvers.setdefault(_first, [])
    _forms.append(("tag:yaml.org,2002:int", re.compile(r"[-+]?(?:0|[1-9][0-9]{0,15})$")))
    _forms.append(("tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9]{1,9}\.[0-9]{1,9}$")))
_LOADER: Any = _Loader
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_FENCE = "---"
# What YAML takes for a date.
_DAY = re.compile(r"(?<![0-9])([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?![0-9])")


def split(text: str, where: str) -> tuple[dict[str, Any], str, int]:
    """(front matter, body, line number of the body's first line); CorpusError if malformed."""
    lines = text.replace("\r\n", "\n").removeprefix("\ufeff").split("\n")
    if lines[0].rstrip() != _FENCE:
        raise CorpusError("文件开头缺少 --- 围起的信息", where=f"{where} 第 1 行")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        raise CorpusError("文件开头的信息没有以 --- 结束", where=f"{where} 第 1 行")
    return (
        load_mapping("\n".join(lines[1:end]), where, first_line=2),
        "\n".join(lines[end + 1 :]),
        end + 2,
    )


def line_of(text: str, key: str) -> int:
    """The line of a key in a file's front matter, or the first line when the key is missing."""
    lines = text.split("\n")
    return next((n for n, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1)


# What the parser raises on a value that is not what its tag says (!!bool x, !!timestamp x, !!int "").
_NO_VALUE = (
    yaml.YAMLError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
)


def load_yaml(text: str, where: str, *, first_line: int = 1) -> Any:
    """Parse YAML; CorpusError names the line."""
    try:
        return yaml.load(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + first_line if error.problem_mark else first_line
        raise CorpusError(
            "YAML 格式有误：这一行或上一行的冒号、引号或缩进写得不对", where=f"{where} 第 {line} 行"
        ) from error
    except ValueError as error:
        if (found := _wrong_day(text)) is None:
            raise CorpusError("YAML 格式有误：有一个值读不出来", where=where) from error
        line, day = found
        raise CorpusError(
            f"没有“{day}”这一天",
            where=f"{where} 第 {line + first_line} 行",
            hint="请核对年、月、日",
        ) from error
    except _NO_VALUE as error:
        raise CorpusError("YAML 格式有误：读不出来", where=where) from error


def _wrong_day(text: str) -> tuple[int, str] | None:
    """The first line (counted from 0) with a day that no calendar has, and the day."""
    for number, line in enumerate(text.split("\n")):
        for day in _DAY.finditer(line):
            try:
                date(*map(int, day.groups()))
            except ValueError:
                return number, day[0]
    return None


def load_mapping(text: str, where: str, *, first_line: int = 1) -> dict[str, Any]:
    """Parse YAML that must be a mapping with text keys."""
    data = load_yaml(text, where, first_line=first_line)
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise CorpusError("这里应为“名称: 值”的形式", where=f"{where} 第 {first_line} 行")
    return data


def dump(data: dict[str, Any]) -> str:
    """The YAML of a mapping, in the order given."""
    text: str = yaml.dump(data, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=1000)
    return text


def dump_list(items: list[dict[str, Any]]) -> str:
    """The YAML of a list of mappings, with each inner list on one line."""
    text: str = yaml.dump(
        items,
        Dumper=_DUMPER,
        allow_unicode=True,
        sort_keys=False,
        width=1000,
        default_flow_style=None,
    )
    return text


def flow_list(words: list[str]) -> str:
    """The YAML of a list of strings on one line, in brackets."""
    text: str = yaml.dump(
        words, Dumper=_DUMPER, allow_unicode=True, width=1_000_000, default_flow_style=True
    )
    return text.strip()


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item of a list of mappings stands: its `name`, its first line and the one behind its
    last (counted from 0), and the column in which its keys begin."""

    name: str
    start: int
    end: int
    column: int


def places(text: str, key: str) -> list[Place] | None:
    """Where the items of the list under a key stand in a YAML text, comments and blank lines behind
    an item left out; None when there is no such list or its items share lines."""
    root = yaml.compose(text, Loader=_LOADER)
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    found = next((value for name, value in pairs if name.value == key), None)
    if not isinstance(found, yaml.SequenceNode) or found.flow_style:
        return None
    lines = text.splitlines()
    starts = [item.start_mark.line for item in found.value]
    if len(set(starts)) < len(starts):
        return None
    result = []
    for item, following in zip(found.value, [*starts[1:], found.end_mark.line], strict=True):
        end = max(following, item.start_mark.line + 1)
        while not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#"):
            end -= 1
        name = next((str(v.value) for own, v in item.value if own.value == "name"), "")
        result.append(Place(name, item.start_mark.line, end, item.start_mark.column))
    return result


def join(data: dict[str, Any], body: str) -> str:
    """The text of a file with this front matter and body."""
    return f"{_FENCE}\n{dump(data)}{_FENCE}\n\n{body.rstrip()}\n"
