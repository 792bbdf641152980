"""Jinja templates to files: everything is escaped, save HTML that `markdown` or `pictures` made."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opendata_lint.registry.registrar import RegistryFault

if TYPE_CHECKING:
    import jinja2

HERE = Path(__file__).parent


def require() -> None:
    """Raise `RegistryFault` where the library for templates is not installed."""
    try:
        import jinja2  # noqa: F401
    except ImportError as error:
        raise RegistryFault(
            "the site needs Jinja2, which is not installed; install it with "
            "`pip install 'opendata-lint[registry]'`"
        ) from error


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["ticked"] = _ticked
    return environment


def fill(template: str, **values: Any) -> bytes:
    """A template filled in, as it is written to a file."""
    return encoded(_environment().get_template(template).render(**values))


def html(text: str) -> str:
    """HTML that was made here of escaped parts, for a template to take as it is."""
    from markupsafe import Markup

    made: str = Markup(text)
    return made


def _ticked(text: str) -> str:
    """A message as HTML, with what stands between backticks as code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return text
    return html("".join(f"<code>{escape(part)}</code>" if index % 2 else escape(part)
                        for index, part in enumerate(parts)))  # fmt: skip


def encoded(text: str) -> bytes:
    """Text as UTF-8; what cannot be encoded, such as a byte of a path that is no text, as a mark."""
    return text.encode("utf-8", "replace")
