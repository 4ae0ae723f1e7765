"""Lines of two or more fields that say who made a paper, wherever they stand."""

from __future__ import annotations

import re

# No such line is longer than the first number; one of publishers or writers may be as long as the second.
_LONGEST, _LONG = 40, 80
# Who made a paper, two fields and nothing else: such a line may stand within the text, as the foot of a
# page in columns does.
_STAFF = re.compile(
    r"[（(【\[\s　]*(?:(?:本期|责任|值班|执行)?(?:编辑|编委|校对|审核|主编|责编|编审|审校|撰稿|供稿|监制|终审|排版)"
    r"\s*[:：丨|｜/]\s*"
    r"[一-鿿]{2,4}(?:[、，\s　]{1,2}[一-鿿]{2,4}(?![:：丨|｜/一-鿿])){0,4}[\s　；;，]*){2,5}"
    r"(?:(?:联系)?电话\s*[:：]\s*[\d\s—-]{5,16})?[）)】\]\s　]*"
)
# The same without colons, or with who publishes the paper and when; at least two such fields.
_MAKER = (
    r"(?:(?:本期|责任|执行)?(?:编辑|校对|主编|责编|美编|排版)|(?:电子)?[信邮]箱|电话|邮编|印[数刷制]?|承印(?:单位)?|主办|编印|主管"
    r"|出[刊版](?:日期|时间)?|准印证号?)"
)
_PUBLISHERS = re.compile(
    rf"[（(【\[]?(?:{_MAKER}\s{{0,2}}[:：\s　]\s{{0,2}}[^\s　，。；:：]{{2,30}}[\s　|｜]{{0,6}}){{2,6}}"
    r"(?:内部交流|免费赠阅|内部资料|注意保存|[\s　]){0,4}[）)】\]]?"
)
# Who wrote it and who else was there, in brackets at the end: （学习组组长：蒯志远　执笔：阮青禾）.
_WRITERS = re.compile(
    r"[（(【\[](?=[^）)】\]]{0,60}(?:执笔|撰稿|供稿|整理|撰写|记录|作者|通讯员|摄影)[人者]?\s*[:：])"
    r"(?:[一-鿿]{2,12}\s*[:：]\s*[一-鿿]{2,4}(?:[、\s　]{1,2}[一-鿿]{2,4}(?![:：一-鿿])){0,6}"
    r"[\s　；;，,]*){1,5}[）)】\]]"
)


def names_makers(text: str) -> bool:
    """Does this line only say who edited, checked, published or printed a paper?"""
    if len(text) <= _LONGEST and _STAFF.fullmatch(text):
        return True
    return len(text) <= _LONG and _PUBLISHERS.fullmatch(text) is not None


def names_writers(text: str) -> bool:
    """Does this line in brackets only say who wrote a paper and who else was there?"""
    return len(text) <= _LONG and _WRITERS.fullmatch(text) is not None
