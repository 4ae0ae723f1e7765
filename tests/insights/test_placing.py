"""The aspect that an editor gave a sentence wins over lexicon and model."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.corpus.aspect_lexicon import load_aspects
from kb.enrich import AspectClassifier
from kb.enrich.vocabulary import Vocabulary
from kb.identity import sentence_digest
from kb.index.documents import IndexDocument, documents
from kb.insights.placing import entry_of, placed
from kb.text import Sentence
from tests.builders import bulletin, entry

TEXT = "把走访户数纳入绩效考核。"
LEXICON = load_aspects(
    """
aspects:
  - name: 组织考核
    note: 谁来管
    threshold: 2
    words: {3: [考核]}
  - name: 流程做法
    note: 怎么做
    threshold: 2
    words: {3: [走访]}
""",
    "aspects.yml",
)


def document(text: str) -> IndexDocument:
    """An entry of the index."""
    (made,) = documents(bulletin(entry(text)), Vocabulary((), ()))
    return made


def columns(said: str | None) -> list[tuple[str, str]]:
    """The aspects of the sentence with their explanations, when an editor said this."""
    aspects = () if said is None else ((sentence_digest(TEXT), said),)
    found: IndexDocument = replace(document(TEXT), aspects=aspects)
    scores = placed(entry_of(AspectClassifier(LEXICON), found), found, Sentence(0, len(TEXT), TEXT))
    return [(score.aspect, score.explanation) for score in scores]


def test_without_a_word_of_an_editor_the_program_decides() -> None:
    assert [name for name, _ in columns(None)] == ["组织考核", "流程做法"]


def test_the_word_of_an_editor_comes_first_and_is_named() -> None:
    first, other = columns("流程做法")
    assert first == ("流程做法", "编者指定")
    assert other[0] == "组织考核"


def test_an_editor_can_say_none() -> None:
    assert columns("") == []


@pytest.mark.parametrize("gone", ["撤下的方面", "考核"])
def test_an_aspect_that_is_gone_is_not_followed(gone: str) -> None:
    assert columns(gone) == columns(None)


def test_an_aspect_with_another_name_now_is_followed() -> None:
    said = replace(document(TEXT), aspects=((sentence_digest(TEXT), "怎样做"),))
    first, second = LEXICON.aspects
    lexicon = replace(LEXICON, aspects=(first, replace(second, former=("怎样做",))))
    read = entry_of(AspectClassifier(lexicon), said)
    (score, _) = placed(read, said, Sentence(0, len(TEXT), TEXT))
    assert (score.aspect, score.explanation) == ("流程做法", "编者指定")


def test_documents_without_a_word_of_an_editor_are_stored_as_before() -> None:
    plain = document(TEXT)
    assert '"aspects"' not in plain.dumps()
    said = replace(plain, aspects=((sentence_digest(TEXT), "组织考核"),))
    assert IndexDocument.loads(said.dumps()) == said
    assert IndexDocument.loads(plain.dumps()) == plain
    assert said.digest != plain.digest


RESULTS = load_aspects(
    """
aspects:
  - name: 风险防控
    note: 怎样把关
    threshold: 2
    words: {5: [免责, 听证], 4: [追责, 清收], 2: [尽职]}
  - name: 组织考核
    note: 谁来管
    threshold: 2
    words: {3: [牵头]}
  - name: 成效数据
    note: 做到了多少
    threshold: 2
    figure: 0.5
    words: {2: [累计, 占比], 1: [笔]}
""",
    "aspects.yml",
)


@pytest.mark.parametrize(
    ("text", "names", "column"),
    [
        ("累计免责29笔、158万元。", ("尽职免责",), "成效数据"),
        ("累计免责12人，占比四分之一。", ("尽职免责", "免责"), "成效数据"),
        ("累计听证47场、112笔。", ("不良贷款听证",), "成效数据"),
        ("累计免责29笔、158万元。", ("整村授信",), "风险防控"),
        ("追责听证累计29笔。", ("尽职免责",), "风险防控"),
        ("尽职的免责，听证会上当场认定。", ("尽职免责",), "风险防控"),
        # A theme that only the name speaks for gives way; another one does not.
        ("清收中心由专人牵头。", ("不良清收",), "组织考核"),
        ("清收中心由专人牵头。", ("整村授信",), "风险防控"),
    ],
)
def test_results_are_not_held_back_by_the_practices_own_words(
    text: str, names: tuple[str, ...], column: str
) -> None:
    found, sentence = document(text), Sentence(0, len(text), text)
    read = entry_of(AspectClassifier(RESULTS), found)
    assert placed(read, found, sentence, names)[0].aspect == column


def test_the_things_of_a_practice_do_not_speak_for_a_theme() -> None:
    text = "清收中心由专人牵头。"
    found, sentence = document(text), Sentence(0, len(text), text)
    read = entry_of(AspectClassifier(RESULTS), found)
    assert placed(read, found, sentence, ("老账",))[0].aspect == "风险防控"
    assert placed(read, found, sentence, ("老账",), ("清收",))[0].aspect == "组织考核"
