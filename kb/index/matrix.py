"""Vectors as numbers: segments on the disk, and the matrix that is searched.

A vector is kept as small integers (int8) and a scale, 0.5 KB for 512 dimensions; the cosine of two
vectors changes by less than .01. Whole entries are searched in float32, all of them: 8 ms for
50,000. Sentences are looked at for the nearest entries
only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.errors import IndexDamaged

ROWS, ABOUT = ".rows", ".json"
LARGEST = 127
# The score of an entry: its whole text, its best sentence, and the better one next to that, since what a
# person asks for is often said in two sentences. Halves of 80 paraphrases choose some NEXT in nine of ten
# draws and gain .010 MRR@10 on the other half; DRCD keeps its .982 only with less of the whole text, and
# more than .1 of NEXT moves answers off the first screen.
WHOLE, BEST, NEXT = 0.4, 0.5, 0.1

Floats = npt.NDArray[np.float32]
Small = npt.NDArray[np.int8]
Numbers = npt.NDArray[np.int64]


class Segment:
    """Rows that were written together; key → (first row, number of rows)."""

    def __init__(self, path: Path) -> None:
        data: dict[str, Any] = json.loads(path.with_suffix(ABOUT).read_text("utf-8"))
        self.keys: dict[str, tuple[int, int]] = {k: (a, n) for k, (a, n) in data["keys"].items()}
        self.scales: Floats = np.array(data["scales"], np.float32)
        self.small: Small = np.memmap(path, np.int8, "r").reshape(len(self.scales), -1)


def segments(folder: Path) -> Iterator[Segment]:
    """The segments of a generation."""
    return (Segment(path) for path in sorted(folder.glob("*" + ROWS)))


def write_segment(folder: Path, texts: Iterable[tuple[str, Sequence[bytes]]]) -> None:
    """Add a segment to a generation that is being written: key → vectors."""
    keys: dict[str, tuple[int, int]] = {}
    vectors: list[bytes] = []
    for key, found in texts:
        keys[key] = (len(vectors), len(found))
        vectors += found
    if not vectors:
        return
    exact = np.stack([np.frombuffer(vector, np.float32) for vector in vectors])
    scales = np.abs(exact).max(axis=1) / LARGEST
    small = np.rint(exact / scales[:, None]).astype(np.int8)
    _write(folder, keys, small, scales)


def merge_segments(folder: Path, wanted: frozenset[str]) -> None:
    """Make one segment of all, with the rows of these keys only."""
    keys: dict[str, tuple[int, int]] = {}
    rows: list[Small] = []
    scales: list[Floats] = []
    at = 0
    old = sorted(folder.glob("*" + ROWS))
    for segment in segments(folder):
        for key, (first, count) in segment.keys.items():
            if key in wanted and key not in keys:
                keys[key] = (at, count)
                rows.append(segment.small[first : first + count])
                scales.append(segment.scales[first : first + count])
                at += count
    if rows:
        _write(folder, keys, np.concatenate(rows), np.concatenate(scales))
    for path in old:
        path.unlink()
        path.with_suffix(ABOUT).unlink()


def _write(folder: Path, keys: dict[str, tuple[int, int]], small: Small, scales: Floats) -> None:
    numbers = (int(path.stem) for path in folder.glob("*" + ROWS))
    path = folder / f"{1 + max(numbers, default=0):06d}{ROWS}"
    path.write_bytes(small.tobytes())
    about = {"keys": keys, "scales": [float(scale) for scale in scales]}
    path.with_suffix(ABOUT).write_text(json.dumps(about), "utf-8")


class Matrix:
    """The vectors of one generation, ready to be searched. `entries` maps an entry's id to the key
    of its text; those that have no rows are left out."""

    def __init__(self, folder: Path, fingerprint: str, entries: dict[str, str]) -> None:
        self.fingerprint = fingerprint
        places: dict[str, tuple[int, int]] = {}
        small: list[Small] = []
        scales: list[Floats] = []
        at = 0
        for segment in segments(folder):
            places |= {key: (at + first, n) for key, (first, n) in segment.keys.items()}
            small.append(segment.small)
            scales.append(segment.scales)
            at += len(segment.scales)
        self._small: Small = np.concatenate(small) if small else np.empty((0, 0), np.int8)
        self._scales: Floats = np.concatenate(scales) if scales else np.empty(0, np.float32)
        self._ids = [id_ for id_, key in entries.items() if key in places]
        self._at = {id_: number for number, id_ in enumerate(self._ids)}
        found = [places[entries[id_]] for id_ in self._ids]
        self._first: Numbers = np.array([first for first, _ in found], np.int64)
        self._rows: Numbers = np.array([rows for _, rows in found], np.int64)
        self._whole: Floats = self._floats(self._first)

    def __len__(self) -> int:
        return len(self._ids)

    def nearest(self, vector: bytes, count: int) -> dict[str, float]:
        """The scores of the entries whose whole texts are nearest to a vector, best first."""
        if not self._ids:
            return {}
        query = np.frombuffer(vector, np.float32)
        chosen = _largest(self._whole @ query, count)
        return self._best_first(chosen, self._scored(chosen, query))

    def scores(self, vector: bytes, ids: Iterable[str]) -> dict[str, float]:
        """The scores of some entries; those that have no vectors are left out."""
        numbers = np.array([self._at[id_] for id_ in ids if id_ in self._at], np.int64)
        if not len(numbers):
            return {}
        found = self._scored(numbers, np.frombuffer(vector, np.float32))
        return {self._ids[n]: float(s) for n, s in zip(numbers, found, strict=True)}

    def sentence_cosines(self, vector: bytes, id_: str) -> list[float]:
        """How near each of the `embedded_sentences` of an entry is; none without vectors."""
        if id_ not in self._at:
            return []
        number = self._at[id_]
        first, rows = int(self._first[number]), int(self._rows[number])
        wanted = np.arange(first + 1, first + rows) if rows > 1 else np.array([first])
        return [float(c) for c in self._floats(wanted) @ np.frombuffer(vector, np.float32)]

    def like(self, id_: str, count: int) -> dict[str, float]:
        """The cosines of the entries that are most like one as a whole, best first."""
        if id_ not in self._at:
            return {}
        cosines = self._whole @ self._whole[self._at[id_]]
        chosen = _largest(cosines, count + 1)
        found = self._best_first(chosen, cosines[chosen])
        found.pop(id_, None)
        return dict(list(found.items())[:count])

    def _best_first(self, numbers: Numbers, scores: Floats) -> dict[str, float]:
        pairs = zip((self._ids[n] for n in numbers), map(float, scores), strict=True)
        return dict(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))

    def _floats(self, rows: Numbers) -> Floats:
        """Some rows as floats, nearly as they were."""
        return np.asarray(self._small[rows] * self._scales[rows, None], np.float32)

    def _scored(self, numbers: Numbers, query: Floats) -> Floats:
        """By WHOLE, BEST and NEXT: the row of the whole stands for the sentence
        of an entry that has only one."""
        first, rows = self._first[numbers], self._rows[numbers]
        alone = rows == 1
        first, rows = np.where(alone, first, first + 1), np.where(alone, 1, rows - 1)
        starts = np.concatenate(([0], np.cumsum(rows)[:-1]))
        wanted = np.repeat(first - starts, rows) + np.arange(rows.sum())
        cosines = self._small[wanted].astype(np.float32) @ query * self._scales[wanted]
        best = np.maximum.reduceat(cosines, starts)
        near = best_neighbours(cosines, starts)
        next_ = np.maximum.reduceat(np.where(cosines == np.repeat(best, rows), near, -1.0), starts)
        whole = self._whole[numbers] @ query
        return np.asarray(WHOLE * whole + BEST * best + NEXT * next_, np.float32)


def best_neighbours(cosines: Floats, starts: Numbers) -> Floats:
    """For each sentence the nearer one of those before and after it in its entry; itself where it is
    alone. `starts` are the places where entries begin."""
    before, after = np.roll(cosines, 1), np.roll(cosines, -1)
    before[starts] = -1.0
    after[np.roll(starts, -1) - 1] = -1.0
    found = np.maximum(before, after)
    return np.asarray(np.where(found == -1.0, cosines, found), np.float32)


def _largest(values: Floats, count: int) -> Numbers:
    """The places of the largest values, in no order."""
    if count >= len(values):
        return np.arange(len(values))
    return np.asarray(np.argpartition(values, len(values) - count)[-count:], np.int64)


def open_matrix(folder: Path, fingerprint: str, entries: dict[str, str]) -> Matrix:
    """The matrix of a generation; IndexDamaged when its files cannot be read."""
    try:
        return Matrix(folder, fingerprint, entries)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise IndexDamaged("向量文件已损坏", where=str(folder)) from error
