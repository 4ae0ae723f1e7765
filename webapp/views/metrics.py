"""/metrics: numbers for programs that watch the site, such as Prometheus.

For programs on this machine that ask the site itself, not through a proxy, and for those that know
the token in the file that `metrics_token_file` of kb.toml names.
"""

from __future__ import annotations

import hmac
import shutil
from collections.abc import Iterator
from datetime import datetime

from flask import Blueprint, Response, current_app, request

import kb as program
from kb.errors import KbError
from kb.knowledge_base import KnowledgeBase
from kb.maintenance import last_backup
from kb.state import uploads
from webapp.access import DIRECT, Forbidden, Right, is_loopback, read_secret, takes
from webapp.monitoring import METRICS_TYPE, Counters, Series, exposed
from webapp.services import whole_site
from webapp.views.health import what_is_missing

blueprint = Blueprint("metrics", __name__)
_BUCKET = "kb_request_seconds_bucket"


@blueprint.get("/metrics")
@takes(Right.ENTER)
def metrics() -> Response:
    """The numbers as text; 403 for all others."""
    kb = whole_site().kb
    if not (_asked_on_this_machine() or _knows_the_token(kb)):
        raise Forbidden(
            "只有本机的监控程序，或带着令牌的，才能查看指标",
            hint="见 docs/deployment.md 的 Monitoring 一节",
        )
    counters: Counters = current_app.extensions["counters"]
    values = dict(_cumulative(counters.totals()))
    values.update(_present(kb))
    return Response(exposed(values), content_type=METRICS_TYPE)


def _asked_on_this_machine() -> bool:
    return bool(request.environ.get(DIRECT)) and is_loopback(request.remote_addr or "")


def _knows_the_token(kb: KnowledgeBase) -> bool:
    named = kb.settings.metrics_token_file
    given = request.authorization
    if not named or given is None or given.type != "bearer" or not given.token:
        return False
    token = read_secret(kb.home.path / named, "读取指标的令牌")
    return hmac.compare_digest(given.token.encode("utf-8", "replace"), token.encode())


def _cumulative(totals: dict[Series, float]) -> Iterator[tuple[Series, float]]:
    """The groups of times as Prometheus wants them: each holds those before it."""
    so_far = 0.0
    for series, value in totals.items():
        if series.name == _BUCKET:
            so_far += value
            value = so_far
        yield series, value


def _present(kb: KnowledgeBase) -> Iterator[tuple[Series, float]]:
    """How things stand now."""
    named = (("version", program.__version__), ("engine", kb.settings.engine))
    yield Series("kb_info", named), 1
    missing = what_is_missing(kb)
    yield Series("kb_ready"), float(not missing)
    if "index" not in missing:
        yield Series("kb_index_documents"), kb.engine.status().documents
    yield Series("kb_bulletins"), len(kb.corpus.bulletin_ids())
    yield Series("kb_disk_free_bytes"), shutil.disk_usage(kb.home.path).free
    last = last_backup(kb.home)
    if last is not None:
        age = datetime.now().astimezone() - last.made.astimezone()
        yield Series("kb_backup_age_seconds"), round(age.total_seconds())
    try:
        states = uploads.counts(kb.home)
    except KbError:
        return
    for state, number in states.items():
        yield Series("kb_uploads", (("state", state.value),)), number
