"""The lexicons on the vocabulary page: words of aspects, indicators, the things they count, words
that mean the same, and everyday words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flask import Blueprint, request
from werkzeug.wrappers import Response

from kb.corpus import (
    Aspect,
    Corpus,
    Cue,
    EverydayGroup,
    Indicator,
    digest,
    vocabulary_history,
)
from kb.corpus import lexicon_changes as lexicons
from kb.errors import CorpusError, EngineError, NotFoundError
from kb.insights import LexiconEffect, aspects_effect, indicators_effect
from kb.text import normalize
from webapp.access import Right, takes
from webapp.services import site
from webapp.views.vocabulary_forms import Editing, Fields

blueprint = Blueprint("lexicons", __name__, url_prefix="/vocabulary")

LONGEST = 40_000
_SHORT = 400
_WEIGHTED = re.compile(r"([+-]?\d{1,3}(?:\.\d{1,3})?)\s*[:：]\s*(.*)")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})?")
LABELS = {
    "name": "名称",
    "note": "说明",
    "threshold": "归入的分数",
    "figure": "数据的分值",
    "words": "词",
    "patterns": "句式",
    "units": "单位",
    "order": "次序",
}
Kind = str
# These are one list, edited as a whole.
_WHOLE = ("things", "same", "everyday")


@blueprint.get("/<any(aspect, indicator, things, same, everyday):kind>")
@takes(Right.VOCABULARY)
def edit(kind: Kind) -> str:
    """The form of an aspect, of an indicator (empty without `name`), of the things, of what means
    the same, or of everyday words."""
    corpus = site().kb.corpus
    was = "" if kind in _WHOLE else request.args.get("name", "")[:_SHORT]
    found = _found(corpus, kind, was) if was or kind in _WHOLE else None
    fields = _fields_of(found)
    return _editing().form(corpus, kind, was, fields, fields if found is not None else {})


@blueprint.post("/<any(aspect, indicator, things, same, everyday):kind>")
@takes(Right.VOCABULARY)
def change(kind: Kind) -> Response | tuple[str, int]:
    """Show what a change does, or make it."""
    return _editing().change(kind)


def _editing() -> Editing[LexiconEffect]:
    return Editing(
        "vocabulary/lexicon.html",
        "lexicon",
        LONGEST,
        LABELS,
        LexiconEffect(),
        names=_names,
        seen=_seen,
        stored=lambda corpus, kind, was: _fields_of(_found(corpus, kind, was)),
        plan=_plan,
        effect=_effect,
    )


def _effect(corpus: Corpus, kind: Kind, plan: vocabulary_history.Plan) -> LexiconEffect:
    if kind in ("same", "everyday"):
        return LexiconEffect()
    then = lexicons.lexicons_after(corpus, plan)
    try:
        if kind == "aspect":
            return aspects_effect(site().kb, then.aspects)
        return indicators_effect(site().kb, then.indicators)
    except EngineError:  # without an index there is nothing to count
        return LexiconEffect()


def _plan(corpus: Corpus, kind: Kind, was: str, fields: Fields, do: str) -> vocabulary_history.Plan:
    """The plan that a button asks for: save, merge or withdraw."""
    match kind, do:
        case "aspect", "save":
            known = {cue.written for one in corpus.aspects().aspects for cue in one.cues}
            return lexicons.plan_aspect(corpus, _aspect(fields, known), was=was)
        case "aspect", "merge":
            return lexicons.plan_merge_aspect(corpus, was, fields.get("into", ""))
        case "aspect", "withdraw":
            return lexicons.plan_withdraw_aspect(corpus, was)
        case "indicator", "save":
            return lexicons.plan_indicator(corpus, _indicator(fields), was=was)
        case "indicator", "merge":
            return lexicons.plan_merge_indicator(corpus, was, fields.get("into", ""))
        case "indicator", "withdraw":
            return lexicons.plan_withdraw_indicator(corpus, was)
        case "things", "save":
            return lexicons.plan_things(corpus, _words(fields.get("words", "")))
        case "same", "save":
            lines = filter(str.strip, fields.get("words", "").splitlines())
            return lexicons.plan_same(corpus, tuple(map(_words, lines)))
        case "everyday", "save":
            return lexicons.plan_everyday(corpus, tuple(_groups(fields.get("words", ""))))
    raise CorpusError("没有说怎样修改", hint="请从词表页面操作")


def _groups(text: str) -> Iterator[EverydayGroup]:
    """The groups of a text box, a line each: what is said, a colon, what is meant."""
    for line in filter(None, map(str.strip, text.splitlines())):
        said, colon, meant = line.replace(":", "：").partition("：")
        group = EverydayGroup(_words(said), _words(meant))
        if not colon or not group.said or not group.meant:
            raise CorpusError(
                f"这一行没有写全：{line[:30]}",
                hint="每行先写口语，再写行话，如“老赖 赖账：逾期 催收”",
            )
        yield group


def _aspect(fields: Fields, known: set[str]) -> Aspect:
    """The aspect that was typed."""
    cues: dict[str, Cue] = {}
    for weight, text in _weighted_lines(fields.get("words", "")):
        for word in _words(text, known):
            if not (normal := normalize(word)):
                raise CorpusError(f"“{word[:30]}”里没有可查找的文字", hint="请删去它")
            if normal in cues:
                raise CorpusError(f"“{word[:30]}”写了两次", hint="一个词只能有一个分值")
            cues[normal] = Cue(normal, weight, word)
    patterns = {
        text: Cue(text, weight, text, pattern=True)
        for weight, text in _weighted_lines(fields.get("patterns", ""))
        if text
    }
    return Aspect(
        name=fields.get("name", ""),
        note=" ".join(fields.get("note", "").split()),
        threshold=_number(fields.get("threshold", ""), "归入的分数"),
        cues=(*cues.values(), *patterns.values()),
        figure=_number(fields.get("figure", "") or "0", "数据的分值"),
    )


def _weighted_lines(text: str) -> Iterator[tuple[float, str]]:
    """The lines of a text box, each a weight and what has it."""
    for line in filter(None, map(str.strip, text.splitlines())):
        parts = _WEIGHTED.fullmatch(line)
        if parts is None:
            raise CorpusError(
                f"这一行没有写分值：{line[:30]}", hint="每行先写分值，如“3：绩效 考核”"
            )
        yield float(parts[1]), parts[2]


def _indicator(fields: Fields) -> Indicator:
    return Indicator(
        fields.get("name", ""),
        frozenset(_words(fields.get("units", ""))),
        _words(fields.get("words", "")),
        int(_number(fields.get("order", "") or "50", "次序")),
    )


def _number(text: str, what: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise CorpusError(f"{what}应为数字", hint="请写 0 至 999 的数")
    return float(text)


def _words(text: str, known: set[str] | frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The words in a text box, separated by spaces, commas or 、; a word of the lexicon that
    contains 、 stays whole."""
    parts = re.split(r"[\s,，;；]+", text)
    split = (part.split("、") if part not in known else [part] for part in parts)
    return tuple(dict.fromkeys(word for words in split for word in words if word))


_Found = (
    Aspect | Indicator | tuple[str, ...] | tuple[tuple[str, ...], ...] | tuple[EverydayGroup, ...]
)


def _found(corpus: Corpus, kind: Kind, name: str) -> _Found:
    """An item as the disk has it; NotFoundError when there is none."""
    if kind == "everyday":
        return corpus.everyday()
    if kind == "things":
        return corpus.indicators().things
    if kind == "same":
        return corpus.indicators().same
    known = corpus.aspects().aspects if kind == "aspect" else corpus.indicators().indicators
    for one in known:
        if one.name == name:
            return one
    raise NotFoundError(f"词表里没有“{name[:40]}”", hint="它可能刚被改名或撤下")


def _fields_of(found: _Found | None) -> Fields:
    match found:
        case Aspect():
            return {
                "name": found.name,
                "note": found.note,
                "threshold": f"{found.threshold:g}",
                "figure": f"{found.figure:g}",
                "words": "\n".join(_weighted(found)),
                "patterns": "\n".join(
                    f"{cue.weight:g}：{cue.written}" for cue in found.cues if cue.pattern
                ),
            }
        case Indicator():
            return {
                "name": found.name,
                "units": " ".join(sorted(found.units)),
                "words": " ".join(found.words),
                "order": str(found.order),
            }
        case tuple() if found and isinstance(found[0], tuple):
            return {"words": "\n".join(" ".join(map(str, group)) for group in found)}
        case tuple():
            lines = [one for one in found if isinstance(one, EverydayGroup)]
            said = (f"{' '.join(one.said)}：{' '.join(one.meant)}" for one in lines)
            return {"words": "\n".join(said) if lines else " ".join(map(str, found))}
        case None:
            return {"threshold": "3", "figure": "0", "order": "50"}


def _weighted(aspect: Aspect) -> list[str]:
    """The words of an aspect, a line for each weight."""
    weights: dict[float, list[str]] = {}
    for cue in sorted(aspect.cues, key=lambda cue: -cue.weight):
        if not cue.pattern:
            weights.setdefault(cue.weight, []).append(cue.written)
    return [f"{weight:g}：{' '.join(words)}" for weight, words in weights.items()]


def _names(corpus: Corpus, kind: Kind) -> tuple[str, ...]:
    if kind == "aspect":
        return corpus.aspects().names
    return tuple(one.name for one in corpus.indicators().indicators) if kind == "indicator" else ()


def _seen(corpus: Corpus, kind: Kind, name: str) -> str:
    """A digest of what the form was made from: it differs when someone has changed that since."""
    try:
        found = _found(corpus, kind, name) if name or kind in _WHOLE else None
    except NotFoundError:
        return "gone"
    if isinstance(found, Indicator):  # the order of a set differs between processes
        return digest(repr((found.name, sorted(found.units), found.words, found.order)).encode())[
            :16
        ]
    return digest(repr(found).encode())[:16] if found is not None else ""
