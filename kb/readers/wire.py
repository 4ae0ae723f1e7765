"""Drafts and errors as messages between the process that reads a file and the one that asked.

A message is a JSON object and the bytes that belong to it: 8 bytes with the length of the JSON, the
JSON, the bytes. Nothing in it is executed, even when a broken or hostile file controls the reader.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from kb import errors
from kb.errors import SourceError
from kb.readers.draft import Block, Draft, DraftPicture

_LENGTH = 8
MAX_MESSAGE = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Message:
    """`body` is what JSON can say; `parts` are bytes it refers to by number."""

    body: dict[str, Any]
    parts: tuple[bytes, ...] = ()


def send(stream: IO[bytes], message: Message) -> None:
    """Write a message."""
    head = json.dumps(message.body | {"parts": [len(part) for part in message.parts]}).encode()
    stream.write(len(head).to_bytes(_LENGTH, "big"))
    stream.write(head)
    for part in message.parts:
        stream.write(part)
    stream.flush()


def receive(stream: IO[bytes]) -> Message | None:
    """Read a message; None at the end of the stream. ValueError when it is not a message."""
    length = stream.read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    head = json.loads(_read(stream, int.from_bytes(length, "big")))
    return Message(head, tuple(_read(stream, size) for size in head.pop("parts")))


def _read(stream: IO[bytes], size: int) -> bytes:
    if not 0 <= size <= MAX_MESSAGE:
        raise ValueError(f"a message of {size} bytes")
    data = stream.read(size)
    if len(data) < size:
        raise ValueError("a message that breaks off")
    return data


def from_draft(draft: Draft) -> Message:
    """A draft as a message. A picture that stands in several places is sent once."""
    parts: dict[int, bytes] = {}
    pictures = [picture for block in draft.blocks for picture in block.pictures]
    for picture in pictures:
        parts.setdefault(id(picture.data), picture.data)
    numbers = {key: number for number, key in enumerate(parts)}

    def fields(block: Block) -> list[Any]:
        shown = [[numbers[id(p.data)], p.media_type, p.address] for p in block.pictures]
        return [block.text, block.level, block.centred, block.bold, block.size,
                block.after_image, shown, block.lead]  # fmt: skip

    blocks = [fields(block) for block in draft.blocks]
    body = {
        "title": draft.title,
        "warnings": draft.warnings,
        "blocks": blocks,
        "furniture": draft.furniture,
        "published": draft.published.isoformat() if draft.published else "",
    }
    return Message(body, tuple(parts.values()))


def to_draft(message: Message) -> Draft:
    """The draft in a message; ValueError, KeyError or TypeError when there is none."""
    blocks = []
    for text, level, centred, bold, size, after_image, shown, lead in message.body["blocks"]:
        pictures = tuple(DraftPicture(message.parts[number], *rest) for number, *rest in shown)
        blocks.append(Block(text, level, centred, bold, size, after_image, pictures, lead))
    body = message.body
    return Draft(
        tuple(blocks),
        body["title"],
        tuple(body["warnings"]),
        tuple(body["furniture"]),
        date.fromisoformat(body["published"]) if body["published"] else None,
    )


def from_error(error: SourceError) -> Message:
    """An error as a message."""
    fields = {"message": error.message, "where": error.where, "hint": error.hint}
    return Message({"error": type(error).__name__} | fields)


def to_error(message: Message) -> SourceError | None:
    """The error in a message, None when there is none."""
    if "error" not in message.body:
        return None
    body = message.body
    kind = getattr(errors, body["error"], SourceError)
    if not (isinstance(kind, type) and issubclass(kind, SourceError)):
        kind = SourceError
    return kind(body["message"], where=body["where"], hint=body["hint"])
