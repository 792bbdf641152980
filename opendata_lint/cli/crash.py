"""What a bug of ours looks like to people: one message, and a file to send."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable

from opendata_lint import __version__
from opendata_lint.cli import FAULT

ISSUES = "the project's issue tracker"


def crashed(error: BaseException) -> int:
    """Report an exception that nothing expected."""
    import traceback

    return tell(f"{type(error).__name__}: {error}", ["".join(traceback.format_exception(error))])


def tell(summary: str, details: Iterable[str]) -> int:
    """Say that there is a bug, keep its details in a file, and return the exit code for it."""
    import tempfile

    from opendata_lint.reporting.terminal import harmless

    text = f"opendata-lint {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
    text += f"arguments: {sys.argv[1:]}\n\n" + "\n".join(details)
    descriptor, path = tempfile.mkstemp(prefix="opendata-lint-crash-", suffix=".txt")
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)
    print(
        "opendata-lint: this is a bug in opendata-lint, not in your card: "
        f"{harmless(' '.join(summary.split())[:300])}\n"
        f"Please report it to {ISSUES} with the file {path} and, if you can, the card.",
        file=sys.stderr,
    )
    return FAULT
