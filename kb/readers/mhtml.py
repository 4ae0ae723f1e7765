"""Pages saved as one file (.mhtml, .mht): a mail with the page and its pictures as attachments."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message
from urllib.parse import urldefrag, urljoin

from kb.errors import UnreadableSource
from kb.readers.draft import Draft
from kb.readers.html import page_draft
from kb.readers.mail_parts import bytes_of, text_of


def read_mhtml(data: bytes, name: str) -> Draft:
    """The Draft of the page; its pictures are those saved with it. SourceError says why not."""
    parts = [part for part in message_from_bytes(data).walk() if not part.is_multipart()]
    # Browsers and Word put the page first and its frames after it.
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    if page is None:
        raise UnreadableSource(
            "文件里没有网页", where=name, hint="请在浏览器中打开原网页，重新保存后再导入"
        )
    base = _location(page)
    by_address: dict[str, Message] = {}
    for part in parts:
        for address in (_location(part), f"cid:{part.get('Content-ID', '').strip(' <>')}"):
            by_address.setdefault(address, part)

    def resource(address: str) -> bytes | None:
        part = by_address.get(urldefrag(urljoin(base, address)).url) or by_address.get(address)
        return bytes_of(part) if part else None

    return page_draft(text_of(page, name), name, resource)


def _location(part: Message) -> str:
    return "".join(str(part.get("Content-Location", "")).split())
