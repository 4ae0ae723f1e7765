"""What can go wrong when people log in at a provider of identities."""

from __future__ import annotations

from kb.errors import KbError


class ProviderFailed(KbError):
    """The provider did not answer, or not as it should."""


class LoginRefused(KbError):
    """The provider, or what it says, does not let this person in."""
