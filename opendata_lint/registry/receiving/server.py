"""What the server's own file says of pushes. A push can change none of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

from opendata_lint.configuration import Configuration, Given, flag
from opendata_lint.configuration.said import Layer, Said
from opendata_lint.registry.receiving import ReceiveFault
from opendata_lint.tree import Tree, TreeFault
from opendata_lint.tree.git import git

KEY = "opendata-lint.config"
"""The key of Git's configuration that names the server's file."""


class Limits(NamedTuple):
    """How much of a push is judged; what is beyond is refused."""

    seconds: int = 60
    """In all, from the start of the process."""
    memory: int = 1024
    """Mebibytes of address space, of the process and each Git that it calls, if the system can limit it."""
    refs: int = 10_000
    commits: int = 100
    """Different commits among the refs, as one that many refs name is judged once."""
    cards: int = 2_000
    """Cards of all those commits."""
    card_bytes: int = 2_000_000
    """Bytes of one card."""
    lines: int = 50
    """Lines of findings that are told."""


class Server(NamedTuple):
    """What the server's own file says."""

    file: Path | None = None
    limits: Limits = Limits()
    own: bool = True
    """Whether the configuration that is pushed counts."""
    required: tuple[str, ...] = ()
    """Selectors of rules that hold whatever the push says."""
    profile: Said | None = None
    """A profile that holds whatever the push says."""

    def configurations(self, tree: Tree) -> list[tuple[Configuration, bool]]:
        """What a tree is judged by, each with whether it stands above the push.

        Suppressions in cards do not count against what does. Raises `SettingsFault`.
        """
        given = Given((str(self.file),) if self.file else (), isolated=self.file is None)
        found = [
            (Configuration(Given(), tree.root, tree) if self.own else Configuration(given, tree.root), False)
        ]
        if self.required or self.profile:
            flags = {"profile": self.profile} if self.profile else {}
            if self.required:
                key = "extend-select" if self.profile else "select"
                flags[key] = flag(self.required, "required")
            found.append((Configuration(given._replace(flags=flags), tree.root), True))
        return found


def server_of(root: Path, named: Path | None) -> Server:
    """The server's settings: of the file that is named, else of the one that Git's configuration names.

    `root` is the folder of the repository, from which a relative path in Git's configuration counts. Raises
    `ReceiveFault` for a file that is not there, and `SettingsFault` for what is wrong in it.
    """
    file = named or _by_git(root)
    if file is None:
        return Server()
    if not file.is_file():
        raise ReceiveFault(f"the server's configuration {file} is not there; tell whoever runs the server")
    said = Configuration(Given((str(file.absolute()),)), root).run().get("registry")
    table: Layer = said.value["receive"].value if said and "receive" in said.value else {}
    values: dict[str, Any] = {name.replace("-", "_"): one.value for name, one in table.items()}
    limits = Limits(**{name: values[name] for name in Limits._fields if name in values})
    own = values.get("own_configuration", "honor") == "honor"
    return Server(file.absolute(), limits, own, values.get("required", ()), table.get("required-profile"))


def _by_git(root: Path) -> Path | None:
    try:
        told = git(root, "config", "--type=path", "--get", KEY)
    except TreeFault:  # No such key.
        return None
    return Path(os.path.normpath(root / os.fsdecode(told).rstrip("\n")))
