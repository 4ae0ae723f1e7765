"""The analysis of many documents, in several processes if asked: cutting words takes most of the
time of building an index."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from itertools import islice

from kb.index.documents import IndexDocument, Prepared, prepare
from kb.text import Recipe, Segmenter

# How many documents a process gets at once, and how many portions wait for each process.
PORTION = 64
WAITING = 2

# In a helper: a segmenter is loaded once.
_segmenter = cache(Segmenter)


def prepare_all(
    documents: Iterable[IndexDocument], segmenter: Segmenter, processes: int = 1
) -> Iterator[Prepared]:
    """Each document prepared, in their order; with `processes` of 2 or more, in so many helpers
    next to this process. Few documents are held at a time."""
    if processes == 1:
        yield from (prepare(document, segmenter) for document in documents)
        return
    rest = iter(documents)
    waiting: deque[Future[list[Prepared]]] = deque()
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        while portion := list(islice(rest, PORTION)):
            waiting.append(pool.submit(_prepare, portion, segmenter.recipe))
            if len(waiting) > WAITING * processes:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _prepare(portion: list[IndexDocument], recipe: Recipe) -> list[Prepared]:
    segmenter = _segmenter(*recipe)
    return [prepare(document, segmenter) for document in portion]
