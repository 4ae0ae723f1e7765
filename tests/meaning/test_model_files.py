"""What an administrator brings as a model, and what is kept of it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from kb.errors import ConfigError, KbError
from kb.files import Home
from kb.meaning import has_model, install_model, installed_model, model_stamp, read_model
from kb.meaning.model_files import LARGEST, MOST_FILES

TOKENS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "\x85", "授")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "bge"
    (folder / "onnx").mkdir(parents=True)
    (folder / "onnx" / "model.onnx").write_bytes(b"large")
    (folder / "onnx" / "model_quantized.onnx").write_bytes(b"small")
    (folder / "vocab.txt").write_bytes("\r\n".join(TOKENS).encode() + b"\r\n")
    return folder


def test_of_several_models_in_a_folder_the_small_one(folder: Path) -> None:
    found = read_model(folder)
    assert (found.name, found.onnx, found.vocabulary) == ("model_quantized", b"small", TOKENS)


def test_an_archive_with_a_tokenizer(tmp_path: Path, folder: Path) -> None:
    vocabulary = {"model": {"vocab": {token: number for number, token in enumerate(TOKENS)}}}
    path = tmp_path / "bge.jar"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("bge-q.onnx", b"small")
        archive.writestr("bge-q-tokenizer.json", json.dumps(vocabulary))
    assert read_model(path).vocabulary == TOKENS
    assert read_model(path).digest == read_model(folder).digest


@pytest.mark.parametrize("left_out", ["vocab.txt", "onnx"])
def test_a_folder_without_a_part_is_refused(folder: Path, left_out: str) -> None:
    (folder / left_out).rename(folder.parent / "elsewhere")
    with pytest.raises(ConfigError, match="没有可用的模型"):
        read_model(folder)


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.zip"
    path.write_bytes(b"PK nonsense")
    with pytest.raises(ConfigError, match="zip"):
        read_model(path)
    with pytest.raises(ConfigError, match="没有这个文件"):
        read_model(tmp_path / "nowhere")


@pytest.mark.parametrize("vocabulary", ['{"model": 1}', "{", '{"model": {"vocab": {"a": 7}}}'])
def test_a_vocabulary_that_cannot_be_read_is_refused(folder: Path, vocabulary: str) -> None:
    (folder / "vocab.txt").write_text(vocabulary, "utf-8")
    with pytest.raises(ConfigError, match="词表"):
        read_model(folder)


def test_an_installed_model_is_the_one_that_was_brought(folder: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    assert not has_model(home)
    assert model_stamp(home) == ()
    brought = read_model(folder)
    install_model(home, brought)
    assert has_model(home)
    assert installed_model(home) == brought


def test_a_damaged_model_is_noticed(folder: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    install_model(home, read_model(folder))
    (home.model / "model.onnx").write_bytes(b"smaller")
    with pytest.raises(KbError, match="已损坏"):
        installed_model(home)


def test_a_deep_vocabulary_is_refused(folder: Path) -> None:
    (folder / "vocab.txt").write_text('{"model":' + "[" * 100_000, "utf-8")
    with pytest.raises(ConfigError, match="词表"):
        read_model(folder)


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("model.onnx", b"small")
        archive.writestr("vocab.txt", "\n".join(TOKENS))
    data = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    path.write_bytes(data)
    with pytest.raises(ConfigError, match="加了密码"):
        read_model(path)


def test_a_file_that_is_too_large_is_not_read(folder: Path) -> None:
    with (folder / "model_quantized.onnx").open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(ConfigError, match="过大"):
        read_model(folder)


def test_a_folder_of_something_else_is_not_walked_to_its_end(folder: Path) -> None:
    for number in range(MOST_FILES):
        (folder / f"{number}.txt").touch()
    with pytest.raises(ConfigError, match="文件太多"):
        read_model(folder)


def test_what_is_neither_file_nor_folder_is_refused() -> None:
    with pytest.raises(ConfigError, match="不是文件"):
        read_model(Path("/dev/null"))
