"""The style sheet: the files of webapp/styles/ joined when the app starts.

Browsers fetch one file; people read several short ones. Nothing is compiled: the files work in
browsers from Chromium 86 on.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

from webapp.parts.assets import FOR_EVER, VERSION_LENGTH

FOLDER = Path(__file__).parents[1] / "styles"
# Of two rules with the same specificity, the later one wins. A new page has its file among the
# pages; narrow screens and print come last.
BEFORE_PAGES = ("tokens", "base", "frame", "parts", "forms")
PAGES = (
    "editing",
    "home",
    "results",
    "bulletins",
    "practices",
    "tables",
    "topics",
    "collections",
    "intake",
    "review",
    "vocabulary",
    "help",
    "accounts",
)
ORDER = (*BEFORE_PAGES, *PAGES, "screens", "print")


def joined() -> str:
    """The whole style sheet."""
    return "\n".join((FOLDER / f"{name}.css").read_text("utf-8") for name in ORDER)


def register(app: Flask) -> None:
    """Serve the style sheet at an address that names its content."""
    content = joined().encode()
    version = hashlib.sha256(content).hexdigest()[:VERSION_LENGTH]

    @app.get("/static/site.css", endpoint="style_sheet")
    def style_sheet() -> Response:
        response = Response(content, mimetype="text/css")
        if request.args.get("v") == version:
            response.headers["Cache-Control"] = FOR_EVER
        return response

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "style_sheet":
            values.setdefault("v", version)
