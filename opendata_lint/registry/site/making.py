"""One card: check it, read it, and write its page. Runs in several processes."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from opendata_lint import runner
from opendata_lint.card import Card
from opendata_lint.engine import lint_card
from opendata_lint.registry.index.reading import Entry
from opendata_lint.registry.site import telling
from opendata_lint.registry.site.history import Change
from opendata_lint.registry.site.lineage import Around
from opendata_lint.registry.site.machine import croissant, schema_org
from opendata_lint.registry.site.machine.facts import as_json, in_page
from opendata_lint.registry.site.markdown import Links, render
from opendata_lint.registry.site.pictures import draw
from opendata_lint.registry.site.site import Site, page_of, status_of, title_of
from opendata_lint.registry.site.templating import fill, html
from opendata_lint.registry.site.topics import Question, completeness, questions_of
from opendata_lint.registry.site.versions import Version, first_day
from opendata_lint.registry.site.words import telling_words
from opendata_lint.report import CardResult

_SEARCHED_WORDS = 300
"""Different words of a card's text that can be searched for."""


class CardJob(NamedTuple):
    """All that the page of a card is made of."""

    entry: Entry
    task: runner.Task | None
    """How to read and check the card; None where it is gone."""
    checks: bool
    history: tuple[Change, ...]
    around: Around
    versions: tuple[Version, ...]
    data: tuple[str, ...]
    """Paths of the files of its data, as many as can be named."""


class Made(NamedTuple):
    """What the rest of the site must know of a card."""

    id: str
    completeness: int | None
    """The share of questions that it answers, in percent; None where the card is gone."""
    errors: int | None
    """None where the card was not checked."""
    warnings: int | None
    words: str
    """Words of its text, folded, each once, with spaces between."""


class Maker:
    """Writes pages of cards into a folder."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site = site
        self.folder = folder

    def make(self, job: CardJob) -> Made:
        """Check a card and write its page."""
        entry = job.entry
        card, tree = runner.load(job.task) if job.task else (None, None)
        questions = questions_of(card) if card else ()
        result = None
        if job.checks and job.task and card and tree:
            result = lint_card(card, tree, job.task.settings, job.task.shown_path)
        content = fill(
            "card.html",
            site=self.site,
            above="../",
            entry=entry,
            title=title_of(entry),
            status=status_of(entry),
            notices=telling.notices(entry),
            replaced=self._replaced(entry),
            lists=telling.lists(entry),
            digests=telling.digests(entry),
            record_words=telling.RECORDS[entry.state],
            body=self._body(card, entry),
            cut=card is not None and card.outline.truncated,
            questions=questions,
            answered=sum(question.is_answered for question in questions),
            findings=telling.findings(result),
            profile=result.file.profile if result else None,
            counts=telling.counts(result),
            history=job.history,
            around=job.around,
            picture=_picture(job.around, title_of(entry)),
            versions=job.versions,
            structured=_structured(self.site, entry, job.history),
        )
        (self.folder / "cards" / page_of(entry.id)).write_bytes(content)
        if entry.kind == "dataset":
            files = croissant.files_of(tree, job.data) if tree else ()
            document = croissant.document(self.site, entry, card, files, first_day(job.versions))
            (self.folder / "croissant" / f"{entry.id}.json").write_bytes(as_json(document))
        return _made(entry, card, questions, result)

    def _body(self, card: Card | None, entry: Entry) -> str:
        if card is None:
            return ""
        return html(render(card.body, Links(entry.path, self.site.pages), title_of(entry)))

    def _replaced(self, entry: Entry) -> dict[str, str | None] | None:
        name = entry.record.replaced_by if entry.record else None
        return {"name": name, "page": self.site.by_id.get(name)} if name else None


def _made(
    entry: Entry, card: Card | None, questions: tuple[Question, ...], result: CardResult | None
) -> Made:
    texts = [
        text
        for section in (card.sections if card else ())
        for text in (section.title, *(block.text for block in section.blocks if block.kind != "code"))
    ]
    counts = telling.counts(result)
    return Made(
        entry.id,
        completeness(questions) if questions else None,
        counts.get("error"),
        counts.get("warning"),
        " ".join(telling_words(texts, _SEARCHED_WORDS)),
    )


def _structured(site: Site, entry: Entry, history: tuple[Change, ...]) -> str:
    return html(in_page(schema_org.page(site, entry, history[0].date if history else None)))


def _picture(around: Around, title: str) -> str:
    if not around.boxes:
        return ""
    about = "; ".join(arrow.words for arrow in around.arrows)
    return html(draw(around.boxes, around.arrows, "lineage", f"Lineage of {title}", about[:2000]))
