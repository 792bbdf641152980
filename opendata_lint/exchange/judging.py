"""Findings in descriptors: what a JSON Schema finds, and the rules that findings belong to.

The codes are those of the family `DSC`, one for each way in which a descriptor can be wrong, shared by all
formats: a page tells people the same thing of a missing property wherever it is missing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

from opendata_lint.exchange.documents import Document, read_document
from opendata_lint.exchange.protocol import DescriptorFault, LimitFault
from opendata_lint.finding import MAX_FINDINGS, NOWHERE, Finding, at_span, at_value
from opendata_lint.resources import resource

UNREADABLE = "DSC001"
"""The file is not what its name says: no JSON, XML or YAML, or of another format."""
MISSING = "DSC002"
"""A property is missing that the specification requires."""
INVALID = "DSC003"
"""A value has the wrong type or form: a date, an address, a checksum."""
UNKNOWN_TERM = "DSC004"
"""A value is outside of a closed list."""
BROKEN_REFERENCE = "DSC005"
"""A reference to something in the descriptor that is not there."""
UNKNOWN_NAME = "DSC006"
"""A property that the format does not have, near one that it has."""
LIMIT = "DSC007"
"""Longer, more, or with other characters than the format allows."""
UNSAFE_PATH = "DSC008"
"""A path that leaves the folder of the descriptor."""
PLACEHOLDER = "DSC009"
"""A value that waits for one: `TODO`, `REPLACE_WITH_...`."""
DOUBLE = "DSC010"
"""An identifier or key that must be there once stands twice."""
CONTEXT = "DSC011"
"""The context or the declared version makes the terms mean something else."""
TOOL_DIFFERS = "DSC012"
"""Right by the specification, and the usual reader refuses it or reads something else (info)."""
RECOMMENDED = "DSC013"
"""A property is missing that the specification recommends (info)."""
OUTDATED = "DSC014"
"""A term or version that the format has replaced (warning)."""

MOST = 20 * MAX_FINDINGS
"""Findings in a descriptor, of all rules together, behind which no more are looked for."""

_BY_KEYWORD = {
    "required": MISSING, "dependentRequired": MISSING, "minProperties": MISSING, "contains": MISSING,
    "minItems": MISSING, "enum": UNKNOWN_TERM, "const": UNKNOWN_TERM, "maxLength": LIMIT, "minLength": LIMIT,
    "maxItems": LIMIT, "maxProperties": LIMIT, "uniqueItems": DOUBLE, "additionalProperties": UNKNOWN_NAME,
    "unevaluatedProperties": UNKNOWN_NAME,
}  # fmt: skip


def opened(data: bytes, path: str) -> tuple[Document | None, list[Finding]]:
    """A descriptor, or the finding that it cannot be read."""
    try:
        return read_document(data, path), []
    except DescriptorFault as fault:
        return None, [unreadable(fault)]


def unreadable(fault: DescriptorFault) -> Finding:
    """That a descriptor cannot be read; one that is beyond our limits need not be wrong."""
    place = at_span(*fault.span) if fault.span else NOWHERE
    return Finding(UNREADABLE, str(fault), place, conclusive=not isinstance(fault, LimitFault))


def schema_findings(value: Any, schema: str, version: str | None = None) -> Iterator[Finding]:
    """What the schema `schemas/descriptors/SCHEMA.schema.json` finds in a value of JSON or YAML.

    The code of a finding comes from the keyword that failed, unless the node names one in `x-opendata-lint`.
    With a `version` of the format, what the schema marks by `x-since` as of a later one is not in it: nodes,
    and members of an `enum` by `x-since-values`. Versions are compared as texts.
    """
    from opendata_lint.schema.branches import best_branch
    from opendata_lint.schema.violations import GENERIC_CODE, findings_of

    root, validator = _schema(schema, version)
    seen: dict[Finding, None] = {}
    for error in islice(validator.iter_errors(value), MOST):
        failed = error
        while failed.validator in ("anyOf", "oneOf") and failed.context:
            failed = best_branch(failed)[0]
        if not error.absolute_path and error.validator == "type":
            seen[Finding(INVALID, "the whole must be an object", at_value(""))] = None
            continue
        error.path.extendleft(["metadata"])  # places count from the document of a card
        for found in findings_of(error, root):
            code = _BY_KEYWORD.get(failed.validator, INVALID) if found.code == GENERIC_CODE else found.code
            seen[found._replace(code=code, message=_of_json(found.message))] = None
    yield from seen


_YAML_LIST = re.compile(r"write `\[(.*)\]` or one `- ` line an item\Z", re.DOTALL)


def _of_json(message: str) -> str:
    """A message that shows a list as JSON has it; the schemas of cards speak of YAML."""
    return _YAML_LIST.sub(lambda match: f"write `{json.dumps([match[1]], ensure_ascii=False)}`", message)


@cache
def _schema(name: str, version: str | None) -> tuple[dict[str, Any], Any]:
    from opendata_lint.schema.store import checked_schema, validator

    path = resource("schemas", "descriptors", f"{name}.schema.json")
    content = json.loads(path.read_bytes())
    root = checked_schema(_as_of(version, content) if version else content, path)
    beside = {one.name: one.read_text(encoding="utf-8") for one in path.parent.glob("*.schema.json")}
    return root, validator(root, path, beside)


def _as_of(version: str, node: Any) -> Any:
    """A schema without what came after a version."""
    if isinstance(node, list):
        return [_as_of(version, one) for one in node if not _later(version, one)]
    if not isinstance(node, dict):
        return node
    made = {name: _as_of(version, one) for name, one in node.items() if not _later(version, one)}
    since = made.get("x-since-values")
    if isinstance(since, dict) and isinstance(made.get("enum"), list):
        made["enum"] = [one for one in made["enum"] if since.get(one, version) <= version]
    return made


def _later(version: str, node: Any) -> bool:
    return isinstance(node, dict) and str(node.get("x-since", version)) > version
