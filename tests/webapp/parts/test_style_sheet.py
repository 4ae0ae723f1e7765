"""The style sheet: joined in a fixed order, in one scale, plain enough for old browsers."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from webapp.parts.style_sheet import FOLDER, ORDER, joined

RULES = {name: (FOLDER / f"{name}.css").read_text("utf-8") for name in ORDER}
TOKENS = set(re.findall(r"(--[a-z0-9-]+):", RULES["tokens"]))


def test_every_file_is_part_of_it() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(ORDER)


def test_the_order_is_the_one_that_is_written_down() -> None:
    places = [joined().index(text) for text in RULES.values()]
    assert places == sorted(places)
    assert ORDER[0] == "tokens"
    assert ORDER[-2:] == ("screens", "print")


def test_browsers_keep_it_as_long_as_it_is_the_same(client: FlaskClient) -> None:
    address = re.search(r'href="(/static/site\.css\?v=[0-9a-f]{12})"', client.get("/help").text)
    assert address is not None
    response = client.get(address[1])
    assert response.text == joined()
    assert response.mimetype == "text/css"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for query in ("", "?v=0123456789ab"):
        assert client.get(f"/static/site.css{query}").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "newer",  # than Chromium 86
    [
        r":has\(",
        r":is\(",
        r":where\(",
        r"@container",
        r"@layer",
        r"oklch|oklab|color-mix",
        r"\binset:",
        r"aspect-ratio",
        r"\d(?:dvh|svh|lvh)\b",
        r"(?:margin|padding|inset)-(?:inline|block):",
        r"^\s+&",
        r"overflow[-a-z]*:\s*clip",
    ],
)
def test_the_style_sheet_is_for_chromium_86(newer: str) -> None:
    assert not re.search(newer, joined(), re.MULTILINE)


@pytest.mark.parametrize("name", [name for name in ORDER if name not in ("tokens", "print")])
class TestOneScale:
    def test_every_colour_is_a_property(self, name: str) -> None:
        """So that the dark scheme and print only need to redefine them."""
        assert not re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(", RULES[name])

    @pytest.mark.parametrize("what", ["padding", "margin", "gap", "font-size"])
    def test_every_space_and_size_is_a_property(self, name: str, what: str) -> None:
        """Except for those relative to the size of the text around them (em)."""
        for value in re.findall(rf"(?<![\w-]){what}(?:-[a-z]+)?: ([^;]+);", RULES[name]):
            assert not re.search(r"[\d.]rem", value), value

    def test_every_radius_is_a_property(self, name: str) -> None:
        """Except for circles and hairlines."""
        for value in re.findall(r"border-radius: ([^;]+);", RULES[name]):
            assert re.fullmatch(r"(?:(?:0|50%|var\(--radius-[a-z]+\)) ?)+", value), value


@pytest.mark.parametrize("name", ORDER)
def test_every_property_is_defined(name: str) -> None:
    assert set(re.findall(r"var\((--[a-z0-9-]+)\)", RULES[name])) <= TOKENS


def test_every_property_is_used() -> None:
    assert set(re.findall(r"var\((--[a-z0-9-]+)\)", joined())) == TOKENS
