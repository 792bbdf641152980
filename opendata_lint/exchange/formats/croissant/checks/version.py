"""Which version of Croissant a descriptor says it is of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from opendata_lint.exchange import judging
from opendata_lint.exchange.formats.croissant.terms import RAI_SPECIFICATION, SPECIFICATION, VERSIONS
from opendata_lint.exchange.linked import Thing, texts_of
from opendata_lint.finding import Finding, at_key, at_value


def version_findings(thing: Thing) -> Iterator[Finding]:
    """Faults of `conformsTo`."""
    spots = thing.spots("dct:conformsTo")
    if not spots:
        stray = thing.key("conformsTo", "cr:conformsTo")
        if stray:
            yield Finding(
                judging.CONTEXT,
                "the context does not say that `conformsTo` is Dublin Core's: the file counts as version 0.8",
                at_key(stray),
                'write `"conformsTo": "dct:conformsTo", "dct": "http://purl.org/dc/terms/"` into it',
            )
        else:
            yield Finding(
                judging.MISSING,
                "`conformsTo` is missing",
                at_value(thing.pointer),
                f'write `"conformsTo": "{SPECIFICATION}1.1"`',
                subject="conformsTo",
            )
        return
    said = {}
    for value, pointer in spots:
        inner = value.get("@id") if isinstance(value, Mapping) else None
        for text in [inner] if isinstance(inner, str) else texts_of(value):
            said[text] = pointer
    known = {f"{SPECIFICATION}{version}" for version in VERSIONS}
    of_croissant = known & set(said)
    if not of_croissant:
        yield Finding(
            judging.CONTEXT,
            "no version of Croissant goes by this address",
            at_value(spots[0].pointer),
            f"write `{SPECIFICATION}1.1`; the address begins with http",
        )
    elif f"{SPECIFICATION}0.8" in of_croissant:
        yield Finding(
            judging.OUTDATED,
            "this is Croissant 0.8",
            at_value(said[f"{SPECIFICATION}0.8"]),
            "write it as 1.1 has it",
        )
    if any(plain.startswith("rai:") for plain, _ in thing) and RAI_SPECIFICATION not in said:
        yield Finding(
            judging.RECOMMENDED,
            "the file has terms of Croissant RAI, and does not say that it conforms to it",
            at_value(spots[0].pointer),
            f"write `{RAI_SPECIFICATION}` beside",
        )
