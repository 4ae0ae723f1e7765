"""Encrypted backups: what comes back, and that nothing which was changed does."""

from __future__ import annotations

import base64
import io
import os
import tracemalloc
from datetime import datetime
from pathlib import Path

import pytest

from kb.errors import ConfigError, KbError
from kb.files.home import Home, init_home
from kb.maintenance import encryption
from kb.maintenance.backup import back_up, restore, verify
from kb.maintenance.drill import drill
from kb.maintenance.encryption import (
    EncryptedReader,
    EncryptedWriter,
    is_encrypted,
    passphrase_in,
)
from kb.maintenance.retention import back_up_and_keep, scheduled

pytest.importorskip("cryptography", reason="the extra encrypt is not installed")

NOW = datetime(2026, 11, 23, 9, 30)
PASSPHRASE = "口令 correct horse battery"
CHUNK = 64 * 1024
HEADER = 159
# pyrage 1.3 decrypted these bytes of ours to b"\x46\x9d\xbd\xcc\x54".
KEPT = base64.b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBJZHljNXdyMjdVYjBZbkFHc2txR0xnIDE3CkxhenlkUklYRWVKR2dD"
    "VUFRWVFwSmVNSmJyVVZiQ1BvMWNTcnp1T1BCTVEKLS0tIDd1dGVoZFhIMmdzRmVTOGNRTjFuT3ZCa2dVek1VQjBGWmhkemJ1"
    "a0xEVTAKMJ7tAm6zBOOPDW5gy9q3ONyItOYykEGLyIeu28nZDq/xrgIXrg=="
)


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """scrypt that costs little."""
    monkeypatch.setattr(encryption, "_COST", 10)


def encrypted(data: bytes, piece: int = 7000) -> bytes:
    file = io.BytesIO()
    writer = EncryptedWriter(file, PASSPHRASE)
    for start in range(0, len(data), piece):
        writer.write(data[start : start + piece])
    writer.finish()
    return file.getvalue()


def decrypted(data: bytes, passphrase: str = PASSPHRASE) -> bytes:
    reader = EncryptedReader(io.BytesIO(data), passphrase, KbError)
    return b"".join(iter(lambda: reader.read(10_000), b""))


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 200_001])
def test_there_and_back(size: int) -> None:
    data = os.urandom(size)
    assert decrypted(encrypted(data)) == data


def test_the_format_is_that_of_age() -> None:
    assert decrypted(KEPT) == b"\x46\x9d\xbd\xcc\x54"


@pytest.mark.usefixtures("cheap")
def test_nothing_can_be_read_in_it() -> None:
    """The same content is another file each time."""
    data = "青禾农商银行".encode() * 50
    assert "青禾".encode() not in encrypted(data)
    assert encrypted(data)[HEADER:] != encrypted(data)[HEADER:]


@pytest.mark.usefixtures("cheap")
def test_what_was_changed_is_refused() -> None:
    """One bit anywhere, chunks changed about, left out, or cut off, also at the border of a chunk."""
    whole = encrypted(os.urandom(3 * CHUNK + 100))
    start = len(whole) - (3 * (CHUNK + 16) + 116)
    first, second = whole[start : start + CHUNK + 16], whole[start + CHUNK + 16 :][: CHUNK + 16]
    rest = whole[start + 2 * (CHUNK + 16) :]
    spoilt = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(0, start, 5)]
    spoilt += [
        whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in (start, len(whole) - 1)
    ]
    spoilt += [
        whole[:start] + second + first + rest,
        whole[:start] + second + rest,
        whole[:start] + first + second,
        whole[:-1],
        whole + b"x",
        whole[:start],
        whole[:40],
    ]
    for data in spoilt:
        with pytest.raises(KbError):
            decrypted(data)


@pytest.mark.usefixtures("cheap")
def test_a_wrong_passphrase_is_named() -> None:
    with pytest.raises(KbError, match="口令不对"):
        decrypted(encrypted(b"x"), "another passphrase")


def test_a_file_that_asks_for_much_memory_is_refused() -> None:
    with pytest.raises(KbError, match="读不懂"):
        decrypted(KEPT.replace(b" 17\n", b" 30\n"))


@pytest.mark.usefixtures("cheap")
def test_memory_does_not_grow_with_the_size(tmp_path: Path) -> None:
    piece = os.urandom(1024 * 1024)
    path = tmp_path / "大.age"
    tracemalloc.start()
    with path.open("wb") as file:
        writer = EncryptedWriter(file, PASSPHRASE)
        for _ in range(24):
            writer.write(piece)
        writer.finish()
    with path.open("rb") as file:
        reader = EncryptedReader(file, PASSPHRASE, KbError)
        size = sum(len(part) for part in iter(lambda: reader.read(100_000), b""))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size == 24 * len(piece)
    assert peak < 6 * len(piece)


@pytest.mark.usefixtures("cheap")
def test_a_home_comes_back(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "库.tar.gz.age"
    made = back_up(home, path, NOW, PASSPHRASE)
    assert is_encrypted(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert verify(path, PASSPHRASE) == made
    assert drill(path, NOW, PASSPHRASE).findings == ()
    other = init_home(tmp_path / "新库")
    (other.corpus / "organisations.yml").write_text("[]", "utf-8")
    restore(other, path, NOW, PASSPHRASE)
    names = "corpus/organisations.yml"
    assert (other.path / names).read_bytes() == (home.path / names).read_bytes()


@pytest.mark.usefixtures("cheap")
def test_a_damaged_one_touches_nothing(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "库.tar.gz.age"
    back_up(home, path, NOW, PASSPHRASE)
    data = path.read_bytes()
    before = {p: p.read_bytes() for p in home.path.rglob("*") if p.is_file()}
    for spoilt in (data[:-30], data[:-1] + b"?", data + b"?"):
        path.write_bytes(spoilt)
        with pytest.raises(KbError, match="损坏"):
            restore(home, path, NOW, PASSPHRASE)
    with pytest.raises(KbError, match="口令不对"):
        restore(home, path, NOW, "another passphrase")
    assert {p: p.read_bytes() for p in home.path.rglob("*") if p.is_file()} == before


@pytest.mark.usefixtures("cheap")
def test_the_passphrase_must_fit_the_file(home: Home, tmp_path: Path) -> None:
    """A plain file in the place of an encrypted one is not taken for it."""
    back_up(home, tmp_path / "密", NOW, PASSPHRASE)
    back_up(home, tmp_path / "明", NOW)
    with pytest.raises(KbError, match="备份是加密的"):
        verify(tmp_path / "密")
    with pytest.raises(KbError, match="没有加密"):
        verify(tmp_path / "明", PASSPHRASE)


@pytest.mark.usefixtures("cheap")
def test_scheduled_ones_are_kept_by_number(home: Home, tmp_path: Path) -> None:
    """Encrypted or not, they count together."""
    back_up_and_keep(home, tmp_path / "夜", 2, NOW)
    for day in (24, 25):
        back_up_and_keep(home, tmp_path / "夜", 2, NOW.replace(day=day), PASSPHRASE)
    left = scheduled(home, tmp_path / "夜")
    assert [path.name[-26:] for path in left] == [
        "20261124-093000.tar.gz.age",
        "20261125-093000.tar.gz.age",
    ]


def file_of(tmp_path: Path, data: bytes, mode: int = 0o600) -> Path:
    path = tmp_path / "口令"
    path.write_bytes(data)
    path.chmod(mode)
    return path


def test_the_first_line_is_the_passphrase(tmp_path: Path) -> None:
    path = file_of(tmp_path, f"{PASSPHRASE}\r\n第二行\n".encode())
    assert passphrase_in(path) == PASSPHRASE


@pytest.mark.parametrize(
    ("data", "mode", "told"),
    [
        (b"short", 0o600, "至少要 15 个字符"),
        (b"", 0o600, "至少要 15 个字符"),
        (b"\xff" * 20, 0o600, "不是 UTF-8"),
        (PASSPHRASE.encode(), 0o644, "chmod 600"),
    ],
)
def test_a_passphrase_file_that_is_not_safe(
    tmp_path: Path, data: bytes, mode: int, told: str
) -> None:
    with pytest.raises(KbError) as caught:
        passphrase_in(file_of(tmp_path, data, mode))
    assert told in str(caught.value)


def test_a_passphrase_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KbError, match="读不出来"):
        passphrase_in(tmp_path / "没有")


def test_without_the_package_it_is_said(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encryption, "find_spec", lambda name: None)
    with pytest.raises(ConfigError) as caught:
        back_up(home, tmp_path / "库", NOW, PASSPHRASE)
    assert "lessons-kb[encrypt]" in caught.value.hint
    assert not (tmp_path / "库").exists()
