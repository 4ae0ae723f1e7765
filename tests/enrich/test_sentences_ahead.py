"""What comes after a sentence, and how it opens, are clues of its subject."""

from __future__ import annotations

from kb.enrich.sentences_ahead import Ahead, look_ahead, opening
from kb.enrich.visits import Mention
from kb.text import analysed_sentences

BANK, OTHER = "柳湾农商银行", "桃溪农商银行"


def named_in(text: str) -> tuple[Mention, ...]:
    return tuple(
        Mention(text.index(bank), text.index(bank) + len(bank), bank)
        for bank in (BANK, OTHER)
        if bank in text
    )


def ahead_of(text: str) -> list[Ahead]:
    units = list(analysed_sentences(text))
    return look_ahead(text, units, [named_in(unit.text) for unit in units])


def test_a_bank_that_is_named_in_the_next_sentence() -> None:
    first, last = ahead_of(f"名单每晚都要录完。这是{BANK}的老规矩。")
    assert set(first.of(BANK)) == {"下句名", "下句名主", "段后名"}
    assert set(first.of(OTHER)) == {"下句他名", "段后他名"}
    assert last == Ahead()
    assert list(last.of(BANK)) == []


def test_a_bank_that_the_paragraph_names_only_later() -> None:
    first, *_ = ahead_of(f"名单每晚都要录完。第二天才开门。{BANK}一直如此。")
    assert list(first.of(BANK)) == ["段后名"]


def test_another_paragraph_is_another_matter() -> None:
    first, _ = ahead_of(f"名单每晚都要录完。\n{BANK}一直如此。")
    assert set(first.of(BANK)) == {"下段名", "下段名主"}
    assert all(word.startswith("下段") for word in first.words)


def test_the_words_of_the_next_sentence() -> None:
    first, _ = ahead_of("名单每晚都要录完。我行打算照着做。")
    assert {"下句我行", "下句打算"} <= set(first.words)


def test_an_entry_without_sentences() -> None:
    assert ahead_of("") == []


def test_how_a_sentence_opens() -> None:
    assert opening("反观我行，名单没人管。", ()) == ("起反观", "起反")
    assert opening("（一）反观我行。", ()) == ("起反观", "起反")
    text = f"在{BANK}，名单每晚录完。"
    assert opening(text, named_in(text)) == ("起＠，", "起＠")
    assert opening("", ()) == ()
