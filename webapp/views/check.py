"""The check of the whole knowledge base, and the repair of what is safe to repair."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

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
        """Would a repair solve some of it?"""
        return any(finding.command == REPAIR for finding in self.findings or ())


@blueprint.get("")
@takes(Right.EDIT)
def index() -> str:
    """What a check does, and the button that begins it."""
    return render_template("check.html", page=CheckPage(None, None))


@blueprint.post("/look")
@takes(Right.EDIT)
def look() -> str:
    """What is wrong. Everything is read, which takes a while: no link of another site may begin it,
    so it is not a GET."""
    return render_template("check.html", page=CheckPage(tuple(check(site().kb)), None))


@blueprint.post("")
@takes(Right.EDIT)
def mend() -> str:
    """Repair what can be repaired without losing anything, and say what is left."""
    kb = site_holder().renew().kb
    with writing(kb) as by:
        done = repair(kb, by)
    left = tuple(check(site_holder().renew().kb))
    return render_template("check.html", page=CheckPage(left, len(done)))
