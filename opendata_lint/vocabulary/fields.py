"""Front matter: known keys, keys that changed their names, allowed values, sizes, dtypes."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from opendata_lint.vocabulary import load

Kind: TypeAlias = Literal["dataset", "model", "space"]
Field: TypeAlias = Literal[
    "size_categories",
    "annotations_creators",
    "language_creators",
    "multilinguality",
    "base_model_relation",
    "gated_field_types",
]


class RenamedKey(NamedTuple):
    """A key that is written otherwise today."""

    key: str
    """The key to write."""
    since: str | None
    """Year or month of the change; None where the old key was never right."""


@cache
def known_keys(kind: Kind) -> tuple[str, ...]:
    """Return every key the Hub gives a meaning to in this kind of card."""
    data = load("front-matter")
    return tuple(data["space"] if kind == "space" else data[kind] + data["both"])


def renamed_key(key: str) -> RenamedKey | None:
    """Return what a retired or habitually misspelt key is called today, or None."""
    row = load("front-matter")["renamed"].get(key)
    return RenamedKey(row["key"], row.get("since")) if row else None


def null_allowed(key: str) -> bool:
    """Tell whether an empty value of this key says something (`paperswithcode_id: null`)."""
    return key in load("front-matter")["null_allowed"]


def values(field: Field) -> tuple[str, ...]:
    """Return the allowed values of a field with a closed list."""
    return tuple(load("fields")[field])


def is_source_dataset(text: str) -> bool:
    """Tell whether `text` fits `source_datasets`: a keyword, `extended|` and a name, or an id."""
    if text in load("front-matter")["source_datasets"]:
        return True
    return re.fullmatch(r"extended\|\S.*|[\w.-]+(?:/[\w.-]+)?", text, re.ASCII) is not None


def is_split_name(text: str) -> bool:
    """Tell whether the `datasets` library accepts `text` as the name of a split."""
    return re.fullmatch(load("fields")["split_name_pattern"], text) is not None


@cache
def feature_dtypes() -> frozenset[str]:
    """Return what may stand under `dtype:` without parameters, features in their YAML spelling."""
    data = load("fields")
    # A value is written as its dtype and a list with the key `list`: neither is named itself.
    features = [name for name in data["feature_types"] if name not in {"Value", "List", "LargeList"}]
    return frozenset(data["feature_dtypes"]).union(map(_snake_case, features))


def is_feature_dtype(text: str) -> bool:
    """Tell whether `text` is a dtype, its parameters aside (`timestamp[ns, tz=UTC]`)."""
    return re.sub(r"[\[(][^\[\]()]*[\])]$", "", text) in feature_dtypes()


def _snake_case(name: str) -> str:
    """`ClassLabel` to `class_label`, `Array2D` to `array2_d`, as `datasets` does."""
    return re.sub(r"(?<=[a-z\d])(?=[A-Z])", "_", name).lower()


_UNIT = {"": 1, "k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}


def size_bounds(category: str) -> tuple[int, int | None] | None:
    """Return the least and the greatest count of a size category, the second outside it.

    The top category has no end; `unknown` and what is no category give None.
    """
    return _bounds(category) if category in load("fields")["size_categories"] else None


def size_category(count: int) -> str:
    """Return the size category of a number of examples; a bound belongs to the upper one."""
    for category in values("size_categories"):
        bounds = _bounds(category)
        if bounds and bounds[0] <= count and (bounds[1] is None or count < bounds[1]):
            return category
    raise ValueError(f"not a number of examples: {count}")


@cache
def size_spelling(text: str) -> str | None:
    """Return the size category with exactly the bounds that `text` gives, or None.

    `1k<n<10k`, `100K<n<1000K`, `10000 < n < 100000` and `10k-100k` are categories in other
    spellings; `1-10k` may mean two things and `n>1M` is none.
    """
    bounds = _bounds(text)
    if bounds is None:
        return text.strip().casefold() if text.strip().casefold() == "unknown" else None
    return next((c for c in values("size_categories") if _bounds(c) == bounds), None)


def _bounds(text: str) -> tuple[int, int | None] | None:
    """Read `a<n<b`, `n<b`, `n>a`, `a<b` or `a-b`; None if `text` is none of these."""
    number = r"(\d{1,15}(?:\.\d{1,15})?)([kmbt]?)"  # Python refuses thousands of digits
    plain = re.sub(r"[\s,_]", "", text.replace("&lt;", "<").replace("&gt;", ">")).casefold()
    top = re.fullmatch(f"n>{number}", plain)
    if top:
        least = _count(*top.groups())
        return None if least is None else (least, None)
    found = re.fullmatch(f"(?:n<|{number}(?:<n<|<|-)){number}", plain)
    if not found:
        return None
    low, high = _count(found[1] or "0", found[2] or ""), _count(found[3], found[4])
    return None if low is None or high is None else (low, high)


def _count(digits: str, unit: str) -> int | None:
    """Read `0.1` and `m` as 100,000; None if that gives no whole number."""
    whole, _, decimals = digits.partition(".")
    # Whole numbers all the way: 0.1 has no exact binary form.
    count, rest = divmod(int(whole + decimals) * _UNIT[unit], int("1" + "0" * len(decimals)))
    return None if rest else count
