"""`kb user` and `kb audit`: accounts and the audit log, for the person at the machine itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from kb.access import (
    COMMAND_LINE,
    ROLE_NAMES,
    Account,
    Details,
    Event,
    Role,
    Session,
    Wanted,
    administration,
    audit,
    read_user_list,
    second_step,
    sessions,
    syslog,
)
from kb.cli.bank_warnings import warn_of_banks
from kb.cli.common import FilePath, echo_json
from kb.cli.links import base_option, link_to
from kb.cli.passwords import asked_password
from kb.cli.verbs import command
from kb.errors import KbError, QueryError
from kb.files import Home, find_home, load_settings, reason

_ROLES = {role.value: role for role in Role} | {name: role for role, name in ROLE_NAMES.items()}


class RoleType(click.ParamType[Role, str]):
    """A role by its English or Chinese name."""

    name = "角色"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Role:
        if value in _ROLES:
            return _ROLES[value]
        self.fail(f"“{value}”不是角色，可用：{'、'.join(_ROLES)}", param, ctx)


_role = click.option(
    "--role", type=RoleType(), default=Role.READER, help="角色（默认：读者）", metavar="角色"
)
_PERSON = (
    click.option("--bank", default=None, metavar="机构", help="所在机构"),
    click.option("--group", "groups", multiple=True, metavar="组", help="所属的组，可写多次"),
    click.option("--full-name", default=None, metavar="全名", help="本人的姓名"),
)
_Verb = Callable[..., Any]


def _person(function: _Verb) -> _Verb:
    """The options that say who somebody is."""
    for option in reversed(_PERSON):
        function = option(function)
    return function


@click.group("user")
def user() -> None:
    """账号：增加、邀请、改密码、改角色、停用、查看登录。"""


def _verb(name: str, help: str) -> Callable[[Callable[..., Any]], click.Command]:
    return user.command(name, help=help)


@_verb("add", "增加一个账号，密码当场输入两遍。")
@click.argument("name", metavar="名字")
@_role
@_person
@click.pass_context
def add(context: click.Context, /, name: str, role: Role, **person: Any) -> None:
    """Make an account with a password."""
    home = _home(context)
    made = administration.add(
        home, COMMAND_LINE, Wanted(name, role, _details(person)), asked_password(), time.time()
    )
    _record(home, "add", f"{made.name} {role}")
    warn_of_banks(home, [made.bank])
    click.echo(f"已增加{ROLE_NAMES[role]}“{made.name}”")


@_verb("invite", "增加一个账号，给出设置密码的一次性链接。")
@click.argument("name", metavar="名字")
@_role
@_person
@base_option
@click.pass_context
def invite(context: click.Context, /, name: str, role: Role, base: str, **person: Any) -> None:
    """Make an account without a password, and print its link."""
    home = _home(context)
    wanted = Wanted(name, role, _details(person))
    made, secret = administration.invite(home, COMMAND_LINE, wanted, time.time())
    _record(home, "invite", f"{made.name} {role}")
    warn_of_banks(home, [made.bank])
    click.echo(
        f"已增加{ROLE_NAMES[role]}“{made.name}”，请把链接交给本人（7 天内有效，只能用一次）："
    )
    click.echo(link_to(base, secret))


@_verb(
    "import",
    "按 CSV 名单（列：名字,角色,机构,组,全名）增加账号，各给一个一次性链接；有一行不对就都不加。",
)
@click.argument("file", metavar="文件", type=FilePath(path_type=Path))
@base_option
@click.pass_context
def import_command(context: click.Context, file: Path, base: str) -> None:
    """Make the accounts of a list, all or none, and print a link for each."""
    home = _home(context)
    try:
        wanted = read_user_list(file.read_bytes())
    except OSError as error:
        raise KbError("读不出名单", where=str(file), hint=reason(error)) from error
    made = administration.invite_all(home, COMMAND_LINE, wanted, time.time())
    for account, _ in made:
        _record(home, "invite", f"{account.name} {account.role}")
    warn_of_banks(home, [one.details.bank for one in wanted])
    click.echo(f"已增加 {len(made)} 个账号，请把链接交给各人（7 天内有效，只能用一次）：")
    for account, secret in made:
        click.echo(f"{account.name}　{link_to(base, secret)}")


@_verb("passwd", "改一个账号的密码，当场输入两遍；--link 改为给出重设密码的一次性链接。")
@click.argument("name", metavar="名字")
@click.option("--link", is_flag=True, help="给出一次性链接，由本人设置")
@base_option
@click.pass_context
def passwd(context: click.Context, name: str, link: bool, base: str) -> None:
    """Set a password, or print a link for it."""
    home, account = _account(context, name)
    if link:
        secret = administration.new_link(home, COMMAND_LINE, account, time.time())
        _record(home, "link", account.name)
        click.echo(f"请把链接交给“{account.name}”本人（只能用一次）：")
        click.echo(link_to(base, secret))
        return
    administration.set_password(home, COMMAND_LINE, account, asked_password())
    _record(home, "password", account.name)
    click.echo(f"已改“{account.name}”的密码，其登录都已结束")


@_verb("role", "改一个账号的角色；其登录都结束，再登录后生效。")
@click.argument("name", metavar="名字")
@click.argument("role", type=RoleType(), metavar="角色")
@click.pass_context
def role(context: click.Context, name: str, role: Role) -> None:
    """Give an account another role."""
    home, account = _account(context, name)
    administration.set_role(home, COMMAND_LINE, account, role)
    _record(home, f"role {role}", account.name)
    click.echo(f"“{account.name}”现在是{ROLE_NAMES[role]}")


@_verb("set", "改一个账号的机构、组、全名；没有写的不变，--no-groups 去掉所有的组。")
@click.argument("name", metavar="名字")
@_person
@click.option("--no-groups", is_flag=True, help="不属于任何组")
@click.pass_context
def set_command(context: click.Context, /, name: str, no_groups: bool, **person: Any) -> None:
    """Say who somebody is."""
    home, account = _account(context, name)
    given = _details(person)
    groups = () if no_groups else given.groups or account.groups
    details = Details(
        account.bank if person["bank"] is None else given.bank,
        groups,
        account.full_name if person["full_name"] is None else given.full_name,
    )
    administration.set_details(home, COMMAND_LINE, account, details)
    _record(home, "details", account.name)
    shown = "，".join(filter(None, (details.full_name, details.bank, *details.groups)))
    click.echo(f"“{account.name}”：{shown or '没有机构和组'}")
    warn_of_banks(home, [details.bank])


@_verb("totp", "一个账号是不是两步登录；--reset 取消，其登录都结束（手机和恢复码都丢了时用）。")
@click.argument("name", metavar="名字")
@click.option("--reset", is_flag=True, help="取消两步登录")
@click.pass_context
def totp(context: click.Context, name: str, reset: bool) -> None:
    """Show the second step of an account, or take it away."""
    home, account = _account(context, name)
    if not reset:
        left = second_step.codes_left(home, account)
        on = second_step.is_on(home, account)
        click.echo(f"两步登录：{f'已开启，还有 {left} 个恢复码' if on else '没有开启'}")
        return
    had = second_step.turn_off(home, COMMAND_LINE, account)
    if had:
        _record(home, "one step", account.name)
    click.echo("已取消两步登录，其登录都已结束" if had else "本来就没有开启")


@_verb("disable", "停用一个账号，立即生效；--undo 重新启用。")
@click.argument("name", metavar="名字")
@click.option("--undo", is_flag=True, help="重新启用")
@click.pass_context
def disable(context: click.Context, name: str, undo: bool) -> None:
    """Disable an account, or enable it again."""
    home, account = _account(context, name)
    administration.set_disabled(home, COMMAND_LINE, account, disabled=not undo)
    _record(home, "enabled" if undo else "disabled", account.name)
    click.echo(f"已启用“{account.name}”" if undo else f"已停用“{account.name}”，其登录都已结束")


@_verb("list", "列出全部账号。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_context
def list_command(context: click.Context, as_json: bool) -> None:
    """List the accounts."""
    found = administration.all_accounts(_home(context), COMMAND_LINE)
    if as_json:
        echo_json([asdict(account) for account in found])
        return
    for account in found:
        states = [account.full_name, ROLE_NAMES[account.role], account.bank]
        states += [f"组：{'、'.join(account.groups)}"] if account.groups else []
        states += ["已停用"] if account.disabled else []
        states += [] if account.has_password else ["还没有设置密码"]
        click.echo(f"{account.name}　{'，'.join(filter(None, states))}")
    if not found:
        click.echo("还没有账号")


@_verb("sessions", "列出所有人的登录，或一个账号的；--end 全部结束一个账号的。")
@click.argument("name", metavar="名字", required=False)
@click.option("--end", is_flag=True, help="全部结束")
@click.pass_context
def sessions_command(context: click.Context, name: str | None, end: bool) -> None:
    """List the sessions of an account or of all, or end those of one."""
    if name is None:
        if end:
            raise QueryError("请写明结束谁的登录", hint="kb user sessions 名字 --end")
        found = administration.all_sessions(_home(context), COMMAND_LINE, time.time())
        _show_sessions(found, with_names=True)
        return
    home, account = _account(context, name)
    if end:
        ended = administration.end_sessions(home, COMMAND_LINE, account)
        _record(home, "ended", account.name)
        click.echo(f"已结束 {ended} 个登录")
        return
    _show_sessions(sessions.sessions_of(home, account, time.time()), with_names=False)


def _show_sessions(found: list[Session], *, with_names: bool) -> None:
    for session in found:
        seen = datetime.fromtimestamp(session.seen).strftime("%Y-%m-%d %H:%M")
        name = f"{session.account.name}　" if with_names else ""
        click.echo(f"{seen}　{name}{session.address}　{session.program}")
    if not found:
        click.echo("没有登录")


@command("audit")
@click.option("--who", default="", metavar="名字", help="只看一个人的")
@click.option(
    "--limit", type=click.IntRange(1, 100_000), default=50, help="最多几条", metavar="条数"
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_context
def audit_command(context: click.Context, who: str, limit: int, as_json: bool) -> None:
    """Show the last lines of the audit log, the latest first."""
    found = audit.latest(_home(context), limit, who)
    if as_json:
        echo_json([asdict(event) for event in found])
        return
    for event in found:
        when = datetime.fromisoformat(event.when).astimezone().strftime("%Y-%m-%d %H:%M:%S")
        result = audit.RESULTS.get(event.result, event.result)
        parts = (when, event.who or "未登录", audit.in_words(event.what))
        line = "　".join(filter(None, (*parts, audit.on_in_words(event), event.address, result)))
        # Anybody may have typed what a line holds; a terminal must not take it for commands.
        click.echo("".join(char for char in line if char.isprintable() or char == "　"))
    if not found:
        click.echo("还没有记录")


def _details(person: dict[str, Any]) -> Details:
    return Details(person["bank"] or "", person["groups"], person["full_name"] or "")


def _home(context: click.Context) -> Home:
    home = find_home(context.find_root().obj)
    syslog.send_to(load_settings(home).syslog)
    return home


def _account(context: click.Context, name: str) -> tuple[Home, Account]:
    home = _home(context)
    return home, administration.find_account(home, COMMAND_LINE, name)


def _record(home: Home, what: str, on: str) -> None:
    audit.write(home, Event(COMMAND_LINE.name, what, on), time.time())
