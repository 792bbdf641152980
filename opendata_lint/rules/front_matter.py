"""Front matter as a block of text: is it there, where does it begin and end, can it be read at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from opendata_lint.card import Card
from opendata_lint.card.front_matter import LookAlike, Oddity, oddities
from opendata_lint.finding import Finding, Span, at_span
from opendata_lint.rules import rule
from opendata_lint.tree import Tree

_HUB_SEES_NONE = "the Hub finds no metadata"


def _odd(card: Card, *names: Oddity) -> LookAlike | None:
    """The first of the named oddities that the card's front matter shows."""
    if card.source.fault and card.source.fault.kind == "utf-16":
        return None
    return next((odd for odd in oddities(card.text, card.front_matter) if odd.oddity in names), None)


def _quoted(card: Card, span: Span) -> str:
    return f"`{card.text[slice(*span)].strip()[:60]}`"


@rule("YML001")
def missing(card: Card, tree: Tree) -> Iterator[Finding]:
    """No front matter, nor anything that was meant as such."""
    if card.front_matter or (card.source.fault and card.source.fault.kind == "utf-16"):
        return
    odd = oddities(card.text, None)
    if odd and odd[0].oddity != "empty-block":
        return  # YML006 and YML007 say what is wrong with it
    nothing = "nothing stands in the front matter" if odd else "the card has no front matter"
    yield Finding(
        "YML001",
        f"{nothing} (the Hub says: empty or missing yaml metadata in repo card)",
        at_span(*(odd[0].span if odd else (0, 0))),
        hint=_hint(card, tree),
        subject="front matter",
        conclusive=not _is_datasheet(card),
    )


_PARTS = ("motivation", "composition", "collection", "preprocessing", "uses", "distribution", "maintenance")
_MOST_PARTS = 5


def _is_datasheet(card: Card) -> bool:
    """Whether the card is a datasheet (Gebru et al. 2021), a form that knows no front matter."""
    titles = [section.title.casefold() for section in card.sections]
    return sum(any(title.startswith(part) for title in titles) for part in _PARTS) >= _MOST_PARTS


_BESIDE = ("metadata", "card", "front_matter", "frontmatter", "front-matter")


def _hint(card: Card, tree: Tree) -> str:
    """What to do; a file beside the card that seems to hold its metadata is named."""
    folder, _, name = card.path.rpartition("/")
    stems = (name.rpartition(".")[0].lower(), *_BESIDE)
    for beside in tree.entries(folder):
        stem, _, extension = beside.lower().rpartition(".")
        if extension in ("yaml", "yml") and stem.lstrip(".") in stems:
            return (
                f"no reader of cards looks into `{beside}`: move it between two lines `---` at the card's top"
            )
    return "begin the file with a line `---`, keys such as `license: mit`, and another line `---`"


@rule("YML003")
def not_mapping(card: Card, tree: Tree) -> Iterator[Finding]:
    """Front matter that is text, a number or a list."""
    if card.root is None or card.value is None or isinstance(card.value, dict):
        return
    kind = "a list" if isinstance(card.value, list) else f"the value `{str(card.value)[:40]}`"
    yield Finding(
        "YML003",
        f"the front matter is {kind}, not a mapping of keys to values",
        at_span(*_first_line(card, card.root.span)),
        hint="write `key: value` lines between the two `---`",
    )


def _first_line(card: Card, span: Span) -> Span:
    """The part of a span that stands on its first line."""
    line_end = card.line_span(card.source.line_of(span[0]))[1]
    return span[0], max(span[0], min(span[1], line_end))


@rule("YML004")
def empty(card: Card, tree: Tree) -> Iterator[Finding]:
    """Front matter that the Hub captures and that holds nothing."""
    if card.front_matter is None or card.yaml_fault or card.value is not None:
        return
    start, end = card.front_matter.yaml
    span, message = card.front_matter.opener, "the front matter is empty, which the Hub refuses"
    if card.text.startswith("---", start):  # the fence that was to close it opens a YAML document for the Hub
        span = (start, start + 3)
        line = card.source.line_of(end) + 2
        message = f"the front matter is empty, and the Hub reads on to the next `---`, on line {line}"
    yield Finding(
        "YML004", message, at_span(*span), hint="fill in keys such as `license`, or remove the block"
    )


@rule("YML006")
def not_closed(card: Card, tree: Tree) -> Iterator[Finding]:
    """Front matter without the line of three dashes that ends it."""
    body = _swallowed(card)
    if body:
        yield Finding(
            "YML006",
            f"the front matter is not closed above {_quoted(card, body)}: it goes on to the next `---`",
            at_span(*body),
            hint="put a line `---` above the first line of the card's text",
        )
    odd = _odd(card, "no-closer", "odd-closer", "carriage-returns")
    if odd is None:
        return
    messages = {
        "no-closer": f"no line `---` closes the front matter; {_HUB_SEES_NONE}",
        "odd-closer": f"{_quoted(card, odd.span)} does not close the front matter; {_HUB_SEES_NONE}",
        "carriage-returns": f"lines end with carriage returns alone; {_HUB_SEES_NONE}",
    }
    hints = {"carriage-returns": "save the file with LF or CRLF line ends"}
    hint = hints.get(odd.oddity, "close the front matter with a line of exactly `---`, not indented")
    yield Finding("YML006", messages[odd.oddity], at_span(*odd.span), hint=hint)


_HEADING = re.compile(r"(?:^|\n)[ \t]*\r?\n(#{1,6}[ \t]+[^\s:#][^\r\n:]*)(?=\r?\n[ \t]*\r?\n|\r?\n?\Z)")


def heading_inside(card: Card) -> Span | None:
    """A Markdown heading, blank lines around it, inside the front matter."""
    if card.front_matter is None:
        return None
    match = _HEADING.search(card.text, *card.front_matter.yaml)
    return match.span(1) if match else None


def _swallowed(card: Card) -> Span | None:
    """A heading behind which YAML sees only comments: the card's body has become front matter."""
    heading = heading_inside(card)
    if card.front_matter is None or heading is None or card.yaml_fault or not card.metadata:
        return None
    rest = card.text[heading[1] : card.front_matter.yaml[1]].splitlines()
    comments = all(not line.strip() or re.match(r"#{1,6}[ \t]+[^\s#]", line) for line in rest)
    keys = any(re.match(r"#[ \t]*(?:- |[\w-]+:)", line) for line in rest)
    return heading if comments and not keys else None


_OPENERS: dict[Oddity, str] = {
    "opener-trailing-space": f"white space behind the opening `---`; {_HUB_SEES_NONE}",
    "opener-dashes": f"{{line}} does not open front matter; {_HUB_SEES_NONE}",
    "opener-language": f"{{line}}: no word may stand behind the opening dashes; {_HUB_SEES_NONE}",
    "toml": f"the front matter is TOML (`+++`); {_HUB_SEES_NONE}, which must be YAML between `---` lines",
    "opener-missing": f"no line `---` stands above `{{name}}`; {_HUB_SEES_NONE}",
    "text-before-opener": f"something stands above the front matter; {_HUB_SEES_NONE}",
}


@rule("YML007")
def opener(card: Card, tree: Tree) -> Iterator[Finding]:
    """A first line that was meant to open front matter and does not."""
    odd = _odd(card, *_OPENERS)
    if odd is None:
        return
    name = card.text[slice(*odd.span)].split(":", 1)[0]
    hint = "make `---`, three dashes and nothing else, the first line of the file"
    if odd.oddity == "text-before-opener":
        hint = "move what stands above the opening `---` below the closing one"
    message = _OPENERS[odd.oddity].format(line=_quoted(card, odd.span), name=name)
    yield Finding("YML007", message, at_span(*odd.span), hint=hint)


@rule("YML008")
def shifted(card: Card, tree: Tree) -> Iterator[Finding]:
    """White space above or before the opening fence."""
    odd = _odd(card, "indented-opener", "blank-lines-before-opener")
    if odd and card.front_matter:
        what = "an indented `---` opens" if odd.oddity == "indented-opener" else "blank lines stand above"
        yield Finding(
            "YML008",
            f"{what} the front matter: the Hub reads it, GitHub and editors take it for text",
            at_span(*card.front_matter.opener),
            hint="let the file begin with `---`",
        )


@rule("YML009")
def byte_order_mark(card: Card, tree: Tree) -> Iterator[Finding]:
    """A byte order mark before the first character."""
    if card.source.bom:
        yield Finding(
            "YML009",
            "the file begins with a byte order mark (U+FEFF), behind which Python tools find no front matter",
            at_span(0, 0),
            hint="save the file as UTF-8 without byte order mark",
        )


@rule("YML010")
def not_utf8(card: Card, tree: Tree) -> Iterator[Finding]:
    """Bytes that are not UTF-8."""
    fault = card.source.fault
    if fault is None:
        return
    if fault.kind == "utf-16":
        message, place = "the file is UTF-16, and a card must be UTF-8", at_span(0, 0)
    else:
        message = f"the file is not UTF-8: byte {fault.byte} begins no character"
        place = at_span(fault.offset, fault.offset + 1)
    yield Finding("YML010", message, place, hint="save the file as UTF-8", subject="encoding")


@rule("YML019")
def second_block(card: Card, tree: Tree) -> Iterator[Finding]:
    """Another fence where the front matter has just begun or ended."""
    odd = _odd(card, "second-block", "stray-fence", "early-closer")
    if odd:
        messages = {
            "second-block": "a second block of front matter begins here; readers take it for text",
            "stray-fence": "a line `---` too many stands below the front matter; readers take it for text",
            "early-closer": f"{_quoted(card, odd.span)} stands behind the front matter's end",
        }
        hint = "keep one block: all keys between the first `---` and the next"
        yield Finding("YML019", messages[odd.oddity], at_span(*odd.span), hint=hint)
    elif card.front_matter and card.metadata and _odd(card, "empty-block"):
        start = card.front_matter.yaml[0]
        message = (
            "a second `---` follows the first: the Hub reads on, GitHub and editors see empty front matter"
        )
        yield Finding("YML019", message, at_span(start, start + 3), hint="remove one of the two lines")


_MARKER = re.compile(r"^(?:(<{7}|>{7})(?: [^\r\n]*)?|(={7}))(?=\r?$)", re.M)


def conflict_markers(card: Card) -> list[Span]:
    """The lines that Git left where two versions met, one for each conflict; none in code."""
    if not any(marker in card.text for marker in ("<<<<<<<", "=======", ">>>>>>>")):
        return []
    markers = [
        m for m in _MARKER.finditer(card.text) if not _in_code(card, m.start()) and not _underlines(card, m)
    ]
    spans: list[Span] = []
    open_conflict = False
    for match in markers:
        if not open_conflict:
            spans.append(match.span())
        open_conflict = match.group()[0] != ">"
    # `>>>>>>>` by itself may be a quote of quotes, as mail has them.
    return spans if any(match.group()[0] != ">" for match in markers) else []


def _in_code(card: Card, offset: int) -> bool:
    line = card.source.line_of(offset)
    return any(
        block.kind == "code" and block.line <= line < block.end_line
        for section in card.sections
        for block in section.blocks
    )


def _underlines(card: Card, match: re.Match[str]) -> bool:
    """Whether a line of `=` makes the line above it a heading."""
    line = card.source.line_of(match.start())
    if match[2] is None or line == 0:
        return False
    above = card.source.line_text(line - 1).strip()
    return bool(above) and match.start() >= card.body_start


@rule("YML020")
def merge_conflict(card: Card, tree: Tree) -> Iterator[Finding]:
    """Merge conflict markers."""
    for span in conflict_markers(card):
        if card.yaml_fault and card.front_matter and span[0] < card.front_matter.yaml[1]:
            continue  # YML002 names them as what broke the YAML
        yield Finding(
            "YML020",
            f"merge conflict marker {_quoted(card, (span[0], span[0] + 7))} left in the card",
            at_span(*span),
            hint="settle the conflict and remove the marker lines",
        )
