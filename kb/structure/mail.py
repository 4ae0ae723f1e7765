"""Mails saved as a file, forwarded once or many times: which of the messages is the bulletin.

Each message of a thread begins with lines that name its sender, time, receivers and subject. Who
forwards adds a few words above; who answers leaves the older message below. The longest message is
the bulletin, the others are furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kb.readers import Block, Draft
from kb.structure.days import days_in, plain_digits
from kb.structure.series import is_issue_line

_QUOTED = r"[>＞|*\s　]{0,8}"
_FIELD = re.compile(
    rf"{_QUOTED}(?P<name>发件人|寄件人|收件人|抄送人?|密送|发送(?:时间|日期)|日期|时间|主题|标题|附件|From|To|Cc|Bcc|Sent|Date|Subject"
    r"|Reply-To|Attachments?)\s*\**\s*[:：]\**\s*(?:\|\s*)?(?P<value>.*)",
    re.I,
)
_SENDER = re.compile("发件人|寄件人|From", re.I)
_SENT = re.compile("发送(?:时间|日期)|日期|时间|Sent|Date", re.I)
_SUBJECT = re.compile("主题|标题|Subject", re.I)
_SEPARATOR = re.compile(
    rf"{_QUOTED}[-—–_=*\s]*(?:转发的?(?:邮件|信息)|转发邮件信息|原始邮件|原邮件|邮件原文|以下是转发的邮件|开始转发的邮件"
    r"|Original Message|Forwarded message|Begin forwarded message)[-—–_=*\s:：]*",
    re.I,
)
_FORWARDED = re.compile(r"^(?:\s*(?:转发|答复|回复|转|Fwd?|Re|FW|回覆)\s*[:：])+\s*", re.I)
_SUBJECT_OF_PAGE = re.compile(
    r"^(?:[^-–—|_]{0,20}(?:邮箱|邮件|[Mm]ail|Outlook)[^-–—|_]{0,20}\s?[-–—|_]\s?)?(?:\s*(?:转发|答复|回复|转|Fwd?|Re|FW|回覆)\s*[:：])*\s*",
)
# What a program for mails, or who saved the page, calls a page whatever its message is.
_PROGRAM = re.compile(
    r"\W*(?:(?:我的|新|内部|工作|行内|企业|电子|无标题|打印|查看|阅读|转发|未命名|腾讯|网易|QQ|163|126){0,4}(?:邮件|邮箱|信件|收件箱|来信)"
    r"(?:系统|正文|详情|打印|预览|内容|查看|阅读)?|无标题(?:文档)?|Outlook|Foxmail|(?:Web)?mail|Untitled|Inbox|Message)\W*",
    re.I,
)
# The title of what is sent, below a note to the receiver.
_TITLE = re.compile(
    r"[^。，；！？：:]{4,50}(?:[周日月快简专一]报|简讯|通讯|动态|小结|汇报|报告|纪实|总结|情况|体会|见闻|纪要|侧记|启示|心得|感悟|札记|汇编)(?:[（(]第?.{1,8}[期周号辑][）)])?|[^。，；！？：:]{2,40}第.{1,5}[期周]"
)
# The name of a paper and its issue may stand in brackets: 【跟班学习简报 第6期】.
_AROUND = " 　\t【】[]《》"
# The most lines and characters of a note to the receiver.
_NOTE_LINES, _NOTE = 5, 160
# The least lines that head a message, and the most others between two of them.
_FEWEST, _BETWEEN = 3, 1
# A subject is the title of the bulletin when it says more than this, and is no longer.
_SAYS_LITTLE, _LONGEST = 6, 200


@dataclass(frozen=True, slots=True)
class _Message:
    """A message at [start, end) of the blocks; its text begins at `text`."""

    start: int
    text: int
    end: int
    subject: str = ""
    sent: date | None = None


def of_mail(draft: Draft) -> Draft:
    """The draft, of a mail only the message that is the bulletin; its subject and day are those that
    the file states."""
    draft = _without_forwarded(draft)
    messages = list(_messages(draft.blocks))
    if len(messages) < 2:
        return draft
    # The same text may stand there twice; the lower one is the original.
    best = max(messages, key=lambda m: (_length(draft.blocks[m.text : m.end]), m.start))
    if not _length(draft.blocks[best.text : best.end]):
        return draft
    start = best.text + _note_above(draft.blocks[best.text : best.end], best.subject)
    gone = (*draft.blocks[:start], *draft.blocks[best.end :])
    return replace(
        draft,
        blocks=draft.blocks[start : best.end],
        title=best.subject if _says_less(draft.title, best.subject) else draft.title,
        furniture=(*draft.furniture, *(block.text for block in gone)),
        published=draft.published or best.sent,
    )


def _without_forwarded(draft: Draft) -> Draft:
    """The page of a mail, whose head is furniture: its title is its subject, without 转发： and the
    name of the program before it."""
    if not is_mail(draft):
        return draft
    first = next((block for block in draft.blocks[:1] if block.level == 1), None)
    title = _SUBJECT_OF_PAGE.sub("", draft.title)
    if first is None or not (subject := _FORWARDED.sub("", first.text).strip()):
        return replace(draft, title=title)
    return replace(draft, title=title, blocks=(replace(first, text=subject), *draft.blocks[1:]))


def _note_above(blocks: Sequence[Block], subject: str) -> int:
    """How many blocks of a message are a note to its receiver, above the title of what is sent, which
    may be the subject once more."""
    for n, block in enumerate(blocks[:_NOTE_LINES]):
        line = block.text.strip(_AROUND)
        # The title may stand in two lines.
        both = line + "".join(b.text.strip(_AROUND) for b in blocks[n + 1 : n + 2])
        if n and (_TITLE.fullmatch(line) or is_issue_line(line) or subject in (line, both)):
            above = "".join(b.text.strip() for b in blocks[:n])
            noted = len(above) <= _NOTE and above[-1] in "。！：:!~"
            return n if noted and not any(b.level or b.pictures for b in blocks[:n]) else 0
    return 0


def is_mail(draft: Draft) -> bool:
    """Is this the message of a mail, whose head is furniture?"""
    fields = filter(None, map(_FIELD.match, draft.furniture))
    return any(_SENDER.fullmatch(field["name"]) for field in fields)


def senders_of(furniture: Sequence[str]) -> tuple[str, ...]:
    """Who sent the messages of a mail, as their heads among the furniture say it."""
    fields = filter(None, map(_FIELD.match, furniture))
    return tuple(field["value"] for field in fields if _SENDER.fullmatch(field["name"]))


def _says_less(title: str, subject: str) -> bool:
    """Does the title of a file say less than the subject of its message: only the name of the mail
    program, or the subject with more around it?"""
    return 0 < len(subject) <= _LONGEST and (
        subject in title or not title or _PROGRAM.fullmatch(title) is not None
    )


def _messages(blocks: Sequence[Block]) -> Iterator[_Message]:
    """The messages in order; the first has no head where words stand above the first head."""
    heads = list(_heads(blocks))
    ends = [start for start, _ in heads] + [len(blocks)]
    yield _Message(0, 0, ends[0])
    for (start, text), end in zip(heads, ends[1:], strict=True):
        fields = [m for block in blocks[start:text] if (m := _FIELD.match(block.text))]
        subject = next((m["value"] for m in fields if _SUBJECT.fullmatch(m["name"])), "")
        days = (_day(m["value"]) for m in fields if _SENT.fullmatch(m["name"]))
        title = _FORWARDED.sub("", subject).strip()
        yield _Message(
            start, text, end, title if len(title) >= _SAYS_LITTLE else "", next(days, None)
        )


def _heads(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Where the head of each message begins, and where its text."""
    at = 0
    while at < len(blocks):
        end, names, n = at, list[str](), at
        while n < len(blocks) and n - end <= _BETWEEN:
            if match := _FIELD.match(blocks[n].text):
                names.append(match["name"])
                end = n + 1
            elif not names:
                break
            n += 1
        above = at > 0 and _SEPARATOR.fullmatch(blocks[at - 1].text) is not None
        # A page of a mail may have lost the line with its day.
        if len(names) >= _FEWEST - above and any(map(_SENDER.fullmatch, names)):
            yield at - above, end
        at = max(end, at + 1)


def _day(text: str) -> date | None:
    for days in days_in(plain_digits(text)):
        if days.year and (period := days.in_year(days.year)):
            return period.start
    return None


def _length(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks)
