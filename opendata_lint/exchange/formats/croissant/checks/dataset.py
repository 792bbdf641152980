"""The properties of the dataset."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from opendata_lint.exchange import judging
from opendata_lint.exchange.formats.croissant.terms import CORE, LATER
from opendata_lint.exchange.licenses import address_of, read_license
from opendata_lint.exchange.linked import Thing
from opendata_lint.exchange.linked.judging import addresses, dates, is_web_address, misspelt, waiting, waits
from opendata_lint.exchange.linked.vocabulary import DATASET
from opendata_lint.finding import Finding, at_value

REQUIRED = {
    "name": "its name",
    "description": "what the data is",
    "license": "the address of its license, such as `https://spdx.org/licenses/CC-BY-4.0`",
    "url": "the address of its page",
    "creator": "who made it, as `Person` or `Organization`",
    "datePublished": "the day it was published, such as `2024-05-31`",
    "distribution": "its files, as `cr:FileObject` and `cr:FileSet`",
}
RECOMMENDED = (
    "keywords",
    "publisher",
    "version",
    "dateCreated",
    "dateModified",
    "sameAs",
    "sdLicense",
    "inLanguage",
)
_ONE = ("name", "description", "url", "datePublished", "dateCreated", "dateModified", "version", "cr:citeAs")
_WAITING = (
    "name",
    "description",
    "license",
    "url",
    "version",
    "datePublished",
    "dateCreated",
    "dateModified",
    "cr:citeAs",
)
_VERSION = re.compile(r"\d+(\.\d+){0,2}([-+].*)?")
KNOWN = (*REQUIRED, *RECOMMENDED, "citation", "identifier", "alternateName", "isAccessibleForFree", "funder")
_OWN = tuple(f"cr:{name}" for name in ("recordSet", "citeAs", "isLiveDataset"))


def dataset_findings(thing: Thing) -> Iterator[Finding]:
    """Missing, misspelt and wrong properties of the dataset."""
    wrong = list(misspelt(thing, (*KNOWN, "recordSet", "citeAs", "isLiveDataset"), (*DATASET, *CORE, *LATER)))
    yield from (finding for finding, _ in wrong)
    yield from _missing(thing, {meant for _, meant in wrong})
    waits_at = [*waiting(thing, _WAITING), *_waiting_people(thing)]
    yield from waits_at
    yield from dates(thing, ("datePublished", "dateCreated", "dateModified"))
    yield from _cardinality(thing)
    yield from addresses(thing, ("url", "sameAs"))
    yield from _licenses(thing)
    for name in ("creator", "publisher"):
        yield from _people(thing, name)
    yield from _version(thing)
    for value, pointer in thing.spots("cr:isLiveDataset"):
        if not isinstance(value, bool):
            yield Finding(judging.INVALID, "`isLiveDataset` must be true or false", at_value(pointer))


def _missing(thing: Thing, meant: set[str]) -> Iterator[Finding]:
    for name, what in REQUIRED.items():
        if name in meant:
            continue
        key = thing.key(name)
        if key is None:
            yield Finding(
                judging.MISSING,
                f"`{name}` is missing",
                at_value(thing.pointer),
                f"write {what}",
                subject=name,
            )
        elif not any(_says_something(value) for value, _ in thing.spots(name)):
            yield Finding(judging.MISSING, f"`{name}` is empty", at_value(key), f"write {what}", subject=name)
    lacking = [name for name in RECOMMENDED if thing.key(name) is None and name not in meant]
    if lacking:
        yield Finding(
            judging.RECOMMENDED,
            f"the specification recommends {', '.join(f'`{name}`' for name in lacking)} too",
            at_value(thing.pointer),
        )


def _says_something(value: Any) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value not in (None, {}, [])


def _cardinality(thing: Thing) -> Iterator[Finding]:
    for name in _ONE:
        spots = thing.spots(name)
        in_languages = all(isinstance(value, Mapping) and "@language" in value for value, _ in spots)
        if len(spots) > 1 and not in_languages:
            yield Finding(
                judging.INVALID,
                f"`{name.removeprefix('cr:')}` may have one value, and has {len(spots)}",
                at_value(spots[1].pointer),
            )


def _licenses(thing: Thing) -> Iterator[Finding]:
    for value, pointer in thing.spots("license"):
        if isinstance(value, Mapping):
            work = Thing(value, pointer, thing.names)
            if not (work.id or work.key("name", "url", "@value")):
                yield Finding(
                    judging.INVALID, "a license that is a work needs a name or an address", at_value(pointer)
                )
            continue
        text = value if isinstance(value, str) else None
        if text is not None and (not text.strip() or waits(text) or is_web_address(text)):
            continue
        known = address_of(read_license(text)) if text else None
        yield Finding(
            judging.INVALID,
            "a license must be an address or a `CreativeWork`",
            at_value(pointer),
            f"write `{known}`" if known else "give the address of its text",
        )


def _people(thing: Thing, name: str) -> Iterator[Finding]:
    spots = thing.spots(name)
    for value, pointer in spots:
        if not isinstance(value, Mapping):
            if value != "" or len(spots) > 1 or name != "creator":
                yield Finding(
                    judging.INVALID,
                    f"`{name}` must be a `Person` or an `Organization`, not a plain value",
                    at_value(pointer),
                    'write {"@type": "Person", "name": ...}, or `Organization`',
                )
            continue
        who = Thing(value, pointer, thing.names)
        types = who.types()
        if set(value) == {"@id"}:
            continue
        if not types:
            yield Finding(
                judging.INVALID,
                f"nothing tells whether this `{name}` is a `Person` or an `Organization`",
                at_value(pointer),
                "write it as `@type`",
            )
        elif not any(one == "Person" or one.endswith(_ORGANIZATIONS) for one in types):
            yield Finding(
                judging.INVALID,
                f"`{name}` must be a `Person` or an `Organization`",
                at_value(f"{pointer}/@type"),
            )
        if not who.key("name", "givenName", "familyName", "legalName") and not who.id:
            yield Finding(
                judging.MISSING, f"this `{name}` has no name", at_value(pointer), subject=f"{name}/name"
            )


_ORGANIZATIONS = (
    "Organization", "Corporation", "Consortium", "Project", "NGO", "University", "Association", "Agency",
    "Library", "Lab",
)  # fmt: skip


def _waiting_people(thing: Thing) -> Iterator[Finding]:
    for name in ("creator", "publisher"):
        for who in thing.things(name):
            yield from waiting(who, ("name", "url", "email"))


def _version(thing: Thing) -> Iterator[Finding]:
    for value, pointer in thing.spots("version"):
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            yield Finding(judging.INVALID, "`version` must be a text or a number", at_value(pointer))
        elif (
            isinstance(value, str)
            and value.strip()
            and not waits(value)
            and not _VERSION.fullmatch(value.strip())
        ):
            yield Finding(
                judging.RECOMMENDED,
                "the specification recommends versions such as `1.0.0`",
                at_value(pointer),
            )
