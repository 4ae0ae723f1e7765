"""Engines on disk: what other processes see, what a crash leaves, what damage is noticed."""

from __future__ import annotations

import gc
import random
import resource
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from kb.errors import EngineError, IndexDamaged, IndexMissing
from kb.index.engines.port import Engine, Request
from kb.query.conditions import Contains, Everything
from tests.index.engines.conftest import Opener
from tests.index.engines.samples import FINGERPRINT, Preparer, document, found, ids

CORPUS = [document(f"d{n}", f"整村授信第{n}户，评议通过。" * 5, position=n) for n in range(30)]


@pytest.fixture
def made(stored: Opener, preparer: Preparer) -> Opener:
    """An index on disk; nothing has it open."""
    engine = stored()
    preparer.fill(engine, CORPUS)
    engine.close()
    return stored


def live(tmp_path: Path) -> Path:
    """The folder of the live generation."""
    (pointer,) = tmp_path.glob("index/*/CURRENT")
    return pointer.parent / pointer.read_text("utf-8").strip()


def index_files(tmp_path: Path) -> list[Path]:
    """The engine's own files that hold anything."""
    return [
        path
        for path in sorted(live(tmp_path).iterdir())
        if path.name != "manifest.json" and path.stat().st_size
    ]


def test_many_small_commits_stay_sound(made: Opener, preparer: Preparer, tmp_path: Path) -> None:
    engine = made()
    for n in range(40):
        preparer.change(engine, [document(f"e{n}", f"第{n}次追加。", position=n)], remove=[f"d{n}"])
    assert engine.status().documents == 40
    assert found(engine, Contains("text", "追加")) == sorted(f"e{n}" for n in range(40))
    assert engine.frequencies({"text": ["追加", "整村"]})[1] == {"text": {"追加": 40, "整村": 0}}
    assert engine.verify() == []
    assert len(index_files(tmp_path)) < 150  # segments are merged


@pytest.fixture
def _no_collector() -> Iterator[None]:
    """Nothing but the last reference frees what a test drops."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_no_collector")
def test_files_are_closed_with_the_last_reader(
    made: Opener, preparer: Preparer, tmp_path: Path
) -> None:
    """Old states once held themselves, through what remembers their texts, and writers through an
    error in Whoosh: each commit left files open until the collector came."""
    engine = made()
    preparer.change(engine, [document("e0", "一次追加。")])
    found(engine, Contains("text", "追加"))
    before = open_files(tmp_path)
    for n in range(1, 4):
        preparer.change(engine, [document(f"e{n % 2}", f"第{n}次追加。")])
        assert len(found(engine, Contains("text", "追加"))) > 0
    # No file of a state that is gone, and each of the new one once or twice (it is mapped as well).
    gone = [path for path in open_files(tmp_path) if not path.exists()]
    assert (len(gone), len(open_files(tmp_path)) < 2 * len(before)) == (0, True)


def open_files(tmp_path: Path) -> list[Path]:
    """The files below the folder that this process has open or mapped."""
    names = [
        line.split(maxsplit=5)[-1] for line in Path("/proc/self/maps").read_text().splitlines()
    ]
    for link in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            names.append(str(link.readlink()))
    return [Path(name.strip()) for name in names if name.startswith(str(tmp_path))]


def test_only_the_live_generation_stays(made: Opener, preparer: Preparer, tmp_path: Path) -> None:
    engine = made()
    preparer.change(engine, remove=["d1"])
    with pytest.raises(RuntimeError), engine.writer(FINGERPRINT):
        raise RuntimeError
    preparer.fill(engine, CORPUS)
    assert [path for path in live(tmp_path).parent.iterdir() if path.is_dir()] == [live(tmp_path)]


def test_what_a_killed_writer_left_is_swept_away(
    made: Opener, preparer: Preparer, tmp_path: Path
) -> None:
    left = live(tmp_path).parent / "000099"
    left.mkdir()
    (left / "half").write_bytes(b"x")
    engine = made()
    assert len(found(engine, Everything())) == 30
    preparer.change(engine, remove=["d1"])
    assert not left.exists()
    assert len(found(engine, Everything())) == 29


@pytest.mark.parametrize("rebuild", [False, True])
def test_a_full_disk_is_told_and_leaves_all_as_it_was(
    made: Opener, preparer: Preparer, rebuild: bool
) -> None:
    engine = made()
    long = [document(f"e{n}", f"第{n}段，" + "一二三四五六七八九" * 40) for n in range(200)]
    with full_disk(), pytest.raises(EngineError) as caught:
        preparer.change(engine, long, rebuild=rebuild)
    assert "磁盘" in caught.value.message
    assert len(found(engine, Everything())) == 30
    preparer.change(engine, [document("e", "有地方了。")])
    assert found(engine, Contains("text", "地方")) == ["e"]
    assert engine.verify() == []


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can grow beyond a few bytes, as if the disk were full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_the_folder_is_private(made: Opener, tmp_path: Path) -> None:
    assert live(tmp_path).stat().st_mode & 0o077 == 0
    assert live(tmp_path).parent.stat().st_mode & 0o077 == 0


def overwrite(path: Path, data: bytes | bytearray) -> None:
    """Replace a file by other bytes; a process that has it mapped into memory keeps the old ones."""
    copy = path.with_suffix(".copy")
    copy.write_bytes(data)
    copy.replace(path)


def cut_short(path: Path) -> None:
    overwrite(path, path.read_bytes()[:-1])


def remove(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("harm", [cut_short, remove])
def test_a_file_of_another_size_is_noticed_when_opened(
    made: Opener, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    harm(max(index_files(tmp_path), key=lambda path: path.stat().st_size))
    with pytest.raises(IndexDamaged) as caught:
        made().search(Request(Everything()))
    assert "kb index --rebuild" in str(caught.value)
    assert len(made().verify()) == 1


def test_a_flipped_bit_is_noticed_by_verify(made: Opener, tmp_path: Path) -> None:
    for path in index_files(tmp_path):
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 4
        overwrite(path, data)
        assert [path.name in finding for finding in made().verify()] == [True]
        data[len(data) // 2] ^= 4
        overwrite(path, data)
    assert made().verify() == []


def test_whatever_is_flipped_only_the_family_of_errors_comes_out(
    made: Opener, tmp_path: Path
) -> None:
    chance = random.Random(7)
    files = index_files(tmp_path)
    noticed = 0
    for _ in range(120):
        path = chance.choice(files)
        data = path.read_bytes()
        flipped = bytearray(data)
        flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        overwrite(path, flipped)
        engine = made()
        try:
            response = engine.search(Request(Contains("text", "授信"), facets=("bank", "month")))
            for candidate in response.candidates:
                candidate.document()
            engine.digests()
            list(engine.lexicon("text"))
        except EngineError:
            noticed += 1
        assert made().verify()
        engine.close()
        overwrite(path, data)
    assert noticed
    assert len(found(made(), Everything())) == 30


@pytest.mark.parametrize("text", ["", "{}", "[1", '{"files": {"a": 1}}'])
def test_a_damaged_manifest_is_noticed(made: Opener, tmp_path: Path, text: str) -> None:
    (live(tmp_path) / "manifest.json").write_text(text)
    for ask in (made().status, made().digests):
        with pytest.raises(IndexDamaged):
            ask()
    assert len(made().verify()) == 1


def test_a_pointer_that_leads_nowhere(made: Opener, tmp_path: Path) -> None:
    pointer = live(tmp_path).parent / "CURRENT"
    pointer.write_text("000077\n")
    with pytest.raises(IndexDamaged):
        made().status()
    pointer.write_bytes(b"\xff\xfe")
    with pytest.raises(IndexMissing):
        made().status()


def test_a_damaged_index_can_be_rebuilt(made: Opener, preparer: Preparer, tmp_path: Path) -> None:
    remove(index_files(tmp_path)[0])
    engine = made()
    with pytest.raises(IndexDamaged):
        engine.digests()
    preparer.fill(engine, CORPUS)
    assert len(found(engine, Everything())) == 30


def test_a_reader_goes_on_while_the_next_state_cannot_be_read(
    made: Opener, preparer: Preparer, tmp_path: Path
) -> None:
    reader, writer = made(), made()
    response = reader.search(Request(Everything(), size=3))
    preparer.fill(writer, CORPUS[:2])
    cut_short(max(index_files(tmp_path), key=lambda path: path.stat().st_size))
    assert len([candidate.document() for candidate in response.candidates]) == 3
    with pytest.raises(IndexDamaged):
        reader.search(Request(Everything()))


def test_threads_share_an_engine_while_another_process_writes(
    made: Opener, preparer: Preparer
) -> None:
    engine, writer = made(), made()
    wrong: list[object] = []

    def ask(engine: Engine, n: int) -> None:
        for _ in range(30):
            request = Request(Contains("text", f"第{n}户"), weights=(("授信", 1),))
            response = engine.search(request)
            if ids(response) != [f"d{n}"] or response.candidates[0].document() != CORPUS[n]:
                wrong.append(response)

    threads = [threading.Thread(target=ask, args=(engine, n)) for n in range(8)]
    for thread in threads:
        thread.start()
    for n in range(5):
        preparer.change(writer, [document(f"e{n}", "无关的话。")])
    for thread in threads:
        thread.join()
    assert wrong == []
