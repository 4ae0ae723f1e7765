"""Serving the site: connections, the queue of requests and its limits, one process or several."""

from __future__ import annotations

from webapp.server.connections import make_server
from webapp.server.lanes import Limits
from webapp.server.one_process import run_alone
from webapp.server.refusals import guarded
from webapp.server.serving import Serving
from webapp.server.workers import can_fork, run_workers

__all__ = ["Limits", "Serving", "can_fork", "guarded", "make_server", "run_alone", "run_workers"]
