"""The check of quotations: how many verdicts are right, and how long a text of 10,000 characters takes.

    python -m bench.quotes [--entries 47000] [--quotations 200]

Quotations are sentences of the entries: as they are except for quotes, width and commas; with one
character changed, left out or put in, or a figure changed; and sentences of a text that is not in
the collection. A scan of all entries finds whether a changed one occurs somewhere by chance.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter

from bench.corpora import SHARED, extended
from bench.figures import temporary_kb
from kb.evaluation import build_index, load_test_set
from kb.quotes import Paragraph, Verdict, check_quotations, paragraphs_of, quotations
from kb.quotes.candidates import bare
from kb.text import sentences

LENGTH = 10_000
_DIGITS = re.compile(r"[0-9]+")


def main() -> None:
    """Print precision and recall of each verdict, and the time."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--entries", type=int, default=47_000)
    parser.add_argument("--quotations", type=int, default=200)
    given = parser.parse_args()
    chance = random.Random(7)
    documents = list(extended(given.entries))
    texts = [bare(document.text) for document in documents]
    said = [
        unit.text
        for document in chance.sample(documents, 3 * given.quotations)
        for unit in sentences(document.text)
        if 14 <= len(unit.text) <= 80
    ]
    strangers = _strangers()
    with temporary_kb("whoosh") as kb:
        build_index(kb, documents)
        cases: list[tuple[str, Verdict]] = []
        for number in range(given.quotations):
            text = chance.choice(said)
            kind = ("same", "same", "changed", "changed", "strange")[number % 5]
            if kind == "strange":
                text = chance.choice(strangers)
            elif kind == "changed":
                text = _changed(text, chance)
            else:
                text = _dressed(text, chance)
            wanted = bare(text).strip("。；！？")
            if any(wanted in other for other in texts):
                truth = Verdict.VERBATIM
            else:
                truth = Verdict.ABSENT if kind == "strange" else Verdict.DIFFERS
            cases.append((text, truth))
        counts: Counter[tuple[Verdict, Verdict]] = Counter()
        for text, truth in cases:
            found = check_quotations(kb, quotations([Paragraph(text, quoted=True)]))
            verdict = found[0].verdict if len(found) == 1 else _joint([f.verdict for f in found])
            counts[truth, verdict] += 1
            if verdict is not truth:
                print(f"  {truth} taken for {verdict}: {text}")
        print(f"{len(documents):,} entries, {len(cases)} quotations")
        for verdict in Verdict:
            right = counts[verdict, verdict]
            claimed = sum(n for (_, other), n in counts.items() if other is verdict)
            true = sum(n for (truth, _), n in counts.items() if truth is verdict)
            precision, recall = right / max(1, claimed), right / max(1, true)
            print(f"{verdict:9} precision {precision:.3f}  recall {recall:.3f}  of {true}")
        for name, pool in (("verbatim", said), ("changed", [_changed(t, chance) for t in said])):
            text = ""
            while len(text) < LENGTH:
                text += chance.choice(pool) + "\n"
            began = time.perf_counter()
            found = check_quotations(kb, quotations(paragraphs_of(text)))
            seconds = time.perf_counter() - began
            print(f"{len(text):,} characters, {name}: {len(found)} checked in {seconds:.2f} s")


def _strangers() -> list[str]:
    documents = load_test_set(SHARED / "eval" / "drcd-trial").documents
    texts = [unit.text for document in documents for unit in sentences(document.text)]
    return [text for text in texts if 14 <= len(text) <= 80]


def _changed(text: str, chance: random.Random) -> str:
    """The text with one thing changed that a reader would call a misquotation."""
    numbers = list(_DIGITS.finditer(text))
    if numbers and chance.random() < 0.4:
        match = chance.choice(numbers)
        other = str(int(match[0][:9]) + chance.randint(1, 8))
        return text[: match.start()] + other + text[match.end() :]
    places = [n for n, char in enumerate(text) if "\u4e00" <= char <= "\u9fff"]
    at = chance.choice(places)
    how = chance.randrange(3)
    if how == 0:
        return text[:at] + text[at + 1 :]
    other = chance.choice("的了在不有是大小多少")
    while other == text[at]:
        other = chance.choice("的了在不有是大小多少")
    return text[:at] + other + text[at + (how == 1) :]


def _dressed(text: str, chance: random.Random) -> str:
    """The text as another program may write it."""
    how = chance.randrange(4)
    if how == 0:
        return text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789%,()"})
    if how == 1:
        return text.translate(str.maketrans("“”", "‘’"))
    if how == 2:
        return _DIGITS.sub(lambda m: f"{int(m[0]):,}" if m[0][0] != "0" else m[0], text)
    return text


def _joint(verdicts: list[Verdict]) -> Verdict:
    """The verdict on a quotation of several sentences: the worst of them."""
    order = (Verdict.ABSENT, Verdict.DIFFERS, Verdict.VERBATIM)
    return next((verdict for verdict in order if verdict in verdicts), Verdict.ABSENT)


if __name__ == "__main__":
    main()
