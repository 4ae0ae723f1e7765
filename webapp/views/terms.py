"""New terms: words the corpus uses and the vocabulary lacks, and the decisions about them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from kb.corpus import Corpus, Words
from kb.enrich import Vocabulary
from kb.errors import ConflictError, CorpusError, NotFoundError, QueryError
from kb.intake import Term, new_terms
from kb.model import split_entry_id
from kb.search import Query
from kb.text import highlights
from webapp.access import Right, takes, visitor
from webapp.parts import bulletin_url, marked
from webapp.services import proposals, site, site_holder, writing

blueprint = Blueprint("terms", __name__, url_prefix="/terms")

SHOWN = 50
_DONE = {
    "practice": "已采纳“{}”为做法",
    "alias": "已采纳“{}”为别名",
    "word": "“{}”已进入分词词典",
    "refuse": "不再提出“{}”",
    "withdraw": "已收回对“{}”的决定",
}


@dataclass(frozen=True, slots=True)
class Use:
    """A sentence that uses a term, the term marked, and the address of its entry."""

    sentence: Markup
    url: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A term to decide on; `first_url` is the first bulletin that uses it."""

    term: Term
    uses: tuple[Use, ...]
    first_url: str


@dataclass(frozen=True, slots=True)
class TermsPage:
    """`more` counts the proposals that are not shown; `counting` says that a count is running,
    `problem` why it failed; `done` and `practice` what was decided just now."""

    proposals: tuple[Proposal, ...]
    more: int
    counting: bool
    problem: str
    words: Words
    practices: tuple[str, ...]
    done: str
    practice: str


@blueprint.get("")
@takes(Right.VOCABULARY)
def index() -> str:
    """The proposals, and what was decided before."""
    kb = site().kb
    offer = proposals().offer(kb)
    word = request.args.get("word", "")[:40]
    done = _DONE.get(request.args.get("done", ""), "")
    page = TermsPage(
        proposals=tuple(map(_proposal, offer.terms[:SHOWN])),
        more=len(offer.terms[SHOWN:]),
        counting=offer.counting,
        problem=offer.problem,
        words=kb.corpus.words(),
        practices=tuple(practice.name for practice in kb.vocabulary.practices),
        done=done.format(word) if word else "",
        practice=_named(kb.vocabulary, word),
    )
    return render_template("terms/index.html", page=page)


def _named(vocabulary: Vocabulary, word: str) -> str:
    practice = vocabulary.practice(word)
    return practice.name if practice else ""


def _proposal(term: Term) -> Proposal:
    query = Query(text=f'"{term.word}"')

    def use(entry_id: str, sentence: str) -> Use:
        bulletin_id, anchor = split_entry_id(entry_id)
        spans = highlights(sentence, (term.word,))
        return Use(marked(sentence, spans), bulletin_url(bulletin_id, query, anchor))

    return Proposal(
        term,
        tuple(use(example.entry, example.sentence) for example in term.examples),
        bulletin_url(term.first, query),
    )


@blueprint.post("")
@takes(Right.VOCABULARY)
def decide() -> Response:
    """Accept a word, refuse it, or take a decision back."""
    word = request.form.get("word", "").strip()
    decision = request.form.get("as", "")
    with writing(site().kb):
        try:
            _decide(site().kb.corpus, word, decision, request.form.get("practice", "").strip())
        except NotFoundError:
            raise
        except CorpusError as error:  # the vocabulary would contradict itself
            raise ConflictError(error.message, hint=error.hint) from error
        site_holder().renew()  # the next page shows it, however long the index takes
    if decision == "withdraw":
        proposals().forget()
    return redirect(url_for("terms.index", done=decision, word=word), 303)


def _decide(corpus: Corpus, word: str, decision: str, practice: str) -> None:
    actor = visitor().actor
    match decision:
        case "practice":
            new_terms.accept_as_practice(corpus, word, actor)
        case "alias":
            if not practice:
                raise QueryError(f"没有说“{word}”是哪个做法的别名", hint="请填写做法的名称")
            new_terms.accept_as_alias(corpus, word, practice, actor)
        case "word":
            new_terms.accept_as_word(corpus, word, actor)
        case "refuse":
            new_terms.refuse(corpus, word, actor)
        case "withdraw":
            new_terms.withdraw(corpus, word, actor)
        case _:
            raise QueryError("没有说怎样处理这个词", hint="请从新词页面操作")
