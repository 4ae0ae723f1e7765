"""What kb.toml may say about who reaches the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.access import Role
from kb.errors import ConfigError
from kb.files.access_settings import ROLES, Identity
from kb.files.home import Home, Settings, load_settings

WHOLE = """
access = "proxy"
hosts = ["KB.example.cn", "10.1.2.3", "[2001:db8::1]"]
proxies = ["127.0.0.1", "10.1.0.0/24"]
hops = 2

[identity]
secret_file = "state/proxy-secret"
user = "X-Remote-User"
groups = "X-Remote-Groups"
roles = { "kb-bianji" = "editor" }
"""


def loaded(folder: Path, text: str) -> Settings:
    home = Home(folder)
    home.config.write_text(text, "utf-8")
    return load_settings(home)


def test_all_of_it(tmp_path: Path) -> None:
    assert loaded(tmp_path, WHOLE) == Settings(
        access="proxy",
        hosts=("kb.example.cn", "10.1.2.3", "[2001:db8::1]"),
        proxies=("127.0.0.1/32", "10.1.0.0/24"),
        hops=2,
        identity=Identity(
            "state/proxy-secret", {"kb-bianji": "editor"}, "X-Remote-User", "X-Remote-Groups"
        ),
    )


def test_a_site_without_settings_has_no_accounts(tmp_path: Path) -> None:
    assert loaded(tmp_path, "").access == "none"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('access = "open"', "只能是 none、local、proxy、oidc 之一"),
        ("access = true", "只能是"),
        ('hosts = "kb.example.cn"', "应为一列文字"),
        ('hosts = ["http://kb.example.cn"]', "不是主机名"),
        ('hosts = ["kb.example.cn:8000"]', "不是主机名"),
        ('hosts = ["*"]', "不是主机名"),
        ('proxies = ["proxy.example.cn"]', "不是地址或网段"),
        ('proxies = ["0.0.0.0/0"]', "谁的话都信"),
        ('proxies = ["::/0"]', "谁的话都信"),
        ("hops = 0", "1 到 8"),
        ("hops = true", "1 到 8"),
        ("identity = 1", "应写成一节"),
        ('[identity]\nsecret = "x"', "“secret”不认识"),
        ('[identity]\nsecret_file = "x"', "roles"),
        ('[identity]\nsecret_file = "x"\nroles = { a = "king" }', "roles"),
        ('[identity]\nroles = { a = "admin" }', "secret_file 应写明"),
        (
            '[identity]\nsecret_file = "x"\nroles = { a = "editro" }',
            "组“a”应写一个角色，不是“editro”",
        ),
        (
            '[identity]\nsecret_file = "x"\nroles = { a = ["editor"] }',
            "应写一个角色，不是['editor']",
        ),
        (
            '[identity]\nsecret_file = "x"\nroles = { a = "admin" }\nbanks = { a = 3 }',
            "应写机构的名称，不是3",
        ),
        (
            '[identity]\nsecret_file = "x"\nroles = { "CN=a,OU=b" = "admin" }',
            "“CN=a,OU=b”不能有逗号",
        ),
        (
            '[oidc]\nissuer = "https://a.cn"\nclient_id = "x"\nroles = { a = ["admin"] }',
            "应写一个角色",
        ),
        ("access ＝ “local”", "第 1 行"),
        ('[identity]\nsecret_file = "x"\nuser = "a b"\nroles = { a = "admin" }', "请求头"),
        (
            '[identity]\nsecret_file = "x"\nuser = "X-A"\ngroups = "x-a"\nroles = { a = "admin" }',
            "不能是同一个",
        ),
        ('access = "proxy"', "谁可以代人登录"),
        ('hosts = ["kb.example.cn"]', "只能在本机使用"),
        ('access = "none"\nproxies = ["127.0.0.1"]', "只能在本机使用"),
        ('access = "proxy"\nproxies = ["127.0.0.1"]', "谁可以代人登录"),
    ],
)
def test_a_slip_is_said(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, text)
    assert says in caught.value.message
    assert caught.value.where == str(tmp_path / "kb.toml")


def test_the_roles_of_settings_are_those_of_rights() -> None:
    assert tuple(Role) == ROLES


def test_an_address_of_ipv6_needs_no_brackets(tmp_path: Path) -> None:
    text = 'access = "local"\nhosts = ["2001:DB8::5", "[fe80::1]"]'
    assert loaded(tmp_path, text).hosts == ("[2001:db8::5]", "[fe80::1]")


def test_a_file_as_windows_saves_it(tmp_path: Path) -> None:
    text = '\ufeffname = "临海经验库"\r\naccess = "local"\r\n'
    assert loaded(tmp_path, text).name == "临海经验库"


def test_full_width_marks_are_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"第 2 行.*全角的“＝”"):
        loaded(tmp_path, 'name = "库"\naccess ＝ "local"\n')
