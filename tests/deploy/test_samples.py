"""The samples for those who run the site, checked by the programs that read them."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

import pytest

from kb.files.home import Home, init_home, load_settings
from tests.deploy.running import (
    DEPLOY,
    ROOT,
    caddy_settings,
    environment,
    free_port,
    nginx_settings,
    program,
)

UNITS = ("lessons-kb.service", "lessons-kb-backup.service", "lessons-kb-backup.timer")


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """With a program that is there in place of kb."""
    verify = program("systemd-analyze")
    for name in UNITS:
        text = (DEPLOY / name).read_text("utf-8").replace("/opt/lessons-kb/bin/kb", "/bin/true")
        (tmp_path / name).write_text(text, "utf-8")
    done = subprocess.run(
        [verify, "verify", "--man=no", *(str(tmp_path / name) for name in UNITS)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if "lessons-kb" in line]
    assert (done.returncode, said) == (0, [])


@pytest.mark.parametrize("sample", ["nginx.conf", "nginx-sub-path.conf"])
def test_nginx_takes_its_sample(sample: str, tmp_path: Path) -> None:
    ports = {"80": free_port(), "443": free_port(), "8000": 8000}
    settings = nginx_settings(tmp_path, sample, ports)
    command = [program("nginx"), "-t", "-p", str(tmp_path), "-e", "stderr", "-c", str(settings)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def test_caddy_takes_its_sample(tmp_path: Path) -> None:
    ports = {"80": free_port(), "443": free_port(), "8000": 8000}
    settings = caddy_settings(tmp_path, ports)
    command = [program("caddy"), "validate", "--config", str(settings), "--adapter", "caddyfile"]
    # Caddy keeps a copy of its settings in the home of the user.
    env = {**environment(), "HOME": str(tmp_path)}
    done = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "Valid configuration" in done.stdout


def test_the_two_samples_differ_in_the_path_only() -> None:
    """What is said about a visitor is the same."""
    said = [
        {
            line.strip()
            for line in (DEPLOY / name).read_text("utf-8").splitlines()
            if "proxy_set_header" in line
        }
        for name in ("nginx.conf", "nginx-sub-path.conf")
    ]
    assert said[0] ^ said[1] == {
        'proxy_set_header X-Forwarded-Prefix "";',
        "proxy_set_header X-Forwarded-Prefix /kb;",
    }


def test_the_settings_of_the_guide_are_taken(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "deployment.md").read_text("utf-8")
    text = "\n".join(
        line.strip() for line in guide.split("```toml")[1].split("```")[0].splitlines()
    )
    home: Home = init_home(tmp_path / "home")
    home.config.write_text(text, "utf-8")
    assert load_settings(home).hosts == tuple(tomllib.loads(text)["hosts"])


def test_the_guide_names_every_sample() -> None:
    guide = (ROOT / "docs" / "deployment.md").read_text("utf-8")
    assert [p.name for p in DEPLOY.iterdir() if f"deploy/{p.name}" not in guide] == []
