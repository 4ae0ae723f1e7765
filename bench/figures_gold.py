"""Precision and recall of figures, and how often their facts are right, on labelled sentences.

    python -m bench.figures_gold [--errors]

The gold files are in tests/data/gold; `open` was used while the rules were written, `held` was not.
A figure is right when its value and unit are; bank, time, target and branch are measured on the
right ones. Indicators are compared loosely: half of the characters of one are in the other.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kb.corpus import Corpus
from kb.enrich import FigureFacts, FigureReader, KeyFigure, figures_of, subjects_of
from kb.files import Home
from kb.identity import with_anchors
from kb.model import Bulletin, Entry, Kind, Organisation, Source
from kb.structure import banks_in

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "data" / "gold"
HALVES = {
    "open": "开放半（写规则时看过）",
    "shapes": "更多形态（自写，写规则时看过）",
    # Before it was seen: .977 and 1.000, indicator .841, target .976, scope .952.
    "fresh": "五十句新写的（后来看过）",
    "staff": "员工口吻（自写，先标后跑）",
    "held": "保留半（没有看过）",
    "staff-held": "员工口吻的另一半（没有看过）",
}
SEEN = ("open", "shapes", "fresh", "staff")
_SOURCE = Source("gold", "txt", "0" * 64, date(2026, 1, 1))
# Names of one unit.
_UNITS = {"名": "人", "位": "人", "户次": "户", "日": "天"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence, the bank of its context, and the figures a person saw in it."""

    bank: str
    sentence: str
    figures: tuple[dict[str, Any], ...]


def read_gold(half: str) -> Iterator[Labelled]:
    """The labelled sentences of one half."""
    lines = (GOLD / f"figures-{half}.tsv").read_text("utf-8").splitlines()
    for line in lines[1:]:
        _, bank, sentence, figures = line.split("\t")
        yield Labelled("" if bank == "-" else bank, sentence, tuple(json.loads(figures)))


def found_in(
    item: Labelled, reader: FigureReader, organisations: tuple[Organisation, ...]
) -> list[tuple[KeyFigure, FigureFacts]]:
    """The figures found in a sentence, read as the only entry of a bulletin."""
    entry = Entry("", Kind.LESSON, item.sentence, "", bank=item.bank)
    title = f"赴{item.bank}跟班学习简报" if item.bank else "学习简报"
    made = Bulletin("x", title, tuple(with_anchors([entry])), _SOURCE)
    banks = list(banks_in(item.sentence, organisations))
    ((_, subjects),) = subjects_of(made, organisations)
    return [
        (figure, reader.facts(subject, figure, banks, item.bank))
        for subject in subjects
        for figure in figures_of(subject.sentence)
    ]


def _key(value: Any, unit: str) -> tuple[Any, str]:
    values = value if isinstance(value, list) else [value]
    return tuple(round(float(v), 2) for v in values), _UNITS.get(unit, unit)


def key_of(figure: KeyFigure) -> tuple[Any, str]:
    """Value and unit of a found figure, as the gold file has them."""
    ends = [figure.amount] + ([figure.upper_amount] if figure.upper_amount is not None else [])
    return _key([float(end) for end in ends], figure.base_unit)


def _alike(one: str, other: str) -> bool:
    shared = sum((Counter(one) & Counter(other)).values())
    return bool(one) and 2 * shared >= max(1, min(len(one), len(other)))


def main() -> None:
    """Print both halves."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--errors", action="store_true", help="show mistakes of what was seen")
    errors = parser.parse_args().errors
    corpus = Corpus(Home(ROOT))
    reader, organisations = FigureReader(corpus.indicators()), tuple(corpus.organisations())
    for half, title in HALVES.items():
        counts: Counter[str] = Counter()
        for item in read_gold(half):
            _count(counts, item, found_in(item, reader, organisations), errors and half in SEEN)
        right = max(1, counts["right"])
        print(f"{title}：{counts['gold']} 个数据")
        print(
            f"  查准率 {counts['right'] / max(1, counts['found']):.3f}"
            f"  查全率 {counts['right'] / max(1, counts['gold']):.3f}"
        )
        names = {"bank": "机构", "text": "文字", "indicator": "指标", "as_of": "时间",
                 "target": "目标", "scope": "全行或支行"}  # fmt: skip
        shares = (f"{name} {counts[key] / right:.3f}" for key, name in names.items())
        print("  找对的数据中：" + "，".join(shares))
        print(f"  写了机构而写错的 {counts['other bank'] / right:.3f}（其余不对的没有写机构）")


def _count(
    counts: Counter[str],
    item: Labelled,
    found: list[tuple[KeyFigure, FigureFacts]],
    show: bool,
) -> None:
    left = list(found)
    missed = []
    wrong_facts = []
    for gold in item.figures:
        key = _key(gold["value"], gold["unit"])
        pair = next((p for p in left if key_of(p[0]) == key), None)
        if pair is None:
            missed.append(gold["text"])
            continue
        left.remove(pair)
        figure, facts = pair
        checks = {
            "bank": (facts.bank or "-") == gold["subject"],
            "text": figure.text == gold["text"],
            "indicator": _alike(facts.indicator, gold["indicator"]),
            "as_of": facts.as_of == gold["as_of"],
            "target": facts.target == gold["target"],
            "scope": bool(facts.branch) == (gold["scope"] == "branch"),
        }
        counts["right"] += 1
        counts.update(name for name, right in checks.items() if right)
        counts["other bank"] += bool(facts.bank) and not checks["bank"]
        said = {"bank": facts.bank, "text": figure.text, "indicator": facts.indicator,
                "as_of": facts.as_of, "target": facts.target, "scope": facts.branch}  # fmt: skip
        wanted = gold | {"bank": gold["subject"]}
        wrong_facts += [
            f"{gold['text']} {name}：应 {wanted[name]!r} 得 {said[name]!r}"
            for name, right in checks.items()
            if not right
        ]
    counts["gold"] += len(item.figures)
    counts["found"] += len(found)
    if show and (missed or left or wrong_facts):
        print("漏", missed, "误", [figure.text for figure, _ in left], "|", item.sentence)
        for line in wrong_facts:
            print("     ", line)


if __name__ == "__main__":
    main()
