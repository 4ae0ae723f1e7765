"""What a person saves and asks is theirs, until they share it."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from kb.access import COMMAND_LINE, Role, Wanted, administration
from kb.saved import Editor, collections
from tests.webapp.access.conftest import PASSWORD, House, Person


@pytest.fixture
def pair(house: House) -> tuple[Person, Person]:
    """Two trainers, called 甲 and 乙."""
    for name in ("甲", "乙"):
        wanted = Wanted(name, Role.TRAINER)
        administration.add(house.home, COMMAND_LINE, wanted, PASSWORD, 0.0)
    return house.person("甲"), house.person("乙")


def made(person: Person, name: str = "尽职免责一课") -> str:
    """The address of a new collection."""
    response = person.post("/collections", "/collections", name=name)
    assert response.status_code == 303, response.text
    return response.headers["Location"].partition("?")[0]


def page_with_excerpts(person: Person) -> dict[str, str]:
    """The form that takes an excerpt of the first bulletin."""
    links = person.page("/search?q=评议").select("a[data-take]")
    asked = parse_qs(urlsplit(str(links[0]["href"])).query)
    return {"entry": asked["entry"][0]}


def test_a_collection_is_its_owners_until_it_is_shared(pair: tuple[Person, Person]) -> None:
    mine, other = pair
    at = made(mine)
    assert "只有您看得到" in mine.get(at).text
    for address in (at, f"{at}.md", "/collections"):
        response = other.get(address)
        assert response.status_code == (200 if address == "/collections" else 404)
        assert "尽职免责一课" not in response.text
    edit = {"do": "add-chapter", "title": "一章", "seen": "1"}
    assert other.post(f"{at}/edit", **edit).status_code == 404
    assert other.post(f"{at}/state", do="copied").status_code == 404
    assert made(other), "the same name is free for another person"

    unknown = mine.post(f"{at}/state", do="colleagues", names="乙、丙")
    assert unknown.status_code == 400
    assert "没有叫“丙”的同事" in unknown.text
    assert mine.post(f"{at}/state", do="colleagues", names="乙").status_code == 303
    assert "甲共用给您的" in other.get(at).text
    assert other.post(f"{at}/edit", **edit).status_code == 303
    assert "一章" in mine.get(at).text
    for do in ("archived", "shared", "colleagues"):
        assert other.post(f"{at}/state", do=do, names="").status_code == 403, do
    mine.post(f"{at}/state", do="colleagues", names="")
    assert other.get(at).status_code == 404


def test_a_reader_reads_what_is_shared_with_all(house: House, pair: tuple[Person, Person]) -> None:
    mine, _ = pair
    at = made(mine)
    mine.post(f"{at}/state", do="colleagues", names="全体同事")
    reader = house.person("reader-甲")
    assert reader.get(at).status_code == 200
    assert reader.post(f"{at}/edit", do="add-chapter", title="一章").status_code == 403


def test_at_a_new_machine_an_excerpt_goes_into_the_only_collection_of_its_own(
    house: House, pair: tuple[Person, Person]
) -> None:
    mine, _ = pair
    made(mine)
    made(house.person("trainer-甲"), "大家的")
    place = page_with_excerpts(mine)
    for count in (1, 2):
        answer = house.person("甲").post("/collections/take.json", **place).get_json()
        assert answer["message"].startswith(f"已加入“尽职免责一课”，现有 {count} 条")
    made(mine, "第二份")
    assert "choose" in house.person("甲").post("/collections/take.json", **place).get_json()


def test_what_was_there_before_accounts_is_everybodys(house: House) -> None:
    by = Editor(COMMAND_LINE, datetime.now(UTC))
    number = collections.create(house.home, "早先的讲义", by)
    trainer = house.person("trainer-甲")
    assert "大家共用" in trainer.get(f"/collections/{number}").text


def test_a_topic_is_its_owners_and_each_marks_for_themselves(pair: tuple[Person, Person]) -> None:
    mine, other = pair
    saved = mine.post("/topics", "/topics/new?q=评议", name="评议怎么做", q="评议")
    at = saved.headers["Location"].partition("?")[0]
    for address in (at, f"{at}/feed.atom", f"{at}/edit"):
        assert other.get(address).status_code == 404, address
    assert "评议怎么做" not in other.get("/topics").text
    assert mine.post(f"{at}/share", f"{at}/edit", names="乙").status_code == 303
    assert "评议怎么做" in other.get("/topics").text
    for action in ("edit", "delete", "share"):
        assert other.post(f"{at}/{action}", at, name="改", names="").status_code == 403, action
    assert other.get(f"{at}/feed.atom").status_code == 200


def test_past_queries_are_a_persons_own(pair: tuple[Person, Person]) -> None:
    mine, other = pair
    asked = {"q": "评议以后再公示", "found": "1"}

    def offered(person: Person) -> list[str]:
        found = person.get("/suggest?q=评议").get_json()["suggestions"]
        return [suggestion["text"] for suggestion in found]

    assert mine.post("/asked", **asked).status_code == 204
    assert offered(mine)[0] == "评议以后再公示"
    assert "评议以后再公示" not in offered(other)
    assert "评议以后再公示" in mine.get("/account").text
    assert "评议以后再公示" not in other.get("/account").text
    assert mine.post("/account/queries", "/account").status_code == 303
    assert "评议以后再公示" not in offered(mine)


def test_one_person_at_three_machines_is_one_person(house: House) -> None:
    for address in ("10.0.0.1", "10.0.0.2", "10.0.0.3"):
        person = house.person("trainer-甲")
        person.client.environ_base["REMOTE_ADDR"] = address
        person.post("/asked", q="评议以后再公示", found="1")
    other = house.person("reader-甲")
    found = other.get("/suggest?q=评议").get_json()["suggestions"]
    assert "评议以后再公示" not in [suggestion["text"] for suggestion in found]
