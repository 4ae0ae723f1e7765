"""The second step of logging in: a code of six digits from an app (TOTP, RFC 6238), or a recovery code.

Every code is taken once: a code that somebody saw typed is spent. Guessing is slowed down as for
passwords, under a key of its own, which a right password does not reset.
"""

from __future__ import annotations

import hmac
import unicodedata

from kb.access import throttle
from kb.access.accounts import Account, login_of
from kb.access.secrets import digest_of, new_code, plain_code
from kb.errors import ConflictError, KbError
from kb.files import Home
from kb.rights import Actor, Right, require
from kb.state import second_steps as stored

# Seconds that a code is good for, and how many spans a clock may be wrong.
SPAN, TOLERANCE = 30, 1
RECOVERY_CODES = 10
_DIGITS = 6


class WrongCode(KbError):
    """A code that is wrong, too old, or was used; it is not said which."""

    def __init__(self) -> None:
        super().__init__("验证码不对，或者已经用过、过期了", hint="请用应用里现在显示的")


def is_on(home: Home, account: Account) -> bool:
    """Does this account log in with a second step?"""
    found = stored.load_step(home, account.id)
    return found is not None and found.active


def codes_left(home: Home, account: Account) -> int:
    """How many recovery codes were not used."""
    found = stored.load_step(home, account.id)
    return found.left if found else 0


def begin(home: Home, account: Account) -> str:
    """The secret for the app, in base32; the step counts after `activate`. ConflictError when it
    does already."""
    import pyotp  # imported here: only a site with accounts needs it

    found = stored.load_step(home, account.id)
    if found and found.active:
        raise ConflictError("已经开启了两步登录", hint="要换应用，请先关闭")
    if found:
        return found.secret
    secret = pyotp.random_base32()
    stored.begin_step(home, account.id, secret)
    return secret


def address(secret: str, account: Account, site: str) -> str:
    """The address that an app reads from a QR code."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=account.name, issuer_name=site)


def activate(home: Home, account: Account, code: str, now: float) -> tuple[str, ...]:
    """Turn the second step on, shown a code of the app; returns recovery codes, which are kept as
    digests only. The sessions of the account end. WrongCode."""
    found = stored.load_step(home, account.id)
    span = _span(found.secret, code, now) if found and not found.active else None
    if span is None:
        raise WrongCode
    codes = _new_codes()
    stored.activate_step(home, account.id, span, [digest_of(one) for one in codes])
    return codes


def check(home: Home, account: Account, typed: str, address: str, now: float) -> None:
    """Take a code of the app, or a recovery code; WrongCode, Throttled."""
    key = f"second\n{login_of(account.name)}"  # no name that is typed has a line break
    throttle.attempt(home, key, address, now)
    found = stored.load_step(home, account.id)
    if found is None or not found.active:
        raise WrongCode
    span = _span(found.secret, typed, now)
    taken = span is not None and stored.take_span(home, account.id, span)
    if not taken and not stored.take_code(home, account.id, digest_of(plain_code(typed))):
        raise WrongCode
    throttle.succeeded(home, key, address)


def new_codes(home: Home, account: Account) -> tuple[str, ...]:
    """Recovery codes in place of the earlier ones."""
    codes = _new_codes()
    stored.set_codes(home, account.id, [digest_of(one) for one in codes])
    return codes


def turn_off(home: Home, actor: Actor, account: Account) -> bool:
    """Take the second step away, for its owner, who has shown a code, or by an administrator; the
    sessions of the account end. False when it had none; Forbidden."""
    if actor.name != account.name:
        require(actor, Right.ADMINISTER)
    return stored.forget_step(home, account.id)


def _new_codes() -> tuple[str, ...]:
    return tuple(new_code() for _ in range(RECOVERY_CODES))


def _span(secret: str, typed: str, now: float) -> int | None:
    """The number of the time span that a code belongs to, None when it is not good now."""
    import pyotp

    digits = "".join(unicodedata.normalize("NFKC", typed[:40]).split())
    if len(digits) != _DIGITS or not (digits.isascii() and digits.isdecimal()):
        return None
    made = pyotp.TOTP(secret, interval=SPAN)
    present = int(now // SPAN)
    for span in range(present - TOLERANCE, present + TOLERANCE + 1):
        if hmac.compare_digest(made.generate_otp(span), digits):
            return span
    return None
