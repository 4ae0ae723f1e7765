"""Who went to whom."""

from __future__ import annotations

import pytest

from bench.growth_of_input import LINEAR, ratio
from kb.structure.bank_names import BankNames
from kb.structure.visits import Visit, visits


def of(text: str) -> Visit | None:
    return next(visits(text, BankNames(text)), None)


@pytest.mark.parametrize(
    ("text", "learner", "host"),
    [
        ("石坝农商银行赴柳湾农商银行考察学习", "石坝", "柳湾"),
        ("石坝农商银行来柳湾农商银行考察", "石坝", "柳湾"),
        ("石坝农商银行到柳湾农商银行跟班", "石坝", "柳湾"),
        ("柳湾农商银行迎来石坝农商银行考察团", "石坝", "柳湾"),
        ("石坝农商银行组织骨干前往浙江柳湾农商银行学习", "石坝", "柳湾"),
        ("到柳湾农商银行学“尽职免责”", "", "柳湾"),
        ("石坝农商银行到柳湾农商银行学清收", "石坝", "柳湾"),
        ("走进柳湾农商银行", "", "柳湾"),
        ("跟班单位：柳湾农商银行城关支行", "", "柳湾"),
        ("——访柳湾农商银行运营部总经理", "", "柳湾"),
        ("石坝农商银行赴位于省城近郊的柳湾农商银行开展学习", "石坝", "柳湾"),
        ("受访：柳湾农商银行公司部", "", "柳湾"),
        ("接收单位：柳湾农商银行", "", "柳湾"),
        ("接纳银行：柳湾农商银行", "", "柳湾"),
        ("东道行：柳湾农商银行", "", "柳湾"),
        ("石坝农商银行学员一行三人", "石坝", ""),
        ("石坝农商银行的四个年轻人跟着柳湾农商银行城南支行的老周出了门", "石坝", "柳湾"),
        ("跟随柳湾农商银行客户经理走村记", "", "柳湾"),
        ("受访人：柳湾农商银行董事长", "", "柳湾"),
        ("我是派驻柳湾农商银行挂职副行长的老陈", "", "柳湾"),
        ("石坝农商银行选派三名骨干赴省外学习", "石坝", ""),
    ],
)
def test_host_and_learner(text: str, learner: str, host: str) -> None:
    visit = of(text)
    assert visit is not None
    assert visit.hosts == ((f"{host}农商银行",) if host else ())
    assert visit.learners == ((f"{learner}农商银行",) if learner else ())


def test_who_forms_a_team_at_home_sends_nobody() -> None:
    assert of("柳湾农商银行从各支行抽调九名老信贷员组成清收大队") is None


def test_several_hosts_in_a_row() -> None:
    visit = of("我行先后到向垟农商银行、梨洲农商银行考察")
    assert visit == Visit(("向垟农商银行", "梨洲农商银行"), ())


def test_a_place_stands_for_its_bank() -> None:
    text = "石坝农商银行赴柳湾考察学习。柳湾农商银行评议公开。"
    assert of(text) == Visit(("柳湾农商银行",), ("石坝农商银行",))


def test_they_come_to_us() -> None:
    assert of("檀溪农商银行一行来我行交流") == Visit((), ("檀溪农商银行",), to_us=True)


@pytest.mark.parametrize(
    "text",
    ["东湖农商银行学习简报", "到期贷款由东湖农商银行清收", "石坝农商银行与柳湾农商银行座谈", ""],
)
def test_no_visit(text: str) -> None:
    assert of(text) is None


def test_a_form_states_who_learns_and_who_is_visited() -> None:
    text = "学习单位：鹿滩农商银行 被学习单位：柏溪农商银行"
    assert [v.hosts for v in visits(text, BankNames(text))] == [("柏溪农商银行",)]
    form = "来访单位：鹿滩联社\n接待单位：柏溪农商银行"
    told = list(visits(form, BankNames(form)))
    assert [v.hosts for v in told] == [(), ("柏溪农商银行",)]
    assert [v.learners for v in told] == [("鹿滩联社",), ()]
    alone = "学习单位：柏溪农商银行"
    assert [v.hosts for v in visits(alone, BankNames(alone))] == [("柏溪农商银行",)]


def test_beside_the_bank_that_teaches_the_other_one_learns() -> None:
    form = "带教行：柏溪农商银行\n跟班行：鹿滩农商银行"
    told = list(visits(form, BankNames(form)))
    assert [v.hosts for v in told] == [("柏溪农商银行",), ()]
    assert [v.learners for v in told] == [(), ("鹿滩农商银行",)]
    one = "带教：王师傅\n跟班单位：柏溪农商银行"
    assert [v.hosts for v in visits(one, BankNames(one))] == [("柏溪农商银行",)]
    same = "承办行：柏溪农商银行\n跟班单位：柏溪农商银行"
    assert {v.hosts for v in visits(same, BankNames(same))} == {("柏溪农商银行",)}


def test_several_come_to_us() -> None:
    text = "桑坞、鹿滩两家农商银行考察组到我行考察。桑坞农商银行办夜校，鹿滩农商银行免填表。"
    found = next(visits(text, BankNames(text)))
    assert found.to_us
    assert set(found.learners) == {"桑坞农商银行", "鹿滩农商银行"}


@pytest.mark.parametrize("unit", ["青枫农商银行", "赴青枫农商银行学习", "我们学习借鉴"])
def test_names_and_verbs_without_end_take_linear_time(unit: str) -> None:
    ratios = (
        ratio(lambda text: list(visits(text, BankNames(text))), unit, 6_000)[0] for _ in range(4)
    )
    assert any(found <= LINEAR for found in ratios)


def test_who_came_to_learn_is_no_host() -> None:
    text = "碧螺农商银行举办座谈会，为前来跟班的龙脊农商银行8名学员送行。"
    found = list(visits(text, BankNames(text)))
    assert [(v.hosts, v.learners) for v in found] == [((), ("龙脊农商银行",))]


@pytest.mark.parametrize(
    "title",
    [
        "在石坝农商银行考察团座谈会上的介绍",
        "在石坝农商银行学习团欢迎会上的讲话",
        "在石坝农商银行一行座谈时的发言",
        "在石坝农商银行来宾见面会上的致辞",
        "在石坝农商银行参访团交流会上的讲话",
    ],
)
def test_who_comes_as_a_party_is_the_learner_and_the_writer_the_host(title: str) -> None:
    assert of(title) == Visit((), ("石坝农商银行",), to_us=True)


def test_the_host_named_before_the_verb_too_is_no_learner() -> None:
    visit = of("柳湾农商银行渔业金融见学记：我们五人在柳湾农商银行见学")
    assert visit == Visit(("柳湾农商银行",), ())


@pytest.mark.parametrize("stayed", ["当了五天", "过了四天", "跟了整整一周", "干了三天", "住了七晚"])
def test_who_stays_some_days_learns_there(stayed: str) -> None:
    assert of(f"我在柳湾农商银行北山支行{stayed}“店小二”。") == Visit(("柳湾农商银行",), ())


@pytest.mark.parametrize(
    "text",
    [
        "石坝联社青年骨干外出取经记",
        "石坝联社组织支行长外出学习",
        "石坝联社从全辖挑出九名业务骨干",
        "石坝联社选出六位柜员出门学艺",
        "石坝联社中层干部走出去学习",
    ],
)
def test_who_sends_people_out_is_the_learner(text: str) -> None:
    assert of(text) == Visit((), ("石坝联社",))


@pytest.mark.parametrize("words", ["今天是到{}报到的第一天", "早上到{}报道，分在滨河支行"])
def test_who_reports_for_duty_somewhere_learns_there(words: str) -> None:
    assert of(words.format("柳湾农商银行")) == Visit(("柳湾农商银行",), ())


@pytest.mark.parametrize(
    "text",
    [
        "下一步，石坝农商银行将选派第5批人员赴柳湾农商银行学习公司治理",
        "下阶段，石坝农商银行计划派出骨干到柳湾农商银行跟班",
        "今后，石坝农商银行还将走进柳湾农商银行考察学习",
        "接下来，石坝农商银行打算去柳湾农商银行学习",
        "明年，石坝农商银行拟前往柳湾农商银行对标学习",
    ],
)
def test_where_one_will_learn_later_is_not_where_one_learned(text: str) -> None:
    assert of(text) is None


@pytest.mark.parametrize(
    "line",
    [
        "学员：石坝农商银行 3人，草滩农商银行 2人",
        "学员：石坝农商银行（3人）、草滩农商银行（2人）",
        "参训人员：石坝农商银行4名；草滩农商银行3名",
    ],
)
def test_those_who_learn_with_how_many_of_each(line: str) -> None:
    visit = of(line)
    assert visit is not None
    assert visit.learners == ("石坝农商银行", "草滩农商银行")


@pytest.mark.parametrize(
    "text",
    [
        "石坝农商银行抽调二十八人，用两个月时间把每一笔不良贷款重新核查一遍",
        "石坝农商银行抽调六名骨干进驻市场",
        "石坝农商银行挑选五名老信贷员，担任评议员",
    ],
)
def test_who_picks_people_for_work_at_home_is_no_learner(text: str) -> None:
    assert of(text) is None
    assert of("石坝农商银行抽调六名骨干外出学习清收") == Visit((), ("石坝农商银行",))


@pytest.mark.parametrize(
    "line", ["我被分到柳湾农商银行营业部", "我们几个分在柳湾农商银行", "总行派我到柳湾农商银行去"]
)
def test_where_somebody_was_sent(line: str) -> None:
    visit = of(line)
    assert visit is not None
    assert visit.hosts == ("柳湾农商银行",)


@pytest.mark.parametrize(
    ("text", "hosts", "learners"),
    [
        ("我随桐口农商银行学习组在这里待了五天", (), ("桐口农商银行",)),
        ("迎接我们的是柳湾农商银行零售部老总", ("柳湾农商银行",), ()),
        ("我跟随柳湾农商银行客户经理下乡学习", ("柳湾农商银行",), ()),
    ],
)
def test_with_whom_one_came_and_who_met_one(
    text: str, hosts: tuple[str, ...], learners: tuple[str, ...]
) -> None:
    (visit,) = visits(text, BankNames(text))
    assert (visit.hosts, visit.learners) == (hosts, learners)


@pytest.mark.parametrize(
    "text",
    [
        "访石坝农商银行赴柳湾农商银行跟班学习组组长荀立",
        "对话石坝农商银行赴柳湾农商银行跟班学员",
        "专访赴柳湾农商银行学习归来的石坝农商银行行长",
        "走访石坝农商银行在柳湾农商银行学习的骨干",
    ],
)
def test_who_is_asked_about_what_was_learned_elsewhere_learns(text: str) -> None:
    assert of(text) == Visit(("柳湾农商银行",), ("石坝农商银行",))


@pytest.mark.parametrize(
    "text", ["专访柳湾农商银行行长谈学习型银行", "石坝农商银行学员访柳湾农商银行学清收"]
)
def test_who_is_asked_about_itself_is_learned_from(text: str) -> None:
    visit = of(text)
    assert visit is not None
    assert visit.hosts == ("柳湾农商银行",)


@pytest.mark.parametrize(
    "text",
    [
        "我就写写在柳湾农商银行老街支行的三个星期",
        "在柳湾农商银行的这二十天里，我天天写笔记",
        "想起在柳湾农商银行城关支行的那些日子，总有说不完的话",
        "回想在柳湾农商银行的一个多月，收获很大",
    ],
)
def test_some_weeks_at_a_bank_were_spent_there(text: str) -> None:
    visit = of(text)
    assert visit is not None
    assert visit.hosts == ("柳湾农商银行",)


@pytest.mark.parametrize("party", ["跟班学习团", "学习考察组", "考察团", "跟班学习小组"])
def test_guests_to_whom_somebody_speaks_learn(party: str) -> None:
    assert of(f"在石坝农商银行{party}座谈会上的介绍") == Visit((), ("石坝农商银行",), to_us=True)


@pytest.mark.parametrize("verb", ["出发去", "动身到", "启程往"])
def test_who_sets_out_visits(verb: str) -> None:
    assert of(f"明天你们十五个人就要{verb}柳湾农商银行了") == Visit(("柳湾农商银行",), ())


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("去年我到柳湾农商银行学过一次，他们靠诉讼。", ()),
        ("前年总行派人到柳湾农商银行考察过两天。", ()),
        ("此前我们去柳湾农商银行学习过清收。", ()),
        ("去年9月，我到柳湾农商银行跟班学习一个月。", ("柳湾农商银行",)),
    ],
)
def test_a_visit_of_long_ago_is_mentioned_in_passing(text: str, hosts: tuple[str, ...]) -> None:
    found = [bank for visit in visits(text, BankNames(text)) for bank in visit.hosts]
    assert tuple(found) == hosts
