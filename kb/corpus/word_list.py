"""The word list as a file: words of the user dictionary that are not names, and refused proposals."""

from __future__ import annotations

from dataclasses import dataclass

from kb.errors import CorpusError
from kb.files import front_matter

_HEAD = "# accepted：采纳的新词，分词时使用。refused：不要的词，kb terms 不再提出。\n"


@dataclass(frozen=True, slots=True)
class Words:
    """What an editor decided about words of the corpus."""

    accepted: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    def accept(self, word: str) -> Words:
        """The same list, with this word accepted."""
        refused = tuple(other for other in self.refused if other != word)
        return Words(tuple(sorted({*self.accepted, word})), refused)

    def refuse(self, word: str) -> Words:
        """The same list, with this word refused."""
        accepted = tuple(other for other in self.accepted if other != word)
        return Words(accepted, tuple(sorted({*self.refused, word})))

    def withdraw(self, word: str) -> Words:
        """The same list, without a decision about this word."""
        return Words(
            tuple(other for other in self.accepted if other != word),
            tuple(other for other in self.refused if other != word),
        )


def load_words(text: str, where: str) -> Words:
    """The words of a YAML mapping; CorpusError when it is malformed."""
    data = front_matter.load_mapping(text, where) if text.strip() else {}
    if unknown := set(data) - {"accepted", "refused"}:
        raise CorpusError(f"不认识的项“{'、'.join(sorted(unknown))}”", where=where)
    lists = {key: data.get(key) or [] for key in ("accepted", "refused")}
    for key, words in lists.items():
        if not isinstance(words, list) or not all(isinstance(w, str) and w for w in words):
            raise CorpusError(f"“{key}”应为文字的列表", where=where)
    return Words(tuple(lists["accepted"]), tuple(lists["refused"]))


def dump_words(words: Words) -> str:
    """The text of the file."""
    return _HEAD + front_matter.dump(
        {"accepted": list(words.accepted), "refused": list(words.refused)}
    )
