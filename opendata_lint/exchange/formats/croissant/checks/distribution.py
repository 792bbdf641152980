"""Files and sets of files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from opendata_lint.exchange import judging
from opendata_lint.exchange.formats.croissant.checks.contexts import is_old
from opendata_lint.exchange.linked import Thing, texts_of
from opendata_lint.exchange.linked.judging import leaves_folder, misspelt, waits
from opendata_lint.exchange.linked.vocabulary import FILE
from opendata_lint.finding import Finding, at_value

KINDS = ("cr:FileObject", "cr:FileSet")
_SUMS = {"sha256": ("sha256", 64), "cr:md5": ("md5", 32), "md5": ("md5", 32)}
_BASE64_MD5 = re.compile(r"[A-Za-z0-9+/]{22}==")
_PLACEHOLDERS = (
    "dynamic",
    "unknown",
    "none",
    "n/a",
    "na",
    "sha256",
    "checksum",
    "hash",
    "md5",
    "-",
    "?",
    "null",
)
_NAMES = ("name", "description", "contentUrl", "contentSize", "encodingFormat", "sha256", "sameAs")
_OWN = ("containedIn", "includes", "excludes", "md5")


def distribution_findings(thing: Thing) -> Iterator[Finding]:
    """Faults of the members of `distribution`."""
    old = is_old(thing)
    live = any(value is True for value, _ in thing.spots("cr:isLiveDataset"))
    for value, pointer in thing.spots("distribution"):
        if not isinstance(value, Mapping):
            yield Finding(
                judging.INVALID,
                "a file must be an object of type `cr:FileObject` or `cr:FileSet`",
                at_value(pointer),
            )
            continue
        node = Thing(value, pointer, thing.names)
        types = [f"cr:{one}" if old and ":" not in one else one for one in node.types()]
        kind = next((one for one in types if one in KINDS), None)
        yield from _type(node, kind)
        if set(value) != {"@id"}:
            yield from _properties(node, kind, live)


def _type(node: Thing, kind: str | None) -> Iterator[Finding]:
    if kind:
        return
    if set(node.value) == {"@id"}:
        return
    said = node.text("@type")
    place = at_value(f"{node.pointer}/@type" if said else node.pointer)
    code = judging.INVALID if said else judging.MISSING
    told = f"`{said}` is" if said else "`@type` is missing: this is"
    yield Finding(
        code, f"{told} neither a `cr:FileObject` nor a `cr:FileSet`", place,
        "Croissant has these instead of schema.org's `DataDownload`", subject="@type",
    )  # fmt: skip


def _properties(node: Thing, kind: str | None, live: bool) -> Iterator[Finding]:
    wrong = list(misspelt(node, (*_NAMES, *_OWN), FILE))
    yield from (finding for finding, _ in wrong)
    lacking = {meant for _, meant in wrong}
    inside = node.key("cr:containedIn", "containedIn")
    by_list = any(one.key("cr:transform") for one in node.things("cr:containedIn", "containedIn"))
    asked = {"cr:FileObject": ["encodingFormat"], "cr:FileSet": ["encodingFormat", "cr:includes"]}.get(
        kind or "", []
    )
    asked += ["contentUrl"] if kind == "cr:FileObject" and not inside else []
    for name in [] if by_list else asked:
        short = name.removeprefix("cr:")
        if short not in lacking and not any(value for value, _ in node.spots(name, short)):
            yield Finding(
                judging.MISSING,
                f"`{short}` is missing",
                at_value(node.pointer),
                f"write {_WHAT[short]}",
                subject=short,
            )
    yield from _sums(node)
    if (
        kind == "cr:FileObject"
        and not inside
        and not live
        and not node.key("sha256", "cr:md5", "md5", "cr:sha256")
    ):
        yield Finding(
            judging.TOOL_DIFFERS,
            "no checksum: the specification does not ask for one, and `mlcroissant` refuses files without",
            at_value(node.pointer),
            "write `sha256`",
        )
    yield from _paths(node)
    for value, pointer in node.spots("contentSize"):
        if not isinstance(value, str):
            yield Finding(
                judging.INVALID, "`contentSize` must be a text", at_value(pointer), 'write it as "1234 B"'
            )
    for value, pointer in node.spots("encodingFormat"):
        if not isinstance(value, str):
            yield Finding(judging.INVALID, "`encodingFormat` must be a text", at_value(pointer))


_WHAT = {
    "encodingFormat": "its media type, such as `text/csv`",
    "includes": "a pattern for the paths of its files, such as `images/*.jpg`",
    "contentUrl": "the address or path of the file",
}


def _sums(node: Thing) -> Iterator[Finding]:
    for name, (short, digits) in _SUMS.items():
        for value, pointer in node.spots(name):
            yield from _sum(value, pointer, short, digits)


def _sum(value: Any, pointer: str, name: str, digits: int) -> Iterator[Finding]:
    text = next(iter(texts_of(value)), "").strip()
    if re.fullmatch(rf"[0-9A-Fa-f]{{{digits}}}", text) or (name == "md5" and _BASE64_MD5.fullmatch(text)):
        return
    if waits(text) or text.lower() in _PLACEHOLDERS or re.match(r"https?://|todo", text.lower()):
        yield Finding(
            judging.PLACEHOLDER,
            f"`{text[:60]}` stands for a checksum that is still to be computed",
            at_value(pointer),
            f"write the {name} of the file, or leave it out",
        )
        return
    yield Finding(
        judging.INVALID,
        f"a checksum `{name}` has {digits} hexadecimal digits; this has {len(text)} characters",
        at_value(pointer),
    )


def _paths(node: Thing) -> Iterator[Finding]:
    for name in ("contentUrl", "cr:includes", "cr:excludes", "includes", "excludes"):
        for value, pointer in node.spots(name):
            address = value.get("@id") if isinstance(value, Mapping) and "@id" in value else value
            if not isinstance(address, str):
                yield Finding(
                    judging.INVALID, f"`{name.removeprefix('cr:')}` must be a text", at_value(pointer)
                )
            elif waits(address):
                yield Finding(
                    judging.PLACEHOLDER, f"`{address[:60]}` still waits for a value", at_value(pointer)
                )
            elif leaves_folder(address) and not (
                name != "contentUrl" and address.startswith("/") and ".." not in address
            ):
                yield Finding(
                    judging.UNSAFE_PATH,
                    f"`{address[:80]}` leads out of the folder of the descriptor",
                    at_value(pointer),
                    "give a path in it, or a whole address",
                )
