"""Who writes each passage, and what follows for "we" and "I"."""

from dataclasses import replace

from kb.enrich.parties import Parties
from kb.enrich.writers import Writers
from kb.model import Entry, Kind

PARTIES = Parties(
    banks=("洮源农商银行", "窑湾农商银行", "桑阳农商银行"),
    hosts=("洮源农商银行",),
    learners=("窑湾农商银行", "桑阳农商银行"),
)


def writer(text: str, heading: str = "", title: str = "", at: str = "我") -> str:
    entry = Entry("a", Kind.LESSON, text, "题", heading_path=(heading,) if heading else ())
    return Writers(PARTIES, [entry], title).at(entry, text.index(at))


def test_a_byline_names_the_writer_of_what_follows() -> None:
    assert writer("把柜台搬出去\n窑湾农商银行 陈立\n第一天，我就被拉去摆摊。") == "窑湾农商银行"


def test_writers_name_their_own_bank() -> None:
    assert writer("编辑同志：我是桑阳农商银行的小方，学了半个月。") == "桑阳农商银行"
    assert writer("我们窑湾也买过两台终端。") == "窑湾农商银行"


def test_a_collection_of_speeches_is_written_by_the_banks_of_its_headings() -> None:
    title = "推进会发言摘登"
    assert writer("我行不请媒体。", "洮源农商银行：开庭", title) == "洮源农商银行"
    assert writer("我行不请媒体。", "洮源农商银行：开庭") == ""


def test_a_writer_who_is_known_by_name_signs_too() -> None:
    parties = replace(PARTIES, persons=(("陈立", "窑湾农商银行"),))
    text = "把柜台搬出去\n窑湾农商银行　陈立\n第一天，我就被拉去摆摊。"
    entry = Entry("a", Kind.LESSON, text, "题")
    assert Writers(parties, [entry]).at(entry, text.index("我")) == "窑湾农商银行"


def test_many_banks_in_one_line_take_linear_time() -> None:
    """With quadratic time this would take minutes."""
    assert writer("窑湾农商银行走访、" * 40_000 + "我们窑湾也买过终端。") == "窑湾农商银行"
