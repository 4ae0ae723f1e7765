"""Filling a form in again."""

from __future__ import annotations

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from kb.access import SentForm
from webapp.parts.filled_form import NOTICE, filled

PAGE = """<main id="kb-main"><form action="/topics" method="get"><input name="name"></form>
<form action="/topics/1" method="post"><input name="name"></form>
<form id="f" action="/topics" method="post">
<input type="hidden" name="csrf" value="new"><input type="hidden" name="expected" value="2">
<input name="name" value="before"><textarea name="text">
old</textarea>
<input type="checkbox" name="a" value="1" checked><input type="checkbox" name="a" value="2">
<input type="radio" name="r" value="x" checked><input type="radio" name="r" value="y">
<select name="s"><option value="p" selected>P</option><option>Q</option></select>
<input type="password" name="secret"><button name="do" value="save">go</button></form>
<input name="outside" form="f"></main>"""
SENT = SentForm(
    "/topics",
    "/topics/new",
    (
        ("expected", "1"),
        ("name", '授信"<b>'),
        ("text", "\n一\r\n二</textarea><script>alert(1)</script>"),
        ("a", "2"),
        ("r", "y"),
        ("s", "Q"),
        ("csrf", "old"),
        ("secret", "no"),
        ("outside", "外"),
    ),
)


def test_every_kind_of_control_takes_what_was_typed() -> None:
    page = filled(PAGE, SENT, "/topics/new")
    assert page
    soup = BeautifulSoup(page, "html.parser")
    assert soup.select_one("main > p.notice").text == NOTICE  # type: ignore[union-attr]
    form = soup.select("form")[2]
    values = {str(one["name"]): one.get("value") for one in form.select("input")}
    assert (values["csrf"], values["expected"], values["name"]) == ("new", "1", '授信"<b>')
    assert values["secret"] is None
    (text,) = form.select("textarea")
    assert text.text == "\n\n一\n二</textarea><script>alert(1)</script>"
    assert not soup.select("script")
    assert [one["value"] for one in form.select("[checked]")] == ["2", "y"]
    assert [one.text for one in form.select("option[selected]")] == ["Q"]
    assert soup.select_one("[name=outside]")["value"] == "外"  # type: ignore[index]
    assert not soup.select("form")[1].select("input[value]"), "another form is left alone"


def test_where_the_form_is_not_there_nothing_is_made_up() -> None:
    assert filled(PAGE, SentForm("/other", "/", SENT.fields), "/topics/new") is None
    assert filled(PAGE, SentForm("/topics", "/", (("unknown", "1"),)), "/topics/new") is None
    assert filled("<p>nothing", SENT, "/topics/new") is None


def test_a_form_without_an_address_is_sent_to_its_page() -> None:
    page = '<form method="POST"><textarea name="text"></textarea></form>'
    assert "数字" in (filled(page, SentForm("/x", "/x", (("text", "数字"),)), "/x") or "")


@given(st.text(max_size=60))
def test_whatever_is_typed_stays_text(typed: str) -> None:
    sent = SentForm("/topics", "/topics/new", (("name", typed), ("text", typed)))
    page = filled(PAGE, sent, "/topics/new")
    assert page
    before, after = BeautifulSoup(PAGE, "html.parser"), BeautifulSoup(page, "html.parser")
    assert len(after.find_all(True)) == len(before.find_all(True)) + 1
