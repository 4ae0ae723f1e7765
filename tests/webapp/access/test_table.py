"""The table of every route: which right it takes, and so which role may, in which mode."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask, g

from kb.access import ALLOWED, Actor, Right, Role
from kb.knowledge_base import KnowledgeBase
from tests.webapp.conftest import every_route
from webapp import create_app
from webapp.access import form_tokens, permissions
from webapp.access.permissions import Visitor, right_of, visitor

TABLE = {
    Right.ENTER: """static style_sheet health.health health.ready metrics.metrics account.login account.enter
        account.setup account.set_up account.link account.redeem second_step.ask second_step.enter provider.leave
        provider.come_back provider.logged_out""",
    Right.ACCOUNT: """account.logout account.confirmation account.confirm account.index
        account.password account.end account.forget_asked tokens.index tokens.create tokens.revoke
        second_step.settings second_step.change kept_forms.show""",
    Right.ADMINISTER: """users.index users.invite users.change users.log users.usage users.settings
        sessions.index sessions.end tokens.everybodys
        tokens.revoke_anybodys""",
    Right.READ: """search.home search.results suggest.suggestions bulletins.index bulletins.bulletin
        pictures.picture novelty.index related.index practices.index practices.practice compare.index
        figures.index trends.index feeds.bulletins feeds.topic help.index collections.index
        collections.collection collections.shared taking.take_page taking.quote quotecheck.index
        topics.index topics.topic history.index history.one index_state.index_state""",
    Right.ASK: "reports.new reports.send asked.asked",
    Right.EXPORT: "compare.export figures.csv collections.export",
    Right.TOPICS: """topics.new topics.save topics.seen topics.edit topics.rename topics.share
        topics.delete""",
    Right.COLLECTIONS: """collections.create collection_editing.edit collection_editing.state taking.add
        taking.add_at_once quotecheck.check""",
    Right.PUBLISH: """editor_desk.index review.show review.picture review.save review.edit review.publish
        published.reopen_file review.discard review.retry intake.index intake.progress intake.upload
        intake.publish_clear intake.discard_failed""",
    Right.EDIT: """reports.settle
        editing.edit editing.submit editing.ask_remove editing.remove history.restore bin.index
        bin.restore check.index check.look check.mend published.check
        published.correct audience.audience audience.set_audience""",
    Right.VOCABULARY: """terms.index terms.decide vocabulary.index vocabulary.edit vocabulary.change
        vocabulary.undo lexicons.edit lexicons.change""",
}
EXPECTED = {endpoint: right for right, endpoints in TABLE.items() for endpoint in endpoints.split()}


def test_every_route_declares_the_right_it_takes(app: Flask) -> None:
    assert {name: right_of(view) for name, view in app.view_functions.items()} == EXPECTED


@pytest.fixture(scope="module")
def with_accounts(sample_kb: KnowledgeBase) -> Flask:
    """The sample home with accounts. Views are not run: only whether they would be is looked at."""
    app = create_app(replace(sample_kb, settings=replace(sample_kb.settings, access="local")))
    for name, view in app.view_functions.items():
        if name != "static":
            reached = _reached(name)
            reached.right = right_of(view)  # type: ignore[attr-defined]
            app.view_functions[name] = reached
    return app


def _reached(name: str) -> Callable[..., str]:
    return lambda **_: f"reached {name}"


@pytest.mark.parametrize("role", [None, *Role])
def test_each_role_reaches_what_it_may_and_nothing_else(
    with_accounts: Flask, role: Role | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every address with every method it takes; HEAD asks as GET does."""
    actor = Visitor(Actor("甲", role), "a secret of both")
    client = with_accounts.test_client()
    adapter = with_accounts.url_map.bind("localhost")
    before = list(with_accounts.before_request_funcs[None])
    before.insert(before.index(permissions._check), lambda: setattr(g, "visitor", actor))
    monkeypatch.setitem(with_accounts.before_request_funcs, None, before)
    token = {"X-Csrf-Token": form_tokens._token(actor.key)}
    for method, address in every_route(with_accounts):
        endpoint, _ = adapter.match(address, method=method)
        allowed = EXPECTED[endpoint] in ALLOWED[role]
        expected = 200 if allowed else 403 if role else 303 if method == "GET" else 401
        for asked in (method, "HEAD") if method == "GET" else (method,):
            response = client.open(address, method=asked, headers=token, buffered=True)
            assert response.status_code == expected, (role, asked, address)


def test_without_accounts_the_site_is_everybodys(app: Flask, sample_kb: KnowledgeBase) -> None:
    assert sample_kb.settings.access == "none"
    with app.test_request_context("/"):
        assert visitor().name == "网站"
        assert all(map(visitor().may, Right))
