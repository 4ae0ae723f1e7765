"""A form that is sent after the session has ended is kept, and its sender is led to log in.

It is kept only when a page of ours, made for that session, sent it: its token fits. Passwords, files
and what belongs to accounts are not kept.
"""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from kb.access import Right, SentForm, kept_forms
from kb.errors import KbError
from kb.files import WITH_SESSIONS
from webapp.access import form_tokens
from webapp.access.identity import access_home, cookie_name
from webapp.access.permissions import mode, right_of

# Characters of a text without Chinese that somebody would not like to type again.
_WORTH_COPYING = 12
# What takes one of these rights is work that somebody typed.
_WORK = frozenset(
    (
        Right.ASK,
        Right.TOPICS,
        Right.COLLECTIONS,
        Right.PUBLISH,
        Right.EDIT,
        Right.VOCABULARY,
    )
)


def keep_sent_form() -> str:
    """Keep the form of the current request; the secret that names it, "" when it is not kept."""
    right = right_of(current_app.view_functions.get(request.endpoint or ""))
    if mode() not in WITH_SESSIONS or request.method != "POST" or right not in _WORK:
        return ""
    # Browsers say so when a person sends a form, and not when a script does.
    if "text/html" not in request.headers.get("Accept", ""):
        return ""
    if (request.content_length or kept_forms.LARGEST + 1) > kept_forms.LARGEST:
        return ""
    secret, now = request.cookies.get(cookie_name(), ""), time.time()
    try:
        account = kept_forms.sender_of(access_home(), secret, now)
        if account is None:
            return ""
        request.max_content_length = request.max_form_memory_size = kept_forms.LARGEST
        if not form_tokens.fits(secret):
            return ""
        fields = tuple(
            (name, value)
            for name, values in request.form.lists()
            if name != form_tokens.FIELD
            for value in values
        )
        form = SentForm(request.script_root + request.full_path.rstrip("?"), _page(), fields)
        return kept_forms.keep(access_home(), account, form, now)
    except (KbError, HTTPException):  # the disk is full, or the form too large
        return ""


def typed_in_vain() -> tuple[str, ...]:
    """What somebody typed into a form that was not carried out, to be copied: its longer texts. Only
    of a form that a page of ours sent, and no passwords."""
    right = right_of(current_app.view_functions.get(request.endpoint or ""))
    if request.method != "POST" or right not in _WORK:
        return ()
    if (request.content_length or kept_forms.LARGEST + 1) > kept_forms.LARGEST:
        return ()
    request.max_content_length = request.max_form_memory_size = kept_forms.LARGEST
    try:
        texts = [text for name, text in request.form.items() if name != form_tokens.FIELD]
    except HTTPException:  # it cannot be read
        return ()
    return tuple(filter(_is_worth_copying, texts))


def _is_worth_copying(text: str) -> bool:
    """Did a person type this, rather than a page that sends digests and addresses along?"""
    blank = any(char.isspace() for char in text)
    return len(text) >= _WORTH_COPYING and blank if text.isascii() else len(text) > 1


def _page() -> str:
    """The page that the form is on, as an address without scheme and host; "" when it is not known."""
    found = urlsplit(request.headers.get("Referer", "")[:2000])
    if (
        found.netloc != request.host
        or not found.path.startswith("/")
        or found.path[1:2] in ("/", "\\")
    ):
        return ""
    return f"{found.path}?{found.query}" if found.query else found.path
