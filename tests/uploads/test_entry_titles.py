"""The title of an entry, as an editor types it, and when a newer version of the source comes."""

from __future__ import annotations

from kb.knowledge_base import KnowledgeBase
from kb.model import Entry
from kb.uploads import decisions
from kb.uploads.corrections import corrected
from kb.uploads.entry_titles import LONGEST_TITLE, title_field
from tests.builders import LESSONS, weekly
from tests.uploads.conftest import BY, Uploaded, checked, published
from tests.uploads.typed_forms import BULLETIN, LESSON, VOCABULARY, of

TITLE = "评议先行"


def typed(title: str) -> tuple[str, dict[str, str]]:
    made = corrected(BULLETIN, {title_field(LESSON): title}, VOCABULARY)
    return of(made.bulletin, LESSON.anchor).title, made.wrong


def test_a_title_is_given_and_taken_back() -> None:
    assert typed(f" {TITLE}\n") == (TITLE, {})
    assert typed("") == (LESSON.title, {}), "the beginning of the text"


def test_a_title_that_is_too_long_is_refused() -> None:
    title, wrong = typed("长" * (LONGEST_TITLE + 1))
    assert title == LESSON.title
    assert wrong == {title_field(LESSON): f"题目请不要超过 {LONGEST_TITLE} 字"}


def test_it_stays_when_a_newer_version_is_read(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    upload = uploaded(weekly(LESSONS))
    first = lesson(checked(kb, upload).bulletin.entries)
    decisions.correct(kb, upload.id, {title_field(first): TITLE}, BY, seen=0)
    published(kb, upload)
    other = LESSONS[1].replace("落后的网格", "落后的三个网格")
    again = checked(kb, uploaded(weekly([LESSONS[0], other])))
    assert lesson(again.bulletin.entries).title == TITLE
    assert again.notes[0].text.startswith("沿用了编者对上一版的 1 处修改")


def lesson(entries: tuple[Entry, ...]) -> Entry:
    return next(entry for entry in entries if entry.text == LESSONS[0])
