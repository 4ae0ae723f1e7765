"""A knowledge base that is open: its home, settings, vocabulary, segmenter and engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kb.corpus import Corpus
from kb.enrich import AspectClassifier, FigureReader, Vocabulary
from kb.errors import KbError
from kb.files import Home, Settings, load_settings
from kb.index import Vectors
from kb.index import fields as schema
from kb.index.engines import Engine, open_engine
from kb.meaning import Encoder, has_model, installed_model, open_encoder, why_no_encoder
from kb.text import Segmenter


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything a command or a page works with. Vocabulary and engine are opened when first
    asked for; to see a changed vocabulary, open the knowledge base again."""

    home: Home
    settings: Settings

    @cached_property
    def corpus(self) -> Corpus:
        """The Markdown files."""
        return Corpus(self.home)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Practices and organisations; CorpusError when a file of theirs is wrong."""
        return Vocabulary(self.corpus.practices(), self.corpus.organisations())

    @cached_property
    def aspects(self) -> AspectClassifier:
        """Tells the aspects of sentences; CorpusError when the file of their words is wrong."""
        return AspectClassifier(self.corpus.aspects())

    @cached_property
    def figure_reader(self) -> FigureReader:
        """Tells what figures measure; CorpusError when the file of indicators is wrong."""
        return FigureReader(self.corpus.indicators())

    @cached_property
    def segmenter(self) -> Segmenter:
        """jieba with the vocabulary and the accepted new words as user dictionary."""
        words = (*self.vocabulary.words(), *self.corpus.words().accepted)
        return Segmenter(words, self.home.state / "cache")

    @cached_property
    def engine(self) -> Engine:
        """The search engine that kb.toml names."""
        return open_engine(self.settings.engine, self.home.index)

    @cached_property
    def vectors(self) -> Vectors:
        """The vectors of the entries, where a model was installed and they were built."""
        return Vectors(self.home)

    @cached_property
    def encoder(self) -> Encoder | None:
        """The embedding model; None when there is none, the extra `semantic` is missing, or the
        model does not work (`kb check` says which)."""
        if why_no_encoder() or not has_model(self.home):
            return None
        try:
            return open_encoder(installed_model(self.home))
        except KbError:
            return None

    @property
    def fingerprint(self) -> str:
        """What the index must have been made with to be current."""
        return schema.fingerprint(self.segmenter.fingerprint)


def open_knowledge_base(home: Home) -> KnowledgeBase:
    """Open the knowledge base in a home; ConfigError when its settings are wrong."""
    return KnowledgeBase(home, load_settings(home))
