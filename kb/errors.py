"""The one family of errors.

KbError
├── ConfigError              home folder, kb.toml, host to bind
├── SourceError              a file that cannot be read
│   ├── UnsupportedSource
│   ├── UnreadableSource
│   ├── TooLargeSource
│   ├── EncryptedSource
│   └── EmptySource
│       └── NoTextLayer
├── CorpusError              a Markdown or YAML file of the corpus that is wrong
│   ├── NotFoundError
│   └── ConflictError        somebody else changed it meanwhile
├── StorageError             the disk or the database takes nothing
│   └── StorageFull
├── RemoteError              the git repository that the corpus follows
├── QueryError               a filter or option that means nothing
└── EngineError              the search index
    ├── IndexMissing
    ├── IndexStale
    ├── IndexBusy
    ├── IndexDamaged
    └── EngineUnavailable

Messages are Chinese: a person reads them on the terminal or a page. Two places show the errors that
nothing below them has handled: kb/cli/__init__.py and webapp/errors.py. Other code catches an error
of the family only where it can go on without the failed part: ingest skips a bad file, a form shows
again what was typed, a background thread tries again later.
"""

from __future__ import annotations

# Characters of what a server said, for the log.
_MOST_ORIGINAL = 300


class KbError(Exception):
    """An error that a person can act on.

    `message` says what is wrong, `where` names the file (and line) or setting, `hint` says what
    to do about it. All three are Chinese, the last two may be empty. `original` is what a server or a
    library said, in its own words: for the log and the terminal, never for a page.
    """

    exit_code = 1

    def __init__(
        self, message: str, *, where: str = "", hint: str = "", original: object = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint
        self.original = " ".join(str(original).split())[:_MOST_ORIGINAL]

    def __str__(self) -> str:
        text = f"{self.where}：{self.message}" if self.where else self.message
        return f"{text}（{self.hint}）" if self.hint else text

    @property
    def quoted(self) -> str:
        """The original in brackets, for a line of the log or the terminal; "" without one."""
        return f"（原文：{self.original}）" if self.original else ""


class ConfigError(KbError):
    """The home folder or a setting is missing or wrong."""

    exit_code = 2


class TemplateError(ConfigError):
    """A bank's own template for exports cannot be used."""


class SourceError(KbError):
    """A source file cannot be read."""


class UnsupportedSource(SourceError):
    """No reader exists for this format."""


class UnreadableSource(SourceError):
    """The bytes are not what the format promises."""


class TooLargeSource(SourceError):
    """The file, or the memory or time that reading it takes, exceeds the limits; it may be a bomb."""


class EncryptedSource(SourceError):
    """The file needs a password."""


class EmptySource(SourceError):
    """The file holds no text."""


class NoTextLayer(EmptySource):
    """The file holds only pictures of text, as scanners make them."""


class CorpusError(KbError):
    """A file of the corpus cannot be understood."""


class NotFoundError(CorpusError):
    """No bulletin, entry or practice has this name."""


def no_bulletin(bulletin_id: str, hint: str = "用 kb list 查看全部简报") -> NotFoundError:
    """The error when no bulletin has this id."""
    return NotFoundError(f"没有编号为“{bulletin_id}”的简报", hint=hint)


def no_entry(entry_id: str) -> NotFoundError:
    """The error when no entry has this id."""
    return NotFoundError(f"没有编号为“{entry_id}”的条目", hint="用 kb search 查找条目编号")


class ConflictError(CorpusError):
    """Somebody else changed it since this person opened it."""


class StorageError(KbError):
    """The disk or the database takes nothing now: locked, read-only, without permission."""


class StorageFull(StorageError):
    """The disk is full, or a quota used up."""


class RemoteError(KbError):
    """The corpus cannot follow the git repository that kb.toml names."""


class QueryError(KbError):
    """A filter or option that means nothing; query text itself never raises."""

    exit_code = 2


class EngineError(KbError):
    """The search index cannot serve."""


class IndexMissing(EngineError):
    """There is no index yet."""


class IndexStale(EngineError):
    """The index was made with another schema, segmenter or dictionary."""


class IndexBusy(EngineError):
    """Another process is writing the index."""

    exit_code = 75


class IndexDamaged(EngineError):
    """The files of the index are not the ones that were written."""


class EngineUnavailable(EngineError):
    """The engine named in kb.toml is unknown or not installed, or its cluster does not answer."""

    exit_code = 2
