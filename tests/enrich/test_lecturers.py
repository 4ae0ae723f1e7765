"""Banks whose people were asked to come and teach."""

from __future__ import annotations

import pytest

from kb.enrich import read_subjects
from kb.enrich.lecturers import lecturers
from kb.enrich.parties import Parties
from kb.model import Side, Source
from kb.readers import read
from kb.structure import structure
from tests.builders import TODAY

GUEST, HOME = "竹溪农商银行", "柳湾农商银行"


def told(title: str, opening: str) -> dict[str, Side]:
    text = f"{title}\n\n{opening}\n\n洪主任说，{GUEST}做小微贷款先问老伴、邻居和供货商，看水表、看灶台。\n"
    source = Source("a.txt", "txt", "0" * 64, TODAY)
    made = structure(read(text.encode(), "a.txt"), source, today=TODAY).bulletin
    parties, _ = read_subjects(made, ())
    assert isinstance(parties, Parties)
    return lecturers(made, parties)


@pytest.mark.parametrize(
    "opening",
    [
        f"8月16日，{HOME}座无虚席，{GUEST}微贷中心主任洪波应邀前来授课，两百人参加。",
        f"8月16日，{HOME}邀请{GUEST}洪波来行讲课，两百人参加。",
        f"应{HOME}邀请，{GUEST}洪波走上讲台，作了微贷专题报告。",
        f"8月16日，{GUEST}洪波应邀前来授课，两百人参加。",
    ],
)
def test_who_comes_to_teach_is_learned_from(opening: str) -> None:
    assert told(f"{HOME}请来“土专家”", opening) == {GUEST: Side.HOST, HOME: Side.LEARNER}


@pytest.mark.parametrize(
    "opening",
    [
        f"8月16日，{HOME}组织员工赴{GUEST}，听取了介绍，参加了培训。",
        f"{GUEST}给新员工上课，请老员工讲。",
    ],
)
def test_who_learns_there_or_teaches_its_own_people_is_no_guest(opening: str) -> None:
    assert told(f"{HOME}学习小微贷款", opening) == {}
