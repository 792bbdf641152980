"""`opendata-lint registry site`: what it writes, and where it refuses to."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from opendata_lint.cli import main
from opendata_lint.registry.site.output import MARK
from tests.registry.site.conftest import TIDES, commit
from tests.repositories import Repository

pytest.importorskip("jinja2", reason="the site needs the extra `registry`")

Build = Callable[..., Path]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_writes_pages_and_files_for_programs(build: Build) -> None:
    out = build("--title", "Coast")
    files = contents(out)
    assert {
        "index.html",
        "lineage.html",
        "cards.json",
        "catalog.jsonld",
        "catalog.ttl",
        "feed.xml",
        MARK,
    } <= (files.keys())
    assert {name for name in files if name.startswith("cards/")} == {
        f"cards/{name}.html" for name in ("tides", "letters", "forecast", "hostile")
    }
    assert {name for name in files if name.startswith("croissant/")} == {
        f"croissant/{name}.json" for name in ("tides", "letters", "hostile")
    }
    page = files["cards/tides.html"].decode()
    assert "<title>Tide levels · Coast</title>" in page
    assert '<a href="letters.html#card-what-is-in-it">the letters</a>' in page
    assert '<span class="elsewhere" title="data/levels.csv">raw file</span>' in page
    assert "German (de)" in page
    assert "swh:1:dir:" in page


def test_the_same_commit_gives_the_same_bytes(build: Build, catalog: Repository) -> None:
    first = contents(build("--rev", "HEAD", "--jobs", "1", name="a"))
    catalog.write("datasets/tides/README.md", TIDES.format(version="9.9.9"))
    assert contents(build("--rev", "HEAD", "--jobs", "2", name="b")) == first
    assert b"9.9.9" in contents(build(name="c"))["cards/tides.html"]
    catalog.git("add", "--all")
    assert b"9.9.9" in contents(build("--staged", name="d"))["cards/tides.html"]
    assert b"9.9.9" not in contents(build("--rev", "HEAD", name="e"))["cards/tides.html"]


def test_replaces_a_former_site_as_a_whole(build: Build, catalog: Repository) -> None:
    out = build()
    (out / "cards" / "old.html").write_text("old")
    assert build() == out
    assert not (out / "cards" / "old.html").exists()
    assert [path.name for path in out.parent.iterdir() if path.name.startswith(".site")] == []


def test_leaves_other_folders_alone(
    catalog: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "thesis.tex").write_text("years of work")
    link = tmp_path / "link"
    link.symlink_to(full, target_is_directory=True)
    for out, words in ((full, "no former site"), (full / "thesis.tex", "no folder"), (link, "symbolic link")):
        assert main(["registry", "site", str(out), "--repo", str(catalog.path)]) == 2
        assert words in capsys.readouterr().err
    assert [path.name for path in full.iterdir()] == ["thesis.tex"]


def test_a_failure_leaves_the_former_site(
    build: Build, catalog: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = build()
    before = contents(out)
    monkeypatch.setattr("opendata_lint.registry.site.building.search_files", lambda *_: 1 / 0)
    assert main(["registry", "site", str(out), "--repo", str(catalog.path), "--title", "Other"]) != 0
    assert contents(out) == before
    assert [path.name for path in out.parent.iterdir() if path.name.startswith(".site")] == []


def test_refuses_two_cards_of_one_id(
    catalog: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalog.stage("copy/tides/README.md", TIDES.format(version="1.0.0"))
    assert main(["registry", "site", str(tmp_path / "out"), "--repo", str(catalog.path)]) == 2
    assert "2 cards have the id `tides`" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "url", ["ftp://a", "javascript:alert(1)", 'https://a/"x', "https://a/?q", "https://"]
)
def test_refuses_odd_addresses(
    catalog: Repository, tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["registry", "site", str(tmp_path / "o"), "--repo", str(catalog.path), "--url", url]) == 2
    assert "give an address" in capsys.readouterr().err


def test_title_and_address_come_from_the_configuration(
    build: Build, catalog: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    catalog.write("opendata-lint.toml", '[registry.site]\ntitle = "Sea"\nurl = "https://example.org/sea"\n')
    out = build()
    assert "<h1>Sea</h1>" in (out / "index.html").read_text(encoding="utf-8")
    assert json.loads((out / "cards.json").read_bytes())["cards"][0]["page"].startswith(
        "https://example.org/sea/cards/"
    )
    assert "<h1>Land</h1>" in (build("--title", "Land") / "index.html").read_text(encoding="utf-8")
    catalog.write("opendata-lint.toml", '[registry.site]\nurl = "sea"\n')
    assert main(["registry", "site", str(out), "--repo", str(catalog.path)]) == 2
    assert "`url` under [registry.site]" in capsys.readouterr().err


def test_tells_what_to_install(
    catalog: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "jinja2", None)
    assert main(["registry", "site", str(tmp_path / "o"), "--repo", str(catalog.path)]) == 2
    assert "pip install 'opendata-lint[registry]'" in capsys.readouterr().err


def test_without_checks_no_page_speaks_of_findings(build: Build) -> None:
    page = (build("--no-check") / "cards" / "tides.html").read_text(encoding="utf-8")
    assert 'id="findings"' not in page
    assert 'id="answers"' in page


def test_a_repository_without_commits_or_cards(
    new_repository: Callable[[str], Repository], tmp_path: Path
) -> None:
    empty = new_repository("empty")
    out = tmp_path / "site"
    assert main(["registry", "site", str(out), "--repo", str(empty.path)]) == 0
    assert "There are no cards in this repository yet." in (out / "index.html").read_text(encoding="utf-8")


def test_history_and_feed_have_the_dates_of_commits(build: Build, catalog: Repository) -> None:
    catalog.write("datasets/tides/data/levels.csv", "level\n2\n")
    commit(catalog, "Tides: one more gauge", "2026-05-11T09:12:00+02:00")
    out = build("--url", "https://data.example.org/c")
    feed = (out / "feed.xml").read_text(encoding="utf-8")
    assert re.findall(r"<updated>(.*)</updated>", feed) == [
        "2026-05-11T09:12:00+02:00", "2026-05-11T09:12:00+02:00", "2026-03-02T10:00:00+01:00",
        "2026-03-01T10:00:00+01:00",
    ]  # fmt: skip
    assert 'href="https://data.example.org/c/cards/tides.html"' in feed
    assert "Records &lt;b&gt;of&lt;/b&gt; them" in feed
    page = (out / "cards" / "tides.html").read_text(encoding="utf-8")
    assert page.index("Tides: one more gauge") < page.index("Four cards")


def test_status_and_replacement_are_told(build: Build, catalog: Repository) -> None:
    record = catalog.path / ".opendata/cards/letters.json"
    fields = json.loads(record.read_bytes())
    fields |= {"status": "deprecated", "notice": "Scans were <lost>.", "replaced_by": "tides"}
    record.write_text(json.dumps(fields, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    page = (build() / "cards" / "letters.html").read_text(encoding="utf-8")
    assert "Scans were &lt;lost&gt;." in page
    assert '<a href="tides.html">tides</a>' in page


def test_a_record_without_a_card_has_a_page(build: Build, catalog: Repository) -> None:
    catalog.git("rm", "--quiet", "-r", "datasets/letters")
    page = (build() / "cards" / "letters.html").read_text(encoding="utf-8")
    assert "The card is gone" in page


def test_lists_page_by_page_without_javascript(
    build: Build, catalog: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("opendata_lint.registry.site.listing.A_PAGE", 3)
    out = build()
    index, second = ((out / name).read_text(encoding="utf-8") for name in ("index.html", "list/2.html"))
    assert index.count('class="card-row"') == 3
    assert second.count('class="card-row"') == 1
    assert 'href="list/2.html"' in index
    assert 'href="../index.html"' in second
