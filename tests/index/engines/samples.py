"""Documents, requests and comparisons for the tests of engines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from kb.index.documents import IndexDocument, Prepared, prepare
from kb.index.engines.port import Engine, Near, Order, Partial, Request, Response
from kb.index.fields import FACETS, VALUE_FIELDS
from kb.model import Kind
from kb.query.conditions import (
    AllOf,
    AnyOf,
    Contains,
    Everything,
    HasValue,
    Match,
    NoneOf,
    ValueHolds,
    Within,
)
from kb.text.grams import pairs
from kb.text.normalize import normalize
from kb.text.segment import Segmenter

FINGERPRINT = "0" * 64
FIRST_DAY = date(2018, 7, 2)

# Few characters, so that strings repeat; of every sort that a run of text is made of.
ALPHABET = "授信贷款整村评议农商银行听证a1b2Q５，。“”、 \n農貸銀"
BANKS = ("", "临海农商银行", "路桥农商银行", "温岭农商银行 ")
GROUPS = ("", "临海组", "路桥组")
AUDIENCES = ("路桥农商银行", "风险条线")
PRACTICES = ("整村授信", "授信", "听证 a1")
BULLETINS = ("2018-07-02-甲", "2018-07-09-乙", "undated-丙")


def document(id_: str, text: str = "整村授信先评议。", **fields: Any) -> IndexDocument:
    """A document of which only the relevant fields are given."""
    plain = IndexDocument(
        id=id_,
        bulletin="2018-07-02-甲",
        bulletin_title="甲",
        position=0,
        kind=Kind.LESSON.value,
        title="",
        headings=(),
        text=text,
        group="",
        bank="",
        organisations=(),
        practices=(),
        start=FIRST_DAY,
        end=FIRST_DAY + timedelta(days=4),
        sample=False,
    )
    return replace(plain, **fields)


class Preparer:
    """Analyses documents and writes them to engines."""

    def __init__(self, segmenter: Segmenter) -> None:
        self._segmenter = segmenter

    def prepare(self, document: IndexDocument) -> Prepared:
        """A document with its tokens."""
        return prepare(document, self._segmenter)

    def change(
        self,
        engine: Engine,
        put: Iterable[IndexDocument] = (),
        *,
        remove: Iterable[str] = (),
        rebuild: bool = False,
    ) -> None:
        """Write with one writer."""
        with engine.writer(FINGERPRINT, rebuild=rebuild) as writer:
            for id_ in remove:
                writer.remove(id_)
            for each in put:
                writer.put(self.prepare(each))

    def fill(self, engine: Engine, documents: Iterable[IndexDocument]) -> None:
        """Rebuild the index from these documents."""
        self.change(engine, documents, rebuild=True)


def ids(response: Response) -> list[str]:
    """The ids of the candidates, in their order."""
    return [candidate.id for candidate in response.candidates]


def found(engine: Engine, match: Match) -> list[str]:
    """The ids of all documents that satisfy a match, sorted."""
    return sorted(ids(engine.search(Request(match, size=10_000))))


def plain(response: Response) -> dict[str, Any]:
    """A response as something that can be compared."""
    return {
        "levels": dict(response.counts),
        "facets": response.facets,
        "counts": {
            field: response.count(field, (*BULLETINS, *BANKS, *GROUPS, *PRACTICES))
            for field in ("bulletin", *FACETS)
        },
        "widely": response.widely(),
        "candidates": [
            (c.id, c.place, c.kind, c.end, c.weight, c.level, c.text, c.title, c.document())
            for c in response.candidates
        ],
    }


texts = st.text(st.sampled_from(ALPHABET), max_size=30)
strings = st.text(st.sampled_from(ALPHABET), max_size=4).map(normalize)
days = st.integers(0, 20).map(lambda number: FIRST_DAY + timedelta(days=number))


@st.composite
def documents(draw: st.DrawFn, most: int = 12) -> list[IndexDocument]:
    """A small corpus of entries that are as different as possible."""
    made = []
    for number in range(draw(st.integers(0, most))):
        start = draw(st.none() | days)
        made.append(
            document(
                f"d{number}",
                draw(texts),
                title=draw(texts),
                headings=tuple(draw(st.lists(texts, max_size=2))),
                bulletin=draw(st.sampled_from(BULLETINS)),
                position=number,
                kind=draw(st.sampled_from(list(Kind))).value,
                bank=draw(st.sampled_from(BANKS)),
                group=draw(st.sampled_from(GROUPS)),
                organisations=tuple(draw(st.sets(st.sampled_from(BANKS[1:])))),
                visible_to=tuple(draw(st.sets(st.sampled_from(AUDIENCES)))),
                practices=tuple(draw(st.sets(st.sampled_from(PRACTICES)))),
                start=start,
                end=start and start + timedelta(days=draw(st.integers(0, 6))),
            )
        )
    return made


def values(field: str) -> st.SearchStrategy[str]:
    """Values of a value field, some of which no document has."""
    known = {
        "bulletin": BULLETINS,
        "kind": tuple(Kind),
        "group": GROUPS,
        "bank": BANKS,
        "party": BANKS,
        "organisation": BANKS,
        "practice": PRACTICES,
        "month": ("2018-07", "2018-08"),
        "visible_to": ("*", *AUDIENCES),
        "span": ("2018-07-06/2018-07-02",),
    }
    return st.sampled_from([*map(str, known[field]), "没有的"])


fields = st.sampled_from(VALUE_FIELDS)
leaves: st.SearchStrategy[Match] = st.one_of(
    st.builds(Contains, st.sampled_from(["text", "title"]), strings),
    st.builds(Contains, st.just("text"), strings),
    st.builds(Contains, st.sampled_from(["text", "title"]), strings, whole=st.just(True)),
    fields.flatmap(lambda f: st.builds(HasValue, st.just(f), st.frozensets(values(f)))),
    st.builds(ValueHolds, fields, strings),
    st.builds(Within, st.none() | days, st.none() | days),
    st.just(Everything()),
)
matches: st.SearchStrategy[Match] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(AllOf, st.lists(inner, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple)),
        st.builds(NoneOf, inner),
    ),
    max_leaves=6,
)
weights = st.dictionaries(
    st.text(st.sampled_from(ALPHABET), min_size=2, max_size=2).map(normalize).filter(pairs),
    st.integers(1, 9),
    max_size=5,
).map(lambda chosen: tuple(chosen.items()))
requests: st.SearchStrategy[Request] = st.builds(
    Request,
    match=matches,
    whole=st.none() | matches,
    scattered=st.none() | matches,
    filters=st.lists(
        fields.flatmap(lambda f: st.tuples(st.just(f), st.frozensets(values(f), max_size=4))),
        max_size=2,
    ).map(dict),
    facets=st.sets(fields).map(tuple),
    order=st.sampled_from(Order),
    weights=weights,
    partial=st.none()
    | st.builds(
        Partial,
        hard=matches,
        below=st.integers(0, 5),
        minimum=st.integers(0, 20),
        size=st.integers(0, 6),
    ),
    near=st.none()
    | st.builds(
        Near,
        hard=matches,
        below=st.integers(0, 5),
        ids=st.lists(st.integers(0, 14).map("d{}".format), max_size=6).map(tuple),
    ),
    size=st.integers(0, 15),
    counted=st.just("") | fields,
    widely=st.none() | matches,
)
