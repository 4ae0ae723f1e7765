"""Packs what a machine without network needs to install the program: `make bundle`.

    python scripts/bundle.py WHEEL TARGET

TARGET becomes a folder with wheels (pure ones for every machine, native ones for x86-64 and ARM64 and
each Python of PYTHONS), lists of them with their hashes, the installer and the guides. The core is
pure Python: it installs on every machine, LoongArch too. The full set adds what requirements/all.txt
has for every kind of machine (fast search, Office files, several processes); search by meaning and
measures of quality, which are bound to some kinds, are left out.

Everything is fetched with the hashes of requirements/; what is published as source only is built here,
without a compiler.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MACHINES = ("x86_64", "aarch64")
PYTHONS = ("3.11", "3.12", "3.13")
# The C library of the systems that banks use: Kylin V10, UOS 20 and openEuler 20.03 have 2.28.
GLIBC = range(28, 16, -1)
# Published with native parts, and able to do without; from source, without a compiler, they are pure.
PURE_FROM_SOURCE = ("markupsafe", "pyyaml")
SOURCE_ONLY = ("jieba",)
# Published as wheels with native parts, and as one without for every machine.
PURE_WHEELS = ("sqlalchemy",)
_PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+)(?: ; (?P<marker>[^\\]+?))? \\$")


@dataclass(frozen=True)
class Pin:
    """One line of a lock: a package, its version, for which machines, and the hashes."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    def line(self, hashes: Iterable[str]) -> str:
        """The line for pip, with these hashes."""
        marker = f" ; {self.marker}" if self.marker else ""
        return f"{self.name}=={self.version}{marker} {' '.join(f'--hash={one}' for one in hashes)}"


def pins(lock: Path) -> list[Pin]:
    """The lines of a lock but those bound to some kinds of machines."""
    found: list[Pin] = []
    for line in lock.read_text("utf-8").splitlines():
        if match := _PIN.match(line):
            found.append(Pin(match["name"], match["version"], match["marker"] or "", ()))
        elif (hashed := re.match(r" +--hash=(\S+)", line)) and found:
            last = found.pop()
            found.append(Pin(last.name, last.version, last.marker, (*last.hashes, hashed[1])))
    return [pin for pin in found if "platform_machine" not in pin.marker]


def pip(*arguments: str, **environment: str) -> None:
    """Run pip; SystemExit when it fails."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, env={**os.environ, **environment}, check=False)
    if done.returncode:
        raise SystemExit(f"failed: {' '.join(command)}")


def rounds(wanted: Sequence[Pin]) -> list[list[Pin]]:
    """The pins in groups in which no package stands twice: pip would choose between versions, by
    the Python that runs here."""
    groups: list[list[Pin]] = []
    for pin in wanted:
        free = (group for group in groups if pin.name not in {one.name for one in group})
        group = next(free, None)
        if group is None:
            groups.append(group := [])
        group.append(pin)
    return groups


def fetch(wanted: Sequence[Pin], machine: str, python: str, target: Path) -> None:
    """Wheels for one kind of machine and one Python."""
    platforms = [f"manylinux_2_{minor}_{machine}" for minor in GLIBC] + [f"manylinux2014_{machine}"]
    for group in rounds(wanted):
        lines = "\n".join(Pin(p.name, p.version, "", ()).line(p.hashes) for p in group)
        (target / "wanted.txt").write_text(lines + "\n", "utf-8")
        pip(
            "download", "--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:",
            *(f"--platform={platform}" for platform in platforms),
            "--implementation=cp", f"--python-version={python}.99",  # the newest of them, for marks such as 3.11.5
            "--requirement", str(target / "wanted.txt"), "--dest", str(target),
        )  # fmt: skip
    (target / "wanted.txt").unlink()


def fetch_pure(wanted: Sequence[Pin], target: Path) -> None:
    """Published wheels without native code, for every machine."""
    lines = "\n".join(Pin(p.name, p.version, "", ()).line(p.hashes) for p in wanted)
    (target / "wanted.txt").write_text(lines + "\n", "utf-8")
    pip(
        "download", "--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:",
        "--platform=any", "--requirement", str(target / "wanted.txt"), "--dest", str(target),
    )  # fmt: skip
    (target / "wanted.txt").unlink()


def build_pure(wanted: Sequence[Pin], target: Path) -> None:
    """Wheels from source that hold no native code, for every machine."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        lines = "\n".join(Pin(p.name, p.version, "", ()).line(p.hashes) for p in wanted)
        (made / "wanted.txt").write_text(lines + "\n", "utf-8")
        pip(
            "wheel", "--quiet", "--no-deps", "--require-hashes", "--no-cache-dir", "--no-binary",
            ":all:", "--no-build-isolation", "--use-pep517",
            "--requirement", str(made / "wanted.txt"), "--wheel-dir", str(made),
            CC="/bin/false", CXX="/bin/false",
        )  # fmt: skip
        for wheel in made.glob("*.whl"):
            listed = subprocess.run(
                [sys.executable, "-m", "zipfile", "-l", str(wheel)],
                capture_output=True, encoding="utf-8", check=True,
            ).stdout  # fmt: skip
            if re.search(r"\.(so|pyd)\b", listed):
                raise SystemExit(f"{wheel.name} holds native code")
            if not wheel.name.endswith("-none-any.whl"):
                tags = ("--python-tag=py3", "--abi-tag=none", "--platform-tag=any", "--remove")
                command = [sys.executable, "-m", "wheel", "tags", *tags, str(wheel)]
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        for wheel in made.glob("*.whl"):
            shutil.move(wheel, target / wheel.name)


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def wheel_of(pin: Pin, wheel: Path) -> bool:
    """Is this a wheel of the package in this version?"""
    name, version = wheel.name.split("-")[:2]
    return (name.lower().replace("_", "-"), version) == (pin.name, pin.version)


def write_list(target: Path, name: str, wanted: Sequence[Pin], own: Path, *folders: str) -> None:
    """A list for pip of what is installed, with the hashes of the wheels in the bundle."""
    wheels = [wheel for folder in folders for wheel in (target / "wheels" / folder).glob("*.whl")]
    lines = []
    for pin in wanted:
        found = sorted({f"sha256:{digest(w)}" for w in wheels if wheel_of(pin, w)})
        if not found:
            raise SystemExit(f"no wheel of {pin.name} {pin.version} for {name}")
        lines.append(pin.line(found))
    version = own.name.split("-")[1]
    lines.append(Pin("lessons-kb", version, "", ()).line([f"sha256:{digest(own)}"]))
    (target / name).write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Make the folder."""
    own, target = Path(sys.argv[1]), Path(sys.argv[2])
    common = target / "wheels" / "common"
    common.mkdir(parents=True)
    own = Path(shutil.copy(own, common))
    core, full = pins(ROOT / "requirements/core.txt"), pins(ROOT / "requirements/all.txt")
    made_here = [pin for pin in full if pin.name in (*PURE_FROM_SOURCE, *SOURCE_ONLY)]
    print("pure Python, for every machine", flush=True)
    build_pure(made_here, common)
    fetch_pure([pin for pin in full if pin.name in PURE_WHEELS], common)
    fetched = [pin for pin in full if pin.name not in SOURCE_ONLY]
    for machine in MACHINES:
        folder = target / "wheels" / machine
        folder.mkdir()
        for python in PYTHONS:
            print(f"{machine}, Python {python}", flush=True)
            fetch(fetched, machine, python, folder)
        for wheel in folder.glob("*-none-any.whl"):
            shutil.move(wheel, common / wheel.name)
        write_list(target, f"full-{machine}.txt", full, own, "common", machine)
    write_list(target, "core.txt", core, own, "common")
    for guide in (
        "docs/deployment.md",
        "docs/deployment.zh-CN.md",
        "docs/scaling.md",
        "docs/scaling.zh-CN.md",
        "docs/security.md",
        "CHANGELOG.md",
        "LICENSE",
    ):
        shutil.copy(ROOT / guide, target)
    for file in (ROOT / "deploy" / "bundle").iterdir():
        shutil.copy(file, target)
    shutil.copytree(ROOT / "deploy", target / "deploy", ignore=shutil.ignore_patterns("bundle"))
    files = sorted(path for path in target.rglob("*") if path.is_file())
    sums = [f"{digest(path)}  {path.relative_to(target)}\n" for path in files]
    (target / "SHA256SUMS").write_text("".join(sums), "utf-8")


if __name__ == "__main__":
    main()
