"""What a page is read as."""

from __future__ import annotations

from kb.readers.draft import Block, Draft
from kb.readers.read import read


def read_html(html: str | bytes) -> Draft:
    return read(html if isinstance(html, bytes) else html.encode(), "简报.html")


def blocks(html: str) -> tuple[Block, ...]:
    return read_html(html).blocks


def texts(html: str) -> list[str]:
    return [block.text for block in blocks(html)]


def warnings_of(html: str) -> tuple[str, ...]:
    return read_html(html).warnings


TEXT = (
    "5月6日，石坝农商银行一行五人到柳湾农商银行学习走访管理，听了一场晨会，看了两个支行。",
    "柳湾农商银行规定客户经理每周二、周四进村，逐户登记人口、收入和资金用途，当天录入系统。",
    "次日由支行行长抽三户打电话回访，不实的退回重做，连续两次不实的扣当月绩效五百元。",
)
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in TEXT)
