"""Names in a text are found as a pattern would find them, at a cost that does not grow with their number."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kb.enrich.name_finder import Found, NameFinder

KIND = re.compile("[县市]?(?:农商银行|联社)")


class Counted(dict[str, str]):
    """Names that count how often one looks for them."""

    looks = 0

    def __contains__(self, name: object) -> bool:
        self.looks += 1
        return super().__contains__(name)


def by_pattern(whole: list[str], places: list[str], text: str) -> list[Found]:
    """The same with one pattern, longest names first."""
    named, bare = (
        "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "(?!)"
        for names in (whole, places)
    )
    pattern = re.compile(f"(?P<whole>{named})|(?P<place>{bare})(?P<kind>{KIND.pattern})?")
    return [
        Found(m["whole"], m.start(), m.end())
        if m["whole"]
        else Found(m["place"], m.start(), m.end(), m["kind"] is not None)
        for m in pattern.finditer(text)
    ]


_NAMES = st.lists(st.text("甲乙丙.", min_size=1, max_size=4), unique=True, max_size=6)


@given(
    _NAMES, _NAMES, st.lists(st.sampled_from("甲乙丙.县|农商银行|联社|，".split("|")), max_size=30)
)
def test_found_as_by_a_pattern(whole: list[str], places: list[str], pieces: list[str]) -> None:
    text = "".join(pieces)
    finder = NameFinder(dict.fromkeys(whole, ""), places, KIND)
    assert list(finder.find(text)) == by_pattern(whole, places, text)


def test_a_thousand_names_cost_as_much_as_ten() -> None:
    def looks(count: int) -> int:
        names = [f"{chr(0x5000 + n)}湾农商银行" for n in range(count)]
        places = [name[:2] for name in names]
        whole, bare = Counted(dict.fromkeys(names, "")), Counted(dict.fromkeys(places, ""))
        found = list(
            NameFinder(whole, bare, KIND).find("".join(names[:10]) + "，".join(places[:10]))
        )
        assert len(found) == 20
        return whole.looks + bare.looks

    assert looks(1000) == looks(10)
