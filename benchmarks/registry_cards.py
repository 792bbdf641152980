"""Makes Git repositories with any number of cards on record: a minute or two for 100,000."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from opendata_lint.registry.digests import content_digest, folder_digest
from opendata_lint.registry.record import Record, Upstream, record_path, to_json
from opendata_lint.tree import GitFile


def _words(text: str) -> list[str]:
    return text.split()


_ENVIRONMENT = {
    **os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
       for what, value in (("NAME", "A Maker"), ("EMAIL", "maker@example.org"))},
}  # fmt: skip
_PLACES = _words(
    "river harbor valley forest coast island lake mountain plain delta marsh ridge canyon reef dune"
)
_SUBJECTS = _words(
    "birds tides recipes letters markets buses weather maps dialects poems sensors trees roads songs "
    "fossils wells stamps trains bridges moths tiles diaries invoices beetles"
)
_LICENSES = {
    "cc-by-4.0": "CC-BY-4.0", "cc0-1.0": "CC0-1.0", "mit": "MIT", "apache-2.0": "Apache-2.0",
    "cc-by-sa-4.0": "CC-BY-SA-4.0", "odbl": "ODbL-1.0", "cc-by-nc-4.0": "CC-BY-NC-4.0",
}  # fmt: skip
_LANGUAGES = _words("en de fr es pt sw hi zh ar ru ja it nl pl fi tr vi ko cs el")
_TASKS = {
    "text-classification": "text", "translation": "text", "summarization": "text",
    "image-classification": "image", "object-detection": "image", "automatic-speech-recognition": "audio",
    "audio-classification": "audio", "tabular-regression": "tabular", "time-series-forecasting": "tabular",
}  # fmt: skip
_STATUSES = ("active", "active", "active", "active", "draft", "in_review", "deprecated")
_WORDS = _words(
    "collected counted measured written read by hand over many years near every small town where people "
    "keep notes of what they see hear and weigh each row holds one observation with its place day and "
    "observer values that were missing stay empty nothing was guessed or filled in later the first release "
    "had errors in two columns which are mended here splits follow the year so that no place is in two of "
    "them we checked a tenth of all rows twice and agreement was high but rare cases remain hard "
    "uncertain labels are marked as such please tell us what else is wrong with them"
)
_SYLLABLES = _words("ba ce di fo gu ha ke li mo nu pa re si to vu wa ye zi jo qua")
_HEADINGS = (
    "Dataset Description", "Data Collection", "Annotations", "Splits", "Bias, Risks, and Limitations",
    "Personal and Sensitive Information", "Considerations", "Citation",
)  # fmt: skip


def make(folder: Path, count: int) -> None:
    """A bare repository with one commit on `main`: cards with data, all but every hundredth on record."""
    _git(folder.parent, "init", "--quiet", "--bare", "--initial-branch=main", str(folder))
    _commit(folder, _files(count), new=True)


def change_one(folder: Path) -> None:
    """One more commit, in which a single card has another text."""
    _commit(folder, [(_path(7), _card(random.Random(-1), 7, "set-000007").encode())], new=False)


def _files(count: int) -> Iterator[tuple[str, bytes]]:
    for number in range(count):
        card_id = f"set-{number:06}"
        rng = random.Random(number)
        card = _card(rng, number, card_id).encode()
        data = "".join(f"{rng.random():.4f},{rng.choice(_PLACES)}\n" for _ in range(5)).encode()
        yield _path(number), card
        yield _path(number).replace("README.md", "data.csv"), data
        if number % 100:
            yield record_path(card_id), to_json(_record(rng, number, card_id, card, data))


def _commit(folder: Path, files: Iterable[tuple[str, bytes]], new: bool) -> None:
    """Commit files on top of `main`.

    The content goes through `git fast-import`, the paths do not: it looks through a whole folder for each.
    """
    imported = subprocess.Popen(
        ["git", "-C", str(folder), "fast-import", "--quiet"], stdin=subprocess.PIPE, env=_ENVIRONMENT
    )
    assert imported.stdin
    lines = []
    with imported.stdin as stream:
        for path, content in files:
            stream.write(b"blob\ndata %d\n%s\n" % (len(content), content))
            lines.append(f"100644 {_blob(content)}\t{path}\n")
    if imported.wait():
        raise RuntimeError("git fast-import failed")
    if not new:
        _git(folder, "read-tree", "main")
    _git(folder, "update-index", "--add", "--index-info", told="".join(sorted(lines, key=_path_in)))
    parent = [] if new else ["-p", "main"]
    commit = _git(folder, "commit-tree", "-m", "cards", *parent, _git(folder, "write-tree"))
    _git(folder, "update-ref", "refs/heads/main", commit)
    (folder / "index").unlink()


def _path_in(line: str) -> str:
    return line.partition("\t")[2]


def _git(folder: Path, *arguments: str, told: str = "") -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        input=told, stdout=subprocess.PIPE, check=True, env=_ENVIRONMENT, text=True,
    )  # fmt: skip
    return done.stdout.strip()


def _path(number: int) -> str:
    return f"{_SUBJECTS[number % len(_SUBJECTS)]}/{number // 1000:03}/set-{number:06}/README.md"


def _card(rng: random.Random, number: int, card_id: str) -> str:
    subject = _SUBJECTS[number % len(_SUBJECTS)]
    task = rng.choice([*_TASKS])
    lines = [
        "---", f"id: {card_id}", f"pretty_name: {subject.title()} of the {rng.choice(_PLACES)} {number}",
        f"license: {rng.choice([*_LICENSES])}", "language:",
        *(f"  - {code}" for code in rng.sample(_LANGUAGES, rng.randint(1, 3))),
        "task_categories:", f"  - {task}", "tags:", f"  - {_TASKS[task]}", f"  - {subject}",
        f"  - {rng.choice(_PLACES)}", f"version: {rng.randint(0, 4)}.{rng.randint(0, 9)}.0",
    ]  # fmt: skip
    if number > 10 and rng.random() < 0.2:
        lines += ["source_datasets:", f"  - set-{rng.randrange(number):06}"]
    lines += ["---", "", f"# {subject.title()} of the {rng.choice(_PLACES)}", "", _prose(rng, 40), ""]
    for heading in rng.sample(_HEADINGS, rng.randint(4, len(_HEADINGS))):
        lines += [f"## {heading}", "", _prose(rng, rng.randint(20, 90)), ""]
    return "\n".join(lines)


def _prose(rng: random.Random, length: int) -> str:
    """Common words, and every fourth of 8,000 others of which few are frequent, as in real text."""
    words = [rng.choice(_WORDS) if rng.random() < 0.75 else _rare(rng) for _ in range(length)]
    return " ".join(words).capitalize() + "."


def _rare(rng: random.Random) -> str:
    number = int(8000 * rng.random() ** 3)
    return "".join(_SYLLABLES[number // 20**place % 20] for place in range(4))


def _record(rng: random.Random, number: int, card_id: str, card: bytes, data: bytes) -> Record:
    said = dict(line.split(": ", 1) for line in card.decode().split("---")[1].splitlines() if ": " in line)
    source = [line.strip(" -") for line in card.decode().split("\n---")[0].splitlines() if "- set-" in line]
    return Record(
        id=card_id, kind="dataset", card=_path(number), card_digest=content_digest(_blob(card)),
        title=said["pretty_name"], version=said["version"], data=(_path(number).rpartition("/")[0],),
        data_digest=folder_digest({"data.csv": GitFile("100644", _blob(data))}),
        license=_LICENSES[said["license"]], profile="default" if rng.random() < 0.7 else None,
        lineage=tuple(Upstream("derivedFrom", name) for name in source),
        status=rng.choice(_STATUSES), owners=(f"team-{number % 40}@example.org",),
    )  # fmt: skip


def _blob(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
