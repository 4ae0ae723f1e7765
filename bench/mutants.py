"""Broken files through the readers: the only error may be SourceError, within the limits.

    python -m bench.mutants [--count 10000] [--seed 1]

Each mutant is a sample file of some format with a few mutations, at the level of its bytes or, so
that the inner parsers are reached too, of the XML in a .docx, of a PDF without compression, of text
that still can be decoded. Prints the results, the slowest, and the peak memory of the reading
processes.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from kb.errors import SourceError
from kb.readers import Limits, Sandbox

SAMPLES = Path(__file__).resolve().parents[1] / "tests" / "data" / "formats"
FORMATS = (".html", ".mhtml", ".docx", ".pdf", ".md", ".txt")
LONGEST = 10.0
_LARGEST_PIECE = 2000
_NUMBERS = (b"0", b"-1", b"255", b"65536", b"2147483648", b"99999999999999999999", b"1e309", b"NaN")


@dataclass(slots=True)
class Report:
    """The results of the mutants. `failures` are forbidden results."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def count(self) -> int:
        """How many there were."""
        return self.outcomes.total()


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to eight mutations."""
    for _ in range(chance.randint(1, 8)):
        data = chance.choice(_MUTATIONS)(data, chance)
    return data


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    return data[:start] + data[end:]


def _double(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    times = chance.choice((2, 3, 50))
    return data[:start] + data[start:end] * times + data[end:]


def _move(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    rest = data[:start] + data[end:]
    place = chance.randint(0, len(rest))
    return rest[:place] + data[start:end] + rest[place:]


def _break_off(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _renumber(data: bytes, chance: random.Random) -> bytes:
    """Put another number in the place of one."""
    places = [place for place, byte in enumerate(data) if 48 <= byte <= 57]
    if not places:
        return data
    place = chance.choice(places)
    return data[:place] + chance.choice(_NUMBERS) + data[place + 1 :]


def _nest(data: bytes, chance: random.Random) -> bytes:
    """Repeat what looks like a tag or a bracket many times."""
    start = data.find(chance.choice((b"<", b"[", b"(", b"{")), chance.randint(0, len(data)))
    end = data.find(b">", start)
    if start < 0 or not start < end < start + 200:
        return data
    return data[:start] + data[start : end + 1] * chance.choice((10, 500, 20000)) + data[end + 1 :]


def _stretch(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.randint(1, _LARGEST_PIECE))


_MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip,
    _cut,
    _double,
    _move,
    _break_off,
    _renumber,
    _nest,
)


def mutants(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of this many mutants, the same for the same seed."""
    chance = random.Random(seed)
    sources = [path for path in sorted(SAMPLES.iterdir()) if path.suffix in FORMATS]
    seeds = [(path.name, path.read_bytes()) for path in sources if path.name != "README.md"]
    plain = {name: _uncompressed(data) for name, data in seeds if name.endswith(".pdf")}
    for number in range(count):
        name, data = seeds[number % len(seeds)]
        within = chance.random() < 0.6
        if within and name.endswith(".docx"):
            data = _with_mutated_part(data, chance)
        elif within and not name.endswith(".pdf"):
            data = _as_text(mutated(data, chance), name)
        else:
            data = mutated(plain[name] if within and name in plain else data, chance)
        yield f"{number}-{name}", data


def _as_text(data: bytes, name: str) -> bytes:
    """The text in a form that can be decoded, after any change."""
    encoding = "gb18030" if name.endswith(".txt") else "utf-8"
    return data.decode(encoding, "replace").replace("\ufffd", "〓").encode(encoding)


def _uncompressed(data: bytes) -> bytes:
    """A PDF with the content of its pages uncompressed."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        return data
    writer = PdfWriter(clone_from=reader)
    for page in writer.pages:
        contents = page.get_contents()
        if contents is not None:
            page.replace_contents(contents)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _with_mutated_part(data: bytes, chance: random.Random) -> bytes:
    """A .docx with one mutated part, intact as a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        parts = old.namelist()
        chosen = chance.choice([part for part in parts if part.endswith((".xml", ".rels"))])
        for part in parts:
            content = old.read(part)
            new.writestr(part, mutated(content, chance) if part == chosen else content)
    return out.getvalue()


def run(count: int, seed: int, progress: Callable[[int], None] = lambda done: None) -> Report:
    """Read this many mutants, each in the sandbox."""
    report = Report()
    began = time.monotonic()
    with Sandbox() as sandbox:
        for name, data in mutants(count, seed):
            start = time.monotonic()
            try:
                sandbox.read(data, name)
                outcome = "read"
            except SourceError as error:
                outcome = f"{type(error).__name__}: {error.message.split('：')[0]}"
            except Exception as error:
                outcome = f"FAILURE {type(error).__name__}"
                report.failures.append(f"{name}: {error!r}")
            took = time.monotonic() - start
            report.outcomes[outcome] += 1
            report.slowest = sorted([*report.slowest, (took, name)], reverse=True)[:5]
            if took > LONGEST:
                report.failures.append(f"{name}: {took:.1f} s")
            progress(report.count)
    report.seconds = time.monotonic() - began
    return report


def peak_memory() -> int:
    """The most memory that any reading process has had resident, in bytes."""
    kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return kilobytes * 1024


def main() -> int:
    """Run from the command line; 1 when there were failures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()

    def progress(done: int) -> None:
        if done % 500 == 0:
            print(f"{done}…", file=sys.stderr, flush=True)

    report = run(arguments.count, arguments.seed, progress)
    print(f"{report.count} mutants in {report.seconds:.0f} s")
    for outcome, number in report.outcomes.most_common():
        print(f"  {number:6}  {outcome}")
    print("slowest:", ", ".join(f"{took:.2f} s {name}" for took, name in report.slowest))
    limit = Limits().memory // 1024 // 1024
    print(f"peak memory: {peak_memory() // 1024 // 1024} MB (limit {limit} MB above the start)")
    for failure in report.failures:
        print("FAILURE", failure)
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
