"""How well is a bulletin understood? Title, period, issue, banks, lessons, entries, furniture.

Reads cases in tests/data/gold/bulletins, bulletins8 and bulletins13: a file, and what a careful reader expects of it in
NAME.expected.json. Prints how many expectations are met, by field. `held` is never used for tuning,
so its misses are not printed.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kb.corpus import vocabulary_files
from kb.enrich import corrected_by_sentences
from kb.errors import KbError
from kb.model import Bulletin, Entry, Kind, Organisation, Source
from kb.readers import FORMATS, read
from kb.structure import Structured, structure

ROOT = Path(__file__).parents[1]
# bulletins: the first set. bulletins8 and bulletins13: sets written later, 12 to 15 at a time, in shapes
# unlike those before.
GOLD = tuple(
    ROOT / "tests" / "data" / "gold" / name for name in ("bulletins", "bulletins8", "bulletins13")
)
TODAY = date(2026, 11, 26)


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation: its field, whether it holds, and what was found instead."""

    field: str
    holds: bool
    found: object


def organisations() -> tuple[Organisation, ...]:
    """The organisations that come with the project."""
    path = ROOT / "corpus" / "organisations.yml"
    return vocabulary_files.load_organisations(path.read_text("utf-8"), path.name)


def understood(file: Path, known: Sequence[Organisation] = ()) -> Structured:
    """The bulletin made from a file, as when it is ingested."""
    source = Source(file.name, FORMATS[file.suffix][0], "0" * 64, TODAY)
    draft = read(file.read_bytes(), file.name)
    return structure(
        draft,
        source,
        today=TODAY,
        organisations=known,
        correct=lambda bulletin: corrected_by_sentences(bulletin, known),
    )


def check(bulletin: Bulletin, expected: dict[str, Any]) -> Iterator[Check]:
    """The expectations of a case that structure can meet."""
    entries = bulletin.entries
    banks = sorted({entry.bank for entry in entries} - {""})
    if "title" in expected:
        yield Check("title", bulletin.title == expected["title"], bulletin.title)
    for key in ("banks", "all_banks"):
        if key in expected:
            yield Check("banks", banks == sorted(expected[key]), banks)
    if "banks_any" in expected:
        yield Check("banks", banks in [sorted(b) for b in expected["banks_any"]], banks)
    yield from _period(bulletin, expected)
    if "issue" in expected:
        yield Check("issue", bulletin.issue == expected["issue"], (bulletin.series, bulletin.issue))
    if "series_has" in expected:
        yield Check("series", expected["series_has"] in bulletin.series, bulletin.series)
    yield from _lessons(entries, expected.get("lessons", []))
    for wanted in expected.get("entries", []):
        yield from _entry(bulletin, wanted)
    for words in expected.get("no_entry", []):
        yield Check("furniture", not any(e.text.startswith(words) for e in entries), words)
    for words in expected.get("no_text", []):
        yield Check("furniture", not any(words in e.text for e in entries), words)
    for words in expected.get("found", []):
        yield Check("kept", any(words in e.text for e in entries), words)


def _period(bulletin: Bulletin, expected: dict[str, Any]) -> Iterator[Check]:
    days = (str(bulletin.period.start), str(bulletin.period.end)) if bulletin.period else ("", "")
    if "period" in expected:
        yield Check("period", list(days) == expected["period"], days)
    if "period_md" in expected:
        yield Check("period", [day[5:] for day in days] == expected["period_md"], days)
    if "period_year_in" in expected:
        yield Check("period", days[0][:4] in map(str, expected["period_year_in"]), days)


def _lessons(entries: Sequence[Entry], wanted: list[dict[str, str]]) -> Iterator[Check]:
    lessons = [entry for entry in entries if entry.kind is Kind.LESSON]
    for want in wanted:
        found = [
            entry
            for entry in lessons
            if (
                want["has"] in entry.text
                if "has" in want
                else entry.text.startswith(want["starts"])
            )
            and entry.bank == want.get("bank", entry.bank)
        ]
        yield Check("lessons", bool(found), want)
    if len(wanted) > 1:
        yield Check("lessons", len(lessons) == len(wanted), [entry.title for entry in lessons])


def _entry(bulletin: Bulletin, wanted: dict[str, str]) -> Iterator[Check]:
    entry = next((e for e in bulletin.entries if wanted["has"] in e.text), None)
    if "bank" in wanted:
        bank = entry.bank if entry else None
        yield Check("entry", bank == wanted["bank"], (wanted["has"], bank))
    if "heading" in wanted:
        headings = [item.text for item in bulletin.content if not isinstance(item, Entry)]
        yield Check("entry", wanted["heading"] in headings, headings)


def checks(folder: Path) -> Iterator[tuple[str, Check]]:
    """(case, expectation) of all cases of a folder; what fails to read meets none."""
    known = organisations()
    for path in sorted(folder.glob("*.expected.json")):
        case = json.loads(path.read_text("utf-8"))
        name = path.name.removesuffix(".expected.json")
        try:
            bulletin = understood(folder / case["files"][-1], known).bulletin
        except KbError as error:
            yield name, Check("reading", False, str(error))
            continue
        for found in check(bulletin, case["expect"]):
            yield name, found


def summary(found: Sequence[tuple[str, Check]]) -> str:
    """The figures by field, and the share of cases in which all holds."""
    right, total = Counter[str](), Counter[str]()
    for _, one in found:
        total[one.field] += 1
        right[one.field] += one.holds
    cases = {name for name, _ in found}
    whole = cases - {name for name, one in found if not one.holds}
    fields = "  ".join(f"{field} {right[field]}/{total[field]}" for field in total)
    share = sum(right.values()) / max(1, sum(total.values()))
    return f"{share:.3f} of {sum(total.values())}; cases {len(whole)}/{len(cases)}; {fields}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="cases of another folder, misses printed")
    chosen = parser.parse_args().folder
    folders = [gold / half for gold in GOLD for half in ("open", "held")]
    for folder in [chosen] if chosen else folders:
        found = list(checks(folder))
        for name, one in found:
            if not one.holds and folder.name != "held":
                print(f"  {name}: {one.field}: {one.found}")
        name = folder.name if folder.parent in GOLD[:1] else f"{folder.parent.name}/{folder.name}"
        print(f"{name}: {summary(found)}")


if __name__ == "__main__":
    main()
