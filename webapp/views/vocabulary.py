"""The vocabulary editor: practices and organisations, what a change does, and its history.

The lexicons of aspects and indicators have views of their own (lexicons.py)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.corpus import (
    Aspect,
    Corpus,
    EverydayGroup,
    IndicatorLexicon,
    digest,
    vocabulary_changes,
    vocabulary_history,
    vocabulary_undo,
)
from kb.errors import CorpusError, EngineError, NotFoundError
from kb.insights import VocabularyEffect, vocabulary_effect
from kb.model import Organisation, Practice
from webapp.access import Right, takes
from webapp.services import site, site_holder, updater, writing
from webapp.views.vocabulary_forms import Editing, Fields

blueprint = Blueprint("vocabulary", __name__, url_prefix="/vocabulary")

# Changes of the vocabulary that the page lists, and characters of one typed field.
LISTED = 50
LONGEST = 4000
_DONE = {
    "saved": "已保存，检索和归类已按新词表。",
    "lexicon": "已保存，对照和数据页面已按新词表显示。",
    "undone": "已撤销，检索和归类已按新词表。",
}
_INDEXING = {"saved": "已保存，索引正在后台更新。", "undone": "已撤销，索引正在后台更新。"}
LABELS = {
    "name": "名称",
    "aliases": "别名",
    "patterns": "句式",
    "exceptions": "例外",
    "broader": "上位做法",
    "related": "相关做法",
    "note": "说明",
    "branches": "支行",
}


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The whole vocabulary, the latest changes, and what was done just now; `found` is what to say
    when the index has followed, "" when it has."""

    practices: tuple[Practice, ...]
    organisations: tuple[Organisation, ...]
    aspects: tuple[Aspect, ...]
    indicators: IndicatorLexicon
    everyday: tuple[EverydayGroup, ...]
    changes: tuple[vocabulary_history.VocabularyChange, ...]
    done: str = ""
    found: str = ""


@blueprint.get("")
@takes(Right.VOCABULARY)
def index() -> str:
    """Practices, organisations, lexicons and the latest changes."""
    corpus = site().kb.corpus
    done = request.args.get("done", "")
    later = done in _INDEXING and updater().pending
    page = IndexPage(
        practices=site().kb.vocabulary.practices,
        organisations=site().kb.vocabulary.organisations,
        aspects=corpus.aspects().aspects,
        indicators=corpus.indicators(),
        everyday=corpus.everyday(),
        changes=vocabulary_history.history(corpus)[:LISTED],
        done=_INDEXING[done] if later else _DONE.get(done, ""),
        found=_DONE[done] if later else "",
    )
    return render_template("vocabulary/index.html", page=page)


@blueprint.get("/practice", defaults={"kind": "practice"})
@blueprint.get("/organisation", defaults={"kind": "organisation"})
@takes(Right.VOCABULARY)
def edit(kind: str) -> str:
    """The form of a practice or an organisation, empty without `name`."""
    corpus = site().kb.corpus
    name = request.args.get("name", "")[:LONGEST]
    found = _found(corpus, kind, name) if name else None
    fields = _fields_of(found) if found else {"name": request.args.get("new", "")[:40]}
    return _editing().form(corpus, kind, name, fields, fields if found else {})


@blueprint.post("/practice", defaults={"kind": "practice"})
@blueprint.post("/organisation", defaults={"kind": "organisation"})
@takes(Right.VOCABULARY)
def change(kind: str) -> Response | tuple[str, int]:
    """Show what a change does, or make it."""
    return _editing().change(kind)


def _editing() -> Editing[VocabularyEffect]:
    return Editing(
        "vocabulary/edit.html",
        "saved",
        LONGEST,
        LABELS,
        VocabularyEffect(),
        names=_names,
        seen=_seen,
        stored=lambda corpus, kind, was: _fields_of(_found(corpus, kind, was)),
        plan=_plan,
        effect=_effect,
    )


@blueprint.post("/undo")
@takes(Right.VOCABULARY)
def undo() -> Response:
    """Take back one change."""
    number = request.form.get("number", "")[:8]
    corpus = site().kb.corpus
    if not (number.isascii() and number.isdecimal()):
        raise NotFoundError("没有说要撤销哪一次修改", hint="请刷新页面")
    with writing(site().kb) as by:
        vocabulary_history.make(corpus, vocabulary_undo.plan_undo(corpus, int(number)), by)
        site_holder().renew()
    return redirect(url_for("vocabulary.index", done="undone"), 303)


def _effect(corpus: Corpus, kind: str, plan: vocabulary_history.Plan) -> VocabularyEffect:
    practices, _ = vocabulary_history.after(corpus, plan)
    try:
        return vocabulary_effect(site().kb, practices)
    except EngineError:  # without an index there is nothing to count
        return VocabularyEffect()


def _plan(corpus: Corpus, kind: str, was: str, fields: Fields, do: str) -> vocabulary_history.Plan:
    """The plan that a button asks for: save, merge or withdraw."""
    plans: dict[tuple[str, str], Callable[[], vocabulary_history.Plan]] = {
        ("practice", "save"): lambda: vocabulary_changes.plan_practice(
            corpus, _practice(fields), was=was
        ),
        ("practice", "merge"): lambda: vocabulary_changes.plan_merge(
            corpus, was, fields.get("into", "")
        ),
        ("practice", "withdraw"): lambda: vocabulary_changes.plan_withdraw(corpus, was),
        ("organisation", "save"): lambda: vocabulary_changes.plan_organisation(
            corpus, _organisation(fields), was=was
        ),
        ("organisation", "merge"): lambda: vocabulary_changes.plan_merge_organisation(
            corpus, was, fields.get("into", "")
        ),
        ("organisation", "withdraw"): lambda: vocabulary_changes.plan_withdraw_organisation(
            corpus, was
        ),
    }
    plan = plans.get((kind, do))
    if plan is None:
        raise CorpusError("没有说怎样修改", hint="请从词表页面操作")
    return plan()


def _practice(fields: Fields) -> Practice:
    return Practice(
        name=fields.get("name", ""),
        aliases=_lines(fields.get("aliases", "")),
        broader=fields.get("broader", ""),
        related=_lines(fields.get("related", "")),
        scope_note=fields.get("note", "").replace("\r\n", "\n"),
        patterns=_patterns(fields.get("patterns", "")),
        exceptions=_patterns(fields.get("exceptions", "")),
    )


def _organisation(fields: Fields) -> Organisation:
    return Organisation(
        fields.get("name", ""),
        _lines(fields.get("aliases", "")),
        _lines(fields.get("branches", "")),
    )


def _lines(text: str) -> tuple[str, ...]:
    """The names in a text box: one a line, or separated by 、."""
    names = (name.strip() for line in text.splitlines() for name in line.split("、"))
    return tuple(dict.fromkeys(filter(None, names)))


def _patterns(text: str) -> tuple[str, ...]:
    """The patterns of a box: one a line; 、 may stand in one."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, text.splitlines()))))


def _fields_of(found: Practice | Organisation) -> Fields:
    fields = {"name": found.name, "aliases": "\n".join(found.aliases)}
    if isinstance(found, Organisation):
        return fields | {"branches": "\n".join(found.branches)}
    return fields | {
        "broader": found.broader,
        "related": "\n".join(found.related),
        "note": found.scope_note,
        "patterns": "\n".join(found.patterns),
        "exceptions": "\n".join(found.exceptions),
    }


def _found(corpus: Corpus, kind: str, name: str) -> Practice | Organisation:
    known = corpus.practices() if kind == "practice" else corpus.organisations()
    for one in known:
        if one.name == name:
            return one
    raise NotFoundError(f"词表里没有“{name[:40]}”", hint="它可能刚被改名、合并或撤下")


def _names(corpus: Corpus, kind: str) -> tuple[str, ...]:
    vocabulary = site().kb.vocabulary
    known = vocabulary.practices if kind == "practice" else vocabulary.organisations
    return tuple(one.name for one in known)


def _seen(corpus: Corpus, kind: str, name: str) -> str:
    """A digest of what the form was made from: it differs when someone has changed that since."""
    try:
        found = _found(corpus, kind, name) if name else None
    except NotFoundError:
        return "gone"
    return digest(repr(found).encode())[:16] if found else ""
