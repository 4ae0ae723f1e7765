"""What was read lately is kept, in bounded memory."""

from __future__ import annotations

from kb.index.engines.recent import Recent


def test_what_is_asked_for_often_is_read_once_and_the_rest_is_let_go() -> None:
    read: list[int] = []

    def reading(number: int) -> str:
        read.append(number)
        return f"第{number}条"

    recent = Recent(reading, room=10)
    for number in range(100):
        assert recent.get(7) == "第7条"
        assert recent.get(number) == f"第{number}条"
    assert read.count(7) == 1
    assert len(recent._newer) + len(recent._older) <= 12
    recent.get(0)
    assert read.count(0) == 2


def test_room_is_counted_by_cost() -> None:
    recent = Recent(lambda number: "字" * number, room=1000, cost=len)
    for number in range(1, 200):
        recent.get(number)
    kept = [*recent._newer.values(), *recent._older.values()]
    assert sum(map(len, kept)) <= 1000 + 200


def test_items_asked_for_together_are_kept_as_those_asked_for_alone() -> None:
    read: list[int] = []

    def reading(number: int) -> str:
        read.append(number)
        return f"第{number}条"

    recent = Recent(reading, room=100)
    recent.get(3)
    assert recent.get_all([2, 3, 2]) == ["第2条", "第3条", "第2条"]
    assert read == [3, 2]
