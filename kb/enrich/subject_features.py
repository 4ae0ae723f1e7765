"""The clues by which the model of subjects weighs a sentence for a bank, alone and in pairs.

A clue may hold for every bank at a sentence, for one bank, or for a subject without a name. Pairs
(主独&我行) say what one clue means given another: how a bank is named, on which side it likely is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from kb.enrich.parties import Parties
from kb.enrich.sentence_context import Context
from kb.enrich.visits import Mention

LogChances = tuple[float, float, float]

NAMELESS = "无名"
# How likely the sides of a bank are by its role, for a bank that the sentence names and another.
CHANCE_NAMED, CHANCE = "机会名", "机会"
_LEAST_CHANCE = 0.02
# How much the pairs of characters of a sentence count together.
GRAMS = 3.0
_DIGITS = re.compile("[0-9][0-9,.]*")
_BANK = "＠"
# Sentences longer than this are judged by their beginning.
_MOST_CHARACTERS = 400

# Words that point to a bank, and what makes a bank the one they may point to.
_POINTERS = frozenset(
    "我行 我 我们 本行 你们 该行 其 他们 总行全行 学员 支行 贵行 我所在 师傅说 客人 我看到他们".split()
)
_ANCHORS = frozenset(
    "署名此行 署名他行 我行是host 我行是learner 上文最近 上句主语 最近的主方 最近的学方 节题名 上级题名 节题他行"
    " 条目属host 条目属learner 条目属他行 组在此行 此行在说 他行在说 唯一host 唯一learner 唯一third 之一host"
    " 之一learner 段首名 段首他行 列题此行 被访 去访 刚被访 刚被访他行 上文未提".split()
)


def grams(sentence: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The pairs of characters of a sentence, each once, digits as one sign and so the banks that it
    mentions: their names say nothing about other texts."""
    text, end = sentence[:_MOST_CHARACTERS], 0
    parts: list[str] = []
    for mention in mentions:
        parts += (text[end : mention.start], _BANK)
        end = mention.end
    plain = _DIGITS.sub("0", " ".join("".join((*parts, text[end:])).split()))
    return tuple(dict.fromkeys(plain[at : at + 2] for at in range(len(plain) - 1)))


def common_clues(context: Context) -> list[str]:
    """The clues that hold for whatever the sentence may be about."""
    return [*context.words, *context.place]


def word_pairs(context: Context, core: str, role: str) -> list[str]:
    """What the words say of a bank that is named like this and likely on this side."""
    found = [f"{core}&{role}"]
    for word in context.words:
        found += pairs_of(core, role, word)
    return found


def pairs_of(core: str, role: str, word: str) -> tuple[str, str, str]:
    """The pairs of one word with how a bank is named and its role."""
    return f"{core}&{word}", f"{role}&{word}", f"{core[0]}&{role}&{word}"


def pointers_in(context: Context) -> tuple[str, ...]:
    """The words of a sentence that point to a bank without its name."""
    return tuple(word for word in context.words if word in _POINTERS)


def bank_clues(context: Context, bank: str) -> list[str]:
    """The clues of one bank at a sentence, without its `word_pairs`."""
    clues, core = context.banks[bank], context.cores[bank]
    role, rate = context.roles[bank]
    anchors = [clue for clue in clues if clue in _ANCHORS]
    pointers = pointers_in(context)
    found = [*clues, f"{core}&{rate}"]
    for anchor in anchors:
        found += (f"{anchor}&{role}", f"{anchor}&{core}")
        found += [f"{anchor}&{word}" for word in pointers]
    return found


def nameless_clues(context: Context, parties: Parties) -> list[str]:
    """The clues of learners without a name, and of nobody."""
    core = nameless_core(parties)
    found = [core]
    for clue in (*context.words, *context.place):
        found += nameless_pairs(core, clue)
    return found


def nameless_core(parties: Parties) -> str:
    """The main clue of a subject without a name: how many learners have one."""
    return f"{NAMELESS}{min(len(parties.learners), 2)}{'组' if parties.several else ''}"


def nameless_pairs(core: str, clue: str) -> tuple[str, str]:
    """The pairs of one clue with a subject without a name."""
    return f"{core}&{clue}", f"{NAMELESS}&{clue}"


def log_chances(parties: Parties, bank: str) -> LogChances | None:
    """The logarithms of the chances of a bank to be host, learner, third; None when not weighed."""
    if not (chances := parties.chances.get(bank)):
        return None
    host, learner, third = (math.log(max(chance, _LEAST_CHANCE)) for chance in chances)
    return host, learner, third
