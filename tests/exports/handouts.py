"""A collection to export: chapters, notes, a source twice, one that was corrected, a picture."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime

from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin, Picture
from kb.saved import Collection, Contents, Sources, take
from kb.saved.excerpts import with_chapter, with_excerpt
from tests.peers import first_week, stored

DAY = date(2026, 11, 26)
# One black pixel.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)


def with_picture(kb: KnowledgeBase) -> Bulletin:
    """The first week, a picture next to its first lesson."""
    file = f"{hashlib.sha256(PNG).hexdigest()}.png"
    kb.corpus.save_picture(file, PNG)
    bulletin = first_week()
    lesson = bulletin.entries[1]
    content = tuple(
        replace(item, pictures=(Picture(file, "", "评议会现场"),)) if item is lesson else item
        for item in bulletin.content
    )
    return replace(bulletin, content=content)


def example(kb: KnowledgeBase) -> Collection:
    """Four excerpts of three sources in two chapters; the second chapter's first has notes."""
    bulletin = with_picture(kb)
    stored(kb, bulletin)
    sources = Sources(kb.corpus)
    lessons = [f"{bulletin.id}#{e.anchor}" for e in bulletin.entries[1:4]]
    contents = Contents("副标题", "王老师", "前言一行\n前言二行")
    contents, first = with_chapter(contents, "组织考核", "先看考核。")
    contents, second = with_chapter(contents, "成效数据")
    contents = with_excerpt(contents, take(sources, lessons[0]), first)
    contents = with_excerpt(contents, take(sources, lessons[1], 0, 20), first)
    noted = replace(take(sources, lessons[2]), note="先问再讲", question="够不够？")
    contents = with_excerpt(contents, noted, second)
    contents = with_excerpt(contents, take(sources, lessons[0], 2, 12), second)
    now = datetime(2026, 11, 26, tzinfo=UTC)
    return Collection(1, "整村授信<一课>&“讲义”", 1, False, "", now, "甲", contents)
