"""Characters that become one character each: their places are known without folding them."""

import sys

from kb.text import normalize
from kb.text.normalize import _MAY_BE_UNEVEN, _in_spaced_script, normalize_with_offsets


def test_each_becomes_one_and_keeps_its_kind() -> None:
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        if not _MAY_BE_UNEVEN.search(char):
            folded = normalize(f"a{char}a")[1:-1]
            assert len(folded) == 1 or char.isspace(), hex(code)
            assert _in_spaced_script(folded or char) == _in_spaced_script(char), hex(code)


def test_places_are_the_same_with_the_normal_form_known() -> None:
    for text in (
        "",
        "  客户 Ａ b\n\n贷款　“好” 1 2 ",
        "完…了 ok",
        "一\u200b二 三",
        "CRM 系统\n上线",
    ):
        known = normalize_with_offsets(text, normalize(text))
        plain = normalize_with_offsets(text)
        assert (known.text, list(known.origins)) == (plain.text, list(plain.origins))
