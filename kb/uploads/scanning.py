"""A program of the house looks for viruses in what is uploaded, before anything else reads it.

It gets the file on standard input and says by its exit code what it found, as clamdscan does: 0 is
clean, 1 is not, anything else means that it could not look. Then the file is not read either.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from kb.errors import KbError, SourceError
from kb.files import reason

# Seconds that a scanner may take for one file.
SECONDS = 120.0
_CLEAN, _FOUND = 0, 1


class Infected(SourceError):
    """A scanner has found something in a file."""

    def __init__(self) -> None:
        super().__init__(
            "杀毒程序认为这个文件有问题，没有读入，文件已删除",
            hint="请从可靠的地方重新取得这份简报，或向信息科技部门询问",
        )


class NotScanned(KbError):
    """A scanner could not look."""

    def __init__(self, why: str) -> None:
        super().__init__(f"没能查杀病毒，没有读入：{why}", hint="请管理员检查杀毒程序，然后重试")


def scan(command: Sequence[str], file: Path) -> None:
    """Infected, or NotScanned when the scanner did not end in time or not as it should; nothing
    without a `command`."""
    if not command:
        return
    try:
        with file.open("rb") as data:
            done = subprocess.run(
                command,
                stdin=data,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                check=False,
            )
    except subprocess.TimeoutExpired as error:
        raise NotScanned(f"{SECONDS:.0f} 秒没有结果") from error
    except OSError as error:
        raise NotScanned(f"{command[0]} 不能运行，{reason(error)}") from error
    if done.returncode == _FOUND:
        raise Infected
    if done.returncode != _CLEAN:
        raise NotScanned(f"{command[0]} 以代码 {done.returncode} 结束")
