"""The files of an embedding model: what an administrator installs, and what is kept of it.

A package is a folder, a zip or a jar that holds a BERT model as ONNX and its vocabulary (vocab.txt,
or tokenizer.json of the library `tokenizers`). Kept in `model/` of the home: model.onnx, vocab.txt,
and model.json, which is written last, so that a model is complete when it exists.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from kb.errors import ConfigError, KbError
from kb.files import Home, reason, write_durably

LARGEST = 1 << 30
# A folder with more files is not that of a model.
MOST_FILES = 2000
_ONNX, _VOCABULARY, _ABOUT = "model.onnx", "vocab.txt", "model.json"
# Of several ONNX files in a package, take the quantised one: the others are for GPUs.
_SMALL = ("quant", "int8", "-q.", "_q.")
_WANTED = "应含一个 ONNX 模型（.onnx）和词表（vocab.txt 或 tokenizer.json）"


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model: its name, the ONNX bytes, the tokens by id. `digest` tells models apart."""

    name: str
    onnx: bytes
    vocabulary: tuple[str, ...]
    digest: str


def read_model(path: Path) -> ModelFiles:
    """The model in a folder, zip or jar; ConfigError when it has no readable one."""
    try:
        if path.is_dir():
            files = _files(path)
            return _model(path, list(files), lambda name: _read(files[name]))
        if path.exists() and not path.is_file():
            raise ConfigError("不是文件，也不是文件夹", where=str(path), hint=_WANTED)
        with zipfile.ZipFile(path) as archive:
            return _model(path, archive.namelist(), lambda name: _inflated(archive, name))
    except FileNotFoundError:
        raise ConfigError("没有这个文件或文件夹", where=str(path)) from None
    except NotImplementedError as error:
        raise ConfigError("不是能读的 zip 或 jar", where=str(path), hint=_WANTED) from error
    except RuntimeError as error:  # so zipfile says that it is encrypted
        raise ConfigError("压缩包加了密码", where=str(path), hint="请解压后再安装") from error
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise ConfigError("不是能读的 zip 或 jar", where=str(path), hint=_WANTED) from error
    except OSError as error:
        raise ConfigError(f"读不出模型：{reason(error)}", where=str(path)) from error


def _files(folder: Path) -> dict[str, Path]:
    """The files in a folder, by their path in it."""
    found = list(islice(folder.rglob("*"), MOST_FILES + 1))
    if len(found) > MOST_FILES:
        raise ConfigError("文件夹里的文件太多", where=str(folder), hint=_WANTED)
    return {str(path.relative_to(folder)): path for path in sorted(found) if path.is_file()}


def _read(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise _too_large(path.name)
    return path.read_bytes()


def _too_large(name: str) -> ConfigError:
    return ConfigError("模型文件过大", where=name, hint="请用小型的量化模型，不超过 1 GB")


def _inflated(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise _too_large(name)
    return data


def _model(path: Path, names: list[str], read: Callable[[str], bytes]) -> ModelFiles:
    models = sorted(name for name in names if name.endswith(".onnx"))
    small = [name for name in models if any(mark in name.lower() for mark in _SMALL)]
    vocabularies = [
        n for n in names if PurePosixPath(n).name.endswith((_VOCABULARY, "tokenizer.json"))
    ]
    if not models or not vocabularies:
        raise ConfigError("里面没有可用的模型", where=str(path), hint=_WANTED)
    chosen = (small or models)[0]
    onnx = read(chosen)
    vocabulary = _vocabulary(read(vocabularies[0]), str(path))
    digest = hashlib.sha256(onnx + "\n".join(vocabulary).encode()).hexdigest()
    return ModelFiles(PurePosixPath(chosen).stem, onnx, vocabulary, digest)


def _vocabulary(data: bytes, where: str) -> tuple[str, ...]:
    """The tokens by id, of vocab.txt or tokenizer.json."""
    try:
        text = data.decode("utf-8")
        if not text.lstrip().startswith("{"):
            # Not splitlines: a token may be one of the rarer marks that end a line to Python.
            return tuple(line.removesuffix("\r") for line in text.removesuffix("\n").split("\n"))
        ids: dict[str, int] = json.loads(text)["model"]["vocab"]
        tokens = sorted(ids, key=lambda token: ids[token])
        if [ids[token] for token in tokens] != list(range(len(tokens))):
            raise ValueError(where)
        return tuple(tokens)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ConfigError("模型的词表读不出", where=where, hint=_WANTED) from error


def install_model(home: Home, files: ModelFiles) -> None:
    """Store a model in the home, replacing the one there; KbError when the disk refuses.

    The caller has opened it, so it is known to work, and holds the writer lock.
    """
    about = {"name": files.name, "digest": files.digest}
    (home.model / _ABOUT).unlink(missing_ok=True)
    write_durably(home.model / _ONNX, files.onnx)
    write_durably(home.model / _VOCABULARY, "\n".join(files.vocabulary).encode())
    write_durably(home.model / _ABOUT, json.dumps(about, ensure_ascii=False).encode())


def has_model(home: Home) -> bool:
    """Has a model been installed?"""
    return (home.model / _ABOUT).is_file()


def model_stamp(home: Home) -> tuple[int, ...]:
    """Changes when another model is installed; cheap to ask."""
    try:
        found = (home.model / _ABOUT).stat()
    except OSError:
        return ()
    return (found.st_ino, found.st_mtime_ns)


def installed_model(home: Home) -> ModelFiles:
    """The model of a home; KbError when it cannot be read or differs from what was installed."""
    try:
        about = json.loads((home.model / _ABOUT).read_text("utf-8"))
        found = read_model(home.model)
        if found.digest != about["digest"]:
            raise ValueError(found.digest)
        return ModelFiles(str(about["name"]), found.onnx, found.vocabulary, found.digest)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KbError(
            "语义模型读不出或已损坏", where=str(home.model), hint="用 kb model install 重新安装"
        ) from error
