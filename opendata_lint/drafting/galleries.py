"""Folders of images, recordings and videos as tables: splits and classes by folders, facts for the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from opendata_lint.data.files import split_by_name
from opendata_lint.drafting.media import pictures, sounds
from opendata_lint.drafting.sheets import Sheet
from opendata_lint.drafting.tables import split_order
from opendata_lint.drafting.walking import Contents, Found, counted
from opendata_lint.exchange.canonical import Column, Split, Table
from opendata_lint.vocabulary.modalities import extension

_KINDS = ("image", "audio", "video")
_MOST_CLASSES = 1_000
_NOUNS = {"image": "image", "audio": "recording", "video": "video"}


class Collection(NamedTuple):
    """Files of one modality."""

    modality: str
    table: Table
    files: int
    facts: str
    """In a sentence or two, for the card."""
    classes: tuple[str, ...] = ()
    """Names of folders that may be classes."""
    notes: tuple[str, ...] = ()


def collections_of(contents: Contents, beside: Sequence[tuple[Found, Sheet]]) -> list[Collection]:
    """A collection for each modality whose files are more than ornament beside tables."""
    return [
        _collection(contents, modality, files, beside)
        for modality in _KINDS
        if (files := [found for found in contents.files if _modality(found.path) == modality])
    ]


def _modality(path: str) -> str | None:
    known = extension(path)
    if known is None or known.strength != "decisive" or len(known.modalities) != 1:
        return None
    return known.modalities[0]


def _collection(
    contents: Contents, modality: str, files: Sequence[Found], beside: Sequence[tuple[Found, Sheet]]
) -> Collection:
    splits = Counter(_split(found.folder) for found in files)
    classes = _classes(files)
    columns = [Column(modality, modality)]
    told = [column for _, sheet in beside for column in sheet.columns if not _names_file(column.name)]
    if told:
        columns += [column for column in told if column.name != modality]
    elif classes:
        columns.append(Column("label", "class_label", labels=classes))
    ordered = sorted(splits.items(), key=lambda row: split_order(row[0]))
    counts = tuple(Split(name, count if contents.whole else None) for name, count in ordered)
    table = Table("default", tuple(columns), counts, _globs(files))
    facts, broken = _facts(contents, modality, files)
    notes = [f"{len(broken):,} files could not be read, such as {broken[0]}"] if broken else []
    return Collection(modality, table, len(files), facts, () if told else classes, tuple(notes))


def _names_file(name: str) -> bool:
    """Whether a column of a `metadata` file names the file that its row is about."""
    return name == "file_name" or name.endswith("_file_name")


def _split(folder: str) -> str:
    return split_by_name(folder) or "train"


def _classes(files: Sequence[Found]) -> tuple[str, ...]:
    """The names of the innermost folders, where all files are in one of at least two."""
    names = {found.folder.rpartition("/")[2] for found in files}
    if len(names) < 2 or len(names) > _MOST_CLASSES or "" in names or any(map(split_by_name, names)):
        return ()
    return tuple(sorted(names))


def _globs(files: Sequence[Found]) -> tuple[str, ...]:
    """A glob for each folder of the first level and each extension."""
    found = {
        f"{top}/**/*{suffix}" if top else f"*{suffix}"
        for one in files
        for top, suffix in [(one.folder.partition("/")[0], "." + one.name.rpartition(".")[2])]
    }
    return tuple(sorted(found))[:100]


def _facts(contents: Contents, modality: str, files: Sequence[Found]) -> tuple[str, tuple[str, ...]]:
    noun = _NOUNS[modality]
    suffixes = Counter(found.name.rpartition(".")[2].upper() for found in files)
    kinds = ", ".join(name for name, _ in suffixes.most_common(5))
    size = human_size(sum(found.size for found in files))
    text = f"{counted(len(files), noun)} ({kinds}), {size} in all."
    if not contents.whole:
        text = f"At least {text}"
    paths = [found.path for found in files]
    if modality == "image":
        seen = pictures(contents.root, paths)
        return text + _sizes(seen.sizes, len(files)), seen.broken
    if modality == "audio":
        heard = sounds(contents.root, paths)
        if heard.opened:
            text += _lengths(heard.rates, heard.channels, heard.opened, len(files))
            text += f" They last {_range(heard.shortest, heard.longest)}, {_long(heard.total)} in all."
        return text, heard.broken
    return text, ()


def _sizes(sizes: Counter[tuple[int, int]], files: int) -> str:
    if not sizes:
        return ""
    whole = "" if sizes.total() == files else f" Of the {sizes.total():,} that were opened:"
    if len(sizes) == 1:
        (width, height) = next(iter(sizes))
        return f"{whole} Resolution: {width} x {height} pixels."
    least, most = min(sizes, key=_area), max(sizes, key=_area)
    return f"{whole} Resolution: {least[0]} x {least[1]} to {most[0]} x {most[1]} pixels."


def _area(size: tuple[int, int]) -> int:
    return size[0] * size[1]


def _lengths(rates: Counter[int], channels: Counter[int], opened: int, files: int) -> str:
    whole = "" if opened == files else f" Of the {opened:,} that were opened:"
    hertz = " and ".join(f"{rate} Hz" for rate in sorted(rates)[:5])
    kinds = " and ".join({1: "mono", 2: "stereo"}.get(one, f"{one} channels") for one in sorted(channels)[:3])
    return f"{whole} Sampling rate: {hertz}, {kinds}."


def _range(least: float, most: float) -> str:
    return f"{least:.1f} s" if f"{least:.1f}" == f"{most:.1f}" else f"{least:.1f} to {most:.1f} s each"


def _long(seconds: float) -> str:
    if seconds >= 7_200:
        return f"{seconds / 3600:.1f} hours"
    return f"{seconds / 60:.1f} minutes" if seconds >= 120 else f"{seconds:.1f} seconds"


def human_size(size: int) -> str:
    """Bytes in words: `1.2 MB`."""
    number = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if number < 1_000:
            return f"{number:.0f} {unit}" if unit == "bytes" else f"{number:.1f} {unit}"
        number /= 1_000
    return f"{number:,.1f} TB"


def modalities_of(paths: Iterable[str]) -> tuple[str, ...]:
    """The modalities that extensions tell for certain, the most frequent first."""
    counts = Counter(
        modality
        for path in paths
        if (known := extension(path)) and known.strength == "decisive"
        for modality in known.modalities
    )
    return tuple(name for name, _ in counts.most_common())
