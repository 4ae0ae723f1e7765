"""Intake: from source files to the corpus: ingest, the proposal for one file, the watched folder.

Uploads and what the editor decides about them are in kb.uploads.
"""

from __future__ import annotations

from kb.intake import new_terms
from kb.intake.ingest import FileResult, ingest, save_pictures, store_proposal
from kb.intake.kept_corrections import Kept, merged, recognise_corrected
from kb.intake.known_bulletins import Known, KnownBulletin
from kb.intake.new_terms import Term, propose, undecided
from kb.intake.options import IngestOptions, Read
from kb.intake.proposal import STATUS_LABELS, FileStatus, Proposal, Similar, recognise
from kb.intake.source_files import find_files, left_in_archives
from kb.intake.understand import understand, understand_issues
from kb.intake.watched_folder import Handled, watching

__all__ = [
    "STATUS_LABELS",
    "FileResult",
    "FileStatus",
    "Handled",
    "IngestOptions",
    "Kept",
    "Known",
    "KnownBulletin",
    "Proposal",
    "Read",
    "Similar",
    "Term",
    "find_files",
    "ingest",
    "left_in_archives",
    "merged",
    "new_terms",
    "propose",
    "recognise",
    "recognise_corrected",
    "save_pictures",
    "store_proposal",
    "undecided",
    "understand",
    "understand_issues",
    "watching",
]
