"""The notice on every page, and the read-only mode: reading, exports and one's own account go on."""

from __future__ import annotations

from flask import Flask, current_app, request

from kb.access import Right
from kb.errors import KbError
from kb.knowledge_base import KnowledgeBase
from kb.maintenance import READ_ONLY, Notice, notice_of
from webapp.access.permissions import READING, right_of, visitor

# What changes the knowledge base or what people keep in it. Accounts can be disabled at any time.
_CORPUS = (Right.PUBLISH, Right.EDIT, Right.VOCABULARY)
_CHANGES = (Right.TOPICS, Right.COLLECTIONS, *_CORPUS)


class ReadOnly(KbError):
    """The site is read-only for a while."""


def register(app: Flask, kb: KnowledgeBase) -> None:
    """Refuse changes while the site is read-only, and changes of the corpus on a node that only follows
    another one; give templates the notice."""
    home = kb.home
    follows = kb.settings.corpus is not None and not kb.settings.corpus.push

    def check() -> None:
        right = right_of(current_app.view_functions.get(request.endpoint or ""))
        if request.method in READING:
            return
        if right in _CHANGES and notice_of(home).read_only:
            raise ReadOnly("网站现在是只读的，没有执行", hint="请稍后再试；填写的内容可先复制下来")
        if right in _CORPUS and follows:
            raise ReadOnly(
                "这台服务器只读语料，没有执行",
                hint="请在发布用的服务器上入库、修改；填写的内容可先复制下来",
            )

    def may(right: str) -> bool:
        """May the visitor do this now? Pages offer nothing else."""
        wanted = Right(right)
        refused = wanted in _CHANGES and notice_of(home).read_only
        return visitor().may(wanted) and not refused and not (wanted in _CORPUS and follows)

    app.before_request(check)
    app.jinja_env.globals["may"] = may
    # Pages that are kept are made again when the notice changes.
    app.context_processor(lambda: {"notice_now": repr(notice_of(home))})
    app.jinja_env.globals["site_notice"] = lambda: _in_chinese(notice_of(home))


def _in_chinese(notice: Notice) -> str:
    """The notice as visitors read it: that the site is read-only stands in it in any case."""
    if not notice.read_only or "不能改动" in notice.text:
        return notice.text
    return f"{notice.text.rstrip('。')}。{READ_ONLY}"
