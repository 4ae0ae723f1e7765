"""What is counted and logged of requests, for those who run the site. Nothing here knows pages."""

from __future__ import annotations

from webapp.monitoring.counters import ROWS, Counters, Series
from webapp.monitoring.exposition import METRICS_TYPE, exposed
from webapp.monitoring.log_lines import log_as_json
from webapp.monitoring.request_ids import CHOSEN, ID_HEADER, ID_VARIABLE, request_id
from webapp.monitoring.requests import (
    LOGINS,
    count,
    counters_of,
    note_refusal,
    register,
    shown_address,
)

__all__ = [
    "CHOSEN",
    "ID_HEADER",
    "ID_VARIABLE",
    "LOGINS",
    "METRICS_TYPE",
    "ROWS",
    "Counters",
    "Series",
    "count",
    "counters_of",
    "exposed",
    "log_as_json",
    "note_refusal",
    "register",
    "request_id",
    "shown_address",
]
