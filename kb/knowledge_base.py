"""A knowledge base that is open: its home, settings, vocabulary, segmenter and engine.

Each part is imported when it is first asked for: `kb list` reads the corpus only, and importing the
rest takes longer than that.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kb.corpus import Corpus
from kb.errors import KbError
from kb.files import Home, Settings, load_settings
from kb.rights import COMMAND_LINE, Actor

if TYPE_CHECKING:
    from kb.enrich import AspectClassifier, FigureReader, Vocabulary
    from kb.index import Lexicon, Vectors
    from kb.index.engines import Engine
    from kb.meaning import Encoder
    from kb.text import Segmenter


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything a command or a page works with. Vocabulary and engine are opened when first asked
    for; to see a changed vocabulary, open the knowledge base again."""

    home: Home
    settings: Settings
    actor: Actor = COMMAND_LINE

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

        return open_engine(self.settings.engine, self.home.index, self.settings.opensearch)

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


def open_knowledge_base(home: Home) -> KnowledgeBase:
    """Open the knowledge base in a home; ConfigError when its settings are wrong."""
    return KnowledgeBase(home, load_settings(home))
