"""Which files of a folder on disk belong to its tree: by Git, or by a walk outside of Git."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from opendata_lint.tree.base import Listing
from opendata_lint.tree.git import git, is_repository, names

SKIPPED_FOLDERS = frozenset(
    (
        ".git",
        ".hg",
        ".svn",
        ".bzr",
        "_darcs",
        "node_modules",
        "bower_components",
        "site-packages",
        "__pycache__",
        ".eggs",
        ".tox",
        ".nox",
        ".cache",
        ".mypy_cache",
        ".pytest_cache",
        ".ruff_cache",
        ".hypothesis",
        ".ipynb_checkpoints",
        ".dvc",
    )
)
"""Folders of other people's files or of what tools leave behind; never entered."""

_ENVIRONMENT_FILES = ("pyvenv.cfg", "conda-meta/history")
"""Files that only virtual environments have (venv and virtualenv; Conda)."""


def list_by_git(folder: Path) -> Listing:
    """The files below `folder` that Git tracks or would take, with paths from `folder`.

    Raises `TreeFault`.
    """
    found = names(git(folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard"))
    return listing_of(own_files(found))


def own_files(paths: Sequence[str]) -> Iterator[str]:
    """Those of the files of a folder that are not in an environment or a skipped folder."""
    environments = tuple(
        path.removesuffix(file) for path in paths for file in _ENVIRONMENT_FILES if path.endswith(f"/{file}")
    )
    for path in paths:
        if not path.startswith(environments) and SKIPPED_FOLDERS.isdisjoint(path.split("/")):
            yield path


def list_by_walk(folder: Path) -> Listing:
    """The files below `folder`, with paths from it; links to folders are not followed."""
    warnings: list[str] = []

    def warn(error: OSError) -> None:
        warnings.append(f"{error.filename}: {error.strerror}")

    return listing_of(_walk(folder, warn), warnings)


def _walk(top: Path, warn: Callable[[OSError], None]) -> Iterator[str]:
    """Files, and repositories with a slash behind them."""
    for here, folders, files in os.walk(top, onerror=warn):
        prefix = "" if here == str(top) else Path(here).relative_to(top).as_posix() + "/"
        entered = []
        for name in folders:
            folder = Path(here, name)
            if folder.is_symlink():
                yield prefix + name
            elif is_repository(folder):
                yield prefix + name + "/"
            elif name not in SKIPPED_FOLDERS and not _is_environment(folder):
                entered.append(name)
        folders[:] = entered
        yield from (prefix + name for name in files)


def _is_environment(folder: Path) -> bool:
    return any((folder / file).exists() for file in _ENVIRONMENT_FILES)


def listing_of(found: Iterable[str], warnings: Iterable[str] = ()) -> Listing:
    """Tell files from repositories, which have a slash behind them. `warnings` may still grow."""
    every = sorted(set(found))
    return Listing(
        tuple(path for path in every if not path.endswith("/")),
        tuple(path[:-1] for path in every if path.endswith("/")),
        tuple(warnings),
    )
