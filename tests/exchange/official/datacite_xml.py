"""Whether DataCite's XML Schemas take records: `python datacite_xml.py FILE...`.

Needs `lxml`, and the folder with the schemas, `kernel-4.5` to `kernel-4.7`, in DATACITE_SCHEMAS.
The version is that of `xsi:schemaLocation`, by default 4.7.
"""

import os
import re
import sys
from pathlib import Path

from lxml import etree


def main(paths: list[str]) -> int:
    folder = Path(os.environ["DATACITE_SCHEMAS"])
    print(f"lxml {'.'.join(map(str, etree.LXML_VERSION[:3]))}, DataCite's XML Schemas")
    refused = 0
    for path in paths:
        data = Path(path).read_bytes()
        declared = re.search(rb"kernel-(4\.[567])/", data)
        version = declared[1].decode() if declared else "4.7"
        schema = etree.XMLSchema(etree.parse(folder / f"kernel-{version}" / "metadata.xsd"))
        right = schema.validate(etree.fromstring(data))
        refused += not right
        told = f"valid by {version}" if right else f"refused by {version}: {schema.error_log[0].message}"
        print(f"{path}: {told}")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
