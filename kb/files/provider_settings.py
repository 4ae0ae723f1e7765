"""What kb.toml says in [oidc]: the provider of identities that people log in at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kb.files.access_settings import banks_of, roles_of, text


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider of OpenID Connect (access = "oidc").

    `issuer` is its address, as it names itself; `client_id` is what it knows the site by, and
    `secret_file` a file in the home with the secret that goes with it, "" for none. `name` and
    `groups` are the claims with the name and the groups of a person. `roles` maps groups to roles;
    of several the highest counts. `banks` maps groups to banks. `scope` is what is asked for;
    `ca_file` is the certificate of the authority that vouches for the provider, "" for those of the
    system.
    """

    issuer: str
    client_id: str
    roles: Mapping[str, str]
    secret_file: str = ""
    name: str = "preferred_username"
    groups: str = "groups"
    banks: Mapping[str, str] = field(default_factory=dict)
    scope: str = "openid profile groups"
    ca_file: str = ""


_TEXTS = ("issuer", "client_id", "secret_file", "name", "groups", "scope", "ca_file")


def provider(value: object) -> Provider:
    """The table [oidc]."""
    if not isinstance(value, dict):
        raise ValueError("应写成一节：[oidc]")
    known = (*_TEXTS, "roles", "banks")
    for key in value:
        if key not in known:
            raise ValueError(f"其中的“{key}”不认识，可用：{'、'.join(known)}")
    roles, banks = roles_of(value.get("roles")), banks_of(value.get("banks", {}))
    texts = {key: text(value[key]) for key in _TEXTS if key in value}
    if "issuer" not in texts or "client_id" not in texts:
        raise ValueError("应写明 issuer 和 client_id")
    if not is_safe(texts["issuer"]):
        raise ValueError("其中的 issuer 应以 https:// 开头，不含 ? 和 #")
    if "openid" not in texts.get("scope", "openid").split():
        raise ValueError("其中的 scope 应包含 openid")
    return Provider(roles=roles, banks=banks, **texts)


def is_safe(address: str) -> bool:
    """Is this an address that only its owner can answer: over TLS, or on this machine?"""
    parts = urlsplit(address)
    own = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
    return bool(parts.hostname) and (parts.scheme == "https" or own) and not parts.fragment
