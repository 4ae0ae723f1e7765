"""Accounts that log in."""

from __future__ import annotations

from kb.access import administration, logging_in
from kb.access.accounts import Account
from kb.access.administration import Wanted
from kb.access.logging_in import Attempt
from kb.files.home import Home
from kb.rights import COMMAND_LINE, Role

NOW = 1_790_000_000.0
PASSWORD = "湖边 三只 白鹭"
HERE = "10.1.2.3"


def made(home: Home, name: str = "张三", role: Role = Role.EDITOR) -> Account:
    return administration.add(home, COMMAND_LINE, Wanted(name, role), PASSWORD, NOW)


def tried(
    home: Home, name: str, password: str = PASSWORD, at: float = NOW, address: str = HERE
) -> Account:
    return logging_in.log_in(home, Attempt(name, password, address), at)
