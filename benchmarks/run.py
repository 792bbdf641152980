"""Wall time beside peers, as ratios of runs that take turns in the same minute.

    python benchmarks/run.py            all comparisons
    python benchmarks/run.py cold       one card from cold start to exit, beside check-jsonschema
    python benchmarks/run.py many       a folder of cards, beside check-jsonschema and remark-cli

Both sides judge by the same JSON Schema: ours for dataset cards, of which the peers get the part over the
front matter. check-jsonschema cannot read Markdown, so it is given the front matter cut out into YAML.
Everything is set up in `.cache/benchmarks` on the first run. The folder of cards is that of the shared
collection (`OPENDATA_LINT_SHARED`); without it the example card is copied 200 times.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".cache" / "benchmarks"
BIN = CACHE / "venv" / ("Scripts" if os.name == "nt" else "bin")
SHARED = Path(os.environ.get("OPENDATA_LINT_SHARED", ROOT.parent / "shared"))


class Comparison(NamedTuple):
    """Two commands that do the same work, and the ratio that we promise."""

    title: str
    ours: Sequence[str]
    peer: Sequence[str]
    target: float
    runs: int


def main() -> int:
    """Run the comparisons and return 1 if a ratio is above its target."""
    _set_up()
    wanted = sys.argv[1:] or ["cold", "many"]
    comparisons = [c for name in wanted for c in {"cold": _cold, "many": _many}[name]()]
    return max([_report(comparison) for comparison in comparisons], default=0)


def _report(comparison: Comparison) -> int:
    pairs = [(_seconds(comparison.ours), _seconds(comparison.peer)) for _ in range(comparison.runs + 1)][1:]
    ours, peers = zip(*pairs, strict=True)
    ratio = statistics.median(a / b for a, b in pairs)
    verdict = "met" if ratio <= comparison.target else "MISSED"
    print(
        f"{comparison.title}: ratio {ratio:.2f} (target {comparison.target:.2f}, {verdict}; "
        f"{statistics.median(ours):.3f} s beside {statistics.median(peers):.3f} s, "
        f"median of {comparison.runs})",
        flush=True,
    )
    return int(ratio > comparison.target)


def _seconds(command: Sequence[str]) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, env=environment, cwd=CACHE)
    elapsed = time.perf_counter() - start
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command[:3])} failed: {done.stderr.decode(errors='replace')[-500:]}")
    return elapsed


def _cold() -> list[Comparison]:
    clean = _case("clean", (ROOT / "examples" / "good-dataset" / "README.md").read_text(encoding="utf-8"))
    faulty = _case("faulty", (ROOT / "examples" / "bad" / "README.md").read_text(encoding="utf-8"))
    version = Comparison(
        "--version beside an empty Python", _ours("--version"), [str(BIN / "python"), "-c", "pass"], 3.0, 15
    )
    return [
        version,
        Comparison("one clean card, cold", _ours("check", str(clean)), _peer(clean), 0.45, 15),
        Comparison("one card with findings, cold", _ours("check", str(faulty)), _peer(faulty), 0.65, 15),
    ]


def _many() -> list[Comparison]:
    cards = _cards()
    yamls = sorted(str(path) for path in cards.parent.glob("front/*.yaml"))
    jsonschema = [str(BIN / "check-jsonschema"), "--schemafile", str(CACHE / "front.schema.json"), *yamls]
    remark = [
        str(CACHE / "node_modules" / ".bin" / "remark"),
        "--frail",
        "--quiet",
        "--rc-path",
        str(_remark_rc()),
        str(cards),
    ]
    check = ("check", "--kind", "dataset", "--output-format", "json")
    named = sorted(str(path) for path in cards.glob("*.md"))
    return [
        Comparison(
            f"{len(named)} cards, one process", _ours(*check, "--jobs", "1", *named), jsonschema, 3.0, 3
        ),
        Comparison(f"{len(named)} cards, --jobs 2", _ours(*check, "--jobs", "2", *named), jsonschema, 1.8, 3),
        Comparison(f"{len(named)} cards beside remark", _ours(*check, *named), remark, 0.33, 3),
    ]


def _ours(*arguments: str) -> list[str]:
    return [str(BIN / "opendata-lint"), *arguments]


def _peer(card: Path) -> list[str]:
    return [
        str(BIN / "check-jsonschema"),
        "--schemafile",
        str(CACHE / "front.schema.json"),
        str(card.with_suffix(".yaml")),
    ]


def _case(name: str, text: str) -> Path:
    folder = CACHE / name
    folder.mkdir(exist_ok=True)
    (folder / "README.md").write_text(text, encoding="utf-8")
    (folder / "README.yaml").write_text(_front(text), encoding="utf-8")
    return folder / "README.md"


def _front(text: str) -> str:
    return text.split("---\n", 2)[1] if text.startswith("---\n") and text.count("---\n") > 1 else ""


def _cards() -> Path:
    """The folder of cards, and beside it the front matter of those whose YAML every reader takes."""
    source = SHARED / "corpus" / "dataset_cards"
    folder = CACHE / "many" / "cards"
    if folder.is_dir():
        return folder
    folder.mkdir(parents=True)
    (folder.parent / "front").mkdir()
    example = ROOT / "examples" / "bad" / "README.md"
    paths = sorted(source.glob("*.md")) if source.is_dir() else [example] * 200
    for number, path in enumerate(paths):
        (folder / f"{number:04}.md").write_bytes(path.read_bytes())
        front = _front(path.read_bytes().decode(errors="replace"))
        (folder.parent / "front" / f"{number:04}.yaml").write_text(front or "{}\n", encoding="utf-8")
    return folder


def _remark_rc() -> Path:
    settings = CACHE / ".remarkrc.json"
    plugin = ["remark-lint-frontmatter-schema", {"schemas": {"./front.schema.json": ["**/*.md"]}}]
    settings.write_text(json.dumps({"plugins": ["remark-frontmatter", plugin]}), encoding="utf-8")
    return settings


def _set_up() -> None:
    CACHE.mkdir(parents=True, exist_ok=True)
    if not BIN.is_dir():
        venv.create(CACHE / "venv", with_pip=True)
    pip = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "check-jsonschema", str(ROOT)], check=True, stderr=subprocess.DEVNULL)
    subprocess.run([*pip, "--force-reinstall", "--no-deps", str(ROOT)], check=True, stderr=subprocess.DEVNULL)
    schema = json.loads(subprocess.check_output([str(BIN / "opendata-lint"), "schema", "dataset"]))
    front = {"$schema": schema["$schema"], **schema["properties"]["metadata"]}
    (CACHE / "front.schema.json").write_text(json.dumps(front), encoding="utf-8")
    if shutil.which("npm") and not (CACHE / "node_modules").is_dir():
        packages = ["remark-cli@12", "remark-frontmatter@5", "remark-lint-frontmatter-schema@3"]
        subprocess.run(
            ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(CACHE), *packages],
            check=True,
        )


if __name__ == "__main__":
    sys.exit(main())
