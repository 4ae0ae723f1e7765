"""Which area of the site a page belongs to."""

from __future__ import annotations

import pytest

from tests.webapp.conftest import JULY, Desk, words

BULLETIN = f"/bulletins/{JULY.id}"
OF_A_BULLETIN = ("edit", "check", "history", "new", "remove")


@pytest.mark.parametrize(
    ("address", "area"),
    [
        *((f"{BULLETIN}/{page}", "简报") for page in OF_A_BULLETIN),
        (f"/entries/{JULY.id}/{JULY.entries[0].anchor}/report", "简报"),
        ("/bin", "简报"),
        ("/check", "简报"),
        ("/vocabulary/aspect?name=组织考核", "做法"),
        ("/vocabulary/everyday", "做法"),
        ("/compare?q=整村授信", "检索"),
        ("/intake/desk", "入库"),
    ],
)
def test_the_area_of_a_page_is_marked(desk: Desk, address: str, area: str) -> None:
    assert words(desk.page(address), ".areas [aria-current]") == [area]
