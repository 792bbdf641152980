"""What a key of configuration and profile files is."""

from __future__ import annotations

from typing import Literal, NamedTuple

Form = Literal[
    "boolean", "integer", "text", "path", "profile", "choice", "texts", "patterns", "switch", "selectors",
    "levels", "allow", "exports", "rules", "overrides", "schema", "table", "tables",
]  # fmt: skip
"""What a value is.

`path` counts from the file that names it; `profile` is a name or a path; `patterns` are as in
`.gitignore` and count from the file's folder, a `switch` is such a list or true or false; `selectors`
name rules; `levels` is a table from selectors to severities; `exports` one from formats to paths; `allow`,
`rules`, `overrides` are the tables of these names; `schema` is a path or a table.
A `table` has the keys of the place that `Key.inside` names; `tables` are any number of such tables, by name.
"""

Place = Literal[
    "configuration", "override", "profile", "registry", "registry-card", "registry-member",
    "registry-receive", "registry-site",
]  # fmt: skip
"""Where keys may stand."""


class Key(NamedTuple):
    """A key that may stand in a file."""

    name: str
    form: Form
    about: str
    """One or two sentences for the reference and for editors."""
    example: str
    """TOML, as it may stand behind the `=`."""
    default: str = ""
    """What holds without it, in words."""
    choices: tuple[str, ...] = ()
    """The words that a `choice` may be."""
    in_files: Literal["configuration", "both", "profile", "none"] = "configuration"
    in_overrides: bool = False
    required: bool = False
    inside: Place | None = None
    """The keys of a `table`, or of each of several `tables`."""
