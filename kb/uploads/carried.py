"""What is kept when an editor says anew how many issues a file holds: corrections, and what the new
reading stands in the place of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

from kb.corpus import Corpus
from kb.errors import KbError
from kb.intake import Kept, Known, KnownBulletin, merged
from kb.model import Bulletin
from kb.structure import Structured
from kb.uploads.revisions import latest
from kb.uploads.shelf import Grouping, Shelf


def carried(
    corpus: Corpus,
    known: Known,
    shelf: Shelf,
    grouping: Grouping,
    structured: Structured,
    read_again: Callable[[int], Bulletin],
) -> Kept:
    """What was just read of a file that an editor has grouped, with the corrections made before.
    `read_again` reads an issue of the file as the program does (0 is the whole)."""
    bulletin = structured.bulletin
    result = Kept(bulletin, furniture=structured.furniture)
    befores = [
        *_in_corpus(corpus, known, bulletin.source.sha256, read_again),
        *_in_uploads(shelf, grouping),
    ]
    for old, before in befores:
        found = merged(result.bulletin, old, before, result.furniture)
        lost = (*result.lost, *found.lost)
        result = replace(found, count=result.count + found.count, lost=lost)
    return result


def replaced(
    known: Known, grouping: Grouping | None, bulletin: Bulletin, before: Bulletin | None
) -> tuple[KnownBulletin, ...]:
    """The bulletins of the corpus in whose place this one stands, besides `before`, which it updates:
    the issues of its file if it is the whole; the whole, and issues that there no longer are, if it
    is one of the issues."""
    if grouping is None:
        return ()
    count = len(grouping.cuts) + 1
    parts = range(1, count + 1) if count > 1 else (0,)
    return tuple(
        other
        for other in known.of_source(bulletin.source.sha256)
        if other.part not in parts and (before is None or other.id != before.id)
    )


def _in_corpus(
    corpus: Corpus, known: Known, sha256: str, read_again: Callable[[int], Bulletin]
) -> Iterator[tuple[Bulletin, Bulletin]]:
    """The bulletins that came from the file, as the program reads them and as they are."""
    for other in known.of_source(sha256):
        with suppress(KbError):  # an issue that the program does not find
            yield read_again(other.part), corpus.load_bulletin(other.id)


def _in_uploads(shelf: Shelf, grouping: Grouping) -> Iterator[tuple[Bulletin, Bulletin]]:
    """The uploads that the file was before, the earliest first, as read and as corrected."""
    for origin in grouping.origins:
        yield from _in_uploads(shelf, shelf.grouping(origin) or Grouping())
        with suppress(KbError):  # it was not read yet
            reading = shelf.reading(origin)
            yield reading.bulletin, latest(shelf, origin, reading).bulletin
