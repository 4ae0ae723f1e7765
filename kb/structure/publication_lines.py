"""Lines that say where and by whom a text was published: mastheads, numbers of documents, publishers."""

from __future__ import annotations

import re
from collections.abc import Iterable

# The name of a site, a paper or an account, a page of a newspaper, a day of the week alone.
_MASTHEAD = re.compile(
    # A site or a program: 某行官方网站, 办公平台.
    r"(?:门户(?:网站)?|官方网站|官网|内网|(?:办公|信息|学习)(?:平台|系统))$"
    # 内部资料, 数字报.
    r"|(?:^|[\s　]|银行|农商行|联社|公司)(?:内部(?:资料|材料|刊物|文件)|内刊)|数字报|电子版"
    # An office and the kind of its papers: 甲农商银行文件.
    r"|(?:委员会|公司|银行|联社|办公室|中心)"
    r"(?:文件|(?:传真)?电报|(?:内部)?明电|便函)$"
    # The name of a newspaper, but not of a daily of learners: 甲县日报, 金融时报.
    r"|^(?!.*(?:学习|跟班|考察|挂职|外派))[^\n]{0,8}(?:日报|晚报|时报|商报|导报|(?:金融|经济|农村|农民|城乡|合作|都市)报)(?:$|\s)"
    # Pages of a newspaper: 第A02版, 版面导航.
    r"|(?:^|(?:[星期周][一二三四五六日天]|日)[\s　]+)第?\s*[A-Z]?\d{1,2}\s*版|版面导航"
    r"|^本版(?:新闻|导[航读]|要[闻目])$|^本报讯"
    # Weekdays and days of the moon: 星期三 农历六月十二.
    r"|^(?:星期|周)[一二三四五六日天](?:[\s　]+(?:农历|夏历|甲|乙|丙|丁|戊|己|庚|辛|壬|癸)\S{2,10})?$"
    r"|^(?:农历|夏历)\S{2,10}$"
    # An account: 甲农商银行公众号.
    r"|^\S{2,16}(?:公众号|服务号|订阅号|视频号|APP|客户端)$"
    # A02 要闻; A3｜党建·人才.
    r"|^[A-Z]0?\d{1,2}\s?版?[:：·|｜\s]\s?[一-鿿]{2,6}(?:[·•/／|｜、][一-鿿]{2,6})?$"
    # 内部简报; （内部交流，注意保存）.
    r"|^内部(?:信息|简报|动态|情况)$"
    r"|^[【（(]?内部(?:交流|参考|传阅|学习资料)(?=$|[\s　,，·!！】）)])"
    # 今日四版.
    r"|^(?:今日|本期)?(?:共)?[一二三四五六七八九十\d]{1,2}[个]?版(?:[\s　]+|$)"
)
# The most characters of a masthead.
_LONGEST_MASTHEAD = 30
_DOCUMENT_NUMBER = re.compile(
    r"(?:[一-鿿]{2,10})?[〔\[（(【](?P<year>(?:19|20)\d\d)[〕\]）)】]\s*(?:第\s*)?\d{1,4}\s*号"
    r"(?:[\s　]+签发人?\s?[:：]\s?\S{2,8})?[\s　]*$|0{2,}\d{2,4}$"
)
# Who published or wrote it and when: 办公室编印 2025年3月8日; such a line is no longer than this.
_LONGEST_WITH_DAY = 50
_ORGAN_AND_DAY = re.compile(
    r"(?:办公室|联社|银行|部|办|处|中心|委员会|编辑部|专班|组|[团党]委|工会|支部|(?:班|队|学[校院])(?=编|印|主?办|整理))"
    r"[编印发制主办整理供稿报送宣\s　（(|｜]{0,6}"
    r"(?:[\s　]*(?:\d{4}|二[〇○零]..?)[年./-]\s*[\d一二三四五六七八九十]{1,2}(?:[月./-].{1,4}|月)"
    r"|[\s　]+[\d一二三四五六七八九十]{1,2}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日)$"
)
# Who publishes, without a day.
_PUBLISHED = re.compile(
    r"[一-鿿]{0,14}(?:办公室|[部室办组]|中心|联社|银行|委员会|专班)[\s　]?"
    r"(?:编印|主办|编发|编制|印制|编辑|主编|印发|编)"
)


def is_masthead(text: str) -> bool:
    """Does this line name a site, a paper, an account or a page of a newspaper?"""
    return len(text) <= _LONGEST_MASTHEAD and _MASTHEAD.search(text) is not None


def is_document_number(text: str) -> bool:
    """Is this the number of an official document: 〔2025〕12号?"""
    return _DOCUMENT_NUMBER.match(text) is not None


def year_of_number(lines: Iterable[str]) -> int | None:
    """The year in the number of an official document, where one line is such a number."""
    numbers = (match for line in lines if (match := _DOCUMENT_NUMBER.match(line)))
    return next((int(match["year"]) for match in numbers if match["year"]), None)


def names_publisher(text: str) -> bool:
    """Does this line name an office that publishes (办公室编印), or one with the day?"""
    with_day = len(text) <= _LONGEST_WITH_DAY and _ORGAN_AND_DAY.search(text) is not None
    return with_day or _PUBLISHED.fullmatch(text) is not None
