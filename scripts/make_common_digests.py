"""Make kb/access/common_digests.py: digests of the most common passwords that no rule refuses.

    python scripts/make_common_digests.py LIST

LIST is a file with a password a line, the most common first. Kept are the first 5 bytes of the SHA-256
of each of its first 3,000 of eight characters and more: enough to recognise one, and no words of others.
"""

from __future__ import annotations

import base64
import hashlib
import sys
import textwrap
from pathlib import Path

from bench.common_passwords import is_refused, long_enough
from kb.access import common_digests as module


def main(path: Path) -> None:
    """Write the module."""
    module.DIGESTS = frozenset()
    wanted = [word.casefold() for word in long_enough(path)]
    found = sorted({_digest(word) for word in wanted if not is_refused(word)})
    lines = textwrap.wrap(base64.b85encode(b"".join(found)).decode(), 94)
    target = Path(module.__file__)
    head = target.read_text("utf-8").partition("_CODED = ")[0]
    coded = "\n".join(f'    b"{line}"' for line in lines)
    tail = target.read_text("utf-8").partition("\n)\n")[2]
    target.write_text(f"{head}_CODED = (\n{coded}\n)\n{tail}", "utf-8")


def _digest(word: str) -> bytes:
    return hashlib.sha256(word.encode()).digest()[: module.BYTES]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
