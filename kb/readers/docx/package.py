"""The parts of a .docx file and how they refer to each other."""

from __future__ import annotations

import io
import posixpath
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from kb.errors import EncryptedSource, UnreadableSource, UnsupportedSource
from kb.readers.docx.xml import child, parse
from kb.readers.zip_guard import GuardedZip

# What Word wrote before 2007, and the envelope of an encrypted file.
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAX_XML = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: another part, or, if `external`, an address outside the file."""

    kind: str
    target: str
    external: bool


class Package:
    """An open .docx file."""

    def __init__(self, data: bytes) -> None:
        """SourceError when the file is not a .docx package."""
        if data.startswith(_COMPOUND):
            if "EncryptedPackage".encode("utf-16-le") in data:
                raise EncryptedSource("文档有密码", hint="请在 Word 或 WPS 中去掉密码后再导入")
            raise UnsupportedSource(
                "这是旧版 Word 文档（.doc）", hint="请用 Word 或 WPS 打开，另存为 docx 后再导入"
            )
        if not data:
            raise UnreadableSource("文件是空的", hint="请检查原来的文件，重新保存后再导入")
        if not data.startswith(b"PK"):
            raise UnreadableSource(
                "这不是 docx 文件", hint="请用 Word 或 WPS 打开，另存为 docx 后再导入"
            )
        self._zip = GuardedZip(io.BytesIO(data))
        self._relations: dict[str, dict[str, Relation]] = {}
        self.document = self._related("officeDocument", of="")
        if not self.document:
            raise UnreadableSource(
                "压缩包里没有 Word 文档", hint="请确认这是 docx 文件；压缩包请用扩展名 .zip"
            )

    def xml(self, part: str) -> Element | None:
        """The root element of a part, None when there is no such part."""
        return parse(self._zip.read(part, _MAX_XML)) if part in self._zip.names else None

    def data(self, part: str) -> bytes | None:
        """The bytes of a part, None when there is no such part."""
        return self._zip.read(part) if part in self._zip.names else None

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part refers to, by id; "" is the package itself."""
        if part not in self._relations:
            self._relations[part] = self._read_relations(part)
        return self._relations[part]

    def _read_relations(self, part: str) -> dict[str, Relation]:
        folder, base = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        return {
            element.get("Id", ""): Relation(
                kind=element.get("Type", "").rpartition("/")[2],
                target=_target(folder, element),
                external=element.get("TargetMode") == "External",
            )
            for element in (root if root is not None else ())
        }

    def related(self, kind: str) -> Element | None:
        """The root of the part of a kind (styles, numbering, …) that the document refers to."""
        return self.xml(self._related(kind, of=self.document))

    def all_related(self, kind: str, most: int) -> list[Element]:
        """The roots of the parts of a kind that the document refers to, in order of name."""
        relations = self.relations(self.document).values()
        names = sorted({r.target for r in relations if r.kind == kind and not r.external})
        roots = (self.xml(name) for name in names[:most])
        return [root for root in roots if root is not None]

    def title(self) -> str:
        """The title in the file's properties, "" when it has none."""
        title = child(self.xml(self._related("core-properties", of="")), "dc:title")
        return (title.text or "").strip() if title is not None else ""

    def _related(self, kind: str, of: str) -> str:
        relations = self.relations(of).values()
        return next((r.target for r in relations if r.kind == kind and not r.external), "")


def _target(folder: str, element: Element) -> str:
    target = element.get("Target", "")
    if element.get("TargetMode") == "External":
        return target
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
