"""What surrounds a sentence: which banks are named, who speaks, how far back a bank was named."""

from __future__ import annotations

from kb.enrich.sentence_context import Context, ContextReader
from tests.enrich.stated import parties_of
from tests.enrich.test_subjects import HOST, LEARNER, OTHER, bulletin

VISIT = "桐口农商银行赴柳湾农商银行学习整村授信"


def read(*texts: str, title: str = VISIT) -> list[Context]:
    made = bulletin(*texts, title=title)
    reader = ContextReader(parties_of(made, ()), made)
    return [context for entry in made.entries for context in reader.read(entry)]


def test_each_sentence_knows_the_banks_named_in_it() -> None:
    first, second = read(f"{HOST}先评议，{OTHER}后授信。名单张榜七天。")
    assert [mention.bank for mention in first.mentions] == [HOST, OTHER]
    assert second.mentions == ()
    assert "未提无行" in second.banks[HOST]


def test_a_bank_named_before_is_near() -> None:
    _, second, third = read(f"{HOST}先评议。名单张榜七天。\n额度三年有效。")
    assert {"上句提过", "上文最近"} <= set(second.banks[HOST])
    assert "上段提过" in third.banks[HOST]


def test_the_bank_that_is_visited_is_known_in_the_next_sentence() -> None:
    first, second = read(f"3月4日，{LEARNER}一行5人赴{HOST}考察。该行先评议后授信。")
    assert "被访" in first.banks[HOST]
    assert "去访" in first.banks[LEARNER]
    assert "刚被访" in second.banks[HOST]
    assert "刚被访他行" in second.banks[LEARNER]


def test_what_stands_in_quotation_marks_is_kept_apart() -> None:
    (context,) = read(f"{HOST}的客户经理说：“我行每户走访两次。”")
    assert "引我行" in context.words
    assert "我行" not in context.words


def test_a_short_lead_holds_for_its_paragraph_and_the_next() -> None:
    *_, same, following = read(
        "名单张榜七天。\n启示。清单看似简单，难在坚持。\n难处在人，不在系统。"
    )
    assert "段题反思题" in same.place
    assert "段题反思题" in following.place


def test_a_cell_of_a_table_knows_the_heading_of_its_column() -> None:
    found = read(f"项目 | {HOST}做法 | {LEARNER}打算\n授信 | 名单张榜七天。 | 先选两个村。")
    cell = next(context for context in found if "张榜" in context.unit.text)
    assert "列题此行" in cell.banks[HOST]
    assert "列题他行" in cell.banks[LEARNER]


def test_of_many_banks_the_nearest_are_weighed() -> None:
    places = ("东岭", "西岭", "南岭", "北岭", "上岭", "下岭", "前岭")
    text = "".join(f"{place}农商银行先评议。" for place in places)
    found = read(text, title="学习简报")
    assert all(len(context.banks) <= 6 for context in found)
    for context in found:
        assert {mention.bank for mention in context.mentions} <= set(context.banks)


def test_a_word_counts_for_the_rest_of_its_paragraph() -> None:
    first, second, third = read("我行拟先试一年。三家支行报名。\n名单张榜七天。")
    assert "段前我行" not in first.place
    assert {"段前我行", "段前打算"} <= set(second.place)
    assert "段前我行" not in third.place


def test_the_part_of_a_long_text_and_its_kind_are_known() -> None:
    first, *_, last = read(f"{HOST}先评议。", "名单张榜七天。" * 50, "回去先试。")
    assert "第0部" in first.place
    assert "第4部" in last.place
    assert "题:去学" in first.place
    assert not any(clue.endswith("部") for clue in read("名单张榜七天。")[0].place)
