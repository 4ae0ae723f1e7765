"""Pictures within files: which formats a browser shows, and data: addresses."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from kb.readers.draft import DraftPicture

# The first bytes tell the format: what a file says about its pictures is often wrong. Pictures on a
# page must not be able to run scripts, as SVG can.
_SIGNATURES = (
    ("image/png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("image/jpeg", re.compile(rb"\xff\xd8\xff")),
    ("image/gif", re.compile(rb"GIF8[79]a")),
    ("image/webp", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    ("image/bmp", re.compile(rb"BM.{12}[\x0c\x28\x38\x6c\x7c]\0\0\0", re.DOTALL)),
)
_DATA = re.compile(r"data:[^,;]*((?:;[^,;]*)*),", re.IGNORECASE)
# Editors put a dot in the place of a picture that a script loads later.
MIN_BYTES = 100

Resources = Callable[[str], bytes | None]
"""What a file holds under an address, if anything."""


def nothing(_address: str) -> None:
    """The resources of a file that holds none."""


def picture(data: bytes) -> DraftPicture | None:
    """The picture in these bytes, None when no browser shows it or there is nothing to see."""
    if len(data) < MIN_BYTES:
        return None
    kind = next((kind for kind, signature in _SIGNATURES if signature.match(data)), "")
    return DraftPicture(data, kind) if kind else None


def from_addresses(addresses: list[str], resources: Resources) -> DraftPicture | None:
    """The picture at one of the addresses: embedded if possible, else a note of
    the first address outside the file, else None."""
    for address in addresses:
        data = _from_data_address(address) if _DATA.match(address) else resources(address)
        if data and (found := picture(data)):
            return found
    outside = (address for address in addresses if not re.match(r"(?:data|cid|blob):", address))
    address = next(outside, "")
    return DraftPicture(address=address) if address else None


def _from_data_address(address: str) -> bytes | None:
    match = _DATA.match(address)
    if not match:
        return None
    data = unquote_to_bytes(address[match.end() :])
    if not match.group(1).lower().endswith(";base64"):
        return data
    try:
        return base64.b64decode(data)
    except binascii.Error:
        return None
