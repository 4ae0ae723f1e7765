"""What stands around a sentence sheds light on its aspects, and is named as a reason."""

from __future__ import annotations

from dataclasses import replace

from kb.corpus import Corpus
from kb.enrich import AspectClassifier, AspectScore, EntryAspects
from kb.enrich.entry_aspects import FAR
from kb.files import Home
from kb.text import sentences
from tests.conftest import ROOT

CLASSIFIER = AspectClassifier(Corpus(Home(ROOT)).aspects())
RISK = "逾期三天的由会计主管上门催收。欠息两次的冻结额度，移交法务起诉。问责到人，违规放款的停职。"
SHORT = "超过的退回重写。"


def scores(before: str, text: str, behind: str = "") -> dict[str, AspectScore]:
    """The aspects of a text of one sentence between others."""
    units = sentences(before + text + behind)
    (wanted,) = (unit for unit in units if unit.text == text)
    found = EntryAspects(CLASSIFIER, "", units).scores(wanted)
    return {score.aspect: score for score in found}


def total(before: str, text: str, aspect: str) -> float:
    """What a sentence has of an aspect, of which it must have enough."""
    return scores(before, text)[aspect].score


def test_neighbours_that_tell_of_an_aspect_speak_for_it() -> None:
    text = "到期前十天由管户人再查一遍贷款用途。"
    talk = "食堂门口的桂花开了。我们吃了面。晚上下了雨，大家早早睡了。"
    assert total(RISK, text, "风险防控") > total(talk, text, "风险防控")


def test_the_sentences_around_are_one_of_the_reasons_and_the_parts_add_up() -> None:
    (score,) = scores(RISK, "到期前十天由管户人再查一遍贷款用途。").values()
    assert "near" in [part.kind for part in score.evidence]
    assert "前后各句所讲（+" in score.explanation
    parts = sum(part.weight for part in score.evidence)
    assert abs(parts - score.score) < 0.06  # each part is rounded to a tenth


def test_sentences_far_away_do_not_count() -> None:
    text = "到期前十天由管户人再查一遍贷款用途。"
    between = "".join(f"第{n}天我们在院子里吃饭。" for n in range(FAR))
    assert scores(RISK + between, text) == scores(between, text)


def test_a_sentence_that_stands_alone_is_judged_alone() -> None:
    (unit,) = sentences("逾期三天的由会计主管上门催收。")
    entry = EntryAspects(CLASSIFIER, "清收", (unit,))
    alone = CLASSIFIER.scores(unit, CLASSIFIER.title_evidence("清收"))
    assert entry.scores(unit) == alone
    assert all(part.kind != "near" for score in alone for part in score.evidence)


def test_a_sentence_of_another_text_is_judged_alone() -> None:
    (other,) = sentences("逾期三天的由会计主管上门催收。")
    entry = EntryAspects(CLASSIFIER, "", sentences(RISK))
    assert entry.scores(replace(other, start=999)) == CLASSIFIER.scores(other, {})
    assert entry.scores(replace(other, start=0, text="别的话。")) == CLASSIFIER.scores(
        replace(other, text="别的话。"), {}
    )


def test_by_the_word_list_alone_neighbours_do_not_count() -> None:
    lexicon = replace(CLASSIFIER.lexicon, learned=False)
    plain = AspectClassifier(lexicon)
    units = sentences(RISK + SHORT)
    entry = EntryAspects(plain, "", units)
    assert [entry.scores(unit) for unit in units] == [plain.scores(unit) for unit in units]
