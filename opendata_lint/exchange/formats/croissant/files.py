"""The files of the data as Croissant's distribution, and back.

A file whose checksum is known is a `FileObject`: the reader of Croissant's makers refuses one without. Any
other file of the folder is told as the `FileSet` that has this file alone, which needs none.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Any

from opendata_lint.exchange.canonical import File, Table
from opendata_lint.exchange.linked import Thing
from opendata_lint.exchange.linked.works import path_of, web_path
from opendata_lint.vocabulary.modalities import extension

UNTOLD = "application/octet-stream"
"""The media type of anything."""
_TYPES = {
    ".parquet": "application/x-parquet", ".jsonl": "application/jsonlines",
    ".ndjson": "application/jsonlines", ".zip": "application/zip", ".tar": "application/x-tar",
    ".gz": "application/gzip", ".txt": "text/plain", ".tsv": "text/tab-separated-values",
    ".json": "application/json",
}  # fmt: skip
"""Media types that readers of Croissant know, where the vocabulary has another one or none."""
_GLOB = re.compile(r"[*?\[\]]")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_SIZE = re.compile(r"\s*(\d{1,18})\s*(?:B|bytes?)?\s*", re.I)
_SHA256, _MD5 = re.compile(r"[0-9a-fA-F]{64}"), re.compile(r"[0-9a-fA-F]{32}")


class Ids:
    """Names that no two things of a document share."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def new(self, wanted: str) -> str:
        """The name that was wanted, without what an address cannot have, and with a number if it is taken."""
        name = re.sub(r"[^A-Za-z0-9._~/-]+", "_", wanted).strip("/") or "_"
        number = self._taken.get(name, 0) + 1
        found = name
        while found in self._taken:
            number += 1
            found = f"{name}_{number}"
        self._taken[name] = number
        self._taken.setdefault(found, 1)
        return found


class Distribution:
    """The files that are told, and what refers to them."""

    def __init__(self, files: tuple[File, ...], ids: Ids, names: Mapping[str, str]) -> None:
        """`names` are ids that an earlier descriptor had, by path or name: others may refer to them."""
        self.ids = ids
        self.names = names
        self.told: list[dict[str, Any]] = []
        self._sources: dict[str, dict[str, Any]] = {}
        for file in files:
            self._add(file)

    def _add(self, file: File) -> None:
        remote = _ADDRESS.match(file.path)
        id_ = self.ids.new(self.names.get(file.path) or file.path)
        if file.sha256 or file.md5:
            node = {"@type": "cr:FileObject", "@id": id_} | _common(file)
            node |= {"contentUrl": file.path if remote else web_path(file.path)}
        elif not remote and not _GLOB.search(file.path):
            node = {"@type": "cr:FileSet", "@id": id_} | _common(file)
            node |= {"includes": file.path}
        else:
            return
        more = {
            "contentSize": f"{file.size} B" if file.size is not None else None,
            "encodingFormat": file.media_type or media_type(file.path),
            "sha256": file.sha256,
            "md5": file.md5,
        }
        self.told.append(node | {name: value for name, value in more.items() if value})
        self._sources.setdefault(file.path, _reference(node))

    def source(self, table: Table, id_: str) -> dict[str, Any] | None:
        """What the fields of a table refer to; None where its files are not known."""
        if len(table.files) == 1 and table.files[0] in self._sources:
            return self._sources[table.files[0]]
        if not table.files or any(_ADDRESS.match(path) for path in table.files):
            return None
        types = dict.fromkeys(media_type(path) for path in table.files)
        node = {
            "@type": "cr:FileSet",
            "@id": self.ids.new(f"{id_}-files"),
            "name": f"{id_}-files",
            "encodingFormat": next(iter(types)) if len(types) == 1 else list(types),
            "includes": table.files[0] if len(table.files) == 1 else list(table.files),
        }
        self.told.append(node)
        return _reference(node)


def _reference(node: dict[str, Any]) -> dict[str, Any]:
    return {"fileSet" if node["@type"] == "cr:FileSet" else "fileObject": {"@id": node["@id"]}}


def _common(file: File) -> dict[str, Any]:
    name = file.path.rstrip("/").rpartition("/")[2] or file.path
    return {"name": name} | ({"description": file.description} if file.description else {})


def media_type(path: str) -> str:
    """The media type that the extension of a path or glob tells."""
    suffix = f".{path.rpartition('.')[2].lower()}"
    if suffix in _TYPES:
        return _TYPES[suffix]
    known = extension(path)
    return (known.mime if known else None) or UNTOLD


class Found:
    """What a distribution says."""

    def __init__(self, thing: Thing, record_sets: set[str]) -> None:
        self.files: list[File] = []
        self.paths: dict[str, tuple[str, ...]] = {}
        """Paths and globs by the id of what has them."""
        self.strange: list[Thing] = []
        """What is no file and no files of a table: archives' contents, sets that no record set has."""
        self.understood: list[tuple[Thing, tuple[str, ...]]] = []
        """The others, with the properties that were read."""
        self.names: dict[str, str] = {}
        """Ids of the files that hold others, by path."""
        self._holders = {
            one.id
            for node in thing.things("distribution")
            for one in node.things("cr:containedIn", "containedIn")
            if one.id
        }
        for node in thing.things("distribution"):
            self._take(node, record_sets)

    def _take(self, node: Thing, record_sets: set[str]) -> None:
        types = [one.removeprefix("cr:") for one in node.types()]
        address = node.text("contentUrl", "url")
        includes = tuple(node.texts("cr:includes", "includes"))
        owner = (node.id or "").removesuffix("-files")
        if node.key("cr:containedIn", "containedIn"):
            self.strange.append(node)
        elif "FileSet" in types and node.id and node.id != owner and owner in record_sets:
            self.paths[node.id] = includes
            self.understood.append((node, ("name", "encodingFormat", "cr:includes", "includes")))
        elif "FileSet" in types and len(includes) == 1 and not _GLOB.search(includes[0]):
            self._file(node, includes[0])
        elif node.id in self._holders and not any(_sums(node).values()):
            self.strange.append(node)  # without checksum it could not be written again, and others need it
        elif "FileSet" not in types and address:
            self._file(node, address if _ADDRESS.match(address) else path_of(address))
        else:
            if node.id:
                self.paths[node.id] = includes
            self.strange.append(node)

    def _file(self, node: Thing, path: str) -> None:
        size = _SIZE.fullmatch(node.text("contentSize") or "")
        said = node.text("encodingFormat")
        sums = _sums(node)
        self.files.append(
            File(
                path,
                None if said in _untold(path) else said,
                int(size[1]) if size else None,
                sums["sha256"],
                sums["md5"],
                node.text("description"),
            )
        )
        if node.id:
            self.paths[node.id] = (path,)
        if node.id in self._holders:
            self.names[path] = str(node.id)
        read = ["name", "description", "contentUrl", "cr:includes", "includes", "encodingFormat"]
        read += [name for name, value in sums.items() if value] + (["cr:md5"] if sums["md5"] else [])
        self.understood.append((node, (*read, *(["contentSize"] if size else []))))


def _untold(path: str) -> tuple[str, ...]:
    """Media types that are written of a file of which no vocabulary tells one."""
    known = extension(path)
    return (UNTOLD,) if known and known.mime else (UNTOLD, media_type(path))


def _sums(node: Thing) -> dict[str, str | None]:
    """The checksums of a file that are some, in hexadecimal digits; Kaggle has MD5 in Base64."""
    sha256 = next((one for one in node.texts("sha256", "cr:sha256") if _SHA256.fullmatch(one)), None)
    md5 = next(iter(node.texts("cr:md5", "md5")), "")
    if re.fullmatch(r"[A-Za-z0-9+/]{22}==", md5):
        md5 = b64decode(md5).hex()
    return {
        "sha256": sha256.lower() if sha256 else None,
        "md5": md5.lower() if _MD5.fullmatch(md5) else None,
    }


def names_of_record_sets(thing: Thing) -> Iterator[str]:
    """The ids of the record sets of a descriptor."""
    for node in thing.things("cr:recordSet", "recordSet"):
        if node.id:
            yield node.id
