"""The bank at which those who tell a text say that they were and saw or learned something.

Where a text names no other, it is learned from, whether or not anything else says so:
我在甲农商银行看了一场评议会. Where it names several, they may have been there before, and tell of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.enrich.parties import Parties
from kb.enrich.role_clues import signers
from kb.enrich.subject_cues import STOPS
from kb.model import Bulletin

# Who tells, right before a verb that says by itself that one came to see, or one that says only where.
_TELL = (
    r"(?:^|[，,；;：:\s　]|[日天月年周初末底旬午晚]|[晨午晚]间)"
    r"(?:我们?|笔者|本人|咱们?|记者)(?:一行[一-鿿\d]{0,4})?"
)
_CAME = re.compile(
    rf"{_TELL}[^，。；：“”]{{0,8}}?(?:(?P<look>走访|探访|拜访|参观|考察|观摩)|在|来到|走进|去到|赴|去|到)了?$"
)
_SAW = re.compile(
    r"[^，。；：“”]{0,14}?[，,]?[^，。；：“”]{0,6}?(?:看(?!管|护|守)|听(?!众)|见[到识]|学[到了会习]|跟班|跟岗|参观|观摩|考察|采访|取经|请教|[蹲驻]点)"
)
# Who works there, or came to do something for that bank, does not learn there.
_WORKS = re.compile(
    r"上班|工作|任职|入职|供职|就职|从业|当|担任|授课|讲课|宣讲|检查|督[导查]|审计|巡[察视]|指导|开户|存[款钱]|贷款|办理|办卡"
)
# A second title begins so; whom it names does not sign.
_DASHES = ("—", "–", "-")
# So many characters around a bank are looked at.
_NEAR = 40


def seen_there(bulletin: Bulletin, parties: Parties) -> Iterator[str]:
    """The only bank of a text, of which a sentence says that its writers were there and learned."""
    if len(parties.banks) != 1:
        return
    dashed = [line for line in bulletin.subtitle.split("\n") if line.lstrip().startswith(_DASHES)]
    titled = {mention.bank for line in dashed for mention in parties.mentions(line)}
    known = {*parties.learners, *(signers(bulletin, parties) - titled)}
    for item in bulletin.content:
        for part in STOPS.split(item.text):
            for mention in parties.mentions(part):
                if mention.bank in known or mention.by != "name":
                    continue
                came = _CAME.search(part, max(0, mention.start - _NEAR), mention.start)
                if not came or _WORKS.search(part, mention.end, mention.end + _NEAR):
                    continue
                if came["look"] or _SAW.match(part, mention.end):
                    yield mention.bank
