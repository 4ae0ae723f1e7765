"""Is a bulletin that was read new, a known one, or a corrected version of a known one?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kb.corpus import Corpus, Difference, differences, history
from kb.intake.known_bulletins import Known, KnownBulletin, in_outline
from kb.model import Bulletin, numbered_names
from kb.structure import Judgement, is_version, keep_anchors
from kb.text import normalize

# Another bulletin that shares this share of the shorter one's entries is worth a warning; one of
# the same title, issue or week that shares this share of the entries of both is the same one.
NEAR = 0.5
VERSION = 0.6
# A text this short may be repeated in another week.
SHORT = 100


class FileStatus(StrEnum):
    """What happened to a file."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


STATUS_LABELS: dict[FileStatus, str] = {
    FileStatus.ADDED: "新增",
    FileStatus.UPDATED: "更新",
    FileStatus.UNCHANGED: "未变",
    FileStatus.FAILED: "失败",
}


@dataclass(frozen=True, slots=True)
class Similar:
    """Another bulletin of the corpus: how many of its entries it shares."""

    id: str
    title: str
    shared: int
    entries: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What storing a bulletin would do; nothing is written yet.

    `bulletin` is as it was read, with the id and the entry ids it would have. `before` is the
    bulletin of the corpus that it would update or that has the same text already, `file_digest` the
    digest (kb.corpus.history.digest) of its file when it was read. `similar` are others that share
    many entries. With status UNCHANGED nothing would be stored; an editor who wants the fields of
    the new file anyway publishes it with status UPDATED. `pictures` are the bytes of the picture
    files that the source holds, by name. `furniture` are lines of the source that are no part of
    the bulletin, for the editor to look at.
    """

    status: FileStatus
    bulletin: Bulletin
    before: Bulletin | None = None
    file_digest: str = ""
    warnings: tuple[str, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    similar: tuple[Similar, ...] = ()
    pictures: dict[str, bytes] = field(default_factory=dict, repr=False)
    furniture: tuple[str, ...] = ()

    @property
    def difference(self) -> Difference:
        """What would change."""
        return differences(self.before, self.bulletin)


def recognise(
    corpus: Corpus, known: Known, bulletin: Bulletin, *, forced: bool = False, version_of: str = ""
) -> Proposal:
    """What storing this bulletin would do; also for one whose fields an editor has corrected.

    `forced` says that its fields are meant to replace those of the bulletin that came from the
    same file, or that has the same text. `version_of` is the id of the bulletin that it is known to
    be a version of, unless another one came from the same file.
    """
    outline = in_outline(bulletin)
    sharing = known.sharing(outline.anchors)
    same = known.with_source(bulletin.source.sha256, bulletin.source.part) or version_of
    before = (
        corpus.load_bulletin(same)
        if same
        else _predecessor(corpus, bulletin, outline, sharing, known)
    )
    similar = tuple(
        Similar(other.id, other.title, shared, len(other.anchors))
        for other, shared in sharing
        if (before is None or other.id != before.id) and _is_near(outline, other, shared)
    )
    notes = [f"与《{other.title}》有 {other.shared} 条相同，请核对是否重复" for other in similar]
    if before is None or forced:
        id_ = _free_id(corpus, bulletin.id, before.id if before else "")
        if id_ != bulletin.id:
            notes.insert(0, "已有同名同期而文字不同的简报，这一期另存为一期")
    else:
        id_ = before.id
    bulletin = replace(bulletin, id=id_)
    status = FileStatus.ADDED
    if before is not None:
        bulletin = keep_anchors(_carried(bulletin, before), before)
        status, note = _status(corpus, bulletin, before, forced)
        notes = [*filter(None, [note]), *notes]
    present = corpus.read_markdown(before.id if before else id_)
    return Proposal(
        status, bulletin, before, history.digest(present), tuple(notes), similar=similar
    )


def _predecessor(
    corpus: Corpus,
    bulletin: Bulletin,
    outline: KnownBulletin,
    sharing: list[tuple[KnownBulletin, int]],
    known: Known,
) -> Bulletin | None:
    """The bulletin of the corpus with the same text, else the one that this is a version of: with
    the same title and date, or the same issue and date, or about the same entries."""
    common = known.common(outline.anchors)
    near = [
        (other, shared)
        for other, shared in sharing
        if _is_near(outline, other, shared) and not outline.is_another_issue(other)
    ]
    short = sum(len(entry.text) for entry in bulletin.entries) < SHORT
    for other, _ in near:
        if outline.is_alike(other) or not short:
            candidate = corpus.load_bulletin(other.id)
            if _texts(candidate) == _texts(bulletin):
                return candidate
    for id_ in numbered_names(bulletin.id):
        if not corpus.has_bulletin(id_):
            break
        candidate = corpus.load_bulletin(id_)
        if is_version(bulletin, candidate, common):
            return candidate
    for other, _ in near:
        # Half of a short text may be corrected, or its title, by an editor or in the new file.
        if _is_likely(outline, other) or outline.is_same_issue(other):
            candidate = corpus.load_bulletin(other.id)
            if is_version(bulletin, candidate, common):
                return candidate
    # Points that were numbered anew share no entry with the issue that they were in.
    for id_ in known.same_issue(outline):
        candidate = corpus.load_bulletin(id_)
        if is_version(bulletin, candidate, common):
            return candidate
    return None


def is_version_of_source(bulletin: Bulletin, old: Bulletin, known: Known) -> bool:
    """Is a bulletin a version of what the program reads in an old source? An editor may have changed
    title and days of the one in the corpus, and dropped much of it."""
    outline, other = in_outline(bulletin), in_outline(old)
    return (
        not outline.is_another_issue(other)
        and _is_likely(outline, other)
        and is_version(bulletin, old, known.common(outline.anchors))
    )


def _is_likely(outline: KnownBulletin, other: KnownBulletin) -> bool:
    """Are title, issue or days the same, and most of the entries?"""
    shared = len(outline.anchors & other.anchors)
    return outline.is_alike(other) and shared >= VERSION * len(outline.anchors | other.anchors)


def _is_near(outline: KnownBulletin, other: KnownBulletin, shared: int) -> bool:
    fewer = min(len(outline.anchors), len(other.anchors))
    return shared >= max(NEAR * fewer, min(2, fewer))


def _texts(bulletin: Bulletin) -> Counter[str]:
    return Counter(normalize(entry.text) for entry in bulletin.entries)


def _free_id(corpus: Corpus, bulletin_id: str, own: str) -> str:
    return next(i for i in numbered_names(bulletin_id) if i == own or not corpus.has_bulletin(i))


def _carried(bulletin: Bulletin, before: Bulletin) -> Bulletin:
    """The bulletin with facts from before that a new reading does not change: that it is a sample,
    who may see it, and the year of the same days."""
    period, known = bulletin.period, before.period
    same_days = period and known and (period.start, period.end) == (known.start, known.end)
    if same_days and period and period.year_inferred:
        bulletin = replace(bulletin, period=known)
    return replace(
        bulletin,
        sample=bulletin.sample or before.sample,
        visible_to=bulletin.visible_to or before.visible_to,
    )


def _status(
    corpus: Corpus, bulletin: Bulletin, before: Bulletin, forced: bool
) -> tuple[FileStatus, str]:
    """How a bulletin relates to the one before it, and in Chinese what an editor should know."""
    if replace(bulletin, source=before.source, id=before.id) == before and (
        not forced or bulletin.id == before.id
    ):
        return FileStatus.UNCHANGED, _same_text(bulletin, before)
    if forced:
        return FileStatus.UPDATED, ""
    if _texts(bulletin) == _texts(before):
        return FileStatus.UNCHANGED, _same_text(bulletin, before)
    if _was_source(corpus, bulletin.source.sha256, before.id):
        return FileStatus.UNCHANGED, (
            f"《{before.title}》从前的一版就出自这个文件，后来的改动没有被它覆盖；"
            "要退回从前，请在它的历史里恢复（网站的“历史”页，或 kb history）"
        )
    return FileStatus.UPDATED, ""


def _same_text(bulletin: Bulletin, before: Bulletin) -> str:
    if bulletin.source.sha256 == before.source.sha256:
        return ""
    differing = [
        f"{field.label}（新文件为“{field.after or '无'}”，已有的为“{field.before or '无'}”）"
        for field in differences(before, bulletin).fields
        if field.name in ("title", "issue", "period", "groups", "pictures")
    ]
    others = f"；不同的是{'、'.join(differing)}，未改动" if differing else ""
    return f"与已有简报《{before.title}》文字相同，没有重复入库{others}"


def _was_source(corpus: Corpus, sha256: str, bulletin_id: str) -> bool:
    """Did an earlier version of the bulletin come from this file?"""
    return any(
        sha256.encode() in (change.before or b"").partition(b"\n---\n")[0]
        for change in history.changes(corpus.home, bulletin_id)
    )
