"""Offering what a person may have meant: names that sound or look like what was typed.

Offered, never imposed, and only what finds more than what was typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from kb.index.engines import Level, Request
from kb.knowledge_base import KnowledgeBase
from kb.query import is_plain, parse, spellings
from kb.search.asking import ENOUGH, read
from kb.search.near_names import distance_of
from kb.search.results import ResultPage
from kb.text import MistypedWords, normalize

OFFERED = 3
MAX_LENGTH = 24
# A text longer than this has nothing to be corrected in.
PARSED_LENGTH = 120
# This many corrections are tried; each costs a search.
TRIED = 24


@dataclass(frozen=True, slots=True)
class _Offer:
    """`name` in the place of `typed`; the smaller `distance`, the more alike."""

    typed: str
    name: str
    distance: int
    known: bool


def offered(kb: KnowledgeBase, page: ResultPage, *, wait: bool = True) -> tuple[str, ...]:
    """What to offer with a page of results: nothing when enough was found as typed."""
    return did_you_mean(kb, page.query.text, wait=wait) if page.complete < ENOUGH else ()


def prepare_offers(kb: KnowledgeBase) -> None:
    """Arrange the words and names that are offered, before somebody waits for them. EngineError
    when the index cannot serve."""
    kb.lexicon.words().prepare()
    kb.vocabulary.mistyped.prepare()


def did_you_mean(kb: KnowledgeBase, text: str, *, wait: bool = True) -> tuple[str, ...]:
    """Other texts to search for, best first; at most three. None for a long or empty text, or one
    with quotes, operators or fields. Each string of the text is corrected by itself, so that nothing
    is lost across a space; pinyin of a name is read as a whole. Without `wait`, the words of the index
    are those that were prepared last."""
    typed = text.split()
    if len(text) > PARSED_LENGTH or not is_plain(parse(text).tree):
        return ()
    if spelled := _spelled(kb, normalize(text)):
        return spelled
    if len("".join(typed)) > MAX_LENGTH:
        return ()
    words = kb.lexicon.words() if wait else kb.lexicon.at_hand
    offers = sorted(
        (
            (offer.distance, not offer.known, -len(offer.name), offer.name, place, offer.typed)
            for place, string in enumerate(map(normalize, typed))
            if len(string) > 1 and not kb.vocabulary.mistyped.has(string)
            for offer in (*_names(kb, string), *_words(words, string))
        )
    )
    found: dict[str, None] = {}
    heard: dict[str, None] = {}
    before = _found(kb, text)
    for distance, unknown, _, name, place, wrong in offers[:TRIED]:
        corrected = list(typed)
        corrected[place] = normalize(typed[place]).replace(wrong, name, 1)
        offer = " ".join(corrected)
        if offer in found or offer == text or (distance and any(_found(kb, wrong))):
            continue  # what entries have is another word, and no typo
        if _found(kb, offer) > before:
            found[offer] = None
        elif not (unknown or distance or any(before)) and _found(kb, name) > _found(kb, wrong):
            heard[offer] = None
        if len(found) == OFFERED:
            break
    # Where no entry has all of a text, a name that sounds the same is still better.
    return tuple(found or list(heard)[:OFFERED])


def _spelled(kb: KnowledgeBase, normal: str) -> tuple[str, ...]:
    """The text with names in the place of letters that spell them: the ways that find something, and
    where no entry has all of the text, the first way with names that entries have."""
    read_as = kb.spelled.read(normal, lambda word: any(_found(kb, word)))
    texts = [normal] if read_as else []
    for letters, parts in read_as.items():
        there = [[name for name in names if any(_found(kb, name))] for names in parts]
        ways = [" ".join(names) for names in islice(product(*there), OFFERED)]
        texts = [text.replace(letters, way, 1) for text in texts for way in ways][:OFFERED]
    return tuple(text for text in texts if any(_found(kb, text))) or tuple(texts[:1])


def _names(kb: KnowledgeBase, typed: str) -> Iterator[_Offer]:
    """Names of the vocabulary in the place of a piece of the text as long as they are. What is a
    known name, or begins or ends inside one, is as it was meant."""
    known = kb.vocabulary.mistyped
    named = list(known.places(typed))
    for length in range(2, len(typed) + 1):
        for start in range(len(typed) - length + 1):
            piece = typed[start : start + length]
            if any(_is_taken(start, start + length, *name) for name in named):
                continue
            holds_name = any(start <= begins and ends <= start + length for begins, ends in named)
            for name in set(known.like(piece, length)):
                distance = None if name in typed else distance_of(piece, name)
                # 不良贷款率降 holds a name, and is not 不良贷款听证 with two mistakes.
                if distance is None or (distance > 1 and holds_name):
                    continue
                if name not in spellings(piece):
                    yield _Offer(piece, name, distance, known=True)


def _is_taken(start: int, end: int, name_start: int, name_end: int) -> bool:
    """Is what stands from `start` to `end` a name or a part of it, or does it end inside the name?"""
    shares = name_start < end and start < name_end
    holds_more = start <= name_start and name_end <= end and end - start > name_end - name_start
    return shares and not holds_more


def _words(known: MistypedWords | None, typed: str) -> Iterator[_Offer]:
    """Words of the index in the place of the whole text."""
    if known is None:
        return
    for length in (len(typed) - 1, len(typed), len(typed) + 1):
        for word in set(known.like(typed, length)):
            distance = distance_of(typed, word)
            if distance is not None and word != typed:
                yield _Offer(typed, word, distance, known=False)


def _found(kb: KnowledgeBase, text: str) -> tuple[int, int]:
    """How many entries contain the strings of a text, and how many its words."""
    lowered = read(kb, text, expand=False, strict=True).lowered
    counts = kb.engine.search(Request(lowered.match, scattered=lowered.scattered, size=0)).counts
    return counts[Level.FULL], counts[Level.SCATTERED]
