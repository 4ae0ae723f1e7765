"""Chats copied as text."""

from __future__ import annotations

import pytest

from kb.readers import Block, Draft
from kb.structure.chat import of_chat

SAID = (
    "贷前调查拍照有规定动作，少一张系统过不去。",
    "柜员每天下班前要做五分钟对账。",
    "续贷提前45天启动。",
)


@pytest.mark.parametrize(
    "heads",
    [
        ("陆明 10-22 20:31", "邵琪 20:36", "陆明 20:37"),
        (
            "2026-10-22 20:31:05 陆明(1234567)",
            "2026-10-22 20:36:11 邵琪(765)",
            "2026-10-22 20:40:00 韦青(9)",
        ),
        ("陆明 2026/10/22 20:31:05", "邵琪 2026/10/22 20:36:11", "韦青 2026/10/22 20:40:00"),
        ("陆明 昨天 20:31", "邵琪 昨天 20:36", "韦青 昨天 20:40"),
        ("小微-陆明 下午 2:31", "邵琪 下午 2:36", "小微-陆明 下午 3:02"),
    ],
)
def test_speakers_and_stickers_are_no_part_of_a_chat(heads: tuple[str, ...]) -> None:
    lines = [line for pair in zip(heads, SAID, strict=True) for line in pair]
    lines += ["[强][强]", "[图片]", "收到！", "“陆明”撤回了一条消息"]
    found = of_chat(Draft(tuple(map(Block, lines))))
    assert tuple(block.text for block in found.blocks) == SAID
    assert len(found.furniture) == len(lines) - len(SAID)


@pytest.mark.parametrize(
    "heads",
    [
        ("晨会 8:10", "走访 9:30", "夕会 17:30"),
        ("8:10 晨会", "9:30 走访", "17:30 夕会"),
        ("陆明：", "邵琪：", "陆明："),
        ("陆明 20:31", "一", "陆明 20:40"),
    ],
)
def test_times_of_a_day_make_no_chat(heads: tuple[str, ...]) -> None:
    draft = Draft(tuple(Block(line) for pair in zip(heads, SAID, strict=True) for line in pair))
    assert of_chat(draft) is draft


def test_what_a_speaker_sent_as_a_file_says_nothing() -> None:
    sent = ("老简：[文件] 电话催收话术.docx", "小贺：[图片]", "陆明：收到", "[链接] 某公众号文章")
    lines = ["2025年6月10日 20:15", *SAID, "2025年6月10日 20:22", *sent, "2025年6月10日 20:31"]
    found = of_chat(Draft(tuple(map(Block, lines))))
    assert tuple(block.text for block in found.blocks) == SAID


@pytest.mark.parametrize(
    ("heads", "days"),
    [
        (("陆明 2025-06-10 20:31", "邵琪 2025-06-10 20:36", "陆明 2025-06-10 20:37"), "2025-06-10"),
        (
            ("2025/6/10 20:31 陆明", "2025/6/11 20:36 邵琪", "2025/6/12 9:00 陆明"),
            "2025-06-10—2025-06-12",
        ),
        (("陆明 2025-06-10 20:31", "邵琪 2025-06-10 20:36", "陆明 2025-09-10 20:37"), ""),
        (("陆明 06-10 20:31", "邵琪 06-10 20:36", "陆明 06-10 20:37"), ""),
    ],
)
def test_the_days_of_the_messages_are_those_of_the_chat(heads: tuple[str, ...], days: str) -> None:
    lines = [line for pair in zip(heads, SAID, strict=True) for line in pair]
    assert of_chat(Draft(tuple(map(Block, lines)))).days == days


def test_the_name_of_a_chat_is_its_title() -> None:
    heads = ("陆明 10-22 20:31", "邵琪 20:36", "陆明 20:37")
    lines = ["群聊：赴外学习二组", *(x for pair in zip(heads, SAID, strict=True) for x in pair)]
    found = of_chat(Draft(tuple(map(Block, lines))))
    assert (found.blocks[0].text, found.blocks[0].level) == ("赴外学习二组", 1)
