"""What is far beyond any bulletin is refused before everybody waits for it."""

from __future__ import annotations

import sys

import pytest

from kb.errors import TooLargeSource
from kb.intake.options import IngestOptions
from kb.intake.understand import understand
from kb.model import Bulletin
from kb.readers import read
from tests.builders import LESSONS, TODAY, weekly


def test_a_file_with_too_many_entries_or_paragraphs_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module = sys.modules["kb.intake.understand"]  # the face has the function of this name
    options = IngestOptions(TODAY, read=read)
    data = weekly(LESSONS)
    assert understand(data, "第三周.html", options, ()).bulletin.entries
    weighed: list[object] = []

    def corrected(bulletin: Bulletin, _organisations: object) -> Bulletin:
        weighed.append(bulletin)
        return bulletin

    monkeypatch.setattr(module, "corrected_by_sentences", corrected)
    monkeypatch.setattr(module, "MAX_CHARACTERS", 10)
    with pytest.raises(TooLargeSource, match="万字，是一期简报的上限"):
        understand(data, "第三周.html", options, ())
    monkeypatch.setattr(module, "MAX_ENTRIES", 1)
    with pytest.raises(TooLargeSource, match="超过一期简报的上限（1 条）"):
        understand(data, "第三周.html", options, ())
    assert not weighed  # what is refused is refused before its sentences are weighed
    monkeypatch.setattr(module, "MAX_PARAGRAPHS", 2)
    with pytest.raises(TooLargeSource, match="超过一期简报的上限（2 段）") as caught:
        understand(data, "第三周.html", options, ())
    assert "按期拆开" in caught.value.hint
