"""Links from one file of the project to another lead somewhere."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted(
    page
    for pattern in ("*.md", "docs/*.md", "hooks/*.md", "opendata_lint/rules/pages/*.md")
    for page in ROOT.glob(pattern)
)
CODE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1[ \t]*$|`[^`\n]+`", re.M | re.S)
LINK = re.compile(r"\]\((?!\w+:|#)([^)\s#]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_to_files(page: Path) -> None:
    text = CODE.sub("", page.read_text(encoding="utf-8"))
    targets = [unquote(target) for target in LINK.findall(text)]
    made = {"docs/cli.md"}  # the site's page of the command line is made when the site is built
    broken = [
        target
        for target in targets
        if not (page.parent / target).exists()
        and (page.parent / target).resolve().relative_to(ROOT).as_posix() not in made
    ]
    assert broken == []
