"""What the sub-commands of `registry` share: the tree that is meant, its settings, and what can go wrong."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Collection
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import configuring, fault

if TYPE_CHECKING:
    from opendata_lint.configuration import Configuration
    from opendata_lint.registry.registrar import Registrar
    from opendata_lint.runner import Request
    from opendata_lint.tree import Tree

Command = Callable[[argparse.Namespace], int]


def add_tree(parser: Any) -> None:
    """Add the arguments that say which tree is meant, and which configuration is read."""
    which = add_repository(parser).add_mutually_exclusive_group()
    which.add_argument("--staged", action="store_true", help="what is staged in Git, not the files on disk")
    which.add_argument("--rev", metavar="REV", help="a revision of Git, not the files on disk")


def add_repository(parser: Any) -> Any:
    """Add the arguments that say which repository is meant, and which configuration is read."""
    where = parser.add_argument_group("where")
    where.add_argument(
        "--repo", type=Path, default=Path(), metavar="FOLDER", help="the repository; default: ."
    )
    configuring.add_files(where)
    return where


def repository_of(arguments: argparse.Namespace) -> Path:
    """The repository that is meant, a bare one too. Raises `RegistryFault` outside of Git."""
    from opendata_lint.registry.registrar import RegistryFault
    from opendata_lint.tree import find_repository

    root = find_repository(arguments.repo)
    if root is None:
        raise RegistryFault(f"{arguments.repo}: releases are tags of Git, and here is no repository")
    return root


def tree_of(arguments: argparse.Namespace) -> Tree:
    """The tree that is meant. Raises `RegistryFault` outside of Git, `TreeFault` for no such revision."""
    from opendata_lint.registry.registrar import RegistryFault
    from opendata_lint.runner import tree_of
    from opendata_lint.tree import WorkTree, find_repository, find_root

    bare = arguments.rev is not None
    root = find_repository(arguments.repo) if bare else find_root(arguments.repo)
    if root is None and find_repository(arguments.repo) is not None:
        raise RegistryFault(
            f"{arguments.repo}: a bare repository has no files on disk; name a revision, as in --rev HEAD"
        )
    if root is None:
        raise RegistryFault(
            f"{arguments.repo}: records are kept in Git repositories, and this folder is in none"
        )
    return tree_of(request_of(root, arguments)) or WorkTree(root)


def request_of(root: Path, arguments: argparse.Namespace) -> Request:
    """All cards of the tree that is meant, in the repository with this root."""
    from opendata_lint.runner import Request

    if arguments.rev is not None:
        return Request((), revision=arguments.rev, root=root)
    return Request((root,), staged=arguments.staged, root=root, whole=True)


def registrar_of(
    tree: Tree, arguments: argparse.Namespace, judged: Collection[str] | None = None
) -> Registrar:
    """The cards of the tree with the records that they should have. Raises what `Registrar` raises.

    `judged` are the ids of the cards that are held against their profile, None for all.
    """
    from opendata_lint.registry.registrar import Registrar

    configuration = configuration_of(tree, arguments)
    said = configuration.run().get("fail-level")
    request = request_of(tree.root, arguments)
    return Registrar(tree, request, configuration, said.value if said else "error", judged)


def configuration_of(tree: Tree, arguments: argparse.Namespace) -> Configuration:
    """The configuration of the tree. Raises `SettingsFault`."""
    from opendata_lint.tree import WorkTree

    return configuring.configuration_of(arguments, [tree.root], None if isinstance(tree, WorkTree) else tree)


def told(command: Command) -> Command:
    """A command whose known faults become one message and exit code 2."""

    @wraps(command)
    def run(arguments: argparse.Namespace) -> int:
        from opendata_lint.registry.registrar import RegistryFault
        from opendata_lint.runner import PathFault
        from opendata_lint.schema import SchemaFault
        from opendata_lint.settings import SettingsFault
        from opendata_lint.tree import TreeFault

        try:
            return command(arguments)
        except (PathFault, RegistryFault, SchemaFault, SettingsFault, TreeFault) as error:
            return fault(str(error))

    return run


def say(text: str) -> None:
    """Print a line that may hold what others wrote."""
    from opendata_lint.reporting.terminal import harmless

    print(harmless(text))


def note(text: str) -> None:
    """Say something on standard error."""
    from opendata_lint.reporting.terminal import harmless

    print(f"opendata-lint: {harmless(text)}", file=sys.stderr)
