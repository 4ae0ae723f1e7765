"""Every page takes exactly one value of a parameter, except for tick boxes."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from kb.errors import QueryError
from tests.webapp.conftest import every_route
from webapp.access import one_value
from webapp.access.parameters import MANY_VALUED

SINGLE = ("page", "q", "from", "to", "sort", "expand", "unit", "by", "desc", "all", "done", "new")


def test_no_view_takes_two_pages(app: Flask, client: FlaskClient) -> None:
    looked_at = [address for method, address in every_route(app) if method == "GET"]
    assert len(looked_at) > 20
    for address in looked_at:
        response = client.get(address + "?page=1&page=2")
        assert response.status_code == 400, address


@pytest.mark.parametrize("name", SINGLE)
def test_each_of_the_others_takes_one_value(client: FlaskClient, name: str) -> None:
    response = client.get(f"/figures?{name}=1&{name}=1")
    assert response.status_code == 400
    assert f"参数 {name} 只能有一个值" in response.text


@pytest.mark.parametrize("name", sorted(MANY_VALUED))
def test_what_is_ticked_takes_many(client: FlaskClient, name: str) -> None:
    one, other = ("流程做法", "风险防控") if name == "aspect" else ("a", "b")
    assert client.get(f"/compare?q=授信&{name}={one}&{name}={other}").status_code == 200


def test_a_page_may_take_one_of_what_others_take_many(client: FlaskClient) -> None:
    assert client.get("/trends?practice=整村授信").status_code == 200
    assert client.get("/trends?practice=整村授信&practice=阳光信贷").status_code == 400


def test_one_value() -> None:
    args = MultiDict([("a", "1"), ("b", "1"), ("b", "2")])
    assert one_value(args, "a") == "1"
    assert one_value(args, "c", "none") == "none"
    with pytest.raises(QueryError):
        one_value(args, "b")
