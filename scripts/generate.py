"""Make the files that are derived from others: the index and the table of rules, what describes
configuration.

    python scripts/generate.py           write them
    python scripts/generate.py --check   exit 1 and name those that are not current
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import configuration_files
import format_table
import profile_table
import yaml

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "opendata_lint" / "rules" / "pages"
FAMILIES = {
    "YML": "front matter as text", "MET": "metadata fields", "LIC": "license", "PRV": "provenance",
    "ANN": "annotation", "ETH": "ethics, bias, personal data and limitations", "MOD": "modality",
    "LNG": "language", "DAT": "claims against the data", "MDL": "models", "SEC": "sections and prose",
    "LNK": "links", "REG": "registry of the repository", "CON": "the card and the descriptors beside it",
    "DSC": "descriptors of registries", "PLG": "plugins for descriptors", "IGN": "suppressions",
}  # fmt: skip
STANDARDS = {
    "BCP 47": "BCP 47, tags for languages",
    "CFF": "Citation File Format 1.2",
    "CC": "Creative Commons, licenses and chart for what is made of licensed works",
    "CR": "Croissant 1.0, metadata of datasets for machine learning (MLCommons)",
    "DCT": "DataCite metadata schema 4.5 to 4.7",
    "DC": "Data Cards (Pushkarna and others, 2022)",
    "DPI": "Data Provenance Initiative, audits of dataset licenses",
    "DS": "Datasheets for Datasets (Gebru and others, 2021)",
    "DST": "Data Statements (Bender and Friedman, 2018)",
    "DTA": "Data Provenance Standards (Data & Trust Alliance)",
    "EUT": "template for the summary of training content (EU AI Act, article 53)",
    "FDP": "Data Package 1 and 2 (Frictionless)",
    "FAIR": "FAIR principles (Wilkinson and others, 2016)",
    "HF": "cards and metadata of the Hugging Face Hub, by its documentation, templates and code",
    "ISO5259": "ISO/IEC 5259, data quality for analytics and machine learning",
    "ISO 639": "ISO 639, codes for languages",
    "JSON Schema": "JSON Schema 2020-12",
    "KGL": "Kaggle, `dataset-metadata.json`",
    "Llama": "Llama 2 to 4, community licenses and acceptable use policies (Meta)",
    "MC": "Model Cards (Mitchell and others, 2019)",
    "MOF": "Model Openness Framework 1.1 (LF AI & Data)",
    "NIPS": "what NeurIPS asks of submitted datasets",
    "RAI": "Croissant RAI, its vocabulary for responsible AI",
    "SPD": "SPDX 3, dataset profile",
    "SPDX": "SPDX license list and license expressions",
    "CDX": "CycloneDX 1.6, model cards in bills of materials",
    "EUX": "EU AI Act, annex XI, what providers of general-purpose models document",
    "OML": "OpenML, descriptions of datasets",
    "OSAID": "Open Source AI Definition 1.0",
    "SPA": "SPDX 3, AI profile",
    "YAML": "YAML 1.2",
    "ZEN": "Zenodo, `.zenodo.json`",
}
"""What the short names on the rules' pages stand for."""


def facts_of(page: Path) -> dict[str, Any]:
    """The front matter of a rule's page."""
    try:
        facts: dict[str, Any] = yaml.safe_load(page.read_text(encoding="utf-8").split("---\n", 2)[1])
    except (yaml.YAMLError, IndexError) as error:
        sys.exit(f"{page.name}: its front matter cannot be read: {error}")
    return facts


def index(pages: list[dict[str, Any]]) -> str:
    """What a run needs to know of each rule."""
    wanted = ("name", "summary", "severity", "kinds", "omission", "fixable", "since")
    optional = ("status", "instead", "formerly", "options", "allow")
    told = {
        facts["code"]: {key: facts[key] for key in wanted}
        | {key: facts[key] for key in optional if key in facts}
        for facts in pages
    }
    return json.dumps(told, indent=1) + "\n"


def table(pages: list[dict[str, Any]]) -> str:
    """The documentation's table of rules, by family."""
    return "\n".join([
        "# Rules",
        "",
        "Made by `scripts/generate.py` from the rules' pages. `opendata-lint rule CODE` prints a page.",
        "The column *candidates* names the working ids under which a rule was first considered and measured;",
        "*hub* is the severity under the profile `hub`; *fix* says whether `check --fix` can mend what is",
        "found, always or in some cases; [the standards](#standards) are those that ask for it.",
        *_families(pages),
        "",
        "## Standards",
        "",
        "| short | what |",
        "|---|---|",
        *(f"| {short} | {about} |" for short, about in STANDARDS.items()),
        "",
    ])  # fmt: skip


def _families(pages: list[dict[str, Any]]) -> Iterator[str]:
    hub = json.loads((ROOT / "schemas" / "profiles" / "hub.json").read_bytes())["rules"]
    default = json.loads((ROOT / "schemas" / "profiles" / "default.json").read_bytes())["rules"]
    for family, about in FAMILIES.items():
        members = [facts for facts in pages if facts["code"].startswith(family)]
        if not members:
            continue
        yield from ["", f"## {family}: {about}", ""]
        yield "| code | name | what it finds | default | hub | fix | cards | standards | candidates |"
        yield "|---|---|---|---|---|---|---|---|---|"
        for facts in members:
            code = facts["code"]
            level = default.get(code, "page")
            unsaid = facts["severity"] if facts["kinds"] == ["descriptor"] else hub["*"]
            yield (
                f"| [{code}](../opendata_lint/rules/pages/{code}.md) | `{facts['name']}` "
                f"| {facts['summary']} "
                f"| {facts['severity'] if level == 'page' else level} | {hub.get(code, unsaid)} "
                f"| {'yes' if facts['fixable'] else '-'} | {', '.join(facts['kinds'])} | {_standards(facts)} "
                f"| {', '.join(facts['candidates']) or '-'} |"
            )


def _standards(facts: dict[str, Any]) -> str:
    """The short names of a rule's standards; ends the program at one that is not explained."""
    if unknown := [name for name in facts["standards"] if name not in STANDARDS]:
        sys.exit(f"{facts['code']}: scripts/generate.py does not say what {', '.join(unknown)} is")
    return ", ".join(facts["standards"]) or "-"


def main() -> int:
    """Write or check every generated file."""
    pages = [facts_of(page) for page in sorted(PAGES.glob("*.md"))]
    outputs = {
        ROOT / "opendata_lint" / "rules" / "index.json": index(pages),
        ROOT / "docs" / "rules.md": table(pages),
        **configuration_files.outputs(ROOT, pages),
        **profile_table.outputs(ROOT, pages),
        **format_table.outputs(ROOT),
    }
    stale = [
        path
        for path, text in outputs.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    for path in stale:
        name = path.relative_to(ROOT).as_posix()
        if "--check" in sys.argv:
            print(f"not current: {name}; run scripts/generate.py", file=sys.stderr)
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(outputs[path], encoding="utf-8")
            print(f"written: {name}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
