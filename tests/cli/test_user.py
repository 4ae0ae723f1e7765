"""`kb user` and `kb audit`."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb.access import Attempt, Place, audit, hashing, logging_in, sessions
from kb.cli.user import audit_command, user
from kb.errors import KbError, NotFoundError
from kb.files.home import Home

PASSWORD = "湖边 三只 白鹭"
TWICE = f"{PASSWORD}\n{PASSWORD}\n"
Run = Callable[..., Result]


@pytest.fixture
def run(home: Home, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `kb user …` on an empty home."""
    monkeypatch.setattr(hashing, "COST", (16, 8, 1))
    monkeypatch.setattr(hashing, "ARGON", (1, 64, 1))

    def invoke(*arguments: str, typed: str = "") -> Result:
        return CliRunner().invoke(user, arguments, obj=str(home.path), input=typed)

    return invoke


def logged_in(home: Home, name: str, password: str = PASSWORD) -> str:
    account = logging_in.log_in(home, Attempt(name, password, "10.0.0.1"), time.time())
    return sessions.open_session(home, account, Place("10.0.0.1", "Firefox"), time.time())


def test_a_colleague_from_first_to_last_day(home: Home, run: Run) -> None:
    assert run("list").output == "还没有账号\n"
    assert "已增加管理员“王管理”" in run("add", "王管理", "--role", "管理员", typed=TWICE).output
    run("add", "张三", "--role", "editor", "--bank", "青枫农商银行", typed=TWICE)
    assert run("list").output == "张三　编辑，青枫农商银行\n王管理　管理员\n"
    cookie = logged_in(home, "张三")
    assert "10.0.0.1　Firefox" in run("sessions", "张三").output
    assert "张三　10.0.0.1　Firefox" in run("sessions").output
    assert run("sessions", "--end").exception is not None
    assert run("role", "张三", "读者").output == "“张三”现在是读者\n"
    assert sessions.find_session(home, cookie, time.time()) is None
    cookie = logged_in(home, "张三")
    assert run("sessions", "张三", "--end").output == "已结束 1 个登录\n"
    run("disable", "张三")
    with pytest.raises(KbError):
        logged_in(home, "张三")
    run("disable", "张三", "--undo")
    run("passwd", "张三", typed="窗外 又下 小雨\n窗外 又下 小雨\n")
    assert logged_in(home, "张三", "窗外 又下 小雨")
    listed = json.loads(run("list", "--json").output)
    assert [account["name"] for account in listed] == ["张三", "王管理"]
    assert PASSWORD not in str(listed)


def test_links_for_invitations_and_new_passwords(home: Home, run: Run) -> None:
    invited = run("invite", "李四", "--base", "https://kb.example.cn/").output
    (secret,) = re.findall(r"^https://kb\.example\.cn/account/link/(\S+)$", invited, re.MULTILINE)
    logging_in.redeem(home, secret, Attempt("", PASSWORD, "10.0.0.1"), time.time())
    again = run("passwd", "李四", "--link").output
    (secret,) = re.findall(r"^/account/link/(\S+)$", again, re.MULTILINE)
    logging_in.redeem(home, secret, Attempt("", "窗外 又下 小雨", "10.0.0.1"), time.time())
    assert logged_in(home, "李四", "窗外 又下 小雨")


def test_mistakes(run: Run) -> None:
    assert isinstance(run("role", "没有的", "读者").exception, NotFoundError)
    assert "不一样" in str(run("add", "张三", typed="湖边 三只\n湖边 四只\n").exception)
    assert "太短" in str(run("add", "张三", typed="1\n1\n").exception)
    assert "不是角色" in run("add", "张三", "--role", "王").output
    assert run("list").output == "还没有账号\n"


@pytest.mark.parametrize(
    "base",
    [
        *("kb.example.cn", "https://", "javascript:alert(1)", "https://kb.example.cn；"),
        *("https://kb.example.cn/?x=1", "https://u:p@kb.example.cn", "https://kb.example.cn:99999"),
    ],
)
def test_a_link_leads_to_a_site(run: Run, base: str) -> None:
    assert (
        "不是网站的地址，应形如 https://kb.example.cn"
        in run("invite", "张三", "--base", base).output
    )
    assert run("list").output == "还没有账号\n"


@pytest.mark.parametrize("base", ["http://10.1.2.3:8000", "https://[2001:db8::5]/kb/"])
def test_an_address_with_port_or_path_is_one(run: Run, base: str) -> None:
    assert f"\n{base.rstrip('/')}/account/link/" in run("invite", "张三", "--base", base).output


def test_what_was_done_is_written_down(home: Home, run: Run) -> None:
    shown = CliRunner().invoke(audit_command, obj=str(home.path))
    assert shown.output == "还没有记录\n"
    run("add", "张三", typed=TWICE)
    run("role", "张三", "编辑")
    text = CliRunner().invoke(audit_command, ["--limit", "1"], obj=str(home.path)).output
    assert "命令行　改角色为编辑　张三　成功" in text
    assert "增加账号" not in text
    found = CliRunner().invoke(audit_command, ["--json"], obj=str(home.path)).output
    assert [event["what"] for event in json.loads(found)] == ["role editor", "add"]
    assert PASSWORD not in found


def test_the_log_speaks_chinese_and_gives_the_terminal_no_commands(home: Home, run: Run) -> None:
    run("add", "张三", typed=TWICE)
    audit.write(home, audit.Event("张三", "token", "x\x1b]0;y\x07\u202egnp"), time.time())
    shown = CliRunner().invoke(audit_command, [], obj=str(home.path)).output
    assert "张三　给出令牌　x]0;ygnp　成功" in shown
    assert "增加账号　张三（读者）" in shown


def test_a_second_step_that_is_not_on_is_not_taken_away(home: Home, run: Run) -> None:
    run("add", "张三", typed=TWICE)
    cookie = logged_in(home, "张三")
    assert run("totp", "张三", "--reset").output == "本来就没有开启\n"
    assert sessions.find_session(home, cookie, time.time()), "nobody is thrown out for it"
    assert "取消两步登录" not in CliRunner().invoke(audit_command, [], obj=str(home.path)).output


def test_a_list_is_taken_whole_or_not_at_all(home: Home, run: Run, tmp_path: Path) -> None:
    people = tmp_path / "名单.csv"
    people.write_text("名字,角色,机构\n张三,编辑,青枫农商银行\n李四,,\n", "utf-8")
    said = run("import", str(people), "--base", "https://kb.example.cn").output
    assert "已增加 2 个账号" in said
    links = re.findall(r"^(\S+)　https://kb\.example\.cn/account/link/(\S+)$", said, re.MULTILINE)
    assert [name for name, _ in links] == ["张三", "李四"]
    logging_in.redeem(home, links[1][1], Attempt("", PASSWORD, "10.0.0.1"), time.time())
    assert logged_in(home, "李四")
    before = run("list").output
    people.write_text("名字\n王五\n张三\n", "utf-8")
    assert "已有叫“张三”的账号" in str(run("import", str(people)).exception)
    people.write_text("名字,角色\n王五,读者\n赵六,国王\n", "utf-8")
    assert "第 3 行" in str(run("import", str(people)).exception)
    assert "读不出" in str(run("import", str(tmp_path / "没有.csv")).exception)
    assert run("list").output == before


def test_a_bank_that_nobody_has_heard_of_is_told(home: Home, run: Run, tmp_path: Path) -> None:
    (home.corpus / "organisations.yml").write_text("- name: 青枫农商银行\n", "utf-8")
    people = tmp_path / "名单.csv"
    people.write_text("名字,机构\n张三,青枫农商银行\n李四,不存在的银行\n", "utf-8")
    done = run("import", str(people))
    assert "机构名录里没有 不存在的银行" in done.stderr
    assert "青枫" not in done.stderr
    assert run("set", "李四", "--bank", "青枫农商银行").stderr == ""


def test_who_somebody_is(run: Run) -> None:
    who = ("--bank", "青枫农商银行", "--group", "风险条线", "--group", "内训师")
    run("add", "zhang", *who, "--full-name", "张三", typed=TWICE)
    assert run("list").output == "zhang　张三，读者，青枫农商银行，组：风险条线、内训师\n"
    assert run("set", "zhang", "--bank", "白石农商银行").output.startswith("“zhang”：张三，白石")
    assert "风险条线" in run("list").output
    run("set", "zhang", "--group", "零售条线")
    assert "组：零售条线" in run("list").output
    run("set", "zhang", "--no-groups", "--full-name", "", "--bank", "")
    assert run("list").output == "zhang　读者\n"
    assert "组" in str(run("set", "zhang", "--group", "*").exception)
