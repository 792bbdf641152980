"""The licenses that `CITATION.cff`, InvenioRDM and Zenodo have in their lists."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from opendata_lint.vocabulary import load


@cache
def cff_licenses() -> frozenset[str]:
    """The ids of SPDX that CFF 1.2.0 knows, in SPDX's case."""
    return frozenset(load("registry-licenses")["cff"].split())


@cache
def invenio_licenses() -> Mapping[str, str]:
    """The ids of InvenioRDM, which are those of SPDX in lower case, with those of SPDX."""
    missing = set(load("registry-licenses")["not_invenio"].split())
    return {id_.lower(): id_ for id_ in cff_licenses() - missing}


@cache
def zenodo_aliases() -> Mapping[str, str]:
    """Zenodo's older ids, with those of SPDX."""
    return dict(pair.split("=") for pair in load("registry-licenses")["zenodo_aliases"].split())


@cache
def zenodo_others() -> frozenset[str]:
    """Ids of Zenodo that name no license of SPDX: families, `other-open`, `notspecified`."""
    return frozenset(load("registry-licenses")["zenodo_others"].split())
