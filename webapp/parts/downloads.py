"""Files to download."""

from __future__ import annotations

import re
from urllib.parse import quote

from flask import Response

from kb.text import visible_line

TYPES = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "html": "text/html; charset=utf-8",
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
    "json": "application/vnd.citationstyles.csl+json",
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_LONGEST = 60
# Characters that Windows does not allow in file names.
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


def download(content: str | bytes, name: str, suffix: str) -> Response:
    """A file for the visitor's disk. Its name may be Chinese (RFC 5987); programs that cannot read
    that use `export`."""
    stem = _FORBIDDEN.sub(" ", visible_line(name))[:_LONGEST].strip(" .") or "export"
    body = content.encode("utf-8") if isinstance(content, str) else content
    response = Response(body, content_type=TYPES[suffix])
    named = quote(f"{stem}.{suffix}", safe="", errors="replace")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"export.{suffix}\"; filename*=UTF-8''{named}"
    )
    return response
