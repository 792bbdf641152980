"""The diff driver for cards: settings of the repository's own, and lines in `.gitattributes`.

Git runs no driver that a repository brings along: each clone sets it, and without it `.gitattributes` changes
nothing. The driver falls back to the text as it is, so that a missing program never breaks `git diff`.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from opendata_lint.discovery.names import is_card_name
from opendata_lint.githooks.installing import Done
from opendata_lint.githooks.places import setting
from opendata_lint.tree.git import git, names
from opendata_lint.writing import write_whole

SECTION = "diff.opendata-card"
TEXTCONV = """sh -c 'opendata-lint textconv -- "$1" 2>/dev/null || cat -- "$1"' -"""
"""Git appends the name of a file that holds one side."""
XFUNCNAME = "^=+ (.*)$"
"""The lines that `textconv` begins a section with; Git shows the last one in the head of a hunk."""

_ATTRIBUTE = "diff=opendata-card"
_NAMES = 50
"""Names of cards for which there is a line of their own; beyond, people write patterns."""


def install_driver(root: Path, force: bool = False) -> Done:
    """Write the driver's settings. Raises `TreeFault` where Git cannot."""
    was = setting(root, f"{SECTION}.textconv")
    if was == TEXTCONV and setting(root, f"{SECTION}.xfuncname") == XFUNCNAME:
        return Done(True, ("diff driver: is current",))
    if was is not None and not _ours(was) and not force:
        return Done(
            False, (f"diff driver: left as it is: {SECTION}.textconv runs `{was}`", "--force replaces it")
        )
    git(root, "config", "--local", f"{SECTION}.textconv", TEXTCONV)
    git(root, "config", "--local", f"{SECTION}.xfuncname", XFUNCNAME)
    return Done(True, (f"diff driver: set as {SECTION} in this repository's Git configuration",))


def uninstall_driver(root: Path, force: bool = False) -> Done:
    """Take the driver's settings out. Raises `TreeFault` where Git cannot."""
    was = setting(root, f"{SECTION}.textconv", "--local")
    if was is None:
        return Done(True, ("diff driver: is not set",))
    if not _ours(was) and not force:
        return Done(False, (f"diff driver: left: {SECTION}.textconv runs `{was}`", "--force removes it"))
    git(root, "config", "--local", "--remove-section", SECTION)
    told = ("lines with diff=opendata-card in .gitattributes may stay: without the driver they do nothing",)
    return Done(True, ("diff driver: removed", *told))


def driver_status(root: Path) -> Done:
    """Whether the driver is set, and is for any card."""
    was = setting(root, f"{SECTION}.textconv")
    if was is None:
        return Done(False, ("diff driver: absent",))
    if was != TEXTCONV:
        return Done(False, ("diff driver: " + ("ours, of another version" if _ours(was) else "another's"),))
    missing = attribute_lines(root)
    return Done(True, ("diff driver: ours, current", *(f".gitattributes lacks: {line}" for line in missing)))


def attribute_lines(root: Path) -> list[str]:
    """The lines that `.gitattributes` lacks for the cards of the work tree, by the names of their files.

    Files that have a driver already are left out. Raises `TreeFault`.
    """
    tracked = names(git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"))
    cards = sorted({PurePosixPath(path).name for path in tracked if is_card_name(path)} | {"README.md"})
    told = names(git(root, "check-attr", "-z", "diff", "--", *cards[:_NAMES]))
    unset = [name for name, value in zip(told[::3], told[2::3], strict=True) if value == "unspecified"]
    return [f"{_pattern(name)} {_ATTRIBUTE}" for name in unset]


def write_attributes(root: Path) -> Done:
    """Add the lines that `.gitattributes` at the top lacks. Raises `TreeFault` and `OSError`."""
    lines = attribute_lines(root)
    path = root / ".gitattributes"
    if not lines:
        return Done(True, (".gitattributes: every card has a diff driver",))
    if os.path.lexists(path) and (path.is_symlink() or not path.is_file()):  # Git reads no such thing
        return Done(
            False, (".gitattributes: left: it is no file", *(f"to be added: {line}" for line in lines))
        )
    old = path.read_bytes() if path.exists() else b""
    end = "\r\n" if b"\r\n" in old else "\n"
    lead = end if old and not old.endswith(b"\n") else ""
    write_whole(path, old + (lead + "".join(line + end for line in lines)).encode())
    return Done(True, (".gitattributes: added", *lines))


def _ours(value: str) -> bool:
    return "opendata-lint textconv" in value


def _pattern(name: str) -> str:
    """A file's name as a pattern of `.gitattributes`, wildcards in place of what has a meaning there."""
    # A `?` stands for one byte.
    return "".join(
        char if char.isalnum() or char in "._-+,=@" else "?" if char.isascii() else "*" for char in name
    )
