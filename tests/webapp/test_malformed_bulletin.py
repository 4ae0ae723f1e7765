"""One malformed file among the bulletins stops none of the pages about the others."""

from __future__ import annotations

import io

import pytest
from bs4 import BeautifulSoup

from kb.corpus.folder import Corpus
from tests.builders import bulletin, entry, weekly
from tests.webapp.conftest import AUGUST, JULY, Desk, every_route, words
from webapp.services.upload_reader import worker_of

# Pages about the malformed bulletin itself say what is wrong with it, with links to where it is mended.
ITS_OWN = (f"/bulletins/{AUGUST.id}", f"/bulletins/{AUGUST.id}/new")


@pytest.fixture
def spoilt(desk: Desk) -> Desk:
    desk.corpus.bulletin_path(AUGUST.id).write_text("---\ntitle: [\n", "utf-8")
    return desk


def test_the_list_names_it(spoilt: Desk) -> None:
    (notice,) = words(spoilt.page("/bulletins"), ".notice")
    assert AUGUST.id in notice


def test_no_page_about_the_others_fails(spoilt: Desk) -> None:
    app = spoilt.client.application
    statuses = {}
    for method, address in every_route(app):
        if method == "GET":
            with spoilt.client.get(address) as answer:
                statuses[address] = answer.status_code
    assert {address: code for address, code in statuses.items() if code >= 500} == {}


@pytest.mark.parametrize("address", ITS_OWN)
def test_its_own_pages_say_what_is_wrong_and_where_to_mend_it(spoilt: Desk, address: str) -> None:
    answer = spoilt.client.get(address)
    assert answer.status_code == 500
    ways = words(BeautifulSoup(answer.text, "html.parser"), ".ways a")
    assert ways == ["改正它", "它的历史", "回到首页"]


def test_others_are_indexed_and_it_is_found_as_it_was(spoilt: Desk) -> None:
    school = bulletin(entry("夜校晚上办。"), id_="2018-09-03-夜校")
    Corpus(spoilt.home).save_bulletin(school)
    spoilt.done(f"/bulletins/{JULY.id}/remove")  # any change brings the index up to date
    assert spoilt.finds("夜校")
    assert spoilt.finds(AUGUST.entries[0].text[:6])


@pytest.mark.usefixtures("patient_sandbox")
def test_a_file_that_is_uploaded_is_read(spoilt: Desk) -> None:
    files = {"files": (io.BytesIO(weekly()), "第三周.html")}
    assert spoilt.client.post("/intake", data=files).status_code == 303
    worker_of(spoilt.client.application).read_all()
    assert words(spoilt.page("/intake"), ".uploads .badge") == ["待核对"]
