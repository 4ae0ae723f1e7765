"""Watermarks: text that lies behind or across the text of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kb.readers.left_out import LeftOut, shown
from kb.readers.pdf.geometry import PageText, Piece

# How light, and how much larger than the text of the document, a watermark is.
LIGHT, WHITE = 0.6, 0.98
LARGER = 1.4
# In points: how far its place may vary from page to page.
SAME_PLACE = 3.0
# Pieces of a page that are compared with all its text: a watermark that is set character by character
# has fewer.
MAX_ASKED = 100


def without_watermarks(pages: Sequence[PageText], left_out: LeftOut) -> None:
    """Remove watermarks from the pieces of pages: large and light text; large text at the same
    place on several pages, over other text; and what the file itself marks as a watermark."""
    sizes: Counter[float] = Counter()
    places: Counter[tuple[str, int, int, int]] = Counter()
    for page in pages:
        for piece in page.pieces:
            sizes[round(piece.size, 1)] += len(piece.text)
        places.update({_place(piece) for piece in page.pieces})
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    for number, page in enumerate(pages, 1):
        kept = []
        found = list(page.watermarks)
        asked = 0
        for piece in page.pieces:
            large = piece.size >= LARGER * usual
            light = LIGHT <= piece.shade <= WHITE
            repeated = places[_place(piece)] >= max(2, len(pages) / 2)
            asked += large and repeated and not light
            if large and (light or (repeated and asked <= MAX_ASKED and _covers(piece, page))):
                found.append(piece.text)
            else:
                kept.append(piece)
        page.pieces = kept
        for text in ["".join(found)] if found else ():
            left_out.add("水印", f"第 {number} 页{shown(text)}")
        for kind in dict.fromkeys(kind for kind, _ in page.unseen):
            text = "".join(text for other, text in page.unseen if other == kind)
            left_out.add(kind, f"第 {number} 页{shown(text)}")
        for text in page.slanted:
            left_out.add("斜排的文字，多为水印", f"第 {number} 页{shown(text)}")


def _place(piece: Piece) -> tuple[str, int, int, int]:
    """Where a piece stands and how large it is: a comma of the text may stand where one of the title is."""
    x, y = round(piece.x / SAME_PLACE), round(piece.y / SAME_PLACE)
    return piece.text, x, y, round(piece.size)


def _covers(piece: Piece, page: PageText) -> bool:
    """Does other text run through it?"""
    bottom, top = piece.y, piece.y + 0.7 * piece.size
    return any(
        other.text != piece.text
        and bottom < other.y + 0.35 * other.size < top
        and other.x < piece.end
        and other.end > piece.x
        for other in page.pieces
    )
