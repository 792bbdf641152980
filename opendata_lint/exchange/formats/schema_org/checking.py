"""What is wrong with a descriptor by schema.org, and what Google Dataset Search asks for beyond it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from opendata_lint.exchange import judging
from opendata_lint.exchange.formats.schema_org.reading import is_model, names_of, subject
from opendata_lint.exchange.formats.schema_org.terms import LEAST, MOST
from opendata_lint.exchange.licenses import address_of, read_license
from opendata_lint.exchange.linked import Thing, texts_of
from opendata_lint.exchange.linked.judging import (
    addresses,
    dates,
    is_web_address,
    leaves_folder,
    misspelt,
    waiting,
    waits,
)
from opendata_lint.exchange.linked.names import compact
from opendata_lint.exchange.linked.vocabulary import DATASET, FILE
from opendata_lint.exchange.protocol import DescriptorFault
from opendata_lint.finding import NOWHERE, Finding, at_value

_KNOWN = (
    "name", "description", "url", "sameAs", "license", "version", "creator", "publisher", "identifier",
    "keywords", "inLanguage", "distribution", "dateCreated", "datePublished", "dateModified", "citation",
    "isAccessibleForFree", "variableMeasured", "measurementTechnique", "spatialCoverage", "temporalCoverage",
    "includedInDataCatalog", "isBasedOn", "alternateName", "funder", "usageInfo", "conditionsOfAccess",
)  # fmt: skip
_WAITING = ("name", "description", "url", "license", "version", "identifier", "citation")
_WANTED = ("license", "creator", "url", "identifier", "keywords", "datePublished")


def check(data: bytes, path: str) -> Iterator[Finding]:
    """All findings in a descriptor."""
    document, faults = judging.opened(data, path)
    yield from faults
    if document is None:
        return
    for name in dict.fromkeys(getattr(document, "doubles", ())):
        yield Finding(
            judging.DOUBLE, f"an object has the key `{name}` twice: only the last one counts", subject=name
        )
    try:
        thing = subject(document.value, path)
    except DescriptorFault as fault:
        yield Finding(judging.INVALID, str(fault), NOWHERE)
        return
    yield from _context(thing, document.value)
    if thing.names.vocab is not None:  # what was meant, so that it is told once
        names = names_of([thing.names.terms, "https://schema.org/"])
        thing = Thing(thing.value, thing.pointer, names)
    yield from _type(thing)
    wrong = list(misspelt(thing, _KNOWN, (*DATASET, "softwareRequirements")))
    yield from (finding for finding, _ in wrong)
    yield from _required(thing, {meant for _, meant in wrong})
    yield from waiting(thing, _WAITING)
    yield from dates(thing, ("dateCreated", "datePublished", "dateModified"))
    yield from addresses(thing, ("url", "sameAs"))
    yield from _license(thing)
    for value, pointer in thing.spots("isAccessibleForFree"):
        if not isinstance(value, bool) and value not in ("true", "false", "True", "False"):
            yield Finding(judging.INVALID, "`isAccessibleForFree` must be true or false", at_value(pointer))
    yield from _files(thing)


def _context(thing: Thing, value: Any) -> Iterator[Finding]:
    said = thing.value.get("@context")
    if said is None and isinstance(value, Mapping):
        said = value.get("@context")
    if said is None:
        yield Finding(
            judging.MISSING,
            "`@context` is missing: without it no name means anything",
            at_value(""),
            'write `"@context": "https://schema.org/"`',
            subject="@context",
        )
    elif _means_another(thing):
        yield Finding(
            judging.CONTEXT,
            "the context is not schema.org's: names without prefix mean something else",
            at_value("/@context"),
            'write `"@context": "https://schema.org/"`',
        )


def _means_another(thing: Thing) -> bool:
    """Whether names without prefix are not schema.org's, and there are any."""
    names = thing.names
    if names.vocab is not None and compact(names.vocab) == "":
        return False
    bare = (key for _, key in thing if not key.startswith("@") and ":" not in key)
    return any(key not in names.terms for key in bare)


def _type(thing: Thing) -> Iterator[Finding]:
    types = thing.types()
    if not types:
        yield Finding(
            judging.MISSING,
            "`@type` is missing",
            at_value(thing.pointer),
            'write `"@type": "Dataset"`',
            subject="@type",
        )
    elif "Dataset" not in types and not is_model(thing):
        yield Finding(
            judging.INVALID,
            f"`{thing.text('@type')}` is neither a dataset nor a model",
            at_value(f"{thing.pointer}/@type"),
            "write `Dataset`; a model is a `CreativeWork` with FAIR4ML's type as `additionalType`",
        )


def _required(thing: Thing, meant: set[str]) -> Iterator[Finding]:
    for name in ("name", "description"):
        if name not in meant and not thing.text(name):
            yield Finding(
                judging.MISSING,
                f"`{name}` is {'empty' if thing.key(name) else 'missing'}",
                at_value(thing.key(name) or thing.pointer),
                "Google Dataset Search passes over data without",
                subject=name,
            )
    text = thing.text("description")
    if text and not LEAST <= len(text) <= MOST and not waits(text):
        yield Finding(
            judging.RECOMMENDED,
            f"Google Dataset Search takes {LEAST} to {MOST:,} characters here; there are {len(text):,}",
            at_value(thing.key("description") or ""),
        )
    lacking = [name for name in _WANTED if thing.key(name) is None and name not in meant]
    if lacking:
        yield Finding(
            judging.RECOMMENDED,
            f"Google Dataset Search recommends {', '.join(f'`{name}`' for name in lacking)} too",
            at_value(thing.pointer),
        )


def _license(thing: Thing) -> Iterator[Finding]:
    for value, pointer in thing.spots("license"):
        if isinstance(value, Mapping):
            work = Thing(value, pointer, thing.names)
            if not (work.id or work.key("name", "url", "@value")):
                yield Finding(
                    judging.INVALID, "a license that is a work needs a name or an address", at_value(pointer)
                )
        elif not isinstance(value, str):
            yield Finding(
                judging.INVALID, "a license must be an address or a `CreativeWork`", at_value(pointer)
            )
        elif value.strip() and not waits(value) and not is_web_address(value):
            known = address_of(read_license(value))
            yield Finding(
                judging.RECOMMENDED,
                "schema.org has an address or a `CreativeWork` here, and a text is not understood",
                at_value(pointer),
                f"write `{known}`" if known else "give the address of its text",
            )


def _files(thing: Thing) -> Iterator[Finding]:
    for value, pointer in thing.spots("distribution"):
        if not isinstance(value, Mapping):
            if not any(is_web_address(text) for text in texts_of(value)):
                yield Finding(judging.INVALID, "a file must be a `DataDownload`", at_value(pointer))
            continue
        node = Thing(value, pointer, thing.names)
        wrong = list(misspelt(node, ("contentUrl", "encodingFormat", "contentSize", "sha256", "name"), FILE))
        yield from (finding for finding, _ in wrong)
        if (
            not node.text("contentUrl", "url")
            and not node.id
            and "contentUrl" not in {one for _, one in wrong}
        ):
            yield Finding(
                judging.MISSING,
                "`contentUrl` is missing",
                at_value(pointer),
                "write the address of the file",
                subject="contentUrl",
            )
        yield from waiting(node, ("contentUrl", "sha256"))
        for text, place in node.spots("contentUrl"):
            if isinstance(text, str) and leaves_folder(text) and not text.startswith("/"):
                yield Finding(
                    judging.UNSAFE_PATH,
                    f"`{text[:80]}` leads out of the folder of the descriptor",
                    at_value(place),
                    "give a whole address",
                )
        for text, place in node.spots("sha256"):
            if not isinstance(text, str) or not (
                re.fullmatch(r"[0-9A-Fa-f]{64}", text.strip()) or waits(text)
            ):
                yield Finding(
                    judging.INVALID, "a checksum `sha256` has 64 hexadecimal digits", at_value(place)
                )
