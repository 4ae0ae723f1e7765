"""The corpus follows a git repository: what was published elsewhere comes here, what was published here
goes there.

Nothing is ever forced: copies that have gone apart, and files that would be overwritten, stay as they
are and are reported. What a publication changed is committed by itself; what people change by hand they
commit themselves. The caller holds the writer lock, but for `look`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from kb.errors import ConfigError, KbError
from kb.files import Home, Remote, remove_durably, write_durably
from kb.remote.git import Refused
from kb.remote.working_copy import WorkingCopy, named

# What was uncommitted before a publication began, until what it changed is committed.
_BEGUN = "publication-to-commit.json"
# The message of a commit of what a killed process left.
INTERRUPTED = "中断的发布"


@dataclass(frozen=True, slots=True)
class Followed:
    """How an exchange ended: the paths that came from the remote, how many commits went there, in
    Chinese what a person must know, "" when all is well, and whether the remote answered."""

    came: tuple[str, ...] = ()
    went: int = 0
    problem: str = ""
    reached: bool = True


def require_writable(remote: Remote | None) -> None:
    """ConfigError on a node whose corpus only follows."""
    if remote and not remote.push:
        raise ConfigError(
            "这台服务器只读语料，不能改动",
            hint="请在发布用的服务器上改；管理员：kb.toml 里 [corpus] 的 push",
        )


def copy_of(home: Home, remote: Remote) -> WorkingCopy:
    """The corpus of a home as a working copy."""
    return WorkingCopy(home.corpus, remote)


def look(home: Home, remote: Remote, seconds: float | None = None) -> bool:
    """Ask the remote what it has; is there anything to do under the writer lock? RemoteError when it
    does not answer."""
    copy = copy_of(home, remote)
    if not copy.git.exists:
        return True
    copy.fetch(seconds or remote.timeout)
    ahead, behind = copy.distance()
    return bool(behind or (ahead and remote.push) or begun(home) is not None)


def follow(home: Home, remote: Remote, seconds: float | None = None) -> Followed:
    """Fetch, fast-forward, commit what an interrupted publication left, and push."""
    copy, limit = copy_of(home, remote), seconds or remote.timeout
    reached = False
    try:
        problem = _begin(copy) or copy.why_not()
        if problem:
            return Followed(problem=problem)
        finish(home, copy, INTERRUPTED)
        copy.fetch(limit)
        reached = True
        return _exchanged(copy, limit)
    except KbError as error:
        return Followed(problem=as_text(error), reached=reached)


def _begin(copy: WorkingCopy) -> str:
    if not copy.git.exists:
        if not copy.folder.is_dir():
            return f"没有语料文件夹 {copy.folder.name}"
        copy.begin()
    return ""


def _exchanged(copy: WorkingCopy, limit: float) -> Followed:
    """Both directions, for a copy that has just been fetched."""
    if not copy.head() and not copy.target():
        if not copy.remote.push:
            return Followed(problem="远端还没有语料，这台服务器只取不推（push = false）")
        copy.commit(copy.uncommitted(), "语料")
    ahead, behind = copy.distance()
    if ahead and behind:
        return Followed(problem=apart(ahead, behind))
    came = tuple(copy.advance()) if behind else ()
    went = 0
    if ahead and copy.remote.push:
        try:
            copy.push(limit)
        except Refused:  # somebody else was faster by a moment: the next exchange says what became
            return Followed(came, 0, "远端刚有了新内容，稍后再推送")
        went = ahead
    return Followed(came, went, standing(copy))


def standing(copy: WorkingCopy) -> str:
    """What of a copy that has just been exchanged a person must know, in Chinese."""
    ahead, behind = copy.distance()
    if ahead and behind:
        return apart(ahead, behind)
    if loose := copy.uncommitted():
        return (
            f"{named(sorted(loose))}有手工改动，没有提交，别的服务器看不到；"
            "请在 corpus 里用 git add 和 git commit 提交"
        )
    if ahead and not copy.remote.push and not copy.target():
        return f"远端没有分支“{copy.remote.branch}”：请检查仓库，或在发布用的服务器上运行 kb sync"
    if ahead and not copy.remote.push:
        return f"这里有 {ahead} 次提交没有推送：这台服务器只取不推（push = false）"
    return ""


def apart(ahead: int, behind: int) -> str:
    """What is said when both sides have commits of their own."""
    return (
        f"这里有 {ahead} 次提交远端没有，远端有 {behind} 次这里没有，不能自动合并，什么也没有覆盖；"
        "请在 corpus 里用 git pull --rebase 取来合并，以后会自动推送"
    )


def as_text(error: KbError) -> str:
    """An error as part of a sentence."""
    where = f"（{error.where}）" if error.where else ""
    return f"{error.message}{where}" + (f"：{error.hint}" if error.hint else "")


def begin(home: Home, copy: WorkingCopy) -> None:
    """Remember what is uncommitted before a publication changes the corpus."""
    finish(home, copy, INTERRUPTED)
    write_durably(home.state / _BEGUN, json.dumps(copy.uncommitted()).encode())


def begun(home: Home) -> Mapping[str, str] | None:
    """What was uncommitted before a publication that is not committed yet; None when there is none."""
    try:
        data = json.loads((home.state / _BEGUN).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) else None


def finish(home: Home, copy: WorkingCopy, message: str) -> None:
    """Commit what has changed since `begin`, whether by this process or by one that was killed."""
    before = begun(home)
    if before is None:
        return
    now = copy.uncommitted()
    own = [path for path, content in now.items() if before.get(path) != content]
    if own:
        copy.commit(own, f"{message}\n\n{len(own)} 个文件\n")
    remove_durably(home.state / _BEGUN)
