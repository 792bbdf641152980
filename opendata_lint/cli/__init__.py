"""The command line: argument parsing, exit codes, nothing else. A module a command.

Exit codes: 0 nothing at the fail level; 1 findings at the fail level; 2 usage, configuration, a path
that is missing or cannot be read, a broken schema, or a crash in a rule.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

CLEAN, FINDINGS, FAULT = 0, 1, 2
"""The exit codes."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    # Looking for garbage costs more than a tenth of a run's time, and there is hardly any: 4 kB a card,
    # a ninth of what the findings and texts of 10,000 cards take.
    gc.disable()
    from opendata_lint.cli.arguments import parse

    try:
        code = _run(parse(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # The reader has gone (`| head`): end in silence, and keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from opendata_lint.cli.crash import crashed

        return crashed(error)


def _run(arguments: object) -> int:
    run = arguments.run  # type: ignore[attr-defined]
    return int(run(arguments))


def fault(message: str) -> int:
    """Say on standard error what is wrong and return the exit code for it."""
    from opendata_lint.reporting.terminal import harmless

    for line in message.splitlines():
        print(f"opendata-lint: {harmless(line)}", file=sys.stderr)
    return FAULT
