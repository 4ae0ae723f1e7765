"""Lines of a file that are not part of the bulletin: kept with the source, listed for the editor.

Wording alone can mislead in the middle of a text (时间：, 来源：), so imprint is taken out only above
the text and below it; what a site adds (上一篇, 阅读原文) anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.readers import Block
from kb.structure.account import card_at_end
from kb.structure.contents_list import contents_of
from kb.structure.days import is_day_line, is_period_line
from kb.structure.letter_closing import closing_of
from kb.structure.makers import names_makers, names_writers
from kb.structure.roles import Role, role_of
from kb.structure.running_heads import numbered_pages, running_heads
from kb.structure.series import issue_apart, issue_at_edge
from kb.structure.site_head import is_account, is_site
from kb.text import (
    CELLS,
    begins_tail,
    is_imprint,
    is_page_number,
    is_site_furniture,
    numbering,
    without_page_numbers,
)

# A paragraph of running text has at least this many characters.
_TEXT = 40
# The least characters of a sentence that is no label.
_SENTENCE = 12
# Who signs at the end: an office, and perhaps a name or a post behind it; or a name alone.
_POST = r"(?:党委书记|董事长|理事长|行长|主任|书记|经理|组长)"
_GROUP = "(?:学习|考察|调研|跟班|跟岗|见学|工作)小?组"
_SIGNER = re.compile(
    r"(?:[^。，；：]{0,24}(?:部|室|行|社|组|办公室|专班|中心|科|办|委|公司|工会|支部|(?:委员|[理董监]事)会)(?:全体\S{2,6})?"
    rf"(?:(?:{_POST}|学员)?[\s　:：]+\S{{1,2}}[\s　]?\S{{1,2}}|[\s　]*{_POST})?"
    rf"|(?:{_GROUP})(?:成员|全体)?[\s　]?[:：][\s　]?[一-鿿]{{2,4}}(?:[、，\s　]{{1,2}}[一-鿿]{{2,4}}){{0,7}}"
    r"|(?:汇报人|报告人|撰写人|执笔人?|整理人?|[组队班团][\s　]*[长员]|成[\s　]*员)[\s　]?[:：][\s　]?[^。，；：]{2,30}"
    r"|您?你?们?的\S{2,6}[\s　]+\S{2,4}|[^\s。，；：]{2,4})"
)
_OFFICE = re.compile(r"(?:部|室|银行|联社|行社|办公室|专班|中心|委员会|党委|工会)$")
_SIGNED_AND_DATED = re.compile(r"[^。，；：]{2,24}(?:部|室|行|社|组|中心|办)[\s　]+(?P<day>\S.*)")
_DATED_AT = re.compile(r"(?P<day>.{6,14}?日)[\s，,]*[写草]?于.{2,16}")
_FAREWELL = re.compile(
    # 特此报告.
    r"\s*(?:(?:特此(?:报告|汇报|通报|说明)|专此报告|以上报告"
    # Good wishes: 此致 敬礼, 祝工作顺利.
    r"|此致[\s　]*敬礼|此致|敬礼|祝好|(?:敬|恭|顺|最后)?祝[^。！!，,]{2,12}|顺颂.{2,4}"
    # 愿我们一起进步.
    r"|愿(?:我们|大家|你们?|您)[^。！!，,]{2,16}"
    # Thanks: 感谢各位领导聆听.
    r"|(?:感谢|谢[\s　]*谢)(?:大家|各位(?:领导|同事)?)?(?:的?(?:聆听|观看|阅读|倾听))?|[Tt]hanks?"
    # The end of a speech: 我的汇报完毕.
    r"|我就(?:讲|说|汇报)(?:这些|到这里|到这儿)|我的(?:发言|汇报|介绍|体会)(?:完毕|到此结束|完了|就到这里)"
    r"|(?:汇报|报告|发言|分享|展示)(?:完毕|结束|到此结束)|(?:敬|恳)?请(?:各位)?(?:领导|大家|同仁)?(?:批评)?指正"
    # 不当之处，敬请批评指正.
    r"|(?:以上|汇报|发言)?(?:汇报|发言|报告)?[，,]?(?:如?有?不当之处)?[，,]?(?:敬?请|恳请)"
    r"(?:各位)?(?:领导|大家|同志们)?批评指正)[！!。，,；;\s　]*){1,3}"
)
# Who wrote it, in brackets behind the last sentence of a report.
_BYLINE_BEHIND = re.compile(
    r"(?<=[。！？”])(?:[\s　]+[（(][一-鿿]{2,4}(?:[\s　、]+[一-鿿]{2,4}){0,2}[）)]"
    r"|[\s　]*[（(](?:(?:本报|特约)?(?:记者|通讯员)|供稿|撰稿|文[/／]图?)[\s　:：][^（）()。]{2,24}[）)])$"
)
# A row of a form in which somebody agrees and signs: 带教老师意见 | 同意。 | 签字 | 白志远.
_OPINION = re.compile(r"[一-鿿]{0,12}(?:意见|签字|签名|签章|盖章|鉴定|审批|审核)")
_SIGNS = re.compile(r"(?:本人|领导|负责人)?(?:签字|签名|签章|盖章|公章|日期)\W*")
_OPINION_SAYS = 30
# Several who agree, each with the day (拟同意，报行长阅示。崔某 2025-04-23 阅。严某 2025-04-24), say more.
_OPINIONS_SAY = 120
_AGREED = re.compile(r"(?:同意|已?阅|照办|请示?[^。]{0,12}阅)[^。]{0,12}。[^。]{0,16}20\d\d[-年./]")
# What stands below the signature of an official paper: 抄送：…, 办公室 2025年4月25日印发.
_SENT_TO = re.compile(
    r"[（(]?(?:抄送|抄报|分送|主送|[报呈发]送|主题词|[报送发])[\s　]*[:：]|[（(]?联系人[\s　]*[:：]"
)
# Offices to which banks report; they neither learn nor are learned from.
_ABOVE = re.compile(r"省联社|省农信|联合社|联合银行|办事处|审计中心|监管|人民银行|人行|政府|市联社")
_BANK = re.compile(r"(?<!联合)(?<!人民)银行|农商行|信用社|(?<![省市])联社")
_ATTACHED = re.compile(r"[（(]?附(?:件|表)?[\s　]?\d?[\s　]?[:：][^。]{2,40}")
_PRINTED = re.compile(r"^[^。，；]{4,50}印发$|共印[\s　]*\d+[\s　]*份")
_HEAD = 6
# At most this many lines below the last paragraph are imprint.
_FOOT = 12


@dataclass(frozen=True, slots=True)
class Sorted:
    """The blocks of the bulletin, and the texts that are not part of it, in order; `signed` are those
    of them with which its writer signs."""

    blocks: tuple[Block, ...]
    furniture: tuple[str, ...]
    signed: tuple[str, ...] = ()


def without_furniture(blocks: Sequence[Block], *, of_a_page: bool, letter: bool = False) -> Sorted:
    """The blocks without furniture; `of_a_page` says that they come from a web page, `letter` from a
    mail. A file that would lose all its text keeps it."""
    listed = contents_of(blocks)
    last_text = _last_text(blocks)
    kept: list[Block] = []
    gone: list[str] = []
    signatures: list[str] = []
    end = len(blocks)  # a page may add lines below who signs
    while end > 2 and _is_below_signature(blocks[end - 1], page=of_a_page):
        end -= 1
    signable = blocks[:end]
    closing = closing_of(blocks, letter=letter)
    accounts = {n for n in range(1, _HEAD) if is_account(blocks, n)}
    accounts |= {0} if is_site(blocks) else frozenset()
    accounts |= card_at_end(blocks) if of_a_page else frozenset()
    running = running_heads(blocks) | numbered_pages(blocks, _is_cut)
    in_tail = in_honours = in_farewell = after_page_number = False
    for n, block in enumerate(blocks):
        role = role_of(block.text) if len(block.text) <= 40 else None
        if role is not None:
            in_honours = role is Role.HONOUR
        below = n > last_text
        in_farewell = in_farewell or (below and _FAREWELL.fullmatch(block.text) is not None)
        in_tail = in_tail or (
            below and n > 2 and begins_tail(block.text) and not _has_text(blocks[n:])
        )
        signed = below and n < end and _is_signature(signable, n)
        signed = signed and (not in_honours or _ends_honours(signable, n))
        signatures += [block.text] * signed
        plain = without_page_numbers(block.text)
        heading = bool(kept) and (
            kept[-1].level > 0 or (not kept[1:] and len(kept[0].text) < _TEXT)
        )
        cut = bool(kept) and not heading and _is_cut(kept[-1])
        if is_page_number(block.text, cuts_sentence=cut) and not block.level:
            plain = ""
        if n in running:
            plain = ""
        if (
            n in listed.lines
            or n in accounts
            or n >= closing
            or (n >= end and not of_a_page)
            or in_tail
            or in_farewell
            or signed
            or not plain.strip()
            or _is_furniture(block, below=below and not in_honours, page=of_a_page)
            or (below and n > max(2, len(blocks) - 3) and issue_at_edge([block.text])[1] != "")
        ):
            gone.append(block.text)
            after_page_number = not plain.strip()
        elif after_page_number and len(kept) > 1 and cut and _goes_on(kept[-1], block):
            # The page ended within a sentence.
            kept[-1] = replace(kept[-1], text=kept[-1].text + plain)
            after_page_number = False
        else:
            level = block.level or 2 * listed.names(plain)
            kept.append(replace(block, text=plain, level=level))
            after_page_number = False
    if kept and (byline := _BYLINE_BEHIND.search(kept[-1].text)):
        gone.append(byline.group().strip())
        kept[-1] = replace(kept[-1], text=kept[-1].text[: byline.start()])
    if not any(len(block.text) > 4 for block in kept):
        return Sorted(tuple(blocks), ())
    return Sorted(_with_pictures(kept, blocks, gone), tuple(gone), tuple(signatures))


def goes_above(line: str) -> bool:
    """Does a line only name the offices that get a paper (报送：省联社北山审计中心)?"""
    return (
        _SENT_TO.match(line) is not None
        and _ABOVE.search(line) is not None
        and _BANK.search(line) is None
    )


def _is_signature(blocks: Sequence[Block], n: int) -> bool:
    """Is this the day at the end of a report, or who signs it right above?"""
    text = blocks[n].text.strip()
    if n < len(blocks) - 4 or n <= 1 or len(text) > 40:
        return False
    if n == len(blocks) - 1:
        dated = _SIGNED_AND_DATED.fullmatch(text) or _DATED_AT.fullmatch(text)
        return is_day_line(dated["day"] if dated else text)
    behind = blocks[n + 1 :]
    return (
        _is_signature(blocks, len(blocks) - 1)
        and _SIGNER.fullmatch(text) is not None
        and all(_SIGNER.fullmatch(block.text.strip()) for block in behind[:-1])
    )


def _ends_honours(blocks: Sequence[Block], n: int) -> bool:
    """Is this the day below a list of honours, or the office right above that day?"""
    office = n == len(blocks) - 2 and _OFFICE.search(blocks[n].text) is not None
    return n == len(blocks) - 1 or office


def _with_pictures(
    kept: Sequence[Block], blocks: Sequence[Block], gone: Sequence[str]
) -> tuple[Block, ...]:
    """The blocks kept. Pictures before a line of imprint at the end stay with the last block; those
    among the furniture of a page are furniture."""
    texts = set(gone)
    lost = [p for b in blocks[len(blocks) - _FOOT :] if b.text in texts for p in b.pictures]
    if not lost or not kept:
        return tuple(kept)
    return (*kept[:-1], replace(kept[-1], pictures=(*kept[-1].pictures, *lost)))


def _is_cut(block: Block) -> bool:
    """Does a paragraph end within a sentence, as at the end of a page?"""
    text = block.text
    numbered = numbering(text) is not None
    within = text[-1] in "，、" or len(text) >= _TEXT or ("，" in text and not numbered)
    return within and text[-1] not in "。！？；：!?;:…”）)》】"


def _goes_on(above: Block, block: Block) -> bool:
    """Is this the second half of the sentence that a page number cut?"""
    alike = (above.level, above.bold, above.centred) == (block.level, block.bold, block.centred)
    return alike and numbering(block.text) is None


def _is_text(block: Block) -> bool:
    text = block.text
    if is_site_furniture(text) or is_imprint(text):
        return False
    return (len(text) >= _TEXT and text[-1] in "。！？”」）)；…") or (
        numbering(text) is not None and len(text) >= _TEXT // 2
    )


def _last_text(blocks: Sequence[Block]) -> int:
    """Where the text ends: its last paragraph, or its last sentence where all paragraphs are short."""
    for is_text in (_is_text, _is_sentence):
        if texts := [n for n, block in enumerate(blocks) if is_text(block)]:
            return texts[-1]
    return len(blocks) - 3


def _is_sentence(block: Block) -> bool:
    text = block.text
    whole = len(text) >= _SENTENCE and text[-1] in "。！？"
    return whole and not (is_site_furniture(text) or is_imprint(text))


def _has_text(blocks: Sequence[Block]) -> bool:
    return any(map(_is_text, blocks))


def _signs_row(text: str) -> bool:
    """Is this the row of a form in which somebody agrees and signs, and says little?"""
    first, *cells = (cell.strip() for cell in text.split(CELLS.strip()))
    if not cells or not _OPINION.fullmatch(first):
        return False
    if any(map(_SIGNS.fullmatch, cells)):
        return True
    said = list(dict.fromkeys(cell for cell in cells if cell))  # a wide cell stands in each column
    alone = len(said) < 2 or is_day_line(said[-1])  # three columns are a table of figures
    length = len("".join(said))
    agreed = length <= _OPINIONS_SAY and _AGREED.search(said[0]) if said else None
    return alone and (length <= _OPINION_SAYS or agreed is not None)


def _is_below_signature(block: Block, *, page: bool) -> bool:
    """May this line stand below who signs: to whom a paper goes, or what a page adds?"""
    if page:
        return _is_furniture(block, below=True, page=True)
    if _ATTACHED.fullmatch(block.text):
        return True
    return _SENT_TO.match(block.text) is not None or _PRINTED.search(block.text) is not None


def _is_furniture(block: Block, *, below: bool, page: bool) -> bool:
    text = block.text
    if _signs_row(text):
        return True
    if is_period_line(text):
        return False
    if is_site_furniture(text):
        return page or below or len(text) <= 30
    if names_makers(text) or (below and names_writers(text)):
        return True
    if is_imprint(text):
        # （第3期）　人力资源部编　2026年5月18日 belongs to the masthead.
        return below or (text[0] in "（(【[〔" and not issue_apart(text))
    return False
