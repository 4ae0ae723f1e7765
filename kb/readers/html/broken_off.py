"""A page that breaks off within a tag or a comment.

html.parser looks for the end of each of them up to the end of the page, so thousands that are open cost
the square of their number (repaired in Python 3.11.14 and 3.13.6). Behind the last > no tag can end,
behind the last --> no comment. What stands there is read as text: nothing is lost.
"""

from __future__ import annotations

import re

_TAG = re.compile("<(?=[a-zA-Z/?!])")
_COMMENT = "<!--"
_COMMENT_ENDS = re.compile(r"--!?\s*>")


def with_open_ends_as_text(page: str) -> str:
    """The source of a page without what opens a comment or a tag and cannot be closed."""
    closed = max((match.end() for match in _COMMENT_ENDS.finditer(page)), default=0)
    page = page[:closed] + page[closed:].replace(_COMMENT, "")
    end = page.rfind(">") + 1
    return page[:end] + _TAG.sub("&lt;", page[end:])
