"""Kaggle's words: its licenses, types of columns and frequencies, and what they mean elsewhere."""

from __future__ import annotations

import re

from opendata_lint.exchange.canonical import License
from opendata_lint.exchange.licenses import read_license

LICENSES = {
    "CC0-1.0": "CC0-1.0", "CC-BY-SA-3.0": "CC-BY-SA-3.0", "CC-BY-SA-4.0": "CC-BY-SA-4.0",
    "CC-BY-NC-SA-4.0": "CC-BY-NC-SA-4.0", "GPL-2.0": "GPL-2.0", "ODbL-1.0": "ODbL-1.0", "DbCL-1.0": None,
    "copyright-authors": None, "other": None, "unknown": None, "CC-BY-4.0": "CC-BY-4.0",
    "CC-BY-NC-4.0": "CC-BY-NC-4.0", "PDDL": "PDDL-1.0", "CC-BY-3.0": "CC-BY-3.0",
    "CC-BY-3.0-IGO": "CC-BY-3.0-IGO", "US-Government-Works": None,
    "CC-BY-NC-SA-3.0-IGO": "CC-BY-NC-SA-3.0-IGO", "CDLA-Permissive-1.0": "CDLA-Permissive-1.0",
    "CDLA-Sharing-1.0": "CDLA-Sharing-1.0", "CC-BY-ND-4.0": "CC-BY-ND-4.0",
    "CC-BY-NC-ND-4.0": "CC-BY-NC-ND-4.0", "ODC-BY-1.0": "ODC-By-1.0", "LGPL-3.0": "LGPL-3.0",
    "AGPL-3.0": "AGPL-3.0", "FDL-1.3": "GFDL-1.3", "EU-ODP-Legal-Notice": None, "apache-2.0": "Apache-2.0",
    "GPL-3.0": "GPL-3.0",
}  # fmt: skip
"""SPDX ids by Kaggle's; None where SPDX has none. Those of the GNU licenses say no more than a version."""

_OWN = {
    "DbCL-1.0": License("ODbL-1.0 AND LicenseRef-DbCL-1.0", "Database Contents License 1.0",
                        "https://opendatacommons.org/licenses/dbcl/1.0/"),
    "copyright-authors": License("LicenseRef-copyright-authors", "Data files © Original Authors"),
    "US-Government-Works": License("LicenseRef-US-Government-Works", "U.S. Government Works",
                                   "https://www.usa.gov/government-works/"),
    "EU-ODP-Legal-Notice": License("LicenseRef-EU-ODP-Legal-Notice", "EU ODP Legal Notice",
                                   "https://ec.europa.eu/info/legal-notice_en"),
    "other": License(),
    "unknown": License(),
}  # fmt: skip

_SHOWN = {
    "cc0: public domain": "CC0-1.0",
    "database: open database, contents: © original authors": "ODbL-1.0",
    "database: open database, contents: database contents": "DbCL-1.0",
    "data files © original authors": "copyright-authors",
    "other (specified in description)": "other",
    "unknown": "unknown",
    "gpl 2": "GPL-2.0",
    "gpl 3": "GPL-3.0",
    "u.s. government works": "US-Government-Works",
    "eu odp legal notice": "EU-ODP-Legal-Notice",
    "community data license agreement - permissive - version 1.0": "CDLA-Permissive-1.0",
    "community data license agreement - sharing - version 1.0": "CDLA-Sharing-1.0",
    "odc public domain dedication and licence (pddl)": "PDDL",
    "odc attribution license (odc-by)": "ODC-BY-1.0",
    "gnu lesser general public license 3.0": "LGPL-3.0",
    "gnu affero general public license 3.0": "AGPL-3.0",
    "gnu free documentation license 1.3": "FDL-1.3",
    "apache 2.0": "apache-2.0",
}
"""Kaggle's ids by the names that its site and its answers show, in lower case."""

FREQUENCIES = (
    "not specified", "never", "annually", "quarterly", "monthly", "weekly", "daily", "hourly",
)  # fmt: skip

_DTYPES = {
    "string": "string", "boolean": "bool", "numeric": "float64", "datetime": "timestamp[s]",
    "id": "string", "uuid": "string", "latitude": "float64", "longitude": "float64", "coordinates": "string",
    "country": "string", "province": "string", "postalcode": "string", "address": "string",
    "email": "string", "url": "string", "integer": "int64", "decimal": "float64", "city": "string",
    "number": "float64", "date": "date32", "time": "time64[s]", "object": "struct", "array": "list",
    "year": "int64",
}  # fmt: skip
"""Dtypes by Kaggle's types of columns, and those of a Data Package that its client takes."""


def kaggle_id(license_: License) -> str | None:
    """Kaggle's id for a license; `unknown` for none; None where the list has no such."""
    if license_ == License():
        return "unknown"
    for kaggle, own in _OWN.items():
        if own.expression and own.expression == license_.expression:
            return kaggle
    exact = next((kaggle for kaggle, spdx in LICENSES.items() if spdx and spdx == license_.expression), None)
    if exact or not license_.expression:
        return exact
    family = license_.expression.removesuffix("-only")  # Kaggle says just the version, and means it
    return next((kaggle for kaggle, spdx in LICENSES.items() if spdx and spdx == family), None)


def id_of_shown(name: str) -> str | None:
    """Kaggle's id for the name that its site shows, such as `Attribution 4.0 International (CC BY 4.0)`."""
    text = " ".join(name.split()).lower()
    if text in _SHOWN:
        return _SHOWN[text]
    short = re.search(r"\((cc[^()]{2,30})\)$", text) or re.fullmatch(r"(cc (?:by|0)[^()]{0,30})", text)
    wanted = short[1].replace(" ", "-") if short else ""
    return next((one for one in LICENSES if one.lower() == wanted), None)


def read_kaggle_license(name: str) -> License:
    """What Kaggle's id, or the name that it shows, means."""
    known = next((one for one in LICENSES if one.lower() == name.strip().lower()), None) or id_of_shown(name)
    if known is None:
        return read_license(name)
    return _OWN.get(known) or License(LICENSES[known])


def dtype_of(kind: str) -> str | None:
    """The dtype of a type of column; None for one that is not known."""
    return _DTYPES.get(kind.lower())


def type_of(dtype: str | None) -> str | None:
    """Kaggle's type for a dtype; None where it has none."""
    bare = re.split(r"[\[(]", dtype or "")[0]
    if bare in ("bool", "timestamp"):
        return "boolean" if bare == "bool" else "datetime"
    if bare in ("date32", "date64"):
        return "date"
    family = bare.rstrip("0123456789")
    return {
        "string": "string", "large_string": "string", "class_label": "string", "int": "integer",
        "uint": "integer", "float": "decimal", "decimal": "decimal",
    }.get(family)  # fmt: skip
