"""Chats copied as text: lines with speaker and time, stickers and pictures are not the bulletin."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kb.readers import Draft
from kb.structure.days import LONGEST, days_in

_DATE = r"(?:(?:(?:19|20)\d\d[-年/.])?\d{1,2}[-月/.]\d{1,2}日?|昨天|前天|今天|(?:星期|周)[一二三四五六日天])"
_CLOCK = r"(?:[上下中]午|晚上|凌晨|早上)?\s?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
_NAME = r"[^\s　:：。，]{1,16}(?:[\s　][^\s　:：。，]{1,12})??"
_DAY_AND_TIME = rf"{_DATE}[\s　,，]*{_CLOCK}"
# Behind a time alone may stand what was done then: 8:30 晨会.
_HEAD = re.compile(
    rf"(?P<name>{_NAME})[\s　]+(?:(?P<day>{_DATE})[\s　,，]*)?{_CLOCK}|{_DAY_AND_TIME}[\s　]+(?P<speaker>{_NAME})"
)
_TIME_ALONE = re.compile(rf"[—-]*\s?(?:{_DATE}[\s　,，]*)?{_CLOCK}\s?[—-]*")
# What a speaker sends that is no text.
_THINGS = "图片|视频|语音|文件|表情|动画表情|链接|聊天记录|位置|小程序|红包"
# What stands for something that is no text, and words that answer without saying anything.
_EMPTY = re.compile(
    rf"(?:\[[一-鿿A-Za-z]{{1,6}}\]\s*)+|[（(\[【]?(?:{_THINGS})[)）\]】]?"
    r"|.{0,16}(?:撤回了一条消息|拍了拍.{0,16}|加入了?群聊|邀请.{1,24}加入了?群聊|修改群名为.{1,24})"
    r"|(?:收到|好的?|谢谢|辛苦了?|赞|明白|嗯+|OK)[!！。~～]*",
    re.I,
)
# What a speaker sent that is no text, perhaps with its name and size: 老简：[文件] 话术.docx.
_SENT = re.compile(
    rf"(?:{_NAME}\s*[:：]\s*)?[\[【（(](?:{_THINGS}|名片)[\]】）)]"
    r"[^。！？]{0,60}"
)
_SPEAKER = re.compile(rf"^{_NAME}\s*[:：]\s*")
# What an application writes above the messages it copies.
_TITLE = re.compile(
    r"(?:微信|企业微信|钉钉)?(?:群聊?|聊天)(?:名称|记录|主题)?\s*[:：]\s*(?P<name>\S.{2,40})"
)
# A chat has at least this many lines of speaker and time.
_FEWEST = 3


def of_chat(draft: Draft) -> Draft:
    """The draft, of a chat without the lines that say who spoke when, and without what says nothing. The
    name of the chat is its title, and the day of its messages that of the text, where all are of one day."""
    lines = [_HEAD.fullmatch(block.text.strip()) for block in draft.blocks]
    times = [_TIME_ALONE.fullmatch(block.text.strip()) for block in draft.blocks]
    heads = [line for line in lines if line]
    names = {line["name"] or line["speaker"] for line in heads}
    dated = all(line["day"] or line["speaker"] for line in heads)
    # In a list of what was done when, no line comes twice.
    if len(heads) < _FEWEST or not (dated or len(names) < len(heads)):
        return draft
    kept = tuple(
        block
        for block, line, time in zip(draft.blocks, lines, times, strict=True)
        if line is None
        and time is None
        and not _EMPTY.fullmatch(_said(block.text))
        and not _SENT.fullmatch(block.text.strip())
    )
    if not any(len(block.text) > 4 for block in kept):
        return draft
    left = {id(block) for block in kept}
    gone = (block.text for block in draft.blocks if id(block) not in left)
    named = _TITLE.fullmatch(kept[0].text.strip())
    if named:
        kept = (replace(kept[0], text=named["name"], level=1), *kept[1:])
    stated = (
        block.text
        for block, line, time in zip(draft.blocks, lines, times, strict=True)
        if line or time
    )
    return replace(
        draft,
        blocks=kept,
        furniture=(*draft.furniture, *gone),
        days=draft.days or _days(stated),
    )


def _said(text: str) -> str:
    """What a line says, without the speaker before it."""
    return _SPEAKER.sub("", text.strip())


def _days(stated: Iterable[str]) -> str:
    """From the first to the last day with a year in lines of speaker and time; "" when there are none,
    or they are further apart than a visit lasts."""
    found = [
        period.start
        for line in stated
        for days in days_in(line)
        if days.year and (period := days.in_year(days.year))
    ]
    if not found or max(found) - min(found) > LONGEST:
        return ""
    return "—".join(dict.fromkeys((str(min(found)), str(max(found)))))
