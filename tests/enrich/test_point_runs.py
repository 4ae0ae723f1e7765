"""Runs of numbered points about one host."""

from __future__ import annotations

from kb.enrich.point_runs import Runs
from kb.enrich.sentence_subject import SentenceSubject
from kb.model import Entry, Kind, Side
from kb.text import sentences

HOST = "柳湾农商银行"


def _point(text: str, side: Side = Side.HOST) -> tuple[Entry, tuple[SentenceSubject, ...]]:
    bank = HOST if side is Side.HOST else ""
    said = tuple(SentenceSubject(unit, bank, side, "") for unit in sentences(text))
    return Entry("", Kind.LESSON, text, "", bank=HOST), said


def test_the_third_point_goes_on_with_two_about_the_host() -> None:
    runs = Runs()
    for text in ("1.谈。先谈后诉。", "2.诉。批量立案。"):
        entry, said = _point(text)
        assert not runs.goes_on(entry)
        runs.add(entry, said)
    assert runs.goes_on(_point("3.奖。按回收额计奖。")[0])
    assert not runs.goes_on(_point("4.奖。按回收额计奖。")[0])
    assert not runs.goes_on(_point("一、奖。按回收额计奖。")[0])


def test_a_point_about_others_or_text_between_points_ends_a_run() -> None:
    runs = Runs()
    for text, side in (("1.谈。先谈后诉。", Side.HOST), ("2.诉。批量立案。", Side.NONE)):
        runs.add(*_point(text, side))
    assert not runs.goes_on(_point("3.奖。按回收额计奖。")[0])
    runs = Runs()
    for text in ("1.谈。先谈后诉。", "2.诉。批量立案。", "以上两条值得学。"):
        runs.add(*_point(text))
    assert not runs.goes_on(_point("3.奖。按回收额计奖。")[0])
