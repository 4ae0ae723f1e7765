"""Click's own messages in Chinese: its help and its errors."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

_WORDS = {
    "Options": "选项",
    "Commands": "命令",
    "Show this message and exit.": "显示用法",
}
_USAGE = (("[OPTIONS]", "[选项]"), ("COMMAND [ARGS]...", "命令 [参数]…"))
_COMPLAINTS = (
    (r"Missing command\.", "缺少命令"),
    (r"Got unexpected extra arguments? \((.*)\)", r"多出了参数 \1"),
    (r"Option '(.*)' requires (?:an argument|\d+ arguments)\.", r"选项 \1 后面缺少值"),
    (r"Option '(.*)' does not take a value\.", r"选项 \1 不带值"),
    (r"'?(.*?)'? is not a valid (?:integer|float)(?: range)?\.", r"“\1”不是数字"),
    (r"'?(.*?)'? is not in the range (.*?)\.", r"\1 不在范围 \2 内"),
    (r"'(.*)' is not one of (.*)\.", r"“\1”不可用，可用：\2"),
)


class Formatter(click.HelpFormatter):
    """Writes the pages of --help."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for english, chinese in _USAGE:
            args = args.replace(english, chinese)
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_WORDS.get(heading, heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        super().write_dl([(k, _WORDS.get(v, v)) for k, v in rows], col_max, col_spacing)


def complaint(error: click.ClickException) -> str:
    """What is wrong with the command line."""
    match error:
        case click.MissingParameter(param=param) if param and error.ctx:
            return f"缺少参数 {param.make_metavar(error.ctx)}"
        case click.NoSuchOption(option_name=name):
            return f"没有选项 {name}"
        case click.exceptions.NoSuchCommand(command_name=name):
            return f"没有命令 {name}"
        case click.BadParameter(param=param) if param:
            return f"参数 {param.opts[-1]} 的值不对：{_translated(error.message)}"
        case _:
            return f"用法不对：{_translated(error.message)}"


def _translated(message: str) -> str:
    for english, chinese in _COMPLAINTS:
        if found := re.fullmatch(english, message):
            return found.expand(chinese)
    return message
