"""How the registries answer, as far as clients ask: the bodies are our own, in the form of the registries."""

import base64
import hashlib
import json
import re
from typing import Any

from tests.network.server import Asked, Reply, as_json

COMMIT = "0123456789abcdef0123456789abcdef01234567"
CARD = b"""\
---
license: cc-by-4.0
language: de
pretty_name: Ladders
---
# Ladders

Heights of ladders.
"""


class Hub:
    """One repository of a data set, with a card and nothing else."""

    def __init__(self, card: bytes = CARD, name: str = "ann/ladders") -> None:
        self.card = card
        self.name = name
        self.url = "http://127.0.0.1"
        """Where it is served."""
        self.commits: list[list[dict[str, Any]]] = []

    def __call__(self, asked: Asked) -> Reply:
        api, files = f"/api/datasets/{self.name}", f"/datasets/{self.name}/resolve"
        path = asked.path
        if asked.method == "GET" and path in (api, f"{api}/revision/main", f"{api}/revision/{COMMIT}"):
            return as_json(
                {"_id": "1", "id": self.name, "sha": COMMIT, "private": False, "disabled": False,
                 "gated": False, "downloads": 3, "likes": 0, "tags": [],
                 "siblings": [{"rfilename": "README.md"}]}
            )  # fmt: skip
        if path == f"{files}/{COMMIT}/README.md":
            etag = hashlib.sha1(b"blob %d\0" % len(self.card) + self.card).hexdigest()
            headers = {"X-Repo-Commit": COMMIT, "ETag": f'"{etag}"', "Content-Type": "text/plain"}
            return Reply(200, self.card, headers)
        if path == "/api/validate-yaml":
            return as_json({"errors": [], "warnings": []})
        if path == f"{api}/preupload/main":
            files_ = [
                {"path": one["path"], "uploadMode": "regular", "shouldIgnore": False, "oid": None}
                for one in asked.json["files"]
            ]
            return as_json({"files": files_})
        if path == f"{api}/commit/main":
            lines = [json.loads(line) for line in asked.body.splitlines()]
            self.commits.append(lines)
            self.card = base64.b64decode(lines[1]["value"]["content"])
            url = f"{self.url}/datasets/{self.name}/commit/{COMMIT}"
            return as_json({"success": True, "commitOid": COMMIT, "commitUrl": url, "hookOutput": ""})
        headers = {"X-Error-Code": "RepoNotFound", "X-Error-Message": "Repository not found"}
        return as_json({"error": "Repository not found"}, 404, **headers)


DESCRIPTION = """\
<oml:data_set_description xmlns:oml="http://openml.org/openml">
  <oml:id>61</oml:id>
  <oml:name>ladders</oml:name>
  <oml:version>3</oml:version>
  <oml:description>Heights of ladders, by hand.</oml:description>
  <oml:format>ARFF</oml:format>
  <oml:creator>Ann Rung</oml:creator>
  <oml:collection_date>2019</oml:collection_date>
  <oml:upload_date>2020-02-03T10:00:00</oml:upload_date>
  <oml:language>German</oml:language>
  <oml:licence>CC0</oml:licence>
  <oml:url>https://api.openml.org/data/v1/download/61/ladders.arff</oml:url>
  <oml:file_id>61</oml:file_id>
  <oml:default_target_attribute>height</oml:default_target_attribute>
  <oml:tag>tools</oml:tag>
  <oml:visibility>public</oml:visibility>
  <oml:status>active</oml:status>
  <oml:processing_date>2020-02-03 10:01:00</oml:processing_date>
  <oml:md5_checksum>00112233445566778899aabbccddeeff</oml:md5_checksum>
</oml:data_set_description>
"""


FEATURES = """\
<oml:data_features xmlns:oml="http://openml.org/openml">
  <oml:feature><oml:index>0</oml:index><oml:name>height</oml:name><oml:data_type>numeric</oml:data_type>
    <oml:is_target>true</oml:is_target><oml:is_ignore>false</oml:is_ignore>
    <oml:is_row_identifier>false</oml:is_row_identifier>
    <oml:number_of_missing_values>0</oml:number_of_missing_values></oml:feature>
</oml:data_features>
"""


class OpenML:
    """Data set 61, and whatever is sent."""

    def __init__(self, description: str = DESCRIPTION) -> None:
        self.description = description
        self.sent: list[dict[str, str]] = []

    def __call__(self, asked: Asked) -> Reply:
        if asked.method == "GET" and asked.path == "/api/v1/xml/data/61":
            return _xml(self.description)
        if asked.method == "GET" and asked.path == "/api/v1/xml/data/features/61":
            return _xml(FEATURES)
        if asked.method == "POST" and asked.path in ("/api/v1/xml/data/", "/api/v1/xml/data/edit"):
            self.sent.append(_form(asked))
            if self.sent[-1].get("api_key", "") == "":
                return _xml(_error(137 if asked.path.endswith("/") else 1060, "Authentication failed"), 412)
            name = "data_edit" if asked.path.endswith("edit") else "upload_data_set"
            number = 61 if name == "data_edit" else 4711
            return _xml(
                f'<oml:{name} xmlns:oml="http://openml.org/openml"><oml:id>{number}</oml:id></oml:{name}>'
            )
        return _xml(_error(111, "Unknown dataset"), 412)


def _xml(text: str, code: int = 200) -> Reply:
    return Reply(code, text.encode(), {"Content-Type": "text/xml; charset=utf-8"})


def _error(code: int, message: str) -> str:
    return (
        f'<oml:error xmlns:oml="http://openml.org/openml"><oml:code>{code}</oml:code>'
        f"<oml:message>{message}</oml:message></oml:error>"
    )


def _form(asked: Asked) -> dict[str, str]:
    """The fields of a form with files."""
    boundary = asked.headers["content-type"].partition("boundary=")[2].encode()
    fields = {}
    for part in asked.body.split(b"--" + boundary)[1:-1]:
        head, _, value = part.partition(b"\r\n\r\n")
        name = re.search(rb'name="([^"]+)"', head)
        assert name
        fields[name[1].decode()] = value.removesuffix(b"\r\n").decode()
    return fields


class Kaggle:
    """One private data set."""

    def __init__(self) -> None:
        self.info: dict[str, Any] = {
            "datasetId": 7, "datasetSlug": "ladders", "ownerUser": "ann", "title": "Ladders of all sorts",
            "subtitle": "Heights of ladders, by hand", "description": "Heights of ladders.",
            "isPrivate": True, "keywords": ["tools"], "licenses": [{"name": "CC0-1.0"}],
            "collaborators": [{"username": "bob", "role": "writer"}],
            "data": [{"name": "ladders.csv", "totalBytes": 120,
                      "columns": [{"name": "height", "type": "number"}]}],
            "expectedUpdateFrequency": "monthly", "totalViews": 12,
        }  # fmt: skip
        self.updates: list[dict[str, Any]] = []

    def __call__(self, asked: Asked) -> Reply:
        service, _, call = asked.path.removeprefix("/api/v1/").partition("/")
        if service != "datasets.DatasetApiService":
            return as_json({"code": 404, "message": "no such service"}, 404)
        if asked.json.get("datasetSlug") != "ladders":
            return as_json({"code": 403, "message": "Permission denied"}, 403)
        if call == "GetDatasetMetadata":
            return as_json({"info": self.info})
        if "authorization" not in asked.headers:
            return as_json({"code": 401, "message": "Unauthenticated"}, 401)
        self.updates.append(asked.json)
        return as_json({"errors": []})


class Zenodo:
    """Record 1234567, and depositions."""

    def __init__(self) -> None:
        self.record: dict[str, Any] = {
            "id": 1234567, "recid": "1234567", "conceptrecid": "1234566", "doi": "10.5281/zenodo.1234567",
            "created": "2021-03-04T10:00:00+00:00", "title": "Ladders",
            "metadata": {
                "title": "Ladders", "doi": "10.5281/zenodo.1234567", "publication_date": "2021-03-04",
                "description": "<p>Heights of ladders.</p>", "access_right": "open",
                "creators": [{"name": "Rung, Ann", "affiliation": None, "orcid": "0000-0002-1825-0097"}],
                "keywords": ["tools"], "language": "deu", "version": "1.1",
                "resource_type": {"title": "Dataset", "type": "dataset"}, "license": {"id": "cc-by-4.0"},
                "relations": {"version": [{"index": 0, "is_last": True}]},
            },
            "files": [
                {"id": "f1", "key": "ladders.csv", "size": 120, "checksum": "md5:" + "ab" * 16,
                 "links": {"self": "https://zenodo.org/api/records/1234567/files/ladders.csv/content"}},
            ],
            "stats": {"views": 4}, "state": "done", "submitted": True,
        }  # fmt: skip
        self.deposits: list[tuple[str, str, Any]] = []

    def __call__(self, asked: Asked) -> Reply:
        if asked.method == "GET" and asked.path == "/api/records/1234567":
            return as_json(self.record)
        if asked.method == "GET" and asked.path == "/api/records/1234566":  # all versions: to the newest
            return Reply(302, b"", {"Location": "/api/records/1234567"})
        if not asked.path.startswith("/api/deposit/depositions"):
            return as_json({"status": 404, "message": "PID does not exist."}, 404)
        if asked.headers.get("authorization") != "Bearer zenodo-secret":
            return as_json({"status": 401, "message": "Unauthorized"}, 401)
        if asked.method == "GET":
            return as_json({"id": 1234567, "state": "done", "submitted": True})
        self.deposits.append((asked.method, asked.path, asked.json if asked.body else None))
        number = 1234567 if "1234567" in asked.path else 999
        return as_json({"id": number, "state": "unsubmitted", "submitted": False}, 201)


def datacite(asked: Asked) -> Reply:
    """One DOI of an archive."""
    if asked.path != "/dois/10.1000/ladders":
        return as_json({"errors": [{"status": "404", "title": "Not found"}]}, 404)
    attributes = {
        "doi": "10.1000/ladders", "identifiers": [], "creators": [{"name": "Rung, Ann"}],
        "titles": [{"title": "Ladders"}], "publisher": {"name": "Shed"}, "publicationYear": 2021,
        "types": {"resourceTypeGeneral": "Dataset"}, "state": "findable", "viewCount": 4,
        "rightsList": [{"rightsIdentifier": "cc-by-4.0", "rightsIdentifierScheme": "SPDX"}],
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }  # fmt: skip
    return as_json({"data": {"id": "10.1000/ladders", "type": "dois", "attributes": attributes}})
