"""Options of `check` on what is printed: formats, files, statistics, colors."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from opendata_lint.reporting import FORMATS, RenderOptions, renderer

if TYPE_CHECKING:
    from opendata_lint.configuration import Configuration
    from opendata_lint.report import Report

_VARIABLE = "OPENDATA_LINT_OUTPUT_FORMAT"
FOR_PEOPLE = ("full", "concise", "grouped")
"""Formats that end in a line on the whole run, and whose statistics are a table."""


def add_options(parser: Any) -> None:
    """Add the options, as a group of their own."""
    group = parser.add_argument_group(
        "what is printed",
        "Several formats in one run: each but one needs a file of its own, such as "
        "--output-format github --output-format sarif=report.sarif.",
    )
    group.add_argument(
        "--output-format", action="append", default=[], metavar="FORMAT[=FILE]",
        help=f"{', '.join(FORMATS)}; with =FILE it is written there, and what is printed stays as it was; "
        f"default: ${_VARIABLE}, else the configuration's, else full",
    )  # fmt: skip
    group.add_argument(
        "--output-file", "-o", type=Path, metavar="FILE", help="write there what would be printed"
    )
    group.add_argument(
        "--statistics", action="store_true", help="print how often each rule found something, nothing else"
    )


class Output(NamedTuple):
    """One report to write."""

    format: str
    render: Callable[[Report, RenderOptions], str]
    file: Path | None
    """Where to; None for standard output."""


class _Wish(NamedTuple):
    """A format that somebody asks for."""

    format: str
    origin: str
    file: Path | None = None


def outputs_of(arguments: argparse.Namespace, configuration: Configuration) -> list[Output]:
    """The reports to write. Raises `SettingsFault` for an unknown format or a file that cannot be written."""
    wishes = _wishes(arguments, configuration)
    outputs = [Output(wish.format, _renderer(wish, configuration), wish.file) for wish in wishes[1:]]
    printed = wishes[0]
    render = _statistics(printed) if arguments.statistics else _renderer(printed, configuration)
    outputs.insert(0, Output(printed.format, render, printed.file))
    for output in outputs:
        _prepare(output.file)
    return outputs


def _wishes(arguments: argparse.Namespace, configuration: Configuration) -> list[_Wish]:
    """What is asked for; the first is what is printed, or would be but for `--output-file`."""
    from opendata_lint.settings import SettingsFault

    given = [_wish(text, "--output-format") for text in arguments.output_format]
    if _VARIABLE in os.environ and not any(wish.file is None for wish in given):
        given.append(_wish(os.environ[_VARIABLE], _VARIABLE))
    printed = [wish for wish in given if wish.file is None]
    if len(printed) > 1:
        names = f"`{printed[0].format}` and `{printed[1].format}`"
        example = f"{printed[1].format}=FILE"
        raise SettingsFault(
            f"{printed[1].origin}: {names} cannot both be printed; write one into a file: {example}"
        )
    first = printed[0] if printed else _configured(configuration)
    return [first._replace(file=arguments.output_file), *(wish for wish in given if wish.file is not None)]


def _wish(text: str, origin: str) -> _Wish:
    name, _, file = text.partition("=")
    return _Wish(name, origin, Path(file) if file else None)


def _configured(configuration: Configuration) -> _Wish:
    said = configuration.run().get("output-format")
    return _Wish(said.value, said.origin) if said else _Wish("full", "default")


def _renderer(wish: _Wish, configuration: Configuration) -> Callable[[Report, RenderOptions], str]:
    """The function of an output format. Raises `SettingsFault` for an unknown one."""
    from opendata_lint.configuration.plugins import load_reporter
    from opendata_lint.settings import SettingsFault, did_you_mean

    if wish.format in FORMATS:
        return renderer(wish.format)
    others = configuration.reporters()
    if wish.format in others:
        return load_reporter(others[wish.format])
    formats = [*FORMATS, *others]
    meant = did_you_mean(wish.format, formats) or f"; there are {', '.join(formats)}"
    raise SettingsFault(f"{wish.origin}: there is no output format `{wish.format}`{meant}")


def _statistics(wish: _Wish) -> Callable[[Report, RenderOptions], str]:
    from opendata_lint.reporting import statistics
    from opendata_lint.settings import SettingsFault

    if wish.format in FOR_PEOPLE:
        return statistics.render
    if wish.format == "json":
        return statistics.render_json
    formats = ", ".join(f"`{name}`" for name in FOR_PEOPLE)
    raise SettingsFault(f"--statistics prints a table ({formats}) or `json`, not `{wish.format}`")


def _prepare(file: Path | None) -> None:
    """Make sure that a file can be written, before a long run rather than behind it."""
    from opendata_lint.settings import SettingsFault

    if file is None:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.open("ab").close()
    except OSError as error:
        raise SettingsFault(f"{file.as_posix()}: cannot be written: {error.strerror or error}") from error


def write(report: Report, outputs: list[Output], stream: TextIO) -> None:
    """Write every report; the one without a file to a stream."""
    from opendata_lint.tree import find_root

    options = RenderOptions(here=Path.cwd(), root=find_root(Path()))
    for output in outputs:
        color = output.file is None and wants_color(stream)
        data = output.render(report, options._replace(color=color)).encode("utf-8", "backslashreplace")
        if output.file is None:
            rest = memoryview(data)
            while rest:  # under PYTHONUNBUFFERED a pipe may take a part only
                rest = rest[stream.buffer.write(rest) :]
        else:
            output.file.write_bytes(data)


def wants_color(stream: TextIO) -> bool:
    """Whether to paint: `NO_COLOR` and `FORCE_COLOR` decide, else whether it is a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"
