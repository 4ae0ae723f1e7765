"""Secrets that are handed out once: for sessions, links and codes. Their digests are kept, and those of
who asked what."""

from __future__ import annotations

import base64
import hashlib
import secrets
import unicodedata

from kb.rights import Actor


def new_secret() -> str:
    """256 random bits, to be carried in a cookie or a link."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """80 random bits that a person can type: four groups of four letters and digits."""
    text = base64.b32encode(secrets.token_bytes(10)).decode()
    return "-".join(text[at : at + 4] for at in range(0, 16, 4))


def plain_code(typed: str) -> str:
    """A code as it was given out, however it was typed."""
    plain = unicodedata.normalize("NFKC", typed[:100])
    text = "".join(filter(str.isalnum, plain)).upper()
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def digest_of(secret: str) -> str:
    """What is kept of a secret. One round is enough: nobody can try 2**80 of them."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def asker_of(actor: Actor, address: str = "") -> str:
    """Who asked a query, as a short digest: the person, from wherever they ask; or the address, while
    nobody logs in."""
    who = f"person {actor.name}" if actor.is_person else f"{actor.name} {address}"
    return digest_of(who)[:16]
