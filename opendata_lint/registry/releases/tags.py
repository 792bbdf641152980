"""Tags as Git has them: the refs, and the tag objects, read as they are."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from opendata_lint.registry.releases.grammar import PREFIX, TagName, parse
from opendata_lint.tree import TreeFault
from opendata_lint.tree.git import git

REFS = "refs/tags/"

_LARGEST = 1 << 20
"""Bytes of a tag object that is read; a real one has some hundred."""

# As Git finds it: of several such lines in a message the last begins the signature.
_SIGNATURE = re.compile(
    r"(?m)^-----BEGIN (?P<form>PGP SIGNATURE|PGP MESSAGE|SSH SIGNATURE|SIGNED MESSAGE)-----$"
)
_HEADER = re.compile(
    r"object (?P<target>[0-9a-f]{40,64})\ntype (?P<type>[a-z]+)\ntag (?P<name>[^\n]+)\n"
    r"(?:tagger (?P<tagger>[^\n]*?) (?P<time>\d{1,15}) [+-]\d{4}\n)?"
    r"(?P<rest>(?:gpgsig[^\n]*\n(?: [^\n]*\n)*)*)\n"
)


class TagObject(NamedTuple):
    """An annotated tag."""

    target: str
    """The id of the object that it points at."""
    type: str
    """Of what kind that is; a release points at a `commit`."""
    name: str
    """The name that the tag was made under."""
    tagger: str
    """Name and address; empty where nobody is named."""
    time: int
    """Seconds since 1970, as the tagger's clock had it."""
    message: str
    """Without the signature."""
    signature: str | None
    """The form of the signature, such as `SSH SIGNATURE`; None without one."""


class Unread(NamedTuple):
    """Why an object was not read."""

    why: str
    is_broken: bool
    """Whether the object is at hand and wrong; else it is not known what it is."""


class Tag(NamedTuple):
    """A tag whose name is in one of the grammars."""

    name: TagName
    id: str
    """The id of what the ref names: of a tag object, of a commit for a lightweight tag."""
    object: TagObject | None
    """None for a lightweight tag, and where the object cannot be read."""
    fault: Unread | None = None

    @property
    def commit(self) -> str | None:
        """The commit that the tag names, None where that is not known."""
        if self.object is None:
            return None if self.fault else self.id
        return self.object.target if self.object.type == "commit" else None


def all_tags(root: Path, merged_into: str | None = None, only: str | None = None) -> list[Tag]:
    """The tags in the grammars, sorted by name; `merged_into`: those on the history of a commit.

    `only`: those that may be releases of a card. Raises `TreeFault` where Git fails.
    """
    refs = refs_of(root, merged_into, only)
    named = {tag: name for tag in refs if (name := parse(tag))}
    objects = read_objects(root, {refs[tag] for tag in named})
    return [_tag(named[tag], refs[tag], objects[refs[tag]]) for tag in sorted(named)]


def one_tag(root: Path, name: TagName, object_id: str) -> Tag:
    """A tag that is not a ref yet, or the ref that was just read. Raises `TreeFault` where Git fails."""
    return _tag(name, object_id, read_objects(root, [object_id])[object_id])


def _tag(name: TagName, object_id: str, found: TagObject | Unread | None) -> Tag:
    if isinstance(found, Unread):
        return Tag(name, object_id, None, found)
    return Tag(name, object_id, found)


def strange_tags(root: Path) -> list[str]:
    """Tags below `card/` that are none of a release. Raises `TreeFault` where Git fails."""
    return sorted(tag for tag in refs_of(root) if tag.startswith(PREFIX) and parse(tag) is None)


def refs_of(root: Path, merged_into: str | None = None, only: str | None = None) -> dict[str, str]:
    """The ids of what all tags name, by their names; `only` those that may be releases of a card.

    Raises `TreeFault` where Git fails.
    """
    limit = (f"--merged={merged_into}",) if merged_into else ()
    # Git's patterns have none of their special characters in an id, in neither grammar.
    where = (REFS,) if only is None else (f"{REFS}{PREFIX}{only}/", f"{REFS}{only.replace(':', '=')}@*")
    told = git(root, "for-each-ref", *limit, "--format=%(objectname) %(refname)", *where)
    lines = (line.partition(" ") for line in os.fsdecode(told).splitlines())
    return {ref.removeprefix(REFS): object_id for object_id, _, ref in lines}


def read_objects(root: Path, ids: Iterable[str]) -> Mapping[str, TagObject | Unread | None]:
    """Tag objects by id: None for what is no tag object.

    Two processes in all. Git ends at the first missing object of a partial clone; what is behind it is
    then asked for one by one. Raises `TreeFault` where Git is absent.
    """
    wanted = sorted(ids)
    if not wanted:
        return {}
    try:
        return _read(root, wanted)
    except TreeFault as fault:
        if len(wanted) == 1:
            git(root, "rev-parse", "--git-dir")  # tells a missing object from a missing repository
            return {wanted[0]: Unread(f"the object {wanted[0]} is not at hand ({fault})", False)}
        return {one: found for single in wanted for one, found in read_objects(root, [single]).items()}


def _read(root: Path, ids: list[str]) -> dict[str, TagObject | Unread | None]:
    found: dict[str, TagObject | Unread | None] = {}
    tags = []
    asked = "".join(f"{one}\n" for one in ids).encode()
    for line in git(root, "cat-file", "--batch-check", told=asked).decode().splitlines():
        one, kind, *size = line.split(" ")
        if kind == "missing":
            found[one] = Unread(f"the object {one} is missing", False)
        elif kind != "tag":
            found[one] = None
        elif int(size[0]) > _LARGEST:
            found[one] = Unread(
                f"its object has {size[0]} bytes, more than the {_LARGEST} that are read", True
            )
        else:
            tags.append(one)
    told = (
        git(root, "cat-file", "--batch", told="".join(f"{one}\n" for one in tags).encode()) if tags else b""
    )
    at = 0
    for one in tags:
        end = told.index(b"\n", at)
        size_of = int(told[at:end].split()[2])
        found[one] = parse_object(told[end + 1 : end + 1 + size_of])
        at = end + size_of + 2
    return found


def parse_object(data: bytes) -> TagObject | Unread:
    """A tag object from its content."""
    text = data.decode("utf-8", "surrogateescape")
    head = _HEADER.match(text)
    if head is None:
        return Unread("its object is not as Git makes tag objects", True)
    content = text[head.end() :]
    begins = list(_SIGNATURE.finditer(content))
    message = content[: begins[-1].start()] if begins else content
    form = begins[-1]["form"] if begins else ("in its header" if "gpgsig" in head["rest"] else None)
    return TagObject(
        head["target"],
        head["type"],
        head["name"],
        head["tagger"] or "",
        int(head["time"] or 0),
        message,
        form,
    )
