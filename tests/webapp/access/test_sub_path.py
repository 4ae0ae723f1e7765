"""The site below a path, as a proxy puts it: every link, form, script and redirect stays there."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from kb.knowledge_base import KnowledgeBase
from tests.webapp.access.conftest import House
from tests.webapp.conftest import JULY
from tests.webapp.elements import elements_of
from webapp import create_app
from webapp.parts.style_sheet import joined

PREFIX = "/kb"
TOLD = {
    "X-Forwarded-For": "10.1.2.3",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "lessons.example.cn",
    "X-Forwarded-Prefix": PREFIX,
}
# Pages of one view that are looked at; all of them have the same links.
OF_ONE_VIEW = 3
# What holds an address. `data-…` is for scripts.
_ATTRIBUTES = re.compile(r"href|src|action|formaction|data-.*")


def addresses(page: str) -> set[str]:
    """All addresses of this site that a page holds, in links, forms and for scripts."""
    return {
        value
        for _, given in elements_of(page)
        for name, value in given.items()
        if _ATTRIBUTES.fullmatch(name) and value.startswith(("/", "http://", "https://"))
    }


@pytest.fixture
def below(sample_kb: KnowledgeBase) -> FlaskClient:
    settings = replace(sample_kb.settings, hosts=("lessons.example.cn",), proxies=("127.0.0.1/32",))
    return create_app(replace(sample_kb, settings=settings)).test_client()


def test_no_address_leads_out(below: FlaskClient) -> None:
    adapter = below.application.url_map.bind("lessons.example.cn")
    seen: set[str] = set()
    views: Counter[str] = Counter()
    waiting = deque(
        ["/kb/", "/kb/search?q=整村授信", "/kb/search?q=火星", "/kb/nirgends", "/kb/topics"]
    )
    while waiting:
        address = waiting.popleft()
        parts = urlsplit(address)
        inside = unquote(parts.path.removeprefix(PREFIX))
        try:
            view, _ = adapter.match(inside, method="GET")
        except HTTPException:
            view = "none"
        views[view] += 1
        if views[view] > OF_ONE_VIEW:
            continue
        response = below.get(inside, query_string=parts.query, headers=TOLD, buffered=True)
        if response.status_code in (301, 302, 303, 308):
            found = {response.headers["Location"]}
        elif response.mimetype == "text/html":
            found = addresses(response.text)
        elif response.mimetype == "application/atom+xml":
            found = set(re.findall(r'href="([^"]+)"', response.text.replace("&amp;", "&")))
        else:
            continue
        for target in found:
            whole = urljoin(f"https://lessons.example.cn{address}", target)
            assert whole.startswith("https://lessons.example.cn/kb/"), (address, target)
            if whole not in seen:
                seen.add(whole)
                waiting.append(whole.removeprefix("https://lessons.example.cn"))
    assert len(views) > 25, views


def test_scripts_and_styles_name_no_address_of_their_own() -> None:
    assert "url(/" not in joined().replace('"', "")
    scripts = Path(__file__).parents[3] / "webapp/static"
    for script in scripts.glob("*.js"):
        assert not re.search(r"""["'`]/[a-z]""", script.read_text("utf-8")), script.name


def post(client: FlaskClient, address: str, **form: str) -> TestResponse:
    headers = {**TOLD, "Origin": "https://lessons.example.cn"}
    return client.post(address, data=form, headers=headers)


def test_forms_are_taken_and_lead_back_below_the_path(built: Callable[..., House]) -> None:
    house = built(hosts=("lessons.example.cn",), proxies=("127.0.0.1/32",))
    client = house.app.test_client()
    for address, form in (
        ("/topics", {"name": "授信", "q": "授信"}),
        ("/topics/1/edit", {"name": "授信二"}),
        ("/topics/1/delete", {}),
        ("/collections", {"name": "一课"}),
        (f"/bulletins/{JULY.id}/remove", {}),
        (f"/bin/{JULY.id}/restore", {}),
    ):
        response = post(client, address, **form)
        assert response.status_code == 303, (address, response.text)
        assert response.headers["Location"].startswith("/kb/"), address


def test_a_log_in_leads_to_the_page_that_was_asked_for(house: House) -> None:
    client = house.app.test_client()
    told = {**TOLD, "X-Forwarded-Host": "kb.example.cn"}
    asked = client.get("/search?q=授信", headers=told)
    assert asked.headers["Location"].startswith("/kb/account/login?next=/search")
    page = BeautifulSoup(client.get("/account/login", headers=told).text, "html.parser")
    form = page.select_one("main form")
    assert form
    assert form["action"] == "/kb/account/login"
