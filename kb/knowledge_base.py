"""A knowledge base that is open: its home, settings, vocabulary, segmenter and engine.

Each part is imported when it is first asked for: `kb list` reads the corpus only, and importing the
rest takes longer than that.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kb.corpus import Audiences, Corpus, VisibleCorpus, meanings
from kb.errors import CorpusError, KbError
from kb.files import Home, Settings, load_settings
from kb.rights import COMMAND_LINE, Actor, Right, require

if TYPE_CHECKING:
    from kb.enrich import AspectClassifier, FigureReader, Vocabulary
    from kb.index import Lexicon, Vectors
    from kb.index.engines import Engine
    from kb.meaning import Encoder
    from kb.query import EverydayWords, SpelledNames
    from kb.text import Segmenter


# Parts of a knowledge base that are kept open: one for each set of names that people have.
MOST_VIEWS = 64


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything a command or a page works with. Vocabulary and engine are opened when first asked
    for; to see a changed vocabulary, open the knowledge base again."""

    home: Home
    settings: Settings
    actor: Actor = COMMAND_LINE

    def seen_by(self, actor: Actor) -> KnowledgeBase:
        """The knowledge base as an actor sees it; Forbidden when they may not read.

        Who may edit sees all bulletins. Others see those for everybody, and those for their bank or
        one of their groups: nothing they are shown, counted or offered depends on the rest.
        """
        require(actor, Right.READ)
        if actor.may(Right.EDIT):
            return (
                self if actor == self.actor else _Whole(self.home, self.settings, actor, whole=self)
            )
        names = _names(actor, self.vocabulary)
        view = self._views.get(names)
        if view is None:
            if len(self._views) >= MOST_VIEWS:
                self._views.clear()
            view = self._views.setdefault(names, View(self, names))
        return PartOfKnowledgeBase(self.home, self.settings, actor, whole=self, view=view)

    @property
    def sees_all(self) -> bool:
        """Is nothing hidden from this actor?"""
        return True

    @property
    def hidden(self) -> frozenset[str]:
        """The ids of the bulletins that this actor may not see."""
        return frozenset()

    @cached_property
    def _views(self) -> dict[frozenset[str], View]:
        return {}

    @cached_property
    def audiences(self) -> Audiences:
        """Who may see which bulletin."""
        return Audiences(self.corpus)

    @cached_property
    def corpus(self) -> Corpus:
        """The Markdown files."""
        return Corpus(self.home)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Practices and organisations; CorpusError when a file of theirs is wrong."""
        from kb.enrich import Vocabulary

        return Vocabulary(self.corpus.practices(), self.corpus.organisations())

    @cached_property
    def aspects(self) -> AspectClassifier:
        """Finds the aspects of sentences; CorpusError when the lexicon file is wrong."""
        from kb.enrich import AspectClassifier

        return AspectClassifier(self.corpus.aspects())

    @cached_property
    def everyday(self) -> EverydayWords:
        """What people say for terms of the trade; nothing when the lexicon file is wrong (`kb check`
        says so): a search needs it less than anything else."""
        from kb.query import EverydayWords
        from kb.text import normalize

        try:
            groups = self.corpus.everyday()
        except CorpusError:
            groups = ()
        known = map(normalize, (*self.user_words, *self._indicator_words))
        return EverydayWords(meanings(groups), self.vocabulary, self.segmenter, known)

    @cached_property
    def spelled(self) -> SpelledNames:
        """Names of the vocabulary, banks under their short names, accepted words and indicators, to
        look them up by their pinyin."""
        from kb.query import SpelledNames
        from kb.text import normalize

        short = self.vocabulary.short_bank_names()
        return SpelledNames(map(normalize, (*self.user_words, *self._indicator_words, *short)))

    @cached_property
    def _indicator_words(self) -> frozenset[str]:
        """The names of the indicators and the words that stand for them; none when their file is wrong
        (`kb check` says so)."""
        try:
            return self.corpus.indicators().every_word
        except CorpusError:
            return frozenset()

    @property
    def user_words(self) -> frozenset[str]:
        """The user dictionary: every name of the vocabulary, and the accepted new words."""
        return frozenset((*self.vocabulary.words(), *self.corpus.words().accepted))

    @cached_property
    def figure_reader(self) -> FigureReader:
        """Tells what figures measure; CorpusError when the file of indicators is wrong."""
        from kb.enrich import FigureReader

        return FigureReader(self.corpus.indicators())

    @cached_property
    def segmenter(self) -> Segmenter:
        """jieba with the user dictionary."""
        from kb.text import Segmenter

        return Segmenter(self.user_words, self.home.state / "cache")

    @cached_property
    def engine(self) -> Engine:
        """The search engine that kb.toml names."""
        from kb.index.engines import open_engine

        engine, cluster = self.settings.engine, self.settings.opensearch
        return open_engine(engine, self.home.index, cluster, self.home.path)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of the index, to look up mistyped ones."""
        from kb.index import Lexicon

        return Lexicon(self.engine)

    @cached_property
    def vectors(self) -> Vectors:
        """The vectors of the entries, if a model is installed and they were built."""
        from kb.index import Vectors

        return Vectors(self.home)

    @cached_property
    def encoder(self) -> Encoder | None:
        """The embedding model; None when there is none, the extra `semantic` is missing, or the
        model does not work (`kb check` says which)."""
        from kb.meaning import has_model, installed_model, open_encoder, why_no_encoder

        if why_no_encoder() or not has_model(self.home):
            return None
        try:
            return open_encoder(installed_model(self.home))
        except KbError:
            return None

    @property
    def fingerprint(self) -> str:
        """The fingerprint that a current index has."""
        from kb.index import fields

        return fields.fingerprint(self.segmenter.fingerprint)


@dataclass(frozen=True, kw_only=True)
class _Whole(KnowledgeBase):
    """All of an open knowledge base, for another actor."""

    whole: KnowledgeBase

    @property
    def corpus(self) -> Corpus:
        return self.whole.corpus

    @property
    def audiences(self) -> Audiences:
        return self.whole.audiences

    @property
    def vocabulary(self) -> Vocabulary:
        return self.whole.vocabulary

    @property
    def aspects(self) -> AspectClassifier:
        return self.whole.aspects

    @property
    def everyday(self) -> EverydayWords:
        return self.whole.everyday

    @property
    def spelled(self) -> SpelledNames:
        return self.whole.spelled

    @property
    def figure_reader(self) -> FigureReader:
        return self.whole.figure_reader

    @property
    def segmenter(self) -> Segmenter:
        return self.whole.segmenter

    @property
    def engine(self) -> Engine:
        return self.whole.engine

    @property
    def lexicon(self) -> Lexicon:
        return self.whole.lexicon

    @property
    def vectors(self) -> Vectors:
        return self.whole.vectors

    @property
    def encoder(self) -> Encoder | None:
        return self.whole.encoder


class View:
    """What the people with some names may see of an open knowledge base."""

    def __init__(self, whole: KnowledgeBase, names: frozenset[str]) -> None:
        self.names = names
        self.corpus = VisibleCorpus(whole.audiences, whole.corpus, names)
        self._whole = whole
        self._opened: tuple[frozenset[str], Engine, Lexicon] | None = None

    @property
    def engine(self) -> Engine:
        """The documents that are visible now, by the index and by the corpus."""
        return self._now()[1]

    @property
    def lexicon(self) -> Lexicon:
        """The words of these documents."""
        _, engine, own = self._now()
        # Another one only where it would differ: it takes a second for a year of daily news.
        hides = engine.status().documents < self._whole.engine.status().documents
        return own if hides else self._whole.lexicon

    def _now(self) -> tuple[frozenset[str], Engine, Lexicon]:
        from kb.index import Lexicon, visible_match

        hidden = self._whole.audiences.hidden_from(self.names)
        opened = self._opened
        if opened is None or opened[0] != hidden:
            engine = self._whole.engine.within(visible_match(self.names, hidden))
            opened = self._opened = hidden, engine, Lexicon(engine)
        return opened


@dataclass(frozen=True, kw_only=True)
class PartOfKnowledgeBase(_Whole):
    """What an actor may see of an open knowledge base."""

    view: View

    @property
    def sees_all(self) -> bool:
        return False

    @property
    def hidden(self) -> frozenset[str]:
        return self.whole.audiences.hidden_from(self.view.names)

    @property
    def corpus(self) -> Corpus:
        return self.view.corpus

    @property
    def engine(self) -> Engine:
        return self.view.engine

    @property
    def lexicon(self) -> Lexicon:
        return self.view.lexicon


def open_knowledge_base(home: Home) -> KnowledgeBase:
    """Open the knowledge base in a home; ConfigError when its settings are wrong."""
    return KnowledgeBase(home, load_settings(home))


def _names(actor: Actor, vocabulary: Vocabulary) -> frozenset[str]:
    """The names by which bulletins may be visible to an actor: groups, and their bank under all names
    that the vocabulary has for it."""
    bank = {actor.bank} - {""}
    for known in vocabulary.organisations:
        if actor.bank in (known.name, *known.aliases):
            bank |= {known.name, *known.aliases}
    return frozenset((*actor.groups, *bank))
