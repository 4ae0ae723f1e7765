"""Whom each sentence of an entry is about: its bank, its side, and the evidence.

What a bulletin shows about each sentence is read as clues (sentence_context.py); a model that was
trained on labelled sentences weighs them over the whole bulletin (subject_model.py). Where it is not
sure that a sentence tells a bank's practice, the sentence is left to the editor: a sentence under
the wrong bank is worse than one that is missing. An editor's correction always counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from kb.enrich.bank_cells import with_bank_cells
from kb.enrich.branches import branch_in
from kb.enrich.carried_branches import branch_headed, branch_told, with_branches
from kb.enrich.column_subjects import with_columns
from kb.enrich.guess_rules import settled
from kb.enrich.host_by_name import NEVER_SURE, is_only_learners_name, is_visited, opening_of
from kb.enrich.host_rules import first_question, learners_apart, set_against
from kb.enrich.host_voice import guides_in
from kb.enrich.learned_from import learned_from
from kb.enrich.learner_rules import OF_LEARNERS, is_study
from kb.enrich.missing_hosts import is_missing
from kb.enrich.mutual_learning import MutualLearning
from kb.enrich.our_reports import reported
from kb.enrich.own_advice import OwnAdvice
from kb.enrich.own_paper import interviews_host, shows_host, writes_itself
from kb.enrich.parties import Parties
from kb.enrich.point_runs import Runs
from kb.enrich.role_clues import LEARNING
from kb.enrich.role_model import RoleModel
from kb.enrich.row_subjects import with_rows
from kb.enrich.sentence_context import Context, ContextReader
from kb.enrich.sentence_place import SURE, Place
from kb.enrich.sentence_signs import SentenceSigns
from kb.enrich.sentence_subject import CORRECTED, DOUBTFUL, SentenceSubject
from kb.enrich.subject_model import Guess, ReadText, SubjectModel, subject_model
from kb.enrich.subject_reasons import reason
from kb.enrich.text_readings import readings_of
from kb.identity import sentence_digest
from kb.model import Bulletin, Entry, Heading, Kind, Organisation, Side, SubjectCorrection
from kb.text import is_notice, is_plan_paper

# Below this probability a sentence is not shown as a bank's practice where the bulletin is divided into
# groups of learners, each with its host.
SURE_IN_GROUP = 0.5
# The same where an editor decided the role of every bank: with it, `bench.subjects --decided` showed more
# right and fewer under a wrong bank than before the wording of sentences counted.
SURE_DECIDED = 0.82
# The same for a sentence without a name behind one that tells what a learner's bank tries at home:
# it often goes on (X打算先租20台。三项达标再买60台。), and looks like the host's practice.
SURE_BEHIND_LEARNER = 0.97
# The same where somebody learns from a bank without a name, see `_other_unnamed`. At .9, of the sentences of
# left-out hands that were as sure, 169 were right and 9 wrong; since the wording counts, chances are sharper.
SURE_UNNAMED = 0.95
_TRYING = frozenset("打算 先试 时限".split())
# Words that turn back to the host.
_HOST_AGAIN = frozenset("总行全行 该行 其 他们".split())
# Several banks send learners (六家派出行, 各派出机构, 来自五家农商银行的学员).
_MANY_SEND = re.compile(
    "(?:[二两三四五六七八九十百0-9]家|各家?|几家)(?:派出|选派|参训|参学)(?:行|机构|单位)"
    "|来自[^，。]{0,8}[二两三四五六七八九十百0-9]家[^，。]{0,10}学员"
)
# A title with this shows others what the bank in it does.
_REPRINTED = re.compile("他山|转[载发]|摘[登编]|供[^，。]{0,12}(?:学习|参考|借鉴)")
# A line of the head says who answers: 受访人：X总经理.
_ANSWERS = re.compile(r"(?:受访|被访|讲述|答问|答疑|访谈对象|主讲|授课)[一-鿿]{0,3}\s*[:：]")


@dataclass(frozen=True, slots=True)
class Weighing:
    """How subjects are weighed: the model of the roles of banks and that of the sentences (the
    delivered ones when None), and the probability below which a host is in doubt."""

    roles: RoleModel | None = None
    sentences: SubjectModel | None = None
    sure: float = SURE


def subjects_of(
    bulletin: Bulletin,
    organisations: Sequence[Organisation],
    weighing: Weighing = Weighing(),
) -> Iterator[tuple[Entry, tuple[SentenceSubject, ...]]]:
    """Each entry of a bulletin with the subjects of its sentences, in reading order."""
    return read_subjects(bulletin, organisations, weighing)[1]


def read_subjects(
    bulletin: Bulletin,
    organisations: Sequence[Organisation],
    weighing: Weighing = Weighing(),
) -> tuple[Parties, Iterator[tuple[Entry, tuple[SentenceSubject, ...]]]]:
    """The parties in whose light the sentences of a bulletin make most sense, and its entries with
    the subjects of their sentences."""
    model, signs = weighing.sentences or subject_model(), SentenceSigns()
    texts = []
    for reading in model.likely(readings_of(bulletin, organisations, weighing.roles)):
        reader = ContextReader(reading.parties, bulletin, signs)
        texts.append(ReadText(reading, [c for e in bulletin.entries for c in reader.read(e)]))
    weighed = model.weigh(texts)
    parties = texts[weighed.best].reading.parties
    read = list(zip(texts[weighed.best].contexts, weighed.guesses, strict=True))
    sure = _sure(weighing.sure, parties, bulletin)
    if sure and is_only_learners_name(bulletin, parties, read, sure):
        sure, learner = NEVER_SURE, parties.banks[0]
        parties = replace(
            parties, hosts=(), learners=(learner,), own=learner, own_side=Side.LEARNER
        )
        read = [(context, _of_learner(guess, learner)) for context, guess in read]
    return parties, _subjects_in(bulletin, parties, iter(read), signs, replace(weighing, sure=sure))


def _of_learner(guess: Guess, learner: str) -> Guess:
    """A guess that a sentence is about learners, with their bank where it is the only one that is named."""
    return guess if guess.bank or guess.side is not Side.LEARNER else replace(guess, bank=learner)


def _sure(sure: float, parties: Parties, bulletin: Bulletin) -> float:
    """The probability that a host needs in a bulletin."""
    decided = {role.bank for role in bulletin.roles}
    if decided and decided.issuperset(parties.banks):
        return min(sure, SURE_DECIDED)
    return max(sure, SURE_UNNAMED) if sure and _other_unnamed(parties, bulletin) else sure


def _subjects_in(
    bulletin: Bulletin,
    parties: Parties,
    read: Iterator[tuple[Context, Guess]],
    signs: SentenceSigns,
    weighing: Weighing,
) -> Iterator[tuple[Entry, tuple[SentenceSubject, ...]]]:
    """The entries with the subjects of their sentences; `signs` has read these already."""
    before: Guess | None = None
    # An editor's word holds; in a bulletin of groups it may have confirmed banks that nobody looked at.
    decided = {} if parties.several else {role.bank: role.side for role in bulletin.roles}
    # Several banks send, and perhaps one of them is named: what is about the others is not about that one.
    many = any(_MANY_SEND.search(item.text) for item in bulletin.content)
    trying = tried = False
    last: tuple[SentenceSubject, ...] = ()
    path: tuple[str, ...] = ()
    missing, plan = is_missing(bulletin.title, parties), is_plan_paper(bulletin.title)
    shown, notice = shows_host(bulletin, parties), is_notice(bulletin.title)
    interview = interviews_host(bulletin, parties)
    guides = frozenset(guides_in(entry.text for entry in bulletin.entries))
    told, only = branch_told(bulletin, parties), "".join(parties.hosts[:1])
    advice, mutual = OwnAdvice(parties), MutualLearning(bulletin, parties)
    parted, writer, runs = (
        learners_apart(bulletin.entries),
        writes_itself(bulletin, parties),
        Runs(),
    )
    for entry in bulletin.entries:
        found = list(islice(read, len(signs.sentences(entry.text))))
        corrections = {c.digest: c for c in entry.subjects}
        subjects = []
        named = frozenset(mention.bank for context, _ in found for mention in context.mentions)
        contexts = [context for context, _ in found]
        announced = advice.in_entry(entry, contexts)
        learned = mutual.in_entry(entry, contexts) | learned_from(contexts)
        place = Place(
            entry,
            named,
            parties,
            decided,
            many,
            announced,
            learned,
            missing,
            plan,
            parted=parted,
            writer=writer,
            in_run=runs.goes_on(entry),
            shown=shown,
            notice=notice,
            interview=interview,
            question=first_question(entry),
            guides=guides,
        )
        for context, weighed in found:
            guess = settled(weighed, context, place)
            against, report = set_against(context, guess), reported(guess, context, place)
            if (against, report) != (place.against, place.reported):
                place = replace(place, against=against, reported=report)
            said = corrections.get(sentence_digest(context.unit.text)) if corrections else None
            trying = (trying or tried) and _goes_on(context)
            trying = trying or _under_plans(context)
            tried = guess.side is Side.LEARNER and bool(guess.bank) and _tries(context)
            evidence = reason(context, guess, before)
            branches = parties.branches
            if said:
                subjects.append(_corrected(context, said, branches))
            elif guess.side is Side.HOST and guess.chance < _least(
                entry, guess, weighing, trying=trying
            ):
                evidence = (
                    f"{DOUBTFUL}讲的是不是{guess.bank}的做法（{evidence}）"
                    if parties.hosts
                    else f"{DOUBTFUL}讲的是哪家机构的做法（只写明学习的是{guess.bank}）"
                )
                subjects.append(SentenceSubject(context.unit, "", Side.NONE, evidence))
            else:
                subjects.append(_guessed(context, guess, evidence, branches))
            before = guess
        above = last[-1] if last and path == entry.heading_path else None
        rows = with_columns(
            entry.text, with_rows(subjects, contexts, parties.branches, above), parties
        )
        rows = with_bank_cells(entry.text, rows, parties)
        rows = _with_its_heading(entry, rows, found)
        carried = above.branch if above else ""
        host, headed = branch_headed(entry, parties)
        last = with_branches(rows, headed or told, host or only, carried)
        path = entry.heading_path
        runs.add(entry, last)
        yield entry, last


def _with_its_heading(
    entry: Entry, subjects: Sequence[SentenceSubject], found: Sequence[tuple[Context, Guess]]
) -> tuple[SentenceSubject, ...]:
    """The subjects of the sentences of an entry. The first sentence of a lesson is its heading: where
    that is in doubt, but all others are about the same host without doubt, it is as they are."""
    heading = subjects[0] if subjects and entry.kind is Kind.LESSON else None
    if heading is None or not heading.doubtful or found[0][0].mentions:
        return tuple(subjects)
    likely = found[0][1].bank
    others = {(one.bank, one.side, one.doubtful) for one in subjects[1:]}
    if others != {(likely, Side.HOST, False)}:
        return tuple(subjects)
    alike = replace(heading, bank=likely, side=Side.HOST, evidence=subjects[1].evidence)
    return (alike, *subjects[1:])


def _other_unnamed(parties: Parties, bulletin: Bulletin) -> bool:
    """Does a text say that somebody learns from somebody, and only one of them named, not as the host and in
    no heading? Then the practice may be that of the bank without a name. The first lines may say who is
    visited (3月18日起，我在X支行跟班), or whose people answer.
    """
    if len(parties.banks) != 1 or LEARNING not in parties.kinds:
        return False
    titles = (bulletin.title, *bulletin.subtitle.split("\n"))
    if any(map(parties.mentions, titles)) and any(map(_REPRINTED.search, titles)):
        return False
    if any(_ANSWERS.match(line) and parties.mentions(line) for line in titles):
        return False
    headings = (item.text for item in bulletin.content if isinstance(item, Heading))
    return not is_visited(parties, opening_of(bulletin)) and not any(
        map(parties.mentions, headings)
    )


def _under_plans(context: Context) -> bool:
    """Does a sentence without a name stand in a section of what learners plan or advise?"""
    return not context.mentions and not OF_LEARNERS.isdisjoint(context.place)


def _tries(context: Context) -> bool:
    """Does a sentence tell what a bank plans or tries?"""
    return not _TRYING.isdisjoint(context.words)


def _goes_on(context: Context) -> bool:
    """May a sentence go on with what a learner's bank tries? It names nobody, opens no paragraph,
    and nothing in it turns back to the host."""
    opens = "段首句" in context.turns
    return not context.mentions and not opens and _HOST_AGAIN.isdisjoint(context.words)


def _least(entry: Entry, guess: Guess, weighing: Weighing, *, trying: bool) -> float:
    """The probability that a host needs in an entry."""
    if trying:
        return max(weighing.sure, SURE_BEHIND_LEARNER)
    stated = entry.group and entry.bank == guess.bank
    return min(weighing.sure, SURE_IN_GROUP) if stated else weighing.sure


def _corrected(
    context: Context, said: SubjectCorrection, branches: tuple[str, ...]
) -> SentenceSubject:
    branch = branch_in(context.unit.text, branches) if said.bank else ""
    return SentenceSubject(context.unit, said.bank, said.side, CORRECTED, branch)


def _guessed(
    context: Context, guess: Guess, evidence: str, branches: tuple[str, ...]
) -> SentenceSubject:
    branch = branch_in(context.unit.text, branches) if guess.bank else ""
    study = guess.side is Side.LEARNER and is_study(context)
    return SentenceSubject(context.unit, guess.bank, guess.side, evidence, branch, study)
