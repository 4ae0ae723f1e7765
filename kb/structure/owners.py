"""Whose practice an entry is about, and on which side it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.model import Kind, Side
from kb.structure.announced import counts_deeds
from kb.structure.bank_names import BankNames
from kb.structure.conversations import is_answer
from kb.structure.hosts import Parties
from kb.structure.labels import is_own_label, label_of
from kb.structure.roles import Role
from kb.structure.sections import Paragraph, Section
from kb.text import CELLS, without_numbering

_WE = r"(?:我[行社市县省]|我们行|我县?联社|本[行社]|派出行|各学员行|学员(?:们|所在行)?|联社|中心)"
_PLANS = re.compile(
    rf"^(?:[^。]{{0,10}}我们(?:差在哪|怎么办|怎么做|的差距|的打算)|对照自[己身]|(?:说到|反观|再看|回头看|轮到|比比|想想)(?:看)?(?:我们|咱们)?自[己身家]|[一-鿿]{{2,4}}组(?:建议|打算|准备|计划)|(?:对照|(?:两相)?对比|相比|比较|比起来)(?:起来|来看|之下|先进)?[，,]?(?:再看)?{_WE}|下一?步|下阶段|接下来|今后|回[去来行](?:以|之)?后|回到?(?:行里|单位|岗位|联社|支行)|[^。，]{{0,10}}[，,]?我(?:打算|准备|计划|想先)|[^。，：:]{{0,16}}回[去来行](?:以后|之后|后)?要[做办干改]的|返[回程](?:以|之)?后|学成归来|归来后|(?:结合|对照|反观|对比){_WE}"
    rf"|建议{_WE}?|{_WE}[^。，,]{{0,12}}(?:拟|将|计划|打算|准备|要求|决定|应当?|可先|要)(?!求的|点)"
    rf"|.{{0,24}}(?:表示|提出|决定|认为)?[，,]?\s*(?:回去|回来|回行|返回|返程)(?:以|之)?后)"
)
# We and the host compared: what follows is about us.
_COMPARED = re.compile(
    r"(?:我[行社]|本[行社])(?:与|和|同|跟)[^，。]{2,20}比|(?:与|和|同|跟|对照|对比|相比|比起)[^，。]{2,20}[，,][^，。]{0,4}(?:我[行社]|本[行社])"
)
_OURS = re.compile(r"[^。！？]{0,14}?(?:我[行社]|我们行|我县?联社|本[行社])")
# A section of what came to the learners' minds, and ourselves in the middle of a paragraph.
_REFLECTS = re.compile(r"启示|思考|感悟|感想|触动|反思|差距")
# A section of what they felt, where a paragraph that opens with ourselves is about us.
_FELT = re.compile(r"体会|感受|心得")
_HOME = re.compile(r"[^。！？，、]{0,6}?(?:我们|咱们?)(?:的)?")
# Back from the hosts, before the place of the learners: 回椿岭，做的是实.
_HOMEWARD = re.compile(
    r"(?:[^，。]{0,6}?(?:[坐乘开][车船]|启程|动身|连夜))?[^一-鿿]{0,3}(?:带?回到?|返回|回看|回望|反观|对照|落到)(?:我们)?"
)
_WE_SOMEWHERE = re.compile(
    r"(?:^|[。；，！？])[^。；，！？]{0,8}(?:我[行社]|我们行|我县?联社|本[行社])"
)
# What stands before a host that is only learned from: 将借鉴台山农商银行的做法.
_LEARNED_FROM = re.compile(r"(?:学习|借鉴|参照|复制|对标|学|学着|仿照|移植|引进|吸收)[了着过]?$")
_SOMEBODY_SAYS = re.compile(rf"(?:表示|提出|要求|认为|说)[，,：:“]{{0,2}}\s*{_WE}")
_INTENDS = re.compile(r"拟|将|计划|打算|准备|决定|要求|表示|下一?步|建议")
# A clause that only names a bank to compare with: 与甲农商银行相比，乙农商银行….
_MEASURE = re.compile(
    r"(?:(?:与|和|同|跟)[^，。]{2,24}(?:相比较?|相较|比较?|比起来|不同的?是?|不一样的?是?)"
    r"|(?:比起|较之|相比于?|相较于?|不同于|有别于|区别于|不像)[^，。]{2,24})[，,]\s{0,2}"
)
# Before the bank that opens an entry: 而地处河网的甲农商银行.
_LOCATED = re.compile(
    r"(?:而|再看|又如|反观)?(?:同样)?(?:地处|位于|坐落[于在]?|身处|同处|远在|毗邻|临近|邻近)[^，。；：]{1,14}的"
)
# Before the place that opens a point (三是柳湾…), and what says behind it that it is none of a bank.
_COUNTS = re.compile(
    r"(?:(?:第?[一二三四五六七八九][是、，,]|首先|其次|再次|然后|最后)[，,是看说]?)?"
    r"(?:而|再看|再说|又如|比如|反观)?[在看]?"
)
_NO_BANK = re.compile("[支分县市区镇乡村路街河江组站人]|网点")
_LEARNER = re.compile(r"(?:跟班|跟岗)?(?:学员|组员|组长|带队的?)(?:代表)?[、，：—\s一-鿿]")
# What the learners of a group think or plan, at the beginning of a paragraph.
_THEY_THINK = re.compile(
    r"(?:[各本]?(?:学习|跟班)?小?组(?:成员|员们?|长)?|[各本]?组员们?|学员们?)[^，。；]{0,12}"
    r"(?:认为|建议|打算|计划|感到|觉得|反思|对照后?)"
)
# A caption is shorter than an account of a bank at home.
_REMARK = 30
# A paragraph that tells of all banks, below the section of the last one: 三家行各有各的办法.
_OF_ALL = re.compile(
    r"(?:[^，。：；]{0,8}[，,])?(?:综观|纵观|回看|走完|看完|走访完|学完|对比|比较|总结)?(?:这|以上|上述|同是|其实)?"
    r"(?:[两二三四五六七八九几](?:家|个|处|地)|各家)(?:农商)?(?:银?行|联社|单位|机构|地方|兄弟行)?"
    r"(?=[各都虽的相做][^个]|，|走|看|学|跑|下来)"
)
# The name of a bank in a cell is no longer than this.
_CELL = 40
# A plan says so in its first characters.
_SOON = 40
# Who speaks, with the bank they come from: 周一，老姜（据岭农商银行）：我们这边…
_SPEAKER = re.compile(r"(?:[^，。：:（(]{1,8}[，,\s　]{1,2})?[^，。：:（(\s]{1,6}[（(]")
_SPEAKS = re.compile(r"[^（()）。]{0,12}[）)]\s*[:：]")
_SIGNED = re.compile(r"[\s　]{1,3}[一-鿿]{2,4}\s?[:：]")
_SEVERAL = re.compile(r"[两二三四五六七八九几各]家")
# A question of an interview, and one that asks what learners do once they are back.
_ASKED = re.compile(
    r"(?:(?:记者|问|提问|主持人|笔者|编辑|编者)\s*[:：]|Q\s*\d{0,2}\s*[.、:：]?)\s*(?:那么?[，,]?|最后[，,]?|请问[，,]?)?"
)
_ASKS_HOME = re.compile(
    r"(?:[您你](?:们|本人)?|大家|学员们?)?(?:这次)?(?:学成|培训|跟班)?(?:回[来去行](?!看)|归来|返[行程岗])(?:以|之)?后?[^。？?]{0,24}[？?]"
)
_PLANS_ASKED = re.compile(r"打算|准备|计划|怎么|怎样|如何|哪些|什么|下一?步|落地")
_GOES_ON = re.compile(r"该行|其|他们|对方|总行|支行|同时|此外|另外")


@dataclass(frozen=True, slots=True)
class Owners:
    """Says the bank and the side of entries of one bulletin, in reading order. `grouped` says that it is
    divided into groups of learners, `hosted` are the banks at which these are."""

    names: BankNames
    parties: Parties
    grouped: bool = False
    hosted: frozenset[str] = frozenset()

    def of(self, parts: Sequence[Paragraph], kind: Kind) -> tuple[str, Side]:
        """The bank and the side of an entry: that of its section, unless it names its own or tells
        what the learners plan."""
        section = parts[0].section
        label = label_of(parts[0].text, parts[0].lead) if section.group else ""
        if is_own_label(label) and kind is not Kind.HONOUR:
            return "", Side.LEARNER
        if self.grouped or kind is Kind.HONOUR:
            remark = kind is not Kind.HONOUR and self._remarks(parts, kind)
            return ("", Side.LEARNER) if remark else (section.bank, section.side)
        if section.side is Side.LEARNER:
            return "", Side.LEARNER
        text = "\n".join(without_numbering(part.text) for part in parts)
        if opens_homeward(text, self.names, self.parties.learners):
            return "", Side.LEARNER
        if self._reflects(text, section) or self._asks_home(parts[0].text):
            return "", Side.LEARNER
        if self._learner_speaks(text):
            return "", Side.LEARNER
        if not is_answer(parts[-1].text) and self._is_plan(text, kind):
            return "", Side.LEARNER
        named = self._named(text, section, kind)
        if not named and self._is_of_all(text, kind):
            return "", section.side
        return named or section.bank, section.side

    def _is_of_all(self, text: str, kind: Kind) -> bool:
        """Does a paragraph tell of all hosts (三家行各有各的办法)?"""
        several = kind is not Kind.LESSON and len(self.parties.hosts) > 1
        return several and not self.names.mentions(text) and _OF_ALL.match(text) is not None

    def _remarks(self, parts: Sequence[Paragraph], kind: Kind) -> bool:
        """Is a paragraph of a group what its learners think, plan or have at home, and of no host?"""
        section = parts[0].section
        silent = kind is Kind.LESSON or section.role is Role.HONOUR
        if silent or section.side is Side.LEARNER or not section.bank:
            return False
        text = "\n".join(part.text for part in parts)
        named = {mention.name for mention in self.names.mentions(text)}
        if not named.isdisjoint({section.bank, *self.hosted}):
            return False
        if any(part.pictures for part in parts) or len(text) < _REMARK:
            return False
        return bool(named) or _THEY_THINK.match(text) is not None

    def _reflects(self, text: str, section: Section) -> bool:
        """Does a paragraph under 几点启示 speak of ourselves and of no host, or one under 有什么体会 open
        with ourselves?"""
        if self.parties.own or not section.path:
            return False
        named = {mention.name for mention in self.names.mentions(text)}
        if _FELT.search(section.path[-1]) and named <= self.parties.learners:
            return self._opens_at_home(text)
        if not _REFLECTS.search(section.path[-1]):
            return False
        return named <= self.parties.learners and _WE_SOMEWHERE.search(text) is not None

    def _asks_home(self, text: str) -> bool:
        """Does a question of an interview ask what the learners will do at home (记者：翎州下一步怎么学？)?"""
        asked = _ASKED.match(text) if text[-1] in "？?" else None
        if not asked or self.parties.own:
            return False
        home = _ASKS_HOME.match(text, asked.end())
        place = self.names.by_place.at(text, asked.end())
        end = asked.end() + len(place)
        home_place = self.names.by_place.get(place, "") in self.parties.learners and bool(place)
        if not home and not (home_place and not _NO_BANK.match(text, end)):
            return False
        return _PLANS_ASKED.search(text, end) is not None

    def _learner_speaks(self, text: str) -> bool:
        """Does a learner of a bank that is no host speak (学员、鹿洲农商银行办公室主任说，…), of no host?"""
        named = {mention.name for mention in self.names.mentions(text)}
        return bool(named) and named.isdisjoint(self.parties.hosts) and bool(_LEARNER.match(text))

    def _opens_at_home(self, text: str) -> bool:
        """Does a paragraph open with us and the place of the learners (我们平泉堡也有…)?"""
        home = _HOME.match(text)
        place = self.names.by_place.at(text, home.end()) if home else ""
        return bool(place) and self.names.by_place[place] in self.parties.learners

    def _is_plan(self, text: str, kind: Kind) -> bool:
        """Is it only about what the learners intend or about themselves, and not about a host? One
        of several parallel points is treated like its siblings, unless it says that it is a plan.
        """
        mentions = self.names.mentions(text)
        others = [m for m in mentions if m.name not in self.parties.learners]
        borrowed = not self.parties.own and all(
            _LEARNED_FROM.search(text, max(0, m.start - 6), m.start) for m in others
        )
        if others and not borrowed:
            return not self.parties.own and _COMPARED.match(text) is not None
        if not self.parties.own and (
            _PLANS.match(text)
            or (kind is not Kind.LESSON and self._opens_at_home(text))
            or (self.parties.host and kind is not Kind.LESSON and _OURS.match(text))
        ):
            return True
        ours = [m for m in mentions if m not in others]
        first = ours[0].end if ours and ours[0].start <= _SOON else None
        if first is None and borrowed and (said := _SOMEBODY_SAYS.search(text, 0, _SOON)):
            first = said.end()
        if first is not None and kind is not Kind.LESSON and counts_deeds(text, first):
            return not self.parties.own
        return first is not None and _INTENDS.search(text, first, first + 12) is not None

    def _named(self, text: str, section: Section, kind: Kind) -> str:
        """The bank that an entry opens with: in its first cell of words, or before anything else."""
        row = CELLS in text
        cells = (cell for cell in text.split(CELLS) if not cell.strip().isdigit())  # no 序号
        opening = next(cells, "") if row else text
        if row and not self.names.mentions(opening):
            opening = next(filter(self._is_bank, cells), opening)
        measure = None if row else _MEASURE.match(text)
        first = measure.end() if measure else 0
        for mention in self.names.mentions(opening[:60]):
            if mention.name in self.parties.learners or mention.start < first:
                continue
            if self.parties.host not in ("", mention.name) and _SIGNED.match(text, mention.end):
                continue  # a guest of the only host speaks
            located = _LOCATED.fullmatch(opening, first, mention.start)
            begins = mention.start <= first + 3 or row or located is not None
            if _SPEAKER.fullmatch(text, 0, mention.start) and _SPEAKS.match(text, mention.end):
                return mention.name
            several = not section.bank and not self.parties.host
            if several and not row and self._compares(text[first:], mention.start - first):
                break
            if begins and (several or mention.name in self.parties.hosts or kind is Kind.LESSON):
                return mention.name
            if several and mention.name in self.parties.hosts and mention.start <= 40:
                return mention.name
            break
        else:
            if kind is Kind.LESSON and not (row or section.bank or self.parties.host):
                return self._placed(text)
        return ""

    def _is_bank(self, cell: str) -> bool:
        """Does a cell hold one bank that does not learn, and nothing else?"""
        named = self.names.mentions(cell[:_CELL])
        alone = len(named) == 1 and named[0].end - named[0].start == len(cell.strip())
        return alone and named[0].name not in self.parties.learners

    def _placed(self, text: str) -> str:
        """The host by whose place alone a point opens (三是柳湾…, 柳湾：…), where several are learned
        from."""
        match = _COUNTS.match(text)
        start = match.end() if match else 0
        place = self.names.by_place.at(text, start)
        bank = self.names.by_place.get(place, "")
        end = start + len(place)
        if bank not in self.parties.hosts or _NO_BANK.match(text, end):
            return ""
        together = text[end : end + 1] in tuple("、和与及") and self.names.by_place.at(
            text, end + 1
        )
        return "" if together or self._compares(text, start) else bank

    def _compares(self, text: str, first: int) -> bool:
        """Is an entry about several hosts: does its first sentence name them, or does each begin a
        sentence? `first` is where the first bank is named."""
        hosts = [m for m in self.names.mentions(text) if m.name in self.parties.hosts]
        opening = len(text.split("。", 1)[0])
        together = {m.name for m in hosts if m.start < opening}
        begin = {m.name for m in hosts if m.start == 0 or text[m.start - 1] in "。！？；\n"}
        return max(len(together), len(begin)) > 1 or _SEVERAL.search(text, 0, first) is not None


def opens_homeward(text: str, names: BankNames, learners: frozenset[str]) -> bool:
    """Does a heading or paragraph open with the way home, to the place of the learners (回椿岭，做的是实),
    and name no host?"""
    homeward = _HOMEWARD.match(text)
    if not homeward:
        return False
    place = names.by_place.at(text, homeward.end())
    if names.by_place.get(place, "") not in learners:
        return False
    if _NO_BANK.match(text, homeward.end() + len(place)):
        return False
    return all(mention.name in learners for mention in names.mentions(text))


def carried_on(text: str, last: str) -> str:
    """The bank of a paragraph that names none: that of the paragraph before, `last`, where it goes
    on with it (该行, 其); "" else."""
    return last if _GOES_ON.match(text) else ""
