"""Does a paragraph tell how a bank does something, where neither heading nor form says so?

In a report that just tells one thing after the other, a paragraph is a lesson by its words: measures
and rules, with figures. What visitors did, speeches, and what a bank is are not.
"""

from __future__ import annotations

import re

from kb.text import without_numbering

# Words of measures and rules.
_MEASURES = re.compile(
    r"实行|推行|推出|施行|执行|建立|建起|设立|设置|设有|设了?(?=[^备施计法施想])|制定|出台|规定|组建|成立(?!于)|创新|采取|采用|运用|开办|上线|开发"
    r"|选派|派驻|派出|聘请|签订|签约|签字|联合|共建|结对|包联|划分?[为成]|拆成|编成|分[为成]|分级|分类|分段|分档|由[^，。；]{2,14}(?:负责|管|审|办|牵头|担任|主持|兼任|把关|签字)"
    r"|每[月周天日季年户笔人村名个半逢]|逢[一二三四五六七八九\d]|不得|不准|一律|必须|统一|逐[户笔村一项]|上门|进村|入户|纳入|挂钩|计价|考核|积分|奖励?|扣[分减罚发]|问责|追责|免责|免除|尽职"
    r"|下浮|上浮|优惠|压缩|缩短|精简|合并|优先|限时|限额|当[天日场]|小时内|工作日内|审批|授信|公示|打分|评[定议选]|建档|台账|清单|名单|档案|网格|[走回补夜]访|约谈|轮岗|抽查|核查|预警|通报|晾晒|晒单"
    r"|把[^，。；]{1,14}(?:用|纳|放|列|分|立|拆|编|接|作|变|交|定|设)|(?:叫|叫做|名为|称为|取名)[“”]|包[村户组片干大]|定[^，。；、]{1,3}、定|挂牌|上墙|红灯|揭榜|刷卡|扫码|回电|专人|专班|专窗|窗口|驻点|联络员"
)
# Three short clauses in a row (户户走到，人人见面，笔笔有数), or two semicolons, tell a rule by their form.
_PARALLEL = re.compile(
    r"(?:^|[：，；])(?:[^，；。、：]{3,14}[，；、]){2}[^，；。、：]{3,14}(?=$|[，；])|；[^；。]+；"
)
_FIGURE = re.compile(
    r"\d|(?<![一二三四五六七八九十百千万两])[一二三四五六七八九十百千万两]++(?:个|户|笔|名|家|人|次|天|项|条|分|元|成|组|点|张|遍|句|年|月)"
)
# How many measures and amounts make a practice, outside what tells of a visit or a meeting.
_ENOUGH = 3
# Clauses that tell of a visit, a meeting, a speech or an event.
_OCCASION = re.compile(
    r"学员|跟班|跟随|各小组|收获|现将|一行|率队|带队(?!上门|[补走回]访|[清催]收|督[办导]|[下进入][村户企])|率领|参观|观看|座谈|陪同|欢迎|感谢|考察[组团]|学习[组团]|参会|会上|会议(?!数|时[间长]|室|费|制度|纪律|管理|精简|减少|[多少长短])|召开|仪式|强调|指出|表示|认为|希望|提出|(?<![行社])要求|下一?步|今后|将[继从在于]|高兴地|说[，。：]|记者"
    r"|(?:赴|来到|走进|前往|抵达)[一-鿿]{2,12}(?:农商银?行|联社|农信社|村镇银行)|报到|见面会|宣传|折页|慰问|比赛|竞赛|志愿者|联谊|健步走|启动会|培训班|开班"
)
# What a bank is, and what it has reached, is not how it does things.
ABOUT_A_BANK = "成立于|组建于|下辖|注册资本|位于|地处"
_FACTS = re.compile(rf"{ABOUT_A_BANK}|荣获|授予|缩影|走出了?一条")
_DID = re.compile(
    r"(?:参加|听取|旁听|聆听|随[同客]|跟随|跟着|观摩|参观|学习了|协助|座谈|整理|到\S{2,8}(?:部|支行)学习)"
)
# Somebody who tells what their bank does: 她说，该行…
_TOLD_BY = re.compile(
    r"^[^，。：“]{0,24}(?<!领导)说[，,：:]“?(?=该行|全行|总行(?!要)|他们|支行(?!要)|每|客户经理|凡)"
)
_SHORTEST = 40


def tells_practice(text: str) -> bool:
    """Does this paragraph tell measures or rules of a bank? A rule that shows by its form counts as
    a measure; amounts count too, and that the text says nothing else, but not alone."""
    if len(text) < _SHORTEST:
        return False
    sentences = [sentence for sentence in re.split(r"[。！？\n]", text) if sentence]
    telling = [part for sentence in sentences if (part := _without_occasion(sentence))]
    joined = "。".join(telling)
    measures = {match.group()[:2] for match in _MEASURES.finditer(joined)}
    rules = len(measures) + (_PARALLEL.search(joined) is not None)
    more = min(2, len(_FIGURE.findall(joined))) + (telling == sentences)
    return rules > 0 and rules + more >= _ENOUGH


def tells_measure(text: str) -> bool:
    """Does some sentence tell a measure or rule, outside what tells of a visit or what a bank is?"""
    sentences = re.split(r"[。！？\n]", text)
    return any(_MEASURES.search(_without_occasion(sentence)) for sentence in sentences)


def is_occasion(words: str) -> bool:
    """Do a few words tell of a visit, a meeting or an event?"""
    return _OCCASION.search(words) is not None


def tells_occasion(text: str) -> bool:
    """Does this paragraph tell nothing but a visit, a meeting, an event, or what a bank is; or does
    it begin with what a visitor did (参加晨会)?"""
    if _DID.match(without_numbering(text)):
        return True
    sentences = [sentence for sentence in re.split(r"[。！？\n]", text) if sentence]
    return not any(map(_without_occasion, sentences))


def _without_occasion(sentence: str) -> str:
    """The sentence, "" when it is about an occasion; of one that first names the occasion and then,
    after a colon, what was shown there, what follows the colon."""
    sentence = _TOLD_BY.sub("", sentence, count=1)
    shown = re.split(r"[：:]", sentence, maxsplit=1)
    rest = shown[1] if len(shown) == 2 and _OCCASION.search(shown[0]) else sentence
    return "" if _OCCASION.search(rest) or _FACTS.search(rest) else rest
