"""The log of the program as lines of JSON, one for each event, on standard error.

Each line has time, level, logger and message; within a request its id too, and what the event adds:
see webapp/monitoring/requests.py for requests. An exception has its traceback.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import datetime

from flask import has_request_context, request

from webapp.monitoring.request_ids import request_id

# Attributes of a record that are ours, under `extra`.
FIELDS = "kb"
# Characters of one value.
LONGEST = 2000


class JsonLines(logging.Formatter):
    """One record as one line; line breaks and control characters of what it says are escaped."""

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created).astimezone()
        line: dict[str, object] = {
            "time": when.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage()[:LONGEST],
        }
        if has_request_context():
            line["request_id"] = request_id(request.environ)
        line |= getattr(record, FIELDS, {})
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def log_as_json() -> None:
    """From now on write the log as JSON, with a line for each request."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("kb.requests").setLevel(logging.INFO)
