"""Mails saved as a file (.eml): the text of the message, with its sender, day and subject above it.

The lines above are those with which a mail forwards another one, so that kb/structure/mail.py finds
among all messages of the thread the one that is the bulletin.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime

from kb.errors import SourceError, UnreadableSource
from kb.readers.draft import Block, Draft
from kb.readers.html import page_draft
from kb.readers.mail_parts import file_name, text_of
from kb.readers.text import read_text

_QUOTE = re.compile(r"(?:[>＞]\s?)+")
_BLANKS = re.compile(r"\s+")
_TAGS = re.compile(r"<[^<>]*>|\s+")
# Attachments that are named, and the characters of a header that are shown.
_LISTED, _LONGEST = 5, 200
# Characters of a header that are decoded.
_MOST_ENCODED = 4000


@dataclass(frozen=True, slots=True)
class _Letter:
    """One message: its own parts, without those of messages attached to it."""

    head: Message
    parts: tuple[Message, ...]

    def part(self, kind: str) -> Message | None:
        """The first part of its text that is of this kind."""
        own = (p for p in self.parts if p.get_content_type() == kind and not _is_attached(p))
        return next(own, None)


def read_eml(data: bytes, name: str) -> Draft:
    """The Draft of the longest message of a mail; the names of attachments are warnings. SourceError
    says why there is none."""
    letters = list(_letters(message_from_bytes(data)))
    attached = tuple(_attached(letters))
    drafts = [(letter, draft) for letter in letters if (draft := _draft(letter, name))]
    if not drafts:
        hint = f"简报可能在附件里：{'、'.join(attached)}。" if attached else ""
        raise UnreadableSource(
            "邮件里没有正文", where=name, hint=f"{hint}请在邮件程序里另存附件，再导入存下的文件"
        )
    letter, draft = max(drafts, key=lambda one: sum(len(block.text) for block in one[1].blocks))
    lost = (f"邮件的附件没有读入：{'、'.join(attached)}，需要的请另存后再导入",) if attached else ()
    blocks = (*map(Block, _head(letter.head)), *draft.blocks)
    return replace(
        draft, blocks=blocks, title="", published=None, warnings=(*draft.warnings, *lost)
    )


def _letters(mail: Message) -> Iterator[_Letter]:
    """The message, and those attached to it; each part is in one of them."""
    waiting = deque([mail])
    while waiting:
        head = waiting.popleft()
        parts: list[Message] = []
        within = deque([head])
        while within:
            part = within.popleft()
            if not part.is_multipart():
                parts.append(part)
                continue
            below = [one for one in part.get_payload() if isinstance(one, Message)]
            inner = part is not head and part.get_content_type() == "message/rfc822"
            (waiting if inner else within).extend(below)
        yield _Letter(head, tuple(parts))


def _draft(letter: _Letter, name: str) -> Draft | None:
    """The text of a message, None when it has none. A page says more than the plain text next to it:
    headings and tables."""
    page, plain = letter.part("text/html"), letter.part("text/plain")
    if page is not None:
        text = text_of(page, name)
        try:
            if len(_TAGS.sub("", text)):
                return page_draft(text, name, lambda address: None)
        except SourceError:  # nothing is on the page
            pass
    if plain is None or not (text := text_of(plain, name)).strip():
        return None
    lines, quoted = _without_quotes(text.splitlines())
    try:
        draft = read_text("\n".join(lines).encode("utf-8", "replace"), name)
    except SourceError:
        return None
    return replace(draft, furniture=(*draft.furniture, *quoted))


def _without_quotes(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines of a message, and those of older messages that it only quotes. Where most of it is
    quoted it was forwarded so, and the quote is the message."""
    quoted = [line for line in lines if _QUOTE.match(line)]
    if 2 * sum(map(len, quoted)) > sum(map(len, lines)):
        return [_QUOTE.sub("", line, count=1) if _QUOTE.match(line) else line for line in lines], []
    own = [line for line in lines if not _QUOTE.match(line)]
    return own, [text for line in quoted if (text := _QUOTE.sub("", line, count=1).strip())]


def _head(mail: Message) -> Iterator[str]:
    """The lines that name sender, day, receiver and subject."""
    for label, value in (
        ("发件人", _header(mail, "From")),
        ("发送时间", _day(mail)),
        ("收件人", _header(mail, "To")),
        ("主题", _header(mail, "Subject")),
    ):
        yield f"{label}：{value or '无'}"


def _header(mail: Message, name: str) -> str:
    return _decoded(str(mail.get(name, "")))


def _decoded(value: str) -> str:
    """The value of a header without its encoding, as far as it is shown."""
    value = value[:_MOST_ENCODED]
    with suppress(HeaderParseError, LookupError, ValueError):
        value = str(make_header(decode_header(value)))
    return _BLANKS.sub(" ", value).strip()[:_LONGEST]


def _day(mail: Message) -> str:
    try:
        day = parsedate_to_datetime(str(mail.get("Date", "")))
    except (TypeError, ValueError, IndexError, OverflowError):
        return ""
    return f"{day.year}年{day.month}月{day.day}日"


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or file_name(part) is not None


def _attached(letters: list[_Letter]) -> Iterator[str]:
    """The names of the attachments, no more than are listed. Pictures of a page are none."""
    named = [
        name
        for letter in letters
        for part in letter.parts
        if _is_attached(part) and part.get_content_maintype() != "image"
        if (name := _decoded(file_name(part) or ""))
    ]
    yield from named[:_LISTED]
    if len(named) > _LISTED:
        yield f"等 {len(named)} 个"
