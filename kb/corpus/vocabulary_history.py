"""Planned changes of the vocabulary: what they would leave, how they are made, and the record of them.

A plan is the list of files that would change, with their text before and after. Each change is recorded in
state/vocabulary-history/0003.json before it is made; undoing it is a new change.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from kb.corpus.changes import By
from kb.corpus.folder import Corpus
from kb.corpus.vocabulary_files import checked, load_organisations, load_practice
from kb.errors import ConflictError, CorpusError
from kb.files import remove_durably, write_durably
from kb.model import Organisation, Practice
from kb.rights import Right

ORGANISATIONS = "organisations.yml"


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file of the vocabulary, by its path in the corpus, with its text before and after; None is
    no file."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A change that can be made: its description in Chinese, and its files in the order of writing."""

    what: str
    files: tuple[FileChange, ...]


@dataclass(frozen=True, slots=True)
class VocabularyChange:
    """A change that was made."""

    number: int
    when: datetime
    who: str
    what: str
    files: tuple[FileChange, ...]


def make(corpus: Corpus, plan: Plan, by: By) -> None:
    """Make a planned change and record it; the caller holds the writer lock. ConflictError, and
    nothing is changed, when a file has changed since the plan was made; Forbidden without the right
    to the vocabulary."""
    by.require(Right.VOCABULARY)
    seen = {f.path: f.before for f in reversed(plan.files)}
    if any(corpus.vocabulary_text(path) != text for path, text in seen.items()):
        raise ConflictError("词表刚被别人改过", hint="请看过现在的内容，再改一次")
    files = tuple(f for f in plan.files if f.before != f.after)
    if not files:
        return
    folder = _folder(corpus)
    number = 1 + max((int(path.stem) for path in folder.glob("[0-9]*.json")), default=0)
    made = VocabularyChange(number, by.when, by.who, plan.what, files)
    data = asdict(made) | {"when": by.when.isoformat(timespec="seconds")}
    text = json.dumps(data, ensure_ascii=False, indent=1)
    write_durably(folder / f"{number:04d}.json", text.encode())
    for change in files:
        path = corpus.root / change.path
        if change.after is None:
            remove_durably(path)
        else:
            write_durably(path, change.after.encode())


def history(corpus: Corpus) -> tuple[VocabularyChange, ...]:
    """All changes, the newest first; CorpusError at a damaged record."""
    paths = sorted(_folder(corpus).glob("[0-9]*.json"), reverse=True)
    return tuple(map(_load, paths))


def after(corpus: Corpus, plan: Plan) -> tuple[tuple[Practice, ...], tuple[Organisation, ...]]:
    """Practices and organisations as they would be after a plan; CorpusError when they would
    contradict each other."""
    changed = {change.path: change.after for change in plan.files}
    practices = []
    for path in sorted({*corpus.practice_files(), *(p for p in changed if "/" in p)}):
        text = changed.get(path, corpus.vocabulary_text(path))
        if text is not None:
            practices.append(load_practice(text, path))
    organisations = changed.get(ORGANISATIONS, corpus.vocabulary_text(ORGANISATIONS))
    return (
        checked(practices, "practices"),
        load_organisations(organisations or "", ORGANISATIONS),
    )


def _folder(corpus: Corpus) -> Path:
    return corpus.home.state / "vocabulary-history"


def _load(path: Path) -> VocabularyChange:
    try:
        data = json.loads(path.read_text("utf-8"))
        return VocabularyChange(
            number=int(data["number"]),
            when=datetime.fromisoformat(data["when"]),
            who=str(data["who"]),
            what=str(data["what"]),
            files=tuple(FileChange(**change) for change in data["files"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CorpusError(
            "词表的修改记录已损坏", where=str(path), hint="可从备份恢复这个文件"
        ) from error
