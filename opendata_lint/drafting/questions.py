"""What only people know, asked in plain words: one row a question."""

from __future__ import annotations

from typing import Literal, NamedTuple

from opendata_lint.card import Kind

Form = Literal["line", "text", "license", "languages", "people", "address", "model"]
"""How an answer is read: a line, a paragraph, or words of a vocabulary."""


class Question(NamedTuple):
    """A question."""

    key: str
    """Its name in a file of answers."""
    ask: str
    """`{it}` stands for the dataset or the model."""
    why: str
    """What the answer is good for, and what may help to give it."""
    form: Form
    field: str
    """Of the card: a field, or `topics/NAME`."""
    kinds: tuple[Kind, ...] = ("dataset", "model")
    none: str = ""
    """The sentence that a bare `no` or `none` stands for; empty where that is no answer."""
    always: bool = False
    """Whether it is asked though the profile does not ask for it."""

    def text(self, kind: Kind) -> str:
        """The question for a kind of card."""
        return self.ask.format(it=f"the {kind}")


_DATASET: tuple[Kind, ...] = ("dataset",)
_MODEL: tuple[Kind, ...] = ("model",)

QUESTIONS = (
    Question(
        "title", "What do people call {it}?", "The name at the top of the card.", "line", "title", always=True
    ),
    Question(
        "summary",
        "What is {it}, in two or three sentences?",
        "The first thing that readers see: what it is of, how much there is, what it is for.",
        "text",
        "summary",
        always=True,
    ),
    Question(
        "license",
        "Under which license may others use {it}?",
        "Without one nobody may. An id such as cc-by-4.0, cc0-1.0, mit, apache-2.0, or an address.",
        "license",
        "license",
        always=True,
    ),
    Question(
        "creators",
        "Who made {it}?",
        "People or organizations, so that they get credit and answer for it. Several: parted by semicolons.",
        "people",
        "creators",
        always=True,
    ),
    Question(
        "source",
        "Where does the data come from?",
        "Who or what produced it, how and when it was collected. It tells readers what the data can show.",
        "text",
        "topics/source",
        _DATASET,
        always=True,
    ),
    Question(
        "base_model",
        "Was the model made from another one? Which?",
        "Its id, such as google-bert/bert-base-uncased: its license and its faults come along.",
        "model",
        "related",
        _MODEL,
        always=True,
    ),
    Question(
        "training_data",
        "What data was the model trained on?",
        "Names or addresses, and how much of it. What the model knows comes from there.",
        "text",
        "topics/training_data",
        _MODEL,
        always=True,
    ),
    Question(
        "uses",
        "What is {it} meant for?",
        "The tasks, and whom they help.",
        "text",
        "topics/uses",
        always=True,
    ),
    Question(
        "misuse",
        "What should {it} not be used for?",
        "Uses that would harm somebody, or for which it is not good enough.",
        "text",
        "topics/misuse",
        none="No misuse is foreseen by its makers.",
        always=True,
    ),
    Question(
        "languages",
        "Which languages are in {it}?",
        "Codes or English names, parted by commas: en, German. It is how people find it.",
        "languages",
        "languages",
    ),
    Question(
        "personal_data",
        "Does the data say anything about people who could be recognized?",
        "Names, faces, voices, addresses, health, opinions; also what was done to protect them. "
        "`no` is an answer.",
        "text",
        "topics/pii",
        _DATASET,
        none="The data contains no personal or sensitive information.",
        always=True,
    ),
    Question(
        "bias",
        "Who or what is over- or underrepresented?",
        "Groups, places, times, kinds of sources. Results will lean the same way.",
        "text",
        "topics/bias",
        none="No biases are known to its makers.",
        always=True,
    ),
    Question(
        "limits",
        "What can {it} not do, or not cover?",
        "Gaps, noise, errors, what is out of date. It saves others from finding out the hard way.",
        "text",
        "topics/limits",
        none="No limitations are known to its makers.",
        always=True,
    ),
    Question(
        "homepage",
        "Where is {it} found: a web page, repository, paper or DOI?",
        "An address that begins with https://, or a DOI such as 10.5281/zenodo.123.",
        "address",
        "url",
        always=True,
    ),
    Question(
        "evaluation",
        "How well does the model do, and on what data?",
        "Metrics with their values, the data and the split. Without them nobody can tell whether it fits.",
        "text",
        "topics/evaluation",
        _MODEL,
    ),
    Question(
        "usage",
        "How is {it} loaded or run?",
        "A few lines of code, or the command.",
        "text",
        "topics/access",
    ),
    Question(
        "contact",
        "Whom can one ask or tell about errors?",
        "An e-mail address or an issue tracker.",
        "text",
        "topics/contact",
    ),
    Question(
        "rationale", "Why was {it} made?", "Which lack or question it answers.", "text", "topics/rationale"
    ),
    Question(
        "collection",
        "How and when was the data collected?",
        "By whom, with what, by which rules of choice.",
        "text",
        "topics/collection",
    ),
    Question(
        "producers",
        "Who wrote, spoke, drew or measured the data?",
        "What is known of them, without names.",
        "text",
        "topics/producers",
        _DATASET,
    ),
    Question(
        "preprocessing",
        "How was the data cleaned or changed?",
        "With which programs; whether raw data is kept.",
        "text",
        "topics/preprocessing",
        none="The data is raw: nothing was cleaned or changed.",
    ),
    Question(
        "annotation",
        "Who labeled the data, and by which rules?",
        "Guidelines, checks, agreement.",
        "text",
        "topics/annotation",
        none="Nothing was labeled by people or programs.",
    ),
    Question(
        "annotators",
        "Who are the annotators?",
        "Their number, training, background and pay.",
        "text",
        "topics/annotators",
    ),
    Question(
        "social",
        "Whom may {it} help, and whom may it harm?",
        "Think of those it is about, too.",
        "text",
        "topics/social",
    ),
    Question(
        "maintenance",
        "Is {it} kept up: by whom, how often?",
        "`no` is an answer.",
        "text",
        "topics/maintenance",
        none="No updates are planned.",
    ),
    Question(
        "funding",
        "Who paid for it?",
        "Grants, companies.",
        "text",
        "topics/funding",
        none="No funding was received.",
    ),
    Question(
        "training",
        "How was the model trained?",
        "Hyperparameters, hardware, hours.",
        "text",
        "topics/training_procedure",
        _MODEL,
    ),
    Question(
        "environment",
        "How much energy did the training take?",
        "Hardware and hours are enough.",
        "text",
        "topics/environment",
        _MODEL,
    ),
    Question(
        "safety",
        "Was it tried what harmful or false output the model gives?",
        "How, and what came of it.",
        "text",
        "topics/safety",
        _MODEL,
    ),
    Question(
        "size",
        "How many examples does {it} have, and how are they split?",
        "A number for each split.",
        "text",
        "topics/splits",
        _DATASET,
    ),
    Question(
        "example",
        "What does one example look like?",
        "A record, made up if need be.",
        "text",
        "topics/instances",
        _DATASET,
    ),
    Question("citation", "How should {it} be cited?", "A BibTeX entry or a reference.", "text", "citation"),
    Question("version", "Which version is this?", "Such as 1.0.0.", "line", "version"),
)
"""In the order in which they are asked."""

BY_KEY = {question.key: question for question in QUESTIONS}
BY_FIELD = {question.field: question for question in QUESTIONS}
FIELDS = tuple(BY_FIELD)
"""Fields of the card in the order of the questions."""
