"""Who may see a bulletin is said on the check screen, before it is published."""

from __future__ import annotations

from dataclasses import replace

from kb.knowledge_base import KnowledgeBase
from kb.state.uploads import UploadState
from kb.uploads.decisions import correct
from tests.builders import weekly
from tests.uploads.conftest import BY, Uploaded, now_of, published


def test_names_that_nobody_has_are_asked_about(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    kb = replace(kb, settings=replace(kb.settings, access="local"))
    upload = uploaded(weekly())
    typed = {"visible": "没有的机构"}
    asked = correct(kb, upload.id, typed, BY, seen=0)
    assert "都没有“没有的机构”" in asked.wrong["visible"]
    assert now_of(kb, upload).state is UploadState.WAITING
    assert not correct(kb, upload.id, {**typed, "sure": "没有的机构"}, BY, seen=0).wrong
    assert kb.corpus.load_bulletin(published(kb, upload)).visible_to == ("没有的机构",)
