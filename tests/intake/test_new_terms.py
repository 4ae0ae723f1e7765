"""New terms: proposed from the corpus, decided by an editor, and then in force everywhere."""

from __future__ import annotations

import re

import pytest

from kb.corpus.word_list import Words
from kb.errors import CorpusError, NotFoundError, QueryError
from kb.index.update import update_index
from kb.intake import new_terms
from kb.intake.new_terms import Term
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.rights import COMMAND_LINE
from kb.search.asking import Query
from kb.search.completion import suggester
from kb.search.results import search
from kb.text import NewWord, find_new_words
from tests.builders import bulletin, entry

WORD = "炕头会"
JULY = bulletin(
    entry("一、每晚开炕头会，一户一户讲政策。"),
    entry("二、客户经理进村走访，会上会下都讲政策。"),
)


@pytest.fixture(scope="module")
def proposed(sample_kb: KnowledgeBase) -> dict[str, Term]:
    return {term.word: term for term in new_terms.propose(sample_kb, 200)}


def test_words_the_dictionary_lacks_with_where_they_are_used(
    sample_kb: KnowledgeBase, proposed: dict[str, Term]
) -> None:
    term = proposed["用信率"]
    bulletins = list(sample_kb.corpus.bulletins())
    texts = [e.text for b in bulletins for e in b.entries]
    assert term.entries == sum("用信率" in text for text in texts)
    assert term.first == next(b.id for b in bulletins if any("用信率" in e.text for e in b.entries))
    assert len(term.examples) == new_terms.EXAMPLES
    for example in term.examples:
        bulletin_id, _, anchor = example.entry.partition("#")
        (used,) = (
            e for b in bulletins if b.id == bulletin_id for e in b.entries if e.anchor == anchor
        )
        assert "用信率" in example.sentence
        assert example.sentence in used.text


def test_what_is_named_already_is_not_proposed(
    sample_kb: KnowledgeBase, proposed: dict[str, Term]
) -> None:
    assert not proposed.keys() & set(sample_kb.vocabulary.words())
    assert not {"青枫组", "青枫", "青枫农商银行"} & proposed.keys()


def test_the_name_of_the_series_is_no_term(proposed: dict[str, Term]) -> None:
    assert "跟班学习" not in proposed


def test_a_label_in_front_of_texts_is_no_term() -> None:
    labelled = bulletin(
        entry("央视网消息（新闻联播）：今日播出。"), entry("（更新时间戳：1702）全文完。")
    )
    used = bulletin(entry("充电桩（快充）装进村里，村民用充电桩。"))
    uses = [(one, e) for one in (labelled, used) for e in one.entries]
    for word, is_label in (("央视网消息", True), ("更新时间戳", True), ("充电桩", False)):
        texts = tuple(n for n, (_, e) in enumerate(uses) if word in e.text)
        new = NewWord(word, 4, texts, 9.0, 3.0, 1.0)
        assert new_terms._is_label(new, [labelled, used], uses) is is_label


@pytest.mark.parametrize("word", ["期存款", "两国元首", "当季", "筑牢", "支行行长", "会议审议"])
def test_pieces_and_phrases_are_no_terms(word: str) -> None:
    cut = {"期存款": ["期", "存款"], "两国元首": ["两", "国", "元首"], "当季": ["当", "季"]}
    cut |= {"筑牢": ["筑", "牢"], "支行行长": ["支行", "行长"], "会议审议": ["会议", "审议"]}
    frames = "走访甲{}乙，说丙{}丁，看戊{}己，讲庚{}辛。请{}，谢{}！"
    texts = [frames.format(*[word] * 6) for _ in range(4)]
    found = find_new_words(
        texts,
        cut=lambda run: [
            p for part in re.split(f"({word})", run) for p in cut.get(part, list(part))
        ],
        is_known=lambda _: False,
    )
    words = {new.word for new in found if not new_terms._NO_TERM.search(new.word)}
    assert word not in words


def test_what_was_decided_is_not_offered_again(
    kb: KnowledgeBase, proposed: dict[str, Term]
) -> None:
    some = list(proposed.values())[:4]
    practice, alias, word, refused = (term.word for term in some)
    new_terms.accept_as_practice(kb.corpus, practice, COMMAND_LINE)
    new_terms.accept_as_alias(kb.corpus, alias, "整村授信", COMMAND_LINE)
    new_terms.accept_as_word(kb.corpus, word, COMMAND_LINE)
    new_terms.refuse(kb.corpus, refused, COMMAND_LINE)
    assert new_terms.undecided(open_knowledge_base(kb.home), some) == ()
    new_terms.withdraw(kb.corpus, word, COMMAND_LINE)
    new_terms.withdraw(kb.corpus, refused, COMMAND_LINE)
    assert new_terms.undecided(open_knowledge_base(kb.home), some) == tuple(some[2:])


def test_a_word_is_accepted_or_refused_not_both(kb: KnowledgeBase) -> None:
    new_terms.refuse(kb.corpus, WORD, COMMAND_LINE)
    new_terms.accept_as_word(kb.corpus, WORD, COMMAND_LINE)
    assert kb.corpus.words() == Words((WORD,), ())
    new_terms.refuse(kb.corpus, WORD, COMMAND_LINE)
    assert kb.corpus.words() == Words((), (WORD,))
    new_terms.withdraw(kb.corpus, WORD, COMMAND_LINE)
    assert kb.corpus.words() == Words()
    with pytest.raises(NotFoundError):
        new_terms.withdraw(kb.corpus, WORD, COMMAND_LINE)


@pytest.mark.parametrize("word", ["", "会", "a/b", "两个 词", "长" * 21])
def test_what_is_no_word_is_refused_by_name(kb: KnowledgeBase, word: str) -> None:
    with pytest.raises(QueryError, match="不能作为词"):
        new_terms.accept_as_word(kb.corpus, word, COMMAND_LINE)


def test_a_name_names_one_practice(kb: KnowledgeBase) -> None:
    new_terms.accept_as_alias(kb.corpus, WORD, "整村授信", COMMAND_LINE)
    assert WORD in next(p for p in kb.corpus.practices() if p.name == "整村授信").aliases
    with pytest.raises(CorpusError):
        new_terms.accept_as_practice(kb.corpus, WORD, COMMAND_LINE)
    with pytest.raises(CorpusError):
        new_terms.accept_as_alias(kb.corpus, WORD, "走访建档", COMMAND_LINE)
    with pytest.raises(NotFoundError):
        new_terms.accept_as_alias(kb.corpus, "地头会", "没有的做法", COMMAND_LINE)


@pytest.mark.parametrize("way", ["word", "practice", "alias"])
def test_accepted_it_is_one_word_offered_and_ranked(kb: KnowledgeBase, way: str) -> None:
    kb.corpus.save_bulletin(JULY)
    update_index(kb)
    assert len(kb.segmenter.words(WORD)) > 1
    assert [s.text for s in suggester(kb).suggest("炕头")] == []

    match way:
        case "word":
            new_terms.accept_as_word(kb.corpus, WORD, COMMAND_LINE)
        case "practice":
            new_terms.accept_as_practice(kb.corpus, WORD, COMMAND_LINE)
        case "alias":
            new_terms.accept_as_alias(kb.corpus, WORD, "整村授信", COMMAND_LINE)
    kb.engine.close()
    kb = open_knowledge_base(kb.home)
    change = update_index(kb)
    assert (change.put, change.rebuilt) == (1, "")  # only the entry with the word is written
    assert kb.segmenter.words("每晚开炕头会") == ["每晚", "开", WORD]
    assert [s.text for s in suggester(kb).suggest("炕头")] == [WORD]
    assert dict(kb.engine.lexicon("words"))[WORD] == 1
    found = search(kb, Query(WORD))
    assert found.words == (WORD,)
    assert [hit.document.title for hit in found.hits] == [JULY.entries[0].title]
    tagged = {value.value for value in found.facets["practice"]}
    assert tagged >= ({WORD} if way == "practice" else {"整村授信"} if way == "alias" else set())
    kb.engine.close()
