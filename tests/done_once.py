"""What every test would do again with the same result: done once in a process.

Nothing here changes a result; it is remembered by all that it depends on.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from types import CodeType
from typing import Any, TypeVar

import pytest
from flask import Flask
from flask.templating import Environment
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule

from kb.corpus import aspect_lexicon, everyday_lexicon, indicator_lexicon, vocabulary_files
from kb.enrich import AspectClassifier, FigureReader, Vocabulary
from kb.index.documents import Found, found_in
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin
from kb.text.segment import Segmenter

T = TypeVar("T")


@contextmanager
def done_once(jieba_cache: Path) -> Iterator[None]:
    """While this lasts, what is in this module is done once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(KnowledgeBase, "segmenter", _segmenter(jieba_cache))
        _share_lookups(patch)
        for module, loader in _LOADERS:
            patch.setattr(module, loader, _loaded(getattr(module, loader)))
        patch.setattr(Flask, "create_jinja_environment", _environments())
        patch.setattr(Rule, "_compile_builder", _builders())
        yield


def _segmenter(jieba_cache: Path) -> cached_property[Segmenter]:
    """To load jieba's dictionary takes a second: knowledge bases with the same words share it."""

    @cache
    def made(words: frozenset[str]) -> Segmenter:
        return Segmenter(words, jieba_cache)

    shared = cached_property(lambda kb: made(kb.user_words))
    shared.__set_name__(KnowledgeBase, "segmenter")
    return shared


def _share_lookups(patch: pytest.MonkeyPatch) -> None:
    """Knowledge bases with the same files share what looks up practices, aspects and figures, and what
    was found out with it: the same bulletins are in most homes. Lookups that a test makes by itself, to
    measure them for one, remember nothing."""
    vocabulary = cache(Vocabulary)
    classifier = cache(AspectClassifier)
    reader = cache(FigureReader)
    shared: set[int] = set()

    def part(name: str, make: Callable[[KnowledgeBase], object]) -> None:
        def lent(kb: KnowledgeBase) -> object:
            made = make(kb)
            shared.add(id(made))  # kept by its cache: no other object gets its number
            return made

        whole = cached_property(lent)
        whole.__set_name__(KnowledgeBase, name)
        patch.setattr(KnowledgeBase, name, whole)

    part("vocabulary", lambda kb: vocabulary(kb.corpus.practices(), kb.corpus.organisations()))
    part("aspects", lambda kb: classifier(kb.corpus.aspects()))
    part("figure_reader", lambda kb: reader(kb.corpus.indicators()))

    practices_in, scores = Vocabulary.practices_in, AspectClassifier.scores
    known: dict[Hashable, Any] = {}

    def remembered(whose: object, key: Hashable, find: Callable[[], T]) -> T:
        if id(whose) not in shared:
            return find()
        if (whole := (id(whose), key)) not in known:
            known[whole] = find()
        found: T = known[whole]
        return found

    def practices(self: Vocabulary, text: str) -> tuple[str, ...]:
        return remembered(self, text, lambda: practices_in(self, text))

    def scored(self: AspectClassifier, sentence: Any, title: Any = None) -> Any:
        key = (sentence, tuple((title or {}).items()))
        return remembered(self, key, lambda: scores(self, sentence, title))

    def found(bulletin: Bulletin, vocabulary: Vocabulary) -> Iterator[Found]:
        return iter(remembered(vocabulary, bulletin, lambda: tuple(found_in(bulletin, vocabulary))))

    patch.setattr(Vocabulary, "practices_in", practices)
    patch.setattr(AspectClassifier, "scores", scored)
    for module in ("kb.index.documents", "kb.index.analyses"):
        patch.setattr(import_module(module), "found_in", found)


# What reads a file of the vocabulary: the first vocabulary, which most homes have, is 128 files of YAML.
_LOADERS = (
    (vocabulary_files, "load_practice"),
    (vocabulary_files, "load_organisations"),
    (aspect_lexicon, "load_aspects"),
    (indicator_lexicon, "load_indicators"),
    (everyday_lexicon, "load_everyday"),
)


def _loaded(plain: Callable[[str, str], T]) -> Callable[[str, str], T]:
    """What a loader makes of a text, which nobody changes."""
    known: dict[str, T] = {}

    def load(text: str, where: str) -> T:
        if text not in known:
            known[text] = plain(text, where)  # an error names the file
        return known[text]

    return load


class _Templates(BytecodeCache):
    """The compiled templates of this process, by name and text."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._known[bucket.key, bucket.checksum] = bucket.code


def _environments() -> Callable[[Flask], Environment]:
    """To compile the templates of a page takes longer than all the rest of it."""
    templates = _Templates()
    plain = Flask.create_jinja_environment

    def create_jinja_environment(app: Flask) -> Environment:
        environment = plain(app)
        environment.bytecode_cache = templates
        return environment

    return create_jinja_environment


def _builders() -> Callable[..., object]:
    """Werkzeug compiles two functions for each address of a site, most of the time that it takes to
    make one. They get the rule as an argument."""
    known: dict[object, object] = {}
    plain: Any = Rule._compile_builder

    def compile_builder(rule: Rule, append_unknown: bool = True) -> object:
        defaults = sorted((rule.defaults or {}).items())
        key = (rule.rule, tuple(rule._trace), repr(defaults), append_unknown)
        if key not in known:
            known[key] = plain(rule, append_unknown)
        return known[key]

    return compile_builder
