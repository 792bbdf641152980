"""Identifiers of OpenML, Kaggle, Software Heritage, and DOIs with those of Zenodo."""

from __future__ import annotations

import re

from opendata_lint.vocabulary.identifiers.base import Address, Identifier, Kind


def openml(number: str) -> Identifier | None:
    """A data set of OpenML by its number, which stands for one version of it."""
    if not re.fullmatch(r"[0-9]{1,12}", number):
        return None
    text = f"openml:d/{int(number)}"
    return Identifier("openml", text, text, "dataset", None, pinned=True)


def openml_at(found: Address) -> Identifier | None:
    """The data set behind an address of OpenML's site or its API."""
    if found.site not in ("openml.org", "api.openml.org", "test.openml.org", "new.openml.org"):
        return None
    if found.site.startswith("test."):
        return None  # numbers of their own
    match = re.fullmatch(r"/(?:d|(?:api/v\d+/)?(?:(?:json|xml)/)?data)/(\d+)(?:/\w+)?", found.path, re.ASCII)
    if match:
        return openml(match[1])
    if found.path == "/search" and found.parameter("type") == "data":
        return openml(found.parameter("id") or "")
    return None


def doi(text: str) -> Identifier | None:
    """A DOI such as `10.5281/zenodo.1234567`; in lower case, as DOIs know no case."""
    if "%" in text:
        from urllib.parse import unquote

        text = unquote(text)
    text = text.rstrip(".,;:").lower()
    if not text.isprintable() or not re.fullmatch(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s%?#<>\"]+", text):
        return None
    return Identifier("doi", f"doi:{text}", f"doi:{text}", None, None, pinned=True)


def doi_at(found: Address) -> Identifier | None:
    """The DOI behind an address of `doi.org` or of a record of Zenodo."""
    if found.site in ("doi.org", "dx.doi.org"):
        return doi(found.path[1:])
    if found.site == "zenodo.org":
        match = re.fullmatch(r"/(?:api/)?(?:records?|deposit)/([0-9]+)(?:/.*)?", found.path)
        if match:
            return zenodo(match[1])
        return doi(found.path[5:]) if found.path.startswith("/doi/") else None
    return None


def zenodo(number: str) -> Identifier | None:
    """A record of Zenodo by its number."""
    return doi(f"10.5281/zenodo.{number}") if re.fullmatch(r"[0-9]{1,12}", number) else None


_SLUG = r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}"
_PAGES = (
    "code", "docs", "learn", "discussions", "general", "search", "organizations", "notebooks", "kernels",
    "work", "account", "rankings", "benchmarks", "static", "product", "c", "competitions", "datasets",
    "models",
)  # fmt: skip


def kaggle(path: str) -> Identifier | None:
    """A work of Kaggle by its path: `datasets/OWNER/SLUG[/VERSION]`, `models/OWNER/...`, `competitions/SLUG`.

    `versions/N` of addresses is read as `N`.
    """
    path = path.lower().replace("/versions/", "/")
    match = re.fullmatch(
        rf"(?:(?P<data>datasets/{_SLUG}/{_SLUG})|(?P<race>competitions/{_SLUG})"
        rf"|(?P<model>models/{_SLUG}/[a-z0-9][\w.-]{{0,99}}(?:/[a-z]\w*/[a-z0-9][\w.-]{{0,99}})?))"
        r"(?:/(?P<version>[0-9]{1,9}))?",
        path,
        re.ASCII,
    )
    if not match or (match["race"] and match["version"]):
        return None
    name = match["data"] or match["race"] or match["model"]
    kind: Kind = "model" if match["model"] else "dataset"
    version = match["version"]
    text = f"kaggle:{name}/{version}" if version else f"kaggle:{name}"
    return Identifier("kaggle", text, f"kaggle:{name}", kind, version, version is not None)


def kaggle_at(found: Address) -> Identifier | None:
    """The work behind an address of Kaggle; `/OWNER/SLUG` is how data sets were once addressed."""
    if found.site != "kaggle.com":
        return None
    parts = found.parts
    if parts[:1] == ["c"]:
        parts[0] = "competitions"
    rooms = {"datasets": 3, "competitions": 2, "models": 6}
    if len(parts) == 2 and parts[0] not in _PAGES:
        parts.insert(0, "datasets")
    if not parts or parts[0] not in rooms:
        return None
    size = rooms[parts[0]]
    version = found.parameter("datasetVersionNumber") if size == 3 else None
    if parts[size : size + 1] == ["versions"] and len(parts) > size + 1:
        version = parts[size + 1]
    name = "/".join(parts[:size])
    return kaggle(f"{name}/{version}") if version else kaggle(name)


def software_heritage(text: str) -> Identifier | None:
    """A SWHID, whose qualifiers say where the content was seen and are no part of what it is."""
    core, semicolon, context = text.partition(";")
    if not re.fullmatch(r"swh:1:(?:cnt|dir|rev|rel|snp):[0-9a-f]{40}", core.lower()):
        return None
    if semicolon and not re.fullmatch(r"[a-z]+=[^;\s]+(?:;[a-z]+=[^;\s]+)*", context):
        return None
    work = core.lower()
    return Identifier("swh", f"{work}{semicolon}{context}", work, None, work.rpartition(":")[2], pinned=True)
