"""The analysis of many documents, in several processes if asked: cutting words takes most of the
time of building an index."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from itertools import islice

from kb.index.documents import IndexDocument, Prepared, prepare, prepare_words
from kb.index.engines import Packed, Resuming, Writer
from kb.text import Recipe, Segmenter

# How many documents a process gets at once, and how many portions wait for each process.
PORTION = 64
WAITING = 2

Packer = Callable[[Prepared], Packed]

# In a helper: a segmenter is loaded once.
_segmenter = cache(Segmenter)


def prepare_all(
    documents: Iterable[IndexDocument],
    segmenter: Segmenter,
    processes: int = 1,
    packer: Packer | None = None,
) -> Iterator[Prepared | Packed]:
    """Each document prepared, in their order, or packed for a writer that takes packed ones; with
    `processes` of 2 or more, in that many helpers next to this process. Few documents are held at a
    time."""
    if processes == 1:
        yield from (ready(document, segmenter, packer) for document in documents)
        return
    rest = iter(documents)
    waiting: deque[Future[list[Prepared | Packed]]] = deque()
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        while portion := list(islice(rest, PORTION)):
            waiting.append(pool.submit(_prepare, portion, segmenter.recipe, packer))
            if len(waiting) > WAITING * processes:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def ready(
    document: IndexDocument, segmenter: Segmenter, packer: Packer | None
) -> Prepared | Packed:
    """A document analysed, and packed for a writer that takes packed ones."""
    if packer is None:
        return prepare(document, segmenter)
    return packer(prepare_words(document, segmenter))


def put(writer: Writer, one: Prepared | Packed) -> None:
    """Put a document that is ready."""
    if isinstance(one, Packed):
        assert isinstance(writer, Resuming)
        writer.put_packed(one)
    else:
        writer.put(one)


def packer_of(writer: Writer) -> Packer | None:
    """How documents are packed for a writer; None where they are not."""
    return writer.packer if isinstance(writer, Resuming) else None


def _prepare(
    portion: list[IndexDocument], recipe: Recipe, packer: Packer | None
) -> list[Prepared | Packed]:
    segmenter = _segmenter(*recipe)
    return [ready(document, segmenter, packer) for document in portion]
