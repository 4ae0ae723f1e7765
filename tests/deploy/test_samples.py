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
    caddy_before,
    caddy_settings,
    environment,
    nginx_before,
    nginx_settings,
    program,
)
from tests.ports import deaf_port, free_ports

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
    plain, port = free_ports(2)
    settings = nginx_settings(tmp_path, sample, {"80": plain, "443": port, "8000": 8000})
    command = [program("nginx"), "-t", "-p", str(tmp_path), "-e", "stderr", "-c", str(settings)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("sample", "path"), [("nginx.conf", ""), ("nginx-sub-path.conf", "/kb")])
def test_the_logs_of_nginx_hold_nothing_that_lets_somebody_in(
    sample: str, path: str, tmp_path: Path
) -> None:
    """Nobody listens behind it: that is an error, which is logged too."""
    secret, token = "w" * 43, f"kbf_{'t' * 43}"
    with deaf_port() as behind, nginx_before(behind, tmp_path, sample, path) as front:
        for address in (
            f"/account/link/{secret}",
            "/account/link/short?next=/",
            f"/collections/shared/{secret}",
            f"/bulletins/feed.atom?token={token}",
            "/search?q=%E6%8E%88%E4%BF%A1",
        ):
            assert front.ask("GET", address).status == 502
    written = (tmp_path / "kb-access.log").read_text("utf-8")
    assert [line.split('"')[1].split()[1] for line in written.splitlines()] == [
        f"{path}/account/link/...",
        f"{path}/account/link/...",
        f"{path}/collections/shared/...",
        f"{path}/bulletins/feed.atom",
        f"{path}/search",
    ]
    errors = (tmp_path / "kb-error.log").read_text("utf-8")
    for text in (secret, token, "short", "%E6"):
        assert text not in written + errors


@pytest.mark.parametrize(("sample", "path"), [("nginx.conf", ""), ("nginx-sub-path.conf", "/kb")])
def test_a_visitor_reads_in_chinese_that_no_web_server_answers(
    sample: str, path: str, tmp_path: Path
) -> None:
    """It said 502 Bad Gateway."""
    with deaf_port() as behind, nginx_before(behind, tmp_path, sample, path) as front:
        answer = front.ask("GET", "/search?q=1")
    assert answer.status == 502
    assert "网站暂时打不开" in answer.text
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"


def test_caddy_says_so_too(tmp_path: Path) -> None:
    with deaf_port() as behind, caddy_before(behind, tmp_path) as front:
        answer = front.ask("GET", "/search?q=1")
    assert answer.status == 502
    assert "网站暂时打不开" in answer.text


def test_caddy_takes_its_sample(tmp_path: Path) -> None:
    plain, port = free_ports(2)
    settings = caddy_settings(tmp_path, {"80": plain, "443": port, "8000": 8000})
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
