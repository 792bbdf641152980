"""License ids of the Hugging Face Hub and what each of them grants."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from opendata_lint.vocabulary import load
from opendata_lint.vocabulary.spdx import spdx_id_of_name

_EMPTY_WORDS = r"\b(?:the|licen[sc]e|agreement|version|v(?=\d)|international|unported|universal)(?![a-z])"


class License(NamedTuple):
    """A license of the Hub. In the grants None means: the id alone does not decide it."""

    id: str
    name: str
    spdx: str | None
    """The SPDX id with the very same meaning."""
    spdx_candidates: tuple[str, ...]
    """SPDX ids the id may stand for when `spdx` is None."""
    spdx_deprecated: str | None
    """The deprecated SPDX id that is as vague as the Hub's (`GPL-3.0`)."""
    category: str
    """`permissive`, `copyleft`, `non-commercial`, `rail`, `ambiguous-family`, ..."""
    kind: str
    """What it was written for: `software`, `data`, `content`, `model`, `any`, ..."""
    osi: bool
    fsf: bool
    commercial_use: bool | None
    derivatives: bool | None
    share_alike: bool | None
    attribution: bool | None
    data_suitable: str
    """Fit for a dataset: `yes`, `caution` or `no`."""
    use_restrictions: bool | None
    """Whether rules of behavior must be passed on (RAIL and community licenses)."""
    mof_open: bool
    """Open in the eyes of the Model Openness Framework's tool."""
    derivative_licenses: tuple[str, ...]
    """Hub ids one of which a derivative must carry; empty if that is not known or not asked."""
    name_prefix: str | None
    """How the name of a derived model must begin."""
    required_phrase: str | None
    """What a derived model must show."""
    url: str | None

    @property
    def is_family(self) -> bool:
        """Whether the id names a family (`cc`, `gpl`) and leaves version or terms open."""
        return self.category == "ambiguous-family"


def hub_ids() -> list[str]:
    """Return the Hub's license ids in its own order, as candidates for `suggest`."""
    return list(load("licenses")["licenses"])


def is_hub_id(text: str) -> bool:
    """Tell whether `text` is exactly a license id of the Hub (they are all lower case)."""
    return text in load("licenses")["licenses"]


@cache
def hub_license(text: str) -> License | None:
    """Return the Hub license with the id `text`, in any case, or None."""
    key = text.casefold()
    row: Mapping[str, Any] | None = load("licenses")["licenses"].get(key)
    if row is None:
        return None
    members = {**row, "id": key}
    for field in ("spdx_candidates", "derivative_licenses"):
        members[field] = tuple(row.get(field, ()))
    return License._make(members.get(field) for field in License._fields)


@cache
def hub_id_of(spdx: str) -> str | None:
    """Return the Hub's id of the license with an SPDX id, or None where the Hub has none for it."""
    rows = load("licenses")["licenses"].items()
    return next((key for key, row in rows if row.get("spdx") == spdx), None)


def renamed_hub_id(text: str) -> str | None:
    """Return the id the Hub uses today for one that it renamed, or None."""
    renamed: Mapping[str, str] = load("licenses")["renamed"]
    return renamed.get(text.casefold())


def is_never_respelled(text: str) -> bool:
    """Tell whether `text` looks like a Hub id but is another grant (`agpl-3.0-or-later`)."""
    return _squeeze(text) in _never()


@cache
def hub_spelling(text: str) -> str | None:
    """Return the Hub id that `text` is another spelling of; None if that is not certain.

    Case, spaces, dashes, underscores and words such as "the" and "license" are folded; known
    aliases, SPDX ids with a Hub id of the same meaning and full names are followed. A grant is
    never changed on the way.
    """
    key = _squeeze(text)
    if key in _never():
        return None
    return _spellings().get(key) or _by_spdx_name(text)


@cache
def _spellings() -> Mapping[str, str]:
    data = load("licenses")
    rows: Mapping[str, Mapping[str, Any]] = data["licenses"]
    spellings = {_squeeze(alias): key for alias, key in data["aliases"].items()}
    for key, row in rows.items():
        # The name of a family ("GNU General Public License family") is nobody's license.
        if row["category"] != "ambiguous-family":
            spellings[_squeeze(row["name"])] = key
        spellings.update({_squeeze(row[m]): key for m in ("spdx", "spdx_deprecated") if m in row})
    return spellings | {_squeeze(key): key for key in rows}


@cache
def _never() -> frozenset[str]:
    return frozenset(map(_squeeze, load("licenses")["never_respelled"]))


def _by_spdx_name(text: str) -> str | None:
    key = spdx_id_of_name(" ".join(text.split()))
    return _spellings().get(_squeeze(key)) if key else None


def _squeeze(text: str) -> str:
    """Fold what never tells two licenses apart; `4-0` is `4.0`, but `+` and digits stay.

    "International", "Unported" and "Universal" are the official suffixes of Creative Commons 4.0,
    3.0 and CC0; the ids of both lists mean just these.
    """
    words = re.sub(_EMPTY_WORDS, " ", text.casefold().replace("_", " ")).strip(" \t\r\n,-")
    dotted = re.sub(r"(?<=\d)[\s-](?=\d)", ".", words)
    return re.sub(r"[\s,-]+", "", dotted)
