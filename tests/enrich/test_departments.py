"""Departments that are named once with their bank and then speak."""

from kb.enrich.departments import department_speaking, departments_in
from kb.enrich.parties import Parties
from kb.enrich.speakers import Speakers

HOST, GUEST = "榆畈农商银行", "桐口农商银行"
PARTIES = Parties(banks=(HOST, GUEST), hosts=(HOST,), learners=(GUEST,))


def found(*lines: str) -> dict[str, str]:
    return dict(departments_in((line, PARTIES.mentions(line)) for line in lines))


def test_departments_are_those_right_behind_a_bank() -> None:
    assert found(f"参会人员：{GUEST}跟班组全体；{HOST}信贷部、科技部和合规管理部负责人") == {
        "信贷部": HOST,
        "科技部": HOST,
        "合规管理部": HOST,
    }
    assert found(f"{HOST}总行个贷中心主任唐某介绍") == {"个贷中心": HOST}
    assert found(f"赴{HOST}学习，先到信贷部") == {}


def test_a_department_of_two_banks_is_of_none() -> None:
    assert found(f"{HOST}信贷部、{GUEST}信贷部") == {}


def test_a_department_speaks_before_a_colon() -> None:
    known = {"信贷部": HOST}
    for text in ("信贷部：我们代点。", "信贷部负责人：我们代点。", "信贷部 唐某：我们代点。"):
        assert department_speaking(text, known) == HOST
    assert department_speaking("信贷部下达了任务：每人十户。", known) == ""
    assert department_speaking("零售部：我们代点。", known) == ""


def test_speakers_know_the_departments_of_the_parties() -> None:
    parties = Parties(banks=(HOST, GUEST), hosts=(HOST,), departments=(("信贷部", HOST),))
    speakers = Speakers(parties)
    assert speakers.speaking("翟明远：我们那里手机用不惯，怎么办？", ()) == ""
    assert speakers.speaking("信贷部：我们让服务站代点。", ()) == HOST
