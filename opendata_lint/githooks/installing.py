"""Put our hooks into a repository, and take them out. Nothing of anybody else is touched."""

from __future__ import annotations

from typing import NamedTuple

from opendata_lint.githooks.managers import advice, calls_us, competitors, manager_of, whose
from opendata_lint.githooks.marks import Hook, State, examine, marked, script
from opendata_lint.githooks.places import HooksFolder
from opendata_lint.writing import write_whole


class Done(NamedTuple):
    """What was done with a hook."""

    well: bool
    """Whether it is now as was asked for."""
    lines: tuple[str, ...]
    """What to tell: the first line stands alone, others explain it."""
    stale: bool = False
    """Whether it is ours, but not as we would install it."""


def install(folder: HooksFolder, name: str, force: bool = False) -> Done:
    """Install a hook, or bring ours up to date; `force`: also where somebody edited it.

    Raises `OSError`, and what was there is then as it was.
    """
    hook = examine(folder.path, name)
    place = folder.shown(hook.path)
    if hook.state is State.FOREIGN or (hook.state is State.ABSENT and manager_of(hook, folder)):
        return _beside(hook, folder)
    if hook.state is State.EDITED and not force:
        return Done(False, (f"{name}: left as it is: {place} is ours, but was edited", "--force replaces it"))
    if hook.state is State.CURRENT and hook.runs:
        return Done(True, (f"{name}: is current ({place})",))
    write_whole(hook.path, marked(script(name)))
    mode = hook.path.stat().st_mode
    hook.path.chmod(mode | (mode & 0o444) >> 2)  # whoever may read it may run it
    return Done(True, (f"{name}: {_written(hook)} ({place})", *_remarks(hook, folder)))


def _written(hook: Hook) -> str:
    if hook.state is State.ABSENT:
        return "installed"
    if hook.state is State.EDITED:
        return "replaced, as --force asks"
    return "brought up to date" if hook.state is State.OLD else "made executable"


def _remarks(hook: Hook, folder: HooksFolder) -> list[str]:
    """What people should know of a hook that they have just got."""
    told: list[str] = []
    if folder.scope in ("global", "system"):
        told.append(f"core.hooksPath is set in the {folder.scope} configuration: every repository runs it")
    elif not folder.bare and folder.path.is_relative_to(folder.root) and ".git" not in folder.path.parts:
        told.append("the folder is in the work tree: commit the file, and whoever sets core.hooksPath has it")
    if hook.state is State.ABSENT:
        told += [f"the repository is configured for {name}, which may put its own in place of it"
                 for name in competitors(folder)]  # fmt: skip
    return told


def _beside(hook: Hook, folder: HooksFolder) -> Done:
    """Another's hook stands there, or will: say what to do with it."""
    if calls_us(hook, folder):
        return Done(True, (f"{hook.name}: {whose(hook, folder)} calls opendata-lint already",))
    place = folder.shown(hook.path)
    return Done(
        False, (f"{hook.name}: not installed: {place} is {whose(hook, folder)}", advice(hook, folder))
    )


def uninstall(folder: HooksFolder, name: str, force: bool = False) -> Done:
    """Remove a hook of ours; `force`: also where somebody edited it. Raises `OSError`."""
    hook = examine(folder.path, name)
    place = folder.shown(hook.path)
    if hook.state is State.ABSENT:
        return Done(True, (f"{name}: is not there",))
    if hook.state is State.FOREIGN:
        aside = ("it calls opendata-lint; take that line out yourself",) if calls_us(hook, folder) else ()
        return Done(True, (f"{name}: left: {place} is {whose(hook, folder)}", *aside))
    if hook.state is State.EDITED and not force:
        return Done(False, (f"{name}: left: {place} is ours, but was edited", "--force removes it"))
    hook.path.unlink()
    return Done(True, (f"{name}: removed ({place})",))


def status(folder: HooksFolder, name: str) -> Done:
    """What stands at the place of a hook; well: ours and current, or it calls us. Raises `OSError`."""
    hook = examine(folder.path, name)
    if hook.state is State.FOREIGN or (hook.state is State.ABSENT and manager_of(hook, folder)):
        called = calls_us(hook, folder)
        which = f"{whose(hook, folder)}, " + (
            "calls opendata-lint" if called else "does not call opendata-lint"
        )
        return Done(called, (f"{name}: {which} ({folder.shown(hook.path)})",))
    place = "" if hook.state is State.ABSENT else f" ({folder.shown(hook.path)})"
    version = f", written by {hook.version}" if hook.state in (State.OLD, State.EDITED) else ""
    idle = "" if hook.runs else ", not executable: Git passes over it"
    well = hook.state is State.CURRENT and hook.runs
    line = f"{name}: {hook.state.value}{version}{idle}{place}"
    return Done(well, (line,), stale=not well and hook.state is not State.ABSENT)
