"""A walk through a site that fills every field of every form with markup, sends it, and looks whether
all pages, files, feeds and JSON show it as text."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.webapp.elements import Elements, read_elements

# Names have thirty characters at most.
SHORT = "\"'><kbx onclick=x>"
LONG = (
    f"{SHORT}</textarea></title><script>kbx()</script><img src=kbx onerror=kbx()>"
    "[kbx](javascript:kbx()) <javascript:kbx()> ![kbx](javascript:kbx()) kbx{{7*7}}kbx{% kbx %}"
)
SENTENCE = f"整村授信先评议，{LONG}。授信12个村。"
# Forms that take away what was stored: they are sent in a second walk.
LEFT_ALONE = re.compile(
    r"(?:^/check|/(?:remove|delete|discard|undo|restore|logout|sessions|confirm))$"
)
TAKING_AWAY = {
    "make-withdraw",
    "make-merge",
    "withdraw",
    "merge",
    "drop",
    "remove",
    "archived",
    "unshared",
    "disabled",
    "ended",
    "one step",
}
MOST_PAGES = 400
REFUSED = (400, 409, 422)
_SCHEMES = {"", "http", "https", "urn", "otpauth"}
# What a field was filled with, by its number.
_TYPED = ("text", "search")
# What a field is about stands in its name.
_ID = re.compile(r"-(?:\d+|e?[0-9a-f]{8,9})(?![0-9a-z])")
NUMBERED = re.compile(r"<kbx(\d+)>")
# Only these pieces of a page become a tree, which would take most of the time of the walk.
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)


@dataclass
class Fields:
    """The fields of posting forms that were filled in: the address of the form and its name. The number
    of each stands in what was typed there."""

    known: list[str] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)

    def mark(self, form: str, name: str) -> str:
        """An element that has the number of a field as its name."""
        one = f"{form} {_ID.sub('-1', name)}"
        if one not in self.known:
            self.known.append(one)
        return f"<kbx{self.known.index(one)}>"

    def note(self, text: str) -> None:
        """Remember the fields whose text a page shows."""
        self.shown.update(self.known[int(number)] for number in NUMBERED.findall(text))

    def never_shown(self) -> set[str]:
        """Fields whose text no page showed: it was refused, or stays secret."""
        return set(self.known) - self.shown


@dataclass
class Crawl:
    """A walk through a site: pages to open, and which forms were sent already. With `taking_away`
    the forms that take away what was stored are sent too."""

    client: FlaskClient
    taking_away: bool = False
    waiting: deque[str] = field(default_factory=deque)
    seen: set[str] = field(default_factory=set)
    sent: set[tuple[str, str]] = field(default_factory=set)
    looked_at: set[tuple[str, str]] = field(default_factory=set)
    statuses: dict[str, int] = field(default_factory=dict)
    fields: Fields = field(default_factory=Fields)

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
        found = harmless(address, response)
        if response.mimetype != "text/html" or "attachment" in _disposition(response):
            return
        self.fields.note(unescape(response.text))
        for name, attributes in found:
            leads = name == "a" or (name == "link" and attributes.get("rel") == "alternate")
            if leads and "href" in attributes:
                self._later(urljoin(address, attributes["href"]))
        for text in _FORM.findall(response.text):
            # Most pages have the same form in their head.
            if (_kind(address), text) not in self.looked_at:
                self.looked_at.add((_kind(address), text))
                form = BeautifulSoup(text, "html.parser").form
                assert form
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
        posts = str(form.get("method", "get")).lower() == "post"
        own = _kind(urlsplit(action).path)
        # The same for all buttons of a form, of which a page may have hundreds.
        unseen, untouched = hidden(form), as_it_stands(form)
        typed_in = filled(form, untouched, self.fields if posts else None, own)
        for button in [*form.find_all("button", {"type": "submit"}), None]:
            name, value = ("", "")
            if button is not None:
                name, value = str(button.get("name", "")), str(button.get("value", ""))
                action = urljoin(address, str(button.get("formaction", action)))
            chosen = {name: value} if name else {}
            do = {**unseen, **chosen}.get("do", value).partition(":")[0]
            kind = (_kind(urlsplit(action).path), do)
            fields = {**typed_in, **chosen}
            takes_away = do in TAKING_AWAY or LEFT_ALONE.search(unquote(action))
            if kind in self.sent or (takes_away and not self.taking_away):
                continue
            self.sent.add(kind)
            sent = {"data" if posts else "query_string": fields}
            answer = self.client.open(action, method="POST" if posts else "GET", **sent)  # type: ignore[arg-type]
            self._follow(action, answer)
            if answer.status_code in REFUSED:  # for one of the fields: each by itself
                for typed in _one_of_a_kind(fields, untouched):
                    one = {**untouched, **chosen, typed: fields[typed]}
                    self._follow(action, self.client.post(action, data=one))

    def _follow(self, action: str, answer: TestResponse) -> None:
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
    return re.sub(r"\d+", "1", re.sub(r"(?<=^/intake/)[0-9a-f]{12}", "1", path)) + named


def _one_of_a_kind(fields: dict[str, str], untouched: dict[str, str]) -> list[str]:
    """The names of fields that were typed into: of those that differ in a number alone, one."""
    typed = [name for name, value in fields.items() if untouched.get(name, value) != value]
    return list({re.sub(r"\d+", "1", _ID.sub("-1", name)): name for name in typed}.values())


def hidden(form: Tag) -> dict[str, str]:
    """The fields of a form that nobody types into."""
    found = form.find_all("input", {"type": "hidden", "name": True})
    return {str(one["name"]): str(one.get("value", "")) for one in found}


def as_it_stands(form: Tag) -> dict[str, str]:
    """What a browser would send of a form that nobody changed."""
    fields = hidden(form)
    for one in form.find_all(["input", "textarea", "select"], {"name": True}):
        name, kind = str(one["name"]), str(one.get("type", "text"))
        if one.name == "select":
            chosen = one.find("option", {"selected": True}) or one.find("option")
            fields[name] = str(chosen.get("value", "")) if chosen else ""
        elif one.name == "textarea":
            fields[name] = one.get_text()
        elif kind not in ("checkbox", "radio", "submit", "file") or one.has_attr("checked"):
            fields[name] = str(one.get("value", ""))
    return fields


def filled(
    form: Tag, untouched: dict[str, str], numbered: Fields | None, at: str
) -> dict[str, str]:
    """The fields of a form that stands `at` an address, every one that a person types into hostile."""
    fields = dict(untouched)
    for one in form.find_all(["input", "textarea"], {"name": True}):
        name, kind = str(one["name"]), str(one.get("type", "text"))
        if one.has_attr("readonly") or (one.name == "input" and kind not in _TYPED):
            continue
        mark = numbered.mark(at, name) if numbered is not None else "<kbx onclick=x>"
        short = f"\"'>{mark}"
        if one.name == "textarea" and name == "markdown":
            fields[name] = one.get_text().replace("评议", f"评议{mark}{LONG}", 1)
        elif one.name == "textarea" and name not in ("aliases", "names", "words"):
            fields[name] = f"{short}{LONG}"
        else:
            fields[name] = short
    return fields


def _disposition(response: TestResponse) -> str:
    return response.headers.get("Content-Disposition", "")


def harmless(address: str, response: TestResponse) -> Elements:
    """No element, handler, script or address of a hostile text is in an answer; the elements of a page."""
    kind = response.mimetype
    assert response.headers["X-Content-Type-Options"] == "nosniff", address
    if kind == "text/html":
        return _harmless_html(address, response.text)
    if kind == "application/atom+xml":
        for element in ElementTree.fromstring(response.data).iter():
            assert element.tag.startswith("{http://www.w3.org/2005/Atom}"), address
            if element.get("type") == "html":
                _harmless_html(address, element.text or "")
            if (href := element.get("href")) is not None:
                assert urlsplit(href).scheme in _SCHEMES, address
    elif kind == "text/csv":
        assert "attachment" in _disposition(response), address
    elif zipfile.is_zipfile(io.BytesIO(response.data)):
        _harmless_parts(address, response.data)
    elif kind == "application/json":
        for text in _strings(json.loads(response.data)):
            if "<" in text and ("<mark" in text or "<p" in text):  # a piece of a page
                _harmless_html(address, text)
    return []


def _harmless_parts(address: str, data: bytes) -> None:
    """Word, PowerPoint and Excel: each part is XML in which a hostile text is text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                for element in ElementTree.fromstring(archive.read(name)).iter():
                    assert not element.tag.rpartition("}")[2].startswith("kbx"), (address, name)
                    target = element.get("Target", "")
                    assert urlsplit(target).scheme in _SCHEMES, (address, name, target)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


def _harmless_html(address: str, text: str) -> Elements:
    assert "kbx49kbx" not in text, address
    elements = read_elements(text)
    for name, attributes in elements.found:
        element = (address, name, attributes)
        assert not name.startswith("kbx"), element
        assert not [key for key in attributes if key.startswith("on") or key == "style"], element
        if name == "script":
            assert attributes.get("src", "").startswith("/static/"), element
        for key in ("href", "src", "action", "formaction"):
            link = attributes.get(key, "")
            drawing = name == "img" and link.startswith("data:image/")
            assert drawing or urlsplit(link).scheme in _SCHEMES, element
    assert not elements.scripts, (address, elements.scripts)
    return elements.found
