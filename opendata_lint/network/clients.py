"""Calling other people's clients: told how to get, kept quiet, given up in time, never quoted whole."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar

from opendata_lint.network.bounds import in_time
from opendata_lint.network.guards import quiet
from opendata_lint.network.protocol import Absent, NetworkFault
from opendata_lint.network.servers import Server

_Result = TypeVar("_Result")
_SHOWN = 400
"""Characters of a client's own words that are shown."""


def client(module: str, extra: str, title: str) -> Any:
    """The module of a client. Raises `NetworkFault` that says how to install it, or why it does not load."""
    try:
        with quiet():
            return import_module(module)
    except ModuleNotFoundError as error:
        if error.name == module.partition(".")[0]:
            raise NetworkFault(
                f"{title} is reached by its own client `{error.name}`, which is not installed: "
                f'pip install "opendata-lint[{extra}]"'
            ) from None
        raise NetworkFault(f"the client `{module}` does not load: {_words(error)}") from None
    except Exception as error:  # a client that is broken may fail in any way
        raise NetworkFault(f"the client `{module}` does not load: {_words(error)}") from None


def asked(server: Server, call: Callable[[], _Result], absent: tuple[type[Exception], ...] = ()) -> _Result:
    """What a call of a client gives. Raises `NetworkFault` for all that can go wrong in it.

    `absent` are the client's errors for what is not there, or not for us: those become `Absent`. What was
    raised first is let go, as its words and addresses may hold a token.
    """
    try:
        with quiet():
            return in_time(call)
    except NetworkFault as error:
        raise type(error)(server.secrets.redacted(str(error))) from None
    except absent as error:
        raise Absent(f"{server.url}: {server.secrets.redacted(_said(error))}") from None
    except (Exception, SystemExit) as error:  # clients end the program, and raise whatever they like
        raise NetworkFault(f"{server.url}: {server.secrets.redacted(_words(error))}") from None


def _words(error: BaseException) -> str:
    """What an error is and says."""
    shown = _said(error)
    return f"{type(error).__name__}: {shown}" if shown else type(error).__name__


def _said(error: BaseException) -> str:
    """What an error says, on one line and cut short."""
    said = " ".join(str(error)[:4_000].split())
    if "<html" in said.lower() or "<!doctype" in said.lower():
        said = f"{said[: said.find('<')]}a page for people, not an answer of the API"
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN]}..."
