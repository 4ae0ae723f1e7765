"""Chats copied as text: lines with speaker and time, stickers and pictures are not the bulletin."""

from __future__ import annotations

import re
from dataclasses import replace

from kb.readers import Draft

_DATE = r"(?:(?:(?:19|20)\d\d[-年/.])?\d{1,2}[-月/.]\d{1,2}日?|昨天|前天|今天|(?:星期|周)[一二三四五六日天])"
_CLOCK = r"(?:[上下中]午|晚上|凌晨|早上)?\s?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
_NAME = r"[^\s　:：。，]{1,16}(?:[\s　][^\s　:：。，]{1,12})??"
_DAY_AND_TIME = rf"{_DATE}[\s　,，]*{_CLOCK}"
# Behind a time alone may stand what was done then: 8:30 晨会.
_HEAD = re.compile(
    rf"(?P<name>{_NAME})[\s　]+(?:(?P<day>{_DATE})[\s　,，]*)?{_CLOCK}|{_DAY_AND_TIME}[\s　]+(?P<speaker>{_NAME})"
)
_TIME_ALONE = re.compile(rf"[—-]*\s?(?:{_DATE}[\s　,，]*)?{_CLOCK}\s?[—-]*")
# What stands for something that is no text, and words that answer without saying anything.
_EMPTY = re.compile(
    r"(?:\[[一-鿿A-Za-z]{1,6}\]\s*)+|[（(\[【]?(?:图片|视频|语音|文件|表情|动画表情|链接|聊天记录|位置|小程序|红包)[)）\]】]?"
    r"|.{0,16}(?:撤回了一条消息|拍了拍.{0,16}|加入了?群聊|邀请.{1,24}加入了?群聊|修改群名为.{1,24})"
    r"|(?:收到|好的?|谢谢|辛苦了?|赞|明白|嗯+|OK)[!！。~～]*",
    re.I,
)
# So many lines of speaker and time make a chat.
_FEWEST = 3


def of_chat(draft: Draft) -> Draft:
    """The draft, of a chat without the lines that say who spoke when, and without what says nothing."""
    lines = [_HEAD.fullmatch(block.text.strip()) for block in draft.blocks]
    heads = [line for line in lines if line]
    names = {line["name"] or line["speaker"] for line in heads}
    dated = all(line["day"] or line["speaker"] for line in heads)
    # In a list of what was done when, no line comes twice.
    if len(heads) < _FEWEST or not (dated or len(names) < len(heads)):
        return draft
    kept = tuple(
        block
        for block, line in zip(draft.blocks, lines, strict=True)
        if line is None
        and not _EMPTY.fullmatch(block.text.strip())
        and not _TIME_ALONE.fullmatch(block.text.strip())
    )
    if not any(len(block.text) > 4 for block in kept):
        return draft
    left = {id(block) for block in kept}
    gone = (block.text for block in draft.blocks if id(block) not in left)
    return replace(draft, blocks=kept, furniture=(*draft.furniture, *gone))
