"""A notice and the text that it passes on."""

from __future__ import annotations

import pytest

from kb.model import Heading
from kb.readers import Block
from kb.structure.attachment import with_attachment
from tests.builders import structured, title_block

NOTICE = "现将柳湾农商银行推行“首问终结制”的经验材料转发给你们，请结合实际认真学习借鉴。"
TEXT = "柳湾农商银行规定，客户进门遇到的第一名员工就是首问责任人，必须陪到业务办结或给出明确答复。"
SIGNED = ("江州省联社办公室", "2026年5月18日")
TITLE = "让客户只问一个人"


@pytest.mark.parametrize("mark", ["附件", "附　件", "附件1", "附件：", "【附件】"])
def test_what_stands_between_notice_and_attachment(mark: str) -> None:
    lines = ("各农商银行：", NOTICE, f"附件：{TITLE}", *SIGNED, mark, TITLE, "——柳湾的做法", TEXT)
    found = with_attachment([*map(Block, lines)])
    assert [block.text for block in found.blocks] == [
        "各农商银行：",
        NOTICE,
        f"{TITLE}——柳湾的做法",
        TEXT,
    ]
    assert found.furniture == (f"附件：{TITLE}", *SIGNED, mark)


def test_several_attachments_are_listed() -> None:
    lines = (
        "各农商银行：",
        NOTICE,
        f"附件：1.{TITLE}",
        "2.学习登记表",
        *SIGNED,
        "附件1",
        TITLE,
        TEXT,
    )
    found = with_attachment([*map(Block, lines)])
    assert [block.text for block in found.blocks] == ["各农商银行：", NOTICE, TITLE, TEXT]


@pytest.mark.parametrize(
    "lines",
    [
        (NOTICE, "附件", TITLE, TEXT),  # nobody signs
        (NOTICE, TEXT, *SIGNED, "附件"),  # nothing is attached
        (NOTICE, TEXT, TEXT, TEXT),
        (),
    ],
)
def test_other_texts_stay_as_they_are(lines: tuple[str, ...]) -> None:
    blocks = tuple(map(Block, lines))
    assert with_attachment(blocks).blocks == blocks


def test_the_title_of_the_attachment_is_a_heading_of_the_bulletin() -> None:
    made = structured(
        title_block("关于转发柳湾农商银行经验材料的通知"),
        NOTICE,
        *SIGNED,
        "附件",
        TITLE,
        TEXT,
        TEXT,
    )
    headings = [item.text for item in made.bulletin.content if isinstance(item, Heading)]
    assert headings == [TITLE]
    assert not any(SIGNED[0] in entry.text for entry in made.bulletin.entries)
    assert set(SIGNED) < set(made.furniture)


def test_without_the_word_the_quoted_title_begins_the_attachment() -> None:
    lines = (
        f"关于转发《{TITLE}》的通知",
        "各农商银行：",
        f"现将《{TITLE}》转发给你们。",
        *SIGNED,
        TITLE,
        TEXT,
        TEXT,
    )
    found = with_attachment([*map(Block, lines)])
    assert [block.text for block in found.blocks] == [*lines[:3], TITLE, TEXT, TEXT]
    assert found.furniture == SIGNED
