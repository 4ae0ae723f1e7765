from pathlib import Path

import pytest

from kb.corpus import Corpus
from kb.corpus.aspect_lexicon import load_aspects
from kb.enrich import AspectClassifier, AspectScore
from kb.enrich.aspect_model import grams, parse_model, shipped_model
from kb.files import Home
from kb.text import Sentence

LEXICON = Path(__file__).parents[2] / "corpus" / "aspects.yml"


def served(text: str, lexicon: str | None = None) -> tuple[AspectScore, ...]:
    given = lexicon or LEXICON.read_text("utf-8")
    return AspectClassifier(load_aspects(given, "aspects.yml")).scores(Sentence(0, len(text), text))


def names(text: str, lexicon: str | None = None) -> list[str]:
    return [score.aspect for score in served(text, lexicon)]


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("柜员每月轮着去乡下跑一周，跑回来的存款算自己的业绩。", "组织考核"),
        ("村口支起棚子，扫码就送一袋盐，大爷大妈排起了队。", "营销宣传"),
    ],
)
def test_a_sentence_in_words_that_the_lexicon_hardly_has(text: str, aspect: str) -> None:
    assert aspect in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "浣江农商银行先建档后授信，全市168个行政村建档率97.6%。",
        "阳坪农商银行目前建档率为58.3%，且多数为纸质档案。",
        "3.对照之下，鹤洲农商银行整村授信用信率只有19.4%，授信之后没有回访，客户不知道自己有额度。",
        "白沙支行的激活率目前停在43%。",
        "渔民签约率达到71.5%，比邻近乡镇高出一截。",
    ],
)
def test_words_decide_where_the_characters_leave_it_open(text: str) -> None:
    """A rate that is stated is a result, though the characters around it speak of the work."""
    assert names(text)[0] == "成效数据"


def test_topics_without_figures_stay_without_aspect() -> None:
    assert names("会议讨论了建档率、用信率和不良率三个话题。") == []


def test_nothing_is_served_by_small_talk() -> None:
    assert names("午饭后大家在院子里散步，聊起各自的家乡。") == []


def test_the_word_list_can_rule_a_sentence_out() -> None:
    """A list of topics tells no practice, however many words of an aspect it holds."""
    assert "风险防控" in names("建立风险管控台账，逾期三天即上门核查。")
    assert names("双方就风险管控、系统开发、绩效考核等进行了深入探讨。") == []
    assert names("一行来到园区，就风险管控、绩效考核与企业交流了意见。") == []


def test_the_parts_of_a_score_add_up_to_it() -> None:
    (best, *_) = served("三、二次考核给了支行行长一把尺。")
    threshold = 3.0
    assert best.aspect == "组织考核"
    assert best.score >= threshold
    assert sum(part.weight for part in best.evidence) == pytest.approx(best.score, abs=0.2)
    assert "“二次考核”（+" in best.explanation
    assert "其余用字（" in best.explanation


def test_a_word_that_the_editor_adds_counts_in_full() -> None:
    text, lexicon = "午饭后大家在院子里散步，聊起各自的家乡。", LEXICON.read_text("utf-8")
    added = lexicon.replace("4: [科技支撑]", "4: [科技支撑, 在院子里散步]")
    assert added != lexicon
    assert names(text, added) == ["科技支撑"]
    against = added.replace("-1: [晨会, 礼品", "-9: [各自的家乡]\n      -1: [晨会, 礼品")
    assert against != added
    assert names(text, against) == []


def test_a_lexicon_can_do_without_the_model() -> None:
    alone = LEXICON.read_text("utf-8").replace("learned: true", "learned: false")
    text = "柜员每月轮着去乡下跑一周，跑回来的存款算自己的业绩。"
    assert names(text, alone) != names(text)


def test_a_lexicon_of_other_aspects_is_judged_by_itself() -> None:
    other = "learned: true\naspects: [{name: 天气, threshold: 1, words: {1: [下雨]}}]"
    assert names("今天下雨。", other) == ["天气"]


def test_the_learned_weights_stay_when_an_aspect_gets_another_name() -> None:
    shipped = LEXICON.read_text("utf-8")
    renamed = shipped.replace("- name: 组织考核", "- name: 谁来管\n    former: [组织考核]")
    assert renamed != shipped
    text = "柜员每月轮着去乡下跑一周，跑回来的存款算自己的业绩。"
    assert names(text, renamed) == ["谁来管" if n == "组织考核" else n for n in names(text)]
    assert names(text) != []


def test_the_shipped_model_has_the_aspects_of_the_shipped_lexicon() -> None:
    lexicon = Corpus(Home(LEXICON.parents[1])).aspects()
    assert lexicon.learned
    assert shipped_model().names == lexicon.names


def test_runs_of_characters_are_found_once_with_digits_as_one_sign() -> None:
    assert list(grams("12户3户")) == ["^", "0", "户", "$", "^0", "0户", "户0", "户$", "^0户",
                                      "0户0", "户0户", "0户$"]  # fmt: skip


def test_a_model_is_read_from_lines() -> None:
    text = (
        "names\t\t甲\t乙\nbias\t\t-100\t50\ndigit\t\t10\t\nlexicon\t甲\t100\t\nlexicon\t乙\t\t100\n"
    )
    text += "title\t甲\t\t\ntitle\t乙\t\t\nknown\t甲\t好\ngram\t好\t200\t-100\n"
    text += "least\t\t20\t\nhas near\t\t-50\t\nnear\t甲\t100\t\nnear\t乙\t\t200\n"
    model = parse_model(text)
    sums, said, share = model.of_characters("好")
    assert said == ["好"]
    assert sums == pytest.approx([-1 + 2 * share, 0.5 - share])
    assert model.of_lexicon([4.0, 0.0], [0.0, 0.0]) == [1.0, 0.0]
    assert model.known == {"甲": frozenset({"好"})}
    assert model.least == (0.2, 0.0)
    assert model.of_near([]) == [0.0, 0.0]
    assert model.of_near([[0.0, 99.0], [0.0, -99.0]]) == pytest.approx([0.0, 1.0])


@pytest.mark.parametrize("rate", ["用信率只有", "回访率达到", "激活率目前停在", "授信面为"])
def test_a_stated_rate_of_the_work_is_a_result(rate: str) -> None:
    assert "成效数据" in names(f"支行的{rate}41%，客户经理还要再走一遍。")
