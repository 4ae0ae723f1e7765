"""A query as an address, and back."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from kb.enrich.vocabulary import Vocabulary
from kb.index.engines.port import Order
from kb.model import Kind, Practice
from kb.query.parse import MAX_LENGTH
from kb.search.asking import Query
from webapp.parts.addresses import MAX_PAGE, MAX_VALUES, Asked, parameters, read_query, toggled

VOCABULARY = Vocabulary((Practice("整村授信", ("整村推进",)),))

value = st.text(min_size=1, max_size=20).map(str.strip).filter(bool)
values = st.lists(value, min_size=1, max_size=3, unique=True).map(tuple)
kinds = st.lists(st.sampled_from([k.value for k in Kind]), min_size=1, unique=True).map(tuple)
queries = st.builds(
    Query,
    text=st.text(max_size=40).map(str.strip),
    filters=st.fixed_dictionaries({}, optional={"bank": values, "group": values, "kind": kinds}),
    start=st.none() | st.dates(date(2000, 1, 1), date(2015, 1, 1)),
    end=st.none() | st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    order=st.sampled_from(Order),
    page=st.integers(1, MAX_PAGE),
    expand=st.booleans(),
)


def read(*pairs: tuple[str, str]) -> Asked:
    return read_query(MultiDict(pairs), VOCABULARY)


@given(queries)
def test_round_trip(query: Query) -> None:
    assert read(*parameters(query)) == Asked(query)


@given(
    st.lists(
        st.tuples(
            st.sampled_from("q bank kind practice month from to sort page expand".split()),
            st.text(max_size=12),
        )
    )
)
def test_any_parameters_are_a_query(pairs: list[tuple[str, str]]) -> None:
    read(*pairs)


def test_what_is_at_its_default_is_left_out() -> None:
    assert list(parameters(Query())) == []


def test_names_of_practices_and_kinds_as_people_write_them() -> None:
    asked = read(("practice", "整村推进"), ("practice", "整村授信"), ("kind", "经验"))
    assert asked.query.filters == {"practice": ("整村授信",), "kind": ("lesson",)}


def test_a_month_begins_and_ends() -> None:
    query = read(("from", "2018-07"), ("to", "2018年8月")).query
    assert (query.start, query.end) == (date(2018, 7, 1), date(2018, 8, 31))


def test_lengths_are_bounded() -> None:
    asked = read(("q", "贷" * 5000), *(("bank", f"{n}行") for n in range(500)))
    assert len(asked.query.text) == MAX_LENGTH + 1  # one more, so that the parser says it cuts
    assert len(asked.query.filters["bank"]) == MAX_VALUES


def test_toggling_adds_and_takes_away_and_begins_at_the_first_page() -> None:
    query = Query(filters={"bank": ("甲",)}, page=3)
    both = toggled(query, "bank", "乙")
    assert both.filters == {"bank": ("甲", "乙")}
    assert both.page == 1
    assert toggled(both, "bank", "甲").filters == {"bank": ("乙",)}
