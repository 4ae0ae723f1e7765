"""Who wrote, checked, signed or sends a paper: lines of imprint, and sentences that are none."""

from __future__ import annotations

import pytest

from kb.readers.draft import Block
from kb.structure.furniture import without_furniture
from kb.text import is_imprint, is_site_furniture
from tests.builders import structured, title_block
from tests.structure.visiting import TEXT


@pytest.mark.parametrize(
    "line",
    [
        "（供稿：学习办）",
        "（执笔：田禾）",
        "【编审：办公室】",
        "来源：本站　作者：季风　发布日期：2023-12-19",
        "编辑｜小王",
        "本刊电子信箱：kan@example.com　印数：3000册",
        "编辑部地址：某市某路8号　邮编：000000",
        "国内统一刊号：CN00-0000　定价：8.00元",
        "报：县委、县政府、省联社",
        "—3—",
        "（通讯员 田禾）",
        "（石坝农商银行办公室）",
        "石坝农商银行工会主办",
        "（此件发至各信用社）",
        "填表人：紫藤农商银行　柏舟",
        "微信号：liuying-bank",
        "办贷热线：96688",
        "主题词：学习 网格 商户",
        "客服电话：400-000-6666",
        "内容类型: 文档",
        "本期共发120份　　责任编辑：单小鱼",
        "（本刊免费赠阅，欢迎来稿）",
        "本报编辑部：综合办公室（三楼305）",
        "原创 阳坪农商银行 阳坪农商银行 2024-05-06 09:00 贵州",
        "阳坪农商银行 2024-05-06 09:00 贵州",
        "原创 李明 阳坪农商银行 2024年5月6日 09:00",
        "阳坪农信　阳坪农信　2024/5/6 9:05 内蒙古",
        "原创 小阳 阳坪农商银行微讯 2024-05-06 21:00 发表于贵州 听全文",
        "原创：陈晨 阳坪农商银行 昨天",
        "原创 阳坪农商银行 阳坪农商银行",
        "本刊仅供内部学习，不得外传。",
        "本简报仅供各行社内部参阅",
        "本资料只供内部交流，请勿外传",
        "本刊为内部刊物，请妥善保管。",
        "本材料系学习交流材料，仅供参阅。",
    ],
)
def test_imprint(line: str) -> None:
    assert is_imprint(line)


def test_imprint_is_taken_out_below_the_text_and_listed() -> None:
    lines = ("学习小结", "时间：6月3日，地点：北门支行", TEXT, "（供稿：学习办）", "来源：办公室")
    found = without_furniture([Block(line) for line in lines], of_a_page=False)
    assert [block.text for block in found.blocks] == list(lines[:3])
    assert found.furniture == lines[3:]


@pytest.mark.parametrize(
    "name",
    ["　（金小铃）", " （田禾 季风）", "（记者 田禾）", "（通讯员：金小铃）", "(供稿 办公室 田禾)"],
)
def test_who_wrote_it_behind_the_last_sentence(name: str) -> None:
    kept = without_furniture([Block("标题"), Block(TEXT), Block(TEXT + name)], of_a_page=False)
    assert kept.blocks[-1].text == TEXT
    assert kept.furniture == (name.strip(),)


@pytest.mark.parametrize("words", ["（见附件）", "（详见附表）", "（下同）", "（每年一次）"])
def test_words_in_brackets_that_end_a_sentence_stay(words: str) -> None:
    kept = without_furniture([Block("标题"), Block(TEXT + words)], of_a_page=False)
    assert kept.blocks[-1].text == TEXT + words


@pytest.mark.parametrize(
    ("line", "is_staff"),
    [
        ("责任编辑：夏鸣 校对：吴倩", True),
        ("本期编辑：江小雨　审核：郝志强", True),
        ("（撰稿：王明、李丽　审核：赵云）", True),
        ("编辑丨小满　监制丨聂涛", True),
        ("编审：柳青　编辑：方芳　电话：025-83120066", True),
        ("审核：夏鸣", False),
        ("审核：先看流水，校对：再看合同是否一致", False),
        ("审核：先看流水和合同 校对：再看一遍", False),
    ],
)
def test_who_made_the_paper_may_stand_within_the_text(line: str, is_staff: bool) -> None:
    text = "柳湾农商银行在科技支行配了两名工科背景的客户经理，专门看专利、看订单、看团队，疑难项目由专家打分。"
    made = structured(title_block("学习动态"), text, line, text.replace("两名", "三名"))
    assert (line in made.furniture) is is_staff


@pytest.mark.parametrize(
    "line",
    [
        "辛庄农商银行学习组　采写：徐洁　2026年7月6日",
        "辛庄农商银行　整理：徐洁、王明",
        "采写：徐洁",
    ],
)
def test_who_asked_and_wrote_an_interview(line: str) -> None:
    assert is_imprint(line)
    assert not is_imprint("采访：跟班学习第三小组　　时间：2025年4月16日　　地点：总行三楼")


@pytest.mark.parametrize("line", ["协同办公平台 - 公文打印", "OA系统 | 公文查看"])
def test_the_head_of_an_office_program(line: str) -> None:
    assert is_site_furniture(line)


def test_who_signs_above_the_lines_of_a_page() -> None:
    blocks = [
        *map(
            Block,
            (
                "标题",
                TEXT,
                TEXT,
                "办公室档案组",
                "2025年12月8日",
                "版本: 2.0",
                "创建时间 2025/12/8",
            ),
        )
    ]
    kept = without_furniture(blocks, of_a_page=True)
    assert [block.text for block in kept.blocks] == ["标题", TEXT, TEXT]
    assert kept.signed == ("办公室档案组", "2025年12月8日")


@pytest.mark.parametrize(
    "row",
    [
        "带教老师意见 | 学习认真，同意鉴定。 | 签字 | 白志远",
        "所在单位意见 | 同意。 | 盖章 |",
        "人力资源部审核 | 情况属实 |",
        "分管领导签字 | ",
        "审批意见 | 拟同意，报行长阅示。　蒋某 2025-04-23 阅。　严某 2025-04-24 | "
        "拟同意，报行长阅示。　蒋某 2025-04-23 阅。　严某 2025-04-24",
    ],
)
def test_rows_of_a_form_in_which_somebody_agrees_and_signs(row: str) -> None:
    found = without_furniture([Block("登记表"), Block(TEXT), Block(row)], of_a_page=False)
    assert found.furniture == (row,)


def test_an_opinion_that_tells_something_stays() -> None:
    row = f"单位意见 | {TEXT}"
    found = without_furniture([Block("登记表"), Block(TEXT), Block(row)], of_a_page=False)
    assert found.furniture == ()


def test_a_row_of_a_table_about_signatures_is_kept() -> None:
    rows = ("项目 | 看什么 | 查出", "签名 | 本人、见证人、共有人 | 37份", "审批 | 一人一岗 | 三天")
    lines = ("信贷档案也要体检", TEXT, *rows, TEXT)
    found = without_furniture([Block(line) for line in lines], of_a_page=True)
    assert not found.furniture


def test_a_row_in_which_somebody_agrees_is_furniture() -> None:
    rows = (
        "领导意见 | 同意。",
        "带教老师意见 | 同意。 | 签字 | 白志远",
        "审核 | 同意 | 2026年3月2日",
    )
    lines = ("跟班学习的体会", TEXT, *rows)
    found = without_furniture([Block(line) for line in lines], of_a_page=True)
    assert found.furniture == rows


@pytest.mark.parametrize(
    "line",
    [
        "2026年10月15日　记者　白露",
        "记者 白露 2026-10-15",
        "（原载《三汊金融》2025年9月18日第3版）",
        "摘自《合作金融》第7期",
        "出席：卓越成、洪伟、贾思齐",
        "列席人员：各支行行长",
        "拟稿部门：微贷事业部",
        "内部交流 请勿外传",
        "内部参考，注意保存",
        "文号：石农商办〔2026〕33号",
    ],
)
def test_who_wrote_it_where_it_stood_and_who_was_there(line: str) -> None:
    assert is_imprint(line)


@pytest.mark.parametrize(
    "line",
    [
        "出席会议的有各支行行长。会后大家看了展厅。",
        "《取经路上》是本行的内刊。",
        "内部交流会上谈到三点",
    ],
)
def test_sentences_about_it_are_text(line: str) -> None:
    assert not is_imprint(line)


def test_who_signs_an_official_paper_above_where_it_goes() -> None:
    below = (
        "砚溪农村商业银行股份有限公司",
        "2025年4月25日",
        "抄送：本行班子成员。",
        "砚溪农村商业银行办公室　2025年4月25日印发",
    )
    lines = ("关于赴漾口农商银行考察的报告", TEXT, TEXT, *below)
    found = without_furniture([Block(line) for line in lines], of_a_page=False)
    assert found.furniture == below


@pytest.mark.parametrize(
    "line",
    [
        "专报编辑部　电话：0000-1234567",
        "审 核：王某某",
        "签　发　人：周某",
        "编 辑：张某　　校 对：李某",
        "责任编辑／王某",
        "素材来源：石桥农商银行融媒体中心",
        "图片来源丨城关支行",
        "一审：王某 二审：张某 三审：赵某",
        "总编：王某　副总编：李某",
        "值班主任：王某",
        "剪辑：李某",
        "出品：党委宣传部",
        "导师签字：",
        "派出单位（盖章）：　　年　月　日",
        "呈送：党委班子成员",
        "呈送：行领导班子",
        "印送：各支行、总行各部室",
        "（印30份）",
        "（办公室 李某）",
        "石桥农商银行办公室　　　2025年4月21日编发",
        "联系方式：0000-1234567",
    ],
)
def test_imprint_in_other_forms(line: str) -> None:
    assert is_imprint(line)


@pytest.mark.parametrize(
    "line",
    [
        "审核：由风险部复核，三个工作日内答复。",
        "联系人：每村一名，由村会计担任，每月补贴二百元。",
        "运营：尾箱由系统随机指定复核人，每天一换。",
        "视频面签：不在家的农户用视频签。",
        "一审：客户经理自查；二审：风险经理复核；三审：贷审会表决。",
        "值班主任每天六点到岗，先看监控。",
        "扫描二维码即可办理，三分钟到账。",
        "出品质：每季评一次星级客户经理。",
    ],
)
def test_fields_of_a_procedure_are_text(line: str) -> None:
    assert not is_imprint(line)
    assert not is_site_furniture(line)


def test_below_short_paragraphs_imprint_is_found_too() -> None:
    lines = [
        "网格里的门道",
        "石桥农商银行划了八十二个网格。",
        "网格员每周走完一遍，先扫商户墙上的码。",
    ]
    tail = ["撰文丨李某", "校对｜张某　终审｜陈某", "素材来源：石桥支行", "投稿邮箱：a@example.com"]
    found = without_furniture([Block(line) for line in (*lines, *tail)], of_a_page=True)
    assert [block.text for block in found.blocks] == lines
    assert found.furniture == tuple(tail)


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("本栏目由合规部与团委联合推出", True),
        ("上期答案：B", True),
        ("欢迎留言，优秀留言有小礼品哦！", True),
        ("本栏目由信贷部供稿，每周三刊出，支行轮流写。", False),
        ("欢迎客户投诉，查实一件奖二十元。", False),
    ],
)
def test_who_makes_a_column(line: str, *, is_one: bool) -> None:
    assert is_imprint(line) is is_one
