"""The pictures that the corpus keeps, as files."""

from __future__ import annotations

from pathlib import PurePath

from flask import Blueprint, Response

from kb.errors import NotFoundError
from kb.model import MEDIA_TYPES
from webapp.access import Right, takes
from webapp.parts import FOR_EVER
from webapp.services import site

blueprint = Blueprint("pictures", __name__, url_prefix="/pictures")


@blueprint.get("/<file>")
@takes(Right.READ)
def picture(file: str) -> Response:
    """One picture. Its name is the digest of its bytes, so that browsers may keep it."""
    path = site().kb.corpus.picture_path(file)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise NotFoundError(
            "这张图片不见了", hint="kb check --repair 可从来源文件里再取"
        ) from error
    response = picture_response(file, data)
    response.headers["Cache-Control"] = FOR_EVER
    return response


def picture_response(file: str, data: bytes) -> Response:
    """A picture by the suffix of its name."""
    return Response(data, mimetype=MEDIA_TYPES[PurePath(file).suffix])
