"""Static files: their address contains a hash of their content, so that browsers may cache them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

VERSION_LENGTH = 12
FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"


def versions(folder: Path) -> dict[str, str]:
    """The content hash of every file of a folder, by its path within."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[
            :VERSION_LENGTH
        ]
        for path in folder.rglob("*")
        if path.is_file()
    }


def register(app: Flask) -> None:
    """Put the hash into the addresses of static files, and let browsers cache those."""
    assert app.static_folder is not None
    known = versions(Path(app.static_folder))

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and values["filename"] in known:
            values.setdefault("v", known[values["filename"]])

    @app.after_request
    def set_cache(response: Response) -> Response:
        if response.cache_control.immutable:
            return response
        kept = _ASK_AGAIN
        if request.endpoint == "static" and response.status_code == 200 and request.view_args:
            version = known.get(request.view_args["filename"])
            if version and request.args.get("v") == version:
                kept = FOR_EVER
        response.headers["Cache-Control"] = kept
        return response
