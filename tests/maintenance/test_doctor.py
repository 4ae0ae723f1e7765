"""`kb doctor`: is the machine fit to serve, and what mends what is not?"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kb.access import (
    COMMAND_LINE,
    Actor,
    Forbidden,
    Role,
    Wanted,
    administration,
    hashing,
)
from kb.files.home import Home, init_home
from kb.index.update import update_index
from kb.knowledge_base import open_knowledge_base
from kb.maintenance.doctor import Answer, Level, examine
from kb.maintenance.retention import back_up_to

HOSTS = 'hosts = ["kb.example.cn"]\n'
PROXIES = 'proxies = ["127.0.0.1"]\n'
IDENTITY = '[identity]\nsecret_file = "state/secret"\nroles = { "a" = "reader" }\n'


@pytest.fixture
def ready(home: Home, tmp_path: Path) -> Home:
    """A home with an index and a backup of today."""
    kb = open_knowledge_base(home)
    update_index(kb)
    kb.engine.close()
    back_up_to(home, tmp_path / "库.tar.gz", datetime.now())
    return home


def settings(home: Home, text: str) -> None:
    home.config.write_text(text, "utf-8")


def asked(home: Home, topic: str, now: datetime | None = None) -> Answer:
    """The first answer on a topic."""
    answers = examine(home, COMMAND_LINE, now or datetime.now())
    return next(answer for answer in answers if answer.topic == topic)


def wrong(home: Home) -> set[str]:
    """The topics of which something must be mended."""
    answers = examine(home, COMMAND_LINE, datetime.now())
    assert all(answer.mend for answer in answers if answer.level is not Level.GOOD)
    return {answer.topic for answer in answers if answer.level is Level.MEND}


def test_a_home_that_is_fit(ready: Home) -> None:
    assert wrong(ready) == set()


@pytest.mark.parametrize("role", [None, Role.READER, Role.TRAINER, Role.EDITOR])
def test_only_administrators_may_ask(home: Home, role: Role | None) -> None:
    with pytest.raises(Forbidden):
        examine(home, Actor("甲", role), datetime.now())


def test_settings_that_cannot_be_read_hide_nothing_else(ready: Home) -> None:
    settings(ready, 'nmae = "经验库"\n')
    assert wrong(ready) == {"设置"}
    assert "nmae" in asked(ready, "设置").message
    assert asked(ready, "备份").level is not Level.MEND


def test_a_site_for_colleagues(ready: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    settings(ready, 'access = "local"\n')
    assert wrong(ready) == {"主机名", "HTTPS", "账号"}
    monkeypatch.setattr(hashing, "COST", (16, 8, 1))
    monkeypatch.setattr(hashing, "ARGON", (1, 64, 1))
    admin = Wanted("王管理", Role.ADMIN)
    administration.add(ready, COMMAND_LINE, admin, "湖边 三只 白鹭", 1.0)
    settings(ready, f'access = "local"\n{HOSTS}{PROXIES}')
    assert wrong(ready) == set()


def test_the_secret_of_a_proxy(ready: Home) -> None:
    settings(ready, f'access = "proxy"\n{HOSTS}{PROXIES}{IDENTITY}')
    secret = ready.state / "secret"
    assert "读不出" in asked(ready, "代理密钥").message
    secret.write_text("short", "utf-8")
    assert "不足" in asked(ready, "代理密钥").message
    secret.write_text("a" * 64, "utf-8")
    secret.chmod(0o644)
    assert asked(ready, "代理密钥").mend == f"chmod 600 {secret}"
    secret.chmod(0o600)
    assert wrong(ready) == set()


def test_the_token_for_the_metrics(ready: Home) -> None:
    settings(ready, 'metrics_token_file = "state/token"\n')
    assert "读不出" in asked(ready, "指标令牌").message
    (ready.state / "token").write_text("abc")
    assert "不足" in asked(ready, "指标令牌").message


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights are others on Windows")
def test_a_state_of_another_user_ends_no_questions() -> None:
    """A command was run as root; the site runs as somebody else."""
    with tempfile.TemporaryDirectory(prefix="kb-") as folder:
        Path(folder).chmod(0o755)
        home = init_home(Path(folder) / "库")
        home.state.mkdir(exist_ok=True)
        home.state.chmod(0o700 if os.geteuid() == 0 else 0)
        with as_nobody():
            answers = examine(home, COMMAND_LINE, datetime.now())
        home.state.chmod(0o700)
    found = {answer.topic: answer for answer in answers}
    assert "没有权限" in found["状态库"].message
    said = {answer.mend for answer in answers if "没有读写权限" in answer.message}
    assert any(
        str(home.state) in mend and mend.startswith(("sudo chown", "chmod")) for mend in said
    )
    assert {"备份", "组件", "字体"} <= set(found)


@contextmanager
def as_nobody() -> Iterator[None]:
    """As a user who may read little; root may read everything."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(was)


def test_the_age_of_backups(ready: Home, tmp_path: Path) -> None:
    assert asked(ready, "备份", datetime.now() + timedelta(days=8)).level is Level.MEND
    (tmp_path / "库.tar.gz").unlink()
    assert "不在了" in asked(ready, "备份").message
    (ready.state / "last-backup.json").unlink()
    assert "还没有" in asked(ready, "备份").message


def test_a_clock_that_was_put_back(ready: Home) -> None:
    assert asked(ready, "时钟", datetime(2001, 1, 1)).level is Level.MEND


def test_what_check_finds_is_counted(ready: Home) -> None:
    (ready.corpus / "organisations.yml").write_text("- name: [\n", "utf-8")
    answer = asked(ready, "语料和索引")
    assert (answer.level, answer.mend) == (Level.MEND, "kb check")


def test_what_the_machine_lacks(ready: Home) -> None:
    topics = [answer.topic for answer in examine(ready, COMMAND_LINE, datetime.now())]
    assert topics.count("组件") == 7
    assert {"版本", "磁盘", "字体", "状态库"} <= set(topics)
