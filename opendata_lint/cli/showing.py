"""What `check --show-settings` and `check --show-files` print."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN

if TYPE_CHECKING:
    from opendata_lint.configuration import Configuration
    from opendata_lint.runner import Request


def add_options(group: Any) -> None:
    """Add the options that show what a run would go by, and end."""
    group.add_argument(
        "--show-settings", action="store_true", help="say what holds for the named files, and end"
    )
    group.add_argument("--show-files", action="store_true", help="say which files would be checked, and end")


def show_settings(paths: Sequence[Path], configuration: Configuration) -> int:
    """Print the settings of each path; of a folder those of a README in it."""
    from opendata_lint.configuration.showing import settings_text
    from opendata_lint.reporting.terminal import harmless

    for path in paths:
        real = Path(os.path.realpath(path))
        card = real / "README.md" if real.is_dir() else real
        for line in settings_text(configuration.resolve(card), card).splitlines():
            print(harmless(line))
    return CLEAN


def show_files(request: Request, configuration: Configuration) -> int:
    """Print which files would be checked, as what and by which configuration, and which would not."""
    from opendata_lint.reporting.terminal import harmless

    for line in _file_lines(request, configuration):
        print(harmless(line))
    return CLEAN


def _file_lines(request: Request, configuration: Configuration) -> Iterator[str]:
    from opendata_lint.runner import find, shown, task_of

    found = find(request, configuration)
    for card in found.cards:
        resolved = configuration.resolve(card.root / card.tree_path)
        kind = task_of(card, request, configuration).kind
        what = kind if kind == "descriptor" else f"{kind} card"
        profile = resolved.settings.profile.name
        yield f"{shown(card.path)}: {what}, profile {profile}, {configuration.label(resolved.file)}"
    yield from (f"{shown(path)}: not checked: {reason}" for path, reason in found.skipped)
    yield from (f"{shown(path)}: not checked: excluded" for path in found.excluded)
