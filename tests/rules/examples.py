"""The examples of the rules' pages as whole cards.

An example is a fence whose info string says what it is: `yaml` are front-matter lines that replace or
join those of the base card, `markdown` are sections that replace the base card's of the same heading
or follow it, `card` is a card as it is. `model` after it chooses the other base card; `escaped` reads
Python's escapes, `\\xNN` as a raw byte; `without` and keys leave these keys of the base card out.
`nested` puts the card into a folder of its own, `git` the tree into a repository, where all is staged;
`recorded` takes the card on record there. A fence `file PATH` is no card: it is a file at that path from
the tree's root, around the example above it.

A fence `json descriptor NAME`, in any syntax, is no card but a descriptor of that name, as it is. A fence
`python plugin DISTRIBUTION ENTRY` after it is a module that is installed as a plugin, `ENTRY` being its entry
point: `tides=acme_tides:Tides`.

An example has a history where a fence has the word `committed`: its card and files are taken on record and
committed, and are not judged. The next fence, with the word `then`, and the files around that are what is
staged on top; with `recorded` it is on record again. A fence `tag NAME` puts an annotated tag with its text
on the commit above it. With `shallow` what is staged is committed, and judged in a clone of depth one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from opendata_lint.card import Kind
from opendata_lint.finding import FileKind
from opendata_lint.rules.catalog import PAGES

BASES = {
    kind: (Path(__file__).parent / f"base-{kind}.md").read_text(encoding="utf-8")
    for kind in ("dataset", "model")
}
_PIECE = re.compile(
    r"^## (?P<heading>[^\n]*)$"
    r"|^(?P<fence>`{3,})(?:\w+ descriptor (?P<descriptor>\S+)|python plugin (?P<plugin>\S+) (?P<entry>\S+))\n"
    r"(?P<content>.*?)^(?P=fence)$"
    r"|^(?P<ticks>`{3,})(?:(?P<form>yaml|markdown|card)(?P<words>(?: \w+)*)|file (?P<file>\S+)"
    r"|tag (?P<tag>\S+)|[^\n]*)\n"
    r"(?P<text>.*?)^(?P=ticks)$",
    re.M | re.S,
)
_AT_KEY = re.compile(r"^(?=[^\s#-])", re.M)
_AT_HEADING = re.compile(r"^(?=#{1,6} )", re.M)


class Example(NamedTuple):
    """One example card of a rule's page."""

    code: str
    verdict: str
    """`bad` or `good`."""
    number: int
    kind: FileKind
    data: bytes
    path: str = "README.md"
    """Of the card, from the tree's root."""
    files: tuple[tuple[str, str], ...] = ()
    """Paths and texts of the files around it."""
    git: bool = False
    """Whether the tree is a Git repository."""
    recorded: bool = False
    """Whether the card is on record in that repository, as it is."""
    before: Example | None = None
    """What was committed before."""
    tags: tuple[tuple[str, str], ...] = ()
    """Names and texts of the tags on the commit of the example."""
    shallow: bool = False
    """Whether the last commit is judged in a clone without those before."""
    plugins: tuple[tuple[str, str, str], ...] = ()
    """Distribution, entry point and code of the plugins that are installed and allowed."""

    def __str__(self) -> str:
        return f"{self.code}-{self.verdict}-{self.number}"


def examples_of(page: Path) -> list[Example]:
    """Every example of a page, in order. A fence before `## Bad` is no example."""
    found: list[Example] = []
    verdict = ""
    for match in _PIECE.finditer(page.read_text(encoding="utf-8")):
        if match["heading"]:  # one outside of the fences, whose cards have headings of their own
            verdict = match["heading"].lower()
        elif verdict in ("bad", "good") and match["form"]:
            words = match["words"].split()
            before = found.pop() if "then" in words else None
            number = sum(example.verdict == verdict for example in found) + 1
            found.append(_example(match, page.stem, verdict, number)._replace(before=before))
        elif verdict in ("bad", "good") and match["descriptor"]:
            number = sum(example.verdict == verdict for example in found) + 1
            found.append(_descriptor(match, page.stem, verdict, number))
        elif found and match["plugin"]:
            told = (match["plugin"], match["entry"], match["content"])
            found[-1] = found[-1]._replace(plugins=(*found[-1].plugins, told))
        elif found and match["tag"]:
            found[-1] = found[-1]._replace(tags=(*found[-1].tags, (match["tag"], match["text"])))
        elif found and match["file"]:
            found[-1] = found[-1]._replace(files=(*found[-1].files, (match["file"], match["text"])))
    return found


def _example(match: re.Match[str], code: str, verdict: str, number: int) -> Example:
    """The example of a fence with a card."""
    words = match["words"].split()
    kind: Kind = "model" if "model" in words else "dataset"
    left_out = words[words.index("without") + 1 :] if "without" in words else []
    text = _whole(match["form"], match["text"], _without(BASES[kind], left_out))
    return Example(
        code, verdict, number, kind,
        data=_unescaped(text) if "escaped" in words else text.encode(),
        path=f"{kind}s/example/README.md" if "nested" in words else "README.md",
        git=not {"git", "committed", "then"}.isdisjoint(words),
        recorded=not {"recorded", "committed"}.isdisjoint(words),
        shallow="shallow" in words,
    )  # fmt: skip


def _descriptor(match: re.Match[str], code: str, verdict: str, number: int) -> Example:
    data = match["content"].encode()
    return Example(code, verdict, number, "descriptor", data, match["descriptor"])


def all_examples() -> list[Example]:
    """Every example of every page."""
    return [example for page in sorted(PAGES.glob("*.md")) for example in examples_of(page)]


def _without(base: str, keys: list[str]) -> str:
    _, front, body = base.split("---\n", 2)
    kept = (part for part in _parts(front, _AT_KEY) if _key(part) not in keys)
    return f"---\n{''.join(kept)}---\n{body}"


def _whole(form: str, text: str, base: str) -> str:
    if form == "card":
        return text
    _, front, body = base.split("---\n", 2)
    if form == "yaml":
        return f"---\n{_replaced(front, text, _AT_KEY, _key)}---\n{body}"
    return f"---\n{front}---\n{_replaced(body, text, _AT_HEADING, _heading)}"


def _replaced(base: str, fragment: str, cut: re.Pattern[str], name_of: Callable[[str], str]) -> str:
    """`base` with its parts replaced by those of `fragment` that have the same name; others are appended."""
    new: dict[str, str] = {}
    for part in _parts(fragment, cut):
        new[name_of(part)] = new.get(name_of(part), "") + part
    parts = [new.pop(name_of(part)) if name_of(part) in new else part for part in _parts(base, cut)]
    return "".join(parts + list(new.values()))


def _parts(text: str, cut: re.Pattern[str]) -> list[str]:
    return [part for part in cut.split(text) if part]


def _key(part: str) -> str:
    return part.split(":", 1)[0].strip("\"'")


def _heading(part: str) -> str:
    line = part.split("\n", 1)[0]
    return "# " if line.startswith("# ") else line.lstrip("# ")


def _unescaped(text: str) -> bytes:
    """`\\t`, `\\r`, `\\n`, `\\uXXXX` as characters, `\\xNN` as bytes."""

    def one(match: re.Match[bytes]) -> bytes:
        escape = match.group().decode()
        if escape.startswith("\\x"):
            return bytes([int(escape[2:], 16)])
        return escape.encode().decode("unicode_escape").encode()

    return re.sub(rb"\\(?:x[0-9a-f]{2}|u[0-9a-fA-F]{4}|[trn0])", one, text.encode())
