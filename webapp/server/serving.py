"""What is served, and how long its end may take."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.server.lanes import Limits

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

# Seconds between two looks whether to go on.
LOOK_SECONDS = 1.0
# Seconds that requests may take to finish when the site stops or a process is replaced.
LAST_REQUESTS = 20


@dataclass(frozen=True, slots=True)
class Serving:
    """What to serve: the app, its limits, the bytes of the largest request, and what runs next to
    the requests in each process. `again` makes it again from the settings as they are then, and
    raises KbError when they are wrong; None when nothing can change."""

    app: WSGIApplication
    limits: Limits
    largest: int
    services: Callable[[], AbstractContextManager[object]]
    again: Callable[[], Serving] | None = None
