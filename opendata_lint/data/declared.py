"""What front matter declares of the data: configs with their splits, features and files.

Two keys speak of a config: `configs` of its files, `dataset_info` of its features and splits. Shapes that
the schemas refuse are passed over here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from opendata_lint.card import Card
from opendata_lint.card.values import pointer_of

DEFAULT = "default"
"""The name of a config that has none."""


class Split(NamedTuple):
    """A split that `dataset_info` lists."""

    name: str
    examples: int | None
    """`num_examples`, None where it is not given."""
    pointer: str


class Feature(NamedTuple):
    """A column that `dataset_info` lists."""

    name: str
    type: Any
    """A dtype's name, or the mapping of a nested type: `{"class_label": ...}`, `{"list": ...}`."""
    pointer: str


class Pattern(NamedTuple):
    """A glob of `data_files`."""

    glob: str
    split: str | None
    pointer: str


class Config(NamedTuple):
    """A config, put together from both keys."""

    name: str
    features: tuple[Feature, ...] = ()
    splits: tuple[Split, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    info: str = ""
    """The pointer of its `dataset_info`, empty where it has none."""
    separator: str | None = None
    """What parts the columns of its CSV files, where the config says so."""
    download_size: int | None = None
    """Bytes of all its files, where `dataset_info` says so."""


def configs_of(card: Card) -> tuple[Config, ...]:
    """The configs that a card declares, in the order in which they are first named."""
    found: dict[str, Config] = {}
    for pointer, config in _mappings(card.metadata.get("configs"), "/configs"):
        name = _name(config)
        found[name] = Config(
            name,
            patterns=tuple(_patterns(config, pointer)),
            separator=_text(config.get("sep")) or _text(config.get("delimiter")),
        )
    for pointer, info in _mappings(card.metadata.get("dataset_info"), "/dataset_info"):
        name = _name(info)
        found[name] = found.get(name, Config(name))._replace(
            features=tuple(_features(info, pointer)),
            splits=tuple(_splits(info, pointer)),
            info=pointer,
            download_size=_count(info.get("download_size")),
        )
    return tuple(found.values())


def _mappings(value: Any, pointer: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """A mapping, or the mappings of a list, with their pointers."""
    if isinstance(value, dict):
        yield pointer, value
    for index, member in enumerate(value if isinstance(value, list) else ()):
        if isinstance(member, dict):
            yield pointer_of(pointer, index), member


def _name(config: dict[str, Any]) -> str:
    return _text(config.get("config_name")) or DEFAULT


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _splits(info: dict[str, Any], pointer: str) -> Iterator[Split]:
    for place, split in _mappings(info.get("splits"), f"{pointer}/splits"):
        if name := _text(split.get("name")):
            yield Split(name, _count(split.get("num_examples")), place)


def _features(info: dict[str, Any], pointer: str) -> Iterator[Feature]:
    for place, feature in _mappings(info.get("features"), f"{pointer}/features"):
        if name := _text(feature.get("name")):
            nested = {key: value for key, value in feature.items() if key not in ("name", "dtype")}
            yield Feature(name, feature.get("dtype", nested or None), place)


def _patterns(config: dict[str, Any], pointer: str) -> Iterator[Pattern]:
    """The globs of a config, those of `data_dir` counted from it."""
    value, place = config.get("data_files"), f"{pointer}/data_files"
    folder = _text(config.get("data_dir"))
    prefix = f"{folder.strip('/')}/" if folder else ""
    for glob, split, at in _globs(value, place, None):
        yield Pattern(glob if "://" in glob else prefix + glob, split, at)


def _globs(value: Any, pointer: str, split: str | None) -> Iterator[Pattern]:
    if isinstance(value, str):
        yield Pattern(value, split, pointer)
    elif isinstance(value, dict):
        named = _text(value.get("split")) or split
        yield from _globs(value.get("path"), f"{pointer}/path", named)
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from _globs(member, pointer_of(pointer, index), split)
