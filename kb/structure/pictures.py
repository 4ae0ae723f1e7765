"""Pictures of a draft as pictures of a bulletin: named by their bytes, each with its caption."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from kb.model import MEDIA_TYPES, Picture
from kb.readers import draft
from kb.text import plain_address

_SUFFIXES = {media_type: suffix for suffix, media_type in MEDIA_TYPES.items()}


def as_entries_have_them(
    pictures: Iterable[draft.DraftPicture], caption: str = ""
) -> tuple[Picture, ...]:
    """The pictures in the form for an entry, each with the caption."""
    found = (
        Picture(file=file_name(p), caption=caption)
        if p.data
        else Picture(address=plain_address(p.address), caption=caption)
        for p in pictures
    )
    return tuple(p for p in found if p.file or p.address)


def picture_bytes(blocks: Iterable[draft.Block]) -> dict[str, bytes]:
    """The bytes of the pictures in a file, by the name they are kept under."""
    return {file_name(p): p.data for p in _pictures(blocks) if p.data}


def file_name(picture: draft.DraftPicture) -> str:
    """The name under which a picture from a file is kept."""
    return hashlib.sha256(picture.data).hexdigest() + _SUFFIXES[picture.media_type]


def _pictures(blocks: Iterable[draft.Block]) -> Iterator[draft.DraftPicture]:
    return (picture for block in blocks for picture in block.pictures)
