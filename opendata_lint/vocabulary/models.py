"""The licenses of well-known families of models, by the names of their repositories on the Hub.

From the front matter of the families' own cards and their publishers' pages, as of August 2026. Only families
whose license binds what is made of them are listed.
"""

from __future__ import annotations

import re
from functools import cache

from opendata_lint.vocabulary.grants import Grant, grant_of

_FAMILIES = (
    (r"meta-llama/(?:Meta-)?Llama-4-", "llama4"),
    (r"meta-llama/(?:Meta-)?Llama-3\.3-", "llama3.3"),
    (r"meta-llama/(?:Meta-)?Llama-3\.2-", "llama3.2"),
    (r"meta-llama/(?:Meta-)?Llama-3\.1-", "llama3.1"),
    (r"meta-llama/Meta-Llama-3-", "llama3"),
    (r"meta-llama/Llama-2-", "llama2"),
    (r"google/gemma-(?:\d+b|1\.1|2|3n?)-", "gemma"),
    (r"google/(?:codegemma|recurrentgemma|paligemma|medgemma|shieldgemma)", "gemma"),
    (r"bigscience/bloom(?:-\w+)?$", "bigscience-bloom-rail-1.0"),
    (r"bigcode/starcoder", "bigcode-openrail-m"),
    (r"(?:CompVis|runwayml)/stable-diffusion-", "creativeml-openrail-m"),
    (r"stabilityai/stable-diffusion-xl-", "openrail++"),
)


def license_of_model(repository: str) -> Grant | None:
    """The license of a repository on the Hub such as `meta-llama/Llama-3.1-8B`; None for other families."""
    if "/" not in repository:
        return None
    match = _any_family().match(repository)
    return grant_of(_FAMILIES[match.lastindex - 1][1]) if match and match.lastindex else None


@cache
def _any_family() -> re.Pattern[str]:
    """All of them at once, each a group: a model may name thousands of others."""
    return re.compile("|".join(f"({pattern})" for pattern, _ in _FAMILIES), re.I)
