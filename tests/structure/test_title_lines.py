"""Titles that are broken into lines."""

from __future__ import annotations

import pytest

from kb.readers.draft import Block
from kb.structure.title_lines import with_title_in_one
from tests.builders import structured


def texts(*lines: str) -> list[str]:
    return [block.text for block in with_title_in_one([Block(line) for line in lines])]


@pytest.mark.parametrize(
    "lines",
    [
        ("关于组织中层干部赴", "松原农商银行开展", "对标学习情况的报告"),
        ("关于赴", "柳泉农商银行", "考察学习情况的", "报　告"),
        ("学习松原农商银行", "“整村授信”工作法的", "几点体会"),
        ("沙柳滩农商银行网点转型", "的三点做法"),
        ("禾丰农商银行“网格到人、包户到底”", "工作法交流材料"),
        ("松原农商银行跟岗学习", "总结报告"),
        ("松原农商银行中层干部", "学习考察报告"),
        ("松原农商银行青年员工跟班组", "学习小结"),
        ("松原农商银行不良贷款清收", "典型经验材料"),
        ("禾丰农商银行“走出去”学习计划", "阶段性总结暨对松原农商银行整村授信", "工作的考察报告"),
        ("松原农商银行整村授信", "工作的考察报告"),
        ("禾丰农商银行对松原农商银行清收", "业务经验的学习体会"),
        ("关于印发《禾丰农商银行", "赴先进行社跟岗学习情况", "汇编》的通知"),
    ],
)
def test_the_lines_of_one_title(lines: tuple[str, ...]) -> None:
    title = "".join(lines).replace("　", "")
    assert texts(*lines, "各支行：", "正文。") == [title, "各支行：", "正文。"]


@pytest.mark.parametrize(
    "lines",
    [
        ("学习松原农商银行", "一、走访情况报告"),
        ("关于赴", "2026年6月3日至5日", "报告"),
        ("禾丰农商银行", "考察报告"),
        ("松原农商银行办好三件事", "主要做法"),
        ("松原农商银行跟岗学习", "带回来的三条经验"),
        ("关于学习情况", "我们走了三个村。", "报告"),
        ("对标松原农商银行", "走村串户", "祠堂评议"),
        ("跟班学习简报", "工作的点滴总结"),
        ("松原农商银行学习总结", "经验的由来体会"),
    ],
)
def test_lines_that_are_not_one_title(lines: tuple[str, ...]) -> None:
    assert texts(*lines) == list(lines)


def test_lines_of_different_looks_are_not_joined() -> None:
    blocks = [Block("关于赴松原农商银行", bold=True), Block("考察学习的报告")]
    assert with_title_in_one(blocks) == tuple(blocks)


@pytest.mark.parametrize(
    "lines",
    [
        ("学先进，找差距，", "促提升"),
        ("访贫问苦，", "送贷上门，", "信贷员的一天"),
        ("走进柳湾，", "看一家小银行守村口"),
    ],
)
def test_lines_with_a_comma_at_the_end_are_one_title(lines: tuple[str, ...]) -> None:
    assert texts(*lines, "正文说的是别的。") == ["".join(lines), "正文说的是别的。"]


def test_two_lines_of_one_length_are_one_title() -> None:
    subtitle = "——赴柳湾农商银行学习侧记"
    assert texts("不等不靠", "自己动手", subtitle, "正文。")[0] == "不等不靠 自己动手"
    heading = (Block("一户一策", level=1), Block("一村一网", level=1), Block("正文。"))
    assert with_title_in_one(heading)[0].text == "一户一策 一村一网"


@pytest.mark.parametrize(
    "lines",
    [
        ("尊敬的各位领导，", "现将情况报告如下"),
        ("他山之石", "四面来风", "——赴柳湾农商银行学习侧记"),
        ("柳湾农商银行", "青枫农商银行", "——两家银行的做法"),
        ("走村入户", "当面评议"),
        ("春到柳湾，", "麦苗青青。"),
    ],
)
def test_lines_of_one_rhythm_that_are_no_title(lines: tuple[str, ...]) -> None:
    assert texts(*lines, "正文。") == [*lines, "正文。"]


def test_a_bank_and_what_it_did_are_one_title() -> None:
    lines = ("禾浦农商银行", "赴雁塬农商银行考察学习", "情况汇报")
    assert texts(*lines, "正文。")[0] == "".join(lines)
    assert texts(lines[0], "赴雁塬农商银行看到了什么", "正文。")[0] == lines[0]
    office = ("禾浦农村商业银行股份有限公司", "关于赴雁塬农商银行考察", "积分制工作的报告")
    assert texts(*office, "正文。")[0] == "".join(office)


def test_a_bank_above_the_name_of_its_paper() -> None:
    assert texts("禾丰农商银行", "第一期跟班学习总结") == ["禾丰农商银行第一期跟班学习总结"]


@pytest.mark.parametrize("banner", ["◆ 跟班学习 · 第二站 ◆", "他行见闻", "走出去｜看同行"])
def test_a_title_of_two_lines_below_a_banner_in_smaller_type(banner: str) -> None:
    pair = [Block(line, centred=True, size=26.0) for line in ("柜台搬到茶山上", "额度写进茶票里")]
    below = (Block("文字｜林小满", centred=True), Block("清明前后，茶农最缺现钱。"))
    found = with_title_in_one([Block(banner, centred=True, size=12.0), *pair, *below])
    assert [block.text for block in found[:2]] == [banner, "柜台搬到茶山上 额度写进茶票里"]


@pytest.mark.parametrize(
    "lines",
    [
        ("襄河农商银行党委理论学习中心组", "赴青崮农商银行开展“清廉金融”", "专题研学的情况汇报"),
        ("襄河农商银行全体客户经理", "赴青崮农商银行跟班学习", "心得体会汇编"),
        ("襄河农商银行考察组", "赴青崮农商银行考察纪实"),
    ],
)
def test_people_of_a_bank_and_where_they_went(lines: tuple[str, ...]) -> None:
    text = "6月8日至9日，襄河农商银行一行八人赴青崮农商银行研学，看了两个支行。"
    assert structured(*lines, text).bulletin.title == "".join(lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("襄河农商银行董事会考察组", "关于赴青崮农商银行考察的报告"),  # who reports, and the title
        ("襄河农商银行 青崮农商银行", "关于跟班学习中若干情况的通报"),
    ],
)
def test_who_reports_above_a_title_stays_apart(lines: tuple[str, ...]) -> None:
    blocks = (
        *map(Block, lines),
        Block("6月8日至9日，考察组一行八人赴青崮农商银行，看了两个支行。"),
    )
    assert with_title_in_one(blocks) == blocks
