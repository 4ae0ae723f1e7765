"""Which banks a text names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from kb.model import Organisation
from kb.structure import bank_names
from kb.structure.bank_names import BankNames, banks_in, canonical

KNOWN = (Organisation("临海农商银行", ("临海农村商业银行", "临海农商行")),)


def test_banks_by_their_full_name() -> None:
    text = "学员到临海农商行，与临海农村商业银行、东山农商行和西水农村商业银行交流。"
    assert banks_in(text, KNOWN) == {"临海农商银行": 2, "东山农商银行": 1, "西水农商银行": 1}
    assert canonical("东山农商行", ()) == "东山农商银行"
    assert canonical("临海农商行", KNOWN) == "临海农商银行"


@pytest.mark.parametrize(
    "text",
    [
        "三家农商银行",
        "各农商银行",
        "全市农商银行",
        "全省农商银行系统",
        "向农商银行学习",
        "以磬石、芦台等农商银行为标杆",
        "省内外农商银行纷纷来访",
        "边远地区的农商银行",
        "上述农商银行",
        "办事处和省联社",
        "两地农商银行",
        "东沟是联社最偏的一个点",
        "股份行和农商银行",
    ],
)
def test_several_banks_and_none_by_name(text: str) -> None:
    assert banks_in(text, ()) == {}


@pytest.mark.parametrize(
    "text",
    [
        "前往东山农商银行",
        "我在东山农商银行",
        "学员在东山农商银行",
        "与东山农商银行交流",
        "走进东山农商银行",
        "进东山农商银行营业厅",
        "——对话东山农商银行支行行长",
        "带回东山农商银行的东西",
        "关于东山农商银行",
        "咱东山农商银行",
        "他入职东山农商银行两年",
        "晚上赶回东山农商银行",
        "抄送东山农商银行",
        "学员到达东山农商银行",
        "专家驻点东山农商银行",
        "周五请示东山农商银行",
        "一律报东山农商银行",
        "路过东山农商银行",
        "对接东山农商银行",
        "鸣谢东山农商银行",
        "承蒙东山农商银行关照",
        "去年到过东山农商银行",
        "惊闻东山农商银行",
        "为何选东山农商银行",
    ],
)
def test_the_words_before_a_name_are_no_part_of_it(text: str) -> None:
    assert banks_in(text, ()) == {"东山农商银行": 1}


@pytest.mark.parametrize(
    ("text", "bank"),
    [
        ("以柳湾农商银行为例", "柳湾农商银行"),
        ("同样是柳湾农商银行", "柳湾农商银行"),
        ("近日，辖内柳湾农商银行开展走访", "柳湾农商银行"),
        ("走进和埔农商银行", "和埔农商银行"),
        ("浙江柳湾农商银行", "柳湾农商银行"),
        ("刚从柳湾农商回来", "柳湾农商银行"),
        ("柳湾县农信联社信贷员", "柳湾县农信联社"),
        ("茶垭惠民村镇银行一行四人", "茶垭惠民村镇银行"),
        ("岭东审计中心抽调人员", "岭东审计中心"),
        ("石河子农商银行", "石河子农商银行"),
        ("簸箕湾农商银行把夜校办到田间", "簸箕湾农商银行"),
        ("沔桥农信联社先评级后授信", "沔桥农信联社"),
        ("听完鹿回农商银行的介绍", "鹿回农商银行"),
        ("当时岚谷农商银行的不良率高达8%", "岚谷农商银行"),
        ("看看人家大圩农商银行", "大圩农商银行"),
        ("难怪岚皋农商银行的柜台总是满的", "岚皋农商银行"),
        ("标杆行石浦农商行介绍了流程", "石浦农商银行"),
        ("原甘泉湖农村信用社", "甘泉湖农村信用社"),
        ("来自白鹭港农商银行", "白鹭港农商银行"),
        ("连云港农商银行", "连云港农商银行"),
        ("呼和浩特市农商银行", "呼和浩特农商银行"),
        ("五家渠农商银行", "五家渠农商银行"),
        ("省联社宿阳办事处牵头", "宿阳办事处"),
    ],
)
def test_where_a_name_begins(text: str, bank: str) -> None:
    assert banks_in(text, ()) == {bank: 1}


def test_what_the_text_says_elsewhere_tells_where_a_name_begins() -> None:
    text = "勇闯柳湾农商银行的故事。柳湾农商银行评议公开，柳湾农商银行考核严格。"
    assert banks_in(text, ()) == {"柳湾农商银行": 3}


def test_the_forms_of_a_cooperative_are_one() -> None:
    text = "麓塘联社赴芦汀学习，麓塘县农村信用合作联社组织六人。"
    assert banks_in(text, ()) == {"麓塘县农村信用合作联社": 2}


def test_mentions_have_their_place() -> None:
    text = "禾渡农商银行赴澹川农商银行学习"
    first, second = BankNames(text).mentions(text)
    assert text[first.start : first.end] == "禾渡农商银行"
    assert (second.name, second.place) == ("澹川农商银行", "澹川")


@pytest.mark.parametrize(
    "text",
    [
        "抽调所辖农商银行骨干",
        "云州农商银行系统",
        "我县联社",
        "省联社",
        "大额的上报联社",
        "一律报联社",
        "抄送联社",
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert banks_in(text, ()) == {}


def test_a_short_name_that_the_text_defines() -> None:
    text = (
        "分赴枫林农村合作银行（以下简称“枫林合行”）和槐里农村商业银行股份有限公司（简称槐里行）学习。"
        "枫林合行坐班进村。槐里行扫描档案。我行（以下简称“本行”）旁听。"
    )
    assert banks_in(text, ()) == {"枫林农村合作银行": 3, "槐里农商银行": 3}


@pytest.mark.parametrize(
    ("text", "bank"),
    [
        ("月亮坪农商银行十年不换口号。", "月亮坪农商银行"),
        ("记录人：月湖头农商银行合规部", "月湖头农商银行"),
        ("第一组在月亮田农商银行，看信贷。", "月亮田农商银行"),
        ("地榆墩农商银行作为牵头行。", "地榆墩农商银行"),
        ("3月亮坪农商银行来访。", "亮坪农商银行"),
        ("今年亮坪农商银行来访。", "亮坪农商银行"),
        ("当地榆墩农商银行来访。", "榆墩农商银行"),
        ("本周正逢苍榆农商银行开会。", "苍榆农商银行"),
        ("来了个麦穗坪农商银行的同学。", "麦穗坪农商银行"),
    ],
)
def test_a_name_may_begin_with_a_word_of_time_or_place(text: str, bank: str) -> None:
    assert list(banks_in(text, ())) == [bank]


@pytest.mark.parametrize("brackets", ["（）", "()", "【】", "[]"])
@pytest.mark.parametrize("place", ["合川钓鱼城", "张家界武陵"])
def test_a_long_name_is_whole_where_brackets_show_its_beginning(brackets: str, place: str) -> None:
    text = f"第一组{brackets[0]}{place}农商银行{brackets[1]}\n本周到{place}农商银行跟班。"
    assert {m.name for m in BankNames(text).mentions(text)} == {f"{place}农商银行"}


@pytest.mark.parametrize("place", ["学堂坝", "行人坳", "同心桥"])
def test_a_word_that_is_never_missing_belongs_to_the_name(place: str) -> None:
    text = f"{place}农商银行有网点9个。\n我们赴{place}农商银行学习，{place}农商银行的大堂不设柜台。"
    assert list(banks_in(text, ())) == [f"{place}农商银行"]


def test_a_word_that_is_missing_elsewhere_does_not() -> None:
    text = "学石潭农商银行，赴石潭农商银行。我们也学石潭农商银行。"
    assert list(banks_in(text, ())) == ["石潭农商银行"]


def test_a_word_of_a_visit_is_no_part_of_a_name() -> None:
    text = "赴石潭农商银行学习报告\n3月4日，一行5人赴石潭农商银行学习。"
    assert list(banks_in(text, ())) == ["石潭农商银行"]


def test_of_two_long_names_the_longer_one_is_taken() -> None:
    """It was the one that came first in a set, whose order changes from run to run."""
    text = "（青山红枫渡口农商银行）（山红枫渡口农商银行）\n他们到青山红枫渡口农商银行学习。"
    assert banks_in(text, ())["青山红枫渡口农商银行"] == 2


class Counted(Counter[Any]):
    """A Counter that counts how often one goes through all it holds."""

    times = 0

    def __iter__(self) -> Iterator[Any]:
        Counted.times += 1
        return super().__iter__()


def test_names_are_not_compared_with_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bank_names, "Counter", Counted)
    names = [f"{chr(0x5200 + n)}{chr(0x5F00 + n)}湾农商银行" for n in range(200)]
    Counted.times = 0
    BankNames("\n".join(f"他们到{name}学习。" for name in names))
    assert Counted.times == 0


def test_a_known_name_may_be_the_end_of_another() -> None:
    known = (Organisation("石桥农商银行", ("石桥农商行",)),)
    other = "泉水洼农商银行驻大石桥农商银行学习队。早上到大石桥农商银行报到。"
    assert set(banks_in(other, known)) == {"泉水洼农商银行", "大石桥农商银行"}
    both = other + "大石桥农商银行与石桥农商银行座谈。"
    assert "石桥农商银行" in banks_in(both, known)
    for text in ("早上到石桥农商银行报到。", "石桥农商行的做法。"):
        assert set(banks_in(text, known)) == {"石桥农商银行"}


@pytest.mark.parametrize("words", ["别干", "不干", "爱干", "干好", "想来"])
def test_what_one_does_at_such_a_bank_is_no_name(words: str) -> None:
    assert not list(banks_in(f"师傅说怕狗咬就{words}农商行。", ()))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("柳湾组全体成员与柳湾组农商银行城东支行的行长探讨整村授信。", ["柳湾农商银行"]),
        ("柳湾学习小组农商银行城东支行行长介绍。", ["柳湾农商银行"]),
        ("三组农商银行学员，考察组农商银行同志，第二组联社员工。", []),
    ],
)
def test_a_group_is_no_part_of_a_name(text: str, names: list[str]) -> None:
    # The real bulletin has a slip of the pen (…组农商银行), of which a bank was made that does not exist.
    assert [m.name for m in BankNames(text).mentions(text)] == names


def test_a_place_may_end_like_a_measure() -> None:
    text = "我们河泊所农商银行也有老网点。河泊所农商银行学员乔某。"
    assert set(banks_in(text, ())) == {"河泊所农商银行"}
    assert not banks_in("市里两所农商银行，派出所农商银行联防。", ())


@pytest.mark.parametrize("label", ["学习地", "跟班地", "驻点地", "（财务部 学习地"])
def test_the_label_of_a_place_is_no_part_of_a_name(label: str) -> None:
    assert [m.name for m in BankNames(f"{label}苍耳农商银行").mentions(f"{label}苍耳农商银行")] == [
        "苍耳农商银行"
    ]


def test_a_bare_county_union_shortens_no_name() -> None:
    text = "县联社考察组到访。芷坪县农村信用联社：主任轮流到客户家里过年。"
    assert list(banks_in(text, ())) == ["芷坪县农村信用联社"]


@pytest.mark.parametrize(
    "before", ["我们一行是", "他们赴", "来自", "学员到了", "今年以来", "在", "分别是"]
)
def test_no_word_sticks_to_a_county_of_one_character(before: str) -> None:
    assert list(banks_in(f"{before}砘县农商银行的员工。", ())) == ["砘县农商银行"]


@pytest.mark.parametrize("place", ["和平", "来凤", "于都", "从江", "新绛"])
def test_a_county_of_two_characters_stays_whole(place: str) -> None:
    assert list(banks_in(f"他们赴{place}县农商银行学习。", ())) == [f"{place}农商银行"]


@pytest.mark.parametrize("place", ["渡口", "桥头", "湖口", "河口", "江头"])
@pytest.mark.parametrize("words", ["我在", "今天到", "他们赴", "我们被"])
def test_a_name_that_may_be_the_end_of_another_stands_behind_such_words(
    words: str, place: str
) -> None:
    text = f"{words}{place}农商银行跟班。"
    assert list(banks_in(text, ())) == [f"{place}农商银行"]


def test_a_longer_name_keeps_its_end() -> None:
    assert list(banks_in("金沙渡口农商银行办夜校。", ())) == ["金沙渡口农商银行"]


@pytest.mark.parametrize(
    ("county", "place"),
    [
        ("柳湾瑶族自治县", "柳湾"),
        ("连水瑶族自治县", "连水"),
        ("柳湾蒙古族自治县", "柳湾"),
        ("双湾拉祜族佤族布朗族傣族自治县", "双湾"),
        ("柳湾各族自治县", "柳湾"),
        ("鄂伦春自治旗", "鄂伦春"),
    ],
)
def test_the_peoples_of_a_county_are_no_part_of_a_name(county: str, place: str) -> None:
    """Of 柳湾蒙古族自治县农商银行 the end was taken for a county of one character: 治县农商银行."""
    text = f"走进{county}农村商业银行，看{place}农商银行怎么做。"
    assert banks_in(text, ()) == {f"{place}农商银行": 2}
    first = BankNames(text).mentions(text)[0]
    assert text[first.start : first.end] == f"{county}农村商业银行"
    assert banks_in("自治县农商银行", ()) == {}
