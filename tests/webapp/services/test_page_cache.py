"""Pages are cached as long as they are the same, and no longer."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import webapp
from kb.corpus import By, changes, digest
from kb.index.update import update_index
from kb.knowledge_base import open_knowledge_base
from kb.rights import Actor, Role
from tests.webapp.conftest import JULY, Desk
from webapp.services import page_cache
from webapp.services.page_cache import PageCache, _Page

# What a view with a kept page reads, next to what every search has.
READ: dict[str, set[str]] = {
    "parts/addresses.py": set(),
    "parts/comparison_matrix.py": {"aspect", "all"},
    "views/bulletins.py": {"done", "removed"},  # the latter on a page that is not kept
    "views/compare.py": set(),
    "views/figures.py": {"by", "desc", "unit"},
    "views/practices.py": set(),
    "views/related.py": set(),
    "views/search.py": set(),
    "views/trends.py": set(),
}
ADDRESSES = ("/", "/search?q=授信", "/practices", "/practices/整村授信", "/figures", "/trends")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_answered_again_or_not_at_all(client: FlaskClient, address: str) -> None:
    first, second = client.get(address), client.get(address)
    assert first.data == second.data
    assert first.headers["Cache-Control"] == "no-cache"
    etag = first.headers["ETag"]
    third = client.get(address, headers={"If-None-Match": etag})
    assert (third.status_code, third.data) == (304, b"")
    assert client.get(address, headers={"If-None-Match": '"x"'}).status_code == 200


def test_a_change_is_seen_at_once(desk: Desk) -> None:
    address = f"/bulletins/{JULY.id}"
    before = desk.client.get(address)
    assert "先评议" in before.text
    kb = open_knowledge_base(desk.home)
    by = By(Actor("命令行", Role.EDITOR), datetime(2026, 11, 24))
    markdown = desk.markdown().replace("先评议", "先测评")
    changes.edit(kb.corpus, JULY.id, markdown, by, expected=digest(desk.markdown().encode()))
    assert "先测评" in desk.client.get(address).text  # before the index follows
    assert desk.finds("先测评") == []
    update_index(kb)
    assert len(desk.finds("先测评")) == 1
    kb.engine.close()


@pytest.mark.parametrize("address", [*ADDRESSES, "/compare", "/compare.xlsx"])
def test_parameters_that_nobody_reads_make_no_page_again(
    app: Flask, client: FlaskClient, address: str
) -> None:
    first = client.get(address)
    mark = "&" if "?" in address else "?"
    again = client.get(f"{address}{mark}utm_source=mail&x=1")
    assert again.data == first.data
    assert again.headers.get("Content-Disposition") == first.headers.get("Content-Disposition")
    assert len(app.extensions["page_cache"]) == 1


def test_every_parameter_that_a_kept_view_reads_is_in_its_key() -> None:
    said = re.compile(r'(?:args\.get(?:list)?\(|_day\(args, |one_value\(request\.args, )"(\w+)"')
    for name, more in READ.items():
        read = set(said.findall((Path(webapp.__file__).parent / name).read_text("utf-8")))
        assert read <= page_cache.SEARCH | more, name


def test_many_who_want_one_page_wait_for_the_first(app: Flask) -> None:
    cache, made = PageCache(), []

    def ask() -> None:
        with cache.making.holding("key"):
            if cache.get("key") is None:
                made.append(1)
                cache.keep("key", _Page(b"x", "text/html", "", made=time.monotonic()))

    with ThreadPoolExecutor(8) as threads:
        for asked in [threads.submit(ask) for _ in range(40)]:
            asked.result()
    assert made == [1]
    assert not cache.making._locks


def test_what_was_done_just_now_is_not_kept(client: FlaskClient) -> None:
    assert "ETag" not in client.get("/search?q=授信&done=saved").headers


def test_what_templates_are_given_is_part_of_the_key(app: Flask, client: FlaskClient) -> None:
    etag = client.get("/trends").headers["ETag"]
    app.template_context_processors[None].append(lambda: {"site_problem": "词表有误"})
    try:
        changed = client.get("/trends", headers={"If-None-Match": etag})
        assert changed.status_code == 200
        assert "词表有误" in changed.text
    finally:
        app.template_context_processors[None].pop()


def test_the_cache_is_bounded_and_ages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_cache, "MAX_BYTES", 25)
    cache = PageCache()
    for number in range(3):
        cache.keep(number, _Page(b"x" * 10, "text/html", "", made=float("inf")))
    assert [cache.get(number) is not None for number in range(3)] == [False, True, True]
    cache.keep(1, _Page(b"x" * 10, "text/html", "", made=float("-inf")))
    assert cache.get(1) is None
    assert cache.get(2) is not None
