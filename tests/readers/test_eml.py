"""Mails saved as a file."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from kb.errors import UnreadableSource
from kb.readers import Draft
from kb.readers.read import read
from kb.structure.mail import of_mail

TEXT = (
    "一、渔区整村授信。石浦支行按船建档，一船一档，全镇渔船1126艘建档1098艘。\n"
    "二、尽职免责。象山农商银行把免责写进合同，今年一季度免责19笔。\n"
)
SUBJECT = "在象山农商银行跟班学习第二周小结"


def mail(text: str, *, html: str = "", subject: str = SUBJECT) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"] = "陈光 <cg@example.invalid>", "周倩 <zq@example.invalid>"
    made["Subject"], made["Date"] = subject, "Fri, 24 Apr 2026 17:40:00 +0800"
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    return made


def understood(made: EmailMessage) -> Draft:
    return of_mail(read(made.as_bytes(), "小结.eml"))


def lines(draft: Draft) -> list[str]:
    return [block.text for block in draft.blocks]


def test_subject_and_day_are_those_of_the_mail() -> None:
    draft = understood(mail(TEXT))
    assert draft.title == SUBJECT
    assert str(draft.published) == "2026-04-24"
    assert lines(draft) == TEXT.splitlines()


def test_a_page_is_read_instead_of_the_plain_text() -> None:
    page = "<html><body><h2>一、渔区整村授信</h2><p>石浦支行按船建档，一船一档。</p></body></html>"
    assert "一、渔区整村授信" in lines(understood(mail("请用支持网页的程序查看", html=page)))


def test_an_empty_page_leaves_the_plain_text() -> None:
    assert lines(understood(mail(TEXT, html="<html><body> </body></html>"))) == TEXT.splitlines()


def test_a_forwarded_mail_is_the_bulletin() -> None:
    inner = (
        f"请入库。\n\n-------- 转发的邮件 --------\n发件人: 陈光\n发送时间: 2026年4月24日\n"
        f"收件人: 周倩\n主题: {SUBJECT}\n\n{TEXT}"
    )
    draft = understood(mail(inner, subject="转发：请看一下这份材料"))
    assert draft.title == SUBJECT
    assert lines(draft) == TEXT.splitlines()


def test_a_mail_attached_to_a_mail_is_the_bulletin() -> None:
    outer = mail("请入库。", subject="请入库")
    outer.add_attachment(mail(TEXT))
    draft = understood(outer)
    assert (draft.title, lines(draft)) == (SUBJECT, TEXT.splitlines())


def test_what_an_answer_quotes_is_left_out_and_listed() -> None:
    draft = understood(mail(f"{TEXT}\n> 请于周五下班前报送小结。\n"))
    assert lines(draft) == TEXT.splitlines()
    assert "请于周五下班前报送小结。" in draft.furniture


def test_what_was_forwarded_as_a_quote_is_the_text() -> None:
    quoted = "".join(f"> {line}\n" for line in TEXT.splitlines())
    assert lines(understood(mail(quoted))) == TEXT.splitlines()


def test_attachments_are_told() -> None:
    made = mail(TEXT)
    made.add_attachment(b"x", maintype="application", subtype="msword", filename="办法.docx")
    (told,) = understood(made).warnings
    assert "办法.docx" in told


def test_a_mail_with_nothing_but_an_attachment_says_so() -> None:
    made = mail("")
    made.add_attachment(b"x", maintype="application", subtype="msword", filename="简报.docx")
    with pytest.raises(UnreadableSource) as caught:
        read(made.as_bytes(), "a.eml")
    assert "简报.docx" in caught.value.hint


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "gb18030", "x-unknown", "us-ascii"], ids=str)
def test_charsets(charset: str) -> None:
    data = (
        f"From: a@example.invalid\r\nSubject: {SUBJECT}\r\nDate: nonsense\r\n"
        f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    ).encode() + TEXT.encode("gb18030")
    draft = of_mail(read(data, "a.eml"))
    assert lines(draft) == TEXT.splitlines()
    assert draft.published is None


ODD_CHARSETS = ("idna", "punycode", "undefined", "zip", "no-such", '"a\0b"', "", '"; charset="x')


@pytest.mark.parametrize("charset", ODD_CHARSETS)
@pytest.mark.parametrize("suffix", ["eml", "mhtml"])
def test_a_charset_that_is_none_costs_nothing(charset: str, suffix: str) -> None:
    kind = "plain" if suffix == "eml" else "html"
    data = f"Subject: x\nContent-Type: text/{kind}; charset={charset}\n\n<p>{TEXT}</p>".encode()
    assert "渔区整村授信" in "".join(lines(read(data, f"小结.{suffix}")))


@pytest.mark.parametrize(
    "stated",
    [
        "charset*0*=utf-8''%FF%; charset*9999999=x",
        "name*=idna''%41",
        "name*=no-such''%41",
        "name*0*=a\0b''%41",
        "name*=",
    ],
)
def test_what_a_part_says_of_itself_may_be_nonsense(stated: str) -> None:
    parts = f"--b\nContent-Type: image/png; {stated}\n\nx\n--b--\n"
    head = "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n"
    own = f"--b\nContent-Type: text/plain; charset=utf-8\n\n{TEXT}\n"
    draft = read(f"{head}{own}{parts}".encode(), "小结.eml")
    assert "渔区整村授信" in "".join(lines(draft))
