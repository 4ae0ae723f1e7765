"""Whether a figure is of the thing and the scope that is asked for."""

from __future__ import annotations

import pytest

from kb.corpus import IndicatorLexicon
from kb.search.attached import Place
from kb.search.measures import measure_of
from kb.search.questions import asked_for
from kb.search.scopes import is_measured

BANK = "东山农商银行"


def fits(question: str, before: str, after: str = "。", earlier: str = "") -> bool:
    asked = asked_for(question)
    assert asked is not None
    places = frozenset({"城关支行"}) if "城关支行" in question else frozenset({BANK})
    measure = measure_of(asked, ("东山", "城关支行"), places, IndicatorLexicon())
    assert measure is not None
    return is_measured(measure, Place(before, after, earlier, "", (BANK, "东山"), noun=""))


@pytest.mark.parametrize(
    ("question", "before"),
    [
        ("东山用信率多少", "全行用信率"),
        ("东山用信率多少", "截至11月7日，全行授信12个村，签约1,524户，用信率"),
        ("东山用信率多少", "目前22个授信村平均用信率"),
        ("东山用信率多少", "用信率由18.5%升到"),
        ("东山用信率多少", "城关支行用信率19.8%，全行为"),
        ("东山不良率多少", "不良率方面，农机贷为零，全行为"),
        ("东山误拒率多少", "最近一次重训使误拒率由8.3%降到"),
        ("东山贷款利率多少", "贷款加权平均利率"),
        ("东山蓝领贷用信率多少", "蓝领贷签约企业37家，授信2,340人、2.12亿元，用信率"),
        ("城关支行用信率多少", "柳溪支行用信率29.6%，城关支行仅"),
        ("东山转介成功率多少", "全行大堂经理38名，城关支行有3名，转介成功率提高到"),
        ("东山签约多少户", "全行整村授信96个村，签约"),
        ("东山党员多少人", "在职员工412人，其中党员"),
        ("东山用信率目标多少", "该行60天做完，用信率目标"),
    ],
)
def test_of_what_is_asked_for(question: str, before: str) -> None:
    assert fits(question, before)


@pytest.mark.parametrize(
    ("question", "before"),
    [
        ("东山用信率多少", "蓝领贷签约企业37家，用信率"),
        ("东山用信率多少", "其中城关支行用信率"),
        ("东山用信率多少", "城关支行所辖6个城郊村签约率不低，用信率"),
        ("东山用信率多少", "评议满三轮的90个村用信率"),
        ("东山用信率多少", "6个渔村217条船已评189条，用信率"),
        ("东山用信率多少", "同类行用信率"),
        ("东山用信率多少", "力争年底用信率达到"),
        ("东山用信率多少", "以大岭村为例，签约118户，用信率"),
        ("东山不良率多少", "村级不良率"),
        ("东山不良率多少", "专营中心客户经理22人，不良率仅"),
        ("东山不良率多少", "有码商户7,010户，激活率64.5%，不良率"),
        ("东山收回率多少", "用信率"),
        ("东山签约率多少", "办事群众中214户登记意向，签约率"),
        ("东山签约多少户", "人均管户由180户提高到"),
        ("东山授信多少户", "预授信"),
        ("东山客户经理多少人", "全行抽调客户经理"),
        ("东山贷款余额多少", "农户贷款余额"),
        ("城关支行用信率多少", "全行用信率"),
        ("东山用信率目标多少", "全行用信率"),
    ],
)
def test_of_something_else(question: str, before: str) -> None:
    assert not fits(question, before)


@pytest.mark.parametrize(
    ("question", "before", "after", "fitting"),
    [
        ("东山联络员有多少名", "全行聘用村级", "", False),
        ("东山联络员有多少名", "全行聘用", "联络员，条件是在村居住五年", True),
        ("东山联络员有多少名", "青年组与", "联络员座谈", False),
        ("东山授信村有多少个", "全行已授信", "村，用信率27.4%", True),
        ("东山网点有多少个", "东山农商银行", "网点配备大堂经理", True),
        ("东山网点有多少个", "全行", "网点负责人到会", False),
    ],
)
def test_what_stands_behind_a_number(question: str, before: str, after: str, fitting: bool) -> None:
    assert fits(question, before, after) is fitting


def test_the_branch_that_an_entry_last_named_has_the_figure() -> None:
    assert not fits("东山用信率多少", "签约167户，用信率", earlier="城关支行在两个中心设点。")
    assert fits("东山用信率多少", "签约167户，用信率", earlier="城关支行先试。全行照办。")


def test_a_long_sentence_is_read_quickly() -> None:
    assert not fits("东山用信率多少", "有" * 300 + "，" * 300, earlier="支行" * 200)
