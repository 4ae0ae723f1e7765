"""Logging in at a provider of OpenID Connect: authorization code flow with PKCE, state and nonce.

OpenID Connect Core 1.0, section 3.1; RFC 7636; RFC 9700 (Best Current Practice). All that has to be
remembered between leaving and coming back follows from one secret in the browser: state, nonce and
verifier are digests of it, so nobody else's answer fits, and the server keeps nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlencode

from kb.access.provider_errors import LoginRefused, ProviderFailed
from kb.access.secrets import new_secret
from kb.errors import ConfigError
from kb.files import Provider, is_safe

# Signatures that are taken; none of them is made with a secret that the site has.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA")
# Seconds that clocks may differ.
LEEWAY = 60
# A notice that somebody has logged out: the event it names, characters it may have, and seconds after
# which one is too old.
_LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
_LONGEST_TOKEN, _LOGOUT_LASTS = 20_000, 300
# Characters of a subject or of the name of a session.
_LONGEST_NAME = 255
# Seconds after which keys are asked for again: strangers may send notices with any signature.
_ASK_AGAIN_AFTER = 30.0
_METADATA = "/.well-known/openid-configuration"


class Fetcher(Protocol):
    """Asks the provider."""

    def get(self, address: str, bearer: str = "") -> bytes:
        """The body at an address; ProviderFailed."""

    def post(self, address: str, form: Mapping[str, str], basic: tuple[str, str] | None) -> bytes:
        """The answer to a form; ProviderFailed."""


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the provider is asked what."""

    authorization: str
    token: str
    keys: str
    userinfo: str = ""
    basic: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """Who logged in: `subject` names them at the provider for ever; `groups` as it says; `sid` is their
    session there, "" when it does not say."""

    subject: str
    name: str
    full_name: str
    groups: tuple[str, ...]
    sid: str = ""


@dataclass(frozen=True, slots=True)
class LoggedOut:
    """Who has logged out at the provider: a person (`subject`), one session there (`sid`), or a
    person in one session; "" for what it did not say."""

    subject: str
    sid: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """One who leaves for the provider: the secret for their browser, and what follows from it."""

    secret: str = field(default_factory=new_secret, repr=False)

    @property
    def state(self) -> str:
        """Comes back in the address: only this browser's answer is taken."""
        return self._derived("state")

    @property
    def nonce(self) -> str:
        """Comes back in the token: it was made for this log-in."""
        return self._derived("nonce")

    @property
    def verifier(self) -> str:
        """Shown with the code: who stole the code does not have it (PKCE)."""
        return self._derived("verifier")

    @property
    def challenge(self) -> str:
        """What the provider gets of the verifier in advance (S256)."""
        return _coded(hashlib.sha256(self.verifier.encode()).digest())

    def _derived(self, what: str) -> str:
        key = self.secret.encode("utf-8", "replace")
        return _coded(hmac.digest(key, what.encode(), hashlib.sha256))


class OpenIdClient:
    """The site as a client of one provider."""

    def __init__(self, provider: Provider, secret: str, fetcher: Fetcher) -> None:
        self._provider = provider
        self._secret = secret
        self._fetcher = fetcher
        self._endpoints: Endpoints | None = None
        self._keys: Any = None
        self._asked_again = 0.0

    def address(self, leaving: Leaving, back: str, *, again: bool = False) -> str:
        """Where the browser goes to log in; `again` asks for the password even of one who is logged
        in there. ProviderFailed."""
        query = {
            "response_type": "code",
            "client_id": self._provider.client_id,
            "redirect_uri": back,
            "scope": self._provider.scope,
            "state": leaving.state,
            "nonce": leaving.nonce,
            "code_challenge": leaving.challenge,
            "code_challenge_method": "S256",
        }
        if again:
            query |= {"prompt": "login", "max_age": "0"}
        where = self._found().authorization
        return f"{where}{'&' if '?' in where else '?'}{urlencode(query)}"

    def came_back(
        self, leaving: Leaving, answer: Mapping[str, str], back: str, now: float
    ) -> Person:
        """Who it is that came back with this answer; LoginRefused, ProviderFailed."""
        state = answer.get("state", "").encode("utf-8", "replace")
        if not hmac.compare_digest(state, leaving.state.encode()):
            raise LoginRefused("登录没有完成：不是从这个浏览器开始的", hint="请重新登录")
        if answer.get("iss", self._provider.issuer) != self._provider.issuer:
            raise LoginRefused("登录没有完成：回答不是来自所设的身份提供方", hint="请重新登录")
        if "error" in answer or not answer.get("code"):
            raise LoginRefused("身份提供方没有让您登录", hint="请重试，或向管理员询问")
        form = {
            "grant_type": "authorization_code",
            "code": answer["code"][:4000],
            "redirect_uri": back,
            "client_id": self._provider.client_id,
            "code_verifier": leaving.verifier,
        }
        basic = None
        if self._secret and self._found().basic:
            basic = (self._provider.client_id, self._secret)
        elif self._secret:
            form["client_secret"] = self._secret
        reply = _object(self._fetcher.post(self._found().token, form, basic))
        claims = self._claims(str(reply.get("id_token", "")), leaving.nonce, now)
        return self._person(claims, str(reply.get("access_token", "")))

    def _claims(self, token: str, nonce: str, now: float) -> dict[str, Any]:
        """What the provider says in its token, if it is signed by it, for us, now, for this log-in."""
        claims = self._read(token, now)
        audience = claims.get("aud")
        audiences = audience if isinstance(audience, list) else [audience]
        party = claims.get("azp", self._provider.client_id)
        sound = (
            claims.get("iss") == self._provider.issuer
            and self._provider.client_id in audiences
            and party == self._provider.client_id
            and (len(audiences) == 1 or "azp" in claims)
            and hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode())
            and isinstance(claims.get("sub"), str)
            and 0 < len(claims["sub"]) <= 255
            and _is_time(claims.get("exp"), now - LEEWAY, None)
            and _is_time(claims.get("iat"), None, now + LEEWAY)
        )
        if not sound:
            raise ProviderFailed("身份提供方的凭据不是给这次登录的", hint="请重新登录")
        return claims

    def logged_out(self, token: str, now: float) -> LoggedOut:
        """Who has logged out at the provider, as its token says (OpenID Connect Back-Channel Logout 1.0,
        section 2.6); ProviderFailed when the token is not sound."""
        claims = self._read(token[:_LONGEST_TOKEN], now)
        audience = claims.get("aud")
        subject, sid = claims.get("sub", ""), claims.get("sid", "")
        events = claims.get("events")
        sound = (
            claims.get("iss") == self._provider.issuer
            and self._provider.client_id in (audience if isinstance(audience, list) else [audience])
            and isinstance(events, dict)
            and isinstance(events.get(_LOGOUT), dict)
            and "nonce" not in claims
            and isinstance(claims.get("jti"), str)
            and isinstance(subject, str)
            and isinstance(sid, str)
            and 0 < len(subject + sid) <= 2 * _LONGEST_NAME
            and _is_time(claims.get("exp", now), now - LEEWAY, None)
            and _is_time(claims.get("iat"), now - _LOGOUT_LASTS - LEEWAY, now + LEEWAY)
        )
        if not sound:
            raise ProviderFailed("身份提供方的退出通知不能核实")
        return LoggedOut(subject, sid)

    def _read(self, token: str, now: float) -> dict[str, Any]:
        """The claims of a token that the provider signed; ProviderFailed."""
        from joserfc.errors import JoseError
        from joserfc.jwt import decode

        try:
            try:
                read = decode(token, self._key_set(), algorithms=list(ALGORITHMS))
            except (JoseError, ValueError):
                if now - self._asked_again < _ASK_AGAIN_AFTER:
                    raise
                self._keys, self._asked_again = None, now  # the keys may have changed
                read = decode(token, self._key_set(), algorithms=list(ALGORITHMS))
        except (JoseError, ValueError) as error:
            raise ProviderFailed("身份提供方的凭据不能核实", hint=type(error).__name__) from error
        return dict(read.claims)

    def _person(self, claims: dict[str, Any], access: str) -> Person:
        """The person of a token; what it lacks is asked for at the provider."""
        wanted = (self._provider.name, self._provider.groups)
        if access and self._found().userinfo and not all(name in claims for name in wanted):
            more = _object(self._fetcher.get(self._found().userinfo, access))
            if more.get("sub") == claims["sub"]:  # Core 1.0, 5.3.2
                claims = more | claims
        groups = claims.get(self._provider.groups, [])
        sid = claims.get("sid", "")
        sid = sid if isinstance(sid, str) and len(sid) <= _LONGEST_NAME else ""
        listed = groups if isinstance(groups, list) else str(groups).split(",")
        return Person(
            claims["sub"],
            str(claims.get(self._provider.name) or claims["sub"]),
            str(claims.get("name", "")),
            tuple(str(group).strip() for group in listed if str(group).strip()),
            sid,
        )

    def _found(self) -> Endpoints:
        """The provider's endpoints, as it publishes them."""
        if self._endpoints is None:
            issuer = self._provider.issuer
            metadata = _object(self._fetcher.get(issuer.rstrip("/") + _METADATA))
            if metadata.get("issuer") != issuer:
                raise ProviderFailed("身份提供方自称的地址与 kb.toml 里的 issuer 不同")
            names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            authorization, token, keys = (str(metadata.get(name, "")) for name in names)
            if not all(map(is_safe, (authorization, token, keys))):
                raise ProviderFailed("身份提供方公布的地址不完整或不是 https")
            userinfo = str(metadata.get("userinfo_endpoint", ""))
            methods = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
            self._endpoints = Endpoints(
                authorization,
                token,
                keys,
                userinfo=userinfo if is_safe(userinfo) else "",
                basic="client_secret_basic" in methods,
            )
        return self._endpoints

    def _key_set(self) -> Any:
        if self._keys is None:
            from joserfc.jwk import KeySet

            try:
                self._keys = KeySet.import_key_set(_object(self._fetcher.get(self._found().keys)))  # type: ignore[arg-type]
            except (ValueError, KeyError, TypeError) as error:
                raise ProviderFailed("身份提供方公布的密钥读不懂") from error
        return self._keys


def client_of(provider: Provider, secret: str) -> OpenIdClient:
    """The client of a provider, over HTTP; ConfigError without the extra `oidc`."""
    from importlib.util import find_spec

    if find_spec("joserfc") is None:
        raise ConfigError(
            'access = "oidc" 还缺一个软件包', hint="执行 pip install 'lessons-kb[oidc]'"
        )
    from kb.access.asking_providers import HttpFetcher

    return OpenIdClient(provider, secret, HttpFetcher(provider.ca_file))


def _is_time(value: object, least: float | None, most: float | None) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return (least is None or value > least) and (most is None or value < most)


def _object(data: bytes) -> dict[str, Any]:
    try:
        read = json.loads(data)
    except ValueError as error:
        raise ProviderFailed("身份提供方的回答读不懂") from error
    if not isinstance(read, dict):
        raise ProviderFailed("身份提供方的回答读不懂")
    return read


def _coded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
