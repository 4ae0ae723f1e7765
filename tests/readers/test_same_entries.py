"""Bulletins of unlike shape, written in every format, are understood as the same entries."""

from __future__ import annotations

import re
from datetime import date

import pytest

from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin, Source
from kb.readers.read import read
from kb.structure.understand import structure
from tests.readers.test_same_content import (
    WRITERS,
    Document,
    Headline,
    Points,
    Prose,
    Sheet,
    Title,
)

WEEK: Document = [
    Title("云泽农商银行跟班学习专报第7期"),
    Prose("", "（2026年9月7日—9月11日）"),
    Prose(
        "",
        "本周，青枫、石桥两组共12名学员分赴两家银行跟岗，晨会、走访、清收都有人跟，现将情况摘编如下。",
    ),
    Headline("青枫组（青枫农商银行）"),
    Points(
        (
            "早会通报昨日走访。支行行长用十分钟通报前一天的走访户数、有效户数和授信户数，当场点评最差的三户，三个月走访由每人每天6户提高到11户。",
            "听证会收回旧账。该行邀请村干部、乡贤和担保人参加听证，当场承诺还款时间的占六成，三个月收回不良贷款本息860万元。",
        )
    ),
    Headline("石桥组（石桥农商银行）"),
    Points(
        (
            "名单制管理商户。该行对辖内1318户商户建立名单，按季更新，三人分片包干，每户每季至少走访一次，不走过场。",
            "小额不良一户一策。对五万元以下的小额不良，由客户经理、内勤、行长三级清收，全年现金收回312万元。",
        )
    ),
]
ANSWERS: Document = [
    Title("赴青枫农商银行学习问答"),
    Prose("", "2026年3月16日至3月20日"),
    Prose("问：", "整村授信的名单从哪里来，由谁来定？"),
    Prose(
        "答：",
        "青枫农商银行先由村两委拟定初步名单，再由五名评议员背靠背打分，三人以上同意方可授信，名单张榜公示七天。",
    ),
    Prose("问：", "公示期间村民有异议怎么办？"),
    Prose(
        "答：",
        "由支行行长会同村干部在三天之内复核，复核结果再公示三天，全年复核38户，其中调减额度的有21户。",
    ),
]
DIGEST: Document = [
    Title("兄弟行经验摘编2026年第2期"),
    Headline("青枫农商银行：整村授信怎样做"),
    Prose(
        "",
        "青枫农商银行对整村授信实行名单制管理，全年完成授信12个村，签约1524户，用信率18.5%，支行行长包进度，客户经理包质量。",
    ),
    Headline("石桥农商银行：夜市支付怎样做"),
    Prose(
        "",
        "石桥农商银行联合城管部门为86个摊位布放收款码，日均交易1240笔，三个月带动结算存款增加620万元，没有发生一笔投诉。",
    ),
    Sheet((("支行", "摊位", "日均笔数"), ("城关支行", "52", "760"), ("柳溪支行", "34", "480"))),
    Headline("南屏农商银行：不良清收怎样做"),
    Prose(
        "",
        "南屏农商银行每周一上午召开清收例会，逐户过堂，由行长点评，对三次没有进展的换人清收，半年收回不良贷款1860万元。",
    ),
]
DOCUMENTS = {"week": WEEK, "answers": ANSWERS, "digest": DIGEST}
COUNTS = {"week": 5, "answers": 2, "digest": 4}


def understood(kb: KnowledgeBase, document: Document, name: str) -> Bulletin:
    source = Source(name, name.rpartition(".")[2], "0" * 64, date(2026, 11, 23))
    draft = read(WRITERS[name](document), name)
    return structure(
        draft, source, today=source.ingested, organisations=kb.vocabulary.organisations
    ).bulletin


def entries(bulletin: Bulletin) -> list[tuple[str, str, str, str]]:
    return [(e.kind, e.group, e.bank, re.sub(r"\s", "", e.text)) for e in bulletin.entries]


@pytest.mark.parametrize("name", [name for name in WRITERS if name != "页.html"])
@pytest.mark.parametrize("shape", DOCUMENTS)
def test_every_format_has_the_same_entries(sample_kb: KnowledgeBase, shape: str, name: str) -> None:
    page = understood(sample_kb, DOCUMENTS[shape], "页.html")
    other = understood(sample_kb, DOCUMENTS[shape], name)
    assert entries(other) == entries(page)
    assert (other.title, other.issue, other.period) == (page.title, page.issue, page.period)
    assert other.groups == page.groups


@pytest.mark.parametrize("shape", DOCUMENTS)
def test_the_entries_are_those_a_person_sees(sample_kb: KnowledgeBase, shape: str) -> None:
    page = understood(sample_kb, DOCUMENTS[shape], "页.html")
    assert len(page.entries) == COUNTS[shape], entries(page)
