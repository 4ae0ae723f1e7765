"""A form of a page, filled in again with what was typed into it before."""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from kb.access import SentForm

# Characters of a page that is read.
LARGEST = 4 * 1024 * 1024
NOTICE = "登录过期前填写的内容已放回下面的表单，还没有提交。请核对后再提交；选过的文件要重新选。"
# Controls that hold nothing a person typed.
_LEFT = frozenset(("csrf",))
_BUTTONS = frozenset(("submit", "button", "image", "reset", "file", "password"))
_TICKED = frozenset(("checkbox", "radio"))


def filled(html: str, form: SentForm, at: str) -> str | None:
    """The page at the address `at` with the form filled in and a notice above it; None when the page
    has no such form (any more)."""
    if len(html) > LARGEST:
        return None
    soup = BeautifulSoup(html, "html.parser")
    names = {name for name, _ in form.fields}
    candidates = [
        _controls(soup, found)
        for found in soup.find_all("form")
        if str(found.get("method", "get")).lower() == "post"
        and _path(urljoin(at, str(found.get("action", at)))) == _path(form.target)
    ]
    if not candidates or not names:
        return None
    best = max(candidates, key=lambda found: len(names & {str(c["name"]) for c in found}))
    if not names & {str(control["name"]) for control in best}:
        return None
    values: dict[str, list[str]] = defaultdict(list)
    for name, value in form.fields:
        values[name].append(value)
    for control in best:
        _fill(control, values)
    main = soup.find(id="kb-main") or soup.body
    if main is not None:
        notice = soup.new_tag("p", attrs={"class": "notice", "role": "status"})
        notice.string = NOTICE
        main.insert(0, notice)
    return str(soup)


def _path(address: str) -> str:
    """The path of an address, written as people read it."""
    return unquote(urlsplit(address).path)


def _controls(soup: BeautifulSoup, form: Tag) -> list[Tag]:
    """The controls of a form in the order of the page, those outside it that name it included."""
    own = form.find_all(["input", "textarea", "select"], attrs={"name": True})
    if form.get("id"):
        own += soup.find_all(
            ["input", "textarea", "select"], attrs={"name": True, "form": form["id"]}
        )
    return [
        control
        for control in own
        if isinstance(control, Tag)
        and control["name"] not in _LEFT
        and str(control.get("type", "")).lower() not in _BUTTONS
    ]


def _fill(control: Tag, values: dict[str, list[str]]) -> None:
    """Put the next value of its name into a control; one that is a choice takes all of them."""
    given = values.get(str(control["name"]), [])
    if str(control.get("type", "")).lower() in _TICKED:
        _mark(control, "checked", str(control.get("value", "on")) in given)
    elif control.name == "select":
        for option in control.find_all("option"):
            _mark(option, "selected", str(option.get("value", option.get_text())) in given)
    elif given and control.name == "textarea":
        text = given.pop(0).replace("\r\n", "\n")
        # Browsers leave out a line break right after the tag.
        control.string = f"\n{text}" if text.startswith("\n") else text
    elif given:
        control["value"] = given.pop(0)


def _mark(control: Tag, what: str, on: bool) -> None:
    if on:
        control[what] = ""
    elif what in control.attrs:
        del control[what]
