"""MDL: how a model was made, and at what cost.

That a card says nothing at all of use or data is said in `schemas/defs/model-topics.schema.json`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from opendata_lint.card import Card
from opendata_lint.finding import NOWHERE, Finding, at_value
from opendata_lint.rules import rule
from opendata_lint.rules.catalog import option
from opendata_lint.rules.telling import NUMBER, left_open, says, says_beside, text_of
from opendata_lint.tree import Tree
from opendata_lint.vocabulary import libraries, modalities
from opendata_lint.vocabulary.model_words import components, hyperparameters, words


@rule("MDL024")
def hyperparameters_missing(card: Card, tree: Tree) -> Iterator[Finding]:
    """Fewer than two hyperparameters of the training are given."""
    text = text_of(card)
    if left_open(card, "training_procedure") or says(text, words("untrained")):
        return
    found = int(says(text, words("optimizers")))
    for names in hyperparameters():
        found += says_beside(text, names, NUMBER)
        if found >= 2:
            return
    yield Finding(
        "MDL024",
        "fewer than two of learning rate, batch size, epochs, steps and optimizer are given",
        NOWHERE,
        "add a section `Training Hyperparameters`, or say that it was not trained by you and link to who did",
    )


_SIZE = r"\d ?(?:b|m|k|bn|t|million|billion|trillion|thousand)\b|\d{1,3}(?:[, ]\d{3})+|\d{4,}"


@rule("MDL025")
def architecture_missing(card: Card, tree: Tree) -> Iterator[Finding]:
    """Neither the architecture nor the number of parameters is told."""
    text = text_of(card)
    if left_open(card, "technical"):
        return
    if not says(text, words("architectures")) and not says_beside(text, words("size"), _SIZE):
        yield Finding(
            "MDL025",
            "neither the architecture nor the number of parameters is given",
            NOWHERE,
            "name the architecture and the number of parameters",
        )


@rule("MDL026")
def compute_missing(card: Card, tree: Tree) -> Iterator[Finding]:
    """Nothing tells on what hardware the model was trained."""
    text = text_of(card)
    if not says(text, words("devices")) and not _takes_seconds(text) and not left_open(card, "environment"):
        yield Finding(
            "MDL026",
            "nothing tells on what hardware and for how long the model was trained",
            NOWHERE,
            "name the kind and number of processors and the hours of training",
        )


_AMOUNT = (
    r"\d ?(?:[km]?wh|gwh|joule|[km]j\b|k?g\b|mg\b|t\b|tons?\b|tonnes?|tco|lbs?\b|gram|kilogram)|emitted\W+\d"
)


def _takes_seconds(text: str) -> bool:
    """Whether nothing was trained, or an estimator of scikit-learn, which costs nothing worth telling."""
    if says(text, words("untrained")):
        return True
    return says(text, words("estimators")) and not says(text, ("pytorch", "import torch", "tensorflow"))


@rule("MDL027")
def environment_missing(card: Card, tree: Tree) -> Iterator[Finding]:
    """Neither energy nor emissions of the training are told."""
    if card.metadata.get("co2_eq_emissions") or left_open(card, "environment"):
        return
    text = text_of(card)
    if not says_beside(text, words("energy"), _AMOUNT, 200) and not _takes_seconds(text):
        yield Finding(
            "MDL027",
            "neither the energy that training took nor its emissions are given",
            NOWHERE,
            "give `co2_eq_emissions` in the front matter or a section `Environmental Impact`",
        )


@rule("MDL031")
def safety_missing(card: Card, tree: Tree) -> Iterator[Finding]:
    """A model that generates text, images or sound, and not a word on the harm of what it generates."""
    tasks = {card.metadata.get("pipeline_tag"), *_tags(card)}
    if not tasks.isdisjoint(words("generative-tasks")) and not says(text_of(card), words("safety")):
        yield Finding(
            "MDL031",
            "the model generates content, and nothing is said of harmful or false output",
            NOWHERE,
            'tell what was done against harmful output and how that was tested; "nothing" is an answer',
        )


def _tags(card: Card) -> list[str]:
    tags = card.metadata.get("tags")
    return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []


@rule("MDL032")
def usage_missing(card: Card, tree: Tree) -> Iterator[Finding]:
    """No code, and no word on how the model is loaded or where it is run."""
    if "access" in card.topics or says(text_of(card), words("running")):
        return
    if not any(block.kind == "code" for section in card.sections for block in section.blocks):
        yield Finding(
            "MDL032",
            "nothing shows how to load or run the model",
            NOWHERE,
            "add a few lines of code, or the address of the place that has them",
        )


@rule("MDL033")
def task_beyond_library(card: Card, tree: Tree) -> Iterator[Finding]:
    """The pipeline tag is about a kind of data that the library does not handle."""
    library, task = card.metadata.get("library_name"), card.metadata.get("pipeline_tag")
    if not (isinstance(library, str) and isinstance(task, str) and library in words("narrow-libraries")):
        return
    kinds = set(modalities.modalities_of_task(task))
    able = {kind for known in libraries.tasks_of(library) for kind in modalities.modalities_of_task(known)}
    if kinds and kinds.isdisjoint(able):
        yield Finding(
            "MDL033",
            f"the pipeline tag `{task}` is about {_listed(kinds)}, and `{library}` about {_listed(able)}",
            at_value("/pipeline_tag"),
            "correct `pipeline_tag` or `library_name`",
        )


@rule("MDL035")
def openness_missing(card: Card, tree: Tree) -> Iterator[Finding]:
    """Components of the class that is aimed at are in no list that gives the license of each."""
    aim = option(card, "MDL035", "class")
    listed = "\n".join(_licensed_parts(card))
    wanted = [part for part, (least, _) in components().items() if least >= aim]
    lacking = [part for part in wanted if not says(listed, components()[part][1])]
    if lacking:
        yield Finding(
            "MDL035",
            f"no list gives the license of {', '.join(lacking)}",
            NOWHERE,
            "add a table of components: is it released, where, under which license",
            subject=str(aim),
        )


def _licensed_parts(card: Card) -> Iterator[str]:
    """Rows of tables and items of lists that name a license, or say that a part is not released."""
    for section in card.sections:
        rows: dict[int, str] = {}
        for block in section.blocks:
            if block.kind in ("cell", "item"):
                rows[block.line] = f"{rows.get(block.line, '')} {block.text.lower()}"
        yield from (row for row in rows.values() if _LICENSED.search(row))


_LICENSED = re.compile(
    r"(?i)\b(?:apache|mit\b|bsd|cc[- ]by|cc0|gpl|cdla|openmdw|llama|gemma|openrail|not released"
    r"|unreleased|proprietary|license)"
)


def _listed(kinds: set[str]) -> str:
    return " and ".join(sorted(kinds))
