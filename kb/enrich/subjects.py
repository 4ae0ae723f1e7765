"""Whom each sentence of an entry is about: its bank, its side, and the evidence.

The sentences are read in order with a small state: the bank of the section, and the one named
last. What a sentence itself says decides first (a correction of the editor, the learners' own
words, a bank that is its grammatical subject), then what it points back to (该行, 其, 他们), then the
section. Everything is by rule, so that each sentence can say why it stands where it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kb.enrich import subject_cues as cues
from kb.enrich.parties import Mention, Parties, parties_of, visit_in
from kb.identity import sentence_digest
from kb.model import SIDE_LABELS, Bulletin, Entry, Organisation, Side
from kb.text import Sentence, sentences

CORRECTED = "编者指定"


@dataclass(frozen=True, slots=True)
class SentenceSubject:
    """What a sentence is about: `bank` ("" when none is meant by name) on a `side`.

    `evidence` says why, in Chinese. `branch` is the branch or outlet it tells about, "" for the
    whole bank. `study` says that it tells what learners did at their host, not what they plan.
    """

    sentence: Sentence
    bank: str
    side: Side
    evidence: str
    branch: str = ""
    study: bool = False

    @property
    def corrected(self) -> bool:
        """Did an editor decide it?"""
        return self.evidence == CORRECTED


@dataclass(frozen=True, slots=True)
class _Who:
    """A bank and a side, with the evidence; `stays` says that the next sentence goes on with it
    when nothing else is said. `study` is that of SentenceSubject."""

    bank: str
    side: Side
    evidence: str
    stays: bool = True
    study: bool = False


def subjects_of(
    bulletin: Bulletin, organisations: Sequence[Organisation]
) -> Iterator[tuple[Entry, tuple[SentenceSubject, ...]]]:
    """Each entry of a bulletin with the subjects of its sentences, in reading order."""
    reader = SubjectReader(parties_of(bulletin, organisations))
    for entry in bulletin.entries:
        yield entry, reader.read(entry)


class SubjectReader:
    """Reads the entries of one bulletin in order; it remembers the bank named last."""

    def __init__(self, parties: Parties) -> None:
        self._parties = parties
        self._last: _Who | None = None
        self._section_bank = ""
        self._visited = ""
        self._asked = ""
        self._answers = False
        self._told_learner = False
        self._columns: tuple[str, ...] = ()

    def read(self, entry: Entry) -> tuple[SentenceSubject, ...]:
        """The subjects of the sentences of an entry."""
        corrections = {c.digest: c for c in entry.subjects}
        section = self._section(entry)
        if section.bank and section.bank != self._section_bank:
            self._section_bank, self._last = section.bank, None  # 该行 points to no other section
        read = []
        going: _Who | None = None
        paragraph, paragraph_end = 0, -1
        for unit in sentences(entry.text):
            if unit.start > paragraph_end:
                paragraph, end = unit.start, entry.text.find("\n", unit.start)
                paragraph_end = end if end >= 0 else len(entry.text)
                going = None
            line = entry.text[paragraph:paragraph_end]
            before = entry.text[paragraph : unit.start]
            who = self._column(line, before, unit.text) or self._who(unit.text, section, going)
            if who.bank and who.side is not Side.NONE:
                self._last = who
            going = who if who.stays else None
            self._told_learner = who.side is Side.LEARNER
            said = corrections.get(sentence_digest(unit.text)) if corrections else None
            if said:
                who = replace(who, bank=said.bank, side=said.side, evidence=CORRECTED, study=False)
            branch = cues.branch_in(unit.text) if who.bank else ""
            read.append(SentenceSubject(unit, who.bank, who.side, who.evidence, branch, who.study))
        return tuple(read)

    def _column(self, line: str, before: str, text: str) -> _Who | None:
        """The learners, for a cell under a heading of theirs (我社打算) in a row of a table."""
        if " | " not in line:
            return None
        if "。" not in line and not before:
            self._columns = tuple(line.split(" | "))
        number = before.count(" | ") + text.startswith("| ")
        if "。" not in line or number >= len(self._columns) or not number:
            return None
        heading = self._columns[number]
        if self._parties.own_side is Side.LEARNER and cues.PLANS_HEADING.search(heading):
            return _Who(
                self._parties.own, Side.LEARNER, f"列“{heading}”是学习方的打算", stays=False
            )
        return None

    def _section(self, entry: Entry) -> _Who:
        """Whom an entry is about as long as its sentences say nothing else."""
        parties = self._parties
        heading = next(
            (h for h in reversed(entry.heading_path) if cues.PLANS_HEADING.search(h)), ""
        )
        if heading and parties.own_side is Side.LEARNER:
            return _Who(parties.own, Side.LEARNER, f"所在章节“{heading}”是学习方的打算")
        for text in (entry.title, *reversed(entry.heading_path)):
            hosts = [m for m in parties.mentions(text) if m.bank in parties.hosts]
            if hosts and not visit_in(text, parties.mentions(text)):
                return _Who(hosts[0].bank, Side.HOST, f"所在章节讲{hosts[0].bank}")
        if entry.side is not Side.HOST:
            label = SIDE_LABELS[entry.side]
            return _Who(entry.bank, entry.side, f"所在条目归为“{label}”")
        if entry.bank:
            side = parties.side_of(entry.bank)
            return _Who(entry.bank, side, f"所在条目讲{entry.bank}")
        if len(parties.hosts) == 1:
            return _Who(parties.hosts[0], Side.HOST, f"全文讲{parties.hosts[0]}")
        if self._visited:
            return _Who(self._visited, Side.HOST, f"上文说到{self._visited}")
        return _Who("", Side.NONE, "没有说哪家行")

    def _who(self, text: str, section: _Who, going: _Who | None) -> _Who:
        """Whom one sentence is about."""
        parties = self._parties
        mentions = parties.mentions(text)
        if interview := self._interview(text, mentions, section):
            return interview
        if match := cues.ORGANISER.match(text):
            return _Who("", Side.NONE, f"“{match.group()}”是组织方", stays=False)
        if visit := visit_in(text, mentions):
            self._visited = visit.hosts[0]
            bank = visit.learners[0] if visit.learners else parties.own
            if bank or parties.own_side is Side.LEARNER:
                return _Who(bank, Side.LEARNER, "本句说谁去学习", stays=False, study=True)
        if learners := self._learners(text, mentions, section, going):
            return learners
        if named := self._named(text, mentions, section):
            if named.side is Side.THIRD and self._told_learner and cues.AMONG_THEM.match(text):
                return replace(named, side=Side.LEARNER, evidence="“其中”接着上句，讲学习方")
            return named
        return self._unnamed(text, mentions, section, going)

    def _interview(self, text: str, mentions: Sequence[Mention], section: _Who) -> _Who | None:
        """The sides of questions and answers; after the first answer "we" is who answers."""
        parties = self._parties
        if cues.QUESTION.match(text):
            self._asked = next((m.bank for m in mentions if m.bank != section.bank), "")
            return _Who(parties.own, Side.LEARNER, "采访者的提问", stays=False)
        if cues.ANSWER.match(text):
            self._answers = True
        if not self._answers:
            return None
        if cues.YOU.search(text):
            return _Who(parties.own, Side.LEARNER, "“你们”说的是学习方", stays=False)
        if self._asked and cues.THEY.match(cues.ANSWER.sub("", text)):
            return _Who(self._asked, Side.THIRD, f"“他们”指问到的{self._asked}", stays=False)
        if cues.WE.search(text) and not mentions:
            return _Who(section.bank, section.side, "受访者说“我们”")
        return None

    def _learners(
        self, text: str, mentions: Sequence[Mention], section: _Who, going: _Who | None
    ) -> _Who | None:
        """Does a sentence tell of the learners: what they do, think, plan or are advised?"""
        parties = self._parties
        if match := cues.SENDERS.search(text):
            if not (
                mentions and mentions[0].end <= match.start() and self._leads(text, mentions[0])
            ):
                return _Who("", Side.LEARNER, f"“{match.group()}”是学习方", stays=False)
            return None
        if parties.own_side is Side.LEARNER:
            if match := cues.WE.search(text) or cues.REPORTS.search(text):
                return _Who(
                    parties.own, Side.LEARNER, f"“{match.group()}”是学习方", not parties.several
                )
            if match := cues.BACK_HOME.search(text):
                bank = self._leading(text, mentions, Side.LEARNER) or parties.own
                plan = f"“{match.group()}”说的是学习方的打算"
                return _Who(bank, Side.LEARNER, plan, not parties.several)
            if not mentions and (match := cues.PLANS.search(text)):
                plan = f"“{match.group()}”说的是学习方的打算"
                return _Who(parties.own, Side.LEARNER, plan, not parties.several)
        if (match := cues.LEARNERS.match(text)) and not cues.LEARNERS_SEE.search(text):
            study = cues.ADVICE.search(text) is None
            return _Who("", Side.LEARNER, f"“{match['who']}”是学习方", stays=False, study=study)
        return None

    def _leading(self, text: str, mentions: Sequence[Mention], side: Side) -> str:
        """The bank of a side that leads the sentence, "" when none does."""
        for mention in mentions:
            if self._parties.side_of(mention.bank) is side and self._leads(text, mention):
                return mention.bank
        return ""

    @staticmethod
    def _leads(text: str, mention: Mention) -> bool:
        """Does a mention stand where a clause begins, so that it is what the clause is about?"""
        return cues.OBJECT.search(text[max(0, mention.start - 8) : mention.start]) is None

    def _named(self, text: str, mentions: Sequence[Mention], section: _Who) -> _Who | None:
        """The bank a sentence names as what it is about."""
        if not mentions:
            return None
        leading = next((m for m in mentions if self._leads(text, m)), None)
        if leading is None:
            compared = any(cues.COMPARED.match(text, m.end) for m in mentions)
            if compared and section.bank and all(m.bank != section.bank for m in mentions):
                return replace(section, evidence=f"与{mentions[0].bank}相比，讲{section.bank}")
            borrowed = next(
                (m for m in mentions if cues.FROM.search(text[max(0, m.start - 4) : m.start])), None
            )
            if borrowed and borrowed.bank != section.bank:
                return self._as(borrowed.bank, text, f"本句引自{borrowed.bank}", section)
            return None
        return self._as(leading.bank, text, f"本句写明{leading.bank}", section)

    def _as(self, bank: str, text: str, evidence: str, section: _Who) -> _Who:
        """A named bank with its side."""
        parties = self._parties
        side = parties.side_of(bank)
        if side is Side.THIRD and bank != section.bank:
            contrast = cues.CONTRAST.search(text)
            if contrast is None and (plan := cues.TRIES.search(text)):
                return _Who(
                    bank,
                    Side.LEARNER,
                    f"{evidence}，“{plan.group()}”说的是学习方",
                    not parties.several,
                )
            if contrast is None and parties.several:
                return _Who(bank, Side.LEARNER, f"{evidence}，是派人学习的行", stays=False)
            why = f"，以“{contrast.group()}”作对比" if contrast else "，不是本篇所学的行"
            return _Who(bank, Side.THIRD, evidence + why, stays=False)
        return _Who(bank, side, evidence, stays=side is Side.HOST or not parties.several)

    def _unnamed(
        self, text: str, mentions: Sequence[Mention], section: _Who, going: _Who | None
    ) -> _Who:
        """What a sentence is about that names no bank as its subject."""
        if not mentions and cues.TRUISM.match(text):
            return _Who("", Side.NONE, "泛泛而谈，没有说哪家行", stays=False)
        if match := cues.HOST_WORDS.search(text):
            return replace(section, evidence=f"“{match.group()}”指{section.bank or '承办行'}")
        if match := cues.THOSE.search(text):
            who = self._last if self._last and self._last.side is not Side.LEARNER else section
            return replace(who, evidence=f"“{match.group()}”指{who.bank or '承办行'}")
        if (match := cues.THAT_BANK.search(text)) and self._last:
            return replace(
                self._last, evidence=f"“{match.group()}”指上文的{self._last.bank}", stays=True
            )
        if going and going.side is not Side.NONE:
            return replace(going, evidence=f"接着上句，讲{going.bank or '学习方'}")
        return section


def banks_of(subjects: Iterable[SentenceSubject]) -> tuple[str, ...]:
    """The banks whose practice the sentences tell, in order of first mention."""
    return tuple(dict.fromkeys(s.bank for s in subjects if s.side is Side.HOST and s.bank))
