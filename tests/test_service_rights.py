"""The services ask the actor they are handed, no matter who calls them: each call × each role."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

import pytest

from kb.access import Wanted, administration
from kb.corpus import By, changes, vocabulary_history
from kb.errors import KbError
from kb.intake import new_terms
from kb.knowledge_base import KnowledgeBase
from kb.rights import ALLOWED, COMMAND_LINE, Actor, Forbidden, Right, Role
from kb.saved import Editor, collection_changes, collections, topics
from kb.search import Query
from kb.uploads import decisions, receive, receive_text
from tests.webapp.conftest import JULY

NOW = datetime(2026, 11, 26, 9, 30)
Call = Callable[[KnowledgeBase, Actor], object]


def by(actor: Actor) -> By:
    return By(actor, NOW)


def editor(actor: Actor) -> Editor:
    return Editor(actor, NOW)


CALLS: dict[str, tuple[Right, Call]] = {
    "store": (
        Right.PUBLISH,
        lambda kb, a: changes.store(kb.corpus, JULY, by(a)),
    ),
    "edit": (
        Right.EDIT,
        lambda kb, a: changes.edit(kb.corpus, "2018-07-02-x", "", by(a), expected=""),
    ),
    "restore version": (
        Right.EDIT,
        lambda kb, a: changes.restore_version(kb.corpus, "2018-07-02-x", 1, by(a)),
    ),
    "remove": (Right.EDIT, lambda kb, a: changes.remove(kb.corpus, "2018-07-02-x", by(a))),
    "undo remove": (
        Right.EDIT,
        lambda kb, a: changes.undo_remove(kb.corpus, "2018-07-02-x", by(a)),
    ),
    "vocabulary": (
        Right.VOCABULARY,
        lambda kb, a: vocabulary_history.make(
            kb.corpus, vocabulary_history.Plan("什么也不改", ()), by(a)
        ),
    ),
    "accept a word": (
        Right.VOCABULARY,
        lambda kb, a: new_terms.accept_as_word(kb.corpus, "地头会", a),
    ),
    "accept a practice": (
        Right.VOCABULARY,
        lambda kb, a: new_terms.accept_as_practice(kb.corpus, "地头会", a),
    ),
    "accept an alias": (
        Right.VOCABULARY,
        lambda kb, a: new_terms.accept_as_alias(kb.corpus, "地头会", "没有", a),
    ),
    "refuse a word": (
        Right.VOCABULARY,
        lambda kb, a: new_terms.refuse(kb.corpus, "地头会", a),
    ),
    "withdraw a word": (
        Right.VOCABULARY,
        lambda kb, a: new_terms.withdraw(kb.corpus, "地头会", a),
    ),
    "receive": (
        Right.PUBLISH,
        lambda kb, a: receive(kb.home, "一.txt", io.BytesIO(b"x"), a, NOW),
    ),
    "receive text": (Right.PUBLISH, lambda kb, a: receive_text(kb.home, "x", "", a, NOW)),
    "correct": (Right.PUBLISH, lambda kb, a: decisions.correct(kb, "x", {}, by(a), seen=0)),
    "take back": (
        Right.PUBLISH,
        lambda kb, a: decisions.take_back(kb, "x", {0}, by(a), seen=0),
    ),
    "undo": (Right.PUBLISH, lambda kb, a: decisions.undo(kb, "x", by(a), seen=0)),
    "publish": (Right.PUBLISH, lambda kb, a: decisions.publish(kb, "x", by(a), seen="")),
    "discard failed": (Right.PUBLISH, lambda kb, a: decisions.discard_failed(kb.home, by(a))),
    "publish clear": (Right.PUBLISH, lambda kb, a: decisions.publish_clear(kb, by(a))),
    "discard": (Right.PUBLISH, lambda kb, a: decisions.discard(kb.home, "x", by(a))),
    "retry": (Right.PUBLISH, lambda kb, a: decisions.retry(kb.home, "x", by(a))),
    "save a topic": (
        Right.TOPICS,
        lambda kb, a: topics.save_topic(replace(kb, actor=a), "甲", Query("授信"), NOW),
    ),
    "mark a topic": (
        Right.TOPICS,
        lambda kb, a: topics.mark_seen(replace(kb, actor=a), 99, "", NOW),
    ),
    "rename a topic": (
        Right.TOPICS,
        lambda kb, a: topics.rename_topic(replace(kb, actor=a), 99, "乙"),
    ),
    "delete a topic": (
        Right.TOPICS,
        lambda kb, a: topics.delete_topic(replace(kb, actor=a), 99),
    ),
    "make a collection": (
        Right.COLLECTIONS,
        lambda kb, a: collections.create(kb.home, "甲", editor(a)),
    ),
    "copy a collection": (
        Right.COLLECTIONS,
        lambda kb, a: collections.copy(kb.home, _collection(kb), editor(a)),
    ),
    "archive a collection": (
        Right.COLLECTIONS,
        lambda kb, a: collections.archive(kb.home, _collection(kb), editor(a)),
    ),
    "share a collection": (
        Right.COLLECTIONS,
        lambda kb, a: collections.share(kb.home, _collection(kb), editor(a)),
    ),
    "change a collection": (
        Right.COLLECTIONS,
        lambda kb, a: collection_changes.add_chapter(kb.home, _collection(kb), "一章", editor(a)),
    ),
    "accounts": (Right.ADMINISTER, lambda kb, a: administration.all_accounts(kb.home, a)),
    "invite": (
        Right.ADMINISTER,
        lambda kb, a: administration.invite(kb.home, a, Wanted("新人", Role.ADMIN), 0.0),
    ),
}


def _collection(kb: KnowledgeBase) -> int:
    found = collections.collections(kb.home, COMMAND_LINE)
    owner = Actor("主人", Role.TRAINER)
    return found[0].id if found else collections.create(kb.home, "讲义", editor(owner))


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("name", CALLS)
def test_each_service_asks_for_its_right(kb: KnowledgeBase, name: str, role: Role | None) -> None:
    right, call = CALLS[name]
    actor = Actor("某人", role)
    if right in ALLOWED[role]:
        with suppress(KbError):  # what it names may not be there; what may not be done is Forbidden
            _not_forbidden(kb, call, actor)
    else:
        with pytest.raises(Forbidden):
            call(kb, actor)


def _not_forbidden(kb: KnowledgeBase, call: Call, actor: Actor) -> None:
    try:
        call(kb, actor)
    except Forbidden as error:
        raise AssertionError from error
