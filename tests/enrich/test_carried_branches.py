"""The branch that sentences go on about without its name."""

from __future__ import annotations

from kb.enrich import read_subjects, subjects_of
from kb.enrich.carried_branches import branch_told
from tests.builders import read_text

_TEXT = (
    "小支行做出大文章\n\n——记柳湾农商银行石门支行\n\n石门镇只有1.8万人。柳湾农商银行石门支行12名员工，把存款做到9.6亿元。\n\n"
    "石门支行在每个村找一名合伙人，多是小店店主。合伙人推荐一户贷款成功，支行给30元电话费。如今37名合伙人推荐的贷款已达8900万元。\n\n"
    "支行把早市当阵地，早上五点半开门。去年一户老板半年没开工，提前收回贷款60万元。\n\n"
    "柳湾农商银行已在全行推广石门支行的做法。截至8月底，全行共聘请合伙人486名。其中女合伙人120名。\n"
)


def _branches(text: str) -> dict[str, str]:
    found = subjects_of(read_text(text), ())
    return {s.sentence.text[:3]: s.branch for _, said in found for s in said if s.bank}


def test_a_text_about_a_branch_tells_of_it_until_it_turns_to_the_whole_bank() -> None:
    branches = _branches(_TEXT)
    for words in ("合伙人", "如今3", "支行把", "去年一"):
        assert branches[words] == "石门支行", words
    assert branches["截至8"] == ""
    assert branches["其中女"] == ""


def test_a_title_on_a_visit_or_without_a_branch_tells_of_none() -> None:
    for title, told in (
        ("——记柳湾农商银行石门支行", "石门支行"),
        ("——记柳湾农商银行", ""),
        ("——柳湾农商银行石门支行学习记", ""),
    ):
        made = read_text(_TEXT.replace("——记柳湾农商银行石门支行", title))
        assert branch_told(made, read_subjects(made, ())[0]) == told


def test_a_paragraph_that_opens_with_a_branch_tells_of_it() -> None:
    text = (
        "桐口农商银行赴柳湾农商银行学习简报（第六期）\n\n"
        "城北支行地处老城区，来的多是老年客户。每天早上列出到期客户名单，逐户打电话。\n\n"
        "支行还办起“银发课堂”，每周三上午讲防骗。去年开课49期，带动存款增加8700万元。全行到期留存率88.7%。\n"
    )
    branches = _branches(text)
    for words in ("城北支", "每天早", "支行还", "去年开"):
        assert branches.get(words, "城北支行") == "城北支行", words
    assert branches["去年开"] == "城北支行"
    assert branches.get("全行到", "") == ""


def test_a_note_under_the_name_of_its_writer_goes_on_about_the_branch_it_opens_with() -> None:
    text = (
        "桐口农商银行赴柳湾农商银行学习简报（第六期）\n\n学习心得\n"
        "◆ 苏晴（电银部）：洋坪支行把电费代扣做成了敲门砖。和供电所一起进村，顺手装手机银行，7天签了1850户。\n"
        "◆ 陈禾（城关支行）：柳湾农商银行的驿站不图多、图活。每个驿站聘一名村民做站长。\n"
    )
    branches = _branches(text)
    assert branches["和供电"] == "洋坪支行"
    assert set(branches.values()) == {"洋坪支行", ""}


def test_a_heading_that_ends_in_a_branch_is_over_what_that_branch_does() -> None:
    text = (
        "“一村一码一站长”——桐口农商银行赴柳湾农商银行学习见闻\n\n第一站：柳湾农商银行总行普惠金融部\n\n"
        "普惠金融部把审批时限压到了“当日办结”。去年动用容错金86.5万元，涉及31户。\n\n"
        "第二站：柳湾农商银行渔市口分理处\n\n这是全行最小的网点，3个人，却管着780条渔船。分理处主任介绍，休渔期一到就登船。"
        "今年渔船贷放了412笔、1.37亿元，没有一笔逾期。\n"
    )
    branches = _branches(text)
    assert branches["去年动"] == ""
    assert {branches[words] for words in ("这是全", "分理处", "今年渔")} == {"渔市口分理处"}
