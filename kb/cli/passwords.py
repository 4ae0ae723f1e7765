"""Asks for a password on the terminal, or reads it from a script."""

from __future__ import annotations

import sys

import click

from kb.errors import KbError


def asked_password() -> str:
    """A password, typed twice and not shown. Without a terminal, two lines of standard input: there
    getpass would say in English that it cannot hide what is typed."""
    ask = _typed if sys.stdin.isatty() else _line
    password = ask("密码")
    if password != ask("再输入一遍"):
        raise KbError("两次输入的密码不一样")
    return password


def _typed(what: str) -> str:
    typed: str = click.prompt(what, hide_input=True)
    return typed


def _line(what: str) -> str:
    line = sys.stdin.readline()
    if not line:
        hint = "请在终端里执行，或在标准输入里写两行同样的密码"
        raise KbError(f"没有读到密码（{what}）", hint=hint)
    return line.rstrip("\r\n")
