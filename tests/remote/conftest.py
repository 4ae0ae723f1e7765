"""Two homes and a real git repository on the disk, which their corpora follow."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from kb.files import Home, Remote, init_home
from kb.remote import Followed, corpus_lock, exchange

LOCAL = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "甲",
    "GIT_AUTHOR_EMAIL": "a@b",
    "GIT_COMMITTER_NAME": "甲",
    "GIT_COMMITTER_EMAIL": "a@b",
}


@pytest.fixture(autouse=True)
def _a_git_of_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this machine's git is set up with does not count."""
    for name, value in LOCAL.items():
        monkeypatch.setenv(name, value)


def git(folder: Path, *command: str) -> str:
    """What a person does with git."""
    done = subprocess.run(["git", *command], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@dataclass(frozen=True)
class Node:
    """A home and the remote that it follows."""

    home: Home
    remote: Remote

    @property
    def corpus(self) -> Path:
        return self.home.corpus

    def sync(self) -> Followed:
        return exchange(self.home, self.remote, "网站", 30)

    def publish(self, path: str, text: str, who: str = "编者甲") -> None:
        """Change a file of the corpus as a publication does."""
        with corpus_lock(self.home, self.remote, who):
            self.write(path, text)

    def write(self, path: str, text: str) -> None:
        """Change a file by hand."""
        place = self.corpus / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")

    def read(self, path: str) -> str:
        return (self.corpus / path).read_text("utf-8")

    def files(self) -> dict[str, bytes]:
        """Everything in the corpus that is not git's."""
        return {
            path.relative_to(self.corpus).as_posix(): path.read_bytes()
            for path in self.corpus.rglob("*")
            if path.is_file() and ".git" not in path.parts
        }


def node(tmp_path: Path, name: str, repository: Path, *, push: bool = True) -> Node:
    """A new home that follows a repository."""
    return _node(init_home(tmp_path / name), repository, push=push)


def _node(home: Home, repository: Path, *, push: bool = True) -> Node:
    said = f'corpus.remote = "{repository}"\ncorpus.push = {str(push).lower()}\n'
    home.config.write_text(f'name = "经验库"\n{said}', "utf-8")
    return Node(home, Remote(str(repository), push=push))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository, empty until a node fills it."""
    folder = tmp_path / "repository.git"
    folder.mkdir()
    git(folder, "init", "-q", "--bare")
    return folder


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that a node has filled, and the home of that node."""
    folder = tmp_path_factory.mktemp("followed")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in LOCAL.items():
            patch.setenv(name, value)
        repository = folder / "repository.git"
        repository.mkdir()
        git(repository, "init", "-q", "--bare")
        assert node(folder, "one", repository).sync().problem == ""
    return folder


@pytest.fixture
def one(made: Path, tmp_path: Path, repository: Path) -> Node:
    """The first node, whose corpus is in the repository."""
    shutil.copytree(made / "repository.git", repository, dirs_exist_ok=True)
    shutil.copytree(made / "one", tmp_path / "one")
    return _node(Home(tmp_path / "one"), repository)


@pytest.fixture
def two(one: Node, tmp_path: Path, repository: Path) -> Node:
    """The second node, as the first one is: what it follows is not remembered in a working copy."""
    shutil.copytree(one.home.path, tmp_path / "two")
    return _node(Home(tmp_path / "two"), repository)
