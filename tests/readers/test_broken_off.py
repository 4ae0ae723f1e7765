"""A page that breaks off within a tag."""

from __future__ import annotations

import pytest

from kb.readers import read


@pytest.mark.parametrize(
    ("end", "text"),
    [
        ("<p>不良率低于<b", "不良率低于<b"),
        ('<p>每周三例会<a href="http://a.cn/?b=1', '每周三例会<a href="http://a.cn/?b=1'),
        ("<p>存款增长3<5", "存款增长3<5"),
        ("<p>每周三例会<!--，未完", "每周三例会，未完"),
        ("<p>每周三例会<!-- 注 --><!--，<b>未完</b></p>", "每周三例会，未完"),
        ("<p>每周三例会</p", "每周三例会</p"),
    ],
)
def test_what_stands_behind_the_last_tag_is_read(end: str, text: str) -> None:
    blocks = read(f"<p>柳湾农商银行每月回访老客户。</p>{end}".encode(), "a.html").blocks
    assert [block.text for block in blocks] == ["柳湾农商银行每月回访老客户。", text]
