"""What a bulletin or its editor says against the guess of the model, one rule after the other."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from kb.enrich.banks_in_turn import tells_in_turn
from kb.enrich.founders import founded_by
from kb.enrich.host_figures import of_own_figure
from kb.enrich.host_rules import (
    of_answer,
    of_asked,
    of_former,
    of_headed,
    of_later_contrast,
    of_learned,
    of_master,
    of_named,
    of_parted,
    of_run,
    of_seen,
    of_speaker,
    of_that_bank,
    of_writer,
)
from kb.enrich.host_voice import of_guide, of_our_part
from kb.enrich.learner_rules import (
    is_study,
    not_by_measure,
    of_announced,
    of_home,
    of_measure,
    of_plan,
    of_teacher,
    of_team,
    of_thinkers,
    of_us,
    of_us_against,
    of_visitors,
)
from kb.enrich.missing_hosts import opens_elsewhere
from kb.enrich.opening_host import of_opening_host
from kb.enrich.our_reports import of_our_report
from kb.enrich.sentence_context import Context
from kb.enrich.sentence_place import SURE, Place
from kb.enrich.subject_model import Guess
from kb.model import Side
from kb.text import is_head

# A short saying: 走得进，才能留得下。 What is counted in it makes it a rule.
_SAYING = re.compile(r"[^，。“：]{2,12}，才[^，。“：]{2,14}[。！]?")
_COUNTED = re.compile(
    r"[0-9０-９％%]|[一二三四五六七八九十百几两][个天日月年户元万成次名级]|按|该行"
)
# Other banks without a name, of whom the rest tells: 同城的一家国有大行也想学.
_OTHERS = re.compile(
    r"(?:据[^，。]{2,14}(?:介绍|讲|说)，)?[^，。：“]{0,14}?(?:(?:国有|股份制|外地|其他|别的)(?:大行|银行)|城商行|同业)(?:[去前]年|此前|曾|早年)?(?:也|都|想|不愿|没|不敢|曾)"
)
_HERE = re.compile("该行|全行|总行|我们|他们|本行")


def settled(guess: Guess, context: Context, place: Place) -> Guess:
    """The guess of a sentence after all rules. A later rule sees what an earlier one made of it."""
    for rule in _RULES:
        guess = rule(guess, context, place)
    return guess


def _of_group(guess: Guess, context: Context, place: Place) -> Guess:
    """In a bulletin of groups, a sentence that is perhaps about nobody is about what its structure
    says: the learners where they visit, else the host of the group."""
    if guess.side is not Side.NONE or guess.chance >= SURE or not place.parties.several:
        return guess
    if is_study(context):
        return replace(guess, side=Side.LEARNER)
    if place.entry.group and place.entry.bank:
        return Guess(place.entry.bank, Side.HOST, 1.0, (f"条目属{Side.HOST.value}",))
    return guess


def _not_of_founder(guess: Guess, context: Context, place: Place) -> Guess:
    """A sentence that names a bank only as the founder of another is about the one that was founded."""
    bank = founded_by(guess.bank, context.unit.text, context.mentions) if guess.bank else None
    if bank is None:
        return guess
    if not bank:
        return Guess("", Side.NONE, guess.chance, ())
    return Guess(bank, place.parties.side_of(bank), SURE, ("上文最近",))


def _not_in_turn(guess: Guess, context: Context, place: Place) -> Guess:
    """A sentence that tells of two hosts in turn (甲重人，考核跟着人走；乙重数) is shown under none."""

    def is_host(bank: str) -> bool:
        return place.parties.side_of(bank) is Side.HOST

    text, mentions = context.unit.text, context.mentions
    in_turn = guess.side is Side.HOST and tells_in_turn(guess.bank, text, mentions, is_host)
    return replace(guess, chance=0.0, clues=("几行轮流",)) if in_turn else guess


def _not_of_another(guess: Guess, context: Context, place: Place) -> Guess:
    """Where a host is missing, a paragraph that opens with a place of no known bank may be about it."""
    if not place.missing or guess.side is not Side.HOST or context.mentions:
        return guess
    elsewhere = opens_elsewhere(place.entry.text, context.unit.start, place.parties)
    return replace(guess, chance=0.0) if elsewhere else guess


def _of_nobody(guess: Guess, context: Context, _: Place) -> Guess:
    """A short saying is about nobody; what other banks without a name did is not about the host."""
    if guess.side is not Side.HOST:
        return guess
    text = context.unit.text.strip()
    if not context.mentions and _SAYING.fullmatch(text) and not _COUNTED.search(text):
        return Guess("", Side.NONE, SURE, ())
    if _OTHERS.match(text) and not _HERE.search(text):
        return replace(guess, chance=0.0)
    return guess


def _of_heads(guess: Guess, context: Context, place: Place) -> Guess:
    """The row that names the columns of a table tells nothing."""
    span = context.unit.start, context.unit.end
    heads = not context.mentions and is_head(place.entry.text, span)
    return Guess("", Side.NONE, SURE, ()) if heads else guess


def _as_decided(guess: Guess, _: Context, place: Place) -> Guess:
    """What an editor decided of a bank holds for each sentence about it."""
    if guess.side is Side.NONE or guess.bank not in place.decided:
        return guess
    return replace(guess, side=place.decided[guess.bank])


def _of_many(guess: Guess, _: Context, place: Place) -> Guess:
    """Where several banks send learners, an entry without a name is not about one of them."""
    if place.many_send and guess.side is Side.LEARNER and guess.bank not in place.named:
        return replace(guess, bank="")
    return guess


_RULES: tuple[Callable[[Guess, Context, Place], Guess], ...] = (
    _of_group,
    not_by_measure,
    of_measure,
    _not_of_founder,
    _not_in_turn,
    _not_of_another,
    of_opening_host,
    of_that_bank,
    of_former,
    of_learned,
    of_us,
    of_us_against,
    of_teacher,
    of_announced,
    of_master,
    of_seen,
    of_parted,
    of_headed,
    of_run,
    of_named,
    of_answer,
    of_later_contrast,
    of_speaker,
    of_visitors,
    of_team,
    of_thinkers,
    of_plan,
    of_home,
    of_asked,
    _of_nobody,
    of_own_figure,
    of_our_report,
    of_writer,
    of_our_part,
    of_guide,
    _of_heads,
    _as_decided,
    _of_many,
)
