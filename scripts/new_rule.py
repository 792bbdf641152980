r"""Begin a rule: its code, page, check and first green test run.

    python scripts/new_rule.py LIC license-shouted "The license is written in capitals." \
        --key license --bad "CC-BY-4.0" --good "cc-by-4.0"

gives the rule the next free code of its family, writes `opendata_lint/rules/pages/CODE.md` with the two
values as its bad and its good example, adds a check for just that bad value to the family's module,
makes the generated files anew and runs the rule's tests. They pass: from here on make the check catch
what it should, add examples to the page until they show it, and run the printed command again.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).parent.parent
RULES = ROOT / "opendata_lint" / "rules"
_PAGE = """\
---
code: {code}
name: {name}
summary: {summary}
severity: {severity}
kinds: [{kinds}]
omission: false
fixable: false
since: {since}
candidates: []
standards: []
---

## What it finds

{summary}

## Why it matters

Who is misled by it, and what goes wrong then. Give a figure and its source where there is one.

## Bad

````yaml{example}
{bad}
````

## Good

````yaml{example}
{good}
````

## How to fix

What to write instead.

## Sources

- The page, paper or standard that says so
"""

_CHECK = '''

@rule("{code}")
def {function}(card: Card, tree: Tree) -> Iterator[Finding]:
    """{summary}"""
    value = card.metadata.get("{key}")
    if value == {value}:
        message = f"`{{value}}` is not what `{key}` should hold"
        yield Finding("{code}", message, at_value("{pointer}"))
'''


class NewRule(NamedTuple):
    """What is asked for."""

    code: str
    name: str
    summary: str
    severity: str
    kind: str
    key: str
    bad: str
    good: str

    @property
    def module(self) -> Path:
        """The module that its check goes to."""
        return modules()[self.code[:3]]


def main() -> int:
    """Write the rule's files, and run its tests. Returns their exit code."""
    new = _asked()
    page = RULES / "pages" / f"{new.code}.md"
    page.write_text(page_of(new), encoding="utf-8")
    text = new.module.read_text(encoding="utf-8")
    new.module.write_text(importing(text, "at_value") + check_of(new), encoding="utf-8")
    subprocess.run([sys.executable, "scripts/generate.py"], cwd=ROOT, check=True)
    tests = ["-m", "pytest", "tests/rules/test_pages.py", "-k", new.code, "-q"]
    code = subprocess.run([sys.executable, *tests], cwd=ROOT, check=False).returncode
    print(f"\nPage:   {_shown(page)}\nCheck:  {_shown(new.module)}, at its end")
    print(f"Tests:  python {' '.join(tests)}")
    return code


def _asked() -> NewRule:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("family", choices=sorted(modules()), help="what the rule is about")
    parser.add_argument("name", help="two to four words with dashes: what is wrong, as in license-unknown")
    parser.add_argument("summary", help="a sentence that says what it finds")
    parser.add_argument("--key", required=True, help="the key of the front matter that it is about")
    parser.add_argument("--bad", required=True, help="a value that it should find, as YAML")
    parser.add_argument("--good", required=True, help="a value that is right, as YAML")
    parser.add_argument("--severity", choices=("error", "warning", "info"), default="warning")
    parser.add_argument("--kind", choices=("dataset", "model", "both"), default="both")
    given = parser.parse_args()
    if not re.fullmatch(r"[a-z][a-z0-9-]{3,31}", given.name):
        parser.error("a name has 4 to 32 lower-case letters, digits and dashes")
    if f"name: {given.name}\n" in "".join(page.read_text(encoding="utf-8") for page in _pages()):
        parser.error(f"there is a rule called {given.name}")
    code = next_code(given.family)
    return NewRule(
        code, given.name, given.summary, given.severity, given.kind, given.key, given.bad, given.good
    )


def modules() -> dict[str, Path]:
    """The module of each family: the one with most of its checks. A family that is all schema has none."""
    counts = Counter(
        (family, module)
        for module in RULES.glob("*.py")
        for family in re.findall(r'^@rule\("([A-Z]{3})\d{3}"\)', module.read_text(encoding="utf-8"), re.M)
    )
    most_last = sorted(counts, key=lambda pair: (counts[pair], pair))
    return dict(most_last)


def next_code(family: str) -> str:
    """The code after the highest of a family: one that was given up is never used again."""
    numbers = [int(page.stem[3:]) for page in _pages() if page.stem.startswith(family)]
    return f"{family}{max(numbers, default=0) + 1:03}"


def page_of(new: NewRule) -> str:
    """The first text of the rule's page."""
    kinds = "dataset, model" if new.kind == "both" else new.kind
    return _PAGE.format(
        code=new.code,
        name=new.name,
        summary=new.summary,
        severity=new.severity,
        kinds=kinds,
        since=_next_version(),
        example=" model" if new.kind == "model" else "",
        bad=f"{new.key}: {new.bad}",
        good=f"{new.key}: {new.good}",
    )


def check_of(new: NewRule) -> str:
    """A check that finds the bad value and nothing else."""
    value = yaml.safe_load(new.bad)
    return _CHECK.format(
        code=new.code,
        function=new.name.replace("-", "_"),
        summary=new.summary,
        key=new.key,
        value=json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value),
        pointer="/" + new.key.replace("~", "~0").replace("/", "~1"),
    )


def importing(module: str, name: str) -> str:
    """A module's text with a name among those that it takes from `opendata_lint.finding`."""
    line = re.compile(r"^from opendata_lint\.finding import (.*)$", re.M)
    found = line.search(module)
    if found is None or name in found[1].split(", "):
        return module
    return line.sub(lambda match: f"{match[0]}, {name}", module, count=1)


def _next_version() -> str:
    """The version of the program, which is the one to be released next."""
    text = (ROOT / "opendata_lint" / "__init__.py").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("__version__"))
    return str(tomllib.loads(line)["__version__"])


def _pages() -> list[Path]:
    return sorted((RULES / "pages").glob("*.md"))


def _shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


if __name__ == "__main__":
    sys.exit(main())
