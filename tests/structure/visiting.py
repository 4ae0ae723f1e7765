"""A bulletin of one visit, with points to choose: what tests of points, hosts and sections are built from."""

from __future__ import annotations

from kb.model import Entry, Kind
from kb.readers.draft import Block
from tests.builders import structured, title_block

DEEDS = (
    "客户经理每周二、周四进村，逐户登记人口、收入和资金用途，次日由支行行长抽三户打电话回访。",
    "村民代表当场打分，结果在村口张榜七天，谁有异议谁就当场提，由总行派人复核一遍。",
    "总行每月按村通报建档率和签约率，前三名的支行加绩效分，连续两月末位的由分管行长约谈。",
)
TEXT = DEEDS[0]
TITLE = title_block("石坝农商银行赴柳湾农商银行学习整村授信")
VISIT = "2024年6月3日至7日，石坝农商银行一行五人赴柳湾农商银行学习，先后看了两个支行。"


def entries(*blocks: Block | str) -> list[Entry]:
    return list(structured(TITLE, VISIT, *blocks).bulletin.entries)


def lessons(*blocks: Block | str) -> list[str]:
    return [entry.text for entry in entries(*blocks) if entry.kind is Kind.LESSON]
