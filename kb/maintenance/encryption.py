"""Encryption of a backup with a passphrase, in the format of age (age-encryption.org/v1).

The format is public (C2SP: age), so a backup can be decrypted by other programs too (`age -d`). A random
file key is wrapped by a key that scrypt makes of the passphrase. What follows the header is encrypted
by ChaCha20-Poly1305 in chunks of 64 KiB; a chunk that was changed, moved, left out or cut off is
detected. Both directions hold one chunk in memory; scrypt takes 128 MB once.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kb.errors import ConfigError, KbError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

# Added to the name of an encrypted backup, as age does.
SUFFIX = ".age"
_FORMAT = b"age-encryption.org/v1"
_CHUNK = 64 * 1024
_TAG = 16
# N = 2^17 with r = 8, p = 1: the first choice of OWASP's password storage cheat sheet.
_COST = 17
# What `age -p` takes, 256 MB of memory; a file that asks for more is refused.
_MOST = 18
# The shortest passphrase that is taken: those who have the file can try without limit.
SHORTEST = 15
_HEADER = re.compile(
    _FORMAT
    + rb"\n-> scrypt (?P<salt>[A-Za-z0-9+/]{22}) (?P<cost>[1-9][0-9]?)"
    + rb"\n(?P<wrapped>[A-Za-z0-9+/]{43})\n--- (?P<mac>[A-Za-z0-9+/]{43})\n"
)
# A header with a passphrase has at most 159 bytes.
_LONGEST_HEADER = 256


def passphrase_in(path: Path) -> str:
    """The passphrase in a file: its first line. Raises KbError when it cannot be read, is too short, or
    when others may read the file."""
    try:
        with path.open("rb") as file:
            text = file.readline(4096).decode().strip()
            mode = os.fstat(file.fileno()).st_mode
    except OSError as error:
        raise KbError("口令文件读不出来", where=str(path), hint="请检查路径和权限") from error
    except UnicodeDecodeError as error:
        raise KbError("口令文件不是 UTF-8 文本", where=str(path)) from error
    if mode & 0o007:
        raise KbError("口令文件别的用户也能读写", where=str(path), hint=f"请执行 chmod 600 {path}")
    if len(text) < SHORTEST:
        raise KbError(
            f"口令太短，至少要 {SHORTEST} 个字符",
            where=str(path),
            hint="可以这样做一个：openssl rand -base64 24",
        )
    return text


def is_encrypted(path: Path) -> bool:
    """Does a file start as an encrypted backup does? An unreadable one does not."""
    try:
        with path.open("rb") as file:
            return file.read(len(_FORMAT)) == _FORMAT
    except OSError:
        return False


class EncryptedWriter:
    """A file to write to whose content is encrypted on its way to `file`. `finish` writes the end;
    without it the file cannot be decrypted."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        self._file = file
        key, salt, nonce = secrets.token_bytes(16), secrets.token_bytes(16), secrets.token_bytes(16)
        wrapped = _cipher(_wrapping(passphrase, salt, _COST)).encrypt(bytes(12), key, None)
        header = b"%s\n-> scrypt %s %d\n%s\n---" % (_FORMAT, _text(salt), _COST, _text(wrapped))
        file.write(b"%s %s\n%s" % (header, _text(_mac(key, header)), nonce))
        self._cipher = _cipher(_derived(key, nonce, b"payload"))
        self._number = 0
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        """Take more content. The last chunk is marked, so a full one waits for what follows."""
        self._waiting += data
        while len(self._waiting) > _CHUNK:
            self._put(bytes(self._waiting[:_CHUNK]), last=False)
            del self._waiting[:_CHUNK]
        return len(data)

    def finish(self) -> None:
        """Write the last chunk."""
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last=last), chunk, None))
        self._number += 1


class EncryptedReader:
    """The decrypted content of `file`, in order. Raises KbError for a wrong passphrase or damage, never
    after giving away content that was changed."""

    def __init__(self, file: IO[bytes], passphrase: str, damaged: Callable[[str], KbError]) -> None:
        self._file, self._damaged = file, damaged
        key, nonce = self._opened(passphrase)
        self._cipher = _cipher(_derived(key, nonce, b"payload"))
        self._number = 0
        self._ended = False
        self._next = self._file.read(_CHUNK + _TAG)
        self._ready = b""

    def read(self, size: int) -> bytes:
        """At most `size` bytes more; none at the end."""
        while not self._ready and not self._ended:
            self._ready = self._chunk()
        given, self._ready = self._ready[:size], self._ready[size:]
        return given

    def _chunk(self) -> bytes:
        from cryptography.exceptions import InvalidTag

        data, self._next = self._next, self._file.read(_CHUNK + _TAG)
        self._ended = not self._next
        try:
            chunk = self._cipher.decrypt(_nonce(self._number, last=self._ended), data, None)
        except (InvalidTag, ValueError) as error:
            raise self._damaged("密文被改动过，或者不完整") from error
        self._number += 1
        return chunk

    def _opened(self, passphrase: str) -> tuple[bytes, bytes]:
        """(the file key, the nonce of the content)."""
        from cryptography.exceptions import InvalidTag

        start = self._file.read(_LONGEST_HEADER)
        found = _HEADER.match(start)
        if found is None or int(found["cost"]) > _MOST:
            raise self._damaged("加密的文件头读不懂")
        self._file.seek(found.end())
        try:
            wrapping = _wrapping(passphrase, _bytes(found["salt"]), int(found["cost"]))
            key = bytes(_cipher(wrapping).decrypt(bytes(12), _bytes(found["wrapped"]), None))
        except (InvalidTag, ValueError) as error:
            raise KbError(
                "口令不对，或者文件头已损坏",
                where=getattr(self._file, "name", ""),
                hint="请用做这份备份时的口令文件；没有恢复任何文件",
            ) from error
        header = start[: found.start("mac") - 1]
        if not hmac.compare_digest(_mac(key, header), _bytes(found["mac"])):
            raise self._damaged("加密的文件头被改动过")
        return key, self._file.read(16)


def needs_package() -> None:
    """Raise ConfigError when the package for encryption is not installed."""
    if find_spec("cryptography") is None:
        raise ConfigError("加密的备份还缺一个软件包", hint="执行 pip install 'lessons-kb[encrypt]'")


def _cipher(key: bytes) -> ChaCha20Poly1305:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(key)


def _wrapping(passphrase: str, salt: bytes, cost: int) -> bytes:
    """The key that wraps the file key."""
    return hashlib.scrypt(
        passphrase.encode(),
        salt=_FORMAT + b"/scrypt" + salt,
        n=1 << cost,
        r=8,
        p=1,
        maxmem=(1 << cost) * 8 * 128 + (1 << 20),
        dklen=32,
    )


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    """HKDF with SHA-256 (RFC 5869), 32 bytes."""
    drawn = hmac.digest(salt or bytes(32), key, "sha256")
    return hmac.digest(drawn, purpose + b"\x01", "sha256")


def _mac(key: bytes, header: bytes) -> bytes:
    return hmac.digest(_derived(key, b"", b"header"), header, "sha256")


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _text(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _bytes(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4))
