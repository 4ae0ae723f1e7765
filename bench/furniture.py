"""How much of a web page's article is read, and how much of what is read is the article?

Reads tests/data/gold/pages: pages in the styles of many CMS, each with its title, day of publication,
and the text units of its article. Prints precision and recall by characters, the share of titles
and days that are right, and how much of the furniture that is named got through.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.understanding import ROOT, understood
from kb.readers import read

GOLD = ROOT / "tests" / "data" / "gold" / "pages"
_DATE_LINE = re.compile(r"发布|来源|作者|时间|日期|\d{4}[-年/.]\d{1,2}")


@dataclass(frozen=True, slots=True)
class Result:
    """Characters of the article that were read, that were missed, and other characters that were
    read."""

    read: int
    missed: int
    extra: int
    titled: bool
    dated: bool
    furniture: tuple[str, ...]


def measure(file: Path, expected: dict[str, Any]) -> Result:
    """The result for one page. White space and the marks between cells do not count."""
    made = understood(file)
    units = [made.bulletin.subtitle, *(item.text for item in made.bulletin.content)]
    lines = [_plain(line) for unit in units for line in unit.split("\n") if _plain(line)]
    wanted = Counter(_pieces("".join(map(_plain, expected["body"]))))
    whole = "".join(map(_plain, expected["body"]))
    neither = {_plain(words) for words in expected.get("either", [])}
    read_lines = [
        line
        for line in lines
        if line in whole
        or (line not in neither and not (_DATE_LINE.search(line) and len(line) < 60))
    ]
    got = Counter(_pieces("".join(read_lines)))
    both = sum((wanted & got).values())
    published = read(file.read_bytes(), file.name).published
    text = "\n".join((made.bulletin.title, *lines))
    return Result(
        read=both,
        missed=sum(wanted.values()) - both,
        extra=sum(got.values()) - both,
        titled=_plain(made.bulletin.title) == _plain(expected["title"]),
        dated=(published.isoformat() if published else "") == expected["published"],
        furniture=tuple(
            words
            for words in expected["furniture"]
            if (_plain(words) in lines if len(words) < 5 else _plain(words) in text)
        ),
    )


def _plain(text: str) -> str:
    return re.sub(r"[\s|]+", "", text)


def _pieces(text: str) -> list[str]:
    """The pairs of characters of a text."""
    return [text[n : n + 2] for n in range(len(text) - 1)]


def results(folder: Path) -> dict[str, Result]:
    """The results of all pages of a folder, by name."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        expected = json.loads(path.read_text("utf-8"))
        found[path.stem] = measure(path.with_suffix(".html"), expected)
    return found


def summary(found: dict[str, Result]) -> str:
    """The figures of a folder, in one line."""
    every = found.values()
    right = sum(result.read for result in every)
    precision = right / max(1, right + sum(result.extra for result in every))
    recall = right / max(1, right + sum(result.missed for result in every))
    titles = sum(result.titled for result in every)
    days = sum(result.dated for result in every)
    through = sum(len(result.furniture) for result in every)
    return (
        f"precision {precision:.3f}  recall {recall:.3f}  title {titles}/{len(found)}"
        f"  published {days}/{len(found)}  furniture through {through}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="pages of another folder, misses printed")
    chosen = parser.parse_args().folder
    for folder in [chosen] if chosen else [GOLD / "open", GOLD / "held"]:
        found = results(folder)
        for name, result in found.items():
            if folder.name != "held":
                share = result.read / max(1, result.read + result.missed)
                pure = result.read / max(1, result.read + result.extra)
                marks = "" if result.titled else " title wrong"
                marks += "" if result.dated else " day wrong"
                print(f"  {name}: {pure:.3f} {share:.3f}{marks} {list(result.furniture)}")
        print(f"{folder.name}: {summary(found)}")


if __name__ == "__main__":
    main()
