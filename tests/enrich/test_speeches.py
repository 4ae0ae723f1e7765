"""Banks whose people speak in turn about what their banks do."""

from __future__ import annotations

import pytest

from kb.enrich import read_subjects
from kb.enrich.parties import Parties
from kb.enrich.speeches import speeches
from kb.model import Bulletin, Side, Source
from kb.readers import read
from kb.structure import structure
from tests.builders import TODAY

SAID = (
    "我们把村级服务站的钥匙交给退休教师，一个站一年补贴两千四。",
    "我们给每个按时还清的客户剪一张红纸贴在门上，贴满三年的利率下调半个点。",
    "我们收了三百部旧手机，装好手机银行送给山里老人，按一下就能跟客户经理视频。",
)
BANKS = ("柳湾农商银行", "竹溪农商银行", "桐口农商银行")


def read_of(title: str, label: str) -> tuple[Bulletin, Parties]:
    people = zip(BANKS, ("汪平", "施文", "鲁强"), SAID, strict=True)
    lines = (label.format(bank=bank, name=name) + said for bank, name, said in people)
    text = "\n\n".join((title, "7月2日，片区农商银行在总部开会，现摘登如下。", *lines))
    source = Source("a.txt", "txt", "0" * 64, TODAY)
    made = structure(read(text.encode(), "a.txt"), source, today=TODAY).bulletin
    return made, read_subjects(made, ())[0]


@pytest.mark.parametrize(
    "label", ["{bank}行长 {name}：", "{name}（{bank}行长）：", "{bank}党委书记、董事长{name}："]
)
def test_who_speaks_for_the_own_bank_does_not_learn(label: str) -> None:
    _, parties = read_of("片区农商银行交流会发言摘登", label)
    assert {parties.side_of(bank) for bank in BANKS} == {Side.HOST}


def test_nothing_is_sure_of_those_who_speak_about_learning() -> None:
    made, parties = read_of("跟班学习学员座谈发言摘登", "{bank}学员{name}：")
    assert not speeches(made, parties)


def test_nothing_is_sure_of_those_who_ask_each_other() -> None:
    text = "\n\n".join(
        (
            "片区农商银行交流会发言摘登",
            "7月2日，片区农商银行在总部开会，现摘登如下。",
            f"{BANKS[0]}行长汪平：{SAID[0]}",
            f"{BANKS[1]}行长施文：请教汪行长，补贴从哪里出？",
            f"{BANKS[0]}行长汪平：从绩效里出，每年两千四。",
        )
    )
    source = Source("a.txt", "txt", "0" * 64, TODAY)
    made = structure(read(text.encode(), "a.txt"), source, today=TODAY).bulletin
    assert not speeches(made, read_subjects(made, ())[0])
