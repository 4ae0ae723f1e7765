"""Runs git on the corpus: never asks for anything, ends in time, and says in Chinese what went wrong."""

from __future__ import annotations

import fcntl
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kb.errors import RemoteError
from kb.files import reason

# A working copy is never changed by git itself (see working_copy.py), so this is for commands that only
# read or write below .git.
LOCAL_SECONDS = 120.0
_OPTIONS = (
    # What a repository holds must not make a file point outside the corpus, or change bytes.
    "core.symlinks=false",
    "core.autocrlf=false",
    "core.fileMode=false",
    "core.quotePath=false",
    "protocol.ext.allow=never",
    "submodule.recurse=false",
    "fetch.recurseSubmodules=no",
    "commit.gpgSign=false",
)
_SECRET = re.compile(r"(\w+://)[^/@\s'\"]*@")
# The beginning of what git says, and what it means.
_MEANINGS = (
    ("could not resolve host", "找不到这台主机"),
    ("could not read username", "要用户名和口令：请用 ssh 密钥，或 git 的 credential.helper"),
    ("could not read password", "要口令：请用 ssh 密钥，或 git 的 credential.helper"),
    ("authentication failed", "仓库不接受这个用户"),
    ("permission denied", "没有权限：请核对密钥和仓库的权限"),
    ("host key verification failed", "不认识这台主机的密钥：请先用 ssh 连接一次，核对指纹"),
    ("connection refused", "连不上这台主机"),
    ("failed to connect", "连不上这台主机"),
    ("connection timed out", "连不上这台主机"),
    ("no route to host", "连不上这台主机"),
    ("dubious ownership", "语料文件夹属于另一个用户：请用 chown 改成运行网站的用户"),
    ("index.lock", "另一个 git 命令正在运行，或中断后留下了 .git/index.lock"),
    ("no space left", "磁盘已满"),
    ("does not appear to be a git repository", "那里没有 git 仓库"),
    ("repository not found", "那里没有 git 仓库"),
    ("not found", "那里没有 git 仓库"),
)
# For an exchange that takes too long.
_MUCH = "一次要取或要推的内容很多时，请运行 kb sync，它等得更久；总是这样，请加大 kb.toml 里的 corpus.timeout"
_VERBS = {
    "ls-remote": "取不到远端的语料",
    "fetch": "取不到远端的语料",
    "push": "推送不到远端",
}


class Refused(RemoteError):
    """The repository did not take what was sent, because it has something that is not here."""


class Git:
    """Git in one folder, which is the top of a repository or is to become it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def exists(self) -> bool:
        """Is the folder the top of a repository?"""
        return (self.folder / ".git").exists()

    def __call__(
        self,
        *command: str,
        data: bytes = b"",
        seconds: float = LOCAL_SECONDS,
        extra: dict[str, str] | None = None,
    ) -> bytes:
        """What a command prints; `data` is its input. RemoteError when it fails, takes longer than
        `seconds`, or when there is no git."""
        options = [part for option in _OPTIONS for part in ("-c", option)]
        try:
            process = subprocess.Popen(
                ["git", *options, *command],
                cwd=self.folder,
                env=_environment(self.folder) | (extra or {}),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,  # no terminal to ask on, and ended together with ssh
            )
        except FileNotFoundError as error:
            if not self.folder.is_dir():
                raise RemoteError("没有语料文件夹", where=str(self.folder)) from error
            raise RemoteError(
                "本机没有 git，语料不能与远端同步", hint="请安装 git，如 apt-get install git"
            ) from error
        except OSError as error:
            raise RemoteError("运行不了 git", hint=reason(error), original=error) from error
        try:
            printed, said = process.communicate(data, seconds)
        except BaseException as error:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            if isinstance(error, subprocess.TimeoutExpired):
                raise RemoteError(
                    f"git 用了 {seconds:.0f} 秒还没有完成（{command[0]}）",
                    hint=_MUCH if command[0] in _VERBS else "",
                ) from error
            raise
        if process.returncode:
            raise _failed(command[0], said.decode("utf-8", "replace"))
        return printed

    def text(self, *command: str) -> str:
        """What a command prints, as one line of text."""
        return self(*command).decode("utf-8", "replace").strip()

    @contextmanager
    def exchanging(self) -> Iterator[None]:
        """Of the processes of this machine, one at a time exchanges with the repository."""
        lock = os.open(self.folder / ".git" / "kb-exchange.lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


def _environment(folder: Path) -> dict[str, str]:
    """The environment without what names another repository, and without anything that asks."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not (name.startswith("GIT_") and name.endswith(("_DIR", "_FILE", "_TREE", "_DIRECTORY")))
    }
    kept.setdefault("GIT_ASKPASS", "true")
    return kept | {
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "SSH_ASKPASS_REQUIRE": "never",
        "GIT_CEILING_DIRECTORIES": str(folder.parent),
        "GIT_OPTIONAL_LOCKS": "0",
    }


def _failed(command: str, said: str) -> RemoteError:
    """The error of a command that failed, without any password that it repeats."""
    lines = [line.strip() for line in _SECRET.sub(r"\1…@", said).splitlines() if line.strip()]
    low = said.lower()
    if command == "push" and ("[rejected]" in low or "non-fast-forward" in low):
        return Refused("远端有这里没有的内容，没有推送")
    meaning = next((fatal for part, fatal in _MEANINGS if part in low), "")
    fatal = "；".join(line for line in lines if line.startswith(("fatal:", "error:", "ssh:")))
    detail = (fatal or "；".join(lines[-2:]))[:300]
    verb = _VERBS.get(command, f"git {command} 出错")
    return RemoteError(
        verb, hint=f"{meaning}：{detail}" if meaning and detail else meaning or detail
    )
