"""The branch that sentences go on about: 该支行, 支行给…, or the one that a whole text tells of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.enrich.branches import branch_in, refers_back, without_writer
from kb.enrich.parties import Parties
from kb.enrich.sentence_subject import SentenceSubject
from kb.model import Bulletin, Entry, Side

# A sentence that opens with these tells of the whole bank, or of all its branches.
_WHOLE = re.compile(
    "全行(?![最排唯])|全辖|总行|该行|我行|各支行|辖内|(?:农商银?行|联社|(?<![机上子动销民])银行)(?![一-鿿]{2,6}支行)"
)
# The branch goes on without its name: 支行把早市当阵地, 开学前，支行给……
_BARE = re.compile(r"(?:[^，,。；：]{0,12}[，,]){0,2}支行(?=[一-鿿])(?![长间均行们])")
# A title about a branch, and not about a visit to it.
_BRANCH = re.compile(r"(?:^|银行|联社|农商行|[\W_记在：])(?P<name>[一-鿿]{2,5}?支行)(?![长])")
# What may stand behind a branch that a paragraph tells of.
_ACTS = re.compile("[一-鿿]{2}(?<![的行长员等、和])")
_HEADED = re.compile(r"[一-鿿]{2,5}(?:支行|分理处|分社|营业部)\s?")
_VISIT = re.compile("[赴到去来]|学习|考察|跟班|跟岗|参观|交流|座谈|各支行|支行间")


def branch_told(bulletin: Bulletin, parties: Parties) -> str:
    """The only branch that the title lines name, where the whole text tells of it (小支行做出大文章——记X支行)
    and nobody learns there; "" else."""
    if parties.learners or len(parties.hosts) != 1:
        return ""
    lines = (bulletin.title, *bulletin.subtitle.split("\n"))
    found = {name for line in lines for name in _names(line)}
    return found.pop() if len(found) == 1 and not any(map(_VISIT.search, lines)) else ""


def branch_headed(entry: Entry, parties: Parties) -> tuple[str, str]:
    """(bank, branch) that the heading right above an entry ends in (第三站：X农商银行渔市口分理处); two times
    "" where it does not."""
    for heading in entry.heading_path[-1:]:
        for mention in parties.mentions(heading):
            if _HEADED.fullmatch(heading, mention.end) and mention.by == "name":
                return mention.bank, heading[mention.end :].strip()
    return "", ""


def _names(line: str) -> Iterator[str]:
    for match in _BRANCH.finditer(line):
        if name := branch_in(match["name"]):
            yield name


def with_branches(
    subjects: Sequence[SentenceSubject], told: str, host: str, above: str = ""
) -> tuple[SentenceSubject, ...]:
    """The subjects of the sentences of an entry, with the branch that each goes on about, until one turns
    to the whole bank: the branch named last before 该支行 or 支行把…, which may stand in the entry `above`,
    the one that the entry opens with, or the one that the whole text tells of (`told`, of the bank `host`).
    """
    found, branch, whole = [], above, False
    leads = ""
    for number, one in enumerate(subjects):
        text = one.sentence.text
        turns = _WHOLE.search(text) is not None
        bare = not turns and not whole and _BARE.match(text) is not None
        if branch and one.bank and not one.branch and (refers_back(text) or bare):
            one = replace(one, branch=branch)
        whole = turns if turns or one.branch or "支行" in text else whole
        if number == 0 and not turns and one.branch and _opens(one.branch, text, bare=bare):
            leads = one.branch
        about = told if (one.bank, one.side) == (host, Side.HOST) else ""
        if leads and one.side is Side.HOST and one.bank == subjects[0].bank:
            about = leads
        if about and not one.branch and not whole and one.bank:
            one = replace(one, branch=about)
        branch = one.branch or branch_in(text) or branch
        found.append(one)
    return tuple(found)


def _opens(branch: str, text: str, *, bare: bool) -> bool:
    """Does a paragraph open with a branch as the one it tells of (城北支行地处老城区)?"""
    text = without_writer(text)
    return bare or (text.startswith(branch) and _ACTS.match(text, len(branch)) is not None)
