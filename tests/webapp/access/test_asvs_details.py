"""Small promises of docs/asvs.md that no other test shows."""

from __future__ import annotations

import pytest

from kb.state.database import reading
from tests.webapp.access.conftest import House
from tests.webapp.conftest import JULY, every_route

TEXTS = (
    "text/html",
    "text/css",
    "text/csv",
    "text/plain",
    "text/javascript",
    "application/atom+xml",
)


def test_every_text_says_its_encoding(house: House) -> None:
    """4.1.1"""
    person = house.person("admin-甲")
    seen = set()
    for address in (
        "/",
        "/figures.csv?q=评议",
        "/bulletins/feed.atom",
        "/account/login",
        "/healthz",
        "/no-such-page",
        str(person.page("/").select_one("link[rel=stylesheet]")["href"]),  # type: ignore[index]
        str(person.page("/").select_one("script[src]")["src"]),  # type: ignore[index]
    ):
        answer = person.client.get(address, buffered=True)
        assert answer.mimetype, address
        seen.add(answer.mimetype)
        if answer.mimetype in TEXTS:
            assert "charset=utf-8" in answer.headers["Content-Type"], address
    assert seen >= {"text/html", "text/css", "text/csv", "application/atom+xml"}


def test_downloads_have_a_name_of_ours(house: House) -> None:
    """5.4.1, 5.4.2: what somebody typed stands in the header encoded, or not at all."""
    person = house.person("trainer-甲")
    made = person.post("/collections", "/collections", name='a"; x=y<kbx>/..')
    assert made.status_code == 303
    at = made.headers["Location"].partition("?")[0]
    for address in (f"{at}.md", "/figures.csv?q=评议", "/figures.csv?filename=evil.exe"):
        said = person.get(address).headers["Content-Disposition"]
        assert said.startswith("attachment; filename"), address
        assert "evil" not in said
        assert 'a"; x=y' not in said
        assert "<" not in said
        assert "/" not in said
        assert "\n" not in said


NOT_OF_THE_SITE = (
    "/.git/config",
    "/static/",
    "/static/../__init__.py",
    "/static/%2e%2e/__init__.py",
    "/kb.toml",
    "/state/kb.sqlite3",
    "/corpus/",
    f"/corpus/bulletins/{JULY.id}.md",
    "/state/audit.log",
)


@pytest.mark.parametrize("address", NOT_OF_THE_SITE)
def test_what_is_not_of_the_site_is_not_served(house: House, address: str) -> None:
    """13.4.1, 13.4.3"""
    assert house.person("admin-甲").get(address).status_code == 404


def test_trace_is_not_answered(house: House) -> None:
    """13.4.4"""
    answer = house.app.test_client().open(
        "/account/login", method="TRACE", headers={"X-A": "secret"}
    )
    assert answer.status_code in (403, 405)
    assert "secret" not in answer.text


def kept(house: House) -> dict[str, object]:
    """The corpus and its history, and what people saved."""
    files: dict[str, object] = {
        str(path): path.read_bytes()
        for root in (house.home.corpus, house.home.state / "history", house.home.state / "bin")
        for path in root.rglob("*")
        if path.is_file()
    }
    with reading(house.home) as database:
        for table in ("account", "collection", "topic", "token", "one_time_link", "upload"):
            files[table] = [tuple(row) for row in database.execute(f"SELECT * FROM {table}")]
    return files


def test_looking_at_every_page_changes_nothing(house: House) -> None:
    """3.5.3: what changes something takes POST."""
    admin = house.person("admin-甲")
    admin.post("/collections", "/collections", name="一课")
    admin.post("/account/tokens", "/account/tokens", name="阅读器", scope="feed")
    before = kept(house)
    addresses = [address for method, address in every_route(house.app) if method == "GET"]
    assert len(addresses) > 50
    for address in addresses:
        assert admin.client.get(address, buffered=True).status_code < 500, address
    assert kept(house) == before


@pytest.mark.parametrize(
    "pattern", ["整.授信", "整.*信", r"整\w授信", "整[村]?.授", "(", "[", "*", "\\"]
)
@pytest.mark.parametrize("quote", ["", '"'])
def test_what_is_searched_for_is_no_pattern(house: House, pattern: str, quote: str) -> None:
    """1.2.9: signs of regular expressions neither stand for other text nor break anything."""
    person = house.person("reader-甲").client
    plain = person.get("/search", query_string={"q": f"{quote}整村授信{quote}"})
    assert "整村授信</mark>" in plain.text
    page = person.get("/search", query_string={"q": f"{quote}{pattern}{quote}"})
    assert page.status_code == 200
    assert "整村授信</mark>" not in page.text
