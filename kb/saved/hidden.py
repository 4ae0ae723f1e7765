"""Excerpts of bulletins that the reader of a collection may not see."""

from __future__ import annotations

from dataclasses import replace

from kb.knowledge_base import KnowledgeBase
from kb.model import split_entry_id
from kb.saved.excerpts import Contents, Excerpt

HIDDEN_TEXT = "（这条摘录来自您不能查看的简报，不显示。）"


def shown_to(kb: KnowledgeBase, contents: Contents) -> Contents:
    """A collection as the actor of a knowledge base may read it. Of an excerpt that is hidden only
    its place remains: its id names the bulletin, and what is noted about it may quote it."""
    if kb.sees_all:
        return contents
    return replace(
        contents,
        chapters=tuple(
            replace(chapter, excerpts=tuple(_shown(kb, excerpt) for excerpt in chapter.excerpts))
            for chapter in contents.chapters
        ),
    )


def _shown(kb: KnowledgeBase, excerpt: Excerpt) -> Excerpt:
    if kb.corpus.may_see(split_entry_id(excerpt.entry)[0]):
        return excerpt
    return Excerpt(excerpt.id, "", 0, 0, HIDDEN_TEXT, "", pictures=False)
