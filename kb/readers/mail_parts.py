"""What a part of a mail says of itself, and its text: a name of a file or a charset may be anything."""

from __future__ import annotations

from email.message import Message

from kb.readers.encoding import decode

# Files that say GB2312 or GBK hold characters that only GB18030 has.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030"}
# Codecs of Python for names of hosts, no charsets. They take time that grows with the square.
_NO_CHARSETS = {"idna", "punycode"}


def file_name(part: Message) -> str | None:
    """The name of its file, None when it states none that can be read."""
    try:
        return part.get_filename()
    except (LookupError, ValueError, TypeError):  # in an encoding that does not exist
        return None


def bytes_of(part: Message) -> bytes:
    """Its bytes, none when it has parts itself."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def text_of(part: Message, name: str) -> str:
    """Its text by the charset that the mail states, else by what its bytes say."""
    data = bytes_of(part)
    try:
        charset = (part.get_content_charset() or "").lower()
        if charset and charset not in _NO_CHARSETS:
            return data.decode(_WIDER.get(charset, charset))
    except (LookupError, ValueError, TypeError):  # there is no such charset, or it is another one
        pass
    return decode(data, name) if data.strip() else ""
