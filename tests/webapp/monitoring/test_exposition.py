"""The text of metrics."""

from __future__ import annotations

from webapp.monitoring.counters import Series
from webapp.monitoring.exposition import exposed


def test_series_of_one_metric_stand_together() -> None:
    found = exposed(
        {
            Series("kb_request_seconds_bucket", (("le", "0.1"),)): 3,
            Series("kb_ready"): 1,
            Series("kb_request_seconds_sum"): 0.25,
        }
    )
    assert found == (
        "# HELP kb_request_seconds Seconds from the start of the work to its answer.\n"
        "# TYPE kb_request_seconds histogram\n"
        'kb_request_seconds_bucket{le="0.1"} 3\n'
        "kb_request_seconds_sum 0.25\n"
        "# HELP kb_ready 1 when the index can be read and the state written, as /readyz.\n"
        "# TYPE kb_ready gauge\n"
        "kb_ready 1\n"
    )


def test_values_of_labels_are_escaped() -> None:
    found = exposed({Series("kb_info", (("version", 'a"b\\c\nd'),)): 1})
    assert 'kb_info{version="a\\"b\\\\c\\nd"} 1' in found
