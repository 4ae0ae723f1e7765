"""The sentences that answer a question: verbatim, one a bank, none where the evidence is weak."""

from __future__ import annotations

import pytest

from kb.index import update_vectors
from kb.index.engines import Order
from kb.knowledge_base import KnowledgeBase
from kb.meaning import install_model
from kb.model import Kind
from kb.search import Answer, Query, answers, search
from kb.search.wording import as_written
from tests.peers import EAST, WEST, bank_entries, stored, week
from tests.real_model import encoder, model_files

EAST_LESSONS = [
    "一、驿站站长有补贴。驿站站长每月领取200元至600元补贴，按业务笔数算。站长由店主兼任。",
    "二、听证会要公开。不良贷款听证会由分管副行长主持。上半年听证38场，收回率35.9%。",
]
WEST_LESSONS = [
    "一、驿站算细账。驿站站长每月补贴平均540元，末位的撤牌。",
    "二、晨会短开。晨会每天8时10分开始，只看两张表。",
]


@pytest.fixture
def peers(kb: KnowledgeBase) -> KnowledgeBase:
    return stored(
        kb,
        week(1, *bank_entries(EAST, EAST_LESSONS)),
        week(2, *bank_entries(WEST, WEST_LESSONS)),
        week(3, *bank_entries(EAST, ["驿站站长补贴评审员，月补贴900元"], Kind.HONOUR)),
    )


def asked(kb: KnowledgeBase, text: str, order: Order = Order.RELEVANCE) -> tuple[Answer, ...]:
    return answers(kb, search(kb, Query(text, order=order)))


def test_an_amount_is_answered_with_one_sentence_a_bank(peers: KnowledgeBase) -> None:
    found = {a.subject.bank: a.text for a in asked(peers, "驿站站长每月补贴多少？")}
    assert found == {
        EAST: "驿站站长每月领取200元至600元补贴，按业务笔数算。",
        WEST: "驿站站长每月补贴平均540元，末位的撤牌。",
    }


def test_an_answer_stands_in_its_entry_word_for_word(peers: KnowledgeBase) -> None:
    for answer in asked(peers, "驿站站长每月补贴多少？"):
        sentence = answer.subject.sentence
        assert answer.document.text[sentence.start : sentence.end] == answer.text


def test_a_bank_that_is_named_is_the_only_one_that_answers(sample_kb: KnowledgeBase) -> None:
    anywhere = {a.subject.bank for a in asked(sample_kb, "整村授信一个村要多少天？")}
    named = {a.subject.bank for a in asked(sample_kb, "青枫整村授信一个村要多少天？")}
    assert "青枫农商银行" in anywhere
    assert named == {"青枫农商银行"}


def test_who_does_it(peers: KnowledgeBase) -> None:
    (answer,) = asked(peers, "不良贷款听证会由谁主持？")
    assert answer.text == "不良贷款听证会由分管副行长主持。"


def test_when_it_is(peers: KnowledgeBase) -> None:
    (answer,) = asked(peers, "晨会每天几点开始？")
    assert answer.text == "晨会每天8时10分开始，只看两张表。"


@pytest.mark.parametrize(
    "text",
    [
        "驿站站长补贴",
        "高铁票多少钱一张？",
        "驿站房租每月多少？",
        "听证会利率是多少？",
        "谁发明了电灯？",
    ],
)
def test_no_question_or_no_evidence_no_answer(peers: KnowledgeBase, text: str) -> None:
    assert asked(peers, text) == ()


def test_by_date_nothing_is_answered(peers: KnowledgeBase) -> None:
    assert asked(peers, "驿站站长每月补贴多少？", Order.DATE) == ()


def test_with_a_model_other_words_are_answered_too(peers: KnowledgeBase) -> None:
    question = "店主管驿站每月能拿多少钱？"
    assert asked(peers, question) == ()
    encoder()
    install_model(peers.home, model_files())
    kb = KnowledgeBase(peers.home, peers.settings)
    assert kb.encoder is not None
    update_vectors(kb.vectors, kb.engine, kb.encoder)
    found = asked(kb, question)
    assert {a.text for a in found} <= {
        "驿站站长每月领取200元至600元补贴，按业务笔数算。",
        "驿站站长每月补贴平均540元，末位的撤牌。",
    }
    assert found
    assert asked(kb, "高铁票多少钱一张？") == ()


def test_the_sample_corpus_answers_what_its_staff_would_ask(sample_kb: KnowledgeBase) -> None:
    found = {a.subject.bank: a.text for a in asked(sample_kb, "不良贷款率降到多少了？")}
    assert set(found) == {"石桥农商银行"}  # not 0.61% of 云泽's merchants
    assert "全行不良贷款率1.44%" in found["石桥农商银行"]


@pytest.mark.parametrize(
    ("text", "banks"),
    [
        ("谁的绩效最高", set()),
        ("办一个村几年能回本", set()),  # 回 and 本 stand in many sentences, 回本 in none
        ("嫌利率高的客户头一次用信能便宜多少", set()),  # nothing says by how much
        ("体验支用日是怎么做的", set()),  # a sentence that only mentions it
        ("哪个行讲了清理沉睡码牌", set()),  # the sentence names two banks
        ("单村投入最多不能超过多少钱", set()),  # 两行都…, about two banks named before
        ("听证员一场给多少补贴", set()),
        ("网格例会开多长时间", set()),  # 三周未走访 stands in another clause
        ("联络员推荐一户能拿多少钱", set()),  # nothing says it for one 户
        ("青枫公示榜多久换一次", {"青枫农商银行"}),
        ("逾期第几天双人上门", set()),  # 10日内 is no such day
        ("体验支用怎么做", set()),  # what came of it
        ("村民授信了不用怎么办", set()),  # a question that villagers ask
        ("石桥审批平均几天", set()),  # a promise is no average
        ("政务事项多少项", set()),  # of one branch
        ("蓝领贷户均多少", {"南屏农商银行"}),  # 离职人员贷款86户均落实 is no average
        ("学员一共多少人", set()),  # 学员6人下场 are some of them
        ("免责多少人次", set()),
        ("青枫户均预授信多少", set()),
        ("青枫用信户均多少", {"青枫农商银行"}),
        ("青枫评议暂缓面多少", {"青枫农商银行"}),
        ("青枫客户经理绩效最高多少", set()),  # 扣分最多的一家支行
        ("评议A等给多少万", {"青枫农商银行"}),
        ("石埠村签约当天授信多少万", {"青枫农商银行"}),
        ("复评一户要多长时间", {"石桥农商银行"}),
        ("谁主讲整村授信课", {"南屏农商银行"}),
        ("村干部评价占多少分", {"青枫农商银行"}),
        ("吸收一百万存款一年贡献多少钱", {"云泽农商银行"}),
        ("长亭打算先租几台终端", {"长亭农商银行"}),
    ],
)
def test_a_card_is_right_or_there_is_none(
    sample_kb: KnowledgeBase, text: str, banks: set[str]
) -> None:
    assert {answer.subject.bank for answer in asked(sample_kb, text)} == banks


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("评议A等给多少万", "A等给10万元、B等6万元"),
        ("石埠村签约当天授信多少万", "当天授信786万元"),
        ("云泽十月份客户经理绩效最高多少", "最高21600元"),
        ("终端离开辖区多少公里会自动退出", "离开辖区30公里自动退出"),
    ],
)
def test_the_amount_is_stated_of_what_was_asked(
    sample_kb: KnowledgeBase, text: str, sentence: str
) -> None:
    (answer,) = asked(sample_kb, text)
    assert sentence in answer.text


def test_of_two_sentences_of_a_bank_that_answer_the_newest_is_shown(
    sample_kb: KnowledgeBase,
) -> None:
    (answer,) = asked(sample_kb, "免责清单有几种情形")
    assert answer.text.startswith("修订后的清单列出13种")


def test_what_is_asked_for_by_the_month_is_not_answered_by_a_total(
    sample_kb: KnowledgeBase,
) -> None:
    for answer in asked(sample_kb, "驿站一个月平均能拿多少补贴"):
        assert "月" in answer.text


EVERYDAY = [
    "一、绩效拉开差距。10月份客户经理绩效最高21600元、最低5400元，柜员每月绩效人均4300元。",
    "二、扣罚写在明处。漏登一户，客户经理当月绩效扣500元。",
    "三、代发抓年终。全行代发企业441家，客户经理分片上门，月代发2.49亿元。",
    "四、审批有时限。50万元以下的贷款审批承诺1个工作日答复，其余3个工作日答复。",
]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("客户经理一个月发多少钱", "10月份客户经理绩效最高21600元"),
        ("柜员每月能拿几千块？", "10月份客户经理绩效最高21600元、最低5400元，柜员每月绩效"),
        ("客户经理每月挣多少", "10月份客户经理绩效"),
        ("老百姓贷款要几天", "50万元以下的贷款审批承诺1个工作日"),
        ("贷款多久能批下来？", "50万元以下的贷款审批承诺1个工作日"),
        ("人家的代发企业有多少家", "全行代发企业441家"),
    ],
)
def test_everyday_words_are_answered_as_written(
    kb: KnowledgeBase, question: str, answer: str
) -> None:
    (found,) = asked(stored(kb, week(1, *bank_entries(EAST, EVERYDAY))), question)
    assert found.text.startswith(answer)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("支行行长一年拿多少钱", "支行行长一年绩效多少钱"),
        ("员工到手几千块", "员工绩效多少钱"),
        ("客户经理发多少张折页", "客户经理发多少张折页"),
        ("客户经理一年挣多少客户", "客户经理一年挣多少客户"),
        ("贷款多久没还算不良", "贷款多久没还算不良"),
        ("我们行的用信率多少", "我们行的用信率多少"),
        ("代发工资的户有多少", "代发工资的户有多少"),
        ("店主管驿站每月能拿多少钱", "店主管驿站每月能拿多少钱"),
    ],
)
def test_only_pay_and_time_are_worded_anew(typed: str, told: str) -> None:
    assert as_written(typed) == told
