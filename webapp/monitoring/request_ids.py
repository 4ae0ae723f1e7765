"""A name for each request, by which a report of an error is found in the log.

A proxy of kb.toml may give it in X-Request-Id; webapp/access/proxies.py takes the header away from
all others. The answer carries it in the same header.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

ID_HEADER = "X-Request-Id"
ID_VARIABLE = "HTTP_X_REQUEST_ID"
# What a proxy may choose.
CHOSEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
_KEY = "kb.request_id"


def request_id(environ: WSGIEnvironment) -> str:
    """The name of this request, the same whenever it is asked for."""
    if _KEY not in environ:
        given = str(environ.get(ID_VARIABLE, ""))
        environ[_KEY] = given if CHOSEN.fullmatch(given) else secrets.token_hex(8)
    return str(environ[_KEY])
