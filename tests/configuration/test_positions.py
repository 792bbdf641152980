"""Lines of keys, held against Python's reader of TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from opendata_lint.configuration.positions import Path, lines_of

TEXT = '''# a comment = [
profile = "hub" # x = 1
select = [
  "LIC", # ] "
  'MET',
]
severity.LIC003 = "error"
"odd \\"key" = """
[nope]
x = 1"""
'lit' = \'\'\'a
b\'\'\'
[rules.SEC009]
minimum-words = 3
[[overrides]]
files = ["a"]
severity = { LIC = "error", "MET" = 'info' }
[[overrides]]
files = ["b"]
[overrides.severity]
LIC1 = "error"
[a."b.c".d]
e = [[1,2],{x=1.5e3}]
'''


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every key and index of a value."""
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for step, member in members:
        yield (*path, step)
        yield from paths(member, (*path, step))


def test_lines() -> None:
    lines = lines_of(TEXT)
    assert set(paths(tomllib.loads(TEXT))) == set(lines)
    assert lines["select", 1] == 5
    assert lines["overrides", 1, "severity", "LIC1"] == 21
    assert lines["overrides", 0, "severity", "MET"] == 17
    assert lines["a", "b.c", "d", "e", 1, "x"] == 23


KEYS = st.text("ab-_09", min_size=1, max_size=3) | st.text("a.\"'# =[é\\", min_size=1, max_size=3).map(
    lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
)
SCALARS = st.sampled_from(
    ["1", "true", '"a # ] } ="', "'[x'", '"""\n[t]\nk = 1\n"""', "1979-05-27 07:32:00Z", "'''\n]'''", '"\\""']
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda members: "[ # c ]\n" + ",\n".join(members) + "\n]")
        | st.lists(inner, max_size=2).map(
            lambda members: "{" + ", ".join(f"k{i} = {member}" for i, member in enumerate(members)) + "}"
        )
    ),
    max_leaves=5,
)
PAIRS = st.dictionaries(KEYS, VALUES, max_size=3)
TABLES = st.lists(
    st.tuples(st.sampled_from(["[{}]", "[[{}]]"]), st.lists(KEYS, min_size=1, max_size=2), PAIRS), max_size=4
)


@settings(max_examples=300, deadline=None)
@given(PAIRS, TABLES)
def test_every_key_is_found(top: dict[str, str], tables: list[tuple[str, list[str], dict[str, str]]]) -> None:
    lines = [f"{key} = {value}" for key, value in top.items()]
    for form, names, pairs in tables:
        lines += [form.format(".".join(names)), *(f"{key} = {value}" for key, value in pairs.items())]
    text = "\n".join(lines)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    found = lines_of(text)
    assert set(paths(data)) == set(found)
    split = text.split("\n")
    named = [path for path in found if isinstance(path[-1], str)]
    assert all(str(path[-1]).strip("\"'\\")[:1] in split[found[path] - 1] for path in named)
