"""Why a sentence was placed where it is, in Chinese: the clues that counted most, as words for a reader."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.enrich.sentence_context import Context
from kb.enrich.sentence_subject import IN_TURN
from kb.enrich.subject_clues import words_said
from kb.enrich.subject_model import Guess
from kb.model import SIDE_LABELS, Side

# How many clues a reason names.
_MOST = 2
# Fewer letters than these are no words to show: a digit, a sign, 其.
_FEWEST_LETTERS = 2
_PLACES = {
    "上文最近": "上文刚说到{bank}",
    "上句主语": "接着上句，讲{bank}",
    "上句提过": "上句提到{bank}",
    "本段提过": "本段提到{bank}",
    "段首名": "本段开头讲{bank}",
    "最近的主方": "上文讲的是{bank}的做法",
    "最近的学方": "上文讲的是{bank}",
    "节题名": "所在章节的标题写着{bank}",
    "上级题名": "所在章节的标题写着{bank}",
    "条题名": "本条标题写着{bank}",
    "条目属host": "所在条目讲{bank}",
    "条目属learner": "所在条目讲{bank}",
    "组在此行": "本组在{bank}学习",
    "署名此行": "本段由{bank}的人写",
    "此行在说": "说话的是{bank}的人",
    "列题此行": "本列讲{bank}",
    "我行是host": "文中的“我行”是{bank}",
    "我行是learner": "文中的“我行”是{bank}",
    "被访": "本句说到访{bank}",
    "刚被访": "上文刚说到访{bank}",
    "去访": "本句说{bank}去学习",
    "唯一host": "全文只学{bank}",
    "唯一learner": "全文只有{bank}在学习",
    "标题名": "标题写着{bank}",
    "节题打算题": "所在章节讲打算",
    "节题反思题": "所在章节讲体会",
    "段题打算题": "本段讲打算",
    "段题反思题": "本段讲体会",
    "列题打算题": "本列讲打算",
    "访问": "本句说谁去学习",
    "活动": "说的是学习日程",
    "泛说": "泛泛而谈",
    "套话": "是套话",
    "某组": "说的是学习小组",
    "几行轮流": IN_TURN,
    "全文首句": "全文开头",
    "全文末句": "全文结尾",
    "角host": "{bank}是被学习的行",
    "角learner": "{bank}是学习方",
    "角third": "{bank}不是本篇所学的行",
}  # fmt: skip

# Clues that are shown only where the sentence says 我行, or a word like it.
_OWN = frozenset(("我行是host", "我行是learner"))
_WE = re.compile("我[行们社]|本[行社]|我联社|咱们|本单位")


def reason(context: Context, guess: Guess, before: Guess | None) -> str:
    """The evidence of a guess: how the bank is named, whether the sentence goes on with the one
    before, then the clues that counted most."""
    found: dict[str, None] = {}
    for one in _reasons(context, guess, before):
        found[one] = None
        if len(found) == _MOST:
            break
    return "，".join(found) or _without_clues(guess)


def _reasons(context: Context, guess: Guess, before: Guess | None) -> Iterator[str]:
    named = guess.bank and any(m.bank == guess.bank for m in context.mentions)
    if named:
        yield f"本句写明{guess.bank}"
    for clue in guess.clues:
        for part in clue.split("&"):
            if said := words_said(part, context.unit.text):
                if sum(map(_is_letter, said)) >= _FEWEST_LETTERS:
                    yield f"“{said}”"
            elif part in _OWN and not _WE.search(context.unit.text):
                continue
            elif (place := _PLACES.get(part)) and (guess.bank or "{bank}" not in place):
                yield place.format(bank=guess.bank)
    goes_on = before and (before.bank, before.side) == (guess.bank, guess.side)
    if goes_on and not named and "段首句" not in context.turns:
        yield f"接着上句，讲{guess.bank or SIDE_LABELS[guess.side]}"


def _is_letter(character: str) -> bool:
    return character.isalpha()


def _without_clues(guess: Guess) -> str:
    if guess.side is Side.NONE:
        return "没有说哪家行"
    return f"全文讲{guess.bank}" if guess.bank else "说的是学习方"
