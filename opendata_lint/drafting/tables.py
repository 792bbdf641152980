"""Tables of a folder: which data files belong together, their columns, splits and rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from opendata_lint.data.budget import Budget
from opendata_lint.data.files import DataFile, format_of, split_by_name, tells_of_media
from opendata_lint.drafting.dtypes import wider
from opendata_lint.drafting.sheets import Sheet, SheetReader, Unread
from opendata_lint.drafting.walking import Contents, Found
from opendata_lint.exchange.canonical import Column, Split, Table

_MOST_READ = 500
"""Files that are opened."""
_BYTES, _SECONDS = 2_000_000_000, 60.0
_MOST_TABLES = 20
_MOST_TEXTS = 2_000
_POINTER = b"version https://git-lfs"


class Tables(NamedTuple):
    """What was found."""

    tables: tuple[Table, ...] = ()
    texts: tuple[str, ...] = ()
    """A sample of the texts in them."""
    files: tuple[Found, ...] = ()
    """The files that the tables are made of."""
    beside_media: tuple[tuple[Found, Sheet], ...] = ()
    notes: tuple[str, ...] = ()


class _Part(NamedTuple):
    """A file that was read."""

    found: Found
    split: str
    sheet: Sheet


def data_files(contents: Contents) -> list[tuple[Found, DataFile]]:
    """The files that hold tables, by their names; `.json` counts where nothing else does."""
    for named in (False, True):
        chosen = [
            (found, DataFile(found.path, found.path, *form))
            for found in contents.files
            if (form := format_of(found.path, named)) and not _is_about(found.name)
        ]
        if chosen:
            return chosen
    return []


def _is_about(name: str) -> bool:
    """Whether a file of this name describes data or is of a tool, and holds none."""
    low = name.lower()
    return bool(
        re.search(
            r"^(?:package|package-lock|tsconfig|config|settings|.*config|.*schema|dataset_infos?|data-?package"
            r"|.*croissant.*|.*metadata|codemeta|datacite|invenio|.*zenodo.*|bom|.*\.cdx|.*\.spdx3?|state"
            r"|model_card|.*index|vocab|.*tokenizer.*|special_tokens_map|added_tokens|requirements)\.json$",
            low,
        )
    )


def tables_of(contents: Contents) -> Tables:
    """Read the data files, within 2 GB and a minute."""
    chosen = data_files(contents)
    notes = []
    unread = {_split(found.path) for found, _ in chosen[_MOST_READ:]}
    if len(chosen) > _MOST_READ:
        notes.append(f"only {_MOST_READ} of {len(chosen):,} data files were read")
        chosen = chosen[:_MOST_READ]
    readable = [pair for pair in chosen if not re.search(r"[*?\[]", pair[0].path)]
    notes += [
        f"{found.path} was not read: its name has wildcards"
        for found, _ in chosen
        if (found, _) not in readable
    ]
    reader = SheetReader([contents.on_disk(found) for found, _ in readable], Budget(_BYTES, _SECONDS))
    try:
        read = [(found, _read(reader, contents, found, file, notes)) for found, file in readable]
    finally:
        reader.close()
    sheets = [(found, sheet) for found, sheet in read if sheet is not None]
    unread |= {_split(found.path) for found, _ in chosen} if not contents.whole else set()
    unread |= {_split(found.path) for found in {pair[0] for pair in chosen} - {pair[0] for pair in sheets}}
    paths = [found.path for found in contents.files]
    beside = tuple(pair for pair in sheets if tells_of_media(pair[0].path, paths))
    parts = [
        _Part(found, _split(found.path), sheet) for found, sheet in sheets if (found, sheet) not in beside
    ]
    notes += [
        f"{part.found.path}: its first line may be no names of columns, as there are numbers in it"
        for part in parts
        if _is_headless(part)
    ]
    texts = [text for part in parts for text in part.sheet.texts][:_MOST_TEXTS]
    return Tables(
        tuple(_tables(parts, unread)), tuple(texts), tuple(part.found for part in parts), beside, _few(notes)
    )


def _read(
    reader: SheetReader, contents: Contents, found: Found, file: DataFile, notes: list[str]
) -> Sheet | None:
    path = contents.on_disk(found)
    try:
        with path.open("rb") as stream:
            if stream.read(len(_POINTER)) == _POINTER:
                raise Unread("only its Git LFS pointer is here; `git lfs pull` brings it")
        return reader.read(file, path)
    except OSError as error:
        notes.append(f"{found.path} was not read: {error.strerror or error}")
    except Unread as why:
        notes.append(f"{found.path} was not read: {why}")
    return None


def _is_headless(part: _Part) -> bool:
    """Whether what a CSV file has for names of columns looks like values."""
    names = [column.name for column in part.sheet.columns]
    return ".csv" in part.found.name.lower() and any(re.fullmatch(r"-?\d+(?:\.\d+)?", name) for name in names)


def _few(notes: Sequence[str]) -> tuple[str, ...]:
    more = len(notes) - 10
    return (*notes[:10], f"{more} more files were not read") if more > 0 else tuple(notes)


def _split(path: str) -> str:
    """The split that a path names; `train` where it names none, as readers take it."""
    return split_by_name(path) or "train"


def _tables(parts: Sequence[_Part], unread: Set[str]) -> Iterator[Table]:
    """Files with the same columns are one table. A split with a file that was not read is not counted."""
    groups: dict[tuple[str, ...], list[_Part]] = {}
    for part in parts:
        groups.setdefault(tuple(sorted(column.name for column in part.sheet.columns)), []).append(part)
    taken: set[str] = set()
    for group in list(groups.values())[:_MOST_TABLES]:
        name = _name(group, taken) if len(groups) > 1 else "default"
        taken.add(name)
        yield Table(name, _columns(group), _splits(group, unread), tuple(part.found.path for part in group))


def _columns(group: Sequence[_Part]) -> tuple[Column, ...]:
    found = {column.name: column for column in group[0].sheet.columns}
    for part in group[1:]:
        for column in part.sheet.columns:
            found[column.name] = wider(found[column.name], column)
    return tuple(found.values())


_ORDER = {"train": 0, "validation": 1, "test": 2}


def split_order(name: str) -> int:
    """The usual order of splits."""
    return _ORDER.get(name, 3)


def _splits(group: Sequence[_Part], unread: Set[str]) -> tuple[Split, ...]:
    rows: dict[str, list[int | None]] = {}
    for part in group:
        rows.setdefault(part.split, []).append(part.sheet.rows)
    return tuple(
        Split(name, None if None in counts or name in unread else sum(filter(None, counts)))
        for name, counts in sorted(rows.items(), key=lambda row: split_order(row[0]))
    )


def _name(group: Sequence[_Part], taken: set[str]) -> str:
    """A name for a table among others: of its file, else of the folder, without the words of splits."""
    paths = [part.found.path for part in group]
    stem = paths[0].rpartition("/")[2].partition(".")[0]
    words = [word for word in re.split(r"[^\w]+|_", stem) if word and not split_by_name(word)]
    name = "_".join(word for word in words if not word.isdigit() and word != "of")
    name = re.sub(r"\W+", "_", name or paths[0].rpartition("/")[0].rpartition("/")[2]).strip("_") or "table"
    number, base = 1, name[:60]
    while name in taken:
        number += 1
        name = f"{base}_{number}"
    return name[:80]
