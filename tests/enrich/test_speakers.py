"""Who speaks in a conversation that is printed with the banks of its speakers."""

from kb.enrich.parties import Parties
from kb.enrich.speakers import Speakers

BANK = "榆畈农商银行"


def test_a_label_names_the_bank_of_its_speaker_once() -> None:
    parties = Parties(banks=(BANK,), hosts=(BANK,))
    speakers = Speakers(parties)

    def speaking(text: str) -> str:
        return speakers.speaking(text, parties.mentions(text))

    assert speaking("会议由办公室主持。") == ""
    assert speaking("唐行长（榆畈）：先评议，后授信。") == BANK
    assert speaking("额度张榜七天。") == BANK
    assert speaking("唐行长：再公示一次。") == BANK


def test_answers_of_an_interview_are_those_of_the_only_host() -> None:
    asking = "桐口农商银行"
    parties = Parties(banks=(BANK, asking), hosts=(BANK,), learners=(asking,))
    speakers = Speakers(parties)

    def speaking(text: str) -> str:
        return speakers.speaking(text, parties.mentions(text))

    assert speaking("问（桐口农商银行 某某）：额度怎么定？") == asking
    assert speaking("答：先评议，后授信。") == BANK
    assert speaking("额度张榜七天。") == BANK
    assert speaking("主持人：时间关系，到此为止。") == ""


def test_a_bank_before_a_colon_speaks_with_its_officers_or_by_itself() -> None:
    other = "桐口农商银行"
    parties = Parties(banks=(BANK, other), hosts=(BANK, other))
    speakers = Speakers(parties)

    def speaking(text: str) -> str:
        return speakers.speaking(text, parties.mentions(text))

    assert speaking(f"{BANK}人力资源部经理祁红：我们留两个席位。") == BANK
    assert speaking(f"{other}工会主席 米建军：我们免租三年。") == other
    assert speaking("结了婚再延两年。") == other
    assert speaking(f"{BANK}：席位没有表决权。") == BANK


def test_numbered_questions_are_asked_and_written_answers_are_the_hosts() -> None:
    parties = Parties(banks=(BANK,), hosts=(BANK,))
    speakers = Speakers(parties)

    def speaking(text: str) -> str:
        return speakers.speaking(text, parties.mentions(text))

    assert speaking("问题一：贵行如何防止人情贷？") == ""
    assert speaking("答复：我行实行异村交叉走访。") == BANK
    assert speaking("请教2：多久兑现一次？") == ""
    assert speaking("回复：每旬兑现。") == BANK


def test_of_several_hosts_the_one_of_the_section_answers() -> None:
    other = "桐口农商银行"
    parties = Parties(banks=(BANK, other), hosts=(BANK, other))
    speakers = Speakers(parties)
    assert speakers.speaking("问：额度怎么定？", (), other) == ""
    assert speakers.speaking("答：先评议，后授信。", (), other) == other
    assert speakers.speaking("答：先评议，后授信。", ()) == ""


def test_in_a_script_a_branch_speaks_until_the_narrator_goes_on() -> None:
    parties = Parties(banks=(BANK,), hosts=(BANK,), named_branches=(("码头支行", BANK),))
    speakers = Speakers(parties)

    def speaking(text: str) -> str:
        return speakers.speaking(text, parties.mentions(text))

    assert speaking("【画面：清晨的码头】") == ""
    assert speaking("【同期声】码头支行行长 阮小兵：我们不四点上班，钱就存到别处去了。") == BANK
    assert speaking("【解说】八百里的路，走过去是学习。") == ""
