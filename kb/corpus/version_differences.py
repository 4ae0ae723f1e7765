"""What each version of a bulletin changed against the one before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.corpus import bulletin_markdown
from kb.corpus.differences import Difference, differences
from kb.corpus.history import Version
from kb.errors import CorpusError
from kb.model import Bulletin


@dataclass(frozen=True, slots=True)
class VersionChange:
    """A version and its differences from the one before: None when the one before is not known, or
    one of the two cannot be read."""

    version: Version
    difference: Difference | None


def version_changes(versions: Sequence[Version], bulletin_id: str) -> tuple[VersionChange, ...]:
    """The versions of a bulletin (kb.history.versions), each with what it changed."""
    return tuple(
        VersionChange(after, _difference(before, after, bulletin_id))
        for before, after in pairwise((None, *versions))
        if after is not None
    )


def read_version(version: Version, bulletin_id: str) -> Bulletin | None:
    """The bulletin as it was in a version, None after a removal; CorpusError when it is malformed."""
    if version.data is None:
        return None
    return bulletin_markdown.loads(version.markdown, bulletin_id, f"第 {version.number} 版")


def _difference(before: Version | None, after: Version, bulletin_id: str) -> Difference | None:
    if before is None and after.action is None:
        return None
    try:
        was = read_version(before, bulletin_id) if before else None
        return differences(was, read_version(after, bulletin_id))
    except CorpusError:
        return None
