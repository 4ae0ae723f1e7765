"""jieba and rjieba, its counterpart in Rust: speed, and whether they cut alike.

    python -m bench.segmenters [--entries 20000]

Both as kb.text.segment uses them, with the first vocabulary as user words. Then: an index of as
many entries, made with either.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.corpora import extended
from bench.figures import table, temporary_kb
from kb.corpus import Corpus
from kb.enrich import Vocabulary
from kb.evaluation import build_index
from kb.files import init_home
from kb.index import IndexDocument
from kb.text import Segmenter


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--entries", type=int, default=20_000)
    documents = list(extended(parser.parse_args().entries))
    texts = [document.normal_text for document in documents]
    characters = sum(map(len, texts))
    cuts: list[list[list[str]]] = []
    rows = []
    with TemporaryDirectory(prefix="kb-bench-") as folder:
        corpus = Corpus(init_home(Path(folder)))
        words = tuple(Vocabulary(corpus.practices(), corpus.organisations()).words())
        for native in (False, True):
            segmenter = Segmenter(words, Path(folder, "cache"), native=native)
            segmenter.words("热身")
            began = time.process_time()
            cuts.append([segmenter.words(text) for text in texts])
            cutting = time.process_time() - began
            name = segmenter.fingerprint[0]
            rows.append((name, characters / cutting / 1e6, cutting, _index(documents, segmenter)))
    table(("", "million characters/s", "cutting s", "index s"), rows)
    _differences(*cuts)


def _index(documents: Sequence[IndexDocument], segmenter: Segmenter) -> float:
    with temporary_kb("whoosh") as kb:
        vars(kb)["segmenter"] = segmenter
        began = time.process_time()
        build_index(kb, documents)
        return time.process_time() - began


def _differences(ours: Sequence[list[str]], theirs: Sequence[list[str]]) -> None:
    pairs = [(_ends(mine), _ends(other)) for mine, other in zip(ours, theirs, strict=True)]
    both = sum(len(one | two) for one, two in pairs)
    apart = sum(len(one ^ two) for one, two in pairs)
    print(f"boundaries that only one of them has: {apart:,} of {both:,}")


def _ends(words: Iterable[str]) -> set[int]:
    at, ends = 0, set()
    for word in words:
        at += len(word)
        ends.add(at)
    return ends


if __name__ == "__main__":
    main()
