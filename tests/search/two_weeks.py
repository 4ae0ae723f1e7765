"""A small knowledge base: two weekly bulletins about two banks, and what the cards of questions say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kb.files import init_home
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.search import Query, answers, search
from tests.conftest import warm
from tests.peers import EAST, WEST, bank_entries, stored, week


@dataclass(frozen=True, slots=True)
class TwoWeeks:
    """The entries of EAST in both weeks and of WEST in the first, and the branches of the banks."""

    first: Sequence[str]
    second: Sequence[str]
    elsewhere: Sequence[str]
    branches_east: str = ""
    branches_west: str = ""


@contextmanager
def knowledge_base_of(told: TwoWeeks, folder: Path, jieba_cache: Path) -> Iterator[KnowledgeBase]:
    """A new knowledge base in a folder, closed at the end."""
    home = warm(init_home(folder), jieba_cache)
    banks = ((EAST, told.branches_east), (WEST, told.branches_west))
    with (home.corpus / "organisations.yml").open("a", encoding="utf-8") as file:
        file.writelines(
            f"- {{name: {bank}, aliases: [], branches: [{own}]}}\n" for bank, own in banks
        )
    kb = open_knowledge_base(home)
    stored(
        kb,
        week(1, *bank_entries(EAST, told.first), *bank_entries(WEST, told.elsewhere)),
        week(2, *bank_entries(EAST, told.second)),
    )
    yield kb
    kb.engine.close()


def asked(kb: KnowledgeBase, text: str) -> list[tuple[str, str]]:
    """The banks and sentences on the card of a question."""
    return [(a.subject.bank, a.text) for a in answers(kb, search(kb, Query(text)))]
