"""Whether OpenML's own XML Schemas take documents.

    python openml_xsd.py FILE...

Needs `lxml`, and the schemas, which are not ours to hand on: they are looked for in `official/openml` of the
folder that OPENDATA_LINT_SHARED names, by default `../shared` beside the checkout.
"""

import os
import sys
from pathlib import Path

from lxml import etree

SHARED = Path(os.environ.get("OPENDATA_LINT_SHARED") or Path(__file__).parents[4] / "shared")
SCHEMAS = {"data_set_description": "upload", "data_features": "features", "data_qualities": "qualities"}


def schemas() -> dict[str, etree.XMLSchema]:
    """The schemas by the names of the roots that they are for."""
    folder = SHARED / "official" / "openml"
    return {
        root: etree.XMLSchema(etree.parse(folder / f"openml.data.{name}.xsd"))
        for root, name in SCHEMAS.items()
    }


def problem(path: Path, known: dict[str, etree.XMLSchema]) -> str:
    """What a schema says against a file; empty where it takes it."""
    try:
        document = etree.parse(path)
    except etree.XMLSyntaxError as error:
        return f"no XML: {error}"
    schema = known.get(etree.QName(document.getroot()).localname)
    if schema is None:
        return "there is no schema for its root"
    return "" if schema.validate(document) else "; ".join(error.message for error in schema.error_log)


def main() -> int:
    print(f"openml.data.*.xsd, lxml {etree.__version__}")
    known = schemas()
    told = {name: problem(Path(name), known) for name in sys.argv[1:]}
    for name, said in told.items():
        print(f"{name}: {said or 'accepted'}")
    return 1 if any(told.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
