"""Completing what a person begins to type."""

from __future__ import annotations

from kb.search.completion import Suggester, Suggestion, SuggestionKind


def texts(typed: str, *names: str) -> list[str]:
    suggestions = [Suggestion(name, SuggestionKind.PRACTICE) for name in names]
    return [suggestion.text for suggestion in Suggester(suggestions).suggest(typed)]


def test_what_begins_so_comes_before_what_holds_it() -> None:
    assert texts("授信", "整村授信", "授信评议") == ["授信评议", "整村授信"]


def test_pinyin_whole_and_in_part() -> None:
    assert texts("zhengcunsh", "整村授信", "阳光信贷") == ["整村授信"]
    assert texts("shouxin", "整村授信", "阳光信贷") == ["整村授信"]


def test_pinyin_parted_by_spaces_or_apostrophes() -> None:
    assert texts("nei xun", "内训师") == ["内训师"]
    assert texts("xi'an", "西安分行") == ["西安分行"]


def test_initials() -> None:
    assert texts("zcsx", "整村授信", "阳光信贷") == ["整村授信"]


def test_words_of_the_field_are_read_as_bankers_read_them() -> None:
    assert texts("zhihanghangzhang", "支行行长授权") == ["支行行长授权"]
    assert texts("huankuan", "还款") == ["还款"]


def test_latin_names_are_found_by_their_letters_in_any_case() -> None:
    assert texts("CRM", "CRM系统") == ["CRM系统"]
    assert texts("crm", "ＣＲＭ系统") == ["ＣＲＭ系统"]


def test_a_name_comes_before_an_alias() -> None:
    suggester = Suggester(
        [
            Suggestion("整村推进", SuggestionKind.PRACTICE, note="整村授信"),
            Suggestion("整村授信", SuggestionKind.PRACTICE),
        ]
    )
    assert [s.text for s in suggester.suggest("整村")] == ["整村授信", "整村推进"]


def test_nothing_typed_suggests_nothing() -> None:
    assert texts("", "整村授信") == []
    assert texts("　", "整村授信") == []


def test_each_text_once_and_no_more_than_asked_for() -> None:
    names = ["授信一", "授信一", *(f"授信{n}" for n in range(20))]
    found = texts("授信", *names)
    assert len(found) == len(set(found)) == 8
