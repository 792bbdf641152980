"""Where the data files that travel with the package are.

`schemas/` and `hooks/` stand at the top of the repository and inside the package in a wheel.
`importlib.resources` would find them too, but importing it costs more than a whole check.
"""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@cache
def _home() -> Path:
    """Return the folder that holds `schemas/` and `hooks/`."""
    # The package's own folder goes first: beside an installed package, in site-packages,
    # a folder called `schemas` would be somebody else's.
    return _PACKAGE if (_PACKAGE / "schemas").is_dir() else _PACKAGE.parent


def resource(*parts: str) -> Path:
    """Return the path of a data file or folder, such as `resource("schemas", "defs")`.

    The first part is `"schemas"` or `"hooks"`. Whether the file exists is not looked at:
    opening what is not there raises the usual `FileNotFoundError`.
    """
    return _home().joinpath(*parts)
