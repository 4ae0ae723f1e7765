"""The editor's desk."""

from __future__ import annotations

from tests.webapp.conftest import JULY, Desk, words

LOST = "section[aria-labelledby=kb-desk-lost]"


def test_what_was_said_of_a_sentence_that_is_gone_is_listed_until_it_is_taken_out(
    desk: Desk,
) -> None:
    assert not desk.page("/intake/desk").select(LOST)
    text = desk.markdown()
    said = text.replace(" kind=lesson", ' subjects="1a2b3c4d:third:" kind=lesson', 1)
    assert said != text
    desk.corpus.write_markdown(JULY.id, said.encode())
    page = desk.page("/intake/desk")
    (line,) = words(page, f"{LOST} li")
    assert line.endswith(f"1 处，{JULY.title}")
    (link,) = page.select(f"{LOST} li a")
    check = desk.page(str(link["href"]).partition("#")[0])
    assert "句子找不到了" in check.get_text()
    assert check.select_one("#" + str(link["href"]).partition("#")[2])
    desk.corpus.write_markdown(JULY.id, text.encode())
    assert not desk.page("/intake/desk").select(LOST)
