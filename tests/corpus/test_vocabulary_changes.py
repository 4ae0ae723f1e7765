"""The vocabulary as it is changed on the site: added, renamed, merged, withdrawn, undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from kb.corpus import vocabulary_changes, vocabulary_history, vocabulary_undo
from kb.corpus.changes import By
from kb.corpus.folder import Corpus
from kb.errors import ConflictError, CorpusError, NotFoundError
from kb.files.home import Home
from kb.model import Organisation, Practice
from kb.rights import Actor, Role

BY = By(Actor("王编辑", Role.EDITOR), datetime(2026, 11, 26, 9, 30))


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    found = Corpus(Home(tmp_path))
    for practice in (
        Practice("普惠信贷"),
        Practice("整村授信", ("整村推进",), "普惠信贷", ("批量授信",), "以村为单位。"),
        Practice("批量授信", (), "普惠信贷"),
        Practice("进村评议", (), "整村授信"),
    ):
        found.save_practice(practice)
    (found.root / "organisations.yml").write_text(
        "# 机构名录\n- name: 临海农商银行\n  aliases: [临海联社]\n- name: 临海农信社\n", "utf-8"
    )
    return found


def names(corpus: Corpus) -> dict[str, Practice]:
    return {practice.name: practice for practice in corpus.practices()}


def test_a_practice_is_added(corpus: Corpus) -> None:
    plan = vocabulary_changes.plan_practice(corpus, Practice("一站式办贷", ("一次办好",)))
    assert plan.what == "新增做法“一站式办贷”"
    vocabulary_history.make(corpus, plan, BY)
    assert names(corpus)["一站式办贷"].aliases == ("一次办好",)


def test_a_renamed_practice_takes_its_references_along(corpus: Corpus) -> None:
    practice = replace(names(corpus)["整村授信"], name="整村批量授信")
    vocabulary_history.make(
        corpus, vocabulary_changes.plan_practice(corpus, practice, was="整村授信"), BY
    )
    found = names(corpus)
    assert "整村授信" not in found
    assert found["进村评议"].broader == "整村批量授信"


def test_a_merged_practice_becomes_another_name(corpus: Corpus) -> None:
    vocabulary_history.make(
        corpus, vocabulary_changes.plan_merge(corpus, "整村授信", "批量授信"), BY
    )
    found = names(corpus)
    assert found["批量授信"].aliases == ("整村授信", "整村推进")
    assert found["进村评议"].broader == "批量授信"
    with pytest.raises(CorpusError, match="不能与自己合并"):
        vocabulary_changes.plan_merge(corpus, "批量授信", "批量授信")


def test_merging_into_a_practice_below_leaves_no_circle(corpus: Corpus) -> None:
    vocabulary_history.make(
        corpus, vocabulary_changes.plan_merge(corpus, "整村授信", "进村评议"), BY
    )
    assert names(corpus)["进村评议"].broader == ""


def test_what_is_below_a_withdrawn_practice_moves_up(corpus: Corpus) -> None:
    vocabulary_history.make(corpus, vocabulary_changes.plan_withdraw(corpus, "整村授信"), BY)
    assert names(corpus)["进村评议"].broader == "普惠信贷"


@pytest.mark.parametrize(
    ("practice", "said"),
    [
        (Practice("批量授信"), "已有做法"),
        (Practice("新做法", ("整村推进",)), "既指"),
        (Practice("新做法", broader="没有"), "不存在"),
        (Practice("../../逃"), "不能作为名称"),
        (Practice(""), "不能作为名称"),
        (Practice("新做法", ("听\0证",)), "不能作为别名"),
        (Practice("新做法", ("-1",)), "不能作为别名"),
        (Practice("新做法", ("\u202e听证",)), "不能作为别名"),
        (Practice("新做法", ("听" * 41,)), "不能作为别名"),
    ],
)
def test_a_vocabulary_that_contradicts_itself_is_refused(
    corpus: Corpus, practice: Practice, said: str
) -> None:
    with pytest.raises(CorpusError, match=said):
        vocabulary_changes.plan_practice(corpus, practice)


def test_a_plan_that_saw_other_files_is_not_made(corpus: Corpus) -> None:
    mine = vocabulary_changes.plan_practice(corpus, Practice("整村授信", ("甲名",)), was="整村授信")
    theirs = vocabulary_changes.plan_practice(
        corpus, Practice("整村授信", ("乙名",)), was="整村授信"
    )
    vocabulary_history.make(corpus, theirs, BY)
    with pytest.raises(ConflictError):
        vocabulary_history.make(corpus, mine, BY)
    assert names(corpus)["整村授信"].aliases == ("乙名",)


def test_every_change_can_be_undone(corpus: Corpus) -> None:
    before = names(corpus)
    vocabulary_history.make(
        corpus, vocabulary_changes.plan_merge(corpus, "整村授信", "批量授信"), BY
    )
    (made,) = vocabulary_history.history(corpus)
    assert (made.who, made.what) == ("王编辑", "把做法“整村授信”并入“批量授信”")
    vocabulary_history.make(corpus, vocabulary_undo.plan_undo(corpus, made.number), BY)
    assert names(corpus) == before
    assert [change.number for change in vocabulary_history.history(corpus)] == [2, 1]
    with pytest.raises(NotFoundError):
        vocabulary_undo.plan_undo(corpus, 9)


def test_the_vocabulary_can_be_read_after_every_single_file(corpus: Corpus) -> None:
    """A process may be killed after any of the files of a change."""
    for plan in (
        vocabulary_changes.plan_merge(corpus, "整村授信", "批量授信"),
        vocabulary_changes.plan_withdraw(corpus, "整村授信"),
        vocabulary_changes.plan_practice(
            corpus, replace(names(corpus)["整村授信"], name="整村批量授信"), was="整村授信"
        ),
    ):
        for count in range(1, len(plan.files) + 1):
            part = vocabulary_history.Plan(plan.what, plan.files[:count])
            vocabulary_history.after(corpus, part)


def test_organisations(corpus: Corpus) -> None:
    added = Organisation("温岭农商银行", ("温岭联社",), ("石塘支行",))
    vocabulary_history.make(corpus, vocabulary_changes.plan_organisation(corpus, added), BY)
    vocabulary_history.make(
        corpus, vocabulary_changes.plan_merge_organisation(corpus, "临海农信社", "临海农商银行"), BY
    )
    first, second = corpus.organisations()
    assert first == Organisation("临海农商银行", ("临海联社", "临海农信社"))
    assert second == added
    assert (corpus.vocabulary_text("organisations.yml") or "").startswith("# 机构名录\n")
    vocabulary_history.make(
        corpus, vocabulary_changes.plan_withdraw_organisation(corpus, "温岭农商银行"), BY
    )
    assert corpus.organisations() == (first,)
    with pytest.raises(CorpusError, match="有两个"):
        vocabulary_changes.plan_organisation(corpus, Organisation("临海农商银行"))


def test_a_name_of_one_organisation_is_not_given_to_another(corpus: Corpus) -> None:
    first = corpus.organisations()[0]
    for name, aliases in (("悦海农商银行", (first.name,)), (first.aliases[0], ())):
        with pytest.raises(CorpusError, match=f"既指“{first.name}”又指“{name}”"):
            vocabulary_changes.plan_organisation(corpus, Organisation(name, aliases))
    same = replace(first, aliases=(*first.aliases, "另一个叫法"))
    assert vocabulary_changes.plan_organisation(corpus, same, was=first.name).what.startswith(
        "修改机构"
    )
