"""Home and results."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint, render_template, request

from kb.index.engines import KIND_WORTH, Order
from kb.insights import banks_without, by_time
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind
from kb.search import FacetValue, Query, ResultPage, answers, offered, search
from webapp.access import Right, takes
from webapp.parts import (
    AbsenceView,
    AnswerCard,
    Chip,
    Facet,
    HitView,
    OtherSides,
    Paging,
    Summary,
    ZeroResults,
    absence_view,
    address,
    answer_card,
    chips_of,
    explain,
    facets_of,
    hit_views,
    is_long,
    other_sides,
    paging,
    parameters,
    read_query,
    search_url,
)
from webapp.services import kept, site

blueprint = Blueprint("search", __name__)

NEWEST = 6
MOST_SPOKEN = 14
EXAMPLES = ("整村授信", '"一站式"', "话术 或 通关", "机构:青枫 联络员", "客户经理怎么考核")


@dataclass(frozen=True, slots=True)
class HomePage:
    """`practices` and `banks` come with their numbers of entries, most first; `kinds` by worth."""

    newest: tuple[Summary, ...]
    practices: tuple[FacetValue, ...]
    kinds: tuple[FacetValue, ...]
    banks: tuple[FacetValue, ...]
    entries: int
    bulletins: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SortLink:
    """A way to order the results."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """A practice that was asked for by its name, with how many entries speak of it in any words."""

    practice: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """`hidden` are the parameters that a new text keeps, `hidden_dates` those that new dates keep;
    `expand_url` is the same search with aliases switched the other way; `offers` are (text,
    address) of what may have been meant; `elsewhere` are entries about the chosen banks as learners or
    for contrast; `titled` are bulletins with the text in their title; `spoken` is the practice that has
    the text for its name, where more or fewer entries speak of it than were found. `long`
    says that the address is too long for many links: a form has the filters, and one the pages, which
    sends what was asked (`sent`) and its number."""

    found: ResultPage
    query: Query
    hits: tuple[HitView, ...]
    notices: tuple[str, ...]
    facets: tuple[Facet, ...]
    chips: tuple[Chip, ...]
    clear_url: str
    sorts: tuple[SortLink, ...]
    paging: Paging
    expand_url: str
    compare_url: str
    topic_url: str
    offers: tuple[tuple[str, str], ...]
    zero: ZeroResults | None
    titled: tuple[Summary, ...]
    spoken: Spoken | None
    card: AnswerCard | None
    absence: AbsenceView | None
    elsewhere: OtherSides | None
    hidden: tuple[tuple[str, str], ...]
    hidden_dates: tuple[tuple[str, str], ...]
    sent: tuple[tuple[str, str], ...]
    long: bool


@blueprint.get("/")
@takes(Right.READ)
@kept()
def home() -> str:
    """The search box, and where to begin without one."""
    facets = search(site().kb, Query(limit=1)).facets
    listing = site().catalogue.listing()
    page = HomePage(
        newest=listing.summaries[:NEWEST],
        practices=facets["practice"][:MOST_SPOKEN],
        kinds=tuple(sorted(facets["kind"], key=lambda value: KIND_WORTH[Kind(value.value)])),
        banks=facets["bank"],
        entries=sum(value.count for value in facets["kind"]),
        bulletins=len(listing.summaries),
        examples=EXAMPLES,
    )
    return render_template("search/home.html", page=page)


def _is_ready() -> bool:
    """Are there words and titles to offer? A page made before there were is not kept for after. Words of
    the whole are arranged before anybody asks, those of a part when the first one of its people does."""
    kb = site().kb
    if kb.hidden:
        kb.lexicon.soon()
    return kb.lexicon.at_hand is not None and site().catalogue.is_at_hand


@blueprint.get("/search")
@takes(Right.READ)
@kept(_is_ready)
def results() -> str:
    """A page of results."""
    kb = site().kb
    asked = read_query(request.args, kb.vocabulary)
    query, notices = asked.query, asked.notices
    found = search(kb, query)
    if query.page > found.pages:
        notices = (*notices, f"没有第 {query.page} 页，显示最后一页（第 {found.pages} 页）")
        query = replace(query, page=found.pages)
        found = search(kb, query)
    if found.notice:
        notices = (*notices, found.notice)
    long = is_long(query)
    absence = banks_without(kb, query) if query.page == 1 else None
    page = ResultsPage(
        found=found,
        query=query,
        hits=hit_views(found.hits, found.strings, with_meant=bool(found.everyday)),
        notices=notices,
        facets=facets_of(found, linked=not long),
        chips=chips_of(query),
        clear_url=search_url(query, filters={}, start=None, end=None),
        sorts=tuple(
            SortLink(label, search_url(query, order=order), order is query.order)
            for order, label in ((Order.RELEVANCE, "相关度"), (Order.DATE, "时间"))
        ),
        paging=paging(query.page, found.pages, lambda n: search_url(query, page=n)),
        expand_url=search_url(query, expand=not query.expand),
        compare_url=address("compare.index", replace(query, page=1, order=Order.RELEVANCE)),
        topic_url=address("topics.new", replace(query, page=1, order=Order.RELEVANCE)),
        offers=tuple(
            (text, search_url(query, text=text)) for text in offered(kb, found, wait=False)
        ),
        zero=None if found.total else explain(kb, found),
        titled=_titled(query),
        spoken=_spoken(kb, found),
        card=None if absence else _card(kb, found),
        absence=absence_view(absence) if absence else None,
        elsewhere=other_sides(kb, query, listed=query.page == found.pages),
        hidden=_hidden(query, "q"),
        hidden_dates=_hidden(query, "from", "to"),
        sent=_hidden(query),
        long=long,
    )
    return render_template("search/results.html", page=page)


def _titled(query: Query) -> tuple[Summary, ...]:
    """The bulletins with the text in their title, above the first page of what nothing narrows. No
    search waits for the first reading of all bulletins."""
    narrowed = query.page > 1 or query.filters or query.start or query.end
    catalogue = site().catalogue
    return catalogue.listing().titled(query.text) if catalogue.is_at_hand and not narrowed else ()


def _spoken(kb: KnowledgeBase, found: ResultPage) -> Spoken | None:
    """The practice that was asked for, above the first page: its entries may say it in other words, and
    everything else that counts them counts these too."""
    query = found.query
    practice = kb.vocabulary.practice(query.text.strip())
    if practice is None or query.page > 1 or "practice" in query.filters:
        return None
    filters = {**query.filters, "practice": (practice.name,)}
    spoken = replace(query, text="", filters=filters)
    count = search(kb, replace(spoken, limit=1)).total
    if count in (0, found.complete):
        return None
    return Spoken(practice.name, count, search_url(spoken))


def _card(kb: KnowledgeBase, found: ResultPage) -> AnswerCard | None:
    """The sentences that answer, above the first page."""
    if found.query.page > 1:
        return None
    in_time = by_time(kb, found.query)
    return answer_card((), in_time) if in_time else answer_card(answers(kb, found))


def _hidden(query: Query, *without: str) -> tuple[tuple[str, str], ...]:
    """The parameters of a query for the hidden fields of a form, which begins at page 1."""
    return tuple(pair for pair in parameters(replace(query, page=1)) if pair[0] not in without)
