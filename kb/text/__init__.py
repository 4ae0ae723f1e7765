"""Text by itself: when two texts are alike, what their words and sentences are, which numbers they state.

Nothing here knows what a bulletin is or where a text is stored.
"""

from __future__ import annotations

from kb.text.alike import matcher
from kb.text.analysed import MAX_ANALYSED, analysed, analysed_in_place, overlong
from kb.text.arrivals import is_arrival
from kb.text.bank_columns import column_heads, is_ours, is_planned, is_theirs
from kb.text.bank_words import is_bank_word
from kb.text.furniture import (
    PAPER_WORK,
    begins_tail,
    is_imprint,
    is_site_furniture,
)
from kb.text.grams import decides, needed, pairs, tokens
from kb.text.highlight import Span, highlights
from kb.text.mistyped import TWO_WRONG, MistypedWords
from kb.text.nearby import Nearby, nearby, sentence_around
from kb.text.nearest import Nearest
from kb.text.new_words import NewWord, find_new_words
from kb.text.normalize import normalize, simplified
from kb.text.number_edges import BOTH, END, NO_EDGE, edges, ends_in_number, needs_begin, singles
from kb.text.numerals import STYLES, numbering, parse_numeral, without_numbering
from kb.text.page_numbers import is_page_number, without_page_numbers
from kb.text.pinyin import sound, syllables
from kb.text.plans import (
    heads_aims,
    heads_requirements,
    is_notice,
    is_plan_paper,
    shows_others,
)
from kb.text.quantities import FOLD, quantities
from kb.text.quantity import Quantity
from kb.text.quantity_units import TIMES, in_base_unit, scaled
from kb.text.segment import Recipe, Segmenter
from kb.text.sentences import Sentence, analysed_sentences, chains, sentences
from kb.text.surnames import SURNAMES
from kb.text.tables import (
    BAR,
    CELLS,
    Line,
    Table,
    bars,
    cell_spans,
    cells_of,
    is_head,
    line_at,
    lines_and_tables,
    named_columns,
)
from kb.text.teaching import teaching_in
from kb.text.titles import MAX_TITLE, only_titles, title_of
from kb.text.visible_line import visible_line
from kb.text.web_address import plain_address
from kb.text.whole_numbers import stands_whole, touches_number

__all__ = [
    "BAR",
    "BOTH",
    "CELLS",
    "END",
    "FOLD",
    "MAX_ANALYSED",
    "MAX_TITLE",
    "NO_EDGE",
    "PAPER_WORK",
    "STYLES",
    "SURNAMES",
    "TIMES",
    "TWO_WRONG",
    "Line",
    "MistypedWords",
    "Nearby",
    "Nearest",
    "NewWord",
    "Quantity",
    "Recipe",
    "Segmenter",
    "Sentence",
    "Span",
    "Table",
    "analysed",
    "analysed_in_place",
    "analysed_sentences",
    "bars",
    "begins_tail",
    "cell_spans",
    "cells_of",
    "chains",
    "column_heads",
    "decides",
    "edges",
    "ends_in_number",
    "find_new_words",
    "heads_aims",
    "heads_requirements",
    "highlights",
    "in_base_unit",
    "is_arrival",
    "is_bank_word",
    "is_head",
    "is_imprint",
    "is_notice",
    "is_ours",
    "is_page_number",
    "is_plan_paper",
    "is_planned",
    "is_site_furniture",
    "is_theirs",
    "line_at",
    "lines_and_tables",
    "matcher",
    "named_columns",
    "nearby",
    "needed",
    "needs_begin",
    "normalize",
    "numbering",
    "only_titles",
    "overlong",
    "pairs",
    "parse_numeral",
    "plain_address",
    "quantities",
    "scaled",
    "sentence_around",
    "sentences",
    "shows_others",
    "simplified",
    "singles",
    "sound",
    "stands_whole",
    "syllables",
    "teaching_in",
    "title_of",
    "tokens",
    "touches_number",
    "visible_line",
    "without_numbering",
    "without_page_numbers",
]
