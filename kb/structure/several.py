"""Does a file hold more than one issue? Then a title or masthead comes again in the text, and each
issue can be read for itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from kb.model import Bulletin
from kb.readers import Draft
from kb.structure.days import is_period_line
from kb.structure.issue_forms import plain_issue
from kb.structure.series import issue_number

_NUMERAL = r"[一二三四五六七八九十百零〇\d]+"
_ISSUE_ALONE = re.compile(
    rf"[（(【\[]?(?:{_NUMERAL}年)?\s*(?P<issue>(?:总)?第\s*{_NUMERAL}\s*[周期辑号])"
    r"[）)】\]]?(?:[（(\s　].{0,14})?"
)
_NUMBERED = re.compile(rf"第\s*{_NUMERAL}\s*[周期辑号次]")
_NOT_WORDS = re.compile(r"[\W_]+")
_LONGEST, _NEAR = 60, 4
# A paragraph of running text has at least this many characters.
_TEXT = 30
# A file with more issues than this is no collection of some weeks, but something else.
MAX_ISSUES = 60


def further_issues(bulletin: Bulletin) -> tuple[str, ...]:
    """The lines in a bulletin's text with which another issue begins, in order: its title again, with
    the number of an issue or days below it; its title with another number; or another number of
    its series alone on a line."""
    lines = [line.strip() for item in bulletin.content for line in item.text.split("\n")]
    return tuple(dict.fromkeys(lines[n] for n in _beginnings(lines, bulletin)))


def issues_in(draft: Draft, bulletin: Bulletin) -> tuple[Draft, ...]:
    """The drafts of the issues in a file whose whole was understood as `bulletin`: the draft itself
    where it is one. Each has text of its own; a list of issues is not several."""
    texts = [block.text.strip() for block in draft.blocks]
    first = next((n for n, text in enumerate(texts) if len(text) >= _TEXT), len(texts))
    # A note may stand above the title, as in a mail: what begins there is the first issue.
    named = next((n for n, text in enumerate(texts) if text == bulletin.title), -1)
    first = max(first, named + 1)
    begins = [0, *(first + n for n in _beginnings(texts[first:], bulletin)), len(texts)]
    ranges = list(pairwise(begins))
    have_text = all(any(len(text) >= _TEXT for text in texts[a:b]) for a, b in ranges)
    if not have_text or not 1 < len(ranges) <= MAX_ISSUES:
        return (draft,)
    return issues_at(draft, begins[1:-1])


def issues_at(draft: Draft, begins: Iterable[int]) -> tuple[Draft, ...]:
    """The drafts of the issues in a file, where a person says with which paragraphs (by number) the
    second and later ones begin; the draft itself where there are none."""
    inner = sorted({n for n in begins if 0 < n < len(draft.blocks)})
    return tuple(
        replace(draft, blocks=draft.blocks[a:b], title=draft.title if a == 0 else "")
        for a, b in pairwise((0, *inner, len(draft.blocks)))
    )


def _beginnings(written: Sequence[str], bulletin: Bulletin) -> Iterator[int]:
    """The numbers of the lines with which another issue begins."""
    lines = [plain_issue(line) for line in written]
    names = {_plain(name) for name in (bulletin.title, bulletin.series) if name}
    title = plain_issue(bulletin.title)
    bare = _plain(_NUMBERED.sub("", title))
    numbered = _NUMBERED.search(title) is not None
    last, number = -_NEAR, None
    for n, line in enumerate(lines):
        if not line or len(line) > _LONGEST:
            continue
        below = islice(lines, n + 1, n + _NEAR)
        again = _plain(line) in names and any(
            is_period_line(text) or _ISSUE_ALONE.fullmatch(text) for text in below
        )
        again = again or (
            numbered
            and _NUMBERED.search(line) is not None
            and _plain(line) != _plain(title)
            and _plain(_NUMBERED.sub("", line)) == bare
        )
        alone = _ISSUE_ALONE.fullmatch(line) if bulletin.issue else None
        again = again or (
            alone is not None and issue_number(alone["issue"]) != issue_number(bulletin.issue)
        )
        if not again:
            continue
        found = issue_number(line) if _NUMBERED.search(line) else None
        if n - last >= _NEAR or (number is not None and found not in (None, number)):
            last, number = n, found
            yield n
        else:  # the number of the issue under its title
            number = found if number is None else number


def _plain(text: str) -> str:
    return _NOT_WORDS.sub("", text)
