"""Every way in which the vocabulary changes on the site, as a plan (vocabulary_history.py).

The order of the files keeps the vocabulary readable after every single one, so that the process may
be killed at any moment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kb.corpus.folder import Corpus
from kb.corpus.vocabulary_files import (
    check_names,
    check_patterns,
    dump_organisations,
    dump_practice,
)
from kb.corpus.vocabulary_history import ORGANISATIONS, FileChange, Plan, after
from kb.errors import CorpusError, NotFoundError
from kb.model import Organisation, Practice

_NAME = re.compile(r"\w[\w ·（）()+-]{0,28}[\w）)]")
# Another name may hold quotation marks and other signs, but begins with none that a query gives a
# meaning to, and holds nothing that cannot be seen.
_OTHER_NAME = re.compile(
    r"(?:[^\W_]|[“《])(?:[^\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ud800-\udfff\ufffe\uffff]{0,39})"
)


def plan_practice(corpus: Corpus, practice: Practice, *, was: str = "") -> Plan:
    """Add a practice, or change the one that was called `was` until now; practices that refer to
    it follow its new name. CorpusError when the vocabulary would contradict itself."""
    check_name(practice.name)
    _check_other_names(practice.aliases)
    check_patterns((*practice.patterns, *practice.exceptions))
    old = _practice(corpus, was) if was else None
    if old is None:
        return _plan(corpus, f"新增做法“{practice.name}”", [_added(corpus, practice)])
    what = f"修改做法“{practice.name}”"
    if old.name == practice.name:
        return _plan(corpus, what, [_changed(corpus, practice)])
    bare = _added(corpus, Practice(practice.name))
    others = [_changed(corpus, p) for p in _renamed(corpus, old.name, practice.name)]
    whole = FileChange(bare.path, bare.after, dump_practice(practice))
    return _plan(corpus, what, [bare, *others, _removed(corpus, old.name), whole])


def plan_merge(corpus: Corpus, name: str, into: str) -> Plan:
    """Make a practice another name of `into`: its names become aliases, and references to it are
    updated."""
    merged, target = _practice(corpus, name), _practice(corpus, into)
    if merged.name == target.name:
        raise CorpusError("不能与自己合并", hint="请选另一个做法")
    first = replace(
        target,
        broader="" if target.broader == merged.name else target.broader,
        related=tuple(r for r in target.related if r != merged.name),
    )
    names = dict.fromkeys((*target.aliases, merged.name, *merged.aliases))
    others = [p for p in _renamed(corpus, merged.name, target.name) if p.name != target.name]
    begun = _changed(corpus, first)
    whole = replace(
        first,
        aliases=tuple(names),
        patterns=tuple(dict.fromkeys((*target.patterns, *merged.patterns))),
    )
    what = f"把做法“{merged.name}”并入“{target.name}”"
    files = [begun, *(_changed(corpus, p) for p in others), _removed(corpus, merged.name)]
    files.append(FileChange(begun.path, begun.after, dump_practice(whole)))
    return _plan(corpus, what, files)


def plan_withdraw(corpus: Corpus, name: str) -> Plan:
    """Remove a practice; those below it move below its broader practice."""
    gone = _practice(corpus, name)
    others = [
        replace(
            p,
            broader=gone.broader if p.broader == gone.name else p.broader,
            related=tuple(r for r in p.related if r != gone.name),
        )
        for p in corpus.practices()
        if p.broader == gone.name or gone.name in p.related
    ]
    files = [*(_changed(corpus, p) for p in others), _removed(corpus, gone.name)]
    return _plan(corpus, f"撤下做法“{gone.name}”", files)


def plan_organisation(corpus: Corpus, organisation: Organisation, *, was: str = "") -> Plan:
    """Add an organisation, or change the one that was called `was` until now."""
    check_name(organisation.name)
    _check_other_names((*organisation.aliases, *organisation.branches))
    known = list(corpus.organisations())
    place = next((n for n, o in enumerate(known) if o.name == was), None)
    if was and place is None:
        raise NotFoundError(f"机构名录里没有“{was}”", hint="请刷新页面")
    at = len(known) if place is None else place
    others = known[:at], known[at + 1 :]
    check_names(organisation, [*others[0], *others[1]])
    known = [*others[0], organisation, *others[1]]
    verb = "修改" if was else "新增"
    return _plan_organisations(corpus, f"{verb}机构“{organisation.name}”", known)


def plan_withdraw_organisation(corpus: Corpus, name: str) -> Plan:
    """Remove an organisation."""
    known = corpus.organisations()
    rest = [organisation for organisation in known if organisation.name != name]
    if len(rest) == len(known):
        raise NotFoundError(f"机构名录里没有“{name}”", hint="请刷新页面")
    return _plan_organisations(corpus, f"撤下机构“{name}”", rest)


def plan_merge_organisation(corpus: Corpus, name: str, into: str) -> Plan:
    """Make an organisation another name of `into`, which takes its aliases and branches."""
    known = {organisation.name: organisation for organisation in corpus.organisations()}
    if name not in known or into not in known or name == into:
        raise NotFoundError("没有可以合并的两个机构", hint="请填写名录里的另一个机构")
    merged, target = known.pop(name), known[into]
    known[into] = replace(
        target,
        aliases=tuple(dict.fromkeys((*target.aliases, name, *merged.aliases))),
        branches=tuple(dict.fromkeys((*target.branches, *merged.branches))),
    )
    return _plan_organisations(corpus, f"把机构“{name}”并入“{into}”", list(known.values()))


def _plan(corpus: Corpus, what: str, files: Sequence[FileChange]) -> Plan:
    """A plan whose result was checked; CorpusError when the vocabulary would contradict itself."""
    plan = Plan(what, tuple(files))
    after(corpus, plan)
    return plan


def _changed(corpus: Corpus, practice: Practice) -> FileChange:
    path = _path(corpus, practice.name)
    return FileChange(path, corpus.vocabulary_text(path), dump_practice(practice))


def _added(corpus: Corpus, practice: Practice) -> FileChange:
    change = _changed(corpus, practice)
    if change.before is not None:
        raise CorpusError(f"已有做法“{practice.name}”", hint="请改用别的名称，或修改已有的做法")
    return change


def _removed(corpus: Corpus, name: str) -> FileChange:
    path = _path(corpus, name)
    return FileChange(path, corpus.vocabulary_text(path), None)


def _path(corpus: Corpus, name: str) -> str:
    return corpus.practice_path(name).relative_to(corpus.root).as_posix()


def _plan_organisations(corpus: Corpus, what: str, known: Sequence[Organisation]) -> Plan:
    names = [organisation.name for organisation in known]
    for organisation in known:
        if names.count(organisation.name) > 1:
            raise CorpusError(f"名录里有两个“{organisation.name}”", hint="可以把它们合并")
    before = corpus.vocabulary_text(ORGANISATIONS)
    after_text = dump_organisations(known, before or "")
    return Plan(what, (FileChange(ORGANISATIONS, before, after_text),))


def _renamed(corpus: Corpus, old: str, new: str) -> list[Practice]:
    """The practices that refer to `old`, referring to `new`."""
    return [
        replace(
            p,
            broader=new if p.broader == old else p.broader,
            related=tuple(dict.fromkeys(new if r == old else r for r in p.related)),
        )
        for p in corpus.practices()
        if p.name != old and (p.broader == old or old in p.related)
    ]


def check_name(name: str) -> None:
    """CorpusError when a name is none that pages and names of files can have."""
    if not _NAME.fullmatch(name):
        raise CorpusError(
            f"“{name[:40]}”不能作为名称", hint="应为 2 至 30 个汉字、字母或数字，中间可以有空格"
        )


def _check_other_names(names: Iterable[str]) -> None:
    for name in names:
        if not _OTHER_NAME.fullmatch(name):
            shown = "".join(char for char in name[:40] if char.isprintable())
            raise CorpusError(
                f"“{shown}”不能作为别名", hint="应为 1 至 40 个字，以汉字、字母或数字开头"
            )


def _practice(corpus: Corpus, name: str) -> Practice:
    found = next((p for p in corpus.practices() if p.name == name), None)
    if found is None:
        raise NotFoundError(f"词表里没有做法“{name}”", hint="它可能刚被改名或撤下，请刷新页面")
    return found
