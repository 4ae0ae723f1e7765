"""The lexicons as they are changed on the site: one item is written again, the rest stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.corpus import lexicon_changes as lexicons
from kb.corpus import vocabulary_history, vocabulary_undo
from kb.corpus.aspect_lexicon import Aspect, Cue, load_aspects
from kb.corpus.changes import By
from kb.corpus.folder import Corpus
from kb.corpus.indicator_lexicon import Indicator
from kb.errors import CorpusError, NotFoundError
from kb.files.home import Home
from kb.rights import Actor, Role
from kb.text import normalize

BY = By(Actor("王编辑", Role.EDITOR), datetime(2026, 11, 26, 9, 30))
ASPECTS = """# 方面词表
share_of_best: 0.5
aspects:
  - name: 组织考核
    note: 谁来管。
    threshold: 3
    words:
      3: [绩效, 考核]
      -2: [听证]
    patterns:
      3:
        - '扣[^,]{0,8}绩效'  # 句式留在文件里

  # 下一面
  - name: 成效数据
    note: 有什么用。
    threshold: 2
    figure: 0.5
    words: {2: [增长]}
"""
INDICATORS = """# 指标词表
indicators:
  - {name: 绩效, units: [元], words: [绩效, 工资], order: 21}
  # 余额
  - {name: 贷款余额, units: [元], words: [余额], order: 1}
things: [
  签约, 用信,
  走访
]
suffixes:
  户: 户数
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return _corpus(tmp_path)


def _corpus(folder: Path) -> Corpus:
    found = Corpus(Home(folder))
    found.root.mkdir()
    (found.root / "aspects.yml").write_text(ASPECTS, "utf-8")
    (found.root / "indicators.yml").write_text(INDICATORS, "utf-8")
    return found


def aspect(name: str, *words: tuple[str, float]) -> Aspect:
    return Aspect(name, "说明", 3, tuple(Cue(normalize(w), weight, w) for w, weight in words))


def made(corpus: Corpus, plan: vocabulary_history.Plan) -> str:
    vocabulary_history.make(corpus, plan, BY)
    return (corpus.root / plan.files[0].path).read_text("utf-8")


def test_words_of_an_aspect_are_changed_and_all_else_stays(corpus: Corpus) -> None:
    old = corpus.aspects().aspects[0]
    new = replace(old, cues=(*old.cues, Cue("晨会", 2, "晨会")))
    text = made(corpus, lexicons.plan_aspect(corpus, new, was="组织考核"))
    assert "# 句式留在文件里" in text
    assert "# 下一面" in text
    assert text.startswith("# 方面词表")
    assert set(corpus.aspects().aspects[0].cues) == set(new.cues)
    assert corpus.aspects().aspects[1] == load_aspects(ASPECTS, "").aspects[1]


def test_aspects_are_added_and_withdrawn(corpus: Corpus) -> None:
    made(corpus, lexicons.plan_aspect(corpus, aspect("品牌文化", ("口碑", 3), ("家风", 2))))
    assert corpus.aspects().names == ("组织考核", "成效数据", "品牌文化")
    text = made(corpus, lexicons.plan_withdraw_aspect(corpus, "组织考核"))
    assert corpus.aspects().names == ("成效数据", "品牌文化")
    assert "绩效" not in text
    with pytest.raises(NotFoundError, match="没有方面“组织考核”"):
        lexicons.plan_withdraw_aspect(corpus, "组织考核")


def test_indicators_are_added_changed_and_withdrawn(corpus: Corpus) -> None:
    made(
        corpus,
        lexicons.plan_indicator(corpus, Indicator("晨会次数", frozenset("次"), ("晨会",), 9)),
    )
    changed = Indicator("年末余额", frozenset(("元", "%")), ("余额", "末余, 额"), 2)
    text = made(corpus, lexicons.plan_indicator(corpus, changed, was="贷款余额"))
    assert "  # 余额\n  - {name: 年末余额" in text
    assert [i.name for i in corpus.indicators().indicators] == ["绩效", "年末余额", "晨会次数"]
    assert changed in corpus.indicators().indicators
    made(corpus, lexicons.plan_withdraw_indicator(corpus, "绩效"))
    assert [i.name for i in corpus.indicators().indicators] == ["年末余额", "晨会次数"]
    with pytest.raises(CorpusError, match="已有指标“晨会次数”"):
        lexicons.plan_indicator(corpus, replace(changed, name="晨会次数"), was="年末余额")


def test_things_are_changed(corpus: Corpus) -> None:
    made(corpus, lexicons.plan_things(corpus, ("签约", "回访")))
    found = corpus.indicators()
    assert found.things == ("签约", "回访")
    assert found.suffixes == (("户", "户数"),)


def test_words_that_mean_the_same_are_changed(corpus: Corpus) -> None:
    made(corpus, lexicons.plan_same(corpus, (("代发企业", "代发单位"), ("不良率", "不良贷款率"))))
    assert corpus.indicators().same == (("代发企业", "代发单位"), ("不良率", "不良贷款率"))
    made(corpus, lexicons.plan_same(corpus, (("网点", "营业网点"),)))
    found = corpus.indicators()
    assert found.same == (("网点", "营业网点"),)
    assert found.suffixes == (("户", "户数"),)
    with pytest.raises(CorpusError, match="只有一个说法：网点"):
        lexicons.plan_same(corpus, (("网点",),))


def test_a_change_is_undone_and_leaves_the_file_as_it_was(corpus: Corpus) -> None:
    made(corpus, lexicons.plan_things(corpus, ("签约",)))
    assert made(corpus, vocabulary_undo.plan_undo(corpus, 1)) == INDICATORS


def test_what_would_be_wrong_is_refused(corpus: Corpus) -> None:
    with pytest.raises(CorpusError, match="写了两次"):
        lexicons.plan_aspect(corpus, aspect("成效数据", ("增长", 3)))
    with pytest.raises(CorpusError, match="单位和词"):
        lexicons.plan_indicator(corpus, Indicator("空的", frozenset(), ()))


def test_a_home_without_the_files_changes_the_installed_ones(tmp_path: Path) -> None:
    corpus = Corpus(Home(tmp_path))
    names = corpus.aspects().names
    made(corpus, lexicons.plan_aspect(corpus, aspect("品牌文化", ("口碑", 3))))
    assert corpus.aspects().names == (*names, "品牌文化")
    vocabulary_history.make(corpus, vocabulary_undo.plan_undo(corpus, 1), BY)
    assert not (corpus.root / "aspects.yml").exists()


@pytest.mark.parametrize("name", Corpus(Home(Path("nowhere"))).aspects().names)
def test_every_aspect_of_the_installed_lexicon_is_written_as_it_is(
    tmp_path: Path, name: str
) -> None:
    corpus = Corpus(Home(tmp_path))
    before = corpus.aspects()
    own = next(a for a in before.aspects if a.name == name)
    plan = lexicons.plan_aspect(corpus, own, was=name)
    after = lexicons.lexicons_after(corpus, plan).aspects
    assert after.names == before.names
    for one, other in zip(after.aspects, before.aspects, strict=True):
        assert set(one.cues) == set(other.cues)
        assert one.note == other.note


@given(
    st.lists(st.text(min_size=1, max_size=12).filter(normalize), max_size=30, unique_by=normalize)
)
def test_any_words_come_back(tmp_path_factory: pytest.TempPathFactory, words: list[str]) -> None:
    corpus = _corpus(tmp_path_factory.mktemp("any"))
    plan = lexicons.plan_aspect(corpus, aspect("新方面", *((word, 2) for word in words)))
    found = lexicons.lexicons_after(corpus, plan).aspects.aspects[-1]
    assert [cue.written for cue in found.cues] == words


def test_an_aspect_is_merged_into_another_with_its_words_and_patterns(corpus: Corpus) -> None:
    first, second = corpus.aspects().aspects
    text = made(corpus, lexicons.plan_merge_aspect(corpus, "组织考核", "成效数据"))
    (whole,) = corpus.aspects().aspects
    assert whole.name == "成效数据"
    assert set(whole.cues) == {*first.cues, *second.cues}
    assert text.startswith("# 方面词表")
    for name, into in (("组织考核", "成效数据"), ("成效数据", "没有的")):
        with pytest.raises(NotFoundError, match="没有方面"):
            lexicons.plan_merge_aspect(corpus, name, into)
    with pytest.raises(CorpusError, match="自己"):
        lexicons.plan_merge_aspect(corpus, "成效数据", "成效数据")
    assert made(corpus, vocabulary_undo.plan_undo(corpus, 1)) == ASPECTS


def test_an_aspect_remembers_the_names_it_had(corpus: Corpus) -> None:
    """What editors said of a sentence under an old name is followed under the new one."""
    old = corpus.aspects().aspects[0]
    text = made(corpus, lexicons.plan_aspect(corpus, replace(old, name="谁来考"), was="组织考核"))
    assert "# 句式留在文件里" in text
    made(corpus, lexicons.plan_aspect(corpus, aspect("谁来管", ("绩效", 3)), was="谁来考"))
    assert corpus.aspects().renamed == {"组织考核": "谁来管", "谁来考": "谁来管"}
    back = aspect("组织考核", ("绩效", 3))
    made(corpus, lexicons.plan_aspect(corpus, back, was="谁来管"))
    assert corpus.aspects().renamed == {"谁来考": "组织考核", "谁来管": "组织考核"}
    made(corpus, lexicons.plan_merge_aspect(corpus, "组织考核", "成效数据"))
    assert set(corpus.aspects().renamed) == {"谁来考", "谁来管", "组织考核"}
    assert set(corpus.aspects().renamed.values()) == {"成效数据"}
    made(corpus, lexicons.plan_aspect(corpus, back))
    assert "组织考核" not in corpus.aspects().renamed


def test_a_word_that_both_aspects_have_keeps_the_weight_of_the_target(corpus: Corpus) -> None:
    made(corpus, lexicons.plan_aspect(corpus, aspect("品牌文化", ("增长", 9), ("口碑", 3))))
    made(corpus, lexicons.plan_merge_aspect(corpus, "品牌文化", "成效数据"))
    weights = {cue.text: cue.weight for cue in corpus.aspects().aspects[1].cues}
    assert weights == {"增长": 2, "口碑": 3}


def test_an_indicator_is_merged_into_another(corpus: Corpus) -> None:
    text = made(corpus, lexicons.plan_merge_indicator(corpus, "绩效", "贷款余额"))
    (whole,) = corpus.indicators().indicators
    assert whole == Indicator("贷款余额", frozenset({"元"}), ("余额", "绩效", "工资"), 1)
    assert "# 余额" in text
    assert made(corpus, vocabulary_undo.plan_undo(corpus, 1)) == INDICATORS


def test_patterns_are_changed_and_those_that_take_long_are_refused(corpus: Corpus) -> None:
    old = corpus.aspects().aspects[0]
    words = tuple(cue for cue in old.cues if not cue.pattern)
    pattern = Cue(r"价值\\d+'元'", -1, r"价值\\d+'元'", pattern=True)
    made(corpus, lexicons.plan_aspect(corpus, replace(old, cues=(*words, pattern)), was=old.name))
    assert set(corpus.aspects().aspects[0].cues) == {*words, pattern}
    slow = Cue("(a+)+", 1, "(a+)+", pattern=True)
    with pytest.raises(CorpusError, match="找得很慢"):
        lexicons.plan_aspect(corpus, replace(old, cues=(*old.cues, slow)), was=old.name)
    made(corpus, lexicons.plan_aspect(corpus, replace(old, cues=words), was=old.name))
    assert set(corpus.aspects().aspects[0].cues) == set(words)
