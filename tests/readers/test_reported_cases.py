"""Files from reports of other readers' faults, where the folder with them is at hand: what they say is
read. A test with an input of our own for each kind stands with its reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.readers.read import read

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "reading"
if not CASES.is_dir():
    CASES = Path(__file__).resolve().parents[4] / "shared" / "cases" / "reading"

EXPECTED = {
    "01-pdf-letter-spacing/c10-spacing-2px.pdf": "12个村，签约1524户，已用信282户，用信率18.5%，比年初提高6.2个百分点",
    "05-docx-symbol-font/d03-symbol-font.docx": "信用评分≥60分，负债率≤50%，贷款额度＝年收入×3",
    "05-docx-symbol-font/d03b-symbol-run.docx": "信用评分≥60分，负债率≤50%",
    "07-docx-eq-fields/d01-eq-circled.docx": "②评议",
    "07-docx-eq-fields/d02-eq-pinyin.docx": "洨河镇镬底村",
    "07-docx-eq-fields/d12-combine.docx": "主办：青枫云泽农商银行",
    "09-pdf-table-wrapped-cells/c03-table.pdf": "柳溪支行 | 评议员背靠背打分，三人以上同意方可授信 | 1318",
    "09-pdf-table-wrapped-cells/l01-table-spacing.pdf": "信息，当天录入系统 | 1520户",
    "11-html-del/h02-del-ins.html": "每户授信上限50万元",
    "11-html-del/d13-strike.docx": "每户授信上限50万元",
    "12-wechat-svg-text/h07-svg-text.html": "第一步建档：入户采集21个字段，每户限时20分钟。",
    "20-docx-wordart/d07-wordart.docx": "云州农商银行学习简报",
    "22-docx-form-controls/d11-formdropdown.docx": "报送单位：柳溪支行",
    "25-html-second-article/h08-two-articles.html": "听证",
    "27-pdf-watermark/p03-watermark.pdf": "签约1524户，已用信282户",
    "29-docx-header-masthead/d25-header-comment.docx": "云州农商银行学习简报 2026年第12期",
    "30-txt-hard-wrap/e13-hardwrap.txt": "全年完成授信12个村，签约1524户，已用信282户，用信率达到18.5%",
}


@pytest.mark.parametrize("case", EXPECTED)
def test_a_reported_case(case: str) -> None:
    path = CASES / case
    if not path.is_file():
        pytest.skip("the reported files are not at hand")
    draft = read(path.read_bytes(), path.name)
    assert EXPECTED[case] in "\n".join(block.text for block in draft.blocks)
