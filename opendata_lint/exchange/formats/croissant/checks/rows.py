"""Records that are written in the descriptor itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from opendata_lint.exchange import judging
from opendata_lint.exchange.linked import Thing
from opendata_lint.finding import Finding, at_value


def row_findings(node: Thing) -> Iterator[Finding]:
    """Rows that are written in the descriptor: each must have the fields of its record set."""
    fields = {one.id for one in node.things("cr:field") if one.id}
    if not node.key("cr:data"):
        return
    key = node.key("cr:data") or node.pointer
    if not isinstance(node.raw("cr:data"), list):
        yield Finding(judging.INVALID, "`data` must be a list of records", at_value(key))
        return
    rows = node.spots("cr:data")
    if not rows:
        yield Finding(judging.INVALID, "`data` has no record", at_value(key), "leave it out")
    for value, pointer in rows:
        if not isinstance(value, Mapping):
            yield Finding(judging.INVALID, "a record must be an object", at_value(pointer))
            return
        strange = [name for name in value if name not in fields]
        if strange:
            yield Finding(
                judging.BROKEN_REFERENCE,
                f"the record set has no field `{strange[0][:60]}`",
                at_value(f"{pointer}/{strange[0].replace('~', '~0').replace('/', '~1')}"),
                "records go by the `@id` of fields",
            )
            return
        lacking = sorted(fields - set(value))
        if lacking:
            yield Finding(
                judging.MISSING,
                f"this record has no value for `{lacking[0]}`",
                at_value(pointer),
                "write null where there is none",
                subject=lacking[0],
            )
            return
