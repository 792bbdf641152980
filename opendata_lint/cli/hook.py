"""`opendata-lint hook install|status|uninstall`: Git hooks and the diff driver for cards."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN, FINDINGS, fault
from opendata_lint.githooks.marks import HOOKS, SERVER_HOOKS

if TYPE_CHECKING:
    from opendata_lint.githooks.installing import Done
    from opendata_lint.githooks.places import HooksFolder


def add_parser(commands: Any) -> None:
    """Add the command's arguments."""
    parser = commands.add_parser(
        "hook",
        help="install Git hooks that check cards, or take them out",
        description="Install Git hooks that check cards, or take them out.",
    )
    actions = parser.add_subparsers(
        metavar="COMMAND", required=True, parser_class=type(parser), prog=parser.prog
    )
    install = actions.add_parser("install", help="install hooks, or bring ours up to date")
    _add_common(install, "those to install; default: pre-commit, in a bare repository pre-receive")
    install.add_argument(
        "--diff-driver", action="store_true", help="let `git diff` show what changed in a card; "
        "the setting goes into this repository's Git configuration",
    )  # fmt: skip
    install.add_argument(
        "--gitattributes", action="store_true",
        help="with --diff-driver: add the lines that name the cards to .gitattributes",
    )  # fmt: skip
    install.set_defaults(run=_running(_install))
    status = actions.add_parser("status", help="say of each hook whether it is there, and whose it is")
    status.add_argument("hooks", nargs="*", metavar="HOOK", type=_known, help="default: all")
    status.set_defaults(run=_running(_status))
    uninstall = actions.add_parser("uninstall", help="remove our hooks and the diff driver")
    _add_common(uninstall, "those to remove; default: all, and the diff driver")
    uninstall.set_defaults(run=_running(_uninstall))


def _add_common(parser: Any, about: str) -> None:
    parser.add_argument("hooks", nargs="*", metavar="HOOK", type=_known, help=about)
    parser.add_argument("--force", action="store_true", help="also hooks of ours that somebody edited")


def _known(name: str) -> str:
    # `choices` would refuse that no hook is named.
    every = (*HOOKS, *SERVER_HOOKS)
    if name not in every:
        raise argparse.ArgumentTypeError(f"there is no hook `{name}` to install, but {', '.join(every)}")
    return name


def _hooks_of(folder: HooksFolder) -> tuple[str, ...]:
    return SERVER_HOOKS if folder.bare else HOOKS


def _running(
    action: Callable[[HooksFolder, argparse.Namespace], int],
) -> Callable[[argparse.Namespace], int]:
    """An action as a command: it is given the folder of hooks, and what stops it is told."""

    def run(arguments: argparse.Namespace) -> int:
        from opendata_lint.githooks.places import HookFault, hooks_folder
        from opendata_lint.tree import TreeFault

        try:
            folder = hooks_folder(Path.cwd())
            for name in arguments.hooks:
                if name not in _hooks_of(folder):
                    kind = "a bare repository" if folder.bare else "a repository that people work in"
                    raise HookFault(f"{name} is no hook for {kind}, but {' and '.join(_hooks_of(folder))}")
            return action(folder, arguments)
        except (HookFault, TreeFault) as error:
            return fault(str(error))
        except OSError as error:
            return fault(f"cannot read or write {error.filename or 'a file'}: {error.strerror}")

    return run


def _install(folder: HooksFolder, arguments: argparse.Namespace) -> int:
    from opendata_lint.githooks.installing import install

    if arguments.gitattributes and not arguments.diff_driver:
        return fault("--gitattributes belongs to --diff-driver")
    hooks = arguments.hooks or ([] if arguments.diff_driver else _hooks_of(folder)[:1])
    code = _tell(install(folder, name, arguments.force) for name in hooks)
    if arguments.diff_driver:
        code = max(code, _tell(_driver(folder.root, arguments)))
    if not _on_path():
        print("note: opendata-lint is not on PATH here, and hooks refuse where it is not")
    return code


def _driver(root: Path, arguments: argparse.Namespace) -> Iterator[Done]:
    from opendata_lint.githooks.driver import attribute_lines, install_driver, write_attributes
    from opendata_lint.githooks.installing import Done

    yield install_driver(root, arguments.force)
    if arguments.gitattributes:
        yield write_attributes(root)
    elif lines := attribute_lines(root):
        told = "it is for files that .gitattributes names; add these lines, or run this with --gitattributes:"
        yield Done(True, (told, *lines))


def _status(folder: HooksFolder, arguments: argparse.Namespace) -> int:
    from opendata_lint.githooks.driver import driver_status
    from opendata_lint.githooks.installing import status

    done = [status(folder, name) for name in arguments.hooks or _hooks_of(folder)]
    _tell(done)
    if arguments.hooks:
        return CLEAN if all(one.well for one in done) else FINDINGS
    _tell([driver_status(folder.root)])
    return CLEAN if any(one.well for one in done) and not any(one.stale for one in done) else FINDINGS


def _uninstall(folder: HooksFolder, arguments: argparse.Namespace) -> int:
    from opendata_lint.githooks.driver import uninstall_driver
    from opendata_lint.githooks.installing import uninstall

    code = _tell(uninstall(folder, name, arguments.force) for name in arguments.hooks or _hooks_of(folder))
    if not arguments.hooks:
        code = max(code, _tell([uninstall_driver(folder.root, arguments.force)]))
    return code


def _on_path() -> bool:
    import shutil

    return shutil.which("opendata-lint") is not None


def _tell(done: Iterable[Done]) -> int:
    """Print what was done; 1 where something is not as was asked for."""
    from opendata_lint.reporting.terminal import harmless

    code = CLEAN
    for one in done:
        first, *others = one.lines
        print(harmless(first))
        for line in others:
            print(f"  {harmless(line)}")
        code = code if one.well else FINDINGS
    return code
