"""How far a rebuild has come, as another version of the program, or another program, wrote it down."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

pytest.importorskip("urllib3", reason="需要软件包 urllib3：pip install 'lessons-kb[opensearch]'")

from kb.index.engines.opensearch.draft import Done, Draft, done_of, draft_of

DRAFT = Draft("kb-g0", 3, "digest", 5.0)


def test_what_a_newer_version_adds_is_left_out() -> None:
    """Servers are upgraded one by one: the older ones could write nothing more, with a TypeError."""
    assert draft_of(asdict(DRAFT) | {"later": 1}) == DRAFT
    assert done_of({"of": "kb-g0", "done": {"b": ["image", 4, "later"]}}) == {"b": Done("image", 4)}


@pytest.mark.parametrize(
    "source", [{}, {"index": "a"}, asdict(DRAFT) | {"number": "x"}, {"done": 1}]
)
def test_what_is_no_draft_is_none(source: dict[str, Any]) -> None:
    assert draft_of(source) is None


@pytest.mark.parametrize(
    "source", [{}, {"done": 1}, {"done": []}, {"done": {"b": 1}}, {"done": {"b": ["i"]}}]
)
def test_of_a_part_that_cannot_be_read_all_is_put_again(source: dict[str, Any]) -> None:
    assert done_of(source) == {}
