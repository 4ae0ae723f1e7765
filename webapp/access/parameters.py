"""How often a parameter may be given in an address.

Of a parameter given twice, one program reads the first value and another the last, so a page and a
link to it could disagree. A parameter takes exactly one value unless it is listed.
"""

from __future__ import annotations

from flask import Flask, abort, request
from werkzeug.datastructures import MultiDict

from kb.errors import QueryError
from kb.index import FACETS

# Parameters of tick boxes. All others take one value.
MANY_VALUED = frozenset((*FACETS, "aspect"))


def one_value(args: MultiDict[str, str], name: str, default: str = "") -> str:
    """The value of a parameter; QueryError when the address gives it more than once.

    For pages on which a parameter of MANY_VALUED takes a single value.
    """
    values = args.getlist(name)
    if len(values) > 1:
        raise _repeated(name)
    return values[0] if values else default


def _repeated(name: str) -> QueryError:
    return QueryError(
        f"参数 {name[:40]} 只能有一个值，地址里写了多个", hint="请从网站上的链接进入，或删去多余的"
    )


# Characters of an address without its parameters.
MAX_PATH = 1000


def register(app: Flask) -> None:
    """Refuse every request whose address repeats a single-valued parameter."""
    app.before_request(_check)


def _check() -> None:
    if len(request.path) > MAX_PATH:  # no name of ours is so long
        abort(404)
    for name, values in request.args.lists():
        if len(values) > 1 and name not in MANY_VALUED:
            raise _repeated(name)
