"""Corrections of what is published: the same fields, rights and history as before publication."""

from __future__ import annotations

import pytest

from kb.corpus import By, changes, digest, history
from kb.errors import ConflictError, NotFoundError
from kb.knowledge_base import KnowledgeBase
from kb.model import Entry, Side
from kb.rights import Actor, Forbidden, Role
from kb.uploads.published import correct_published
from kb.uploads.subject_corrections import field_names, subjects_by_entry
from tests.builders import LESSONS, weekly
from tests.uploads.conftest import BY, NOW, Uploaded, published


@pytest.fixture
def bulletin_id(kb: KnowledgeBase, uploaded: Uploaded) -> str:
    """A weekly bulletin that was published."""
    return published(kb, uploaded(weekly(LESSONS)))


def seen(kb: KnowledgeBase, bulletin_id: str) -> str:
    return digest(kb.corpus.read_markdown(bulletin_id))


def lesson(kb: KnowledgeBase, bulletin_id: str) -> Entry:
    return next(e for e in kb.corpus.load_bulletin(bulletin_id).entries if e.text == LESSONS[0])


def sentence_fields(kb: KnowledgeBase, bulletin_id: str) -> tuple[str, str]:
    """The fields of the last sentence of the first lesson."""
    anchor = lesson(kb, bulletin_id).anchor
    bulletin = kb.corpus.load_bulletin(bulletin_id)
    said = subjects_by_entry(bulletin, kb.vocabulary.organisations)[anchor]
    return field_names(anchor, said[-1])


def test_a_sentence_is_given_to_another_bank_and_the_change_is_recorded(
    kb: KnowledgeBase, bulletin_id: str
) -> None:
    side, about = sentence_fields(kb, bulletin_id)
    typed = {side: "third", about: "温岭农商银行"}
    saved = correct_published(kb, bulletin_id, typed, BY, seen=seen(kb, bulletin_id))
    assert (saved.wrong, saved.conflicts) == ({}, {})
    (said,) = lesson(kb, bulletin_id).subjects
    assert (said.side, said.bank) == (Side.THIRD, "温岭农商银行")
    assert side.endswith(said.digest)
    last = history.versions(kb.corpus, bulletin_id)[-1]
    assert (last.who, last.note) == ("网站", "核对：修改 2 处")


def test_nothing_typed_makes_no_version(kb: KnowledgeBase, bulletin_id: str) -> None:
    before = history.versions(kb.corpus, bulletin_id)
    correct_published(kb, bulletin_id, {}, BY, seen=seen(kb, bulletin_id))
    assert history.versions(kb.corpus, bulletin_id) == before


def test_two_editors_are_merged_and_asked_where_they_differ(
    kb: KnowledgeBase, bulletin_id: str
) -> None:
    side, about = sentence_fields(kb, bulletin_id)
    both = seen(kb, bulletin_id)
    correct_published(kb, bulletin_id, {"issue": "第九周"}, BY, seen=both)
    correct_published(kb, bulletin_id, {side: "third", about: "温岭农商银行"}, BY, seen=both)
    assert kb.corpus.load_bulletin(bulletin_id).issue == "第九周"
    assert lesson(kb, bulletin_id).subjects
    saved = correct_published(kb, bulletin_id, {"issue": "第十周"}, BY, seen=both)
    assert saved.conflicts == {"issue": "第九周"}
    assert kb.corpus.load_bulletin(bulletin_id).issue == "第九周"


def test_what_cannot_be_taken_is_told_and_nothing_is_saved(
    kb: KnowledgeBase, bulletin_id: str
) -> None:
    before = kb.corpus.read_markdown(bulletin_id)
    typed = {f"practices-{lesson(kb, bulletin_id).anchor}": "没有这个做法"}
    saved = correct_published(kb, bulletin_id, typed, BY, seen=seen(kb, bulletin_id))
    assert list(saved.wrong) == list(typed)
    assert kb.corpus.read_markdown(bulletin_id) == before


def test_who_may_see_it_is_not_decided_here(kb: KnowledgeBase, bulletin_id: str) -> None:
    correct_published(kb, bulletin_id, {"visible": "某行"}, BY, seen=seen(kb, bulletin_id))
    assert not kb.corpus.load_bulletin(bulletin_id).visible_to


def test_a_form_of_an_unknown_file_is_refused(kb: KnowledgeBase, bulletin_id: str) -> None:
    with pytest.raises(ConflictError):
        correct_published(kb, bulletin_id, {"issue": "第九周"}, BY, seen="0" * 64)


def test_a_bulletin_that_is_gone_and_a_reader_are_refused(
    kb: KnowledgeBase, bulletin_id: str
) -> None:
    reader = By(Actor("读者", Role.READER), NOW)
    with pytest.raises(Forbidden):
        correct_published(kb, bulletin_id, {}, reader, seen=seen(kb, bulletin_id))
    changes.remove(kb.corpus, bulletin_id, BY)
    with pytest.raises(NotFoundError):
        correct_published(kb, bulletin_id, {}, BY, seen="")
