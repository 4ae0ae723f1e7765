"""Reporting an error in an entry: anybody who reads may, and the editor's desk shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.errors import ConflictError, KbError
from kb.state import Report, reports
from webapp.access import Right, record, takes, visitor
from webapp.errors import Link, NotThere
from webapp.services import site
from webapp.views.bulletins import readable_bulletin

blueprint = Blueprint("reports", __name__)


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The entry, what was typed, and in Chinese what is wrong with that; `done` when it was sent."""

    title: str
    back_url: str
    text: str = ""
    wrong: str = ""
    done: bool = False
    longest: int = reports.LONGEST


@blueprint.get("/entries/<bulletin_id>/<anchor>/report")
@takes(Right.ASK)
def new(bulletin_id: str, anchor: str) -> str:
    """The form, or that the report was sent."""
    title, back = _entry(bulletin_id, anchor)
    page = ReportPage(title, back, done=request.args.get("done") == "1")
    return render_template("reports/new.html", page=page)


@blueprint.post("/entries/<bulletin_id>/<anchor>/report")
@takes(Right.ASK)
def send(bulletin_id: str, anchor: str) -> Response | tuple[str, int]:
    """Send a report to the editor."""
    title, back = _entry(bulletin_id, anchor)
    text = request.form.get("text", "").replace("\r\n", "\n")[: 2 * reports.LONGEST]
    report = Report(bulletin_id, anchor, title, text, visitor().name, datetime.now())
    try:
        reports.add(site().kb.home, report)
    except KbError as error:
        status = 409 if isinstance(error, ConflictError) else 422
        page = ReportPage(title, back, text, error.message)
        return render_template("reports/new.html", page=page), status
    record("reports.send", f"{bulletin_id} {anchor}")
    return redirect(url_for("reports.new", bulletin_id=bulletin_id, anchor=anchor, done=1), 303)


@blueprint.post("/reports/<int:report_id>/settle")
@takes(Right.EDIT)
def settle(report_id: int) -> Response:
    """The editor has seen to it."""
    reports.settle(site().kb.home, report_id)
    return redirect(url_for("editor_desk.index", _anchor="kb-desk-reports"), 303)


def _entry(bulletin_id: str, anchor: str) -> tuple[str, str]:
    """The title of an entry, and where it is read."""
    bulletin = readable_bulletin(bulletin_id)
    back = url_for("bulletins.bulletin", bulletin_id=bulletin_id, _anchor=anchor)
    for entry in bulletin.entries:
        if entry.anchor == anchor:
            return entry.title, back
    there = url_for("bulletins.bulletin", bulletin_id=bulletin_id)
    raise NotThere("没有这个条目", hint="它可能已被移除", links=(Link("看这期简报", there),))
