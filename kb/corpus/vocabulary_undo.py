"""Undoing a change of the vocabulary: a change like any other, or the reason why it cannot be made."""

from __future__ import annotations

from kb.corpus import vocabulary_history
from kb.corpus.folder import Corpus
from kb.corpus.vocabulary_history import FileChange, Plan, VocabularyChange
from kb.errors import ConflictError, CorpusError, NotFoundError


def plan_undo(corpus: Corpus, number: int) -> Plan:
    """Undo one change. NotFoundError when there is none with this number. ConflictError, which names
    the change that is in the way, when later ones changed the same files or build on it."""
    known = vocabulary_history.history(corpus)
    found = next((change for change in known if change.number == number), None)
    if found is None:
        raise NotFoundError(f"词表没有第 {number} 次修改", hint="请刷新页面")
    files = tuple(FileChange(f.path, f.after, f.before) for f in reversed(found.files))
    plan = Plan(f"撤销：{found.what}", files)
    left = {f.path: f.after for f in found.files}
    changed = {path for path, text in left.items() if corpus.vocabulary_text(path) != text}
    if changed:
        later = _later(known, number, changed)
        reason = f"“{later.what}”又改了同一处" if later else "有人在文件里改了同一处"
        raise ConflictError(f"不能撤销“{found.what}”：后来{reason}", hint=_advice(later))
    try:
        vocabulary_history.after(corpus, plan)
    except CorpusError as error:
        raise ConflictError(
            f"不能撤销“{found.what}”：后来的修改要用到它（{error.message}）",
            hint="请先改掉用到它的地方，例如别的做法的上位做法和相关做法，再撤销",
        ) from error
    return plan


def _later(
    known: tuple[VocabularyChange, ...], number: int, paths: set[str]
) -> VocabularyChange | None:
    """The last change after this one of any of these files; changes come newest first."""
    return next(
        (c for c in known if c.number > number and any(f.path in paths for f in c.files)), None
    )


def _advice(later: VocabularyChange | None) -> str:
    if later is None:
        return "请在词表里直接修改"
    return "请先撤销后来的那一次，再撤销这一次；或者在词表里直接修改"
