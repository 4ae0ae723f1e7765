"""What kb.toml says about who reaches the site: the mode of access, names, proxies, identity.

Each function turns one value of kb.toml into what it means, or raises ValueError with the reason in
Chinese; kb/files/home.py adds which setting it is.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

NONE, LOCAL, PROXY, OIDC = "none", "local", "proxy", "oidc"
MODES = (NONE, LOCAL, PROXY, OIDC)
# The modes in which people have sessions here.
WITH_SESSIONS = (LOCAL, OIDC)
ROLES = ("reader", "trainer", "editor", "admin")
# More proxies in a row than any intranet has.
MOST_HOPS = 8
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:]+\]")
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,63}")


@dataclass(frozen=True, slots=True)
class Identity:
    """How a proxy says who asks (access = "proxy").

    `user` and `groups` are names of headers; a header of groups holds names separated by commas.
    `secret_file` is a file in the home with the secret that the proxy sends in X-Kb-Secret.
    `roles` maps groups to roles; of several roles the highest counts. `banks` maps groups to the
    bank that their people work for; of several the first that is listed counts.
    """

    secret_file: str
    roles: Mapping[str, str]
    user: str = "X-Forwarded-User"
    groups: str = "X-Forwarded-Groups"
    banks: Mapping[str, str] = field(default_factory=dict)


def text(value: object) -> str:
    """A text that is not empty."""
    if not isinstance(value, str) or not value:
        raise ValueError("应为非空文字")
    return value


def mode(value: object) -> str:
    """One of MODES."""
    if value not in MODES:
        raise ValueError(f"只能是 {'、'.join(MODES)} 之一")
    return str(value)


def hosts(value: object) -> tuple[str, ...]:
    """Names and addresses by which browsers reach the site, without ports, in lower case."""
    found = tuple(map(_host, _texts(value)))
    for name in found:
        if not _HOST.fullmatch(name):
            raise ValueError(f"“{name[:80]}”不是主机名或地址，不要写端口和 http://")
    return found


def _host(name: str) -> str:
    """A name as browsers send it: an IPv6 address in brackets."""
    try:
        return f"[{ipaddress.IPv6Address(name.strip('[]'))}]"
    except ValueError:
        return name.lower()


def proxies(value: object) -> tuple[str, ...]:
    """Addresses or networks of proxies, as `ipaddress` writes them."""
    found = []
    for one in _texts(value):
        try:
            network = ipaddress.ip_network(one)
        except ValueError as error:
            raise ValueError(f"“{one[:80]}”不是地址或网段，如 127.0.0.1、10.1.0.0/24") from error
        if not network.prefixlen:
            raise ValueError(f"“{one}”包括所有地址，等于谁的话都信")
        found.append(str(network))
    return tuple(found)


def hops(value: object) -> int:
    """The number of proxies in a row."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_HOPS:
        raise ValueError(f"应为 1 到 {MOST_HOPS} 的整数")
    return value


def identity(value: object) -> Identity:
    """The table [identity]."""
    if not isinstance(value, dict):
        raise ValueError("应写成一节：[identity]")
    known = ("user", "groups", "secret_file", "roles", "banks")
    for key in value:
        if key not in known:
            raise ValueError(f"其中的“{key}”不认识，可用：{'、'.join(known)}")
    roles = roles_of(value.get("roles"))
    banks = banks_of(value.get("banks", {}))
    for group in (*roles, *banks):
        if "," in group:
            raise ValueError(f"其中的组“{group[:80]}”不能有逗号：请求头里的组用逗号隔开")
    if not isinstance(value.get("secret_file"), str) or not value["secret_file"]:
        raise ValueError("其中的 secret_file 应写明放共享密钥的文件")
    found = Identity(
        value["secret_file"],
        roles,
        banks=banks,
        **{key: _header(value[key]) for key in ("user", "groups") if key in value},
    )
    if found.user.lower() == found.groups.lower():
        raise ValueError("其中的 user 和 groups 不能是同一个请求头")
    return found


def roles_of(value: object) -> dict[str, str]:
    """The role of each group."""
    roles_are = f"角色有：{'、'.join(ROLES)}"
    if not isinstance(value, dict) or not value:
        raise ValueError(
            f'其中的 roles 应写明每个组的角色，如 {{"kb-editors" = "editor"}}；{roles_are}'
        )
    for group, role in value.items():
        if role not in ROLES:
            raise ValueError(
                f"其中的 roles 里组“{group[:80]}”应写一个角色，不是{_shown(role)}；{roles_are}"
            )
    return dict(value)


def banks_of(value: object) -> dict[str, str]:
    """The bank of each group."""
    if not isinstance(value, dict):
        raise ValueError("其中的 banks 应写明每个组属于哪家机构")
    for group, bank in value.items():
        if not isinstance(bank, str) or not bank:
            raise ValueError(f"其中的 banks 里组“{group[:80]}”应写机构的名称，不是{_shown(bank)}")
    return dict(value)


def _shown(value: object) -> str:
    return (f"“{value}”" if isinstance(value, str) else str(value))[:80]


def _header(value: object) -> str:
    if not isinstance(value, str) or not _HEADER.fullmatch(value):
        raise ValueError("其中的 user、groups 应为请求头的名字，如 X-Forwarded-User")
    return value


def _texts(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise ValueError('应为一列文字，如 ["kb.example.cn"]')
    return value


PARSERS: dict[str, Callable[[object], object]] = {
    "name": text,
    "engine": text,
    "access": mode,
    "hosts": hosts,
    "proxies": proxies,
    "hops": hops,
    "identity": identity,
    "metrics_token_file": text,
}
