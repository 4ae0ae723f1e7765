"""Who may see a bulletin: everybody, or the people of some banks and groups."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.access import administration, known_names
from kb.corpus import changes
from kb.errors import CorpusError
from kb.files import LOCAL
from webapp.access import Right, access_home, mode, takes, visitor
from webapp.services import site, writing
from webapp.views.bulletins import unknown_bulletin

blueprint = Blueprint("audience", __name__, url_prefix="/bulletins")

# Characters of all names that are typed.
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class AudiencePage:
    """`names` may see it, none for everybody; `own` are the banks of the bulletin's groups; `known`
    are names to choose from; `wrong` says in Chinese what is wrong with `typed`;
    `sure` are names that nobody has, to be sent again."""

    bulletin_id: str
    title: str
    names: tuple[str, ...]
    own: tuple[str, ...]
    known: tuple[str, ...]
    typed: str
    wrong: str = ""
    sure: str = ""


@blueprint.get("/<bulletin_id>/audience")
@takes(Right.EDIT)
def audience(bulletin_id: str) -> str:
    """The form that says who may see a bulletin."""
    return _page(bulletin_id)


@blueprint.post("/<bulletin_id>/audience")
@takes(Right.EDIT)
def set_audience(bulletin_id: str) -> Response | tuple[str, int]:
    """Say who may see a bulletin; it is in force at once."""
    kb = site().kb
    who = request.form.get("who", "")
    typed = request.form.get("names", "")[:_LONGEST]
    banks = kb.vocabulary.organisations
    names = known_names.audience_in(typed, banks)
    if who not in ("all", "some") or (who == "some" and not names):
        return _page(bulletin_id, typed, "请写明哪些机构或组可以看"), 400
    unknown: tuple[str, ...] = ()
    if who == "some" and mode() == LOCAL and request.form.get("sure", "") != typed:
        unknown = known_names.unknown_audience(kb.home, visitor().actor, names, banks)
    if unknown and "*" not in unknown:  # that one is refused below
        unknown_names = (
            f"机构名录和账号里都没有“{'”、“'.join(unknown)}”。确实要写，请再按一次“保存”"
        )
        return _page(bulletin_id, typed, unknown_names, sure=typed), 422
    try:
        with writing(kb) as by:
            changes.set_audience(kb.corpus, bulletin_id, names if who == "some" else (), by)
    except CorpusError as error:
        if not kb.corpus.has_bulletin(bulletin_id):
            raise unknown_bulletin(bulletin_id) from error
        return _page(bulletin_id, typed, error.message), 400
    return redirect(url_for("bulletins.bulletin", bulletin_id=bulletin_id, done="audience"), 303)


def _page(bulletin_id: str, typed: str | None = None, wrong: str = "", sure: str = "") -> str:
    kb = site().kb
    if not kb.corpus.has_bulletin(bulletin_id):
        raise unknown_bulletin(bulletin_id)
    bulletin = kb.corpus.load_bulletin(bulletin_id)
    names = bulletin.visible_to
    page = AudiencePage(
        bulletin_id,
        bulletin.title,
        names,
        own=tuple(dict.fromkeys(group.bank for group in bulletin.groups if group.bank)),
        known=_known(),
        typed="、".join(names) if typed is None else typed,
        wrong=wrong,
        sure=sure,
    )
    return render_template("bulletins/audience.html", page=page)


def _known() -> tuple[str, ...]:
    """The banks of the vocabulary, and the groups and banks that accounts belong to."""
    banks = [organisation.name for organisation in site().kb.vocabulary.organisations]
    groups: frozenset[str] = frozenset()
    if mode() == LOCAL:
        groups = administration.known_groups(access_home(), visitor().actor)
    return tuple(dict.fromkeys((*sorted(groups), *banks)))
