"""Whatever a draft is made of: nothing is lost, and the outline is sound."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kb.model import Heading
from kb.readers.draft import Block, Draft
from kb.structure.understand import structure
from tests.builders import ORGANISATIONS, SOURCE, TODAY, structured
from tests.reading import in_order, kept, squeezed
from tests.structure.weekly import ALL_NUMBERS

_words = st.text("整村授信评议考核，。、：；（）一二三1", min_size=1, max_size=50).map(
    lambda text: text.strip() or "字"
)
_numbers = st.sampled_from(["", *(n for style in ALL_NUMBERS for n in style), "01 ", "①", "一是"])
_known = st.sampled_from(
    "一、临海组学习情况|本周临海组学习小结|温岭组|本周学习之星|学习内容|经验做法|★|01|2018年7月9日—13日|7月9日|第三周|来源：办公室".split(
        "|"
    )
)
_blocks = st.builds(
    Block,
    st.builds(lambda number, words: number + words, _numbers, _words) | _known,
    level=st.sampled_from([0, 0, 1, 2, 3]),
    centred=st.booleans(),
    bold=st.booleans(),
    size=st.sampled_from([0.0, 14.0, 16.0, 24.0]),
    after_image=st.booleans(),
)


@given(st.lists(_blocks, min_size=1, max_size=25), st.booleans())
def test_no_draft_loses_text(blocks: list[Block], known_banks: bool) -> None:
    """Every block is in the bulletin or among the furniture; the text stands in its order."""
    made = structure(
        Draft(tuple(blocks)),
        SOURCE,
        today=TODAY,
        organisations=ORGANISATIONS if known_banks else (),
    )
    everything = kept(made.bulletin) + squeezed("".join(made.furniture))
    assert [b.text for b in blocks if squeezed(b.text) not in everything] == []
    body = squeezed("".join(item.text for item in made.bulletin.content))
    assert in_order(body, squeezed("".join(block.text for block in blocks))) == ""


@given(st.lists(_blocks, min_size=1, max_size=25))
def test_of_any_draft_the_outline_is_sound(blocks: list[Block]) -> None:
    made = structured(*blocks).bulletin
    path: list[Heading] = []
    for item in made.content:
        if isinstance(item, Heading):
            assert 2 <= item.level <= 6
            path = [above for above in path if above.level < item.level] + [item]
        else:
            assert item.heading_path == tuple(above.text for above in path)
            assert item.text
            assert item.title
            assert item.group in {"", *(group.name for group in made.groups)}
    anchors = [entry.anchor for entry in made.entries]
    assert len(set(anchors)) == len(anchors)
    assert replace(made, content=()).entries == ()
