"""What the search box offers while one types."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask.testing import FlaskClient

from kb.knowledge_base import KnowledgeBase
from kb.state.queries import remember_query
from webapp.services.completion import Completion


def offered(client: FlaskClient, typed: str) -> list[dict[str, Any]]:
    answer = client.get("/suggest", query_string={"q": typed})
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.get_json()["suggestions"]
    return found


def test_initials_offer_the_practice_with_the_search_for_it(client: FlaskClient) -> None:
    first = offered(client, "zcsx")[0]
    assert first["text"] == "整村授信"
    assert client.get(first["url"]).status_code == 200


def test_an_alias_says_what_it_stands_for(client: FlaskClient) -> None:
    assert {"text": "普惠通", "note": "即“移动展业”"}.items() <= offered(client, "普惠通")[
        0
    ].items()


def test_a_bulletin_is_offered_with_its_own_page(client: FlaskClient) -> None:
    first = next(row for row in offered(client, "第四周") if row["note"] == "简报")
    assert first["url"].startswith("/bulletins/2025-11-24-")
    assert client.get(first["url"]).status_code == 200


def test_nothing_is_offered_for_nothing_or_for_a_page_of_text(client: FlaskClient) -> None:
    assert offered(client, "") == offered(client, "长" * 61) == []


def test_a_query_that_three_people_asked_is_offered(sample_kb: KnowledgeBase) -> None:
    for asker, asked in (("a", "联络员怎么选"), ("b", "联络员怎么选"), ("a", "联络员怎样分工")):
        remember_query(sample_kb.home, asked, asker, datetime.now(), found=2)
    assert Completion(sample_kb).suggest("联络员怎") == []
    remember_query(sample_kb.home, "联络员怎么选", "c", datetime.now(), found=2)
    assert [s.text for s in Completion(sample_kb).suggest("联络员怎")] == ["联络员怎么选"]
