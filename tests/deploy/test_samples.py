"""The samples for those who run the site, checked by the programs that read them."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from kb.files.home import Home, init_home, load_settings

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = ("lessons-kb.service", "lessons-kb-backup.service", "lessons-kb-backup.timer")


def program(name: str) -> str:
    """Where a program is; the test is skipped where it is not."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


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


def test_nginx_takes_its_sample(tmp_path: Path) -> None:
    nginx, openssl = program("nginx"), program("openssl")
    pem, key = tmp_path / "a.pem", tmp_path / "a.key"
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=kb.example.cn"]
    subprocess.run([*made, "-keyout", key, "-out", pem], capture_output=True, check=True)
    sample = (DEPLOY / "nginx.conf").read_text("utf-8")
    sample = sample.replace("/etc/ssl/kb.example.cn.pem", str(pem))
    sample = sample.replace("/etc/ssl/kb.example.cn.key", str(key))
    sample = sample.replace("listen 80;", "listen 18080;").replace("listen 443 ", "listen 18443 ")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    folders = "\n".join(f"{kind}_temp_path {tmp_path}/{kind};" for kind in kinds)
    http = f"http {{\naccess_log off;\n{folders}\n{sample}\n}}"
    whole = f"pid {tmp_path}/pid;\nevents {{}}\n{http}\n"
    (tmp_path / "nginx.conf").write_text(whole, "utf-8")
    command = [nginx, "-t", "-p", str(tmp_path), "-e", "stderr", "-c", str(tmp_path / "nginx.conf")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


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
