"""Lines that say who made a text, and those that look like it."""

from __future__ import annotations

import pytest

from kb.text import begins_tail, is_imprint, is_site_furniture


@pytest.mark.parametrize(
    ("line", "imprint"),
    [
        ("日期 | 学习内容 | 收获", False),
        ("时间 | 地点 | 学习内容", False),
        ("日期 | 2025年9月3日", True),
        ("仅限内部学习，请勿外传", True),
        ("〖录入：小站　日期：2012年3月15日　共有 33 人阅读　采用情况：省行采用〗", True),
        ("【学员：蒋某　导师：严某】", False),
        ("编辑：宋婉　审核：李铎", True),
    ],
)
def test_the_row_of_heads_of_a_table_is_no_imprint(line: str, *, imprint: bool) -> None:
    """The heads of a table below the title were left out of the text."""
    assert is_imprint(line) is imprint


@pytest.mark.parametrize(
    "line",
    [
        "扫一扫，看额度。客户扫门口的码，三分钟知道自己能贷多少。",
        "相关链接：《村集体资金代管协议》由镇政府、村委会、银行三方签署，一年一签。",
    ],
)
def test_sentences_that_begin_as_furniture_does(line: str) -> None:
    assert not is_site_furniture(line)
    assert not begins_tail(line)


@pytest.mark.parametrize(
    "line", ["扫一扫，关注我们。每天都有新的消息等着您来看。", "您好，欢迎　用户名：guest"]
)
def test_what_asks_the_reader_is_furniture(line: str) -> None:
    assert is_site_furniture(line)


@pytest.mark.parametrize(
    "line", ["呈：省联社办公室。　发：各支行。", "呈报：总行领导", "呈送：省联社、各审计中心"]
)
def test_to_whom_a_paper_is_presented_is_imprint(line: str) -> None:
    assert is_imprint(line)


@pytest.mark.parametrize(
    ("line", "imprint"),
    [
        ("椴川农商银行宣教科　2025-12-01", True),
        ("2025-12-01　椴川农商银行办公室", True),
        ("（椴川农商银行人力资源部　2025年12月1日）", True),
        ("杉坞农商银行　2025年3月1日", False),
        ("杉坞农商银行营业部　2025年3月1日", False),
        ("椴川县农村信用合作联社　制作：信息科", True),
        ("椴川农商银行　设计：三张表、一本账", False),
        ("采访：老支书说，三年前村里没人敢借。", False),
    ],
)
def test_an_office_of_a_bank_and_its_day_are_imprint(line: str, *, imprint: bool) -> None:
    assert is_imprint(line) is imprint


@pytest.mark.parametrize(
    "line",
    [
        "（完）",
        "【全文完】",
        "展开阅读全文",
        "赞赏支持",
        "中国移动 17:20 87%",
        "9:41 5G 100%",
        "播报文章",
        "纠错/举报",
        "立即打开",
        "（下接第2版）",
    ],
)
def test_marks_of_the_end_buttons_and_the_line_of_a_phone_are_furniture(line: str) -> None:
    assert is_site_furniture(line)


def test_when_a_counter_opens_is_no_line_of_a_phone() -> None:
    assert not is_site_furniture("9:30 三号柜台客户用信率 38%的那户又来了")


def test_a_sentence_that_begins_like_a_button_is_kept() -> None:
    assert not is_site_furniture("立即打开库门，两人同时在场")


def test_the_editor_of_the_day_is_imprint() -> None:
    assert is_imprint("实习编辑：宋婉")
