"""What the search box offers during typing; JSON for webapp/static/suggest.js."""

from __future__ import annotations

from contextlib import suppress

from flask import Blueprint, Response, jsonify, request

from kb.access import asker_of
from kb.errors import KbError
from kb.search import Query, Suggestion, SuggestionKind
from kb.state import own_queries
from webapp.access import Right, takes, visitor
from webapp.errors import answers_json
from webapp.parts import bulletin_url, search_url
from webapp.services import site

blueprint = Blueprint("suggest", __name__)
MAX_TYPED = 60
# Past queries of a person that are looked through.
OWN_QUERIES = 200


@blueprint.get("/suggest")
@takes(Right.READ)
@answers_json
def suggestions() -> Response:
    """{"suggestions": [{"text", "note", "url"}]} for `?q=`, best first."""
    typed = request.args.get("q", "")
    found = site().completion.suggest(typed, _own()) if len(typed) <= MAX_TYPED else []
    rows = [{"text": s.text, "note": _note(s), "url": _url(s)} for s in found]
    return jsonify({"suggestions": rows})


def _own() -> list[str]:
    """What this person asked lately."""
    if not visitor().actor.is_person:
        return []
    with suppress(KbError):
        return own_queries(site().kb.home, asker_of(visitor().actor), OWN_QUERIES)
    return []


def _note(suggestion: Suggestion) -> str:
    if suggestion.kind is SuggestionKind.BULLETIN:
        return "简报"
    return f"即“{suggestion.note}”" if suggestion.note else ""


def _url(suggestion: Suggestion) -> str:
    if suggestion.kind is SuggestionKind.BULLETIN:
        return bulletin_url(suggestion.id, Query())
    return search_url(Query(text=suggestion.text))
