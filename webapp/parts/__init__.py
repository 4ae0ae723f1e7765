"""Parts of pages: addresses, cards, tables, charts and formatting that several views share.

Nothing here holds state between requests.
"""

from __future__ import annotations

from flask import Flask

from webapp.parts import addresses, assets, formatting, navigation, sharing, style_sheet
from webapp.parts.account_page import (
    AccountPage,
    EnterPage,
    SessionRow,
    go_on,
    onward,
    session_row,
)
from webapp.parts.addresses import (
    address,
    bulletin_url,
    is_long,
    parameters,
    read_query,
    refuse_unclear,
    search_url,
    without_banks,
)
from webapp.parts.answer_card import AnswerCard, answer_card
from webapp.parts.article import Article, article
from webapp.parts.assets import FOR_EVER
from webapp.parts.atom import TYPE, AtomEntry, AtomFeed, dumps, paragraphs_html, urn
from webapp.parts.bank_cards import AbsenceView, absence_view
from webapp.parts.bulletin_list import Catalogue, Listing, SeenCatalogue, Summary
from webapp.parts.check_page import COLLIDED, CheckPage, check_page, conflict_notes
from webapp.parts.collection_page import Desk, desk
from webapp.parts.comparison_matrix import Matrix, Option, read_matrix
from webapp.parts.downloads import download
from webapp.parts.facets import Chip, Facet, chips_of, facets_of, time_limits
from webapp.parts.filled_form import filled
from webapp.parts.formatting import (
    TableView,
    after_title,
    bulletin_name,
    marked,
    period_label,
    snippet_lines,
    span_label,
    title_end,
)
from webapp.parts.heat_table import Heat, heat_view
from webapp.parts.hit_cards import HitView, hit_views
from webapp.parts.line_charts import Lines, lines_of
from webapp.parts.markdown import render
from webapp.parts.merged_form import MERGED, dump_base, merge_forms
from webapp.parts.other_sides import OtherSides, other_sides
from webapp.parts.paging import Paging, paging
from webapp.parts.published_page import PublishedPage, published_page
from webapp.parts.settings_page import setting_rows
from webapp.parts.sharing import typed_names
from webapp.parts.zero_results import ZeroResults, explain

__all__ = [
    "COLLIDED",
    "FOR_EVER",
    "MERGED",
    "TYPE",
    "AbsenceView",
    "AccountPage",
    "AnswerCard",
    "Article",
    "AtomEntry",
    "AtomFeed",
    "Catalogue",
    "CheckPage",
    "Chip",
    "Desk",
    "EnterPage",
    "Facet",
    "Heat",
    "HitView",
    "Lines",
    "Listing",
    "Matrix",
    "Option",
    "OtherSides",
    "Paging",
    "PublishedPage",
    "SeenCatalogue",
    "SessionRow",
    "Summary",
    "TableView",
    "ZeroResults",
    "absence_view",
    "address",
    "after_title",
    "answer_card",
    "article",
    "bulletin_name",
    "bulletin_url",
    "check_page",
    "chips_of",
    "conflict_notes",
    "desk",
    "download",
    "dump_base",
    "dumps",
    "explain",
    "facets_of",
    "filled",
    "go_on",
    "heat_view",
    "hit_views",
    "is_long",
    "lines_of",
    "marked",
    "merge_forms",
    "onward",
    "other_sides",
    "paging",
    "paragraphs_html",
    "parameters",
    "period_label",
    "published_page",
    "read_matrix",
    "read_query",
    "refuse_unclear",
    "register",
    "render",
    "search_url",
    "session_row",
    "setting_rows",
    "snippet_lines",
    "span_label",
    "time_limits",
    "title_end",
    "typed_names",
    "urn",
    "without_banks",
]


def register(app: Flask) -> None:
    """Give templates what the parts offer."""
    for part in (assets, style_sheet, navigation, formatting, addresses, sharing):
        part.register(app)
