"""Pictures stand next to the entry that follows them, with its caption; none is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.weeks import png
from kb.identity import keep_anchors
from kb.model import PICTURE_FILE, Bulletin, Entry, Kind, Picture
from kb.readers import draft
from kb.readers.read import Block
from kb.structure.pictures import file_name
from kb.text.web_address import MAX_ADDRESS, plain_address
from tests.builders import bulletin, entry, structured, title_block
from tests.structure.test_any_draft import _blocks

ONE, TWO, THREE = (draft.DraftPicture(png(number), "image/png") for number in (1, 2, 3))
WEB = draft.DraftPicture(address="https://mp.example.invalid/1.jpg")
OPENING = Block("本周，临海组继续跟班学习，全体学员深入支行，白天走访、晚上交流，收获不小。")
GROUP = Block("一、临海组学习情况", centred=True, bold=True, size=24)
CAPTION = "临海组在城关支行参加晨会。"


def kept(picture: draft.DraftPicture, caption: str = "") -> Picture:
    return Picture(file=file_name(picture), caption=caption)


def next_to(*blocks: Block) -> list[tuple[Picture, ...]]:
    made = structured(title_block("跟班学习活动第三周纪实"), *blocks).bulletin
    return [entry.pictures for entry in made.entries]


def test_a_picture_is_named_by_its_bytes_and_format() -> None:
    assert PICTURE_FILE.fullmatch(file_name(ONE))
    assert file_name(ONE) == file_name(replace(ONE, address="x")) != file_name(TWO)
    assert file_name(replace(ONE, media_type="image/jpeg")).endswith(".jpg")


def test_a_captioned_picture_stands_beside_its_caption() -> None:
    caption = Block(CAPTION, after_image=True, pictures=(ONE, WEB))
    assert next_to(OPENING, GROUP, caption) == [(), (kept(ONE), Picture(address=WEB.address))]


def test_a_picture_among_paragraphs_stands_beside_the_text_that_follows() -> None:
    other = Block(OPENING.text.replace("本周", "上周"), after_image=True, pictures=(ONE,))
    assert next_to(OPENING, other) == [(), (kept(ONE),)]


def test_pictures_of_title_dates_and_headings_go_to_the_next_entry() -> None:
    dates = Block("(2018年7月9日--13日)", centred=True, bold=True, size=24, pictures=(ONE,))
    heading = replace(GROUP, after_image=True, pictures=(TWO,))
    caption = Block(CAPTION, after_image=True, pictures=(THREE,))
    assert next_to(dates, OPENING, heading, caption) == [
        (kept(ONE),),
        (kept(TWO), kept(THREE)),
    ]


def test_pictures_of_a_last_heading_go_to_the_last_entry() -> None:
    last = replace(GROUP, pictures=(ONE,))
    assert next_to(OPENING, last)[-1] == (kept(ONE),)


def test_a_number_in_a_box_of_its_own_keeps_its_picture() -> None:
    number = Block("01", pictures=(ONE,))
    assert next_to(OPENING, number, Block("临海组学习情况"), Block(CAPTION)) == [(), (kept(ONE),)]


def test_a_lesson_of_several_paragraphs_has_the_pictures_of_all() -> None:
    lessons = Block("本周临海组学习小结", centred=True, bold=True, size=24)
    point = Block("一、整村授信先评议", pictures=(ONE,))
    first = Block("支行请村干部和村民代表逐户评议，公示无异议后才生成预授信名单。" * 3)
    second = Block("评议会现场", after_image=True, pictures=(TWO,))
    made = structured(title_block("纪实"), OPENING, lessons, point, first, second).bulletin
    (lesson,) = (e for e in made.entries if e.kind is Kind.LESSON)
    assert lesson.pictures == (kept(ONE), kept(TWO, "评议会现场"))


@given(st.lists(_blocks, min_size=1, max_size=25), st.data())
def test_no_draft_loses_a_picture(blocks: list[Block], data: st.DataObject) -> None:
    shown = st.lists(st.sampled_from([ONE, TWO, THREE, WEB]), max_size=3).map(tuple)
    with_pictures = [replace(block, pictures=data.draw(shown)) for block in blocks]
    made, bare = structured(*with_pictures), structured(*blocks)
    assert without(made.bulletin) == bare.bulletin
    if not made.bulletin.entries:
        return
    given_ = [p for block in with_pictures for p in block.pictures]
    assert sorted(names(given_)) == sorted(
        p.file or p.address for e in made.bulletin.entries for p in e.pictures
    )
    assert made.pictures == {file_name(p): p.data for p in given_ if p.data}


def names(pictures: Sequence[draft.DraftPicture]) -> list[str]:
    return [file_name(p) if p.data else p.address for p in pictures]


def without(made: Bulletin) -> Bulletin:
    content = (replace(i, pictures=()) if isinstance(i, Entry) else i for i in made.content)
    return replace(made, content=tuple(content))


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("https://a.invalid/图_1.jpg?x=1&y=%20", "https://a.invalid/图_1.jpg?x=1&y=%20"),
        (" 简报.files/a (1).png ", "简报.files/a%20%281%29.png"),
        ("a\n](b)[c", "a%0A%5D%28b%29%5Bc"),
        ("javascript:alert('1')", "javascript:alert%28%271%27%29"),
        ("\ud800", "%3F"),
        ("长" * 5000, "长" * MAX_ADDRESS),
    ],
)
def test_an_address_is_made_plain(address: str, plain: str) -> None:
    assert plain_address(address) == plain == plain_address(plain)


@given(st.text())
def test_a_plain_address_stays_as_it_is(address: str) -> None:
    assert plain_address(plain_address(address)) == plain_address(address)


class TestVersions:
    """Which pictures a bulletin has that is read again."""

    OLD = bulletin(replace(entry("甲。"), pictures=(kept(ONE),)), entry("乙。"))

    def test_those_of_the_new_file(self) -> None:
        new = bulletin(entry("甲。"), replace(entry("乙。"), pictures=(kept(TWO),)))
        assert keep_anchors(new, self.OLD) == new

    def test_those_there_were_if_the_new_file_holds_none(self) -> None:
        note = Picture(address=WEB.address)
        for pictures in ((), (note,)):
            new = bulletin(entry("甲。"), replace(entry("乙。"), pictures=pictures))
            assert keep_anchors(new, self.OLD) == self.OLD

    def test_notes_where_there_was_nothing(self) -> None:
        note = Picture(address=WEB.address)
        new = bulletin(replace(entry("甲。"), pictures=(note,)), entry("乙。"))
        assert keep_anchors(new, without(self.OLD)) == new
