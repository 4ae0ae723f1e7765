"""The corpus as a working copy of a git repository.

Files are written here, not by git: git writes a file in place, so that a reader may see half of one, and
when it is killed it leaves a tree that it will not go on with. Here a file is written whole or not at
all, sources and pictures before the bulletin that needs them. When this is interrupted, doing it again
goes on: a file that has its new content already is no obstacle. A commit is made of what was named and
of nothing else, so that what a person has prepared for a commit of their own stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from kb.errors import RemoteError
from kb.files import Remote, remove_durably, starter_vocabulary, write_durably
from kb.remote.git import Git
from kb.remote.places import CONTROL, is_usable, making_room, without_empty_folders

# Where the branch of the remote is remembered.
TRACKING = "refs/remotes/kb/"
_FILES = ("100644", "100755")
# What bulletins need comes before them.
_FIRST = ("sources", "pictures", "practices")
# Nothing is read of a file that was removed or does not exist.
NONE = ""
_MOST_NAMED = 3


class Change(NamedTuple):
    """A file that differs between two commits: its path, and the ids of its content in both, "" where
    there is none."""

    path: str
    old: str
    new: str


class Distance(NamedTuple):
    """How many commits are only here, and how many only on the remote."""

    ahead: int
    behind: int


class WorkingCopy:
    """A corpus folder and the branch of a remote that it follows. All methods raise RemoteError."""

    def __init__(self, folder: Path, remote: Remote) -> None:
        self.folder, self.remote = folder, remote
        self.git = Git(folder)

    def begin(self) -> None:
        """Make the folder the top of a repository."""
        self.git("init", "-q")
        self.git("symbolic-ref", "HEAD", f"refs/heads/{self.remote.branch}")

    def why_not(self) -> str:
        """Why a person has to act before the corpus can follow the remote, in Chinese; "" when nothing
        is in the way."""
        branch = self.git.text("branch", "--show-current")
        if branch != self.remote.branch:
            here = f"在分支“{branch}”上" if branch else "不在任何分支上"
            return f"语料{here}，不在“{self.remote.branch}”上：请用 git checkout {self.remote.branch} 换过去"
        names = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")
        if any((self.folder / ".git" / name).exists() for name in names):
            return "语料里有一次合并没有做完：请用 git status 查看，做完或放弃（git merge --abort）"
        return ""

    def head(self) -> str:
        """The last commit here, "" when there is none."""
        return self._commit(f"refs/heads/{self.remote.branch}")

    def target(self) -> str:
        """The last commit of the remote that was fetched, "" when there is none."""
        return self._commit(TRACKING + self.remote.branch)

    def _commit(self, ref: str) -> str:
        return self.git.text("for-each-ref", "--format=%(objectname)", ref)

    def fetch(self, seconds: float) -> None:
        """Learn what the remote has. A branch that is not there yet is no error."""
        with self.git.exchanging():
            said = self.git(
                "ls-remote", self.remote.remote, f"refs/heads/{self.remote.branch}", seconds=seconds
            )
            found = said.split()
            if found and found[0].decode() != self.target():
                spec = f"+refs/heads/{self.remote.branch}:{TRACKING}{self.remote.branch}"
                self.git("fetch", "-q", "--no-tags", self.remote.remote, spec, seconds=seconds)
            elif not found and self.target():
                # The repository was made again: what is here has to be sent as a whole.
                self.git("update-ref", "-d", TRACKING + self.remote.branch)

    def push(self, seconds: float) -> None:
        """Send the commits that are only here; Refused when the remote has others."""
        with self.git.exchanging():
            head = self.head()
            spec = f"{head}:refs/heads/{self.remote.branch}"
            self.git("push", "-q", self.remote.remote, spec, seconds=seconds)
            self.git("update-ref", TRACKING + self.remote.branch, head)

    def distance(self) -> Distance:
        """How far this copy and the remote are apart."""
        head, target = self.head(), self.target()
        if not head or not target:
            count = self.git.text("rev-list", "--count", head or target) if head or target else "0"
            return Distance(int(count), 0) if head else Distance(0, int(count))
        ahead, behind = self.git.text(
            "rev-list", "--left-right", "--count", f"{head}...{target}"
        ).split()
        return Distance(int(ahead), int(behind))

    def advance(self) -> list[str]:
        """Bring the files to the last commit of the remote, and return the paths that changed.

        RemoteError, before anything is touched, when a file here is neither what it was nor what it
        is to be.
        """
        head, target = self.head(), self.target()
        changes = self._changes(
            head or self.git.text("hash-object", "-t", "tree", "/dev/null"), target
        )
        here = self.contents(change.path for change in changes)
        left = [one for one in changes if here[one.path] != one.new]
        in_the_way = [
            one.path
            for one in left
            if here[one.path] != one.old and (head or not self._is_starter(one.path))
        ]
        if in_the_way:
            raise RemoteError(
                f"{named(in_the_way)}在远端有了新内容，这里也有没有提交的改动，没有取来",
                hint="请在 corpus 里用 git status 查看，提交、移开或改回这些改动",
            )
        puts = [one for one in left if one.new]
        puts.sort(key=lambda one: (PurePosixPath(one.path).parts[0] not in _FIRST, one.path))
        gone = [one.path for one in left if not one.new]
        # A file makes room for a folder of its name, and a folder for a file. All else stays until
        # what replaces it is there.
        first = making_room(gone, [one.path for one in puts])
        for path in first:
            remove_durably(self._place(path))
        for path, data in self._blobs(puts):
            without_empty_folders(self._place(path))
            write_durably(self._place(path), data)
        for path in gone:
            if path not in first:
                remove_durably(self._place(path))
        if not head:
            self._without_starter(target)
        # The index comes before the branch: a commit that a person makes never takes back what was
        # fetched. Where this fails, the next exchange goes on from here.
        self.git("read-tree", *(("-i", "-m", head, target) if head else (target,)))
        with suppress(RemoteError):  # files that were changed by hand
            self.git("update-index", "-q", "--refresh")  # else each look reads all files
        self.git("update-ref", "-m", "kb: pull", "HEAD", target, head or "0" * len(target))
        return [one.path for one in left]

    def uncommitted(self) -> dict[str, str]:
        """The files whose content is not that of the last commit, with the id of what they hold now,
        "" for those that are gone."""
        printed = self.git("status", "--porcelain", "-z", "-uall", "--no-renames").decode(
            "utf-8", "replace"
        )
        lines = [line for line in printed.split("\0") if line]
        paths = [line[3:] for line in lines if not line.startswith("??") or _is_ours(line[3:])]
        if not paths:
            return {}
        head = self.head()
        committed = {}
        if head:
            for line in (
                self.git("ls-tree", "-r", "-z", head).decode("utf-8", "replace").split("\0")
            ):
                entry, _, path = line.partition("\t")
                committed[path] = entry.split(" ")[-1]
        here = self.contents(paths)
        return {path: found for path, found in here.items() if found != committed.get(path, NONE)}

    def commit(self, paths: Iterable[str], message: str) -> None:
        """Commit what these files are now, or that they are gone, and nothing else."""
        listed = "\0".join(sorted(paths)).encode()
        head = self.head()
        own = {"GIT_INDEX_FILE": str(self.folder / ".git" / "kb-index")}
        self.git("read-tree", *((head,) if head else ("--empty",)), extra=own)
        update = ("update-index", "--add", "--remove", "-z", "--stdin")
        self.git(*update, data=listed, extra=own)
        tree = self.git("write-tree", extra=own).decode().strip()
        if head and tree == self.git.text("rev-parse", f"{head}^{{tree}}"):
            return
        parents = ("-p", head) if head else ()
        made = self.git("commit-tree", tree, *parents, data=message.encode(), extra=_AUTHOR)
        commit = made.decode().strip()
        self.git("update-ref", "-m", "kb: commit", "HEAD", commit, head or "0" * len(commit))
        self.git(*update, data=listed)

    def contents(self, paths: Iterable[str]) -> dict[str, str]:
        """The ids of what files hold now, "" for those that are not there."""
        wanted = list(paths)
        there = [path for path in wanted if self._place(path).is_file()]
        if any("\n" in path for path in there):
            raise RemoteError("语料里有名称不能用的文件", where=repr(there)[:200])
        data = "".join(f"{path}\n" for path in there).encode()
        ids = self.git("hash-object", "--stdin-paths", data=data).decode().split()
        found = dict(zip(there, ids, strict=True))
        return {path: found.get(path, NONE) for path in wanted}

    def _changes(self, old: str, new: str) -> list[Change]:
        command = ("diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", old, new)
        try:
            parts = self.git(*command).decode("utf-8").split("\0")
        except UnicodeDecodeError as error:
            raise RemoteError("远端有名称不是 UTF-8 的文件，没有取来") from error
        changes = []
        for entry, path in zip(parts[::2], parts[1::2], strict=False):
            _, mode, old_id, new_id, verb = entry.split(" ")
            if verb != "D" and CONTROL.search(path):
                raise RemoteError("远端有名称里带控制字符的文件，没有取来", where=repr(path)[:200])
            if verb != "D" and mode not in _FILES:
                raise RemoteError(
                    "远端有不是普通文件的东西（链接或子模块），没有取来", where=path[:200]
                )
            changes.append(
                Change(path, NONE if verb == "A" else old_id, NONE if verb == "D" else new_id)
            )
        return changes

    def _blobs(self, changes: Sequence[Change]) -> Iterator[tuple[str, bytes]]:
        """The new content of files, read a few at a time: large ones one by one."""
        if not changes:
            return
        asked = "".join(f"{one.new}\n" for one in changes).encode()
        sizes = self.git("cat-file", "--batch-check=%(objectsize)", data=asked).split()
        some: list[Change] = []
        together = 0
        for one, size in zip(changes, map(int, sizes), strict=True):
            if some and (together + size > _BYTES or len(some) == _AT_ONCE):
                yield from self._read(some)
                some, together = [], 0
            some.append(one)
            together += size
        yield from self._read(some)

    def _read(self, changes: Sequence[Change]) -> Iterator[tuple[str, bytes]]:
        """The new content of some files, all of them in memory."""
        asked = "".join(f"{one.new}\n" for one in changes).encode()
        output = memoryview(self.git("cat-file", "--batch", data=asked))
        for one in changes:
            line = bytes(output[:_HEAD]).split(b"\n")[0]
            start, size = len(line) + 1, int(line.split()[2])
            yield one.path, bytes(output[start : start + size])
            output = output[start + size + 1 :]

    def _place(self, path: str) -> Path:
        """The file of a path of the repository; RemoteError when it would lie outside the corpus."""
        parts = PurePosixPath(path).parts
        place = self.folder.joinpath(*parts)
        if (
            path.startswith("/")
            or not is_usable(place, parts)
            or place.parent.resolve() != self._resolved(parts)
        ):
            raise RemoteError("语料里有不能用的路径", where=repr(path)[:200])
        return place

    def _resolved(self, parts: Sequence[str]) -> Path:
        return self.folder.resolve().joinpath(*parts[:-1])

    def _is_starter(self, path: str) -> bool:
        """Is the file here as `kb init` made it?"""
        with suppress(OSError):
            starter = starter_vocabulary() / path
            return self._place(path).read_bytes() == starter.read_bytes()
        return False

    def _without_starter(self, target: str) -> None:
        """Remove what `kb init` made and the remote does not have."""
        listed = self.git("ls-tree", "-r", "-z", "--name-only", target).decode("utf-8", "replace")
        there = set(listed.split("\0"))
        for file in [*self.folder.glob("*.yml"), *self.folder.glob("practices/*.md")]:
            path = file.relative_to(self.folder).as_posix()
            if path not in there and self._is_starter(path):
                remove_durably(file)


# Files read at once, and their bytes: what is larger is read alone. The longest line that git prints
# before a file.
_AT_ONCE, _BYTES, _HEAD = 50, 32_000_000, 200
_AUTHOR = {
    f"GIT_{role}_{part}": value
    for role in ("AUTHOR", "COMMITTER")
    for part, value in (("NAME", "lessons-kb"), ("EMAIL", "kb@localhost"))
}


def _is_ours(path: str) -> bool:
    """May an unknown file belong to the corpus? Not those of editors and of half-written files."""
    return not path.rpartition("/")[2].startswith(".") and not path.endswith("~")


def named(paths: Sequence[str]) -> str:
    """A few paths for people to read."""
    shown = "、".join(paths[:_MOST_NAMED])
    return f"{shown} 等 {len(paths)} 个文件" if len(paths) > _MOST_NAMED else f"{shown} "
