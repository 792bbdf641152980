"""A repository with cards, among them hostile ones, and the site made of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from opendata_lint.cli import main
from tests.repositories import Repository

TIDES = """---
pretty_name: Tide levels
license: cc-by-4.0
version: {version}
language: [de, en]
task_categories: [time-series-forecasting]
tags: [coast, tides]
creators:
- name: Mara Lindt
---

# Tide levels

Water levels at twelve gauges between Emden and List, a value every ten minutes.

## Intended uses

To compare methods; see [the letters](../letters/README.md#what-is-in-it) and [a page](https://example.org/a?b=1&c=2).
The [raw file](data/levels.csv) is beside it.

## Personal data

The data contains no personal data.

| a | b |
|--:|:-:|
| 1 | 2 |
"""
LETTERS = """---
pretty_name: Letters of a town
license: cc0-1.0
language: [fr]
task_categories: [token-classification]
---

# Letters of a town

Transcripts of 2,140 letters between 1790 and 1871, with persons and places marked. Café and Straße.

## What is in it

Letters.
"""
FORECAST = """---
model_name: Tide forecast
license: apache-2.0
pipeline_tag: time-series-forecasting
datasets: [tides]
base_model: someone/base
---

# Tide forecast

A model that forecasts the next six hours from the last two days.
"""
HOSTILE = """---
pretty_name: '<script>alert("title")</script> "quoted" & </title>'
license: '"><img src=x onerror=alert(1)>'
version: '<b>1</b>'
language: ['"><script>alert(2)</script>']
task_categories: ["</script><script>alert(3)</script>"]
tags: ["javascript:alert(4)", "</script>", "<svg onload=alert(5)>"]
id: hostile
---

# Hostile <script>alert(6)</script>

<script>alert(7)</script>

<p style="position:fixed;inset:0">over all <img src=https://evil.example/x.png onerror=alert(8)></p>

Inline <svg onload=alert(9)> and <b onclick="alert(10)">bold</b> and <style>body{display:none}</style> text.

[one](javascript:alert(11)) [two](JaVaScRiPt:alert(12)) [three](data:text/html,<script>alert(13)</script>)
[four](vbscript:x) [five](//evil.example/x) [six](&#106;avascript:alert(14)) [seven](java
script:alert(15)) [eight](../../../../../etc/passwd) [nine](file:///etc/passwd) <javascript:alert(16)>

![pic](https://evil.example/pic.png) ![pic](data:image/svg+xml;base64,PHN2Zz4=) ![a](javascript:alert(17))

[![badge](https://evil.example/badge.svg)](https://example.org/"onmouseover="alert(18))

[ref]: javascript:alert(19)
[ref]

<iframe src="https://evil.example/"></iframe>
<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/">
<form action="https://evil.example/"><input name=q id=main></form>

## main

## q

```html"><script>alert(20)</script>
<script>alert(21)</script>
```

| x |
|:-:|
| <img src=x onerror=alert(22)> |
"""


@pytest.fixture
def catalog(repository: Repository) -> Repository:
    """Cards with records, committed."""
    fill(repository)
    return repository


def fill(made: Repository) -> None:
    """Put the cards into a repository and commit them with their records."""
    made.write("datasets/tides/README.md", TIDES.format(version="1.0.0"))
    made.write("datasets/tides/data/levels.csv", "level\n1\n")
    made.write("datasets/letters/README.md", LETTERS)
    made.write("models/forecast/README.md", FORECAST)
    made.write("datasets/hostile/README.md", HOSTILE)
    commit(made, "Four cards", "2026-03-01T10:00:00+01:00")
    assert main(["registry", "record", "--repo", str(made.path)]) == 0
    commit(made, "Records <b>of</b> them", "2026-03-02T10:00:00+01:00")


def commit(made: Repository, message: str, date: str) -> None:
    """Commit everything at a given time."""
    made.git("add", "--all")
    done = made.run(
        "git", "commit", "--quiet", "--message", message, GIT_COMMITTER_DATE=date, GIT_AUTHOR_DATE=date
    )
    assert done.returncode == 0, done.stdout


@pytest.fixture
def build(catalog: Repository, tmp_path: Path) -> Callable[..., Path]:
    """A function that writes the site with some options, and returns its folder."""

    def make(*options: str, name: str = "site") -> Path:
        out = tmp_path / name
        assert main(["registry", "site", str(out), "--repo", str(catalog.path), *options]) == 0
        return out

    return make
