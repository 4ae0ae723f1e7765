"""What a body of a Word file is read as."""

from __future__ import annotations

from kb.readers.read import Draft, read
from tests.readers.making import docx, p


def reading(body: str, **parts: str | bytes) -> Draft:
    return read(docx(body, **parts), "简报.docx")


def texts(body: str, **parts: str | bytes) -> list[str]:
    return [block.text for block in reading(body, **parts).blocks]


# Three lists: 一、 with 1.1 below, the same from 十一、, and circled digits from ③.
LISTS = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
    '<w:lvlText w:val="%1、"/><w:suff w:val="nothing"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1.%2"/><w:isLgl/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">'
    '<w:start w:val="3"/><w:numFmt w:val="decimalEnclosedCircleChinese"/><w:lvlText w:val="%1"/>'
    '<w:pStyle w:val="li"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="11"/></w:lvlOverride></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>'
)


def item(text: str, list_id: int, level: int = 0) -> str:
    numbering = f'<w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/>'
    return p(text, properties=f"<w:numPr>{numbering}</w:numPr>")


# A paragraph mark that was deleted.
DELETED = "<w:rPr><w:del/></w:rPr>"
