"""New terms: words the corpus uses and the dictionary lacks, for an editor to decide on.

A word may become a practice, another name of one, or a word of the user dictionary
(corpus/words.yml); or it is refused and not proposed again. The caller holds the writer lock for a
decision, opens the knowledge base again afterwards and brings the index up to date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from kb.corpus import Corpus, vocabulary_files
from kb.errors import CorpusError, NotFoundError, QueryError
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin, Entry, Kind, Practice, entry_id
from kb.rights import Actor, Right, require
from kb.text import NewWord, analysed, analysed_sentences, find_new_words, normalize

EXAMPLES = 3
# So many times the number that was asked for is looked at more closely; the bulletins below which
# titles say nothing; and the texts of a word that are read for it.
CANDIDATES, MIN_TITLES, MOST_LOOKED_AT = 2, 5, 200
# What terms of this field are made of. A word with one of these weighs twice as much; one that
# only says how something went (走完, 首周, 筑牢), that sends wishes (致贺信), or that puts somebody's
# post behind where they work (支行行长) is not a term.
_FIELD = frozenset("贷授信款额率险审批押担抵息账卡商营销债税票汇")
_NO_TERM = re.compile(
    r"^[首次愿共]|[完掉到好了过牢紧住足透够]$|致[贺电信函辞]|[开起办做用管打讲学]好"
    r"|(?:并举|办事处|会见|委托)$|..(?:行长|主任|书记|人员)$|^..(?:企业|意向)$|^.村$"
)
# A word is a label of the source when this share of its uses stand at the beginning of a line or
# bracket and before a colon or bracket (央视网消息（新闻联播）); it names the series when it is in
# the titles of this share of the bulletins.
LABEL, IN_TITLES = 0.8, 0.34
_LABELLED = r"(?:^|[\n（(【\[])\s*(%s)\s*(?=[：:（(【\[])"
_WORD = re.compile(r"[\w·+-]{2,20}")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that uses a term, and its entry."""

    entry: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word to decide on.

    `count` is how often it occurs, `entries` and `bulletins` in how many; `first` and `first_title`
    are the id and title of the first bulletin that uses it; `novelty` is the place of that one among
    all, 0 the oldest, 1 the newest. `cohesion` and `freedom` are those of kb.text.new_words.
    """

    word: str
    count: int
    entries: int
    bulletins: int
    first: str
    first_title: str
    novelty: float
    cohesion: float
    freedom: float
    score: float
    examples: tuple[Example, ...]


def propose(kb: KnowledgeBase, limit: int = 50) -> tuple[Term, ...]:
    """The terms most worth a decision, best first. Terms that are new in late issues come before
    old ones: their score is up to doubled."""
    bulletins = sorted(kb.corpus.readable_bulletins(), key=_age)
    uses = _uses(bulletins)
    found = _new_words(kb, bulletins, uses)
    ages = {bulletin.id: number for number, bulletin in enumerate(bulletins)}
    newest = max(1, len(bulletins) - 1)
    ranked = sorted(
        (
            (new, ages[uses[new.texts[0]][0].id] / newest)
            for new in found
            if not _NO_TERM.search(new.word)
        ),
        key=lambda pair: (-_worth(pair[0]) * (1 + pair[1]), pair[0].word),
    )
    ranked = [
        pair for pair in ranked[: CANDIDATES * limit] if not _is_label(pair[0], bulletins, uses)
    ]
    return tuple(_term(new, novelty, uses) for new, novelty in ranked[:limit])


def _is_label(new: NewWord, bulletins: list[Bulletin], uses: list[tuple[Bulletin, Entry]]) -> bool:
    """Is a word a label that the source puts in front of its texts, or the name of its series?"""
    titled = sum(new.word in normalize(bulletin.title) for bulletin in bulletins)
    if len(bulletins) >= MIN_TITLES and titled >= IN_TITLES * len(bulletins):
        return True
    texts = [normalize(uses[index][1].text) for index in new.texts[:MOST_LOOKED_AT]]
    found = sum(text.count(new.word) for text in texts)
    label = re.compile(_LABELLED % re.escape(new.word))
    return found > 0 and sum(len(label.findall(text)) for text in texts) >= LABEL * found


def _worth(new: NewWord) -> float:
    """The score of a word, doubled if it contains a typical part of banking terms."""
    return new.score * (2.0 if _FIELD & set(new.word) else 1.0)


# How the names of banks end.
_BANKS = ("银行", "农商行", "农合行", "联社", "信用社", "农信社")


def unknown_in(kb: KnowledgeBase, bulletin: Bulletin) -> tuple[str, ...]:
    """The words that one bulletin, of the corpus or not, uses repeatedly and that dictionary and
    vocabulary lack, best first. The names of its banks are none: they are asked for elsewhere."""
    words = (new.word for new in _new_words(kb, [bulletin], _uses([bulletin])))
    return tuple(word for word in words if not word.endswith(_BANKS))


def _uses(bulletins: list[Bulletin]) -> list[tuple[Bulletin, Entry]]:
    return [(b, e) for b in bulletins for e in b.entries if e.kind is not Kind.HONOUR]


def _new_words(
    kb: KnowledgeBase, bulletins: list[Bulletin], uses: list[tuple[Bulletin, Entry]]
) -> list[NewWord]:
    names = _names(kb, bulletins)
    decided = {*names, *map(normalize, (*kb.corpus.words().accepted, *kb.corpus.words().refused))}
    banks = [normalize(organisation.name) for organisation in kb.vocabulary.organisations]
    by_length = sorted(names, key=lambda name: (-len(name), name))

    def is_known(word: str) -> bool:
        return (
            word in decided
            or kb.segmenter.general_frequency(word) > 0
            or any(word in bank for bank in banks)
        )

    return find_new_words(
        [_without(normalize(analysed(entry.text)), by_length) for _, entry in uses],
        cut=kb.segmenter.words,
        is_known=is_known,
    )


def _age(bulletin: Bulletin) -> tuple[str, str]:
    return (bulletin.period.end.isoformat() if bulletin.period else "", bulletin.id)


def _names(kb: KnowledgeBase, bulletins: list[Bulletin]) -> set[str]:
    """Names that are known: of practices and organisations, and of the groups of the bulletins."""
    groups = {name for b in bulletins for g in b.groups for name in (g.name, g.bank)}
    return {normalize(name) for name in (*kb.vocabulary.words(), *groups)} - {""}


def _without(text: str, names: list[str]) -> str:
    """The text with a comma in place of each known name."""
    present = [name for name in names if name in text]
    return re.sub("|".join(map(re.escape, present)), "，", text) if present else text


def _term(new: NewWord, novelty: float, uses: list[tuple[Bulletin, Entry]]) -> Term:
    places = [uses[index] for index in new.texts]
    return Term(
        word=new.word,
        count=new.count,
        entries=len(places),
        bulletins=len({bulletin.id for bulletin, _ in places}),
        first=places[0][0].id,
        first_title=places[0][0].title,
        novelty=round(novelty, 2),
        cohesion=round(new.cohesion, 1),
        freedom=round(new.freedom, 1),
        score=round(_worth(new) * (1 + novelty), 1),
        examples=tuple(_example(new.word, *place) for place in places[:EXAMPLES]),
    )


def _example(word: str, bulletin: Bulletin, entry: Entry) -> Example:
    sentence = next(
        (s.text for s in analysed_sentences(entry.text) if word in normalize(s.text)), entry.text
    )
    return Example(entry_id(bulletin.id, entry.anchor), sentence)


def accept_as_word(corpus: Corpus, word: str, actor: Actor) -> Path:
    """Put a word into the user dictionary; return the file that was written."""
    require(actor, Right.VOCABULARY)
    return corpus.save_words(corpus.words().accept(_checked(word)))


def accept_as_practice(corpus: Corpus, word: str, actor: Actor) -> Path:
    """Make a practice of this name, its scope note to be written; CorpusError when the name is
    taken. Returns the file that was written."""
    require(actor, Right.VOCABULARY)
    for practice in corpus.practices():
        if normalize(word) in map(normalize, (practice.name, *practice.aliases)):
            raise CorpusError(f"“{word}”已是做法“{practice.name}”的名称")
    return _save(corpus, Practice(_checked(word)))


def accept_as_alias(corpus: Corpus, word: str, name: str, actor: Actor) -> Path:
    """Make a word another name of the practice `name`; NotFoundError when there is none, CorpusError
    when the word names another one. Returns the file that was written."""
    require(actor, Right.VOCABULARY)
    wanted = normalize(name)
    for practice in corpus.practices():
        if wanted in map(normalize, (practice.name, *practice.aliases)):
            aliases = dict.fromkeys((*practice.aliases, _checked(word)))
            return _save(corpus, replace(practice, aliases=tuple(aliases)))
    raise NotFoundError(f"词表里没有做法“{name}”", hint="用 kb practices 查看全部")


def refuse(corpus: Corpus, word: str, actor: Actor) -> Path:
    """Do not propose a word again; return the file that was written."""
    require(actor, Right.VOCABULARY)
    return corpus.save_words(corpus.words().refuse(_checked(word)))


def withdraw(corpus: Corpus, word: str, actor: Actor) -> Path:
    """Undo the decision to accept a word for the user dictionary, or to refuse it; NotFoundError
    when there was none. Returns the file that was written."""
    require(actor, Right.VOCABULARY)
    words = corpus.words()
    if word not in (*words.accepted, *words.refused):
        raise NotFoundError(f"words.yml 里没有“{word}”", hint="做法和别名在 practices/ 里修改")
    return corpus.save_words(words.withdraw(word))


def undecided(kb: KnowledgeBase, terms: Iterable[Term]) -> tuple[Term, ...]:
    """The terms that nobody has decided on since they were proposed."""
    words = kb.corpus.words()
    decided = {normalize(w) for w in (*kb.vocabulary.words(), *words.accepted, *words.refused)}
    return tuple(term for term in terms if term.word not in decided)


def _checked(word: str) -> str:
    word = word.strip()
    if not _WORD.fullmatch(word):
        raise QueryError(f"“{word}”不能作为词", hint="应为 2 至 20 个汉字、字母或数字")
    return word


def _save(corpus: Corpus, practice: Practice) -> Path:
    others = [other for other in corpus.practices() if other.name != practice.name]
    vocabulary_files.checked([*others, practice], str(corpus.root / "practices"))
    return corpus.save_practice(practice)
