"""The marks of Markdown within a line."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kb.readers.left_out import LeftOut, shown

# Each pattern is bounded: a mark without its end would be searched for to the end of the paragraph.
_EMPHASIS = re.compile(r"(?<!\\)(\*\*|__)(?=\S)((?:\\.|[^\\\n]){1,1000}?)(?<=\S)\1")
# A single star, not inside words: 5*8*3 stays.
_ITALIC = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]+)(?<=[^\s*\\])\*(?![\w*])")
_STRUCK = re.compile(r"(?<![\\~])~~(?=[^\s~])((?:\\.|[^\\\n~]){1,1000})(?<=\S)~~(?!~)")
_CODE = re.compile(r"(?<![\\`])(`{1,3})(?!`)([^`\n]{1,500})\1(?!`)")
_LINK = re.compile(r"(?<!\\)\[([^\]\n]{0,500})\]\(([^()\s]*)\)")
_REFERENCE = re.compile(r"(?<!\\)\[([^\]\[\n]{1,500})\]\[([^\]\[\n]{0,100})\]")
_NOTE_MARK = re.compile(r"(?<!\\)\[\^([^\]\s]{1,50})\](?!:)")
_ENTITY = re.compile(r"(?<!\\)&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BOX = re.compile(r"\[([ xX])\][ \t]+")
# [name]: address "title", and [^name]: note.
_ADDRESS_LINE = re.compile(
    r"\[([^\]\[^\n][^\]\[\n]{0,99})\]:[ \t]+<?([!-~]*[/#.@][!-~]*)(?:[ \t]+\S.*)?$"
)
_NOTE_LINE = re.compile(r"\[\^([^\]\s]{1,50})\]:[ \t]*(.*)$")


@dataclass(slots=True)
class Named:
    """What the lines of a file define for other places by name: notes, and addresses of links."""

    notes: dict[str, str] = field(default_factory=dict)
    addresses: set[str] = field(default_factory=set)
    _names: set[str] = field(default_factory=set)

    def take(self, lines: Iterable[str]) -> list[str]:
        """Take the definitions out of some lines; the others."""
        kept = []
        for line in lines:
            note = _NOTE_LINE.match(line.strip())
            if note and note[1] in self._names:
                kept.append(note[2])  # a second note of this name stays where it stands
            elif note:
                self.notes[note[1]] = note[2]
                self._names.add(note[1])
            elif address := _ADDRESS_LINE.match(line.strip()):
                self.addresses.add(address[1].lower())
            else:
                kept.append(line)
        return kept

    def cited_in(self, text: str) -> list[str]:
        """The notes that a text cites. Each is given once."""
        names = (match[1] for match in _NOTE_MARK.finditer(text))
        return [note for name in names if (note := self.notes.pop(name, ""))]

    def without_marks(self, text: str) -> str:
        """A text without the marks that cite notes and addresses."""
        text = _NOTE_MARK.sub(lambda m: "" if m[1] in self._names else m[0], text)
        return _REFERENCE.sub(
            lambda m: m[1] if (m[2] or m[1]).lower() in self.addresses else m[0], text
        )


def plain(text: str, left_out: LeftOut) -> str:
    """A text without its marks; text that is struck out is added to `left_out`."""

    def struck(match: re.Match[str]) -> str:
        left_out.add("用删除线划去的文字", shown(match[1]))
        return ""

    if box := _BOX.match(text):
        text = f"{'☐' if box[1] == ' ' else '☑'} {text[box.end() :]}"
    text = _CODE.sub(lambda m: _escaped(m[2]), text)
    text = _ENTITY.sub(lambda m: _escaped(html.unescape(m[0])), text)
    text = _LINK.sub(lambda m: m[1] or m[2], text)
    text = _STRUCK.sub(struck, text)
    text = _ITALIC.sub(r"\1", _EMPHASIS.sub(r"\2", text))
    return _ESCAPE.sub(r"\1", text).strip()


def _escaped(text: str) -> str:
    """A text that no further mark is looked for in."""
    return _PUNCTUATION.sub(r"\\\g<0>", text)
