"""The lines of the audit log, and warnings of the program, are also sent to a collector of logs.

By a Unix socket or UDP, one message each (RFC 3164), or by TCP, one line each (RFC 6587, 3.4.2). A
collector that is away keeps nobody from their work: what is not sent stands in state/audit.log.
"""

from __future__ import annotations

import logging
import os
import socket
import time
from contextlib import suppress

from kb.files import Syslog

# Lines of the audit log are messages of this logger.
AUDIT = "kb.audit"
# Seconds to wait for a collector, and until it is tried again after it was away.
PATIENCE, PAUSE = 2.0, 30.0
# "Security and authorisation messages", and how grave something is (RFC 3164, 4.1.1).
_FACILITY, _ERROR, _WARNING, _INFORMATION = 4, 3, 4, 6
_NAME = "lessons-kb"


class Sender(logging.Handler):
    """Sends lines, and waits for nobody for long. Each process has a connection of its own."""

    def __init__(self, to: Syslog) -> None:
        super().__init__()
        self._to = to
        self._socket: socket.socket | None = None
        self._process = 0
        self._away_until = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        """Send one record. It is called under the lock of the handler."""
        text = " ".join(self.format(record).splitlines())
        line = f"<{_FACILITY * 8 + _severity(record)}>{_NAME}: {text}".encode("utf-8", "replace")
        if self._socket is None and time.monotonic() < self._away_until:
            return
        try:
            self._connection().sendall(line + b"\n" if self._to.tcp else line)
        except OSError:
            self._drop()
            self._away_until = time.monotonic() + PAUSE

    def close(self) -> None:
        """End the connection."""
        self._drop()
        super().close()

    def _connection(self) -> socket.socket:
        if self._socket is None or self._process != os.getpid():
            self._socket, self._process = _connected(self._to), os.getpid()
        return self._socket

    def _drop(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                self._socket.close()
        self._socket = None


def _severity(record: logging.LogRecord) -> int:
    if record.levelno >= logging.ERROR:
        return _ERROR
    return _WARNING if record.levelno >= logging.WARNING else _INFORMATION


def _connected(to: Syslog) -> socket.socket:
    if to.tcp:
        return socket.create_connection((to.host, to.port), PATIENCE)
    family: int = socket.AF_UNIX
    address: str | tuple[str, int] = to.path
    if not to.path:
        family, _, _, _, found = socket.getaddrinfo(to.host, to.port, type=socket.SOCK_DGRAM)[0]
        address = (str(found[0]), to.port)
    made = socket.socket(family, socket.SOCK_DGRAM)
    made.settimeout(PATIENCE)
    try:
        made.connect(address)
    except OSError:
        made.close()
        raise
    return made


def send_to(to: Syslog | None) -> None:
    """From now on send the lines of the audit log, and warnings of the program, to a collector, in
    place of an earlier one; with None they are sent nowhere."""
    audit, program = logging.getLogger(AUDIT), logging.getLogger()
    for logger in (audit, program):
        for handler in [one for one in logger.handlers if isinstance(one, Sender)]:
            logger.removeHandler(handler)
            handler.close()
    audit.propagate = False
    audit.setLevel(logging.INFO if to else logging.CRITICAL)
    if to:
        lines, warnings = Sender(to), Sender(to)
        warnings.setLevel(logging.WARNING)
        warnings.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
        audit.addHandler(lines)
        program.addHandler(warnings)
