"""How often the subject of a sentence is right, on sentences labelled by hand.

    python -m bench.subjects [--errors] [--no-held] [--decided]

The gold files lie in tests/data/gold. The `open` halves were looked at while the rules were written
and the models (kb/enrich/role_model.py, subject_model.py) are trained on them, so how well unseen text is read
is shown by the `held` halves, and by `python -m bench.roles`, which leaves each text out in turn.
`shapes` holds texts in other styles with the labels written into them, made to find the kinds that
fail; `small12` to `small56` hold complete texts in the same form, of which the last ten are not
learned from. All of these are printed, each
set alone; `--errors` shows the mistakes of what is not held. `--decided` tells what is
right once an editor has said of each bank whether it is learned from, learns or is only named: the side
of most of its labelled sentences.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from kb.corpus import Corpus
from kb.enrich import SentenceSubject, read_subjects, subjects_of
from kb.files import Home
from kb.model import BANK_SIDES, BankRole, Bulletin, Organisation, Side, Source
from kb.readers import read
from kb.structure import canonical, structure

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "data" / "gold"
SHAPES = GOLD / "shapes"
SMALL = tuple(GOLD / f"small{number}" for number in range(12, 47))
# Not learned from: with them the old sets were read no better, and some plain sentences worse.
NOT_LEARNED = tuple(GOLD / f"small{number}" for number in range(47, 57))
SMALL_OPEN = tuple(folder / "open" for folder in SMALL)
ALL_SMALL = (*SMALL, *NOT_LEARNED)
SMALL_HELD = tuple(folder / "held" for folder in ALL_SMALL)
SETS = ("", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12")
FOLDERS = (*(f"bulletins{n}" for n in SETS[:7]), *(f"bulletins{n}s" for n in SETS[7:]))
OPEN = tuple(f"subjects{number}-open" for number in SETS)
HELD = tuple(f"subjects{number}-held" for number in SETS)
NOBODY = "-"
_SHORT_KINDS = (
    (re.compile("(?:股份)?有限(?:责任)?公司$"), ""),
    (re.compile("农村商业银行$"), "农商银行"),
    (re.compile("(?<=..)[县市区](?=农商银行$)"), ""),
    (re.compile("农合行$"), "农村合作银行"),
    (
        re.compile("(?:县|市|区)?(?:农村信用(?:合作)?联社|信用(?:合作)?联社|农信联社|农信社)$"),
        "联社",
    ),
)
PROVINCES = frozenset(
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川"
    " 贵州 云南 陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆".split()
)
_TAG = re.compile(r"<(?P<side>[hltn])(?P<bank>[A-Z]?)-?>")
_SIDES = {"h": "host", "l": "learner", "t": "third", "n": "none"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with the bank and side that a person gave to it."""

    file: str
    bank: str
    side: str
    sentence: str


def read_gold(name: str) -> Iterator[Labelled]:
    """The labelled sentences of one file: `subjects-open`, `subjects2-held` …"""
    yield from read_table(GOLD / f"{name}.tsv")


def read_table(path: Path) -> Iterator[Labelled]:
    """The labelled sentences of one table."""
    for line in path.read_text("utf-8").splitlines()[1:]:
        file, bank, side, sentence = line.split("\t")
        full = "" if bank == NOBODY else canonical(bank, ())
        yield Labelled(file, full, side, sentence)


def read_shapes(folders: Sequence[Path] = (SHAPES, *SMALL_OPEN)) -> Iterator[Labelled]:
    """The sentences of the texts of these folders, whose labels are written into them.

    The first line names the banks by letters (A=…); <hA> before a sentence says that it tells the
    practice of A, <l> a learner without a name, <t> a third bank, <n> nobody.
    """
    for path in (path for folder in folders for path in sorted(folder.glob("*.txt"))):
        names, _, text = path.read_text("utf-8").partition("\n")
        named = (name.partition("=") for name in names.split())
        banks = {letter: canonical(bank, ()) for letter, _, bank in named}
        tags = list(_TAG.finditer(text))
        for tag in tags:
            end = re.compile(r"\n|(?<=。)\s*\||$|<").search(text, tag.end())
            assert end is not None
            sentence = text[tag.end() : end.start()].rstrip(" |")
            yield Labelled(path.name, banks.get(tag["bank"], ""), _SIDES[tag["side"]], sentence)


def _without_tags(path: Path) -> bytes:
    """Markdown in which each line is a paragraph, except in tables."""
    text = _TAG.sub("", path.read_text("utf-8").partition("\n")[2])
    return re.sub(r"\n(?!\|)|(?<!\|)\n", "\n\n", text).encode()


class Reading:
    """The subjects of the sentences of gold bulletins and of the sample corpus; `decided` has the
    labels of a text of whose banks an editor said what they do."""

    def __init__(self, decided: Mapping[str, Sequence[Labelled]] | None = None) -> None:
        self._decided = decided or {}
        corpus = Corpus(Home(ROOT))
        self._bulletins = {b.id: b for b in corpus.bulletins()}
        self._organisations: tuple[Organisation, ...] = tuple(corpus.organisations())
        self.subjects = cache(self._subjects)
        self.bulletin = cache(self._bulletin)

    @property
    def organisations(self) -> tuple[Organisation, ...]:
        """The organisations of the sample corpus."""
        return self._organisations

    def _subjects(self, file: str) -> tuple[SentenceSubject, ...]:
        bulletin = self.bulletin(file)
        if items := self._decided.get(file):
            bulletin = replace(bulletin, roles=self._as_decided(bulletin, items))
        found = subjects_of(bulletin, self._organisations)
        return tuple(subject for _, subjects in found for subject in subjects)

    def _as_decided(self, bulletin: Bulletin, items: Sequence[Labelled]) -> tuple[BankRole, ...]:
        """What an editor would say of the banks that were found: the side of most labels, or that a
        bank is only named; and of those that were not found."""
        sides = {bank: Side(votes.most_common(1)[0][0]) for bank, votes in votes_of(items).items()}
        found = read_subjects(bulletin, self._organisations)[0].banks
        missed = [bank for bank in sides if not any(same_bank(bank, other) for other in found)]
        return tuple(
            BankRole(bank, next((s for b, s in sides.items() if same_bank(b, bank)), Side.THIRD))
            for bank in (*found, *missed)
        )

    def _bulletin(self, file: str) -> Bulletin:
        if known := self._bulletins.get(file.removesuffix(".md")):
            return known
        opened = (folder / "open" for folder in ALL_SMALL)
        marked = (folder / file for folder in (SHAPES, *opened, *SMALL_HELD))
        if path := next(filter(Path.exists, marked), None):
            return self._read(_without_tags(path), path.with_suffix(".md"))
        folders = (GOLD / name / half for name in FOLDERS for half in ("open", "held"))
        path = next(folder / file for folder in folders if (folder / file).exists())
        return self._read(path.read_bytes(), path)

    def of_source(self, source: str) -> Bulletin:
        """An open text by its folder and file: small33/M057.txt."""
        folder, _, file = source.partition("/")
        path = next(p for p in (GOLD / folder / "open" / file, GOLD / folder / file) if p.exists())
        if folder.startswith(("small", "shapes")):
            return self._read(_without_tags(path), path.with_suffix(".md"))
        return self._read(path.read_bytes(), path)

    def _read(self, content: bytes, path: Path) -> Bulletin:
        source = Source(path.name, path.suffix[1:], "0" * 64, date(2026, 1, 1))
        draft = read(content, path.name)
        return structure(
            draft, source, today=date(2026, 12, 1), organisations=self._organisations
        ).bulletin

    def of(self, item: Labelled) -> SentenceSubject | None:
        """The subject found for a labelled sentence: of the unit that shares most with it."""
        return nearest(item, self.subjects(item.file))


def nearest(item: Labelled, subjects: Sequence[SentenceSubject]) -> SentenceSubject | None:
    """The subject of the unit that shares most with a labelled sentence."""
    wanted = _plain(item.sentence)
    best, most = None, 0
    for subject in subjects:
        unit = _plain(subject.sentence.text)
        shared = min(len(unit), len(wanted)) if unit in wanted or wanted in unit else 0
        if shared > most:
            best, most = subject, shared
    return best


def _is_stated(bank: str, item: Labelled, named: frozenset[str]) -> bool:
    """Is this the bank of a labelled sentence? A text may call it shorter (岚桐农商银行 for 江右岚桐农商银行),
    where no other of the banks that are `named` in its labels is called so."""
    shorter = bank != "" and item.bank.endswith(bank) and bank not in named
    return shorter or same_bank(bank, item.bank)


def votes_of(items: Sequence[Labelled]) -> dict[str, Counter[str]]:
    """How many labelled sentences each bank has on each side."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        if item.bank and item.side in BANK_SIDES:
            votes[item.bank][item.side] += 1
    return votes


def same_bank(one: str, other: str) -> bool:
    """Are two names of one bank? 浙江青岙农商银行 and 青岙农商银行 are, and 联社 is short for its kinds."""
    for kind, short in _SHORT_KINDS:
        one, other = kind.sub(short, one), kind.sub(short, other)
    longer, shorter = sorted((one, other), key=len, reverse=True)
    before = longer.removesuffix(shorter)
    return longer == shorter or before in PROVINCES or before.endswith("省")


_SPACE = re.compile(r"\s")


def _plain(text: str) -> str:
    return _SPACE.sub("", text)


def wrong(gold: Sequence[Labelled], reading: Reading) -> Iterator[tuple[Labelled, str, str, str]]:
    """The sentences that are wrong, with the bank, side and evidence that were found."""
    named: dict[str, set[str]] = defaultdict(set)
    for item in gold:
        named[item.file].add(item.bank)
    for item in gold:
        found = reading.of(item)
        bank, side = (found.bank, found.side.value) if found else ("?", "?")
        if side != item.side or not _is_stated(bank, item, frozenset(named[item.file])):
            yield item, bank, side, found.evidence if found else "没有这一句"


def main() -> None:
    """Print the sets."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--errors", action="store_true", help="show mistakes, but none of held")
    parser.add_argument("--no-held", action="store_true", help="leave the held half alone")
    parser.add_argument("--decided", action="store_true", help="an editor has decided the roles")
    options = parser.parse_args()
    sets: dict[str, list[Labelled]] = {}
    if not options.no_held:
        sets |= {f"保留半 {name}（没有看过）": list(read_gold(name)) for name in HELD}
        sets |= {
            f"保留半 {small.name}（没有看过）": list(read_shapes([small / "held"]))
            for small in ALL_SMALL
        }
    sets |= {f"开放半 {name}（训练时用过）": list(read_gold(name)) for name in OPEN}
    sets["自写的其他体裁（训练时用过）"] = list(read_shapes([SHAPES]))
    for small in SMALL:
        sets[f"开放半 {small.name}（训练时用过）"] = list(read_shapes([small / "open"]))
    for small in NOT_LEARNED:
        sets[f"开放半 {small.name}（没有用来训练）"] = list(read_shapes([small / "open"]))
    by_text: dict[str, list[Labelled]] = defaultdict(list)
    for item in (item for gold in sets.values() for item in gold):
        by_text[item.file].append(item)
    reading = Reading(by_text if options.decided else None)
    for name, gold in sets.items():
        if not gold:
            continue
        missed = list(wrong(gold, reading))
        sides = sum(side != item.side for item, _, side, _ in missed)
        rows = sum(side == "host" for _, _, side, _ in missed)
        if options.errors and "保留" not in name:
            for item, bank, side, why in missed:
                print(f"应 {item.bank or NOBODY} {item.side}；得 {bank or NOBODY} {side}（{why}）")
                print(f"   {item.file[:14]}｜{item.sentence}")
        count = len(gold)
        print(f"{name}：{count} 句")
        print(f"  机构和立场都对 {1 - len(missed) / count:.3f}，立场对 {1 - sides / count:.3f}")
        found = [one for one in map(reading.of, gold) if one]
        shown = sum(one.side is Side.HOST for one in found)
        print(f"  显示为某行做法的 {shown} 句，其中 {1 - rows / max(shown, 1):.3f} 是对的")
        doubts = sum(one.doubtful for one in found)
        print(
            f"  误归为某行做法的 {rows} 句（{rows / count:.3f}），存疑的 {doubts} 句（{doubts / count:.3f}）"
        )


if __name__ == "__main__":
    main()
