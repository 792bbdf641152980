"""Options of `check` that mend cards."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

from opendata_lint.cli import CLEAN, FAULT, FINDINGS, selecting

if TYPE_CHECKING:
    from opendata_lint.configuration import Configuration
    from opendata_lint.report import Report
    from opendata_lint.runner import Request, Task

_WRITERS = ("fix", "fix_only", "diff")


def add_options(parser: Any) -> None:
    """Add the options, as a group of their own."""
    group = parser.add_argument_group("mending")
    group.add_argument(
        "--fix", action="store_true", help="mend what can be mended safely, and tell what is left"
    )
    group.add_argument(
        "--fix-only", action="store_true", help="mend, and neither tell of nor fail on the rest"
    )
    group.add_argument(
        "--diff", action="store_true", help="print what --fix would change, and change nothing"
    )
    group.add_argument(
        "--unsafe-fixes", action="store_true", help="with these: mend too where the meaning may change"
    )
    group.add_argument("--show-fixes", action="store_true", help="with these: list what was mended")
    group.add_argument(
        "--exit-non-zero-on-fix", action="store_true", help="with these: fail if a card was mended"
    )


def _given(arguments: argparse.Namespace) -> list[str]:
    return ["--" + name.replace("_", "-") for name in _WRITERS if getattr(arguments, name)]


def check_options(arguments: argparse.Namespace) -> None:
    """Raise `SettingsFault` for options that make no sense together."""
    from opendata_lint.settings import SettingsFault

    given = _given(arguments)
    for name in ("unsafe_fixes", "show_fixes", "exit_non_zero_on_fix"):
        if getattr(arguments, name) and not given:
            raise SettingsFault(f"--{name.replace('_', '-')} goes with --fix, --fix-only or --diff")
    selecting.refuse_others(arguments, given)
    others = {
        "--write-baseline": arguments.write_baseline is not None,
        "--shrink-baseline": arguments.shrink_baseline,
        "--add-ignore": arguments.add_ignore is not None,
    }
    for option, is_given in others.items():
        if is_given and given:
            raise SettingsFault(f"{given[0]} and {option} cannot be used together")


def replaces_report(arguments: argparse.Namespace) -> bool:
    """Whether the findings that are left are not to be told."""
    return bool(arguments.diff or arguments.fix_only)


def prints_card(arguments: argparse.Namespace) -> bool:
    """Whether a card that came by standard input goes to standard output, mended, for an editor to take."""
    return arguments.from_stdin and bool(arguments.fix or arguments.fix_only)


def run(arguments: argparse.Namespace, request: Request, configuration: Configuration) -> Report | None:
    """Mend, and tell of it; None where nobody asks for it. Raises what `runner.run` raises."""
    if not _given(arguments):
        return None
    from opendata_lint import runner
    from opendata_lint.fixing import fix_task, write_card

    card = [request.content or b""]

    def keep(_: Task, data: bytes) -> None:
        card.append(data)

    write = None if arguments.diff else keep if prints_card(arguments) else write_card
    work = partial(fix_task, unsafe=arguments.unsafe_fixes, write=write)
    report = runner.run(request, configuration, arguments.jobs, work)
    if prints_card(arguments):
        sys.stdout.buffer.write(card[-1])
    if arguments.diff:
        _print_patches(report)
    _tell(report, arguments)
    return report


def exit_code(arguments: argparse.Namespace, report: Report, otherwise: int) -> int:
    """The exit code, where `otherwise` is the one by what is left in the cards."""
    if otherwise == FAULT or not _given(arguments):
        return otherwise
    changed = any(result.mending.fixed for result in report.results)
    if changed and (arguments.diff or arguments.exit_non_zero_on_fix):
        return FINDINGS
    return CLEAN if replaces_report(arguments) else otherwise


def _print_patches(report: Report) -> None:
    """Bytes as they are for `git apply`; on a terminal, nothing that it would act on."""
    from opendata_lint.reporting.terminal import harmless

    for result in report.results:
        patch = result.mending.patch
        if sys.stdout.isatty():
            patch = "".join(f"{harmless(line.removesuffix(chr(13)))}\n" for line in patch.split("\n")[:-1])
        sys.stdout.buffer.write(patch.encode("utf-8", "surrogateescape"))
    sys.stdout.flush()  # before what is said of them on standard error


def _tell(report: Report, arguments: argparse.Namespace) -> None:
    from opendata_lint.reporting.terminal import harmless

    mended = [result for result in report.results if result.mending.fixed]
    count = sum(len(result.mending.fixed) for result in mended)
    would = "would be " if arguments.diff else ""
    lines = [f"{_number(count, 'finding')} {would}mended in {_number(len(mended), 'card')}"]
    for result in mended if arguments.show_fixes else ():
        codes = Counter((finding.code, finding.name) for finding in result.mending.fixed)
        told = ", ".join(f"{number} x {code} ({name})" for (code, name), number in sorted(codes.items()))
        lines.append(f"{result.file.path}: {told}")
    for result in report.results:
        if result.mending.refusal:
            lines.append(f"{result.file.path}: not mended: {result.mending.refusal}")
    for line in lines:
        print(f"opendata-lint: {harmless(line)}", file=sys.stderr)


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
