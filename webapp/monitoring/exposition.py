"""Metrics as text, in the format that Prometheus and others read (text format 0.0.4)."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.monitoring.counters import Series

METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# What each metric is, and its kind. The names follow Prometheus: a unit at the end, counters _total.
HELP = {
    "kb_requests_total": ("counter", "Answered requests by area of the site and class of status."),
    "kb_request_seconds": ("histogram", "Seconds from the start of the work to its answer."),
    "kb_refused_total": ("counter", "Requests refused because the site had too much to do."),
    "kb_logins_total": ("counter", "Attempts to log in by result."),
    "kb_info": ("gauge", "Version of the program and engine of search; always 1."),
    "kb_ready": ("gauge", "1 when the index can be read and the state written, as /readyz."),
    "kb_index_documents": ("gauge", "Entries in the index."),
    "kb_bulletins": ("gauge", "Bulletins in the corpus."),
    "kb_uploads": ("gauge", "Uploads by state."),
    "kb_backup_age_seconds": ("gauge", "Seconds since the last backup; missing without one."),
    "kb_disk_free_bytes": ("gauge", "Free bytes on the disk of the knowledge base."),
    "kb_process_start_seconds": ("gauge", "When the site was started, seconds since 1970."),
}
_PARTS = ("_bucket", "_sum", "_count")


def exposed(values: Mapping[Series, float]) -> str:
    """The text for these numbers, the series of one metric next to each other."""
    lines: list[str] = []
    for name, (kind, text) in HELP.items():
        mine = [series for series in values if _family(series.name) == name]
        if mine:
            lines += [f"# HELP {name} {text}", f"# TYPE {name} {kind}"]
            lines += [f"{_named(series)} {_number(values[series])}" for series in mine]
    return "\n".join(lines) + "\n"


def _family(name: str) -> str:
    for part in _PARTS:
        if name.endswith(part) and name.removesuffix(part) in HELP:
            return name.removesuffix(part)
    return name


def _named(series: Series) -> str:
    labels = ",".join(f'{name}="{_escaped(value)}"' for name, value in series.labels)
    return f"{series.name}{{{labels}}}" if labels else series.name


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)
