"""The site follows the vocabulary and the settings on the disk."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from kb.files.home import Home
from kb.knowledge_base import open_knowledge_base
from webapp import create_app
from webapp.services import open_site as site


@pytest.fixture
def client(own_home: Home, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setattr(site, "LOOK_SECONDS", 0.0)
    return create_app(open_knowledge_base(own_home)).test_client()


def test_a_practice_written_by_hand_is_there_without_a_restart(
    own_home: Home, client: FlaskClient
) -> None:
    assert client.get("/practices/夜市贷").status_code == 404
    (own_home.corpus / "practices" / "夜市贷.md").write_text(
        "---\nname: 夜市贷\n---\n夜市。\n", "utf-8"
    )
    assert client.get("/practices/夜市贷").status_code == 200


def test_a_changed_name_is_shown(own_home: Home, client: FlaskClient) -> None:
    own_home.config.write_text('name = "临海经验库"\nengine = "whoosh"\n', "utf-8")
    assert "临海经验库" in client.get("/").text


def test_a_broken_vocabulary_is_said_and_the_old_one_serves(
    own_home: Home, client: FlaskClient
) -> None:
    organisations = own_home.corpus / "organisations.yml"
    good = organisations.read_bytes()
    organisations.write_text("- name: [", "utf-8")
    page = client.get("/practices/整村授信")
    assert page.status_code == 200
    assert "改动没有生效" in page.text
    assert "organisations.yml" in page.text
    organisations.write_bytes(good)
    assert "改动没有生效" not in client.get("/practices/整村授信").text


def test_the_disk_is_looked_at_once_in_a_while(
    own_home: Home, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "LOOK_SECONDS", 3600.0)
    own_home.config.write_text('name = "临海经验库"\nengine = "whoosh"\n', "utf-8")
    assert "临海经验库" not in client.get("/").text
