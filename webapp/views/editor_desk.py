"""The editor's desk: all open work in one place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, render_template

from kb.errors import KbError
from kb.insights import CorpusGaps, corpus_gaps
from kb.knowledge_base import KnowledgeBase
from kb.search import Query
from kb.state import OpenQuestion, Report, UploadState, open_questions, reports, uploads
from kb.uploads import check
from webapp.access import Right, takes
from webapp.parts import search_url
from webapp.services import LostWords, proposals, site, words_lost

blueprint = Blueprint("editor_desk", __name__, url_prefix="/intake/desk")

ASKED_WITHIN = timedelta(days=30)
LISTED = 20


@dataclass(frozen=True, slots=True)
class WaitingUpload:
    """An upload that waits, and how many of its doubts nobody has looked at."""

    id: str
    title: str
    doubts: int


@dataclass(frozen=True, slots=True)
class DeskPage:
    """`terms` are unknown words; `gaps` is None when the index cannot be queried."""

    reports: tuple[Report, ...]
    uploads: tuple[WaitingUpload, ...]
    lost: tuple[LostWords, ...]
    questions: tuple[tuple[OpenQuestion, str], ...]
    gaps: CorpusGaps | None
    terms: tuple[str, ...]
    counting: bool


@blueprint.get("")
@takes(Right.PUBLISH)
def index() -> str:
    """Everything that waits."""
    kb, now = site().kb, datetime.now()
    offer = proposals().offer(kb)
    page = DeskPage(
        reports=tuple(reports.open_reports(kb.home, LISTED)),
        uploads=tuple(_waiting(kb)),
        lost=words_lost(kb),
        questions=tuple(
            (one, search_url(Query(one.text)))
            for one in open_questions(kb.home, now - ASKED_WITHIN, LISTED)
        ),
        gaps=_gaps(kb, now),
        terms=tuple(term.word for term in offer.terms[:LISTED]),
        counting=offer.counting,
    )
    return render_template("intake/desk.html", page=page)


def _gaps(kb: KnowledgeBase, now: datetime) -> CorpusGaps | None:
    try:
        return corpus_gaps(kb, now.date())
    except KbError:  # every page says what is wrong with the index
        return None


def _waiting(kb: KnowledgeBase) -> list[WaitingUpload]:
    found = []
    for upload in uploads.in_state(kb.home, UploadState.WAITING)[:LISTED]:
        try:
            doubts = check(kb, upload).unlooked
        except KbError:  # its own page says what is wrong
            doubts = 1
        if doubts:
            found.append(WaitingUpload(upload.id, upload.title or upload.name, doubts))
    return found
