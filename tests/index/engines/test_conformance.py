"""What every engine must do in the same way, case by case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kb.errors import IndexMissing
from kb.index.engines.port import Engine, Level, Near, Order, Partial, Request
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
from tests.index.engines.samples import FINGERPRINT, Preparer, document, found, ids

CORPUS = [
    document(
        "a",
        "整村授信先评议，50万元以下纯信用。",
        title="整村授信",
        bank="临海农商银行",
        group="临海组",
        practices=("整村授信",),
        position=0,
    ),
    document(
        "b",
        "不良贷款听证会请授信户到场，3.5亿元。",
        title="听证",
        headings=("二、风险",),
        bank="温岭农商银行",
        group="温岭组",
        practices=("不良贷款听证", "整村授信"),
        position=1,
        kind=Kind.OVERVIEW.value,
    ),
    document(
        "c",
        "農商銀行的ＣＲＭ系统，整村推进授信。",
        bank="温岭农商银行",
        bulletin="2018-08-06-丙",
        position=0,
        start=date(2018, 8, 6),
        end=date(2018, 8, 10),
    ),
    document(
        "d",
        "没有日期的一句话，提到授信。",
        bulletin="undated-丁",
        kind=Kind.HONOUR.value,
        start=None,
        end=None,
    ),
]


@pytest.fixture
def filled(engine: Engine, preparer: Preparer) -> Engine:
    preparer.fill(engine, CORPUS)
    return engine


def test_without_an_index_every_question_says_so(engine: Engine) -> None:
    for ask in (
        engine.status,
        engine.digests,
        lambda: engine.search(Request(Everything())),
        lambda: engine.frequencies({"text": ["授信"]}),
        lambda: list(engine.lexicon("text")),
    ):
        with pytest.raises(IndexMissing):
            ask()


def test_an_index_that_is_missing_cannot_be_changed(engine: Engine, preparer: Preparer) -> None:
    with pytest.raises(IndexMissing):
        preparer.change(engine, CORPUS)


def test_an_empty_index_finds_nothing(engine: Engine, preparer: Preparer) -> None:
    preparer.fill(engine, [])
    response = engine.search(Request(Everything(), facets=("bank",), weights=(("授信", 1),)))
    assert (response.total, response.complete, response.candidates) == (0, 0, ())
    assert response.facets == {"bank": ()}
    assert engine.status().documents == 0
    assert engine.digests() == {}
    assert engine.verify() == []


def test_status_tells_documents_and_fingerprint(filled: Engine) -> None:
    status = filled.status()
    assert (status.documents, status.fingerprint) == (4, FINGERPRINT)


def test_digests_are_those_of_the_documents(filled: Engine) -> None:
    assert filled.digests() == {each.id: each.digest for each in CORPUS}


def test_digests_of_some_bulletins(filled: Engine) -> None:
    some = {CORPUS[0].bulletin, "2000-01-01-none"}
    assert filled.digests(some) == {d.id: d.digest for d in CORPUS if d.bulletin in some}
    assert filled.digests([]) == {}


@pytest.mark.parametrize(
    ("match", "wanted"),
    [
        (Everything(), "abcd"),
        (Contains("text", "授信"), "abcd"),
        (Contains("text", "整村授信"), "a"),
        (Contains("text", "整村"), "ac"),
        (Contains("text", "村授"), "a"),
        (Contains("text", "贷"), "b"),
        (Contains("text", "会"), "b"),
        (Contains("text", ","), "abcd"),
        (Contains("text", ",5"), "a"),
        (Contains("text", "议,50万"), "a"),
        (Contains("text", "50万元"), "a"),
        (Contains("text", "0万"), "a"),
        (Contains("text", "3.5"), "b"),
        (Contains("text", ".5亿"), "b"),
        (Contains("text", "农商银行的crm"), "c"),
        (Contains("text", "crm系统"), "c"),
        (Contains("text", "农商银行,"), ""),
        (Contains("text", "没有的话"), ""),
        (Contains("text", ""), "abcd"),
        (Contains("title", "授信"), "a"),
        (Contains("title", "听"), "b"),
        (Contains("title", "风险"), "b"),
        (Contains("title", "听证\n二"), "b"),
        (Contains("title", "不良贷款听证"), ""),
        (HasValue("bank", frozenset({"温岭农商银行"})), "bc"),
        (HasValue("bank", frozenset({"温岭"})), ""),
        (HasValue("practice", frozenset({"整村授信", "无"})), "ab"),
        (HasValue("kind", frozenset({"honour", "overview"})), "bd"),
        (HasValue("bulletin", frozenset({"undated-丁"})), "d"),
        (HasValue("month", frozenset({"2018-08"})), "c"),
        (HasValue("bank", frozenset()), ""),
        (ValueHolds("bank", "温岭"), "bc"),
        (ValueHolds("practice", "授信"), "ab"),
        (ValueHolds("group", "组"), "ab"),
        (Within(date(2018, 7, 6), date(2018, 8, 5)), "ab"),
        (Within(date(2018, 7, 7), None), "c"),
        (Within(None, date(2018, 7, 2)), "ab"),
        (Within(None, None), "abc"),
        (AllOf((Contains("text", "授信"), ValueHolds("bank", "温岭"))), "bc"),
        (AllOf((Contains("text", "整村"), NoneOf(Contains("text", "推进")))), "a"),
        (AllOf(()), "abcd"),
        (AnyOf((Contains("text", "听证"), Contains("text", "crm"))), "bc"),
        (AnyOf(()), ""),
        (NoneOf(Contains("text", "整村")), "bd"),
        (NoneOf(Within(None, None)), "d"),
    ],
)
def test_matches(filled: Engine, match: Match, wanted: str) -> None:
    assert "".join(found(filled, match)) == wanted
    assert filled.search(Request(match, size=1)).total == len(wanted)


def test_candidates_come_by_weight_then_kind_then_newest(filled: Engine) -> None:
    request = Request(Everything(), weights=(("听证", 4), ("整村", 3), ("授信", 2)))
    response = filled.search(request)
    assert [(c.id, c.weight) for c in response.candidates] == [
        ("b", 6),
        ("c", 5),
        ("a", 5),
        ("d", 2),
    ]


def test_by_date_the_newest_come_first_and_the_undated_last(filled: Engine) -> None:
    response = filled.search(Request(Everything(), order=Order.DATE, weights=(("听证", 9),)))
    assert ids(response) == ["c", "a", "b", "d"]
    assert {candidate.weight for candidate in response.candidates} == {0}


def test_no_more_candidates_than_asked_for(filled: Engine) -> None:
    assert ids(filled.search(Request(Everything(), order=Order.DATE, size=2))) == ["c", "a"]
    response = filled.search(Request(Everything(), size=0))
    assert (response.total, response.candidates) == (4, ())


def test_a_candidate_brings_what_ranking_needs(filled: Engine) -> None:
    (candidate,) = filled.search(Request(Contains("title", "风险"))).candidates
    assert candidate.text == "不良贷款听证会请授信户到场,3.5亿元。"
    assert candidate.title == "听证\n二、风险"
    assert (candidate.kind, candidate.end) == (Kind.OVERVIEW, date(2018, 7, 6))
    assert candidate.place == "2018-07-02-甲#00001"
    assert candidate.document() == CORPUS[1]


def test_facets_leave_their_own_filter_out(filled: Engine) -> None:
    response = filled.search(
        Request(
            Contains("text", "授信"),
            filters={
                "bank": frozenset({"温岭农商银行"}),
                "kind": frozenset({"lesson", "overview"}),
            },
            facets=("bank", "kind", "practice", "month"),
        )
    )
    assert (response.total, sorted(ids(response))) == (2, ["b", "c"])
    assert response.facets == {
        "bank": (("温岭农商银行", 2), ("临海农商银行", 1)),
        "kind": (("lesson", 1), ("overview", 1)),
        "practice": (("不良贷款听证", 1), ("整村授信", 1)),
        "month": (("2018-07", 1), ("2018-08", 1)),
    }


def test_the_hits_with_a_value_are_counted(filled: Engine) -> None:
    response = filled.search(Request(Contains("text", "授信"), size=1))
    assert response.count("bulletin", ["2018-07-02-甲"]) == {"2018-07-02-甲": 2}
    assert response.count("bank", ["温岭农商银行"]) == {"温岭农商银行": 2}
    assert response.count("bank", ["无此银行"]) == {"无此银行": 0}


PARTLY = Partial(hard=Everything(), below=2, minimum=3, size=2)
HEAVY = (("听证", 4), ("整村", 3), ("授信", 2))


def test_partial_matches_follow_when_too_few_match_everything(filled: Engine) -> None:
    response = filled.search(Request(Contains("text", "crm"), weights=HEAVY, partial=PARTLY))
    assert [(c.id, c.level) for c in response.candidates] == [
        ("c", Level.FULL),
        ("b", Level.PARTIAL),
        ("a", Level.PARTIAL),
    ]
    assert (response.total, response.complete) == (3, 1)


def test_enough_complete_matches_need_no_partial_ones(filled: Engine) -> None:
    response = filled.search(Request(Contains("text", "整村"), weights=HEAVY, partial=PARTLY))
    assert (response.total, response.complete) == (2, 2)


def test_partial_matches_keep_what_is_hard(filled: Engine) -> None:
    hard = Partial(NoneOf(Contains("text", "不良")), below=2, minimum=3, size=9)
    response = filled.search(Request(Contains("text", "crm"), weights=HEAVY, partial=hard))
    assert ids(response) == ["c", "a"]


@pytest.mark.parametrize(
    ("share", "enough", "found"),
    [(0, 0, "bcad"), (100, 0, "b"), (100, 2, "bc"), (84, 0, "b"), (83, 0, "bca"), (34, 4, "bcad")],
)
def test_a_partial_match_holds_a_share_of_what_the_best_one_does(
    filled: Engine, share: int, enough: int, found: str
) -> None:
    partial = Partial(Everything(), below=2, minimum=1, size=9, share=share, enough=enough)
    request = Request(Contains("text", "无此词"), weights=HEAVY, partial=partial)
    assert "".join(ids(filled.search(request))) == found


def test_what_has_no_weight_is_no_partial_match(filled: Engine) -> None:
    any_weight = Partial(Everything(), below=2, minimum=0, size=9)
    request = Request(Contains("text", "crm"), weights=(("听证", 4),), partial=any_weight)
    assert ids(filled.search(request)) == ["c", "b"]


def test_filters_and_counts_apply_to_partial_matches_too(filled: Engine) -> None:
    response = filled.search(
        Request(
            Contains("text", "crm"),
            filters={"kind": frozenset({"lesson"})},
            facets=("kind",),
            weights=HEAVY,
            partial=PARTLY,
        )
    )
    assert ids(response) == ["c", "a"]
    assert (response.total, response.complete) == (2, 1)


def test_facets_count_full_matches_where_there_are_any(filled: Engine) -> None:
    scattered = Contains("text", "授信")
    strict = filled.search(Request(Contains("text", "crm"), scattered=scattered, facets=("kind",)))
    loose = filled.search(Request(Contains("text", "无的"), scattered=scattered, facets=("kind",)))
    assert strict.complete == 1
    assert sum(count for _, count in strict.facets["kind"]) == 1
    assert sum(count for _, count in loose.facets["kind"]) == loose.total == 4


def test_a_number_that_is_cut_comes_after_whole_ones(engine: Engine, preparer: Preparer) -> None:
    texts = {"a": "新增贷款1,200.50万元。", "b": "上限50万元。", "c": "利率3.85%。", "d": "占5%，"}
    preparer.fill(engine, [document(name, text) for name, text in texts.items()])
    for literal, whole, inside in (("50万元", "b", "a"), ("5%", "d", "c")):
        response = engine.search(
            Request(Contains("text", literal), whole=Contains("text", literal, whole=True))
        )
        assert [(c.id, c.level) for c in response.candidates] == [
            (whole, Level.FULL),
            (inside, Level.INSIDE),
        ]


NEAR = Near(hard=Everything(), below=2, ids=("d", "a", "gone", "c"))


def test_what_is_near_comes_last(filled: Engine) -> None:
    response = filled.search(
        Request(Contains("text", "crm"), weights=HEAVY, partial=PARTLY, near=NEAR)
    )
    assert [(c.id, c.level) for c in response.candidates] == [
        ("c", Level.FULL),
        ("b", Level.PARTIAL),
        ("a", Level.PARTIAL),
        ("d", Level.NEAR),
    ]
    assert (response.total, response.counts[Level.NEAR]) == (4, 1)


def test_what_is_near_keeps_what_is_hard_and_the_filters(filled: Engine) -> None:
    none = Contains("text", "无的")
    hard = Near(NoneOf(Contains("text", "crm")), below=2, ids=("a", "b", "c"))
    assert sorted(ids(filled.search(Request(none, near=hard)))) == ["a", "b"]
    lessons = {"kind": frozenset({"lesson"})}
    assert ids(filled.search(Request(none, filters=lessons, near=hard))) == ["a"]


def test_enough_matches_need_nothing_near(filled: Engine) -> None:
    assert filled.search(Request(Contains("text", "整村"), near=NEAR)).counts[Level.NEAR] == 0


def test_without_anything_better_any_weight_is_a_partial_match(filled: Engine) -> None:
    heavy = Partial(Everything(), below=2, minimum=99, size=9)
    request = Request(Contains("text", "无的"), weights=(("听证", 4),), partial=heavy)
    assert ids(filled.search(request)) == ["b"]


def test_frequencies_count_documents(filled: Engine) -> None:
    count, found = filled.frequencies({"text": ["授信", "听证", "无的"], "title": ["授信"]})
    assert count == 4
    assert found == {"text": {"授信": 4, "听证": 1, "无的": 0}, "title": {"授信": 1}}
    assert filled.frequencies({"words": ["授信"]})[1]["words"]["授信"] >= 1
    assert filled.frequencies({}) == (4, {})


def test_frequencies_count_the_documents_of_values(filled: Engine, preparer: Preparer) -> None:
    asked = {
        "practice": ["整村授信", "不良贷款听证", "没有的", "整村授信"],
        "organisation": [f"{number}农商银行" for number in range(700)],
        "bank": [],
        "text": ["听证"],
    }
    count, found = filled.frequencies(asked)
    assert count == 4
    assert found["practice"] == {"整村授信": 2, "不良贷款听证": 1, "没有的": 0}
    assert set(found["organisation"].values()) == {0}
    assert (found["bank"], found["text"]) == ({}, {"听证": 1})
    part = filled.within(HasValue("bank", frozenset({"温岭农商银行"})))
    assert part.frequencies({"practice": ["整村授信"]}) == (2, {"practice": {"整村授信": 1}})
    preparer.change(filled, remove=["b"])
    assert filled.frequencies({"practice": ["整村授信", "不良贷款听证"]})[1] == {
        "practice": {"整村授信": 1, "不良贷款听证": 0}
    }
    assert part.frequencies({"practice": ["整村授信"]}) == (1, {"practice": {"整村授信": 0}})


def test_what_a_match_finds_without_the_filters_is_told_along(filled: Engine) -> None:
    request = Request(
        Contains("text", "整村授信"),
        filters={"bank": frozenset({"温岭农商银行"})},
        widely=Contains("text", "授信"),
    )
    response = filled.search(request)
    assert (response.total, response.widely()) == (0, 4)
    assert filled.search(replace(request, widely=None)).widely() == 0
    part = filled.within(HasValue("bank", frozenset({"温岭农商银行"})))
    assert part.search(request).widely() == 2


MANY = [
    document(
        f"e{number}",
        "整村授信" if number < 2 else "整村先评，再授信" if number < 130 else f"整村{number}",
        bulletin=f"2018-07-02-{number % 7}",
        position=number,
    )
    for number in range(140)
]


@pytest.mark.parametrize("size", [0, 3, 100, 200])
@pytest.mark.parametrize("counted", ["", "bulletin", "kind"])
def test_counts_are_of_all_that_was_found_however_few_are_returned(
    engine: Engine, preparer: Preparer, size: int, counted: str
) -> None:
    """Some full matches, many that hold the words apart, and partial ones besides."""
    preparer.fill(engine, MANY)
    request = Request(
        Contains("text", "整村授信"),
        scattered=AllOf((Contains("text", "整村"), Contains("text", "授信"))),
        weights=(("授信", 3), ("整村", 2)),
        partial=Partial(Everything(), below=10, minimum=1, size=100),
        size=size,
        counted=counted,
    )
    response = engine.search(request)
    assert response.total == 140
    assert response.counts[Level.PARTIAL] == 10
    names = [f"2018-07-02-{number}" for number in range(8)]
    assert response.count("bulletin", names) == dict.fromkeys(names[:7], 20) | {names[7]: 0}
    assert response.count("kind", ["lesson", "无"]) == {"lesson": 140, "无": 0}


def test_the_lexicon_lists_tokens_and_values(filled: Engine) -> None:
    text = list(filled.lexicon("text"))
    assert text == sorted(text)
    assert dict(text)["授信"] == 4
    assert list(filled.lexicon("practice")) == [("不良贷款听证", 1), ("整村授信", 2)]
    assert list(filled.lexicon("kind")) == [("honour", 1), ("lesson", 2), ("overview", 1)]
    assert ("crm", 1) in filled.lexicon("words")


def test_put_replaces(filled: Engine, preparer: Preparer) -> None:
    preparer.change(filled, [document("a", "全新的内容。", bank="路桥农商银行")])
    assert filled.status().documents == 4
    assert found(filled, Contains("text", "整村授信")) == []
    assert found(filled, Contains("text", "全新")) == ["a"]
    assert found(filled, HasValue("bank", frozenset({"临海农商银行"}))) == []
    assert filled.frequencies({"text": ["授信", "整村", "内容"]}) == (
        4,
        {"text": {"授信": 3, "整村": 1, "内容": 1}},
    )
    assert ("临海农商银行", 1) not in filled.lexicon("bank")
    assert "先评" not in dict(filled.lexicon("text"))
    assert filled.verify() == []


def test_remove(filled: Engine, preparer: Preparer) -> None:
    preparer.change(filled, remove=["b", "不在的"])
    assert filled.status().documents == 3
    assert sorted(filled.digests()) == ["a", "c", "d"]
    assert found(filled, Contains("text", "听证")) == []
    assert filled.frequencies({"words": ["授信"]})[0] == 3
    preparer.change(filled, remove=["a", "c", "d"])
    assert filled.status().documents == 0
    assert found(filled, Everything()) == []


def test_what_was_removed_can_come_back(filled: Engine, preparer: Preparer) -> None:
    preparer.change(filled, remove=["b"])
    preparer.change(filled, [CORPUS[1]])
    assert filled.digests() == {each.id: each.digest for each in CORPUS}
    assert found(filled, Contains("text", "听证")) == ["b"]


def test_a_rebuild_forgets_what_was_there(filled: Engine, preparer: Preparer) -> None:
    preparer.fill(filled, [document("e", "另起炉灶。")])
    assert found(filled, Everything()) == ["e"]
    assert filled.status().documents == 1


def test_a_change_takes_the_new_fingerprint(filled: Engine) -> None:
    with filled.writer("1" * 64):
        pass
    assert filled.status().fingerprint == "1" * 64
    assert found(filled, Everything()) == ["a", "b", "c", "d"]


@pytest.mark.parametrize("first", ["put", "remove"])
@pytest.mark.parametrize("second", ["put", "remove"])
def test_a_writer_is_told_of_an_id_once(
    filled: Engine, preparer: Preparer, first: str, second: str
) -> None:
    prepared = preparer.prepare(document("a", "第二次。"))
    with pytest.raises(ValueError, match="a"), filled.writer(FINGERPRINT) as writer:  # noqa: PT012
        for verb in (first, second):
            if verb == "put":
                writer.put(prepared)
            else:
                writer.remove("a")
    assert found(filled, Contains("text", "整村授信")) == ["a"]


@pytest.mark.parametrize("rebuild", [False, True])
def test_an_error_leaves_all_as_it_was(filled: Engine, preparer: Preparer, rebuild: bool) -> None:
    before = filled.digests()
    with (  # noqa: PT012
        pytest.raises(RuntimeError, match="中途"),
        filled.writer("1" * 64, rebuild=rebuild) as writer,
    ):
        writer.put(preparer.prepare(document("e", "写到一半。")))
        writer.remove("a")
        raise RuntimeError("中途")
    assert filled.digests() == before
    assert filled.status().fingerprint == FINGERPRINT
    assert found(filled, Contains("text", "一半")) == []
    preparer.change(filled, [document("e", "再写一次。")])
    assert found(filled, Contains("text", "再写")) == ["e"]


def test_nothing_is_seen_before_the_commit(filled: Engine, preparer: Preparer) -> None:
    with filled.writer(FINGERPRINT) as writer:
        writer.put(preparer.prepare(document("e", "还没写完。")))
        assert found(filled, Contains("text", "没写")) == []
    assert found(filled, Contains("text", "没写")) == ["e"]


def test_candidates_outlive_a_change(filled: Engine, preparer: Preparer) -> None:
    response = filled.search(Request(Everything(), order=Order.DATE))
    preparer.change(filled, [document("a", "改过了。")], remove=["c"])
    found(filled, Everything())
    assert [c.document().text for c in response.candidates] == [
        CORPUS[2].text,
        CORPUS[0].text,
        CORPUS[1].text,
        CORPUS[3].text,
    ]
    assert response.count("bank", ["温岭农商银行"]) == {"温岭农商银行": 2}


def test_ids_and_values_may_be_anything_without_tabs(engine: Engine, preparer: Preparer) -> None:
    odd = ["a b", 'x"y', "（一）", "#1/2?", "é\U00020000", "长" * 200]
    preparer.fill(
        engine, [document(each, each, bank=each, position=n) for n, each in enumerate(odd)]
    )
    preparer.change(engine, remove=odd[:1])
    assert found(engine, Everything()) == sorted(odd[1:])
    for each in odd[1:]:
        assert found(engine, HasValue("bank", frozenset({each}))) == [each]
    assert found(engine, Contains("text", "\U00020000")) == [odd[4]]
