"""A small provider of OpenID Connect, over HTTP, that checks what a real one does, and can misbehave."""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import Flask, abort, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

CLIENT, SECRET = "lessons-kb", "a secret of the client: with colon"
Claims = dict[str, Any]


@cache
def own_key() -> RSAKey:
    """The key of a provider: the same for all, since a new one takes a good part of a second."""
    return RSAKey.generate_key(2048)


@dataclass
class Provider:
    """Who is logged in at the provider (`claims`), and how its tokens are spoilt."""

    issuer: str = ""
    claims: Claims = field(default_factory=dict)
    more: Claims = field(default_factory=dict)
    spoil: Callable[[Claims], Claims] = lambda claims: claims
    algorithm: str = "RS256"
    key: RSAKey = field(default_factory=own_key)
    signs_with: RSAKey | None = None
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def logout_token(self, **claims: object) -> str:
        """A notice for the back channel; a claim of None is left out."""
        now = int(time.time())
        told: Claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 120,
            "jti": secrets.token_urlsafe(),
            "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
        }
        told = {name: value for name, value in (told | claims).items() if value is not None}
        header = {"alg": self.algorithm, "kid": self.key.thumbprint(), "typ": "logout+jwt"}
        return jwt.encode(header, told, self.signs_with or self.key)

    def app(self) -> Flask:
        """The provider as a site."""
        app = Flask("provider")

        @app.get("/.well-known/openid-configuration")
        def metadata() -> Response:
            return jsonify(
                issuer=self.issuer,
                authorization_endpoint=f"{self.issuer}/authorize",
                token_endpoint=f"{self.issuer}/token",
                jwks_uri=f"{self.issuer}/keys",
                userinfo_endpoint=f"{self.issuer}/me",
            )

        @app.get("/keys")
        def keys() -> Response:
            return jsonify(keys=[self.key.as_dict(private=False)])

        @app.get("/authorize")
        def authorize() -> Response:
            asked = request.args.to_dict()
            self.asked.append(asked)
            if asked["client_id"] != CLIENT or asked["code_challenge_method"] != "S256":
                abort(400)
            code = secrets.token_urlsafe(16)
            self.codes[code] = asked
            back = urlencode({"code": code, "state": asked["state"], "iss": self.issuer})
            return redirect(f"{asked['redirect_uri']}?{back}")

        @app.post("/token")
        def token() -> Response:
            asked = self.codes.pop(request.form["code"], None)
            given = request.authorization
            digest = hashlib.sha256(request.form["code_verifier"].encode()).digest()
            challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            if (
                asked is None
                or given is None
                or (given.username, given.password)
                != (CLIENT, urlencode({"": SECRET})[1:].replace("+", "%20"))
                or challenge != asked["code_challenge"]
                or request.form["redirect_uri"] != asked["redirect_uri"]
            ):
                abort(400)
            now = int(time.time())
            claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300}
            claims |= {"nonce": asked["nonce"], **self.claims}
            header = {"alg": self.algorithm, "kid": self.key.thumbprint()}
            signed = jwt.encode(header, self.spoil(claims), self.signs_with or self.key)
            return jsonify(access_token="at", token_type="Bearer", id_token=signed)

        @app.get("/me")
        def me() -> Response:
            if request.headers.get("Authorization") != "Bearer at":
                abort(401)
            return jsonify({"sub": self.claims["sub"], **self.more})

        return app


@contextmanager
def running(provider: Provider) -> Iterator[Provider]:
    """The provider at an address of this machine."""
    app = provider.app()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    provider.issuer = f"http://127.0.0.1:{server.port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()


def query_of(address: str) -> dict[str, str]:
    """The parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
