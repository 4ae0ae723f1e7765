"""The check of the whole knowledge base, and the mending of what is safe to mend."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.maintenance import REPAIR, Finding, check, repair
from webapp.access import Right, takes
from webapp.services import site, site_holder, writing

blueprint = Blueprint("check", __name__, url_prefix="/check")


@dataclass(frozen=True, slots=True)
class CheckPage:
    """`findings` is None before a check was asked for; `repaired` is the number of things that
    were mended just now, None for no repair."""

    findings: tuple[Finding, ...] | None
    repaired: int | None

    @property
    def mendable(self) -> bool:
        """Would a repair mend some of it?"""
        return any(finding.command == REPAIR for finding in self.findings or ())


@blueprint.get("")
@takes(Right.EDIT)
def index() -> str:
    """What is wrong, when asked to look (`?go=1`): everything is read, which takes a while."""
    repaired = request.args.get("repaired", "")
    found = tuple(check(site().kb)) if request.args.get("go") else None
    number = int(repaired[:9]) if repaired.isascii() and repaired.isdecimal() else None
    page = CheckPage(found, number)
    return render_template("check.html", page=page)


@blueprint.post("")
@takes(Right.EDIT)
def mend() -> Response:
    """Mend what can be mended without losing anything."""
    kb = site_holder().renew().kb
    with writing(kb) as by:
        done = repair(kb, by)
    return redirect(url_for("check.index", go=1, repaired=len(done)), 303)
