"""DataCite, which knows every DOI that data archives give: `GET /dois/DOI` of its REST interface.

Only to look works up; a DOI is made and changed by the archive that has it.
"""

from __future__ import annotations

import json
from urllib.parse import quote

from opendata_lint.network import rest
from opendata_lint.network.protocol import Absent, Fetched, NetworkFault
from opendata_lint.network.servers import Server, server_at
from opendata_lint.vocabulary.identifiers import Identifier

_HOME = "https://api.datacite.org"
_NOTHING = (
    "xml", "state", "isActive", "url", "viewCount", "viewsOverTime", "downloadCount", "downloadsOverTime",
    "citationCount", "citationsOverTime", "referenceCount", "partCount", "partOfCount", "versionCount",
    "versionOfCount", "created", "registered", "updated", "published", "source", "metadataVersion", "reason",
    "contentUrl", "prefix", "suffix",
)  # fmt: skip
"""What DataCite says of the DOI, and not its archive of the work."""


class DataCite:
    """DataCite, or another server with its interface."""

    name = "datacite"
    title = "DataCite"

    def server(self, given: str | None, *, anonymous: bool) -> Server:
        """At the given address of an API, or DataCite itself; it is never asked with a token."""
        return server_at(given or _HOME, None, anonymous=anonymous)

    def fetch(self, server: Server, work: Identifier) -> Fetched:
        """The metadata of a DOI, as JSON of DataCite's schema."""
        doi = work.work.removeprefix("doi:")
        answer = rest.call(
            server, "GET", f"/dois/{quote(doi, safe='')}?publisher=true", accept="application/vnd.api+json"
        )
        data = answer.get("data") if isinstance(answer, dict) else None
        attributes = data.get("attributes") if isinstance(data, dict) else None
        if not isinstance(attributes, dict):
            raise NetworkFault(f"{server.url} does not describe {doi} as DataCite does")
        if str(attributes.get("doi", "")).lower() != doi:
            raise Absent(f"{server.url} answers with another DOI than {doi}")
        said = {key: value for key, value in attributes.items() if key not in _NOTHING and value}
        text = json.dumps(said, indent=2, ensure_ascii=False) + "\n"
        return Fetched(text.encode("utf-8", "replace"), "datacite-json", "datacite.json")
