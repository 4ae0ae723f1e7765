"""Where a letter or a mail ends: below its last paragraph stand a greeting, a name, a telephone number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.readers import Block
from kb.structure.days import is_day_line
from kb.structure.letter_opening import is_salutation
from kb.text import is_site_furniture

# A letter begins with whom it is addressed to, in one of these lines.
_OPENING = 6
# So many lines may stand below its text.
_MOST = 8
_CLOSES = re.compile(
    # Good wishes: 此致, 祝好.
    r"(?:此致|敬礼|祝好|顺颂|即颂|谨上|敬上|专此|盼复|谢谢|特此汇报|工作顺利|身体健康)[^。；]{0,12}"
    # A name: 白志远 敬上.
    r"|[一-鿿]{2,4}(?:[\s　]*(?:敬上|谨上|上|呈))?"
    # An office, perhaps with a name: 甲农商银行 信贷部 白志远.
    r"|(?:[一-鿿]{2,16}(?:银行|联社|农商行|部|办公室|支行|小组|学习组)[\s　]*){1,2}(?:[一-鿿]{2,4})?"
    # A telephone number.
    r"|(?:电话|手机|联系电话|办公电话|座机|传真|Tel|Mobile)?\s*[:：]?\s*[+(（]?\d[\d*xX×\s\-—()（）转]{5,24}"
    # An office or a name and how to call it, digits perhaps hidden: 信贷部｜手机 138****0000.
    r"|(?:[一-鿿]{2,12}[|｜/／·,，\s　]{1,3}){1,3}(?:(?:(?:联系|办公)?电话|手机|座机|传真|分机|微信|Tel|Mobile)"
    r"\s?[:：]?\s?\d[\d*xX×\-—()（）转]{3,20}"
    r"[|｜/／,，;；\s　]{0,3}|[+(（]?\d[\d*xX×\-—()（）转]{6,20}){1,3}"
    # An address of mail.
    r"|(?:邮箱|邮件|E-?mail)?\s*[:：]?\s*[\w.+-]{1,40}@[\w.-]{1,40}"
    # 发自我的手机.
    r"|发自我的.{1,16}|来自.{1,12}(?:客户端|手机)",
    re.I,
)


def closing_of(blocks: Sequence[Block], *, letter: bool = False) -> int:
    """The number of the first block of the closing of a letter; that behind the last one for other
    files, and where nothing but such lines would be left. `letter` says that it is one, though it
    addresses nobody."""
    if not letter and not any(is_salutation(block.text.strip()) for block in blocks[:_OPENING]):
        return len(blocks)
    start = len(blocks)
    while start > 2 and len(blocks) - start < _MOST and _closes(blocks[start - 1]):
        start -= 1
    return start


def _closes(block: Block) -> bool:
    text = block.text.strip()
    closes = _CLOSES.fullmatch(text) is not None or is_day_line(text) or is_site_furniture(text)
    return closes and not block.level
