"""The rows of a check screen: an entry with its fields, what it mentions, and its sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from kb.enrich import AspectClassifier, EntryAspects, KeyFigure, SentenceSubject, figures
from kb.model import Entry, Heading
from kb.uploads import (
    Line,
    Row,
    Unplaced,
    aspect_field,
    field_names,
    in_doubt,
    split_points,
)


@dataclass(frozen=True, slots=True)
class SubjectView:
    """A sentence, the names of the two fields that say whom it is about, and why it is so; the name of
    the field of its aspect, and the aspect that the program gives it, "" for none."""

    text: str
    side_field: str
    about_field: str
    aspect_field: str
    aspect: str
    evidence: str
    corrected: bool
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of the comparison: paragraphs of the source, and the heading or entry made of them
    with the practices and figures it mentions, except figures in Chinese characters (两天).
    `left_out`: the paragraphs are in no entry, and not in the title either."""

    lines: tuple[Line, ...]
    heading: Heading | None = None
    entry: Entry | None = None
    left_out: bool = False
    practices: tuple[str, ...] = ()
    figures: tuple[KeyFigure, ...] = ()
    subjects: tuple[SubjectView, ...] = ()
    split_points: tuple[tuple[int, str], ...] = ()
    unplaced: tuple[Unplaced, ...] = ()

    @property
    def source(self) -> tuple[Line, ...]:
        """The paragraphs, those joined that no picture stands between: rows of cells are a table."""
        joined: list[Line] = []
        for line in self.lines:
            if joined and not line.pictures:
                joined[-1] = replace(joined[-1], text=f"{joined[-1].text}\n{line.text}")
            else:
                joined.append(line)
        return tuple(joined)

    @property
    def doubtful(self) -> int:
        """How many of the sentences are left in doubt?"""
        return sum(subject.doubtful for subject in self.subjects)

    @property
    def corrected(self) -> bool:
        """Has an editor said of a sentence whom it is about, or of which aspect?"""
        return any(subject.corrected for subject in self.subjects) or bool(
            self.entry and self.entry.aspects
        )


def row_view(
    row: Row,
    tagged: Mapping[str, tuple[str, ...]],
    said: Mapping[str, Sequence[SentenceSubject]],
    classifier: AspectClassifier,
    left_out: Sequence[str] = (),
    gone: Mapping[str, Sequence[Unplaced]] = MappingProxyType({}),
) -> RowView:
    """A row as it is shown; `tagged` and `said` have the practices and sentences of each entry by
    anchor, `left_out` the texts of what is in no entry, `gone` the corrections without a sentence by
    anchor."""
    if isinstance(row.item, Entry):
        entry = row.item
        return RowView(
            row.lines,
            entry=entry,
            practices=tagged[entry.anchor],
            figures=counted_figures(entry),
            subjects=tuple(_subjects(entry, said[entry.anchor], classifier)),
            split_points=tuple(split_points(entry).items()),
            unplaced=tuple(gone.get(entry.anchor, ())),
        )
    texts = [line.text for line in row.lines]
    unused = row.item is None and all(any(_shares(t, out) for out in left_out) for t in texts)
    return RowView(row.lines, heading=row.item, left_out=unused)


def counted_figures(entry: Entry) -> tuple[KeyFigure, ...]:
    """The figures of an entry that are written in digits."""
    return tuple(figure for figure in figures(entry.text) if not figure.spelled)


def _shares(line: str, passage: str) -> bool:
    """Is a paragraph of the source a passage, or one a part of the other?"""
    return line in passage or passage in line


def _subjects(
    entry: Entry, said: Sequence[SentenceSubject], classifier: AspectClassifier
) -> Iterator[SubjectView]:
    doubtful = {one.sentence.start for one in in_doubt(entry, said)}
    read = EntryAspects(classifier, entry.title, [one.sentence for one in said])
    for one in said:
        side, about = field_names(entry.anchor, one)
        text = one.sentence.text
        scores = read.scores(one.sentence)
        yield SubjectView(
            one.sentence.quoted,
            side,
            about,
            aspect_field(entry.anchor, text),
            scores[0].aspect if scores else "",
            one.evidence,
            one.corrected,
            one.sentence.start in doubtful,
        )
