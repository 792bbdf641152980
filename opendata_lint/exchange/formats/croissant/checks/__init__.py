"""What is wrong with a descriptor of Croissant, by the specification of 1.1."""

from __future__ import annotations

from collections.abc import Iterator

from opendata_lint.exchange import judging
from opendata_lint.exchange.formats.croissant.checks.contexts import context_findings, corrected
from opendata_lint.exchange.formats.croissant.checks.dataset import dataset_findings
from opendata_lint.exchange.formats.croissant.checks.distribution import distribution_findings
from opendata_lint.exchange.formats.croissant.checks.rai import rai_findings
from opendata_lint.exchange.formats.croissant.checks.records import record_findings
from opendata_lint.exchange.formats.croissant.checks.references import reference_findings
from opendata_lint.exchange.formats.croissant.checks.values import value_findings
from opendata_lint.exchange.formats.croissant.checks.version import version_findings
from opendata_lint.exchange.formats.croissant.terms import context
from opendata_lint.exchange.linked import Names, Thing
from opendata_lint.finding import Finding, at_value


def check(data: bytes, path: str) -> Iterator[Finding]:
    """All findings in a descriptor, of whatever version it says it is."""
    document, faults = judging.opened(data, path)
    yield from faults
    if document is None:
        return
    value, pointer = document.value, ""
    for name in dict.fromkeys(getattr(document, "doubles", ())):
        yield Finding(
            judging.DOUBLE, f"an object has the key `{name}` twice: only the last one counts", subject=name
        )
    if isinstance(value, list):
        yield Finding(
            judging.INVALID,
            "a descriptor of Croissant is one object, and this is a list",
            at_value(""),
            "keep the dataset alone, without the brackets around it",
        )
        if len(value) != 1:
            return
        value, pointer = value[0], "/0"
    if not isinstance(value, dict):
        if pointer == "":
            yield Finding(judging.INVALID, "a descriptor of Croissant is one object", at_value(""))
        return
    written = Thing(value, pointer, _names(value))
    yield from context_findings(written)
    yield from version_findings(written)
    yield from _findings(Thing(value, pointer, corrected(_names(value))))


def _names(value: dict[str, object]) -> Names:
    """The document's own names; where it has none of its own, those of the usual context."""
    names = Names(value.get("@context"))
    return names if names.terms or (names.vocab and not names.remote) else Names(context("1.1"))


def _findings(thing: Thing) -> Iterator[Finding]:
    types = thing.types()
    if not types:
        yield Finding(
            judging.MISSING,
            "`@type` is missing",
            at_value(thing.pointer),
            'write `"@type": "sc:Dataset"`',
            subject="@type",
        )
    elif "Dataset" not in types:
        yield Finding(
            judging.INVALID,
            f"`{thing.text('@type')}` is not the type of a dataset",
            at_value(f"{thing.pointer}/@type"),
            'write `"@type": "sc:Dataset"`',
        )
        if not thing.key("cr:recordSet", "distribution", "dct:conformsTo"):
            return
    yield from dataset_findings(thing)
    yield from value_findings(thing)
    yield from rai_findings(thing)
    yield from distribution_findings(thing)
    yield from record_findings(thing)
    yield from reference_findings(thing)
