"""Letters and mails: what announces the text is no title, and who signs is no entry."""

from __future__ import annotations

from datetime import date

import pytest

from kb.model import Bulletin, Entry, Source
from kb.readers import Block, Draft
from kb.structure import structure
from kb.structure.letter_closing import closing_of
from kb.structure.letter_opening import announces
from kb.structure.page_title import without_site
from kb.text import is_site_furniture

POINTS = (
    "一、批量授信。竹溪农商银行对协会会员一表授信，五天内办结。",
    "二、整村授信。竹溪农商银行客户经理带着平板进村，一个村用2天。",
)


def blocks(*lines: str) -> tuple[Block, ...]:
    return tuple(map(Block, lines))


def read(title: str, *lines: str) -> Bulletin:
    source = Source("小结.eml", "eml", "0" * 64, date(2026, 6, 20))
    draft = Draft(blocks(*lines), title=title)
    return structure(draft, source, today=date(2026, 11, 27)).bulletin


def entries(bulletin: Bulletin) -> list[str]:
    return [item.text for item in bulletin.content if isinstance(item, Entry)]


@pytest.mark.parametrize(
    "announced",
    [
        "本周，柏林坡农商银行学习组一行4人在竹溪农商银行跟班学习，小结如下：",
        "现将有关情况汇报如下:",
        "上周的学习有以下几点收获：",
    ],
)
def test_what_announces_the_text_is_no_title(announced: str) -> None:
    assert announces(announced)
    made = read("竹溪农商银行跟班学习第一周小结", "各位领导：", announced, *POINTS, "何静")
    assert made.title == "竹溪农商银行跟班学习第一周小结"
    assert announced in entries(made)
    assert "各位领导：" not in entries(made)


@pytest.mark.parametrize(
    "closing",
    [
        ("何静", "0570-0000000"),
        ("此致", "敬礼！", "柏林坡农商银行　何静", "2026年6月20日"),
        ("祝好！", "何静 敬上", "he.jing@example.cn"),
        ("特此汇报", "柏林坡农商银行学习组", "电话：138 0000 0000"),
        ("谢谢大家", "何静", "发自我的手机"),
        ("何静", "信贷部｜手机 138****0000"),
        ("小何", "运营管理部 分机8021 手机：139-0000-1111", "2026.6.20"),
        ("祝好！", "--", "综合部 何静 0570-0000000转12"),
    ],
)
def test_who_signs_a_letter_is_no_entry(closing: tuple[str, ...]) -> None:
    letter = blocks("尊敬的周主任：", *POINTS, *closing)
    assert closing_of(letter) == 1 + len(POINTS)
    told = " ".join(entries(read("学习小结", *(block.text for block in letter))))
    assert not any(line in told for line in closing)


def test_other_files_end_with_their_last_line() -> None:
    text = blocks("学习小结", *POINTS, "何静")
    assert closing_of(text) == len(text)
    assert closing_of(()) == 0


def test_a_range_of_days_is_no_name_of_a_site() -> None:
    assert without_site("跟班学习小结（6.15-6.19）") == "跟班学习小结（6.15-6.19）"
    assert without_site("跟班学习小结-竹溪农商银行网站") == "跟班学习小结"


@pytest.mark.parametrize(
    "below",
    [
        ("何静", "竹溪农商银行龙潭支行", "本邮件及附件仅供收件人使用，如误收请删除。"),
        ("何静", "柏林坡农商银行", "电话：0598-1234567"),
        ("祝好", "何静", "保密提示：此邮件及其附件可能含有机密信息，如您误收请立即删除"),
    ],
)
def test_the_closing_of_a_mail_that_addresses_nobody_is_furniture(below: tuple[str, ...]) -> None:
    head = ("发件人：何静", "发送时间：2026年6月19日", "收件人：培训科", "主题：跟班学习第一周小结")
    made = read("", "请阅。", *head, "本周，我在竹溪农商银行跟班学习。", *POINTS, *below)
    assert entries(made)[-1] == POINTS[-1]


def test_who_signs_another_file_is_no_closing_of_a_letter() -> None:
    made = read("竹溪农商银行跟班学习第一周小结", *POINTS, "何静", "柏林坡农商银行")
    assert entries(made)[-1] == "柏林坡农商银行"


@pytest.mark.parametrize(
    "last",
    [
        "保护环境，如无必要请勿打印",
        "非必要，请勿打印此邮件。",
        "打印邮件前请考虑环境",
        "此邮件已通过反病毒软件扫描。",
        "Please consider the environment before printing this email.",
    ],
)
def test_what_a_program_for_mail_puts_below_a_signature(last: str) -> None:
    """It hid the signature above it."""
    head = ("发件人：何静", "发送时间：2026年6月19日", "收件人：培训科", "主题：跟班学习第一周小结")
    made = read("", "请阅。", *head, "本周，我在竹溪农商银行跟班学习。", *POINTS, "何静", last)
    assert entries(made)[-1] == POINTS[-1]


@pytest.mark.parametrize(
    "line", ["该行规定非必要不打印凭证，一年省下纸张三十箱。", "邮件已由支行转给客户，三天内答复。"]
)
def test_practices_of_printing_and_mail_stay(line: str) -> None:
    assert not is_site_furniture(line)
