"""Stored XSS on a site with accounts: an administrator types markup into every field of every form that
can be found, and every page, file and feed shows it as text.

New forms and fields are found by the walk itself. A page of the site that the walk does not reach, and a
field whose text no page shows, must be named here with the reason."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask, template_rendered

import webapp
from kb.access import COMMAND_LINE, Role, Wanted, administration
from kb.files.access_settings import Identity
from kb.knowledge_base import KnowledgeBase
from kb.maintenance import Notice, set_notice
from tests.builders import weekly
from tests.webapp.access.conftest import PASSWORD, House, Person
from tests.webapp.conftest import JULY
from tests.webapp.crawling import LONG, MOST_PAGES, SENTENCE, SHORT, Crawl, harmless
from tests.webapp.test_hostile_content import hostile_site
from webapp.services.upload_reader import worker_of

TEMPLATES = Path(webapp.__file__).parent / "templates"
ADMIN = "admin-甲"
# Pages that are made before somebody has logged in, or that other tests open.
ELSEWHERE: dict[str, str] = {}
# Fields whose text no page shows, and why.
NEVER_SHOWN: dict[str, str] = {}


def walked(site: Flask, kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> tuple[Crawl, set[str]]:
    """The walk of an administrator, and the names of the templates that were rendered."""
    for name, role in ((ADMIN, Role.ADMIN), ("reader-甲", Role.READER)):
        administration.add(kb.home, COMMAND_LINE, Wanted(name, role), PASSWORD, time.time())
    set_notice(kb.home, Notice(LONG[:200]))
    seen: set[str] = set()

    def note(_: Flask, template: Any, **__: Any) -> None:
        seen.add(template.name)

    template_rendered.connect(note, site)
    person = Person(site.test_client())
    person.client.environ_base["HTTP_USER_AGENT"] = f"Mozilla {SHORT}"
    assert person.log_in(ADMIN).status_code == 303
    text = {"text": f"{SENTENCE}\n{LONG}", "title": SHORT}
    assert person.post("/intake", "/intake", **text).status_code == 303
    worker_of(site).read_all()
    crawl = Crawl(person.client)
    crawl.run()
    worker_of(site).read_all()
    for address in crawl.statuses:  # again, now that everything is stored
        response = person.get(address)
        harmless(address, response)
        if response.mimetype == "text/html":
            crawl.fields.note(unescape(response.text))
    assert len(crawl.statuses) < MOST_PAGES
    template_rendered.disconnect(note, site)
    return crawl, seen


@pytest.mark.usefixtures("patient_sandbox")
def test_what_is_typed_into_any_field_is_text_wherever_it_is_shown(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    local = replace(kb, settings=replace(kb.settings, access="local"))
    site = hostile_site(local)
    crawl, seen = walked(site, local, monkeypatch)
    pages = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")}
    pages = {name for name in pages if not name.rpartition("/")[2].startswith("_")}
    print(sorted(pages - seen))
    for x in sorted(crawl.fields.never_shown()): print(x)
    for a, st in crawl.statuses.items():
        if st >= 400: print(st, a)
    assert 0
