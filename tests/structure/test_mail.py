"""Mails forwarded once or many times: the bulletin is the longest message."""

from __future__ import annotations

from datetime import date

import pytest

from kb.model import Source
from kb.readers import Block, Draft, read
from kb.structure import structure
from kb.structure.mail import of_mail, senders_of
from tests.builders import TODAY

TEXT = (
    "跟班学习小结",
    "8月17日至21日，我在菱溪农商银行跟班学习一周，体会最深的有两点。",
    "1.夜市贷要夜里做。客户经理晚上七点到十点在夜市值守，摊主收摊之后现场签约，用流水代替报表。",
    "2.积分要让客户用得掉。兑换点设在村里的超市，一袋盐、一桶油都能换，全年兑换率达到七成。",
)
CHINESE = (
    "发件人: 冯晓",
    "发送时间: 2026年8月24日 8:41",
    "收件人: 各行长",
    "主题: 转发: 菱溪跟班学习小结",
)
ENGLISH = (
    "From: He <h@x.example>",
    "Sent: 2026-08-22 17:30",
    "To: Feng",
    "Subject: FW: 菱溪跟班学习小结",
)
QUOTED = tuple(f"> {line}" for line in CHINESE)
NETEASE = (
    "发件人：贺一鸣",
    "日期：2026-08-22 17:30:12",
    "收件人：冯晓",
    "主题：答复: 转发: 菱溪跟班学习小结",
)


def _draft(*lines: str) -> Draft:
    return Draft(tuple(map(Block, lines)))


@pytest.mark.parametrize(
    "above",
    [
        (*CHINESE, "请阅。", "-----原始邮件-----", *NETEASE),
        (*CHINESE, "请阅。", "---------- 转发的邮件 ----------", *ENGLISH),
        (
            "各位行长：",
            "请阅。",
            *CHINESE,
            *QUOTED,
            "小冯：请转。",
            "-----Original Message-----",
            *NETEASE,
        ),
        (*ENGLISH, "Begin forwarded message:", *QUOTED),
        ("请阅。", *CHINESE),
    ],
)
def test_the_innermost_message_is_the_bulletin(above: tuple[str, ...]) -> None:
    found = of_mail(_draft(*above, *TEXT))
    assert tuple(block.text for block in found.blocks) == TEXT
    assert found.furniture == above
    assert found.title == "菱溪跟班学习小结"
    assert found.published
    assert found.published.month == 8


def test_an_older_mail_below_an_answer_is_no_part_of_it() -> None:
    asked = (*CHINESE, "请于周五前交小结。")
    found = of_mail(_draft(*NETEASE, *TEXT, "-----原始邮件-----", *asked))
    assert tuple(block.text for block in found.blocks) == TEXT
    assert found.published == date(2026, 8, 22)


@pytest.mark.parametrize(
    "lines",
    [
        ("主题：夜市贷要夜里做", "时间：8月17日", *TEXT),
        ("时间：8月17日", "地点：三楼", "主题：夜市贷", *TEXT),
        TEXT,
    ],
)
def test_other_files_with_labels_are_left_alone(lines: tuple[str, ...]) -> None:
    draft = _draft(*lines)
    assert of_mail(draft) is draft


@pytest.mark.parametrize(
    ("note", "title"),
    [
        (
            ("王部长，您好：", "第二周的学习情况写好了，请审阅。"),
            "赴菱溪农商银行挂职学习周报（第2期）",
        ),
        (("请各支行组织晨会学习。",), "菱溪学习组每周一报（第7期）"),
        (("领导好！", "附上本周小结，请批评指正！"), "菱溪跟班学习第三周小结"),
    ],
)
def test_a_note_to_the_receiver_above_the_title_is_furniture(
    note: tuple[str, ...], title: str
) -> None:
    found = of_mail(_draft(*NETEASE, *note, title, *TEXT[1:]))
    assert tuple(block.text for block in found.blocks) == (title, *TEXT[1:])
    assert found.furniture == (*NETEASE, *note)


@pytest.mark.parametrize(
    "masthead",
    ["【跟班学习简报 第6期】", "《菱溪学习周报》第3期", "【第8期】", "[跟班周报 第二期]"],
)
def test_a_note_above_the_name_of_the_paper_is_furniture(masthead: str) -> None:
    note = ("各位领导、同事：", "上午好！第六周简报如下，请查收。")
    lines = (masthead, "菱溪跟班学习第六周简报", *TEXT[1:])
    found = of_mail(_draft(*NETEASE, *note, *lines))
    assert tuple(block.text for block in found.blocks) == lines


def test_the_text_of_a_mail_is_no_note() -> None:
    lines = ("王部长，您好：", TEXT[1] + TEXT[2] + TEXT[3], TEXT[2] * 2, "下周学习小结")
    found = of_mail(_draft(*NETEASE, *lines))
    assert tuple(block.text for block in found.blocks) == lines


def test_a_forwarded_mail_whose_day_is_lost() -> None:
    fields = ("---------- 转发的邮件 ----------", "发件人：荷塘学习组", "主题：菱溪跟班学习小结")
    found = of_mail(_draft(*NETEASE, "各位好，请组织学习。", *fields, *TEXT))
    assert tuple(block.text for block in found.blocks) == TEXT
    assert found.title == "菱溪跟班学习小结"


@pytest.mark.parametrize("title", ["月亮湾跟班学习纪要", "菱溪跟班学习的两点收获"])
def test_the_title_below_a_note_may_be_the_subject_once_more(title: str) -> None:
    fields = (*NETEASE[:3], f"主题：转发：{title}")
    found = of_mail(_draft(*fields, "各支行：", "现发给你们，请组织学习。", title, *TEXT[1:]))
    assert tuple(block.text for block in found.blocks) == (title, *TEXT[1:])


@pytest.mark.parametrize(
    "page",
    [
        "邮箱 - 转发：菱溪跟班学习小结",
        "转发：回复：菱溪跟班学习小结",
        "Foxmail | 转发：菱溪跟班学习小结",
    ],
)
def test_the_page_of_a_mail_is_titled_by_its_subject(page: str) -> None:
    fields = ("主题：", "转发：菱溪跟班学习小结", "发件人：", "冯晓")
    headline = Block("转发：菱溪跟班学习小结", level=1)
    made = of_mail(Draft((headline, *map(Block, TEXT[1:])), page, furniture=fields))
    assert made.title == made.blocks[0].text == "菱溪跟班学习小结"
    forwarded = (*map(Block, ("各支行：", *CHINESE, *TEXT)),)
    assert of_mail(Draft(forwarded, page, furniture=fields)).title == "菱溪跟班学习小结"


def test_other_pages_keep_their_titles() -> None:
    page = Draft((Block("转发：菱溪跟班学习小结", level=1), Block(TEXT[1])), "邮箱 - 转发：小结")
    assert of_mail(page) == page


def test_senders_are_read_from_the_heads() -> None:
    lines = ("发件人：桐口农商银行业务发展部 苗青", "收件人：总行领导", "From: He <h@x.example>")
    assert senders_of(lines) == ("桐口农商银行业务发展部 苗青", "He <h@x.example>")


def test_the_bank_of_the_sender_signs_the_bulletin() -> None:
    mail = (
        "发件人：桐口农商银行业务发展部 苗青\n收件人：总行领导\n时间：2026年8月24日 8:41\n主题：菱溪跟班学习小结\n\n"
        + "\n\n".join(TEXT)
    )
    source = Source("a.txt", "text", "0" * 64, TODAY)
    made = structure(read(mail.encode(), "a.txt"), source, today=TODAY).bulletin
    assert made.signed == "桐口农商银行业务发展部 苗青"


@pytest.mark.parametrize("page", ["内部邮件", "邮件正文", "QQ邮箱", "Outlook", "无标题文档", ""])
def test_the_name_of_a_program_is_no_title(page: str) -> None:
    fields = (*NETEASE[:3], "主题：转发：菱溪农商银行“夜市贷”考察报告")
    lines = ("各支行：", "现发给你们，请组织学习。", "菱溪农商银行“夜市贷”", "考察报告", *TEXT[1:])
    found = of_mail(Draft(tuple(map(Block, (*fields, *lines))), page))
    assert found.title == "菱溪农商银行“夜市贷”考察报告"
    assert [block.text for block in found.blocks] == list(lines[2:])


def test_a_page_that_has_a_title_keeps_it() -> None:
    fields = (*NETEASE[:3], "主题：转发：请各支行学习")
    made = of_mail(Draft(tuple(map(Block, (*fields, *TEXT))), "菱溪跟班学习小结"))
    assert made.title == "菱溪跟班学习小结"


def test_what_is_much_too_long_is_no_subject() -> None:
    mail = ("发件人：甲", "日期：2026-08-22", "收件人：乙", "主题：{}", *TEXT[1:])
    for subject, title in (("菱溪跟班学习小结", "菱溪跟班学习小结"), ("菱溪跟班学习" * 50, "")):
        assert of_mail(_draft(*(line.format(subject) for line in mail))).title == title
