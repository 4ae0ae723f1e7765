"""The Containerfile, checked as far as that goes without its base image: what it copies can be had, it
fetches nothing, and it runs as a user without rights."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator

import click
import pytest

from kb.cli import cli
from tests.deploy.running import DEPLOY, ROOT

TEXT = (DEPLOY / "Containerfile").read_text("utf-8")


def instructions() -> Iterator[tuple[str, str]]:
    """(word, argument) of each instruction, lines that go on joined."""
    lines = "\n".join(line for line in TEXT.splitlines() if not line.startswith("#"))
    for line in re.sub(r"\\\n\s*", "", lines).splitlines():
        word, _, argument = line.strip().partition(" ")
        if word:
            yield word, argument


def of(word: str) -> list[str]:
    return [argument for name, argument in instructions() if name == word]


def test_the_base_is_one_image_with_a_version_that_the_project_supports() -> None:
    (base,) = of("FROM")
    version = re.fullmatch(r"python:(3\.\d+)-slim", base)
    assert version
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lowest = re.fullmatch(r">=3\.(\d+)", project["requires-python"])
    assert lowest
    assert int(version[1].partition(".")[2]) >= int(lowest[1])


def test_nothing_is_fetched_while_it_is_built() -> None:
    assert of("ADD") == []
    (run,) = of("RUN")
    assert not re.search(r"https?:|curl|wget|apt-get|git clone", run)
    assert "--no-index --find-links /wheels" in run
    assert "--no-cache-dir" in run


def test_what_is_copied_is_what_the_guide_makes() -> None:
    assert of("COPY") == ["wheels/ /wheels/"]
    guide = (ROOT / "docs" / "deployment.md").read_text("utf-8")
    assert "wheels/" in guide.partition("## Container")[2].partition("\n## ")[0]


def test_the_extras_are_there() -> None:
    extras = re.findall(r"lessons-kb\[([\w,]+)\]", TEXT)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert extras
    assert set(extras[0].split(",")) <= set(project["optional-dependencies"])


def test_it_runs_as_a_user_without_rights_who_owns_the_home() -> None:
    (user,) = of("USER")
    assert int(user) > 0  # a number: a cluster can see that it is not root
    (run,) = of("RUN")
    assert f"--uid {user}" in run
    (volume,) = of("VOLUME")
    assert f"--home-dir {volume} --create-home" in run
    assert f"KB_HOME={volume}" in of("ENV")[0]
    words = [word for word, _ in instructions()]
    assert words.index("RUN") < words.index("USER") < words.index("CMD")
    assert words.index("USER") > max(i for i, word in enumerate(words) if word in ("COPY", "RUN"))


@pytest.mark.parametrize("secret", ["PASSWORD", "SECRET", "TOKEN", "KEY="])
def test_no_secret_is_part_of_the_image(secret: str) -> None:
    assert secret not in TEXT.upper()


def test_it_serves_on_the_port_that_it_says() -> None:
    (command,) = of("CMD")
    program, verb, *options = json.loads(command)
    assert program == "kb"
    found = cli.get_command(click.Context(cli), verb)
    assert found
    known = {name for option in found.params for name in option.opts}
    assert set(options[::2]) <= known
    assert dict(zip(options[::2], options[1::2], strict=True))["--port"] == of("EXPOSE")[0]
