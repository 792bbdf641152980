"""The baseline: what is already known to be wrong, so that only new faults are told.

A folder with one small file a card, so that branches which mend different cards never conflict. A file holds
the fingerprints of findings by rule; those alike in every respect are told apart by how many there are. It
holds no date, no line and no text of the card, and its bytes follow from what it says.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from opendata_lint.finding import SettledFinding
from opendata_lint.tree import Tree, TreeFault

DEFAULT_FOLDER = ".opendata-lint-baseline"
"""Where the baseline is kept unless somebody says otherwise."""
VERSION = 1
_NO_BASELINE = "there is no such baseline; `opendata-lint check --write-baseline` makes one"

Known: TypeAlias = Mapping[str, frozenset[str]]
"""Fingerprints by the code of their rule."""


class BaselineFault(Exception):
    """A baseline cannot be read or written; the message says which file and why."""


def known_of(findings: Iterable[SettledFinding]) -> Known:
    """What a baseline would hold of the findings of one card."""
    by_code: dict[str, set[str]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, set()).add(finding.fingerprint)
    return {code: frozenset(prints) for code, prints in by_code.items()}


def size(known: Known) -> int:
    """How many findings are known."""
    return sum(map(len, known.values()))


def without(known: Known, other: Known) -> Known:
    """What `known` holds and `other` does not."""
    rest = {code: prints - other.get(code, frozenset()) for code, prints in known.items()}
    return {code: prints for code, prints in rest.items() if prints}


def read(folder: Path, card_path: str) -> Known:
    """What is known of the card at a path from the tree's root; nothing where it has no file.

    Raises `BaselineFault` for a folder that is not there and for a file that is none of ours.
    """
    if not folder.is_dir():
        raise BaselineFault(f"{folder}: {_NO_BASELINE}")
    file = folder / _file_name(card_path)
    return _read(file)[1] if file.is_file() else {}


def read_in(tree: Tree, folder: str, card_path: str) -> Known:
    """The same of a folder in a tree of Git, which has no empty folders: one that is not there knows nothing.

    Raises `BaselineFault` for a file that is none of ours.
    """
    path = f"{folder}/{_file_name(card_path)}".lstrip("/")
    if not tree.exists(path):
        return {}
    try:
        data = tree.read(path)
    except TreeFault as error:
        raise BaselineFault(f"{path}: cannot be read: {error}") from error
    return _parsed(data, path)[1]


def read_all(folder: Path) -> dict[str, Known]:
    """What is known of every card, by its path from the tree's root. Raises `BaselineFault`."""
    return dict(_read(file) for file in sorted(folder.glob("*.json")))


def _read(file: Path) -> tuple[str, Known]:
    try:
        return _parsed(file.read_bytes(), file)
    except OSError as error:
        raise BaselineFault(f"{file}: cannot be read: {error.strerror or error}") from error


def _parsed(content: bytes, file: Path | str) -> tuple[str, Known]:
    """The card of a file, and what is known of it. Raises `BaselineFault`."""
    try:
        data: Any = json.loads(content)
        if data["version"] != VERSION:
            raise BaselineFault(f"{file}: of version {data['version']}, which this program does not know")
        rules = {str(code): frozenset(map(str, prints)) for code, prints in data["rules"].items()}
        return str(data["card"]), rules
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise BaselineFault(f"{file}: no baseline, or a damaged one; remove it and write it anew") from error


def write(folder: Path, card_path: str, known: Known) -> None:
    """Write what is known of one card; where that is nothing, its file goes. Raises `BaselineFault`."""
    file = folder / _file_name(card_path)
    rules = {code: sorted(known[code]) for code in sorted(known) if known[code]}
    data = {"version": VERSION, "card": card_path, "rules": rules}
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    try:
        if not rules:
            file.unlink(missing_ok=True)
        elif not file.is_file() or file.read_bytes() != text.encode("utf-8", "surrogatepass"):
            file.write_bytes(text.encode("utf-8", "surrogatepass"))
    except OSError as error:
        raise BaselineFault(f"{file}: cannot be written: {error.strerror or error}") from error


class Seen(NamedTuple):
    """What a run found in one card."""

    card: str
    """Its path from the tree's root."""
    root: Path
    """The tree's root on disk."""
    found: Known
    ran: frozenset[str]
    """The codes of the rules that ran; what is known of others stays as it is."""


class Change(NamedTuple):
    """How a baseline changed, in findings."""

    added: int
    removed: int
    total: int


def renew(folder: Path, run: Collection[Seen]) -> Change:
    """Write what a run found of its cards in place of what was known of them. Raises `BaselineFault`."""
    prepare(folder)
    return _update(folder, run, lambda known, seen: seen.found)


def shrink(folder: Path, run: Collection[Seen]) -> Change:
    """Take out what a run no longer found, and cards that are gone; add nothing. Raises `BaselineFault`."""
    if not folder.is_dir():
        raise BaselineFault(f"{folder}: {_NO_BASELINE}")
    return _update(folder, run, lambda known, seen: without(known, without(known, seen.found)))


def _update(folder: Path, run: Collection[Seen], new: Callable[[Known, Seen], Known]) -> Change:
    twice = [card for card, count in Counter(seen.card for seen in run).items() if count > 1]
    if twice:
        raise BaselineFault(f"{twice[0]}: a card of two repositories; give each a baseline of its own")
    before = read_all(folder)
    after = dict(before)
    for seen in run:
        known = before.get(seen.card, {})
        others = {code: prints for code, prints in known.items() if code not in seen.ran}
        after[seen.card] = {**others, **new(known, seen)}
    for card in before.keys() - {seen.card for seen in run}:
        if run and not any((root / card).is_file() for root in {seen.root for seen in run}):
            after[card] = {}
    for card, known in after.items():
        write(folder, card, known)
    return _change(before, after)


def _change(before: Mapping[str, Known], after: Mapping[str, Known]) -> Change:
    added = sum(size(without(known, before.get(card, {}))) for card, known in after.items())
    removed = sum(size(without(known, after.get(card, {}))) for card, known in before.items())
    return Change(added, removed, sum(map(size, after.values())))


def prepare(folder: Path) -> None:
    """Make the folder. Raises `BaselineFault` where it cannot be, or holds anything but a baseline."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = [entry.name for entry in folder.iterdir() if not _OUR_NAME.search(entry.name)]
    except OSError as error:
        raise BaselineFault(f"{folder}: cannot hold a baseline: {error.strerror or error}") from error
    if others:
        raise BaselineFault(
            f"{folder}: holds `{min(others)}`, so it is no baseline: name another folder, behind the paths"
        )


_OUR_NAME = re.compile(r"-[0-9a-f]{10}\.json$")


def _file_name(card_path: str) -> str:
    """A name that people can read, that no other card has, and that every file system takes."""
    import hashlib

    readable = re.sub(r"[^A-Za-z0-9.]+", "-", card_path).strip("-.")[-80:]
    digest = hashlib.sha256(card_path.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{readable}-{digest}.json"
