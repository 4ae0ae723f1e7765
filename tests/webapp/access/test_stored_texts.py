"""Stored XSS on a site with accounts: an administrator types markup into every field of every form that
can be found, and every page, file and feed shows it as text.

New forms and fields are found by the walk itself. A page of the site that the walk does not reach, and a
field whose text no page shows, must be named here with the reason."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask, template_rendered
from werkzeug.test import TestResponse

import webapp
from kb.access import COMMAND_LINE, Role, Wanted, administration
from kb.files.access_settings import Identity
from kb.files.home import Home
from kb.knowledge_base import KnowledgeBase
from kb.maintenance import Notice, set_notice
from kb.state import uploads
from kb.state.uploads import UploadState
from tests.webapp.access.conftest import PASSWORD, House, Person
from tests.webapp.conftest import JULY
from tests.webapp.crawling import LONG, MOST_PAGES, SENTENCE, SHORT, Crawl, harmless
from tests.webapp.test_hostile_content import hostile_site
from webapp.services.upload_reader import worker_of

TEMPLATES = Path(webapp.__file__).parent / "templates"
ADMIN = "admin-甲"
# Pages that the walk does not reach, and why.
ELSEWHERE = {
    "base.html": "part of every page",
    "account/confirm.html": "asked for after 15 minutes; shows the own name",
    "account/kept.html": "after a session has ended: tests/webapp/access/test_expired_forms.py",
    "account/link.html": "opened below",
    "account/login.html": "shows a name that was typed; opened below",
    "account/provider.html": "has no field",
    "account/second_ask.html": "has a field for digits",
    "account/setup.html": "opened below",
    "collections/shared.html": "opened below",
    "intake/upload.html": "shows an upload that is not read yet; opened below",
}
# Fields whose text no page shows, and why.
NEVER_SHOWN = {
    "/account/password username": "is for password managers and not read",
    "/account/second/settings username": "is for password managers and not read",
    "/account/second/settings code": "takes digits",
    "/bulletins/1-1-1-学习纪实/audience names": "sent below: a radio button decides about it",
    "/collections/1/edit note": "stored by hostile_site",
    "/intake text": "a text is stored before the walk",
    "/intake/1/save other-bank": "is refused without a side; /bulletins/1/check has the same fields",
    "/vocabulary/aspect into": "takes a name that is there",
    "/vocabulary/indicator into": "takes a name that is there",
    "/vocabulary/organisation into": "takes a name that is there",
    "/vocabulary/practice into": "takes a name that is there",
}


@pytest.fixture
def site(kb: KnowledgeBase) -> Flask:
    """A site with accounts, whose bulletin is hostile in every field."""
    for name, role in ((ADMIN, Role.ADMIN), ("reader-甲", Role.READER)):
        administration.add(kb.home, COMMAND_LINE, Wanted(name, role), PASSWORD, time.time())
    set_notice(kb.home, Notice(LONG[:200]))
    return hostile_site(replace(kb, settings=replace(kb.settings, access="local")))


def safe(response: TestResponse, address: str = "") -> TestResponse:
    """An answer in which what people typed is text."""
    assert response.status_code < 500, address
    harmless(address, response)
    return response


@pytest.mark.usefixtures("patient_sandbox")
def test_what_is_typed_into_any_field_is_text_wherever_it_is_shown(site: Flask) -> None:
    seen: set[str] = set()

    def note(_: Flask, template: Any, **__: Any) -> None:
        seen.add(template.name)

    person = Person(site.test_client())
    person.client.environ_base["HTTP_USER_AGENT"] = f"Mozilla {SHORT}"
    assert person.log_in(ADMIN).status_code == 303
    text = {"text": f"{SENTENCE}\n{LONG}", "title": SHORT}
    assert person.post("/intake", "/intake", **text).status_code == 303
    worker_of(site).read_all()
    with template_rendered.connected_to(note, site):
        crawl = Crawl(person.client)
        crawl.run()
    worker_of(site).read_all()
    for address in crawl.statuses:  # again, now that everything is stored
        response = safe(person.get(address), address)
        if response.mimetype == "text/html":
            crawl.fields.note(unescape(response.text))
    assert len(crawl.statuses) < MOST_PAGES
    pages = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("[!_]*.html")}
    assert pages - seen == set(ELSEWHERE)
    assert crawl.fields.never_shown() == set(NEVER_SHOWN)
    reader = Person(site.test_client())
    reader.log_in("reader-甲")
    for address in crawl.statuses:
        safe(reader.get(address), address)


def test_pages_that_no_link_leads_to(site: Flask) -> None:
    admin = Person(site.test_client())
    admin.log_in(ADMIN)
    made = safe(admin.post("/users", "/users", name=SHORT, bank=SHORT, role="trainer"))
    link = BeautifulSoup(made.text, "html.parser").select_one("#kb-link")
    assert link
    address = str(link["value"]).removeprefix("http://localhost")
    invited = Person(site.test_client())
    assert SHORT in unescape(safe(invited.get(address)).text)
    assert invited.post(address, address, password=PASSWORD).status_code == 303
    safe(invited.get("/account"))
    said = safe(invited.post("/collections", "/collections", name=f"{SHORT}2"))
    at = said.headers["Location"].partition("?")[0]
    safe(invited.post(f"{at}/state", at, do="shared"))
    shared = re.search(r"/collections/shared/[\w-]+", invited.get(at).text)
    assert shared
    page = safe(admin.get(shared[0]))
    assert SHORT in unescape(page.text)


def test_who_may_see_a_bulletin(site: Flask) -> None:
    admin = Person(site.test_client())
    admin.log_in(ADMIN)
    address = f"/bulletins/{JULY.id}/audience"
    for who in ("all", "some"):
        answer = safe(admin.post(address, address, who=who, names=SHORT, sure=SHORT))
        assert answer.status_code in (303, 400)
    for shown in (address, f"/bulletins/{JULY.id}", f"/bulletins/{JULY.id}/history"):
        safe(admin.get(shown))
    assert SHORT in unescape(admin.get(address).text)


def test_an_upload_that_waits_to_be_read(site: Flask) -> None:
    admin = Person(site.test_client())
    admin.log_in(ADMIN)
    admin.post("/intake", "/intake", text=LONG, title=SHORT)
    page = safe(admin.get("/intake"))
    (upload,) = uploads.in_state(site.extensions["access_home"], *UploadState)
    assert SHORT in unescape(page.text)
    assert SHORT in unescape(safe(admin.get(f"/intake/{upload.id}")).text)


def test_names_that_a_list_or_a_proxy_says(
    built: Callable[..., House], tmp_path: Path, home: Home
) -> None:
    (tmp_path / "secret").write_text("0" * 32)
    identity = Identity(str(tmp_path / "secret"), {"kb-admins": "admin"})
    house = built(access="proxy", proxies=("127.0.0.1/32",), identity=identity)
    person = Person(house.app.test_client())
    person.client.environ_base.update(
        HTTP_X_FORWARDED_USER=SHORT, HTTP_X_FORWARDED_GROUPS="kb-admins", HTTP_X_KB_SECRET="0" * 32
    )
    assert person.post("/collections", "/collections", name=SHORT).status_code == 303
    remove = f"/bulletins/{JULY.id}/remove"
    assert person.post(remove, remove).status_code == 303
    for address in ("/", "/collections", "/bin", "/users/log", f"/bulletins/{JULY.id}/history"):
        assert SHORT in unescape(safe(person.get(address), address).text), address


def test_the_first_account(built: Callable[..., House]) -> None:
    house = built(access="local")
    stranger = house.person()
    assert SHORT in unescape(safe(stranger.log_in(SHORT)).text)
    answer = safe(stranger.post("/account/setup", "/account/setup", name=SHORT, code=SHORT))
    assert answer.status_code == 422
    assert SHORT in unescape(answer.text)
