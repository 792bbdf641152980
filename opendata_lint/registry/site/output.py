"""The folder of a site on the disk: nobody sees half of it, and no folder that is not a site is touched."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from opendata_lint.registry.registrar import RegistryFault

MARK = ".opendata-lint-site"
"""The file by which a folder is known as a site of ours."""

_ABOUT = "Made by `opendata-lint registry site`, which replaces this folder as a whole.\n"


@contextmanager
def site_folder(out: Path) -> Iterator[Path]:
    """An empty folder to write a site into; it takes the place of `out` once everything is written.

    Whatever goes wrong before, `out` stays as it was. Raises `RegistryFault` where `out` is a file, a link,
    or a folder with anything but a former site in it, and where it cannot be written.
    """
    place = Path.cwd() / os.path.normpath(out)
    _refuse(place, out)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f".{place.name[:80]}.", dir=place.parent))
    except OSError as error:
        raise RegistryFault(f"{out} cannot be written: {error.strerror or error}") from error
    try:
        yield new
        (new / MARK).write_text(_ABOUT, encoding="utf-8")
        new.chmod(0o777 & ~_umask())  # temporary folders are for nobody else
        _swap(new, place)
    except OSError as error:
        raise RegistryFault(f"{out} cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _refuse(place: Path, out: Path) -> None:
    if place.is_symlink():
        raise RegistryFault(f"{out} is a symbolic link; name the folder that it leads to")
    if not place.exists():
        return
    if not place.is_dir():
        raise RegistryFault(
            f"{out} is no folder; name one that is not there yet, or that holds a former site"
        )
    if not (place / MARK).is_file() and any(place.iterdir()):
        raise RegistryFault(
            f"{out} has files in it and is no former site of this command, so it is left alone; "
            "name a folder that is not there yet, or an empty one"
        )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _swap(new: Path, place: Path) -> None:
    """Put the new folder in place of the old one, which comes back where that fails."""
    if not place.exists():
        new.rename(place)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{place.name[:80]}.", dir=place.parent)) / "former"
    try:
        place.rename(old)
        try:
            new.rename(place)
        except OSError:
            old.rename(place)
            raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)
