"""MDL: what the licenses of Llama 2, 3, 3.1, 3.2, 3.3 and 4 ask of a model that somebody made with Llama.

The clauses are those of sections 1.b of the licenses and of their acceptable use policies. Meta's own cards
name no base model and are not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from opendata_lint.card import Card
from opendata_lint.finding import Finding, Place
from opendata_lint.rules import rule
from opendata_lint.rules.license_claims import declared, lowered
from opendata_lint.rules.license_files import file_grants
from opendata_lint.rules.lineage import base_models
from opendata_lint.tree import Tree, TreeFault
from opendata_lint.vocabulary.hub_licenses import License, hub_license

_MULTIMODAL = r"(?i)llama-?3\.2-\d+b-vision|llama-?guard-3-11b-vision|llama-?4-"
_QUANTIZED = r"(?i)\b(?:gguf|gptq|awq|quanti[sz]ed|ggml|exl2|mlx)\b"


class LlamaUse(NamedTuple):
    """A model made with Llama."""

    version: str
    """Of the license: `2`, `3`, `3.1`, ..."""
    place: Place
    """The base model in the front matter, or the license."""
    base: str
    """How the base model is called; empty where only the license tells of it."""

    @property
    def license(self) -> License:
        """What the Hub's list says of the license."""
        entry = hub_license(f"llama{self.version}")
        assert entry is not None, "every version is on the Hub's list"
        return entry

    @property
    def named(self) -> bool:
        """Whether the license asks for names and phrases; that of Llama 2 does not."""
        return self.license.required_phrase is not None


def use_of_llama(card: Card, tree: Tree) -> LlamaUse | None:
    """How a model card uses Llama, None where it does not."""
    for base in base_models(card, tree):
        for grant in base.license.grants if base.license else ():
            if grant.family == "llama" and hub_license(grant.id):
                return LlamaUse(grant.version or "", base.place, base.id)
    own = declared(card)
    for grant in own.grants if own else ():
        if own and grant.family == "llama" and hub_license(grant.id) and not _is_of_meta(card):
            return LlamaUse(grant.version or "", own.place, "")
    return None


def _is_of_meta(card: Card) -> bool:
    """Whether the card is one of the licensor's own."""
    return bool(
        re.search(
            r"(?i)\bdeveloper(?:s|\(s\))?\W{1,10}(?:by\W+)?meta\b|(?:developed"
            r"|released)(?: and \w+)? by\W+meta\b",
            card.body,
        )
        or re.search(r"(?i)\bmeta developed\b", card.body)
    )


@rule("MDL001")
def name_prefix(card: Card, tree: Tree) -> Iterator[Finding]:
    """The name of the model does not begin as the license asks."""
    use = use_of_llama(card, tree)
    if use is None or not use.named or _is_quantized(card):
        return
    names = model_names(card)
    prefix = use.license.name_prefix or ""
    if names and not any(begins(name, prefix) for name in names):
        yield Finding(
            "MDL001",
            f"the {use.license.name} asks that the name begins with `{prefix}`, and the model is "
            f"called `{names[0]}`",
            use.place,
            f"let the name of the model begin with `{prefix}`",
            subject=names[0],
        )


def _is_quantized(card: Card) -> bool:
    """Whether the model is the same in other numbers: nothing was trained, so the name is free."""
    return card.metadata.get("base_model_relation") == "quantized" or any(
        re.search(_QUANTIZED, name) for name in model_names(card)
    )


@lru_cache(maxsize=4)
def model_names(card: Card) -> tuple[str, ...]:
    """The names that the card gives the model: its title, `model_name`, those of `model-index`."""
    title = next((section.title for section in card.sections if section.level == 1), "")
    title = re.sub(
        r"(?i)^(?:the )?model card\s*(?:for|of|:|-|\u2013)?\s*|\s*[-\u2013:]?\s*model card$", "", title
    ).strip()
    index = card.metadata.get("model-index")
    told = [title, card.metadata.get("model_name")]
    told += (
        [entry.get("name") for entry in index if isinstance(entry, dict)] if isinstance(index, list) else []
    )
    return tuple(name.rpartition("/")[2].strip() for name in told if isinstance(name, str) and name.strip())


def begins(name: str, prefix: str) -> bool:
    """Whether a name begins with a prefix; case, spaces and dashes are no difference."""
    squeezed = re.sub(r"[\W_]", "", name.lower())
    return squeezed.removeprefix("meta").startswith(re.sub(r"[\W_]", "", prefix.lower()))


@rule("MDL002")
def built_with(card: Card, tree: Tree) -> Iterator[Finding]:
    """The phrase that must be shown is not in the card."""
    use = use_of_llama(card, tree)
    phrase = use.license.required_phrase if use else None
    if use and phrase and not re.search(r"built\W+with\W+(?:meta\W+)?llama", card.body, re.I):
        yield Finding(
            "MDL002",
            f"the {use.license.name} asks to show `{phrase}`, and the card does not",
            use.place,
            f"write `{phrase}` where readers of the card see it",
        )


@rule("MDL003")
def notice(card: Card, tree: Tree) -> Iterator[Finding]:
    """The notice that must go with every copy is neither in a file nor in the card."""
    use = use_of_llama(card, tree)
    if use is None or not tree.in_git or re.search(_NOTICE, card.body) or _in_files(card, tree):
        return
    meta = "Meta " if use.version == "3" else ""
    yield Finding(
        "MDL003",
        f"no file `Notice` has the attribution that the {use.license.name} asks for",
        use.place,
        f"add a file `Notice` that says `{meta}Llama {use.version} is licensed under the "
        f"{meta}Llama {use.version} "
        "Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.`",
    )


_NOTICE = r"(?i)llama\s[\d.]+\sis\slicensed\sunder"


def _in_files(card: Card, tree: Tree) -> bool:
    folder = card.path.rpartition("/")[0]
    for name in tree.entries(folder):
        if name.lower().startswith("notice") and not name.endswith("/"):
            try:
                text = tree.read(f"{folder}/{name}".lstrip("/"), 20_000).decode("utf-8", "replace")
            except TreeFault:
                continue
            if re.search(_NOTICE, text):
                return True
    return False


@rule("MDL004")
def agreement(card: Card, tree: Tree) -> Iterator[Finding]:
    """No copy of the license, and no link to it."""
    use = use_of_llama(card, tree)
    if use is None or not tree.in_git or re.search(r"(?i)llama[^\s)]*/[^\s)]*licen[sc]e", card.text):
        return
    if not any(grant.family == "llama" for file in file_grants(card, tree) for grant in file.grants):
        yield Finding(
            "MDL004",
            f"a copy of the {use.license.name} must go with the model, and there is none here",
            use.place,
            "add the text of the license as `LICENSE`",
        )


@rule("MDL005")
def use_policy(card: Card, tree: Tree) -> Iterator[Finding]:
    """The acceptable use policy, which is part of the license, is not named."""
    use = use_of_llama(card, tree)
    if use and not re.search(r"(?i)acceptable[\s-]use|use[_-]policy", card.body):
        site = (
            "https://ai.meta.com/llama/use-policy"
            if use.version == "2"
            else (f"https://www.llama.com/llama{use.version.replace('.', '_')}/use-policy")
        )
        yield Finding(
            "MDL005",
            f"the acceptable use policy is part of the {use.license.name}, and the card does not name it",
            use.place,
            f"link {site}",
        )


@rule("MDL006")
def europe(card: Card, tree: Tree) -> Iterator[Finding]:
    """A multimodal model of Llama 3.2 or 4, and no word on the European Union."""
    use = use_of_llama(card, tree)
    if use is None or not (re.search(_MULTIMODAL, use.base) or use.version == "4"):
        return
    if not re.search(r"\bEU\b|\bE\.U\.|(?i:european union)", card.body):
        yield Finding(
            "MDL006",
            f"the use policy of the {use.license.name} grants nobody in the European Union rights in "
            f"multimodal "
            "models, and the card does not say so",
            use.place,
            "say that persons who live, and companies that are based, in the European Union have no license; "
            "users of products with the model are not meant",
        )


_OUTPUTS = (
    r"(?i)\b(?:generated|synthesi[sz]ed|distilled|labell?ed|annotated|written|produced"
    r"|created|translated|rewritten)"
    r" (?:[\w-]+ ){0,5}?(?:by|with|using|from"
    r"|via) (?:[\w-]+[ /]){0,4}?(?:meta[ -])?llama[ -]?(?P<version>2|3(?:\.[1-3])?"
    r"|4)(?![\d.]*\d)"
)


@rule("MDL007")
def trained_on_outputs(card: Card, tree: Tree) -> Iterator[Finding]:
    """A model that is no Llama was trained on what Llama wrote."""
    if "llama" not in lowered(card) or use_of_llama(card, tree) or _is_of_meta(card):
        return
    found = re.search(_OUTPUTS, card.body)
    if not found:
        return
    version, names = found["version"], model_names(card)
    start = card.body_start + found.start()
    place = Place(span=(start, card.body_start + found.end()))
    if version in ("2", "3"):
        yield Finding(
            "MDL007",
            f"the license of Llama {version} forbids using its outputs to improve any other language model",
            place,
            "say why this is no such use, or train on other data",
        )
    elif names and not any(begins(name, "Llama") for name in names):
        yield Finding(
            "MDL007",
            f"the license of Llama {version} asks that a model trained on its outputs has a name that "
            f"begins with "
            f"`Llama`, and this one is called `{names[0]}`",
            place,
            "let the name of the model begin with `Llama`",
        )
