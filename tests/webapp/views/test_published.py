"""The check page of a published bulletin."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from kb.knowledge_base import KnowledgeBase
from kb.model import Side
from tests.builders import LESSONS, weekly
from tests.webapp.conftest import empty_site, only, words
from tests.webapp.views.test_intake import form_of, soup, uploaded
from tests.webapp.views.test_review import DATES
from webapp.services.upload_reader import worker_of


@pytest.fixture
def app(kb: KnowledgeBase) -> Flask:
    """The site of an empty home."""
    return empty_site(kb)


@pytest.fixture
def bulletin_id(client: FlaskClient, app: Flask, kb: KnowledgeBase) -> str:
    """A weekly bulletin, uploaded and published."""
    (upload,) = uploaded(client, app, ("第三周.html", weekly(LESSONS, dates=DATES)))
    client.post(f"/intake/{upload}/publish", data=form_of(client, upload))
    (found,) = kb.corpus.bulletin_ids()
    return found


def fields(client: FlaskClient, bulletin_id: str, entry: str = "") -> dict[str, str]:
    """The fields of the check page, as a browser sends them."""
    page = soup(client.get(f"/bulletins/{bulletin_id}/check?entry={entry}"))
    return typed_in(page)


def typed_in(page: BeautifulSoup) -> dict[str, str]:
    """The fields of the form of a page with what stands in them."""
    found = {}
    for control in page.select("form.check [name]"):
        name = str(control["name"])
        if control.name == "select":
            chosen = control.select_one("option[selected]") or control.select_one("option")
            found[name] = str(chosen["value"]) if chosen else ""
        elif control.name == "textarea":
            found[name] = control.get_text()
        elif control.get("type") != "checkbox" and control.name != "button":
            found[name] = str(control.get("value", ""))
    return found


def test_the_page_of_a_bulletin_leads_to_the_form_at_an_entry(
    client: FlaskClient, bulletin_id: str
) -> None:
    page = soup(client.get(f"/bulletins/{bulletin_id}"))
    link = next(a for a in page.select(".entry.lesson .takes a") if a.get_text()[:2] == "核对")
    address, _, anchor = str(link["href"]).partition("#")
    form = soup(client.get(address))
    field = form.select_one(f"#{anchor}")
    assert field is not None
    row = field.find_parent(class_="row")
    assert row is not None
    assert row.select("details.entry-more[open]")


def test_a_sentence_is_corrected_and_found_under_the_other_bank(
    client: FlaskClient, kb: KnowledgeBase, bulletin_id: str
) -> None:
    typed = fields(client, bulletin_id)
    side = next(name for name in typed if name.startswith("side-e"))
    about = side.replace("side-", "about-", 1)
    before = kb.corpus.load_bulletin(bulletin_id)
    response = client.post(
        f"/bulletins/{bulletin_id}/check",
        data=typed | {side: Side.HOST.value, about: "温岭农商银行"},
    )
    assert response.status_code == 303
    assert only(soup(client.get(response.location)), ".done").startswith("已保存")
    after = kb.corpus.load_bulletin(bulletin_id)
    (corrected,) = [e for e in after.entries if e.subjects]
    assert [e.text for e in after.entries] == [e.text for e in before.entries]
    found = client.get("/search", query_string={"q": "机构:温岭农商银行"}).text
    assert f"#{corrected.anchor}" in found
    assert "核对：修改" in client.get(f"/bulletins/{bulletin_id}/history").text


def test_saving_what_was_shown_changes_nothing(
    client: FlaskClient, kb: KnowledgeBase, bulletin_id: str
) -> None:
    before = kb.corpus.read_markdown(bulletin_id)
    client.post(f"/bulletins/{bulletin_id}/check", data=fields(client, bulletin_id))
    assert kb.corpus.read_markdown(bulletin_id) == before


def test_what_is_wrong_stays_typed_and_is_told(client: FlaskClient, bulletin_id: str) -> None:
    typed = fields(client, bulletin_id)
    field = next(name for name in typed if name.startswith("practices-e"))
    response = client.post(f"/bulletins/{bulletin_id}/check", data=typed | {field: "没有这个做法"})
    assert response.status_code == 422
    page = soup(response)
    assert "词表里没有做法" in words(page, ".notice li")[0]
    assert typed_in(page)[field] == "没有这个做法"


def test_two_editors_who_differ_are_asked(client: FlaskClient, bulletin_id: str) -> None:
    typed = fields(client, bulletin_id)
    client.post(f"/bulletins/{bulletin_id}/check", data=typed | {"issue": "第九周"})
    response = client.post(f"/bulletins/{bulletin_id}/check", data=typed | {"issue": "第十周"})
    assert response.status_code == 409
    assert "别人已改为“第九周”" in words(soup(response), ".notice li")[0]
    again = typed_in(soup(response))
    assert again["issue"] == "第十周"
    response = client.post(f"/bulletins/{bulletin_id}/check", data=again)
    assert fields(client, bulletin_id)["issue"] == "第十周"


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "٣"])
def test_any_number_of_a_page_is_answered(client: FlaskClient, bulletin_id: str, page: str) -> None:
    response = client.get(f"/bulletins/{bulletin_id}/check?page={page}&entry=none")
    assert response.status_code == 200


def test_a_bulletin_that_is_not_there(client: FlaskClient, bulletin_id: str) -> None:
    assert client.get("/bulletins/none/check").status_code == 404
    assert client.post("/bulletins/none/check", data={}).status_code == 404


def test_who_learns_from_whom_is_decided_after_publication_too(
    client: FlaskClient, kb: KnowledgeBase, bulletin_id: str
) -> None:
    typed = fields(client, bulletin_id)
    role = next(name for name in typed if name.startswith("role-") and typed[name] == "host")
    client.post(f"/bulletins/{bulletin_id}/check", data=typed | {role: "third"})
    decided = kb.corpus.load_bulletin(bulletin_id).roles
    assert [(one.bank, one.side) for one in decided] == [(role[len("role-") :], Side.THIRD)]


def test_the_file_of_a_bulletin_is_read_anew_and_nothing_changes_before_it_is_published(
    client: FlaskClient, app: Flask, kb: KnowledgeBase, bulletin_id: str
) -> None:
    page = soup(client.get(f"/bulletins/{bulletin_id}/check"))
    assert only(page, ".grouping summary") == "“第三周.html”里不止一期？"
    response = client.post(f"/bulletins/{bulletin_id}/reopen")
    worker_of(app).read_all()
    screen = soup(client.get(response.location))
    assert only(screen, "#kb-status") == "语料库里已有这一期"  # nothing differs yet
    assert list(kb.corpus.bulletin_ids()) == [bulletin_id]
