"""Whom each sentence of an entry is about: its bank, its side, and the evidence.

The sentences are read in order with a small state: the bank of the section, and the one named last.
What a sentence itself says decides first (a correction of the editor, the learners' own words, a
bank that is its grammatical subject), then what it points back to (该行, 其, 他们), then the
section. Sentences are decided by rules, so that each can say why it was placed where it is; which
banks are hosts and learners is weighed for the whole bulletin (role_model.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.enrich import subject_cues as cues
from kb.enrich.branches import branch_in
from kb.enrich.lines import BAR, Line
from kb.enrich.parties import Parties
from kb.enrich.role_model import RoleModel, parties_of
from kb.enrich.sections import Who, leading, leads, section_from, section_of
from kb.enrich.sentence_subject import CORRECTED, DOUBTFUL, SentenceSubject
from kb.enrich.set_phrases import edges, is_activity, is_frame, is_maxim
from kb.enrich.visits import Mention, Visit, visit_in
from kb.enrich.voices import Voices
from kb.enrich.writers import Writers, host_writes
from kb.identity import sentence_digest
from kb.model import Bulletin, Entry, Organisation, Side
from kb.text import Sentence, analysed, analysed_sentences


def subjects_of(
    bulletin: Bulletin, organisations: Sequence[Organisation], model: RoleModel | None = None
) -> Iterator[tuple[Entry, tuple[SentenceSubject, ...]]]:
    """Each entry of a bulletin with the subjects of its sentences, in reading order. `model` weighs
    the roles of the banks; it is the delivered one unless another is given."""
    parties = parties_of(bulletin, organisations, model)
    reader = SubjectReader(parties, bulletin.entries, bulletin.title)
    for entry in bulletin.entries:
        yield entry, reader.read(entry)


class SubjectReader:
    """Reads the entries of one bulletin in order; it remembers the bank named last."""

    def __init__(self, parties: Parties, entries: Sequence[Entry] = (), title: str = "") -> None:
        self._parties = parties
        self._first, self._closing = edges(entries)
        self._section_bank = ""
        self._last: Who | None = None
        self._last_host: Who | None = None
        self._visited = ""
        self._told_learner = False
        self._columns: tuple[str, ...] = ()
        self._voices = Voices(parties, [entry.text for entry in entries])
        self._writers = Writers(parties, entries, title)
        self._writer = ""

    def read(self, entry: Entry) -> tuple[SentenceSubject, ...]:
        """The subjects of the sentences of an entry."""
        if cues.FORM_HOST.match(entry.text) and (named := self._parties.mentions(entry.text)):
            self._visited = named[0].bank
        corrections = {c.digest: c for c in entry.subjects}
        owner = section = section_of(self._parties, entry, self._visited)
        if section.bank and section.bank != self._section_bank:
            # 该行 points to no other section.
            self._section_bank, self._last, self._last_host = section.bank, None, None
        if owner.titled:
            self._last = self._last_host = owner
        read = []
        going: Who | None = None
        paragraph, paragraph_end, line = 0, -1, Line.of("")
        for unit in analysed_sentences(entry.text):
            self._writer = self._writers.at(entry, unit.start)
            if unit.start > paragraph_end:
                paragraph, end = unit.start, entry.text.find("\n", unit.start)
                paragraph_end = end if end >= 0 else len(entry.text)
                going = None
                line = Line.of(analysed(entry.text[paragraph:paragraph_end]))
                section = section_from(self._parties, line.text, unit.text, section, owner)
            who = self._column(line, unit, paragraph) or self._who(
                unit.text, section, going, self._at_edge(entry, unit)
            )
            self._remember(who, named=bool(self._parties.mentions(unit.text)))
            going = who if who.stays else None
            self._told_learner = who.side is Side.LEARNER
            said = corrections.get(sentence_digest(unit.text)) if corrections else None
            if said:
                who = replace(who, bank=said.bank, side=said.side, evidence=CORRECTED, study=False)
            elif who.side is Side.HOST and who.bank in self._parties.doubtful:
                who = Who("", Side.NONE, f"{DOUBTFUL}{who.bank}是不是被学习的行（{who.evidence}）")
            elif who.side is Side.LEARNER and not who.bank:
                who = replace(who, bank=self._parties.only_learner)
            branch = branch_in(unit.text, self._parties.branches) if who.bank else ""
            read.append(SentenceSubject(unit, who.bank, who.side, who.evidence, branch, who.study))
        return tuple(read)

    def _remember(self, who: Who, *, named: bool) -> None:
        """Keep whom 该行 and 他们 mean in the next sentences: after a visit, the bank visited;
        never learners who did not name themselves."""
        if who.visits:
            who = Who(who.visits, Side.HOST, "")
        if not who.bank or who.side is Side.NONE:
            return
        if named or who.side is not Side.LEARNER:
            self._last = who
        if who.side is Side.HOST:
            self._last_host = who

    def _at_edge(self, entry: Entry, unit: Sentence) -> bool:
        """Is a sentence the first or the last of the bulletin?"""
        return (entry.anchor == self._first and unit.start == 0) or (
            entry.anchor == self._closing and unit.end >= len(entry.text.rstrip())
        )

    def _column(self, line: Line, unit: Sentence, paragraph: int) -> Who | None:
        """The learners, for a cell under a heading of theirs (我社打算) in a row of a table."""
        if not line.bars:
            return None
        if line.is_heading and unit.start == paragraph:
            self._columns = tuple(line.text.split(BAR))
        number = line.bars_before(unit.start - paragraph) + unit.text.startswith("| ")
        if unit.start == paragraph:
            number += unit.text.count(BAR)
        if line.is_heading or number >= len(self._columns) or not number:
            return None
        heading = self._columns[number]
        if self._parties.own_side is Side.LEARNER and cues.PLANS_HEADING.search(heading):
            return Who(self._parties.own, Side.LEARNER, f"列“{heading}”是学习方的打算", stays=False)
        if (named := self._parties.mentions(heading)) and not self._parties.mentions(unit.text):
            bank = named[0].bank
            return Who(bank, self._parties.side_of(bank), f"列名是{bank}", stays=False)
        return None

    def _who(self, text: str, section: Who, going: Who | None, edge: bool) -> Who:
        """Whom one sentence is about. `edge` says that it opens or closes the bulletin."""
        parties = self._parties
        mentions = parties.mentions(text)
        if is_frame(text):
            return Who("", Side.NONE, "没有说哪家行做了什么", stays=False)
        if speaking := self._voices.speaker(text, mentions):
            return speaking
        if interview := self._voices.interview(text, mentions, section):
            return interview
        if match := cues.ORGANISER.match(text):
            return Who("", Side.NONE, f"“{match.group()}”是组织方", stays=False)
        if (visit := visit_in(text, mentions)) and not self._went_itself(visit):
            self._visited = visit.hosts[0]
            bank = visit.learners[0] if visit.learners else self._learner or parties.own
            if bank or parties.own_side is Side.LEARNER:
                return Who(
                    bank,
                    Side.LEARNER,
                    "本句说谁去学习",
                    stays=False,
                    study=True,
                    visits=self._visited,
                )
        if hosted := host_writes(parties, self._writer, text, mentions):
            return hosted
        if own := self._voices.own_story(text, mentions):
            return own
        if learners := self._learners(text, mentions, section, going):
            return learners
        by_place = all(mention.by == "place" for mention in mentions)
        if edge and by_place and section.side is Side.HOST and is_maxim(text):
            return Who("", Side.NONE, "泛泛而谈，没有说哪家行", stays=False)
        if named := self._named(text, mentions, section):
            if named.side is Side.THIRD and self._told_learner and cues.AMONG_THEM.match(text):
                return replace(named, side=Side.LEARNER, evidence="“其中”接着上句，讲学习方")
            return named
        return self._unnamed(text, mentions, section, going)

    @property
    def _learner(self) -> str:
        """The learners' bank that writes the passage, "" when it does not say."""
        return self._writer if self._parties.side_of(self._writer) is Side.LEARNER else ""

    def _went_itself(self, visit: Visit) -> bool:
        """Did the host that writes once go and learn elsewhere?"""
        parties = self._parties
        if parties.own_side is not Side.HOST or not parties.own:
            return False
        return parties.own not in visit.hosts and set(visit.learners) <= {parties.own}

    def _learners(
        self, text: str, mentions: Sequence[Mention], section: Who, going: Who | None
    ) -> Who | None:
        """Is a sentence about the learners: what they do, think, plan or are advised?"""
        parties = self._parties
        if not mentions and (match := is_activity(text)) and self._of_learners():
            said = f"“{match.group().strip()}”是学习方做的事"
            return Who("", Side.LEARNER, said, stays=False, study=True)
        if match := cues.SENDERS.search(text):
            if not (mentions and mentions[0].end <= match.start() and leads(text, mentions[0])):
                return Who("", Side.LEARNER, f"“{match.group()}”是学习方", stays=False)
            return None
        if parties.own_side is Side.LEARNER:
            said = cues.without_quotes(text)
            led = bool(mentions) and leads(text, mentions[0])
            host = self._last_host or (section if section.side is Side.HOST else None)
            if host and not led and (match := cues.WE_SEE.search(said)):
                return replace(host, evidence=f"“{match.group()}”说的是{host.bank}")
            told = cues.YOUR_BANK.search(said) or cues.MASTER_SAYS.match(text)
            if host and not led and told:
                return replace(host, evidence=f"“{told.group()}”是{host.bank}")
            own = self._learner or parties.own
            if match := cues.FORM_PLAN.match(text) or cues.HOME.search(said):
                return Who(own, Side.LEARNER, f"“{match.group()}”是学习方", stays=True)
            compared = led and cues.BEFORE_US.search(said)
            match = None if compared else cues.WE.search(said) or cues.REPORTS.search(said)
            if match:
                return Who(own, Side.LEARNER, f"“{match.group()}”是学习方", not parties.several)
            if (match := cues.MYSELF.search(said)) and not cues.SAYS.search(said[: match.end()]):
                return Who(own, Side.LEARNER, "“我”是学习的人", stays=False)
            if match := cues.BACK_HOME.search(text):
                bank = leading(self._parties, text, mentions, Side.LEARNER) or own
                plan = f"“{match.group()}”说的是学习方的打算"
                return Who(bank, Side.LEARNER, plan, not parties.several)
            if not mentions and (match := self._plan(text, section)):
                plan = f"“{match.group()}”说的是学习方的打算"
                return Who(own, Side.LEARNER, plan, not parties.several)
            if not mentions and (match := cues.VISITS.match(text)):
                said = f"“{match.group().strip()}”是学习方做的事"
                return Who(own, Side.LEARNER, said, stays=False, study=True)
            if not mentions and (match := cues.THINKS.search(text) or cues.ALL.search(text)):
                thought = f"“{match.group()}”是学习方的想法"
                return Who(own, Side.LEARNER, thought, stays=False)
        team = cues.LEARNERS.match(text) or parties.team_in(text)
        if (match := team) and cues.HEAD_OFFICE.search(text, 0, match.start("who")):
            return None
        if match and not cues.LEARNERS_SEE.search(text):
            study = cues.ADVICE.search(text) is None
            bank = next((m.bank for m in mentions if parties.side_of(m.bank) is Side.LEARNER), "")
            bank = bank or parties.team_bank(match["who"])
            return Who(bank, Side.LEARNER, f"“{match['who']}”是学习方", stays=False, study=study)
        return None

    def _of_learners(self) -> bool:
        parties = self._parties
        return parties.own_side is Side.LEARNER or bool(parties.learners)

    def _plan(self, text: str, section: Who) -> re.Match[str] | None:
        """The words of a plan; a time alone is not a plan where a branch or the section is the
        host's."""
        if match := cues.PLANS.search(text):
            return match
        if self._parties.several or section.titled or branch_in(text, self._parties.branches):
            return None
        return cues.PLANNED_FOR.search(text)

    def _named(self, text: str, mentions: Sequence[Mention], section: Who) -> Who | None:
        """The bank a sentence names as what it is about."""
        if not mentions:
            return None
        leading = next((m for m in mentions if leads(text, m)), None)
        if leading is None:
            compared = any(cues.COMPARED.match(text, m.end) for m in mentions)
            if compared and section.bank and all(m.bank != section.bank for m in mentions):
                return replace(section, evidence=f"与{mentions[0].bank}相比，讲{section.bank}")
            borrowed = next(
                (m for m in mentions if cues.FROM.search(text[max(0, m.start - 4) : m.start])), None
            )
            branch = branch_in(text, self._parties.branches)
            if borrowed and borrowed.bank != section.bank and not branch:
                return self._as(borrowed.bank, text, f"本句引自{borrowed.bank}", section)
            return None
        return self._as(leading.bank, text, f"本句写明{leading.bank}", section)

    def _as(self, bank: str, text: str, evidence: str, section: Who) -> Who:
        """A named bank with its side."""
        parties = self._parties
        side = parties.side_of(bank)
        mention = next((m for m in parties.mentions(text) if m.bank == bank), None)
        if mention and (guests := cues.PARTY.match(text, mention.end)):
            return Who(bank, Side.LEARNER, f"{evidence}“{guests.group()}”", stays=False, study=True)
        if side is Side.THIRD and bank != section.bank:
            contrast = cues.CONTRAST.search(text)
            if contrast is None and (plan := cues.TRIES.search(text)):
                return Who(
                    bank,
                    Side.LEARNER,
                    f"{evidence}，“{plan.group()}”说的是学习方",
                    not parties.several,
                )
            if contrast is None and parties.several:
                return Who(bank, Side.LEARNER, f"{evidence}，是派人学习的行", stays=False)
            why = f"，以“{contrast.group()}”作对比" if contrast else "，不是本篇所学的行"
            return Who(bank, Side.THIRD, evidence + why, stays=False)
        stays = side is Side.HOST or not (parties.several or cues.GUEST_ACTS.search(text))
        return Who(bank, side, evidence, stays=stays)

    def _unnamed(
        self, text: str, mentions: Sequence[Mention], section: Who, going: Who | None
    ) -> Who:
        """What a sentence is about if it names no bank as its subject."""
        if not mentions and cues.TRUISM.match(text):
            return Who("", Side.NONE, "泛泛而谈，没有说哪家行", stays=False)
        if going and going.side is Side.LEARNER and cues.HOST_WORDS.search(text):
            return replace(going, evidence=f"接着上句，讲{going.bank or '学习方'}")
        if match := cues.HOST_WORDS.search(text):
            return replace(section, evidence=f"“{match.group()}”指{section.bank or '承办行'}")
        if match := cues.THOSE.search(text):
            last = self._last
            who = last if last and last.side is not Side.LEARNER else self._last_host or section
            return replace(who, evidence=f"“{match.group()}”指{who.bank or '承办行'}")
        if (match := cues.THAT_BANK.search(text)) and self._last:
            return replace(
                self._last, evidence=f"“{match.group()}”指上文的{self._last.bank}", stays=True
            )
        if going and going.side is not Side.NONE:
            return replace(going, evidence=f"接着上句，讲{going.bank or '学习方'}")
        return section
