"""What learners intend or advise, apart from what they did."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.enrich import SentenceSubject
from kb.identity import sentence_digest
from kb.index import IndexDocument
from kb.insights.comparison import compare
from kb.insights.passages import Passage, Relation
from kb.insights.plans import is_plan, stands_under_plans
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind, Side, SubjectCorrection
from kb.text import analysed_sentences
from tests.peers import EAST, bank_entries, stored, week


def passage(text: str, title: str = "", *, study: bool = False) -> Passage:
    (unit,) = analysed_sentences(text)
    document = IndexDocument(
        id="b/e", bulletin="b", bulletin_title="", position=0, kind="overview", title=title,
        headings=(), text=text, group="", bank="", organisations=(), practices=(), start=None,
        end=None, sample=False,
    )  # fmt: skip
    told = SentenceSubject(unit, "北溪农商银行", Side.LEARNER, "", "", study)
    return Passage(document, told, Relation.ALL)


@pytest.mark.parametrize(
    "text",
    [
        "二是由合规部牵头，5月15日前拿出本行的清单初稿。",
        "我行拟先选两个村试行。",
        "建议我行把听证办法一并修订。",
        "下一步，由零售部牵头排出名单。",
        "学员认为前两步派出行年内即可动手。",
        "北溪农商银行计划年底把用信率提到25%。",
        "从明年起取消打卡考核。",
    ],
)
def test_what_is_intended_or_advised_is_a_plan(text: str) -> None:
    assert is_plan(passage(text))


@pytest.mark.parametrize(
    "text",
    [
        "反观北溪，去年进入认定的贷款31笔，免责的只有2笔。",
        "我行目前仍靠纸质台账。",
        "石溪组与信贷管理部讨论办法修订稿，提出建议6条。",
        "授信审批部开放日,学员轮流坐上审批台模拟表决12笔。",
        "北溪农商银行听证办法初稿在石溪组协助下拟定。",
        "现将情况报告如下。",
        "7月份，全行清收2316.5万元，完成月计划的108.3%。",
    ],
)
def test_what_was_done_or_is_so_is_none(text: str) -> None:
    assert not is_plan(passage(text))


def test_below_a_heading_of_plans_a_sentence_is_one_unless_it_is_done() -> None:
    assert is_plan(passage("由合规部牵头，分三批推开。", "回去以后怎么办"))
    assert not is_plan(passage("由合规部牵头，分三批推开。"))
    assert not is_plan(passage("去年由合规部牵头。", "回去以后怎么办"))


def test_what_a_group_did_on_its_visit_is_no_plan() -> None:
    text = "11月24日上午，学员在总行参加专题开班会，学习了将要推行的办法。"
    assert not is_plan(passage(text, study=True))


def test_plans_of_overviews_stand_next_to_those_of_lessons(kb: KnowledgeBase) -> None:
    texts = ("我行拟修订整村授信的考核办法，6月底前印发。", "我行拟由合规部牵头考核整村授信。")
    entries = [
        replace(one, subjects=(SubjectCorrection(sentence_digest(one.text), Side.LEARNER),))
        for text, kind in zip(texts, (Kind.LESSON, Kind.OVERVIEW), strict=True)
        for one in bank_entries(EAST, [text], kind)
    ]
    stored(kb, week(1, *entries))
    plans = [row for row in compare(kb, "整村授信").others if row.planned]
    said = [one.text for row in plans for cell in row.cells for one in cell.statements]
    assert len(said) == 2
    assert not any(cell.aside for row in plans for cell in row.cells)


@pytest.mark.parametrize(
    ("heading", "before", "reached"),
    [
        ("三、对策建议", "撤并低效网点", True),
        ("下一步打算", "年内飞行检查覆盖全部", True),
        ("下一步打算", "现有网点", False),
        ("下一步打算", "我行城区小区有", False),
        ("三、对策建议", "把占比由", False),
        ("存在的差距", "撤并低效网点", False),
    ],
)
def test_a_figure_below_a_heading_of_plans_is_one_to_reach(
    heading: str, before: str, *, reached: bool
) -> None:
    one = passage(f"{before}4个，充实一线。")
    told = replace(one, document=replace(one.document, headings=(heading,)))
    assert stands_under_plans(told, before) is reached


def test_what_learners_agreed_to_do_after_the_visit_is_a_plan() -> None:
    text = "学员们约定，返程后先精简材料，力争9月底前把签字份数压到6份以内。"
    assert is_plan(passage(text, study=True))


@pytest.mark.parametrize(
    ("label", "reached"),
    [("我行怎么追", True), ("主要任务", True), ("任务完成情况", False), ("我行差距", False)],
)
def test_a_figure_behind_the_label_of_plans_is_one_to_reach(label: str, *, reached: bool) -> None:
    told = passage(f"{label}：南汀农商银行下半年新增三件套客户1万户，年末活期占比提到36%。")
    assert stands_under_plans(told, told.sentence.text[:14]) is reached
