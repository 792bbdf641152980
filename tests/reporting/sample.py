"""A report made by hand that has everything outputs must show, and text that tries to be more than text."""

from pathlib import Path

from opendata_lint.finding import (
    Edit,
    Fix,
    Location,
    SettledFinding,
    SettledRelated,
    Severity,
)
from opendata_lint.report import CardResult, CheckedFile, Crash, Report, Skipped
from opendata_lint.reporting import RenderOptions
from opendata_lint.reporting.common import CardText

OPTIONS = RenderOptions(here=Path("/data/cards").absolute(), root=Path("/data").absolute())
"""Cards are named from `cards/` of a repository at `/data`."""

CARD = "\r\n".join(  # the lines of this card end as on Windows
    [
        "---",
        "license: unknown",
        "pretty_name: 日本語のデータ 👩‍🌾\tset",
        "tags: tabular",
        "---",
        "",
        "# 日本語のデータ",
        "",
        "語 see\t[the paper](papr.pdf), ##[group]x ##vso[task.complete result=Failed]",
        "::error::\u202ehidden\x1b[31m",
        "| a | `b` | <script>alert(1)</script> |",
        "the end",
    ]
)
HUGE = "# Huge\n\n" + "lorem " * 100 + "FAULT" + " ipsum" * 100 + "\n"
HOSTILE = (
    "::error file=x,line=1::own\n::warning::two\r##vso[task.complete]\x1b[2J\u202e\u2028"
    "<b>|`[a](http://x.example) @me"
)
HOSTILE_PATH = "::error file=a,b;c]::%0Ax <b>|é.md"
_NAMES = {
    "LIC003": "license-unknown",
    "MET004": "wrong-type",
    "ETH004": "bias-missing",
    "MET002": "forbidden-key",
    "PRV006": "contact-missing",
}


def finding(
    code: str,
    severity: Severity,
    message: str,
    path: str = "a/README.md",
    text: str = CARD,
    at: tuple[int, int] | None = None,
    *,
    hint: str | None = None,
    pointer: str | None = None,
    related: tuple[SettledRelated, ...] = (),
    fix: Fix | None = None,
) -> SettledFinding:
    """A finding as the engine would settle it."""
    location = CardText(text).location(*at) if at else None
    fingerprint = f"{code.lower()}-{at[0] if at else 0}-{path[0]}"
    return SettledFinding(
        code, _NAMES[code], severity, message, hint, path, location, at, pointer, related, fix, fingerprint
    )


def place(part: str, text: str = CARD) -> tuple[int, int]:
    """The offsets of a part of a card."""
    start = text.index(part)
    return start, start + len(part)


def report() -> Report:
    """Four cards, one of them clean, and one of everything else."""
    return Report(
        results=(
            CardResult(CheckedFile("a/README.md", "dataset", "default"), CARD, _in_card(), ()),
            CardResult(CheckedFile("clean.md", "dataset", "default"), "# Clean\n", (), ()),
            CardResult(CheckedFile(HOSTILE_PATH, "model", "hub"), CARD, _in_hostile_path(), ()),
            CardResult(CheckedFile("../huge.md", "model", "default"), HUGE, _in_huge(), _crashes()),
        ),
        skipped=(Skipped("template.md", "it is a template"),),
        warnings=("broken/: cannot be read",),
        suppressed=2,
        baselined=3,
    )


def _in_card() -> tuple[SettledFinding, ...]:
    link, title = place("papr.pdf"), place("日本語のデータ 👩‍🌾\tset")
    related = (
        SettledRelated("a/README.md", CardText(CARD).location(*title), "the title says 日本語"),
        SettledRelated("b.md", Location(2, 1, 2, 5), "another card has it"),
        SettledRelated("docs", None, "the folder that was searched"),
    )
    respell = Fix("write `paper.pdf`", (Edit(link[0], link[1], "paper.pdf"),))
    end = Fix("add a line end", (Edit(len(CARD), len(CARD), "\r\n"),), safe=False)
    return (
        finding("ETH004", Severity.WARNING, "nothing is said about bias", hint="add a section `Biases`"),
        finding("PRV006", Severity.INFO, "nobody is named whom one could ask"),
        finding("LIC003", Severity.ERROR, "the license is `unknown`", at=place("unknown"),
                pointer="/license", hint="ask the owner; see [the Hub](https://hub.example.org)"),
        finding("MET004", Severity.WARNING, "the title is wide", at=title, pointer="/pretty_name"),
        finding("MET004", Severity.WARNING, "several lines", at=place("tabular\r\n---"), pointer="/tags"),
        finding("MET002", Severity.ERROR, "`papr.pdf` is not there", at=link, related=related, fix=respell),
        finding("MET002", Severity.INFO, HOSTILE, at=place("::error::\u202ehidden\x1b[31m"), hint=HOSTILE),
        finding("MET004", Severity.INFO, "the last line does not end", at=(len(CARD), len(CARD)), fix=end),
    )  # fmt: skip


def _in_hostile_path() -> tuple[SettledFinding, ...]:
    return tuple(
        finding("MET002", Severity.WARNING, f"part {number}", HOSTILE_PATH, at=(number, number + 3))
        for number in range(5)
    )


def _in_huge() -> tuple[SettledFinding, ...]:
    return (finding("MET002", Severity.ERROR, "far right", "../huge.md", HUGE, place("FAULT", HUGE)),)


def _crashes() -> tuple[Crash, ...]:
    return (Crash("LIC001", "../huge.md", "ValueError: [no](1) value", "Traceback: ..."),)
