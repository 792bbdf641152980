"""The graph of lineage: what cards name, where it is found, what is wrong with it, and how it is shown."""

import json
import time
from pathlib import Path

import pytest

from opendata_lint.card import Card
from opendata_lint.facts.related import links_of
from opendata_lint.registry.lineage.caches import Caches, caches_of
from opendata_lint.registry.lineage.cycles import circle_through, circles
from opendata_lint.registry.lineage.graph import Graph
from opendata_lint.registry.lineage.picture import picture_of
from opendata_lint.registry.lineage.reading import upstreams_of
from opendata_lint.registry.lineage.rendering import to_dot, to_json, to_lines, to_mermaid
from opendata_lint.registry.lineage.terms import clashes, on_record
from opendata_lint.registry.record import Record, Upstream

SHA = "0123456789abcdef0123456789abcdef01234567"
OTHER = "76543210fedcba9876543210fedcba9876543210"


def record(card_id: str, *sources: str | Upstream, license: str | None = "CC-BY-4.0", **more) -> Record:
    lineage = tuple(one if isinstance(one, Upstream) else Upstream("derivedFrom", one) for one in sources)
    kind = more.pop("kind", "dataset")
    path = more.pop("card", f"{kind}s/{card_id}/README.md")
    return Record(card_id, kind, path, f"swh:1:cnt:{SHA}", license=license, lineage=lineage, **more)


def graph(*records: Record, **more) -> Graph:
    return Graph({one.id: one for one in records}, **more)


def card(front: str, kind="model") -> Card:
    return Card(f"---\n{front}\n---\n# A\n".encode(), "models/a/README.md", kind)


def test_a_model_card_names_bases_data_evaluations_and_its_successor() -> None:
    links = links_of(
        card(
            "base_model: [ann/base]\nbase_model_relation: quantized\ndatasets: [logs, original]\n"
            "new_version: ann/b\nmodel-index:\n- results:\n  - dataset:\n      type: ann/test\n"
            f"      revision: {SHA}\n  - dataset: 3\n- 4\n"
        )
    )
    assert [(one.relation, one.identifier.text, one.pointer) for one in links] == [
        ("quantizedFrom", "hf:models/ann/base", "/base_model/0"),
        ("trainedOn", "logs", "/datasets/0"),
        ("evaluatedOn", f"hf:datasets/ann/test@{SHA}", "/model-index/0/results/0/dataset/type"),
        ("previousVersionOf", "hf:models/ann/b", "/new_version"),
    ]


@pytest.mark.parametrize(
    ("front", "relation"),
    [
        ("base_model: a/b", "finetunedFrom"),
        ("base_model: [a/b, a/c]", "mergeOf"),
        ("base_model: a/b\nbase_model_relation: adapter", "adapterOf"),
        ("base_model: a/b\nbase_model_relation: [x]", "finetunedFrom"),
    ],
)
def test_the_relation_to_the_base_model(front: str, relation: str) -> None:
    assert links_of(card(front))[0].relation == relation


def test_locks_are_kept_until_another_revision_is_asked_for() -> None:
    lock = Upstream("derivedFrom", "hf:datasets/a/b", SHA, "MIT", "swh:1:cnt:x")
    kept = upstreams_of(card("source_datasets: [a/b]", "dataset"), [lock])
    assert kept == (lock,)
    (new,) = upstreams_of(card(f"source_datasets: [a/b@{OTHER}]", "dataset"), [lock])
    assert (new.revision, new.license, new.digest) == (OTHER, None, None)
    assert upstreams_of(card("source_datasets: [original]", "dataset"), [lock]) == ()


def test_works_are_found_here_then_in_members_then_in_locks() -> None:
    here = record("logs", card="data/logs/README.md")
    made = record(
        "mix",
        "hf:datasets/ann/logs",
        "tides",
        "harbor:ships",
        Upstream("derivedFrom", "hf:datasets/x/seen", SHA, "MIT"),
        Upstream("finetunedFrom", "hf:models/meta-llama/Llama-3.1-8B"),
        "doi:10.1234/unknown",
        "unknown",
    )
    members = {"harbor": {one.id: one for one in (record("ships"), record("tides"), record("x", "tides"))}}
    found = graph(here, made, members=members)
    assert [(edge.target, found.nodes[edge.target].origin) for edge in found.upstream("mix")] == [
        ("logs", "here"),
        ("harbor:tides", "member"),
        ("harbor:ships", "member"),
        ("hf:datasets/x/seen", "lock"),
        ("hf:models/meta-llama/Llama-3.1-8B", "names"),
        ("doi:10.1234/unknown", "unresolved"),
        ("name:unknown", "unresolved"),
    ]
    assert [edge.source for edge in found.downstream("harbor:tides")] == ["mix", "harbor:x"]
    assert [found.upstream("mix")[index].pinned for index in (0, 3, 5)] == [False, True, True]
    for text in ("logs", "ann/logs", "https://huggingface.co/datasets/x/seen", "harbor:ships", "unknown"):
        assert found.find(text) is not None, text
    assert found.find("nothing/here") is None


def test_a_name_that_several_cards_have_means_none_of_them_unless_it_is_whole() -> None:
    twins = (record("a", card="x/logs/README.md"), record("b", card="y/logs/README.md"))
    assert graph(*twins, record("c", "ann/logs")).upstream("c")[0].target == "hf:datasets/ann/logs"
    assert graph(*twins, record("c", "x/logs")).upstream("c")[0].target == "a"


def test_data_is_found_by_its_digest() -> None:
    found = graph(record("a", data_digest=f"swh:1:dir:{SHA}"), record("b", f"swh:1:dir:{SHA}"))
    assert found.upstream("b")[0].target == "a"


def test_a_successor_is_a_new_version() -> None:
    found = graph(record("a", Upstream("previousVersionOf", "b")), record("b"))
    assert [(edge.source, edge.relation, edge.target) for edge in found.edges()] == [("b", "versionOf", "a")]


def test_circles_are_found_and_pinned_works_close_none() -> None:
    found = graph(record("a", "b"), record("b", "c"), record("c", "a"), record("d", "d"), record("e", "a"))
    assert circles(found) == [["a", "b", "c"], ["d"]]
    assert circle_through(found, "a", found.upstream("a")[0]) == ["a", "b", "c", "a"]
    assert circle_through(found, "d", found.upstream("d")[0]) == ["d", "d"]
    assert circle_through(found, "e", found.upstream("e")[0]) is None
    pinned = graph(record("a", "b"), record("b", Upstream("derivedFrom", "hf:datasets/x/a", SHA)))
    assert pinned.upstream("b")[0].target == "a"
    assert circles(pinned) == []
    evaluated = graph(record("a", Upstream("evaluatedOn", "b")), record("b", "a"))
    assert circles(evaluated) == []


def test_a_chain_of_a_hundred_thousand() -> None:
    count = 100_000
    chain = [record(f"n{i}", f"n{i + 1}", card=f"n{i}.md") for i in range(count - 1)]
    last = record(f"n{count - 1}", "n0", license="CC-BY-NC-4.0", card="x.md")
    started = time.perf_counter()
    found = graph(*chain, last)
    assert [len(group) for group in circles(found)] == [count]
    way = circle_through(found, "n0", found.upstream("n0")[0])
    assert way is not None
    assert len(way) == count + 1
    own = on_record("MIT")
    assert own
    (clash,) = [one for one in clashes(found, own, "dataset", found.upstream("n0")) if one.origin.key != "n0"]
    assert (len(clash.path), clash.demand) == (count - 1, "non-commercial")
    lines = to_lines(picture_of(found, found.nodes["n0"], "both", 1_000))
    assert sum(map(len, lines)) < 8_000_000
    assert time.perf_counter() - started < 60


def test_terms_are_lost_beyond_the_neighbors_and_told_where_they_are_lost_first() -> None:
    far = record("far", license="CC-BY-NC-4.0")
    found = graph(far, record("mid", "far", license="MIT"), record("top", "mid", license="MIT"))
    (clash,) = told(found, "top")
    assert ([node.key for node in clash.path], clash.demand) == (["mid", "far"], "non-commercial")
    kept = graph(far, record("mid", "far", license="CC-BY-NC-4.0"), record("top", "mid", license="MIT"))
    assert [[node.key for node in clash.path] for clash in told(kept, "top")] == [["mid"]]
    assert told(graph(far, record("mid", "far"), record("top", "mid", license="CC-BY-NC-4.0")), "top") == []


def test_terms_of_training_data_are_not_followed_and_licenses_of_the_hub_are() -> None:
    data = record("data", license="CC-BY-NC-4.0")
    model = record("model", Upstream("trainedOn", "data"), license="MIT", kind="model")
    assert told(graph(data, model), "model") == []
    base = record("base", license="LicenseRef-llama3.1", kind="model")
    middle = record("middle", Upstream("finetunedFrom", "base"), license=None, kind="model")
    tuned = record("tuned", Upstream("quantizedFrom", "middle"), license="MIT", kind="model")
    assert [clash.demand for clash in told(graph(base, middle, tuned), "tuned")] == ["use-restrictions"]


def told(found: Graph, key: str) -> list:
    node = found.nodes[key]
    own = on_record(node.license)
    assert own
    return list(clashes(found, own, node.kind, found.upstream(key)))  # type: ignore[arg-type]


def test_caches_are_read_as_they_lie(tmp_path: Path) -> None:
    snapshot = tmp_path / "hub" / "datasets--ann--logs" / "snapshots" / SHA
    snapshot.mkdir(parents=True)
    (snapshot / "README.md").write_text(
        "---\nlicense: mit\npretty_name: Logs\n---\n# Logs\n", encoding="utf-8"
    )
    refs = tmp_path / "hub" / "datasets--ann--logs" / "refs"
    refs.mkdir()
    (refs / "main").write_text(SHA, encoding="ascii")
    described = tmp_path / "openml" / "org" / "openml" / "www" / "datasets" / "61"
    described.mkdir(parents=True)
    (described / "description.xml").write_text(
        "<oml:data_set_description><oml:name>iris</oml:name><oml:licence>CC-BY-4.0</oml:licence>",
        encoding="utf-8",
    )
    caches = Caches(tmp_path / "hub", tmp_path / "openml")
    found = graph(
        record("a", "hf:datasets/ann/logs", "openml:d/61", "hf:datasets/ann/logs2", "hf:datasets/x/y"),
        lookup=caches.lookup,
    )
    seen = [found.nodes[edge.target] for edge in found.upstream("a")]
    assert [(node.origin, node.license, node.title, node.revision) for node in seen] == [
        ("cache", "MIT", "Logs", SHA),
        ("cache", "CC-BY-4.0", "iris", None),
        ("unresolved", None, None, None),
        ("unresolved", None, None, None),
    ]
    (refs / "main").write_text("../../../../etc", encoding="ascii")
    assert graph(record("a", "hf:datasets/ann/logs"), lookup=caches.lookup).upstream("a")
    assert caches_of({"HF_HOME": "/x"}).hub == Path("/x/hub")
    assert caches_of({"HF_HUB_CACHE": "/y", "HF_HOME": "/x"}).hub == Path("/y")


HOSTILE = 'x"]; evil(); [<script>alert(1)</script>\n%%{init}%%\\" click n0 "javascript:1" \x1b[31m #quot;'


def test_pictures_escape_what_others_wrote() -> None:
    made = record(
        "a",
        Upstream('bad"]\n --> evil', "doi:10.1234/<img src=x>", None, HOSTILE),
        Upstream("derivedFrom", "https://example.org/\"'><script>", None, HOSTILE),
        license=HOSTILE,
        title=HOSTILE,
    )
    found = graph(made)
    picture = picture_of(found, found.nodes["a"], "both", 10)
    mermaid = to_mermaid(picture)
    for line in mermaid.splitlines()[1:-1]:
        assert line.count('"') == 2, line
        assert not set("<>\\`") & set(line.replace("-->", "")), line
    for line in to_dot(picture).splitlines()[3:-1]:
        quotes = line.replace("\\\\", "").replace('\\"', "").count('"')
        assert quotes == 2, line
    assert json.loads(to_json(picture))["nodes"][0]["license"] == HOSTILE
    assert "\x1b" not in mermaid + to_dot(picture) + to_json(picture)


def test_text_shows_a_work_once_and_says_what_is_cut() -> None:
    found = graph(record("a", "b", "c"), record("b", "d"), record("c", "d"), record("d", "e"), record("e"))
    assert to_lines(picture_of(found, found.nodes["a"], "both", 10)) == [
        "a (dataset, CC-BY-4.0)",
        "|- derived from b (dataset, CC-BY-4.0)",
        "|  `- derived from d (dataset, CC-BY-4.0)",
        "|     `- derived from e (dataset, CC-BY-4.0)",
        "`- derived from c (dataset, CC-BY-4.0)",
        "   `- derived from d (dataset, CC-BY-4.0) ...",
    ]
    cut = to_lines(picture_of(found, found.nodes["d"], "downstream", 1))
    assert cut[-1] == "(more beyond; see --depth)"
