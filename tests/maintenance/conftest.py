"""A knowledge base with something of everything, to be backed up."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.corpus import changes
from kb.files.home import Home, init_home
from kb.index.update import update_index
from kb.intake.ingest import ingest
from kb.intake.options import IngestOptions
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.state.queries import remember_query
from kb.state.stores import close_store
from tests.builders import TODAY, weekly
from tests.conftest import copied, warm
from tests.maintenance.backed_up import BY, NOW


@pytest.fixture(scope="module")
def filled_home(tmp_path_factory: pytest.TempPathFactory, jieba_cache: Path) -> Home:
    """A home with a bulletin, a removed one, a past query and a changed name. To be copied."""
    folder = tmp_path_factory.mktemp("filled")
    home = warm(init_home(folder / "home"), jieba_cache)
    kb = open_knowledge_base(home)
    for name, data in (
        ("一.html", weekly()),
        ("二.html", weekly(["一、别的。" + "别" * 90], ["参加会议。"], title="别的纪实")),
    ):
        (folder / name).write_bytes(data)
        (result,) = ingest(kb, [folder / name], IngestOptions(TODAY))
    assert result.bulletin is not None
    changes.remove(kb.corpus, result.bulletin.id, BY)
    update_index(kb)
    for _ in range(2):
        remember_query(home, "整村授信", "a", NOW, found=1)
    home.config.write_text('name = "临海经验库"\nengine = "whoosh"\n', "utf-8")
    kb.engine.close()
    close_store(home)
    return home


@pytest.fixture
def filled(filled_home: Home, tmp_path: Path) -> KnowledgeBase:
    """A home of one's own like that, opened."""
    return open_knowledge_base(copied(filled_home, tmp_path / "home"))
