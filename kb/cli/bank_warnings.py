"""What is said about banks of accounts that may be mistyped."""

from __future__ import annotations

import click

from kb.access import known_names
from kb.files import Home

_MOST_SHOWN = 20


def warn_of_banks(home: Home, banks: list[str]) -> None:
    """Say which of the banks the vocabulary does not have."""
    unlisted = known_names.unlisted_banks(banks, known_names.listed_banks(home))
    if unlisted:
        shown = "、".join(unlisted[:_MOST_SHOWN])
        click.echo(f"注意：机构名录里没有 {shown}；写错的用 kb user set 改", err=True)
