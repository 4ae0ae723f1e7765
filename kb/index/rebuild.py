"""Puts all bulletins into a new index.

To find out whom each sentence is about and to cut words takes most of the time, so several processes can
do it; this one writes. An engine whose index outlives the process is asked what an interrupted rebuild
has put already: these bulletins are not even read.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from kb.corpus import Corpus
from kb.enrich import Vocabulary
from kb.errors import CorpusError
from kb.files import Home
from kb.index.analyses import Analyses
from kb.index.documents import Prepared
from kb.index.engines import Packed, Resuming, Writer
from kb.index.prepare_many import Packer, packer_of, put, ready
from kb.model import Bulletin, Organisation, Practice
from kb.text import Recipe, Segmenter

# How many bulletins a process gets at once, and how many portions wait for each process.
PORTION = 2
WAITING = 2
# So few bulletins are analysed before helpers would have started.
FEW = 30

# The documents of a bulletin, ready to be put; or why it cannot be read.
Analysed = list[Prepared | Packed] | CorpusError


class Sources(Protocol):
    """What a rebuild uses of a knowledge base."""

    @property
    def home(self) -> Home:
        """Where its folders are."""

    @property
    def corpus(self) -> Corpus:
        """The bulletins to index."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The practices and organisations that tag entries."""

    @property
    def segmenter(self) -> Segmenter:
        """Cuts texts into words."""


class Wanted(Protocol):
    """The bulletins of a rebuild: their ids, and where to write down those that cannot be read."""

    ids: list[str]
    unread: dict[str, CorpusError]


@dataclass(frozen=True, slots=True)
class Going:
    """How a rebuild goes: who is called with (done, of) at every bulletin, and in how many processes it
    analyses."""

    progress: Callable[[int, int], None] | None = None
    processes: int = 1


def put_all(
    kb: Sources, writer: Writer, wanted: Wanted, images: Mapping[str, str], going: Going
) -> int:
    """Put the documents of all bulletins; returns how many were put. `images` say what each bulletin
    is made from."""
    resuming = writer if isinstance(writer, Resuming) else None
    there = resuming.resume(images) if resuming else frozenset()
    left = [bulletin_id for bulletin_id in wanted.ids if bulletin_id not in there]
    count, number = 0, len(wanted.ids) - len(left)
    Analyses(kb.home, kb.vocabulary).keep_only(wanted.ids)
    for bulletin_id, found in _analysed(kb, left, packer_of(writer), going.processes):
        number += 1
        if isinstance(found, CorpusError):
            wanted.unread[bulletin_id] = found
        else:
            count += len(found)
            for one in found:
                put(writer, one)
            if resuming:
                resuming.finish(bulletin_id, images[bulletin_id])
        if going.progress:
            going.progress(number, len(wanted.ids))
    return count


def _analysed(
    kb: Sources, ids: list[str], packer: Packer | None, processes: int
) -> Iterator[tuple[str, Analysed]]:
    """Each bulletin analysed, in their order. Few are held at a time."""
    if processes == 1 or len(ids) <= FEW:
        analyses = Analyses(kb.home, kb.vocabulary)
        for bulletin_id in ids:
            found = _read(kb.corpus, bulletin_id)
            yield bulletin_id, _of(found, analyses, kb.segmenter, packer)
        return
    given = (
        kb.home,
        kb.vocabulary.practices,
        kb.vocabulary.organisations,
        kb.segmenter.recipe,
        packer,
    )
    pool = ProcessPoolExecutor(
        processes, multiprocessing.get_context("spawn"), initializer=_begin, initargs=given
    )
    rest = iter(ids)
    waiting: deque[Future[list[tuple[str, Analysed]]]] = deque()
    try:
        while portion := list(islice(rest, PORTION)):
            waiting.append(pool.submit(_analyse, portion))
            if len(waiting) > WAITING * processes:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _read(corpus: Corpus, bulletin_id: str) -> Bulletin | CorpusError:
    try:
        return corpus.load_bulletin(bulletin_id)
    except CorpusError as error:
        return error


def _of(
    found: Bulletin | CorpusError,
    analyses: Analyses,
    segmenter: Segmenter,
    packer: Packer | None,
) -> Analysed:
    if isinstance(found, CorpusError):
        return found
    return [ready(document, segmenter, packer) for document in analyses.documents(found)]


# In a helper: analyses one bulletin.
_helper: Callable[[str], Analysed] | None = None


def _begin(
    home: Home,
    practices: Iterable[Practice],
    organisations: Iterable[Organisation],
    recipe: Recipe,
    packer: Packer | None,
) -> None:
    global _helper
    analyses = Analyses(home, Vocabulary(tuple(practices), tuple(organisations)))
    segmenter, corpus = Segmenter(*recipe), Corpus(home)

    def analyse(bulletin_id: str) -> Analysed:
        return _of(_read(corpus, bulletin_id), analyses, segmenter, packer)

    _helper = analyse


def _analyse(ids: list[str]) -> list[tuple[str, Analysed]]:
    assert _helper is not None
    return [(bulletin_id, _helper(bulletin_id)) for bulletin_id in ids]
