"""The head of a text whose first lines are given."""

from __future__ import annotations

from kb.readers.draft import Block
from kb.structure.head import Head, read_head
from kb.structure.looks import body_look

TEXT = Block(
    "6月3日至7日，我行组织15名客户经理赴柳湾农商银行跟班学习，现将学习情况编发如下，供各支行参考。"
)


def head(*lines: str, stated: str = "") -> Head:
    blocks = [*map(Block, lines), TEXT]
    return read_head(blocks, body_look(blocks), stated)
