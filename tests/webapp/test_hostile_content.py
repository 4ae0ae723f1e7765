"""What anybody has stored is text on every page, whatever it looks like: a crawl that fills every
field of every form with markup, sends it, and looks at all pages, files and JSON."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from html import escape
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kb.corpus import By, changes
from kb.identity import with_anchors
from kb.index.update import update_index
from kb.knowledge_base import KnowledgeBase
from kb.model import Group, Heading, entry_id
from kb.rights import Actor, Role
from kb.saved import Editor, Sources, collection_changes, collections, take
from tests.builders import bulletin, entry, weekly
from tests.webapp.views.test_intake import uploaded
from webapp import create_app

# Names have thirty characters at most.
SHORT = "\"'><kbx onclick=x>"
LONG = (
    f"{SHORT}</textarea></title><script>kbx()</script><img src=kbx onerror=kbx()>"
    "[kbx](javascript:kbx()) <javascript:kbx()> ![kbx](javascript:kbx()) kbx{{7*7}}kbx{% kbx %}"
)
SENTENCE = f"整村授信先评议，{LONG}。授信12个村。"
# Forms that take away what was stored: they are sent in a second walk.
LEFT_ALONE = re.compile(r"/(?:remove|delete|discard|undo|check|restore)$")
TAKING_AWAY = {
    "make-withdraw",
    "make-merge",
    "withdraw",
    "merge",
    "drop",
    "remove",
    "archived",
    "unshared",
}
# Some of the forms that must have been sent for the crawl to mean anything.
SENT = {
    ("/topics", ""),
    ("/collections", ""),
    ("/collections/1/edit", "note"),
    ("/collections/1/edit", "chapter"),
    ("/vocabulary/practice", "make-save"),
}
TAKEN_AWAY = {
    ("/bin/1-1-1-学习纪实/restore", ""),
    ("/bulletins/1-1-1-学习纪实/history/1/restore", ""),
    ("/bulletins/1-1-1-学习纪实/remove", ""),
    ("/collections/1/edit", "remove"),
    ("/collections/1/state", "archived"),
    ("/topics/1/delete", ""),
    ("/vocabulary/practice", "make-withdraw"),
    ("/vocabulary/undo", ""),
}
MOST_PAGES = 400
_SCHEMES = {"", "http", "https", "urn"}
_BY = By(Actor(SHORT, Role.EDITOR), datetime(2026, 11, 23, 9, 30))


@dataclass
class Crawl:
    """A walk through a site: pages to open, and which forms were sent already. With `taking_away`
    the forms that take away what was stored are sent too."""

    client: FlaskClient
    taking_away: bool = False
    waiting: deque[str] = field(default_factory=deque)
    seen: set[str] = field(default_factory=set)
    sent: set[tuple[str, str]] = field(default_factory=set)
    statuses: dict[str, int] = field(default_factory=dict)

    def run(self) -> None:
        """Open all pages that can be reached, and send every form of them."""
        self.waiting.append("/")
        while self.waiting and len(self.statuses) < MOST_PAGES:
            address = self.waiting.popleft()
            response = self.client.get(address)
            self.statuses[address] = response.status_code
            self._look(address, response)

    def _look(self, address: str, response: TestResponse) -> None:
        assert response.status_code < 500, f"{address}: {response.text[:2000]}"
        harmless(address, response)
        if response.mimetype != "text/html" or "attachment" in _disposition(response):
            return
        page = BeautifulSoup(response.text, "html.parser")
        for link in page.select("a[href]"):
            self._later(urljoin(address, str(link["href"])))
        for form in page.select("form"):
            self._send(address, form)

    def _later(self, address: str) -> None:
        parts = urlsplit(address)
        where = f"{parts.path}?{parts.query}" if parts.query else parts.path
        kind = _kind(where)
        if not parts.netloc and kind not in self.seen:
            self.seen.add(kind)
            self.waiting.append(where)

    def _send(self, address: str, form: Tag) -> None:
        action = urljoin(address, str(form.get("action", address)))
        for button in [*form.select("button[type=submit]"), None]:
            name, value = ("", "")
            if button is not None:
                name, value = str(button.get("name", "")), str(button.get("value", ""))
                action = urljoin(address, str(button.get("formaction", action)))
            fields = {**filled(form), **({name: value} if name else {})}
            do = fields.get("do", value).partition(":")[0]
            kind = (_kind(urlsplit(action).path), do)
            takes_away = do in TAKING_AWAY or LEFT_ALONE.search(unquote(action))
            if kind in self.sent or (takes_away and not self.taking_away):
                continue
            self.sent.add(kind)
            if str(form.get("method", "get")).lower() == "post":
                answer = self.client.post(action, data=fields)
            else:
                answer = self.client.get(action, query_string=fields)
            if answer.status_code == 303:
                self._later(answer.headers["Location"])
            else:
                self._look(action, answer)


def _kind(address: str) -> str:
    """Pages of one kind look alike: of many bulletins, practices and searches one is enough, and
    those with a hostile name."""
    path, _, query = unquote(address).partition("?")
    if "kbx" not in path:
        path = re.sub(r"(?<=^/practices/).+", "1", path)
    named = re.sub(r"=[^&]*", "", query)
    if path.startswith(("/search", "/compare", "/figures")):
        named = named.partition("&")[0]
    return re.sub(r"\d+", "1", path) + named


def filled(form: Tag) -> dict[str, str]:
    """The fields of a form, every one that a person types into hostile."""
    fields = {}
    for one in form.select("input[name], textarea[name], select[name]"):
        name, kind = str(one["name"]), str(one.get("type", "text"))
        if one.name == "select":
            chosen = one.select_one("option[selected]") or one.select_one("option")
            fields[name] = str(chosen.get("value", "")) if chosen else ""
        elif one.name == "textarea" and name == "markdown":
            fields[name] = one.get_text().replace("评议", f"评议{LONG}", 1)
        elif one.name == "textarea":
            fields[name] = SHORT if name in ("aliases", "names", "words") else LONG
        elif kind in ("text", "search"):
            fields[name] = SHORT
        elif (
            kind == "hidden"
            or (kind in ("checkbox", "radio") and one.has_attr("checked"))
            or kind == "date"
        ):
            fields[name] = str(one.get("value", ""))
    return fields


def _disposition(response: TestResponse) -> str:
    return response.headers.get("Content-Disposition", "")


def harmless(address: str, response: TestResponse) -> None:
    """No element, handler, script or address of a hostile text is in an answer."""
    kind = response.mimetype
    assert response.headers["X-Content-Type-Options"] == "nosniff", address
    if kind == "text/html":
        _harmless_html(address, response.text)
    elif kind == "application/atom+xml":
        for element in ElementTree.fromstring(response.data).iter():
            assert element.tag.startswith("{http://www.w3.org/2005/Atom}"), address
            if element.get("type") == "html":
                _harmless_html(address, element.text or "")
            if (href := element.get("href")) is not None:
                assert urlsplit(href).scheme in _SCHEMES, address
    elif kind == "application/json":
        for text in _strings(json.loads(response.data)):
            if "<" in text and ("<mark" in text or "<p" in text):  # a piece of a page
                _harmless_html(address, text)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


def _harmless_html(address: str, text: str) -> None:
    assert "kbx49kbx" not in text, address
    for element in BeautifulSoup(text, "html.parser").find_all(True):
        assert element.name != "kbx", (address, str(element)[:300])
        handlers = [name for name in element.attrs if name.startswith("on") or name == "style"]
        assert not handlers, (address, str(element)[:300])
        if element.name == "script":
            assert str(element.get("src", "")).startswith("/static/"), address
            assert not element.get_text(), address
        for name in ("href", "src", "action", "formaction"):
            link = str(element.get(name, ""))
            assert urlsplit(link).scheme in _SCHEMES, (address, str(element)[:300])


def hostile_site(kb: KnowledgeBase) -> Flask:
    """A site whose bulletin is hostile in every field."""
    one = bulletin(entry(SENTENCE), entry(f"{LONG}。考核算到每一户。"))
    texts = [item for item in one.content if not isinstance(item, Heading)]
    named = [replace(item, group=SHORT, bank=SHORT, title=LONG) for item in texts]
    made = replace(
        one,
        title=LONG,
        content=(Heading(LONG, 2), *with_anchors(named)),
        groups=(Group(SHORT, SHORT),),
        source=replace(one.source, name=f"{SHORT}.html"),
    )
    changes.store(kb.corpus, made, _BY)
    changes.store(kb.corpus, bulletin(entry(SENTENCE), id_="2018-08-06-学习纪实"), _BY)
    update_index(kb)
    excerpt = take(Sources(kb.corpus), entry_id(made.id, made.entries[0].anchor))
    noted = replace(excerpt, note=LONG, question=LONG)
    editor = Editor(Actor(SHORT, Role.TRAINER), _BY.when)
    number = collections.create(kb.home, SHORT, editor)
    collection_changes.add(kb.home, number, (noted,), editor)
    collection_changes.add_chapter(kb.home, number, SHORT, editor)
    return create_app(kb)


def test_whatever_is_stored_is_text_wherever_it_is_shown(kb: KnowledgeBase) -> None:
    app = hostile_site(kb)
    client = app.test_client()
    uploaded(
        client,
        app,
        ("<kbx onclick=x>'.html", weekly([escape(SENTENCE), escape(LONG)], title=escape(LONG))),
    )
    crawl = Crawl(client)
    crawl.run()
    for address in crawl.statuses:  # again, now that everything is stored
        harmless(address, client.get(address))
    assert len(crawl.statuses) < MOST_PAGES
    assert crawl.sent >= SENT
    names = BeautifulSoup(client.get("/vocabulary").text, "html.parser").get_text()
    assert SHORT in names
    for address in ("/topics", "/collections", "/intake"):
        shown = BeautifulSoup(client.get(address).text, "html.parser").get_text()
        assert "<kbx onclick=x>" in shown, address
    removed = Crawl(client, taking_away=True)
    client.post("/bulletins/2018-08-06-学习纪实/remove")
    removed.waiting.append("/bin")
    removed.run()
    for address in (
        *crawl.statuses,
        *removed.statuses,
    ):  # bin, history and undo show what was there
        response = client.get(address)
        assert response.status_code < 500, address
        harmless(address, response)
    assert removed.sent >= TAKEN_AWAY, TAKEN_AWAY - removed.sent
