"""Who takes part in a bulletin, and on which side."""

from __future__ import annotations

from collections.abc import Iterator

from kb.enrich.bank_clues import of_bank
from kb.enrich.parties import Parties
from kb.enrich.stated_parties import visited_in_list
from kb.model import Side


class Gone(tuple[str, ...]):
    """Names that count how often one goes through all of them."""

    times = 0

    def __iter__(self) -> Iterator[str]:
        Gone.times += 1
        return super().__iter__()

    def __contains__(self, name: object) -> bool:
        Gone.times += 1
        return super().__contains__(name)


def test_the_clues_of_a_bank_do_not_go_through_all_others() -> None:
    banks = [f"{chr(0x5200 + n)}湾农商银行" for n in range(300)]
    parties = Parties(banks=Gone(banks), hosts=Gone(banks[:200]), learners=Gone(banks[200:299]))
    Gone.times = 0
    clues = {bank: list(of_bank(parties, bank, set())) for bank in banks}
    assert Gone.times <= 4
    assert clues[banks[0]][:2] == ["角host", "之一host"]
    assert clues[banks[-1]][:2] == ["角third", "唯一third"]


def test_who_is_host_and_learner_is_a_host() -> None:
    parties = Parties(banks=("甲",), hosts=("甲",), learners=("甲",))
    assert parties.side_of("甲") is Side.HOST
    assert parties.on_side == {Side.HOST: 1}


def test_looking_for_lists_of_places_in_each_sentence_does_not_go_through_all_banks() -> None:
    banks = [f"{chr(0x5200 + n)}湾农商银行" for n in range(300)]
    parties = Parties(banks=Gone(banks))
    told = [f"学员先后前往{bank[:2]}、{banks[0][:2]}两家农商银行学习。" for bank in banks]
    list(visited_in_list(told[0], parties))
    Gone.times = 0
    found = [list(visited_in_list(text, parties)) for text in told]
    assert Gone.times == 0
    assert found[7] == [banks[7], banks[0]]


def test_a_stop_in_brackets_is_a_bank_and_a_station_is_not() -> None:
    parties = Parties(banks=("石桥农商银行",))
    assert [m.bank for m in parties.mentions("公司业务部（石桥站）")] == ["石桥农商银行"]
    assert parties.mentions("从石桥站下车") == ()


def test_many_lists_of_places_take_linear_time() -> None:
    """With quadratic time this would take minutes."""
    found = visited_in_list("前往甲县、乙县学习，" * 60_000, Parties(banks=("甲县农商银行",)))
    assert set(found) <= {"甲县农商银行"}
