"""The terms of Croissant RAI."""

from __future__ import annotations

from collections.abc import Iterator

from opendata_lint.exchange import judging
from opendata_lint.exchange.formats.croissant.terms import (
    RAI_ALIASES,
    RAI_IN_PROSE,
    RAI_TERMS,
    SYNTHETIC,
)
from opendata_lint.exchange.linked import Thing
from opendata_lint.exchange.linked.judging import waiting
from opendata_lint.finding import Finding, Place, at_key, at_value
from opendata_lint.vocabulary.suggestions import suggest

_OTHER_NAMES = {
    "dataBias": "dataBiases", "bias": "dataBiases", "biases": "dataBiases", "limitations": "dataLimitations",
    "dataLimitation": "dataLimitations", "socialImpact": "dataSocialImpact",
    "sensitiveInformation": "personalSensitiveInformation", "dataUseCase": "dataUseCases",
    "personalInformation": "personalSensitiveInformation", "maintenancePlan": "dataReleaseMaintenancePlan",
    "annotatorDemographic": "annotatorDemographics", "dataPreprocessing": "dataPreprocessingProtocol",
    "dataAnnotation": "dataAnnotationProtocol", "annotationProtocol": "dataAnnotationProtocol",
    "syntheticData": SYNTHETIC, "isSynthetic": SYNTHETIC,
}  # fmt: skip
"""Names that descriptors have for terms, too far from them to be found by their letters."""


def rai_findings(thing: Thing) -> Iterator[Finding]:
    """Names that RAI 1.0 does not have, wherever a dataset, record set or field has them."""
    records = thing.things("cr:recordSet")
    for one in (thing, *records, *(field for record in records for field in record.things("cr:field"))):
        yield from _names(one)
    yield from waiting(thing, tuple(plain for plain, _ in thing if plain.startswith("rai:")))
    for value, pointer in thing.spots(f"rai:{SYNTHETIC}"):
        if not isinstance(value, bool):
            yield Finding(judging.INVALID, f"`rai:{SYNTHETIC}` must be true or false", at_value(pointer))


def _names(thing: Thing) -> Iterator[Finding]:
    for plain, key in thing:
        space, _, name = plain.rpartition(":")
        place = at_key(thing.key(plain) or "")
        if space == "rai":
            yield from _term(name, key, place)
        elif space in ("", "cr") and name in (*RAI_TERMS, SYNTHETIC):
            yield Finding(
                judging.OUTDATED if space == "cr" else judging.UNKNOWN_NAME,
                f"`{key}` is no term of Croissant RAI as it stands",
                place,
                f"write `rai:{name}`",
                subject=key,
            )


def _term(name: str, key: str, place: Place) -> Iterator[Finding]:
    if name in (*RAI_TERMS, SYNTHETIC):
        return
    if name in RAI_IN_PROSE:
        yield Finding(
            judging.OUTDATED,
            f"`{key}` stands in the text of RAI 1.0, and its vocabulary has another name",
            place,
            f"write `rai:{RAI_IN_PROSE[name]}`",
            subject=key,
        )
        return
    meant = RAI_ALIASES.get(name) or _OTHER_NAMES.get(name) or next(iter(suggest(name, RAI_TERMS, 1)), None)
    if meant is None:
        yield Finding(judging.RECOMMENDED, f"`{key}` is no term of RAI 1.0", place, subject=key)
        return
    why = ", and only `mlcroissant` has that name" if name in RAI_ALIASES else ""
    yield Finding(
        judging.UNKNOWN_NAME,
        f"`{key}` is no term of RAI 1.0{why}",
        place,
        f"write `rai:{meant}`",
        subject=key,
    )
