"""What the context makes of the names of a descriptor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from opendata_lint.exchange import judging
from opendata_lint.exchange.formats.croissant.terms import (
    CORE,
    LATER,
)
from opendata_lint.exchange.linked import Names, Thing
from opendata_lint.exchange.linked.names import CR, NAMESPACES, OLD_CR, RAI, compact
from opendata_lint.finding import Finding, at_key, at_value

_MOST = 100_000
"""Objects of a descriptor whose keys are looked at."""
_SPACES = {
    "cr": CR,
    "rai": RAI,
    "sc": "https://schema.org/",
    "dct": NAMESPACES["dct"],
    "prov": NAMESPACES["prov"],
}
"""What the usual prefixes mean."""
_OPAQUE = ("cr:data", "cr:examples", "data", "examples", "@context")
"""Properties whose values are plain JSON."""


def context_findings(thing: Thing) -> Iterator[Finding]:
    """Faults of the context, and of names it leaves out."""
    said, pointer = thing.value.get("@context"), f"{thing.pointer}/@context"
    if said is None:
        yield Finding(
            judging.MISSING,
            "`@context` is missing: without it no name means anything",
            at_value(thing.pointer),
            "take the context of the specification over",
            subject="@context",
        )
    elif not isinstance(said, Mapping):
        yield Finding(
            judging.CONTEXT,
            "the context must stand in the file as an object: Croissant's own terms are in no other place",
            at_value(pointer),
            "take the context of the specification over",
        )
    else:
        yield from _vocabulary(said, pointer)
        yield from _prefixes(said, pointer)
        yield from _unmapped(thing)
        yield from _undeclared(thing, said)


def _vocabulary(said: Mapping[str, Any], pointer: str) -> Iterator[Finding]:
    vocab = said.get("@vocab")
    if vocab is None:
        yield Finding(
            judging.CONTEXT,
            "the context has no `@vocab`: names without prefix, such as `name`, mean nothing",
            at_value(pointer),
            'write `"@vocab": "https://schema.org/"` into it',
        )
    elif not isinstance(vocab, str) or compact(vocab) != "":
        yield Finding(
            judging.CONTEXT,
            "`@vocab` is not schema.org's: names without prefix mean something else",
            at_value(f"{pointer}/@vocab"),
            "write `https://schema.org/`",
        )
    elif not vocab.startswith("https://schema.org/"):
        yield Finding(
            judging.TOOL_DIFFERS,
            "the specification writes schema.org with http, and `mlcroissant` takes it with https alone",
            at_value(f"{pointer}/@vocab"),
            "write `https://schema.org/`",
        )
    if "@language" not in said:
        yield Finding(
            judging.TOOL_DIFFERS,
            "the context has no `@language`, without which some versions of `mlcroissant` crash",
            at_value(pointer),
            'write `"@language": "en"` into it',
        )


def _prefixes(said: Mapping[str, Any], pointer: str) -> Iterator[Finding]:
    for prefix, start in _SPACES.items():
        meant = said.get(prefix)
        if not isinstance(meant, str) or meant == start:
            continue
        place = at_value(f"{pointer}/{prefix}")
        if prefix == "sc" and compact(meant) == "":
            continue  # told at `@vocab`
        if prefix == "cr" and meant == OLD_CR:
            yield Finding(
                judging.OUTDATED, "this is the namespace of Croissant 0.8", place, f"write `{start}`"
            )
        else:
            what = f"`{prefix}:` must stand for `{start}`, not `{meant[:80]}`"
            yield Finding(judging.CONTEXT, what, place, f"write `{start}`")
    if OLD_CR in (meant for meant in said.values() if isinstance(meant, str)) and said.get("cr") is None:
        yield Finding(
            judging.OUTDATED,
            "the context is that of Croissant 0.8",
            at_value(pointer),
            "write it as 1.1 has it",
        )


def corrected(names: Names) -> Names:
    """Names as they were meant, so that a wrong prefix is told once and not at each of its uses."""
    for prefix, start in _SPACES.items():
        if prefix in names.terms and names.terms[prefix] != OLD_CR:
            names.terms[prefix] = start
    if names.vocab is not None and compact(names.vocab) != "":
        names.vocab = _SPACES["sc"]
    return names


def is_old(thing: Thing) -> bool:
    """Whether a context is that of 0.8, in which some terms are schema.org's."""
    return OLD_CR in thing.names.terms.values()


def _objects(thing: Thing) -> Iterator[Thing]:
    """The object and all in it, but for plain JSON."""
    waiting: list[tuple[Any, str]] = [(thing.value, thing.pointer)]
    for _ in range(_MOST):
        if not waiting:
            return
        value, pointer = waiting.pop()
        if isinstance(value, Mapping):
            found = Thing(value, pointer, thing.names)
            yield found
            inner = [
                (value[key], found.key(plain) or pointer) for plain, key in found if plain not in _OPAQUE
            ]
            waiting += reversed(inner)
        elif isinstance(value, list):
            waiting += [(one, f"{pointer}/{index}") for index, one in reversed(list(enumerate(value)))]


def _unmapped(thing: Thing) -> Iterator[Finding]:
    """Names of Croissant's own that the context gives to schema.org."""
    if thing.names.vocab is None or compact(thing.names.vocab) != "":
        return
    seen: set[str] = set()
    for found in _objects(thing):
        for plain, key in found:
            if plain in seen or plain != key or plain not in (*CORE, *LATER):
                continue
            seen.add(plain)
            if plain in CORE and not (plain == "key" and is_old(thing)):
                yield Finding(
                    judging.CONTEXT,
                    f"the context does not say that `{key}` is Croissant's: it means nothing",
                    at_key(found.key(plain) or ""),
                    f'write `"{key}": "cr:{key}"` into the context',
                    subject=key,
                )
            elif plain not in ("md5", "containedIn", "key"):
                yield Finding(
                    judging.TOOL_DIFFERS,
                    f"the context does not say that `{key}` is Croissant's, so that readers pass over it",
                    at_key(found.key(plain) or ""),
                    f'write `"{key}": "cr:{key}"` into the context',
                    subject=key,
                )


def _undeclared(thing: Thing, said: Mapping[str, Any]) -> Iterator[Finding]:
    """Prefixes that the context does not have, each once, where they are used first."""
    seen: set[str] = set()
    used = {plain for found in _objects(thing) for _, plain in found}
    defined = [
        (meant, f"{thing.pointer}/@context/{term}", "value")
        for term, one in said.items()
        if term in used
        for meant in [one.get("@id") if isinstance(one, Mapping) else one]
        if isinstance(meant, str)
    ]
    for names in [defined, *map(_names_in, _objects(thing))]:
        for name, pointer, part in names:
            prefix = thing.names.undeclared(name)
            if prefix and prefix not in seen:
                seen.add(prefix)
                known = _SPACES.get(prefix)
                yield Finding(
                    judging.CONTEXT,
                    f"the context has no prefix `{prefix}`, so that `{name}` means nothing",
                    at_key(pointer) if part == "key" else at_value(pointer),
                    f'write `"{prefix}": "{known or "ITS ADDRESS"}"` into the context',
                    subject=prefix,
                )


def _names_in(found: Thing) -> list[tuple[str, str, str]]:
    """Keys and types of an object, with their places."""
    names = [(key, found.key(plain) or "", "key") for plain, key in found if not key.startswith("@")]
    types = [(one, pointer, "value") for one, pointer in found.spots("@type") if isinstance(one, str)]
    return names + types
