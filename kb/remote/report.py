"""What is known about how the corpus follows its remote: for the pages of the site and for `kb check`."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import NamedTuple

from kb.errors import KbError, RemoteError
from kb.files import Home, Remote
from kb.remote.following import Followed, apart, as_text, begun, copy_of, standing

_FILE = "corpus-remote.json"
# Seconds for which somebody who publishes does not wait again for a remote that did not answer.
REST = 30.0


@dataclass(frozen=True, slots=True)
class Report:
    """What the last exchange with the remote left to tell, in Chinese, "" when all is well; whether the
    remote answered; and when that was, in seconds since 1970."""

    problem: str = ""
    reached: bool = True
    when: float = field(default_factory=time.time, compare=False)

    @property
    def worth_asking(self) -> bool:
        """Is it worth asking the remote now? Not when it did not answer a moment ago."""
        return self.reached or abs(time.time() - self.when) > REST

    def followed(self) -> Followed:
        """The end of an exchange that was not tried again."""
        return Followed(problem=self.problem, reached=self.reached)


class Trouble(NamedTuple):
    """One thing that `kb check` tells: what is wrong, and the command that helps, if any."""

    message: str
    command: str = ""


def remember(home: Home, report: Report) -> None:
    """Keep a report for the other processes of this home. A full disk is no reason to stop."""
    if last(home) != report or not report.reached:
        with suppress(OSError):
            path = home.state / _FILE
            path.parent.mkdir(parents=True, exist_ok=True)
            written = path.with_name(f"{_FILE}.new")
            written.write_text(json.dumps(asdict(report), ensure_ascii=False), "utf-8")
            written.replace(path)


def last(home: Home) -> Report:
    """The report of the last exchange."""
    return _read(home.state / _FILE)


def _read(path: Path) -> Report:
    with suppress(OSError, ValueError, KeyError, TypeError):
        data = json.loads(path.read_text("utf-8"))
        return Report(str(data["problem"]), bool(data["reached"]), float(data["when"]))
    return Report()


def troubles(home: Home, remote: Remote) -> Iterator[Trouble]:
    """What is wrong between corpus and remote now. It asks the remote and changes no file."""
    copy = copy_of(home, remote)
    try:
        if not copy.git.exists:
            copy.git("--version")
            yield Trouble("语料还不是 git 仓库，没有与远端连上", "kb sync")
            return
        if why := copy.why_not():
            yield Trouble(why)
            return
        yield from _apart_from(home, remote)
    except KbError as error:
        yield Trouble(as_text(error))


def _apart_from(home: Home, remote: Remote) -> Iterator[Trouble]:
    copy = copy_of(home, remote)
    try:
        copy.fetch(remote.timeout)
    except RemoteError as error:
        yield Trouble(as_text(error))
    ahead, behind = copy.distance()
    if ahead and behind:
        yield Trouble(
            apart(ahead, behind),
            f"git -C {home.corpus} pull --rebase {remote.remote} {remote.branch}",
        )
    elif behind:
        yield Trouble(f"远端有 {behind} 次提交还没有取来", "kb sync")
    elif (ahead and remote.push) or begun(home) is not None:
        yield Trouble(
            f"有 {ahead} 次提交还没有推送" if ahead else "有一次发布还没有提交", "kb sync"
        )
    elif problem := standing(copy):
        yield Trouble(problem, f"git -C {home.corpus} status")
