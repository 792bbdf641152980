"""Build the documentation as a static site: `build_site.py [FOLDER]`, by default into `build/site`.

The pages in `docs/` stay readable where they stand, with links to files of the repository. Here they
are gathered with the rules' pages, the command line's own help and the papers at the repository's
top, links are turned to where things stand on the site, and Sphinx makes HTML of it. A warning of
Sphinx, such as a link that leads nowhere or a page that no contents list, is an error.
"""

from __future__ import annotations

import argparse
import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from opendata_lint.cli.arguments import COMMANDS, command_parsers  # noqa: E402

STAGE = ROOT / "build" / "site-source"
CONTENTS = {
    "Use": ("tutorial", "init", "configuration", "profiles", "suppressions", "baseline", "fixes", "data"),
    "The registry of a repository": (
        "registry-tutorial", "registry", "registry-questions", "registry-lineage", "registry-releases",
        "registry-site", "registry-server", "registry-members",
    ),
    "Other registries": ("exchange", "init", "descriptors", "exchange-network", "format-plugins"),
    "Where it runs": ("pre-commit", "git-hooks", "ci", "editors", "api"),
    "Reference": ("rules", "precision", "rules-not-adopted", "cli", "stability"),
    "The project": ("design", "changelog", "contributing", "security"),
}  # fmt: skip
"""The chapters of the site. Pages that are not there yet are passed over; a page in none is an error."""
TOP_PAGES = {
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
}
RULE_PAGES = "opendata_lint/rules/pages"

_LINK = re.compile(r"(?P<before>\]\()(?P<target>[^)\s#]+)(?P<anchor>#[^)\s]*)?(?=\))")
_FENCE = re.compile(r"^ {0,3}(?P<ticks>`{3,}|~{3,}).*?^ {0,3}(?P=ticks)[ \t]*$|`[^`\n]+`", re.M | re.S)


def main() -> int:
    """Gather the pages and build the site. Returns Sphinx's exit code."""
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "site"
    gather()
    strict = ["--fail-on-warning", "--keep-going", "--nitpicky", "--quiet"]
    command = [sys.executable, "-m", "sphinx", "--builder", "html", *strict, str(STAGE), str(output)]
    code = subprocess.run(command, check=False).returncode
    if code == 0:
        print(f"{sum(1 for _ in output.rglob('*.html'))} pages in {output}")
    return code


def gather() -> None:
    """Write everything that Sphinx reads into an empty `STAGE`."""
    shutil.rmtree(STAGE, ignore_errors=True)
    STAGE.mkdir(parents=True)
    shutil.copy(ROOT / "docs" / "conf.py", STAGE)
    places = pages()
    for source, place in places.items():
        text = (ROOT / source).read_text(encoding="utf-8")
        if source.startswith(RULE_PAGES):
            text = rule_page(text)
        write(place, moved(text, source, places))
    write("cli.md", cli_page())
    with (STAGE / "index.md").open("a", encoding="utf-8") as index:
        index.write("".join(contents()))
    with (STAGE / "rules.md").open("a", encoding="utf-8") as rules:
        rules.write("\n```{toctree}\n:hidden:\n:glob:\n\nrules/*\n```\n")


def pages() -> dict[str, str]:
    """The place on the site of every page, by its path in the repository."""
    own = {f"docs/{page.name}": page.name for page in sorted((ROOT / "docs").glob("*.md"))}
    rules = {
        f"{RULE_PAGES}/{page.name}": f"rules/{page.name}" for page in sorted((ROOT / RULE_PAGES).glob("*.md"))
    }
    return own | rules | TOP_PAGES


def rule_page(text: str) -> str:
    """A rule's page with its facts as text in place of its front matter."""
    _, front, body = text.split("---\n", 2)
    facts = yaml.safe_load(front)
    fixable = "fixable" if facts["fixable"] else "not fixable"
    about = f"*{facts['severity']}, {' and '.join(facts['kinds'])} cards, {fixable}, since {facts['since']}*"
    # No lexer is called `card`; `escaped` examples are YAML or Markdown with Python's escapes.
    body = re.sub(r"^(`{3,})card\b.*$", r"\1markdown", body, flags=re.M)
    body = re.sub(r"^(`{3,})(?:yaml|markdown) .*\bescaped\b.*$", r"\1text", body, flags=re.M)
    return f"# {facts['code']}: {facts['name']}\n\n{facts['summary']}\n\n{about}\n{body}"


def moved(text: str, source: str, places: dict[str, str]) -> str:
    """The text with its relative links, outside of code, turned to where their targets are on the site."""
    pieces, end = [], 0
    for code in _FENCE.finditer(text):
        pieces += [_relinked(text[end : code.start()], source, places), code.group()]
        end = code.end()
    return "".join([*pieces, _relinked(text[end:], source, places)])


def _relinked(text: str, source: str, places: dict[str, str]) -> str:
    def one(link: re.Match[str]) -> str:
        target = link["target"]
        if re.match(r"[a-z]+:", target):
            return link.group()
        path = posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
        here = posixpath.dirname(places[source]) or "."
        if path in places or path == "docs/cli.md":
            place = posixpath.relpath(places.get(path, "cli.md"), here)
            return f"{link['before']}{place}{link['anchor'] or ''}"
        return link["before"] + _file(path, here, target)

    return _LINK.sub(one, text)


def _file(path: str, here: str, target: str) -> str:
    """A link to a file that is no page: a copy of it goes onto the site."""
    if not (ROOT / path).is_file():
        return target  # Sphinx will say that it leads nowhere
    copy = STAGE / "files" / path
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / path, copy)
    place = posixpath.relpath(f"files/{path}", here)
    return place if path.endswith((".svg", ".png")) else f"<path:{place}>"


def cli_page() -> str:
    """What the program says of itself: its help and that of each command."""
    parts = ["# Command line\n\nWhat `--help` prints.\n", _help("opendata-lint")]
    for command in COMMANDS:
        parts.append(f"\n## `opendata-lint {command}`\n\n{_help(f'opendata-lint {command}')}")
        parts += [_help(f"opendata-lint {command} {name}") for name in _inner(command)]
    return "".join(parts)


def _inner(command: str) -> list[str]:
    """The names of the commands that a command has of its own."""
    actions = command_parsers()[command][0]._actions
    return [name for action in actions if action.nargs == argparse.PARSER for name in action.choices or ()]


def _help(command: str) -> str:
    words = [sys.executable, "-m", "opendata_lint", *command.split()[1:], "--help"]
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(words, env=environment, check=True, capture_output=True, encoding="utf-8")
    return f"\n```text\n{done.stdout.rstrip()}\n```\n"


def contents() -> Iterator[str]:
    """The tables of contents, which the page in the repository has no use for."""
    for chapter, names in CONTENTS.items():
        there = [name for name in names if (STAGE / f"{name}.md").is_file()]
        yield f"\n```{{toctree}}\n:hidden:\n:caption: {chapter}\n\n" + "\n".join(there) + "\n```\n"


def write(place: str, text: str) -> None:
    """Write a page of the site."""
    path = STAGE / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
