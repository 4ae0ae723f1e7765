"""What kb.toml says about where the corpus comes from: the table [corpus]."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from urllib.parse import urlsplit

# user@host:path, as ssh and git write it; else an address with a scheme, or a path from the root.
_SSH = re.compile(r"\w[\w.-]*@\w[\w.-]*:[^:\s][^\s]*")
_SCHEMES = ("https", "http", "ssh", "git", "file")
# What git takes as the name of a branch, without its rarer characters.
_BRANCH = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_./-]{0,98}[A-Za-z0-9_])?")
_EXAMPLE = "ssh://git@10.1.0.9/srv/git/corpus.git"
MOST_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Remote:
    """A git repository that the corpus follows.

    `remote` is its address, `branch` the branch that holds the corpus. A node with `push` sends what
    is published on it there; one without only reads, and the corpus cannot be changed on it.
    `timeout` is in seconds, for one exchange with the repository.
    """

    remote: str
    branch: str = "main"
    push: bool = True
    timeout: int = 20


def corpus(value: object) -> Remote:
    """The table [corpus]; ValueError with the reason in Chinese, which never repeats the address: it
    may hold a password."""
    if not isinstance(value, dict):
        raise ValueError(f'应写成一节：[corpus]，或一行：corpus.remote = "{_EXAMPLE}"')
    known = [field.name for field in fields(Remote)]
    for key in value:
        if key not in known:
            raise ValueError(f"其中的“{key}”不认识，可用：{'、'.join(known)}")
    push, timeout = value.get("push", True), value.get("timeout", 20)
    if not isinstance(push, bool):
        raise ValueError("其中的 push 应为 true 或 false")
    if not isinstance(timeout, int) or isinstance(timeout, bool):
        raise ValueError(f"其中的 timeout 应为 1 到 {MOST_SECONDS} 的整数")
    if not 1 <= timeout <= MOST_SECONDS:
        raise ValueError(f"其中的 timeout 应为 1 到 {MOST_SECONDS} 的整数")
    return Remote(
        _address(value.get("remote")), _branch(value.get("branch", "main")), push, timeout
    )


def _address(value: object) -> str:
    wrong = ValueError(f'其中的 remote 应为 git 仓库的地址，如 "{_EXAMPLE}"')
    if not isinstance(value, str) or not value.isprintable() or len(value) > 1000:
        raise wrong
    if value.startswith("/") or _SSH.fullmatch(value):
        return value
    try:
        parts = urlsplit(value)
        password, _ = parts.password, parts.port
    except ValueError as error:
        raise wrong from error
    if password is not None:
        raise ValueError(
            "其中的 remote 里不要写口令：用 ssh 密钥，或 git 的 credential.helper 保存口令"
        )
    if parts.scheme not in _SCHEMES or not (parts.hostname or parts.scheme == "file"):
        raise wrong
    if (parts.hostname or "").startswith("-"):
        raise wrong
    return value


def _branch(value: object) -> str:
    if not isinstance(value, str) or not _BRANCH.fullmatch(value) or ".." in value or "//" in value:
        raise ValueError('其中的 branch 应为分支的名称，如 "main"')
    return value
