"""Our verdict on real and altered descriptors against the truth, as Markdown.

    python scripts/descriptor_cases.py            the table of all cases, and totals by format
    python scripts/descriptor_cases.py --wrong    only those that are judged wrongly

The cases are kept beside the checkout (`../shared/cases/registry`, or OPENDATA_LINT_SHARED). The truth is
what the specification says where the collection tells it, else what the official tool said; known false
alarms of tools are corrected. A case is judged by `check` itself, under the usual name of its format.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from opendata_lint.exchange.linting import lint_descriptor  # noqa: E402
from opendata_lint.exchange.plugins import BUILT_IN, HEAD, recognized  # noqa: E402
from opendata_lint.finding import SettledFinding, Severity  # noqa: E402
from opendata_lint.settings import Settings, load_profile  # noqa: E402
from opendata_lint.tree import UnknownTree  # noqa: E402

SHARED = Path(os.environ.get("OPENDATA_LINT_SHARED", ROOT.parent / "shared"))
FORMATS = {"croissant_mutations": "croissant", "spdx3": "spdx"}
"""Names of the collection's folders that are not those of formats."""
CORRECTED = {
    "croissant_mutations/m_no_sha.json": "a checksum is optional by the specification",
    "croissant_mutations/m_x_http.json": "the context is that of the specification 1.1",
    "zenodo/whitepaper27__TreeBench.json": "Zenodo's own ids of licenses are in lower case",
}
"""Valid files that the tool refuses, and why it is wrong."""
NO_TRUTH = {"schema", "reference", "unchecked"}
VALID, FAULTY, OUTSIDE = "valid", "faulty", "outside"


class Case(NamedTuple):
    """A file, what is true of it, and what is said of it."""

    file: str
    format: str
    """Of ours; of a file that no format of ours is for, that of the collection."""
    truth: str
    """`valid`, `faulty`, or `outside`: no format of ours."""
    tool: str
    """What the official tool said: `valid` or `faulty`."""
    verdict: str = OUTSIDE
    errors: tuple[SettledFinding, ...] = ()
    by_content: bool = False
    """Whether the format is told by the content alone, under another name."""

    @property
    def is_wrong(self) -> bool:
        """Whether truth and verdict differ."""
        return self.verdict != self.truth

    @property
    def first(self) -> str:
        """Code and place of the first error."""
        if not self.errors:
            return "-"
        error = self.errors[0]
        place = error.location
        return f"{error.code} {f'{place.line}:{place.column}' if place else '-'} `{error.pointer or ''}`"


def cases(folder: Path) -> Iterator[Case]:
    """Every case of the collection in a folder that has a truth, judged."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    for told in manifest["files"]:
        if told["tool_verdict"] not in NO_TRUTH:
            yield _case(told, folder)


def _case(told: dict[str, Any], folder: Path) -> Case:
    name = told["file"]
    format_name = FORMATS.get(told["format"], told["format"])
    tool = _word(told["tool_verdict"])
    offer = next((offer for offer in BUILT_IN if offer.name == format_name), None)
    if offer is None:
        return Case(name, format_name, OUTSIDE, tool)
    data = (folder / name).read_bytes()
    ending = Path(name).suffix
    usual = next((one for one in offer.filenames if one.endswith(ending)), Path(name).name).replace("*", "")
    result = lint_descriptor(data, usual, UnknownTree(), Settings(load_profile("default")), usual)
    if result.crashes:
        raise SystemExit(f"{name}: {result.crashes[0].details}")
    errors = tuple(finding for finding in result.findings if finding.severity is Severity.ERROR)
    seen = recognized(f"any{ending}", data[:HEAD]).offer
    return Case(
        name,
        format_name,
        VALID if name in CORRECTED else _truth(told),
        tool,
        FAULTY if errors else VALID,
        errors,
        seen is not None and seen.name == format_name,
    )


def _truth(told: dict[str, Any]) -> str:
    """What the specification says, else the official tool."""
    if "spec_verdict" in told:
        return _word(told["spec_verdict"])
    return FAULTY if told.get("spec_1_1_required_missing") else _word(told["tool_verdict"])


def _word(verdict: str) -> str:
    return VALID if verdict in ("valid", "ok") else FAULTY


def table(judged: list[Case], wrong_only: bool = False) -> Iterator[str]:
    """The cases, the totals, and what is wrong, as lines of Markdown."""
    yield from ("| file | truth | tool | verdict | first error | |", "|---|---|---|---|---|---|")
    for case in judged:
        if case.is_wrong or not wrong_only:
            mark = _mark(case)
            yield f"| {case.file} | {case.truth} | {case.tool} | {case.verdict} | {case.first} | {mark} |"
    yield from ("", *_totals(judged), "")
    yield from (f"- {file}: the tool is wrong: {why}." for file, why in CORRECTED.items())


def _mark(case: Case) -> str:
    if case.is_wrong:
        return "**missed**" if case.truth == FAULTY else "**false alarm**"
    return "the tool lets it pass" if case.truth == FAULTY and case.tool == VALID else ""


def _totals(judged: list[Case]) -> Iterator[str]:
    yield "| format | valid | refused of these | faulty | caught of these | by the tool | told by content |"
    yield "|---|---|---|---|---|---|---|"
    names = sorted({case.format for case in judged if case.truth != OUTSIDE})
    for name in names:
        yield _total(name, [case for case in judged if case.format == name])
    yield _total("all", [case for case in judged if case.truth != OUTSIDE])
    outside = sorted({case.format for case in judged if case.truth == OUTSIDE})
    count = sum(case.truth == OUTSIDE for case in judged)
    yield f"\nOutside, as no format of ours: {count} ({', '.join(outside)})."


def _total(name: str, of_format: list[Case]) -> str:
    valid = [case for case in of_format if case.truth == VALID]
    faulty = [case for case in of_format if case.truth == FAULTY]
    numbers = (
        len(valid),
        sum(case.is_wrong for case in valid),
        len(faulty),
        sum(not case.is_wrong for case in faulty),
        sum(case.tool == FAULTY for case in faulty),
        sum(case.by_content for case in of_format),
    )
    return f"| {name} | {' | '.join(map(str, numbers))} |"


def main() -> int:
    """Print the table."""
    folder = SHARED / "cases" / "registry"
    if not (folder / "manifest.json").is_file():
        print(f"no collection of descriptors at {folder}", file=sys.stderr)
        return 2
    print("\n".join(table(list(cases(folder)), "--wrong" in sys.argv)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
