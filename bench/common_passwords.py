"""How many of the most common passwords of a published list are refused.

    python -m bench.common_passwords LIST

LIST is a file with a password a line, the most common first. Those of eight characters and more count.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kb.access import WeakPassword, passwords

MOST = 3000


def main(path: Path) -> None:
    """Print the share that is refused, and the first that are not."""
    long = long_enough(path)
    taken = [word for word in long if not is_refused(word)]
    print(f"refused: {len(long) - len(taken)} of {len(long)}")
    print("taken, the most common first:", " ".join(taken[:60]))


def long_enough(path: Path) -> list[str]:
    """The most common passwords of a list that are not too short anyway."""
    listed = [line.strip() for line in path.read_text("utf-8", "replace").splitlines()]
    return [word for word in listed if len(word) >= passwords.SHORTEST][:MOST]


def is_refused(word: str) -> bool:
    """Is a password refused for anybody?"""
    try:
        passwords.check(word)
    except WeakPassword:
        return True
    return False


if __name__ == "__main__":
    main(Path(sys.argv[1]))
